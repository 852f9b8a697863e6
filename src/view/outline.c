#include "outline.h"

#include "jump.h"

#include <stdlib.h>
#include <string.h>

void yd_outline_view_forget_titles(yd_outline_view *view)
{
	for (size_t i = 0; view->titles && i < view->unit_count; i++) {
		yd_buf_free(&view->titles[i].title);
		yd_buf_free(&view->titles[i].shown);
	}
}

void yd_outline_view_free(yd_outline_view *view)
{
	yd_outline_view_forget_titles(view);
	free(view->titles);
	view->titles = NULL;
	free(view->folded);
	free(view->units);
	yd_outline_view_jump_keep(view);
	view->folded = NULL;
	view->units = NULL;
	view->unit_count = 0;
}

void yd_outline_view_open(yd_outline_view *view, const yd_reader *reader)
{
	size_t height = view->list.height;
	yd_outline_view_free(view);
	view->list = (yd_list){.height = height};
	view->opened++;
	view->unit_count = reader->unit_count;
	view->folded = yd_alloc(reader->unit_count * sizeof *view->folded);
	view->titles = yd_alloc(reader->unit_count * sizeof *view->titles);
	view->units = yd_realloc(NULL, reader->unit_count, sizeof *view->units);
	yd_outline_view_follow(view, reader);
}

void yd_outline_view_follow(yd_outline_view *view, const yd_reader *reader)
{
	size_t rows = 0, cursor = 0;
	if (!reader->doc)
		return;
	for (size_t unit = 0; unit < reader->unit_count;) {
		size_t next = unit + 1;
		if (reader->shown[unit]) {
			if (unit <= reader->unit)
				cursor = rows;
			view->units[rows++] = (uint32_t)unit;
			/* What is folded, and what the filter hides, is passed over whole. */
			if (view->folded[unit])
				next = yd_reader_scope_end(reader, unit);
		} else if (yd_reader_is_section(reader, unit)) {
			next = yd_reader_scope_end(reader, unit);
		}
		unit = next;
	}
	yd_list_set(&view->list, rows, cursor);
}

size_t yd_outline_view_unit(const yd_outline_view *view)
{
	return view->list.count ? view->units[view->list.cursor] : 0;
}

size_t yd_outline_view_toggle(yd_outline_view *view, const yd_reader *reader)
{
	size_t unit = yd_outline_view_unit(view);
	if (!yd_reader_is_section(reader, unit))
		unit = yd_reader_parent(reader, unit);
	if (unit)
		view->folded[unit] = !view->folded[unit];
	else
		unit = yd_outline_view_unit(view);
	return unit;
}

/* ---- jumping ---- */

void yd_outline_view_jump_back(yd_outline_view *view)
{
	if (view->before_jump)
		memcpy(view->folded, view->before_jump, view->unit_count * sizeof *view->folded);
	yd_outline_view_jump_keep(view);
}

void yd_outline_view_jump_keep(yd_outline_view *view)
{
	free(view->before_jump);
	view->before_jump = NULL;
}

static yd_jump_fit fit_of(const yd_reader *reader, size_t unit, yd_str typed, yd_buf *title)
{
	yd_buf_clear(title);
	yd_open_doc_unit_title(reader->doc, unit, title);
	return yd_jump_name(typed, yd_buf_str(title), NULL);
}

/* Unfolds the sections that a unit stands in. */
static void unfold_above(yd_outline_view *view, const yd_reader *reader, size_t unit)
{
	for (size_t up = yd_reader_parent(reader, unit); up; up = yd_reader_parent(reader, up)) {
		if (!view->folded[up])
			continue;
		if (!view->before_jump) {
			view->before_jump = yd_alloc(view->unit_count * sizeof *view->folded);
			memcpy(view->before_jump, view->folded,
				view->unit_count * sizeof *view->folded);
		}
		view->folded[up] = false;
	}
}

size_t yd_outline_view_jump(
	yd_outline_view *view, const yd_reader *reader, yd_str typed, size_t from)
{
	yd_jump jump = {0};
	yd_buf title = {0};
	yd_outline_view_jump_back(view);
	yd_outline_view_follow(view, reader);
	/* Rows are units in their order, so those between two rows are folded into the first. */
	for (size_t unit = 0, row = 0; unit < reader->unit_count; unit++) {
		while (row + 1 < view->list.count && view->units[row + 1] <= unit)
			row++;
		if (reader->shown[unit])
			yd_jump_offer(&jump, fit_of(reader, unit, typed, &title),
				view->units[row] != unit, row >= from, (yd_jump_place){NULL, unit});
	}
	yd_buf_free(&title);
	const yd_jump_place *place = yd_jump_choice(&jump);
	if (!place)
		return SIZE_MAX;
	unfold_above(view, reader, place->number);
	return place->number;
}
