/* How documents are shown: punctuation, script, the width of the text. */
#include "browser.h"

#include <yaodian/intl.h>

/* Opens what the script that is set needs; when it cannot be, the text stays as published, and the
 * reader is told why. */
static void follow_script(yd_browser *browser)
{
	yd_settings *settings = &browser->settings;
	yd_error err = {0};
	if (settings->script == browser->script)
		return;
	yd_script_close(browser->converter);
	browser->converter = NULL;
	if (settings->script != YD_SCRIPT_PUBLISHED &&
		!yd_browser_ok(browser,
			yd_script_open((yd_script)settings->script, &browser->converter, &err),
			&err))
		settings->script = YD_SCRIPT_PUBLISHED;
	browser->script = settings->script;
}

void yd_browser_follow_settings(yd_browser *browser)
{
	const yd_settings *settings = &browser->settings;
	yd_text *text = &browser->text;
	/* 0 only before the first time: the initial values count too. */
	if (browser->settings_followed == settings->changes + 1)
		return;
	browser->settings_followed = settings->changes + 1;
	follow_script(browser);
	browser->typesetter = (yd_typesetter){settings->full_width_punctuation, browser->converter};
	text->most_columns = settings->text_width;
	text->centred = settings->center;
	yd_text_renew(text);
}

void yd_browser_switch_punctuation(yd_browser *browser)
{
	yd_settings *settings = &browser->settings;
	settings->full_width_punctuation = !settings->full_width_punctuation;
	settings->changes++;
	yd_browser_follow_settings(browser);
	if (settings->full_width_punctuation)
		yd_browser_say(browser,
			"ASCII punctuation between Chinese characters is shown full width.");
	else
		yd_browser_say(browser, "Punctuation is shown as published.");
}

void yd_browser_switch_script(yd_browser *browser)
{
	static const char *const said[] = {[YD_SCRIPT_PUBLISHED] = N_("Shown as published."),
		[YD_SCRIPT_SIMPLIFIED] = N_("Shown in simplified characters."),
		[YD_SCRIPT_TRADITIONAL] = N_("Shown in traditional characters.")};
	yd_settings *settings = &browser->settings;
	int next = (settings->script + 1) % 3;
	settings->script = next;
	settings->changes++;
	yd_browser_follow_settings(browser);
	/* Else it was said why not. */
	if (settings->script == next)
		yd_browser_say(browser, "%s", _(said[next]));
}

void yd_browser_put_shown(const yd_browser *browser, yd_str text, yd_buf *out)
{
	yd_buf clean = {0};
	yd_text_sanitize(text, 0, &clean);
	yd_typeset(&browser->typesetter, yd_buf_str(&clean), out, NULL);
	yd_buf_free(&clean);
}
