/*
 * Texts that name keys: they hold the action in braces, and the user's own key for it stands there
 * when they are shown.
 */
#include "browser.h"

#include <string.h>

/* The key that does it where the reader is, else in the three panes, else anywhere. */
static yd_key find_key(const yd_browser *browser, const yd_action_row *row)
{
	yd_key key = yd_keymap_key(&browser->keymap, yd_browser_focus(browser), row->action);
	if (key == YD_KEY_NONE)
		key = yd_keymap_key(&browser->keymap, yd_browser_main_focus(browser), row->action);
	for (unsigned pane = 0; key == YD_KEY_NONE && pane < YD_PANE_COUNT; pane++)
		key = yd_keymap_key(&browser->keymap, (yd_pane)pane, row->action);
	return key;
}

/* Without a key its command does it; what it takes stands behind a space. */
static void put_key(const yd_browser *browser, const yd_action_row *row, yd_buf *out)
{
	yd_key key = find_key(browser, row);
	if (key != YD_KEY_NONE)
		yd_key_name(key, out);
	else
		yd_buf_printf(out, ":%s%s", row->name, row->argument ? " " : "");
}

/* The action named in braces at the start of `text`, with their length in *len; NULL: none. */
static const yd_action_row *read_action(const char *text, size_t *len)
{
	size_t end = strcspn(text, "}");
	*len = end + 1;
	for (size_t i = 0; *text == '{' && text[end] && i < YD_DO_COUNT - 1; i++)
		if (strlen(yd_action_table[i].name) == end - 1 &&
			strncmp(text + 1, yd_action_table[i].name, end - 1) == 0)
			return &yd_action_table[i];
	return NULL;
}

char *yd_browser_with_keys(const yd_browser *browser, const char *text, bool is_format)
{
	yd_buf out = {0}, key = {0};
	yd_buf_puts(&out, "");
	while (*text) {
		size_t len;
		const yd_action_row *row = read_action(text, &len);
		if (!row) {
			yd_buf_putc(&out, *text++);
			continue;
		}
		yd_buf_clear(&key);
		put_key(browser, row, &key);
		for (size_t i = 0; i < key.len; i++) {
			if (is_format && key.ptr[i] == '%')
				yd_buf_putc(&out, '%');
			yd_buf_putc(&out, key.ptr[i]);
		}
		text += len;
	}
	yd_buf_free(&key);
	return yd_buf_take(&out);
}
