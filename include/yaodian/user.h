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
/* As yd_corpus_can_write(). */
yd_status yd_user_can_write(yd_user *user, yd_error *err);
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

/* Gives a bookmark another note, or other tags (parted by single spaces); NULL or "" takes them away. What was there is
 * kept for undo. Nothing is written when it is the same. YD_NOT_FOUND. */
yd_status yd_user_bookmark_note(yd_user *user, int64_t id, const char *note, yd_error *err);
yd_status yd_user_bookmark_tag(yd_user *user, int64_t id, const char *tags, yd_error *err);
/* Every list of tags that a bookmark has, each once: owned array of owned strings; yd_user_tags_free(). */
yd_status yd_user_tag_lists(yd_user *user, char ***lists, size_t *count, yd_error *err);
void yd_user_tag_lists_free(char **lists, size_t count);

/* Takes back the last change to bookmarks, notes, tags or read marks of this file (by any session); *kind says what it
 * was, and *ref (owned; may be NULL) where: the bookmark's reference, or the document's. YD_END when there is nothing to
 * take back. An undone change is not undone twice. The numbers stand in the file. */
typedef enum yd_undo_kind {
	YD_UNDO_ADD,
	YD_UNDO_REMOVE,
	YD_UNDO_NOTE,
	YD_UNDO_TAGS,
	YD_UNDO_READ,   /* clauses were marked as read */
	YD_UNDO_UNREAD, /* … as unread */
	YD_UNDO_EDIT,   /* a document was corrected: it must be read anew; *ref as it was before */
} yd_undo_kind;
yd_status yd_user_undo(yd_user *user, yd_undo_kind *kind, char **ref, yd_error *err);

/* ---- reading: where a document was left, and what of it was read ---- */

/*
 * Clauses are told apart by numbers, which the caller makes of their texts (reader.h), so that a mark follows its text into
 * another reading of the document, and an edited clause is unread. Four bytes a clause that was read: at most 6 MB for
 * 1.5 million of them. Rows are found by the SHA-256 of the original; where there is none, the last one that the same
 * reference had is taken: the edition before. What is written here need not outlast a loss of power (journal permitting):
 * it is written while the user waits for the next document.
 */
typedef struct yd_reading {
	char *unit, *scope; /* addresses; NULL: it was never left anywhere */
	size_t place;       /* bytes into the unit's text */
	uint32_t *read;     /* in order, each once */
	size_t read_count;
	bool other;         /* it is the edition before */
} yd_reading;

void yd_reading_free(yd_reading *reading);
/* Nothing known: YD_OK and all zero. */
yd_status yd_user_reading(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref, yd_reading *out,
	yd_error *err);
/* On a read-only handle these two do nothing and return YD_OK. */
yd_status yd_user_reading_leave(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref, const char *unit,
	const char *scope, size_t place, yd_error *err);
/* Adds clauses to those that were read, and takes others away, in any order; what other sessions wrote stays. */
yd_status yd_user_read(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref, const uint32_t *add,
	size_t add_count, const uint32_t *drop, size_t drop_count, yd_error *err);
/* The same on the user's word, for undo: marks all of them read or unread. *changed counts those that were not so before. */
yd_status yd_user_mark_read(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref,
	const uint32_t *clauses, size_t count, bool read, size_t *changed, yd_error *err);

/* A document of which something was read. */
typedef struct yd_read_doc {
	uint64_t key;     /* yd_read_doc_key() of its SHA-256 */
	uint32_t clauses; /* how many were read */
} yd_read_doc;

uint64_t yd_read_doc_key(const uint8_t sha256[YD_SHA256_SIZE]);
/* All of them, by key: owned, free(). Reads an index of some 40 bytes for each. */
yd_status yd_user_read_docs(yd_user *user, yd_read_doc **out, size_t *count, yd_error *err);

/* ---- marks set with a letter: a to z belong to a document, A to Z to all ---- */

typedef struct yd_mark {
	uint8_t sha256[YD_SHA256_SIZE];
	char *ref, *unit; /* of the document; address */
	uint64_t text_hash;
	size_t place;
} yd_mark;

