#include "internal.h"

#include <yaodian/text.h>

#include <stdlib.h>

static int pair_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* The beginning and the end count as a character each, so that a text of one character has pairs
 * too. */
void text_pairs_make(yd_str fold, text_pairs *out)
{
	size_t chars = yd_utf8_count(fold);
	out->items = yd_realloc(NULL, chars + 1, sizeof *out->items);
	out->count = 0;
	if (chars == 0)
		return;
	uint64_t before = 0;
	while (fold.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(fold, &cp, NULL);
		out->items[out->count++] = before << 32 | cp;
		before = cp;
		fold.ptr += len;
		fold.len -= len;
	}
	out->items[out->count++] = before << 32;
	qsort(out->items, out->count, sizeof *out->items, pair_order);
}

void text_pairs_free(text_pairs *pairs)
{
	free(pairs->items);
	*pairs = (text_pairs){0};
}

double text_pairs_similarity(const text_pairs *a, const text_pairs *b)
{
	if (a->count == 0 || b->count == 0)
		return 0;
	size_t shared = 0;
	for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
		if (a->items[i] == b->items[j])
			shared++, i++, j++;
		else if (a->items[i] < b->items[j])
			i++;
		else
			j++;
	}
	return 2.0 * (double)shared / (double)(a->count + b->count);
}

double text_pairs_bound(size_t a, size_t b)
{
	return a + b == 0 ? 0 : 2.0 * (double)(a < b ? a : b) / (double)(a + b);
}
