/* Documents that came from an address. */
#include "prepare.h"

#include <yaodian/sources.h>

yd_status yd_library_import_page(yd_library *library, yd_fetched *fetched, const char *called,
	const yd_given *given, yd_imported *out, yd_error *err)
{
	yd_given told = given ? *given : (yd_given){0};
	yd_page *page = &fetched->page;
	told.url = page->url;
	told.charset = page->charset;
	yd_status status = yd_library_import(
		library, called, NULL, yd_buf_str(&fetched->bytes), &told, out, err);
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
