/* Estimates: of made-up imports whose every moment is known. */
#include "../../src/cli/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

/* An import: documents of 25 KB take `each` ms, and every `batch` of them, and the rest at the end,
 * `flush` ms more in the index. */
typedef struct made_up {
	size_t documents, batch;
	double each, flush;
} made_up;

enum { BYTES = 25000, BEGIN = 123456 };

static double time_of(const made_up *m, size_t documents, bool ended)
{
	size_t flushes = documents / m->batch + (ended && documents % m->batch);
	return (double)documents * m->each + (double)flushes * m->flush;
}

/* Runs it and calls `look` behind each document. */
static void run(
	const made_up *m, void (*look)(const made_up *, const work_pace *, long long, double))
{
	work_pace pace = {.begin = BEGIN};
	for (size_t i = 1; i <= m->documents; i++) {
		double spent = time_of(m, i, false);
		long long now = BEGIN + (long long)spent;
		size_t settled = i / m->batch * m->batch;
		pace_note(&pace, now, (uint64_t)i * BYTES, (uint64_t)settled * BYTES);
		look(m, &pace, now, time_of(m, m->documents, true) - spent);
	}
}

static void check_close(const made_up *m, const work_pace *pace, long long now, double really)
{
	bool at_least;
	long long left = pace_left(pace, now, (uint64_t)m->documents * BYTES, &at_least);
	double off = (double)left - really;
	if (left < 0 || at_least)
		return;
	/* Within a fifth, or two batches. */
	double batches = 2 * (m->flush + (double)m->batch * m->each) + 1000;
	if (off > really / 5 + batches || off < -really / 5 - batches)
		fail_msg("%lld ms told, %.0f it takes, at %lld", left, really, now - BEGIN);
}

static void estimates_of_steady_work_are_close(void **state)
{
	(void)state;
	static const made_up imports[] = {
		{48000, 330, 1.5, 500},
		{48000, 330, 1.5, 2500},
		{4000, 330, 10, 2000},
		{2000, 5000, 8, 1000},
		{500, 1, 100, 3},
		{100000, 700, 0.1, 40},
	};
	for (size_t i = 0; i < sizeof imports / sizeof *imports; i++)
		run(&imports[i], check_close);
}

static size_t told;

static void check_nothing_early(
	const made_up *m, const work_pace *pace, long long now, double really)
{
	bool at_least;
	(void)really;
	long long left = pace_left(pace, now, (uint64_t)m->documents * BYTES, &at_least);
	if (now - BEGIN < 2000)
		assert_true(left == -1 && pace_rate(pace, now) == 0);
	/* Nothing of it is in the index yet: nobody knows how long that takes. */
	if (left >= 0 && pace->settled == 0)
		assert_true(at_least);
	told += left >= 0;
}

static void nothing_is_told_before_it_is_worth_anything(void **state)
{
	(void)state;
	const made_up quick = {1000, 330, 0.5, 100}, slow = {2000, 1500, 8, 5000};
	told = 0;
	run(&quick, check_nothing_early);
	assert_int_equal(told, 0);
	run(&slow, check_nothing_early);
	assert_true(told > 1000);
}

/* The first half is there already and is stepped over; the second is not. After a minute of it the
 * estimate knows. */
static void a_change_of_pace_is_noticed(void **state)
{
	(void)state;
	work_pace pace = {.begin = BEGIN};
	double now = BEGIN;
	enum { HALF = 24000, SKIP_MS = 1, TAKE_MS = 10 };
	bool at_least;
	size_t i = 0;
	for (; i < HALF; i++, now += SKIP_MS)
		pace_note(&pace, (long long)now, (uint64_t)i * BYTES, (uint64_t)i * BYTES);
	long long left = pace_left(&pace, (long long)now, 2ULL * HALF * BYTES, &at_least);
	assert_in_range(left, HALF * SKIP_MS * 9 / 10, HALF * SKIP_MS * 11 / 10);
	for (double since = now; now < since + 62000; i++, now += TAKE_MS)
		pace_note(&pace, (long long)now, (uint64_t)i * BYTES, (uint64_t)i * BYTES);
	left = pace_left(&pace, (long long)now, 2ULL * HALF * BYTES, &at_least);
	assert_false(at_least);
	assert_in_range(
		left, (2 * HALF - i) * TAKE_MS * 9 / 10, (2 * HALF - i) * TAKE_MS * 11 / 10);
}

static void it_never_tells_less_than_nothing(void **state)
{
	(void)state;
	work_pace pace = {.begin = 0};
	bool at_least;
	assert_int_equal(pace_left(&pace, 0, 100, &at_least), -1);
	for (int i = 1; i < 100; i++)
		pace_note(&pace, i * 1000, (uint64_t)i * 1000, (uint64_t)i * 1000);
	/* A folder that shrank, a document that takes an hour. */
	assert_int_equal(pace_left(&pace, 100000, 10, &at_least), 0);
	assert_int_equal(pace_left(&pace, 3600000, 100000, &at_least), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(estimates_of_steady_work_are_close),
		cmocka_unit_test(nothing_is_told_before_it_is_worth_anything),
		cmocka_unit_test(a_change_of_pace_is_noticed),
		cmocka_unit_test(it_never_tells_less_than_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
