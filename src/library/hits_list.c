/* Hits that are all found before the first is given. */
#include "hits.h"

#include <stdlib.h>

void hits_list_add(hits_list *list, yd_found_unit hit)
{
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = hit;
}

static int by_place(const void *left, const void *right)
{
	const yd_found_unit *a = left, *b = right;
	if (a->doc != b->doc)
		return a->doc < b->doc ? -1 : 1;
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	return b->in_title - a->in_title;
}

static int by_title(const void *left, const void *right)
{
	const yd_found_unit *a = left, *b = right;
	return a->in_title != b->in_title ? b->in_title - a->in_title : by_place(left, right);
}

void hits_list_by_place(hits_list *list)
{
	size_t kept = 0;
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_place);
	for (size_t i = 0; i < list->count; i++) {
		const yd_found_unit *last = kept ? &list->items[kept - 1] : NULL;
		if (!last || last->doc != list->items[i].doc || last->unit != list->items[i].unit)
			list->items[kept++] = list->items[i];
	}
	list->count = kept;
}

void hits_list_by_title(hits_list *list)
{
	hits_list_by_place(list);
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_title);
}

size_t hits_list_find(const hits_list *list, int64_t doc)
{
	size_t low = 0, high = list->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->items[middle].doc < doc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
