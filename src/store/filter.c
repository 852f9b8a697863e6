/*
 * Filters. None, or one theme: the totals are kept. Several: the bits of those themes are walked
 * side by side once, and documents and totals that pass are laid down in tables in memory, where
 * they stay until another filter of several themes is asked for or the file has changed.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

bool yd_filter_is_set(const yd_filter *filter)
{
	return filter && (filter->themes || filter->primary);
}

bool yd_filter_passes(const yd_filter *filter, uint32_t any, uint32_t primary)
{
	if (!yd_filter_is_set(filter))
		return true;
	if (filter->all)
		return (any & filter->themes) == filter->themes &&
		       (primary & filter->primary) == filter->primary;
	return (any & filter->themes) || (primary & filter->primary);
}

/* A theme of the filter: its rows of doc_tag in the order of documents. */
struct cursor {
	sqlite3_stmt *stmt;
	bool ended;
	int64_t doc;
	yd_str bits;
};

struct hit {
	int64_t region, year_order, docs, hits;
};

struct filtering {
	yd_corpus *corpus;
	struct cursor cursors[64];
	size_t count;
	bool all;
	yd_buf bits; /* of the document at hand */
	struct hit *hits;
	size_t hit_count, hit_cap;
};

static yd_status advance(struct filtering *filtering, struct cursor *cursor, yd_error *err)
{
	yd_status status = database_step(&filtering->corpus->base, cursor->stmt, err);
	cursor->ended = status != YD_OK;
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	cursor->doc = sqlite3_column_int64(cursor->stmt, 0);
	cursor->bits = column_blob(cursor->stmt, 1);
	return YD_OK;
}

static yd_status add_cursor(struct filtering *filtering, int code, yd_error *err)
{
	struct cursor *cursor = &filtering->cursors[filtering->count++];
	yd_status status =
		database_prepare_own(&filtering->corpus->base, DOCS_OF_CODE, &cursor->stmt, err);
	if (status != YD_OK)
		return status;
	sqlite3_bind_int(cursor->stmt, 1, code);
	return YD_OK;
}

static yd_status open_cursors(struct filtering *filtering, const yd_filter *filter, yd_error *err)
{
	yd_status status = YD_OK;
	for (int theme = 0; theme < 32 && status == YD_OK; theme++) {
		if (filter->themes >> theme & 1)
			status = add_cursor(filtering, CODE_ANY + theme, err);
		if (status == YD_OK && (filter->primary >> theme & 1))
			status = add_cursor(filtering, CODE_PRIMARY + theme, err);
	}
	for (size_t i = 0; i < filtering->count && status == YD_OK; i++)
		status = advance(filtering, &filtering->cursors[i], err);
	return status;
}

static void close_cursors(struct filtering *filtering)
{
	for (size_t i = 0; i < filtering->count; i++)
		sqlite3_finalize(filtering->cursors[i].stmt);
}

/* The lowest document that a cursor stands at; false when all have ended. */
static bool next_document(const struct filtering *filtering, int64_t *doc)
{
	bool found = false;
	for (size_t i = 0; i < filtering->count; i++) {
		const struct cursor *cursor = &filtering->cursors[i];
		if (!cursor->ended && (!found || cursor->doc < *doc)) {
			*doc = cursor->doc;
			found = true;
		}
	}
	return found;
}

/* Joins the bits of one more theme to those of the document at hand. */
static void join_bits(struct filtering *filtering, yd_str bits, bool first)
{
	yd_buf *joined = &filtering->bits;
	if (first) {
		yd_buf_clear(joined);
		yd_buf_add_str(joined, bits);
		return;
	}
	if (filtering->all && joined->len > bits.len)
		joined->len = bits.len;
	size_t both = joined->len < bits.len ? joined->len : bits.len;
	for (size_t i = 0; i < both; i++) {
		if (filtering->all)
			joined->ptr[i] &= bits.ptr[i];
		else
			joined->ptr[i] |= bits.ptr[i];
	}
	if (!filtering->all && bits.len > both)
		yd_buf_add(joined, bits.ptr + both, bits.len - both);
}

