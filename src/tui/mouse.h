/* mouse.h: what the mouse does, told the browser; and the borders that it drags. */
#ifndef TUI_MOUSE_H
#define TUI_MOUSE_H

#include "input.h"
#include "layout.h"

/* Zero-initialise. */
typedef struct yd_mouse {
	size_t dragging;      /* the slot left of the border that is held, from 1; 0: none */
	size_t row, column;   /* of the last click */
	int64_t clicked_at;   /* when; 0: never */
} yd_mouse;

/* What an event of the mouse does on a screen laid out so, at `now` milliseconds. */
void yd_mouse_take(yd_mouse *mouse, yd_browser *browser, const yd_layout *layout, const yd_input_event *event, int64_t now);

#endif
