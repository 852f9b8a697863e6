#include "screen.h"

#include "ask.h"
#include "colours.h"
#include "draw.h"
#include "restore.h"
#include "terminal.h"
#include "terminfo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* A frame that changes more rows than this is shown at once where the terminal can hold it back. */
enum { ROWS_WITHOUT_SYNC = 2 };

static yd_caps caps;
static yd_pen pen = {.caps = &caps};
static yd_shown shown;
static yd_input input;
static yd_ask ask;
static size_t width, height;
static bool taken, mouse_on, ask_widths, widths_changed;
static unsigned settings_seen;

/* ---- taking the terminal ---- */

/* Keys one by one, not echoed, Enter told from Ctrl-j, and line feeds that only go down. */
static void set_modes(void)
{
	struct termios modes;
	if (tcgetattr(STDIN_FILENO, &modes) != 0)
		return;
	modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	modes.c_lflag |= ISIG;
	modes.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IGNCR);
	modes.c_oflag &= ~(tcflag_t)ONLCR;
	modes.c_cc[VMIN] = 1;
	modes.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

static void take(void)
{
	set_modes();
	yd_restore_arm(true);
	yd_buf_add_str(&pen.out, yd_buf_str(&caps.begin));
	if (mouse_on)
		yd_buf_puts(&pen.out, "\033[?1002h\033[?1006h");
	pen.cursor_shown = true;
	yd_pen_show_cursor(&pen, false);
	taken = true;
}

static void give_back(void)
{
	yd_restore_arm(false);
	yd_buf_add_str(&pen.out, yd_buf_str(&caps.end));
	yd_pen_flush(&pen);
	yd_restore_modes();
	taken = false;
}

static void learn_keys(void)
{
	static const struct {
		const char *name;
		yd_key key;
	} keys[] = {{"kcuu1", YD_KEY_UP}, {"kcud1", YD_KEY_DOWN}, {"kcub1", YD_KEY_LEFT},
		{"kcuf1", YD_KEY_RIGHT}, {"khome", YD_KEY_HOME}, {"kend", YD_KEY_END},
		{"kpp", YD_KEY_PGUP}, {"knp", YD_KEY_PGDN}, {"kcbt", YD_KEY_SHIFT_TAB},
		{"kdch1", YD_KEY_DELETE}, {"kent", YD_KEY_ENTER}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		char *sequence = yd_terminfo_string(keys[i].name);
		yd_input_learn(sequence, keys[i].key);
		free(sequence);
	}
}

/* Frames are drawn in ASCII where there are no glyphs for them, or where they are wide. */
static void choose_glyphs(void)
{
	yd_glyphs_use_ascii(caps.console || yd_width_of(YD_WIDTH_BOX) > 1 ||
			    yd_width_of(YD_WIDTH_BLOCK) > 1 || yd_width_of(YD_WIDTH_QUOTE) > 1);
}

int yd_screen_begin(void)
{
	int status = yd_terminal_check();
	if (status)
		return status;
	yd_restore_remember_modes();
	yd_restore_catch_signals();
	if (!yd_caps_read(&caps, getenv("TERM")))
		return yd_terminal_complain("TERM=%s: no such terminal is known here; set TERM to "
					    "one that is, such as xterm",
			getenv("TERM"));
	if (!caps.cup || !caps.clear) {
		yd_caps_free(&caps);
		return yd_terminal_complain("TERM=%s: this terminal cannot move its cursor; use "
					    "the commands (`yaodian --help`)",
			getenv("TERM"));
	}
	yd_restore_remember_sequences(yd_buf_str(&caps.end));
	learn_keys();
	choose_glyphs();
	yd_colours_begin(&caps, NULL);
	yd_screen_resize();
	take();
	return 0;
}

void yd_screen_end(void)
{
	if (taken)
		give_back();
	yd_caps_free(&caps);
	yd_shown_free(&shown);
	yd_buf_free(&pen.out);
	yd_input_free(&input);
}

bool yd_screen_is_console(void)
{
	return caps.console;
}

/* Everything is drawn anew with the next frame. */
static void draw_anew(void)
{
	shown.valid = false;
}

