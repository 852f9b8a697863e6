/*
 * draw.h: from what the screen shows to what it is to show, with as few bytes as are honest: cells that differ, and rows that
 * only moved are moved by the terminal.
 */
#ifndef TUI_DRAW_H
#define TUI_DRAW_H

#include "cells.h"
#include "compose.h"

typedef struct yd_shown_row {
	yd_row row;
	yd_row_id id;
	bool erased;    /* nothing stands there */
	yd_cells cells; /* none: to be made of the row when they are needed */
} yd_shown_row;

/* What stands on the screen, of the frames of one yd_frame. Zero-initialise. */
typedef struct yd_shown {
	yd_shown_row *rows;
	yd_shown_row next; /* memory for the row that is drawn */
	size_t count, cap, columns;
	bool valid; /* false: nobody knows; all is drawn */
} yd_shown;

/* Writes into pen->out what makes the screen show the frame; nothing when it does already. Returns how many rows were
 * written to. The cursor is somewhere after it. */
size_t yd_draw_frame(yd_shown *shown, yd_pen *pen, const yd_frame *frame);
/* Writes the first `columns` cells of a row again, whatever stands there. */
void yd_draw_again(yd_shown *shown, yd_pen *pen, size_t row, size_t columns);
void yd_shown_free(yd_shown *shown);

#endif
