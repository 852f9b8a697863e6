/* watch_inner.h: what the files of a watch show one another. */
#ifndef YAODIAN_CLI_WATCH_INNER_H
#define YAODIAN_CLI_WATCH_INNER_H

#include <sys/stat.h>

#include "walk.h"
#include "watch.h"

enum {
	QUIET_MS = 500,    /* how long a file is left alone before it is taken */
	BATCH_MAX = 512,   /* files that are taken in one go: several are read while others are stored */
	PENDING_MAX = 1024, /* files that wait to be left alone */
};

struct watch_root {
	const char *path;
	dev_t device;
	ino_t inode;
};

struct watch {
	struct watch_root *roots;
	size_t count;
	unsigned every;
	watch_take *take;
	void *context;
	char *batch[BATCH_MAX];
	size_t batched;
	bool told;   /* of the batch */
	bool ended;  /* with `status` */
	int status;
};

/* ---- watch_steps.c ---- */

void watch_end(struct watch *watch, int status);
/* Adds a file to what is taken next. */
void watch_add(struct watch *watch, const char *path, bool told);
/* Takes what was added. */
void watch_flush(struct watch *watch);
/* Ends the watch when a folder is not what it was. */
void watch_check_roots(struct watch *watch);
/* Until `fd` (-1: none) can be read, so many milliseconds are over (-1: never), or a signal came; true when it can be. */
bool watch_wait(int fd, int64_t ms);
int64_t watch_clock(void); /* milliseconds of a steady clock */

/* ---- watch_files.c ---- */

/* A name that is not left out: neither hidden nor one of what is not finished. */
bool watch_wants(const char *name);
typedef enum writing { NOT_WRITTEN, WRITTEN, WRITTEN_UNKNOWN } writing;
/* Has anybody the file open for writing? */
writing watch_writing(const char *path);
/* Was it changed in the last half second? */
bool watch_is_recent(const struct stat *st);

/* A file; without `st` what cannot be looked at. False ends the walk. */
typedef bool watch_visit(void *context, const char *path, const struct stat *st);
/* Through a folder (walk.h): files that are wanted, and `entered` (NULL: nobody) hears of folders. */
void watch_walk(const char *path, walk_entered *entered, watch_visit *visit, void *context);

/* ---- watch_events.c ---- */

/* Goes through the folders, and stays as long as the system tells of changes; then false, and *since is when (of the wall
 * clock) it began. */
bool watch_by_events(struct watch *watch, time_t *since);

/* ---- watch_looks.c ---- */

/* Goes through the folders again and again. `since` 0: nothing was taken yet; else what was not changed since then was. */
void watch_by_looks(struct watch *watch, time_t since);

#endif
