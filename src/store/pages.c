/* Addresses that documents came from. */
#include "inner.h"

#include <stdlib.h>
#include <yaodian/pages.h>

void yd_page_free(yd_page *page)
{
	free(page->url);
	free(page->found);
	free(page->charset);
	free(page->etag);
	free(page->modified);
	free(page->checked);
	*page = (yd_page){0};
}

void yd_pages_free(yd_page *pages, size_t count)
{
	for (size_t i = 0; i < count; i++)
		yd_page_free(&pages[i]);
	free(pages);
}

static void page_read(sqlite3_stmt *stmt, yd_page *out)
{
	*out = (yd_page){
		.url = column_string(stmt, 0),
		.doc = sqlite3_column_int64(stmt, 1),
		.found = column_string(stmt, 2),
		.charset = column_string(stmt, 3),
		.etag = column_string(stmt, 4),
		.modified = column_string(stmt, 5),
		.status = sqlite3_column_int(stmt, 6),
		.checked = column_string(stmt, 7),
	};
}

static yd_status get_page(
	yd_corpus *corpus, int statement, const char *url, yd_page *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (yd_page){0};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, &stmt, statement, "s", url);
	if (status != YD_OK)
		return status == YD_END ? YD_NOT_FOUND : status;
	page_read(stmt, out);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_page(yd_corpus *corpus, const char *url, yd_page *out, yd_error *err)
{
	return get_page(corpus, GET_PAGE, url, out, err);
}

yd_status yd_corpus_page_found(yd_corpus *corpus, const char *found, yd_page *out, yd_error *err)
{
	return get_page(corpus, GET_PAGE_FOUND, found, out, err);
}

yd_status yd_corpus_pages(
	yd_corpus *corpus, int64_t doc, yd_page **out, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	size_t cap = 0;
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK && doc)
		status = database_query(&corpus->base, err, &stmt, PAGES_OF_DOC, "i", doc);
	else if (status == YD_OK)
		status = database_query(&corpus->base, err, &stmt, ALL_PAGES, "");
	while (status == YD_OK) {
		status = database_step(&corpus->base, stmt, err);
		if (status == YD_OK) {
			YD_GROW(*out, *count, cap);
			page_read(stmt, &(*out)[(*count)++]);
		}
	}
	if (status == YD_END)
		return YD_OK;
	yd_pages_free(*out, *count);
	*out = NULL;
	*count = 0;
	return status;
}

yd_status yd_corpus_page_put(yd_corpus *corpus, const yd_page *page, yd_error *err)
{
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = database_run(&corpus->base, err, PUT_PAGE, "sissssi", page->url, page->doc,
		page->found, page->charset, page->etag, page->modified, (int64_t)page->status);
	return database_end(&corpus->base, status, err);
}
