#include "fetching.h"

#include "progress.h"

#include <stdlib.h>

struct fetching {
	yd_fetcher *fetcher;
	yd_library *library; /* borrowed */
	size_t asked;
	char *first; /* an address, for the progress line */
};

static fetching *begin(yd_library *library)
{
	fetching *out = yd_alloc(sizeof *out);
	out->fetcher = yd_fetcher_new();
	out->library = library;
	return out;
}

static void ask(fetching *pages, const char *url, const yd_page *known)
{
	yd_fetcher_ask(pages->fetcher, url, known);
	pages->asked++;
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

fetching *fetching_begin(yd_library *library, const import_inputs *inputs, const yd_given *given)
{
	bool anew = given->region || given->year || given->title;
	fetching *out = NULL;
	for (size_t i = 0; i < inputs->address_count; i++) {
		const import_address *address = &inputs->addresses[i];
		yd_page known = {0};
		if (address->why)
			continue;
		if (!out)
			out = begin(library);
		/* What is not known, or cannot be asked now, is fetched as it is. */
		bool is_known = !anew && yd_corpus_page(yd_library_corpus(library), address->url,
						 &known, NULL) == YD_OK;
		ask(out, address->url, is_known ? &known : NULL);
		yd_page_free(&known);
	}
	return out;
}

fetching *fetching_again(yd_library *library, const yd_page *known, size_t count)
{
	fetching *out = begin(library);
	for (size_t i = 0; i < count; i++)
		ask(out, known[i].url, &known[i]);
	return out;
}

void fetching_end(fetching *pages)
{
	if (!pages)
		return;
	yd_fetcher_free(pages->fetcher);
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
	ask(pages, out->page.url, NULL);
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
