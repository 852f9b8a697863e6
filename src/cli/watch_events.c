/*
 * Watching by inotify(7): one watch for each folder. A folder is watched before it is gone through,
 * so that nothing falls between; what is told twice is taken once, since it waits to be left alone.
 * When more happens than the kernel or we can keep, all is gone through again for what was changed
 * since the last quiet moment.
 */
#include "watch_inner.h"

#include "output.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

#if __has_include(<sys/inotify.h>)

#include <errno.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

enum {
	TOLD = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE_SELF |
	       IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK,
	SLACK_S = 2,	 /* times of files are taken from a clock that ticks slowly */
	LOST_MS = 10000, /* how long what was not told waits for a quiet moment */
};

struct folder {
	int wd;
	bool root;
	char *path;
};

struct pending {
	char *path;
	int64_t due;
	off_t size;
	struct timespec changed;
};

struct events {
	struct watch *watch;
	int fd;
	struct folder *folders; /* by wd */
	size_t count, cap;
	struct pending pending[PENDING_MAX];
	size_t waiting;
	bool lost; /* something was not told: all is to be gone through again */
	int64_t lost_due;
	time_t quiet; /* when nothing waited the last time, of the wall clock */
	bool used_up; /* there are no more watches */
	bool told;    /* of what is gone through now */
	time_t since; /* … only what was changed since then; 0: all */
};

/* ---- folders ---- */

static size_t place_of(const struct events *events, int wd)
{
	size_t low = 0, high = events->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (events->folders[middle].wd < wd)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct folder *find_folder(struct events *events, int wd)
{
	size_t at = place_of(events, wd);
	return at < events->count && events->folders[at].wd == wd ? &events->folders[at] : NULL;
}

static void forget_folder(struct events *events, size_t at)
{
	free(events->folders[at].path);
	memmove(&events->folders[at], &events->folders[at + 1],
		(--events->count - at) * sizeof *events->folders);
}

/* The same folder has the same number again; its name may be another. False, with errno: it cannot
 * be watched. */
static bool add_folder(struct events *events, const char *path, bool root)
{
	int wd = inotify_add_watch(
		events->fd, path, (uint32_t)TOLD | (root ? 0u : (uint32_t)IN_DONT_FOLLOW));
	if (wd < 0) {
		events->used_up |= errno == ENOSPC || errno == ENOMEM;
		return false;
	}
	struct folder *known = find_folder(events, wd);
	if (known) {
		free(known->path);
		known->path = yd_strdup(path);
		known->root |= root;
		return true;
	}
	size_t at = place_of(events, wd);
	YD_GROW(events->folders, events->count, events->cap);
	memmove(&events->folders[at + 1], &events->folders[at],
		(events->count++ - at) * sizeof *events->folders);
	events->folders[at] = (struct folder){wd, root, yd_strdup(path)};
	return true;
}

/* A folder was moved away, with all below it. */
static void drop_folders(struct events *events, const char *path)
{
	size_t len = strlen(path);
	for (size_t i = events->count; i-- > 0;) {
		const char *own = events->folders[i].path;
		if (strncmp(own, path, len) != 0 || (own[len] && own[len] != '/'))
			continue;
		inotify_rm_watch(events->fd, events->folders[i].wd);
		forget_folder(events, i);
	}
}

/* ---- files that wait to be left alone ---- */

static void note_look(struct pending *file, const struct stat *st)
{
	file->size = st->st_size;
	file->changed = st->st_mtim;
	file->due = watch_clock() + QUIET_MS;
}

static bool looks_same(const struct pending *file, const struct stat *st)
{
	return file->size == st->st_size && file->changed.tv_sec == st->st_mtim.tv_sec &&
	       file->changed.tv_nsec == st->st_mtim.tv_nsec;
}

static void lose(struct events *events)
{
	if (!events->lost)
		events->lost_due = watch_clock() + QUIET_MS;
	events->lost = true;
}

static void await(struct events *events, const char *path)
{
	struct stat st;
	size_t at = 0;
	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	while (at < events->waiting && strcmp(events->pending[at].path, path) != 0)
		at++;
	if (at == PENDING_MAX) {
		lose(events);
		return;
	}
	if (at == events->waiting)
		events->pending[events->waiting++].path = yd_strdup(path);
	note_look(&events->pending[at], &st);
}

/* What becomes of a file that is due: false when it goes on waiting. */
static bool settle(struct events *events, struct pending *file)
{
	struct stat st;
	if (lstat(file->path, &st) != 0) {
		watch_check_roots(events->watch);
		return true;
	}
	if (!S_ISREG(st.st_mode))
		return true;
	if (!looks_same(file, &st)) {
		note_look(file, &st);
		return false;
	}
	/* Who writes will close it, and that is told. */
	if (watch_writing(file->path) != WRITTEN)
		watch_add(events->watch, file->path, true);
	return true;
}

static void take_due(struct events *events)
{
	int64_t now = watch_clock();
	size_t kept = 0;
	for (size_t i = 0; i < events->waiting; i++) {
		struct pending *file = &events->pending[i];
		if (file->due <= now && settle(events, file))
			free(file->path);
		else
			events->pending[kept++] = *file;
	}
	events->waiting = kept;
	watch_flush(events->watch);
}

/* ---- going through ---- */

static void enter(void *context, const char *path)
{
	add_folder(context, path, false);
}

static bool visit(void *context, const char *path, const struct stat *st)
{
	struct events *events = context;
	struct watch *watch = events->watch;
	if (!st && events->told)
		watch_add(watch, path, true);
	else if (st && (!events->since || st->st_ctime >= events->since)) {
		if (watch_is_recent(st))
			await(events, path);
		else if (watch_writing(path) != WRITTEN)
			watch_add(watch, path, events->told);
	}
	return !watch->ended && !progress_is_interrupted();
}

static void go_through(struct events *events, const char *path, bool root, bool told, time_t since)
{
	events->told = told;
	events->since = since;
	if (root && !add_folder(events, path, true) && !events->used_up) {
		say("%s: cannot be watched: %s", path, strerror(errno));
		watch_end(events->watch, YD_EXIT_NOTHING);
		return;
	}
	watch_walk(path, enter, visit, events);
	watch_flush(events->watch);
}

static void go_through_all(struct events *events, bool told, time_t since)
{
	for (size_t i = 0; i < events->watch->count && !events->watch->ended; i++)
		go_through(events, events->watch->roots[i].path, true, told, since);
}

/* ---- what is told ---- */

static void take_event(struct events *events, const struct inotify_event *event)
{
	const struct folder *folder = find_folder(events, event->wd);
	if (event->mask & IN_Q_OVERFLOW)
		lose(events);
	if (!folder)
		return;
	if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) {
		if (folder->root)
			watch_check_roots(events->watch);
		return;
	}
	if (event->mask & IN_IGNORED) {
		forget_folder(events, (size_t)(folder - events->folders));
		return;
	}
	if (!event->len || event->name[0] == '.')
		return;
	char *path = yd_format("%s%s%s", folder->path,
		yd_str_ends(yd_str_of(folder->path), YD_STR("/")) ? "" : "/", event->name);
	if (!(event->mask & IN_ISDIR)) {
		/* A link to a file is made (ln) without anybody closing it. */
		if (watch_wants(event->name) && !(event->mask & IN_MOVED_FROM))
			await(events, path);
	} else if (event->mask & IN_MOVED_FROM) {
		drop_folders(events, path);
	} else {
		go_through(events, path, false, true, 0);
	}
	free(path);
}

