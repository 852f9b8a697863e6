/* screen.h: the terminal: taken, drawn on, and given back whatever happens. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "compose.h"

/* Takes the terminal. Returns 0, or the exit status when it cannot be used; the reason is then on standard error. */
int yd_screen_begin(void);
/* Gives it back as it was; may be called twice. */
void yd_screen_end(void);

/* Columns and rows now. */
void yd_screen_size(size_t *columns, size_t *rows);
/* Looks how large the terminal is now, and forgets what is on it. */
void yd_screen_resize(void);
/* Everything is drawn anew with the next frame. */
void yd_screen_invalidate(void);
/* Draws the rows that differ from the frame before. A frame that is equal sends nothing. */
void yd_screen_draw(const yd_frame *frame);

/* The next key that was typed, YD_KEY_NONE when there is none waiting. */
yd_key yd_screen_key(void);

/* Stops the program as the terminal's user asked (SIGTSTP); returns when it goes on. */
void yd_screen_suspend(void);

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
