/* What a document was: its versions, and the way into one and back. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- the list ---- */

void yd_versions_view_free(yd_versions_view *view)
{
	yd_versions_free(view->items, view->list.count);
	free(view->ref);
	free(view->title);
	*view = (yd_versions_view){.list.height = view->list.height, .width = view->width};
}

static void turn_round(yd_version *items, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		yd_version other = items[i];
		items[i] = items[count - 1 - i];
		items[count - 1 - i] = other;
	}
}

/* Reads them anew; the cursor goes to `version` (0: the current one). */
static yd_status load(
	yd_versions_view *view, yd_corpus *corpus, int64_t doc, int64_t version, yd_error *err)
{
	yd_doc info = {0};
	yd_version *items = NULL;
	size_t count = 0, cursor = 0;
	yd_status status = yd_corpus_doc(corpus, doc, &info, err);
	if (status == YD_OK)
		status = yd_corpus_versions(corpus, doc, &items, &count, err);
	if (status != YD_OK) {
		yd_doc_free(&info);
		return status;
	}
	turn_round(items, count);
	for (size_t i = 0; i < count; i++)
		if (version ? items[i].number == version : items[i].current)
			cursor = i;
	yd_versions_view_free(view);
	view->doc = doc;
	view->ref = yd_strdup(info.ref);
	view->title = yd_strdup(info.title);
	view->items = items;
	yd_list_set(&view->list, count, cursor);
	yd_doc_free(&info);
	return YD_OK;
}

/* "2026-11-22T08:00:00Z" as the reader's clock shows it. */
static void local_time(const char *utc, char out[32])
{
	struct tm tm = {0}, local;
	snprintf(out, 32, "%s", utc);
	if (sscanf(utc, "%d-%d-%dT%d:%d:%dZ", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
		    &tm.tm_min, &tm.tm_sec) != 6)
		return;
	tm.tm_year -= 1900;
	tm.tm_mon--;
	time_t at = timegm(&tm);
	if (localtime_r(&at, &local))
		strftime(out, 32, "%Y-%m-%d %H:%M", &local);
}

/* ---- which document ---- */

/* The one a bookmark is in now. */
static bool bookmarked(yd_browser *browser, int64_t *id)
{
	yd_error err = {0};
	yd_bookmarks_view *view = &browser->bookmarks;
	yd_bookmark_row *row =
		yd_bookmarks_view_row(view, yd_library_user(browser->library), view->list.cursor);
	if (!row ||
		!yd_browser_ok(browser, yd_bookmark_row_look(row, browser->library, &err), &err))
		return false;
	*id = row->place.doc;
	if (row->where == YD_NOWHERE)
		yd_browser_say(browser, "This text is in no document of the cache any more.");
	return row->where != YD_NOWHERE;
}

static bool under_cursor(yd_browser *browser, int64_t *id)
{
	const yd_search *search = &browser->search;
	size_t unit, hit = browser->hits.list.cursor;
	if (browser->overlay == YD_PANE_BOOKMARKS)
		return bookmarked(browser, id);
	if (browser->overlay != YD_PANE_HITS)
		return yd_browser_target(browser, id, &unit);
	if (hit < search->count)
		*id = search->hits[hit].doc;
	return hit < search->count;
}

/* ---- there and back ---- */

/* Opens a version; within the document that is open the reader stays where that text is. */
static bool open_version(yd_browser *browser, int64_t id, int64_t version)
{
	yd_error err = {0};
	const yd_reader *reader = &browser->reader;
	size_t unit = version ? 0 : YD_UNIT_LEFT;
	if (reader->doc && reader->doc->info.id == id) {
		yd_open_doc *doc;
		yd_status status =
			yd_library_open_version(browser->library, id, version, &doc, &err);
		if (!yd_browser_ok(browser, status, &err))
			return false;
		unit = yd_reader_find_again(reader, doc);
		yd_open_doc_free(doc);
	}
	return yd_browser_open_version(browser, id, version, unit);
}

bool yd_browser_leave_version(yd_browser *browser)
{
	const yd_open_doc *open = browser->reader.doc;
	if (!open || !open->version)
		return false;
	if (open_version(browser, open->info.id, 0))
		yd_browser_say(browser, "This is the text as it is now.");
	return true;
}

