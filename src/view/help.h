/* help.h: the rows of the help screen. */
#ifndef VIEW_HELP_H
#define VIEW_HELP_H

#include "list.h"

typedef struct yd_help_row {
	const char *heading;         /* of a group; NULL none */
	const yd_action_row *action; /* NULL: a heading or an empty row */
	bool named;                  /* keys and command stand here */
	yd_str text;                 /* a line of the explanation; static */
} yd_help_row;

typedef struct yd_help_view {
	yd_help_row *rows;
	size_t count, cap;
	size_t width;
	yd_list list; /* of the rows that can be on top */
} yd_help_view;

void yd_help_view_free(yd_help_view *view);

#endif
