/*
 * term.h: a program on a pseudo-terminal, its screen kept by libvterm, for tests that look at cells.
 *
 * Rows and columns count cells from 0. Times are milliseconds. Nothing here waits a fixed time and hopes: every
 * wait polls for what it waits for, up to TERM_PATIENCE, which a loaded machine stays far below. A wait that runs
 * out, and every check that fails, prints the screen and fails the running cmocka test.
 */
#ifndef E2E_TERM_H
#define E2E_TERM_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* How long a wait goes on before the test fails. */
enum { TERM_PATIENCE = 60000 };

typedef struct term term;

typedef struct term_options {
	const char *const *argv; /* NULL-terminated; argv[0] a path, or a name in PATH */
	const char *const *env;  /* NULL-terminated; the program's whole environment */
	const char *directory;   /* to start in; NULL: this one */
	int columns, rows;
	bool blind;     /* keep no screen, for measuring: nothing is done with what is written but to read it */
	bool as_nobody; /* run with the rights of the user nobody; only root can ask for that */
} term_options;

term *term_start(const term_options *options);
/* Kills the program when it still runs, and frees everything. NULL is fine. */
void term_free(term *t);

/* ---- acting on the program ---- */

/* Types bytes as they are: "\t", "\033", "\033[A", "要". */
void term_type(term *t, const char *bytes);
void term_type_bytes(term *t, const char *bytes, size_t len);
/* Types, then waits until the program has taken it in and is idle: the screen is what the keys led to. */
void term_press(term *t, const char *bytes);
/* A new window size, with the signal; does not wait. */
void term_resize(term *t, int columns, int rows);
void term_signal(term *t, int signal_number);

/* From now on nobody answers what the program asks the terminal, unless the test types it. */
void term_mute(term *t);

/* ---- waiting ---- */

/* Until the program has read all input, every thread of it sleeps and will not go on by itself within 200 ms (a lone Esc
 * that is held back, a lock asked for again), and nothing was written for a while. Also when it ended. */
void term_settle(term *t);
/* Until a row of the screen holds `text` / no row does. */
void term_await(term *t, const char *text);
void term_await_gone(term *t, const char *text);
/* Until the program ended; returns what waitpid() gave. */
int term_await_exit(term *t);
/* Takes in what was written, for at most `timeout`; false when there was nothing. For loops of one's own. */
bool term_pump(term *t, int timeout);
bool term_running(term *t);
/* Has the program read all its input, and do all its threads sleep for longer than a moment? */
bool term_idle(term *t);
/* When the last byte that the program wrote was read, on the clock of term_now(). */
double term_last_byte(const term *t);
pid_t term_pid(const term *t);
/* Monotonic clock. */
double term_now(void);

/* ---- the screen ---- */

typedef struct term_cell {
	char text[32]; /* UTF-8; "" for a cell never written; " " for a blank */
	int width;     /* 1 or 2; 0: the right half of the wide character before it */
	bool bold, reverse, underline;
	bool coloured;   /* foreground or background is not the default */
	uint32_t fg, bg; /* 0xRRGGBB, or TERM_DEFAULT */
} term_cell;
#define TERM_DEFAULT 0xFF000000u

int term_columns(const term *t);
int term_rows(const term *t);
term_cell term_cell_at(term *t, int row, int column);
/* The text of a row, blanks at its end left out. Borrowed: until eight more were asked for. */
const char *term_row(term *t, int row);
/* The text of columns [from, to) of a row, blanks kept. Borrowed as above. A wide character cut at either edge
 * shows as '<' or '>'. */
const char *term_slice(term *t, int row, int from, int to);
bool term_shows(term *t, const char *text);
/* First place of `text` within one row; false when it is nowhere. */
bool term_find(term *t, const char *text, int *row, int *column);
void term_cursor(term *t, int *row, int *column);
bool term_cursor_visible(const term *t);
bool term_alternate_screen(const term *t);
/* Everything the program wrote since its start. Borrowed, NUL-terminated. */
const char *term_raw(const term *t, size_t *len);
/* Forgets what was written so far. */
void term_raw_clear(term *t);

/* ---- checks ---- */

/* Prints the screen to standard error. */
void term_dump(term *t, const char *why);
void term_fail(term *t, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Fails with the screen when `condition` does not hold. */
#define term_check(t, condition)                                                                   \
	do {                                                                                       \
		if (!(condition))                                                                  \
			term_fail((t), __FILE__, __LINE__, "does not hold: %s", #condition);       \
	} while (0)
#define term_check_shows(t, text)                                                                  \
	do {                                                                                       \
		if (!term_shows((t), (text)))                                                      \
			term_fail((t), __FILE__, __LINE__, "not on the screen: %s", (text));       \
	} while (0)
#define term_check_hides(t, text)                                                                  \
	do {                                                                                       \
		if (term_shows((t), (text)))                                                       \
			term_fail((t), __FILE__, __LINE__, "on the screen: %s", (text));           \
	} while (0)

/* What is wrong with the screen's cells: a wide character that lacks a half, a half that stands alone. NULL when
 * nothing is. Borrowed until the next call. */
const char *term_broken(term *t);
#define term_check_whole(t)                                                                        \
	do {                                                                                       \
		const char *broken_ = term_broken(t);                                              \
		if (broken_)                                                                       \
			term_fail((t), __FILE__, __LINE__, "%s", broken_);                         \
	} while (0)
/* What the program wrote since term_raw_clear() beyond drawing: OSC, DCS, a title, C1, bidirectional controls,
 * bytes that are not UTF-8, any sequence that does more than move, colour, erase, scroll and set the modes that
 * curses sets. NULL when nothing. Borrowed until the next call. */
const char *term_harm(term *t);
#define term_check_harmless(t)                                                                     \
	do {                                                                                       \
		const char *harm_ = term_harm(t);                                                  \
		if (harm_)                                                                         \
			term_fail((t), __FILE__, __LINE__, "%s", harm_);                           \
	} while (0)

#endif
