/* All bookmarks, and below the list the text of the one under the cursor. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
#include <stdlib.h>

static yd_user *user_of(yd_browser *browser)
{
	return yd_library_user(browser->library);
}

static yd_bookmark_row *row_under_cursor(yd_browser *browser)
{
	yd_bookmarks_view *view = &browser->bookmarks;
	return yd_bookmarks_view_row(view, user_of(browser), view->list.cursor);
}

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	char title[48];
	snprintf(title, sizeof title, _("Bookmarks  %zu"), browser->bookmarks.list.count);
	yd_pane_simple_title(browser, YD_PANE_BOOKMARKS, yd_str_of(title), width, out);
}

/* The lower third, from a height on where both parts are of use. */
static size_t preview_height(size_t height)
{
	return height >= 12 ? height / 3 : 0;
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	browser->bookmarks.width = width;
	browser->bookmarks.height = height;
	size_t preview = preview_height(height);
	yd_list_resize(&browser->bookmarks.list, height - preview);
}

static void go_there(yd_browser *browser)
{
	yd_error err = {0};
	yd_bookmark_row *row = row_under_cursor(browser);
	if (!row)
		return;
	if (!yd_browser_ok(browser, yd_bookmark_row_look(row, browser->library, &err), &err))
		return;
	if (row->where == YD_NOWHERE) {
		yd_browser_say(browser, "This text is in no document of the cache any more; it is "
					"kept here. {remove} removes it.");
		return;
	}
	yd_place_in_library place = row->place;
	if (!yd_browser_is_open(browser, place.doc, 0) &&
		!yd_browser_open_doc(browser, place.doc, place.unit))
		return;
	yd_browser_close_overlay(browser);
	browser->focus = YD_PANE_TEXT;
	if (!browser->reader.shown[place.unit]) {
		static const yd_filter none;
		yd_browser_set_filter(browser, &none);
		yd_browser_say(
			browser, "The filter is cleared: what is bookmarked does not pass it.");
	}
	yd_browser_select(browser, place.unit);
}

static void remove_row(yd_browser *browser)
{
	yd_error err = {0};
	yd_bookmark_row *row = row_under_cursor(browser);
	if (!row)
		return;
	yd_status status = yd_user_bookmark_remove(user_of(browser), row->bookmark.id, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	yd_browser_say(browser, "Removed: %s. {undo} brings it back.",
		row->bookmark.title ? row->bookmark.title : row->bookmark.ref);
	yd_bookmarks_view_load(&browser->bookmarks, user_of(browser), NULL);
	yd_browser_marks_changed(browser);
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (yd_list_move(&browser->bookmarks.list, action == YD_DO_FOLD ? YD_DO_PAGE_DOWN : action,
		    times))
		return true;
	if (action == YD_DO_OPEN)
		go_there(browser);
	else if (action == YD_DO_REMOVE)
		remove_row(browser);
	else
		return false;
	return true;
}

/* ---- rows ---- */

/* Tags, and a sign for a note. */
static void put_labels(const yd_bookmark *bookmark, size_t width, yd_row *out)
{
	yd_str rest = yd_str_of(bookmark->tags), tag;
	while (yd_tags_next(&rest, &tag) && out->columns + 4 <= width) {
		yd_row_put(out, YD_STR("  #"), YD_STYLE_BOOKMARK, width);
		yd_row_put(out, tag, YD_STYLE_BOOKMARK, width);
	}
	if (bookmark->note && out->columns + 3 <= width) {
		yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
		yd_row_add(out, yd_glyph_text(YD_GLYPH_NOTE), YD_STYLE_BOOKMARK);
	}
}

static void draw_entry(yd_browser *browser, size_t number, size_t width, yd_row *out)
{
	yd_bookmarks_view *view = &browser->bookmarks;
	yd_bookmark_row *row = yd_bookmarks_view_row(view, user_of(browser), number);
	if (!row)
		return;
	bool here = number == view->list.cursor;
	if (here)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_CURSOR), YD_STYLE_MARK);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	if (row->where == YD_NOWHERE)
		yd_row_put(out, yd_str_of(_("lost ")), YD_STYLE_ERROR, width);
	else if (row->where == YD_ELSEWHERE)
		yd_row_put(out, yd_str_of(_("moved ")), YD_STYLE_DIM, width);
	yd_row_put_document(
		out, &browser->typesetter, yd_str_of(row->bookmark.title), YD_STYLE_TEXT, width);
	put_labels(&row->bookmark, width, out);
	if (row->bookmark.doc_title) {
		size_t at = width > 60 ? width / 2 : out->columns + 2;
		if (out->columns + 2 > at)
			at = out->columns + 2;
		if (at + 10 < width) {
			yd_row_pad(out, at, YD_STYLE_TEXT);
			yd_row_put_document(out, &browser->typesetter,
				yd_str_of(row->bookmark.doc_title), YD_STYLE_DIM, width - 1);
		}
	}
	yd_pane_cursor(browser, YD_PANE_BOOKMARKS, here, width, out);
}

