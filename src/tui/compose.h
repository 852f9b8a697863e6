/* compose.h: whole rows of the screen, out of the rows of the panes. Knows no terminal. */
#ifndef TUI_COMPOSE_H
#define TUI_COMPOSE_H

#include "layout.h"

/* What a row was put together from: numbers of the panes' rows (view.h), which also tell the pane and its width, and so all of
 * the row. The first is 0 where nothing is known. */
typedef struct yd_row_id {
	uint64_t parts[YD_SLOTS];
} yd_row_id;

/* Rows of equal ids are equal; such that nothing is known of are equal to none. The last part is mostly the text, which tells
 * the most. */
static inline bool yd_row_id_equal(const yd_row_id *a, const yd_row_id *b)
{
	for (size_t i = YD_SLOTS; i-- > 0;)
		if (a->parts[i] != b->parts[i])
			return false;
	return a->parts[0] != 0;
}

/* Zero-initialise; kept from frame to frame, since what did not change stays as it is. */
typedef struct yd_frame {
	yd_layout layout;
	yd_row *rows;   /* layout.rows of them, each exactly layout.columns wide */
	yd_row_id *ids; /* of them */
	size_t row_cap;
	size_t cursor_x, cursor_y; /* where the user types; cursor_x SIZE_MAX: nowhere */
} yd_frame;

/* Lays the browser out on a screen of that size and makes all its rows. */
void yd_frame_make(yd_frame *frame, yd_browser *browser, size_t columns, size_t rows);
void yd_frame_free(yd_frame *frame);

#endif
