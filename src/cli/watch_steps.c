/* What both ways of watching do: take what appeared, wait, and notice when a folder has gone. */
#include "watch_inner.h"

#include "output.h"
#include "progress.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

void watch_end(struct watch *watch, int status)
{
	if (!watch->ended)
		watch->status = status;
	watch->ended = true;
}

/* ---- taking ---- */

void watch_flush(struct watch *watch)
{
	size_t count = watch->batched;
	watch->batched = 0;
	if (count && !watch->ended &&
		!watch->take(watch->context, watch->batch, count, watch->told))
		watch_end(watch, progress_is_interrupted() ? YD_EXIT_DONE : YD_EXIT_SYSTEM);
	for (size_t i = 0; i < count; i++)
		free(watch->batch[i]);
	if (progress_is_interrupted() || out_is_closed())
		watch_end(watch, YD_EXIT_DONE);
}

void watch_add(struct watch *watch, const char *path, bool told)
{
	if (watch->batched && watch->told != told)
		watch_flush(watch);
	watch->told = told;
	watch->batch[watch->batched++] = yd_strdup(path);
	if (watch->batched == BATCH_MAX)
		watch_flush(watch);
}

/* ---- time ---- */

int64_t watch_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Signals that end the watch are let in by the wait itself, so that none comes between the look at
 * whether one came and the wait. A thread that reads ahead may be given it instead, without ending
 * the wait: so that looks again every second. */
static int wait_a_second(int fd, int64_t ms)
{
	struct pollfd what = {.fd = fd, .events = POLLIN};
	struct timespec time = {.tv_sec = 1};
	sigset_t ending, before;
	int ready = 0;
	if (ms < 1000)
		time = (struct timespec){.tv_nsec = (long)ms * 1000000};
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigprocmask(SIG_BLOCK, &ending, &before);
	if (!progress_is_interrupted())
		ready = ppoll(&what, fd >= 0, &time, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

bool watch_wait(int fd, int64_t ms)
{
	int64_t end = ms < 0 ? INT64_MAX : watch_clock() + ms, left = ms < 0 ? INT64_MAX : ms;
	int ready;
	do {
		ready = wait_a_second(fd, left);
		left = ms < 0 ? INT64_MAX : end - watch_clock();
	} while (ready <= 0 && left > 0 && !progress_is_interrupted());
	return ready > 0;
}

/* ---- the folders ---- */

void watch_check_roots(struct watch *watch)
{
	for (size_t i = 0; i < watch->count && !watch->ended; i++) {
		const struct watch_root *root = &watch->roots[i];
		struct stat st;
		if (stat(root->path, &st) == 0 && st.st_dev == root->device &&
			st.st_ino == root->inode)
			continue;
		say("%s: the folder was removed or moved away; what was imported from it stays",
			root->path);
		watch_end(watch, YD_EXIT_NOTHING);
	}
}
