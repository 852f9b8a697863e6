/*
 * Walks over documents. A walk holds no statement open between its steps: it reads a batch behind
 * the last document given, so that it keeps no transaction, and documents may be changed meanwhile.
 *
 * What is asked for are parts of the tree, a region with what is below it each, and single
 * documents that stand elsewhere in the tree and lay there in their own year. Both are gone through
 * side by side.
 */
#include "inner.h"

#include <stdlib.h>

enum { BATCH = 16 };

/* Sort keys: behind `from`, before `to`. */
struct part {
	yd_buf from, to;
};

struct yd_walk {
	yd_corpus *corpus;
	yd_filter filter;
	struct tree_range range;
	struct part *parts; /* in the order of the tree, none within another */
	size_t part_count, part;
	bool begun; /* the part that is gone through: `key` stands in it */
	struct elsewheres others;
	size_t other;
	struct tree_key key;
	yd_doc docs[BATCH];
	size_t count, given;
};

/* ---- what is asked for ---- */

/* A region and what is below it: sort keys from its own up to one that is behind. */
static yd_status add_part(yd_walk *walk, const char *path, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct database *base = &walk->corpus->base;
	yd_status status = database_first(base, err, &stmt, FIND_REGION, "s", path);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	yd_str sort = column_blob(stmt, 1);
	struct part *part = &walk->parts[walk->part_count++];
	/* Behind the key that is `sort` less a byte comes `sort`: nothing lies between, since a key
	 * ends with byte 2. */
	yd_buf_add(&part->from, sort.ptr, sort.len - 1);
	yd_buf_add_str(&part->to, sort);
	yd_buf_putc(&part->to, '\xff');
	database_done(stmt);
	return YD_OK;
}

static void add_whole_tree(yd_walk *walk)
{
	struct part *part = &walk->parts[walk->part_count++];
	yd_buf_puts(&part->from, "");
	yd_buf_puts(&part->to, "\xff\xff");
}

static void free_part(struct part *part)
{
	yd_buf_free(&part->from);
	yd_buf_free(&part->to);
}

static int by_part(const void *left, const void *right)
{
	const struct part *a = left, *b = right;
	return sort_compare(yd_buf_str(&a->from), yd_buf_str(&b->from));
}

/* In the order of the tree, without those that lie in another. */
static void sort_parts(yd_walk *walk)
{
	size_t kept = 0;
	if (walk->part_count)
		qsort(walk->parts, walk->part_count, sizeof *walk->parts, by_part);
	for (size_t i = 0; i < walk->part_count; i++)
		if (kept && sort_compare(yd_buf_str(&walk->parts[i].from),
				    yd_buf_str(&walk->parts[kept - 1].to)) < 0)
			free_part(&walk->parts[i]);
		else
			walk->parts[kept++] = walk->parts[i];
	walk->part_count = kept;
}

static bool stands_in_part(const yd_walk *walk, const struct elsewhere *one)
{
	for (size_t i = 0; i < walk->part_count; i++)
		if (sort_compare(yd_buf_str(&one->sort), yd_buf_str(&walk->parts[i].from)) > 0 &&
			sort_compare(yd_buf_str(&one->sort), yd_buf_str(&walk->parts[i].to)) < 0)
			return true;
	return false;
}

static void drop_others_in_parts(yd_walk *walk)
{
	struct elsewheres left = {0};
	for (size_t i = 0; i < walk->others.count; i++) {
		struct elsewhere *one = &walk->others.items[i];
		if (stands_in_part(walk, one))
			continue;
		YD_GROW(left.items, left.count, left.cap);
		left.items[left.count++] = *one;
		*one = (struct elsewhere){0};
	}
	elsewheres_free(&walk->others);
	walk->others = left;
}

static yd_status set_regions(yd_walk *walk, const yd_list_query *query, yd_error *err)
{
	yd_status status = YD_OK;
	walk->parts = yd_alloc((query->region_count + 1) * sizeof *walk->parts);
	if (!query->region_count)
		add_whole_tree(walk);
	for (size_t i = 0; status == YD_OK && i < query->region_count; i++) {
		const char *path = query->regions[i];
		status = add_part(walk, path, err);
		if (status == YD_OK && *path)
			status = elsewheres_add(
				walk->corpus, path, &walk->range, &walk->others, err);
	}
	sort_parts(walk);
	drop_others_in_parts(walk);
	elsewheres_sort(&walk->others);
	return status;
}

