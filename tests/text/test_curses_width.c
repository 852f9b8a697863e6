/*
 * ncursesw must count columns as we do. It calls wcwidth(), and whose that is, is decided when the
 * program is linked: this one is linked as the browser is, and asks nothing of the text library but
 * the width of a code point.
 */
#include <yaodian/text.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static SCREEN *screen;

static int open_screen(void **state)
{
	(void)state;
	if (!setlocale(LC_ALL, "C.UTF-8"))
		return -1;
	FILE *nowhere = fopen("/dev/null", "r+");
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	screen = nowhere ? newterm("xterm", nowhere, nowhere) : NULL;
	return screen ? 0 : -1;
}

static int close_screen(void **state)
{
	(void)state;
	endwin();
	delscreen(screen);
	return 0;
}

static int columns_in_curses(uint32_t cp)
{
	wchar_t text[] = {L'x', (wchar_t)cp, 0};
	int y, x;
	erase();
	mvaddwstr(0, 0, text);
	getyx(stdscr, y, x);
	return y == 0 ? x - 1 : -1;
}

static void the_cursor_moves_by_our_columns(void **state)
{
	(void)state;
	/* The C library counts this mark 1. */
	assert_int_equal(yd_cp_width(0x0903), 0);
	assert_int_equal(columns_in_curses(0x0903), 0);
	for (uint32_t cp = 0xA0; cp < 0x20000; cp++) {
		char bytes[4];
		yd_buf shown = {0};
		yd_text_sanitize((yd_str){bytes, yd_utf8_encode(cp, bytes)}, 0, &shown);
		uint32_t first;
		size_t len = yd_utf8_decode(yd_buf_str(&shown), &first, NULL);
		if (len == shown.len && first == cp && columns_in_curses(cp) != yd_cp_width(cp))
			fail_msg("U+%04X: %d columns, in curses %d", cp, yd_cp_width(cp),
				columns_in_curses(cp));
		yd_buf_free(&shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_cursor_moves_by_our_columns),
	};
	return cmocka_run_group_tests(tests, open_screen, close_screen);
}
