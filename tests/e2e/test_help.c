/* Help, in the browser and on paper, lists every key and every command. */
#include "browse.h"

#include <yaodian/view.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All rows of the help screen, from paging through it. */
static void read_help(term *t, yd_buf *out)
{
	term_press(t, "?");
	char *last = NULL;
	for (int page = 0; page < 60; page++) {
		char *now = screen_text(t);
		bool same = last && strcmp(last, now) == 0;
		free(last);
		last = now;
		if (same)
			break;
		yd_buf_puts(out, now);
		term_press(t, "\006");
	}
	free(last);
}

static void check_help(sandbox *box, int columns, int rows)
{
	yd_buf help = {0};
	term *t = open_browser(box, columns, rows);
	read_help(t, &help);
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		const yd_action_row *row = &yd_action_table[i];
		char *command = yd_format(":%s", row->name);
		if (!strstr(help.ptr, row->keys) || !strstr(help.ptr, command))
			term_fail(t, __FILE__, __LINE__, "not in the help: %s %s", row->keys,
				command);
		free(command);
	}
	yd_buf_free(&help);
	leave_browser(t);
}

static void the_help_screen_lists_every_action(void **state)
{
	check_help(*state, 120, 40);
	check_help(*state, 80, 24);
	check_help(*state, 60, 15);
}

static void every_key_of_the_contract_does_something(void **state)
{
	(void)state;
	const char *keys[] = {"j", "k", "Up", "Down", "Left", "Right", "Ctrl-d", "Ctrl-u", "Ctrl-f",
		"Ctrl-b", "PgDn", "PgUp", "g", "G", "Home", "End", "Tab", "Shift-Tab", "h", "l",
		"Enter", "Space", "/", "n", "N", "t", "T", "b", "B", "z", "]", "[", "u", ":", "?",
		"Ctrl-l", "q", "Esc"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		yd_key key = yd_key_parse(yd_str_of(keys[i]));
		if (key == YD_KEY_NONE || yd_action_of_key(YD_PANE_TEXT, key) == YD_DO_NOTHING)
			fail_msg("%s does nothing in the text", keys[i]);
	}
}

/* In the manual "Ctrl-d" is written "Ctrl\-d". */
static char *as_in_manual(yd_str key)
{
	yd_buf out = {0};
	static const char *const written[][2] = {
		{"-", "\\-"}, {"'", "\\(aq"}, {"`", "\\(ga"}, {"^", "\\(ha"}, {"~", "\\(ti"}};
	for (size_t i = 0; i < key.len; i++) {
		const char *as = NULL;
		for (size_t k = 0; k < sizeof written / sizeof *written; k++)
			if (key.ptr[i] == written[k][0][0])
				as = written[k][1];
		if (as)
			yd_buf_puts(&out, as);
		else
			yd_buf_putc(&out, key.ptr[i]);
	}
	return yd_buf_take(&out);
}

static void the_manual_names_every_key(void **state)
{
	(void)state;
	const char *build = getenv("YD_BUILD");
	char *path = yd_format("%s/docs/yaodian.1", build ? build : ".");
	FILE *in = fopen(path, "r");
	assert_non_null(in);
	yd_buf manual = {0};
	char line[1024];
	bool browser = false;
	while (fgets(line, sizeof line, in)) {
		browser = browser || strstr(line, ".SH THE BROWSER");
		if (browser)
			yd_buf_puts(&manual, line);
	}
	fclose(in);
	free(path);
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		yd_str keys = yd_str_of(yd_action_table[i].keys);
		while (keys.len) {
			size_t end = yd_str_find(keys, YD_STR(" "), 0);
			if (end == SIZE_MAX)
				end = keys.len;
			char *key = as_in_manual((yd_str){keys.ptr, end});
			if (!strstr(manual.ptr, key))
				fail_msg("docs/yaodian.1 does not name %s (%s)", key,
					yd_action_table[i].name);
			free(key);
			keys = (yd_str){keys.ptr + end + (end < keys.len),
				keys.len - end - (end < keys.len)};
		}
	}
	yd_buf_free(&manual);
}

static void hints_at_the_bottom_change_with_the_pane(void **state)
{
	term *t = open_browser(*state, 130, 40);
	term_check(t, strstr(status_text(t), "? help"));
	char *regions = yd_strdup(status_text(t));
	term_press(t, "l");
	term_check(t, strcmp(status_text(t), regions) != 0);
	term_press(t, "?");
	term_check(t, strstr(status_text(t), "q leave"));
	free(regions);
	leave_browser(t);
}

/* However little room there is, the way to all keys is told, and what is before the text says how
 * to leave it. */
static void a_narrow_window_tells_the_way_to_the_help(void **state)
{
	static const int widths[] = {50, 60, 70, 80};
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		term *t = open_browser(*state, widths[i], 15);
		go_to(t, "x2d86-2025-e4f2#0");
		for (int pane = 0; pane < 3; pane++) {
			term_check(t, strstr(status_text(t), "? help"));
			/* Clauses with numbers of two digits and sections: the longest positions.
			 */
			for (int step = 0; step < 4; step++) {
				term_press(t, pane == 2 ? "jjj" : "4j");
				term_check(t, strstr(status_text(t), "? help"));
			}
			term_press(t, "\t");
		}
		term_press(t, "?");
		term_check(t, strstr(status_text(t), "q leave"));
		term_press(t, "qt");
		term_check(t, strstr(status_text(t), "Enter filter"));
		term_press(t, "\033");
		leave_browser(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(the_help_screen_lists_every_action),
		cmocka_unit_test(every_key_of_the_contract_does_something),
		cmocka_unit_test(the_manual_names_every_key),
		with_samples(hints_at_the_bottom_change_with_the_pane),
		with_samples(a_narrow_window_tells_the_way_to_the_help),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
