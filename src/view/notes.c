/* Bookmarks, notes and tags on the unit the reader is at, and taking changes back. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

static char *title_of(const yd_browser *browser, const yd_open_doc *doc, size_t unit)
{
	yd_buf title = {0}, shown = {0};
	yd_open_doc_unit_title(doc, unit, &title);
	yd_browser_put_shown(browser, yd_buf_str(&title), &shown);
	yd_buf_free(&title);
	return yd_buf_take(&shown);
}

/* ---- bookmarks ---- */

void yd_browser_toggle_bookmark(yd_browser *browser)
{
	yd_error err = {0};
	yd_open_doc *other;
	int64_t id;
	size_t unit;
	bool now;
	if (!yd_browser_target(browser, &id, &unit))
		return;
	const yd_open_doc *doc = yd_browser_open_target(browser, id, &other);
	if (!doc)
		return;
	bool open = doc == browser->reader.doc;
	const yd_unit_label *label = open ? &browser->reader.labels[unit] : NULL;
	bool more = label && (label->tags || label->note);
	yd_status status = yd_library_bookmark_toggle(browser->library, doc, unit, &now, &err);
	if (yd_browser_ok(browser, status, &err)) {
		char *title = title_of(browser, doc, unit);
		yd_browser_say(browser,
			now    ? N_("Bookmarked: %s. {undo} takes it back, {bookmarks} lists all.")
			: more ? N_("No longer bookmarked, note and tags gone with it: %s. {undo} "
				    "takes it back.")
			       : N_("No longer bookmarked: %s. {undo} takes it back, {bookmarks} "
				    "lists all."),
			title);
		free(title);
		yd_browser_marks_changed(browser);
	}
	yd_open_doc_free(other);
}

/* ---- undo ---- */

static const char *const taken_back[] = {
	[YD_UNDO_ADD] = N_("Taken back: the bookmark on %s is gone."),
	[YD_UNDO_REMOVE] = N_("Taken back: the bookmark on %s is there again."),
	[YD_UNDO_NOTE] = N_("Taken back: the note on %s is as it was before."),
	[YD_UNDO_TAGS] = N_("Taken back: the tags of %s are as they were before."),
	[YD_UNDO_READ] = N_("Taken back: clauses of %s are unread again."),
	[YD_UNDO_UNREAD] = N_("Taken back: clauses of %s are read again."),
	[YD_UNDO_EDIT] = N_("Taken back: %s is as it was before it was corrected."),
};

static void reload_bookmarks(yd_browser *browser)
{
	yd_browser_marks_changed(browser);
	if (browser->overlay == YD_PANE_BOOKMARKS)
		yd_bookmarks_view_load(
			&browser->bookmarks, yd_library_user(browser->library), NULL);
}

void yd_browser_undo(yd_browser *browser)
{
	yd_error err = {0};
	yd_undo_kind kind;
	char *ref = NULL;
	yd_browser_keep_reading(browser);
	yd_status status = yd_library_undo(browser->library, &kind, &ref, &err);
	if (status == YD_END)
		yd_browser_say(browser, "There is nothing to take back.");
	else if (yd_browser_ok(browser, status, &err))
		yd_browser_say(browser, taken_back[kind], ref ? ref : "?");
	free(ref);
	if (status != YD_OK)
		return;
	if (kind == YD_UNDO_READ || kind == YD_UNDO_UNREAD)
		yd_browser_read_progress(browser);
	else if (kind == YD_UNDO_EDIT)
		yd_browser_reload(browser);
	else
		reload_bookmarks(browser);
}

/* ---- what is being written ---- */

static bool begin_on_bookmark(yd_browser *browser, bool tags)
{
	yd_bookmarks_view *view = &browser->bookmarks;
	yd_bookmark_row *row =
		yd_bookmarks_view_row(view, yd_library_user(browser->library), view->list.cursor);
	if (!row)
		return false;
	const char *was = tags ? row->bookmark.tags : row->bookmark.note;
	browser->writing = (yd_writing){
		.tags = tags, .bookmark = row->bookmark.id, .was = yd_strdup(was ? was : "")};
	return true;
}

