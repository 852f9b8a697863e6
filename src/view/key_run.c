/* Keys to actions, at once or when what they wait for is there. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

enum { DIGITS_MAX = 1000000, PATIENCE_MS = 1000 };

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
		yd_browser_type_key(browser, key);
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

static void act_on_key(yd_browser *browser, yd_key key)
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

void yd_browser_key(yd_browser *browser, yd_key key)
{
	yd_browser_upkeep_key(browser);
	if (!yd_browser_hold_key(browser, key))
		act_on_key(browser, key);
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

/* ---- keys that waited ---- */

void yd_browser_release_held(yd_browser *browser)
{
	while (browser->held_count && !browser->done &&
		!yd_browser_must_wait(browser, browser->held[0])) {
		yd_key key = browser->held[0];
		memmove(browser->held, browser->held + 1,
			--browser->held_count * sizeof *browser->held);
		act_on_key(browser, key);
		browser->changed = true;
	}
	if (!browser->held_count)
		browser->held_since = 0;
}

int64_t yd_browser_held_tick(yd_browser *browser, int64_t now)
{
	yd_browser_release_held(browser);
	if (!browser->held_count)
		return INT64_MAX;
	if (!browser->held_since)
		browser->held_since = now;
	if (now - browser->held_since < PATIENCE_MS)
		return browser->held_since + PATIENCE_MS;
	browser->search.patience_over = true;
	yd_browser_release_held(browser);
	return now;
}
