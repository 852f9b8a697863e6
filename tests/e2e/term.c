#include "term_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Nobody's user and group on Debian; any number that owns nothing would do. */
enum { NOBODY = 65534 };
/* An idle program that wrote nothing for this long has finished with what it was told: longer than
 * the kernel takes to carry bytes from one end of a pseudo-terminal to the other. */
enum { QUIET = 80 };

double term_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static _Noreturn void run_program(const term_options *options, int slave)
{
	setsid();
	ioctl(slave, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (options->directory && chdir(options->directory) != 0)
		_exit(126);
	if (options->as_nobody) {
		/* The terminal stays usable: it is open already, and is given away as login does.
		 */
		if (fchown(slave, NOBODY, NOBODY) != 0 || setgroups(0, NULL) != 0 ||
			setgid(NOBODY) != 0 || setuid(NOBODY) != 0)
			_exit(126);
	}
	close(slave);
	environ = (char **)options->env;
	execvp(options->argv[0], (char *const *)options->argv);
	dprintf(2, "cannot run %s: %s\n", options->argv[0], strerror(errno));
	_exit(127);
}

term *term_start(const term_options *options)
{
	term *t = yd_alloc(sizeof *t);
	t->rows = options->rows;
	t->columns = options->columns;
	t->blind = options->blind;
	struct winsize size = {
		.ws_row = (unsigned short)t->rows, .ws_col = (unsigned short)t->columns};
	if (openpty(&t->master, &t->slave, NULL, NULL, &size) != 0)
		fail_msg("openpty: %s", strerror(errno));
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	term_screen_init(t);
	t->pid = fork();
	if (t->pid == 0)
		run_program(options, t->slave);
	if (t->pid < 0)
		fail_msg("fork: %s", strerror(errno));
	return t;
}

void term_free(term *t)
{
	if (!t)
		return;
	if (!t->exited) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
	}
	close(t->master);
	close(t->slave);
	term_screen_free(t);
	yd_buf_free(&t->raw);
	free(t);
}

bool term_running(term *t)
{
	if (!t->exited && waitpid(t->pid, &t->status, WNOHANG) == t->pid)
		t->exited = true;
	return !t->exited;
}

double term_last_byte(const term *t)
{
	return t->last_byte;
}

pid_t term_pid(const term *t)
{
	return t->pid;
}

bool term_pump(term *t, int timeout)
{
	struct pollfd ready = {.fd = t->master, .events = POLLIN};
	if (poll(&ready, 1, timeout) <= 0 || !(ready.revents & POLLIN))
		return false;
	char bytes[65536];
	ssize_t n = read(t->master, bytes, sizeof bytes);
	if (n <= 0)
		return false;
	t->last_byte = term_now();
	yd_buf_add(&t->raw, bytes, (size_t)n);
	if (!t->blind)
		term_screen_write(t, bytes, (size_t)n);
	return true;
}

void term_type_bytes(term *t, const char *bytes, size_t len)
{
	double limit = term_now() + TERM_PATIENCE;
	for (size_t done = 0; done < len;) {
		ssize_t n = write(t->master, bytes + done, len - done);
		if (n > 0) {
			done += (size_t)n;
			continue;
		}
		/* The line's buffer is full: the program must read, and may have to write first. */
		if (errno != EAGAIN && errno != EINTR)
			term_fail(t, __FILE__, __LINE__, "typing: %s", strerror(errno));
		if (!term_running(t))
			return;
		if (term_now() > limit)
			term_fail(t, __FILE__, __LINE__, "the program does not read its input");
		term_pump(t, 5);
	}
}

void term_type(term *t, const char *bytes)
{
	term_type_bytes(t, bytes, strlen(bytes));
}

void term_press(term *t, const char *bytes)
{
	term_type(t, bytes);
	term_settle(t);
}

void term_mute(term *t)
{
	t->mute = true;
}

void term_resize(term *t, int columns, int rows)
{
	t->columns = columns;
	t->rows = rows;
	term_screen_resize(t);
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	if (ioctl(t->master, TIOCSWINSZ, &size) != 0)
		term_fail(t, __FILE__, __LINE__, "resizing: %s", strerror(errno));
}

void term_signal(term *t, int signal_number)
{
	kill(t->pid, signal_number);
}

/* ---- waiting ---- */

void term_settle(term *t)
{
	double quiet_since = term_now(), limit = quiet_since + TERM_PATIENCE;
	while (term_running(t)) {
		bool wrote = term_pump(t, 5);
		double now = term_now();
		if (wrote || !term_idle(t))
			quiet_since = now;
		if (now - quiet_since >= QUIET + term_unsure(t))
			return;
		if (now > limit)
			term_fail(t, __FILE__, __LINE__, "the program does not come to rest");
	}
	while (term_pump(t, 0))
		continue;
}

static void await(term *t, const char *text, bool wanted)
{
	double limit = term_now() + TERM_PATIENCE;
	while (term_shows(t, text) != wanted) {
		bool more = term_pump(t, 20);
		if (more)
			continue;
		if (!term_running(t) && !term_pump(t, 0) && term_shows(t, text) != wanted)
			term_fail(t, __FILE__, __LINE__, "the program ended, still %s: %s",
				wanted ? "not on the screen" : "on the screen", text);
		if (term_now() > limit)
			term_fail(t, __FILE__, __LINE__, "waited in vain, %s: %s",
				wanted ? "not on the screen" : "still on the screen", text);
	}
}

void term_await(term *t, const char *text)
{
	await(t, text, true);
}

void term_await_gone(term *t, const char *text)
{
	await(t, text, false);
}

int term_await_exit(term *t)
{
	double limit = term_now() + TERM_PATIENCE;
	while (term_running(t)) {
		term_pump(t, 10);
		if (term_now() > limit)
			term_fail(t, __FILE__, __LINE__, "the program does not end");
	}
	while (term_pump(t, 0))
		continue;
	return t->status;
}

const char *term_raw(const term *t, size_t *len)
{
	if (len)
		*len = t->raw.len;
	return t->raw.ptr ? t->raw.ptr : "";
}

void term_raw_clear(term *t)
{
	yd_buf_clear(&t->raw);
}
