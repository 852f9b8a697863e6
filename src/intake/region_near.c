/* Places whose names are nearly what somebody wrote. */
#include <yaodian/place.h>

#include "gazetteer.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX = 16, NEAR_MAX = 8 };

typedef struct name {
	uint32_t chars[NAME_MAX];
	size_t count; /* NAME_MAX + 1: too long to be one */
} name;

static name name_of(yd_str text)
{
	name out = {.count = 0};
	while (text.len && out.count <= NAME_MAX) {
		uint32_t cp;
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (out.count < NAME_MAX)
			out.chars[out.count] = cp;
		out.count++;
		text = (yd_str){text.ptr + len, text.len - len};
	}
	return out;
}

/* Levenshtein's distance. */
static size_t distance(const name *a, const name *b)
{
	size_t row[NAME_MAX + 1];
	for (size_t j = 0; j <= b->count; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->count; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b->count; j++) {
			size_t above = row[j];
			size_t best = diagonal + (a->chars[i - 1] != b->chars[j - 1]);
			best = above + 1 < best ? above + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
			diagonal = above;
		}
	}
	return row[b->count];
}

typedef struct near {
	uint16_t place;
	size_t rank; /* the distance, then the level */
} near;

typedef struct nearest {
	near items[NEAR_MAX];
	size_t count, most;
} nearest;

static void take(nearest *list, near one)
{
	for (size_t i = 0; i < list->count; i++)
		if (gaz_same_path(list->items[i].place, one.place))
			return;
	size_t at = list->count;
	while (at && list->items[at - 1].rank > one.rank)
		at--;
	if (at == list->most)
		return;
	size_t moved = list->count < list->most ? list->count : list->most - 1;
	for (size_t i = moved; i > at; i--)
		list->items[i] = list->items[i - 1];
	list->items[at] = one;
	list->count = moved + 1;
}

/* The last of the names, folded, and the place that the others mean. */
static name split(yd_str text, size_t *above)
{
	yd_buf fold = {0};
	size_t cut = text.len;
	while (cut && text.ptr[cut - 1] != '/' && text.ptr[cut - 1] != ' ')
		cut--;
	*above = GAZ_NONE;
	if (cut > 1) {
		yd_region region = {0};
		if (yd_region_parse((yd_str){text.ptr, cut - 1}, 0, &region, NULL) == YD_OK)
			*above = gaz_find_path(region.path);
		yd_region_free(&region);
	}
	yd_fold((yd_str){text.ptr + cut, text.len - cut}, &fold);
	name last = name_of(yd_buf_str(&fold));
	yd_buf_free(&fold);
	return last;
}

size_t yd_region_near(yd_str text, size_t most, yd_buf *out)
{
	nearest list = {.most = most < NEAR_MAX ? most : NEAR_MAX};
	size_t above;
	name wanted = split(yd_text_trim(text), &above);
	if (wanted.count < 2 || wanted.count > NAME_MAX || !list.most)
		return 0;
	for (size_t i = 0; i < gaz_key_count; i++) {
		const struct gaz_key *key = &gaz_keys[i];
		const struct gaz_place *place = &gaz_places[key->place];
		if (place->until || (place->flags & GAZ_FAR) ||
			(above != GAZ_NONE && !gaz_is_under(key->place, above)))
			continue;
		name here = name_of((yd_str){gaz_pool + key->text, key->len});
		if (here.count > NAME_MAX)
			continue;
		size_t apart = distance(&wanted, &here);
		size_t longer = here.count > wanted.count ? here.count : wanted.count;
		/* Of two characters one may be wrong where the other, or the place above, tells. */
		bool short_name = longer == 2 && apart == 1 &&
				  (above != GAZ_NONE || here.chars[0] == wanted.chars[0]);
		if (apart * 3 <= longer || short_name)
			take(&list, (near){key->place, apart * 4 + place->level});
	}
	for (size_t i = 0; i < list.count; i++) {
		yd_buf_puts(out, i ? ", " : "");
		gaz_path(list.items[i].place, out);
	}
	return list.count;
}
