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

/* The bookmarks that may stand in a document, and the unit each stands at. */
typedef struct attached {
	yd_bookmark *bookmarks; /* all that were looked at */
	size_t count;
	size_t *units; /* SIZE_MAX: elsewhere or lost */
} attached;

/* On success: attached_free(). */
yd_status attached_make(yd_library *library, const yd_open_doc *doc, attached *out, yd_error *err);
void attached_free(attached *at);
/* YD_READ_ONLY with the way out when user data may not be written; YD_INVALID when `doc` (NULL: none) is an earlier version. */
yd_status bookmark_need_write(const yd_library *library, const yd_open_doc *doc, yd_error *err);
/* Sets a bookmark with these tags and this note (NULL none). YD_INVALID: the unit has no text. */
yd_status bookmark_new(yd_library *library, const yd_open_doc *doc, size_t unit, const char *tags, const char *note,
	yd_error *err);

#endif
