/*
 * user.h: user data, one SQLite file: what a user made or said. It survives the cache; nothing in it is ever
 * dropped but by the user's own command, and that can be undone.
 *
 * Opening and errors are as in corpus.h. A handle belongs to one thread.
 */
#ifndef YAODIAN_USER_H
#define YAODIAN_USER_H

#include <yaodian/base.h>
#include <yaodian/corpus.h>

typedef struct yd_user yd_user;

yd_status yd_user_open(const char *path, yd_open_mode mode, yd_user **out, yd_error *err);
void yd_user_close(yd_user *user);
bool yd_user_read_only(const yd_user *user);
const char *yd_user_path(const yd_user *user);
/* As yd_corpus_hold(). */
void yd_user_hold(yd_user *user);
void yd_user_release(yd_user *user);

/* ---- bookmarks ---- */

/* One bookmark: where it was set and what stood there. Strings owned, NULL where nothing was said. */
typedef struct yd_bookmark {
	int64_t id;
	char *ref;     /* of the unit, as it was when set or last found: "220802-2025-9c1e#2.1" */
	char *doc_ref; /* the part before '#' */
	char *title;   /* of the unit, or its first words */
	char *doc_title;
	char *text;    /* of the unit, as printed */
	uint64_t text_hash; /* of the folded text, as in yd_unit_row */
	char *tags, *note;  /* tags parted by spaces */
	char created[21];   /* "2026-11-21T09:30:00Z" */
} yd_bookmark;

void yd_bookmark_free(yd_bookmark *bookmark);

/* Stores a new one (id, created are filled); borrowed for the call. */
yd_status yd_user_bookmark_add(yd_user *user, yd_bookmark *bookmark, yd_error *err);
/* Removes by id; it is kept for undo. YD_NOT_FOUND. */
yd_status yd_user_bookmark_remove(yd_user *user, int64_t id, yd_error *err);
/* Notes that a bookmark's unit is now found under another reference (the text held stays). */
yd_status yd_user_bookmark_moved(yd_user *user, int64_t id, const char *ref, yd_error *err);
/* In the order they were set; `skip` and `limit` page. Owned array: yd_bookmarks_free(). */
yd_status yd_user_bookmarks(yd_user *user, size_t skip, size_t limit, yd_bookmark **out, size_t *count,
	yd_error *err);
/* Those set in a document, or whose text_hash is one of `hashes` (may be NULL, 0). By index. */
yd_status yd_user_bookmarks_of(yd_user *user, const char *doc_ref, const uint64_t *hashes, size_t hash_count,
	yd_bookmark **out, size_t *count, yd_error *err);
void yd_bookmarks_free(yd_bookmark *bookmarks, size_t count);
yd_status yd_user_bookmark_count(yd_user *user, size_t *count, yd_error *err);

/* Takes back the last change to bookmarks of this file (by any session); *what (owned: free()) says what it was,
 * and `*ref` (owned) where. YD_END when there is nothing to take back. An undone change is not undone twice. */
typedef enum yd_undo_kind { YD_UNDO_ADD, YD_UNDO_REMOVE } yd_undo_kind;
yd_status yd_user_undo(yd_user *user, yd_undo_kind *kind, char **ref, yd_error *err);

/* ---- what a user said of a document on import, by the SHA-256 of its original ---- */

typedef struct yd_said {
	char *region; /* as typed; NULL nothing said */
	int year;     /* 0 */
	char *title;
} yd_said;

void yd_said_free(yd_said *said);
/* YD_NOT_FOUND (err unfilled) when nothing was said. */
yd_status yd_user_said(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], yd_said *out, yd_error *err);
/* What is NULL or 0 leaves what was said before. */
yd_status yd_user_say(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const yd_said *said, yd_error *err);
/* References a document had before a correction: `old_ref` goes on working. */
yd_status yd_user_alias_add(yd_user *user, const char *old_ref, const uint8_t sha256[YD_SHA256_SIZE],
	yd_error *err);
/* YD_NOT_FOUND (err unfilled). */
yd_status yd_user_alias(yd_user *user, yd_str old_ref, uint8_t sha256[YD_SHA256_SIZE], yd_error *err);
/* The same by the beginning of a former reference; YD_AMBIGUOUS (err unfilled) when several documents had such a one. */
yd_status yd_user_alias_begun(yd_user *user, yd_str beginning, uint8_t sha256[YD_SHA256_SIZE], yd_error *err);

/* ---- small state of the browser: named values ("document", "filter", "focus", …) ---- */

/* Owned, NULL when never set. */
yd_status yd_user_state(yd_user *user, const char *name, char **value, yd_error *err);
/* NULL forgets it. On a read-only handle does nothing and returns YD_OK. */
yd_status yd_user_state_set(yd_user *user, const char *name, const char *value, yd_error *err);

/* As in corpus.h. */
yd_status yd_user_check(yd_user *user, yd_buf *report, size_t *faults, yd_error *err);

#endif
