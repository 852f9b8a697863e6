/* screen.h: the terminal: taken, drawn on, listened to, and given back whatever happens. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "compose.h"
#include "input.h"

/* Takes the terminal. Returns 0, or the exit status when it cannot be used; the reason is then on standard error. */
int yd_screen_begin(void);
/* Gives it back as it was; may be called twice. */
void yd_screen_end(void);
/* Colours, mouse and questions as the browser's settings have them; does nothing while they stay as they are. */
void yd_screen_configure(yd_browser *browser);
/* Is it the Linux console, which has no Chinese? */
bool yd_screen_is_console(void);

/* Columns and rows now. */
void yd_screen_size(size_t *columns, size_t *rows);
/* Looks how large the terminal is now, and forgets what is on it. */
void yd_screen_resize(void);
/* Draws what differs from the frame before. A frame that is equal sends nothing. */
void yd_screen_draw(const yd_frame *frame);
/* Asks the terminal what can only be asked (ask.h), once, behind the first frame. */
void yd_screen_ask(void);

/* Takes in what was sent; to be called when standard input is readable. False when there is nothing more to come. */
bool yd_screen_read(void);
/* The next thing that the user did. Answers of the terminal are taken out. */
yd_input_event yd_screen_event(void);
/* When yd_screen_event() is to be called although nothing came, in milliseconds of yd_screen_clock(); INT64_MAX: never. */
int64_t yd_screen_deadline(void);
int64_t yd_screen_clock(void);
/* True once after an answer changed how many columns characters take. */
bool yd_screen_take_widths_changed(void);

/* Stops the program as the terminal's user asked (SIGTSTP); returns when it goes on. */
void yd_screen_suspend(void);

/* Gives the terminal to another program, and takes it again; what it shows is drawn anew with the next frame. */
void yd_screen_lend(void);
void yd_screen_take_back(void);

/* ---- signals ---- */

typedef struct yd_signals {
	bool resized, stop, resumed;
	int ended_by; /* SIGTERM, SIGHUP, SIGINT, SIGQUIT, or 0 */
} yd_signals;

/* What came in since the last call. */
yd_signals yd_screen_signals(void);
/* Readable when a signal came in. */
int yd_screen_signal_fd(void);

#endif
