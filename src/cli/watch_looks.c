/*
 * Watching without being told: the folders are gone through every so many seconds. A file is known
 * by a hash of its name, size and times: one that looks the same in two rounds is at rest, and is
 * taken once.
 */
#include "watch_inner.h"

#include "output.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

/* ---- sets of hashes ---- */

struct marks {
	uint64_t *slots;    /* 0: free */
	size_t count, room; /* a power of two */
};

static size_t slot_of(const struct marks *marks, uint64_t mark)
{
	size_t at = (size_t)(mark ^ mark >> 29) & (marks->room - 1);
	while (marks->slots[at] && marks->slots[at] != mark)
		at = (at + 1) & (marks->room - 1);
	return at;
}

static bool has_mark(const struct marks *marks, uint64_t mark)
{
	return marks->room && marks->slots[slot_of(marks, mark)] == mark;
}

static void add_mark(struct marks *marks, uint64_t mark)
{
	if (marks->count * 4 >= marks->room * 3) {
		struct marks larger = {.room = marks->room ? marks->room * 2 : 1024};
		larger.slots = yd_alloc(larger.room * sizeof *larger.slots);
		for (size_t i = 0; i < marks->room; i++)
			if (marks->slots[i])
				larger.slots[slot_of(&larger, marks->slots[i])] = marks->slots[i];
		larger.count = marks->count;
		free(marks->slots);
		*marks = larger;
	}
	size_t at = slot_of(marks, mark);
	marks->count += marks->slots[at] == 0;
	marks->slots[at] = mark;
}

static void free_marks(struct marks *marks)
{
	free(marks->slots);
	*marks = (struct marks){0};
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t len)
{
	for (const unsigned char *at = bytes; len--; at++)
		hash = (hash ^ *at) * UINT64_C(0x100000001b3); /* FNV-1a */
	return hash;
}

static uint64_t mark_of(const char *path, const struct stat *st)
{
	int64_t values[] = {(int64_t)st->st_size, (int64_t)st->st_ino, (int64_t)st->st_mtim.tv_sec,
		(int64_t)st->st_mtim.tv_nsec};
	uint64_t hash = hash_bytes(UINT64_C(0xcbf29ce484222325), path, strlen(path) + 1);
	hash = hash_bytes(hash, values, sizeof values);
	return hash ? hash : 1;
}

/* ---- rounds ---- */

struct looks {
	struct watch *watch;
	struct marks done, seen; /* of the round before: taken; seen for the first time */
	struct marks now_done, now_seen;
	bool first;
	time_t since; /* of the first round: what was not changed since then was taken */
};

static bool visit(void *context, const char *path, const struct stat *st)
{
	struct looks *looks = context;
	struct watch *watch = looks->watch;
	if (!st && looks->first && !looks->since)
		watch_add(watch, path, true);
	if (!st)
		return true;
	uint64_t mark = mark_of(path, st);
	if (has_mark(&looks->done, mark) || (looks->since && st->st_ctime < looks->since)) {
		add_mark(&looks->now_done, mark);
		return true;
	}
	bool rests =
		looks->first ? !looks->since && !watch_is_recent(st) : has_mark(&looks->seen, mark);
	if (rests && watch_writing(path) != WRITTEN) {
		watch_add(watch, path, looks->first || !looks->since);
		add_mark(&looks->now_done, mark);
	} else {
		add_mark(&looks->now_seen, mark);
	}
	return !watch->ended && !progress_is_interrupted();
}

static void look(struct looks *looks)
{
	for (size_t i = 0; i < looks->watch->count && !looks->watch->ended; i++)
		watch_walk(looks->watch->roots[i].path, NULL, visit, looks);
	watch_flush(looks->watch);
	free_marks(&looks->done);
	free_marks(&looks->seen);
	looks->done = looks->now_done;
	looks->seen = looks->now_seen;
	looks->now_done = looks->now_seen = (struct marks){0};
	looks->first = false;
	looks->since = 0;
}

void watch_by_looks(struct watch *watch, time_t since)
{
	struct looks looks = {.watch = watch, .first = true, .since = since};
	look(&looks);
	for (size_t i = 0; i < watch->count && !watch->ended; i++)
		say("%s: watched by looking every %u s; Ctrl-C ends it", watch->roots[i].path,
			watch->every);
	while (!watch->ended) {
		watch_wait(-1, (int64_t)watch->every * 1000);
		if (progress_is_interrupted())
			watch_end(watch, YD_EXIT_DONE);
		watch_check_roots(watch);
		if (!watch->ended)
			look(&looks);
	}
	free_marks(&looks.done);
	free_marks(&looks.seen);
}
