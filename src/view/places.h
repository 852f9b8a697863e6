/* places.h: the way back: places that jumps left, as in vi's jump list. */
#ifndef VIEW_PLACES_H
#define VIEW_PLACES_H

#include <yaodian/view.h>

typedef struct yd_place {
	int64_t doc; /* 0: no document was open */
	int64_t version; /* 0: as it is */
	size_t unit, scope;
	size_t offset; /* bytes into the unit (yd_text_place()) */
} yd_place;

enum { YD_PLACES = 100 };

typedef struct yd_places {
	yd_place items[YD_PLACES]; /* oldest first */
	size_t count;
	size_t at;     /* where the reader is among them; count: after the last */
	yd_place last; /* what the last jump left; doc 0: nothing yet */
} yd_places;

bool yd_place_equal(const yd_place *a, const yd_place *b);
/* A jump left `from`: it becomes the last place, wherever the reader had gone back to. */
void yd_places_leave(yd_places *places, const yd_place *from);
/* The place to go back to from `here`, which is kept for the way forward; NULL when there is none. */
const yd_place *yd_places_back(yd_places *places, const yd_place *here);
const yd_place *yd_places_forward(yd_places *places);

#endif
