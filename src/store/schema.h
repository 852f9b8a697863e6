/* schema.h: both kinds of file, and their statements by name. Inner header of src/store. */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "database.h"

/* Codes: which clauses are counted (schema.c). */
enum {
	CODE_ALL = 0,
	CODE_ANY = 1,      /* + theme */
	CODE_PRIMARY = 33, /* + theme */
	CODE_COUNT = 65,
};

enum {
	YEAR_UNKNOWN = 1,       /* year_order of an unknown year: after every known one */
	YEAR_FIRST = -99999,    /* before every known one */
	YEAR_WHOLE = -100000,   /* in total: a region with all years and everything below */
	REGION_CORPUS = -1,     /* in total: everything */
	YEAR_MAX = 99999,
	HASH_GROUP = 64, /* documents whose hashes stand together */
};

enum corpus_statement {
	PUT_DOC, UPDATE_DOC, SET_SOURCE, DELETE_DOC, PUT_CONTENT, DELETE_CONTENT, PUT_TAGS,
	PUT_HASH, DELETE_HASH, GET_TOTAL, PUT_TOTAL, DELETE_TOTAL, ADD_KEPT,
	FIND_FINGERPRINT, PUT_FINGERPRINT, DROP_FINGERPRINT,
	FIND_REGION, PUT_REGION, SET_REGION_SORT, REGION_PARENT, CHILD_SORTS, DELETE_EMPTY_REGION,
	SAME_REFS, SET_REF_N, FIND_REF, FIND_REF_N, FIND_REF_BEGINNING,
	DOC_BY_SHA256, DOC_BY_PATH, DOC_BY_URL, DOC_STATE, DOC_UNITS, GET_DOC, GET_TEXT, GET_ORIGINAL,
	TREE_DOCS, TREE_DOCS_BACK, TREE_DOC, OWN_REGION_DOCS, NEXT_OWN_REGION, NEXT_REGION, PREVIOUS_REGION, TREE_PLACE, REGIONS, YEARS, CORPUS_TOTALS, ALL_TAGS,
	HASH_UNITS, LAST_DOC, STALE, STALE_COUNT,
	KEEP_VERSION, TAKE_VERSIONS, DROP_VERSION, FIND_VERSION, LAST_VERSION, VERSIONS, GET_VERSION, VERSION_BY_REF,
	ALL_VERSIONS,
	ALL_UNITS, ALL_REFS, ALL_CONTENT, ALL_TOTALS, FRESH_ROWS, FRESH_PUT_CODE, FRESH_PUT_TAGS, FRESH_PUT_HASH,
	FRESH_PUT_KEPT,
	FIND_PUT, FIND_DELETE, FIND_COMMAND, FIND_CONFIG, FIND_STORED, FIND_RANKED, FIND_COUNT, FIND_COUNT_LIMIT,
	PUT_INDEXED, GET_INDEXED, LAST_BASE, INDEXED_OWNER, ALL_INDEXED, ALL_WAIT, NEXT_WAITING, NEXT_DOC, GET_INDEX_VERSION,
	SET_INDEX_VERSION,
	GET_PAGE, GET_PAGE_FOUND, PAGES_OF_DOC, ALL_PAGES, PUT_PAGE, FORGET_PAGES,
	CORPUS_STATEMENTS
};

enum user_statement {
	PUT_BOOKMARK, FIND_BOOKMARK, BOOKMARK_REF, HIDE_BOOKMARK, SHOW_BOOKMARK, MOVE_BOOKMARK,
	BOOKMARKS, ANY_BOOKMARK, BOOKMARKS_OF_DOC, BOOKMARKS_WITH_HASH, COUNT_BOOKMARKS,
	NOTE_BOOKMARK, TAG_BOOKMARK, BOOKMARK_TAGS, BOOKMARK_NOTE, ALL_TAG_LISTS,
	PUT_CHANGE, LAST_CHANGE, UNDO_CHANGE,
	GET_READING, GET_READING_BY_REF, PUT_PLACE, PUT_READ, READ_DOCS, PUT_MARK, GET_MARK, GET_MARK_ANYWHERE,
	PUT_SAID, GET_SAID, SAID_ROWS, UNDO_SAID, CARRY_SAID,
	PUT_CORRECTION, CORRECTIONS, ANY_CORRECTION, UNDO_CORRECTION, CARRY_CORRECTIONS,
	PUT_ALIAS, GET_ALIAS, GET_ALIAS_BEGUN, PUT_STATE, GET_STATE, FORGET_STATE,
	USER_STATEMENTS
};

/* Checking and repairing (check_statements.c). A comparison counts rows that are not as they should be. */
struct fresh_comparison {
	const char *sql, *what;
};
extern const struct fresh_comparison fresh_comparisons[];
extern const size_t fresh_comparison_count;
extern const char *const fresh_tables_sql, *const fresh_drop_sql, *const fresh_totals_sql,
	*const fresh_repair_sql;

extern const struct store_kind corpus_kind, user_kind;
extern const char *const corpus_statements[CORPUS_STATEMENTS];
extern const char *const user_statements[USER_STATEMENTS];

#endif
