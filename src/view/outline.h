/* outline.h: the outline of the open document as rows, as far as it is unfolded. */
#ifndef VIEW_OUTLINE_H
#define VIEW_OUTLINE_H

#include "list.h"
#include "reader.h"

/* What a row says, kept since every frame asks for it. */
typedef struct yd_shown_title {
	yd_buf title;    /* as published */
	yd_buf shown;    /* mark and title, fit to be shown; empty: not made yet */
	size_t mark_len; /* bytes of the mark in it */
} yd_shown_title;

typedef struct yd_outline_view {
	yd_list list;
	bool *folded;    /* for each unit */
	uint32_t *units; /* of the rows */
	yd_shown_title *titles; /* for each unit */
	yd_typesetter titles_how; /* how they were made */
	unsigned opened;   /* how many documents were: their units are others */
	size_t unit_count; /* that `folded` and `titles` have room for */
	bool *before_jump; /* `folded` before a jump unfolded something; NULL: nothing was */
} yd_outline_view;

void yd_outline_view_free(yd_outline_view *view);
/* Another document, everything unfolded. */
void yd_outline_view_open(yd_outline_view *view, const yd_reader *reader);
/* Titles are made anew: characters take other columns, or are shown otherwise. */
void yd_outline_view_forget_titles(yd_outline_view *view);
/* Works the rows out anew, and puts the cursor on the reader's unit, or on what is folded over it. */
void yd_outline_view_follow(yd_outline_view *view, const yd_reader *reader);
/* The unit under the cursor. */
size_t yd_outline_view_unit(const yd_outline_view *view);
/* Folds or unfolds a section; another unit folds the section it stands in. Returns the unit that now has the cursor. */
size_t yd_outline_view_toggle(yd_outline_view *view, const yd_reader *reader);

/*
 * The unit whose title `typed` means (jump.h), looked for from row `from` on, also among what is folded away, which is
 * then unfolded; SIZE_MAX when there is none. What the jump before unfolded is folded again first. The rows are as
 * they were until yd_outline_view_follow().
 */
size_t yd_outline_view_jump(yd_outline_view *view, const yd_reader *reader, yd_str typed, size_t from);
/* Folds what the last jump unfolded. */
void yd_outline_view_jump_back(yd_outline_view *view);
/* What the last jump unfolded stays. */
void yd_outline_view_jump_keep(yd_outline_view *view);

#endif
