#include "fetching.h"

#include "progress.h"

#include <stdlib.h>
#include <string.h>

struct fetching {
	yd_fetcher *fetcher;
	size_t asked;
	char *first; /* an address, for the progress line */
};

static fetching *begin(void)
{
	fetching *out = yd_alloc(sizeof *out);
	out->fetcher = yd_fetcher_new();
	return out;
}

/* Does the document come from another page too? If that has another text by now, what the server of
 * this one said is not of what the document is then. */
static bool is_shared(yd_library *library, const yd_page *page)
{
	yd_page *pages;
	size_t count, others = 0;
	if (yd_corpus_pages(yd_library_corpus(library), page->doc, &pages, &count, NULL) != YD_OK)
		return true;
	for (size_t i = 0; i < count; i++)
		others += strcmp(pages[i].found, page->found) != 0;
	yd_pages_free(pages, count);
	return others > 0;
}

static void ask(fetching *pages, yd_library *library, const char *url, const yd_page *known)
{
	yd_page told = known ? *known : (yd_page){0};
	if (known && is_shared(library, known))
		told.etag = told.modified = NULL;
	yd_fetcher_ask(pages->fetcher, url, known ? &told : NULL);
	pages->asked++;
	if (!pages->first)
		pages->first = yd_strdup(url);
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
			out = begin();
		/* What is not known, or cannot be asked now, is fetched as it is. */
		bool is_known = !anew && yd_corpus_page(yd_library_corpus(library), address->url,
						 &known, NULL) == YD_OK;
		ask(out, library, address->url, is_known ? &known : NULL);
		yd_page_free(&known);
	}
	return out;
}

fetching *fetching_again(yd_library *library, const yd_page *known, size_t count)
{
	fetching *out = begin();
	for (size_t i = 0; i < count; i++)
		ask(out, library, known[i].url, &known[i]);
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
	if (status == YD_OK) {
		free(pages->first);
		pages->first = yd_strdup(out->page.url);
	}
	return status;
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