void yd_mark_free(yd_mark *mark);
yd_status yd_user_mark_set(yd_user *user, char letter, const yd_mark *mark, yd_error *err);
/* `sha256`: of the open document, for a to z. YD_NOT_FOUND (err unfilled). */
yd_status yd_user_mark(yd_user *user, char letter, const uint8_t sha256[YD_SHA256_SIZE], yd_mark *out, yd_error *err);

/* ---- what a user said of a document on import or later, by the SHA-256 of its original ---- */

typedef struct yd_said {
	char *region; /* as typed; NULL nothing said, "" that it is unknown */
	int year;     /* 0; YD_YEAR_NONE */
	char *title;
	int kind;     /* as kind.h numbers them; 0 */
} yd_said;

void yd_said_free(yd_said *said);
/* YD_NOT_FOUND (err unfilled) when nothing was said. */
yd_status yd_user_said(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], yd_said *out, yd_error *err);
/* What is NULL or 0 leaves what was said before. */
yd_status yd_user_say(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const yd_said *said, yd_error *err);

/* ---- corrections of a document's outline and themes, by the SHA-256 of its original and by text ---- */

typedef enum yd_correction_of {
	YD_CORRECT_HEADING = 1, /* `item` is the paragraph among those of equal text, from 1; `value` its level (outline.h) */
	YD_CORRECT_THEME,       /* `item` is the theme; `value` 0 not tagged, 1 tagged, 2 the clause is about it */
} yd_correction_of;

typedef struct yd_correction {
	yd_correction_of of;
	uint64_t text_hash; /* of the paragraph, or of the clause's beginning; 0: every clause of the document */
	int item, value;
	char *words;        /* the first words of the text, for those who list corrections; owned in results */
} yd_correction;

void yd_corrections_free(yd_correction *corrections, size_t count);
/* Those that hold, in the order they were made, one for each text and item: the last. None: YD_OK. */
yd_status yd_user_corrections(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], yd_correction **out, size_t *count,
	yd_error *err);

/* Was anything said or corrected of any document, and holds? */
yd_status yd_user_any_correction(yd_user *user, bool *any, yd_error *err);

/* What one edit does. Borrowed. */
typedef struct yd_user_change {
	const char *ref;     /* of the document, for undo */
	bool reset;          /* what was said and corrected before holds no longer */
	const yd_correction *drop; /* corrections that hold no longer: of equal `of`, text_hash and, for headings, item */
	size_t drop_count;
	const yd_said *said; /* NULL: nothing. What is NULL or 0 in it leaves what was said before */
	const yd_correction *add;
	size_t add_count;
} yd_user_change;

/* One transaction, and one step of undo. *changed: something was written. What does not hold any more is kept. */
yd_status yd_user_correct(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const yd_user_change *change,
	bool *changed, yd_error *err);
/* Says and corrects the same of `to` as holds of `from`, a new text of the same plan, and gives it its former references. */
yd_status yd_user_carry(yd_user *user, const uint8_t from[YD_SHA256_SIZE], const uint8_t to[YD_SHA256_SIZE],
	yd_error *err);

/* References a document had before a correction: `old_ref` goes on working. */
yd_status yd_user_alias_add(yd_user *user, const char *old_ref, const uint8_t sha256[YD_SHA256_SIZE],
	yd_error *err);
/* Whose bytes had a former reference (or one that begins so: `begun`): the last that got it first. Other bytes of the plan
 * have it too when its corrections went over to them. None: count 0. */
enum { YD_ALIASES = 16 };
typedef struct yd_aliases {
	uint8_t sha256[YD_ALIASES][YD_SHA256_SIZE];
	size_t count;
} yd_aliases;
yd_status yd_user_aliases(yd_user *user, yd_str ref, bool begun, yd_aliases *out, yd_error *err);

/* ---- small state of the browser: named values ("document", "filter", "focus", …) ---- */

/* Owned, NULL when never set. */
yd_status yd_user_state(yd_user *user, const char *name, char **value, yd_error *err);
/* NULL forgets it. On a read-only handle does nothing and returns YD_OK. */
yd_status yd_user_state_set(yd_user *user, const char *name, const char *value, yd_error *err);

/* As in corpus.h. */
yd_status yd_user_check(yd_user *user, yd_buf *report, size_t *faults, yd_error *err);

#endif
