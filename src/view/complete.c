/* Completion on the `:` line: what may stand where one is typing, from the tables. */
#include "browser.h"

#include <yaodian/theme.h>

#include <stdlib.h>
#include <string.h>

typedef struct candidates {
	const char **items; /* static strings, or in `made` */
	size_t count, cap;
	yd_buf made;	   /* the one that is made up */
	bool more_follows; /* a space after it */
} candidates;

static void offer(candidates *list, const char *name, yd_str typed)
{
	if (!yd_str_starts(yd_str_of(name), typed))
		return;
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = name;
}

static void offer_all(candidates *list, const char *const *names, yd_str typed)
{
	for (; *names; names++)
		offer(list, *names, typed);
}

/* ---- what there is ---- */

static bool takes_words(const char *name)
{
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++)
		if (yd_action_table[i].name == name)
			return yd_action_table[i].argument != NULL;
	return false;
}

/* What can be done from here. */
static void offer_actions(candidates *list, unsigned panes, yd_str typed)
{
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++)
		if (yd_action_table[i].panes & panes)
			offer(list, yd_action_table[i].name, typed);
	list->more_follows = list->count == 1 && takes_words(list->items[0]);
}

/* By key, and by name for those who type Chinese. */
static void offer_themes(candidates *list, yd_str typed)
{
	bool han = typed.len && (unsigned char)typed.ptr[0] >= 0x80;
	for (unsigned i = 0; i < YD_THEME_COUNT; i++)
		offer(list, han ? yd_theme_name(i) : yd_theme_key(i), typed);
}

/* The value as it is, to be changed. */
static void offer_value(candidates *list, const yd_browser *browser, const yd_setting_row *row)
{
	yd_settings_get(&browser->settings, row, &list->made);
	if (list->made.len)
		offer(list, list->made.ptr, YD_STR(""));
}

static void offer_words(candidates *list, const char *words, yd_str typed)
{
	/* Parted by NULs they are strings. */
	yd_buf_puts(&list->made, words);
	for (size_t at = 0; at < list->made.len;) {
		char *word = list->made.ptr + at;
		size_t len = strcspn(word, " ");
		word[len] = '\0';
		offer(list, word, typed);
		at += len + 1;
	}
}

static void offer_values(
	candidates *list, const yd_browser *browser, const yd_setting_row *row, yd_str typed)
{
	static const char *const truths[] = {"yes", "no", NULL};
	if (!row)
		return;
	if (row->kind == YD_SETTING_BOOL)
		offer_all(list, truths, typed);
	else if (row->kind == YD_SETTING_CHOICE)
		offer_words(list, row->choices, typed);
	else if (!typed.len)
		offer_value(list, browser, row);
}

static void offer_settings(candidates *list, yd_str typed)
{
	for (const yd_setting_row *row = yd_setting_table; row->name; row++)
		offer(list, row->name, typed);
	list->more_follows = true;
}

static void offer_panes(candidates *list, yd_str typed)
{
	static const char *const sets[] = {"all", "main", "trees", NULL};
	offer_all(list, sets, typed);
	for (unsigned pane = 0; pane < YD_PANE_COUNT; pane++)
		offer(list, yd_pane_name(pane), typed);
}

static void offer_styles(candidates *list, yd_str typed)
{
	for (size_t i = 0; i < YD_STYLE_COUNT; i++)
		offer(list, yd_style_table[i].name, typed);
	list->more_follows = true;
}

/* ---- where one is typing ---- */

static size_t count_words(yd_str text)
{
	size_t count = 0;
	while (yd_str_word(&text).len)
		count++;
	return count;
}

static void offer_set(candidates *list, const yd_browser *browser, yd_str before, yd_str typed)
{
	yd_str name, value;
	if (yd_setting_split(before, &name, &value))
		offer_values(list, browser, yd_setting_find(name), typed);
	else
		offer_settings(list, typed);
}

static void offer_bind(candidates *list, yd_str before, yd_str typed)
{
	size_t words = count_words(before);
	if (words == 0) {
		offer_panes(list, typed);
	} else if (words == 2) {
		offer_actions(list, YD_IN_ALL, typed);
		offer(list, "none", typed);
	}
}

