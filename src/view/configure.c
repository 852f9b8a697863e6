/* What the user configured: taken over when a session begins, and changed on the `:` line. */
#include "browser.h"

#include <string.h>

void yd_browser_configure(yd_browser *browser, yd_config *config)
{
	yd_prompt_history *const histories[] = {
		&browser->commands, &browser->searches, &browser->jumps, &browser->help.searches};
	for (size_t i = 0; i < sizeof histories / sizeof *histories; i++)
		histories[i]->limit = &browser->settings.history_limit;
	if (!config) {
		yd_settings_init(&browser->settings);
		return;
	}
	browser->settings = config->settings;
	browser->keymap = config->keymap;
	browser->paints = config->paints;
	config->keymap = (yd_keymap){0};
	yd_settings_init(&config->settings);
}

void yd_browser_say_faults(yd_browser *browser, const yd_config *config)
{
	if (!config || !config->faults)
		return;
	int first = (int)strcspn(config->report.ptr, "\n");
	if (config->faults == 1)
		yd_browser_say(browser, "%.*s", first, config->report.ptr);
	else
		yd_browser_say(browser, "%.*s (and %zu more: `yaodian doctor` lists them)", first,
			config->report.ptr, config->faults - 1);
	browser->message_is_error = true;
}

void yd_browser_renew(yd_browser *browser)
{
	browser->settings.changes++;
	yd_help_view_renew(&browser->help);
	if (browser->reader.doc)
		yd_text_renew(&browser->text);
}

void yd_browser_measure(yd_browser *browser)
{
	yd_browser_renew(browser);
}

/* ---- set ---- */

static void put_setting(const yd_settings *settings, const yd_setting_row *row, yd_buf *out)
{
	yd_buf_printf(out, "%s%s = ", out->len ? "  " : "", row->name);
	yd_settings_get(settings, row, out);
}

/* Those that are not as they were at first. */
static void say_changed(yd_browser *browser)
{
	yd_buf text = {0};
	for (const yd_setting_row *row = yd_setting_table; row->name; row++) {
		yd_buf value = {0};
		yd_settings_get(&browser->settings, row, &value);
		if (!yd_str_equal(yd_buf_str(&value), yd_str_of(row->initial)))
			put_setting(&browser->settings, row, &text);
		yd_buf_free(&value);
	}
	if (text.len)
		yd_browser_say(browser, "%s", text.ptr);
	else
		yd_browser_say(browser, "All settings are as they were at first; Tab after :set "
					"lists them.");
	yd_buf_free(&text);
}

static void change_setting(yd_browser *browser, yd_str words)
{
	yd_str name, value;
	yd_error err = {0};
	if (!yd_setting_split(words, &name, &value)) {
		say_changed(browser);
		return;
	}
	const yd_setting_row *row = yd_setting_find(name);
	if (!row) {
		yd_browser_say(browser, "There is no setting %.*s; Tab after :set lists them.",
			(int)name.len, name.ptr);
		return;
	}
	if (value.ptr && !yd_browser_ok(browser,
				 yd_settings_set(&browser->settings, row, value, &err), &err))
		return;
	if (value.ptr)
		yd_browser_renew(browser);
	yd_buf text = {0};
	put_setting(&browser->settings, row, &text);
	yd_browser_say(browser, "%s", text.ptr);
	yd_buf_free(&text);
}

bool yd_browser_change_config(yd_browser *browser, yd_action action, yd_str words)
{
	yd_error err = {0};
	yd_status status = YD_OK;
	switch (action) {
	case YD_DO_SET:
		change_setting(browser, words);
		return true;
	case YD_DO_BIND:
		status = yd_keymap_bind(&browser->keymap, words, 0, &err);
		break;
	case YD_DO_COLOR:
		status = yd_paints_set(&browser->paints, words, &err);
		break;
	default:
		return false;
	}
	if (yd_browser_ok(browser, status, &err))
		yd_browser_renew(browser);
	return true;
}
