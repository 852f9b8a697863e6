#include "draw.h"

#include "cells.h"
#include "colours.h"
#include "scroll.h"

#include <stdlib.h>
#include <string.h>

/* A few cells that are the same are written again rather than jumped over, and a few blanks written
 * rather than erased: the sequence for it would be longer. */
enum {
	JUMP_FROM = 5 /* bytes */,
	MARGIN = 2 /* cells */,
	ERASE_FROM = 4,
	ERASE_INSIDE_FROM = 12 /* cells */
};

static bool is_plain_blank(const yd_cell *cell)
{
	return cell->blank && yd_paint_same_ground(cell->look, YD_PLAIN);
}

/* Blanks need only the right ground. */
static void set_look_for(yd_pen *pen, const yd_cell *cell)
{
	if (!cell->blank || !pen->look_known || !yd_paint_same_ground(pen->look, cell->look))
		yd_pen_set_look(pen, cell->look);
}

/* A cluster whose columns terminals do not agree on: cleared ground, and the next cell is placed by
 * its number, so that no border is pushed. */
static void write_unsure(yd_pen *pen, size_t row, const yd_cell *cell)
{
	if (cell->column + cell->columns <= pen->columns) {
		yd_pen_spaces(pen, cell->columns);
		yd_pen_move(pen, row, cell->column);
		yd_pen_set_look(pen, cell->look);
	}
	yd_pen_text(pen, cell->text, cell->columns, false);
}

static void write_cell(yd_pen *pen, size_t row, const yd_cell *cell)
{
	bool corner = row + 1 == pen->rows && cell->column + cell->columns >= pen->columns;
	if (corner && pen->caps->wraps_at_once)
		return;
	yd_pen_move(pen, row, cell->column);
	set_look_for(pen, cell);
	if (cell->unsure)
		write_unsure(pen, row, cell);
	else
		yd_pen_text(pen, cell->text, cell->columns, true);
}

/* How many cells from `at` on are blank and plain, and to be changed. */
static size_t blanks_from(const yd_cells *cells, size_t at)
{
	size_t count = 0;
	while (at + count < cells->count && is_plain_blank(&cells->items[at + count]) &&
		cells->items[at + count].changed)
		count++;
	return count;
}

/* The first cell behind which everything is blank and plain. */
static size_t blank_end(const yd_cells *cells)
{
	size_t end = cells->count;
	while (end && is_plain_blank(&cells->items[end - 1]))
		end--;
	return end;
}

/* Bytes of the cells from `at` to the next that is changed, all of which stay as they are; SIZE_MAX
 * when none follows or writing them would take another look. */
static size_t bytes_to_next(const yd_pen *pen, const yd_cells *cells, size_t at, size_t end)
{
	size_t bytes = 0;
	for (; at < end && !cells->items[at].changed; at++) {
		const yd_cell *cell = &cells->items[at];
		bool same = cell->blank ? yd_paint_same_ground(pen->look, cell->look)
					: yd_paint_equal(pen->look, cell->look);
		bytes += cell->text.len;
		if (!same || cell->unsure || bytes >= JUMP_FROM)
			return SIZE_MAX;
	}
	return at < end ? bytes : SIZE_MAX;
}

/* The few blanks before the first change: to return to the row's start and write them is a byte
 * shorter than to name the column. */
static void write_margin(yd_pen *pen, size_t row, const yd_cells *cells)
{
	size_t first = 0;
	while (first < cells->count && !cells->items[first].changed &&
		is_plain_blank(&cells->items[first]))
		first++;
	bool changed = first < cells->count && cells->items[first].changed;
	if (!changed || first == 0 || first > MARGIN || (pen->y == row && pen->x <= first))
		return;
	for (size_t i = 0; i < first; i++)
		write_cell(pen, row, &cells->items[i]);
}

