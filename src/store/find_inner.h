/* find_inner.h: what the files of the index show one another. Inner header of src/store. */
#ifndef STORE_FIND_INNER_H
#define STORE_FIND_INNER_H

#include "inner.h"

/* Bytes that begin a marked token (find_tokens.c). */
#define FIND_SCOPE '\xFE'
#define FIND_TITLE '\xFF'
/* Words of the scope: these and a number. */
#define SCOPE_UNIT   "\xFE" "u" /* every unit; no number */
#define SCOPE_NEVER  "\xFE" "-" /* no unit */
#define SCOPE_REGION "\xFE" "r" /* id of the document's region, or of one above it; 0 unknown */
#define SCOPE_OWN    "\xFE" "o" /* region_number() of the path in its own year, or of one above it, where today's is another */
#define SCOPE_YEAR   "\xFE" "y"
#define SCOPE_DECADE "\xFE" "d" /* year / 10 */
#define SCOPE_KIND   "\xFE" "k" /* of the document, as kind.h numbers it */
#define SCOPE_DUTY   "\xFE" "b" /* and a name that is to do it, from one of its characters on */
#define SCOPE_THEME   "\xFE" "t"
#define SCOPE_PRIMARY "\xFE" "p"

/* Gives the tokenizer "yaodian" and the function yd_rank() to a connection; a result code. */
int find_register(sqlite3 *db);
/* yd_rank(find, n): bm25 of a row by the first n phrases of the query; lower is better. */
void find_rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
	sqlite3_value **args);

/* ---- find_match.c ---- */

enum { FIND_PASSES = 2 }; /* titles, then the rest */

struct find_pass {
	yd_buf match; /* the query; empty: nothing to ask */
	bool in_title;
};

/* What is asked, and where. */
struct find_plan {
	struct find_pass passes[FIND_PASSES];
	yd_buf all;    /* both in one, for counting */
	int phrases;    /* how many phrases, the first ones, say what is looked for */
	int64_t first, last; /* rowids */
	bool listed;    /* only these rowids, one by one */
	int64_t *rowids; /* ascending */
	size_t rowid_count;
};

/* No empty term, and no deeper than FTS5's parser goes? */
bool find_is_sound(const yd_find_node *node);
/* Fills passes, all and phrases. */
yd_status find_match(yd_corpus *corpus, const yd_find_query *query, struct find_plan *plan, yd_error *err);

#endif
