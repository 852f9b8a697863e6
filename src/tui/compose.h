/* compose.h: whole rows of the screen, out of the rows of the panes. Knows no terminal. */
#ifndef TUI_COMPOSE_H
#define TUI_COMPOSE_H

#include "layout.h"

typedef struct yd_frame {
	yd_layout layout;
	yd_row *rows; /* layout.rows of them, each exactly layout.columns wide */
	size_t row_cap;
	size_t cursor_x, cursor_y; /* where the user types; cursor_x SIZE_MAX: nowhere */
} yd_frame;

/* Lays the browser out on a screen of that size and makes all its rows. */
void yd_frame_make(yd_frame *frame, yd_browser *browser, size_t columns, size_t rows);
void yd_frame_free(yd_frame *frame);

#endif
