/* The tree of regions: the same documents, in the same order, as a walk through the cache. */
#include "session.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static yd_tree *tree_of(session *s)
{
	return &s->browser->tree;
}

/* Rows, counted one by one. */
static size_t count_rows(const yd_tree *tree)
{
	size_t rows = 0;
	yd_tree_at at;
	while (yd_tree_find_row(tree, rows, &at))
		rows++;
	return rows;
}

static void check_tree(const yd_tree *tree)
{
	size_t rows = count_rows(tree);
	assert_int_equal(rows, tree->root.rows);
	assert_int_equal(rows, tree->list.count);
	assert_true(tree->list.cursor < rows || rows == 0);
}

static void unfold_all(yd_tree *tree)
{
	for (size_t row = 0; row < tree->root.rows; row++) {
		yd_tree_at at;
		assert_true(yd_tree_find_row(tree, row, &at));
		if (yd_tree_can_unfold(&at) && !at.node->open)
			assert_int_equal(yd_tree_toggle(tree, row, NULL), YD_OK);
	}
}

/* Documents of the unfolded tree from top to bottom are those of a walk under the same filter. */
static void check_against_walk(session *s, const yd_filter *filter)
{
	yd_list_query query = {.filter = filter};
	yd_walk *walk;
	yd_doc expected = {0};
	yd_tree *tree = tree_of(s);
	unfold_all(tree);
	check_tree(tree);
	assert_int_equal(yd_corpus_walk(s->browser->corpus, &query, &walk, NULL), YD_OK);
	for (size_t row = 0; row < tree->root.rows; row++) {
		yd_tree_at at;
		const yd_doc *doc;
		assert_true(yd_tree_find_row(tree, row, &at));
		assert_int_equal(yd_tree_doc(tree, &at, &doc, NULL), YD_OK);
		if (!doc)
			continue;
		assert_int_equal(yd_walk_next(walk, &expected, NULL), YD_OK);
		assert_int_equal(doc->id, expected.id);
		yd_doc_free(&expected);
	}
	assert_int_equal(yd_walk_next(walk, &expected, NULL), YD_END);
	yd_walk_close(walk);
}

static void the_unfolded_tree_is_the_walk_through_the_cache(void **state)
{
	session *s = *state;
	random_source random = {41};
	check_against_walk(s, NULL);
	for (size_t i = 1; i <= 30; i++)
		session_put_random(s, &random, i);
	yd_browser_reload(s->browser);
	check_against_walk(s, NULL);
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		yd_filter filter = {.themes = UINT32_C(1) << theme};
		yd_tree_load(tree_of(s), s->browser->corpus, &filter, NULL);
		check_against_walk(s, &filter);
	}
}

static void folding_at_random_keeps_the_count_of_rows(void **state)
{
	session *s = *state;
	random_source random = {47};
	yd_tree *tree = tree_of(s);
	for (size_t i = 1; i <= 30; i++)
		session_put_random(s, &random, i);
	yd_browser_reload(s->browser);
	for (int i = 0; i < 2000; i++) {
		size_t row = random_below(&random, tree->root.rows);
		assert_int_equal(yd_tree_toggle(tree, row, NULL), YD_OK);
		check_tree(tree);
		/* Read anew, it is unfolded as it was. */
		if (i % 50 == 0) {
			size_t rows = tree->root.rows, cursor = tree->list.cursor;
			assert_int_equal(
				yd_tree_load(tree, s->browser->corpus, &tree->filter, NULL), YD_OK);
			assert_int_equal(tree->root.rows, rows);
			assert_int_equal(tree->list.cursor, cursor);
		}
	}
}

