/* cells.h: a row of the frame as the cells of a terminal. */
#ifndef TUI_CELLS_H
#define TUI_CELLS_H

#include "pen.h"

#include <yaodian/view.h>

/* A grapheme. Small, since those of the whole screen are kept. */
typedef struct yd_cell {
	uint32_t start, len; /* bytes of the row's text */
	uint16_t column, columns;
	uint8_t style; /* yd_style */
	bool blank, plain; /* plain: a blank that looks as what was erased does */
	bool unsure;       /* terminals do not agree on its columns */
	bool changed;
} yd_cell;

/* Zero-initialise. */
typedef struct yd_cells {
	const char *text; /* borrowed from the row */
	yd_cell *items;
	size_t count, cap;
} yd_cells;

yd_str yd_cell_text(const yd_cells *cells, const yd_cell *cell);
yd_paint yd_cell_look(const yd_cell *cell);

/* The cells of a row, which must stay as it is while they are used. `then` (may be NULL) are those of the row `was`: as far as
 * both begin alike they are taken over. Returns how many were. */
size_t yd_cells_make(const yd_row *row, const yd_cells *then, const yd_row *was, yd_cells *out);
/* Marks the cells from number `from` on that differ from those of the row that stands there (NULL: it was erased); false when
 * none does. */
bool yd_cells_compare(yd_cells *now, size_t from, const yd_cells *then);
void yd_cells_free(yd_cells *cells);

#endif
