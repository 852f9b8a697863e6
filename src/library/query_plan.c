/*
 * Queries as searches for an index. The tree is multiplied out, but only as far as fields make it
 * necessary: a tree of terms alone stays whole.
 */
#include "query_internal.h"

#include <stdlib.h>

/* ---- literals ---- */

static void add_literal(yd_query_literals *list, const yd_query_node *node, bool inverse)
{
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = (yd_query_literal){node, inverse};
}

/* ---- parts ---- */

static void free_part(yd_query_part *part)
{
	free(part->regions);
	free(part->terms.items);
	free(part->checks.items);
}

void yd_query_plan_free(yd_query_plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		free_part(&plan->items[i]);
	free(plan->items);
	*plan = (yd_query_plan){0};
}

static void add_part(yd_query_plan *plan, yd_query_part part)
{
	YD_GROW(plan->items, plan->count, plan->cap);
	plan->items[plan->count++] = part;
}

static void join_literals(
	const yd_query_literals *a, const yd_query_literals *b, yd_query_literals *out)
{
	*out = (yd_query_literals){0};
	for (size_t i = 0; i < a->count; i++)
		add_literal(out, a->items[i].node, a->items[i].inverse);
	for (size_t i = 0; i < b->count; i++)
		add_literal(out, b->items[i].node, b->items[i].inverse);
}

static void add_region(yd_query_part *part, const char *path)
{
	YD_GROW(part->regions, part->region_count, part->region_cap);
	part->regions[part->region_count++] = path;
}

/* Also in or below `path`: of regions one within the other the narrower is left. False when no
 * document can be in all: it has a path of today and one of its own year, or none. */
static bool narrow_to(yd_query_part *part, const char *path)
{
	size_t kept = 0;
	for (size_t i = 0; i < part->region_count; i++) {
		const char *other = part->regions[i];
		if (!*path != !*other)
			return false;
		if (query_is_within(other, path))
			return true; /* nothing that lies in `path` was left out before */
		if (!query_is_within(path, other))
			part->regions[kept++] = other;
	}
	part->region_count = kept;
	if (kept == 2)
		return false;
	add_region(part, path);
	return true;
}

/* False when no document can be in the regions of both. */
static bool join_regions(const yd_query_part *a, const yd_query_part *b, yd_query_part *out)
{
	bool can = true;
	for (size_t i = 0; i < a->region_count; i++)
		add_region(out, a->regions[i]);
	for (size_t i = 0; can && i < b->region_count; i++)
		can = narrow_to(out, b->regions[i]);
	return can;
}

/* What holds where both hold; false when nothing can. */
static bool join_parts(const yd_query_part *a, const yd_query_part *b, yd_query_part *out)
{
	*out = (yd_query_part){
		.year_from = a->year_from > b->year_from ? a->year_from : b->year_from,
		.year_to = !a->year_to || (b->year_to && b->year_to < a->year_to) ? b->year_to
										  : a->year_to,
		.primary = a->primary | b->primary,
		.here = a->here || b->here,
		.bookmarked = a->bookmarked || b->bookmarked,
	};
	out->themes = (a->themes | b->themes) & ~out->primary;
	if (!join_regions(a, b, out) || out->year_from > out->year_to) {
		free_part(out);
		return false;
	}
	join_literals(&a->terms, &b->terms, &out->terms);
	join_literals(&a->checks, &b->checks, &out->checks);
	return true;
}

/* ---- from the tree ---- */

static bool has_fields(const yd_query_node *node)
{
	if (node->kind > YD_QUERY_TERM)
		return true;
	for (size_t i = 0; i < node->count; i++)
		if (has_fields(&node->children[i]))
			return true;
	return false;
}

static void plan_field(const yd_query_node *node, bool inverse, yd_query_plan *out)
{
	yd_query_part part = {0};
	if (inverse != node->negated || node->kind == YD_QUERY_IN_TITLE ||
		node->kind == YD_QUERY_KIND_OF || node->kind == YD_QUERY_BY) {
		add_literal(&part.checks, node, inverse);
		add_part(out, part);
		return;
	}
	switch (node->kind) {
	case YD_QUERY_REGION:
		for (size_t i = 0; i < node->path_count; i++) {
			yd_query_part one = {0};
			add_region(&one, node->paths[i]);
			add_part(out, one);
		}
		return;
	case YD_QUERY_YEAR:
		part.year_from = node->year_from;
		part.year_to = node->year_to;
		break;
	case YD_QUERY_THEME:
		if (node->primary)
			part.primary = UINT32_C(1) << node->theme;
		else
			part.themes = UINT32_C(1) << node->theme;
		break;
	case YD_QUERY_IN_HERE:
		part.here = true;
		break;
	case YD_QUERY_TAG:
	case YD_QUERY_NOTE:
		part.bookmarked = true;
		add_literal(&part.checks, node, inverse);
		break;
	default:
		part.bookmarked = true;
		break;
	}
	add_part(out, part);
}