static bool begin_on_unit(yd_browser *browser, bool tags)
{
	yd_error err = {0};
	yd_open_doc *other;
	int64_t id;
	size_t unit;
	if (!yd_browser_target(browser, &id, &unit))
		return false;
	const yd_open_doc *doc = yd_browser_open_target(browser, id, &other);
	if (!doc)
		return false;
	if (doc->version) {
		yd_browser_say(browser,
			"%s is an earlier version; notes and tags belong to the text as it is "
			"now.",
			doc->info.ref);
		return false;
	}
	size_t units = doc->stored.unit_count;
	bool *marks = yd_alloc(units * sizeof *marks);
	yd_unit_label *labels = yd_alloc(units * sizeof *labels);
	yd_status status = yd_library_labels_in(browser->library, doc, marks, labels, &err);
	const char *was = tags ? labels[unit].tags : labels[unit].note;
	if (yd_browser_ok(browser, status, &err))
		browser->writing = (yd_writing){.tags = tags,
			.doc = id,
			.unit = unit,
			.text_hash = doc->stored.units[unit].text_hash,
			.was = yd_strdup(was ? was : "")};
	yd_unit_labels_free(labels, units);
	free(labels);
	free(marks);
	yd_open_doc_free(other);
	return status == YD_OK;
}

static bool begin_writing(yd_browser *browser, bool tags)
{
	yd_browser_end_writing(browser);
	/* Before somebody writes what cannot be kept. */
	if (yd_library_read_only(browser->library) ||
		yd_user_read_only(yd_library_user(browser->library))) {
		yd_browser_say(browser, "%s is open read-only; notes and tags cannot be changed.",
			yd_library_user_path(browser->library));
		browser->message_is_error = true;
		return false;
	}
	if (browser->overlay == YD_PANE_BOOKMARKS)
		return begin_on_bookmark(browser, tags);
	return begin_on_unit(browser, tags);
}

static yd_status write_on_unit(yd_browser *browser, const char *text, bool *added, yd_error *err)
{
	const yd_writing *writing = &browser->writing;
	yd_open_doc *doc;
	size_t unit;
	yd_status status = yd_library_open_doc(browser->library, writing->doc, &doc, err);
	if (status != YD_OK)
		return status;
	if (!yd_browser_find_written(writing, doc, &unit))
		status = yd_fail(err, YD_NOT_FOUND, doc->info.ref,
			"was read anew meanwhile, and the text is not in it any more; nothing was "
			"written");
	else if (writing->tags)
		status = yd_library_tag(browser->library, doc, unit, yd_str_of(text), added, err);
	else
		status = yd_library_note(browser->library, doc, unit, text, added, err);
	yd_open_doc_free(doc);
	return status;
}

static yd_status write_on_bookmark(yd_browser *browser, const char *text, yd_error *err)
{
	yd_user *user = yd_library_user(browser->library);
	int64_t id = browser->writing.bookmark;
	if (!browser->writing.tags)
		return yd_user_bookmark_note(user, id, text, err);
	yd_buf tags = {0};
	yd_tags_clean(yd_str_of(text), &tags);
	yd_status status = yd_user_bookmark_tag(user, id, tags.ptr, err);
	yd_buf_free(&tags);
	return status;
}

static void say_tagged(yd_browser *browser, const char *tags, bool had, bool added)
{
	if (*tags)
		yd_browser_say(browser,
			added ? N_("Tagged and bookmarked: %s. {undo} takes it back.")
			      : N_("Tagged: %s. {undo} takes it back."),
			tags);
	else if (had)
		yd_browser_say(browser, "The tags are removed. {undo} brings them back.");
	else
		yd_browser_say(browser, "There is no tag here, as before.");
}

static void say_noted(yd_browser *browser, bool has, bool had, bool added)
{
	if (has)
		yd_browser_say(browser, added ? N_("The note is kept, and the unit bookmarked. "
						   "{undo} takes it back, {bookmarks} lists all.")
					      : N_("The note is kept. {undo} takes it back, "
						   "{bookmarks} lists all."));
	else if (had)
		yd_browser_say(browser, "The note is removed. {undo} brings it back.");
	else
		yd_browser_say(browser, "There is no note here, as before.");
}

static void say_written(yd_browser *browser, const char *text, bool added)
{
	bool had = browser->writing.was && *browser->writing.was;
	if (browser->writing.tags)
		say_tagged(browser, text, had, added);
	else
		say_noted(browser, *text != '\0', had, added);
}

void yd_browser_written(yd_browser *browser, yd_str typed)
{
	if (browser->writing.form) {
		yd_browser_form_written(browser, typed);
		yd_browser_end_writing(browser);
		return;
	}
	yd_error err = {0};
	bool added = false, tags = browser->writing.tags;
	yd_buf text = {0};
	yd_buf_puts(&text, "");
	if (tags)
		yd_tags_clean(typed, &text);
	else
		yd_buf_add_str(&text, yd_text_trim(typed));
	if (browser->writing.was && strcmp(text.ptr, browser->writing.was) == 0 && text.len) {
		yd_browser_say(browser,
			tags ? N_("The tags are as they were.") : N_("The note is as it was."));
	} else {
		yd_status status = browser->writing.bookmark
					   ? write_on_bookmark(browser, text.ptr, &err)
					   : write_on_unit(browser, text.ptr, &added, &err);
		if (yd_browser_ok(browser, status, &err)) {
			say_written(browser, text.ptr, added);
			reload_bookmarks(browser);
		}
	}
	yd_buf_free(&text);
	yd_browser_end_writing(browser);
}

