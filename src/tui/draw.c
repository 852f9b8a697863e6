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

/* Blanks need only the right ground. */
static void set_look_for(yd_pen *pen, const yd_cell *cell)
{
	yd_paint look = yd_cell_look(cell);
	if (!cell->blank || !pen->look_known || !yd_paint_same_ground(pen->look, look))
		yd_pen_set_look(pen, look);
}

/* A cluster whose columns terminals do not agree on: cleared ground, and the next cell is placed by
 * its number, so that no border is pushed. */
static void write_unsure(yd_pen *pen, size_t row, const yd_cells *cells, const yd_cell *cell)
{
	if ((size_t)cell->column + cell->columns <= pen->columns) {
		yd_pen_spaces(pen, cell->columns);
		yd_pen_move(pen, row, cell->column);
		yd_pen_set_look(pen, yd_cell_look(cell));
	}
	yd_pen_text(pen, yd_cell_text(cells, cell), cell->columns, false);
}

static void write_cell(yd_pen *pen, size_t row, const yd_cells *cells, size_t number)
{
	const yd_cell *cell = &cells->items[number];
	bool corner = row + 1 == pen->rows && (size_t)cell->column + cell->columns >= pen->columns;
	if (corner && pen->caps->wraps_at_once)
		return;
	yd_pen_move(pen, row, cell->column);
	set_look_for(pen, cell);
	if (cell->unsure)
		write_unsure(pen, row, cells, cell);
	else
		yd_pen_text(pen, yd_cell_text(cells, cell), cell->columns, true);
}

/* How many cells from `at` on are blank and plain, and to be changed. */
static size_t blanks_from(const yd_cells *cells, size_t at)
{
	size_t count = 0;
	while (at + count < cells->count && cells->items[at + count].plain &&
		cells->items[at + count].changed)
		count++;
	return count;
}

/* The first cell behind which everything is blank and plain. */
static size_t blank_end(const yd_cells *cells)
{
	size_t end = cells->count;
	while (end && cells->items[end - 1].plain)
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
		yd_paint look = yd_cell_look(cell);
		bool same = cell->blank ? yd_paint_same_ground(pen->look, look)
					: yd_paint_equal(pen->look, look);
		bytes += cell->len;
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
	while (first < cells->count && !cells->items[first].changed && cells->items[first].plain)
		first++;
	bool changed = first < cells->count && cells->items[first].changed;
	if (!changed || first == 0 || first > MARGIN || (pen->y == row && pen->x <= first))
		return;
	for (size_t i = 0; i < first; i++)
		write_cell(pen, row, cells, i);
}

/* The cell behind those that can be written with cell `at` at once: all changed and in its style.
 */
static size_t run_end(const yd_pen *pen, const yd_cells *cells, size_t at, size_t end)
{
	const yd_cell *first = &cells->items[at];
	size_t i = at + 1;
	/* The last column may need care. */
	while (i < end && cells->items[i].changed && !cells->items[i].unsure &&
		!cells->items[i].blank && cells->items[i].style == first->style &&
		(size_t)cells->items[i].column + cells->items[i].columns < pen->columns)
		i++;
	return i;
}

/* Writes cell `at` and what can be written with it; returns the cell behind. */
static size_t write_run(yd_pen *pen, size_t row, const yd_cells *cells, size_t at, size_t end)
{
	const yd_cell *cell = &cells->items[at];
	write_cell(pen, row, cells, at);
	if (cell->unsure || cell->blank || pen->x == SIZE_MAX)
		return at + 1;
	size_t stop = run_end(pen, cells, at, end), bytes = (size_t)cell->start + cell->len;
	const yd_cell *last = &cells->items[stop - 1];
	if (stop > at + 1)
		yd_pen_text(pen,
			(yd_str){cells->text + bytes, (size_t)last->start + last->len - bytes},
			(size_t)last->column + last->columns - cell->column - cell->columns, true);
	return stop;
}

/* Few cells that stay are written again, if the cursor is there; returns the cell behind. */
static size_t pass_unchanged(yd_pen *pen, size_t row, const yd_cells *cells, size_t at, size_t end)
{
	bool here = pen->y == row && pen->x == cells->items[at].column && pen->look_known;
	size_t next = here ? bytes_to_next(pen, cells, at, end) : SIZE_MAX;
	for (; next != SIZE_MAX && !cells->items[at].changed; at++)
		write_cell(pen, row, cells, at);
	while (at < end && !cells->items[at].changed)
		at++;
	return at;
}

