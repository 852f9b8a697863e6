/*
 * The tree: regions, years, documents, and the order of all documents in it. Walking goes region by
 * region: the next region with documents of its own that pass is found by the totals, its documents
 * by the index doc_tree.
 */
#include "inner.h"

#include <stdlib.h>

/* ---- rows of the tree ---- */

static yd_status broken_counts(yd_corpus *corpus, sqlite3_stmt *stmt, yd_error *err)
{
	database_done(stmt);
	return database_broken(&corpus->base, "a total cannot be read", err);
}

static void read_region(sqlite3_stmt *stmt, const struct count *count, yd_region_row *row)
{
	*row = (yd_region_row){.id = sqlite3_column_int64(stmt, 0)};
	row->name = row->id ? column_string(stmt, 1) : NULL;
	row->path = row->id ? column_string(stmt, 2) : NULL;
	row->docs = (size_t)count->docs;
	row->hits = (size_t)count->hits;
	row->has_docs = count->own > 0;
	row->has_regions = count->docs > count->own;
}

yd_status yd_corpus_regions(yd_corpus *corpus, int64_t parent, const yd_filter *filter,
	yd_region_row **out, size_t *count, yd_error *err)
{
	struct scope scope;
	sqlite3_stmt *stmt;
	size_t cap = 0;
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &scope, err);
	if (status == YD_OK)
		status = database_query(&corpus->base, err, &stmt, REGIONS, "i", parent);
	if (status == YD_OK && parent == 0)
		sqlite3_bind_null(stmt, 1);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		struct count counted;
		if (!scope_count(corpus, &scope, sqlite3_column_int64(stmt, 0), YEAR_WHOLE,
			    column_blob(stmt, 3), &counted)) {
			status = broken_counts(corpus, stmt, err);
		} else if (counted.docs) {
			YD_GROW(*out, *count, cap);
			read_region(stmt, &counted, &(*out)[(*count)++]);
		}
	}
	if (status == YD_END)
		return YD_OK;
	yd_region_rows_free(*out, *count);
	*out = NULL;
	*count = 0;
	return status;
}

void yd_region_rows_free(yd_region_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].name);
		free(rows[i].path);
	}
	free(rows);
}

yd_status yd_corpus_years(yd_corpus *corpus, int64_t region, const yd_filter *filter,
	yd_year_row **out, size_t *count, yd_error *err)
{
	struct scope scope;
	sqlite3_stmt *stmt;
	size_t cap = 0;
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &scope, err);
	if (status == YD_OK)
		status = database_query(&corpus->base, err, &stmt, YEARS, "i", region);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		struct count counted;
		int64_t order = sqlite3_column_int64(stmt, 0);
		if (!scope_count(corpus, &scope, region, order, column_blob(stmt, 1), &counted)) {
			status = broken_counts(corpus, stmt, err);
		} else if (counted.docs) {
			YD_GROW(*out, *count, cap);
			(*out)[(*count)++] = (yd_year_row){
				year_of_order(order), (size_t)counted.docs, (size_t)counted.hits};
		}
	}
	if (status == YD_END)
		return YD_OK;
	free(*out);
	*out = NULL;
	*count = 0;
	return status;
}

/* ---- documents in order ---- */

void tree_key_free(struct tree_key *key)
{
	yd_buf_free(&key->sort);
	free(key->title);
	*key = (struct tree_key){.region = -1};
}

/* Puts the key before (step 1) or behind (-1) all documents of its region. */
static void enter_region(
	struct tree_key *key, const struct tree_range *range, int64_t region, int step)
{
	key->region = region;
	free(key->title);
	key->title = NULL;
	key->year_order = step > 0 ? range->year_first : range->year_last + 1;
	key->id = step > 0 ? -1 : 0; /* no title is before '' */
}

static void move_key(struct tree_key *key, const yd_doc *doc)
{
	free(key->title);
	key->title = yd_strdup(doc->title);
	key->year_order = order_of_year(doc->year);
	key->id = doc->id;
}

static yd_status next_region(yd_corpus *corpus, const struct tree_range *range,
	struct tree_key *key, int step, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct count counted = {0, 0, 0};
	yd_str sort_now = {key->sort.ptr ? key->sort.ptr : "", key->sort.len};
	yd_status status =
		database_query(&corpus->base, err, &stmt, step > 0 ? NEXT_REGION : PREVIOUS_REGION,
			"bb", sort_now, step > 0 ? range->to : range->from);
	while (status == YD_OK && counted.own == 0 &&
		(status = database_step(&corpus->base, stmt, err)) == YD_OK)
		if (!scope_count(corpus, &range->scope, sqlite3_column_int64(stmt, 0), YEAR_WHOLE,
			    column_blob(stmt, 2), &counted))
			return broken_counts(corpus, stmt, err);
	if (status != YD_OK)
		return status;
	enter_region(key, range, sqlite3_column_int64(stmt, 0), step);
	yd_buf sort = {0};
	yd_buf_add_str(&sort, column_blob(stmt, 1));
	database_done(stmt); /* the old key is bound until here */
	yd_buf_free(&key->sort);
	key->sort = sort;
	return YD_OK;
}