static void set_years(yd_walk *walk, const yd_list_query *query)
{
	walk->range.year_first = YEAR_FIRST;
	walk->range.year_last = YEAR_UNKNOWN;
	if (query->year_from == 0 && query->year_to == 0)
		return;
	if (query->year_to)
		walk->range.year_first = order_of_year(query->year_to);
	walk->range.year_last = query->year_from ? order_of_year(query->year_from) : -1;
}

yd_status yd_corpus_walk(
	yd_corpus *corpus, const yd_list_query *query, yd_walk **out, yd_error *err)
{
	yd_walk *walk = yd_alloc(sizeof *walk);
	yd_status status = database_enter(&corpus->base, err);
	*out = NULL;
	walk->corpus = corpus;
	walk->key.region = -1;
	if (query->filter)
		walk->filter = *query->filter;
	walk->range.filter = &walk->filter;
	walk->range.samples = query->samples_only;
	walk->range.kind = query->kind;
	set_years(walk, query);
	if (status == YD_OK)
		status = set_regions(walk, query, err);
	if (status != YD_OK) {
		yd_walk_close(walk);
		return status;
	}
	*out = walk;
	return YD_OK;
}

/* ---- steps ---- */

static void begin_part(yd_walk *walk)
{
	const struct part *part = &walk->parts[walk->part];
	walk->range.from = yd_buf_str(&part->from);
	walk->range.to = yd_buf_str(&part->to);
	tree_key_free(&walk->key);
	yd_buf_add_str(&walk->key.sort, walk->range.from);
	walk->begun = true;
}

static yd_status fill_from_part(yd_walk *walk, yd_error *err)
{
	if (!walk->begun)
		begin_part(walk);
	yd_status status = filter_scope(walk->corpus, &walk->filter, &walk->range.scope, err);
	if (status == YD_OK)
		status = tree_next(walk->corpus, &walk->range, &walk->key, 1, walk->docs, BATCH,
			&walk->count, err);
	if (status == YD_OK && walk->count < BATCH) {
		walk->begun = false;
		walk->part++;
	}
	return status;
}

/* Does the next single document come before the next part? */
static bool is_other_next(const yd_walk *walk)
{
	return walk->other < walk->others.count && !walk->begun &&
	       (walk->part == walk->part_count ||
		       sort_compare(yd_buf_str(&walk->others.items[walk->other].sort),
			       yd_buf_str(&walk->parts[walk->part].from)) < 0);
}

static yd_status fill_from_others(yd_walk *walk, yd_error *err)
{
	yd_status status = YD_OK;
	while (status == YD_OK && walk->count < BATCH && is_other_next(walk)) {
		bool there = false;
		status = elsewhere_read(walk->corpus, &walk->others.items[walk->other++],
			&walk->range, &walk->docs[walk->count], &there, err);
		walk->count += there;
	}
	return status;
}

static yd_status fill(yd_walk *walk, yd_error *err)
{
	yd_status status = YD_OK;
	walk->given = walk->count = 0;
	while (status == YD_OK && !walk->count &&
		(walk->part < walk->part_count || walk->other < walk->others.count))
		status = is_other_next(walk) ? fill_from_others(walk, err)
					     : fill_from_part(walk, err);
	return status;
}

yd_status yd_walk_next(yd_walk *walk, yd_doc *out, yd_error *err)
{
	yd_status status = database_enter(&walk->corpus->base, err);
	if (status == YD_OK && walk->given == walk->count)
		status = fill(walk, err);
	if (status != YD_OK)
		return status;
	if (walk->given == walk->count)
		return YD_END;
	*out = walk->docs[walk->given++];
	return YD_OK;
}

void yd_walk_close(yd_walk *walk)
{
	if (!walk)
		return;
	while (walk->given < walk->count)
		yd_doc_free(&walk->docs[walk->given++]);
	for (size_t i = 0; i < walk->part_count; i++)
		free_part(&walk->parts[i]);
	free(walk->parts);
	elsewheres_free(&walk->others);
	tree_key_free(&walk->key);
	free(walk);
}
