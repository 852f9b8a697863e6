/*
 * Filters. None, or one theme: the totals are kept. Several: the tags of all documents are walked
 * once (a table of about 100 bytes a document), and the counts of each region and year that passes
 * stay in memory until another filter of several themes is asked for or the file has changed.
 */
#include "inner.h"

#include <stdlib.h>

/* ---- rows of regions and years ---- */

static int compare_rows(const void *a, const void *b)
{
	const struct filter_row *left = a, *right = b;
	if (left->region != right->region)
		return left->region < right->region ? -1 : 1;
	return (left->year_order > right->year_order) - (left->year_order < right->year_order);
}

static void add_row(
	struct filter_rows *rows, int64_t region, int64_t year_order, struct count count)
{
	YD_GROW(rows->items, rows->count, rows->cap);
	rows->items[rows->count++] = (struct filter_row){region, year_order, count};
}

/* Sorts, and adds up rows of the same region and year. */
static void sum_rows(struct filter_rows *rows)
{
	struct filter_row *items = rows->items;
	size_t kept = 0;
	if (rows->count)
		qsort(items, rows->count, sizeof *items, compare_rows);
	for (size_t i = 0; i < rows->count; i++) {
		if (kept && compare_rows(&items[kept - 1], &items[i]) == 0) {
			items[kept - 1].count.docs += items[i].count.docs;
			items[kept - 1].count.hits += items[i].count.hits;
			items[kept - 1].count.own += items[i].count.own;
		} else {
			items[kept++] = items[i];
		}
	}
	rows->count = kept;
}

static const struct filter_row *find_row(
	const struct filter_rows *rows, int64_t region, int64_t year_order)
{
	struct filter_row key = {region, year_order, {0, 0, 0}};
	return rows->count ? bsearch(&key, rows->items, rows->count, sizeof key, compare_rows)
			   : NULL;
}

/* ---- working several themes out ---- */

static yd_status walk_tags(
	yd_corpus *corpus, const yd_filter *filter, struct filter_rows *rows, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, ALL_TAGS, "");
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		int64_t passing = tags_passing(column_blob(stmt, 2), filter);
		if (passing > 0)
			add_row(rows, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
				(struct count){1, passing, 1});
	}
	return status == YD_END ? YD_OK : status;
}

/* Adds what a region counts to itself with all years, to the regions above it and to the whole
 * cache. */
static yd_status roll_up_region(yd_corpus *corpus, struct filter_rows *rows, int64_t region,
	struct count count, yd_error *err)
{
	int64_t chain[REGION_DEPTH_MAX];
	size_t depth = 0;
	yd_status status = region_chain(corpus, region, chain, REGION_DEPTH_MAX, &depth, err);
	if (status != YD_OK)
		return status;
	add_row(rows, region, YEAR_WHOLE, count);
	count.own = 0;
	for (size_t level = 1; level < depth; level++)
		add_row(rows, chain[level], YEAR_WHOLE, count);
	add_row(rows, REGION_CORPUS, YEAR_WHOLE, count);
	return YD_OK;
}

/* Rows of years stand by region. */
static yd_status roll_up(yd_corpus *corpus, struct filter_rows *rows, yd_error *err)
{
	struct count count = {0, 0, 0};
	yd_status status = YD_OK;
	for (size_t i = 0, years = rows->count; i < years && status == YD_OK; i++) {
		const struct filter_row *year = &rows->items[i];
		int64_t region = year->region;
		count = (struct count){count.docs + year->count.docs, count.hits + year->count.hits,
			count.own + year->count.own};
		if (i + 1 < years && rows->items[i + 1].region == region)
			continue;
		status = roll_up_region(corpus, rows, region, count, err);
		count = (struct count){0, 0, 0};
	}
	return status;
}

static yd_status work_out(
	yd_corpus *corpus, const yd_filter *filter, struct filter_rows *rows, yd_error *err)
{
	yd_status status = walk_tags(corpus, filter, rows, err);
	if (status != YD_OK)
		return status;
	sum_rows(rows);
	status = roll_up(corpus, rows, err);
	sum_rows(rows);
	rows->cap = rows->count;
	rows->items = yd_realloc(rows->items, rows->cap, sizeof *rows->items);
	return status;
}

static bool is_worked_out(const yd_corpus *corpus, const yd_filter *filter, uint64_t version)
{
	const struct kept_filter *kept = &corpus->kept;
	return kept->worked_out && kept->filter.themes == filter->themes &&
	       kept->filter.primary == filter->primary && kept->filter.all == filter->all &&
	       kept->version == version && kept->changes == corpus->base.changes;
}

void filter_forget(yd_corpus *corpus)
{
	free(corpus->kept.rows.items);
	corpus->kept = (struct kept_filter){0};
}

static yd_status prepare_several(yd_corpus *corpus, const yd_filter *filter, yd_error *err)
{
	/* Read before the walk: a change from outside in between is seen as one at the next time.
	 */
	uint64_t version = database_version(&corpus->base);
	if (is_worked_out(corpus, filter, version))
		return YD_OK;
	filter_forget(corpus);
	struct kept_filter *kept = &corpus->kept;
	yd_status status = database_begin_read(&corpus->base, err);
	if (status == YD_OK)
		status = database_end(
			&corpus->base, work_out(corpus, filter, &kept->rows, err), err);
	if (status != YD_OK) {
		filter_forget(corpus);
		return status;
	}
	kept->worked_out = true;
	kept->filter = *filter;
	kept->version = version;
	kept->changes = corpus->base.changes;
	return YD_OK;
}

/* ---- asking ---- */

yd_status filter_scope(
	yd_corpus *corpus, const yd_filter *filter, struct scope *scope, yd_error *err)
{
	*scope = (struct scope){.code = CODE_ALL};
	if (!yd_filter_is_set(filter))
		return YD_OK;
	int themes = __builtin_popcount(filter->themes),
	    primary = __builtin_popcount(filter->primary);
	if (themes + primary == 1) {
		scope->code = themes ? CODE_ANY + __builtin_ctz(filter->themes)
				     : CODE_PRIMARY + __builtin_ctz(filter->primary);
		return YD_OK;
	}
	scope->several = true;
	return prepare_several(corpus, filter, err);
}

struct count filter_count(const yd_corpus *corpus, int64_t region, int64_t year_order)
{
	const struct filter_row *row = find_row(&corpus->kept.rows, region, year_order);
	return row ? row->count : (struct count){0, 0, 0};
}

bool scope_count(const yd_corpus *corpus, const struct scope *scope, int64_t region,
	int64_t year_order, yd_str counts, struct count *out)
{
	if (!scope->several)
		return counts_find(counts, scope->code, out);
	*out = filter_count(corpus, region, year_order);
	return true;
}
