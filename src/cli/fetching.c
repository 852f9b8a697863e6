#include "fetching.h"

#include "progress.h"

#include <stdlib.h>
#include <string.h>

/* By the number of the fetcher. */
struct wanted {
	char *url; /* owned */
	bool attachment;
};

struct fetching {
	yd_fetcher *fetcher;
	yd_library *library; /* borrowed */
	char *first;	     /* an address, for the progress line */
	struct wanted *items;
	size_t count, cap;
};

static fetching *begin(yd_library *library)
{
	fetching *out = yd_alloc(sizeof *out);
	out->fetcher = yd_fetcher_new();
	out->library = library;
	return out;
}

/* `from`: the page that it is an attachment of; NULL: the user's own. */
static void ask(fetching *pages, const char *url, const yd_page *known, const yd_fetched *from)
{
	yd_fetcher_ask(pages->fetcher, url, known, from && from->outside);
	YD_GROW(pages->items, pages->count, pages->cap);
	pages->items[pages->count++] = (struct wanted){yd_strdup(url), from != NULL};
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
static void ask_for_changes(fetching *pages, const char *url, const yd_fetched *from)
{
	yd_page known = {0};
	bool is_known =
		yd_corpus_page(yd_library_corpus(pages->library), url, &known, NULL) == YD_OK;
	ask(pages, url, is_known ? &known : NULL, from);
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
			ask(out, address->url, NULL, NULL);
		else
			ask_for_changes(out, address->url, NULL);
	}
	return out;
}

bool fetching_ask_attachment(fetching *pages, const yd_fetched *page, const char *url)
{
	for (size_t i = 0; i < pages->count; i++)
		if (strcmp(pages->items[i].url, url) == 0)
			return false;
	ask_for_changes(pages, url, page);
	return true;
}

bool fetching_is_attachment(const fetching *pages, const yd_fetched *page)
{
	return pages->items[page->number].attachment;
}

fetching *fetching_again(yd_library *library, const yd_page *known, size_t count)
{
	fetching *out = begin(library);
	for (size_t i = 0; i < count; i++)
		ask(out, known[i].url, &known[i], NULL);
	return out;
}

void fetching_end(fetching *pages)
{
	if (!pages)
		return;
	yd_fetcher_free(pages->fetcher);
	for (size_t i = 0; i < pages->count; i++)
		free(pages->items[i].url);
	free(pages->items);
	free(pages->first);
	free(pages);
}

yd_status fetching_next(fetching *pages, bool wait, yd_fetched *out)
{
	size_t left = yd_fetcher_left(pages->fetcher);
	if (wait && left)
		progress_show(pages->count - left, pages->count, pages->first);
	yd_status status =
		yd_fetcher_next(pages->fetcher, wait ? -1 : 0, progress_is_interrupted, out);
	if (status != YD_OK)
		return status;
	free(pages->first);
	pages->first = yd_strdup(out->page.url);
	if (!is_outdated(pages->library, out))
		return YD_OK;
	/* Without what is known no server can say so again. */
	ask(pages, out->page.url, NULL, fetching_is_attachment(pages, out) ? out : NULL);
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
