/*
 * Corrections of the document and of what is under the cursor: `:edit year=2025`. Alone, `:edit`
 * gives a form with what there is to the user's editor, as newsboat does with its list of feeds;
 * without an editor the line is filled with it.
 */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/theme.h>

#include <stdlib.h>
#include <string.h>

static bool can_correct(yd_browser *browser)
{
	if (!yd_library_read_only(browser->library) &&
		!yd_user_read_only(yd_library_user(browser->library)))
		return true;
	yd_browser_say(browser, "%s is open read-only; nothing can be corrected.",
		yd_library_cache_path(browser->library));
	browser->message_is_error = true;
	return false;
}

/* The document and the unit that are meant: in the regions the document. */
static bool find_target(yd_browser *browser, int64_t *id, size_t *unit)
{
	const yd_open_doc *open = browser->reader.doc;
	if (!yd_browser_target(browser, id, unit))
		return false;
	if (open && open->version && open->info.id == *id) {
		yd_browser_say(browser,
			"%s is an earlier version; corrections belong to the text as it is now.",
			open->info.ref);
		return false;
	}
	if (yd_browser_main_focus(browser) == YD_PANE_REGIONS)
		*unit = 0;
	return true;
}

/* ---- doing it ---- */

/* `value` NULL: unknown. */
static bool is_value(const char *typed, const char *value)
{
	if (!typed)
		return false;
	return value ? strcmp(typed, value) == 0 : yd_library_is_unknown(yd_str_of(typed));
}

/* What stays as it is was not corrected. */
static yd_edit without_same(const yd_doc *doc, const yd_edit *edit)
{
	yd_edit left = *edit;
	char *year = doc->year ? yd_format("%d", doc->year) : NULL;
	if (is_value(edit->region, yd_doc_own_region(doc)))
		left.region = NULL;
	if (is_value(edit->year, year))
		left.year = NULL;
	if (is_value(edit->title, doc->title))
		left.title = NULL;
	if (is_value(edit->kind, yd_kind_name(doc->kind)))
		left.kind = NULL;
	free(year);
	return left;
}

/* How far an edit reaches, for what is said of it. */
typedef enum edit_reach {
	REACH_METADATA,
	REACH_UNIT,
	REACH_ALL /* every clause */
} edit_reach;

static edit_reach reach_of(const yd_edit *edit, size_t about)
{
	if (about == SIZE_MAX)
		return edit->themes || edit->reset ? REACH_ALL : REACH_METADATA;
	return edit->headings || edit->themes || edit->reset ? REACH_UNIT : REACH_METADATA;
}

static void say_corrected(yd_browser *browser, int64_t id, edit_reach reach, const yd_buf *unit)
{
	yd_doc doc = {0};
	if (yd_corpus_doc(browser->corpus, id, &doc, NULL) != YD_OK)
		return;
	const char *title = doc.title ? doc.title : "";
	if (reach == REACH_ALL)
		yd_browser_say(browser,
			"Corrected in the whole document: %s %s. {undo} takes it back.", doc.ref,
			title);
	else
		yd_browser_say(browser, "Corrected: %s %s. {undo} takes it back.", doc.ref,
			reach == REACH_UNIT && unit->len ? unit->ptr : title);
	yd_doc_free(&doc);
}

static void apply(yd_browser *browser, const yd_open_doc *doc, size_t unit, const yd_edit *edit)
{
	yd_error err = {0};
	bool changed = false;
	int64_t id = doc->info.id;
	yd_edit left = without_same(&doc->info, edit);
	/* At the title the document is meant, but for a paragraph of the preamble. */
	size_t about = unit == 0 && !left.headings ? SIZE_MAX : unit;
	edit_reach reach = reach_of(&left, about);
	yd_buf title = {0};
	yd_open_doc_unit_title(doc, unit, &title);
	yd_browser_keep_reading(browser);
	yd_status status = yd_library_edit(browser->library, doc, about, &left, &changed, &err);
	/* `doc` may be the open one, which is read anew. */
	if (changed)
		yd_browser_reload(browser);
	if (yd_browser_ok(browser, status, &err)) {
		if (changed)
			say_corrected(browser, id, reach, &title);
		else
			yd_browser_say(browser, "It is as it was.");
	}
	yd_buf_free(&title);
}

