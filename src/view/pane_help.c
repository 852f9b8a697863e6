/* The help screen, and searching in it. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum { LEFT_COLUMN = 2, RIGHT_COLUMN = 25, HELP_COLUMN = 43, BELOW_COLUMN = 6, WIDE = 80 };

/* ---- entries ---- */

static void add_entry(yd_help_view *view, char *left, char *right, const char *text)
{
	YD_GROW(view->entries, view->entry_count, view->entry_cap);
	view->entries[view->entry_count++] = (yd_help_entry){left, right, text};
}

static yd_help_row *add_row(yd_help_view *view)
{
	YD_GROW(view->rows, view->count, view->cap);
	view->rows[view->count] = (yd_help_row){.entry = SIZE_MAX};
	return &view->rows[view->count++];
}

/* Where the explanations stand: beside the commands, or with little room on rows below. */
static size_t help_column(size_t width)
{
	return width >= WIDE ? HELP_COLUMN : BELOW_COLUMN < width / 2 ? BELOW_COLUMN : 0;
}

/* Where what stands on the right begins, and where the row ends. */
static size_t right_column(const yd_help_entry *entry)
{
	size_t end = LEFT_COLUMN + yd_text_columns(yd_str_of(entry->left)) + 1;
	return end > RIGHT_COLUMN ? end : RIGHT_COLUMN;
}

static bool fits_beside(const yd_help_entry *entry, size_t width)
{
	return width >= WIDE &&
	       right_column(entry) + yd_text_columns(yd_str_of(entry->right)) < HELP_COLUMN;
}

/* Left and right on rows of their own where one row is too short for both. */
static void add_names(yd_help_view *view, const yd_help_entry *entry, size_t number, size_t width)
{
	bool one = right_column(entry) + yd_text_columns(yd_str_of(entry->right)) <= width;
	if (!one && *entry->left)
		*add_row(view) = (yd_help_row){.entry = number, .left = true};
	*add_row(view) = (yd_help_row){.entry = number, .left = one, .right = true};
}

/* The rows of the last entry. */
static void add_rows(yd_help_view *view, size_t width)
{
	size_t number = view->entry_count - 1, column = help_column(width);
	const yd_help_entry *entry = &view->entries[number];
	bool beside = fits_beside(entry, width);
	yd_lines lines = {0};
	yd_text_break(yd_str_of(entry->text), width > column ? width - column : 1, 0, &lines);
	if (!beside)
		add_names(view, entry, number, width);
	for (size_t i = 0; i < lines.count; i++)
		*add_row(view) = (yd_help_row){.entry = number,
			.left = beside && i == 0,
			.right = beside && i == 0,
			.text = yd_row_line(yd_str_of(entry->text), &lines.items[i])};
	yd_lines_free(&lines);
}

/* With an empty row before it. */
static void add_heading(yd_help_view *view, const char *heading)
{
	if (view->count)
		add_row(view);
	add_row(view)->heading = heading;
}

static char *command_of(const yd_action_row *row, const char *argument)
{
	return yd_format(":%s%s%s", row->name, argument ? " " : "", argument ? argument : "");
}

static void add_actions(yd_help_view *view, const yd_keymap *keymap)
{
	const char *group = NULL;
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		const yd_action_row *row = &yd_action_table[i];
		yd_buf keys = {0};
		if (!group || strcmp(group, row->group) != 0)
			add_heading(view, group = row->group);
		yd_keymap_keys(keymap, row, &keys);
		add_entry(view, yd_buf_take(&keys), command_of(row, yd_tr(row->argument)),
			yd_tr(row->help));
		add_rows(view, view->width);
	}
}

/* Keys that the user bound to a command with words of its own. */
static void add_own_keys(yd_help_view *view, const yd_keymap *keymap)
{
	bool any = false;
	for (size_t i = 0; i < keymap->count; i++) {
		const yd_binding *own = &keymap->items[i];
		const yd_action_row *row = yd_action_find(own->action);
		if (!row || !*own->argument)
			continue;
		if (!any)
			add_heading(view, N_("Your own keys"));
		any = true;
		yd_buf keys = {0};
		yd_key_name(own->key, &keys);
		yd_buf_printf(&keys, "(%s)", yd_pane_name(own->pane));
		add_entry(
			view, yd_buf_take(&keys), command_of(row, own->argument), yd_tr(row->help));
		add_rows(view, view->width);
	}
}

static void add_settings(yd_help_view *view, const yd_settings *settings)
{
	add_heading(view, N_("Settings (:set NAME VALUE)"));
	for (const yd_setting_row *row = yd_setting_table; row->name; row++) {
		yd_buf value = {0}, clean = {0};
		yd_settings_get(settings, row, &value);
		yd_text_sanitize(yd_buf_str(&value), 0, &clean);
		yd_buf_free(&value);
		add_entry(view, yd_strdup(row->name), yd_buf_take(&clean), yd_tr(row->help));
		add_rows(view, view->width);
	}
}

static void forget_rows(yd_help_view *view)
{
	for (size_t i = 0; i < view->entry_count; i++) {
		free(view->entries[i].left);
		free(view->entries[i].right);
	}
	view->entry_count = view->count = 0;
}

static void make_rows(yd_browser *browser, size_t width)
{
	yd_help_view *view = &browser->help;
	forget_rows(view);
	view->width = width;
	add_actions(view, &browser->keymap);
	add_own_keys(view, &browser->keymap);
	add_settings(view, &browser->settings);
}

void yd_help_view_renew(yd_help_view *view)
{
	forget_rows(view);
}

void yd_help_view_free(yd_help_view *view)
{
	forget_rows(view);
	free(view->entries);
	free(view->rows);
	yd_terms_free(&view->sought);
	yd_prompt_history_free(&view->searches);
	*view = (yd_help_view){0};
}

