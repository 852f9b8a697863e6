/* What passes is shown: the filter as it is changed. */
#include "browser.h"

#include <yaodian/intl.h>

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

void yd_browser_switch_any_all(yd_browser *browser)
{
	yd_filter filter = browser->filter;
	uint32_t themes = filter.themes | filter.primary;
	if (!(themes & (themes - 1))) {
		yd_browser_say(browser,
			"Any or all matters with two themes or more; {themes} chooses them.");
		return;
	}
	filter.all = !filter.all;
	yd_browser_set_filter(browser, &filter);
}

void yd_browser_clear_filter(yd_browser *browser)
{
	static const yd_filter none;
	if (browser->overlay == YD_PANE_THEMES)
		yd_browser_close_overlay(browser);
	if (yd_filter_is_set(&browser->filter))
		yd_browser_set_filter(browser, &none);
	else
		yd_browser_say(browser, "There is no filter to clear; {themes} chooses one.");
}
