/*
 * Is the cache what it should be? Everything that is kept twice is worked out again from
 * content.units and doc, and compared; every text is unpacked. Repair makes the kept tables anew
 * from the same.
 */
#include "inner.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct checking {
	yd_corpus *corpus;
	yd_buf *report;
	size_t *faults;
};

static void fault(const struct checking *checking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fault(const struct checking *checking, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	char *line = NULL;
	if (vasprintf(&line, format, values) < 0)
		yd_fatal("out of memory");
	va_end(values);
	yd_buf_puts(checking->report, line);
	yd_buf_putc(checking->report, '\n');
	++*checking->faults;
	free(line);
}

/* ---- texts ---- */

static bool has_digest(yd_str bytes, yd_str digest)
{
	uint8_t sum[YD_SHA256_SIZE];
	yd_sha256(bytes.ptr, bytes.len, sum);
	return digest.len == sizeof sum && memcmp(digest.ptr, sum, sizeof sum) == 0;
}

static void check_text(const struct checking *checking, sqlite3_stmt *stmt, yd_buf *text)
{
	yd_corpus *corpus = checking->corpus;
	long long doc = sqlite3_column_int64(stmt, 0);
	bool has_original = sqlite3_column_type(stmt, 4) != SQLITE_NULL;
	yd_buf_clear(text);
	if (unpack_small(corpus, column_blob(stmt, 5), text, NULL) != YD_OK)
		fault(checking, "the outline of document %lld cannot be unpacked", doc);
	yd_buf_clear(text);
	if (unpack(corpus, column_blob(stmt, 3), text, NULL) != YD_OK) {
		fault(checking, "the text of document %lld cannot be unpacked", doc);
		return;
	}
	if (has_original) {
		yd_buf_clear(text);
		if (unpack(corpus, column_blob(stmt, 4), text, NULL) != YD_OK) {
			fault(checking, "the original of document %lld cannot be unpacked", doc);
			return;
		}
	}
	if (!has_digest(yd_buf_str(text), column_blob(stmt, 2)) ||
		(size_t)sqlite3_column_int64(stmt, 1) != text->len)
		fault(checking, "the original of document %lld has other bytes than were imported",
			doc);
}

static yd_status check_texts(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	sqlite3_stmt *stmt;
	yd_buf text = {0};
	yd_status status = database_query(base, err, &stmt, ALL_CONTENT, "");
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK)
		check_text(checking, stmt, &text);
	yd_buf_free(&text);
	return status == YD_END ? YD_OK : status;
}

/* ---- references ---- */

static yd_status check_references(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	sqlite3_stmt *stmt;
	char *before = NULL;
	int64_t expected = 0;
	yd_status status = database_query(base, err, &stmt, ALL_REFS, "");
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK) {
		const char *reference = (const char *)sqlite3_column_text(stmt, 1);
		expected = before && sqlite3_stricmp(before, reference) == 0 ? expected + 1 : 1;
		if (sqlite3_column_int64(stmt, 2) != expected)
			fault(checking, "document %lld is %s.%lld, but should be .%lld",
				(long long)sqlite3_column_int64(stmt, 0), reference,
				(long long)sqlite3_column_int64(stmt, 2), (long long)expected);
		free(before);
		before = yd_strdup(reference);
	}
	free(before);
	return status == YD_END ? YD_OK : status;
}

/* ---- tags, hashes, totals: worked out anew into tables in memory, then compared ---- */

static yd_status add_fresh(const struct checking *checking, sqlite3_stmt *stmt, yd_error *err)
{
	yd_corpus *corpus = checking->corpus;
	long long doc = sqlite3_column_int64(stmt, 0);
	yd_unit_row *units;
	size_t count;
	struct tally tally;
	yd_status status = YD_OK;
	if (units_decode(corpus, column_blob(stmt, 4), &units, &count, NULL) != YD_OK) {
		fault(checking, "the units of document %lld cannot be read", doc);
		return YD_OK;
	}
	units_tally(units, count, &tally);
	if (tally.n[CODE_ALL] != sqlite3_column_int64(stmt, 3))
		fault(checking, "document %lld has %lld clauses, not %lld", doc,
			(long long)tally.n[CODE_ALL], (long long)sqlite3_column_int64(stmt, 3));
	for (int code = 0; code < CODE_COUNT && status == YD_OK; code++) {
		yd_buf bits = {0};
		units_bits(units, count, code, &bits);
		if (tally_has(&tally, code))
			status = database_run(&corpus->base, err, FRESH_PUT_TAG, "iiibii",
				(int64_t)code, (int64_t)doc, tally.n[code], yd_buf_str(&bits),
				sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2));
		yd_buf_free(&bits);
	}
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, FRESH_PUT_HASH, "iii",
				(int64_t)units[i].text_hash, (int64_t)doc, (int64_t)i);
	free(units);
	return status;
}

