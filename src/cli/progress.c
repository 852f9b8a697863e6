#include "progress.h"

#include <yaodian/text.h>

#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW_MS = 100 };

static volatile sig_atomic_t interrupted;
static size_t shown_columns; /* of the line that stands there, 0: none */
static long long last_ms;

static void note_interrupt(int signal_number)
{
	(void)signal_number;
	interrupted = 1;
}

void progress_begin(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};
	action.sa_flags = (int)SA_RESETHAND; /* no SA_RESTART: it ends waiting for a pipe */
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	interrupted = 0;
	last_ms = 0;
}

bool progress_is_interrupted(void)
{
	return interrupted;
}

static long long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t error_columns(void)
{
	struct winsize size;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
		return size.ws_col - 1u;
	return 79;
}

void progress_show(size_t done, size_t total, const char *name)
{
	if (!isatty(STDERR_FILENO) || now_ms() - last_ms < REDRAW_MS)
		return;
	last_ms = now_ms();
	yd_buf text = {0}, line = {0};
	yd_buf_printf(&text, "%zu/%zu ", done, total);
	yd_text_sanitize(yd_str_of(name), 0, &text);
	progress_clear();
	yd_text_ellipsis(yd_buf_str(&text), error_columns(), false, &line);
	fprintf(stderr, "%s\r", line.ptr ? line.ptr : "");
	fflush(stderr);
	shown_columns = yd_text_columns(yd_buf_str(&line));
	yd_buf_free(&text);
	yd_buf_free(&line);
}

void progress_clear(void)
{
	if (!shown_columns)
		return;
	fprintf(stderr, "%*s\r", (int)shown_columns, "");
	fflush(stderr);
	shown_columns = 0;
}
