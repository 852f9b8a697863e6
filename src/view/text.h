/*
 * text.h: the text of the reader's scope as one run of rows, of which only those around the window are laid out.
 *
 * The reader's eye is at one row, `cur`, which is the window's top row until the end of the text comes into view; from
 * there on it moves down the last screen. The unit of that row is the current one (reader->unit).
 */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H

#include "kept.h"
#include "sheet.h"

/* One row: line `line` of block `block` of a shown unit. */
typedef struct yd_text_at {
	size_t unit, block, line;
} yd_text_at;

enum { YD_SHEETS = 64 };

typedef struct yd_text {
	yd_reader *reader;      /* borrowed */
	const yd_terms *terms;  /* borrowed: what is highlighted */
	const yd_typesetter *how; /* borrowed: how documents are shown */
	size_t most_columns;    /* of a line; 0: as many as the pane has */
	bool centred;           /* in a pane that is wider */
	bool alone;             /* no other pane is shown: see yd_text_row() */
	size_t width, height;   /* of the pane; width 0: not known yet, nothing is laid out */
	yd_sheet sheets[YD_SHEETS]; /* those looked at last */
	unsigned long used[YD_SHEETS], clock; /* 0: free */
	uint64_t numbers[YD_SHEETS], made; /* of the sheets, as they were made */
	yd_text_at cur;
	yd_text_at *rows; /* of the window, from the top */
	size_t row_count, row_cap;
	bool at_end; /* the last row is in the window */
	yd_text_at held; /* where the eye was put when rows changed last, */
	size_t held_byte; /* for this byte: it stays the place while the eye does not move */
	size_t wanted; /* the place to go to once the size is known */
} yd_text;

/* What a movement ran into: nothing, or the text's start or end, where it had nowhere to go. */
typedef enum yd_text_met { YD_MET_NOTHING, YD_MET_START, YD_MET_END, YD_MET_NO_MOVEMENT } yd_text_met;

void yd_text_init(yd_text *text, yd_reader *reader, const yd_terms *terms, const yd_typesetter *how);
void yd_text_free(yd_text *text);
/* The document, scope, filter, marks or terms changed: forgets what was laid out; the eye goes to reader->unit, or
 * stays at its row when it is in that unit already. */
void yd_text_renew(yd_text *text);
/* Another document: the eye goes to the start of reader->unit. */
void yd_text_reset(yd_text *text);
void yd_text_resize(yd_text *text, size_t width, size_t height);
/* The eye to the start of a unit that is shown in the scope; reader->unit becomes it. */
void yd_text_go(yd_text *text, size_t unit);
/* The same, further down when its first highlighted place would not be in the window. */
void yd_text_go_hit(yd_text *text, size_t unit);
/* The eye to a row where it was before, or near it when there is no such row any more; reader->unit is its unit, and shown
 * in the scope. */
void yd_text_return(yd_text *text, const yd_text_at *at);
/* The eye's place in its unit: 0 for its start, else one more than the bytes of its text before the row. Holds in another
 * width too. */
size_t yd_text_place(yd_text *text);
/* The eye to a place of reader->unit, or as near as there is. */
void yd_text_go_place(yd_text *text, size_t place);
yd_text_met yd_text_move(yd_text *text, yd_action action, size_t times);
/* A bar stands beside the current unit. Where the text is alone its top row tells which that is, and the bar stands where the
 * unit begins only: beside all of it, it would be drawn anew on each of its rows when the reader scrolls on to it. */
void yd_text_row(yd_text *text, size_t y, yd_row *out);
/* What that row is made of (kept.h). */
void yd_text_row_key(yd_text *text, size_t y, yd_row_key *out);
/* Does a unit's own text begin in that row? */
bool yd_text_begins(yd_text *text, const yd_text_at *at);
/* The number of a unit's sheet: another whenever it was made anew. */
uint64_t yd_text_sheet_number(yd_text *text, size_t unit);

/* How the columns of the pane are used, from the left: empty ones, the gutter with the bar, the text. */
typedef struct yd_text_room {
	size_t left, gutter, columns;
} yd_text_room;

yd_text_room yd_text_room_of(const yd_text *text);

/* ---- rows one by one, also for tests ---- */

yd_text_at yd_text_first(yd_text *text);
yd_text_at yd_text_last(yd_text *text);
bool yd_text_next(yd_text *text, yd_text_at *at);
bool yd_text_previous(yd_text *text, yd_text_at *at);
/* The block of a row, laid out. Borrowed until the next call. */
const yd_block *yd_text_block(yd_text *text, const yd_text_at *at);
int yd_text_compare(const yd_text_at *a, const yd_text_at *b);

#endif
