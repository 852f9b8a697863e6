/*
 * Is the cache what it should be? Everything that is kept twice is worked out again from
 * content.units and doc, and compared; every text is unpacked. Repair makes the kept tables anew
 * from the same.
 */
#include "inner.h"

#include <yaodian/intl.h>

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
	if (vasprintf(&line, yd_tr(format), values) < 0)
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

static void check_version(const struct checking *checking, sqlite3_stmt *stmt, yd_buf *text)
{
	long long doc = sqlite3_column_int64(stmt, 0), number = sqlite3_column_int64(stmt, 1);
	yd_buf_clear(text);
	if (unpack(checking->corpus, column_blob(stmt, 4), text, NULL) != YD_OK)
		fault(checking, "version %lld of document %lld cannot be unpacked", number, doc);
	else if (!has_digest(yd_buf_str(text), column_blob(stmt, 2)) ||
		 (size_t)sqlite3_column_int64(stmt, 3) != text->len)
		fault(checking, "version %lld of document %lld has other bytes than were imported",
			number, doc);
}

static yd_status check_versions(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	sqlite3_stmt *stmt;
	yd_buf text = {0};
	yd_status status = database_query(base, err, &stmt, ALL_VERSIONS, "");
	while (status == YD_OK && (status = database_step(base, stmt, err)) == YD_OK)
		check_version(checking, stmt, &text);
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

/* ---- what is kept twice ---- */

static yd_status check_kept(const struct checking *checking, yd_error *err)
{
	yd_status status = fresh_make(checking->corpus, checking->report, checking->faults, err);
	for (size_t i = 0; i < fresh_comparison_count && status == YD_OK; i++) {
		int64_t different = 0;
		status = database_number(
			&checking->corpus->base, fresh_comparisons[i].sql, &different, err);
		if (status == YD_OK && different)
			fault(checking, "%lld %s", (long long)different,
				yd_tr(fresh_comparisons[i].what));
	}
	fresh_drop(checking->corpus);
	return status;
}

/* ---- the index ---- */

/* Is what was put in for each document what its text gives today? *units counts those with text. */
static yd_status check_indexed(const struct checking *checking, int64_t *units, yd_error *err)
{
	yd_corpus *corpus = checking->corpus;
	sqlite3_stmt *stmt;
	int64_t end = 0;
	yd_status status = database_query(&corpus->base, err, &stmt, ALL_INDEXED, "");
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		struct index_values values;
		int64_t doc = sqlite3_column_int64(stmt, 0), base = sqlite3_column_int64(stmt, 1);
		if (base < end)
			fault(checking, "document %lld shares rows of the index with another one",
				(long long)doc);
		end = base + sqlite3_column_int64(stmt, 2);
		if (index_values_of(corpus, doc, &values, NULL) != YD_OK) /* told of as a text */
			continue;
		if (values.hash != (uint64_t)sqlite3_column_int64(stmt, 3))
			fault(checking, "document %lld is indexed with another text than it has",
				(long long)doc);
		for (size_t i = 0; i < values.count; i++)
			*units += values.ends[i] > (i ? values.ends[i - 1] : 0);
		index_values_free(&values);
	}
	return status == YD_END ? YD_OK : status;
}

static yd_status check_index(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	int64_t missing = 0, rows = 0, units = 0;
	yd_status status = database_number(base,
		"SELECT count(*) FROM doc WHERE id NOT IN(SELECT doc FROM indexed)", &missing, err);
	if (status == YD_OK && missing)
		fault(checking, "%lld documents are neither indexed nor wait for it",
			(long long)missing);
	if (status != YD_OK || !index_is_current(checking->corpus))
		return status;
	status = check_indexed(checking, &units, err);
	if (status == YD_OK)
		status = database_number(base, "SELECT count(*) FROM find_docsize", &rows, err);
	if (status == YD_OK && rows != units)
		fault(checking, "the index has %lld units, but should have %lld", (long long)rows,
			(long long)units);
	return status;
}

static yd_status check_inside(const struct checking *checking, yd_error *err)
{
	yd_status status = check_references(checking, err);
	if (status == YD_OK)
		status = check_texts(checking, err);
	if (status == YD_OK)
		status = check_versions(checking, err);
	if (status == YD_OK)
		status = check_kept(checking, err);
	return status == YD_OK ? check_index(checking, err) : status;
}

/* FTS5's own check is written as an insert, so it cannot be asked for where nothing may be written.
 */
static yd_status check_fts(const struct checking *checking, yd_error *err)
{
	struct database *base = &checking->corpus->base;
	if (base->read_only)
		return YD_OK;
	yd_status status = index_flush(checking->corpus, err);
	if (status == YD_OK)
		status = database_run(base, err, FIND_COMMAND, "s", "integrity-check");
	if (status != YD_DAMAGED)
		return status;
	fault(checking, "the index is damaged");
	return YD_OK;
}

yd_status yd_corpus_check(yd_corpus *corpus, yd_buf *report, size_t *faults, yd_error *err)
{
	struct checking checking = {corpus, report, faults};
	*faults = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_check(&corpus->base, report, faults, err);
	if (status == YD_OK && !*faults)
		status = check_fts(&checking, err);
	/* What SQLite cannot read in order says nothing about our own sums. */
	if (status != YD_OK || *faults)
		return status;
	status = database_begin_read(&corpus->base, err);
	return status == YD_OK ? database_end(&corpus->base, check_inside(&checking, err), err)
			       : status;
}
