/*
 * plans.h: plans made up for measuring, as many as wanted, the same on every machine.
 *
 * Plan `number` is for a region of data/places.tsv and a year (16 years of one region follow one another;
 * 2010 to 2025), in one of three styles of numbering, about 30 clauses and 25 KB. Its sentences are
 * recombined from phrases of data/samples and from the words in plan_words.c, so that characters are as
 * frequent as in real plans: some stand in every clause, and made-up names of places and schools give the
 * long tail. A plan depends on its number only, so any part of the corpus can be made by itself.
 */
#ifndef BENCH_PLANS_H
#define BENCH_PLANS_H

#include <yaodian/base.h>

typedef struct plan_maker plan_maker;

enum { PLANS_DEFAULT = 1000, PLANS_FULL = 48000 };

/* `source` is the project's source folder. Ends the program when the data is not there. */
plan_maker *plans_new(const char *source);
void plans_free(plan_maker *plans);
/* Replaces `out` with the text of a plan, as a bureau would publish it. */
void plans_make(const plan_maker *plans, size_t number, yd_buf *out);

/* ---- plan_words.c ---- */

/* Words in the order of how often they come (aims: equally often); NULL at the end. */
extern const char *const plan_verbs[], *const plan_scopes[], *const plan_things[], *const plan_aims[],
	*const plan_kinds[];

#endif
