/* No kept statement reads a whole table, sorts, or builds an index for itself, unless it stands in
 * the list here. */
#include "schema.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

struct allowed {
	int number;
	const char *plan; /* the beginning of a line of its plan */
};

static const struct allowed in_corpus[] = {
	{ALL_TAGS, "SCAN doc_tag"}, /* several themes: a narrow table, once for each filter */
	{STALE, "SCAN f"},	    /* fingerprints: a handful */
	{STALE_COUNT, "SCAN f"},
	{SAME_REFS, "USE TEMP B-TREE FOR ORDER BY"}, /* documents of one CODE-YEAR-KEY */
	/* doctor and rebuild */
	{ALL_UNITS, "SCAN c"}, {ALL_REFS, "SCAN doc USING INDEX"},
	{ALL_REFS, "USE TEMP B-TREE FOR RIGHT PART"}, {ALL_CONTENT, "SCAN c"},
	{ALL_TOTALS, "SCAN total"}, {ALL_VERSIONS, "SCAN version"},
	{FRESH_ROWS, "SCAN temp.fresh_total"},
	/* the index: by a query of its own, and sorted where all hits are asked for first */
	{FIND_STORED, "SCAN find VIRTUAL TABLE INDEX 0:M"},
	{FIND_RANKED, "SCAN find VIRTUAL TABLE INDEX 0:M"},
	{FIND_RANKED, "USE TEMP B-TREE FOR ORDER BY"},
	{FIND_COUNT, "SCAN find VIRTUAL TABLE INDEX 0:M"},
	{FIND_COUNT_LIMIT, "SCAN find VIRTUAL TABLE INDEX 0:M"},
	{FIND_COUNT_LIMIT, "SCAN "}, /* of its own subquery */
	{ALL_PAGES, "SCAN page"},    /* refresh asks for all */
	{ALL_WAIT, "SCAN indexed"}, {ALL_INDEXED, "SCAN indexed USING INDEX"}, /* doctor */
};

static const struct allowed in_user[] = {
	{BOOKMARKS, "SCAN bookmark USING INDEX bookmark_there"},
	{ANY_BOOKMARK, "SCAN bookmark USING INDEX"}, /* LIMIT 1 */
	{COUNT_BOOKMARKS, "SCAN bookmark USING"},
	{CARRY_ALIASES, "USE TEMP B-TREE FOR DISTINCT"},      /* of those of one document */
	{GET_ALIASES_BEGUN, "USE TEMP B-TREE FOR DISTINCT"},  /* of the few that begin so */
	{LAST_CHANGE, "SCAN change USING INDEX change_open"}, /* LIMIT 1 */
	/* EXISTS ends with the first */
	{ANY_CORRECTION, "SCAN correction USING INDEX correction_of"},
	{ANY_CORRECTION, "SCAN said USING INDEX said_there"},
	{ALL_TAG_LISTS, "SCAN bookmark USING COVERING INDEX bookmark_tagged"},
	{READ_DOCS, "SCAN reading USING COVERING INDEX reading_begun"}, /* after the first frame */
};

static bool is_costly(const char *plan)
{
	return strncmp(plan, "SCAN CONSTANT ROW", 17) != 0 &&
	       (strncmp(plan, "SCAN ", 5) == 0 || strstr(plan, "TEMP B-TREE") ||
		       strstr(plan, "AUTOMATIC"));
}

static bool is_allowed(int number, const char *plan, const struct allowed *allowed, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (allowed[i].number == number &&
			strncmp(plan, allowed[i].plan, strlen(allowed[i].plan)) == 0)
			return true;
	return false;
}

static void look_at_plans(
	struct database *database, const struct allowed *allowed, size_t allowed_count)
{
	int faults = 0;
	for (size_t i = 0; i < database->kind->statement_count; i++) {
		sqlite3_stmt *stmt;
		const char *sql = database->kind->statements[i];
		assert_non_null(sql);
		char *explain = yd_format("EXPLAIN QUERY PLAN %s", sql);
		if (sqlite3_prepare_v2(database->db, explain, -1, &stmt, NULL) != SQLITE_OK)
			fail_msg("%s: %s", sql, sqlite3_errmsg(database->db));
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *plan = (const char *)sqlite3_column_text(stmt, 3);
			if (is_costly(plan) && !is_allowed((int)i, plan, allowed, allowed_count)) {
				print_error("%s\n\t%s\n", sql, plan);
				faults++;
			}
		}
		sqlite3_finalize(stmt);
		free(explain);
	}
	assert_int_equal(faults, 0);
}

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static void no_statement_reads_a_whole_table(void **state)
{
	char *corpus = folder_path(state, "corpus.db"), *user = folder_path(state, "user.db");
	struct database database;
	assert_ok(database_open(&database, &corpus_kind, corpus, YD_OPEN_WRITE, e));
	assert_ok(database_exec(&database, fresh_tables_sql, e));
	look_at_plans(&database, in_corpus, COUNT_OF(in_corpus));
	/* Nor once SQLite knows the sizes of the tables. */
	database_close(&database);
	corpus_fill(corpus, 60);
	assert_ok(database_open(&database, &corpus_kind, corpus, YD_OPEN_WRITE, e));
	assert_ok(database_exec(&database, fresh_tables_sql, e));
	assert_ok(database_exec(&database, "ANALYZE main", e));
	look_at_plans(&database, in_corpus, COUNT_OF(in_corpus));
	database_close(&database);
	assert_ok(database_open(&database, &user_kind, user, YD_OPEN_WRITE, e));
	look_at_plans(&database, in_user, COUNT_OF(in_user));
	database_close(&database);
	free(corpus);
	free(user);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			no_statement_reads_a_whole_table, folder_setup, folder_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
