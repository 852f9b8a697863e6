/* Opening documents, and going to a unit or place of the open one. */
#include "browser.h"

/* The tree knows the document as it is. */
yd_status yd_browser_reveal(yd_browser *browser, yd_error *err)
{
	const yd_open_doc *open = browser->reader.doc;
	if (!open->version)
		return yd_tree_reveal(&browser->tree, &open->info, err);
	yd_doc now = {0};
	yd_status status = yd_corpus_doc(browser->corpus, open->info.id, &now, err);
	if (status == YD_OK)
		status = yd_tree_reveal(&browser->tree, &now, err);
	yd_doc_free(&now);
	return status;
}

/* ---- places ---- */

void yd_browser_show_place(yd_browser *browser, size_t unit, size_t scope, size_t offset)
{
	yd_reader *reader = &browser->reader;
	bool exact = unit < reader->unit_count && reader->shown[unit];
	reader->unit = exact ? unit : yd_reader_nearest_shown(reader, unit);
	bool fits = scope < reader->unit_count && reader->shown[scope] &&
		    (scope == 0 || yd_reader_is_section(reader, scope)) && reader->unit >= scope &&
		    reader->unit < yd_reader_scope_end(reader, scope);
	reader->scope = fits ? scope : yd_reader_scope_of(reader, reader->unit);
	yd_text_go_place(&browser->text, exact ? offset : 0);
	yd_outline_view_follow(&browser->outline, reader);
}

/* To where the open document was left. */
static void return_to_left(yd_browser *browser)
{
	yd_reader *reader = &browser->reader;
	const yd_reading *left = &reader->left;
	if (!left->unit)
		return;
	size_t unit = yd_unit_find(&reader->doc->outline, yd_str_of(left->unit));
	size_t scope = left->scope ? yd_unit_find(&reader->doc->outline, yd_str_of(left->scope))
				   : SIZE_MAX;
	if (unit != SIZE_MAX)
		yd_browser_show_place(browser, unit, scope, left->place);
}

/* ---- documents ---- */

bool yd_browser_open_version(yd_browser *browser, int64_t id, int64_t version, size_t unit)
{
	yd_error err = {0};
	yd_browser_keep_reading(browser);
	yd_status status = yd_reader_open_version(
		&browser->reader, browser->library, id, version, &browser->filter, &err);
	if (!yd_browser_ok(browser, status, &err))
		return false;
	yd_reader *reader = &browser->reader;
	reader->unit = unit < reader->unit_count ? unit : 0;
	if (reader->filtered)
		reader->unit = yd_reader_nearest_shown(reader, reader->unit);
	reader->scope = yd_reader_scope_of(reader, reader->unit);
	yd_outline_view_open(&browser->outline, reader);
	yd_text_reset(&browser->text);
	if (unit == YD_UNIT_LEFT && browser->settings.remember_positions)
		return_to_left(browser);
	status = yd_browser_reveal(browser, &err);
	return yd_browser_ok(browser, status, &err);
}

bool yd_browser_open_doc(yd_browser *browser, int64_t id, size_t unit)
{
	return yd_browser_open_version(browser, id, 0, unit);
}

bool yd_browser_go_place(yd_browser *browser, const yd_place *place)
{
	if (!yd_browser_is_open(browser, place->doc, place->version) &&
		!yd_browser_open_version(browser, place->doc, place->version, 0))
		return false;
	yd_browser_show_place(browser, place->unit, place->scope, place->offset);
	return true;
}

/* ---- units ---- */

static void show_unit(yd_browser *browser, size_t unit, size_t scope)
{
	yd_reader *reader = &browser->reader;
	bool other = scope != reader->scope;
	reader->scope = scope;
	reader->unit = unit;
	if (other)
		yd_text_reset(&browser->text);
	else
		yd_text_go(&browser->text, unit);
	yd_outline_view_follow(&browser->outline, reader);
}

void yd_browser_go(yd_browser *browser, size_t unit)
{
	const yd_reader *reader = &browser->reader;
	bool inside = unit >= reader->scope && unit < yd_reader_scope_end(reader, reader->scope);
	show_unit(browser, unit, inside ? reader->scope : yd_reader_scope_of(reader, unit));
}

void yd_browser_select(yd_browser *browser, size_t unit)
{
	show_unit(browser, unit, yd_reader_scope_of(&browser->reader, unit));
}
