#include "output.h"

#include "progress.h"

#include <yaodian/intl.h>
#include <yaodian/limits.h>

#include <yaodian/text.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_COLUMNS = 80 };

static int write_errno; /* of the first write to standard output that failed */

bool out_is_terminal(void)
{
	static int known = -1;
	if (known < 0)
		known = isatty(STDOUT_FILENO);
	return known == 1;
}

size_t out_columns(void)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return DEFAULT_COLUMNS;
}

void out_bytes(yd_str bytes)
{
	if (write_errno || bytes.len == 0)
		return;
	errno = 0;
	if (fwrite(bytes.ptr, 1, bytes.len, stdout) != bytes.len)
		write_errno = errno ? errno : EIO;
}

void out_puts(const char *ascii)
{
	out_bytes(yd_str_of(ascii));
}

void out_text(yd_str text)
{
	if (!out_is_terminal()) {
		out_bytes(text);
		return;
	}
	yd_buf clean = {0};
	yd_text_sanitize(text, YD_KEEP_NEWLINE, &clean);
	out_bytes(yd_buf_str(&clean));
	yd_buf_free(&clean);
}

void out_add_field(yd_str text, yd_buf *line)
{
	if (out_is_terminal()) {
		yd_text_sanitize(text, 0, line);
		return;
	}
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp;
		char utf8[4];
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (cp < 0x20 || cp == 0x7F)
			yd_buf_putc(line, ' ');
		else
			yd_buf_add(line, utf8, yd_utf8_encode(cp, utf8));
	}
}

void out_field(yd_str text)
{
	yd_buf line = {0};
	out_add_field(text, &line);
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

void out_value(const char *text, const char *absent)
{
	out_field(yd_str_of(text ? text : absent));
}

static bool can_style(void)
{
	const char *term = getenv("TERM");
	return out_is_terminal() && term && *term && strcmp(term, "dumb") != 0;
}

/* ECMA-48 attributes that every terminal of the last decades has; no colour, so NO_COLOR is kept.
 */
void out_set_style(out_style style)
{
	static const char *const codes[] = {"\033[m", "\033[1m", "\033[2m", "\033[7m"};
	if (can_style())
		out_puts(codes[style]);
}

void out_flush(void)
{
	errno = 0;
	if (!write_errno && fflush(stdout) != 0)
		write_errno = errno ? errno : EIO;
}

bool out_is_closed(void)
{
	return write_errno == EPIPE;
}

int out_finish(int status)
{
	out_flush();
	if (!write_errno || write_errno == EPIPE)
		return status;
	say("standard output: cannot be written: %s", strerror(write_errno));
	return YD_EXIT_SYSTEM;
}

static void say_line(yd_str message)
{
	yd_buf line = {0};
	yd_buf_puts(&line, "yaodian: ");
	yd_text_sanitize(message, 0, &line);
	yd_buf_putc(&line, '\n');
	out_flush();
	fwrite(line.ptr, 1, line.len, stderr);
	yd_buf_free(&line);
}

static void say_list(const char *prefix, const char *format, va_list args, const char *suffix)
{
	progress_clear();
	char *message = NULL;
	if (vasprintf(&message, yd_tr(format), args) < 0)
		yd_fatal("out of memory");
	char *whole = yd_format("%s%s%s", prefix, message, suffix);
	say_line(yd_str_of(whole));
	free(whole);
	free(message);
}

void say(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say_list("", format, args, "");
	va_end(args);
}

static int exit_status_of(yd_status status)
{
	switch (status) {
	case YD_OK:
	case YD_END:
		return YD_EXIT_DONE;
	case YD_NOT_FOUND:
		return YD_EXIT_NOTHING;
	case YD_AMBIGUOUS:
	case YD_INVALID:
		return YD_EXIT_USAGE;
	default:
		return YD_EXIT_SYSTEM;
	}
}

int say_error(const yd_error *err)
{
	say("%s", err->text);
	return exit_status_of(err->status);
}

int say_usage(const yd_call *call, const char *format, ...)
{
	char *prefix = yd_format("%s: ", call->command->name);
	char *suffix = yd_format(_("; see `yaodian %s --help`"), call->command->name);
	va_list args;
	va_start(args, format);
	say_list(prefix, format, args, suffix);
	va_end(args);
	free(prefix);
	free(suffix);
	return YD_EXIT_USAGE;
}

int check_may_change(const yd_call *call)
{
	return call->library.read_only
		       ? say_usage(call, "it changes the files, which --read-only forbids; run it "
					 "without --read-only")
		       : YD_EXIT_DONE;
}

int open_library(const yd_call *call, bool reads, yd_library **out)
{
	yd_buf warnings = {0};
	yd_error err;
	*out = NULL;
	if (reads && yd_limits_check(&err) != YD_OK) {
		say_error(&err);
		return YD_EXIT_USAGE;
	}
	yd_status status = yd_library_open(&call->library, out, reads ? &warnings : NULL, &err);
	char *line = warnings.len ? strtok(warnings.ptr, "\n") : NULL;
	for (; line; line = strtok(NULL, "\n"))
		say("%s", line);
	yd_buf_free(&warnings);
	if (status == YD_OK)
		return YD_EXIT_DONE;
	say_error(&err);
	/* Whatever is wrong with a file of ours, it is not the command that was wrong. */
	return YD_EXIT_SYSTEM;
}