void yd_browser_show_versions(yd_browser *browser)
{
	yd_error err = {0};
	yd_versions_view *view = &browser->versions;
	const yd_open_doc *open = browser->reader.doc;
	int64_t id;
	if (browser->overlay == YD_PANE_NONE && yd_browser_leave_version(browser))
		return;
	if (!under_cursor(browser, &id))
		return;
	int64_t shown = open && open->info.id == id ? open->version : 0;
	yd_status status = load(view, browser->corpus, id, shown, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	if (view->list.count > 1)
		yd_browser_open_overlay(browser, YD_PANE_VERSIONS);
	else
		yd_browser_say(browser, "There is no earlier version of %s.",
			view->title ? view->title : view->ref);
}

static void open_row(yd_browser *browser)
{
	yd_versions_view *view = &browser->versions;
	if (view->list.cursor >= view->list.count)
		return;
	const yd_version *row = &view->items[view->list.cursor];
	int64_t version = row->current ? 0 : row->number;
	if (!yd_browser_is_open(browser, view->doc, version) &&
		!open_version(browser, view->doc, version))
		return;
	while (browser->overlay != YD_PANE_NONE)
		yd_browser_close_overlay(browser);
	browser->focus = YD_PANE_TEXT;
	if (row->current) {
		yd_browser_say(browser, "This is the text as it is now.");
		return;
	}
	char when[32];
	local_time(row->replaced, when);
	yd_browser_say(browser,
		"Version %lld, which was replaced on %s. {versions} or {cancel} goes back to the "
		"text as it is now.",
		(long long)row->number, when);
}

/* ---- the pane ---- */

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (yd_list_move(&browser->versions.list, action == YD_DO_FOLD ? YD_DO_PAGE_DOWN : action,
		    times))
		return true;
	if (action == YD_DO_OPEN)
		open_row(browser);
	else if (action == YD_DO_VERSIONS)
		yd_browser_close_overlay(browser);
	else
		return false;
	return true;
}

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	const yd_versions_view *view = &browser->versions;
	yd_buf title = {0};
	yd_buf_printf(&title, _("Versions of %s"), view->ref ? view->ref : "");
	if (view->title) {
		yd_buf_puts(&title, "  ");
		yd_browser_put_shown(browser, yd_str_of(view->title), &title);
	}
	yd_pane_simple_title(browser, YD_PANE_VERSIONS, yd_buf_str(&title), width, out);
	yd_buf_free(&title);
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	browser->versions.width = width;
	yd_list_resize(&browser->versions.list, height);
}

/* Up to column `columns`, or two further; a narrow row ends before. */
static void part(size_t columns, size_t width, yd_row *out)
{
	size_t to = out->columns + 2 > columns ? out->columns + 2 : columns;
	yd_row_pad(out, to < width ? to : width, YD_STYLE_TEXT);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	const yd_versions_view *view = &browser->versions;
	size_t number = view->list.top + y, width = view->width;
	if (number >= view->list.count)
		return;
	const yd_version *row = &view->items[number];
	bool here = number == view->list.cursor;
	bool open = yd_browser_is_open(browser, view->doc, row->current ? 0 : row->number);
	char name[32], when[32];
	snprintf(name, sizeof name, "@%lld", (long long)row->number);
	if (here || open)
		yd_row_add(
			out, yd_glyph_text(here ? YD_GLYPH_CURSOR : YD_GLYPH_OPEN), YD_STYLE_MARK);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(name), YD_STYLE_MARK, width);
	part(6, width, out);
	if (row->current)
		snprintf(when, sizeof when, "%s", _("as it is now"));
	else
		local_time(row->replaced, when);
	yd_row_put(out, yd_str_of(when), row->current ? YD_STYLE_HEADING : YD_STYLE_TEXT, width);
	part(24, width, out);
	if (out->columns + 4 < width)
		yd_row_put_document(out, &browser->typesetter,
			yd_str_of(row->title ? row->title : yd_tr(YD_NO_TITLE)), YD_STYLE_DIM,
			width);
	yd_pane_cursor(browser, YD_PANE_VERSIONS, here, width, out);
}

const yd_pane_ops yd_versions_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_VERSIONS, YD_DO_HELP, YD_DO_LEAVE},
};