static void write_changes(yd_pen *pen, size_t row, const yd_cells *cells)
{
	size_t end = blank_end(cells), i = 0, short_blanks = 0;
	size_t rest = blanks_from(cells, end);
	/* Erasing to the row's end also takes blanks that stand there already. */
	for (size_t at = end; at < cells->count; at++)
		rest = cells->items[at].changed ? at - end + 1 : rest;
	bool erase = rest >= ERASE_FROM && pen->caps->el;
	size_t stop = erase ? end : cells->count;
	write_margin(pen, row, cells);
	while (i < stop) {
		const yd_cell *cell = &cells->items[i];
		bool look = cell->plain && i >= short_blanks && pen->caps->ech && pen->caps->ansi;
		size_t blanks = look ? blanks_from(cells, i) : 0;
		if (!cell->changed) {
			i = pass_unchanged(pen, row, cells, i, stop);
		} else if (blanks >= ERASE_INSIDE_FROM) {
			yd_pen_move(pen, row, cell->column);
			yd_pen_erase(pen, blanks);
			i += blanks;
		} else {
			short_blanks = look ? i + blanks : short_blanks;
			i = write_run(pen, row, cells, i, stop);
		}
	}
	if (erase) {
		while (!cells->items[end].changed)
			end++;
		yd_pen_move(pen, row, cells->items[end].column);
		yd_pen_erase_rest(pen);
	}
}

/* The row that is shown now; its cells are kept only where they were compared with others, so that
 * a first frame, and rows that scroll in and out, do without. */
static void keep_shown(yd_shown *shown, size_t y)
{
	yd_shown_row was = shown->rows[y];
	shown->rows[y] = shown->next;
	shown->next = was;
}

/* Draws a row, and notes that it is shown. False when it was already. */
static bool draw_row(yd_shown *shown, yd_pen *pen, size_t y, const yd_frame *frame)
{
	static yd_cells first; /* kept from row to row for their memory */
	yd_shown_row *then = &shown->rows[y], *now = &shown->next;
	const yd_row *row = &frame->rows[y];
	if (yd_row_id_equal(&then->id, &frame->ids[y]))
		return false;
	if (yd_row_equal(&then->row, row)) {
		then->id = frame->ids[y];
		return false;
	}
	yd_row_clear(&now->row);
	yd_row_append(&now->row, row);
	now->id = frame->ids[y];
	now->erased = false;
	now->cells.count = 0;
	yd_cells *cells = then->erased ? &first : &now->cells;
	yd_cells *before = then->erased ? NULL : &then->cells;
	if (before && !before->count)
		yd_cells_make(&then->row, NULL, NULL, before);
	size_t from = yd_cells_make(&now->row, before, &then->row, cells);
	bool any = yd_cells_compare(cells, from, before);
	if (any)
		write_changes(pen, y, cells);
	keep_shown(shown, y);
	return any;
}

static void note_erased(yd_shown_row *row, size_t columns)
{
	row->id = (yd_row_id){{0}};
	row->erased = true;
	yd_row_clear(&row->row);
	yd_row_pad(&row->row, columns, YD_STYLE_TEXT);
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
			shown->rows[i] = (yd_shown_row){0};
	}
	for (size_t y = 0; y < rows; y++)
		note_erased(&shown->rows[y], columns);
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
	yd_shown_row *rows = shown->rows + found.top;
	size_t height = found.bottom - found.top + 1;
	for (size_t i = 0; i < count; i++) {
		yd_shown_row out = found.by > 0 ? rows[0] : rows[height - 1];
		memmove(found.by > 0 ? rows : rows + 1, found.by > 0 ? rows + 1 : rows,
			(height - 1) * sizeof *rows);
		note_erased(&out, shown->columns);
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
		written += draw_row(shown, pen, y, frame);
	}
	return written;
}

void yd_draw_again(yd_shown *shown, yd_pen *pen, size_t row, size_t columns)
{
	yd_cells cells = {0};
	yd_cells_make(&shown->rows[row].row, NULL, NULL, &cells);
	for (size_t i = 0; i < cells.count && cells.items[i].column < columns; i++)
		write_cell(pen, row, &cells, i);
	yd_cells_free(&cells);
}

static void free_row(yd_shown_row *row)
{
	yd_row_free(&row->row);
	yd_cells_free(&row->cells);
}

void yd_shown_free(yd_shown *shown)
{
	for (size_t i = 0; i < shown->cap; i++)
		free_row(&shown->rows[i]);
	free_row(&shown->next);
	free(shown->rows);
	*shown = (yd_shown){0};
}
