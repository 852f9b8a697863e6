/*
 * fixture.h: a library of one's own for a test, and plans for invented places to put into it.
 */
#ifndef TESTS_LIBRARY_FIXTURE_H
#define TESTS_LIBRARY_FIXTURE_H

#include <yaodian/library.h>

typedef struct fixture {
	char folder[64]; /* a fresh one */
	char *cache, *user;
	yd_library *library;
} fixture;

/* Makes the folder, points the environment to it and opens a library. Fails the test when that fails. */
void fixture_open(fixture *f);
/* Closes and opens again, as a new session does. */
void fixture_reopen(fixture *f, bool read_only);
/* Closes, deletes the cache and opens again. */
void fixture_lose_cache(fixture *f);
void fixture_close(fixture *f);
/* Set-up and tear-down of a test that has one for itself, as *state. */
int fixture_begin(void **state);
int fixture_end(void **state);

/* Imports a file of the disk; fails the test when that fails. */
yd_imported file_import(fixture *f, const char *path);

/* A plan with its clauses in sections, told by text: lines "# heading" and clauses, one a line. Numbering is put in.
 * Owned. */
char *plan_text(const char *title, const char *lines);
/* Imports it as the file NAME of the folder (not written to disk). */
yd_imported plan_import(fixture *f, const char *name, const char *title, const char *lines);
/* The same, for its id only. */
int64_t plan_put(fixture *f, const char *name, const char *title, const char *lines);

yd_open_doc *doc_open(fixture *f, int64_t id);
/* The first unit whose text has `words`; SIZE_MAX: none. */
size_t unit_with(const yd_open_doc *doc, const char *words);
/* Sets a bookmark there; fails the test when there is no such unit. */
void bookmark_at(fixture *f, int64_t id, const char *words);
/* The only bookmark; owned: yd_bookmark_free(). */
yd_bookmark only_bookmark(fixture *f);

#endif
