#include "terms.h"

#include <yaodian/query.h>

#include <stdlib.h>

static void add_terms(yd_terms *terms, const yd_query_node *node, bool excluded)
{
	excluded ^= node->negated;
	if (node->kind == YD_QUERY_TERM && !excluded) {
		YD_GROW(terms->folds, terms->count, terms->cap);
		terms->folds[terms->count] = (yd_buf){0};
		yd_buf_add_str(&terms->folds[terms->count++], yd_buf_str(&node->fold));
	}
	for (size_t i = 0; i < node->count; i++)
		add_terms(terms, &node->children[i], excluded);
}

void yd_terms_parse(yd_str query, yd_terms *out)
{
	yd_query tree;
	*out = (yd_terms){0};
	yd_query_parse(query, &tree);
	add_terms(out, &tree.root, false);
	yd_query_free(&tree);
}

void yd_terms_free(yd_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++)
		yd_buf_free(&terms->folds[i]);
	free(terms->folds);
	*terms = (yd_terms){0};
}

void yd_spans_free(yd_spans *spans)
{
	free(spans->items);
	*spans = (yd_spans){0};
}

static int by_start(const void *a, const void *b)
{
	const yd_span *x = a, *y = b;
	return x->start < y->start ? -1 : x->start > y->start;
}

static void join_overlapping(yd_spans *spans)
{
	size_t kept = 0;
	if (spans->count)
		qsort(spans->items, spans->count, sizeof *spans->items, by_start);
	for (size_t i = 0; i < spans->count; i++) {
		if (kept && spans->items[i].start <= spans->items[kept - 1].end) {
			if (spans->items[i].end > spans->items[kept - 1].end)
				spans->items[kept - 1].end = spans->items[i].end;
		} else {
			spans->items[kept++] = spans->items[i];
		}
	}
	spans->count = kept;
}

void yd_terms_mark(const yd_terms *terms, yd_str text, yd_spans *out)
{
	yd_buf fold = {0};
	uint32_t *map = NULL;
	if (terms->count == 0 || text.len == 0)
		return;
	yd_fold_map(text, &fold, &map);
	for (size_t i = 0; i < terms->count; i++) {
		yd_str term = yd_buf_str(&terms->folds[i]);
		for (size_t at = 0; (at = yd_str_find(yd_buf_str(&fold), term, at)) != SIZE_MAX;
			at += term.len) {
			size_t last = map[at + term.len - 1];
			last += yd_grapheme_next((yd_str){text.ptr + last, text.len - last}, NULL);
			YD_GROW(out->items, out->count, out->cap);
			out->items[out->count++] = (yd_span){map[at], last};
		}
	}
	join_overlapping(out);
	free(map);
	yd_buf_free(&fold);
}

bool yd_terms_match(const yd_terms *terms, yd_str text)
{
	yd_buf fold = {0};
	bool all = terms->count > 0;
	yd_fold(text, &fold);
	for (size_t i = 0; all && i < terms->count; i++)
		all = yd_str_find(yd_buf_str(&fold), yd_buf_str(&terms->folds[i]), 0) != SIZE_MAX;
	yd_buf_free(&fold);
	return all;
}
