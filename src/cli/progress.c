#include "progress.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW_MS = 100 };

static atomic_bool interrupted; /* set by a signal, read by both threads */
/* What follows is used with the lock held: the thread that draws imports (below) uses it too. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static yd_buf shown;	     /* the line as it was drawn last; empty: none */
static size_t shown_columns; /* of it, where it stands on the screen; 0: it does not */
static long long last_ms;    /* when that was; 0: never */

static void note_interrupt(int signal_number)
{
	(void)signal_number;
	atomic_store(&interrupted, true);
}

void progress_begin(void)
{
	struct sigaction action = {.sa_handler = note_interrupt};
	action.sa_flags = (int)SA_RESETHAND; /* no SA_RESTART: it ends waiting for a pipe */
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	atomic_store(&interrupted, false);
	last_ms = 0;
}

bool progress_is_interrupted(void)
{
	return atomic_load(&interrupted);
}

long long progress_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool progress_is_shown(void)
{
	return isatty(STDERR_FILENO);
}

/* One less than the window has: some terminals break the line when its last column is written. */
static size_t error_columns(void)
{
	struct winsize size;
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1)
		return size.ws_col - 1u;
	return 79;
}

static int columns_to_wipe(size_t columns)
{
	size_t room = error_columns();
	return (int)(columns < room ? columns : room);
}

/* In one write, so that no half of it is ever seen. */
static void write_line(void)
{
	size_t before = shown_columns;
	shown_columns = yd_text_columns(yd_buf_str(&shown));
	size_t longer = before > shown_columns ? before - shown_columns : 0;
	fprintf(stderr, "%s%*s\r", shown.ptr ? shown.ptr : "", columns_to_wipe(longer), "");
	fflush(stderr);
}

/* What stands there already is not written again. */
static void draw(yd_str text)
{
	yd_buf line = {0};
	yd_text_ellipsis(text, error_columns(), false, &line);
	bool same = shown_columns && yd_str_equal(yd_buf_str(&line), yd_buf_str(&shown));
	yd_buf_clear(&shown);
	yd_buf_add_str(&shown, yd_buf_str(&line));
	yd_buf_free(&line);
	if (!same)
		write_line();
}

static void wipe(void)
{
	if (!shown_columns)
		return;
	fprintf(stderr, "%*s\r", columns_to_wipe(shown_columns), "");
	fflush(stderr);
	shown_columns = 0;
}

/* ---- an import ---- */

enum { PART_FILES, PART_LEFT, PART_BYTES, PART_RATE, PARTS };

/* What progress_import() was told last, and who draws it. */
static struct drawer {
	pthread_t thread;
	pthread_cond_t stop_now;
	bool runs, stop, hidden;
	progress_work work;
	survey_sum all;
	work_pace pace;
	yd_buf name; /* sanitised */
} drawer = {.stop_now = PTHREAD_COND_INITIALIZER};

static double mega(uint64_t bytes)
{
	return (double)bytes / 1e6;
}

static void add_files(const progress_work *work, yd_buf *out)
{
	size_t all = drawer.all.files > work->files ? drawer.all.files : work->files;
	if (!drawer.all.files)
		yd_buf_printf(out, _("%zu files"), work->files);
	else if (drawer.all.complete)
		yd_buf_printf(out, _("%zu of %zu files"), work->files, all);
	else
		yd_buf_printf(out, _("%zu of at least %zu files"), work->files, all);
}

static void add_bytes(const progress_work *work, yd_buf *out)
{
	uint64_t all = drawer.all.bytes > work->bytes ? drawer.all.bytes : work->bytes;
	if (drawer.all.complete)
		yd_buf_printf(out, _("%.0f of %.0f MB"), mega(work->bytes), mega(all));
	else
		yd_buf_printf(out, _("%.0f MB"), mega(work->bytes));
}

/* In the largest unit of which there are two. */
static void add_time(long long ms, yd_buf *out)
{
	enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };
	if (ms >= 2LL * HOUR)
		yd_buf_printf(out, _("%lld h"), (ms + HOUR / 2) / HOUR);
	else if (ms >= 2LL * MINUTE)
		yd_buf_printf(out, _("%lld min"), (ms + MINUTE / 2) / MINUTE);
	else
		yd_buf_printf(out, _("%lld s"), ms > SECOND ? (ms + SECOND - 1) / SECOND : 1);
}

static void add_left(yd_buf *out)
{
	bool at_least;
	if (atomic_load(&interrupted)) {
		yd_buf_puts(out, _("stopping after this file (Ctrl-C again: at once)"));
		return;
	}
	if (!drawer.all.files)
		return;
	long long left = pace_left(&drawer.pace, progress_clock(), drawer.all.bytes, &at_least);
	if (left < 0 || (left == 0 && at_least))
		return;
	yd_buf time = {0};
	add_time(left, &time);
	if (at_least || !drawer.all.complete)
		yd_buf_printf(out, _("at least %s left"), time.ptr);
	else
		yd_buf_printf(out, _("about %s left"), time.ptr);
	yd_buf_free(&time);
}

