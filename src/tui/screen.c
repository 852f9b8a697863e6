#include "screen.h"

#include "colours.h"
#include "restore.h"
#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ESC_DELAY = 25 /* milliseconds */ };

static SCREEN *screen;
static WINDOW *keys; /* a pad: reading keys from it never draws */
static yd_frame shown;
static bool shown_valid, cursor_shown;

/* ---- taking the terminal ---- */

/* The Linux console has glyphs for little beyond ASCII. */
static void choose_glyphs(void)
{
	const char *term = getenv("TERM");
	yd_glyphs_use_ascii(strncmp(term, "linux", 5) == 0);
}

int yd_screen_begin(void)
{
	int status = yd_terminal_check();
	if (status)
		return status;
	yd_restore_remember_modes();
	/* Before curses begins: it then leaves SIGTSTP alone, which it would else ignore while it
	 * draws. */
	yd_restore_catch_signals();
	screen = newterm(NULL, stdout, stdin);
	if (!screen)
		return yd_terminal_complain("TERM=%s: no such terminal is known here; set TERM to "
					    "one that is, such as xterm",
			getenv("TERM"));
	if (!yd_restore_can("cup")) {
		endwin();
		delscreen(screen);
		return yd_terminal_complain("TERM=%s: this terminal cannot move its cursor; use "
					    "the commands (`yaodian --help`)",
			getenv("TERM"));
	}
	yd_restore_remember_sequences();
	set_escdelay(ESC_DELAY);
	cbreak();
	noecho();
	nonl();
	typeahead(-1);
	intrflush(stdscr, FALSE);
	/* Shifting the rest of a row splits wide characters in some terminals: such a row is
	 * written anew. */
	idcok(stdscr, FALSE);
	leaveok(stdscr, TRUE);
	curs_set(0);
	keys = newpad(1, 1);
	keypad(keys, TRUE);
	nodelay(keys, TRUE);
	yd_colours_begin();
	choose_glyphs();
	yd_restore_arm(true);
	/* Until the screen was left once, ncurses 6 writes at every movement of the cursor,
	 * hundreds of times a frame; after that a frame is one write. */
	def_prog_mode();
	endwin();
	return 0;
}

void yd_screen_end(void)
{
	if (!keys)
		return;
	delwin(keys);
	keys = NULL;
	yd_restore_arm(false);
	endwin();
	delscreen(screen);
	yd_frame_free(&shown);
}

void yd_screen_suspend(void)
{
	yd_restore_arm(false);
	endwin();
	yd_restore_stop();
	yd_restore_arm(true);
	yd_screen_resize();
	refresh();
}

/* ---- sizes ---- */

void yd_screen_size(size_t *columns, size_t *rows)
{
	*columns = COLS > 0 ? (size_t)COLS : 1;
	*rows = LINES > 0 ? (size_t)LINES : 1;
}

void yd_screen_resize(void)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	yd_screen_invalidate();
}

void yd_screen_invalidate(void)
{
	shown_valid = false;
	clearok(curscr, TRUE);
}

/* ---- drawing ---- */

/* The cells of a run. Curses would do the same from bytes, at several times the cost. */
static size_t make_cells(yd_str text, yd_style style, cchar_t *cells)
{
	short pair;
	attr_t attributes = yd_colours_of(style, &pair);
	size_t count = 0;
	while (text.len) {
		wchar_t cluster[CCHARW_MAX + 1];
		size_t chars = 0, taken = 0, end = yd_grapheme_next(text, NULL);
		/* A cell holds one character that takes room and what stands on it; of more than
		 * fits the rest is left out. */
		while (taken < end) {
			uint32_t cp;
			size_t len = yd_utf8_decode(
				(yd_str){text.ptr + taken, text.len - taken}, &cp, NULL);
			if (chars && yd_cp_width(cp) > 0)
				break;
			if (chars < CCHARW_MAX)
				cluster[chars++] = (wchar_t)cp;
			taken += len;
		}
		cluster[chars] = L'\0';
		setcchar(&cells[count++], cluster, attributes, pair, NULL);
		text = (yd_str){text.ptr + taken, text.len - taken};
	}
	return count;
}

