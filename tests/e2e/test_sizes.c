/* Every size down to 1x1, every way to get there: whole characters, straight borders, no stale
 * cell. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

/* Panes side by side at that width. */
static int panes_at(int columns)
{
	return columns >= 100 ? 3 : columns >= 60 ? 2 : 1;
}

static void check_screen(term *t)
{
	term_settle(t);
	term_check(t, term_running(t));
	term_check_whole(t);
	term_check_harmless(t);
	term_raw_clear(t);
}

/* One border fewer than panes, straight from below the titles to above the last line. */
static void check_panes(term *t)
{
	if (term_rows(t) < 6)
		return;
	int columns[8];
	int count = borders(t, 1, term_rows(t) - 3, columns);
	if (count != panes_at(term_columns(t)) - 1)
		term_fail(t, __FILE__, __LINE__, "%d borders", count);
}

static const int widths[] = {
	130, 120, 101, 100, 99, 98, 80, 61, 60, 59, 50, 40, 21, 20, 19, 10, 9, 5, 4, 3, 2, 1};
static const int heights[] = {40, 24, 15, 6, 5, 4, 3, 2, 1};
#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static void each_layout_width_has_its_panes(void **state)
{
	for (int i = 0; i < COUNT(widths); i++) {
		term *t = open_browser(*state, widths[i], 30);
		check_screen(t);
		check_panes(t);
		leave_browser(t);
	}
}

static void every_size_is_survived_from_the_start(void **state)
{
	const int sizes[][2] = {{1, 1}, {2, 2}, {1, 24}, {120, 1}, {80, 2}, {3, 3}, {10, 4},
		{200, 3}, {300, 100}, {59, 1}, {99, 2}};
	for (int i = 0; i < COUNT(sizes); i++) {
		term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
		check_screen(t);
		term_type(t, "jjl]lj\t?");
		check_screen(t);
		leave_browser(t);
	}
}

static void resizing_to_every_size_draws_it_whole(void **state)
{
	term *t = open_browser(*state, 120, 40);
	for (int w = 0; w < COUNT(widths); w++)
		for (int h = 0; h < COUNT(heights); h++) {
			term_resize(t, widths[w], heights[h]);
			check_screen(t);
			check_panes(t);
			term_type(t, h % 3 == 0 ? "j]" : h % 3 == 1 ? "\tj" : "k");
			check_screen(t);
			check_redraw_changes_nothing(t);
		}
	term_resize(t, 120, 40);
	check_screen(t);
	check_panes(t);
	leave_browser(t);
}

static void resize_storms_leave_the_right_screen(void **state)
{
	term *t = open_browser(*state, 120, 40);
	unsigned seed = 20260211;
	for (int storm = 0; storm < 12; storm++) {
		for (int i = 0; i < 25; i++) {
			seed = seed * 1103515245u + 12345u;
			int columns = 1 + (int)(seed >> 16) % 140;
			seed = seed * 1103515245u + 12345u;
			int rows = 1 + (int)(seed >> 16) % 45;
			term_resize(t, columns, rows);
			if (i % 4 == 0)
				term_type(t, i % 8 ? "]" : "\t");
			term_pump(t, i % 3);
		}
		term_resize(t, storm % 2 ? 120 : 80, storm % 3 ? 40 : 24);
		check_screen(t);
		check_panes(t);
		check_redraw_changes_nothing(t);
	}
	leave_browser(t);
}

/* Coming back to a size shows what was there: the position is not lost on the way through narrow
 * windows. */
static void narrow_and_back_keeps_the_clause(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "]");
	term_press(t, "]");
	term_press(t, "]");
	char *before = yd_strdup(term_row(t, status_row(t)));
	term_resize(t, 5, 3);
	check_screen(t);
	term_resize(t, 1, 1);
	check_screen(t);
	term_resize(t, 120, 40);
	check_screen(t);
	assert_string_equal(term_row(t, status_row(t)), before);
	free(before);
	leave_browser(t);
}

/* Every column is tried as the place where a wide character meets an edge. */
static void no_edge_cuts_a_wide_character(void **state)
{
	term *t = open_browser(*state, 140, 24);
	for (int columns = 140; columns >= 1; columns--) {
		term_resize(t, columns, 12);
		check_screen(t);
		check_panes(t);
	}
	leave_browser(t);
}

static void lists_and_help_survive_every_size(void **state)
{
	const char *views[] = {"?", "t", "B", ":", "/"};
	for (int v = 0; v < COUNT(views); v++) {
		term *t = open_browser(*state, 100, 30);
		term_press(t, views[v]);
		for (int w = 0; w < COUNT(widths); w += 2) {
			term_resize(t, widths[w], heights[w % COUNT(heights)]);
			check_screen(t);
		}
		term_resize(t, 100, 30);
		check_screen(t);
		check_redraw_changes_nothing(t);
		term_press(t, "\033");
		leave_browser(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(each_layout_width_has_its_panes),
		with_samples(every_size_is_survived_from_the_start),
		with_samples(resizing_to_every_size_draws_it_whole),
		with_samples(resize_storms_leave_the_right_screen),
		with_samples(narrow_and_back_keeps_the_clause),
		with_samples(no_edge_cuts_a_wide_character),
		with_samples(lists_and_help_survive_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
