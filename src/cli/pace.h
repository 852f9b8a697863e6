/*
 * pace.h: how fast work goes, and how long it will take still.
 *
 * Work is counted in bytes that are settled: stored, and in the index. What was stored but waits for the index, which
 * takes in some 8 MB at a time and needs as long for them as all the rest did, is not settled; so the time it will
 * need is part of every estimate, and of the last one too. Times are milliseconds of any clock that only goes forward.
 */
#ifndef YAODIAN_CLI_PACE_H
#define YAODIAN_CLI_PACE_H

#include <yaodian/base.h>

enum { PACE_SAMPLES = 64 };

/* Zeroed but for `begin`: work begins then. */
typedef struct work_pace {
	long long begin;
	struct pace_sample {
		long long ms;
		uint64_t settled;
	} samples[PACE_SAMPLES]; /* of the last minute, and one before it; the oldest first */
	size_t count;
	uint64_t done, settled;
} work_pace;

/* Work has come to `done` bytes, of which `settled`. */
void pace_note(work_pace *pace, long long now, uint64_t done, uint64_t settled);

/* Bytes a second over the last minute; 0: not known yet. What is not settled counts before anything is. */
double pace_rate(const work_pace *pace, long long now);

/*
 * Milliseconds until `total` bytes are settled; -1 while nobody can know, in the first seconds. *at_least: nothing was
 * settled yet, and it will take longer than what is told.
 */
long long pace_left(const work_pace *pace, long long now, uint64_t total, bool *at_least);

#endif
