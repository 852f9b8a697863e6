#include "scroll.h"

enum { CHANGE = 8, SCROLL = 16 /* bytes for placing a change, for scrolling */ };

/* About how many bytes it takes to write a row where another stands. */
static size_t cost_of(const yd_shown_row *from, const yd_frame *frame, size_t y)
{
	const yd_row *to = &frame->rows[y];
	yd_str a = yd_buf_str(&from->row.text), b = yd_buf_str(&to->text);
	size_t start = 0, end = 0, most = a.len < b.len ? a.len : b.len;
	if (yd_row_id_equal(&from->id, &frame->ids[y]) || yd_row_equal(&from->row, to))
		return 0;
	while (start < most && a.ptr[start] == b.ptr[start])
		start++;
	while (end < most - start && a.ptr[a.len - 1 - end] == b.ptr[b.len - 1 - end])
		end++;
	/* What is blank at the end is erased. */
	size_t last = b.len - end;
	while (last > start && b.ptr[last - 1] == ' ')
		last--;
	return CHANGE + last - start;
}

static size_t cost_from_nothing(const yd_row *to)
{
	yd_str text = yd_buf_str(&to->text);
	while (text.len && text.ptr[text.len - 1] == ' ')
		text.len--;
	return text.len ? CHANGE + text.len : 0;
}

/* The movement that most rows within [top, bottom] made; 0 none. A row that stands at several
 * places speaks for the nearest. */
static int find_shift(const yd_shown_row *shown, const yd_frame *frame, size_t top, size_t bottom)
{
	const yd_row_id *ids = frame->ids;
	enum { MOST = 64 };
	int votes[2 * MOST + 1] = {0}, best = 0;
	for (size_t y = top; y <= bottom; y++)
		for (int by = 1; by <= MOST; by++) {
			size_t distance = (size_t)by;
			bool up = y + distance <= bottom &&
				  yd_row_id_equal(&shown[y + distance].id, &ids[y]);
			bool down = y >= top + distance &&
				    yd_row_id_equal(&shown[y - distance].id, &ids[y]);
			votes[MOST + by] += up;
			votes[MOST - by] += down;
			if (up || down)
				break;
		}
	for (int by = 1; by <= MOST; by++) {
		if (votes[MOST + by] > votes[MOST + best])
			best = by;
		if (votes[MOST - by] > votes[MOST + best])
			best = -by;
	}
	return votes[MOST + best] ? best : 0;
}

static size_t cost_of_scroll(
	const yd_shown_row *shown, const yd_frame *frame, const yd_scroll *scroll)
{
	size_t cost = SCROLL;
	for (size_t y = scroll->top; y <= scroll->bottom; y++) {
		size_t from = y + (size_t)scroll->by;
		bool inside = from >= scroll->top && from <= scroll->bottom;
		cost += inside ? cost_of(&shown[from], frame, y)
			       : cost_from_nothing(&frame->rows[y]);
	}
	return cost;
}

bool yd_scroll_find(const yd_shown_row *shown, const yd_frame *frame, yd_scroll *out)
{
	const yd_layout *layout = &frame->layout;
	size_t in_place = 0, body = layout->body_rows;
	if (body < 3)
		return false;
	/* Always all rows between the titles and the last row: the region then is set once. */
	*out = (yd_scroll){layout->title_rows, layout->title_rows + body - 1, 0};
	for (size_t y = out->top; y <= out->bottom; y++)
		in_place += cost_of(&shown[y], frame, y);
	if (in_place < 2 * SCROLL)
		return false;
	out->by = find_shift(shown, frame, out->top, out->bottom);
	return out->by && cost_of_scroll(shown, frame, out) < in_place;
}
