/* Keys to actions, and actions that are no single pane's. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 1000000 };

/* ---- panes ---- */

void yd_browser_open_overlay(yd_browser *browser, yd_pane pane)
{
	if (browser->overlay == pane)
		return;
	bool stays_below =
		pane == YD_PANE_HELP || pane == YD_PANE_THEMES || pane == YD_PANE_VERSIONS;
	bool over_hits =
		stays_below && (browser->overlay == YD_PANE_HITS || browser->below == YD_PANE_HITS);
	browser->below = over_hits ? YD_PANE_HITS : YD_PANE_NONE;
	browser->overlay = pane;
}

void yd_browser_close_overlay(yd_browser *browser)
{
	/* The text has other matches now. */
	if (browser->overlay == YD_PANE_HITS)
		yd_text_renew(&browser->text);
	browser->overlay = browser->below;
	browser->below = YD_PANE_NONE;
}

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

static void switch_any_all(yd_browser *browser)
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

static void clear_filter(yd_browser *browser)
{
	static const yd_filter none;
	if (browser->overlay == YD_PANE_THEMES)
		yd_browser_close_overlay(browser);
	if (yd_filter_is_set(&browser->filter))
		yd_browser_set_filter(browser, &none);
	else
		yd_browser_say(browser, "There is no filter to clear; {themes} chooses one.");
}

/* An empty line repeats the last search, as in less. */
static void seek_in_help(yd_browser *browser, yd_str line)
{
	yd_help_view *view = &browser->help;
	const yd_prompt_history *earlier = &view->searches;
	if (!line.len && earlier->count)
		line = yd_str_of(earlier->lines[earlier->count - 1]);
	if (line.len && !yd_help_view_seek(view, line))
		yd_browser_say(browser, "Not in the help: %.*s", (int)line.len, line.ptr);
}

