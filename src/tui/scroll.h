/* scroll.h: which rows of the screen only moved. Pure. */
#ifndef TUI_SCROLL_H
#define TUI_SCROLL_H

#include "draw.h"

typedef struct yd_scroll {
	size_t top, bottom; /* rows that move, both inside */
	int by;             /* rows up; down when negative */
} yd_scroll;

/* Is there a movement that leaves less to write than writing in place? `shown` has as many rows as the frame. */
bool yd_scroll_find(const yd_shown_row *shown, const yd_frame *frame, yd_scroll *out);

#endif