static void draw_heading(
	const yd_browser *browser, const yd_bookmark_row *row, size_t width, yd_row *out)
{
	char *moved = yd_browser_with_keys(
		browser, _("  the text has moved; {open} goes where it is now"), false);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(row->bookmark.ref), YD_STYLE_MARK, width);
	if (row->where == YD_NOWHERE)
		yd_row_put(out,
			yd_str_of(_("  in no document any more; the text that stood there:")),
			YD_STYLE_ERROR, width);
	else if (row->where == YD_ELSEWHERE)
		yd_row_put(out, yd_str_of(moved), YD_STYLE_DIM, width);
	free(moved);
}

enum { SHOWN_BYTES = 4096 };

/* Line `y` of a text that is ready to be shown, with a sign before its first line; or how many
 * lines it has, when it has fewer. */
static size_t draw_lines(yd_str shown, yd_str sign, size_t y, size_t width, yd_row *out)
{
	yd_lines lines = {0};
	yd_text_break(shown, width > 4 ? width - 4 : 1, 0, &lines);
	size_t count = lines.count;
	if (y < count) {
		if (y == 0)
			yd_row_put(out, sign, YD_STYLE_BOOKMARK, width);
		yd_row_pad(out, 2, YD_STYLE_TEXT);
		yd_row_put(out, yd_row_line(shown, &lines.items[y]), YD_STYLE_TEXT, width);
	}
	yd_lines_free(&lines);
	return count;
}

static yd_str shorten(yd_str text)
{
	return (yd_str){text.ptr, text.len > SHOWN_BYTES ? SHOWN_BYTES : text.len};
}

/* Row *y of the note, line after line; when it has fewer, *y becomes the row behind it and the
 * result is false. */
static bool draw_note(const char *note, size_t *y, size_t width, yd_row *out)
{
	yd_str rest = yd_str_of(note), sign = yd_glyph_text(YD_GLYPH_NOTE);
	while (rest.len) {
		size_t end = yd_str_find(rest, YD_STR("\n"), 0);
		yd_str line = {rest.ptr, end == SIZE_MAX ? rest.len : end};
		yd_buf clean = {0};
		yd_text_sanitize(shorten(line), 0, &clean);
		size_t count = draw_lines(yd_buf_str(&clean), sign, *y, width, out);
		yd_buf_free(&clean);
		if (*y < count)
			return true;
		*y -= count;
		sign = YD_STR("");
		size_t taken = end == SIZE_MAX ? rest.len : end + 1;
		rest = (yd_str){rest.ptr + taken, rest.len - taken};
	}
	return false;
}

/* Row `y` below the heading: the note, then the text that stood there. */
static void draw_text(
	const yd_browser *browser, const yd_bookmark *bookmark, size_t y, size_t width, yd_row *out)
{
	yd_buf shown = {0};
	if (draw_note(bookmark->note, &y, width, out))
		return;
	yd_browser_put_shown(browser, shorten(yd_str_of(bookmark->text)), &shown);
	draw_lines(yd_buf_str(&shown), YD_STR(""), y, width, out);
	yd_buf_free(&shown);
}

static void draw_none(const yd_browser *browser, size_t y, size_t width, yd_row *out)
{
	char *text = yd_browser_with_keys(browser,
		_("There are no bookmarks. {bookmark} sets one on the clause under the cursor, "
		  "{leave} goes "
		  "back."),
		false);
	if (y >= 1)
		yd_row_put_line(out, yd_str_of(text), y - 1, 2, YD_STYLE_DIM, width);
	free(text);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	yd_bookmarks_view *view = &browser->bookmarks;
	size_t width = view->width;
	if (view->list.count == 0) {
		draw_none(browser, y, width, out);
		return;
	}
	if (y < view->list.height) {
		draw_entry(browser, view->list.top + y, width, out);
		return;
	}
	yd_bookmark_row *row = row_under_cursor(browser);
	y -= view->list.height;
	if (!row || y == 0)
		return;
	if (y == 1)
		draw_heading(browser, row, width, out);
	else
		draw_text(browser, &row->bookmark, y - 2, width, out);
}

const yd_pane_ops yd_bookmarks_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_NOTE, YD_DO_TAG, YD_DO_REMOVE, YD_DO_UNDO, YD_DO_HELP,
		YD_DO_LEAVE},
};
