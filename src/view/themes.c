/* The chooser of themes to filter by. */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/theme.h>

#include <stdio.h>
#include <string.h>

/* ---- the chooser ---- */

static bool read_counts(yd_browser *browser)
{
	yd_error err = {0};
	yd_status status = yd_corpus_theme_totals(
		browser->corpus, browser->theme_any, browser->theme_primary, &err);
	return yd_browser_ok(browser, status, &err);
}

void yd_browser_choose_themes(yd_browser *browser, yd_str names)
{
	yd_filter filter;
	yd_str bad;
	if (names.len == 0) {
		if (!read_counts(browser))
			return;
		browser->picked = browser->filter;
		yd_list_set(&browser->themes, YD_THEME_COUNT, browser->themes.cursor);
		yd_browser_open_overlay(browser, YD_PANE_THEMES);
	} else if (yd_filter_parse(names, &filter, &bad)) {
		yd_browser_set_filter(browser, &filter);
	} else {
		yd_browser_say(browser, "There is no theme %.*s; {themes} lists them all.",
			(int)bad.len, bad.ptr);
	}
}

/* Tags of any kind, only primary ones, none: Space goes between the first and the last, ! makes it
 * primary. */
static void pick(yd_browser *browser, bool primary)
{
	yd_filter *picked = &browser->picked;
	uint32_t bit = UINT32_C(1) << browser->themes.cursor;
	bool any = picked->themes & bit, only = picked->primary & bit;
	picked->themes &= ~bit;
	picked->primary &= ~bit;
	if (primary && !only)
		picked->primary |= bit;
	else if (primary || (!any && !only))
		picked->themes |= bit;
}

static void apply(yd_browser *browser)
{
	yd_filter filter = browser->picked;
	if (!yd_filter_is_set(&filter) && !yd_filter_is_set(&browser->filter))
		filter.themes = UINT32_C(1) << browser->themes.cursor;
	yd_browser_close_overlay(browser);
	yd_browser_set_filter(browser, &filter);
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (yd_list_move(&browser->themes, action, times))
		return true;
	switch (action) {
	case YD_DO_PICK:
	case YD_DO_PRIMARY:
		pick(browser, action == YD_DO_PRIMARY);
		return true;
	case YD_DO_ANY_ALL:
		browser->picked.all = !browser->picked.all;
		return true;
	case YD_DO_APPLY:
		apply(browser);
		return true;
	default:
		return false;
	}
}

/* ---- rows ---- */

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(browser, YD_PANE_THEMES,
		browser->picked.all ? yd_str_of(_("Themes: all of those picked"))
				    : yd_str_of(_("Themes: any of those picked")),
		width, out);
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	(void)width;
	yd_list_resize(&browser->themes, height);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	size_t width = browser->sizes[YD_PANE_THEMES].width, row = browser->themes.top + y;
	if (row >= YD_THEME_COUNT)
		return;
	unsigned theme = (unsigned)row;
	bool here = row == browser->themes.cursor;
	bool primary = browser->picked.primary >> theme & 1;
	bool any = browser->picked.themes >> theme & 1;
	char count[24];
	snprintf(count, sizeof count, " %zu",
		primary ? browser->theme_primary[theme] : browser->theme_any[theme]);
	size_t tail = strlen(count), room = width > tail + 8 ? width - tail - 1 : width;
	if (here)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_CURSOR), YD_STYLE_MARK);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	yd_row_put(out,
		primary ? YD_STR("[!] ")
		: any	? YD_STR("[x] ")
			: YD_STR("[ ] "),
		YD_STYLE_TEXT, room);
	yd_row_put_document(out, &browser->typesetter, yd_str_of(yd_theme_name(theme)),
		any || primary ? YD_STYLE_HEADING : YD_STYLE_TEXT, room);
	yd_row_pad(out, room > 34 ? 21 : out->columns + 1, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(yd_theme_key(theme)), YD_STYLE_DIM, room);
	if (room < width) {
		yd_row_pad(out, width - 1 - tail, YD_STYLE_TEXT);
		yd_row_add(out, yd_str_of(count), YD_STYLE_DIM);
	}
	yd_pane_cursor(browser, YD_PANE_THEMES, here, width, out);
}

const yd_pane_ops yd_themes_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_PICK, YD_DO_APPLY, YD_DO_ANY_ALL, YD_DO_PRIMARY, YD_DO_CLEAR_FILTER,
		YD_DO_CANCEL},
};
