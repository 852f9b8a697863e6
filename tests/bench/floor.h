/*
 * floor.h: the least an import can cost: a bare program that inserts the rows of a finished cache and its
 * index terms into a new file, in large transactions, knowing nothing of documents.
 */
#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

#include <yaodian/corpus.h>

typedef struct floor_time {
	double seconds, processor; /* what went by; of that, seconds of processor */
} floor_time;

/* Inserts all of `corpus` into a new file at `path`; what inserting took. Ends the program on failure. */
floor_time floor_run(yd_corpus *corpus, const char *path);

#endif
