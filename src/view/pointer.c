/* What the mouse does: all of it by the actions that keys have. */
#include "browser.h"

/* The list of a pane that is one, or NULL. */
static yd_list *list_of(yd_browser *browser, yd_pane pane)
{
	switch (pane) {
	case YD_PANE_REGIONS:
		return &browser->tree.list;
	case YD_PANE_OUTLINE:
		return &browser->outline.list;
	case YD_PANE_THEMES:
		return &browser->themes;
	case YD_PANE_BOOKMARKS:
		return &browser->bookmarks.list;
	case YD_PANE_HITS:
		return &browser->hits.list;
	case YD_PANE_VERSIONS:
		return &browser->versions.list;
	default:
		return NULL;
	}
}

/* The row of a pane's list, from 0, that stands on row `y`; SIZE_MAX: none. */
static size_t item_at(yd_browser *browser, yd_pane pane, size_t y)
{
	const yd_hits_view *hits = &browser->hits;
	const yd_list *list = list_of(browser, pane);
	if (!list || y == SIZE_MAX)
		return SIZE_MAX;
	size_t item = list->top + y;
	if (pane == YD_PANE_HITS)
		item = y < hits->head_rows ? SIZE_MAX
					   : list->top + (y - hits->head_rows) / hits->hit_rows;
	else if (pane == YD_PANE_BOOKMARKS && y >= list->height)
		item = SIZE_MAX;
	return item != SIZE_MAX && item < list->count ? item : SIZE_MAX;
}

static void act(yd_browser *browser, yd_pane pane, yd_action action, size_t times)
{
	yd_pane_table[pane]->act(browser, action, times);
}

/* A click in the text makes the clause under it the current one when it comes twice: the text
 * moves. */
static void click_text(yd_browser *browser, size_t y, bool twice)
{
	const yd_text *text = &browser->text;
	if (twice && browser->reader.doc && y < text->row_count)
		yd_browser_go(browser, text->rows[y].unit);
}

void yd_browser_click(yd_browser *browser, yd_pane pane, size_t y, bool twice)
{
	/* What is being typed, or stands before, has the keys, and the mouse too. */
	if (browser->prompt.sign || browser->held_count ||
		(browser->overlay != YD_PANE_NONE && pane != browser->overlay &&
			pane != YD_PANE_TEXT))
		return;
	yd_browser_upkeep_key(browser);
	yd_buf_clear(&browser->message);
	browser->digits = 0;
	bool focused = yd_browser_focus(browser) == pane;
	if (browser->overlay == YD_PANE_NONE && pane <= YD_PANE_TEXT)
		browser->focus = pane;
	if (pane == YD_PANE_TEXT && browser->overlay == YD_PANE_NONE)
		click_text(browser, y, twice);
	size_t item = item_at(browser, pane, y);
	if (item == SIZE_MAX)
		return;
	bool here = list_of(browser, pane)->cursor == item;
	/* "To that line", as with digits before it. */
	if (!here)
		act(browser, pane, YD_DO_FIRST, item + 1);
	else if (focused || twice)
		act(browser, pane, pane == YD_PANE_THEMES ? YD_DO_PICK : YD_DO_OPEN, 0);
}

void yd_browser_wheel(yd_browser *browser, yd_pane pane, int rows)
{
	yd_list *list = list_of(browser, pane);
	size_t count = (size_t)(rows < 0 ? -rows : rows);
	yd_browser_upkeep_key(browser);
	yd_buf_clear(&browser->message);
	if (!list) {
		act(browser, pane, rows < 0 ? YD_DO_UP : YD_DO_DOWN, count);
		return;
	}
	size_t cursor = list->cursor;
	yd_list_scroll(list, rows);
	/* The cursor goes along only when it would leave the window. */
	size_t now = list->cursor, top = list->top;
	list->cursor = cursor;
	if (now == cursor)
		return;
	act(browser, pane, YD_DO_FIRST, now + 1);
	list->top = top;
}
