/* Earlier lines of a prompt, kept in user data between sessions. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

void yd_browser_read_lines(yd_browser *browser, const char *name, yd_prompt_history *lines)
{
	char *value = NULL;
	if (lines->count)
		return;
	yd_user_state(yd_library_user(browser->library), name, &value, NULL);
	for (const char *at = value; at && *at;) {
		size_t len = strcspn(at, "\n");
		yd_prompt_remember(lines, (yd_str){at, len});
		at += len + (at[len] == '\n');
	}
	free(value);
}

/* Control characters cannot be typed, so that a line feed parts the lines. */
void yd_browser_keep_lines(yd_browser *browser, const char *name, const yd_prompt_history *lines)
{
	yd_buf value = {0};
	for (size_t i = 0; i < lines->count; i++)
		yd_buf_printf(&value, "%s%s", i ? "\n" : "", lines->lines[i]);
	yd_user_state_set(yd_library_user(browser->library), name, value.ptr, NULL);
	yd_buf_free(&value);
}
