#include "mouse.h"

enum {
	TWICE_WITHIN = 500, /* milliseconds */
	WHEEL_ROWS = 3,
	LEFT = 0,
	MOVED = 32,
	WHEEL = 64,
	MODIFIERS = 4 | 8 | 16,
};

/* The slot under a column; SIZE_MAX: a border. */
static size_t slot_at(const yd_layout *layout, size_t column)
{
	for (size_t i = 0; i < layout->slot_count; i++)
		if (column >= layout->slots[i].x &&
			column < layout->slots[i].x + layout->slots[i].width)
			return i;
	return SIZE_MAX;
}

/* The slot that ends at the border in a column, from 1; 0: none does. */
static size_t border_at(const yd_layout *layout, size_t column)
{
	for (size_t i = 0; i + 1 < layout->slot_count; i++)
		if (column == layout->slots[i].x + layout->slots[i].width)
			return i + 1;
	return 0;
}

/* The border follows the pointer, as far as the layout lets it: it has the last word on widths. */
static void drag(const yd_mouse *mouse, yd_browser *browser, const yd_layout *layout, size_t column)
{
	if (mouse->dragging >= layout->slot_count)
		return;
	const yd_slot *slot = &layout->slots[mouse->dragging - 1];
	yd_settings *settings = yd_browser_settings(browser);
	size_t wanted = column > slot->x ? column - slot->x : 1;
	if (slot->pane == YD_PANE_REGIONS)
		settings->regions_width = wanted;
	else if (slot->pane == YD_PANE_OUTLINE)
		settings->outline_width = wanted;
}

static void press(yd_mouse *mouse, yd_browser *browser, const yd_layout *layout,
	const yd_input_event *event, int64_t now)
{
	bool twice = mouse->clicked_at && now - mouse->clicked_at < TWICE_WITHIN &&
		     mouse->row == event->row && mouse->column == event->column;
	bool in_panes = event->row < layout->title_rows + layout->body_rows;
	size_t slot = slot_at(layout, event->column);
	mouse->dragging = in_panes ? border_at(layout, event->column) : 0;
	mouse->clicked_at = twice ? 0 : now;
	mouse->row = event->row;
	mouse->column = event->column;
	if (slot == SIZE_MAX || !in_panes)
		return;
	/* A click on a title only takes the focus there. */
	size_t y = event->row < layout->title_rows ? SIZE_MAX : event->row - layout->title_rows;
	yd_browser_click(browser, layout->slots[slot].pane, y, twice);
}

void yd_mouse_take(yd_mouse *mouse, yd_browser *browser, const yd_layout *layout,
	const yd_input_event *event, int64_t now)
{
	unsigned button = event->button & ~(unsigned)MODIFIERS;
	size_t slot = slot_at(layout, event->column);
	if (button == WHEEL || button == WHEEL + 1) {
		if (slot != SIZE_MAX)
			yd_browser_wheel(browser, layout->slots[slot].pane,
				button == WHEEL ? -WHEEL_ROWS : WHEEL_ROWS);
	} else if (event->released) {
		mouse->dragging = 0;
	} else if (button == LEFT) {
		press(mouse, browser, layout, event, now);
	} else if (button == LEFT + MOVED && mouse->dragging) {
		drag(mouse, browser, layout, event->column);
	}
}
