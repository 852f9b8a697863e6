#include "compose.h"

#include <yaodian/intl.h>

#include <stdlib.h>

/* Appends `part` to a row, exactly `width` columns of it. */
static void add_part(yd_row *row, const yd_row *part, size_t width)
{
	size_t end = row->columns + width;
	if (part->columns <= width) {
		yd_row_append(row, part);
	} else {
		/* Only a character wider than its pane comes here. */
		yd_str text = yd_buf_str(&part->text);
		text.len = yd_text_fit(text, width, NULL);
		yd_row_add(row, text, YD_STYLE_TEXT);
	}
	yd_row_pad(row, end, YD_STYLE_TEXT);
}

static void make_row(yd_frame *frame, yd_browser *browser, size_t y)
{
	const yd_layout *layout = &frame->layout;
	const yd_row *parts[YD_SLOTS];
	yd_row *row = &frame->rows[y];
	yd_row_id id = {{0}};
	for (size_t i = 0; i < layout->slot_count; i++) {
		yd_pane pane = layout->slots[i].pane;
		parts[i] = y < layout->title_rows ? yd_pane_kept_title(browser, pane, &id.parts[i])
						  : yd_pane_kept_row(browser, pane,
							    y - layout->title_rows, &id.parts[i]);
	}
	if (yd_row_id_equal(&id, &frame->ids[y]))
		return;
	frame->ids[y] = id;
	yd_row_clear(row);
	for (size_t i = 0; i < layout->slot_count; i++) {
		if (i)
			yd_row_add(row, yd_glyph_text(YD_GLYPH_BORDER), YD_STYLE_BORDER);
		add_part(row, parts[i], layout->slots[i].width);
	}
}

/* An empty row, that is not one of the panes. */
static yd_row *clear_row(yd_frame *frame, size_t y)
{
	frame->ids[y] = (yd_row_id){{0}};
	yd_row_clear(&frame->rows[y]);
	return &frame->rows[y];
}

static void say_too_small(yd_frame *frame)
{
	const char *message = _("window too small");
	for (size_t y = 0; y < frame->layout.rows; y++) {
		yd_row *row = clear_row(frame, y);
		if (y == 0)
			yd_row_put(row, yd_str_of(message), YD_STYLE_TEXT, frame->layout.columns);
		yd_row_pad(row, frame->layout.columns, YD_STYLE_TEXT);
	}
}

static void make_last_rows(yd_frame *frame, yd_browser *browser, size_t count, yd_row *part)
{
	const yd_layout *layout = &frame->layout;
	for (size_t i = 0; i < count; i++) {
		size_t cursor, y = layout->rows - count + i;
		yd_browser_last_row(browser, layout->columns, i, part, &cursor);
		add_part(clear_row(frame, y), part, layout->columns);
		if (cursor != SIZE_MAX) {
			frame->cursor_x = cursor;
			frame->cursor_y = y;
		}
	}
}

static void prepare(yd_frame *frame, yd_browser *browser, size_t columns, size_t rows)
{
	yd_layout *layout = &frame->layout;
	const yd_settings *settings = yd_browser_settings(browser);
	yd_layout_make(columns, rows, yd_browser_focus(browser), yd_browser_main_focus(browser),
		yd_browser_zoomed(browser),
		(yd_wanted_widths){settings->regions_width, settings->outline_width}, layout);
	yd_browser_set_single(browser, layout->single);
	if (frame->row_cap < rows) {
		frame->rows = yd_realloc(frame->rows, rows, sizeof *frame->rows);
		frame->ids = yd_realloc(frame->ids, rows, sizeof *frame->ids);
		for (size_t i = frame->row_cap; i < rows; i++) {
			frame->rows[i] = (yd_row){0};
			frame->ids[i] = (yd_row_id){{0}};
		}
		frame->row_cap = rows;
	}
	for (size_t i = 0; i < layout->slot_count; i++)
		yd_pane_resize(
			browser, layout->slots[i].pane, layout->slots[i].width, layout->body_rows);
	frame->cursor_x = SIZE_MAX;
}

void yd_frame_make(yd_frame *frame, yd_browser *browser, size_t columns, size_t rows)
{
	yd_row part = {0};
	if (columns == 0 || rows == 0)
		return;
	prepare(frame, browser, columns, rows);
	if (frame->layout.slot_count == 0) {
		say_too_small(frame);
		return;
	}
	/* A long message covers the panes' last rows until the next key. */
	size_t last = yd_browser_last_rows(browser, columns, rows > 2 ? rows / 2 : 1);
	for (size_t y = 0; y + last < rows; y++)
		make_row(frame, browser, y);
	make_last_rows(frame, browser, last, &part);
	yd_row_free(&part);
}

void yd_frame_free(yd_frame *frame)
{
	for (size_t i = 0; i < frame->row_cap; i++)
		yd_row_free(&frame->rows[i]);
	free(frame->rows);
	free(frame->ids);
	*frame = (yd_frame){0};
}
