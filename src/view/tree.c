#include "tree_inside.h"

#include <stdlib.h>

enum { PAGE = 64, FAR = 2048, MAX_DEPTH = 8 };

static void free_page(yd_tree_node *node)
{
	yd_docs_free(node->page, node->page_count);
	node->page = NULL;
	node->page_start = node->page_count = 0;
}

static void free_children(yd_tree_node *node)
{
	for (size_t i = 0; i < node->child_count; i++) {
		free_children(&node->children[i]);
		free_page(&node->children[i]);
		free(node->children[i].name);
	}
	free(node->children);
	node->children = NULL;
	node->child_count = 0;
	node->loaded = false;
}

void yd_tree_free(yd_tree *tree)
{
	free_children(&tree->root);
	*tree = (yd_tree){0};
}

/* ---- reading children ---- */

static yd_status load_years(
	yd_tree *tree, yd_tree_node *node, yd_year_row **years, size_t *count, yd_error *err)
{
	*years = NULL;
	*count = 0;
	if (!node->parent)
		return YD_OK;
	return yd_corpus_years(tree->corpus, node->region, &tree->filter, years, count, err);
}

static yd_status load_regions(
	yd_tree *tree, yd_tree_node *node, yd_region_row **regions, size_t *count, yd_error *err)
{
	*regions = NULL;
	*count = 0;
	/* Id 0 below the root is the branch of unknown regions, which has no regions below. */
	if (node->parent && node->region == 0)
		return YD_OK;
	return yd_corpus_regions(tree->corpus, node->region, &tree->filter, regions, count, err);
}

yd_status yd_tree_node_load(yd_tree *tree, yd_tree_node *node, yd_error *err)
{
	yd_year_row *years;
	yd_region_row *regions = NULL;
	size_t year_count, region_count = 0;
	if (node->loaded)
		return YD_OK;
	yd_status status = load_years(tree, node, &years, &year_count, err);
	if (status == YD_OK)
		status = load_regions(tree, node, &regions, &region_count, err);
	if (status != YD_OK) {
		free(years);
		return status;
	}
	node->children = yd_alloc((year_count + region_count) * sizeof *node->children);
	node->loaded = true;
	for (size_t i = 0; i < year_count; i++)
		node->children[node->child_count++] = (yd_tree_node){.is_year = true,
			.parent = node,
			.region = node->region,
			.year = years[i].year,
			.docs = years[i].docs,
			.hits = years[i].hits};
	for (size_t i = 0; i < region_count; i++)
		node->children[node->child_count++] = (yd_tree_node){.parent = node,
			.region = regions[i].id,
			.has_regions = regions[i].has_regions,
			.name = yd_strdup(regions[i].name),
			.docs = regions[i].docs,
			.hits = regions[i].hits};
	free(years);
	yd_region_rows_free(regions, region_count);
	return YD_OK;
}

/* ---- rows ---- */

static bool expandable(const yd_tree_node *node)
{
	return !node->is_year || node->docs > 1;
}

static void add_rows(yd_tree_node *node, size_t rows)
{
	for (; node && node->open; node = node->parent)
		node->rows += rows;
}

yd_status yd_tree_node_unfold(yd_tree *tree, yd_tree_node *node, yd_error *err)
{
	if (node->open || !expandable(node))
		return YD_OK;
	if (!node->is_year) {
		yd_status status = yd_tree_node_load(tree, node, err);
		if (status != YD_OK)
			return status;
	}
	size_t rows = node->is_year ? node->docs : node->child_count;
	/* Children that were unfolded before are so again. */
	for (size_t i = 0; i < node->child_count; i++)
		rows += node->children[i].rows;
	node->open = true;
	add_rows(node, rows);
	return YD_OK;
}

/* Unfolds a node, and what is the only thing below it, down to where there is something to choose.
 */
static yd_status unfold_chain(yd_tree *tree, yd_tree_node *node, yd_error *err)
{
	yd_status status = yd_tree_node_unfold(tree, node, err);
	while (status == YD_OK && node->child_count == 1 && !node->children[0].is_year) {
		node = &node->children[0];
		status = yd_tree_node_unfold(tree, node, err);
	}
	return status;
}

void yd_tree_node_fold(yd_tree_node *node)
{
	size_t rows = node->rows;
	for (yd_tree_node *up = node->parent; up && up->open; up = up->parent)
		up->rows -= rows;
	node->rows = 0;
	node->open = false;
}

