/* Text that goes into the line being typed, and what is said to the user from outside. */
#include "browser.h"

bool yd_browser_typing(const yd_browser *browser)
{
	/* What is typed behind keys that wait comes after them. */
	return browser->prompt.sign && !browser->held_count;
}

void yd_browser_line_changed(yd_browser *browser)
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
	yd_browser_line_changed(browser);
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

void yd_browser_notice(yd_browser *browser, yd_str text)
{
	if (browser->message.len == 0)
		yd_browser_say(browser, "%.*s", (int)text.len, text.ptr);
}

void yd_browser_measure(yd_browser *browser)
{
	yd_browser_renew(browser);
}
