/*
 * pen.h: writing on the terminal: where its cursor stands, what it writes in, and the shortest sequences from there.
 *
 * Everything is collected in `out` until somebody writes it (yd_pen_flush), so that a frame is one write. Rows and columns
 * count from 0.
 */
#ifndef TUI_PEN_H
#define TUI_PEN_H

#include "caps.h"

#include <yaodian/colour.h>
#include <yaodian/text.h>

/* How a cell looks is a yd_paint; this is the terminal's own look. */
#define YD_PLAIN ((yd_paint){YD_COLOUR_DEFAULT, YD_COLOUR_DEFAULT, 0})

bool yd_paint_equal(yd_paint a, yd_paint b);
/* Do blanks of both look the same? */
bool yd_paint_same_ground(yd_paint a, yd_paint b);

typedef struct yd_pen {
	const yd_caps *caps;
	size_t columns, rows; /* of the screen */
	size_t x, y;          /* of the cursor; SIZE_MAX: not known */
	yd_paint look;
	bool look_known;
	size_t top, bottom; /* the scroll region, both inside; 0 and SIZE_MAX: the whole screen */
	bool cursor_shown;
	yd_buf out;
} yd_pen;

/* Nothing is known of the terminal any more. */
void yd_pen_forget(yd_pen *pen, size_t columns, size_t rows);
/* Erases the screen. */
void yd_pen_clear(yd_pen *pen);
void yd_pen_move(yd_pen *pen, size_t y, size_t x);
void yd_pen_set_look(yd_pen *pen, yd_paint look);
/* Writes sanitised text of so many columns at the cursor. `sure`: every terminal advances by so many; else the cursor's
 * column is not known after it. */
void yd_pen_text(yd_pen *pen, yd_str text, size_t columns, bool sure);
void yd_pen_spaces(yd_pen *pen, size_t count);
/* Erases from the cursor to the end of its row, or `count` cells; on the plain ground. The cursor stays. */
void yd_pen_erase_rest(yd_pen *pen);
void yd_pen_erase(yd_pen *pen, size_t count);
/* Can rows `top` to `bottom` be moved? */
bool yd_pen_can_scroll(const yd_pen *pen);
/* Moves them up by `by` rows, down when it is negative; the rows that come in are empty. */
void yd_pen_scroll(yd_pen *pen, size_t top, size_t bottom, int by);
void yd_pen_show_cursor(yd_pen *pen, bool show);
/* Writes all; what cannot be written is lost, and the next read from the terminal tells why. */
void yd_pen_flush(yd_pen *pen);

#endif
