/*
 * hits_scene.h: a library of samples, made-up plans and odd documents beside a second copy of its units, folded by a fold
 * written apart from the program's; and queries at random, whose hits are compared with asking every unit.
 */
#ifndef TESTS_HITS_SCENE_H
#define TESTS_HITS_SCENE_H

#include "fixture.h"

typedef struct unit {
	int64_t doc;
	uint32_t number;
	char *text, *fold, *title; /* as printed; folded plainly */
	uint32_t any, primary;
	bool clause, bookmarked, sample;
	const char *region, *own_region;
	int year, kind;
} unit;

typedef struct scene {
	fixture f;
	unit *units; /* in tree order */
	size_t count, cap;
	uint64_t random;
} scene;

/* A query, and where it is asked. */
typedef struct question {
	yd_query query;
	yd_hits_options options;
	yd_filter filter;
	char *line;
} question;

/* Setup and teardown of a group of tests. */
int hits_scene_begin(void **state);
int hits_scene_end(void **state);
/* Reads all units anew: after documents or bookmarks have changed. */
void hits_read_units(scene *s);
void hits_import(scene *s, const char *name, const char *text, const char *region);
void hits_set_bookmarks(scene *s);

/* From 0 to limit - 1, the same numbers in each run. */
size_t hits_below(scene *s, size_t limit);
/* Appends a few characters as they stand in some unit. */
void hits_add_words(scene *s, yd_buf *out);
void hits_ask(scene *s, const char *line, question *q); /* everywhere */
void hits_question_free(question *q);

/* Fails the test when it is no unit. */
const unit *hits_unit_of(const scene *s, const yd_found_unit *hit);
/* Every hit once, in either order, and none is missing; how many there are. */
size_t hits_check(scene *s, question *q);
size_t hits_check_line(scene *s, const char *line);
void hits_check_random(scene *s, size_t rounds);

#endif
