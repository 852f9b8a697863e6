/* layout.h: which panes stand where on a screen of a given size. Pure. */
#ifndef TUI_LAYOUT_H
#define TUI_LAYOUT_H

#include <yaodian/view.h>

typedef struct yd_slot {
	yd_pane pane;
	size_t x, width; /* a border stands at x - 1 unless x is 0 */
} yd_slot;

enum { YD_SLOTS = 3 };

typedef struct yd_layout {
	size_t columns, rows;
	yd_slot slots[YD_SLOTS];
	size_t slot_count; /* 0: the screen is too small for anything */
	size_t title_rows; /* 0 or 1 */
	size_t body_rows;  /* between the titles and the last row */
	bool single;       /* only one of the three panes is shown at a time */
} yd_layout;

/* Widths that the user wants; 0: by the width of the screen. What does not fit is brought into range. */
typedef struct yd_wanted_widths {
	size_t regions, outline;
} yd_wanted_widths;

/* `focus` gets the keys, `main_focus` is the one of the three panes behind what may stand before them. */
void yd_layout_make(size_t columns, size_t rows, yd_pane focus, yd_pane main_focus, bool zoomed,
	yd_wanted_widths wanted, yd_layout *out);

#endif
