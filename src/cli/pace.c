#include "pace.h"

#include <string.h>

/* A sample each so often, of so long ago at most; nothing is told of less than so much time. */
enum { EACH_MS = 1000, MEMORY_MS = 60000, WORTH_MS = 2000, UNSETTLED_WORTH_MS = 5000 };

static void forget_oldest(work_pace *pace)
{
	pace->count--;
	memmove(pace->samples, pace->samples + 1, pace->count * sizeof *pace->samples);
}

void pace_note(work_pace *pace, long long now, uint64_t done, uint64_t settled)
{
	bool went_on = settled > pace->settled;
	pace->done = done;
	pace->settled = settled;
	if (pace->count == 0)
		pace->samples[pace->count++] = (struct pace_sample){pace->begin, 0};
	if (!went_on || now - pace->samples[pace->count - 1].ms < EACH_MS)
		return;
	if (pace->count == PACE_SAMPLES)
		forget_oldest(pace);
	pace->samples[pace->count++] = (struct pace_sample){now, settled};
	while (pace->count > 2 && now - pace->samples[1].ms > MEMORY_MS)
		forget_oldest(pace);
}

/* Over what is remembered; 0: too little. */
static double settled_rate(const work_pace *pace)
{
	if (pace->count < 2)
		return 0;
	const struct pace_sample *first = &pace->samples[0],
				 *last = &pace->samples[pace->count - 1];
	if (last->ms - first->ms < WORTH_MS)
		return 0;
	return (double)(last->settled - first->settled) * 1e3 / (double)(last->ms - first->ms);
}

static double unsettled_rate(const work_pace *pace, long long now)
{
	if (now - pace->begin < UNSETTLED_WORTH_MS)
		return 0;
	return (double)pace->done * 1e3 / (double)(now - pace->begin);
}

double pace_rate(const work_pace *pace, long long now)
{
	double rate = settled_rate(pace);
	return rate > 0 ? rate : unsettled_rate(pace, now);
}

long long pace_left(const work_pace *pace, long long now, uint64_t total, bool *at_least)
{
	double rate = settled_rate(pace);
	uint64_t done = rate > 0 ? pace->samples[pace->count - 1].settled : pace->done;
	long long since = rate > 0 ? now - pace->samples[pace->count - 1].ms : 0;
	*at_least = rate <= 0;
	if (rate <= 0)
		rate = unsettled_rate(pace, now);
	if (rate <= 0)
		return -1;
	double left = total > done ? (double)(total - done) * 1e3 / rate : 0;
	return left > (double)since ? (long long)left - since : 0;
}
