/* help.h: the help screen: entries made from the tables of actions and settings and the user's keys, and its rows. */
#ifndef VIEW_HELP_H
#define VIEW_HELP_H

#include "list.h"
#include "prompt.h"
#include "terms.h"

/* An action, or a setting. */
typedef struct yd_help_entry {
	char *left, *right; /* keys and command, or name and value; owned */
	const char *text;   /* what it is for; static */
} yd_help_entry;

typedef struct yd_help_row {
	const char *heading; /* of a group; NULL none */
	size_t entry;        /* SIZE_MAX: a heading or an empty row */
	bool left, right;    /* of the entry stand here */
	yd_str text;         /* a line of the explanation */
} yd_help_row;

typedef struct yd_help_view {
	yd_help_entry *entries;
	size_t entry_count, entry_cap;
	yd_help_row *rows; /* none: to be made */
	size_t count, cap;
	size_t width;
	yd_list list; /* of the rows that can be on top */

	yd_terms sought; /* one term, or none */
	size_t found;    /* the entry that was gone to last; SIZE_MAX none */
	size_t from;     /* the top row when the search began */
	yd_prompt_history searches;
} yd_help_view;

/* The keys or settings have changed. */
void yd_help_view_renew(yd_help_view *view);
void yd_help_view_free(yd_help_view *view);
/* Goes to the first entry that has `text`, from the row where the search began; returns whether there is one. */
bool yd_help_view_seek(yd_help_view *view, yd_str text);

#endif
