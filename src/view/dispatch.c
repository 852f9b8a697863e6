/* Actions that are no single pane's. */
#include "browser.h"

/* ---- panes ---- */

static void move_focus(yd_browser *browser, int by, bool round)
{
	int focus = (int)browser->focus + by;
	if (browser->zoomed) {
		browser->zoomed = false;
		focus = YD_PANE_TEXT + (by < 0 ? by : 0);
	}
	if (focus < 0)
		focus = round ? YD_PANE_TEXT : 0;
	if (focus > YD_PANE_TEXT)
		focus = round ? 0 : YD_PANE_TEXT;
	browser->focus = (yd_pane)focus;
}

static void leave(yd_browser *browser)
{
	if (browser->overlay != YD_PANE_NONE)
		yd_browser_close_overlay(browser);
	else if (browser->zoomed)
		browser->zoomed = false;
	else if (yd_browser_leave_version(browser))
		return;
	else if (browser->single && browser->docs && browser->focus != YD_PANE_REGIONS)
		browser->focus--;
	else
		browser->done = true;
}

static void cancel(yd_browser *browser)
{
	if (browser->overlay != YD_PANE_NONE && browser->overlay != YD_PANE_HITS)
		yd_browser_close_overlay(browser);
	else if (browser->search.query || browser->overlay != YD_PANE_NONE ||
		 !yd_browser_leave_version(browser))
		yd_browser_end_search(browser);
}

static void open_bookmarks(yd_browser *browser)
{
	yd_error err = {0};
	yd_status status = yd_bookmarks_view_load(
		&browser->bookmarks, yd_library_user(browser->library), &err);
	if (yd_browser_ok(browser, status, &err))
		yd_browser_open_overlay(browser, YD_PANE_BOOKMARKS);
}

/* ---- actions ---- */

static bool do_focus(yd_browser *browser, yd_action action)
{
	switch (action) {
	case YD_DO_FOCUS_NEXT:
		move_focus(browser, 1, true);
		return true;
	case YD_DO_FOCUS_PREVIOUS:
		move_focus(browser, -1, true);
		return true;
	case YD_DO_FOCUS_LEFT:
		move_focus(browser, -1, false);
		return true;
	case YD_DO_FOCUS_RIGHT:
		move_focus(browser, 1, false);
		return true;
	case YD_DO_ZOOM:
		browser->zoomed = !browser->zoomed;
		return true;
	case YD_DO_PUNCTUATION:
		yd_browser_switch_punctuation(browser);
		return true;
	case YD_DO_SCRIPT:
		yd_browser_switch_script(browser);
		return true;
	case YD_DO_VERSIONS:
		yd_browser_show_versions(browser);
		return true;
	default:
		return false;
	}
}

static bool do_program(yd_browser *browser, yd_action action)
{
	switch (action) {
	case YD_DO_COMMAND:
		yd_prompt_begin(&browser->prompt, ':', &browser->commands);
		return true;
	case YD_DO_HELP:
		yd_browser_open_overlay(browser, YD_PANE_HELP);
		return true;
	case YD_DO_REDRAW:
		browser->redraw = true;
		return true;
	case YD_DO_LEAVE:
		leave(browser);
		return true;
	case YD_DO_CANCEL:
		cancel(browser);
		return true;
	case YD_DO_QUIT:
		browser->done = true;
		return true;
	default:
		return false;
	}
}

static bool do_walking(yd_browser *browser, yd_action action, size_t times, yd_str argument)
{
	if (!browser->reader.doc)
		return false;
	switch (action) {
	case YD_DO_NEXT_SECTION:
	case YD_DO_PREVIOUS_SECTION:
		yd_browser_step_section(browser, action == YD_DO_NEXT_SECTION ? 1 : -1, times);
		return true;
	case YD_DO_NEXT_UNREAD:
	case YD_DO_PREVIOUS_UNREAD:
		yd_browser_step_unread(browser, action == YD_DO_NEXT_UNREAD ? 1 : -1, times);
		return true;
	case YD_DO_BACK:
		yd_browser_go_back(browser, times);
		return true;
	case YD_DO_FORWARD:
		yd_browser_go_forward(browser, times);
		return true;
	case YD_DO_SET_MARK:
	case YD_DO_GO_MARK:
		yd_browser_ask_letter(browser, action, argument);
		return true;
	default:
		return false;
	}
}

