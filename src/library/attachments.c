/* Files that a page links to. */
#include "helper.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>
#include <yaodian/sources.h>

void yd_attachments_free(yd_attachment *attachments, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(attachments[i].url);
		free(attachments[i].name);
	}
	free(attachments);
}

/* Files of other kinds need not be read twice. */
static bool may_be_page(yd_str bytes)
{
	if (yd_str_starts(bytes, YD_STR("\xEF\xBB\xBF")))
		bytes = (yd_str){bytes.ptr + 3, bytes.len - 3};
	bytes = yd_str_trim_ascii(bytes);
	return bytes.len && bytes.ptr[0] == '<';
}

/* Takes over both. */
static void add(char *url, char *name, yd_attachment *items, size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp(items[i].url, url) == 0) {
			free(url);
			free(name);
			return;
		}
	items[(*count)++] = (yd_attachment){url, name};
}

void yd_library_attachments(
	yd_library *library, const yd_fetched *fetched, yd_attachment **out, size_t *count)
{
	const yd_page *page = &fetched->page;
	yd_extracted extracted = {0};
	yd_str bytes = yd_buf_str(&fetched->bytes);
	*out = NULL;
	*count = 0;
	if (fetched->outcome != YD_FETCH_PAGE || !page->found || !may_be_page(bytes))
		return;
	/* Why a page has no text, importing it tells. */
	helper_extract(library->helper, page->url, bytes, page->charset, &extracted, NULL);
	if (extracted.link_count)
		*out = yd_alloc(extracted.link_count * sizeof **out);
	for (size_t i = 0; i < extracted.link_count; i++) {
		char *url;
		if (yd_address_join(page->found, extracted.links[i].href, &url, NULL) != YD_OK)
			continue;
		add(url, yd_strdup(extracted.links[i].name), *out, count);
	}
	yd_extracted_free(&extracted);
}
