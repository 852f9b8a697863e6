/* What the rows of several panes have. */
#include "browser.h"

void yd_pane_simple_title(
	yd_browser *browser, yd_pane pane, yd_str title, size_t width, yd_row *out)
{
	bool focus = yd_browser_has_focus(browser, pane);
	yd_style style = focus ? YD_STYLE_TITLE_FOCUS : YD_STYLE_TITLE;
	yd_row_pad(out, width > 2, style);
	yd_row_put(out, title, style, width);
	yd_row_pad(out, width, style);
}

void yd_pane_cursor(yd_browser *browser, yd_pane pane, bool here, size_t width, yd_row *out)
{
	if (!here || !yd_browser_has_focus(browser, pane))
		return;
	yd_row_pad(out, width, YD_STYLE_CURSOR);
	yd_row_restyle(out, YD_STYLE_CURSOR);
}