static bool plan_node(const yd_query_node *node, bool inverse, yd_query_plan *out);

/* Either of the children. */
static bool plan_any(const yd_query_node *node, bool inverse, yd_query_plan *out)
{
	for (size_t i = 0; i < node->count; i++)
		if (!plan_node(&node->children[i], inverse, out))
			return false;
	return true;
}

/* `plan` becomes what holds where a part of it and a part of `more` hold. */
static bool multiply(yd_query_plan *plan, const yd_query_plan *more)
{
	yd_query_plan product = {0};
	bool fits = plan->count * more->count <= YD_QUERY_PARTS;
	for (size_t i = 0; fits && i < plan->count; i++)
		for (size_t j = 0; j < more->count; j++) {
			yd_query_part part;
			if (join_parts(&plan->items[i], &more->items[j], &part))
				add_part(&product, part);
		}
	yd_query_plan_free(plan);
	*plan = product;
	return fits;
}

/* All of the children. */
static bool plan_all(const yd_query_node *node, bool inverse, yd_query_plan *out)
{
	yd_query_plan all = {0};
	bool fits = true;
	add_part(&all, (yd_query_part){0});
	for (size_t i = 0; fits && i < node->count; i++) {
		yd_query_plan child = {0};
		fits = plan_node(&node->children[i], inverse, &child) && multiply(&all, &child);
		yd_query_plan_free(&child);
	}
	for (size_t i = 0; i < all.count; i++)
		add_part(out, all.items[i]);
	free(all.items);
	return fits && out->count <= YD_QUERY_PARTS;
}

/* Appends the parts of a node, which must not match when `inverse` is set. */
static bool plan_node(const yd_query_node *node, bool inverse, yd_query_plan *out)
{
	if (!has_fields(node)) {
		yd_query_part part = {0};
		add_literal(&part.terms, node, inverse);
		add_part(out, part);
		return out->count <= YD_QUERY_PARTS;
	}
	if (node->kind > YD_QUERY_TERM) {
		plan_field(node, inverse, out);
		return out->count <= YD_QUERY_PARTS;
	}
	bool inside = inverse != node->negated;
	return (node->kind == YD_QUERY_ALL) != inside ? plan_all(node, inside, out)
						      : plan_any(node, inside, out);
}

/* Does it only match where there is a title? */
static bool needs_title(const yd_query_node *node, bool inverse)
{
	bool inside = inverse != node->negated, all = (node->kind == YD_QUERY_ALL) != inside;
	if (node->kind == YD_QUERY_TERM)
		return node->in_title && !inside;
	size_t need = 0;
	for (size_t i = 0; i < node->count; i++)
		need += needs_title(&node->children[i], inside);
	return all ? need > 0 : need == node->count;
}

static bool has_title_term(const yd_query_part *part)
{
	for (size_t i = 0; i < part->terms.count; i++)
		if (needs_title(part->terms.items[i].node, part->terms.items[i].inverse))
			return true;
	return false;
}

static void drop_needless_checks(yd_query_part *part)
{
	size_t kept = 0;
	bool titled = has_title_term(part);
	for (size_t i = 0; i < part->checks.count; i++) {
		yd_query_literal item = part->checks.items[i];
		if (!titled || item.node->kind != YD_QUERY_IN_TITLE || item.inverse)
			part->checks.items[kept++] = item;
	}
	part->checks.count = kept;
}

bool yd_query_make_plan(const yd_query *query, yd_query_plan *out)
{
	*out = (yd_query_plan){0};
	if (!plan_node(&query->root, false, out)) {
		yd_query_plan_free(out);
		return false;
	}
	for (size_t i = 0; i < out->count; i++)
		drop_needless_checks(&out->items[i]);
	return true;
}
