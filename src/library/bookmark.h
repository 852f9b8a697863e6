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
/* How alike the unit of `doc` that is most alike is: 1 for equal texts, 0 when none reaches the bar; of equals the one
 * nearest to unit `near`. A text without characters is nowhere. */
double sought_in_doc(const sought *text, const yd_open_doc *doc, size_t near, size_t *unit);
/* The unit that now has the bookmark's address, 0 when none has. */
size_t bookmark_address(const yd_open_doc *doc, const yd_bookmark *bookmark);

#endif
