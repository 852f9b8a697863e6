/*
 * taking.h: how fast made-up plans are imported, as text and as the web pages they are found on.
 */
#ifndef BENCH_TAKING_H
#define BENCH_TAKING_H

#include <yaodian/library.h>

#include <stdio.h>

#include "plans.h"

typedef struct taking {
	size_t documents, bytes;
	double seconds; /* what making up the plans took is not in it */
	double storing; /* of processor that the thread took which stores: hardly changes with what else the machine does */
} taking;

/* Imports the first `documents` plans; writes their texts to `out` too (NULL: nowhere). Ends the program on failure. */
taking taking_plans(yd_library *library, const plan_maker *plans, size_t documents, FILE *out);
/* The same as pages with menus and all that; seconds is 0 where yaodian-extract is not found. */
taking taking_pages(yd_library *library, const plan_maker *plans, size_t documents);
/* Bytes a second of reading alone (outline, metadata, tags), which an import does beside storing. */
double taking_reading(yd_library *library, const plan_maker *plans, size_t documents);

/* Milliseconds of a clock that only goes forward. */
double bench_now(void);
void bench_die(const char *what);
void bench_must(yd_status status, const yd_error *err);

#endif
