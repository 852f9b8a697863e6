/* What is said to the reader in the last row. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
#include <stdlib.h>

void yd_browser_say(yd_browser *browser, const char *format, ...)
{
	va_list args;
	char *text = NULL, *own = yd_browser_with_keys(browser, yd_tr(format), true);
	va_start(args, format);
	int len = vasprintf(&text, own, args);
	va_end(args);
	free(own);
	yd_buf_clear(&browser->message);
	if (len > 0)
		yd_buf_add(&browser->message, text, (size_t)len);
	if (len >= 0)
		free(text);
	browser->message_is_error = false;
}

bool yd_browser_ok(yd_browser *browser, yd_status status, const yd_error *err)
{
	if (status == YD_OK)
		return true;
	yd_browser_say(browser, "%s", err->text);
	browser->message_is_error = true;
	return false;
}

void yd_browser_tell(yd_browser *browser, const char *text, bool is_error)
{
	yd_browser_say(browser, "%s", text);
	browser->message_is_error = is_error;
}

void yd_browser_notice(yd_browser *browser, yd_str text)
{
	if (browser->message.len == 0)
		yd_browser_say(browser, "%.*s", (int)text.len, text.ptr);
}
