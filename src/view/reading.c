/*
 * What counts as read, and what of a reading is kept.
 *
 * A clause was read when it was under the eye for three seconds, or when the reader scrolled on
 * from it: by lines, half pages, pages or to the next clause. Going elsewhere (searching, the
 * outline, a mark, the next unread clause) reads nothing.
 *
 * Kept are, for each document, where it was left and what of it was read: when another document is
 * opened, at the end, and now and then while the reader rests.
 */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum {
	KEEP_EVERY = 20000, /* between writings while one document is read */
};

/* ---- documents ---- */

static int by_key(const void *left, const void *right)
{
	const yd_read_doc *a = left, *b = right;
	return (a->key > b->key) - (a->key < b->key);
}

void yd_browser_need_read_docs(yd_browser *browser)
{
	if (browser->read_docs_there)
		return;
	free(browser->read_docs);
	browser->read_docs = NULL;
	browser->read_doc_count = 0;
	browser->read_docs_there = true;
	yd_user_read_docs(yd_library_user(browser->library), &browser->read_docs,
		&browser->read_doc_count, NULL);
	browser->read_doc_cap = browser->read_doc_count;
}

static yd_read_doc *find_read_doc(const yd_browser *browser, uint64_t key)
{
	yd_read_doc wanted = {.key = key};
	return browser->read_doc_count ? bsearch(&wanted, browser->read_docs,
						 browser->read_doc_count, sizeof wanted, by_key)
				       : NULL;
}

yd_doc_state yd_browser_doc_read(const yd_browser *browser, const yd_doc *doc)
{
	const yd_reader *reader = &browser->reader;
	size_t read = 0, unread = 0;
	if (yd_browser_is_open(browser, doc->id, 0)) {
		read = yd_reader_read_count(reader, &unread);
	} else {
		const yd_read_doc *row = find_read_doc(browser, yd_read_doc_key(doc->sha256));
		read = row ? row->clauses : 0;
		unread = read < doc->clauses ? doc->clauses - read : 0;
	}
	return !read ? YD_DOC_UNREAD : unread ? YD_DOC_BEGUN : YD_DOC_READ;
}

void yd_browser_put_state(yd_doc_state state, yd_row *out)
{
	if (state == YD_DOC_READ)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_READ), YD_STYLE_DIM);
	else if (state == YD_DOC_BEGUN)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_BEGUN), YD_STYLE_DIM);
}

/* The open document as it was just written. */
static void note_read_doc(yd_browser *browser)
{
	const yd_reader *reader = &browser->reader;
	size_t unread, read = yd_reader_read_count(reader, &unread);
	uint64_t key = yd_read_doc_key(reader->doc->info.sha256);
	yd_read_doc *row = find_read_doc(browser, key);
	if (!browser->read_docs_there)
		return;
	if (!row) {
		YD_GROW(browser->read_docs, browser->read_doc_count, browser->read_doc_cap);
		row = &browser->read_docs[browser->read_doc_count++];
		*row = (yd_read_doc){.key = key};
		row->clauses = (uint32_t)read;
		qsort(browser->read_docs, browser->read_doc_count, sizeof *row, by_key);
		return;
	}
	row->clauses = (uint32_t)read;
}

/* ---- keeping ---- */

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static void keep_place(yd_browser *browser)
{
	yd_reader *reader = &browser->reader;
	const yd_doc *info = &reader->doc->info;
	yd_reading *left = &reader->left;
	yd_buf unit = {0}, scope = {0};
	size_t place = yd_text_place(&browser->text);
	yd_unit_address(&reader->doc->outline, reader->unit, &unit);
	yd_unit_address(&reader->doc->outline, reader->scope, &scope);
	/* One that was only looked into, at its start, was left nowhere. */
	bool same = left->unit ? !left->other && place == left->place &&
					 same_text(left->unit, unit.ptr) &&
					 same_text(left->scope, scope.ptr)
			       : reader->unit == 0 && place == 0;
	if (!same && yd_user_reading_leave(yd_library_user(browser->library), info->sha256,
			     info->ref, unit.ptr, scope.ptr, place, NULL) == YD_OK) {
		free(left->unit);
		free(left->scope);
		left->unit = yd_buf_take(&unit);
		left->scope = yd_buf_take(&scope);
		left->place = place;
		left->other = false;
	}
	yd_buf_free(&unit);
	yd_buf_free(&scope);
}