static void offer_color(candidates *list, yd_str before, yd_str typed)
{
	size_t words = count_words(before);
	if (words == 0)
		offer_styles(list, typed);
	else if (words <= 2)
		offer_all(list, yd_colour_names, typed);
	else
		offer_all(list, yd_attribute_names, typed);
}

/* +safety as it is typed, +s; without a sign the names alone. */
static void offer_signed_themes(candidates *list, yd_str typed)
{
	bool sign = typed.len && (*typed.ptr == '+' || *typed.ptr == '-');
	yd_buf words = {0};
	for (unsigned i = 0; sign && i < YD_THEME_COUNT; i++)
		yd_buf_printf(&words, "%s%c%s", i ? " " : "", *typed.ptr, yd_theme_key(i));
	if (sign)
		offer_words(list, words.ptr, typed);
	else
		offer_themes(list, typed);
	yd_buf_free(&words);
}

static void offer_kinds(candidates *list, yd_str typed)
{
	for (int kind = 1; yd_kind_name(kind); kind++)
		offer(list, yd_kind_name(kind), typed);
}

/* Regions that have documents, a level at a time: 吉林省/长春市. */
static void offer_regions(candidates *list, const yd_browser *browser, yd_str typed)
{
	yd_region_row *rows = NULL;
	size_t count = 0, slash = typed.len;
	int64_t parent = 0;
	yd_buf words = {0};
	while (slash && typed.ptr[slash - 1] != '/')
		slash--;
	for (size_t from = 0; from < slash;) {
		size_t end = yd_str_find(typed, YD_STR("/"), from);
		yd_str name = {typed.ptr + from, end - from};
		int64_t next = 0;
		if (yd_corpus_regions(browser->corpus, parent, NULL, &rows, &count, NULL) != YD_OK)
			return;
		for (size_t i = 0; i < count; i++)
			if (rows[i].id && yd_str_equal(yd_str_of(rows[i].name), name))
				next = rows[i].id;
		yd_region_rows_free(rows, count);
		if (!next)
			return;
		parent = next;
		from = end + 1;
	}
	if (yd_corpus_regions(browser->corpus, parent, NULL, &rows, &count, NULL) != YD_OK)
		return;
	for (size_t i = 0; i < count; i++)
		if (rows[i].id)
			yd_buf_printf(&words, "%s%s", words.len ? " " : "", rows[i].path);
	yd_region_rows_free(rows, count);
	if (words.len)
		offer_words(list, words.ptr, typed);
	yd_buf_free(&words);
}

static void offer_edit_names(candidates *list, yd_str typed)
{
	yd_buf words = {0};
	for (size_t i = 0; yd_edit_names[i]; i++)
		yd_buf_printf(&words, "%s%s%s", i ? " " : "", yd_edit_names[i],
			strcmp(yd_edit_names[i], "reset") == 0 ? "" : "=");
	offer_words(list, words.ptr, typed);
	yd_buf_free(&words);
}

/* The name whose value is typed: year= or, as the first word, year. Empty: a name is. */
static yd_str edited_name(yd_str before)
{
	yd_str word, rest = before;
	for (size_t i = 0; (word = yd_str_word(&rest)).len; i++) {
		if (yd_str_trim_ascii(rest).len)
			continue;
		bool open = word.ptr + word.len == before.ptr + before.len;
		bool bare = i == 0 && !memchr(word.ptr, '=', word.len);
		if (!open && !bare)
			break;
		while (word.len && strchr("=+-,", word.ptr[word.len - 1]))
			word.len--;
		while (word.len && *word.ptr == '-')
			word = (yd_str){word.ptr + 1, word.len - 1};
		return word;
	}
	return (yd_str){0};
}

static void offer_edit(candidates *list, const yd_browser *browser, yd_str before, yd_str typed)
{
	static const char *const unknown[] = {"unknown", NULL};
	static const char *const truths[] = {"yes", "no", NULL};
	yd_str name = edited_name(before);
	if (yd_str_equal(name, YD_STR("region")) || yd_str_equal(name, YD_STR("year")))
		offer_all(list, unknown, typed);
	if (yd_str_equal(name, YD_STR("region")))
		offer_regions(list, browser, typed);
	else if (yd_str_equal(name, YD_STR("kind")))
		offer_kinds(list, typed);
	else if (yd_str_equal(name, YD_STR("theme")))
		offer_signed_themes(list, typed);
	else if (yd_str_equal(name, YD_STR("heading")))
		offer_all(list, truths, typed);
	else if (!name.len)
		offer_edit_names(list, typed);
}

