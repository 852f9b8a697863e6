#include "places.h"

#include <string.h>

bool yd_place_equal(const yd_place *a, const yd_place *b)
{
	return a->doc == b->doc && a->version == b->version && a->unit == b->unit &&
	       a->offset == b->offset;
}

/* A place stands in the list once, where it was left last. */
static void drop_equal(yd_places *places, const yd_place *place)
{
	size_t kept = 0;
	for (size_t i = 0; i < places->count; i++)
		if (!yd_place_equal(&places->items[i], place))
			places->items[kept++] = places->items[i];
	places->count = kept;
}

static void append(yd_places *places, const yd_place *place)
{
	yd_place copy = *place;
	drop_equal(places, &copy);
	if (places->count == YD_PLACES)
		memmove(places->items, places->items + 1, --places->count * sizeof *places->items);
	places->items[places->count++] = copy;
}

void yd_places_leave(yd_places *places, const yd_place *from)
{
	if (!from->doc)
		return;
	append(places, from);
	places->at = places->count;
	places->last = *from;
}

const yd_place *yd_places_back(yd_places *places, const yd_place *here)
{
	if (places->at >= places->count) {
		if (here->doc)
			append(places, here);
		places->at = places->count ? places->count - 1 : 0;
	}
	if (places->at == 0)
		return NULL;
	return &places->items[--places->at];
}

const yd_place *yd_places_forward(yd_places *places)
{
	if (places->at + 1 >= places->count)
		return NULL;
	return &places->items[++places->at];
}
