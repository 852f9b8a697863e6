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
	CODE_FILTER = 100, /* the filter worked out last, in the tables in memory */
};

enum {
	YEAR_UNKNOWN = 1,       /* year_order of an unknown year: after every known one */
	YEAR_FIRST = -99999,    /* before every known one */
	YEAR_WHOLE = -100000,   /* in total: a region with all years and everything below */
	REGION_CORPUS = -1,     /* in total: everything */
	YEAR_MAX = 99999,
};

/*
 * Statements that read kept tables have a twin right behind them (…_F) that reads the tables in memory of the
 * filter worked out last.
 */
enum corpus_statement {
	PUT_DOC, UPDATE_DOC, SET_SOURCE, DELETE_DOC, PUT_CONTENT, DELETE_CONTENT,
	PUT_TAG, DELETE_TAG, PUT_HASH, DELETE_HASH,
	ADD_TOTAL, TAKE_TOTAL, DROP_TOTAL, ADD_KEPT,
	FIND_FINGERPRINT, PUT_FINGERPRINT, DROP_FINGERPRINT,
	FIND_REGION, PUT_REGION, SET_REGION_SORT, REGION_PARENT, REGION_BY_PATH, TREE_PLACE, CHILD_SORTS,
	DELETE_EMPTY_REGION,
	SAME_REFS, SET_REF_N,
	DOC_BY_SHA256, DOC_BY_PATH, DOC_BY_URL, DOC_STATE, DOC_UNITS,
	GET_DOC, FIND_REF, FIND_REF_N, FIND_REF_BEGINNING, GET_TEXT, GET_ORIGINAL,
	TREE_DOCS, TREE_DOCS_F, TREE_DOCS_BACK, TREE_DOCS_BACK_F,
	NEXT_REGION, NEXT_REGION_F, PREVIOUS_REGION, PREVIOUS_REGION_F,
	REGIONS, REGIONS_F, YEARS, YEARS_F, TOTAL_OF, TOTAL_OF_F, CORPUS_TOTALS, CODE_TOTALS,
	DOCS_OF_CODE, DOC_PLACE, FILTER_PUT_TAG, FILTER_ADD_TOTAL,
	HASH_UNITS, STALE, STALE_COUNT,
	ALL_UNITS, ALL_REFS, ALL_CONTENT, FRESH_PUT_TAG, FRESH_PUT_HASH,
	CORPUS_STATEMENTS
};

enum user_statement {
	PUT_BOOKMARK, FIND_BOOKMARK, BOOKMARK_REF, HIDE_BOOKMARK, SHOW_BOOKMARK, MOVE_BOOKMARK,
	BOOKMARKS, BOOKMARKS_OF_DOC, BOOKMARKS_WITH_HASH, COUNT_BOOKMARKS,
	PUT_CHANGE, LAST_CHANGE, UNDO_CHANGE,
	PUT_SAID, GET_SAID, PUT_ALIAS, GET_ALIAS, PUT_STATE, GET_STATE, FORGET_STATE,
	USER_STATEMENTS
};

/* Checking and repairing (check_statements.c). A comparison counts rows that are not as they should be. */
struct fresh_comparison {
	const char *sql, *what;
};
extern const struct fresh_comparison fresh_comparisons[];
extern const size_t fresh_comparison_count;
extern const char *const fresh_totals_sql, *const fresh_repair_sql;

extern const struct store_kind corpus_kind, user_kind;
extern const char *const corpus_statements[CORPUS_STATEMENTS];
extern const char *const user_statements[USER_STATEMENTS];

#endif
