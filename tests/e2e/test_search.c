/* Searching in the browser: hits while the line is typed, the way to them and back. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hits_appear_while_the_line_is_typed(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "/");
	term_check_shows(t, "region:");
	term_type(t, "校园");
	term_await(t, " hits");
	term_type(t, "安全");
	term_settle(t);
	term_check_shows(t, "Search  ");
	term_check_shows(t, "校园安全");
	term_check(t, strncmp(status_text(t), "/校园安全", strlen("/校园安全")) == 0);
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

static void enter_goes_there_n_walks_and_esc_returns(void **state)
{
	static const int sizes[][2] = {{120, 40}, {80, 24}, {50, 15}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
		focus_text(t);
		term_press(t, "]");
		term_press(t, "j");
		char *before = screen_image(t);
		term_type(t, "/心理健康");
		term_settle(t);
		term_check_shows(t, "心理健康");
		term_press(t, "\r");
		term_await(t, "心理健康");
		char *first = screen_text(t);
		term_check_hides(t, "Search  ");
		term_press(t, "n");
		char *second = screen_text(t);
		term_check(t, strcmp(first, second) != 0);
		term_check_shows(t, "心理健康");
		term_press(t, "N");
		char *again = screen_text(t);
		assert_string_equal(first, again);
		term_press(t, "\033");
		char *after = screen_image(t);
		if (strcmp(before, after) != 0)
			fprintf(stderr, "before:\n%s\nafter:\n%s\n", before, after);
		assert_string_equal(before, after);
		/* While the line is typed too. */
		term_type(t, "/教育");
		term_settle(t);
		term_press(t, "\033");
		free(after);
		after = screen_image(t);
		assert_string_equal(before, after);
		free(before);
		free(first);
		free(second);
		free(again);
		free(after);
		leave_browser(t);
	}
}

/* One write of all keys: none of them waits for what the screen shows. */
static void keys_typed_ahead_come_to_the_same_hit(void **state)
{
	static const char *const ways[] = {"/教育\rnn", "/教育\033OBjj\r", "/教育\033OB2j\r"};
	char *first = NULL;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		term *t = open_browser(*state, 120, 40);
		term_type(t, ways[i]);
		term_await(t, "hit 3 of");
		term_settle(t);
		/* Which clause of which document; the window may stand elsewhere. */
		const char *status = status_text(t);
		if (first)
			assert_string_equal(status, first);
		else
			first = yd_strdup(status);
		/* The next session begins where this one did. */
		term_press(t, "\033");
		leave_browser(t);
	}
	free(first);
}

static void o_orders_by_region_and_year(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_type(t, "/安全");
	term_settle(t);
	char *best = screen_text(t);
	term_press(t, "\033OB");
	term_press(t, "o");
	term_await(t, "by region and year");
	term_settle(t);
	char *placed = screen_text(t);
	assert_string_not_equal(strchr(best, '\n'), strchr(placed, '\n'));
	term_press(t, "o");
	term_settle(t);
	term_check_hides(t, "by region and year");
	/* The first hit is the same as before, with the message below gone by the next key. */
	term_press(t, "j");
	term_press(t, "k");
	char first[200];
	snprintf(first, sizeof first, "%s", term_row(t, 2));
	term_check(t, strstr(best, first) != NULL);
	free(best);
	free(placed);
	leave_browser(t);
}

static void a_search_keeps_to_the_filter(void **state)
{
	term *t = open_browser(*state, 120, 40);
	run_command(t, "themes safety");
	term_type(t, "/教育");
	term_settle(t);
	char with[200];
	snprintf(with, sizeof with, "%s", term_row(t, 0));
	term_check(t, strstr(with, " hits  only ") != NULL);
	term_press(t, "\033");
	term_press(t, "T");
	term_type(t, "/教育");
	term_settle(t);
	int fewer = atoi(strstr(with, "Search") + 6),
	    more = atoi(strstr(term_row(t, 0), "Search") + 6);
	term_check(t, fewer > 0 && fewer < more);
	term_press(t, "\033");
	leave_browser(t);
}

static void earlier_lines_are_there_in_the_next_session(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_press(t, "/消防\r");
	term_press(t, "/th\t");
	term_check(t, strncmp(status_text(t), "/theme:", 7) == 0);
	term_press(t, "\033");
	leave_browser(t);
	t = open_browser(*state, 100, 30);
	term_press(t, "/\033OA");
	term_check(t, strncmp(status_text(t), "/消防", strlen("/消防")) == 0);
	term_await(t, "Search  ");
	term_check_shows(t, "消防");
	term_press(t, "\r");
	term_await(t, "hit 1 of");
	leave_browser(t);
}

static void odd_queries_are_looked_for_as_they_stand(void **state)
{
	static const char *const odd[] = {"OR", "- -", "\"", "“”", "(((", "NEAR(安 全)", "安*",
		"^安", "title:安", "'; DROP TABLE units; --", "，。！", "theme:nosuch", "\x01\x0b",
		"\xff\xfe", "\x80", "year:20x", "region:", "%s%n"};
	term *t = open_browser(*state, 80, 24);
	char *before = screen_image(t);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		term_press(t, "/");
		term_type(t, odd[i]);
		term_settle(t);
		term_check_whole(t);
		term_check_harmless(t);
		term_press(t, "\r");
		term_check_whole(t);
		term_press(t, "\033");
		term_press(t, "\033");
		char *after = screen_image(t);
		assert_string_equal(before, after);
		free(after);
	}
	term_press(t, "/");
	term_type(t, "安全 theme:nosuch");
	term_settle(t);
	term_check_shows(t, "understood as 安全 \"theme:nosuch\"");
	term_press(t, "\033");
	free(before);
	leave_browser(t);
}

static void the_list_fits_any_window(void **state)
{
	static const int sizes[][2] = {
		{120, 40}, {50, 15}, {30, 6}, {20, 4}, {12, 3}, {7, 2}, {3, 1}, {80, 24}};
	term *t = open_browser(*state, 80, 24);
	term_type(t, "/安全 OR 教育");
	term_settle(t);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term_resize(t, sizes[i][0], sizes[i][1]);
		term_settle(t);
		term_check_whole(t);
		term_press(t, "\033[6~");
		term_check_whole(t);
	}
	term_check_shows(t, " hits");
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(hits_appear_while_the_line_is_typed),
		with_samples(enter_goes_there_n_walks_and_esc_returns),
		with_samples(keys_typed_ahead_come_to_the_same_hit),
		with_samples(o_orders_by_region_and_year),
		with_samples(a_search_keeps_to_the_filter),
		with_samples(earlier_lines_are_there_in_the_next_session),
		with_samples(odd_queries_are_looked_for_as_they_stand),
		with_samples(the_list_fits_any_window),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
