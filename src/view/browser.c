#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const yd_pane_ops *const yd_pane_table[YD_PANE_COUNT] = {
	[YD_PANE_REGIONS] = &yd_regions_pane,
	[YD_PANE_OUTLINE] = &yd_outline_pane,
	[YD_PANE_TEXT] = &yd_text_pane,
	[YD_PANE_THEMES] = &yd_themes_pane,
	[YD_PANE_BOOKMARKS] = &yd_bookmarks_pane,
	[YD_PANE_HITS] = &yd_hits_pane,
	[YD_PANE_VERSIONS] = &yd_versions_pane,
	[YD_PANE_HELP] = &yd_help_pane,
	[YD_PANE_WELCOME] = &yd_welcome_pane,
};

const char *yd_pane_name(yd_pane pane)
{
	return yd_pane_table[pane]->name;
}

/* ---- messages ---- */

void yd_browser_say(yd_browser *browser, const char *format, ...)
{
	va_list args;
	char *text = NULL, *own = yd_browser_with_keys(browser, yd_tr(format), true);
	va_start(args, format);
	int len = vasprintf(&text, own, args);
	va_end(args);
	free(own);
	yd_buf_clear(&browser->message);
	if (len > 0)
		yd_buf_add(&browser->message, text, (size_t)len);
	if (len >= 0)
		free(text);
	browser->message_is_error = false;
}

bool yd_browser_ok(yd_browser *browser, yd_status status, const yd_error *err)
{
	if (status == YD_OK)
		return true;
	yd_browser_say(browser, "%s", err->text);
	browser->message_is_error = true;
	return false;
}

/* ---- the session ---- */

static bool open_first(yd_browser *browser)
{
	yd_error err = {0};
	int64_t id;
	yd_status status = yd_corpus_first(browser->corpus, &browser->filter, &id, &err);
	if (status == YD_END)
		status = yd_corpus_first(browser->corpus, NULL, &id, &err);
	if (status == YD_END)
		return false;
	return yd_browser_ok(browser, status, &err) &&
	       yd_browser_open_doc(browser, id, YD_UNIT_LEFT);
}

static yd_status read_tree(yd_browser *browser, yd_error *err)
{
	yd_totals totals = {0};
	yd_status status = yd_corpus_totals(browser->corpus, &totals, err);
	browser->docs = totals.docs;
	if (status == YD_OK)
		status = yd_tree_load(&browser->tree, browser->corpus, &browser->filter, err);
	return status;
}

yd_status yd_browser_new(yd_library *library, const yd_library_options *options, yd_config *config,
	yd_browser **out, yd_error *err)
{
	yd_browser *browser = yd_alloc(sizeof *browser);
	browser->library = library;
	browser->corpus = yd_library_corpus(library);
	yd_browser_configure(browser, config);
	browser->overlay = browser->below = YD_PANE_NONE;
	browser->worker = yd_worker_new(options);
	browser->version = yd_corpus_version(browser->corpus);
	yd_text_init(
		&browser->text, &browser->reader, &browser->search.terms, &browser->typesetter);
	yd_browser_follow_settings(browser);
	yd_status status = read_tree(browser, err);
	if (status != YD_OK) {
		yd_browser_free(browser);
		return status;
	}
	browser->fit_tree = true;
	yd_browser_read_lines(browser, "searches", &browser->searches);
	if (browser->docs && !yd_browser_restore(browser))
		open_first(browser);
	yd_browser_say_faults(browser, config);
	*out = browser;
	return YD_OK;
}

void yd_browser_free(yd_browser *browser)
{
	if (!browser)
		return;
	yd_worker_free(browser->worker);
	yd_browser_save(browser);
	yd_tree_free(&browser->tree);
	yd_text_free(&browser->text);
	yd_outline_view_free(&browser->outline);
	yd_bookmarks_view_free(&browser->bookmarks);
	yd_versions_view_free(&browser->versions);
	yd_help_view_free(&browser->help);
	for (int pane = 0; pane < YD_PANE_COUNT; pane++)
		yd_kept_free(&browser->kept[pane]);
	yd_row_free(&browser->fresh);
	yd_reader_close(&browser->reader);
	yd_search_clear(&browser->search);
	yd_hits_view_forget(&browser->hits);
	yd_browser_forget_origin(browser);
	free(browser->held);
	yd_prompt_end(&browser->prompt);
	yd_prompt_history_free(&browser->commands);
	yd_prompt_history_free(&browser->searches);
	yd_prompt_history_free(&browser->jumps);
	yd_prompt_history_free(&browser->notes);
	yd_prompt_history_free(&browser->tags);
	yd_prompt_history_free(&browser->pipes);
	yd_browser_writing_cancelled(browser);
	yd_request_free(&browser->request);
	free(browser->read_docs);
	free(browser->editor);
	yd_settings_free(&browser->settings);
	yd_keymap_free(&browser->keymap);
	yd_script_close(browser->converter);
	yd_buf_free(&browser->message);
	yd_buf_free(&browser->message_shown);
	yd_lines_free(&browser->message_lines);
	free(browser);
}

