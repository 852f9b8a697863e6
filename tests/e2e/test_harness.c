/* The end-to-end harness itself, on programs whose behaviour is known: cat, less, and a tiny curses
 * program. */
#include "sandbox.h"
#include "term_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int open_sandbox(void **state)
{
	*state = sandbox_new();
	return 0;
}

static int close_sandbox(void **state)
{
	sandbox_free(*state);
	return 0;
}

static const char *tiny(void)
{
	static char path[PATH_MAX];
	if (!realpath("tests/e2e/tiny", path))
		fail_msg("tests/e2e/tiny: %s", strerror(errno));
	return path;
}

static void cat_echoes_what_is_typed(void **state)
{
	term *t = sandbox_start(*state, 20, 5, (const char *[]){"cat", NULL});
	term_press(t, "教育abc\n");
	assert_string_equal(term_row(t, 0), "教育abc");
	assert_string_equal(term_row(t, 1), "教育abc");
	int row, column;
	term_cursor(t, &row, &column);
	assert_int_equal(row, 2);
	assert_int_equal(column, 0);
	assert_true(term_find(t, "abc", &row, &column));
	assert_int_equal(row, 0);
	assert_int_equal(column, 4);
	term_type(t, "\004");
	assert_int_equal(WEXITSTATUS(term_await_exit(t)), 0);
	term_free(t);
}

static void wide_characters_take_two_cells(void **state)
{
	term *t = sandbox_start(*state, 5, 3, (const char *[]){"cat", NULL});
	term_type(t, "\004");
	term_await_exit(t);
	const char *text = "教ab育x";
	term_screen_write(t, text, strlen(text));
	term_cell cell = term_cell_at(t, 0, 0);
	assert_string_equal(cell.text, "教");
	assert_int_equal(cell.width, 2);
	assert_int_equal(term_cell_at(t, 0, 1).width, 0);
	/* 育 does not fit the last column and goes to the next row. */
	assert_string_equal(term_row(t, 0), "教ab");
	assert_string_equal(term_row(t, 1), "育x");
	assert_string_equal(term_slice(t, 1, 1, 3), "<x");
	assert_string_equal(term_slice(t, 1, 0, 1), ">");
	assert_null(term_broken(t));
	term_free(t);
}

/* A terminal on which nothing runs any more: its screen is written by hand. */
static term *open_blank(sandbox *box, int columns, int rows)
{
	term *t = sandbox_start(box, columns, rows, (const char *[]){"true", NULL});
	term_await_exit(t);
	term_raw_clear(t);
	return t;
}

static void write_screen(term *t, const char *text)
{
	term_raw_clear(t);
	yd_buf_puts(&t->raw, text);
	term_screen_write(t, text, strlen(text));
}

static void a_lost_half_is_noticed(void **state)
{
	term *t = open_blank(*state, 10, 2);
	write_screen(t, "\r教育");
	assert_null(term_broken(t));
	write_screen(t, "\r\033[2Cx");
	assert_non_null(term_broken(t));
	write_screen(t, "\r\033[2K教育\033[2Dab");
	assert_null(term_broken(t));
	write_screen(t, "\r\033[2K教育\r\033[3Cx");
	assert_non_null(term_broken(t));
	term_free(t);
}

static void what_does_more_than_draw_is_noticed(void **state)
{
	term *t = open_blank(*state, 20, 2);
	const char *drawing[] = {"教 \033[1;31mred\033[m\033(B\033[2;3H\033[?25l\r\n",
		"\033[?1049h\033[22;0;0t\033[1;8r", "\xEF\xBF\xBD", ""};
	for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++)
		if (write_screen(t, drawing[i]), term_harm(t))
			fail_msg("%zu: %s", i, term_harm(t));
	const char *harmful[] = {"\033]0;title\007", "\033]52;c;eA==\033\\", "\033P+q\033\\",
		"a\xC2\x9B"
		"31m",
		"\xE2\x80\xAE", "\007", "\x7F", "\x80", "\033[3t", "\033", "\033[", "\xE6\x95"};
	for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++)
		if (write_screen(t, harmful[i]), !term_harm(t))
			fail_msg("not noticed: %zu", i);
	term_free(t);
}

