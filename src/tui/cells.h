/* cells.h: a row of the frame as the cells of a terminal. */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include "pen.h"

#include <yaodian/view.h>

typedef struct yd_cell {
	yd_str text; /* a grapheme; borrowed from the row */
	yd_paint look;
	size_t column, columns;
	bool blank, unsure, changed; /* unsure: terminals do not agree on its columns */
} yd_cell;

/* Zero-initialise. */
typedef struct yd_cells {
	yd_cell *items;
	size_t count, cap;
} yd_cells;

/* The cells of a row, which must stay as it is while they are used. */
void yd_cells_make(const yd_row *row, yd_cells *out);
/* Marks the cells that differ from those of the row that stands there; false when none does. */
bool yd_cells_compare(yd_cells *now, const yd_cells *then);
void yd_cells_free(yd_cells *cells);

#endif
