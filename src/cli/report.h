/*
 * report.h: what import and refresh say of each document.
 */
#ifndef YAODIAN_CLI_REPORT_H
#define YAODIAN_CLI_REPORT_H

#include <yaodian/library.h>
#include <yaodian/sources.h>

typedef struct report {
	bool json;
	bool verbose, in_full; /* what was found is told also where nothing changed; all of it */
	const yd_attachment *attachments; /* what the page links to; messages tell them unless `taken` */
	size_t attachment_count;
	bool taken;
	const char *address;   /* which address of the document was asked; NULL: the line tells none */
} report;

/* "STATUS REF TITLE (S sections, C clauses) ADDRESS", or the object of --json; `name` is what messages call the input. */
void report_document(const report *how, const char *status, const char *name, const yd_imported *imported);
/*
 * "renamed REF TITLE (was OLD)" for each document whose reference is not the one it was told by any more, since others that
 * are equal in title and number came or went: so that what was printed before can be put right. With --json, the object of
 * `list` with "status":"renamed" and "was".
 */
yd_status report_renamed(const report *how, yd_library *library, yd_error *err);
/* An input that gave no document: "failed NAME: WHY". `path` or `url` is where it is, for --json; `why` does not name it. */
void report_failure(const report *how, const char *path, const char *url, const char *name, const char *why);
/* "imported", "replaced", "unchanged" by yd_put_outcome. */
extern const char *const report_outcomes[];

#endif
