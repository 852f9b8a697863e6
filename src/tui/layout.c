#include "layout.h"

enum {
	THREE_FROM = 100, /* columns */
	TWO_FROM = 60,
	COLUMNS_MIN = 6,
	PANE_MIN = 10, /* of those that the user sets */
	ROWS_MIN = 2,
	TITLES_FROM = 5, /* rows */
	CHOOSER_WIDTH = 42,
};

static size_t clamp(size_t value, size_t low, size_t high)
{
	return value < low ? low : value > high ? high : value;
}

/* Panes from left to right; all but the last have their width given. */
static void set_slots(yd_layout *layout, const yd_pane *panes, const size_t *widths, size_t count)
{
	size_t x = 0;
	layout->slot_count = count;
	for (size_t i = 0; i < count; i++) {
		size_t width = i + 1 < count ? widths[i] : layout->columns - x;
		layout->slots[i] = (yd_slot){panes[i], x, width};
		x += width + 1;
	}
}

static void place_one(yd_layout *layout, yd_pane pane)
{
	set_slots(layout, &pane, NULL, 1);
}

/* A width that the user set, so that `rest` columns and a border are left; else the usual one. */
static size_t width_of(const yd_layout *layout, size_t wanted, size_t usual, size_t rest)
{
	return wanted ? clamp(wanted, PANE_MIN, layout->columns - rest - 1) : usual;
}

static void place_main(yd_layout *layout, yd_pane focus, yd_wanted_widths wanted)
{
	size_t columns = layout->columns;
	if (columns >= THREE_FROM) {
		const yd_pane panes[] = {YD_PANE_REGIONS, YD_PANE_OUTLINE, YD_PANE_TEXT};
		const size_t regions = width_of(layout, wanted.regions,
			clamp(columns * 18 / 100, 20, 32), 2 * PANE_MIN + 1);
		const size_t outline = width_of(layout, wanted.outline,
			clamp(columns * 32 / 100, 30, 52), regions + 1 + PANE_MIN);
		const size_t widths[] = {
			regions, clamp(outline, PANE_MIN, columns - regions - 2 - PANE_MIN)};
		set_slots(layout, panes, widths, 3);
	} else if (columns >= TWO_FROM && focus == YD_PANE_REGIONS) {
		const yd_pane panes[] = {YD_PANE_REGIONS, YD_PANE_OUTLINE};
		const size_t width =
			width_of(layout, wanted.regions, clamp(columns * 2 / 5, 24, 34), PANE_MIN);
		set_slots(layout, panes, &width, 2);
	} else if (columns >= TWO_FROM) {
		const yd_pane panes[] = {YD_PANE_OUTLINE, YD_PANE_TEXT};
		const size_t width =
			width_of(layout, wanted.outline, clamp(columns * 2 / 5, 24, 34), PANE_MIN);
		set_slots(layout, panes, &width, 2);
	} else {
		place_one(layout, focus);
	}
}

void yd_layout_make(size_t columns, size_t rows, yd_pane focus, yd_pane main_focus, bool zoomed,
	yd_wanted_widths wanted, yd_layout *out)
{
	*out = (yd_layout){.columns = columns, .rows = rows, .single = columns < TWO_FROM};
	if (columns < COLUMNS_MIN || rows < ROWS_MIN)
		return;
	out->title_rows = rows >= TITLES_FROM;
	out->body_rows = rows - 1 - out->title_rows;
	if (focus == YD_PANE_THEMES && columns >= TWO_FROM) {
		const yd_pane panes[] = {YD_PANE_THEMES, YD_PANE_TEXT};
		const size_t width = clamp(columns / 2, 30, CHOOSER_WIDTH);
		set_slots(out, panes, &width, 2);
	} else if (focus > YD_PANE_TEXT) {
		place_one(out, focus);
	} else if (zoomed) {
		place_one(out, YD_PANE_TEXT);
	} else {
		place_main(out, main_focus, wanted);
	}
}
