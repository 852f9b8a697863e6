/*
 * pages.h: which documents of the cache came from an address, and what its server said, for asking again.
 *
 * A row for each address that was asked for. Several may lead to one document (the same bytes); a document that goes takes
 * its rows with it, and one that is replaced by other bytes what was said of the old ones (etag, modified): until it is asked
 * for again. Addresses are in the form of address.h. Errors as in corpus.h.
 */
#ifndef YAODIAN_PAGES_H
#define YAODIAN_PAGES_H

#include <yaodian/corpus.h>

/* Strings owned, yd_page_free(); for yd_corpus_page_put() borrowed. */
typedef struct yd_page {
	char *url;   /* as it was asked for */
	int64_t doc;
	char *found; /* where it was after redirects */
	char *charset, *etag, *modified; /* as the server said; NULL: it did not */
	int status;    /* of HTTP, when it was asked for last: 404 and 410 are gone, but the document stays */
	char *checked; /* when that was, "2026-11-22T06:00:00Z"; not looked at by yd_corpus_page_put() */
} yd_page;

void yd_page_free(yd_page *page);
void yd_pages_free(yd_page *pages, size_t count); /* with the array */
/* YD_NOT_FOUND (without filling err): nothing came from there. */
yd_status yd_corpus_page(yd_corpus *corpus, const char *url, yd_page *out, yd_error *err);
/* The first address by which a page was found there; YD_NOT_FOUND likewise. */
yd_status yd_corpus_page_found(yd_corpus *corpus, const char *found, yd_page *out, yd_error *err);
/* Those of a document, or with 0 all, in the order of their addresses. Owned array. */
yd_status yd_corpus_pages(yd_corpus *corpus, int64_t doc, yd_page **out, size_t *count, yd_error *err);
/* Notes what was said just now, over what was said before. The document must be there. */
yd_status yd_corpus_page_put(yd_corpus *corpus, const yd_page *page, yd_error *err);

#endif
