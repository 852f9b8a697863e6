#include "browser.h"

#include <stdio.h>
#include <stdlib.h>

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
	yd_browser_end_writing(browser);
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
