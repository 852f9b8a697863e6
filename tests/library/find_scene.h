/*
 * find_scene.h: a library of made-up plans beside a second copy of all that is searched, folded by a fold written
 * apart from the program's, and a scan of it to compare the index with.
 */
#ifndef TESTS_FIND_SCENE_H
#define TESTS_FIND_SCENE_H

#include "fixture.h"

#include <yaodian/search.h>

typedef struct unit {
	int64_t doc;
	uint32_t number;
	char *text, *fold, *title; /* as printed; folded plainly */
	yd_unit_row row;
	const yd_doc *info; /* of docs */
} unit;

typedef struct model {
	unit *units;
	size_t count, cap;
	yd_doc *docs[256];
	size_t doc_count;
} model;

typedef struct scene {
	fixture f;
	model all;
	uint64_t random;
} scene;

/* Setup and teardown of a group of tests. */
int scene_begin(void **state);
int scene_end(void **state);

/* From 0 to limit - 1, the same numbers in each run. */
uint32_t scene_below(scene *s, uint32_t limit);
/* Reads the whole cache by the walk over documents: to be called after each change of it. */
void scene_read(scene *s);
void scene_import(scene *s, const char *name, const char *text);

/* A term of 1 to 12 characters: cut from the corpus, two cuts glued, or from another text; owned, never empty. */
char *scene_term(scene *s);
yd_find_node scene_node(const char *term, bool in_title); /* borrows the term */

/* Does a scan say that the unit is to be found? */
/* A region of a document, of today or of its own year, or one above it; owned. */
char *scene_region(scene *s);
bool scene_asks(const unit *u, const yd_find_query *query);
/* Asks the index, and compares hits, their order and their number with what a scan says. Returns how many there are. */
size_t scene_check(scene *s, const yd_find_query *query);
/* The same for one term, as typed. */
size_t scene_hits_of(scene *s, const char *text);

#endif
