/* Asking the index: a search is one or two queries of FTS5, run one after the other. */
#include "find_inner.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

struct yd_find {
	yd_corpus *corpus;
	sqlite3_stmt *stmt;
	bool running;
	struct find_plan plan;
	size_t pass;  /* of plan.passes */
	size_t rowid; /* of plan.rowids, the next to look at */
	bool bound;
	uint32_t reopened; /* database.reopened when it began */
	/* The document of the last hit. */
	int64_t doc, base, end;
};

/* ---- passes ---- */

static void plan_free(struct find_plan *plan)
{
	for (size_t i = 0; i < FIND_PASSES; i++)
		yd_buf_free(&plan->passes[i].match);
	yd_buf_free(&plan->all);
	free(plan->rowids);
	*plan = (struct find_plan){0};
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static yd_status read_base(
	yd_corpus *corpus, int64_t doc, int64_t *base, int64_t *units, yd_error *err)
{
	sqlite3_stmt *stmt;
	*base = *units = 0;
	yd_status status = database_query(&corpus->base, err, &stmt, GET_INDEXED, "i", doc);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	*base = sqlite3_column_int64(stmt, 0);
	*units = sqlite3_column_int64(stmt, 1);
	database_done(stmt);
	return YD_OK;
}

/* The rowids a search is restricted to one by one. */
static yd_status list_rowids(
	yd_corpus *corpus, const yd_find_query *query, struct find_plan *plan, yd_error *err)
{
	plan->listed = true;
	plan->rowids = yd_realloc(NULL, query->unit_count + 1, sizeof *plan->rowids);
	for (size_t i = 0; i < query->unit_count; i++) {
		int64_t base, units;
		yd_status status = read_base(corpus, query->units[i].doc, &base, &units, err);
		if (status != YD_OK)
			return status;
		int64_t rowid = base + query->units[i].unit;
		if (base && query->units[i].unit < units && rowid >= plan->first &&
			rowid <= plan->last)
			plan->rowids[plan->rowid_count++] = rowid;
	}
	size_t kept = 0;
	qsort(plan->rowids, plan->rowid_count, sizeof *plan->rowids, by_number);
	for (size_t i = 0; i < plan->rowid_count; i++)
		if (!kept || plan->rowids[kept - 1] != plan->rowids[i])
			plan->rowids[kept++] = plan->rowids[i];
	plan->rowid_count = kept;
	return YD_OK;
}

static yd_status make_plan(
	yd_corpus *corpus, const yd_find_query *query, struct find_plan *plan, yd_error *err)
{
	*plan = (struct find_plan){.first = 1, .last = INT64_MAX};
	if (!find_is_sound(query->what) || (query->where && !find_is_sound(query->where)))
		return yd_fail(err, YD_INVALID, _("query"),
			"has an empty term, or too many parts within parts");
	yd_status status = find_match(corpus, query, plan, err);
	if (status == YD_OK && query->doc) {
		int64_t units;
		status = read_base(corpus, query->doc, &plan->first, &units, err);
		plan->last = plan->first + units - 1;
		if (plan->first == 0) /* it waits */
			plan->last = -1;
	}
	if (status == YD_OK && query->units)
		status = list_rowids(corpus, query, plan, err);
	if (status != YD_OK)
		plan_free(plan);
	return status;
}

/* What every question begins with. An index by other rules has nothing that could be compared with
 * the terms. */
static yd_status enter(yd_corpus *corpus, bool *usable, yd_error *err)
{
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = index_flush(corpus, err);
	*usable = status == YD_OK && (corpus->index.checked || index_is_current(corpus));
	return status;
}

static int bind_pass(sqlite3_stmt *stmt, const struct find_pass *pass, int64_t first, int64_t last)
{
	sqlite3_bind_text64(stmt, 1, pass->match.ptr, pass->match.len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(stmt, 2, first);
	return sqlite3_bind_int64(stmt, 3, last);
}

/* ---- hits ---- */

yd_status yd_corpus_find_open(
	yd_corpus *corpus, const yd_find_query *query, yd_find **out, yd_error *err)
{
	bool usable;
	*out = NULL;
	yd_status status = enter(corpus, &usable, err);
	if (status != YD_OK)
		return status;
	yd_find *find = yd_alloc(sizeof *find);
	find->corpus = corpus;
	find->reopened = corpus->base.reopened;
	status = make_plan(corpus, query, &find->plan, err);
	if (!usable)
		plan_free(&find->plan);
	bool ranked = query->order == YD_FIND_RANKED && !find->plan.listed;
	if (status == YD_OK)
		status = database_prepare_own(
			&corpus->base, ranked ? FIND_RANKED : FIND_STORED, &find->stmt, err);
	if (status != YD_OK) {
		yd_find_close(find);
		return status;
	}
	if (ranked)
		sqlite3_bind_int64(find->stmt, 4, find->plan.phrases);
	*out = find;
	return YD_OK;
}

void yd_find_close(yd_find *find)
{
	if (!find)
		return;
	sqlite3_finalize(find->stmt);
	plan_free(&find->plan);
	free(find);
}

/* The document of a rowid; hits of one document mostly follow one another. */
static yd_status find_owner(yd_find *find, int64_t rowid, yd_found_unit *out, yd_error *err)
{
	struct database *base = &find->corpus->base;
	if (rowid < find->base || rowid >= find->end) {
		sqlite3_stmt *stmt;
		yd_status status = database_query(base, err, &stmt, INDEXED_OWNER, "i", rowid);
		if (status == YD_OK)
			status = database_step(base, stmt, err);
		if (status == YD_END)
			return database_broken(base, "the index has a unit of no document", err);
		if (status != YD_OK)
			return status;
		find->doc = sqlite3_column_int64(stmt, 0);
		find->base = sqlite3_column_int64(stmt, 1);
		find->end = find->base + sqlite3_column_int64(stmt, 2);
		database_done(stmt);
	}
	if (rowid >= find->end)
		return database_broken(base, "the index has a unit of no document", err);
	out->doc = find->doc;
	out->unit = (uint32_t)(rowid - find->base);
	out->in_title = find->plan.passes[find->pass].in_title;
	return YD_OK;
}

/* Goes on with the next pass, or in a list with the next rowid; false when all is done. */
static bool next_run(yd_find *find)
{
	struct find_plan *plan = &find->plan;
	if (find->bound && !plan->listed)
		find->pass++;
	if (plan->listed && find->rowid == plan->rowid_count) {
		find->pass++;
		find->rowid = 0;
	}
	while (find->pass < FIND_PASSES && plan->passes[find->pass].match.len == 0)
		find->pass++;
	if (find->pass >= FIND_PASSES || (plan->listed && plan->rowid_count == 0))
		return false;
	int64_t first = plan->listed ? plan->rowids[find->rowid++] : plan->first;
	bind_pass(find->stmt, &plan->passes[find->pass], first, plan->listed ? first : plan->last);
	find->bound = true;
	return true;
}

static yd_status next_rowid(yd_find *find, int64_t *rowid, yd_error *err)
{
	struct database *base = &find->corpus->base;
	for (;;) {
		if (!find->running && !next_run(find))
			return YD_END;
		if (atomic_load(&base->interrupted))
			return database_fail(base, SQLITE_INTERRUPT, err);
		int rc = sqlite3_step(find->stmt);
		find->running = rc == SQLITE_ROW;
		if (rc == SQLITE_ROW) {
			*rowid = sqlite3_column_int64(find->stmt, 0);
			return YD_OK;
		}
		if (rc != SQLITE_DONE)
			return database_fail(base, rc, err);
		sqlite3_reset(find->stmt);
	}
}

yd_status yd_find_next(yd_find *find, yd_found_unit *out, yd_error *err)
{
	int64_t rowid = 0;
	struct database *base = &find->corpus->base;
	if (find->reopened != base->reopened)
		return yd_fail(err, YD_BUSY, base->path, "was changed meanwhile; search again");
	yd_status status = next_rowid(find, &rowid, err);
	return status == YD_OK ? find_owner(find, rowid, out, err) : status;
}

/* ---- counting ---- */

static yd_status count_run(yd_corpus *corpus, const struct find_plan *plan, int64_t first,
	int64_t last, size_t limit, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	bool all = limit > INT64_MAX;
	yd_status status = database_query(&corpus->base, err, &stmt,
		all ? FIND_COUNT : FIND_COUNT_LIMIT, all ? "tii" : "tiii", yd_buf_str(&plan->all),
		first, last, (int64_t)(all ? 0 : limit));
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status;
	*count += (size_t)sqlite3_column_int64(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_find_count(
	yd_corpus *corpus, const yd_find_query *query, size_t limit, size_t *count, yd_error *err)
{
	struct find_plan plan;
	bool usable;
	*count = 0;
	yd_status status = enter(corpus, &usable, err);
	if (status != YD_OK || !usable)
		return status;
	status = make_plan(corpus, query, &plan, err);
	if (status != YD_OK)
		return status;
	if (!plan.listed)
		status = count_run(corpus, &plan, plan.first, plan.last, limit, count, err);
	for (size_t i = 0; i < plan.rowid_count && status == YD_OK && *count < limit; i++)
		status = count_run(
			corpus, &plan, plan.rowids[i], plan.rowids[i], SIZE_MAX, count, err);
	plan_free(&plan);
	return status;
}
