/* The index stays exact through changes of the documents, of its rules, and of the program's
 * version. */
#include "find_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../src/store/find_inner.h"

/* ---- changes ---- */

static void check_some(scene *s)
{
	for (int i = 0; i < 60; i++) {
		char *term = scene_term(s);
		yd_find_node node = scene_node(term, false);
		scene_check(s, &(yd_find_query){.what = &node});
		free(term);
	}
}

static size_t waiting(scene *s)
{
	size_t docs;
	assert_int_equal(
		yd_corpus_index_waiting(yd_library_corpus(s->f.library), &docs, NULL), YD_OK);
	return docs;
}

static void replaced_and_removed_texts_are_gone(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	for (int round = 0; round < 4; round++) {
		bool more = true, bulk = round % 2;
		if (bulk)
			assert_int_equal(yd_corpus_bulk(corpus, true, NULL), YD_OK);
		scene_import(s, "a.txt",
			round % 2 ? "甲市教育局2020年工作要点\n一、旧词甲\n（一）换掉的话。\n（二）"
				    "留下的话。\n"
				  : "甲市教育局2020年工作要点\n一、新词乙\n（一）换来的话。\n（二）"
				    "留下的话。\n（三）多的话。\n");
		scene_import(s, "b.txt",
			round % 2 ? "乙县教育局2021年工作要点\n一、安全\n（一）晨检。\n"
				  : "乙县教育局2022年工作要点\n一、安全\n（一）晨检。\n");
		if (bulk && round == 3) /* replaced while it is queued */
			scene_import(s, "a.txt",
				"甲市教育局2020年工作要点\n一、第三种\n（一）又换了。\n");
		if (bulk)
			assert_int_equal(yd_corpus_bulk(corpus, false, NULL), YD_OK);
		assert_int_equal(waiting(s), 0);
		scene_read(s);
		check_some(s);
		scene_hits_of(s, "换掉");
		scene_hits_of(s, "换来");
		scene_hits_of(s, "又换");
		scene_hits_of(s, "新词乙");
		while (more)
			assert_int_equal(
				yd_corpus_index_merge(corpus, round < 3, &more, NULL), YD_OK);
		check_some(s);
	}
	assert_int_equal(yd_library_remove(s->f.library, s->all.docs[3]->id, NULL), YD_OK);
	scene_read(s);
	check_some(s);
	assert_int_equal(waiting(s), 0);
}