/* Documents of one region and range of years behind or before a key, less the first `skip`. */
static yd_status next_in_region(yd_corpus *corpus, const struct tree_range *range,
	const struct tree_key *key, int step, yd_doc *docs, size_t skip, size_t limit,
	size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	bool filtered = yd_filter_is_set(range->filter);
	yd_status status = database_query(&corpus->base, err, &stmt,
		step > 0 ? TREE_DOCS : TREE_DOCS_BACK, "iiisiii", key->region,
		step > 0 ? range->year_last : range->year_first, key->year_order,
		key->title ? key->title : "", key->id, range->samples, range->kind);
	while (status == YD_OK && *count < limit &&
		(status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		int64_t passing =
			filtered ? tags_passing(column_blob(stmt, DOC_COLUMN_COUNT), range->filter)
				 : 0;
		if (filtered && passing == 0)
			continue;
		if (skip > 0) {
			skip--;
			continue;
		}
		doc_read(stmt, &docs[*count]);
		if (filtered)
			docs[*count].hits = (size_t)passing;
		++*count;
	}
	if (status == YD_OK)
		database_done(stmt);
	return status == YD_END ? YD_OK : status;
}

yd_status tree_next(yd_corpus *corpus, const struct tree_range *range, struct tree_key *key,
	int step, yd_doc *docs, size_t limit, size_t *count, yd_error *err)
{
	yd_status status = YD_OK;
	*count = 0;
	while (*count < limit && status == YD_OK) {
		size_t got = 0;
		if (key->region >= 0)
			status = next_in_region(corpus, range, key, step, docs + *count, 0,
				limit - *count, &got, err);
		*count += got;
		if (got)
			move_key(key, &docs[*count - 1]);
		if (status == YD_OK && *count < limit)
			status = next_region(corpus, range, key, step, err);
	}
	if (status == YD_OK || status == YD_END)
		return YD_OK;
	for (size_t i = 0; i < *count; i++)
		yd_doc_free(&docs[i]);
	*count = 0;
	return status;
}

yd_status yd_corpus_docs(yd_corpus *corpus, int64_t region, int year, const yd_filter *filter,
	size_t skip, size_t limit, yd_doc **out, size_t *count, yd_error *err)
{
	enum { BATCH = 256 };
	int64_t order = order_of_year(year);
	struct tree_range range = {.filter = filter, .year_first = order, .year_last = order};
	struct tree_key key = {.region = -1};
	size_t got = BATCH;
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &range.scope, err);
	enter_region(&key, &range, region, 1);
	/* In batches, since `limit` may be SIZE_MAX. */
	while (status == YD_OK && *count < limit && got == BATCH) {
		size_t want = limit - *count < BATCH ? limit - *count : BATCH;
		*out = yd_realloc(*out, *count + want, sizeof **out);
		got = 0;
		status = next_in_region(
			corpus, &range, &key, 1, *out + *count, *count ? 0 : skip, want, &got, err);
		*count += got;
		if (*count)
			move_key(&key, &(*out)[*count - 1]);
	}
	tree_key_free(&key);
	if (status == YD_OK)
		return YD_OK;
	yd_docs_free(*out, *count);
	*out = NULL;
	*count = 0;
	return status;
}

/* ---- first and next ---- */

static const struct tree_range whole_tree = {.from = {"", 0},
	.to = {"\xff\xff", 2},
	.year_first = YEAR_FIRST,
	.year_last = YEAR_UNKNOWN};

static yd_status one_step(yd_corpus *corpus, const struct tree_range *range, struct tree_key *key,
	int64_t *id, yd_error *err)
{
	yd_doc doc;
	size_t count;
	yd_status status = tree_next(corpus, range, key, 1, &doc, 1, &count, err);
	if (status != YD_OK)
		return status;
	if (count == 0)
		return YD_END;
	*id = doc.id;
	yd_doc_free(&doc);
	return YD_OK;
}

yd_status yd_corpus_first(yd_corpus *corpus, const yd_filter *filter, int64_t *id, yd_error *err)
{
	struct tree_range range = whole_tree;
	range.filter = filter;
	struct tree_key key = {.region = -1};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &range.scope, err);
	if (status == YD_OK)
		status = one_step(corpus, &range, &key, id, err);
	tree_key_free(&key);
	return status;
}

/* The key of a document. */
static yd_status key_of(yd_corpus *corpus, int64_t id, struct tree_key *key, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_first(&corpus->base, err, &stmt, TREE_PLACE, "i", id);
	if (status == YD_END)
		return document_missing(corpus, id, err);
	if (status != YD_OK)
		return status;
	key->region = sqlite3_column_int64(stmt, 0);
	yd_buf_add_str(&key->sort, column_blob(stmt, 1));
	key->year_order = sqlite3_column_int64(stmt, 2);
	key->title = column_string(stmt, 3);
	key->id = id;
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_steps(yd_corpus *corpus, int64_t id, int step, const yd_filter *filter,
	yd_doc *docs, size_t limit, size_t *count, yd_error *err)
{
	struct tree_range range = whole_tree;
	range.filter = filter;
	struct tree_key key = {.region = -1};
	*count = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &range.scope, err);
	if (status == YD_OK)
		status = key_of(corpus, id, &key, err);
	if (status == YD_OK)
		status = tree_next(corpus, &range, &key, step, docs, limit, count, err);
	tree_key_free(&key);
	return status;
}

yd_status yd_corpus_step(yd_corpus *corpus, int64_t id, int step, const yd_filter *filter,
	int64_t *next, yd_error *err)
{
	yd_doc doc;
	size_t count;
	yd_status status = yd_corpus_steps(corpus, id, step, filter, &doc, 1, &count, err);
	if (status != YD_OK || count == 0)
		return status == YD_OK ? YD_END : status;
	*next = doc.id;
	yd_doc_free(&doc);
	return YD_OK;
}
