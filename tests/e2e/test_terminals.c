/* Terminals of all kinds, and how the browser leaves them: as they were. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>

static struct termios modes(term *t)
{
	struct termios now;
	assert_int_equal(tcgetattr(t->slave, &now), 0);
	return now;
}

static void check_given_back(term *t, const struct termios *before)
{
	struct termios after = modes(t);
	term_check(t, after.c_lflag == before->c_lflag);
	term_check(t, after.c_iflag == before->c_iflag);
	term_check(t, after.c_oflag == before->c_oflag);
	term_check(t, memcmp(after.c_cc, before->c_cc, sizeof after.c_cc) == 0);
	term_check(t, !term_alternate_screen(t));
	term_check(t, term_cursor_visible(t));
	/* What is written next is written plainly. */
	const char *text = "\r\nplain";
	term_screen_write(t, text, strlen(text));
	int row, column;
	term_cursor(t, &row, &column);
	term_cell cell = term_cell_at(t, row, 0);
	term_check(t, strcmp(cell.text, "p") == 0 && !cell.reverse && !cell.bold && !cell.coloured);
}

static void leaving_gives_the_terminal_back(void **state)
{
	term *t = sandbox_browse(*state, 120, 40, NULL);
	struct termios before = modes(t);
	term_settle(t);
	term_check(t, term_alternate_screen(t));
	for (int i = 0; i < 10 && term_running(t); i++)
		term_press(t, "q");
	assert_int_equal(WEXITSTATUS(term_await_exit(t)), 0);
	check_given_back(t, &before);
	term_free(t);
}

static void signals_give_the_terminal_back(void **state)
{
	const int deadly[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV};
	/* AddressSanitizer keeps SIGSEGV for itself. */
	size_t count = sizeof deadly / sizeof *deadly - (is_sanitized() ? 2 : 0);
	for (size_t i = 0; i < count; i++) {
		term *t = sandbox_browse(*state, 100, 30, NULL);
		struct termios before = modes(t);
		term_settle(t);
		term_check(t, term_alternate_screen(t));
		term_signal(t, deadly[i]);
		int status = term_await_exit(t);
		/* Whoever waits for it can tell that it did not end by itself. */
		term_check(t, WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
		check_given_back(t, &before);
		term_free(t);
	}
}

static void every_usual_terminal_shows_the_same_text(void **state)
{
	const char *names[] = {"xterm-256color", "xterm", "linux", "screen", "screen-256color",
		"tmux", "tmux-256color", "vt100"};
	char *first = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sandbox_env(*state, "TERM", names[i]);
		term *t = open_browser(*state, 120, 40);
		term_check_whole(t);
		term_check_harmless(t);
		char *text = screen_text(t);
		if (!first)
			first = yd_strdup(text);
		else if (strcmp(names[i], "linux") != 0 && strcmp(first, text) != 0)
			term_fail(t, __FILE__, __LINE__, "TERM=%s shows another screen", names[i]);
		free(text);
		leave_browser(t);
	}
	free(first);
}

static bool has_colour(term *t)
{
	for (int row = 0; row < term_rows(t); row++)
		for (int column = 0; column < term_columns(t); column++)
			if (term_cell_at(t, row, column).coloured)
				return true;
	return false;
}

static bool has_reverse(term *t)
{
	for (int row = 0; row < term_rows(t); row++)
		for (int column = 0; column < term_columns(t); column++)
			if (term_cell_at(t, row, column).reverse)
				return true;
	return false;
}

static void no_color_means_none(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	term_check(t, has_colour(t));
	char *coloured = screen_text(t);
	leave_browser(t);
	sandbox_env(box, "NO_COLOR", "1");
	t = open_browser(box, 120, 40);
	term_check(t, !has_colour(t));
	char *plain = screen_text(t);
	assert_string_equal(plain, coloured);
	/* The cursor must still be seen. */
	term_check(t, has_reverse(t));
	leave_browser(t);
	sandbox_env(box, "NO_COLOR", "");
	t = open_browser(box, 120, 40);
	term_check(t, has_colour(t));
	leave_browser(t);
	free(coloured);
	free(plain);
}

static void terminals_without_colour_work(void **state)
{
	sandbox_env(*state, "TERM", "vt100");
	term *t = open_browser(*state, 100, 30);
	term_check(t, !has_colour(t));
	term_check(t, has_reverse(t));
	leave_browser(t);
}

static void a_terminal_that_cannot_do_it_is_told(void **state)
{
	const char *names[] = {"dumb", "no-such-terminal", ""};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sandbox_env(*state, "TERM", *names[i] ? names[i] : NULL);
		term *t = sandbox_browse(*state, 80, 24, NULL);
		struct termios before = modes(t);
		int status = term_await_exit(t);
		term_check(t, WIFEXITED(status) && WEXITSTATUS(status) == 3);
		term_check_shows(t, "TERM");
		if (*names[i])
			term_check_shows(t, names[i]);
		check_given_back(t, &before);
		term_free(t);
	}
}

static void without_a_terminal_it_says_so(void **state)
{
	yd_buf out = {0}, err = {0};
	assert_int_equal(sandbox_run(*state, &out, &err, NULL), 2);
	assert_int_equal(out.len, 0);
	assert_non_null(strstr(err.ptr, "terminal"));
	yd_buf_free(&out);
	yd_buf_free(&err);
}

static void other_locales_fall_back_to_c_utf_8(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	char *expected = screen_text(t);
	leave_browser(t);
	const char *locales[] = {"POSIX", "C", "zh_CN.GB18030", "xx_YY.UTF-8"};
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		sandbox_env(box, "LANG", NULL);
		sandbox_env(box, "LC_ALL", locales[i]);
		t = open_browser(box, 120, 40);
		char *text = screen_text(t);
		if (strcmp(text, expected) != 0)
			term_fail(t, __FILE__, __LINE__, "LC_ALL=%s shows another screen",
				locales[i]);
		free(text);
		leave_browser(t);
	}
	free(expected);
}

/* The characters of a Chinese locale, not its language: that is another test's business. */
static void a_chinese_locale_shows_the_same(void **state)
{
	sandbox *box = *state;
	make_locale(box, "zh_CN");
	term *t = open_browser(box, 120, 40);
	char *expected = screen_text(t);
	leave_browser(t);
	sandbox_env(box, "LC_CTYPE", "zh_CN.UTF-8");
	t = open_browser(box, 120, 40);
	char *text = screen_text(t);
	assert_string_equal(text, expected);
	free(text);
	free(expected);
	leave_browser(t);
}

static void a_lone_esc_never_leaves(void **state)
{
	term *t = open_browser(*state, 80, 24);
	char *before = screen_text(t);
	for (int i = 0; i < 5; i++)
		term_press(t, "\033");
	assert_true(term_running(t));
	char *after = screen_text(t);
	assert_string_equal(before, after);
	free(before);
	free(after);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(leaving_gives_the_terminal_back),
		with_samples(signals_give_the_terminal_back),
		with_samples(every_usual_terminal_shows_the_same_text),
		with_samples(no_color_means_none),
		with_samples(terminals_without_colour_work),
		with_samples(a_terminal_that_cannot_do_it_is_told),
		with_samples(without_a_terminal_it_says_so),
		with_samples(other_locales_fall_back_to_c_utf_8),
		with_samples(a_chinese_locale_shows_the_same),
		with_samples(a_lone_esc_never_leaves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