static yd_status make_fresh(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	sqlite3_stmt *stmt;
	yd_status status = database_exec(base,
		"DROP TABLE IF EXISTS temp.fresh_tag; DROP TABLE IF EXISTS temp.fresh_total;"
		"DROP TABLE IF EXISTS temp.fresh_hash;"
		"CREATE TEMP TABLE fresh_tag(code, doc, n, clauses, region, year_order,"
		" PRIMARY KEY(code, doc)) WITHOUT ROWID;"
		"CREATE TEMP TABLE fresh_hash(hash, doc, unit, PRIMARY KEY(hash, doc, unit)) "
		"WITHOUT ROWID;"
		"CREATE TEMP TABLE fresh_total(region, code, year_order, docs, hits,"
		" PRIMARY KEY(region, code, year_order)) WITHOUT ROWID;",
		err);
	if (status == YD_OK)
		status = database_query(base, err, &stmt, ALL_UNITS, "");
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK) {
		status = add_fresh(checking, stmt, err);
		if (status != YD_OK)
			database_done(stmt);
	}
	if (status == YD_END)
		status = database_exec(base, fresh_totals_sql, err);
	return status;
}

/* Counts the rows of `sql` as faults of one kind. */
static yd_status compare_rows(
	const struct checking *checking, const char *sql, const char *what, yd_error *err)
{
	int64_t different = 0;
	yd_status status = database_number(&checking->corpus->base, sql, &different, err);
	if (status == YD_OK && different)
		fault(checking, "%lld %s", (long long)different, what);
	return status;
}

static yd_status compare_fresh(const struct checking *checking, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; i < fresh_comparison_count && status == YD_OK; i++)
		status = compare_rows(
			checking, fresh_comparisons[i].sql, fresh_comparisons[i].what, err);
	return status;
}

static yd_status drop_fresh(yd_corpus *corpus, yd_status status, yd_error *err)
{
	yd_status dropped = database_exec(&corpus->base,
		"DROP TABLE IF EXISTS temp.fresh_tag; DROP TABLE IF EXISTS temp.fresh_total;"
		"DROP TABLE IF EXISTS temp.fresh_hash;",
		status == YD_OK ? err : NULL);
	return status == YD_OK ? dropped : status;
}

static yd_status check_inside(const struct checking *checking, yd_error *err)
{
	yd_status status = check_references(checking, err);
	if (status == YD_OK)
		status = check_texts(checking, err);
	if (status == YD_OK)
		status = make_fresh(checking, err);
	if (status == YD_OK)
		status = compare_fresh(checking, err);
	return status;
}

yd_status yd_corpus_check(yd_corpus *corpus, yd_buf *report, size_t *faults, yd_error *err)
{
	struct checking checking = {corpus, report, faults};
	*faults = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_check(&corpus->base, report, faults, err);
	/* What SQLite cannot read in order says nothing about our own sums. */
	if (status != YD_OK || *faults)
		return status;
	status = database_begin_read(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = database_end(&corpus->base, check_inside(&checking, err), err);
	return drop_fresh(corpus, status, err);
}

static yd_status repair_inside(const struct checking *checking, yd_error *err)
{
	yd_status status = make_fresh(checking, err);
	return status == YD_OK ? database_exec(&checking->corpus->base, fresh_repair_sql, err)
			       : status;
}

yd_status yd_corpus_repair_totals(yd_corpus *corpus, yd_error *err)
{
	yd_buf report = {0};
	size_t faults = 0;
	struct checking checking = {corpus, &report, &faults};
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	if (status == YD_OK) {
		status = database_end(&corpus->base, repair_inside(&checking, err), err);
		status = drop_fresh(corpus, status, err);
	}
	yd_buf_free(&report);
	return status;
}
