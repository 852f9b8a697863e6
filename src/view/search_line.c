/* The `/` line: completion, and the way into the list. */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/pinyin.h>
#include <yaodian/query.h>

#include <string.h>

/* ---- completion ---- */

/* Bytes that all candidates begin with, whole characters. */
static size_t common_length(const yd_query_completion *list)
{
	const char *first = list->items[0].text;
	size_t len = strlen(first);
	for (size_t i = 1; i < list->count; i++) {
		size_t same = 0;
		while (same < len && list->items[i].text[same] == first[same])
			same++;
		len = same;
	}
	while (len && ((unsigned char)first[len] & 0xC0) == 0x80)
		len--;
	return len;
}

static void say_candidates(yd_browser *browser, const yd_query_completion *list)
{
	yd_buf text = {0};
	for (size_t i = 0; i < list->count; i++)
		yd_buf_printf(&text, "%s%s", i ? "  " : "", list->items[i].text);
	yd_browser_say(browser, "%s", text.ptr);
	yd_buf_free(&text);
}

static void offer(yd_query_completion *list, const char *text)
{
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = (yd_query_candidate){.text = yd_strdup(text)};
}

/* Of the top level, by a single character or in pinyin. */
static void offer_top_regions(const yd_tree_node *root, yd_query_completion *list)
{
	for (size_t i = 0; i < root->child_count; i++) {
		const yd_tree_node *node = &root->children[i];
		yd_pinyin_match_at at;
		if (node->is_year || !node->name)
			continue;
		if (list->typed.len == 0 ||
			(yd_pinyin_match(list->typed, yd_str_of(node->name), NULL, &at) &&
				at.start == 0))
			offer(list, node->name);
	}
}

/* Tags that bookmarks have and that begin so. */
static void offer_tags(yd_browser *browser, yd_query_completion *list)
{
	char **tags = NULL;
	size_t count = 0;
	yd_library_tags(browser->library, &tags, &count, NULL);
	for (size_t i = 0; i < count; i++)
		if (yd_str_starts(yd_str_of(tags[i]), list->typed))
			offer(list, tags[i]);
	yd_region_paths_free(tags, count);
}

/* Regions of the cache that begin so. */
static void offer_regions(yd_browser *browser, yd_query_completion *list)
{
	char **paths = NULL;
	size_t count = 0;
	/* Nothing typed yet is no name, and all of the top level are offered. */
	yd_library_regions_named(browser->library, list->typed, &paths, &count, NULL);
	for (size_t i = 0; i < count; i++) {
		if (*paths[i])
			offer(list, paths[i]);
	}
	yd_region_paths_free(paths, count);
	if (list->count == 0)
		offer_top_regions(&browser->tree.root, list);
}

void yd_browser_complete_search(yd_browser *browser)
{
	yd_prompt *prompt = &browser->prompt;
	yd_query_completion list;
	yd_query_complete(yd_buf_str(&prompt->text), prompt->at, &list);
	if (list.field == YD_QUERY_REGION)
		offer_regions(browser, &list);
	else if (list.field == YD_QUERY_TAG)
		offer_tags(browser, &list);
	size_t common = list.count ? common_length(&list) : 0;
	if (list.count == 0) {
		yd_browser_say(browser, list.field == YD_QUERY_YEAR
						? N_("A year, as 2024, or several, as 2017..2020.")
						: N_("Nothing begins so."));
	} else if (list.count == 1 || common > list.end - list.start) {
		prompt->at = list.end;
		yd_prompt_replace(prompt, list.start, (yd_str){list.items[0].text, common});
		yd_browser_search_typed(browser);
	} else {
		say_candidates(browser, &list);
	}
	yd_query_completion_free(&list);
}

/* ---- keys that are the list's while a line is typed ---- */

bool yd_browser_search_key(yd_browser *browser, yd_key key)
{
	yd_prompt *prompt = &browser->prompt;
	if (key == YD_KEY_PGDN || key == YD_KEY_PGUP) {
		yd_list_move(&browser->hits.list,
			key == YD_KEY_PGDN ? YD_DO_PAGE_DOWN : YD_DO_PAGE_UP, 0);
		return true;
	}
	/* Below the line that is being typed stands the list. */
	bool down = key == YD_KEY_DOWN || key == 14;
	if (!down || prompt->history_at < prompt->history->count || !browser->search.query)
		return false;
	yd_prompt_remember(prompt->history, yd_buf_str(&prompt->text));
	yd_browser_keep_lines(browser, "searches", &browser->searches);
	yd_prompt_end(prompt);
	return true;
}
