/* Kept totals: changed by one document at a time, in the transaction that changes the document. */
#include "inner.h"

#include <yaodian/theme.h>

static yd_status change_total(yd_corpus *corpus, int64_t region, int64_t code, int64_t year_order,
	int64_t hits, int sign, yd_error *err)
{
	struct database *base = &corpus->base;
	if (sign > 0)
		return database_run(base, err, ADD_TOTAL, "iiii", region, code, year_order, hits);
	sqlite3_stmt *stmt;
	int64_t left = 0;
	yd_status status = database_query(
		base, err, &stmt, TAKE_TOTAL, "iiii", region, code, year_order, hits);
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK)
		left = sqlite3_column_int64(stmt, 0);
	if (status != YD_END)
		return status;
	return left > 0 ? YD_OK
			: database_run(base, err, DROP_TOTAL, "iii", region, code, year_order);
}

static yd_status change_row(yd_corpus *corpus, int64_t region, int64_t year_order,
	const struct tally *tally, int sign, yd_error *err)
{
	yd_status status = YD_OK;
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++)
		if (tally_has(tally, code))
			status = change_total(
				corpus, region, code, year_order, tally->n[code], sign, err);
	return status;
}

yd_status totals_change(yd_corpus *corpus, int64_t region, int64_t year_order,
	const struct tally *tally, int sign, yd_error *err)
{
	int64_t chain[REGION_DEPTH_MAX];
	size_t depth = 0;
	yd_status status = region_chain(corpus, region, chain, REGION_DEPTH_MAX, &depth, err);
	if (status == YD_OK)
		status = change_row(corpus, region, year_order, tally, sign, err);
	for (size_t i = 0; i < depth && status == YD_OK; i++)
		status = change_row(corpus, chain[i], YEAR_WHOLE, tally, sign, err);
	if (status == YD_OK)
		status = change_row(corpus, REGION_CORPUS, YEAR_WHOLE, tally, sign, err);
	return status;
}

yd_status totals_change_kept(
	yd_corpus *corpus, int64_t sections, int64_t samples, int64_t bytes, yd_error *err)
{
	if (sections == 0 && samples == 0 && bytes == 0)
		return YD_OK;
	return database_run(&corpus->base, err, ADD_KEPT, "iii", sections, samples, bytes);
}

/* ---- asking ---- */

static yd_status read_total(yd_corpus *corpus, int64_t region, const struct scope *scope,
	size_t *docs, size_t *hits, yd_error *err)
{
	sqlite3_stmt *stmt;
	*docs = *hits = 0;
	yd_status status = database_query(&corpus->base, err, &stmt, TOTAL_OF + scope->twin, "ii",
		region, (int64_t)scope->code);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	*docs = (size_t)sqlite3_column_int64(stmt, 0);
	*hits = (size_t)sqlite3_column_int64(stmt, 1);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_totals(yd_corpus *corpus, yd_totals *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct scope all = {CODE_ALL, 0};
	*out = (yd_totals){0};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = read_total(corpus, REGION_CORPUS, &all, &out->docs, &out->clauses, err);
	if (status == YD_OK)
		status = database_query(&corpus->base, err, &stmt, CORPUS_TOTALS, "");
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status == YD_END)
		return database_broken(&corpus->base, "it has no totals", err);
	if (status != YD_OK)
		return status;
	out->sections = (size_t)sqlite3_column_int64(stmt, 0);
	out->samples = (size_t)sqlite3_column_int64(stmt, 1);
	out->bytes = (size_t)sqlite3_column_int64(stmt, 2);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_theme_totals(yd_corpus *corpus, size_t *any, size_t *primary, yd_error *err)
{
	sqlite3_stmt *stmt;
	for (int i = 0; i < YD_THEME_COUNT; i++)
		any[i] = primary[i] = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_query(&corpus->base, err, &stmt, CODE_TOTALS, "");
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		int code = sqlite3_column_int(stmt, 0);
		size_t hits = (size_t)sqlite3_column_int64(stmt, 1);
		if (code >= CODE_PRIMARY && code < CODE_PRIMARY + YD_THEME_COUNT)
			primary[code - CODE_PRIMARY] = hits;
		else if (code >= CODE_ANY && code < CODE_ANY + YD_THEME_COUNT)
			any[code - CODE_ANY] = hits;
	}
	return status == YD_END ? YD_OK : status;
}

yd_status yd_corpus_filter_totals(
	yd_corpus *corpus, const yd_filter *filter, size_t *docs, size_t *clauses, yd_error *err)
{
	struct scope scope;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &scope, err);
	return status == YD_OK ? read_total(corpus, REGION_CORPUS, &scope, docs, clauses, err)
			       : status;
}
