/* Where the reader is: the pane that has the keys, what stands before the others, the place in the
 * document. */
#include "browser.h"

/* ---- panes ---- */

yd_pane yd_browser_focus(const yd_browser *browser)
{
	if (browser->overlay != YD_PANE_NONE)
		return browser->overlay;
	if (browser->docs == 0)
		return YD_PANE_WELCOME;
	return browser->zoomed ? YD_PANE_TEXT : browser->focus;
}

yd_pane yd_browser_main_focus(const yd_browser *browser)
{
	return browser->zoomed ? YD_PANE_TEXT : browser->focus;
}

bool yd_browser_zoomed(const yd_browser *browser)
{
	return browser->zoomed;
}

bool yd_browser_has_focus(const yd_browser *browser, yd_pane pane)
{
	return yd_browser_focus(browser) == pane;
}

void yd_browser_set_single(yd_browser *browser, bool single)
{
	browser->single = single;
}

void yd_browser_open_overlay(yd_browser *browser, yd_pane pane)
{
	if (browser->overlay == pane)
		return;
	bool stays_below =
		pane == YD_PANE_HELP || pane == YD_PANE_THEMES || pane == YD_PANE_VERSIONS;
	bool over_hits =
		stays_below && (browser->overlay == YD_PANE_HITS || browser->below == YD_PANE_HITS);
	browser->below = over_hits ? YD_PANE_HITS : YD_PANE_NONE;
	browser->overlay = pane;
}

void yd_browser_close_overlay(yd_browser *browser)
{
	/* The text has other matches now. */
	if (browser->overlay == YD_PANE_HITS)
		yd_text_renew(&browser->text);
	browser->overlay = browser->below;
	browser->below = YD_PANE_NONE;
}

/* ---- the document ---- */

bool yd_browser_is_open(const yd_browser *browser, int64_t id, int64_t version)
{
	const yd_open_doc *open = browser->reader.doc;
	return open && open->info.id == id && open->version == version;
}

yd_place yd_browser_here(yd_browser *browser)
{
	const yd_reader *reader = &browser->reader;
	if (!reader->doc)
		return (yd_place){0};
	return (yd_place){.doc = reader->doc->info.id,
		.version = reader->doc->version,
		.unit = reader->unit,
		.scope = reader->scope,
		.offset = yd_text_place(&browser->text)};
}
