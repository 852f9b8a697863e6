/* The help screen, made from the table of actions; and what is shown while the cache is empty. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_COLUMN = 2, NAME_COLUMN = 24, HELP_COLUMN = 42, BELOW_COLUMN = 6, WIDE = 80 };

/* ---- help ---- */

/* Where the explanations stand: beside the commands, or with little room on rows below. */
static size_t help_column(size_t width)
{
	return width >= WIDE ? HELP_COLUMN : BELOW_COLUMN < width / 2 ? BELOW_COLUMN : 0;
}

static yd_help_row *add_row(yd_help_view *view)
{
	YD_GROW(view->rows, view->count, view->cap);
	view->rows[view->count] = (yd_help_row){0};
	return &view->rows[view->count++];
}

static void add_action(yd_help_view *view, const yd_action_row *action, size_t width)
{
	size_t column = help_column(width);
	yd_lines lines = {0};
	yd_text_break(yd_str_of(action->help), width > column ? width - column : 1, 0, &lines);
	bool beside = width >= WIDE;
	if (!beside)
		*add_row(view) = (yd_help_row){.action = action, .named = true};
	for (size_t i = 0; i < lines.count; i++)
		*add_row(view) = (yd_help_row){.action = action,
			.named = beside && i == 0,
			.text = yd_row_line(yd_str_of(action->help), &lines.items[i])};
	yd_lines_free(&lines);
}

/* A heading with an empty row before it for each group, then its actions. */
static void make_rows(yd_help_view *view, size_t width)
{
	const char *group = NULL;
	view->count = 0;
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		const yd_action_row *action = &yd_action_table[i];
		if (!group || strcmp(group, action->group) != 0) {
			if (group)
				add_row(view);
			add_row(view)->heading = group = action->group;
		}
		add_action(view, action, width);
	}
}

static void help_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(
		browser, YD_PANE_HELP, YD_STR("Keys, and the commands of the : line"), width, out);
}

/* The cursor of the list is the window's top row: help is scrolled, nothing in it is chosen. */
static void help_resize(yd_browser *browser, size_t width, size_t height)
{
	yd_help_view *view = &browser->help;
	if (!view->count || view->width != width)
		make_rows(view, width);
	view->width = width;
	yd_list_resize(&view->list, height);
	size_t tops = view->count > height ? view->count - height + 1 : 1;
	yd_list_set(&view->list, tops, view->list.cursor);
}

static bool help_act(yd_browser *browser, yd_action action, size_t times)
{
	if (action == YD_DO_HELP) {
		yd_browser_close_overlay(browser);
		return true;
	}
	if (action == YD_DO_OPEN)
		action = YD_DO_DOWN;
	return yd_list_move(
		&browser->help.list, action == YD_DO_FOLD ? YD_DO_PAGE_DOWN : action, times);
}

static void put_command(const yd_action_row *action, size_t width, yd_row *out)
{
	yd_row_pad(out, KEYS_COLUMN, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(action->keys), YD_STYLE_KEY, width);
	yd_row_pad(out, out->columns + 1 > NAME_COLUMN ? out->columns + 1 : NAME_COLUMN,
		YD_STYLE_TEXT);
	yd_row_put(out, YD_STR(":"), YD_STYLE_DIM, width);
	yd_row_put(out, yd_str_of(action->name), YD_STYLE_DIM, width);
	if (action->argument) {
		yd_row_put(out, YD_STR(" "), YD_STYLE_DIM, width);
		yd_row_put(out, yd_str_of(action->argument), YD_STYLE_DIM, width);
	}
}

static void help_draw(yd_browser *browser, size_t y, yd_row *out)
{
	const yd_help_view *view = &browser->help;
	size_t number = view->list.cursor + y;
	if (number >= view->count)
		return;
	const yd_help_row *row = &view->rows[number];
	if (row->heading) {
		yd_row_pad(out, view->width > 2, YD_STYLE_TEXT);
		yd_row_put(out, yd_str_of(row->heading), YD_STYLE_HEADING, view->width);
	}
	if (row->named)
		put_command(row->action, view->width, out);
	if (row->text.len) {
		yd_row_pad(out, help_column(view->width), YD_STYLE_TEXT);
		yd_row_put(out, row->text, YD_STYLE_TEXT, view->width);
	}
}

void yd_help_view_free(yd_help_view *view)
{
	free(view->rows);
	*view = (yd_help_view){0};
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