static int64_t count_set(const yd_buf *bits)
{
	int64_t set = 0;
	for (size_t i = 0; i < bits->len; i++)
		set += __builtin_popcount((uint8_t)bits->ptr[i]);
	return set;
}

/* How many clauses of `doc` pass; takes every cursor past it. */
static yd_status count_clauses(
	struct filtering *filtering, int64_t doc, int64_t *passing, yd_error *err)
{
	size_t with = 0;
	for (size_t i = 0; i < filtering->count; i++) {
		struct cursor *cursor = &filtering->cursors[i];
		if (cursor->ended || cursor->doc != doc)
			continue;
		join_bits(filtering, cursor->bits, with++ == 0);
		yd_status status = advance(filtering, cursor, err);
		if (status != YD_OK)
			return status;
	}
	*passing = filtering->all && with < filtering->count ? 0 : count_set(&filtering->bits);
	return YD_OK;
}

static yd_status keep_document(
	struct filtering *filtering, int64_t doc, int64_t passing, yd_error *err)
{
	struct database *base = &filtering->corpus->base;
	sqlite3_stmt *stmt;
	yd_status status =
		database_run(base, err, FILTER_PUT_TAG, "iii", (int64_t)CODE_FILTER, doc, passing);
	if (status == YD_OK)
		status = database_query(base, err, &stmt, DOC_PLACE, "i", doc);
	if (status == YD_OK)
		status = database_step(base, stmt, err);
	if (status == YD_END)
		return database_broken(base, "a tag belongs to no document", err);
	if (status != YD_OK)
		return status;
	YD_GROW(filtering->hits, filtering->hit_count, filtering->hit_cap);
	filtering->hits[filtering->hit_count++] = (struct hit){
		sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), 1, passing};
	database_done(stmt);
	return YD_OK;
}

static yd_status walk_documents(struct filtering *filtering, yd_error *err)
{
	int64_t doc = 0, passing = 0;
	yd_status status = YD_OK;
	while (status == YD_OK && next_document(filtering, &doc)) {
		status = count_clauses(filtering, doc, &passing, err);
		if (status == YD_OK && passing > 0)
			status = keep_document(filtering, doc, passing, err);
	}
	return status;
}

/* ---- sums ---- */

static int compare_hits(const void *a, const void *b)
{
	const struct hit *left = a, *right = b;
	if (left->region != right->region)
		return left->region < right->region ? -1 : 1;
	return (left->year_order > right->year_order) - (left->year_order < right->year_order);
}

/* Sorts and adds up what has the same region and year. */
static size_t sum_hits(struct hit *hits, size_t count)
{
	size_t kept = 0;
	if (count)
		qsort(hits, count, sizeof *hits, compare_hits);
	for (size_t i = 0; i < count; i++) {
		if (kept && compare_hits(&hits[kept - 1], &hits[i]) == 0) {
			hits[kept - 1].docs += hits[i].docs;
			hits[kept - 1].hits += hits[i].hits;
		} else {
			hits[kept++] = hits[i];
		}
	}
	return kept;
}

/* Adds rows for the regions of `count` rows, with all years and everything below, and for the whole
 * cache. */
static yd_status add_rolled_up(struct filtering *filtering, size_t count, yd_error *err)
{
	int64_t chain[REGION_DEPTH_MAX + 1];
	size_t depth = 0;
	for (size_t i = 0; i < count; i++) {
		struct hit own = filtering->hits[i];
		if (i == 0 || own.region != filtering->hits[i - 1].region) {
			yd_status status = region_chain(filtering->corpus, own.region, chain,
				REGION_DEPTH_MAX, &depth, err);
			if (status != YD_OK)
				return status;
			chain[depth++] = REGION_CORPUS;
		}
		for (size_t level = 0; level < depth; level++) {
			YD_GROW(filtering->hits, filtering->hit_count, filtering->hit_cap);
			filtering->hits[filtering->hit_count++] =
				(struct hit){chain[level], YEAR_WHOLE, own.docs, own.hits};
		}
	}
	return YD_OK;
}

