/*
 * Versions: what a document was before other bytes came from its place.
 *
 * Only originals are kept, packed as they lie in content already; whoever wants to read one has it
 * read anew by today's rules. A content keeps its number for good (doc.version is the current
 * one's): a server that gives two pages in turn has two versions, not one more each time.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

void yd_version_free(yd_version *version)
{
	free(version->title);
	free(version->replaced);
	*version = (yd_version){0};
}

void yd_versions_free(yd_version *versions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		yd_version_free(&versions[i]);
	free(versions);
}

/* ---- keeping ---- */

/* The version of a document with these bytes; 0: none. */
static yd_status find_bytes(
	yd_corpus *corpus, int64_t doc, const uint8_t *sha256, int64_t *number, yd_error *err)
{
	yd_str digest = {(const char *)sha256, YD_SHA256_SIZE};
	return database_value(&corpus->base, err, number, FIND_VERSION, "ib", doc, digest);
}

static yd_status last_number(yd_corpus *corpus, int64_t doc, int64_t *number, yd_error *err)
{
	return database_value(&corpus->base, err, number, LAST_VERSION, "i", doc);
}

static yd_status keep_current(yd_corpus *corpus, int64_t doc, yd_error *err)
{
	char now[21];
	time_now(now);
	return database_run(&corpus->base, err, KEEP_VERSION, "is", doc, now);
}

yd_status version_keep(yd_corpus *corpus, const struct stored *old, const yd_doc_row *row,
	int64_t *number, yd_error *err)
{
	const uint8_t *was = old->doc.sha256;
	int64_t earlier = 0;
	*number = old->doc.version;
	if (memcmp(was, row->sha256, YD_SHA256_SIZE) == 0)
		return YD_OK;
	yd_status status = find_bytes(corpus, old->id, row->sha256, &earlier, err);
	if (status == YD_OK && !earlier && row->same_text_as &&
		memcmp(was, row->same_text_as, YD_SHA256_SIZE) == 0)
		return YD_OK;
	if (status == YD_OK)
		status = last_number(corpus, old->id, number, err);
	if (status == YD_OK)
		status = keep_current(corpus, old->id, err);
	++*number;
	if (status != YD_OK || !earlier)
		return status;
	*number = earlier;
	return database_run(&corpus->base, err, DROP_VERSION, "ii", old->id, earlier);
}

yd_status versions_take(
	yd_corpus *corpus, const struct stored *from, const struct stored *to, yd_error *err)
{
	int64_t last = 0;
	yd_str digest = {(const char *)to->doc.sha256, YD_SHA256_SIZE};
	yd_status status = keep_current(corpus, from->id, err);
	if (status == YD_OK)
		status = last_number(corpus, to->id, &last, err);
	/* What was removed of one and not of the other stays. */
	if (status == YD_OK)
		status = database_run(
			&corpus->base, err, DROP_EMPTY_VERSIONS, "ii", from->id, to->id);
	/* What is left with `from` after that is there already, and goes with it. */
	return status == YD_OK ? database_run(&corpus->base, err, TAKE_VERSIONS, "iiib", from->id,
					 to->id, last, digest)
			       : status;
}

/* ---- removing ---- */

static yd_status empty_version(yd_corpus *corpus, int64_t doc, int64_t number, yd_error *err)
{
	yd_status status = database_run(&corpus->base, err, EMPTY_VERSION, "ii", doc, number);
	return status == YD_OK && sqlite3_changes(corpus->base.db) == 0 ? YD_NOT_FOUND : status;
}

yd_status yd_corpus_version_remove(yd_corpus *corpus, int64_t doc, int64_t number, yd_error *err)
{
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	return status == YD_OK
		       ? database_end(&corpus->base, empty_version(corpus, doc, number, err), err)
		       : status;
}

/* ---- reading ---- */

static void read_row(sqlite3_stmt *stmt, yd_version *out)
{
	*out = (yd_version){.number = sqlite3_column_int64(stmt, 0),
		.bytes = (size_t)sqlite3_column_int64(stmt, 2)};
	yd_str digest = column_blob(stmt, 1);
	if (digest.len == sizeof out->sha256)
		memcpy(out->sha256, digest.ptr, digest.len);
	if (sqlite3_column_bytes(stmt, 3))
		out->title = column_string(stmt, 3);
	out->replaced = column_string(stmt, 4);
}

struct rows {
	yd_version *items;
	size_t count, cap;
};

static yd_version *add_row(struct rows *rows)
{
	YD_GROW(rows->items, rows->count, rows->cap);
	return &rows->items[rows->count++];
}

static void add_current(struct rows *rows, yd_doc *doc)
{
	yd_version *row = add_row(rows);
	*row = (yd_version){.number = doc->version, .current = true, .bytes = doc->bytes};
	memcpy(row->sha256, doc->sha256, sizeof row->sha256);
	row->title = doc->title;
	doc->title = NULL;
	doc->version = INT64_MAX; /* added */
}

/* The current one stands among the others, in the order of numbers. */
static yd_status read_rows(yd_corpus *corpus, yd_doc *doc, struct rows *rows, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, VERSIONS, "i", doc->id);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		if (sqlite3_column_int64(stmt, 0) > doc->version)
			add_current(rows, doc);
		read_row(stmt, add_row(rows));
	}
	if (status == YD_END && doc->version != INT64_MAX)
		add_current(rows, doc);
	return status == YD_END ? YD_OK : status;
}

yd_status yd_corpus_versions(
	yd_corpus *corpus, int64_t id, yd_version **out, size_t *count, yd_error *err)
{
	yd_doc doc = {0};
	struct rows rows = {0};
	yd_status status = yd_corpus_doc(corpus, id, &doc, err);
	if (status == YD_OK)
		status = read_rows(corpus, &doc, &rows, err);
	yd_doc_free(&doc);
	if (status != YD_OK) {
		yd_versions_free(rows.items, rows.count);
		rows = (struct rows){0};
	}
	*out = rows.items;
	*count = rows.count;
	return status;
}

yd_status yd_corpus_version_original(yd_corpus *corpus, int64_t doc, int64_t number,
	yd_version *out, yd_buf *original, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (yd_version){0};
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, &stmt, GET_VERSION, "ii", doc, number);
	if (status != YD_OK)
		return status == YD_END ? YD_NOT_FOUND : status;
	read_row(stmt, out);
	status = unpack(corpus, column_blob(stmt, 5), original, err);
	database_done(stmt);
	if (status != YD_OK)
		yd_version_free(out);
	return status;
}

yd_status yd_corpus_version_find(
	yd_corpus *corpus, yd_str ref, int64_t *doc, int64_t *number, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, &stmt, VERSION_BY_REF, "t", ref);
	if (status != YD_OK)
		return status == YD_END ? YD_NOT_FOUND : status;
	*doc = sqlite3_column_int64(stmt, 0);
	*number = sqlite3_column_int64(stmt, 1);
	database_done(stmt);
	return YD_OK;
}
