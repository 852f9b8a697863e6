/* What is shown while the cache is empty. */
#include "browser.h"

#include <yaodian/intl.h>

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

static void welcome_draw(yd_browser *browser, size_t y, yd_row *out)
{
	size_t width = browser->sizes[YD_PANE_WELCOME].width;
	const char *const rows[] = {
		"",
		_("There are no documents yet."),
		"",
		_("Plans come in as text files, or folders of them:"),
		"",
		"    yaodian import PLAN.txt FOLDER …",
		"",
		_("What is imported shows up here by itself, also while this window is open."),
		_("? lists the keys, q leaves."),
		"",
		_("The documents are kept in"),
		yd_library_cache_path(browser->library),
	};
	if (y >= sizeof rows / sizeof *rows || !*rows[y])
		return;
	yd_row_pad(out, width > 40 ? 3 : 0, YD_STYLE_TEXT);
	yd_style style = y == 1	  ? YD_STYLE_HEADING
			 : y == 5 ? YD_STYLE_KEY
			 : y > 9  ? YD_STYLE_DIM
				  : YD_STYLE_TEXT;
	yd_row_put(out, yd_str_of(rows[y]), style, width);
}

const yd_pane_ops yd_welcome_pane = {
	.name = "welcome",
	.title = welcome_title,
	.resize = welcome_resize,
	.row = welcome_draw,
	.act = welcome_act,
	.hints = {YD_DO_HELP, YD_DO_LEAVE},
};
