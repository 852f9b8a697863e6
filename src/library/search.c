#include "internal.h"

#include <yaodian/text.h>

#include <stdlib.h>

/* The terms of a query, folded. */
typedef struct terms {
	yd_buf *items;
	size_t count, cap;
} terms;

static void add_term(terms *list, yd_str word)
{
	yd_buf fold = {0};
	yd_fold(word, &fold);
	if (fold.len) {
		YD_GROW(list->items, list->count, list->cap);
		list->items[list->count++] = fold;
	} else {
		yd_buf_free(&fold);
	}
}

static void terms_split(yd_str query, terms *out)
{
	*out = (terms){0};
	yd_str word = {query.ptr, 0};
	while (query.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(query, &cp, NULL);
		query.ptr += len;
		query.len -= len;
		if (yd_cp_is_space(cp)) {
			add_term(out, word);
			word = (yd_str){query.ptr, 0};
		} else {
			word.len += len;
		}
	}
	add_term(out, word);
}

static void terms_free(terms *list)
{
	for (size_t i = 0; i < list->count; i++)
		yd_buf_free(&list->items[i]);
	free(list->items);
}

/* Are all terms in the fold? *start, *end get the one that comes first, in bytes of the fold. */
static bool fold_matches(yd_str fold, const terms *list, size_t *start, size_t *end)
{
	*start = SIZE_MAX;
	*end = 0;
	for (size_t i = 0; i < list->count; i++) {
		size_t at = yd_str_find(fold, yd_buf_str(&list->items[i]), 0);
		if (at == SIZE_MAX)
			return false;
		if (at < *start) {
			*start = at;
			*end = at + list->items[i].len;
		}
	}
	return true;
}

/* Tells `fn` of the unit when it matches; false when the search is to stop. */
static bool search_unit(
	const yd_open_doc *doc, size_t unit, const terms *list, yd_hit_fn *fn, void *context)
{
	yd_buf text = {0}, fold = {0};
	size_t start, end;
	bool go_on = true;
	yd_open_doc_unit_text(doc, unit, &text);
	yd_fold(yd_buf_str(&text), &fold);
	if (fold_matches(yd_buf_str(&fold), list, &start, &end)) {
		uint32_t *map = NULL;
		yd_buf_clear(&fold);
		yd_fold_map(yd_buf_str(&text), &fold, &map);
		/* A printed character may fold to several: the match takes it whole. */
		size_t last = map[end - 1];
		last += yd_grapheme_next((yd_str){text.ptr + last, text.len - last}, NULL);
		yd_hit hit = {doc, unit, yd_buf_str(&text), map[start], last};
		go_on = fn(&hit, context);
		free(map);
	}
	yd_buf_free(&text);
	yd_buf_free(&fold);
	return go_on;
}

static bool search_doc(const yd_open_doc *doc, const terms *list, const yd_filter *filter,
	yd_hit_fn *fn, void *context)
{
	bool filtered = yd_filter_is_set(filter);
	for (size_t unit = 0; unit < doc->stored.unit_count; unit++) {
		const yd_unit_row *row = &doc->stored.units[unit];
		if (filtered && (!row->clause || !yd_filter_passes(filter, row->any, row->primary)))
			continue;
		if (!search_unit(doc, unit, list, fn, context))
			return false;
	}
	return true;
}

static yd_status search_list(yd_library *library, const terms *list, const yd_list_query *query,
	yd_hit_fn *fn, void *context, yd_error *err)
{
	yd_walk *walk;
	yd_doc row = {0};
	yd_status status = yd_corpus_walk(library->corpus, query, &walk, err);
	if (status != YD_OK)
		return status;
	bool go_on = true;
	while (go_on && (status = yd_walk_next(walk, &row, err)) == YD_OK) {
		yd_open_doc *doc;
		status = yd_library_open_doc(library, row.id, &doc, err);
		yd_doc_free(&row);
		if (status != YD_OK)
			break;
		go_on = search_doc(doc, list, query->filter, fn, context);
		yd_open_doc_free(doc);
	}
	yd_walk_close(walk);
	return status == YD_END ? YD_OK : status;
}

yd_status yd_library_search(yd_library *library, yd_str query, const yd_list_query *list,
	yd_hit_fn *fn, void *context, yd_error *err)
{
	terms words;
	terms_split(query, &words);
	yd_status status;
	if (words.count)
		status = search_list(library, &words, list, fn, context, err);
	else
		status = yd_fail(err, YD_INVALID, "query",
			"there is nothing in it to look for; give at least one character");
	terms_free(&words);
	return status;
}
