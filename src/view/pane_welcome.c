/* What is shown while the cache is empty. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>

static void welcome_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(
		browser, YD_PANE_WELCOME, yd_str_of(_("yaodian: yearly work plans")), width, out);
}

static void welcome_resize(yd_browser *browser, size_t width, size_t height)
{
	(void)browser, (void)width, (void)height;
}

static bool welcome_act(yd_browser *browser, yd_action action, size_t times)
{
	(void)browser, (void)times;
	return action >= YD_DO_DOWN && action <= YD_DO_OPEN && action != YD_DO_GO;
}

/* Row `y` of the texts, each broken to the pane's width. */
static void welcome_draw(yd_browser *browser, size_t y, yd_row *out)
{
	char *keys =
		yd_browser_with_keys(browser, _("{help} lists the keys, {leave} leaves."), false);
	size_t width = browser->sizes[YD_PANE_WELCOME].width, margin = width > 40 ? 3 : 0;
	const struct {
		const char *text;
		yd_style style;
	} texts[] = {
		{"", YD_STYLE_TEXT},
		{_("There are no documents yet."), YD_STYLE_HEADING},
		{"", YD_STYLE_TEXT},
		{_("Plans come in as files, or folders of them:"), YD_STYLE_TEXT},
		{"", YD_STYLE_TEXT},
		{"    yaodian import PLAN.txt FOLDER …", YD_STYLE_KEY},
		{"", YD_STYLE_TEXT},
		{_("What is imported shows up here by itself, also while this window is open."),
			YD_STYLE_TEXT},
		{keys, YD_STYLE_TEXT},
		{"", YD_STYLE_TEXT},
		{_("The documents are kept in"), YD_STYLE_DIM},
		{yd_library_cache_path(browser->library), YD_STYLE_DIM},
	};
	yd_lines lines = {0};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		size_t before = lines.count;
		yd_text_break(
			yd_str_of(texts[i].text), width > margin ? width - margin : 1, 0, &lines);
		if (y < before || y >= lines.count)
			continue;
		yd_row_pad(out, margin, YD_STYLE_TEXT);
		yd_row_put(out, yd_row_line(yd_str_of(texts[i].text), &lines.items[y]),
			texts[i].style, width);
	}
	yd_lines_free(&lines);
	free(keys);
}

const yd_pane_ops yd_welcome_pane = {
	.title = welcome_title,
	.resize = welcome_resize,
	.row = welcome_draw,
	.act = welcome_act,
	.hints = {YD_DO_HELP, YD_DO_LEAVE},
};
