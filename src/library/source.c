/* Documents that came from an address. */
#include "prepare.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/sources.h>

/* The document whose page this is, by its address or by where it was found; 0: none. */
static yd_status known_doc(yd_library *library, const yd_page *page, int64_t *doc, yd_error *err)
{
	yd_page known;
	yd_status status = yd_corpus_page(library->corpus, page->url, &known, err);
	if (status == YD_NOT_FOUND)
		status = yd_corpus_page_found(library->corpus, page->found, &known, err);
	*doc = status == YD_OK ? known.doc : 0;
	yd_page_free(&known);
	return status == YD_NOT_FOUND ? YD_OK : status;
}

/*
 * What the document's place is, owned: the address that was asked for, or the one it goes by
 * already, when that leads to the same page (http: and https:, with www. and without). Two
 * addresses that only have the same bytes are two places.
 */
static yd_status find_place(yd_library *library, const yd_page *page, char **place, yd_error *err)
{
	int64_t id;
	yd_doc doc = {0};
	yd_page first = {0};
	yd_status status = known_doc(library, page, &id, err);
	if (status == YD_OK && id)
		status = yd_corpus_doc(library->corpus, id, &doc, err);
	if (status == YD_OK && doc.url)
		status = yd_corpus_page(library->corpus, doc.url, &first, err);
	bool same = status == YD_OK && first.found && strcmp(first.found, page->found) == 0;
	*place = yd_strdup(same ? doc.url : page->url);
	yd_doc_free(&doc);
	yd_page_free(&first);
	return status == YD_NOT_FOUND ? YD_OK : status;
}

yd_status yd_library_import_page(yd_library *library, yd_fetched *fetched, const char *called,
	const yd_given *given, yd_imported *out, yd_error *err)
{
	yd_given told = given ? *given : (yd_given){0};
	yd_page *page = &fetched->page;
	char *place = NULL;
	*out = (yd_imported){0};
	yd_status status = find_place(library, page, &place, err);
	told.url = place;
	told.charset = page->charset;
	if (status == YD_OK)
		status = yd_library_import(
			library, called, NULL, yd_buf_str(&fetched->bytes), &told, out, err);
	free(place);
	if (status != YD_OK)
		return status;
	page->doc = out->doc.id;
	status = yd_corpus_page_put(library->corpus, page, err);
	library->wrote |= status == YD_OK;
	if (status != YD_OK)
		yd_imported_free(out);
	return status;
}

yd_status yd_library_note_page(yd_library *library, yd_fetched *fetched, yd_error *err)
{
	if (!fetched->page.doc || !fetched->page.found)
		return YD_OK;
	yd_status status = library_need_write(library, err);
	if (status == YD_OK)
		status = yd_corpus_page_put(library->corpus, &fetched->page, err);
	library->wrote |= status == YD_OK;
	return status;
}
