/* Documents one at a time: their rows, texts and originals. */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

int year_of_order(int64_t year_order)
{
	return year_order == YEAR_UNKNOWN ? 0 : (int)-year_order;
}

int64_t order_of_year(int year)
{
	return year ? -(int64_t)year : YEAR_UNKNOWN;
}

yd_status document_missing(yd_corpus *corpus, int64_t id, yd_error *err)
{
	return yd_fail(err, YD_NOT_FOUND, corpus->base.path, "has no document %lld (any more)",
		(long long)id);
}

static char *known_string(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_bytes(stmt, column) ? column_string(stmt, column) : NULL;
}

void doc_read(sqlite3_stmt *stmt, yd_doc *out)
{
	*out = (yd_doc){.id = sqlite3_column_int64(stmt, 0)};
	const char *reference = (const char *)sqlite3_column_text(stmt, 1);
	out->ref = reference_whole(reference ? reference : "", sqlite3_column_int64(stmt, 2));
	out->region = known_string(stmt, 3);
	out->region_id = sqlite3_column_int64(stmt, 4);
	const char *code = (const char *)sqlite3_column_text(stmt, 5);
	sqlite3_snprintf((int)sizeof out->region_code, out->region_code, "%s", code ? code : "");
	out->year = year_of_order(sqlite3_column_int64(stmt, 6));
	out->title = known_string(stmt, 7);
	out->issuer = column_string(stmt, 8);
	out->doc_no = column_string(stmt, 9);
	out->date = column_string(stmt, 10);
	out->url = column_string(stmt, 11);
	out->source_path = column_string(stmt, 12);
	out->sample = sqlite3_column_int(stmt, 13) != 0;
	yd_str digest = column_blob(stmt, 14);
	if (digest.len == sizeof out->sha256)
		memcpy(out->sha256, digest.ptr, digest.len);
	out->bytes = (size_t)sqlite3_column_int64(stmt, 15);
	out->sections = (size_t)sqlite3_column_int64(stmt, 16);
	out->clauses = (size_t)sqlite3_column_int64(stmt, 17);
	out->warnings = column_string(stmt, 18);
	out->kind = sqlite3_column_int(stmt, 19);
	out->period = column_string(stmt, 20);
	out->own_region = column_string(stmt, 21);
	out->version = sqlite3_column_int64(stmt, 22);
	out->found = column_string(stmt, 23);
	out->hits = out->clauses;
}

const char *yd_doc_own_region(const yd_doc *doc)
{
	return doc->own_region ? doc->own_region : doc->region;
}

void yd_doc_free(yd_doc *doc)
{
	free(doc->ref);
	free(doc->region);
	free(doc->title);
	free(doc->issuer);
	free(doc->doc_no);
	free(doc->date);
	free(doc->url);
	free(doc->source_path);
	free(doc->warnings);
	free(doc->period);
	free(doc->own_region);
	free(doc->found);
	*doc = (yd_doc){0};
}

void yd_docs_free(yd_doc *docs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		yd_doc_free(&docs[i]);
	free(docs);
}

/* Enters a call for the row that statement `number` gives of a document; YD_NOT_FOUND. */
static yd_status read_by_id(
	yd_corpus *corpus, int number, int64_t id, sqlite3_stmt **stmt, yd_error *err)
{
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_first(&corpus->base, err, stmt, number, "i", id);
	return status == YD_END ? document_missing(corpus, id, err) : status;
}

yd_status yd_corpus_doc(yd_corpus *corpus, int64_t id, yd_doc *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (yd_doc){0};
	yd_status status = read_by_id(corpus, GET_DOC, id, &stmt, err);
	if (status != YD_OK)
		return status;
	doc_read(stmt, out);
	database_done(stmt);
	return YD_OK;
}

/* ---- by origin ---- */

