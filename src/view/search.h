/* search.h: hits of the search in the order of the tree, and which comes next. */
#ifndef VIEW_SEARCH_H
#define VIEW_SEARCH_H

#include "terms.h"
#include "worker.h"

typedef struct yd_search {
	char *query; /* NULL: nothing is searched for */
	yd_terms terms;
	yd_worker_hit *hits; /* in tree order */
	size_t count, cap;
	bool running, cut;
	int pending; /* a step that waits for more hits: 1, -1, or 0 */
	bool from_here; /* … which may also be the unit the reader is at */
} yd_search;

void yd_search_clear(yd_search *search);
/* Takes the hits over. */
void yd_search_add(yd_search *search, yd_worker_hit *hits, size_t count);

/*
 * The hit after (step 1) or before (-1) the place (key, unit), with `here` also the one at it; it may go round the end
 * (*wrapped). SIZE_MAX when there is none, or when it cannot be told yet because the search still runs (*wait).
 */
size_t yd_search_step(const yd_search *search, const char *key, size_t unit, int step, bool here, bool *wrapped,
	bool *wait);

#endif