static void read_events(struct events *events)
{
	_Alignas(struct inotify_event) char bytes[16384];
	ssize_t got = read(events->fd, bytes, sizeof bytes);
	for (ssize_t at = 0; at < got && !events->watch->ended;) {
		const struct inotify_event *event = (const void *)(bytes + at);
		at += (ssize_t)(sizeof *event + event->len);
		take_event(events, event);
	}
}

/* Until the first file is due; -1: there is none. */
static int64_t next_due(const struct events *events)
{
	int64_t due = events->lost ? events->lost_due : INT64_MAX, now = watch_clock();
	for (size_t i = 0; i < events->waiting; i++)
		if (events->pending[i].due < due)
			due = events->pending[i].due;
	return due == INT64_MAX ? -1 : due > now ? due - now : 0;
}

/* In a quiet moment, or when none comes. */
static bool may_go_through(const struct events *events, bool more)
{
	int64_t late = watch_clock() - events->lost_due;
	return events->lost && late >= (more ? LOST_MS : 0);
}

static void stay(struct events *events)
{
	struct watch *watch = events->watch;
	while (!watch->ended && !events->used_up) {
		if (!events->waiting && !events->lost && !watch_wait(events->fd, 0))
			events->quiet = time(NULL);
		bool more = watch_wait(events->fd, next_due(events));
		if (progress_is_interrupted()) {
			watch_end(watch, YD_EXIT_DONE);
			return;
		}
		if (more)
			read_events(events);
		take_due(events);
		if (may_go_through(events, more)) {
			events->lost = false;
			go_through_all(events, false, events->quiet - SLACK_S);
		}
	}
}

static void end(struct events *events)
{
	while (events->waiting)
		free(events->pending[--events->waiting].path);
	while (events->count)
		free(events->folders[--events->count].path);
	free(events->folders);
	close(events->fd);
	free(events);
}

bool watch_by_events(struct watch *watch, time_t *since)
{
	struct events *events = yd_alloc(sizeof *events);
	time_t begun = time(NULL);
	events->watch = watch;
	events->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (events->fd < 0) {
		say("the system tells of no more changes in folders (%s)", strerror(errno));
		free(events);
		return false;
	}
	events->quiet = begun;
	go_through_all(events, true, 0);
	for (size_t i = 0; i < watch->count && !watch->ended && !events->used_up; i++)
		say("%s: watched for files that appear or change; Ctrl-C ends it",
			watch->roots[i].path);
	stay(events);
	if (events->used_up && !watch->ended) {
		say("the system has no more watches for folders; sysctl "
		    "fs.inotify.max_user_watches gives it more");
		*since = events->quiet - SLACK_S;
	}
	end(events);
	return watch->ended;
}

#else

bool watch_by_events(struct watch *watch, time_t *since)
{
	(void)watch;
	(void)since;
	say("this system does not tell of changes in folders");
	return false;
}

#endif
