/* What goes over the line to the terminal: as little as is honest. Bytes are counted, not time. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 40, LINES = 25 };

/* A document with long clauses, open at its start, its text alone on the screen. */
static term *open_long_text(sandbox *box, int columns)
{
	yd_buf text = {0};
	yd_buf_puts(&text, "示例市教育局2024年工作要点\n\n一、总体要求\n");
	for (int clause = 1; clause <= 12; clause++) {
		yd_buf_printf(&text, "（%d）抓好第%d项工作。", clause, clause);
		for (int i = 0; i < 30; i++)
			yd_buf_printf(
				&text, "第%d类学校要把第%d件事办实办好，", i * 7 % 31, i * 5 % 23);
		yd_buf_puts(&text, "形成长效机制。\n");
	}
	sandbox_write(box, "long.txt", text.ptr, text.len);
	yd_buf_free(&text);
	sandbox_must(box, "import", sandbox_path(box, "long.txt"), NULL);
	term *t = open_browser(box, columns, ROWS);
	run_command(t, "1");
	term_press(t, "z");
	term_press(t, "g");
	return t;
}

static size_t bytes_of(term *t, const char *key)
{
	size_t bytes;
	term_raw_clear(t);
	term_press(t, key);
	term_raw(t, &bytes);
	return bytes;
}

/* Bytes of the text on a row, without the blanks before it. */
static size_t text_bytes(term *t, int row)
{
	const char *text = term_row(t, row);
	while (strncmp(text, "　", 3) == 0 || *text == ' ')
		text += *text == ' ' ? 1 : 3;
	return strlen(text);
}

static void a_line_scrolled_costs_its_text_and_little_more(void **state)
{
	const int widths[] = {120, 84, 50};
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		sandbox *box = sandbox_new();
		term *t = open_long_text(box, widths[i]);
		size_t sent = 0, text = 0;
		for (int line = 0; line < LINES; line++) {
			sent += bytes_of(t, "j");
			text += text_bytes(t, ROWS - 2);
			term_check_whole(t);
		}
		/* The first sets the scroll region; another clause changes the last row and the
		 * bar. */
		if (sent > text + text / 10 + 12 * LINES)
			term_fail(t, __FILE__, __LINE__, "%zu bytes for %zu of text in %d lines",
				sent, text, LINES);
		check_redraw_changes_nothing(t);
		for (int line = 0; line < LINES; line++)
			term_press(t, "k");
		check_redraw_changes_nothing(t);
		leave_browser(t);
		sandbox_free(box);
	}
	(void)state;
}

/* The same text in less, a line down as often. */
static void it_is_at_most_a_tenth_more_than_less_takes(void **state)
{
	sandbox *box = *state;
	if (system("less --version >/dev/null 2>&1") != 0) {
		print_message("skipped: less is not installed\n");
		skip();
	}
	const int widths[] = {120, 84};
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		term *t = open_long_text(box, widths[i]);
		size_t ours = 0, theirs = 0;
		for (int line = 0; line < LINES; line++)
			ours += bytes_of(t, "j");
		leave_browser(t);
		const char *argv[] = {"less", sandbox_path(box, "long.txt"), NULL};
		t = sandbox_start(box, widths[i], ROWS, argv);
		term_settle(t);
		/* Past the short lines at the start. */
		press_times(t, "j", 3);
		for (int line = 0; line < LINES; line++)
			theirs += bytes_of(t, "j");
		term_free(t);
		print_message("%d columns: %zu bytes for %d lines, less %zu\n", widths[i], ours,
			LINES, theirs);
		assert_true(theirs > 0);
		assert_true(ours * 10 <= theirs * 11);
	}
}

static void a_key_that_changes_nothing_sends_nothing(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "\t");
	term_press(t, "g");
	const char *keys[] = {"g", "k", "\033", "\033[15~", "\033[40;3R", "\033[?2026;0$y"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (bytes_of(t, keys[i]) != 0)
			term_fail(t, __FILE__, __LINE__, "key %zu was answered", i);
	leave_browser(t);
}

/* A cursor that moves in one pane leaves the rows of the other alone. */
static void what_did_not_change_is_not_sent(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "j");
	size_t bytes = bytes_of(t, "j");
	const char *sent = term_raw(t, NULL);
	term_check(t, bytes > 0 && bytes < 200);
	term_check(t, !strstr(sent, "│") && !strstr(sent, "clauses"));
	leave_browser(t);
}

static bool is_held_back(term *t)
{
	const char *sent = term_raw(t, NULL);
	return strstr(sent, "\033[?2026h") && strstr(sent, "\033[?2026l");
}

static void large_frames_are_held_back_where_the_terminal_can(void **state)
{
	const char *answers[] = {
		"", "\033[?2026;0$y", "\033[?2026;4$y", "\033[?2026;1$y", "\033[?2026;2$y"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		term *t = sandbox_browse(*state, 120, 40, NULL);
		term_mute(t);
		term_settle(t);
		term_check(t, strstr(term_raw(t, NULL), "\033[?2026$p") != NULL);
		term_check(t, !is_held_back(t));
		term_press(t, answers[i]);
		term_raw_clear(t);
		term_press(t, "?");
		term_check(t, is_held_back(t) == (i >= 3));
		term_press(t, "q");
		term_press(t, "\t");
		term_press(t, "g");
		/* Two rows: the cursor's old and new place. */
		term_press(t, "\t\t");
		term_press(t, "j");
		term_raw_clear(t);
		term_press(t, "j");
		term_check(t, !is_held_back(t));
		leave_browser(t);
	}
}

static void terminals_that_do_not_answer_are_not_asked(void **state)
{
	const char *names[] = {"vt100", "linux"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sandbox_env(*state, "TERM", names[i]);
		term *t = open_browser(*state, 80, 24);
		const char *sent = term_raw(t, NULL);
		term_check(t, !strstr(sent, "\033[6n") && !strstr(sent, "$p"));
		term_check(t, !strstr(sent, "?1002h") && !strstr(sent, "?2004h"));
		leave_browser(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_scrolled_costs_its_text_and_little_more),
		with_sandbox(it_is_at_most_a_tenth_more_than_less_takes),
		with_samples(a_key_that_changes_nothing_sends_nothing),
		with_samples(what_did_not_change_is_not_sent),
		with_samples(large_frames_are_held_back_where_the_terminal_can),
		with_samples(terminals_that_do_not_answer_are_not_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
