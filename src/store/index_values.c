/* What goes into the index for a document: the value of each unit (find_tokens.c says what it looks
 * like). */
#include "find_inner.h"

#include <stdlib.h>
#include <string.h>

void yd_unit_texts_free(yd_unit_texts *texts)
{
	yd_buf_free(&texts->folds);
	yd_buf_free(&texts->duties);
	free(texts->items);
	*texts = (yd_unit_texts){0};
}

void yd_unit_texts_clear(yd_unit_texts *texts)
{
	yd_buf_clear(&texts->folds);
	yd_buf_clear(&texts->duties);
	free(texts->items);
	texts->items = NULL;
	texts->count = 0;
}

void index_values_free(struct index_values *values)
{
	yd_buf_free(&values->bytes);
	free(values->ends);
	*values = (struct index_values){0};
}

static void add_number(const char *word, int64_t number, yd_buf *out)
{
	yd_buf_printf(out, " %s%lld", word, (long long)number);
}

static void add_themes(const char *word, uint32_t set, yd_buf *out)
{
	for (; set; set &= set - 1)
		add_number(word, __builtin_ctz(set), out);
}

/* Every name from each of its characters on, so that the beginning of a word is any part of a name.
 */
static void add_duties(yd_str names, yd_buf *out)
{
	for (size_t at = 0; at < names.len; at++) {
		if (names.ptr[at] == ' ' || ((unsigned char)names.ptr[at] & 0xC0) == 0x80)
			continue;
		const char *end = memchr(names.ptr + at, ' ', names.len - at);
		yd_buf_puts(out, " " SCOPE_DUTY);
		yd_buf_add(
			out, names.ptr + at, end ? (size_t)(end - names.ptr) - at : names.len - at);
	}
}

/* The words that all units of a document share. */
static yd_status add_scope(
	yd_corpus *corpus, const struct index_place *place, yd_buf *out, yd_error *err)
{
	int64_t ids[REGION_DEPTH_MAX];
	size_t depth = 0;
	int year = year_of_order(place->year_order);
	yd_buf_puts(out, SCOPE_UNIT);
	if (year) {
		add_number(SCOPE_YEAR, year, out);
		add_number(SCOPE_DECADE, year / 10, out);
	}
	if (place->kind)
		add_number(SCOPE_KIND, place->kind, out);
	int64_t own[REGION_DEPTH_MAX];
	size_t own_depth =
		place->own_region ? region_numbers(place->own_region, own, REGION_DEPTH_MAX) : 0;
	for (size_t i = 0; i < own_depth; i++)
		add_number(SCOPE_OWN, own[i], out);
	if (place->region == 0) {
		add_number(SCOPE_REGION, 0, out);
		return YD_OK;
	}
	yd_status status = region_chain(corpus, place->region, ids, REGION_DEPTH_MAX, &depth, err);
	for (size_t i = 0; i < depth && status == YD_OK; i++)
		add_number(SCOPE_REGION, ids[i], out);
	return status;
}

/* The value of each unit in `find`; nothing for a unit without text. */
yd_status index_values_make(yd_corpus *corpus, const struct index_place *place,
	const yd_unit_row *units, size_t count, const yd_unit_texts *texts,
	struct index_values *out, yd_error *err)
{
	yd_buf scope = {0};
	if (texts->count != count)
		return database_broken(
			&corpus->base, "a document has other units than its outline", err);
	*out = (struct index_values){.count = count};
	yd_status status = add_scope(corpus, place, &scope, err);
	out->ends = yd_realloc(NULL, count + 1, sizeof *out->ends);
	yd_buf_reserve(&out->bytes, texts->folds.len + count * (scope.len + 24));
	for (size_t i = 0; i < count; i++) {
		const struct yd_unit_span *span = &texts->items[i];
		if (span->len) {
			yd_buf_add_str(&out->bytes, yd_buf_str(&scope));
			add_themes(SCOPE_THEME, units[i].any, &out->bytes);
			add_themes(SCOPE_PRIMARY, units[i].primary, &out->bytes);
			add_duties((yd_str){texts->duties.ptr + span->duties, span->duties_len},
				&out->bytes);
			yd_buf_printf(&out->bytes, "\n%zu\n", span->title);
			yd_buf_add(&out->bytes, texts->folds.ptr + span->start, span->len);
		}
		out->ends[i] = out->bytes.len;
	}
	out->hash = hash_bytes(yd_buf_str(&out->bytes));
	yd_buf_free(&scope);
	return status;
}

static yd_status texts_of_stored(yd_corpus *corpus, int64_t doc, const char *title,
	yd_unit_texts *texts, yd_unit_row **units, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_buf source = {0}, outline = {0};
	const struct yd_index_rules *rules = &corpus->index.rules;
	*units = NULL;
	*count = 0;
	yd_status status = database_first(&corpus->base, err, &stmt, GET_TEXT, "i", doc);
	if (status == YD_END)
		return database_broken(&corpus->base, "a document has no text", err);
	if (status != YD_OK)
		return status;
	status = unpack(corpus, column_blob(stmt, 0), &source, err);
	if (status == YD_OK)
		status = unpack_small(corpus, column_blob(stmt, 1), &outline, err);
	if (status == YD_OK)
		status = units_decode(corpus, column_blob(stmt, 2), units, count, err);
	database_done(stmt);
	if (status == YD_OK)
		status = rules->texts(rules->context, title && *title ? title : NULL,
			yd_buf_str(&source), yd_buf_str(&outline), texts, err);
	yd_buf_free(&source);
	yd_buf_free(&outline);
	return status;
}

yd_status index_values_stored(
	yd_corpus *corpus, const struct index_place *place, struct index_values *out, yd_error *err)
{
	yd_unit_texts texts = {0};
	yd_unit_row *units;
	size_t count;
	yd_status status =
		texts_of_stored(corpus, place->doc, place->title, &texts, &units, &count, err);
	if (status == YD_OK)
		status = index_values_make(corpus, place, units, count, &texts, out, err);
	yd_unit_texts_free(&texts);
	free(units);
	return status;
}

yd_status index_values_of(yd_corpus *corpus, int64_t id, struct index_values *out, yd_error *err)
{
	yd_doc doc = {0};
	sqlite3_stmt *stmt;
	*out = (struct index_values){0};
	yd_status status = database_first(&corpus->base, err, &stmt, GET_DOC, "i", id);
	if (status != YD_OK)
		return status == YD_END ? document_missing(corpus, id, err) : status;
	doc_read(stmt, &doc);
	database_done(stmt);
	struct index_place place = {
		id, doc.region_id, order_of_year(doc.year), doc.title, doc.kind, doc.own_region};
	status = index_values_stored(corpus, &place, out, err);
	yd_doc_free(&doc);
	return status;
}
