/*
 * sources.h: documents from addresses: fetching them (yaodian-fetch, extract.h), taking them in, asking again.
 *
 * A fetcher runs beside its caller: pages are fetched while those that came before are imported. It keeps to what hosts may
 * expect by itself. Addresses are in the form of address.h.
 */
#ifndef YAODIAN_SOURCES_H
#define YAODIAN_SOURCES_H

#include <yaodian/library.h>
#include <yaodian/pages.h>

typedef struct yd_fetcher yd_fetcher;

typedef enum yd_fetch_outcome {
	YD_FETCH_PAGE,   /* here it is */
	YD_FETCH_SAME,   /* as it was when it was asked for before */
	YD_FETCH_GONE,   /* its server says that it is not there (404, 410) */
	YD_FETCH_FAILED,
} yd_fetch_outcome;

/* Everything owned; yd_fetched_free(). */
typedef struct yd_fetched {
	size_t number; /* as yd_fetcher_ask() gave it */
	yd_fetch_outcome outcome;
	yd_page page;  /* what is known now; doc: what was known before (0 none) */
	yd_buf bytes;
	bool outside;  /* its way was in the open network, and what it names must be there too */
	char *why;     /* GONE and FAILED: one line, without the address */
} yd_fetched;

/* Starts nothing yet. */
yd_fetcher *yd_fetcher_new(void);
void yd_fetcher_free(yd_fetcher *fetcher); /* NULL is fine; what is under way is given up */
/* Asks for an address; `known`: what was said of it before (NULL: nothing), so that the server may answer that it is the same;
 * `outside`: a page of the open network names it, not the user, who may name addresses of his own network (extract/reach.h).
 * Copied. The number counts from 0. */
size_t yd_fetcher_ask(yd_fetcher *fetcher, const char *url, const yd_page *known, bool outside);
/* How many were asked for and not given yet. */
size_t yd_fetcher_left(const yd_fetcher *fetcher);
/*
 * The next one that is done, in any order. Waits for it up to `wait_ms` (-1: as long as it takes), looking at `stop` (NULL:
 * never) some times a second. YD_END: nothing is left; YD_BUSY: nothing came in that time; YD_INTERRUPTED: `stop` says so. What
 * goes wrong is an answer (FAILED), so nothing else is returned.
 */
yd_status yd_fetcher_next(yd_fetcher *fetcher, int wait_ms, bool (*stop)(void), yd_fetched *out);
void yd_fetched_free(yd_fetched *fetched);

/* A file that a page links to and that may be a document: a plan is often attached to a notice only. */
typedef struct yd_attachment {
	char *url;  /* in the form of address.h */
	char *name; /* what the page calls it: 附件1：….docx; NULL: nothing */
} yd_attachment;

/* Those of a PAGE, each once, by the names of their links; none of what is no web page or cannot be read. Owned array: yd_attachments_free(). */
void yd_library_attachments(yd_library *library, const yd_fetched *fetched, yd_attachment **out, size_t *count);
void yd_attachments_free(yd_attachment *attachments, size_t count);
/* Imports a PAGE and notes where it came from; as yd_library_import(), `called` what errors call it. */
yd_status yd_library_import_page(yd_library *library, yd_fetched *fetched, const char *called, const yd_given *given, yd_imported *out,
	yd_error *err);
/* Notes that it was asked for: SAME, or GONE where a document is known (which stays). */
yd_status yd_library_note_page(yd_library *library, yd_fetched *fetched, yd_error *err);

#endif
