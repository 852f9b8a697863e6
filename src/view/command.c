/* The `:` line: commands are the actions of the table, a number or a mark goes to a clause. */
#include "browser.h"

#include <yaodian/theme.h>

#include <stdlib.h>
#include <string.h>

/* A number or a mark begins with a digit or with what no command begins with: :24 :(五) :第三条
 * :12. */
static bool is_place(yd_str line)
{
	unsigned char c = (unsigned char)line.ptr[0];
	return c >= 0x80 || (c >= '0' && c <= '9') || c == '(' || c == '[';
}

static yd_str first_word(yd_str line)
{
	size_t end = yd_str_find(line, YD_STR(" "), 0);
	return (yd_str){line.ptr, end == SIZE_MAX ? line.len : end};
}

/* The digits that stand behind a command's name: :down 5. 0 when it is no number. */
static size_t count_in(yd_str argument)
{
	size_t count = 0;
	for (size_t i = 0; i < argument.len; i++) {
		if (argument.ptr[i] < '0' || argument.ptr[i] > '9' || count > 1000000)
			return 0;
		count = count * 10 + (size_t)(argument.ptr[i] - '0');
	}
	return count;
}

void yd_browser_command(yd_browser *browser, yd_str line)
{
	bool several;
	line = yd_str_trim_ascii(line);
	while (yd_str_starts(line, YD_STR(":")))
		line = yd_str_trim_ascii((yd_str){line.ptr + 1, line.len - 1});
	if (line.len == 0)
		return;
	if (is_place(line)) {
		yd_browser_do(browser, YD_DO_GO, 0, line);
		return;
	}
	yd_str name = first_word(line);
	yd_str argument = yd_str_trim_ascii((yd_str){line.ptr + name.len, line.len - name.len});
	yd_action action = yd_action_of_name(name, &several);
	const yd_action_row *row = yd_action_find(action);
	if (!row) {
		yd_browser_say(browser,
			several ? "%.*s begins several commands; Tab lists them."
				: "There is no command %.*s; Tab completes names, ? lists them.",
			(int)name.len, name.ptr);
		return;
	}
	size_t count = row->argument ? 0 : count_in(argument);
	if (argument.len && !row->argument && !count) {
		yd_browser_say(browser, "%s takes no more words.", row->name);
		return;
	}
	yd_browser_do(browser, action, count, argument);
}

/* ---- completion ---- */

typedef struct candidates {
	const char **items; /* static strings */
	size_t count, cap;
} candidates;

static void offer(candidates *list, const char *name, yd_str typed)
{
	if (!yd_str_starts(yd_str_of(name), typed))
		return;
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = name;
}

/* What can be done from here. */
static void offer_actions(const yd_browser *browser, candidates *list, yd_str typed)
{
	unsigned here = YD_IN_MAIN | 1u << yd_browser_focus(browser);
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++)
		if (yd_action_table[i].panes & here)
			offer(list, yd_action_table[i].name, typed);
}

/* By key, and by name for those who type Chinese. */
static void offer_themes(candidates *list, yd_str typed)
{
	bool han = typed.len && (unsigned char)typed.ptr[0] >= 0x80;
	for (unsigned i = 0; i < YD_THEME_COUNT; i++)
		offer(list, han ? yd_theme_name(i) : yd_theme_key(i), typed);
}

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

static void list_candidates(yd_browser *browser, const candidates *list)
{
	yd_buf text = {0};
	for (size_t i = 0; i < list->count; i++)
		yd_buf_printf(&text, "%s%s", i ? "  " : "", list->items[i]);
	yd_browser_say(browser, "%s", text.ptr);
	yd_buf_free(&text);
}

static void complete(yd_browser *browser, const candidates *list, size_t start, bool more_follows)
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
		if (more_follows)
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
	yd_str line = {prompt->text.ptr, prompt->at};
	candidates list = {0};
	size_t start = line.len;
	while (start && line.ptr[start - 1] != ' ' && line.ptr[start - 1] != ',')
		start--;
	yd_str typed = {line.ptr + start, line.len - start};
	if (start == 0) {
		offer_actions(browser, &list, typed);
		const yd_action_row *row = NULL;
		for (size_t i = 0; list.count == 1 && i < YD_DO_COUNT - 1; i++)
			if (yd_action_table[i].name == list.items[0])
				row = &yd_action_table[i];
		complete(browser, &list, start, row && row->argument);
	} else {
		bool several;
		if (yd_action_of_name(first_word(line), &several) == YD_DO_THEMES) {
			offer_themes(&list, typed);
			complete(browser, &list, start, false);
		}
	}
	free(list.items);
}