static void apply_words(yd_browser *browser, int64_t id, size_t unit, yd_str typed)
{
	yd_error err = {0};
	yd_edit_words words;
	yd_open_doc *other;
	yd_status status = yd_edit_words_parse(typed, &words, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	const yd_open_doc *doc = yd_browser_open_target(browser, id, &other);
	if (doc)
		apply(browser, doc, unit, &words.edit);
	yd_open_doc_free(other);
	yd_edit_words_free(&words);
}

/* ---- the form ---- */

static void add_line(yd_buf *form, const char *name, const char *value)
{
	yd_buf_printf(form, "%s:%s%s\n", name, *value ? " " : "", value);
}

static void add_comment(yd_buf *form, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		yd_buf_printf(form, "# %.*s\n", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void add_themes(yd_buf *form, uint32_t any)
{
	yd_buf names = {0};
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++)
		if (any & UINT32_C(1) << theme)
			yd_buf_printf(&names, " %s", yd_theme_key(theme));
	if (names.len)
		yd_buf_printf(form, "#%s\n", names.ptr);
	yd_buf_free(&names);
}

static char *make_form(const yd_open_doc *doc, size_t unit)
{
	const yd_doc *info = &doc->info;
	const char *region = yd_doc_own_region(info), *kind = yd_kind_name(info->kind);
	yd_buf form = {0}, title = {0};
	char *year = info->year ? yd_format("%d", info->year) : yd_strdup("");
	add_comment(&form, _("What you change here is corrected; what you empty stays as it is. A "
			     "document that is from no place or for no year has unknown."));
	add_line(&form, "region", region ? region : "");
	add_line(&form, "year", year);
	add_line(&form, "title", info->title ? info->title : "");
	add_line(&form, "kind", kind ? kind : "");
	yd_open_doc_unit_title(doc, unit, &title);
	yd_buf_putc(&form, '\n');
	add_comment(&form, title.ptr ? title.ptr : "");
	add_comment(&form, _("heading: no (it is text), 1 to 8 (its level), yes (it heads what "
			     "follows); 2.1:3=1 for the third paragraph of 2.1"));
	add_line(&form, "heading", "");
	add_comment(&form, _("theme: +safety -digital; it has"));
	add_themes(&form, doc->stored.units[unit].any);
	add_line(&form, "theme", "");
	free(year);
	yd_buf_free(&title);
	return yd_buf_take(&form);
}

static void begin_form(yd_browser *browser, const yd_open_doc *doc, size_t unit, const char *editor)
{
	browser->writing = (yd_writing){.form = true,
		.doc = doc->info.id,
		.unit = unit,
		.text_hash = doc->stored.units[unit].text_hash,
		.was = make_form(doc, unit)};
	yd_browser_request(browser, YD_REQUEST_EDIT, editor, yd_str_of(browser->writing.was));
}

static void fill_line(yd_browser *browser, const yd_doc *doc)
{
	yd_buf line = {0};
	const char *region = yd_doc_own_region(doc), *kind = yd_kind_name(doc->kind);
	yd_buf_printf(&line, "edit region=%s year=", region ? region : "");
	if (doc->year)
		yd_buf_printf(&line, "%d", doc->year);
	yd_buf_printf(&line, " kind=%s title=%s", kind ? kind : "", doc->title ? doc->title : "");
	yd_prompt_begin(&browser->prompt, ':', &browser->commands);
	yd_prompt_insert(&browser->prompt, yd_buf_str(&line));
	yd_buf_free(&line);
}

void yd_browser_edit(yd_browser *browser, yd_str words)
{
	int64_t id;
	size_t unit;
	yd_open_doc *other;
	if (!can_correct(browser) || !find_target(browser, &id, &unit))
		return;
	if (words.len) {
		apply_words(browser, id, unit, words);
		return;
	}
	const yd_open_doc *doc = yd_browser_open_target(browser, id, &other);
	const char *editor = yd_browser_editor(browser);
	if (doc && editor)
		begin_form(browser, doc, unit, editor);
	else if (doc)
		fill_line(browser, &doc->info);
	yd_open_doc_free(other);
}

void yd_browser_form_written(yd_browser *browser, yd_str text)
{
	yd_error err = {0};
	yd_edit_words words;
	yd_open_doc *doc = NULL;
	size_t unit;
	yd_status status = yd_edit_form_parse(text, &words, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	status = yd_library_open_doc(browser->library, browser->writing.doc, &doc, &err);
	if (status == YD_OK && !yd_browser_find_written(&browser->writing, doc, &unit))
		status = yd_fail(&err, YD_NOT_FOUND, doc->info.ref,
			"was read anew meanwhile, and the text is not in it any more; nothing was "
			"written");
	if (yd_browser_ok(browser, status, &err))
		apply(browser, doc, unit, &words.edit);
	yd_open_doc_free(doc);
	yd_edit_words_free(&words);
}
