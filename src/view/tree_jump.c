/* The row of the tree that is meant by what is typed. */
#include "jump.h"
#include "tree_inside.h"

#include <stdio.h>

typedef struct hunt {
	yd_str typed;
	size_t from;
	bool unread; /* there are regions that have not been read */
	yd_buf path; /* of the region whose children are looked at */
	yd_jump jump;
} hunt;

static yd_jump_fit fit_of(hunt *h, const yd_tree_node *node)
{
	char year[16];
	if (!node->is_year)
		return node->name ? yd_jump_name(h->typed, yd_str_of(node->name), h->path.ptr)
				  : YD_JUMP_NOT;
	snprintf(year, sizeof year, "%d", node->year);
	return node->year ? yd_jump_name(h->typed, yd_str_of(year), NULL) : YD_JUMP_NOT;
}

/* The documents of an unfolded year that have been read; `row` is the first one's. */
static void offer_docs(hunt *h, yd_tree_node *year, size_t row)
{
	for (size_t i = 0; i < year->page_count; i++) {
		const char *title = year->page[i].title;
		size_t number = year->page_start + i;
		if (title)
			yd_jump_offer(&h->jump, yd_jump_name(h->typed, yd_str_of(title), NULL),
				false, row + number >= h->from, (yd_jump_place){year, 1 + number});
	}
}

/* Offers what stands below `node`; `row` is the first one's, or, when `node` is folded away, that
 * of the last row before it. */
static void offer_below(hunt *h, yd_tree_node *node, size_t row, bool visible)
{
	size_t path_len = h->path.len;
	h->unread |= node->has_regions && !node->loaded;
	for (size_t i = 0; i < node->child_count; i++) {
		yd_tree_node *child = &node->children[i];
		bool below = visible && child->open;
		if (child->name && !child->is_year)
			yd_buf_printf(&h->path, path_len ? "/%s" : "%s", child->name);
		yd_jump_offer(&h->jump, fit_of(h, child), !visible, row >= h->from,
			(yd_jump_place){child, 0});
		if (!child->is_year)
			offer_below(h, child, row + below, below);
		else if (below)
			offer_docs(h, child, row + 1);
		if (visible)
			row += 1 + child->rows;
		h->path.len = path_len;
		if (h->path.ptr)
			h->path.ptr[path_len] = '\0';
	}
}

/* Reads up to *left regions that have regions below. */
static yd_status read_below(yd_tree *tree, yd_tree_node *node, size_t *left, yd_error *err)
{
	yd_status status = YD_OK;
	if (node->has_regions && !node->loaded && *left) {
		--*left;
		status = yd_tree_node_load(tree, node, err);
	}
	for (size_t i = 0; status == YD_OK && *left && i < node->child_count; i++)
		status = read_below(tree, &node->children[i], left, err);
	return status;
}

yd_status yd_tree_read_ahead(yd_tree *tree, size_t regions, bool *all, yd_error *err)
{
	yd_status status = read_below(tree, &tree->root, &regions, err);
	*all = regions > 0;
	return status;
}

static yd_status unfold_path(yd_tree *tree, yd_tree_node *node, yd_error *err)
{
	yd_tree_node *above[YD_TREE_DEPTH];
	size_t depth = 0;
	yd_status status = YD_OK;
	for (yd_tree_node *up = node->parent; up && up->parent && depth < YD_TREE_DEPTH;
		up = up->parent)
		above[depth++] = up;
	while (status == YD_OK && depth--) {
		if (above[depth]->open)
			continue;
		status = yd_tree_node_unfold(tree, above[depth], err);
		if (status == YD_OK)
			tree->jumped[tree->jumped_count++] = above[depth];
	}
	return status;
}

static void fold_again(yd_tree *tree)
{
	while (tree->jumped_count) {
		yd_tree_node *node = tree->jumped[--tree->jumped_count];
		if (node->open)
			yd_tree_node_fold(node);
	}
}

yd_status yd_tree_jump(
	yd_tree *tree, yd_str typed, size_t from, bool *found, bool *sure, yd_error *err)
{
	hunt h = {.typed = typed, .from = from};
	yd_status status = YD_OK;
	size_t row = from;
	fold_again(tree);
	offer_below(&h, &tree->root, 0, true);
	const yd_jump_place *place = yd_jump_choice(&h.jump);
	*found = place != NULL;
	*sure = !h.unread || yd_jump_is_settled(&h.jump);
	if (place) {
		yd_tree_node *node = place->item;
		status = unfold_path(tree, node, err);
		row = yd_tree_node_row(node) + place->number;
	}
	yd_list_set(&tree->list, tree->root.rows, row);
	yd_buf_free(&h.path);
	return status;
}

void yd_tree_jump_back(yd_tree *tree, size_t row)
{
	fold_again(tree);
	yd_list_set(&tree->list, tree->root.rows, row);
}

size_t yd_tree_jump_keep(yd_tree *tree, size_t row)
{
	/* The topmost had no rows below it, and what else was unfolded stands below it. */
	if (tree->jumped_count && yd_tree_node_row(tree->jumped[0]) < row)
		row += tree->jumped[0]->rows;
	tree->jumped_count = 0;
	return row;
}
