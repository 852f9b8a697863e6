#include "cells.h"

#include "colours.h"

#include <stdlib.h>
#include <string.h>

/* Emoji sequences and variation selectors: one terminal adds the columns of the parts, another
 * takes two for all. */
static bool is_unsure(yd_str text)
{
	size_t wide = 0;
	while (text.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (cp == 0x200D || (cp >= 0xFE00 && cp <= 0xFE0F))
			return true;
		wide += yd_cp_width(cp) > 0;
		text = (yd_str){text.ptr + len, text.len - len};
	}
	return wide > 1;
}

static bool is_simple(yd_str text)
{
	return text.len == 1 || (text.len == 3 && (unsigned char)text.ptr[0] >= 0xE0 &&
					(unsigned char)text.ptr[0] <= 0xEF);
}

static void add_cell(yd_cells *out, yd_str text, size_t columns, yd_paint look, size_t column)
{
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = (yd_cell){
		.text = text,
		.look = look,
		.column = column,
		.columns = columns,
		.blank = text.len == 1 && *text.ptr == ' ',
		.unsure = !is_simple(text) && is_unsure(text),
	};
}

void yd_cells_make(const yd_row *row, yd_cells *out)
{
	size_t start = 0, column = 0;
	out->count = 0;
	for (size_t i = 0; i < row->count; i++) {
		yd_str rest = {row->text.ptr + start, row->runs[i].end - start};
		yd_paint look = yd_colours_of(row->runs[i].style);
		start = row->runs[i].end;
		while (rest.len) {
			int columns;
			size_t len = yd_grapheme_next(rest, &columns);
			add_cell(out, (yd_str){rest.ptr, len}, (size_t)columns, look, column);
			column += (size_t)columns;
			rest = (yd_str){rest.ptr + len, rest.len - len};
		}
	}
}

static bool look_the_same(const yd_cell *a, const yd_cell *b)
{
	if (a->blank && b->blank)
		return yd_paint_same_ground(a->look, b->look);
	return yd_str_equal(a->text, b->text) && yd_paint_equal(a->look, b->look);
}

bool yd_cells_compare(yd_cells *now, const yd_cells *then)
{
	bool any = false;
	size_t j = 0;
	for (size_t i = 0; i < now->count; i++) {
		yd_cell *cell = &now->items[i];
		while (j < then->count && then->items[j].column < cell->column)
			j++;
		cell->changed = j >= then->count || then->items[j].column != cell->column ||
				then->items[j].columns != cell->columns ||
				!look_the_same(cell, &then->items[j]);
		any |= cell->changed;
	}
	return any;
}

void yd_cells_free(yd_cells *cells)
{
	free(cells->items);
	*cells = (yd_cells){0};
}
