#include "search.h"

#include <stdlib.h>

void yd_search_clear(yd_search *search)
{
	free(search->hits);
	free(search->query);
	free(search->understood);
	yd_terms_free(&search->terms);
	*search = (yd_search){.total = SIZE_MAX};
}

void yd_search_add(yd_search *search, yd_worker_hit *hits, size_t count)
{
	if (search->earlier)
		search->count = 0;
	search->earlier = false;
	for (size_t i = 0; i < count; i++) {
		YD_GROW(search->hits, search->count, search->cap);
		search->hits[search->count++] = hits[i];
	}
	free(hits);
}

size_t yd_search_known(const yd_search *search, bool *more)
{
	*more = search->total == SIZE_MAX && (search->running || search->cut);
	return search->total == SIZE_MAX ? search->count : search->total;
}

size_t yd_search_step(const yd_search *search, size_t at, int step, bool *wrapped, bool *wait)
{
	*wrapped = *wait = false;
	if (step > 0 && at + 1 < search->count)
		return at + 1;
	if (step < 0 && at > 0 && at <= search->count)
		return at - 1;
	/* Where the other end is, is known only once all hits are. */
	*wait = search->running && (step < 0 || !search->cut);
	if (*wait || search->count == 0)
		return SIZE_MAX;
	*wrapped = true;
	return step > 0 ? 0 : search->count - 1;
}
