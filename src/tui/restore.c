#include "restore.h"

#include "screen.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static struct termios before;
static bool have_before;
static volatile sig_atomic_t armed;
static char undo[512]; /* what leaves our screen, shows the cursor, clears attributes */
static size_t undo_len;

static volatile sig_atomic_t got_resize, got_stop, got_resume, got_end;
static int wake[2] = {-1, -1};

/* ---- giving back with bare calls ---- */

void yd_restore_remember_modes(void)
{
	have_before = tcgetattr(STDIN_FILENO, &before) == 0;
}

void yd_restore_remember_sequences(yd_str sequences)
{
	undo_len = sequences.len <= sizeof undo ? sequences.len : 0;
	memcpy(undo, sequences.ptr, undo_len);
}

void yd_restore_modes(void)
{
	if (have_before)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
}

void yd_restore_arm(bool on)
{
	armed = on;
}

/* Only calls that a signal handler may make. */
static void give_back(void)
{
	if (!armed)
		return;
	armed = 0;
	ssize_t written = write(STDOUT_FILENO, undo, undo_len);
	(void)written;
	yd_restore_modes();
}

static void on_crash(int signal_number)
{
	give_back();
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void on_fatal(const char *message)
{
	(void)message;
	give_back();
}

/* ---- signals that are noted ---- */

static void on_signal(int signal_number)
{
	int saved = errno;
	if (signal_number == SIGWINCH)
		got_resize = 1;
	else if (signal_number == SIGTSTP)
		got_stop = 1;
	else if (signal_number == SIGCONT)
		got_resume = 1;
	else
		got_end = signal_number;
	ssize_t written = write(wake[1], "", 1);
	(void)written;
	errno = saved;
}

static void catch_signal(int signal_number, void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
	struct sigaction was;
	/* What whoever started us ignores (nohup) stays ignored. */
	if (sigaction(signal_number, NULL, &was) == 0 && was.sa_handler == SIG_IGN)
		return;
	sigemptyset(&action.sa_mask);
	sigaction(signal_number, &action, NULL);
}

void yd_restore_catch_signals(void)
{
	static const int noted[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
	static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
	if (wake[0] < 0 && pipe2(wake, O_NONBLOCK | O_CLOEXEC) < 0)
		wake[0] = wake[1] = -1;
	for (size_t i = 0; i < sizeof noted / sizeof *noted; i++)
		catch_signal(noted[i], on_signal, SA_RESTART);
	for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
		catch_signal(crashes[i], on_crash, (int)SA_RESETHAND);
	yd_fatal_handler(on_fatal);
}

void yd_restore_stop(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL}, was;
	sigset_t tstp;
	sigemptyset(&action.sa_mask);
	sigaction(SIGTSTP, &action, &was);
	sigemptyset(&tstp);
	sigaddset(&tstp, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &tstp, NULL);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &was, NULL);
}

/* Takes a note. One that comes in meanwhile is either taken along, before anything is done about
 * it, or stays. */
static int take(volatile sig_atomic_t *note)
{
	int noted = *note;
	if (noted)
		*note = 0;
	return noted;
}

yd_signals yd_screen_signals(void)
{
	char bytes[32];
	while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0)
		;
	return (yd_signals){.resized = take(&got_resize),
		.stop = take(&got_stop),
		.resumed = take(&got_resume),
		.ended_by = take(&got_end)};
}

int yd_screen_signal_fd(void)
{
	return wake[0];
}
