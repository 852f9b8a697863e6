/* How wide the terminal says that characters are: asked once, and answered well, late, in pieces,
 * wrongly, never. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 120, ROWS = 40 };

/* The browser, its questions not answered. */
static term *open_unanswered(sandbox *box, int columns, int rows)
{
	term *t = sandbox_browse(box, columns, rows, NULL);
	term_mute(t);
	term_settle(t);
	return t;
}

/* Pieces of an answer come as slowly as a loaded machine lets the test type them: what an Esc
 * begins is waited for. */
static void hold_escapes(sandbox *box)
{
	sandbox_puts(box, "config/yaodian/config", "set escape-time 5000\n");
}

/* Question `i` of “ ─ █ ① answered: the character takes so many columns. */
static const char *answer(int i, int columns)
{
	static char bytes[4][32];
	snprintf(bytes[i], sizeof bytes[i], "\033[%d;%dR", ROWS, 4 * i + columns + 1);
	return bytes[i];
}

static size_t count(const char *text, const char *part)
{
	size_t n = 0;
	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		n++;
	return n;
}

static void the_questions_leave_no_trace_and_come_once(void **state)
{
	sandbox *box = *state;
	sandbox_puts(box, "config/yaodian/config", "set ask-widths no\n");
	term *t = open_unanswered(box, COLUMNS, ROWS);
	term_check(t, count(term_raw(t, NULL), "\033[6n") == 0);
	char *unasked = screen_image(t);
	leave_browser(t);
	sandbox_puts(box, "config/yaodian/config", "");
	t = open_unanswered(box, COLUMNS, ROWS);
	const char *raw = term_raw(t, NULL);
	term_check(t, count(raw, "\033[6n") == 4);
	/* All of the first frame stands before the first question. */
	const char *question = strstr(raw, "\033[6n"), *last = strstr(raw, "leave");
	term_check(t, last && last < question);
	char *asked = screen_image(t);
	assert_string_equal(asked, unasked);
	term_raw_clear(t);
	term_resize(t, 100, 30);
	term_settle(t);
	term_press(t, "jjj\014");
	term_check(t, count(term_raw(t, NULL), "\033[6n") == 0);
	leave_browser(t);
	free(asked);
	free(unasked);
}

static void the_usual_answers_change_nothing(void **state)
{
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	term_raw_clear(t);
	for (int i = 0; i < 4; i++)
		term_press(t, answer(i, 1));
	size_t bytes;
	term_raw(t, &bytes);
	term_check(t, bytes == 0);
	leave_browser(t);
}

/* Each answer but one, in whatever order. */
static void answer_all_but(term *t, int one)
{
	for (int i = 3; i >= 0; i--)
		if (i != one)
			term_press(t, answer(i, 1));
}

static size_t whole_frames(term *t)
{
	return count(term_raw(t, NULL), "\033[H\033[2J");
}

/* Late, in any order, each in pieces, while a line is typed: they are never keys, and all of them
 * cause one redraw. */
static void wide_frames_are_drawn_in_ascii(void **state)
{
	hold_escapes(*state);
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	term_check_shows(t, "│");
	term_press(t, "/");
	term_press(t, "学");
	term_raw_clear(t);
	for (int i = 3; i >= 0; i--)
		for (const char *byte = answer(i, 2); *byte; byte++) {
			char one[2] = {*byte, '\0'};
			size_t before = whole_frames(t);
			term_press(t, one);
			bool last = i == 0 && byte[1] == '\0';
			term_check(t, whole_frames(t) == before + last);
		}
	term_check(t, whole_frames(t) == 1);
	term_press(t, "校");
	term_check_shows(t, "/学校");
	term_press(t, "\003");
	term_check_hides(t, "/学校");
	term_check(t, !term_shows(t, "│"));
	term_check_shows(t, "|");
	term_check(t, !term_shows(t, "▾"));
	/* A second answer to the same question is none. */
	term_raw_clear(t);
	term_press(t, answer(1, 1));
	size_t bytes;
	term_raw(t, &bytes);
	term_check(t, bytes == 0);
	leave_browser(t);
}

/* One answer is lost: the others hold some time later, by themselves, and cause one redraw. */
static void a_lost_answer_does_not_keep_the_others(void **state)
{
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	term_raw_clear(t);
	term_press(t, answer(2, 2));
	term_press(t, answer(1, 2));
	term_check_shows(t, "│");
	term_check(t, whole_frames(t) == 0);
	term_await_gone(t, "│");
	term_settle(t);
	term_check(t, whole_frames(t) == 1);
	leave_browser(t);
}