static void less_shows_moves_and_gives_the_screen_back(void **state)
{
	sandbox *box = *state;
	yd_buf text = {0};
	for (int i = 1; i <= 100; i++)
		yd_buf_printf(&text, "第%d行\n", i);
	sandbox_write(box, "text", text.ptr, text.len);
	yd_buf_free(&text);
	term *t = sandbox_start(
		box, 30, 10, (const char *[]){"less", sandbox_path(box, "text"), NULL});
	term_await(t, "第9行");
	term_settle(t);
	assert_true(term_alternate_screen(t));
	term_check_hides(t, "第10行");
	term_press(t, " ");
	term_check_shows(t, "第18行");
	term_press(t, "G");
	term_check_shows(t, "第100行");
	assert_string_equal(term_row(t, 8), "第100行");
	term_resize(t, 20, 5);
	term_settle(t);
	term_press(t, "G");
	assert_string_equal(term_row(t, 3), "第100行");
	term_type(t, "q");
	assert_int_equal(WEXITSTATUS(term_await_exit(t)), 0);
	assert_false(term_alternate_screen(t));
	term_free(t);
}

static void curses_cells_colours_and_keys_are_seen(void **state)
{
	term *t = sandbox_start(*state, 40, 8, (const char *[]){tiny(), NULL});
	term_await(t, "key: none");
	term_check_shows(t, "40x8");
	term_check_whole(t);
	term_check_harmless(t);
	term_check(t, strcmp(term_slice(t, 2, 2, 14), "教育工作要点") == 0);
	term_check(t, strcmp(term_cell_at(t, 0, 0).text, "┌") == 0);
	term_cell cell = term_cell_at(t, 3, 2);
	assert_true(cell.reverse && !cell.bold && cell.coloured && cell.fg != TERM_DEFAULT);
	assert_int_equal(cell.bg, TERM_DEFAULT);
	cell = term_cell_at(t, 3, 12);
	assert_true(cell.bold && !cell.reverse && !cell.coloured);
	term_press(t, "\t");
	term_check_shows(t, "key: ^I");
	term_press(t, "\033OA");
	term_check_shows(t, "key: KEY_UP");
	term_press(t, "\033");
	term_check_shows(t, "key: escape");
	term_resize(t, 24, 6);
	term_await(t, "24x6");
	term_settle(t);
	term_check_shows(t, "key: KEY_RESIZE");
	term_check(t, strcmp(term_cell_at(t, 5, 23).text, "┘") == 0);
	term_type(t, "q");
	assert_int_equal(WEXITSTATUS(term_await_exit(t)), 7);
	term_free(t);
}

static void the_environment_is_the_sandbox_s_alone(void **state)
{
	sandbox *box = *state;
	sandbox_env(box, "NO_COLOR", "1");
	sandbox_env(box, "TERM", "xterm");
	sandbox_env(box, "XDG_CACHE_HOME", NULL);
	term *t = sandbox_start(box, 100, 20, (const char *[]){"env", NULL});
	term_await_exit(t);
	term_check_shows(t, "NO_COLOR=1");
	term_check_shows(t, "TERM=xterm");
	term_check_hides(t, "XDG_CACHE_HOME");
	term_check_shows(t, "HOME=/");
	term_free(t);
}

static void signals_and_lost_rights_show(void **state)
{
	sandbox *box = *state;
	term *t = sandbox_start(box, 20, 5, (const char *[]){"sleep", "1000", NULL});
	term_settle(t);
	assert_true(term_running(t));
	term_signal(t, SIGTERM);
	int status = term_await_exit(t);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	term_free(t);
	if (!sandbox_become_nobody(box))
		skip();
	t = sandbox_start(box, 60, 5, (const char *[]){"id", "-u", NULL});
	term_await_exit(t);
	assert_string_equal(term_row(t, 0), "65534");
	term_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			cat_echoes_what_is_typed, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			wide_characters_take_two_cells, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			a_lost_half_is_noticed, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			what_does_more_than_draw_is_noticed, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			less_shows_moves_and_gives_the_screen_back, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			curses_cells_colours_and_keys_are_seen, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			the_environment_is_the_sandbox_s_alone, open_sandbox, close_sandbox),
		cmocka_unit_test_setup_teardown(
			signals_and_lost_rights_show, open_sandbox, close_sandbox),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
