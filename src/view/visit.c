/* Places in use: back and forward, marks with a letter. */
#include "browser.h"

#include <yaodian/intl.h>

#include <string.h>

/* ---- jumps ---- */

static bool is_jump(yd_action action, yd_pane pane)
{
	switch (action) {
	case YD_DO_FIRST:
	case YD_DO_LAST:
	case YD_DO_GO:
	case YD_DO_NEXT_SECTION:
	case YD_DO_PREVIOUS_SECTION:
	case YD_DO_NEXT_UNREAD:
	case YD_DO_PREVIOUS_UNREAD:
	case YD_DO_GO_MARK:
	case YD_DO_NEXT_HIT:
	case YD_DO_PREVIOUS_HIT:
		return true;
	case YD_DO_OPEN:
		return pane != YD_PANE_TEXT;
	default:
		return false;
	}
}

void yd_browser_note_jump(
	yd_browser *browser, const yd_place *before, yd_action action, yd_pane pane)
{
	yd_place now = yd_browser_here(browser);
	if (action == YD_DO_BACK || action == YD_DO_FORWARD || !before->doc || !now.doc)
		return;
	bool moved = now.doc != before->doc || now.version != before->version ||
		     (now.unit != before->unit && is_jump(action, pane)) ||
		     (action == YD_DO_GO_MARK && !yd_place_equal(&now, before));
	if (moved)
		yd_places_leave(&browser->places, before);
}

void yd_browser_go_back(yd_browser *browser, size_t times)
{
	for (size_t i = 0; i < (times ? times : 1); i++) {
		yd_place here = yd_browser_here(browser);
		const yd_place *place = yd_places_back(&browser->places, &here);
		if (!place)
			yd_browser_say(browser, "There is no earlier place.");
		if (!place || !yd_browser_go_place(browser, place))
			return;
	}
}

void yd_browser_go_forward(yd_browser *browser, size_t times)
{
	for (size_t i = 0; i < (times ? times : 1); i++) {
		const yd_place *place = yd_places_forward(&browser->places);
		if (!place)
			yd_browser_say(browser, "There is no later place.");
		if (!place || !yd_browser_go_place(browser, place))
			return;
	}
}

/* ---- marks ---- */

static bool is_letter(yd_key key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z');
}

static void set_mark(yd_browser *browser, char letter)
{
	const yd_reader *reader = &browser->reader;
	yd_error err = {0};
	yd_buf address = {0};
	yd_unit_address(&reader->doc->outline, reader->unit, &address);
	yd_mark mark = {.ref = reader->doc->info.ref,
		.unit = address.ptr,
		.text_hash = reader->doc->stored.units[reader->unit].text_hash,
		.place = yd_text_place(&browser->text)};
	memcpy(mark.sha256, reader->doc->info.sha256, sizeof mark.sha256);
	yd_status status = yd_user_mark_set(yd_library_user(browser->library), letter, &mark, &err);
	if (yd_browser_ok(browser, status, &err))
		yd_browser_say(browser,
			letter <= 'Z' ? N_("Mark %c is here; {go-mark}%c goes back to it from any "
					   "document.")
				      : N_("Mark %c is here; {go-mark}%c goes back to it."),
			letter, letter);
	yd_buf_free(&address);
}

/* The unit a mark was set on: the one with its address when that has the text still, else one that
 * has it, else the address. */
static size_t find_marked(const yd_reader *reader, const yd_mark *mark)
{
	size_t unit = yd_unit_find(&reader->doc->outline, yd_str_of(mark->unit));
	if (unit != SIZE_MAX && reader->doc->stored.units[unit].text_hash == mark->text_hash)
		return unit;
	for (size_t i = 0; mark->text_hash && i < reader->unit_count; i++)
		if (reader->doc->stored.units[i].text_hash == mark->text_hash)
			return i;
	return unit == SIZE_MAX ? 0 : unit;
}

static bool open_marked(yd_browser *browser, const yd_mark *mark)
{
	yd_error err = {0};
	int64_t id;
	yd_place_in_library place = {0};
	const yd_open_doc *open = browser->reader.doc;
	if (open && memcmp(open->info.sha256, mark->sha256, sizeof mark->sha256) == 0)
		return true;
	yd_status status = yd_corpus_find_sha256(browser->corpus, mark->sha256, &id, &err);
	if (status == YD_NOT_FOUND) {
		status = yd_library_resolve_version(
			browser->library, yd_str_of(mark->ref), &place, &err);
		id = place.doc;
	}
	return yd_browser_ok(browser, status, &err) &&
	       yd_browser_open_version(browser, id, place.version, 0);
}

static void go_mark(yd_browser *browser, char letter)
{
	yd_error err = {0};
	yd_mark mark;
	const yd_doc *info = &browser->reader.doc->info;
	yd_status status =
		yd_user_mark(yd_library_user(browser->library), letter, info->sha256, &mark, &err);
	if (status == YD_NOT_FOUND) {
		yd_browser_say(browser,
			letter >= 'a'
				? N_("There is no mark %c in this document; {mark}%c sets one.")
				: N_("There is no mark %c; {mark}%c sets one."),
			letter, letter);
		return;
	}
	if (yd_browser_ok(browser, status, &err) && open_marked(browser, &mark))
		yd_browser_show_place(browser, find_marked(&browser->reader, &mark),
			browser->reader.scope, mark.place);
	yd_mark_free(&mark);
}

static void go_to_last(yd_browser *browser)
{
	yd_place last = browser->places.last;
	if (last.doc)
		yd_browser_go_place(browser, &last);
	else
		yd_browser_say(
			browser, "There was no jump yet that {go-mark}' could go back from.");
}

void yd_browser_mark_letter(yd_browser *browser, yd_action action, yd_key letter)
{
	bool back = action == YD_DO_GO_MARK && (letter == '\'' || letter == '`');
	if (!browser->reader.doc || letter == YD_KEY_ESC)
		return;
	if (back)
		go_to_last(browser);
	else if (!is_letter(letter))
		yd_browser_say(browser, "A mark is a letter: a to z for this document, A to Z for "
					"all.");
	else if (action == YD_DO_SET_MARK)
		set_mark(browser, (char)letter);
	else
		go_mark(browser, (char)letter);
}

void yd_browser_ask_letter(yd_browser *browser, yd_action action, yd_str argument)
{
	if (argument.len) {
		yd_browser_mark_letter(browser, action,
			argument.len == 1 ? (yd_key)(unsigned char)argument.ptr[0] : '?');
		return;
	}
	browser->waits_for_letter = action;
	yd_browser_say(browser,
		action == YD_DO_SET_MARK
			? N_("Mark this place with which letter? a-z in this document, A-Z in all")
			: N_("To which mark? a-z in this document, A-Z in all, ' back from the "
			     "last "
			     "jump"));
}