void yd_screen_configure(yd_browser *browser)
{
	const yd_settings *settings = yd_browser_settings(browser);
	if (settings_seen == settings->changes + 1)
		return;
	settings_seen = settings->changes + 1;
	yd_colours_begin(&caps, browser);
	draw_anew();
	yd_input_set_escape_time(&input, settings->escape_time);
	ask_widths = settings->ask_widths;
	if (mouse_on == (settings->mouse && caps.mouse))
		return;
	mouse_on = !mouse_on;
	yd_buf_puts(&pen.out, mouse_on ? "\033[?1002h\033[?1006h" : "\033[?1006l\033[?1002l");
}

void yd_screen_lend(void)
{
	give_back();
}

void yd_screen_take_back(void)
{
	take();
	yd_screen_resize();
}

void yd_screen_suspend(void)
{
	yd_screen_lend();
	yd_restore_stop();
	yd_screen_take_back();
}

/* ---- sizes ---- */

void yd_screen_size(size_t *columns, size_t *rows)
{
	*columns = width;
	*rows = height;
}

void yd_screen_resize(void)
{
	struct winsize size = {0};
	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	width = size.ws_col ? size.ws_col : caps.columns > 0 ? (size_t)caps.columns : 80;
	height = size.ws_row ? size.ws_row : caps.rows > 0 ? (size_t)caps.rows : 24;
	draw_anew();
}

/* ---- drawing ---- */

static void hold_back(void)
{
	static const char begin[] = "\033[?2026h", end[] = "\033[?2026l";
	size_t len = pen.out.len;
	yd_buf_reserve(&pen.out, sizeof begin + sizeof end);
	memmove(pen.out.ptr + sizeof begin - 1, pen.out.ptr, len);
	memcpy(pen.out.ptr, begin, sizeof begin - 1);
	pen.out.len = len + sizeof begin - 1;
	yd_buf_puts(&pen.out, end);
}

/* The cursor is seen only where the user types; an input method opens its window there. */
static void place_cursor(const yd_frame *frame)
{
	bool show = frame->cursor_x != SIZE_MAX;
	if (show)
		yd_pen_move(&pen, frame->cursor_y, frame->cursor_x);
	yd_pen_show_cursor(&pen, show);
}

void yd_screen_draw(const yd_frame *frame)
{
	size_t written = yd_draw_frame(&shown, &pen, frame);
	place_cursor(frame);
	if (written > ROWS_WITHOUT_SYNC && caps.sync)
		hold_back();
	yd_pen_flush(&pen);
}

void yd_screen_ask(void)
{
	if (shown.valid && yd_ask_write(&ask, &pen, &shown, ask_widths, yd_screen_clock()))
		yd_pen_flush(&pen);
	yd_input_await(&input, ask.open != 0, ask.row, ask.patient_until);
}

bool yd_screen_take_widths_changed(void)
{
	bool changed = widths_changed;
	widths_changed = false;
	return changed;
}

/* ---- listening ---- */

int64_t yd_screen_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool yd_screen_read(void)
{
	char bytes[4096];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
	if (n > 0)
		yd_input_feed(&input, (yd_str){bytes, (size_t)n}, yd_screen_clock());
	return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

int64_t yd_screen_deadline(void)
{
	int64_t input_at = yd_input_deadline(&input), ask_at = yd_ask_deadline(&ask);
	return input_at < ask_at ? input_at : ask_at;
}

static void take_answer(const yd_input_event *event)
{
	yd_ask_answered(&ask, event, &caps.sync, yd_screen_clock());
	yd_input_await(&input, ask.open != 0, ask.row, ask.patient_until);
}

static void settle_widths(void)
{
	if (!yd_ask_settle(&ask, yd_screen_clock()))
		return;
	choose_glyphs();
	draw_anew();
	widths_changed = true;
}

yd_input_event yd_screen_event(void)
{
	for (;;) {
		yd_input_event event = yd_input_next(&input, yd_screen_clock());
		if (event.kind == YD_INPUT_NONE)
			settle_widths();
		if (event.kind != YD_INPUT_CURSOR && event.kind != YD_INPUT_MODE)
			return event;
		take_answer(&event);
	}
}
