/* The line being typed: its keys, text that goes into it, and what becomes of it. */
#include "browser.h"

#include <stdlib.h>

bool yd_browser_typing(const yd_browser *browser)
{
	/* What is typed behind keys that wait comes after them. */
	return browser->prompt.sign && !browser->held_count;
}

/* After the line became another. */
static void line_changed(yd_browser *browser)
{
	yd_prompt *prompt = &browser->prompt;
	if (prompt->sign == '>')
		yd_browser_jump(browser);
	else if (prompt->sign == '/' && browser->overlay == YD_PANE_HELP)
		yd_help_view_seek(&browser->help, yd_buf_str(&prompt->text));
	else if (prompt->sign == '/')
		yd_browser_search_typed(browser);
}

void yd_browser_type(yd_browser *browser, yd_str text)
{
	if (!yd_browser_typing(browser))
		return;
	yd_browser_upkeep_key(browser);
	yd_buf_clear(&browser->message);
	yd_prompt_insert(&browser->prompt, text);
	line_changed(browser);
}

void yd_browser_paste(yd_browser *browser, yd_str text)
{
	if (yd_browser_typing(browser))
		/* Lines are often copied with the break behind them. */
		yd_browser_type(browser, yd_str_trim_ascii(text));
	else
		yd_browser_say(browser, "What was pasted is left out: nothing is being typed. "
					"{search} searches, {command} takes a command.");
}

/* ---- keys ---- */

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
	if (sign == '>') {
		yd_browser_jump_entered(browser);
		return;
	}
	char *line = yd_strndup(browser->prompt.text.ptr, browser->prompt.text.len);
	if (sign != 'e' && sign != '#')
		yd_prompt_remember(browser->prompt.history, yd_str_of(line));
	yd_prompt_end(&browser->prompt);
	bool in_help = sign == '/' && browser->overlay == YD_PANE_HELP;
	if (sign == '/' && *line && !in_help)
		yd_browser_keep_lines(browser, "searches", &browser->searches);
	if (sign == ':')
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

void yd_browser_type_key(yd_browser *browser, yd_key key)
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
		yd_browser_end_writing(browser);
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
		line_changed(browser);
		break;
	}
}