void yd_browser_keep_reading(yd_browser *browser)
{
	bool wrote = false;
	if (!browser->reader.doc || browser->reader.doc->version)
		return;
	yd_reader_keep_progress(&browser->reader, yd_library_user(browser->library), &wrote, NULL);
	if (wrote)
		note_read_doc(browser);
	if (browser->settings.remember_positions)
		keep_place(browser);
}

/* ---- what is read ---- */

void yd_browser_passed(yd_browser *browser, size_t from, size_t to)
{
	if (browser->reader.doc && from < to)
		yd_reader_pass(&browser->reader, from, to);
}

/* Is the text on the screen, and the reader with it? */
static bool is_looking(const yd_browser *browser)
{
	yd_pane focus = yd_browser_main_focus(browser);
	return browser->reader.doc && browser->overlay == YD_PANE_NONE && !browser->prompt.sign &&
	       (focus == YD_PANE_TEXT || (focus == YD_PANE_OUTLINE && !browser->single));
}

void yd_browser_reading_tick(yd_browser *browser, int64_t now)
{
	yd_place here = yd_browser_here(browser);
	bool looking = is_looking(browser);
	if (!browser->read_docs_there && browser->reader.doc) {
		yd_browser_need_read_docs(browser);
		browser->changed = browser->changed || browser->read_doc_count;
	}
	if (!looking || here.doc != browser->eye.doc || here.unit != browser->eye.unit) {
		browser->eye = looking ? here : (yd_place){0};
		browser->eye_at = now;
		return;
	}
	int64_t rest = (int64_t)browser->settings.read_after * 1000;
	if (now - browser->eye_at < (rest ? rest : KEEP_EVERY))
		return;
	if (rest && yd_reader_pass(&browser->reader, here.unit, here.unit + 1))
		browser->changed = true;
	if (now - browser->kept_at < KEEP_EVERY)
		return;
	browser->kept_at = now;
	yd_browser_keep_reading(browser);
}

/* ---- on the user's word ---- */

static bool switch_in(yd_browser *browser, yd_reader *reader, size_t unit)
{
	yd_error err = {0};
	bool read;
	size_t changed = 0;
	yd_status status = yd_reader_switch_read(
		reader, yd_library_user(browser->library), unit, &read, &changed, &err);
	if (!yd_browser_ok(browser, status, &err))
		return false;
	if (changed)
		yd_browser_say(browser,
			read ? yd_trn("%zu clause marked as read. {undo} takes it back.",
				       "%zu clauses marked as read. {undo} takes it back.", changed)
			     : yd_trn("%zu clause marked as unread. {undo} takes it back.",
				       "%zu clauses marked as unread. {undo} takes it back.",
				       changed),
			changed);
	else
		yd_browser_say(browser, "There is no clause here to mark as read.");
	browser->read_docs_there = false;
	yd_browser_need_read_docs(browser);
	return true;
}

void yd_browser_switch_read(yd_browser *browser)
{
	yd_error err = {0};
	yd_reader other = {0};
	int64_t doc;
	size_t unit;
	if (!yd_browser_target(browser, &doc, &unit))
		return;
	const yd_open_doc *open = browser->reader.doc;
	if (open && open->info.id == doc && open->version) {
		yd_browser_say(browser,
			"%s is an earlier version; what was read is kept of the "
			"text as it is now.",
			open->info.ref);
		return;
	}
	if (open && open->info.id == doc) {
		switch_in(browser, &browser->reader, unit);
		return;
	}
	static const yd_filter none;
	yd_status status = yd_reader_open(&other, browser->library, doc, &none, &err);
	if (yd_browser_ok(browser, status, &err))
		switch_in(browser, &other, unit);
	yd_reader_close(&other);
}

void yd_browser_read_progress(yd_browser *browser)
{
	browser->read_docs_there = false;
	yd_browser_need_read_docs(browser);
	if (browser->reader.doc)
		yd_reader_read_progress(&browser->reader, browser->library, NULL);
}