static yd_status read_origin(
	yd_corpus *corpus, sqlite3_stmt *stmt, int64_t *id, uint8_t *sha256, yd_error *err)
{
	yd_status status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status == YD_END ? YD_NOT_FOUND : status;
	*id = sqlite3_column_int64(stmt, 0);
	yd_str digest = column_blob(stmt, 1);
	if (sha256 && digest.len == YD_SHA256_SIZE)
		memcpy(sha256, digest.ptr, digest.len);
	database_done(stmt);
	return YD_OK;
}

yd_status origin_by_sha256(
	yd_corpus *corpus, const uint8_t sha256[YD_SHA256_SIZE], int64_t *id, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_str digest = {(const char *)sha256, YD_SHA256_SIZE};
	yd_status status = database_query(&corpus->base, err, &stmt, DOC_BY_SHA256, "b", digest);
	return status == YD_OK ? read_origin(corpus, stmt, id, NULL, err) : status;
}

yd_status origin_by_place(yd_corpus *corpus, const char *place, bool is_path, int64_t *id,
	uint8_t *sha256, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(
		&corpus->base, err, &stmt, is_path ? DOC_BY_PATH : DOC_BY_URL, "s", place);
	return status == YD_OK ? read_origin(corpus, stmt, id, sha256, err) : status;
}

yd_status yd_corpus_find_sha256(
	yd_corpus *corpus, const uint8_t sha256[YD_SHA256_SIZE], int64_t *id, yd_error *err)
{
	yd_status status = database_enter(&corpus->base, err);
	return status == YD_OK ? origin_by_sha256(corpus, sha256, id, err) : status;
}

yd_status yd_corpus_find_source(yd_corpus *corpus, const char *path_or_url, int64_t *id,
	uint8_t sha256[YD_SHA256_SIZE], yd_error *err)
{
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = origin_by_place(corpus, path_or_url, true, id, sha256, err);
	if (status == YD_NOT_FOUND)
		status = origin_by_place(corpus, path_or_url, false, id, sha256, err);
	return status;
}

/* ---- text ---- */

void yd_doc_text_free(yd_doc_text *text)
{
	yd_buf_free(&text->source);
	yd_buf_free(&text->outline);
	free(text->units);
	*text = (yd_doc_text){0};
}

static yd_status read_text(yd_corpus *corpus, sqlite3_stmt *stmt, yd_doc_text *out, yd_error *err)
{
	yd_status status = unpack(corpus, column_blob(stmt, 0), &out->source, err);
	if (status == YD_OK)
		status = unpack_small(corpus, column_blob(stmt, 1), &out->outline, err);
	if (status == YD_OK)
		status = units_decode(
			corpus, column_blob(stmt, 2), &out->units, &out->unit_count, err);
	return status;
}

yd_status yd_corpus_text(yd_corpus *corpus, int64_t id, yd_doc_text *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (yd_doc_text){0};
	yd_status status = read_by_id(corpus, GET_TEXT, id, &stmt, err);
	if (status != YD_OK)
		return status;
	status = read_text(corpus, stmt, out, err);
	database_done(stmt);
	if (status != YD_OK)
		yd_doc_text_free(out);
	return status;
}

yd_status yd_corpus_original(yd_corpus *corpus, int64_t id, yd_buf *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = read_by_id(corpus, GET_ORIGINAL, id, &stmt, err);
	if (status != YD_OK)
		return status;
	status = unpack(corpus, column_blob(stmt, 0), out, err);
	database_done(stmt);
	return status;
}

/* ---- documents read by other rules ---- */

yd_status yd_corpus_stale(
	yd_corpus *corpus, const char *fingerprint, int64_t after, int64_t *id, yd_error *err)
{
	*id = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_value(&corpus->base, err, id, STALE, "si", fingerprint, after);
	return status == YD_OK && !*id ? YD_END : status;
}

yd_status yd_corpus_stale_count(
	yd_corpus *corpus, const char *fingerprint, size_t *count, yd_error *err)
{
	int64_t value = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_value(&corpus->base, err, &value, STALE_COUNT, "s", fingerprint);
	*count = (size_t)value;
	return status;
}
