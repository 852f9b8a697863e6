#include "list.h"

/* Brings the cursor into range and the window over it, moving the window as little as possible. */
static void keep_visible(yd_list *list)
{
	size_t height = list->height ? list->height : 1;
	if (list->cursor >= list->count)
		list->cursor = list->count ? list->count - 1 : 0;
	if (list->top > list->cursor)
		list->top = list->cursor;
	if (list->cursor - list->top >= height)
		list->top = list->cursor - height + 1;
	/* No empty rows at the end while there is something to show at the start. */
	size_t last_top = list->count > height ? list->count - height : 0;
	if (list->top > last_top)
		list->top = last_top;
}

void yd_list_resize(yd_list *list, size_t height)
{
	list->height = height;
	keep_visible(list);
}

void yd_list_set(yd_list *list, size_t count, size_t cursor)
{
	list->count = count;
	list->cursor = cursor;
	keep_visible(list);
}

static size_t bounded_product(size_t a, size_t b)
{
	return a && b > (SIZE_MAX >> 2) / a ? SIZE_MAX >> 2 : a * b;
}

static void move_down(yd_list *list, size_t by)
{
	size_t last = list->count ? list->count - 1 : 0;
	list->cursor = by > last - list->cursor ? last : list->cursor + by;
}

static void move_up(yd_list *list, size_t by)
{
	list->cursor = by > list->cursor ? 0 : list->cursor - by;
}

/* A movement by pages takes the window along, so that the cursor keeps its place on the screen. */
static void move_pages(yd_list *list, bool down, size_t by)
{
	size_t before = list->cursor;
	(down ? move_down : move_up)(list, by);
	if (down)
		list->top += list->cursor - before;
	else
		list->top -= before - list->cursor < list->top ? before - list->cursor : list->top;
}

bool yd_list_move(yd_list *list, yd_action action, size_t times)
{
	size_t n = times ? times : 1, height = list->height ? list->height : 1;
	switch (action) {
	case YD_DO_DOWN:
		move_down(list, n);
		break;
	case YD_DO_UP:
		move_up(list, n);
		break;
	case YD_DO_HALF_DOWN:
	case YD_DO_HALF_UP:
		move_pages(list, action == YD_DO_HALF_DOWN, bounded_product(n, (height + 1) / 2));
		break;
	case YD_DO_PAGE_DOWN:
	case YD_DO_PAGE_UP:
		move_pages(list, action == YD_DO_PAGE_DOWN, bounded_product(n, height));
		break;
	case YD_DO_FIRST:
	case YD_DO_LAST:
		if (times)
			list->cursor = times - 1;
		else
			list->cursor = action == YD_DO_FIRST || !list->count ? 0 : list->count - 1;
		break;
	default:
		return false;
	}
	keep_visible(list);
	return true;
}

void yd_list_scroll(yd_list *list, int rows)
{
	size_t height = list->height ? list->height : 1, by = (size_t)(rows < 0 ? -rows : rows);
	size_t last_top = list->count > height ? list->count - height : 0;
	if (rows < 0)
		list->top -= by < list->top ? by : list->top;
	else
		list->top = list->top + by < last_top ? list->top + by : last_top;
	if (list->cursor < list->top)
		list->cursor = list->top;
	if (list->cursor - list->top >= height)
		list->cursor = list->top + height - 1;
	keep_visible(list);
}
