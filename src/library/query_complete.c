/* What could stand at the cursor of a query's line. */
#include "query_lex.h"

#include <yaodian/kind.h>
#include <yaodian/pinyin.h>
#include <yaodian/query.h>
#include <yaodian/text.h>
#include <yaodian/theme.h>

#include <stdlib.h>

static void add_candidate(yd_query_completion *out, const char *text, const char *help)
{
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = (yd_query_candidate){yd_strdup(text), help};
}

static bool fold_starts(const char *name, yd_str fold)
{
	yd_buf name_fold = {0};
	yd_fold(yd_str_of(name), &name_fold);
	bool starts = yd_str_starts(yd_buf_str(&name_fold), fold);
	yd_buf_free(&name_fold);
	return starts;
}

static void add_words(yd_query_completion *out, yd_str fold, const char *const (*words)[2])
{
	for (; (*words)[0]; words++)
		if (fold_starts((*words)[0], fold))
			add_candidate(out, (*words)[0], (*words)[1]);
}

static void add_fields(yd_query_completion *out, yd_str fold)
{
	for (const yd_query_field *row = yd_query_fields; row->name; row++)
		if (fold_starts(row->name, fold))
			add_candidate(out, row->name, row->help);
}

/* By key first, since that is what is being typed; else the name. */
static void add_themes(yd_query_completion *out, yd_str typed, yd_str fold)
{
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		const char *key = yd_theme_key(theme), *name = yd_theme_name(theme);
		yd_pinyin_match_at at;
		if (fold_starts(key, fold))
			add_candidate(out, key, name);
		else if (yd_pinyin_match(typed, yd_str_of(name), NULL, &at) && at.start == 0)
			add_candidate(out, name, key);
	}
}

static void add_kinds(yd_query_completion *out, yd_str fold)
{
	for (int kind = 1; kind < YD_KIND_COUNT; kind++)
		if (fold_starts(yd_kind_name(kind), fold))
			add_candidate(out, yd_kind_name(kind), "文种");
}

static void add_values(yd_query_completion *out, yd_str fold)
{
	static const char *const places[][2] = {{"title", "标题 · in the unit's title"},
		{"here", "本文 · in the open document"}, {NULL, NULL}};
	static const char *const states[][2] = {{"bookmarked", "书签"}, {NULL, NULL}};
	if (out->field == YD_QUERY_THEME)
		add_themes(out, out->typed, fold);
	else if (out->field == YD_QUERY_IN_TITLE)
		add_words(out, fold, places);
	else if (out->field == YD_QUERY_KIND_OF)
		add_kinds(out, fold);
	else if (out->field == YD_QUERY_BOOKMARKED)
		add_words(out, fold, states);
}

/* Is `cursor` inside a phrase, or is a phrase's end right before it? */
static bool is_in_phrase(yd_str line, size_t cursor)
{
	tokens list;
	query_lex(line, &list);
	bool inside = false;
	for (size_t i = 0; i < list.count; i++) {
		const token *item = &list.items[i];
		if (item->quoted && cursor > item->body && cursor <= item->end)
			inside = true;
	}
	free(list.items);
	return inside;
}

/* The word under the cursor: behind the last white space, minus and brackets, up to the next white
 * space. */
static void find_word(yd_str line, size_t cursor, size_t *start, size_t *end)
{
	size_t len;
	uint32_t cp;
	*start = 0;
	for (size_t at = 0; at < cursor && (cp = query_peek(line, at, &len), len); at += len) {
		bool begins = at == *start && (query_is_minus(cp) || query_is_bracket(cp, true));
		if (yd_cp_is_space(cp) || begins)
			*start = at + len;
	}
	for (*end = cursor; cp = query_peek(line, *end, &len), len; *end += len)
		if (yd_cp_is_space(cp) || query_is_bracket(cp, false))
			break;
}

static size_t snap(yd_str line, size_t cursor)
{
	cursor = cursor < line.len ? cursor : line.len;
	while (cursor > 0 && cursor < line.len && ((unsigned char)line.ptr[cursor] & 0xC0) == 0x80)
		cursor--;
	return cursor;
}

void yd_query_complete(yd_str line, size_t cursor, yd_query_completion *out)
{
	size_t start, end, value;
	yd_buf fold = {0};
	cursor = snap(line, cursor);
	*out = (yd_query_completion){.start = cursor, .end = cursor, .field = YD_QUERY_ALL};
	if (is_in_phrase(line, cursor))
		return;
	find_word(line, cursor, &start, &end);
	yd_str word = {line.ptr + start, end - start};
	yd_query_kind field = query_field_named(word, &value);
	if (field != YD_QUERY_ALL && start + value <= cursor) {
		out->field = field;
		start += value;
	} else if (field != YD_QUERY_ALL) {
		end = start + value;
	}
	out->start = start;
	out->end = end;
	out->typed = (yd_str){line.ptr + start, cursor - start};
	yd_fold(out->typed, &fold);
	if (out->field == YD_QUERY_ALL)
		add_fields(out, yd_buf_str(&fold));
	else
		add_values(out, yd_buf_str(&fold));
	yd_buf_free(&fold);
}

void yd_query_completion_free(yd_query_completion *completion)
{
	for (size_t i = 0; i < completion->count; i++)
		free(completion->items[i].text);
	free(completion->items);
	*completion = (yd_query_completion){0};
}
