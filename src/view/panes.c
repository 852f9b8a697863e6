/* The panes by their numbers, and their rows. */
#include "browser.h"

const yd_pane_ops *const yd_pane_table[YD_PANE_COUNT] = {
	[YD_PANE_REGIONS] = &yd_regions_pane,
	[YD_PANE_OUTLINE] = &yd_outline_pane,
	[YD_PANE_TEXT] = &yd_text_pane,
	[YD_PANE_THEMES] = &yd_themes_pane,
	[YD_PANE_BOOKMARKS] = &yd_bookmarks_pane,
	[YD_PANE_HITS] = &yd_hits_pane,
	[YD_PANE_VERSIONS] = &yd_versions_pane,
	[YD_PANE_HELP] = &yd_help_pane,
	[YD_PANE_WELCOME] = &yd_welcome_pane,
};

/* What all rows of all panes depend on. Settings also count colours, keys and the columns of
 * characters (yd_browser_renew). */
static uint64_t epoch_of(const yd_browser *browser)
{
	bool ascii = yd_glyph_text(YD_GLYPH_BORDER).len == 1;
	return (uint64_t)browser->settings_followed << 1 | ascii;
}

static void begin_rows(yd_browser *browser, yd_pane pane)
{
	const yd_pane_size *size = &browser->sizes[pane];
	yd_kept_begin(&browser->kept[pane], 1 + size->height, size->width, epoch_of(browser));
}

void yd_pane_resize(yd_browser *browser, yd_pane pane, size_t width, size_t height)
{
	browser->sizes[pane] = (yd_pane_size){width, height};
	yd_browser_follow_settings(browser);
	yd_pane_table[pane]->resize(browser, width, height);
	begin_rows(browser, pane);
}

void yd_pane_row(yd_browser *browser, yd_pane pane, size_t y, yd_row *out)
{
	yd_row_clear(out);
	yd_pane_table[pane]->row(browser, y, out);
}

void yd_pane_title(yd_browser *browser, yd_pane pane, size_t width, yd_row *out)
{
	yd_row_clear(out);
	yd_pane_table[pane]->title(browser, width, out);
}

const yd_row *yd_pane_kept_row(yd_browser *browser, yd_pane pane, size_t y, uint64_t *number)
{
	const yd_pane_ops *ops = yd_pane_table[pane];
	yd_kept_rows *rows = &browser->kept[pane];
	yd_row_key key = {.is_title = false};
	bool keyed = ops->row_key && ops->row_key(browser, y, &key);
	const yd_kept_row *kept = keyed ? yd_kept_find(rows, y + 1, &key) : NULL;
	if (!kept) {
		yd_pane_row(browser, pane, y, &browser->fresh);
		kept = yd_kept_put(
			rows, y + 1, keyed ? &key : NULL, &browser->fresh, ++browser->row_number);
	}
	*number = kept->number;
	return &kept->row;
}

const yd_row *yd_pane_kept_title(yd_browser *browser, yd_pane pane, uint64_t *number)
{
	const yd_pane_ops *ops = yd_pane_table[pane];
	yd_kept_rows *rows = &browser->kept[pane];
	yd_row_key key = {.is_title = false};
	bool keyed = ops->title_key != NULL;
	if (keyed)
		ops->title_key(browser, &key);
	key.is_title = true;
	const yd_kept_row *kept = keyed ? yd_kept_find(rows, 0, &key) : NULL;
	if (!kept) {
		yd_pane_title(browser, pane, browser->sizes[pane].width, &browser->fresh);
		kept = yd_kept_put(
			rows, 0, keyed ? &key : NULL, &browser->fresh, ++browser->row_number);
	}
	*number = kept->number;
	return &kept->row;
}
