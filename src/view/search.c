#include "search.h"

#include <stdlib.h>
#include <string.h>

void yd_search_clear(yd_search *search)
{
	for (size_t i = 0; i < search->count; i++)
		free(search->hits[i].key);
	free(search->hits);
	free(search->query);
	yd_terms_free(&search->terms);
	*search = (yd_search){0};
}

void yd_search_add(yd_search *search, yd_worker_hit *hits, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		YD_GROW(search->hits, search->count, search->cap);
		search->hits[search->count++] = hits[i];
	}
	free(hits);
}

static int compare_place(const yd_worker_hit *hit, const char *key, size_t unit)
{
	int order = strcmp(hit->key, key);
	if (order)
		return order;
	return hit->unit < unit ? -1 : hit->unit > unit;
}

size_t yd_search_step(const yd_search *search, const char *key, size_t unit, int step, bool here,
	bool *wrapped, bool *wait)
{
	/* The first hit at the place or after it. */
	size_t low = 0, high = search->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_place(&search->hits[middle], key, unit) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool at = low < search->count && compare_place(&search->hits[low], key, unit) == 0;
	*wrapped = *wait = false;
	if (step > 0) {
		if (at && !here)
			low++;
		if (low < search->count)
			return low;
		*wait = search->running;
		*wrapped = !search->running && search->count > 0;
		return *wrapped ? 0 : SIZE_MAX;
	}
	/* Backwards it is known only once the search has come past the place. */
	if (low > 0 && (low < search->count || !search->running))
		return low - 1;
	*wait = search->running;
	*wrapped = !search->running && search->count > 0;
	return *wrapped ? search->count - 1 : SIZE_MAX;
}
