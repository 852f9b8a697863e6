#include "clipboard.h"

#include "child.h"

#include <yaodian/intl.h>

#include <yaodian/library.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* RFC 4648, with padding; appended. */
static void add_base64(yd_str bytes, yd_buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		uint32_t group = (uint32_t)(unsigned char)bytes.ptr[i] << 16;
		group |= left > 1 ? (uint32_t)(unsigned char)bytes.ptr[i + 1] << 8 : 0;
		group |= left > 2 ? (uint32_t)(unsigned char)bytes.ptr[i + 2] : 0;
		yd_buf_putc(out, digits[group >> 18]);
		yd_buf_putc(out, digits[group >> 12 & 63]);
		yd_buf_putc(out, left > 1 ? digits[group >> 6 & 63] : '=');
		yd_buf_putc(out, left > 2 ? digits[group & 63] : '=');
	}
}

static size_t base64_len(size_t bytes)
{
	return (bytes + 2) / 3 * 4;
}

/* ---- writing ---- */

/* All of it; waits where the other side is slow. */
static bool write_all(int fd, yd_str text)
{
	while (text.len) {
		ssize_t got = write(fd, text.ptr, text.len);
		if (got < 0 && errno == EAGAIN) {
			struct pollfd wait = {.fd = fd, .events = POLLOUT};
			poll(&wait, 1, 1000);
		} else if (got < 0 && errno != EINTR) {
			return false;
		}
		if (got > 0)
			text = (yd_str){text.ptr + got, text.len - (size_t)got};
	}
	return true;
}

/* ---- the file ---- */

/* Makes the folders that `path` lies in, for their owner only. */
static void make_folders(const char *path)
{
	char *folder = yd_strdup(path);
	for (char *slash = folder + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(folder, 0700);
		*slash = '/';
	}
	free(folder);
}

static int write_file(const char *path, yd_str text)
{
	char *fresh = yd_format("%s.XXXXXX", path);
	int fd = mkstemp(fresh), error = 0;
	if (fd < 0)
		error = errno;
	else if (!write_all(fd, text) || fsync(fd) < 0)
		error = errno;
	if (fd >= 0 && close(fd) < 0 && !error)
		error = errno;
	if (fd >= 0 && !error && rename(fresh, path) < 0)
		error = errno;
	if (fd >= 0 && error)
		unlink(fresh);
	free(fresh);
	return error;
}

static char *file_path(const char *user_path)
{
	char *path = yd_library_state_path("copied.txt");
	const char *slash = strrchr(user_path, '/');
	if (!path)
		path = yd_format(
			"%.*scopied.txt", slash ? (int)(slash - user_path + 1) : 0, user_path);
	return path;
}

/* ~/… for what lies in the user's home. */
static char *short_path(const char *path)
{
	const char *home = getenv("HOME");
	size_t len = home ? strlen(home) : 0;
	while (len && home[len - 1] == '/')
		len--;
	if (len && strncmp(path, home, len) == 0 && path[len] == '/')
		return yd_format("~%s", path + len);
	return yd_strdup(path);
}

/* ---- the terminal ---- */

static bool is_in_tmux(void)
{
	const char *tmux = getenv("TMUX");
	return tmux && *tmux;
}

/* The Linux console has no clipboard. */
static bool has_clipboard(void)
{
	const char *term = getenv("TERM");
	return !term || (strncmp(term, "linux", 5) != 0 && strcmp(term, "dumb") != 0);
}

static bool give_tmux(yd_str text, const char *what, bool fits, yd_buf *said)
{
	static const char *const shared[] = {"tmux", "load-buffer", "-w", "-", NULL};
	static const char *const alone[] = {"tmux", "load-buffer", "-", NULL};
	int input = yd_child_input(text);
	yd_child child = {.argv = fits ? shared : alone, .input = input, .quiet = true};
	yd_child_end end = {.error = errno};
	if (input >= 0) {
		end = yd_child_run(&child);
		close(input);
	}
	size_t start = said->len;
	if (yd_child_failed(&end, said)) {
		char *why = yd_strdup(said->ptr + start);
		said->len = start;
		yd_buf_printf(said, _("tmux did not take the %s: it %s"), what, why);
		free(why);
		return false;
	}
	yd_buf_printf(said,
		fits ? _("Copied the %s to tmux and the clipboard")
		     : _("Copied the %s to tmux alone: it is too long for a terminal's clipboard"),
		what);
	return true;
}

static bool give_terminal(yd_str text, const char *what, yd_buf *said)
{
	yd_buf sequence = {0};
	yd_buf_puts(&sequence, "\033]52;c;");
	add_base64(text, &sequence);
	yd_buf_putc(&sequence, '\a');
	bool sent = write_all(STDOUT_FILENO, yd_buf_str(&sequence));
	yd_buf_free(&sequence);
	if (sent)
		yd_buf_printf(said, _("Copied the %s to the clipboard"), what);
	return sent;
}

static bool give(yd_str text, const char *what, size_t limit, yd_buf *said)
{
	bool fits = base64_len(text.len) <= limit;
	if (is_in_tmux())
		return give_tmux(text, what, fits, said);
	if (!has_clipboard()) {
		yd_buf_puts(said, _("This terminal has no clipboard"));
		return false;
	}
	if (fits)
		return give_terminal(text, what, said);
	yd_buf_printf(said,
		_("The %s is too long for the terminal's clipboard (%zu bytes as sent; copy-limit "
		  "is %zu)"),
		what, base64_len(text.len), limit);
	return false;
}

bool yd_clipboard_put(
	yd_str text, const char *what, size_t limit, const char *user_path, yd_buf *said)
{
	char *path = file_path(user_path), *name = short_path(path);
	make_folders(path);
	int error = write_file(path, text);
	bool given = give(text, yd_tr(what), limit, said);
	if (error)
		yd_buf_printf(said, _("; %s could not be written: %s."), name, strerror(error));
	else
		yd_buf_printf(said, given ? _("; also in %s.") : _("; it is in %s."), name);
	free(path);
	free(name);
	return given || !error;
}