static yd_status keep_totals(struct filtering *filtering, yd_error *err)
{
	size_t own = filtering->hit_count = sum_hits(filtering->hits, filtering->hit_count);
	yd_status status = add_rolled_up(filtering, own, err);
	filtering->hit_count = sum_hits(filtering->hits, filtering->hit_count);
	for (size_t i = 0; i < filtering->hit_count && status == YD_OK; i++) {
		const struct hit *hit = &filtering->hits[i];
		status = database_run(&filtering->corpus->base, err, FILTER_ADD_TOTAL, "iiiii",
			hit->region, (int64_t)CODE_FILTER, hit->year_order, hit->docs, hit->hits);
	}
	return status;
}

static yd_status work_out(yd_corpus *corpus, const yd_filter *filter, yd_error *err)
{
	struct filtering filtering = {.corpus = corpus, .all = filter->all};
	yd_status status = database_exec(&corpus->base,
		"CREATE TEMP TABLE IF NOT EXISTS filter_tag(code INTEGER NOT NULL, doc INTEGER NOT "
		"NULL,"
		" n INTEGER NOT NULL, PRIMARY KEY(code, doc)) WITHOUT ROWID;"
		"CREATE TEMP TABLE IF NOT EXISTS filter_total(region INTEGER NOT NULL, code "
		"INTEGER NOT NULL,"
		" year_order INTEGER NOT NULL, docs INTEGER NOT NULL, hits INTEGER NOT NULL,"
		" PRIMARY KEY(region, code, year_order)) WITHOUT ROWID;"
		"DELETE FROM temp.filter_tag; DELETE FROM temp.filter_total;",
		err);
	if (status == YD_OK)
		status = open_cursors(&filtering, filter, err);
	if (status == YD_OK)
		status = walk_documents(&filtering, err);
	if (status == YD_OK)
		status = keep_totals(&filtering, err);
	close_cursors(&filtering);
	yd_buf_free(&filtering.bits);
	free(filtering.hits);
	return status;
}

/* ---- the scope of a filter ---- */

static bool is_worked_out(const yd_corpus *corpus, const yd_filter *filter, uint64_t version)
{
	return corpus->has_filter && corpus->filter.themes == filter->themes &&
	       corpus->filter.primary == filter->primary && corpus->filter.all == filter->all &&
	       corpus->filter_version == version && corpus->filter_changes == corpus->base.changes;
}

static yd_status scope_of_several(yd_corpus *corpus, const yd_filter *filter, yd_error *err)
{
	uint64_t version = yd_corpus_version(corpus);
	if (is_worked_out(corpus, filter, version))
		return YD_OK;
	corpus->has_filter = false;
	yd_status status = database_begin_read(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = database_end(&corpus->base, work_out(corpus, filter, err), err);
	if (status != YD_OK)
		return status;
	/* A change from outside between the two lines above is seen as one when the filter is asked
	 * for again. */
	corpus->has_filter = true;
	corpus->filter = *filter;
	corpus->filter_version = version;
	corpus->filter_changes = corpus->base.changes;
	return YD_OK;
}

yd_status filter_scope(
	yd_corpus *corpus, const yd_filter *filter, struct scope *scope, yd_error *err)
{
	*scope = (struct scope){CODE_ALL, 0};
	if (!yd_filter_is_set(filter))
		return YD_OK;
	int themes = __builtin_popcount(filter->themes),
	    primary = __builtin_popcount(filter->primary);
	if (themes + primary == 1) {
		scope->code = themes ? CODE_ANY + __builtin_ctz(filter->themes)
				     : CODE_PRIMARY + __builtin_ctz(filter->primary);
		return YD_OK;
	}
	*scope = (struct scope){CODE_FILTER, 1};
	return scope_of_several(corpus, filter, err);
}
