#include "kept.h"

#include <stdlib.h>
#include <string.h>

static void drop(yd_kept_row *rows, size_t count)
{
	for (size_t i = 0; rows && i < count; i++)
		rows[i].number = 0;
}

static yd_kept_row *grow(yd_kept_row *rows, size_t from, size_t to)
{
	rows = yd_realloc(rows, to, sizeof *rows);
	memset(rows + from, 0, (to - from) * sizeof *rows);
	return rows;
}

void yd_kept_begin(yd_kept_rows *rows, size_t count, size_t width, uint64_t epoch)
{
	yd_kept_row *before = rows->now;
	rows->now = rows->before;
	rows->before = before;
	if (rows->width != width || rows->epoch != epoch) {
		drop(rows->now, rows->cap);
		drop(rows->before, rows->cap);
	}
	rows->width = width;
	rows->epoch = epoch;
	if (rows->cap < count && rows->before)
		rows->before = grow(rows->before, rows->cap, count);
	if (rows->cap < count || !rows->now) {
		size_t most = rows->cap < count ? count : rows->cap;
		rows->now = grow(rows->now, rows->now ? rows->cap : 0, most);
		rows->cap = most;
	}
}

static void free_rows(yd_kept_row *rows, size_t count)
{
	for (size_t i = 0; rows && i < count; i++)
		yd_row_free(&rows[i].row);
	free(rows);
}

void yd_kept_free(yd_kept_rows *rows)
{
	free_rows(rows->now, rows->cap);
	free_rows(rows->before, rows->cap);
	*rows = (yd_kept_rows){0};
}

static inline bool has_key(const yd_kept_row *row, const yd_row_key *key)
{
	return row->number && row->keyed && row->key.part[0] == key->part[0] &&
	       row->key.part[2] == key->part[2] && memcmp(&row->key, key, sizeof *key) == 0;
}

/* Rows move little: the nearest are looked at first. SIZE_MAX: it is not there. */
static size_t find_near(const yd_kept_rows *rows, size_t at, const yd_row_key *key)
{
	for (size_t away = 0; rows->before && away < rows->cap; away++) {
		if (at + away < rows->cap && has_key(&rows->before[at + away], key))
			return at + away;
		if (away <= at && has_key(&rows->before[at - away], key))
			return at - away;
	}
	return SIZE_MAX;
}

static void swap(yd_kept_row *a, yd_kept_row *b)
{
	yd_kept_row was = *a;
	*a = *b;
	*b = was;
}

const yd_kept_row *yd_kept_find(yd_kept_rows *rows, size_t at, const yd_row_key *key)
{
	size_t from = find_near(rows, at, key);
	if (from == SIZE_MAX)
		return NULL;
	swap(&rows->now[at], &rows->before[from]);
	return &rows->now[at];
}

/* FNV-1a over eight bytes at a time: it only has to part rows that differ, most of the time. */
static uint64_t hash_of(const yd_row *row)
{
	const uint64_t prime = 0x100000001B3;
	uint64_t hash = 0xCBF29CE484222325 ^ row->columns, word;
	size_t i = 0;
	for (; i + sizeof word <= row->text.len; i += sizeof word) {
		memcpy(&word, row->text.ptr + i, sizeof word);
		hash = (hash ^ word) * prime;
		hash ^= hash >> 29;
	}
	for (; i < row->text.len; i++)
		hash = (hash ^ (unsigned char)row->text.ptr[i]) * prime;
	return hash;
}

static uint64_t number_of_equal(
	const yd_kept_row *rows, size_t count, const yd_row *row, uint64_t hash)
{
	for (size_t i = 0; rows && i < count; i++)
		if (rows[i].number && rows[i].hash == hash && yd_row_equal(&rows[i].row, row))
			return rows[i].number;
	return 0;
}

const yd_kept_row *yd_kept_put(
	yd_kept_rows *rows, size_t at, const yd_row_key *key, yd_row *row, uint64_t next)
{
	yd_kept_row *out = &rows->now[at];
	uint64_t hash = hash_of(row);
	uint64_t number = number_of_equal(rows->before, rows->cap, row, hash);
	if (!number)
		number = number_of_equal(rows->now, rows->cap, row, hash);
	yd_row other = out->row;
	*out = (yd_kept_row){.number = number ? number : next,
		.keyed = key != NULL,
		.key = key ? *key : (yd_row_key){.is_title = false},
		.hash = hash,
		.row = *row};
	*row = other;
	return out;
}
