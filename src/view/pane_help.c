/* The help screen, made from the table of actions; and what is shown while the cache is empty. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_COLUMN = 2, NAME_COLUMN = 24, HELP_COLUMN = 42, ROWS = YD_DO_COUNT - 1 };

/* ---- help ---- */

/* Rows of the screen: a heading with an empty row before it for each group, and the actions. With
 * little room the explanation stands on a row below. */
typedef struct help_row {
	const yd_action_row *action; /* NULL: an empty row, or a heading */
	const char *heading;
	bool below;
} help_row;

static bool two_rows(size_t width)
{
	return width < 80;
}

static size_t find_rows(size_t width, size_t wanted, help_row *out)
{
	const char *group = NULL;
	size_t count = 0;
	*out = (help_row){0};
	for (size_t i = 0; i < ROWS; i++) {
		const yd_action_row *action = &yd_action_table[i];
		help_row rows[4];
		size_t n = 0;
		if (!group || strcmp(group, action->group) != 0) {
			if (group)
				rows[n++] = (help_row){0};
			rows[n++] = (help_row){.heading = action->group};
			group = action->group;
		}
		rows[n++] = (help_row){.action = action};
		if (two_rows(width))
			rows[n++] = (help_row){.action = action, .below = true};
		if (wanted >= count && wanted < count + n)
			*out = rows[wanted - count];
		count += n;
	}
	return count;
}

static void help_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(
		browser, YD_PANE_HELP, YD_STR("Keys, and the commands of the : line"), width, out);
}

static void help_resize(yd_browser *browser, size_t width, size_t height)
{
	help_row row;
	yd_list *list = &browser->help;
	yd_list_resize(list, height);
	yd_list_set(list, find_rows(width, 0, &row), list->cursor);
}

static bool help_act(yd_browser *browser, yd_action action, size_t times)
{
	if (action == YD_DO_HELP) {
		yd_browser_close_overlay(browser);
		return true;
	}
	if (action == YD_DO_OPEN)
		action = YD_DO_DOWN;
	return yd_list_move(&browser->help, action == YD_DO_FOLD ? YD_DO_PAGE_DOWN : action, times);
}

static void put_command(const yd_action_row *action, size_t width, yd_row *out)
{
	yd_row_put(out, YD_STR(":"), YD_STYLE_DIM, width);
	yd_row_put(out, yd_str_of(action->name), YD_STYLE_DIM, width);
	if (action->argument) {
		yd_row_put(out, YD_STR(" "), YD_STYLE_DIM, width);
		yd_row_put(out, yd_str_of(action->argument), YD_STYLE_DIM, width);
	}
}

static void help_draw(yd_browser *browser, size_t y, yd_row *out)
{
	size_t width = browser->sizes[YD_PANE_HELP].width, number = browser->help.top + y;
	help_row row;
	if (number >= find_rows(width, number, &row))
		return;
	if (number == browser->help.cursor)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_CURSOR), YD_STYLE_MARK);
	yd_row_pad(out, 1, YD_STYLE_TEXT);
	if (row.heading)
		yd_row_put(out, yd_str_of(row.heading), YD_STYLE_HEADING, width);
	if (!row.action)
		return;
	if (row.below) {
		yd_row_pad(out, 6, YD_STYLE_TEXT);
		yd_row_put(out, yd_str_of(row.action->help), YD_STYLE_TEXT, width);
		return;
	}
	yd_row_pad(out, KEYS_COLUMN, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(row.action->keys), YD_STYLE_KEY, width);
	yd_row_pad(out, out->columns + 1 > NAME_COLUMN ? out->columns + 1 : NAME_COLUMN,
		YD_STYLE_TEXT);
	put_command(row.action, width, out);
	if (two_rows(width))
		return;
	yd_row_pad(out, out->columns + 2 > HELP_COLUMN ? out->columns + 2 : HELP_COLUMN,
		YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(row.action->help), YD_STYLE_TEXT, width);
}

const yd_pane_ops yd_help_pane = {
	.name = "help",
	.title = help_title,
	.resize = help_resize,
	.row = help_draw,
	.act = help_act,
	.hints = {YD_DO_PAGE_DOWN, YD_DO_LEAVE},
};

/* ---- an empty cache ---- */

static void welcome_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(
		browser, YD_PANE_WELCOME, YD_STR("yaodian: yearly work plans"), width, out);
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
		"There are no documents yet.",
		"",
		"Plans come in as text files, or folders of them:",
		"",
		"    yaodian import PLAN.txt FOLDER …",
		"",
		"What is imported shows up here by itself, also while this window is open.",
		"? lists the keys, q leaves.",
		"",
		"The documents are kept in",
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
