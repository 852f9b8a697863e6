/*
 * internal.h: what the files of src/library share.
 */
#ifndef YAODIAN_LIBRARY_INTERNAL_H
#define YAODIAN_LIBRARY_INTERNAL_H

#include <yaodian/library.h>
#include <yaodian/search.h>

struct yd_library {
	yd_corpus *corpus;
	yd_user *user;
	yd_theme_rules *rules; /* NULL until library_need_rules() */
	char *cache_path, *user_path;
	char *fingerprint; /* yd_intake_fingerprint() of `rules` */
	char *index_version;
	bool read_only;    /* asked for, or the cache cannot be written */
	bool unchanged;    /* the last import found what was there already */
	struct helper *helper; /* helper.c; of the formats that are no plain text */
	struct ahead *ahead; /* ahead.c; NULL: nothing was read ahead */
	yd_renamed *renamed; /* renamed.c */
	size_t renamed_count, renamed_cap;
	bool wrote;        /* the cache was changed: tidy it at the end */
};

/* YD_READ_ONLY with the way out when the library may not write its cache, else YD_OK. */
yd_status library_need_write(const yd_library *library, yd_error *err);
/* ---- rules.c ---- */

/* Loads the theme rules and the fingerprint; what is wrong with the user's file goes to *warnings, a line each. */
yd_status library_load_rules(yd_library *library, yd_buf *warnings, yd_error *err);
/* The same unless they are there. */
yd_status library_need_rules(yd_library *library, yd_error *err);

/* ---- paths.c ---- */

/* `path` absolute: links followed where it exists, else the working folder before it and no `.` `..` `//`.
 * Owned. */
char *path_absolute(const char *path);

/* ---- nearness.c ---- */

/* How near two documents are by their references: 3 only .2, .3 tell them apart, 2 same region and year, 1 same
 * region, else 0. */
int reference_nearness(const char *a, const char *b);

/* ---- bookmark.c ---- */

/* Notes where bookmarks set under `old_ref` stand in document `id` now, so that they are found there at once.
 * Used when a document was read anew or replaced. Bookmarks not found in it are left as they are. */
yd_status bookmarks_follow(yd_library *library, const char *old_ref, int64_t id, yd_error *err);

/* ---- renamed.c ---- */

/* Behind each write: bookmarks of documents that were renumbered follow them. */
yd_status renamed_follow(yd_library *library, yd_error *err);
/* The document is told by the reference it has now. */
void renamed_told(yd_library *library, int64_t doc);

/* ---- index.c ---- */

/* How much of a unit's folded text, from its start, is its title: what in:title looks in. 0: it has none, or none that
 * its text begins with. */
size_t unit_title_len(yd_str source, const yd_outline *outline, const char *doc_title, size_t unit, yd_str fold);
/* The folded texts of all units of a document. */
void unit_texts_make(yd_str source, const yd_outline *outline, const char *doc_title, yd_unit_texts *out);
/* Tells the corpus how units are folded. */
void library_set_index(yd_library *library);
/* yd_text_hash() of a text that is folded already. */
uint64_t fold_hash(yd_str fold);

/* ---- similar.c ---- */

/* A text made ready to be compared: the pairs of neighbouring code points of its fold, sorted. */
typedef struct text_pairs {
	uint64_t *items; /* owned */
	size_t count;
} text_pairs;

/* Takes a fold. */
void text_pairs_make(yd_str fold, text_pairs *out);
void text_pairs_free(text_pairs *pairs);
/* Dice's coefficient, 0 to 1. */
double text_pairs_similarity(const text_pairs *a, const text_pairs *b);
/* The highest similarity texts with these numbers of pairs can have. */
double text_pairs_bound(size_t a, size_t b);

#endif