/* What was typed is done. */
static void end_prompt(yd_browser *browser)
{
	char sign = browser->prompt.sign;
	if (sign == '>')
		yd_browser_jump_settle(browser);
	char *line = yd_strndup(browser->prompt.text.ptr, browser->prompt.text.len);
	if (sign != 'e' && sign != '#')
		yd_prompt_remember(browser->prompt.history, yd_str_of(line));
	yd_prompt_end(&browser->prompt);
	bool in_help = sign == '/' && browser->overlay == YD_PANE_HELP;
	if (sign == '/' && *line && !in_help)
		yd_browser_keep_lines(browser, "searches", &browser->searches);
	if (sign == '>')
		yd_browser_end_jump(browser, true);
	else if (sign == ':')
		yd_browser_command(browser, yd_str_of(line));
	else if (in_help)
		seek_in_help(browser, yd_str_of(line));
	else if (sign == '|')
		yd_browser_pipe_entered(browser, yd_str_of(line));
	else if (sign == 'e' || sign == '#')
		yd_browser_written(browser, yd_str_of(line));
	else
		yd_browser_search_entered(browser, yd_str_of(line));
	free(line);
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
		yd_browser_begin_jump(browser);
		if (argument.len) {
			yd_prompt_replace(&browser->prompt, 0, argument);
			yd_browser_jump(browser);
			end_prompt(browser);
		}
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
		clear_filter(browser);
		break;
	case YD_DO_ANY_ALL:
		switch_any_all(browser);
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

/* ---- keys ---- */

static void type_key(yd_browser *browser, yd_key key)
{
	bool in_help = browser->prompt.sign == '/' && browser->overlay == YD_PANE_HELP;
	bool jumping = browser->prompt.sign == '>';
	bool searching = browser->prompt.sign == '/' && !in_help;
	if (searching && yd_browser_search_key(browser, key))
		return;
	switch (yd_prompt_key(&browser->prompt, key)) {
	case YD_TYPED:
		end_prompt(browser);
		break;
	case YD_TYPING_CANCELLED:
		yd_prompt_end(&browser->prompt);
		yd_browser_writing_cancelled(browser);
		if (jumping)
			yd_browser_end_jump(browser, false);
		else if (searching)
			yd_browser_end_search(browser);
		else if (in_help)
			yd_help_view_seek(&browser->help, YD_STR(""));
		break;
	case YD_TYPING_COMPLETE:
		if (jumping)
			yd_browser_jump_on(browser);
		else if (browser->prompt.sign == ':')
			yd_browser_complete(browser);
		else if (searching)
			yd_browser_complete_search(browser);
		else if (browser->prompt.sign == '#')
			yd_browser_complete_tag(browser);
		break;
	case YD_TYPING:
		yd_browser_line_changed(browser);
		break;
	}
}

static bool take_digit(yd_browser *browser, yd_key key)
{
	if (key < '0' || key > '9' || (key == '0' && !browser->digits))
		return false;
	if (browser->digits < DIGITS_MAX)
		browser->digits = browser->digits * 10 + (key - '0');
	return true;
}

/* An input method that was left on sends full-width forms: they act as the keys they stand on,
 * unless they are bound themselves. YD_KEY_NONE: the second half of a stroke. */
static yd_key key_meant(yd_browser *browser, yd_key key)
{
	bool second = browser->half == key && key != YD_KEY_NONE;
	browser->half = !second && yd_key_is_half(key) ? key : YD_KEY_NONE;
	if (second)
		return YD_KEY_NONE;
	if (yd_keymap_action(&browser->keymap, yd_browser_focus(browser), key, NULL))
		return key;
	return yd_key_stands_on(key);
}

static void say_unknown(yd_browser *browser, yd_key key)
{
	yd_buf name = {0};
	yd_key_name(key, &name);
	yd_browser_say(browser, "%s does nothing here; {help} shows the keys.", name.ptr);
	yd_buf_free(&name);
}

/* Returns what was done; YD_DO_GO stands for what a line ended with. */
static yd_action take_key(yd_browser *browser, yd_key key)
{
	yd_action waits = browser->waits_for_letter;
	if (browser->prompt.sign) {
		yd_buf_clear(&browser->message);
		type_key(browser, key);
		return browser->prompt.sign ? YD_DO_NOTHING : YD_DO_GO;
	}
	key = key_meant(browser, key);
	if (key == YD_KEY_NONE)
		return YD_DO_NOTHING;
	yd_buf_clear(&browser->message);
	browser->waits_for_letter = YD_DO_NOTHING;
	if (waits != YD_DO_NOTHING) {
		yd_browser_mark_letter(browser, waits, key);
		return waits;
	}
	if (take_digit(browser, key))
		return YD_DO_NOTHING;
	size_t times = browser->digits;
	browser->digits = 0;
	yd_str words;
	yd_action action =
		yd_keymap_action(&browser->keymap, yd_browser_focus(browser), key, &words);
	if (action == YD_DO_CANCEL && times)
		return YD_DO_NOTHING;
	if (action == YD_DO_NOTHING) {
		say_unknown(browser, key);
		return action;
	}
	/* The action may be one that binds this key anew. */
	char *argument = yd_strndup(words.ptr, words.len);
	yd_browser_do(browser, action, times, yd_str_of(argument));
	free(argument);
	return action;
}

void yd_browser_key(yd_browser *browser, yd_key key)
{
	yd_browser_upkeep_key(browser);
	if (!yd_browser_hold_key(browser, key))
		yd_browser_act_on_key(browser, key);
}

void yd_browser_act_on_key(yd_browser *browser, yd_key key)
{
	yd_place before = yd_browser_here(browser);
	yd_pane pane = yd_browser_focus(browser);
	bool typing = browser->prompt.sign != '\0';
	yd_action action = take_key(browser, key);
	/* What is typed may move the reader as it is typed. */
	if (!typing && browser->prompt.sign)
		browser->prompt_from = before;
	else if (typing && !browser->prompt.sign)
		before = browser->prompt_from;
	else if (typing)
		return;
	yd_browser_note_jump(browser, &before, action, pane);
}

bool yd_browser_interrupt(yd_browser *browser)
{
	if (browser->prompt.sign) {
		yd_browser_key(browser, YD_KEY_ESC);
		return true;
	}
	if (!browser->search.running)
		return yd_browser_stop_unread(browser);
	yd_browser_stop_search(browser);
	return true;
}

/* ---- sizes and rows ---- */

void yd_pane_resize(yd_browser *browser, yd_pane pane, size_t width, size_t height)
{
	browser->sizes[pane] = (yd_pane_size){width, height};
	yd_browser_follow_settings(browser);
	yd_pane_table[pane]->resize(browser, width, height);
	yd_pane_begin_rows(browser, pane);
}

void yd_pane_row(yd_browser *browser, yd_pane pane, size_t y, yd_row *out)
{
	yd_row_clear(out);
	yd_pane_table[pane]->row(browser, y, out);
}

void yd_pane_title(yd_browser *browser, yd_pane pane, size_t width, yd_row *out)
{
	yd_row_clear(out);
	yd_pane_table[pane]->title(browser, width, out);
}

void yd_pane_simple_title(
	yd_browser *browser, yd_pane pane, yd_str title, size_t width, yd_row *out)
{
	bool focus = yd_browser_has_focus(browser, pane);
	yd_style style = focus ? YD_STYLE_TITLE_FOCUS : YD_STYLE_TITLE;
	yd_row_pad(out, width > 2, style);
	yd_row_put(out, title, style, width);
	yd_row_pad(out, width, style);
}

void yd_pane_cursor(yd_browser *browser, yd_pane pane, bool here, size_t width, yd_row *out)
{
	if (!here || !yd_browser_has_focus(browser, pane))
		return;
	yd_row_pad(out, width, YD_STYLE_CURSOR);
	yd_row_restyle(out, YD_STYLE_CURSOR);
}
