/* The outline of the open document. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	char title[128];
	const yd_reader *reader = &browser->reader;
	snprintf(title, sizeof title, "%s", _("Outline"));
	if (reader->doc && reader->filtered)
		snprintf(title, sizeof title, _("Outline  %zu of %zu clauses"), reader->passing,
			reader->clauses);
	else if (reader->doc)
		snprintf(title, sizeof title,
			yd_trn("Outline  %zu clause", "Outline  %zu clauses", reader->clauses),
			reader->clauses);
	yd_pane_simple_title(browser, YD_PANE_OUTLINE, yd_str_of(title), width, out);
}

static void title_key(yd_browser *browser, yd_row_key *out)
{
	const yd_reader *reader = &browser->reader;
	bool focus = yd_browser_has_focus(browser, YD_PANE_OUTLINE);
	*out = (yd_row_key){.part = {reader->doc != NULL, reader->filtered, reader->passing,
				    reader->clauses, focus}};
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	(void)width;
	yd_list_resize(&browser->outline.list, height);
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	yd_outline_view *view = &browser->outline;
	if (!browser->reader.doc)
		return false;
	if (yd_list_move(&view->list, action, times)) {
		/* The window must not jump when the cursor is set to where it is. */
		yd_list list = view->list;
		if (yd_outline_view_unit(view) != browser->reader.unit)
			yd_browser_select(browser, yd_outline_view_unit(view));
		view->list = list;
		return true;
	}
	if (action == YD_DO_OPEN) {
		yd_browser_select(browser, yd_outline_view_unit(view));
		browser->focus = YD_PANE_TEXT;
		return true;
	}
	if (action == YD_DO_FOLD) {
		yd_browser_select(browser, yd_outline_view_toggle(view, &browser->reader));
		return true;
	}
	return false;
}

/* ---- rows ---- */

static void put_signs(const yd_browser *browser, size_t unit, bool here, size_t width, yd_row *out)
{
	const yd_reader *reader = &browser->reader;
	size_t level = yd_reader_level(reader, unit), indent = level > 1 ? (level - 1) * 2 : 0;
	if (indent > width / 3)
		indent = width / 3;
	if (here)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_CURSOR), YD_STYLE_MARK);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	if (reader->marked[unit])
		yd_row_add(out, yd_glyph_text(YD_GLYPH_BOOKMARK), YD_STYLE_BOOKMARK);
	yd_row_pad(out, 2 + indent, YD_STYLE_TEXT);
	if (yd_reader_is_section(reader, unit)) {
		bool folded = browser->outline.folded[unit];
		yd_row_add(out, yd_glyph_text(folded ? YD_GLYPH_FOLDED : YD_GLYPH_UNFOLDED),
			YD_STYLE_TEXT);
	} else if (reader->read[unit]) {
		yd_browser_put_state(YD_DOC_READ, out);
	}
	if (unit)
		yd_row_pad(out, 4 + indent, YD_STYLE_TEXT);
}

/* Mark and title of a unit. */
static const yd_shown_title *title_of(yd_browser *browser, size_t unit)
{
	yd_outline_view *view = &browser->outline;
	const yd_reader *reader = &browser->reader;
	yd_shown_title *out = &view->titles[unit];
	const yd_typesetter *how = &browser->typesetter, *was = &view->titles_how;
	if (how->full_width != was->full_width || how->script != was->script)
		yd_outline_view_forget_titles(view);
	view->titles_how = *how;
	if (out->shown.len)
		return out;
	yd_buf text = {0}, mark = {0};
	yd_sheet_mark(reader, unit, &text);
	yd_browser_put_shown(browser, yd_buf_str(&text), &mark);
	out->mark_len = mark.len;
	yd_open_doc_unit_title(reader->doc, unit, &out->title);
	yd_buf_add_str(&text, yd_buf_str(&out->title));
	if (text.len == 0)
		yd_buf_puts(&text, yd_tr(YD_NO_TITLE));
	yd_browser_put_shown(browser, yd_buf_str(&text), &out->shown);
	yd_buf_free(&mark);
	yd_buf_free(&text);
	return out;
}

/* Appends mark and title; returns where in the row the title begins. */
static size_t put_title(yd_browser *browser, size_t unit, size_t limit, yd_row *out)
{
	const yd_shown_title *title = title_of(browser, unit);
	bool clause = yd_reader_is_clause(&browser->reader, unit);
	size_t at = out->text.len + title->mark_len;
	if (out->columns >= limit)
		return at;
	yd_buf cut = {0};
	yd_text_ellipsis(yd_buf_str(&title->shown), limit - out->columns, false, &cut);
	yd_row_add(out, yd_buf_str(&cut), clause ? YD_STYLE_TEXT : YD_STYLE_HEADING);
	yd_buf_free(&cut);
	return at;
}

/* Clauses that pass the filter below a unit, where that is told; else SIZE_MAX. */
static size_t hits_of(const yd_reader *reader, size_t unit)
{
	if (!reader->filtered || !yd_reader_is_section(reader, unit))
		return SIZE_MAX;
	return yd_reader_hits_below(reader, unit);
}

static bool row_key(yd_browser *browser, size_t y, yd_row_key *out)
{
	const yd_outline_view *view = &browser->outline;
	const yd_reader *reader = &browser->reader;
	size_t row = view->list.top + y;
	if (!reader->doc || row >= view->list.count)
		return true;
	size_t unit = view->units[row];
	bool here = row == view->list.cursor;
	/* What is typed after `f`. */
	if (here && browser->prompt.sign)
		return false;
	bool focus = here && yd_browser_has_focus(browser, YD_PANE_OUTLINE);
	*out = (yd_row_key){
		.part = {1 + view->opened, unit, hits_of(reader, unit),
			(uint64_t)view->folded[unit] << 4 | (uint64_t)reader->marked[unit] << 3 |
				(uint64_t)reader->read[unit] << 2 | (uint64_t)focus << 1 | here}};
	return true;
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	const yd_outline_view *view = &browser->outline;
	const yd_reader *reader = &browser->reader;
	size_t width = browser->sizes[YD_PANE_OUTLINE].width, row = view->list.top + y;
	if (!reader->doc || row >= view->list.count)
		return;
	size_t unit = view->units[row], hits = hits_of(reader, unit);
	bool here = row == view->list.cursor;
	char count[24] = "";
	if (hits != SIZE_MAX)
		snprintf(count, sizeof count, " %zu", hits);
	size_t tail = yd_str_of(count).len, room = width > tail + 8 ? width - tail - 1 : width;
	put_signs(browser, unit, here, width, out);
	size_t at = put_title(browser, unit, room, out);
	if (tail && room < width) {
		yd_row_pad(out, width - 1 - tail, YD_STYLE_TEXT);
		yd_row_add(out, yd_str_of(count), YD_STYLE_DIM);
	}
	yd_pane_cursor(browser, YD_PANE_OUTLINE, here, width, out);
	if (here)
		yd_browser_jump_mark(browser, YD_PANE_OUTLINE,
			yd_buf_str(&title_of(browser, unit)->title), NULL, at, out);
}

const yd_pane_ops yd_outline_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.title_key = title_key,
	.row_key = row_key,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_HELP, YD_DO_BOOKMARK, YD_DO_THEMES, YD_DO_SEARCH,
		YD_DO_NEXT_CLAUSE, YD_DO_LEAVE},
};