static bool find_below(const yd_tree_node *node, size_t row, size_t depth, yd_tree_at *out)
{
	for (size_t i = 0; i < node->child_count; i++) {
		yd_tree_node *child = &node->children[i];
		if (row == 0) {
			*out = (yd_tree_at){.node = child, .depth = depth};
			return true;
		}
		row--;
		if (row < child->rows) {
			if (!child->is_year)
				return find_below(child, row, depth + 1, out);
			*out = (yd_tree_at){child, depth + 1, true, row};
			return true;
		}
		row -= child->rows;
	}
	return false;
}

bool yd_tree_find_row(const yd_tree *tree, size_t row, yd_tree_at *out)
{
	return find_below(&tree->root, row, 0, out);
}

size_t yd_tree_node_row(const yd_tree_node *node)
{
	size_t row = 0;
	for (; node->parent; node = node->parent) {
		for (const yd_tree_node *before = node->parent->children; before < node; before++)
			row += 1 + before->rows;
		row += node->parent->parent != NULL;
	}
	return row;
}

bool yd_tree_can_unfold(const yd_tree_at *at)
{
	return !at->is_doc && expandable(at->node);
}

yd_status yd_tree_toggle(yd_tree *tree, size_t row, yd_error *err)
{
	yd_tree_at at;
	yd_status status = YD_OK;
	if (!yd_tree_find_row(tree, row, &at))
		return YD_OK;
	yd_tree_node *node = at.node;
	if (!at.is_doc && !expandable(node))
		node = node->parent;
	if (node->open)
		yd_tree_node_fold(node);
	else
		status = unfold_chain(tree, node, err);
	yd_list_set(&tree->list, tree->root.rows, yd_tree_node_row(node));
	return status;
}

yd_status yd_tree_doc(yd_tree *tree, const yd_tree_at *at, const yd_doc **out, yd_error *err)
{
	yd_tree_node *node = at->node;
	*out = NULL;
	if (!node->is_year || (!at->is_doc && node->docs != 1))
		return YD_OK;
	size_t doc = at->is_doc ? at->doc : 0;
	if (doc < node->page_start || doc >= node->page_start + node->page_count) {
		size_t start = doc - doc % PAGE;
		free_page(node);
		yd_status status = yd_corpus_docs(tree->corpus, node->region, node->year,
			&tree->filter, start, PAGE, &node->page, &node->page_count, err);
		if (status != YD_OK)
			return status;
		node->page_start = start;
	}
	/* Another session may have removed documents since the rows were counted. */
	if (doc - node->page_start < node->page_count)
		*out = &node->page[doc - node->page_start];
	return YD_OK;
}

/* ---- unfolding what fits, or a path ---- */

static yd_status unfold_all(yd_tree *tree, yd_tree_node *node, size_t rows, yd_error *err)
{
	for (size_t i = 0; i < node->child_count && tree->root.rows <= rows; i++) {
		yd_status status = yd_tree_node_unfold(tree, &node->children[i], err);
		if (status == YD_OK)
			status = unfold_all(tree, &node->children[i], rows, err);
		if (status != YD_OK)
			return status;
	}
	return YD_OK;
}

static void fold_all(yd_tree_node *node)
{
	for (size_t i = 0; i < node->child_count; i++) {
		fold_all(&node->children[i]);
		if (node->children[i].open)
			yd_tree_node_fold(&node->children[i]);
	}
}

yd_status yd_tree_unfold_if_fits(yd_tree *tree, size_t rows, yd_error *err)
{
	yd_status status = unfold_all(tree, &tree->root, rows, err);
	if (tree->root.rows > rows)
		fold_all(&tree->root);
	yd_list_set(&tree->list, tree->root.rows, tree->list.cursor);
	return status;
}

static yd_tree_node *child_region(yd_tree_node *node, int64_t region)
{
	for (size_t i = 0; i < node->child_count; i++)
		if (!node->children[i].is_year && node->children[i].region == region)
			return &node->children[i];
	return NULL;
}

static yd_tree_node *child_year(yd_tree_node *node, int year)
{
	for (size_t i = 0; i < node->child_count; i++)
		if (node->children[i].is_year && node->children[i].year == year)
			return &node->children[i];
	return NULL;
}

