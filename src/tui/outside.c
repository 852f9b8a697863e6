#include "outside.h"

#include "child.h"
#include "clipboard.h"
#include "screen.h"

#include <yaodian/intl.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

void yd_outside_begin(yd_browser *browser)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
	yd_browser_set_editor(browser, visual && *visual ? visual : editor);
}

/* ---- pipes ---- */

/* What came in and ends the program; what was typed to interrupt a command does not. */
static int take_end(void)
{
	int ended_by = yd_screen_signals().ended_by;
	return ended_by == SIGINT || ended_by == SIGQUIT ? 0 : ended_by;
}

/* Waits for a key while the terminal is lent; returns the signal that ended the program, or 0. */
static int wait_for_key(void)
{
	struct termios was, now;
	int ended_by = take_end();
	if (ended_by || tcgetattr(STDIN_FILENO, &was) < 0)
		return ended_by;
	now = was;
	/* Ctrl-C is a key like any other here. */
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &now);
	for (;;) {
		struct pollfd fds[] = {{.fd = STDIN_FILENO, .events = POLLIN},
			{.fd = yd_screen_signal_fd(), .events = POLLIN}};
		int ready = poll(fds, 2, -1);
		if (ready < 0 && errno != EINTR)
			break;
		if (ready > 0 && fds[0].revents)
			break;
		ended_by = take_end();
		if (ended_by)
			break;
	}
	/* A key may be several bytes. */
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	return ended_by;
}

/* The command's own output stands above; ours goes below it. */
static void say_below(const char *how)
{
	yd_buf line = {0};
	yd_buf_printf(&line, _("\n[%s; press a key to go back] "), how);
	ssize_t written = write(STDOUT_FILENO, line.ptr, line.len);
	(void)written;
	yd_buf_free(&line);
}

static int pipe_to(yd_browser *browser, const yd_request *request)
{
	const char *argv[] = {"sh", "-c", request->command, NULL};
	yd_buf how = {0}, said = {0};
	int input = yd_child_input(yd_buf_str(&request->text));
	yd_child_end end = {.error = errno};
	bool failed = true;
	if (input >= 0) {
		end = yd_child_run(&(yd_child){.argv = argv, .input = input});
		close(input);
		failed = yd_child_failed(&end, &how);
		if (!failed)
			yd_buf_puts(&how, _("done"));
		say_below(how.ptr);
		if (!end.ended_by)
			end.ended_by = wait_for_key();
		yd_screen_take_back();
	} else {
		yd_child_failed(&end, &how);
	}
	yd_buf_printf(&said, _("%s: %s."), request->command, how.ptr);
	yd_browser_tell(browser, said.ptr, failed);
	yd_buf_free(&how);
	yd_buf_free(&said);
	return end.ended_by;
}

/* ---- copies ---- */

static void copy(yd_browser *browser, const yd_request *request)
{
	yd_buf said = {0};
	bool kept = yd_clipboard_put(yd_buf_str(&request->text), request->command,
		yd_browser_settings(browser)->copy_limit, yd_browser_user_path(browser), &said);
	yd_browser_tell(browser, said.ptr, !kept);
	yd_buf_free(&said);
}

int yd_outside_do(yd_browser *browser)
{
	yd_request request;
	int ended_by = 0;
	if (!yd_browser_take_request(browser, &request))
		return 0;
	if (request.kind == YD_REQUEST_EDIT)
		ended_by = yd_outside_edit(browser, &request);
	else if (request.kind == YD_REQUEST_PIPE)
		ended_by = pipe_to(browser, &request);
	else
		copy(browser, &request);
	yd_request_free(&request);
	return ended_by;
}
