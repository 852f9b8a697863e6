#include "child.h"

#include "restore.h"
#include "screen.h"

#include <yaodian/intl.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_FOUND = 127 };
/* Milliseconds. */
enum { GONE_WITHIN = 3000, LOOK_EVERY = 10 };

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

/* ---- the terminal's foreground ---- */

/*
 * A child is a job of its own, as under a shell: what is typed to interrupt it does not reach us,
 * and what ends us is passed on to all that it has started.
 */
struct job {
	pid_t pid;
	bool lent;	       /* it has the terminal */
	sigset_t waited, mask; /* signals that are waited for, and what was blocked before */
};

static void begin_waiting(struct job *job)
{
	sigset_t blocked;
	sigemptyset(&job->waited);
	sigaddset(&job->waited, SIGCHLD);
	sigaddset(&job->waited, SIGTERM);
	sigaddset(&job->waited, SIGHUP);
	/* Typed before the child had the terminal, and meant for it. */
	sigaddset(&job->waited, SIGINT);
	sigaddset(&job->waited, SIGQUIT);
	blocked = job->waited;
	/* Giving the terminal away and taking it back must not stop us. */
	sigaddset(&blocked, SIGTTOU);
	sigprocmask(SIG_BLOCK, &blocked, &job->mask);
}

static void give_terminal_to(const struct job *job, pid_t group)
{
	if (job->lent)
		tcsetpgrp(STDIN_FILENO, group);
}

/* As they are for any program; what whoever started us ignores stays ignored. Before exec() our own
 * would run, and a signal that came early would be lost. */
static void reset_signals(void)
{
	static const int numbers[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP};
	struct sigaction usual = {.sa_handler = SIG_DFL}, was;
	sigemptyset(&usual.sa_mask);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (sigaction(numbers[i], NULL, &was) == 0 && was.sa_handler != SIG_IGN)
			sigaction(numbers[i], &usual, NULL);
}

/* Only calls that are safe after fork() in a program with threads. */
static void become(const yd_child *child, const struct job *job) __attribute__((noreturn));
static void become(const yd_child *child, const struct job *job)
{
	setpgid(0, 0);
	give_terminal_to(job, getpid());
	reset_signals();
	sigprocmask(SIG_SETMASK, &job->mask, NULL);
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

/* It was stopped by Ctrl-z: so are we, that the shell may have its terminal, until it is asked to
 * go on. */
static void stop_along(const struct job *job)
{
	give_terminal_to(job, getpgrp());
	if (job->lent)
		yd_restore_stop();
	give_terminal_to(job, job->pid);
	kill(-job->pid, SIGCONT);
}

/* ---- waiting ---- */

static int64_t milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* For a signal, a second at most, should another thread have taken it. */
static int next_signal(const struct job *job, int64_t left)
{
	int64_t pause = left < 0 ? 0 : left < 1000 ? left : 1000;
	struct timespec time = {.tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000};
	return sigtimedwait(&job->waited, NULL, &time);
}

static int wait_for(const struct job *job, bool quiet, yd_child_end *end)
{
	int status = 0;
	int64_t until = quiet ? milliseconds() + YD_CHILD_PATIENCE : INT64_MAX;
	for (;;) {
		pid_t got = waitpid(job->pid, &status, WNOHANG | WUNTRACED);
		if (got == job->pid && WIFSTOPPED(status)) {
			stop_along(job);
			continue;
		}
		if (got == job->pid || (got < 0 && errno != EINTR))
			return status;
		int64_t left = until - milliseconds();
		if (left <= 0) {
			kill(-job->pid, SIGKILL);
			left = 1000;
		}
		int number = next_signal(job, left);
		if (number == SIGTERM || number == SIGHUP)
			end->ended_by = number;
		if (number > 0 && number != SIGCHLD)
			kill(-job->pid, number);
	}
}

/* The shell that was asked for the command goes with the signal, and may be gone before the editor
 * has saved what it has: whoever comes next looks at that. */
static void await_group(const struct job *job)
{
	struct timespec pause = {.tv_nsec = LOOK_EVERY * 1000000};
	int64_t until = milliseconds() + GONE_WITHIN;
	while (kill(-job->pid, 0) == 0 && milliseconds() < until)
		nanosleep(&pause, NULL);
}

static void note_end(int status, yd_child_end *end)
{
	end->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	end->killed_by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	/* What a shell says of a command that was killed. */
	if (end->status > 128 && end->status <= 128 + SIGRTMAX)
		end->killed_by = end->status - 128;
}

yd_child_end yd_child_run(const yd_child *child)
{
	yd_child_end end = {0};
	struct job job = {.lent = !child->quiet && tcgetpgrp(STDIN_FILENO) == getpgrp()};
	begin_waiting(&job);
	if (!child->quiet)
		yd_screen_lend();
	job.pid = fork();
	if (job.pid == 0)
		become(child, &job);
	if (job.pid < 0) {
		end.error = errno;
	} else {
		/* Both sides do it, since either may be first. */
		setpgid(job.pid, job.pid);
		give_terminal_to(&job, job.pid);
		note_end(wait_for(&job, child->quiet, &end), &end);
		if (end.ended_by)
			await_group(&job);
		give_terminal_to(&job, getpgrp());
	}
	sigprocmask(SIG_SETMASK, &job.mask, NULL);
	return end;
}

bool yd_child_failed(const yd_child_end *end, yd_buf *out)
{
	if (end->error)
		yd_buf_printf(out, _("could not be started: %s"), strerror(end->error));
	else if (end->killed_by)
		yd_buf_printf(out, _("was killed (%s)"), strsignal(end->killed_by));
	else if (end->status == NOT_FOUND)
		yd_buf_puts(out, _("was not found"));
	else if (end->status)
		yd_buf_printf(out, _("ended with status %d"), end->status);
	else
		return false;
	return true;
}
