/*
 * Regions of the documents' own years. A document stands in the tree under the region of today;
 * what its region was called, and where it belonged, in its own year is doc.own_region, where that
 * is another path. Few documents have one, so that they are found by an index of their own, and are
 * put between what the tree gives.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

bool region_lies_in(const char *region, const char *path)
{
	size_t len = strlen(path);
	return strncmp(region, path, len) == 0 && (region[len] == '\0' || region[len] == '/');
}

int64_t region_number(yd_str path)
{
	return (int64_t)hash_bytes(path);
}

size_t region_numbers(const char *path, int64_t *numbers, size_t room)
{
	size_t count = 0;
	for (size_t at = 0; *path && count < room; at++) {
		if (path[at] && path[at] != '/')
			continue;
		numbers[count++] = region_number((yd_str){path, at});
		if (!path[at])
			break;
	}
	return count;
}

yd_status yd_corpus_next_own_region(
	yd_corpus *corpus, const char *after, char **path, yd_error *err)
{
	sqlite3_stmt *stmt;
	*path = NULL;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, &stmt, NEXT_OWN_REGION, "s", after);
	if (status != YD_OK)
		return status;
	*path = column_string(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

/* ---- documents that stand elsewhere ---- */

yd_status elsewheres_add(yd_corpus *corpus, const char *path, const struct tree_range *range,
	struct elsewheres *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	/* '0' is the byte behind '/': all below the path, and names that only begin like its last.
	 */
	char *end = yd_format("%s0", path);
	yd_status status = database_query(&corpus->base, err, &stmt, OWN_REGION_DOCS, "ssiiii",
		path, end, range->year_first, range->year_last, range->samples, range->kind);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		if (!region_lies_in((const char *)sqlite3_column_text(stmt, 1), path))
			continue;
		YD_GROW(out->items, out->count, out->cap);
		struct elsewhere *one = &out->items[out->count++];
		*one = (struct elsewhere){.id = sqlite3_column_int64(stmt, 0),
			.year_order = sqlite3_column_int64(stmt, 3),
			.title = column_string(stmt, 4)};
		yd_buf_add_str(&one->sort, column_blob(stmt, 2));
	}
	free(end);
	return status == YD_END ? YD_OK : status;
}

int sort_compare(yd_str a, yd_str b)
{
	int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int in_tree_order(const void *left, const void *right)
{
	const struct elsewhere *a = left, *b = right;
	int order = sort_compare(yd_buf_str(&a->sort), yd_buf_str(&b->sort));
	if (!order)
		order = (a->year_order > b->year_order) - (a->year_order < b->year_order);
	if (!order)
		order = strcmp(a->title, b->title);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static void free_one(struct elsewhere *one)
{
	yd_buf_free(&one->sort);
	free(one->title);
}

void elsewheres_sort(struct elsewheres *list)
{
	size_t kept = 0;
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, in_tree_order);
	for (size_t i = 0; i < list->count; i++)
		if (kept && list->items[kept - 1].id == list->items[i].id)
			free_one(&list->items[i]);
		else
			list->items[kept++] = list->items[i];
	list->count = kept;
}

void elsewheres_free(struct elsewheres *list)
{
	for (size_t i = 0; i < list->count; i++)
		free_one(&list->items[i]);
	free(list->items);
	*list = (struct elsewheres){0};
}

yd_status elsewhere_read(yd_corpus *corpus, const struct elsewhere *at,
	const struct tree_range *range, yd_doc *out, bool *there, yd_error *err)
{
	sqlite3_stmt *stmt;
	bool filtered = yd_filter_is_set(range->filter);
	*there = false;
	yd_status status = database_first(&corpus->base, err, &stmt, TREE_DOC, "i", at->id);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	int64_t passing =
		filtered ? tags_passing(column_blob(stmt, DOC_COLUMN_COUNT), range->filter) : 0;
	*there = !filtered || passing > 0;
	if (*there) {
		doc_read(stmt, out);
		if (filtered)
			out->hits = (size_t)passing;
	}
	database_done(stmt);
	return YD_OK;
}
