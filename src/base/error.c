#include <yaodian/base.h>
#include <yaodian/intl.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void (*fatal_handler)(const char *message);

/* Cuts a string that vsnprintf() may have ended inside a character back to the character before. */
static void cut_at_character(char *text)
{
	size_t len = strlen(text), back = len;
	while (back > 0 && len - back < 4 && ((unsigned char)text[back - 1] & 0xC0) == 0x80)
		back--;
	if (back == 0)
		return;
	unsigned char lead = (unsigned char)text[back - 1];
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	if (need > 1 && len - (back - 1) < need)
		text[back - 1] = '\0';
}

yd_status yd_fail(yd_error *err, yd_status status, const char *about, const char *format, ...)
{
	if (!err)
		return status;
	err->status = status;
	size_t at = 0;
	if (about) {
		/* A long path must leave room for what is wrong with it. */
		snprintf(err->text, sizeof err->text * 2 / 3, "%s", about);
		cut_at_character(err->text);
		at = strlen(err->text);
		at += (size_t)snprintf(err->text + at, sizeof err->text - at, ": ");
	}
	va_list args;
	va_start(args, format);
	vsnprintf(err->text + at, sizeof err->text - at, yd_tr(format), args);
	va_end(args);
	cut_at_character(err->text);
	return status;
}

yd_status yd_fail_errno(yd_error *err, int errno_value, const char *about, const char *doing)
{
	yd_status status = errno_value == ENOENT ? YD_NOT_FOUND : YD_SYSTEM;
	return yd_fail(err, status, about, "%s: %s", yd_tr(doing), strerror(errno_value));
}

void yd_fatal_handler(void (*handler)(const char *message))
{
	fatal_handler = handler;
}

void yd_fatal(const char *message)
{
	void (*handler)(const char *) = fatal_handler;
	fatal_handler = NULL;
	if (handler)
		handler(message);
	fprintf(stderr, "yaodian: %s\n", yd_tr(message));
	exit(3);
}