static void add_rate(yd_buf *out)
{
	double rate = pace_rate(&drawer.pace, progress_clock());
	if (rate > 0)
		yd_buf_printf(out, _("%.1f MB/s"), rate / 1e6);
}

/* The parts that have room, in the order they are read. */
static void join_parts(const yd_buf parts[PARTS], size_t room, yd_buf *out)
{
	static const int order[PARTS] = {PART_FILES, PART_BYTES, PART_RATE, PART_LEFT};
	for (int last = PARTS; last > 0; last--) {
		yd_buf_clear(out);
		for (int i = 0; i < PARTS; i++) {
			const yd_buf *part = &parts[order[i]];
			if (order[i] >= last || !part->len)
				continue;
			yd_buf_puts(out, out->len ? _(", ") : "");
			yd_buf_add_str(out, yd_buf_str(part));
		}
		if (yd_text_columns(yd_buf_str(out)) <= room)
			return;
	}
}

static void draw_import(void)
{
	enum { GAP = 2, NAME_WORTH = 12 }; /* columns: less of a name says nothing */
	const progress_work *work = &drawer.work;
	size_t room = error_columns();
	yd_buf parts[PARTS] = {{0}, {0}, {0}, {0}}, text = {0};
	drawer.all = survey_read(work->survey);
	add_files(work, &parts[PART_FILES]);
	add_left(&parts[PART_LEFT]);
	add_bytes(work, &parts[PART_BYTES]);
	add_rate(&parts[PART_RATE]);
	join_parts(parts, room, &text);
	if (yd_text_columns(yd_buf_str(&text)) + GAP + NAME_WORTH <= room)
		yd_buf_printf(&text, "%*s%s", GAP, "", drawer.name.ptr);
	draw(yd_buf_str(&text));
	for (int i = 0; i < PARTS; i++)
		yd_buf_free(&parts[i]);
	yd_buf_free(&text);
}

static void *draw_on(void *context)
{
	(void)context;
	pthread_mutex_lock(&lock);
	while (!drawer.stop) {
		struct timespec until;
		if (!drawer.hidden)
			draw_import();
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += REDRAW_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&drawer.stop_now, &lock, &until);
	}
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void start_drawing(void)
{
	sigset_t all, before;
	drawer.stop = false;
	/* Ctrl-C is for the thread that imports. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	drawer.runs = pthread_create(&drawer.thread, NULL, draw_on, NULL) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void progress_import(const progress_work *work)
{
	if (!drawer.runs && !progress_is_shown())
		return;
	pthread_mutex_lock(&lock);
	drawer.work = *work;
	drawer.pace = *work->pace;
	drawer.hidden = false;
	yd_buf_clear(&drawer.name);
	yd_text_sanitize(
		yd_str_of(work->name ? work->name : _("finishing the index")), 0, &drawer.name);
	if (!drawer.runs)
		start_drawing();
	pthread_mutex_unlock(&lock);
}

/* ---- other work ---- */

void progress_show(size_t done, size_t total, const char *name)
{
	long long now = progress_clock();
	if (drawer.runs || (last_ms && now - last_ms < REDRAW_MS) || !progress_is_shown())
		return;
	last_ms = now;
	yd_buf text = {0};
	yd_buf_printf(&text, "%zu/%zu ", done, total);
	yd_text_sanitize(yd_str_of(name), 0, &text);
	pthread_mutex_lock(&lock);
	draw(yd_buf_str(&text));
	pthread_mutex_unlock(&lock);
	yd_buf_free(&text);
}

/* ---- making way ---- */

void progress_clear(void)
{
	pthread_mutex_lock(&lock);
	drawer.hidden = true;
	wipe();
	pthread_mutex_unlock(&lock);
}

void progress_restore(void)
{
	pthread_mutex_lock(&lock);
	drawer.hidden = false;
	if (!shown_columns && shown.len)
		write_line();
	pthread_mutex_unlock(&lock);
}

void progress_end(void)
{
	if (drawer.runs) {
		pthread_mutex_lock(&lock);
		drawer.stop = true;
		pthread_cond_signal(&drawer.stop_now);
		pthread_mutex_unlock(&lock);
		pthread_join(drawer.thread, NULL);
		drawer.runs = false;
	}
	pthread_mutex_lock(&lock);
	wipe();
	pthread_mutex_unlock(&lock);
	yd_buf_free(&shown);
	yd_buf_free(&drawer.name);
}