/* ---- searching ---- */

static bool has_sought(const yd_help_view *view, size_t number)
{
	const yd_help_entry *entry = &view->entries[number];
	return yd_terms_match(&view->sought, yd_str_of(entry->left)) ||
	       yd_terms_match(&view->sought, yd_str_of(entry->right)) ||
	       yd_terms_match(&view->sought, yd_str_of(entry->text));
}

/* Its first row on top, or as near as the end of the help allows. */
static void go_to_entry(yd_help_view *view, size_t number)
{
	size_t row = 0;
	while (row < view->count && view->rows[row].entry != number)
		row++;
	view->found = number;
	yd_list_set(&view->list, view->list.count, row);
}

/* To the next or previous one; round the ends. */
static bool step_found(yd_help_view *view, int step)
{
	size_t count = view->entry_count;
	if (!view->sought.count || !count)
		return false;
	size_t at = view->found < count ? view->found : step > 0 ? count - 1 : 0;
	for (size_t i = 0; i < count; i++) {
		at = step > 0 ? (at + 1) % count : (at + count - 1) % count;
		if (has_sought(view, at)) {
			go_to_entry(view, at);
			return true;
		}
	}
	return false;
}

bool yd_help_view_seek(yd_help_view *view, yd_str text)
{
	yd_terms *sought = &view->sought;
	yd_terms_free(sought);
	view->found = SIZE_MAX;
	yd_list_set(&view->list, view->list.count, view->from);
	YD_GROW(sought->folds, sought->count, sought->cap);
	sought->count = 1;
	sought->folds[0] = (yd_buf){0};
	yd_fold(text, &sought->folds[0]);
	if (!sought->folds[0].len) {
		yd_terms_free(sought);
		return false;
	}
	/* The entry before the one on top: the step goes to the next. */
	size_t row = view->from;
	while (row < view->count && view->rows[row].entry == SIZE_MAX)
		row++;
	if (row < view->count && view->rows[row].entry)
		view->found = view->rows[row].entry - 1;
	if (step_found(view, 1))
		return true;
	view->found = SIZE_MAX;
	return false;
}

/* ---- the pane ---- */

static void help_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(browser, YD_PANE_HELP,
		yd_str_of(_("Keys, and the commands of the : line")), width, out);
}

/* The cursor of the list is the window's top row: help is scrolled, nothing in it is chosen. */
static void help_resize(yd_browser *browser, size_t width, size_t height)
{
	yd_help_view *view = &browser->help;
	if (!view->count || view->width != width)
		make_rows(browser, width);
	yd_list_resize(&view->list, height);
	size_t tops = view->count > height ? view->count - height + 1 : 1;
	yd_list_set(&view->list, tops, view->list.cursor);
}

static void help_step(yd_browser *browser, int step)
{
	yd_help_view *view = &browser->help;
	if (!view->sought.count)
		yd_browser_say(browser, "Nothing was searched for in the help; {search} does.");
	else if (!step_found(view, step))
		yd_browser_say(browser, "Not in the help.");
}

static bool help_act(yd_browser *browser, yd_action action, size_t times)
{
	yd_help_view *view = &browser->help;
	switch (action) {
	case YD_DO_HELP:
		yd_browser_close_overlay(browser);
		return true;
	case YD_DO_SEARCH:
		view->from = view->list.cursor;
		yd_prompt_begin(&browser->prompt, '/', &view->searches);
		return true;
	case YD_DO_NEXT_HIT:
	case YD_DO_PREVIOUS_HIT:
		help_step(browser, action == YD_DO_NEXT_HIT ? 1 : -1);
		return true;
	case YD_DO_OPEN:
		return yd_list_move(&view->list, YD_DO_DOWN, times);
	case YD_DO_FOLD:
		return yd_list_move(&view->list, YD_DO_PAGE_DOWN, times);
	default:
		return yd_list_move(&view->list, action, times);
	}
}

/* With what was searched for marked. */
static void put_marked(const yd_help_view *view, yd_str text, yd_style style, yd_row *out)
{
	yd_spans spans = {0};
	size_t at = 0;
	yd_terms_mark(&view->sought, text, &spans);
	for (size_t i = 0; i < spans.count; i++) {
		const yd_span *span = &spans.items[i];
		yd_row_put(out, (yd_str){text.ptr + at, span->start - at}, style, view->width);
		yd_row_put(out, (yd_str){text.ptr + span->start, span->end - span->start},
			YD_STYLE_MATCH, view->width);
		at = span->end;
	}
	yd_row_put(out, (yd_str){text.ptr + at, text.len - at}, style, view->width);
	yd_spans_free(&spans);
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
		yd_row_put(out, yd_str_of(yd_tr(row->heading)), YD_STYLE_HEADING, view->width);
	}
	const yd_help_entry *entry = row->left || row->right ? &view->entries[row->entry] : NULL;
	if (entry)
		yd_row_pad(out, LEFT_COLUMN, YD_STYLE_TEXT);
	if (row->left)
		put_marked(view, yd_str_of(entry->left), YD_STYLE_KEY, out);
	if (row->left && row->right)
		yd_row_pad(out, right_column(entry), YD_STYLE_TEXT);
	if (row->right)
		put_marked(view, yd_str_of(entry->right), YD_STYLE_DIM, out);
	if (row->text.len) {
		yd_row_pad(out, help_column(view->width), YD_STYLE_TEXT);
		put_marked(view, row->text, YD_STYLE_TEXT, out);
	}
}

const yd_pane_ops yd_help_pane = {
	.title = help_title,
	.resize = help_resize,
	.row = help_draw,
	.act = help_act,
	.hints = {YD_DO_PAGE_DOWN, YD_DO_SEARCH, YD_DO_LEAVE},
};
