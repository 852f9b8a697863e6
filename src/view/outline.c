#include "outline.h"

#include <stdlib.h>

void yd_outline_view_free(yd_outline_view *view)
{
	free(view->folded);
	free(view->units);
	view->folded = NULL;
	view->units = NULL;
	view->unit_count = 0;
}

void yd_outline_view_open(yd_outline_view *view, const yd_reader *reader)
{
	size_t height = view->list.height;
	yd_outline_view_free(view);
	view->list = (yd_list){.height = height};
	view->unit_count = reader->unit_count;
	view->folded = yd_alloc(reader->unit_count * sizeof *view->folded);
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
