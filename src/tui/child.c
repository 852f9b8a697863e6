#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_FOUND = 127 };

int yd_child_input(yd_str text)
{
	int fd = memfd_create("yaodian", MFD_CLOEXEC);
	size_t written = 0;
	while (fd >= 0 && written < text.len) {
		ssize_t got = write(fd, text.ptr + written, text.len - written);
		if (got < 0 && errno != EINTR) {
			int saved = errno;
			close(fd);
			errno = saved;
			return -1;
		}
		written += got > 0 ? (size_t)got : 0;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

/* ---- signals ---- */

/* What is changed while a child runs, and how it was. */
typedef struct held {
	sigset_t waited, mask;
	struct sigaction interrupt, quit, stop;
} held;

static void hold_signals(held *was, bool quiet)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL};
	sigemptyset(&ignore.sa_mask);
	sigemptyset(&usual.sa_mask);
	sigemptyset(&was->waited);
	sigaddset(&was->waited, SIGCHLD);
	sigaddset(&was->waited, SIGTERM);
	sigaddset(&was->waited, SIGHUP);
	sigprocmask(SIG_BLOCK, &was->waited, &was->mask);
	sigaction(SIGINT, &ignore, &was->interrupt);
	sigaction(SIGQUIT, &ignore, &was->quit);
	/* Only with the terminal lent may the shell be shown. */
	sigaction(SIGTSTP, quiet ? &ignore : &usual, &was->stop);
}

static void release_signals(const held *was)
{
	sigaction(SIGINT, &was->interrupt, NULL);
	sigaction(SIGQUIT, &was->quit, NULL);
	sigaction(SIGTSTP, &was->stop, NULL);
	sigprocmask(SIG_SETMASK, &was->mask, NULL);
}

/* ---- the child's side: only calls that are safe after fork() in a program with threads ---- */

static void reset_signal(int number, const struct sigaction *was)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};
	sigemptyset(&usual.sa_mask);
	/* What whoever started us ignores stays ignored. */
	if (was->sa_handler != SIG_IGN)
		sigaction(number, &usual, NULL);
}

static void become(const yd_child *child, const held *was) __attribute__((noreturn));
static void become(const yd_child *child, const held *was)
{
	reset_signal(SIGINT, &was->interrupt);
	reset_signal(SIGQUIT, &was->quit);
	reset_signal(SIGTSTP, &was->stop);
	sigprocmask(SIG_SETMASK, &was->mask, NULL);
	int nowhere = child->quiet ? open("/dev/null", O_RDWR) : -1;
	if (child->input >= 0)
		dup2(child->input, STDIN_FILENO);
	if (nowhere >= 0) {
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
	}
	execvp(child->argv[0], (char *const *)child->argv);
	_exit(NOT_FOUND);
}

/* ---- waiting ---- */

static int64_t milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int wait_for(pid_t pid, const yd_child *child, const held *was, yd_child_end *end)
{
	int status = 0;
	int64_t until = milliseconds() + YD_CHILD_PATIENCE;
	for (;;) {
		pid_t got = waitpid(pid, &status, WNOHANG);
		if (got == pid || (got < 0 && errno != EINTR))
			return status;
		int64_t left = until - milliseconds();
		if (child->quiet && left <= 0) {
			kill(pid, SIGKILL);
			left = 1000;
		}
		/* A second at most, should another thread have taken the signal. */
		int64_t pause = child->quiet && left < 1000 ? left : 1000;
		struct timespec time = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
		int number = sigtimedwait(&was->waited, NULL, &time);
		if (number == SIGTERM || number == SIGHUP) {
			end->ended_by = number;
			kill(pid, number);
		}
	}
}

yd_child_end yd_child_run(const yd_child *child)
{
	yd_child_end end = {0};
	held was;
	hold_signals(&was, child->quiet);
	pid_t pid = fork();
	if (pid == 0)
		become(child, &was);
	if (pid < 0) {
		end.error = errno;
	} else {
		int status = wait_for(pid, child, &was, &end);
		end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
		end.killed_by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
		/* What a shell says of a command that was killed. */
		if (end.status > 128 && end.status <= 128 + SIGRTMAX)
			end.killed_by = end.status - 128;
	}
	release_signals(&was);
	return end;
}

bool yd_child_failed(const yd_child_end *end, yd_buf *out)
{
	if (end->error)
		yd_buf_printf(out, "could not be started: %s", strerror(end->error));
	else if (end->killed_by)
		yd_buf_printf(out, "was killed (%s)", strsignal(end->killed_by));
	else if (end->status == NOT_FOUND)
		yd_buf_puts(out, "was not found");
	else if (end->status)
		yd_buf_printf(out, "ended with status %d", end->status);
	else
		return false;
	return true;
}