yd_settings *yd_browser_settings(yd_browser *browser)
{
	return &browser->settings;
}

const yd_paint *yd_browser_paint(const yd_browser *browser, yd_style style)
{
	return browser->paints.set[style] ? &browser->paints.paint[style] : NULL;
}

bool yd_browser_done(const yd_browser *browser)
{
	return browser->done;
}

bool yd_browser_take_redraw(yd_browser *browser)
{
	bool redraw = browser->redraw;
	browser->redraw = false;
	return redraw;
}

bool yd_browser_take_changed(yd_browser *browser)
{
	bool changed = browser->changed;
	browser->changed = false;
	return changed;
}

yd_pane yd_browser_focus(const yd_browser *browser)
{
	if (browser->overlay != YD_PANE_NONE)
		return browser->overlay;
	if (browser->docs == 0)
		return YD_PANE_WELCOME;
	return browser->zoomed ? YD_PANE_TEXT : browser->focus;
}

yd_pane yd_browser_main_focus(const yd_browser *browser)
{
	return browser->zoomed ? YD_PANE_TEXT : browser->focus;
}

bool yd_browser_zoomed(const yd_browser *browser)
{
	return browser->zoomed;
}

bool yd_browser_has_focus(const yd_browser *browser, yd_pane pane)
{
	return yd_browser_focus(browser) == pane;
}

void yd_browser_set_single(yd_browser *browser, bool single)
{
	browser->single = single;
}

/* ---- moving between documents and units ---- */

bool yd_browser_is_open(const yd_browser *browser, int64_t id, int64_t version)
{
	const yd_open_doc *open = browser->reader.doc;
	return open && open->info.id == id && open->version == version;
}

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

bool yd_browser_open_doc(yd_browser *browser, int64_t id, size_t unit)
{
	return yd_browser_open_version(browser, id, 0, unit);
}

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
		yd_browser_return_to_left(browser);
	status = yd_browser_reveal(browser, &err);
	return yd_browser_ok(browser, status, &err);
}

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
		return;
	}
	yd_status status = yd_library_resolve_version(browser->library, where, &place, &err);
	if (status == YD_OK)
		yd_browser_open_version(
			browser, place.doc, place.version, place.whole ? YD_UNIT_LEFT : place.unit);
	else if (is_ref)
		yd_browser_ok(browser, status, &err);
	else
		yd_browser_say(
			browser, "This document has no number %.*s.", (int)where.len, where.ptr);
}

/* ---- the filter ---- */

static void say_filter(yd_browser *browser)
{
	size_t docs = 0, hits = 0;
	for (size_t i = 0; i < browser->tree.root.child_count; i++) {
		docs += browser->tree.root.children[i].docs;
		hits += browser->tree.root.children[i].hits;
	}
	yd_buf name = {0};
	yd_filter_describe(&browser->filter, &name);
	yd_buf count = {0};
	yd_buf_printf(&count, yd_trn("%zu clause", "%zu clauses", hits), hits);
	yd_buf_puts(&count, _(" in "));
	yd_buf_printf(&count, yd_trn("%zu document", "%zu documents", docs), docs);
	yd_browser_say(browser, "%s: %s. {clear-filter} clears the filter.", name.ptr, count.ptr);
	yd_buf_free(&count);
	yd_buf_free(&name);
}

void yd_browser_set_filter(yd_browser *browser, const yd_filter *filter)
{
	yd_error err = {0};
	yd_reader *reader = &browser->reader;
	browser->filter = *filter;
	yd_status status = yd_tree_load(&browser->tree, browser->corpus, filter, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	if (yd_filter_is_set(filter))
		say_filter(browser);
	else
		yd_browser_say(browser, "All clauses are shown.");
	if (!reader->doc)
		return;
	size_t unit = reader->unit;
	yd_reader_filter(reader, filter);
	reader->unit = yd_reader_nearest_shown(reader, unit);
	if (reader->unit < reader->scope ||
		reader->unit >= yd_reader_scope_end(reader, reader->scope))
		reader->scope = yd_reader_scope_of(reader, reader->unit);
	yd_outline_view_follow(&browser->outline, reader);
	yd_text_renew(&browser->text);
	yd_browser_search_again(browser);
	/* An unfolded tree of few hits is worth more than a folded one. */
	if (yd_filter_is_set(filter))
		yd_tree_unfold_if_fits(
			&browser->tree, browser->sizes[YD_PANE_REGIONS].height, NULL);
	yd_browser_reveal(browser, NULL);
}
