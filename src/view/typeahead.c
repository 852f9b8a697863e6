/*
 * Keys typed faster than hits are found. What would move in a list of hits that is not there yet,
 * and all that is typed behind Enter before the hit is there, is kept and acted on when it is; but
 * no longer than a moment, and Esc goes before.
 */
#include "browser.h"

enum { HELD_MAX = 4096, PATIENCE_SCREENS = 4 };

/* How many rows of the list an action goes down, at most `far`. */
static size_t rows_down(const yd_list *list, yd_action action, size_t times, size_t far)
{
	size_t n = times ? times : 1, height = list->height ? list->height : 1;
	n = n < far ? n : far;
	switch (action) {
	case YD_DO_DOWN:
		return n;
	case YD_DO_HALF_DOWN:
		return n * ((height + 1) / 2);
	case YD_DO_PAGE_DOWN:
	case YD_DO_FOLD:
		return n * height;
	case YD_DO_FIRST:
		return times ? n : 0;
	case YD_DO_LAST:
		return times ? n : far;
	default:
		return 0;
	}
}

/* Does a key mean hits that have not come yet? */
bool yd_browser_must_wait(const yd_browser *browser, yd_key key)
{
	const yd_search *search = &browser->search;
	const yd_list *list = &browser->hits.list;
	if (browser->prompt.sign || !search->query || !search->running || search->patience_over)
		return false;
	yd_action action = yd_keymap_action(
		&browser->keymap, yd_browser_focus(browser), yd_key_stands_on(key), NULL);
	if (search->pending) /* a second n does not overtake the first */
		return search->entered || action == YD_DO_NEXT_HIT || action == YD_DO_PREVIOUS_HIT;
	if (browser->overlay != YD_PANE_HITS || search->cut)
		return false;
	size_t far = PATIENCE_SCREENS * (list->height ? list->height : 1);
	size_t down = rows_down(list, action, browser->digits, far);
	if (!down && action != YD_DO_OPEN)
		return false;
	size_t known = search->earlier ? 0 : search->count;
	size_t wanted = list->cursor + down;
	return known <= (wanted < far ? wanted : far);
}

bool yd_browser_hold_key(yd_browser *browser, yd_key key)
{
	yd_action action = yd_keymap_action(&browser->keymap, yd_browser_focus(browser), key, NULL);
	if (action == YD_DO_CANCEL)
		yd_browser_drop_held(browser);
	if (!browser->held_count && !yd_browser_must_wait(browser, key))
		return false;
	if (browser->held_count == HELD_MAX)
		return true;
	YD_GROW(browser->held, browser->held_count, browser->held_cap);
	browser->held[browser->held_count++] = key;
	return true;
}

void yd_browser_drop_held(yd_browser *browser)
{
	browser->held_count = 0;
	browser->held_since = 0;
}
