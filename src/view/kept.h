/*
 * kept.h: the rows of a pane as they were made last, kept while all that they are made of stays.
 *
 * A pane says of a row what it is made of: its key (yd_pane_ops). A row with the key of one that was there a frame ago is that
 * row, wherever it stood; others are made anew. What all rows depend on (width, settings, columns of characters) is asked for
 * once a frame, and drops them all. Nothing has to be told when something changes: what is not in a key is not in a row.
 */
#ifndef VIEW_KEPT_H
#define VIEW_KEPT_H

#include <yaodian/view.h>

/* All that a row is made of, besides what yd_kept_rows is told at the start of a frame. Zero-initialise; all zero is the row
 * behind the last. */
typedef struct yd_row_key {
	uint64_t part[6];
	uint64_t is_title; /* as wide as the parts, so that keys have no holes */
} yd_row_key;

typedef struct yd_kept_row {
	uint64_t number; /* 0: nothing is here */
	bool keyed;
	yd_row_key key;
	uint64_t hash; /* of its content */
	yd_row row;
} yd_kept_row;

/* Zero-initialise. */
typedef struct yd_kept_rows {
	yd_kept_row *now;    /* this frame's, by their place */
	yd_kept_row *before; /* those of the frame before, less what it gave to this one; NULL in the first frame */
	size_t cap;
	size_t width;        /* that they were made for */
	uint64_t epoch;      /* … and the state of what they all depend on */
} yd_kept_rows;

/* A new frame of `count` rows. Rows of another width or epoch are dropped. */
void yd_kept_begin(yd_kept_rows *rows, size_t count, size_t width, uint64_t epoch);
void yd_kept_free(yd_kept_rows *rows);

/* The row of that key, now at place `at`; NULL when it is to be made. */
const yd_kept_row *yd_kept_find(yd_kept_rows *rows, size_t at, const yd_row_key *key);
/* Takes over what was made for place `at` (key NULL: it has none); `row` gets other memory for it. Its number is that of an
 * equal row that is there, else `next`. */
const yd_kept_row *yd_kept_put(
	yd_kept_rows *rows, size_t at, const yd_row_key *key, yd_row *row, uint64_t next);

#endif
