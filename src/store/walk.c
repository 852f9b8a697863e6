/*
 * Walks over documents. A walk holds no statement open between its steps: it reads a batch behind
 * the last document given, so that it keeps no transaction, and documents may be changed meanwhile.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 16 };

struct yd_walk {
	yd_corpus *corpus;
	yd_filter filter;
	struct tree_range range;
	yd_buf from, to;
	struct tree_key key;
	yd_doc docs[BATCH];
	size_t count, given;
	bool ended;
};

/* Sets the walk's part of the tree to a region and what is below it: sort keys from its own up to
 * one that is behind. */
static yd_status set_region(yd_walk *walk, const char *path, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct database *base = &walk->corpus->base;
	yd_status status = database_first(base, err, &stmt, FIND_REGION, "s", path);
	walk->ended = status == YD_END;
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	yd_str sort = column_blob(stmt, 1);
	/* Behind the key that is `sort` less a byte comes `sort`: nothing lies between, since a key
	 * ends with byte 2. */
	yd_buf_add(&walk->from, sort.ptr, sort.len - 1);
	yd_buf_add_str(&walk->to, sort);
	yd_buf_putc(&walk->to, '\xff');
	database_done(stmt);
	return YD_OK;
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
	if (query->region && status == YD_OK)
		status = set_region(walk, query->region, err);
	else
		yd_buf_puts(&walk->to, "\xff\xff");
	if (status != YD_OK) {
		yd_walk_close(walk);
		return status;
	}
	walk->range.from = (yd_str){walk->from.ptr ? walk->from.ptr : "", walk->from.len};
	walk->range.to = yd_buf_str(&walk->to);
	yd_buf_add_str(&walk->key.sort, walk->range.from);
	*out = walk;
	return YD_OK;
}

static yd_status fill(yd_walk *walk, yd_error *err)
{
	walk->given = walk->count = 0;
	yd_status status = filter_scope(walk->corpus, &walk->filter, &walk->range.scope, err);
	if (status == YD_OK)
		status = tree_next(walk->corpus, &walk->range, &walk->key, 1, walk->docs, BATCH,
			&walk->count, err);
	walk->ended = status == YD_OK && walk->count < BATCH;
	return status;
}

yd_status yd_walk_next(yd_walk *walk, yd_doc *out, yd_error *err)
{
	yd_status status = database_enter(&walk->corpus->base, err);
	if (status == YD_OK && walk->given == walk->count && !walk->ended)
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
	tree_key_free(&walk->key);
	yd_buf_free(&walk->from);
	yd_buf_free(&walk->to);
	free(walk);
}
