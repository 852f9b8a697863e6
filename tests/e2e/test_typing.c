/* Hands and input methods: full-width keys, characters that come together, pastes, the cursor; and
 * the mouse. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void full_width_keys_act_as_those_they_stand_on(void **state)
{
	static const struct {
		const char *wide, *plain;
	} pairs[] = {{"ｊ", "j"}, {"Ｇ", "G"}, {"】", "]"}, {"【", "["}, {"？", "?"}, {"ｔ", "t"},
		{"：", ":"}, {"、", "/"}, {"／", "/"}, {"ｚ", "z"}, {"３ｊ", "3j"}, {"　", " "},
		{"Ｂ", "B"}, {"］", "]"}, {"——", "_"}, {"……", "^"}, {"》", ">"}, {"’", "'"},
		{"＃", "#"}, {"；", ";"}, {"。", "."}, {"￥", "$"}, {"｜", "|"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		char *screens[2];
		for (int plain = 0; plain < 2; plain++) {
			sandbox *box = sandbox_new();
			sandbox_import(box, samples_folder());
			term *t = open_browser(box, 120, 40);
			term_press(t, "\t");
			term_press(t, plain ? pairs[i].plain : pairs[i].wide);
			screens[plain] = screen_image(t);
			term_free(t);
			sandbox_free(box);
		}
		if (strcmp(screens[0], screens[1]) != 0) {
			fprintf(stderr, "%s:\n%s\n%s:\n%s\n", pairs[i].wide, screens[0],
				pairs[i].plain, screens[1]);
			fail();
		}
		free(screens[0]);
		free(screens[1]);
	}
	(void)state;
}

/* In a line they are what they are. */
static void a_line_takes_them_as_they_are(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_press(t, ":");
	term_press(t, "（五）：ｊ");
	term_check_shows(t, ":（五）：ｊ");
	term_press(t, "\003");
	leave_browser(t);
}

/* The insertion point of what is typed, on every frame. */
static void check_cursor(term *t, int column)
{
	int row, at;
	term_cursor(t, &row, &at);
	if (!term_cursor_visible(t) || row != term_rows(t) - 1 || at != column)
		term_fail(t, __FILE__, __LINE__, "the cursor is not in column %d", column);
}

static void the_cursor_is_where_one_types(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_check(t, !term_cursor_visible(t));
	term_press(t, "/");
	check_cursor(t, 1);
	term_press(t, "教");
	check_cursor(t, 3);
	/* The list of hits is drawn anew above it. */
	term_press(t, "育a");
	check_cursor(t, 6);
	term_press(t, "\033[D\033[D");
	check_cursor(t, 3);
	term_press(t, "\033[B");
	term_press(t, "/\014");
	term_resize(t, 70, 20);
	term_settle(t);
	term_check(t, term_cursor_visible(t));
	int row, column;
	term_cursor(t, &row, &column);
	term_check(t, row == 19);
	term_press(t, "\003");
	term_check(t, !term_cursor_visible(t));
	leave_browser(t);
}

/* Characters that an input method commits together are searched for once. */
static void characters_that_come_together_are_one_input(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_press(t, "f");
	term_raw_clear(t);
	term_press(t, "教育局学校安全");
	const char *sent = term_raw(t, NULL);
	/* Drawn once: what stood between never was. */
	term_check(t, strstr(sent, "教育局学校安全") != NULL);
	term_check_shows(t, ">教育局学校安全");
	term_press(t, "\003");
	leave_browser(t);
}

static void a_paste_is_text_and_never_keys(void **state)
{
	term *t = open_browser(*state, 100, 30);
	char *before = screen_text(t);
	term_press(t, "\033[200~qqq\rj:quit\r\033[201~");
	assert_true(term_running(t));
	term_check_shows(t, "pasted");
	term_press(t, "\033");
	char *after = screen_text(t);
	assert_string_equal(before, after);
	term_press(t, ":");
	term_press(t, "\033[200~  go\r\n\t24\033[A\001\n\033[201~");
	term_check_shows(t, ":go   24");
	term_check(t, term_cursor_visible(t));
	term_check_harmless(t);
	term_press(t, "\003");
	leave_browser(t);
	free(before);
	free(after);
}

static void a_paste_larger_than_a_line_is_survived(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_press(t, ":");
	term_type(t, "\033[200~");
	for (int i = 0; i < 20000; i++)
		term_type(t, "校园安全");
	term_type(t, "\033[201~");
	term_settle(t);
	term_check_whole(t);
	term_press(t, "\003");
	leave_browser(t);
}

/* ---- the mouse ---- */

static void mouse(term *t, int button, int row, int column, char final)
{
	char bytes[40];
	snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, column + 1, row + 1, final);
	term_press(t, bytes);
}

