#include "fetching.h"

#include "progress.h"

#include <stdlib.h>
#include <string.h>

struct fetching {
	yd_fetcher *fetcher;
	yd_library *library; /* borrowed */
	size_t asked;
	char *first; /* an address, for the progress line */
	char **urls; /* asked for, owned; those of attachments from `attachments` on */
	size_t url_count, url_cap, attachments;
};

static fetching *begin(yd_library *library)
{
	fetching *out = yd_alloc(sizeof *out);
	out->fetcher = yd_fetcher_new();
	out->library = library;
	return out;
}

static void ask(fetching *pages, const char *url, const yd_page *known, bool outside)
{
	yd_fetcher_ask(pages->fetcher, url, known, outside);
	pages->asked++;
	YD_GROW(pages->urls, pages->url_count, pages->url_cap);
	pages->urls[pages->url_count++] = yd_strdup(url);
	if (!pages->first)
		pages->first = yd_strdup(url);
}

/* "As it was" of a page whose document has other bytes by now, as another of its addresses brought
 * them since this one was asked for: what is there is wanted. */
static bool is_outdated(yd_library *library, const yd_fetched *page)
{
	yd_page now = {0};
	bool there = page->outcome == YD_FETCH_SAME && yd_corpus_page(yd_library_corpus(library),
							       page->page.url, &now, NULL) == YD_OK;
	bool outdated = there && (now.doc != page->page.doc || (!now.etag && !now.modified));
	yd_page_free(&now);
	return outdated;
}

/* What is not known, or cannot be asked now, is fetched as it is. */
static void ask_for_changes(fetching *pages, const char *url, bool outside)
{
	yd_page known = {0};
	bool is_known =
		yd_corpus_page(yd_library_corpus(pages->library), url, &known, NULL) == YD_OK;
	ask(pages, url, is_known ? &known : NULL, outside);
	yd_page_free(&known);
}

fetching *fetching_begin(yd_library *library, const import_inputs *inputs, bool anew)
{
	fetching *out = NULL;
	for (size_t i = 0; i < inputs->address_count; i++) {
		const import_address *address = &inputs->addresses[i];
		if (address->why)
			continue;
		if (!out)
			out = begin(library);
		if (anew)
			ask(out, address->url, NULL, false);
		else
			ask_for_changes(out, address->url, false);
	}
	if (out)
		out->attachments = out->url_count;
	return out;
}

bool fetching_ask_attachment(fetching *pages, const yd_fetched *page, const char *url)
{
	for (size_t i = 0; i < pages->url_count; i++)
		if (strcmp(pages->urls[i], url) == 0)
			return false;
	ask_for_changes(pages, url, page->outside);
	return true;
}

bool fetching_is_attachment(const fetching *pages, const yd_fetched *page)
{
	size_t at = 0;
	while (at < pages->url_count && strcmp(pages->urls[at], page->page.url) != 0)
		at++;
	return at >= pages->attachments;
}

fetching *fetching_again(yd_library *library, const yd_page *known, size_t count)
{
	fetching *out = begin(library);
	for (size_t i = 0; i < count; i++)
		ask(out, known[i].url, &known[i], false);
	return out;
}

void fetching_end(fetching *pages)
{
	if (!pages)
		return;
	yd_fetcher_free(pages->fetcher);
	for (size_t i = 0; i < pages->url_count; i++)
		free(pages->urls[i]);
	free(pages->urls);
	free(pages->first);
	free(pages);
}

yd_status fetching_next(fetching *pages, bool wait, yd_fetched *out)
{
	size_t left = yd_fetcher_left(pages->fetcher);
	if (wait && left)
		progress_show(pages->asked - left, pages->asked, pages->first);
	yd_status status =
		yd_fetcher_next(pages->fetcher, wait ? -1 : 0, progress_is_interrupted, out);
	if (status != YD_OK)
		return status;
	free(pages->first);
	pages->first = yd_strdup(out->page.url);
	if (!is_outdated(pages->library, out))
		return YD_OK;
	/* Without what is known no server can say so again. */
	ask(pages, out->page.url, NULL, out->outside && fetching_is_attachment(pages, out));
	yd_fetched_free(out);
	return fetching_next(pages, wait, out);
}

static yd_status take_same(yd_library *library, yd_fetched *page, yd_imported *out, yd_error *err)
{
	out->outcome = YD_PUT_UNCHANGED;
	yd_status status =
		yd_corpus_doc(yd_library_corpus(library), page->page.doc, &out->doc, err);
	return status == YD_OK ? yd_library_note_page(library, page, err) : status;
}

yd_status fetching_take(yd_library *library, yd_fetched *page, const char *called,
	const yd_given *given, yd_imported *out, yd_error *err)
{
	yd_status status = YD_OK;
	*out = (yd_imported){0};
	switch (page->outcome) {
	case YD_FETCH_PAGE:
		return yd_library_import_page(library, page, called, given, out, err);
	case YD_FETCH_SAME:
		status = take_same(library, page, out, err);
		if (status != YD_OK)
			yd_imported_free(out);
		return status;
	case YD_FETCH_GONE:
		status = yd_library_note_page(library, page, err);
		break;
	case YD_FETCH_FAILED:
		break;
	}
	return status == YD_OK ? yd_fail(err, YD_NOT_FOUND, called, "%s", page->why) : status;
}
