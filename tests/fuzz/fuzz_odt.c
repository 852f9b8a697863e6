/* OpenDocument texts: content and styles, parted by NUL, without the archive around them. */
#include "fuzz.h"

#include "../../src/extract/xml.h"
#include "extract_whole.h"

#include <string.h>

static void add_part(zip_parts *parts, const char *name, const uint8_t *data, size_t size)
{
	YD_GROW(parts->items, parts->count, parts->cap);
	zip_part *part = &parts->items[parts->count++];
	*part = (zip_part){.name = yd_strdup(name)};
	yd_buf_add(&part->bytes, data, size);
	yd_buf_puts(&part->bytes, "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page = {.limits = limits_read()};
	zip_parts parts = {0};
	const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
	size_t end = nul ? (size_t)(nul - data) : size;
	add_part(&parts, "content.xml", data, end);
	if (nul)
		add_part(&parts, "styles.xml", nul + 1, size - end - 1);
	odt_read(&parts, &page);
	check_answer(&page);
	zip_free(&parts);
	page_free(&page);
	return 0;
}
