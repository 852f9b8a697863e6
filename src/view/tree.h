/*
 * tree.h: the regions with their years and documents, as far as they are unfolded.
 *
 * Children are read when a node is first unfolded; the documents of a year a page at a time. Rows are counted, not
 * stored: memory and time grow with what is unfolded, never with the cache.
 */
#ifndef VIEW_TREE_H
#define VIEW_TREE_H

#include "list.h"

typedef struct yd_tree_node yd_tree_node;
struct yd_tree_node {
	bool is_year;
	yd_tree_node *parent; /* NULL for the root */
	int64_t region;
	int year;
	char *name;        /* of a region; NULL for a year and for unknown */
	size_t docs, hits; /* here and below; hits under the filter */
	bool open, loaded, has_regions;
	yd_tree_node *children; /* of a region: its own years, then the regions below it */
	size_t child_count;
	size_t rows; /* that stand below this one; 0 while folded */
	yd_doc *page; /* documents of a year, from number page_start on */
	size_t page_start, page_count;
};

enum { YD_TREE_DEPTH = 8 };

typedef struct yd_tree {
	yd_corpus *corpus; /* borrowed */
	yd_filter filter;
	yd_tree_node root; /* always open; its rows are all rows */
	yd_list list;
	unsigned loads; /* how often it was loaded: nodes of another load are others */
	yd_tree_node *jumped[YD_TREE_DEPTH]; /* unfolded by the last jump, topmost first */
	size_t jumped_count;
} yd_tree;

/* One row. */
typedef struct yd_tree_at {
	yd_tree_node *node;
	size_t depth;
	bool is_doc; /* a document of `node`, which is a year */
	size_t doc;  /* its number there */
} yd_tree_at;

/* Reads the top level under `filter` (copied), unfolds what was unfolded before, keeps the cursor on its row or the
 * nearest one that is left. */
yd_status yd_tree_load(yd_tree *tree, yd_corpus *corpus, const yd_filter *filter, yd_error *err);
void yd_tree_free(yd_tree *tree);
/* Unfolds everything when that makes at most `rows` rows; else leaves it as it is. */
yd_status yd_tree_unfold_if_fits(yd_tree *tree, size_t rows, yd_error *err);
bool yd_tree_find_row(const yd_tree *tree, size_t row, yd_tree_at *out);
bool yd_tree_can_unfold(const yd_tree_at *at);
/* Folds or unfolds the node of a row, with what is the only thing below it; a row without anything below folds its
 * parent. The cursor goes along. */
yd_status yd_tree_toggle(yd_tree *tree, size_t row, yd_error *err);
/* The document of a row: borrowed until the next call, NULL for a region or a year with several. */
yd_status yd_tree_doc(yd_tree *tree, const yd_tree_at *at, const yd_doc **out, yd_error *err);
/* What the cursor stands on, whatever rows come and go: for yd_tree_reveal(). No strings; region_id -1: on nothing. */
yd_doc yd_tree_place(yd_tree *tree);
/* Unfolds the path to a document and puts the cursor on it, or as near as the filter allows. A place with year -1 is a
 * region, one with id 0 a year. */
yd_status yd_tree_reveal(yd_tree *tree, const yd_doc *doc, yd_error *err);

/*
 * Puts the cursor on the row that `typed` means (jump.h), looked for from row `from` on: regions, also folded ones, whose
 * path is unfolded; years; documents that have been read. *found tells whether there is one; else nothing moves. *sure:
 * no region that has not been read yet could be meant instead.
 * What the jump before unfolded is folded again first: rows are counted as they were then.
 */
yd_status yd_tree_jump(yd_tree *tree, yd_str typed, size_t from, bool *found, bool *sure, yd_error *err);
/* Reads what stands below up to `regions` more of them, from the top; *all tells when there are no more. */
yd_status yd_tree_read_ahead(yd_tree *tree, size_t regions, bool *all, yd_error *err);
/* Folds what the last jump unfolded; the cursor goes to `row`. */
void yd_tree_jump_back(yd_tree *tree, size_t row);
/* What the last jump unfolded stays. Returns where the row is now that `row` was without it. */
size_t yd_tree_jump_keep(yd_tree *tree, size_t row);

#endif
