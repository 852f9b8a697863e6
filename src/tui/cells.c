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

yd_str yd_cell_text(const yd_cells *cells, const yd_cell *cell)
{
	return (yd_str){cells->text + cell->start, cell->len};
}

yd_paint yd_cell_look(const yd_cell *cell)
{
	return yd_colours_of((yd_style)cell->style);
}

/* Bytes that two rows begin with alike, in the same styles. */
static size_t same_bytes(const yd_row *a, const yd_row *b)
{
	size_t most = a->text.len < b->text.len ? a->text.len : b->text.len, same = 0;
	enum { WORD = 16 };
	while (same + WORD <= most && memcmp(a->text.ptr + same, b->text.ptr + same, WORD) == 0)
		same += WORD;
	while (same < most && a->text.ptr[same] == b->text.ptr[same])
		same++;
	for (size_t i = 0; i < a->count && i < b->count; i++) {
		size_t end = a->runs[i].end < b->runs[i].end ? a->runs[i].end : b->runs[i].end;
		if (a->runs[i].style != b->runs[i].style)
			end = i ? a->runs[i - 1].end : 0;
		else if (a->runs[i].end == b->runs[i].end)
			continue;
		return same < end ? same : end;
	}
	return same;
}

/* The last cell that is alike is left out: what follows may belong to it now. */
static void take_over(const yd_row *row, const yd_cells *then, const yd_row *was, yd_cells *out)
{
	size_t same = same_bytes(row, was), count = 0, most = then->count;
	/* Cells are in order: the first that ends past it. */
	while (count < most) {
		size_t middle = (count + most) / 2;
		const yd_cell *cell = &then->items[middle];
		if ((size_t)cell->start + cell->len <= same)
			count = middle + 1;
		else
			most = middle;
	}
	if (count < 2)
		return;
	out->count = count - 1;
	while (out->cap < out->count)
		YD_GROW(out->items, out->cap, out->cap);
	memcpy(out->items, then->items, out->count * sizeof *out->items);
	for (size_t i = 0; i < out->count; i++)
		out->items[i].changed = false;
}

/* The cells of text[start..end), which is in one style; returns the column behind them. */
static size_t add_run(yd_cells *out, size_t start, size_t end, yd_style style, size_t column)
{
	bool plain = yd_paint_same_ground(yd_colours_of(style), YD_PLAIN);
	yd_grapheme parts[64];
	while (start < end) {
		size_t count = yd_graphemes((yd_str){out->text + start, end - start}, parts,
			sizeof parts / sizeof *parts);
		while (out->cap < out->count + count)
			YD_GROW(out->items, out->cap, out->cap);
		for (size_t i = 0; i < count; i++) {
			yd_str text = {out->text + start, parts[i].len};
			bool blank = text.len == 1 && *text.ptr == ' ';
			out->items[out->count++] = (yd_cell){.start = (uint32_t)start,
				.len = (uint32_t)text.len,
				.column = (uint16_t)column,
				.columns = (uint16_t)parts[i].columns,
				.style = (uint8_t)style,
				.blank = blank,
				.plain = plain && blank,
				.unsure = !is_simple(text) && is_unsure(text)};
			start += parts[i].len;
			column += parts[i].columns;
		}
	}
	return column;
}

size_t yd_cells_make(const yd_row *row, const yd_cells *then, const yd_row *was, yd_cells *out)
{
	size_t at = 0, column = 0;
	out->text = row->text.ptr;
	out->count = 0;
	if (then)
		take_over(row, then, was, out);
	size_t taken = out->count;
	if (taken) {
		const yd_cell *last = &out->items[taken - 1];
		at = (size_t)last->start + last->len;
		column = (size_t)last->column + last->columns;
	}
	for (size_t i = 0; i < row->count; i++)
		if (at < row->runs[i].end) {
			column = add_run(out, at, row->runs[i].end, row->runs[i].style, column);
			at = row->runs[i].end;
		}
	return taken;
}

/* Most are one or three bytes: a call for each would cost more than the comparison. */
static inline bool same_text(
	const yd_cells *in_a, const yd_cell *a, const yd_cells *in_b, const yd_cell *b)
{
	const char *x = in_a->text + a->start, *y = in_b->text + b->start;
	size_t i = 0;
	if (a->len != b->len)
		return false;
	while (i < a->len && x[i] == y[i])
		i++;
	return i == a->len;
}

static bool look_the_same(
	const yd_cells *in_a, const yd_cell *a, const yd_cells *in_b, const yd_cell *b)
{
	bool same_style = a->style == b->style;
	if (a->blank && b->blank)
		return same_style || yd_paint_same_ground(yd_cell_look(a), yd_cell_look(b));
	return same_text(in_a, a, in_b, b) &&
	       (same_style || yd_paint_equal(yd_cell_look(a), yd_cell_look(b)));
}

bool yd_cells_compare(yd_cells *now, size_t from, const yd_cells *then)
{
	bool any = false;
	size_t j = from;
	for (size_t i = from; i < now->count; i++) {
		yd_cell *cell = &now->items[i];
		while (then && j < then->count && then->items[j].column < cell->column)
			j++;
		const yd_cell *other = then && j < then->count ? &then->items[j] : NULL;
		if (!then)
			cell->changed = !cell->plain;
		else
			cell->changed = !other || other->column != cell->column ||
					other->columns != cell->columns ||
					!look_the_same(now, cell, then, other);
		any |= cell->changed;
	}
	return any;
}

void yd_cells_free(yd_cells *cells)
{
	free(cells->items);
	*cells = (yd_cells){0};
}
