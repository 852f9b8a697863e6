/*
 * doc_tag.tags: the tags of a document's clauses, in order: for each clause how many themes it has
 * in a byte, then a byte for each: the theme in bits 0 to 4, bit 6 tagged, bit 7 primary. And the
 * rows of unit_hash.
 */
#include "inner.h"

#include <stdlib.h>

enum { THEME_BITS = 31, IS_ANY = 0x40, IS_PRIMARY = 0x80 };

static void encode_clause(uint32_t any, uint32_t primary, yd_buf *out)
{
	uint32_t set = any | primary;
	yd_buf_putc(out, (char)__builtin_popcount(set));
	for (; set; set &= set - 1) {
		int theme = __builtin_ctz(set);
		yd_buf_putc(out, (char)(theme | (any >> theme & 1 ? IS_ANY : 0) |
					 (primary >> theme & 1 ? IS_PRIMARY : 0)));
	}
}

void tags_encode(const yd_unit_row *units, size_t count, yd_buf *out)
{
	for (size_t i = 0; i < count; i++)
		if (units[i].clause)
			encode_clause(units[i].any, units[i].primary, out);
}

bool yd_filter_is_set(const yd_filter *filter)
{
	return filter && (filter->themes || filter->primary);
}

bool yd_filter_passes(const yd_filter *filter, uint32_t any, uint32_t primary)
{
	if (!yd_filter_is_set(filter))
		return true;
	if (filter->all)
		return (any & filter->themes) == filter->themes &&
		       (primary & filter->primary) == filter->primary;
	return (any & filter->themes) || (primary & filter->primary);
}

int64_t tags_passing(yd_str tags, const yd_filter *filter)
{
	int64_t passing = 0;
	const uint8_t *at = (const uint8_t *)tags.ptr, *end = at + tags.len;
	while (at < end) {
		uint32_t any = 0, primary = 0;
		for (unsigned left = *at++; left && at < end; left--, at++) {
			uint32_t bit = UINT32_C(1) << (*at & THEME_BITS);
			any |= *at & IS_ANY ? bit : 0;
			primary |= *at & IS_PRIMARY ? bit : 0;
		}
		passing += yd_filter_passes(filter, any, primary);
	}
	return passing;
}

/* Hashes stand in groups of neighbouring documents, so that a document writes to few pages; a
 * search asks each group. */
static int64_t group_of(int64_t doc)
{
	return doc / HASH_GROUP;
}

yd_status hashes_put(
	yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, PUT_HASH, "iiii", group_of(doc),
				(int64_t)units[i].text_hash, doc, (int64_t)i);
	return status;
}

yd_status hashes_remove(
	yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; i < count && status == YD_OK; i++)
		if (units[i].text_hash)
			status = database_run(&corpus->base, err, DELETE_HASH, "iiii",
				group_of(doc), (int64_t)units[i].text_hash, doc, (int64_t)i);
	return status;
}

struct found {
	yd_unit_id *items;
	size_t count, cap;
};

static yd_status find_in_group(yd_corpus *corpus, int64_t group, uint64_t hash, size_t limit,
	struct found *found, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status =
		database_query(&corpus->base, err, &stmt, HASH_UNITS, "ii", group, (int64_t)hash);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		if (found->count == limit) {
			database_done(stmt);
			return YD_OK;
		}
		YD_GROW(found->items, found->count, found->cap);
		found->items[found->count++] = (yd_unit_id){
			sqlite3_column_int64(stmt, 0), (uint32_t)sqlite3_column_int64(stmt, 1)};
	}
	return status == YD_END ? YD_OK : status;
}

yd_status yd_corpus_units_with_hash(yd_corpus *corpus, uint64_t text_hash, size_t limit,
	yd_unit_id **out, size_t *count, yd_error *err)
{
	struct found found = {0};
	int64_t last = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = database_value(&corpus->base, err, &last, LAST_DOC, "");
	for (int64_t group = 0; status == YD_OK && group <= group_of(last) && found.count < limit;
		group++)
		status = find_in_group(corpus, group, text_hash, limit, &found, err);
	*out = found.items;
	*count = found.count;
	if (status != YD_OK) {
		free(found.items);
		*out = NULL;
		*count = 0;
	}
	return status;
}
