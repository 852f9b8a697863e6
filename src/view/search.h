/* search.h: the hits of the search in the order of their list, and which comes next. */
#ifndef VIEW_SEARCH_H
#define VIEW_SEARCH_H

#include "terms.h"
#include "worker.h"

typedef struct yd_search {
	char *query; /* NULL: nothing is searched for */
	yd_terms terms;
	yd_worker_hit *hits;
	size_t count, cap;
	bool earlier;      /* the hits are those of the query before, shown until there are others */
	bool running, cut; /* more hits may come; there are more than are listed */
	size_t total;      /* of all hits; SIZE_MAX: not known yet */
	char *understood;  /* how the query was taken, when that is not how it was typed; else NULL */
	bool visited;      /* the reader has gone to the hit under the list's cursor */
	int pending;       /* a step that waits for more hits: 1, -1, or 0 */
	bool entered;      /* it is the way from the list into the text */
	bool patience_over; /* it takes so long that keys no longer wait for it */
} yd_search;

void yd_search_clear(yd_search *search);
/* Takes the hits over; those of an earlier query are dropped. */
void yd_search_add(yd_search *search, yd_worker_hit *hits, size_t count);
/* How many hits there are, as far as is known; *more when there are others. */
size_t yd_search_known(const yd_search *search, bool *more);

/*
 * The hit after (step 1) or before (-1) hit `at`; it may go round the end (*wrapped). SIZE_MAX when there is none, or
 * when it cannot be told yet because the search still runs (*wait).
 */
size_t yd_search_step(const yd_search *search, size_t at, int step, bool *wrapped, bool *wait);

#endif