/* Keys between the pieces of an answer act at once, and it is whole when its rest comes. */
static void what_is_typed_into_an_answer_acts(void **state)
{
	hold_escapes(*state);
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	answer_all_but(t, 1);
	const char *late = answer(1, 2);
	char begun[] = {late[0], late[1], late[2], '\0'};
	term_press(t, begun);
	term_press(t, "/");
	term_check_shows(t, "Search");
	char more[] = {late[3], late[4], '\0'};
	term_press(t, more);
	term_press(t, "学校");
	term_check_shows(t, "/学校");
	term_press(t, late + 5);
	term_check_shows(t, "/学校");
	term_press(t, "\003");
	term_check_hides(t, "/学校");
	term_check(t, !term_shows(t, "│"));
	term_check_shows(t, "|");
	leave_browser(t);
}

/* Where “ takes two columns, so it does in the layout: lines hold fewer characters. */
static void wide_quotes_take_two_columns(void **state)
{
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	go_to(t, "x2d86-2025-e4f2#0");
	term_press(t, "z");
	int row, column;
	term_check(t, term_find(t, "“十四五”", &row, &column));
	char *before = yd_strdup(term_row(t, row));
	answer_all_but(t, 0);
	term_press(t, answer(0, 2));
	term_check(t, term_find(t, "“十四五”", &row, &column));
	/* The text behind a quotation mark is placed by its column: nothing is pushed. */
	term_check(t, strcmp(before, term_row(t, row)) != 0);
	free(before);
	leave_browser(t);
}

static void what_is_no_answer_changes_nothing(void **state)
{
	const char *garbage[] = {"\033[40;4R", "\033[39;3R", "\033[40;120R", "\033[0;0R", "\033[R",
		"\033[40R", "\033[;R", "\033[99999999999;99999999999R", "\033[40;3;5R",
		"\033[?40;3R", "\033[?2026;9$y", "\033[?1;1$y", "\033[?62;22c", "\033P1$r0m\033\\",
		"\033]10;rgb:ffff/ffff/ffff\a"};
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	char *before = screen_image(t);
	term_raw_clear(t);
	for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++)
		term_press(t, garbage[i]);
	size_t bytes;
	term_raw(t, &bytes);
	char *after = screen_image(t);
	assert_string_equal(after, before);
	term_check(t, bytes == 0);
	free(before);
	free(after);
	leave_browser(t);
}

static void who_never_answers_is_served_all_the_same(void **state)
{
	term *t = open_unanswered(*state, COLUMNS, ROWS);
	term_press(t, "\t");
	term_press(t, "j");
	term_press(t, "/");
	term_press(t, "学校");
	term_check_shows(t, "/学校");
	/* While an answer is awaited, an Esc may be the beginning of one; a lone one acts all the
	 * same. */
	term_press(t, "\033");
	term_check_hides(t, "/学校");
	term_check_whole(t);
	leave_browser(t);
}

static void a_window_without_room_is_not_asked(void **state)
{
	const int sizes[][2] = {{1, 1}, {1, 24}, {16, 24}, {80, 1}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term *t = open_unanswered(*state, sizes[i][0], sizes[i][1]);
		term_check(t, count(term_raw(t, NULL), "\033[6n") == 0);
		term_press(t, "j\033[1;2R\033[1;1R");
		term_check_whole(t);
		/* With room it is asked for after all. */
		term_resize(t, COLUMNS, ROWS);
		term_settle(t);
		term_check(t, count(term_raw(t, NULL), "\033[6n") == 4);
		answer_all_but(t, 1);
		term_press(t, answer(1, 2));
		term_check(t, !term_shows(t, "│"));
		leave_browser(t);
	}
}

static void the_linux_console_is_told_once(void **state)
{
	sandbox_env(*state, "TERM", "linux");
	term *t = open_browser(*state, 100, 30);
	term_check_shows(t, "console");
	term_check_shows(t, "fbterm");
	term_check_shows(t, "kmscon");
	term_check_shows(t, "SSH");
	term_press(t, "j");
	term_check_hides(t, "fbterm");
	term_press(t, "k\014");
	term_check_hides(t, "fbterm");
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(the_questions_leave_no_trace_and_come_once),
		with_samples(the_usual_answers_change_nothing),
		with_samples(wide_frames_are_drawn_in_ascii),
		with_samples(a_lost_answer_does_not_keep_the_others),
		with_samples(what_is_typed_into_an_answer_acts),
		with_samples(wide_quotes_take_two_columns),
		with_samples(what_is_no_answer_changes_nothing),
		with_samples(who_never_answers_is_served_all_the_same),
		with_samples(a_window_without_room_is_not_asked),
		with_samples(the_linux_console_is_told_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
