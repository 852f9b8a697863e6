/* tree_inside.h: what the files of the tree share. */
#ifndef VIEW_TREE_INSIDE_H
#define VIEW_TREE_INSIDE_H

#include "tree.h"

/* Reads what stands below a region, once. */
yd_status yd_tree_node_load(yd_tree *tree, yd_tree_node *node, yd_error *err);
/* Nothing when it is so already, or cannot be. */
yd_status yd_tree_node_unfold(yd_tree *tree, yd_tree_node *node, yd_error *err);
/* It is unfolded. */
void yd_tree_node_fold(yd_tree_node *node);
/* Row of a node whose ancestors are all unfolded. */
size_t yd_tree_node_row(const yd_tree_node *node);

#endif
