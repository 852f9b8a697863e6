#include "bookmarks.h"

#include <stdlib.h>

enum { PAGE = 64 };

static void free_rows(yd_bookmarks_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		yd_bookmark_free(&view->rows[i].bookmark);
	free(view->rows);
	view->rows = NULL;
	view->start = view->count = 0;
}

void yd_bookmarks_view_free(yd_bookmarks_view *view)
{
	free_rows(view);
	view->list = (yd_list){.height = view->list.height};
}

yd_status yd_bookmarks_view_load(yd_bookmarks_view *view, yd_user *user, yd_error *err)
{
	size_t count = 0;
	free_rows(view);
	yd_status status = yd_user_bookmark_count(user, &count, err);
	yd_list_set(&view->list, count, view->list.cursor);
	return status;
}

/* Reads the page with that number. The newest are shown first, while user data counts from the
 * oldest. */
static void read_page(yd_bookmarks_view *view, yd_user *user, size_t number)
{
	size_t start = number - number % PAGE, all = view->list.count;
	size_t want = all - start < PAGE ? all - start : PAGE, count = 0;
	yd_bookmark *read = NULL;
	free_rows(view);
	if (yd_user_bookmarks(user, all - start - want, want, &read, &count, NULL) != YD_OK)
		return;
	view->rows = yd_alloc(count * sizeof *view->rows);
	for (size_t i = 0; i < count; i++)
		view->rows[i].bookmark = read[count - 1 - i];
	view->start = start;
	view->count = count;
	free(read);
}

yd_bookmark_row *yd_bookmarks_view_row(yd_bookmarks_view *view, yd_user *user, size_t number)
{
	if (number >= view->list.count)
		return NULL;
	if (number < view->start || number >= view->start + view->count)
		read_page(view, user, number);
	if (number < view->start || number >= view->start + view->count)
		return NULL;
	return &view->rows[number - view->start];
}

yd_status yd_bookmark_row_look(yd_bookmark_row *row, yd_library *library, yd_error *err)
{
	yd_found found;
	char *ref = NULL;
	yd_status status =
		yd_library_bookmark_find(library, &row->bookmark, &found, &row->place, &ref, err);
	row->where = status != YD_OK || found == YD_FOUND_LOST ? YD_NOWHERE
		     : found == YD_FOUND_MOVED		       ? YD_ELSEWHERE
							       : YD_HERE;
	free(ref);
	return status;
}

bool yd_bookmarks_view_look(yd_bookmarks_view *view, yd_library *library)
{
	for (size_t y = 0; y < view->list.height; y++) {
		yd_bookmark_row *row =
			yd_bookmarks_view_row(view, yd_library_user(library), view->list.top + y);
		if (!row || row->where != YD_NOT_LOOKED)
			continue;
		yd_bookmark_row_look(row, library, NULL);
		return true;
	}
	return false;
}
