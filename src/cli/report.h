/*
 * report.h: what import and refresh say of each document.
 */
#ifndef YAODIAN_CLI_REPORT_H
#define YAODIAN_CLI_REPORT_H

#include <yaodian/library.h>

typedef struct report {
	bool json;
	bool verbose, in_full; /* what was found is told also where nothing changed; all of it */
	const char *address;   /* which address of the document was asked; NULL: the line tells none */
} report;

/* "STATUS REF TITLE (S sections, C clauses) ADDRESS", or the object of --json; `name` is what messages call the input. */
void report_document(const report *how, const char *status, const char *name, const yd_imported *imported);
/* An input that gave no document: "failed NAME: WHY". `path` or `url` is where it is, for --json; `why` does not name it. */
void report_failure(const report *how, const char *path, const char *url, const char *name, const char *why);
/* "imported", "replaced", "unchanged" by yd_put_outcome. */
extern const char *const report_outcomes[];

#endif
