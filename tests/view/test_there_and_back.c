/* From the list of hits into the text and back to where the reader was; keys that are faster than
 * the search. */
#include "session.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void enter_goes_to_the_hit_under_the_cursor(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全");
	press(s, "<Down>jj");
	assert_int_equal(s->browser->hits.list.cursor, 2);
	char *title = hit_title(s, 2);
	press(s, "<Enter>");
	check_at(s, title);
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	check_last_line(s, "hit 3 of");
	free(title);
	title = hit_title(s, 3);
	press(s, "n");
	check_at(s, title);
	free(title);
	/* The list is where it was left. */
	press(s, "H");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_int_equal(s->browser->hits.list.cursor, 3);
	/* Behind the help too. */
	press(s, "?q");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	press(s, "?:next-hit<Enter>");
	check_last_line(s, "hit 5 of");
	press(s, "NHq");
	check_last_line(s, "hit 4 of");
}

static void escape_returns_to_where_the_reader_was(void **state)
{
	session *s = *state;
	random_source random = {11};
	static const char *const moves[] = {"j", "k", "]", "[", "<Tab>", "h", "l", "<Ctrl-d>", "z",
		"<Enter>", "G", "g", "<Space>", "hh<Space>"};
	static const char *const queries[] = {"安全", "教", "学前 幼儿园", "theme:safety"};
	static const char *const steps[] = {"", "n", "nn", "N", "nHjj<Enter>", "/队<Enter>", "Hq"};
	yd_pane_resize(s->browser, YD_PANE_TEXT, 24, 5);
	for (int round = 0; round < 200; round++) {
		for (size_t i = random_below(&random, 12); i > 0; i--)
			press(s, moves[random_below(&random, sizeof moves / sizeof *moves)]);
		reader_place before = place_of(s);
		press(s, "/");
		press(s, queries[random_below(&random, sizeof queries / sizeof *queries)]);
		if (random_below(&random, 4))
			wait_for_worker(s);
		if (random_below(&random, 4)) {
			press(s, "<Enter>");
			wait_for_worker(s);
			press(s, steps[random_below(&random, sizeof steps / sizeof *steps)]);
			wait_for_worker(s);
		}
		press(s, "<Esc>");
		reader_place after = place_of(s);
		check_same_place(&before, &after);
		assert_null(s->browser->search.query);
		assert_int_equal(s->browser->overlay, YD_PANE_NONE);
	}
}

static void who_went_elsewhere_stays_there(void **state)
{
	session *s = *state;
	type_and_wait(s, "/校车安全<Enter>");
	wait_for_worker(s);
	int64_t hit = s->browser->reader.doc->info.id;
	while (s->browser->reader.doc->info.id == hit)
		press(s, "]");
	reader_place before = place_of(s);
	press(s, "<Esc>");
	reader_place after = place_of(s);
	check_same_place(&before, &after);
	assert_null(s->browser->search.query);
}

/* What is on the screen then, though rows have come between. */
static void rows_that_come_and_go_do_not_move_the_cursors(void **state)
{
	session *s = *state;
	const yd_browser *browser = s->browser;
	press(s, "g<Space>G"); /* the first region is folded, the cursor behind it */
	size_t rows = browser->tree.list.count;
	reader_place before = place_of(s);
	type_and_wait(s, "/产教融合<Enter>");
	wait_for_worker(s);
	assert_true(browser->tree.list.count > rows);
	press(s, "<Esc>");
	reader_place after = place_of(s);
	check_same_place(&before, &after);
}

static void what_was_folded_in_the_outline_is_so_again(void **state)
{
	session *s = *state;
	const yd_outline_view *outline = &s->browser->outline;
	press(s, "lgj<Space>");
	size_t rows = outline->list.count;
	type_and_wait(s, "/产教融合<Enter>");
	wait_for_worker(s);
	press(s, "<Esc>");
	assert_int_equal(outline->list.count, rows);
	assert_int_equal(outline->list.cursor, 1);
}

static void themes_are_chosen_from_the_list_too(void **state)
{
	session *s = *state;
	type_and_wait(s, "/教育<Down>");
	size_t all = hit_count(s);
	press(s, "t");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_THEMES);
	press(s, "<Esc>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_int_equal(hit_count(s), all);
	type_and_wait(s, "tG<Space><Enter>"); /* the last theme is safety */
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_true(hit_count(s) > 0 && hit_count(s) < all);
	type_and_wait(s, "T");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_int_equal(hit_count(s), all);
	type_and_wait(s, ":themes 安全<Enter>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_true(hit_count(s) < all);
	type_and_wait(s, "<Esc>T");
	assert_int_equal(s->browser->overlay, YD_PANE_NONE);
}

/* ---- keys typed at once ---- */

static void keys_typed_before_the_hits_come_are_kept(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全");
	assert_true(hit_count(s) > 3);
	char *third = hit_title(s, 2), *last = hit_title(s, hit_count(s) - 1);
	press(s, "<Esc>");
	type_and_wait(s, "/安全<Down>jj<Enter>");
	check_at(s, third);
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	press(s, "<Esc>");
	type_and_wait(s, "/安全<Down>2<Down><Enter>");
	check_at(s, third);
	press(s, "<Esc>");
	type_and_wait(s, "/安全<Down>G<Enter>");
	check_at(s, last);
	press(s, "<Esc>");
	/* Behind Enter they are meant for the text. */
	type_and_wait(s, "/安全<Enter>nnh");
	check_at(s, third);
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_OUTLINE);
	free(third);
	free(last);
}

static void keys_kept_are_dropped_with_what_they_were_meant_for(void **state)
{
	session *s = *state;
	reader_place before = place_of(s);
	press(s, "/安全<Enter>nnz<Esc>");
	wait_for_worker(s);
	reader_place after = place_of(s);
	check_same_place(&before, &after);
	/* Nothing is found: q would leave the program. */
	type_and_wait(s, "/没有这样的话<Enter>zq");
	check_last_line(s, "Nothing found");
	assert_false(yd_browser_done(s->browser));
	assert_false(s->browser->zoomed);
}

static void keys_wait_only_a_moment(void **state)
{
	session *s = *state;
	yd_browser *browser = s->browser;
	press(s, "/安全<Down>jq");
	assert_int_equal(browser->held_count, 2);
	/* The clock goes on, and the worker says nothing. */
	assert_int_equal(yd_browser_held_tick(browser, 5000), 6000);
	assert_int_equal(browser->held_count, 2);
	yd_browser_held_tick(browser, 6000);
	assert_int_equal(browser->held_count, 0);
	assert_int_equal(browser->overlay, YD_PANE_NONE);
	press(s, "H");
	wait_for_worker(s);
	assert_true(hit_count(s) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			enter_goes_to_the_hit_under_the_cursor, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			escape_returns_to_where_the_reader_was, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			who_went_elsewhere_stays_there, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			rows_that_come_and_go_do_not_move_the_cursors, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			what_was_folded_in_the_outline_is_so_again, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			themes_are_chosen_from_the_list_too, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			keys_typed_before_the_hits_come_are_kept, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			keys_kept_are_dropped_with_what_they_were_meant_for, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(keys_wait_only_a_moment, set_up_six, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