/* The deepest node on the path to `region` that is there, everything above it unfolded. */
static yd_status find_region(
	yd_tree *tree, int64_t region, yd_tree_node **out, bool *whole, yd_error *err)
{
	int64_t ids[MAX_DEPTH] = {0};
	size_t depth = 1;
	*out = NULL;
	*whole = false;
	if (region) {
		yd_status status = yd_corpus_region_path(tree->corpus, region, ids, &depth, err);
		if (status == YD_NOT_FOUND)
			return YD_OK;
		if (status != YD_OK)
			return status;
	}
	yd_tree_node *node = &tree->root;
	for (size_t i = 0; i < depth; i++) {
		yd_status status = yd_tree_node_unfold(tree, node, err);
		if (status != YD_OK)
			return status;
		yd_tree_node *child = child_region(node, ids[i]);
		if (!child)
			return YD_OK;
		*out = node = child;
	}
	*whole = true;
	return YD_OK;
}

/* Puts the number of a document in its year into *index; *found is false when it is not among the
 * page that is there, the one after it, or the first FAR documents, which is as far as is worth
 * looking. */
static yd_status find_doc(
	yd_tree *tree, yd_tree_node *year, int64_t id, size_t *index, bool *found, yd_error *err)
{
	size_t near = year->page_start, near_end = year->page_start + 2 * PAGE;
	*found = false;
	for (int far = 0; far < 2 && !*found; far++) {
		size_t end = far ? FAR : near_end;
		for (size_t i = far ? 0 : near; !*found && i < year->docs && i < end; i++) {
			const yd_doc *doc;
			yd_tree_at at = {.node = year, .is_doc = true, .doc = i};
			yd_status status = yd_tree_doc(tree, &at, &doc, err);
			if (status != YD_OK || !doc)
				return status;
			*found = doc->id == id;
			*index = i;
		}
	}
	return YD_OK;
}

yd_doc yd_tree_place(yd_tree *tree)
{
	yd_tree_at at;
	yd_doc place = {.region_id = -1};
	if (!yd_tree_find_row(tree, tree->list.cursor, &at))
		return place;
	const yd_doc *doc = NULL;
	place.region_id = at.node->region;
	place.year = at.node->is_year ? at.node->year : -1;
	if (yd_tree_doc(tree, &at, &doc, NULL) == YD_OK && doc)
		place.id = doc->id;
	return place;
}

yd_status yd_tree_reveal(yd_tree *tree, const yd_doc *doc, yd_error *err)
{
	yd_tree_node *node, *year = NULL;
	bool whole, found = false;
	size_t index = 0;
	yd_status status = find_region(tree, doc->region_id, &node, &whole, err);
	if (status == YD_OK && whole && doc->year >= 0)
		status = yd_tree_node_unfold(tree, node, err);
	if (status == YD_OK && whole && doc->year >= 0)
		year = child_year(node, doc->year);
	if (status == YD_OK && year && doc->id && expandable(year)) {
		status = find_doc(tree, year, doc->id, &index, &found, err);
		if (status == YD_OK && found)
			status = yd_tree_node_unfold(tree, year, err);
	}
	size_t row = tree->list.cursor;
	if (year)
		row = yd_tree_node_row(year) + (found ? 1 + index : 0);
	else if (node)
		row = yd_tree_node_row(node);
	yd_list_set(&tree->list, tree->root.rows, row);
	return status;
}

/* ---- reading anew ---- */

/* Unfolds in `node` what is unfolded in `old`, the same node read before. */
static yd_status unfold_like(
	yd_tree *tree, yd_tree_node *node, const yd_tree_node *old, yd_error *err)
{
	yd_status status = yd_tree_node_unfold(tree, node, err);
	for (size_t i = 0; status == YD_OK && i < old->child_count; i++) {
		const yd_tree_node *was = &old->children[i];
		if (!was->open)
			continue;
		yd_tree_node *now = was->is_year ? child_year(node, was->year)
						 : child_region(node, was->region);
		if (now)
			status = unfold_like(tree, now, was, err);
	}
	return status;
}

yd_status yd_tree_load(yd_tree *tree, yd_corpus *corpus, const yd_filter *filter, yd_error *err)
{
	tree->corpus = corpus;
	tree->loads++;
	yd_doc place = yd_tree_place(tree);
	tree->jumped_count = 0;
	yd_tree_node old = tree->root;
	for (size_t i = 0; i < old.child_count; i++)
		old.children[i].parent = &old;
	tree->root = (yd_tree_node){0};
	tree->filter = filter ? *filter : (yd_filter){0};
	yd_status status = unfold_like(tree, &tree->root, &old, err);
	free_children(&old);
	yd_list_set(&tree->list, tree->root.rows, tree->list.cursor);
	if (status == YD_OK && place.region_id >= 0)
		status = yd_tree_reveal(tree, &place, err);
	return status;
}