/* `before`: what stands between the command and the word that is typed. */
static void offer_arguments(
	candidates *list, const yd_browser *browser, yd_action action, yd_str before, yd_str typed)
{
	switch (action) {
	case YD_DO_THEMES:
		offer_themes(list, typed);
		break;
	case YD_DO_EDIT:
		offer_edit(list, browser, before, typed);
		break;
	case YD_DO_SET:
		offer_set(list, browser, before, typed);
		break;
	case YD_DO_BIND:
		offer_bind(list, before, typed);
		break;
	case YD_DO_COLOR:
		offer_color(list, before, typed);
		break;
	default:
		break;
	}
}

/* ---- taking one ---- */

/* Bytes that all candidates begin with. */
static size_t common_length(const candidates *list)
{
	size_t len = strlen(list->items[0]);
	for (size_t i = 1; i < list->count; i++) {
		size_t same = 0;
		while (same < len && list->items[i][same] == list->items[0][same])
			same++;
		len = same;
	}
	while (len && ((unsigned char)list->items[0][len] & 0xC0) == 0x80)
		len--;
	return len;
}

/* A name that the row has no room for begins the next one: broken at a hyphen, as text is, it would
 * read as two. Blanks hang over the row's end, so they fill it up. */
static void list_candidates(yd_browser *browser, const candidates *list)
{
	yd_buf text = {0};
	size_t width = browser->last_width, column = 0;
	for (size_t i = 0; i < list->count; i++) {
		size_t columns = yd_text_columns(yd_str_of(list->items[i]));
		bool fits = column + 2 + columns <= width;
		if (i)
			yd_buf_printf(&text, "%*s",
				fits || column + 2 > width ? 2 : (int)(width - column), "");
		yd_buf_puts(&text, list->items[i]);
		column = i == 0 ? columns : fits ? column + 2 + columns : columns;
	}
	yd_browser_say(browser, "%s", text.ptr);
	yd_buf_free(&text);
}

static void take(yd_browser *browser, const candidates *list, size_t start)
{
	yd_prompt *prompt = &browser->prompt;
	if (list->count == 0) {
		yd_browser_say(browser, "Nothing begins so.");
		return;
	}
	size_t typed = prompt->at - start, common = common_length(list);
	if (list->count == 1) {
		yd_buf whole = {0};
		yd_buf_puts(&whole, list->items[0]);
		if (list->more_follows)
			yd_buf_putc(&whole, ' ');
		yd_prompt_replace(prompt, start, yd_buf_str(&whole));
		yd_buf_free(&whole);
	} else if (common > typed) {
		yd_prompt_replace(prompt, start, (yd_str){list->items[0], common});
	} else {
		list_candidates(browser, list);
	}
}

void yd_browser_complete(yd_browser *browser)
{
	const yd_prompt *prompt = &browser->prompt;
	yd_str line = {prompt->text.ptr, prompt->at}, rest = line;
	candidates list = {0};
	size_t start = line.len;
	while (start && !strchr(" ,=", line.ptr[start - 1]))
		start--;
	yd_str typed = {line.ptr + start, line.len - start};
	yd_str command = yd_str_word(&rest);
	if (start == 0) {
		offer_actions(&list, YD_IN_MAIN | 1u << yd_browser_focus(browser), typed);
		take(browser, &list, start);
	} else {
		bool several;
		yd_action action = yd_action_of_name(command, &several);
		const yd_action_row *row = yd_action_find(action);
		rest.len -= typed.len;
		/* A list after a comma goes on with the same word. */
		if (rest.len && rest.ptr[rest.len - 1] == ',')
			while (rest.len && rest.ptr[rest.len - 1] != ' ')
				rest.len--;
		if (row && row->argument) {
			offer_arguments(&list, browser, action, rest, typed);
			if (list.count || action == YD_DO_THEMES)
				take(browser, &list, start);
		}
	}
	free(list.items);
	yd_buf_free(&list.made);
}
