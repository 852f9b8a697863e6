/*
 * Queries as the index takes them. Terms, themes, regions and years are one tree; what the index
 * does not know (bookmarks, the open document, whether a unit has a title) makes a plan of several
 * parts.
 */
#include "hits.h"

#include <stdlib.h>

bool hits_is_special(yd_query_kind kind)
{
	return kind == YD_QUERY_IN_TITLE || kind == YD_QUERY_IN_HERE || kind >= YD_QUERY_BOOKMARKED;
}

static bool has_special(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (has_special(&node->children[i]))
			return true;
	return hits_is_special(node->kind);
}

static bool has_term(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (has_term(&node->children[i]))
			return true;
	return node->kind == YD_QUERY_TERM;
}

/* ---- nodes of the index ---- */

static void free_node(const yd_find_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		free_node(&node->items[i]);
	free((void *)node->items);
}

static yd_find_node *make_items(yd_find_node *node, yd_find_kind kind, size_t room)
{
	yd_find_node *items = yd_alloc((room + 1) * sizeof *items);
	*node = (yd_find_node){.kind = kind, .items = items};
	return items;
}

static void convert_region(const yd_query_node *node, yd_find_node *out)
{
	yd_find_node *items = make_items(out, YD_FIND_ANY, node->path_count);
	for (size_t i = 0; i < node->path_count; i++)
		items[out->count++] =
			(yd_find_node){.kind = YD_FIND_REGION, .region = node->paths[i]};
}

static void convert(const yd_query_node *node, bool inverse, yd_find_node *out)
{
	if (inverse != node->negated) {
		yd_find_node *item = make_items(out, YD_FIND_NOT, 1);
		out->count = 1;
		out = item;
	}
	switch (node->kind) {
	case YD_QUERY_TERM:
		*out = (yd_find_node){.kind = YD_FIND_TERM,
			.fold = yd_buf_str(&node->fold),
			.in_title = node->in_title};
		break;
	case YD_QUERY_REGION:
		convert_region(node, out);
		break;
	case YD_QUERY_YEAR:
		*out = (yd_find_node){.kind = YD_FIND_YEARS,
			.year_from = node->year_from,
			.year_to = node->year_to};
		break;
	case YD_QUERY_KIND_OF:
		*out = (yd_find_node){.kind = YD_FIND_KIND, .doc_kind = node->doc_kind};
		break;
	case YD_QUERY_BY:
		*out = (yd_find_node){.kind = YD_FIND_DUTY, .fold = yd_buf_str(&node->fold)};
		break;
	case YD_QUERY_THEME:
		*out = (yd_find_node){
			.kind = YD_FIND_THEME, .theme = node->theme, .primary = node->primary};
		break;
	default: {
		yd_find_node *items = make_items(
			out, node->kind == YD_QUERY_ANY ? YD_FIND_ANY : YD_FIND_ALL, node->count);
		for (size_t i = 0; i < node->count; i++)
			convert(&node->children[i], false, &items[out->count++]);
		break;
	}
	}
}

/* Nodes within nodes. */
static size_t depth_of(const yd_find_node *node)
{
	size_t deepest = 0;
	for (size_t i = 0; i < node->count; i++) {
		size_t depth = depth_of(&node->items[i]);
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest + 1;
}

/* ---- parts ---- */

typedef struct sorting {
	yd_find_node *what, *where; /* items with room enough */
	hits_part *part;
} sorting;

static void begin_part(hits_part *part, size_t room, sorting *to)
{
	to->part = part;
	to->what = make_items(&part->what, YD_FIND_ALL, room);
	to->where = make_items(&part->where, YD_FIND_ALL, room);
}

/* What has a term is looked for, what has none says where. */
static void sort_node(sorting *to, const yd_query_node *node, bool inverse)
{
	if (has_term(node))
		convert(node, inverse, &to->what[to->part->what.count++]);
	else
		convert(node, inverse, &to->where[to->part->where.count++]);
}

static void add_where(sorting *to, yd_find_node node)
{
	to->where[to->part->where.count++] = node;
}

static void make_whole(const yd_query *query, hits_part *out)
{
	const yd_query_node *root = &query->root;
	sorting to;
	begin_part(out, root->count + 1, &to);
	if (root->kind != YD_QUERY_ALL || root->negated)
		sort_node(&to, root, false);
	else
		for (size_t i = 0; i < root->count; i++)
			sort_node(&to, &root->children[i], false);
}

enum { THEMES = 32 };

static void make_part(const yd_query_part *part, hits_part *out)
{
	sorting to;
	out->part = part;
	begin_part(
		out, part->terms.count + part->checks.count + part->region_count + THEMES + 1, &to);
	for (size_t i = 0; i < part->terms.count; i++)
		sort_node(&to, part->terms.items[i].node, part->terms.items[i].inverse);
	for (size_t i = 0; i < part->region_count; i++)
		add_where(&to, (yd_find_node){.kind = YD_FIND_REGION, .region = part->regions[i]});
	if (part->year_to)
		add_where(&to, (yd_find_node){.kind = YD_FIND_YEARS,
				       .year_from = part->year_from,
				       .year_to = part->year_to});
	for (int theme = 0; theme < THEMES; theme++) {
		bool primary = (part->primary >> theme & 1) != 0;
		if (primary || (part->themes >> theme & 1) != 0)
			add_where(&to,
				(yd_find_node){
					.kind = YD_FIND_THEME, .theme = theme, .primary = primary});
	}
	for (size_t i = 0; i < part->checks.count; i++) {
		const yd_query_literal *check = &part->checks.items[i];
		if (hits_is_special(check->node->kind))
			out->asks = true;
		else
			sort_node(&to, check->node, check->inverse);
	}
}

bool hits_parts_make(const yd_query *query, hits_parts *out)
{
	bool special = has_special(&query->root);
	*out = (hits_parts){.count = 1};
	if (special) {
		if (!yd_query_make_plan(query, &out->plan)) {
			out->count = 0;
			return false;
		}
		out->count = out->plan.count;
	}
	out->items = yd_alloc((out->count + 1) * sizeof *out->items);
	if (!special)
		make_whole(query, &out->items[0]);
	for (size_t i = 0; special && i < out->count; i++)
		make_part(&out->plan.items[i], &out->items[i]);
	for (size_t i = 0; i < out->count; i++)
		if (depth_of(&out->items[i].what) > YD_FIND_DEPTH ||
			depth_of(&out->items[i].where) > YD_FIND_DEPTH)
			return false;
	return true;
}

void hits_parts_free(hits_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		free_node(&parts->items[i].what);
		free_node(&parts->items[i].where);
	}
	free(parts->items);
	yd_query_plan_free(&parts->plan);
	*parts = (hits_parts){0};
}
