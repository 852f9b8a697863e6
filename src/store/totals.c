/* Kept totals: changed by one document at a time, in the transaction that changes the document. */
#include "inner.h"

/* The counts of a region and year; all zero when there is no row. */
static yd_status read_counts(
	yd_corpus *corpus, int64_t region, int64_t year_order, struct counts *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status =
		database_first(&corpus->base, err, &stmt, GET_TOTAL, "ii", region, year_order);
	if (status == YD_END) {
		counts_decode((yd_str){"", 0}, out);
		return YD_OK;
	}
	if (status != YD_OK)
		return status;
	bool fits = counts_decode(column_blob(stmt, 0), out);
	database_done(stmt);
	return fits ? YD_OK : database_broken(&corpus->base, "a total cannot be read", err);
}

static yd_status change_row(yd_corpus *corpus, int64_t region, int64_t year_order,
	const struct tally *tally, int sign, bool own, yd_error *err)
{
	struct counts counts;
	yd_status status = read_counts(corpus, region, year_order, &counts, err);
	if (status == YD_OK && !counts_add(&counts, tally, sign, own))
		status =
			database_broken(&corpus->base, "a total is less than what is counted", err);
	if (status != YD_OK)
		return status;
	if (counts.of[CODE_ALL].docs == 0)
		return database_run(&corpus->base, err, DELETE_TOTAL, "ii", region, year_order);
	yd_buf bytes = {0};
	counts_encode(&counts, &bytes);
	status = database_run(
		&corpus->base, err, PUT_TOTAL, "iib", region, year_order, yd_buf_str(&bytes));
	yd_buf_free(&bytes);
	return status;
}

yd_status totals_change(yd_corpus *corpus, int64_t region, int64_t year_order,
	const struct tally *tally, int sign, yd_error *err)
{
	int64_t chain[REGION_DEPTH_MAX];
	size_t depth = 0;
	yd_status status = region_chain(corpus, region, chain, REGION_DEPTH_MAX, &depth, err);
	if (status == YD_OK)
		status = change_row(corpus, region, year_order, tally, sign, true, err);
	for (size_t i = 0; i < depth && status == YD_OK; i++)
		status = change_row(corpus, chain[i], YEAR_WHOLE, tally, sign, i == 0, err);
	if (status == YD_OK)
		status = change_row(corpus, REGION_CORPUS, YEAR_WHOLE, tally, sign, false, err);
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

yd_status yd_corpus_totals(yd_corpus *corpus, yd_totals *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct counts counts;
	*out = (yd_totals){0};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = read_counts(corpus, REGION_CORPUS, YEAR_WHOLE, &counts, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, &stmt, CORPUS_TOTALS, "");
	if (status == YD_END)
		return database_broken(&corpus->base, "it has no totals", err);
	if (status != YD_OK)
		return status;
	out->docs = (size_t)counts.of[CODE_ALL].docs;
	out->clauses = (size_t)counts.of[CODE_ALL].hits;
	out->sections = (size_t)sqlite3_column_int64(stmt, 0);
	out->samples = (size_t)sqlite3_column_int64(stmt, 1);
	out->bytes = (size_t)sqlite3_column_int64(stmt, 2);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_theme_totals(yd_corpus *corpus, size_t *any, size_t *primary, yd_error *err)
{
	struct counts counts = {0};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = read_counts(corpus, REGION_CORPUS, YEAR_WHOLE, &counts, err);
	for (int theme = 0; theme < YD_CORPUS_THEMES; theme++) {
		any[theme] = (size_t)counts.of[CODE_ANY + theme].hits;
		primary[theme] = (size_t)counts.of[CODE_PRIMARY + theme].hits;
	}
	return status;
}

yd_status yd_corpus_filter_totals(
	yd_corpus *corpus, const yd_filter *filter, size_t *docs, size_t *clauses, yd_error *err)
{
	struct count count = {0, 0, 0};
	struct scope scope;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = filter_scope(corpus, filter, &scope, err);
	if (status == YD_OK && scope.several) {
		count = filter_count(corpus, REGION_CORPUS, YEAR_WHOLE);
	} else if (status == YD_OK) {
		struct counts counts;
		status = read_counts(corpus, REGION_CORPUS, YEAR_WHOLE, &counts, err);
		if (status == YD_OK)
			count = counts.of[scope.code];
	}
	*docs = (size_t)count.docs;
	*clauses = (size_t)count.hits;
	return status;
}