static void click(term *t, int row, int column)
{
	mouse(t, 0, row, column, 'M');
	mouse(t, 0, row, column, 'm');
}

static void a_click_takes_focus_and_cursor_there(void **state)
{
	term *t = open_browser(*state, 120, 40);
	int row, column;
	term_check(t, term_find(t, "2. 涵养清风", &row, &column));
	click(t, row, column);
	term_check(t, term_cell_at(t, row, column).reverse);
	term_check_shows(t, "clause 2 of 32");
	/* A second one opens: the text has the focus. */
	click(t, row, column);
	term_check(t, !term_cell_at(t, row, column).reverse);
	term_check(t, term_cell_at(t, 0, 100).reverse);
	/* And a click on a title takes it back. */
	click(t, 0, 2);
	term_check(t, term_cell_at(t, 0, 2).reverse);
	leave_browser(t);
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
	term *t = open_browser(*state, 120, 20);
	char *regions = yd_strdup(term_slice(t, 5, 0, 20)),
	     *text = yd_strdup(term_slice(t, 5, 70, 120));
	mouse(t, 65, 5, 100, 'M');
	assert_string_equal(term_slice(t, 5, 0, 20), regions);
	term_check(t, strcmp(term_slice(t, 5, 70, 120), text) != 0);
	mouse(t, 64, 5, 100, 'M');
	assert_string_equal(term_slice(t, 5, 70, 120), text);
	mouse(t, 65, 5, 40, 'M');
	assert_string_equal(term_slice(t, 5, 0, 20), regions);
	term_check_whole(t);
	free(regions);
	free(text);
	leave_browser(t);
}

static void a_border_can_be_dragged(void **state)
{
	term *t = open_browser(*state, 120, 40);
	int before[8], after[8];
	assert_int_equal(borders(t, 0, 38, before), 2);
	mouse(t, 0, 10, before[0], 'M');
	mouse(t, 32, 10, before[0] + 9, 'M');
	mouse(t, 0, 10, before[0] + 9, 'm');
	assert_int_equal(borders(t, 0, 38, after), 2);
	assert_int_equal(after[0], before[0] + 9);
	mouse(t, 0, 10, after[1], 'M');
	for (int column = after[1]; column >= 0; column -= 7) {
		mouse(t, 32, 10, column, 'M');
		term_check_whole(t);
		assert_int_equal(borders(t, 0, 38, before), 2);
	}
	mouse(t, 0, 10, 0, 'm');
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

static void the_mouse_anywhere_does_no_harm(void **state)
{
	term *t = open_browser(*state, 90, 25);
	unsigned seed = 4;
	const char *views[] = {"", "?", "q", "B", "q", "t", "\033", "/", "学校", "\r", "H"};
	for (size_t view = 0; view < sizeof views / sizeof *views; view++) {
		term_press(t, views[view]);
		for (int i = 0; i < 40; i++) {
			char bytes[40];
			seed = seed * 1103515245u + 12345u;
			snprintf(bytes, sizeof bytes, "\033[<%u;%u;%u%c",
				(unsigned[]){0, 32, 64, 65, 1, 2}[(seed >> 8) % 6],
				(seed >> 12) % 95, (seed >> 20) % 28, i % 3 ? 'M' : 'm');
			term_type(t, bytes);
		}
		term_settle(t);
		assert_true(term_running(t));
		term_check_whole(t);
	}
	term_type(t, "\003");
	term_settle(t);
	term_free(t);
}

static void the_mouse_can_be_switched_off(void **state)
{
	term *t = open_browser(*state, 100, 30);
	term_check(t, strstr(term_raw(t, NULL), "\033[?1006h") != NULL);
	term_raw_clear(t);
	run_command(t, "set mouse no");
	term_check(t, strstr(term_raw(t, NULL), "\033[?1002l") != NULL);
	leave_browser(t);
	sandbox_puts(*state, "config/yaodian/config", "set mouse no\n");
	t = open_browser(*state, 100, 30);
	term_check(t, strstr(term_raw(t, NULL), "\033[?1006h") == NULL);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_width_keys_act_as_those_they_stand_on),
		with_samples(a_line_takes_them_as_they_are),
		with_samples(the_cursor_is_where_one_types),
		with_samples(characters_that_come_together_are_one_input),
		with_samples(a_paste_is_text_and_never_keys),
		with_samples(a_paste_larger_than_a_line_is_survived),
		with_samples(a_click_takes_focus_and_cursor_there),
		with_samples(the_wheel_scrolls_what_is_under_it),
		with_samples(a_border_can_be_dragged),
		with_samples(the_mouse_anywhere_does_no_harm),
		with_samples(the_mouse_can_be_switched_off),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
