/* bookmarks.h: the list of bookmarks. Those on the screen are looked for one by one, between keys. */
#ifndef VIEW_BOOKMARKS_H
#define VIEW_BOOKMARKS_H

#include "list.h"

typedef enum yd_whereabouts { YD_NOT_LOOKED, YD_HERE, YD_ELSEWHERE, YD_NOWHERE } yd_whereabouts;

typedef struct yd_bookmark_row {
	yd_bookmark bookmark;
	yd_whereabouts where;
	yd_place_in_library place; /* when HERE or ELSEWHERE */
} yd_bookmark_row;

typedef struct yd_bookmarks_view {
	yd_bookmark_row *rows; /* numbers start … start + count - 1 of the list, newest first */
	size_t start, count;
	yd_list list; /* of all */
	size_t width, height;
} yd_bookmarks_view;

void yd_bookmarks_view_free(yd_bookmarks_view *view);
/* Counts them anew; what was read is forgotten. The cursor stays at its number. */
yd_status yd_bookmarks_view_load(yd_bookmarks_view *view, yd_user *user, yd_error *err);
/* The row with that number, read when needed. NULL when there is none or it cannot be read. Borrowed. */
yd_bookmark_row *yd_bookmarks_view_row(yd_bookmarks_view *view, yd_user *user, size_t number);
/* Looks for the next bookmark in the window that was not looked for; false when there is none left. */
bool yd_bookmarks_view_look(yd_bookmarks_view *view, yd_library *library);
yd_status yd_bookmark_row_look(yd_bookmark_row *row, yd_library *library, yd_error *err);

#endif
