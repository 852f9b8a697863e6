/* The text of the selected section. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_buf title = {0};
	if (browser->reader.doc) {
		if (browser->reader.doc->info.sample)
			yd_buf_puts(&title, _("[sample] "));
		size_t begin = title.len;
		yd_buf document = {0};
		yd_open_doc_unit_title(browser->reader.doc, 0, &document);
		yd_browser_put_shown(browser, yd_buf_str(&document), &title);
		yd_buf_free(&document);
		if (title.len == begin)
			yd_buf_puts(&title, yd_tr(YD_NO_TITLE));
	}
	yd_pane_simple_title(browser, YD_PANE_TEXT, yd_buf_str(&title), width, out);
	yd_buf_free(&title);
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	yd_text_resize(&browser->text, width, height);
}

/* From the end of what is read to what follows it in the document. */
static void read_on(yd_browser *browser)
{
	yd_reader *reader = &browser->reader;
	size_t end = yd_reader_scope_end(reader, reader->scope);
	size_t unit = yd_reader_next_shown(reader, end - 1, reader->unit_count);
	if (unit == SIZE_MAX) {
		yd_browser_say(browser, "The end of the document; ] goes on to the next.");
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

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (action == YD_DO_FOLD)
		action = YD_DO_PAGE_DOWN;
	if (action == YD_DO_OPEN)
		action = YD_DO_DOWN;
	if (!browser->reader.doc)
		return false;
	switch (yd_text_move(&browser->text, action, times)) {
	case YD_MET_NO_MOVEMENT:
		return false;
	case YD_MET_END:
		read_on(browser);
		break;
	case YD_MET_START:
		read_back(browser);
		break;
	case YD_MET_NOTHING:
		break;
	}
	yd_outline_view_follow(&browser->outline, &browser->reader);
	return true;
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	yd_text_row(&browser->text, y, out);
}

const yd_pane_ops yd_text_pane = {
	.name = "text",
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_NEXT_CLAUSE, YD_DO_BOOKMARK, YD_DO_THEMES, YD_DO_SEARCH, YD_DO_HELP,
		YD_DO_ZOOM, YD_DO_LEAVE},
};
