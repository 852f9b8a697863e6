/* The map from a shown text to its source. */
#include <yaodian/typeset.h>

#include <stdlib.h>

#include "decode.h"

void yd_shown_map_free(yd_shown_map *map)
{
	free(map->at);
	*map = (yd_shown_map){0};
}

size_t yd_shown_source(const yd_shown_map *map, size_t shown)
{
	if (!map->at)
		return shown;
	return shown < map->shown ? map->at[shown] : map->source;
}

/* The first shown byte whose source is `source` or later. */
static size_t first_from(const yd_shown_map *map, size_t source)
{
	size_t low = 0, high = map->shown;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (map->at[middle] < source)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void yd_shown_span(const yd_shown_map *map, size_t start, size_t end, size_t *from, size_t *to)
{
	*from = start;
	*to = end;
	if (!map->at)
		return;
	size_t at = first_from(map, start);
	/* Inside what was converted as one: from its beginning. */
	if (at > 0 && start < end && (at == map->shown || map->at[at] > start))
		at = first_from(map, map->at[at - 1]);
	*from = at;
	*to = end > start ? first_from(map, end) : at;
}

/* ---- one code point for each but for some phrases ---- */

/* A text as code points, and where each begins. */
typedef struct points {
	uint32_t *cps;
	uint32_t *starts; /* one more: the text's length */
	size_t count;
} points;

static points points_of(yd_str text)
{
	points p = {yd_realloc(NULL, text.len + 1, sizeof *p.cps),
		yd_realloc(NULL, text.len + 1, sizeof *p.starts), 0};
	for (size_t at = 0, len; at < text.len; at += len) {
		p.starts[p.count] = (uint32_t)at;
		p.cps[p.count++] = yd_decode_at(text, at, &len);
	}
	p.starts[p.count] = (uint32_t)text.len;
	return p;
}

static void free_points(points *p)
{
	free(p->cps);
	free(p->starts);
}

/* Is the same code point at both, or are both at their ends? */
static bool agree(const points *a, size_t i, const points *b, size_t j)
{
	if (i >= a->count || j >= b->count)
		return i == a->count && j == b->count;
	return a->cps[i] == b->cps[j];
}

/* How many code points from i and j on belong together, up to where both agree again: a few of
 * each, as many here as there, if that can be, else the fewest. */
static void find_group(
	const points *a, size_t i, const points *b, size_t j, size_t *of_a, size_t *of_b)
{
	enum { NEAR = 4, FAR = 12 };
	for (size_t d = 1; d <= NEAR; d++)
		if (agree(a, i + d, b, j + d)) {
			*of_a = *of_b = d;
			return;
		}
	for (size_t most = 1; most <= FAR; most++)
		for (size_t d = 0; d <= most; d++) {
			bool longer = agree(a, i + d, b, j + most);
			if (!longer && !agree(a, i + most, b, j + d))
				continue;
			*of_a = longer ? d : most;
			*of_b = longer ? most : d;
			return;
		}
	*of_a = *of_b = 1;
}

static void set_map(yd_shown_map *map, const points *b, size_t from, size_t to, uint32_t source)
{
	for (uint32_t byte = b->starts[from]; byte < b->starts[to]; byte++)
		map->at[byte] = source;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

void yd_shown_map_align(yd_str source, yd_str converted, yd_shown_map *map)
{
	points a = points_of(source), b = points_of(converted);
	*map = (yd_shown_map){
		yd_realloc(NULL, converted.len + 1, sizeof *map->at), converted.len, source.len};
	bool even = a.count == b.count;
	size_t i = 0, j = 0;
	while (j < b.count) {
		size_t of_a = 1, of_b = 1;
		if (!even && i < a.count && a.cps[i] != b.cps[j])
			find_group(&a, i, &b, j, &of_a, &of_b);
		of_a = least(of_a, a.count - i);
		of_b = least(of_b, b.count - j);
		if (of_a == of_b)
			for (size_t k = 0; k < of_a; k++)
				set_map(map, &b, j + k, j + k + 1, a.starts[i + k]);
		else /* What has no counterpart belongs to what stands before it. */
			set_map(map, &b, j, j + of_b, a.starts[of_a || i == 0 ? i : i - 1]);
		i += of_a;
		j += of_b;
	}
	map->at[converted.len] = (uint32_t)source.len;
	free_points(&a);
	free_points(&b);
}
