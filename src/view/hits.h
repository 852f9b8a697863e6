/*
 * hits.h: the list of hits, as far as it is on the screen. What stands in its rows is read from the documents between
 * keys, one document at a time and each once for all its rows.
 */
#ifndef VIEW_HITS_H
#define VIEW_HITS_H

#include "list.h"
#include "search.h"

typedef struct yd_hit_entry {
	bool looked; /* all below is known */
	bool gone;   /* … except that the document is not there any more */
	yd_buf place;     /* region and year, in full */
	yd_buf short_place; /* … with the last name of the region only */
	yd_buf title;     /* of the unit */
	yd_buf doc_title;
	yd_buf text;      /* some of the unit's text, around the match, sanitised, in one line */
	size_t match;     /* where the match begins there; 0 when it has none */
	bool cut_before, cut_after; /* more text stands before it, or behind */
} yd_hit_entry;

typedef struct yd_hits_view {
	yd_list list;
	yd_hit_entry *rows; /* of the hits start … start + count - 1 */
	size_t start, count;
	size_t width, height, head_rows, hit_rows; /* of the pane; above the list; of one hit: 2 or 1 */
} yd_hits_view;

/* Other hits: what was read is dropped. */
void yd_hits_view_forget(yd_hits_view *view);
/* The row of a hit in the window; NULL for others. Borrowed until the window moves. */
const yd_hit_entry *yd_hits_view_row(yd_hits_view *view, size_t number);
/* Reads the next document in the window that was not read; false when there is none left. `open` (may be NULL) is the
 * document that need not be read. */
bool yd_hits_view_look(yd_hits_view *view, const yd_search *search, yd_library *library, const yd_open_doc *open);

/* Appends sanitised text, what the terms mark in YD_STYLE_MATCH and the rest in `style`, cut with an ellipsis so that the
 * row has at most `limit` columns. */
void yd_row_put_marked(yd_row *row, const yd_typesetter *how, yd_str text, const yd_terms *terms, yd_style style,
	size_t limit);
/* The text of a hit, such that its match is to be seen. */
void yd_hit_entry_put_text(const yd_hit_entry *hit, const yd_typesetter *how, const yd_terms *terms, size_t limit,
	yd_row *out);

#endif
