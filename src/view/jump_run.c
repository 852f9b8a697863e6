/* `f`: the cursor goes to a name while it is typed. */
#include "browser.h"
#include "jump.h"

enum { REGIONS_A_TICK = 8 };

static yd_list *list_of(yd_browser *browser)
{
	return browser->jump_pane == YD_PANE_REGIONS ? &browser->tree.list : &browser->outline.list;
}

void yd_browser_begin_jump(yd_browser *browser)
{
	browser->jump_pane = browser->focus;
	browser->jump_row = browser->jump_from = list_of(browser)->cursor;
	browser->jump_unit = browser->reader.unit;
	browser->jump_unsure = false;
	yd_prompt_begin(&browser->prompt, '>', &browser->jumps);
}

static void go_back(yd_browser *browser)
{
	if (browser->jump_pane == YD_PANE_REGIONS) {
		yd_tree_jump_back(&browser->tree, browser->jump_row);
		return;
	}
	yd_outline_view_jump_back(&browser->outline);
	if (browser->reader.doc)
		yd_browser_select(browser, browser->jump_unit);
}

static bool jump_in_tree(yd_browser *browser, yd_str typed)
{
	bool found, sure;
	yd_error err = {0};
	yd_status status =
		yd_tree_jump(&browser->tree, typed, browser->jump_from, &found, &sure, &err);
	browser->jump_unsure = status == YD_OK && !sure;
	return !yd_browser_ok(browser, status, &err) || found;
}

static bool jump_in_outline(yd_browser *browser, yd_str typed)
{
	size_t unit = browser->reader.doc ? yd_outline_view_jump(&browser->outline,
						    &browser->reader, typed, browser->jump_from)
					  : SIZE_MAX;
	if (unit != SIZE_MAX)
		yd_browser_select(browser, unit);
	return unit != SIZE_MAX;
}

void yd_browser_jump(yd_browser *browser)
{
	yd_str typed = yd_buf_str(&browser->prompt.text);
	bool found = false;
	browser->jump_unsure = false;
	if (typed.len)
		found = browser->jump_pane == YD_PANE_REGIONS ? jump_in_tree(browser, typed)
							      : jump_in_outline(browser, typed);
	if (found)
		return;
	go_back(browser);
	if (typed.len && !browser->jump_unsure)
		yd_browser_say(browser, "Nothing here is called so.");
}

void yd_browser_jump_mark(const yd_browser *browser, yd_pane pane, yd_str name, const char *path,
	size_t at, yd_row *row)
{
	yd_pinyin_match_at span;
	size_t same = 0, from, to;
	yd_buf shown = {0};
	yd_shown_map map;
	yd_str typed = yd_buf_str(&browser->prompt.text);
	if (browser->prompt.sign != '>' || browser->jump_pane != pane || !typed.len ||
		!yd_jump_span(typed, name, path, &span))
		return;
	yd_typeset(&browser->typesetter, name, &shown, &map);
	yd_shown_span(&map, span.start, span.end, &from, &to);
	/* The name may be cut off, or shown otherwise where it holds controls. */
	while (same < shown.len && at + same < row->text.len &&
		row->text.ptr[at + same] == shown.ptr[same])
		same++;
	if (from < same)
		yd_row_restyle_span(row, at + from, at + (to < same ? to : same), YD_STYLE_MATCH);
	yd_shown_map_free(&map);
	yd_buf_free(&shown);
}

/* Reads up to `regions` of those that were not read; when all are, the jump is done anew. */
static void read_ahead(yd_browser *browser, size_t regions)
{
	bool all;
	yd_error err = {0};
	yd_status status = yd_tree_read_ahead(&browser->tree, regions, &all, &err);
	if (!yd_browser_ok(browser, status, &err))
		browser->jump_unsure = false;
	else if (all)
		yd_browser_jump(browser);
}

bool yd_browser_jump_tick(yd_browser *browser)
{
	if (browser->prompt.sign != '>' || !browser->jump_unsure)
		return false;
	read_ahead(browser, REGIONS_A_TICK);
	return true;
}

static void settle(yd_browser *browser)
{
	if (browser->jump_unsure)
		read_ahead(browser, SIZE_MAX);
}

void yd_browser_jump_on(yd_browser *browser)
{
	const yd_list *list = list_of(browser);
	settle(browser);
	browser->jump_row = yd_tree_jump_keep(&browser->tree, browser->jump_row);
	yd_outline_view_jump_keep(&browser->outline);
	browser->jump_from = list->cursor + 1 < list->count ? list->cursor + 1 : 0;
	yd_browser_jump(browser);
}

void yd_browser_end_jump(yd_browser *browser, bool stay)
{
	if (!stay)
		go_back(browser);
	yd_tree_jump_keep(&browser->tree, 0);
	yd_outline_view_jump_keep(&browser->outline);
}

void yd_browser_jump_entered(yd_browser *browser)
{
	settle(browser);
	yd_prompt_remember(&browser->jumps, yd_buf_str(&browser->prompt.text));
	yd_prompt_end(&browser->prompt);
	yd_browser_end_jump(browser, true);
}

void yd_browser_jump_to(yd_browser *browser, yd_str name)
{
	yd_browser_begin_jump(browser);
	yd_prompt_replace(&browser->prompt, 0, name);
	yd_browser_jump(browser);
	yd_browser_jump_entered(browser);
}
