/* list.h: the cursor and the window of a pane that is a list of rows. */
#ifndef VIEW_LIST_H
#define VIEW_LIST_H

#include <yaodian/view.h>

/* The cursor is below `count` (0 when there are none) and always inside [top, top + height). */
typedef struct yd_list {
	size_t count, cursor, top, height;
} yd_list;

void yd_list_resize(yd_list *list, size_t height);
/* Another number of rows, and where the cursor is now (brought into range). */
void yd_list_set(yd_list *list, size_t count, size_t cursor);
/* Performs a movement; `times` 0 means no digits were typed. False when `action` is no movement. */
bool yd_list_move(yd_list *list, yd_action action, size_t times);

/* Moves the window by so many rows, up when negative; the cursor only as far as it must. */
void yd_list_scroll(yd_list *list, int rows);

#endif