/* ---- notes ---- */

void yd_browser_begin_note(yd_browser *browser, yd_str argument)
{
	if (!begin_writing(browser, false))
		return;
	if (argument.len) {
		yd_browser_written(browser, argument);
		return;
	}
	if (yd_browser_editor(browser)) {
		yd_browser_request(browser, YD_REQUEST_EDIT, yd_browser_editor(browser),
			yd_str_of(browser->writing.was));
		return;
	}
	yd_prompt_begin(&browser->prompt, 'e', &browser->notes);
	browser->prompt.label = N_("note: ");
	yd_prompt_replace(&browser->prompt, 0, yd_str_of(browser->writing.was));
}

bool yd_browser_edited(yd_browser *browser, yd_str text, const char *failure, const char *path)
{
	if (failure) {
		yd_browser_tell(browser, failure, true);
		yd_browser_end_writing(browser);
	} else {
		yd_browser_written(browser, text);
		failure = browser->message_is_error ? browser->message.ptr : NULL;
	}
	if (failure && path) {
		char *whole = yd_format(_("%s What was written is in %s."), failure, path);
		yd_browser_tell(browser, whole, true);
		free(whole);
	}
	return !failure;
}

/* ---- tags ---- */

void yd_browser_begin_tags(yd_browser *browser, yd_str argument)
{
	if (!begin_writing(browser, true))
		return;
	if (argument.len) {
		yd_browser_written(browser, argument);
		return;
	}
	yd_prompt_begin(&browser->prompt, '#', &browser->tags);
	browser->prompt.label = N_("tags: ");
	yd_prompt_replace(&browser->prompt, 0, yd_str_of(browser->writing.was));
	if (browser->prompt.text.len)
		yd_prompt_replace(&browser->prompt, browser->prompt.at, YD_STR(" "));
}

/* Bytes that both begin with, whole characters. */
static size_t common_bytes(const char *a, size_t len, const char *b)
{
	size_t same = 0;
	while (same < len && a[same] == b[same])
		same++;
	while (same && ((unsigned char)a[same] & 0xC0) == 0x80)
		same--;
	return same;
}

/* Does a tag stand in the line, apart from the word that is typed, [from, to)? */
static bool is_in_line(const yd_prompt *prompt, size_t from, size_t to, const char *tag)
{
	yd_str line = yd_buf_str(&prompt->text), word;
	yd_str parts[] = {{line.ptr, from}, {line.ptr + to, line.len - to}};
	for (size_t i = 0; line.len && i < 2; i++)
		while (yd_tags_next(&parts[i], &word))
			if (yd_str_equal(word, yd_str_of(tag)))
				return true;
	return false;
}

void yd_browser_complete_tag(yd_browser *browser)
{
	yd_prompt *prompt = &browser->prompt;
	char **tags = NULL;
	size_t count = 0, fits = 0, common = 0, start = prompt->at;
	const char *first = NULL;
	yd_buf list = {0};
	yd_str line = {prompt->text.ptr ? prompt->text.ptr : "", prompt->at}, word;
	while (yd_tags_next(&line, &word))
		if (line.len == 0)
			start = prompt->at - word.len;
	yd_str typed = {prompt->text.ptr ? prompt->text.ptr + start : "", prompt->at - start};
	yd_library_tags(browser->library, &tags, &count, NULL);
	for (size_t i = 0; i < count; i++) {
		if (!yd_str_starts(yd_str_of(tags[i]), typed) ||
			is_in_line(prompt, start, prompt->at, tags[i]))
			continue;
		common = first ? common_bytes(first, common, tags[i]) : strlen(tags[i]);
		first = first ? first : tags[i];
		yd_buf_printf(&list, "%s%s", fits++ ? "  " : "", tags[i]);
	}
	if (!fits)
		yd_browser_say(browser, "No tag begins so; a new one is fine.");
	else if (fits == 1 || common > typed.len)
		yd_prompt_replace(prompt, start, (yd_str){first, common});
	else
		yd_browser_say(browser, "%s", list.ptr);
	if (fits == 1)
		yd_prompt_replace(prompt, prompt->at, YD_STR(" "));
	yd_buf_free(&list);
	yd_region_paths_free(tags, count);
}