static void write_changes(yd_pen *pen, size_t row, const yd_cells *cells)
{
	size_t end = blank_end(cells), i = 0;
	size_t rest = blanks_from(cells, end);
	/* Erasing to the row's end also takes blanks that stand there already. */
	for (size_t at = end; at < cells->count; at++)
		rest = cells->items[at].changed ? at - end + 1 : rest;
	bool erase = rest >= ERASE_FROM && pen->caps->el;
	write_margin(pen, row, cells);
	while (i < (erase ? end : cells->count)) {
		const yd_cell *cell = &cells->items[i];
		size_t blanks = pen->caps->ech && pen->caps->ansi ? blanks_from(cells, i) : 0;
		if (!cell->changed) {
			bool here = pen->y == row && pen->x == cell->column && pen->look_known;
			size_t stop = erase ? end : cells->count;
			size_t next = here ? bytes_to_next(pen, cells, i, stop) : SIZE_MAX;
			for (; next != SIZE_MAX && !cells->items[i].changed; i++)
				write_cell(pen, row, &cells->items[i]);
			i += next == SIZE_MAX;
		} else if (blanks >= ERASE_INSIDE_FROM) {
			yd_pen_move(pen, row, cell->column);
			yd_pen_erase(pen, blanks);
			i += blanks;
		} else {
			write_cell(pen, row, cell);
			i++;
		}
	}
	if (erase) {
		while (!cells->items[end].changed)
			end++;
		yd_pen_move(pen, row, cells->items[end].column);
		yd_pen_erase_rest(pen);
	}
}

/* Draws a row, and notes that it is shown. False when it was already. */
static bool draw_row(yd_shown *shown, yd_pen *pen, size_t y, const yd_row *row)
{
	static yd_cells now, then; /* kept from row to row for their memory */
	if (yd_row_equal(&shown->rows[y], row))
		return false;
	yd_cells_make(row, &now);
	yd_cells_make(&shown->rows[y], &then);
	bool any = yd_cells_compare(&now, &then);
	if (any)
		write_changes(pen, y, &now);
	yd_row_clear(&shown->rows[y]);
	yd_row_append(&shown->rows[y], row);
	return any;
}

static void make_blank(yd_row *row, size_t columns)
{
	yd_row_clear(row);
	yd_row_pad(row, columns, YD_STYLE_TEXT);
}

static void fit_shown(yd_shown *shown, yd_pen *pen, const yd_frame *frame)
{
	size_t rows = frame->layout.rows, columns = frame->layout.columns;
	if (shown->valid && shown->count == rows && shown->columns == columns)
		return;
	while (shown->cap < rows) {
		size_t count = shown->cap;
		YD_GROW(shown->rows, count, shown->cap);
		for (size_t i = count; i < shown->cap; i++)
			shown->rows[i] = (yd_row){0};
	}
	for (size_t y = 0; y < rows; y++)
		make_blank(&shown->rows[y], columns);
	shown->count = rows;
	shown->columns = columns;
	shown->valid = true;
	yd_pen_forget(pen, columns, rows);
	yd_pen_clear(pen);
}

/* Has the terminal move what only moved. */
static void scroll(yd_shown *shown, yd_pen *pen, const yd_frame *frame)
{
	yd_scroll found;
	if (!yd_pen_can_scroll(pen) || !yd_scroll_find(shown->rows, frame, &found))
		return;
	yd_pen_scroll(pen, found.top, found.bottom, found.by);
	size_t count = (size_t)(found.by < 0 ? -found.by : found.by);
	yd_row *rows = shown->rows + found.top;
	size_t height = found.bottom - found.top + 1;
	for (size_t i = 0; i < count; i++) {
		yd_row out = found.by > 0 ? rows[0] : rows[height - 1];
		memmove(found.by > 0 ? rows : rows + 1, found.by > 0 ? rows + 1 : rows,
			(height - 1) * sizeof *rows);
		make_blank(&out, shown->columns);
		rows[found.by > 0 ? height - 1 : 0] = out;
	}
}

size_t yd_draw_frame(yd_shown *shown, yd_pen *pen, const yd_frame *frame)
{
	size_t written = 0, rows = frame->layout.rows;
	fit_shown(shown, pen, frame);
	scroll(shown, pen, frame);
	/* From where the cursor is: after scrolling that is where a row came in. */
	size_t first = pen->y < rows ? pen->y : 0;
	for (size_t i = 0; i < rows; i++) {
		size_t y = (first + i) % rows;
		written += draw_row(shown, pen, y, &frame->rows[y]);
	}
	return written;
}

void yd_draw_again(yd_shown *shown, yd_pen *pen, size_t row, size_t columns)
{
	yd_cells cells = {0};
	yd_cells_make(&shown->rows[row], &cells);
	for (size_t i = 0; i < cells.count && cells.items[i].column < columns; i++)
		write_cell(pen, row, &cells.items[i]);
	yd_cells_free(&cells);
}

void yd_shown_free(yd_shown *shown)
{
	for (size_t i = 0; i < shown->cap; i++)
		yd_row_free(&shown->rows[i]);
	free(shown->rows);
	*shown = (yd_shown){0};
}
