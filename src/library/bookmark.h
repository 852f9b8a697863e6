/*
 * bookmark.h: matching the text a bookmark holds against documents.
 */
#ifndef YAODIAN_LIBRARY_BOOKMARK_H
#define YAODIAN_LIBRARY_BOOKMARK_H

#include "internal.h"

/* The text of a bookmark, ready to be compared. */
typedef struct sought {
	yd_buf fold;
	uint64_t hash;
	size_t chars; /* code points of the fold */
	text_pairs pairs;
} sought;

void sought_make(const char *text, sought *out);
void sought_free(sought *text);
/* The unit of `doc` most alike, at or above the bar; of equals the one nearest to unit `near`. A text without
 * characters is nowhere. */
bool sought_in_doc(const sought *text, const yd_open_doc *doc, size_t near, size_t *unit);
/* The unit that now has the bookmark's address, 0 when none has. */
size_t bookmark_address(const yd_open_doc *doc, const yd_bookmark *bookmark);

#endif