/* One number of the cache, asked of SQLite alone; -1: no row. */
static int64_t ask_file(scene *s, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	assert_int_equal(
		sqlite3_open(yd_corpus_path(yd_library_corpus(s->f.library)), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	int64_t number = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return number;
}

static int64_t parts(scene *s)
{
	return ask_file(s, "SELECT count(DISTINCT segid) FROM find_idx");
}

static bool merges_in_steps(scene *s)
{
	return ask_file(s, "SELECT v FROM find_config WHERE k='usermerge'") == 16;
}

/* Each document a portion of its own, as if it were 8 MB. */
static void import_portions(scene *s, int from, int to, int64_t *most)
{
	for (int i = from; i < to; i++) {
		char *name = yd_format("portion%d.txt", i);
		char *text = yd_format(
			"丙县教育局%d年工作要点\n一、守好校园\n（一）第%d次晨检。\n", 1950 + i, i);
		scene_import(s, name, text);
		assert_int_equal(waiting(s), 0);
		if (parts(s) > *most)
			*most = parts(s);
		free(name);
		free(text);
	}
}

static void parts_of_a_bulk_import_are_merged_as_they_gather(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	int64_t most = 0;
	bool more = true;
	assert_int_equal(yd_corpus_bulk(corpus, true, NULL), YD_OK);
	import_portions(s, 0, 60, &most);
	assert_true(merges_in_steps(s));
	assert_in_range(most, 15, 16 + 60 / 16 + 1); /* and none long before */
	assert_in_range(parts(s), 4, 16 + 60 / 16);
	assert_int_equal(yd_corpus_bulk(corpus, false, NULL), YD_OK);
	assert_false(merges_in_steps(s));
	while (more)
		assert_int_equal(yd_corpus_index_merge(corpus, false, &more, NULL), YD_OK);
	assert_in_range(parts(s), 1, 6);
	scene_read(s);
	check_some(s);
	scene_hits_of(s, "晨检");
}

/* An import that was ended before its end leaves what the next one who merges sets right. */
static void parts_of_an_import_that_was_ended_are_merged(void **state)
{
	scene *s = *state;
	int64_t most = 0;
	bool more = true;
	assert_int_equal(yd_corpus_bulk(yd_library_corpus(s->f.library), true, NULL), YD_OK);
	import_portions(s, 60, 72, &most);
	fixture_reopen(&s->f, false);
	assert_true(merges_in_steps(s));
	assert_in_range(parts(s), 10, 16);
	while (more)
		assert_int_equal(
			yd_corpus_index_merge(yd_library_corpus(s->f.library), false, &more, NULL),
			YD_OK);
	assert_false(merges_in_steps(s));
	assert_in_range(parts(s), 1, 4);
	scene_read(s);
	check_some(s);
}

static void what_is_read_anew_keeps_its_place(void **state)
{
	scene *s = *state;
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(yd_library_reread(s->f.library, s->all.docs[i]->id, NULL), YD_OK);
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void fold_as_it_is_stored(const char *title, yd_str source, yd_unit_texts *out)
{
	(void)title;
	yd_buf_add_str(&out->folds, source);
}

/* Another version of the rules: each document is one unit too few. */
static yd_status other_texts(void *context, const char *title, yd_str source, yd_str outline,
	yd_unit_texts *out, yd_error *err)
{
	(void)context, (void)outline, (void)err;
	fold_as_it_is_stored(title, source, out);
	return YD_DAMAGED;
}

static void an_index_by_other_rules_is_made_again(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	yd_index_rules other = {.version = "other", .texts = other_texts};
	size_t left = 1, steps = 0;
	yd_corpus_index_by(corpus, &other);
	assert_int_equal(waiting(s), s->all.doc_count);
	assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_OK);
	fixture_reopen(&s->f, false);
	corpus = yd_library_corpus(s->f.library);
	assert_int_equal(waiting(s), s->all.doc_count);
	for (left = 1; left && steps < 1000; steps++) {
		if (steps == 0) { /* one that is stopped before it begins leaves all as it was */
			yd_corpus_interrupt(corpus);
			assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_INTERRUPTED);
			assert_int_equal(waiting(s), s->all.doc_count);
			left = 1;
			continue;
		}
		assert_int_equal(yd_corpus_index_more(corpus, &left, NULL), YD_OK);
	}
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(find_register(db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* The cache as it was before there was an index. */
static const char without_index[] =
	"DROP TABLE find; DROP TABLE indexed; DROP TABLE index_version; "
	"DROP INDEX doc_own_region; "
	"ALTER TABLE doc DROP COLUMN kind; ALTER TABLE doc DROP COLUMN period;"
	"ALTER TABLE doc DROP COLUMN own_region; ALTER TABLE doc DROP COLUMN version;"
	"ALTER TABLE doc DROP COLUMN found; DROP TABLE version; DROP TABLE page; PRAGMA "
	"user_version=1";

static size_t hits_found(scene *s)
{
	yd_find_node every = {.kind = YD_FIND_ALL};
	yd_find_query query = {.what = &every};
	size_t hits;
	assert_int_equal(yd_corpus_find_count(
				 yd_library_corpus(s->f.library), &query, SIZE_MAX, &hits, NULL),
		YD_OK);
	return hits;
}

static void a_cache_without_index_gets_one(void **state)
{
	scene *s = *state;
	size_t left = 1, before = s->all.doc_count;
	yd_library_close(s->f.library);
	s->f.library = NULL;
	run_sql(s->f.cache, without_index);
	fixture_reopen(&s->f, false);
	assert_int_equal(hits_found(s), 0); /* nothing is found yet, and nothing is wrong */
	assert_int_equal(waiting(s), before);
	while (left = 0,
		yd_corpus_index_more(yd_library_corpus(s->f.library), &left, NULL) == YD_OK &&
			left) {
		assert_true(left < before);
		before = left;
		fixture_reopen(&s->f, false); /* each part in another session */
	}
	assert_int_equal(waiting(s), 0);
	check_some(s);
}

static void assert_faults(scene *s, bool expected)
{
	yd_buf report = {0};
	size_t faults = 0;
	assert_int_equal(
		yd_corpus_check(yd_library_corpus(s->f.library), &report, &faults, NULL), YD_OK);
	if (expected != (faults > 0))
		fail_msg("faults: %zu %s", faults, report.ptr ? report.ptr : "");
	yd_buf_free(&report);
}

static void doctor_sees_a_wrong_index_and_a_reset_mends_it(void **state)
{
	scene *s = *state;
	size_t left = 1;
	assert_faults(s, false);
	run_sql(s->f.cache,
		"UPDATE indexed SET hash=hash+1 WHERE doc=(SELECT min(doc) FROM indexed)");
	assert_faults(s, true);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	while (left)
		assert_int_equal(
			yd_corpus_index_more(yd_library_corpus(s->f.library), &left, NULL), YD_OK);
	assert_faults(s, false);
	run_sql(s->f.cache, "DELETE FROM find_docsize WHERE id=5");
	assert_faults(s, true);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	/* Read anew, documents come into it as well. */
	for (size_t i = 0; i < s->all.doc_count; i++)
		assert_int_equal(yd_library_reread(s->f.library, s->all.docs[i]->id, NULL), YD_OK);
	assert_int_equal(waiting(s), 0);
	assert_faults(s, false);
	check_some(s);
}

static void a_reader_searches_too(void **state)
{
	scene *s = *state;
	fixture_reopen(&s->f, true);
	assert_int_equal(waiting(s), 0);
	check_some(s);
	fixture_reopen(&s->f, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaced_and_removed_texts_are_gone),
		cmocka_unit_test(parts_of_a_bulk_import_are_merged_as_they_gather),
		cmocka_unit_test(parts_of_an_import_that_was_ended_are_merged),
		cmocka_unit_test(what_is_read_anew_keeps_its_place),
		cmocka_unit_test(an_index_by_other_rules_is_made_again),
		cmocka_unit_test(a_cache_without_index_gets_one),
		cmocka_unit_test(doctor_sees_a_wrong_index_and_a_reset_mends_it),
		cmocka_unit_test(a_reader_searches_too),
	};
	return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
