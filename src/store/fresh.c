/*
 * Tags, hashes and totals worked out anew from content.units, into tables in memory: to compare the
 * kept ones with, and to make these anew.
 */
#include "inner.h"

#include <yaodian/intl.h>

#include <stdlib.h>

static yd_status put_tags(yd_corpus *corpus, int64_t doc, int64_t region, int64_t year_order,
	const yd_unit_row *units, size_t count, yd_error *err)
{
	struct tally tally;
	yd_buf tags = {0};
	units_tally(units, count, &tally);
	tags_encode(units, count, &tags);
	yd_str bytes = {tags.ptr ? tags.ptr : "", tags.len};
	yd_status status = database_run(&corpus->base, err, FRESH_PUT_TAGS, "iiibi", doc, region,
		year_order, bytes, tally.n[CODE_ALL]);
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++)
		if (tally_has(&tally, code))
			status = database_run(&corpus->base, err, FRESH_PUT_CODE, "iiii", region,
				year_order, (int64_t)code, tally.n[code]);
	yd_buf_free(&tags);
	return status;
}

static yd_status put_hashes(
	yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, FRESH_PUT_HASH, "iiii",
				doc / HASH_GROUP, (int64_t)units[i].text_hash, doc, (int64_t)i);
	return status;
}

static yd_status put_document(
	yd_corpus *corpus, sqlite3_stmt *stmt, yd_buf *report, size_t *faults, yd_error *err)
{
	int64_t doc = sqlite3_column_int64(stmt, 0);
	yd_unit_row *units;
	size_t count;
	if (units_decode(corpus, column_blob(stmt, 4), &units, &count, NULL) != YD_OK) {
		yd_buf_printf(
			report, _("the units of document %lld cannot be read\n"), (long long)doc);
		++*faults;
		return YD_OK;
	}
	yd_status status = put_tags(corpus, doc, sqlite3_column_int64(stmt, 1),
		sqlite3_column_int64(stmt, 2), units, count, err);
	if (status == YD_OK)
		status = put_hashes(corpus, doc, units, count, err);
	free(units);
	return status;
}

/* The kept totals, a row for each count. */
static yd_status put_kept(
	yd_corpus *corpus, sqlite3_stmt *stmt, yd_buf *report, size_t *faults, yd_error *err)
{
	struct counts counts;
	yd_status status = YD_OK;
	int64_t region = sqlite3_column_int64(stmt, 0), year_order = sqlite3_column_int64(stmt, 1);
	if (!counts_decode(column_blob(stmt, 2), &counts)) {
		yd_buf_printf(
			report, _("the totals of region %lld cannot be read\n"), (long long)region);
		++*faults;
		return YD_OK;
	}
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++)
		if (counts.of[code].docs)
			status = database_run(&corpus->base, err, FRESH_PUT_KEPT, "iiiiii", region,
				year_order, (int64_t)code, counts.of[code].docs,
				counts.of[code].hits, counts.of[code].own);
	return status;
}

typedef yd_status put_fn(
	yd_corpus *corpus, sqlite3_stmt *stmt, yd_buf *report, size_t *faults, yd_error *err);

static yd_status put_all(
	yd_corpus *corpus, int number, put_fn *put, yd_buf *report, size_t *faults, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, number, "");
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		status = put(corpus, stmt, report, faults, err);
		if (status != YD_OK)
			database_done(stmt);
	}
	return status == YD_END ? YD_OK : status;
}

void fresh_drop(yd_corpus *corpus)
{
	database_exec(&corpus->base, fresh_drop_sql, NULL);
}

yd_status fresh_make(yd_corpus *corpus, yd_buf *report, size_t *faults, yd_error *err)
{
	fresh_drop(corpus);
	yd_status status = database_exec(&corpus->base, fresh_tables_sql, err);
	if (status == YD_OK)
		status = put_all(corpus, ALL_UNITS, put_document, report, faults, err);
	if (status == YD_OK)
		status = database_exec(&corpus->base, fresh_totals_sql, err);
	if (status == YD_OK)
		status = put_all(corpus, ALL_TOTALS, put_kept, report, faults, err);
	return status;
}

/* ---- repair ---- */

static yd_status write_total(
	yd_corpus *corpus, int64_t region, int64_t year_order, struct counts *counts, yd_error *err)
{
	yd_buf bytes = {0};
	counts_encode(counts, &bytes);
	yd_status status = database_run(
		&corpus->base, err, PUT_TOTAL, "iib", region, year_order, yd_buf_str(&bytes));
	yd_buf_free(&bytes);
	*counts = (struct counts){0};
	return status;
}

/* Rows of the same region and year follow one another. */
static yd_status write_totals(yd_corpus *corpus, yd_error *err)
{
	struct database *base = &corpus->base;
	sqlite3_stmt *stmt;
	struct counts counts = {0};
	int64_t region = 0, year_order = 0;
	bool any = false;
	yd_status status = database_query(base, err, &stmt, FRESH_ROWS, "");
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK) {
		if (any && (sqlite3_column_int64(stmt, 0) != region ||
				   sqlite3_column_int64(stmt, 1) != year_order))
			status = write_total(corpus, region, year_order, &counts, err);
		region = sqlite3_column_int64(stmt, 0);
		year_order = sqlite3_column_int64(stmt, 1);
		counts.of[sqlite3_column_int(stmt, 2) % CODE_COUNT] =
			(struct count){sqlite3_column_int64(stmt, 3), sqlite3_column_int64(stmt, 4),
				sqlite3_column_int64(stmt, 5)};
		any = true;
		if (status != YD_OK)
			database_done(stmt);
	}
	if (status == YD_END && any)
		return write_total(corpus, region, year_order, &counts, err);
	return status == YD_END ? YD_OK : status;
}

yd_status fresh_repair(yd_corpus *corpus, yd_error *err)
{
	yd_buf report = {0};
	size_t faults = 0;
	yd_status status = fresh_make(corpus, &report, &faults, err);
	yd_buf_free(&report);
	if (status == YD_OK)
		status = database_exec(&corpus->base, fresh_repair_sql, err);
	if (status == YD_OK)
		status = write_totals(corpus, err);
	fresh_drop(corpus);
	return status;
}

yd_status yd_corpus_repair_totals(yd_corpus *corpus, yd_error *err)
{
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	return status == YD_OK ? database_end(&corpus->base, fresh_repair(corpus, err), err)
			       : status;
}