static void do_writing(yd_browser *browser, yd_action action, yd_str argument)
{
	switch (action) {
	case YD_DO_NOTE:
		yd_browser_begin_note(browser, argument);
		break;
	case YD_DO_TAG:
		yd_browser_begin_tags(browser, argument);
		break;
	case YD_DO_SWITCH_READ:
		yd_browser_switch_read(browser);
		break;
	case YD_DO_EDIT:
		yd_browser_edit(browser, argument);
		break;
	case YD_DO_COPY:
		yd_browser_copy(browser);
		break;
	case YD_DO_CITE:
		yd_browser_cite(browser);
		break;
	case YD_DO_PIPE:
		yd_browser_begin_pipe(browser, argument);
		break;
	default:
		break;
	}
}

static void do_reading(yd_browser *browser, yd_action action, size_t times, yd_str argument)
{
	switch (action) {
	case YD_DO_NEXT_CLAUSE:
	case YD_DO_PREVIOUS_CLAUSE:
		yd_browser_step(browser, action == YD_DO_NEXT_CLAUSE ? 1 : -1, times);
		break;
	case YD_DO_GO:
		yd_browser_go_to(browser, argument);
		break;
	case YD_DO_JUMP:
		if (argument.len)
			yd_browser_jump_to(browser, argument);
		else
			yd_browser_begin_jump(browser);
		break;
	case YD_DO_SEARCH:
		if (argument.len)
			yd_browser_search(browser, argument);
		else
			yd_browser_begin_search(browser);
		break;
	case YD_DO_NEXT_HIT:
	case YD_DO_PREVIOUS_HIT:
		yd_browser_next_hit(browser, action == YD_DO_NEXT_HIT ? 1 : -1);
		break;
	case YD_DO_HITS:
		yd_browser_show_hits(browser);
		break;
	case YD_DO_THEMES:
		yd_browser_choose_themes(browser, argument);
		break;
	case YD_DO_CLEAR_FILTER:
		yd_browser_clear_filter(browser);
		break;
	case YD_DO_ANY_ALL:
		yd_browser_switch_any_all(browser);
		break;
	case YD_DO_BOOKMARK:
		yd_browser_toggle_bookmark(browser);
		break;
	case YD_DO_BOOKMARKS:
		open_bookmarks(browser);
		break;
	case YD_DO_UNDO:
		yd_browser_undo(browser);
		break;
	default:
		if (!do_walking(browser, action, times, argument))
			do_writing(browser, action, argument);
	}
}

void yd_browser_do(yd_browser *browser, yd_action action, size_t times, yd_str argument)
{
	const yd_action_row *row = yd_action_find(action);
	if (!row)
		return;
	/* On the command line an action of the three panes may be asked for before another. */
	bool elsewhere = action == YD_DO_SEARCH && argument.len; /* in the help it takes none */
	while (browser->overlay != YD_PANE_NONE && (row->panes & YD_IN_MAIN) &&
		(!(row->panes >> browser->overlay & 1) ||
			(elsewhere && browser->overlay == YD_PANE_HELP)))
		yd_browser_close_overlay(browser);
	yd_pane pane = yd_browser_focus(browser);
	if (!(row->panes >> pane & 1)) {
		yd_browser_say(browser, "%s does nothing here.", row->name);
		return;
	}
	if (yd_pane_table[pane]->act(browser, action, times))
		return;
	if (!do_focus(browser, action) && !do_program(browser, action) &&
		!yd_browser_change_config(browser, action, argument))
		do_reading(browser, action, times, argument);
}
