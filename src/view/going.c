/* On from clause to clause and section to section, and to what a number or a reference names. */
#include "browser.h"

#include <yaodian/intl.h>

#include <string.h>

/* The first or last clause shown in the next document that has one. */
static bool step_doc(yd_browser *browser, int step)
{
	yd_error err = {0};
	int64_t id = browser->reader.doc->info.id, next;
	yd_status status = yd_corpus_step(browser->corpus, id, step, &browser->filter, &next, &err);
	if (status == YD_END) {
		yd_browser_say(browser, "%s",
			browser->reader.filtered
				? step > 0 ? _("There is no next clause that passes the filter.")
					   : _("There is no earlier clause that passes the filter.")
			: step > 0 ? _("There is no next clause.")
				   : _("There is no earlier clause."));
		return false;
	}
	if (!yd_browser_ok(browser, status, &err) || !yd_browser_open_doc(browser, next, 0))
		return false;
	const yd_reader *reader = &browser->reader;
	size_t from = step > 0 ? 0 : reader->unit_count;
	size_t unit = yd_reader_step_clause(reader, from, step);
	if (unit != SIZE_MAX)
		yd_browser_select(browser, unit);
	yd_buf title = {0};
	const char *name =
		reader->doc->info.title ? reader->doc->info.title : reader->doc->info.ref;
	yd_browser_put_shown(browser, yd_str_of(name), &title);
	yd_browser_say(browser, "%s", title.ptr ? title.ptr : "");
	yd_buf_free(&title);
	return true;
}

void yd_browser_step(yd_browser *browser, int step, size_t times)
{
	if (!browser->reader.doc)
		return;
	for (size_t i = 0; i < (times ? times : 1); i++) {
		const yd_reader *reader = &browser->reader;
		size_t unit = yd_reader_step_clause(reader, reader->unit, step);
		if (step > 0)
			yd_browser_passed(browser, reader->unit,
				unit == SIZE_MAX ? reader->unit_count : unit);
		if (unit != SIZE_MAX)
			yd_browser_go(browser, unit);
		else if (!step_doc(browser, step))
			break;
	}
}

static size_t find_section(const yd_reader *reader, size_t unit, int step)
{
	for (size_t at = unit; step > 0 ? ++at < reader->unit_count : at-- > 0;)
		if (reader->shown[at] && yd_reader_is_section(reader, at))
			return at;
	return SIZE_MAX;
}

void yd_browser_step_section(yd_browser *browser, int step, size_t times)
{
	for (size_t i = 0; i < (times ? times : 1); i++) {
		size_t unit = find_section(&browser->reader, browser->reader.unit, step);
		if (unit == SIZE_MAX) {
			yd_browser_say(
				browser, step > 0 ? N_("This is the last section; {next-clause} "
						       "goes on to the next document.")
						  : N_("There is no section before this."));
			return;
		}
		yd_browser_select(browser, unit);
	}
}

/* What is done next is for that unit; in the regions it would be for the whole document. */
static void stand_on_unit(yd_browser *browser)
{
	if (browser->focus == YD_PANE_REGIONS)
		browser->focus = YD_PANE_TEXT;
}

void yd_browser_go_to(yd_browser *browser, yd_str where)
{
	yd_error err = {0};
	yd_place_in_library place;
	size_t unit = SIZE_MAX;
	where = yd_str_trim_ascii(where);
	if (where.len == 0) {
		yd_browser_say(browser, "Type a number, as in :24 or :(五), or a reference.");
		return;
	}
	/* A reference has digits too, and no printed number has these signs. */
	bool is_ref = memchr(where.ptr, '-', where.len) || memchr(where.ptr, '#', where.len) ||
		      memchr(where.ptr, '@', where.len);
	if (browser->reader.doc && !is_ref)
		unit = yd_reader_find_label(&browser->reader, where);
	if (unit != SIZE_MAX && !browser->reader.shown[unit]) {
		yd_browser_say(browser, "%.*s does not pass the filter. {clear-filter} clears it.",
			(int)where.len, where.ptr);
		return;
	}
	if (unit != SIZE_MAX) {
		yd_browser_go(browser, unit);
		stand_on_unit(browser);
		return;
	}
	yd_status status = yd_library_resolve_version(browser->library, where, &place, &err);
	if (status == YD_OK) {
		if (yd_browser_open_version(browser, place.doc, place.version,
			    place.whole ? YD_UNIT_LEFT : place.unit) &&
			!place.whole)
			stand_on_unit(browser);
	} else if (is_ref)
		yd_browser_ok(browser, status, &err);
	else
		yd_browser_say(
			browser, "This document has no number %.*s.", (int)where.len, where.ptr);
}