static void a_document_is_revealed_wherever_it_stands(void **state)
{
	session *s = *state;
	yd_tree *tree = tree_of(s);
	yd_walk *walk;
	yd_doc doc = {0};
	yd_list_query query = {0};
	/* More documents in one year than are read at once. */
	for (int i = 0; i < 150; i++) {
		char *name = yd_format("many%d", i), *title = yd_format("石桥镇%03d号工作要点", i);
		session_plan(s, name, "示例省 石桥市", 2021, title,
			"# 总则\n抓好安全。落实校园安全。\n");
		free(name);
		free(title);
	}
	yd_browser_reload(s->browser);
	assert_int_equal(yd_corpus_walk(s->browser->corpus, &query, &walk, NULL), YD_OK);
	for (size_t count = 0; yd_walk_next(walk, &doc, NULL) == YD_OK; count++) {
		if (count % 7 == 0) {
			assert_int_equal(yd_tree_load(tree, s->browser->corpus, NULL, NULL), YD_OK);
			assert_int_equal(yd_tree_reveal(tree, &doc, NULL), YD_OK);
			yd_tree_at at;
			const yd_doc *found;
			assert_true(yd_tree_find_row(tree, tree->list.cursor, &at));
			assert_int_equal(yd_tree_doc(tree, &at, &found, NULL), YD_OK);
			assert_non_null(found);
			assert_int_equal(found->id, doc.id);
		}
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
}

static void the_tree_is_unfolded_while_it_fits_else_only_to_the_document(void **state)
{
	session *s = *state;
	/* 示例省 2024, 云水市 2024 B C 2023, 青石县 unknown, unknown 2022 */
	assert_true(pane_shows(s, YD_PANE_REGIONS, "云水市"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "2023"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "云水市教育局2024年安全工作要点"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "region unknown"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "year unknown"));
	yd_browser_free(s->browser);
	fixture_reopen(&s->f, false);
	yd_library_options options = {s->f.cache, s->f.user, false};
	assert_int_equal(yd_browser_new(s->f.library, &options, NULL, &s->browser, NULL), YD_OK);
	yd_pane_resize(s->browser, YD_PANE_REGIONS, 40, 6);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "示例省"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "2024"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "云水市"));
	assert_false(pane_shows(s, YD_PANE_REGIONS, "2023"));
}

static void a_chain_of_single_regions_unfolds_at_once(void **state)
{
	session *s = *state;
	session_plan(s, "g", "远方省 远方市 远方区", 2020, "远方区教育工作要点",
		"# 总则\n抓好安全。落实校园安全。\n");
	yd_browser_reload(s->browser);
	yd_tree *tree = tree_of(s);
	for (size_t row = 0; row < tree->root.rows; row++) {
		yd_tree_at at;
		yd_tree_find_row(tree, row, &at);
		if (!at.node->name || strcmp(at.node->name, "远方省") != 0)
			continue;
		assert_int_equal(yd_tree_toggle(tree, row, NULL), YD_OK);
		assert_int_equal(tree->list.cursor, row);
		assert_true(yd_tree_find_row(tree, row + 3, &at));
		assert_int_equal(at.node->year, 2020);
		return;
	}
	fail_msg("no 远方省");
}

static void a_filter_shows_only_regions_and_years_with_hits(void **state)
{
	session *s = *state;
	press(s, ":themes safety<Enter>");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "示例省"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "云水市"));
	assert_false(pane_shows(s, YD_PANE_REGIONS, "青石县"));
	assert_false(pane_shows(s, YD_PANE_REGIONS, "region unknown"));
	yd_tree_at at;
	assert_true(yd_tree_find_row(tree_of(s), 0, &at));
	size_t docs, hits;
	assert_int_equal(yd_corpus_filter_totals(
				 s->browser->corpus, &s->browser->filter, &docs, &hits, NULL),
		YD_OK);
	assert_int_equal(at.node->hits, hits);
	char count[16], *row = pane_text(s, YD_PANE_REGIONS, 0);
	snprintf(count, sizeof count, " %zu", hits);
	assert_non_null(strstr(row, count));
	free(row);
	press(s, "T");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "region unknown"));
}

#define with_six(test) cmocka_unit_test_setup_teardown(test, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_six(the_unfolded_tree_is_the_walk_through_the_cache),
		with_six(folding_at_random_keeps_the_count_of_rows),
		with_six(a_document_is_revealed_wherever_it_stands),
		with_six(the_tree_is_unfolded_while_it_fits_else_only_to_the_document),
		with_six(a_chain_of_single_regions_unfolds_at_once),
		with_six(a_filter_shows_only_regions_and_years_with_hits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
