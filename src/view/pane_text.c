/* The text of the selected section. */
#include "browser.h"

#include <yaodian/intl.h>

/* ---- the gauge ---- */

enum { GAUGE_FROM = 30, GAUGE_MIN = 6, GAUGE_MAX = 20 };

/* Where a unit's own text begins in the source; the source's end for a unit without any. */
static size_t start_in_source(const yd_reader *reader, size_t unit)
{
	const yd_outline *outline = &reader->doc->outline;
	size_t node = yd_open_doc_node(reader->doc, unit);
	if (unit == 0)
		return 0;
	if (node != SIZE_MAX && outline->nodes[node].piece_count)
		return outline->pieces[outline->nodes[node].first_piece].start;
	return unit + 1 < reader->unit_count ? start_in_source(reader, unit + 1)
					     : reader->doc->source.len;
}

/* How many of `cells` are behind the reader: all of them only where the end is on the screen. */
static size_t cells_done(yd_browser *browser, size_t cells)
{
	const yd_reader *reader = &browser->reader;
	size_t all = reader->doc->source.len, unit = reader->unit;
	size_t at = start_in_source(reader, unit), place = yd_text_place(&browser->text);
	size_t end = unit + 1 < reader->unit_count ? start_in_source(reader, unit + 1) : all;
	bool last = yd_reader_next_shown(reader, unit, reader->unit_count) == SIZE_MAX;
	if (browser->text.at_end && last)
		return cells;
	at = at + place < end ? at + place : end;
	size_t done = all ? at * cells / all : 0;
	return done < cells ? done : cells - 1;
}

/*
 * It stands in the title, out of the rows that scroll: so it costs a cell now and then, and not two
 * with every line.
 */
static void put_gauge(yd_browser *browser, size_t cells, yd_row *out)
{
	size_t done = cells_done(browser, cells);
	for (size_t i = 0; i < cells; i++)
		yd_row_add(out, yd_glyph_text(i < done ? YD_GLYPH_DONE : YD_GLYPH_LEFT),
			YD_STYLE_BORDER);
}

static size_t gauge_columns(const yd_browser *browser, size_t width)
{
	size_t cells = width / 5;
	if (!browser->reader.doc || width < GAUGE_FROM)
		return 0;
	return (cells < GAUGE_MIN ? GAUGE_MIN : cells > GAUGE_MAX ? GAUGE_MAX : cells) + 1;
}

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_buf title = {0};
	size_t gauge = gauge_columns(browser, width);
	if (browser->reader.doc) {
		if (browser->reader.doc->info.sample)
			yd_buf_puts(&title, _("[sample] "));
		if (browser->reader.doc->version)
			yd_buf_printf(&title, _("[version %lld, earlier] "),
				(long long)browser->reader.doc->version);
		size_t begin = title.len;
		yd_buf document = {0};
		yd_open_doc_unit_title(browser->reader.doc, 0, &document);
		yd_browser_put_shown(browser, yd_buf_str(&document), &title);
		yd_buf_free(&document);
		if (title.len == begin)
			yd_buf_puts(&title, yd_tr(YD_NO_TITLE));
	}
	yd_pane_simple_title(browser, YD_PANE_TEXT, yd_buf_str(&title), width - gauge, out);
	if (gauge) {
		yd_row_pad(out, width - gauge + 1, YD_STYLE_TEXT);
		put_gauge(browser, gauge - 1, out);
	}
	yd_buf_free(&title);
}

static void title_key(yd_browser *browser, yd_row_key *out)
{
	size_t gauge = gauge_columns(browser, browser->sizes[YD_PANE_TEXT].width);
	bool focus = yd_browser_has_focus(browser, YD_PANE_TEXT);
	*out = (yd_row_key){.part = {browser->reader.doc != NULL, browser->outline.opened, focus,
				    gauge, gauge ? cells_done(browser, gauge - 1) : 0}};
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	browser->text.alone = yd_browser_zoomed(browser);
	yd_text_resize(&browser->text, width, height);
}

/* From the end of what is read to what follows it in the document. */
static void read_on(yd_browser *browser)
{
	yd_reader *reader = &browser->reader;
	size_t end = yd_reader_scope_end(reader, reader->scope);
	size_t unit = yd_reader_next_shown(reader, end - 1, reader->unit_count);
	if (unit == SIZE_MAX) {
		yd_browser_say(
			browser, "The end of the document; {next-clause} goes on to the next.");
		return;
	}
	/* The closing belongs to no section: it is read by itself at the document's end. */
	yd_browser_select(browser, unit);
}

/* From the start of what is read to the end of what stands before it. */
static void read_back(yd_browser *browser)
{
	yd_reader *reader = &browser->reader;
	if (reader->scope == 0) {
		yd_browser_say(browser, "The start of the document.");
		return;
	}
	size_t unit = yd_reader_previous_shown(reader, reader->scope, 0);
	yd_browser_select(browser, unit == SIZE_MAX ? 0 : unit);
	if (reader->scope != unit && unit != SIZE_MAX && reader->scope)
		yd_text_move(&browser->text, YD_DO_LAST, 0);
}

static bool scrolls_on(yd_action action)
{
	return action == YD_DO_DOWN || action == YD_DO_HALF_DOWN || action == YD_DO_PAGE_DOWN;
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (action == YD_DO_FOLD)
		action = YD_DO_PAGE_DOWN;
	if (action == YD_DO_OPEN)
		action = YD_DO_DOWN;
	if (!browser->reader.doc)
		return false;
	size_t from = browser->reader.unit;
	switch (yd_text_move(&browser->text, action, times)) {
	case YD_MET_NO_MOVEMENT:
		return false;
	case YD_MET_END:
		yd_browser_passed(browser, from,
			yd_reader_scope_end(&browser->reader, browser->reader.scope));
		read_on(browser);
		break;
	case YD_MET_START:
		read_back(browser);
		break;
	case YD_MET_NOTHING:
		if (scrolls_on(action))
			yd_browser_passed(browser, from, browser->reader.unit);
		break;
	}
	yd_outline_view_follow(&browser->outline, &browser->reader);
	return true;
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	yd_text_row(&browser->text, y, out);
}

static bool row_key(yd_browser *browser, size_t y, yd_row_key *out)
{
	yd_text_row_key(&browser->text, y, out);
	return true;
}

const yd_pane_ops yd_text_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.title_key = title_key,
	.row_key = row_key,
	.act = act,
	.hints = {YD_DO_NEXT_CLAUSE, YD_DO_HELP, YD_DO_BOOKMARK, YD_DO_THEMES, YD_DO_SEARCH,
		YD_DO_ZOOM, YD_DO_LEAVE},
};