static void draw_row(size_t y, const yd_row *row)
{
	/* At most as many cells as bytes. */
	cchar_t *cells = yd_realloc(NULL, row->text.len + 1, sizeof *cells);
	size_t start = 0, count = 0;
	for (size_t i = 0; i < row->count; i++) {
		yd_str text = {row->text.ptr + start, row->runs[i].end - start};
		count += make_cells(text, row->runs[i].style, cells + count);
		start = row->runs[i].end;
	}
	mvadd_wchnstr((int)y, 0, cells, (int)count);
	free(cells);
}

/* Keeps a copy of what a row shows now; false when it showed just that. */
static bool note_row(size_t y, const yd_row *row)
{
	yd_row *was = &shown.rows[y];
	if (shown_valid && yd_row_equal(was, row))
		return false;
	yd_row_clear(was);
	yd_row_append(was, row);
	return true;
}

static void fit_shown(size_t rows)
{
	while (shown.row_cap < rows) {
		size_t count = shown.row_cap;
		YD_GROW(shown.rows, count, shown.row_cap);
		for (size_t i = count; i < shown.row_cap; i++)
			shown.rows[i] = (yd_row){0};
	}
}

/* The cursor is seen only where the user types. */
static bool place_cursor(const yd_frame *frame)
{
	bool show = frame->cursor_x != SIZE_MAX;
	bool moved =
		show != cursor_shown ||
		(show && (frame->cursor_x != shown.cursor_x || frame->cursor_y != shown.cursor_y));
	if (show != cursor_shown) {
		curs_set(show);
		leaveok(stdscr, !show);
	}
	if (show)
		move((int)frame->cursor_y, (int)frame->cursor_x);
	cursor_shown = show;
	shown.cursor_x = frame->cursor_x;
	shown.cursor_y = frame->cursor_y;
	return moved;
}

void yd_screen_draw(const yd_frame *frame)
{
	bool changed = !shown_valid;
	size_t rows = frame->layout.rows < (size_t)LINES ? frame->layout.rows : (size_t)LINES;
	fit_shown(rows);
	for (size_t y = 0; y < rows; y++)
		if (note_row(y, &frame->rows[y])) {
			draw_row(y, &frame->rows[y]);
			changed = true;
		}
	shown_valid = true;
	if (place_cursor(frame) || changed)
		refresh();
}

/* ---- keys ---- */

static yd_key special_key(wint_t code)
{
	switch (code) {
	case KEY_UP:
		return YD_KEY_UP;
	case KEY_DOWN:
		return YD_KEY_DOWN;
	case KEY_LEFT:
		return YD_KEY_LEFT;
	case KEY_RIGHT:
		return YD_KEY_RIGHT;
	case KEY_HOME:
		return YD_KEY_HOME;
	case KEY_END:
		return YD_KEY_END;
	case KEY_PPAGE:
		return YD_KEY_PGUP;
	case KEY_NPAGE:
		return YD_KEY_PGDN;
	case KEY_BTAB:
		return YD_KEY_SHIFT_TAB;
	case KEY_DC:
		return YD_KEY_DELETE;
	case KEY_BACKSPACE:
		return YD_KEY_BACKSPACE;
	case KEY_ENTER:
		return YD_KEY_ENTER;
	default:
		return YD_KEY_NONE;
	}
}

yd_key yd_screen_key(void)
{
	wint_t code;
	for (;;) {
		int kind = wget_wch(keys, &code);
		if (kind == ERR)
			return YD_KEY_NONE;
		yd_key key = kind == KEY_CODE_YES ? special_key(code) : (yd_key)code;
		if (kind != KEY_CODE_YES && key == '\n')
			key = YD_KEY_ENTER;
		if (kind != KEY_CODE_YES && key == '\b')
			key = YD_KEY_BACKSPACE;
		if (key != YD_KEY_NONE)
			return key;
	}
}
