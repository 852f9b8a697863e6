/*
 * Where documents were left, which of their clauses were read, and marks set with a letter.
 *
 * `reading.read` holds the numbers of the clauses that were read, in order, four bytes each, the
 * lowest first; a change's `was` holds numbers in the same form.
 */
#include "user_inner.h"

#include <stdlib.h>
#include <string.h>

/* ---- sets of numbers ---- */

struct set {
	uint32_t *items;
	size_t count;
};

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return (a > b) - (a < b);
}

static void sort_set(struct set *set)
{
	size_t kept = 0;
	if (set->count)
		qsort(set->items, set->count, sizeof *set->items, compare_numbers);
	for (size_t i = 0; i < set->count; i++)
		if (!kept || set->items[kept - 1] != set->items[i])
			set->items[kept++] = set->items[i];
	set->count = kept;
}

static struct set set_of(const uint32_t *items, size_t count)
{
	struct set set = {yd_alloc((count + 1) * sizeof *set.items), count};
	if (count)
		memcpy(set.items, items, count * sizeof *items);
	sort_set(&set);
	return set;
}

static struct set unpack(yd_str bytes)
{
	struct set set = {yd_alloc((bytes.len / 4 + 1) * sizeof *set.items), bytes.len / 4};
	for (size_t i = 0; i < set.count; i++)
		for (size_t byte = 0; byte < 4; byte++)
			set.items[i] |= (uint32_t)(unsigned char)bytes.ptr[i * 4 + byte]
					<< (8 * byte);
	sort_set(&set);
	return set;
}

static void pack(const struct set *set, yd_buf *out)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t byte = 0; byte < 4; byte++)
			yd_buf_putc(out, (char)(set->items[i] >> (8 * byte) & 0xFF));
}

static bool set_has(const struct set *set, uint32_t number)
{
	return set->count &&
	       bsearch(&number, set->items, set->count, sizeof number, compare_numbers);
}

/* What is in `set` and, as asked, also in `other`, or not. */
static struct set set_part(const struct set *set, const struct set *other, bool in_other)
{
	struct set part = {yd_alloc((set->count + 1) * sizeof *part.items), 0};
	for (size_t i = 0; i < set->count; i++)
		if (set_has(other, set->items[i]) == in_other)
			part.items[part.count++] = set->items[i];
	return part;
}

static struct set set_join(const struct set *a, const struct set *b)
{
	struct set all = {yd_alloc((a->count + b->count + 1) * sizeof *all.items), 0};
	for (size_t i = 0; i < a->count; i++)
		all.items[all.count++] = a->items[i];
	for (size_t i = 0; i < b->count; i++)
		all.items[all.count++] = b->items[i];
	sort_set(&all);
	return all;
}

/* ---- rows ---- */

void yd_reading_free(yd_reading *reading)
{
	free(reading->unit);
	free(reading->scope);
	free(reading->read);
	*reading = (yd_reading){0};
}

static yd_str digest_of(const uint8_t sha256[YD_SHA256_SIZE])
{
	return (yd_str){(const char *)sha256, YD_SHA256_SIZE};
}

static yd_status take_row(yd_user *user, sqlite3_stmt *stmt, yd_reading *out, yd_error *err)
{
	yd_status status = database_step(&user->base, stmt, err);
	if (status != YD_OK)
		return status;
	out->unit = column_string(stmt, 1);
	out->scope = column_string(stmt, 2);
	int64_t place = sqlite3_column_int64(stmt, 3);
	out->place = place > 0 ? (size_t)place : 0;
	struct set read = unpack(column_blob(stmt, 5));
	out->read = read.items;
	out->read_count = read.count;
	database_done(stmt);
	return YD_OK;
}

static yd_status get_reading(
	yd_user *user, yd_str sha256, const char *ref, yd_reading *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (yd_reading){0};
	yd_status status = database_query(&user->base, err, &stmt, GET_READING, "b", sha256);
	if (status == YD_OK)
		status = take_row(user, stmt, out, err);
	if (status != YD_END || !ref)
		return status == YD_END ? YD_OK : status;
	status = database_query(&user->base, err, &stmt, GET_READING_BY_REF, "s", ref);
	if (status == YD_OK)
		status = take_row(user, stmt, out, err);
	out->other = status == YD_OK;
	return status == YD_END ? YD_OK : status;
}

yd_status yd_user_reading(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref,
	yd_reading *out, yd_error *err)
{
	*out = (yd_reading){0};
	yd_status status = database_enter(&user->base, err);
	return status == YD_OK ? get_reading(user, digest_of(sha256), ref, out, err) : status;
}

/* ---- writing ---- */

/* A commit that does not wait for the disk: what is lost with the power is where one was. */
static yd_status begin_lightly(yd_user *user, yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_exec(&user->base, "PRAGMA synchronous=NORMAL", err);
	return status == YD_OK ? database_begin(&user->base, err) : status;
}

static yd_status end_lightly(yd_user *user, yd_status status, yd_error *err)
{
	status = database_end(&user->base, status, err);
	yd_status full = database_exec(&user->base, "PRAGMA synchronous=FULL", err);
	return status == YD_OK ? full : status;
}

yd_status yd_user_reading_leave(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE],
	const char *ref, const char *unit, const char *scope, size_t place, yd_error *err)
{
	char now[21];
	if (user->base.read_only)
		return YD_OK;
	time_now(now);
	yd_status status = begin_lightly(user, err);
	if (status != YD_OK)
		return status;
	status = database_run(&user->base, err, PUT_PLACE, "bsssis", digest_of(sha256), ref, unit,
		scope, (int64_t)place, now);
	return end_lightly(user, status, err);
}

static yd_status put_read(
	yd_user *user, yd_str sha256, const char *ref, const struct set *read, yd_error *err)
{
	yd_buf bytes = {0};
	char now[21];
	time_now(now);
	pack(read, &bytes);
	yd_status status = database_run(&user->base, err, PUT_READ, "bsibs", sha256, ref,
		(int64_t)read->count, yd_buf_str(&bytes), now);
	yd_buf_free(&bytes);
	return status;
}

/* The set becomes itself with `add` and without `drop`. */
static yd_status change_read(yd_user *user, yd_str sha256, const char *ref, const struct set *add,
	const struct set *drop, yd_error *err)
{
	yd_reading now;
	yd_status status = get_reading(user, sha256, NULL, &now, err);
	if (status != YD_OK)
		return status;
	struct set held = {now.read, now.read_count};
	struct set all = set_join(&held, add), rest = set_part(&all, drop, false);
	if (rest.count != held.count ||
		(rest.count &&
			memcmp(rest.items, held.items, rest.count * sizeof *rest.items) != 0))
		status = put_read(user, sha256, ref, &rest, err);
	free(all.items);
	free(rest.items);
	yd_reading_free(&now);
	return status;
}

yd_status yd_user_read(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref,
	const uint32_t *add, size_t add_count, const uint32_t *drop, size_t drop_count,
	yd_error *err)
{
	if (user->base.read_only || (!add_count && !drop_count))
		return YD_OK;
	yd_status status = begin_lightly(user, err);
	if (status != YD_OK)
		return status;
	struct set added = set_of(add, add_count), dropped = set_of(drop, drop_count);
	status = change_read(user, digest_of(sha256), ref, &added, &dropped, err);
	free(added.items);
	free(dropped.items);
	return end_lightly(user, status, err);
}

static yd_status mark_inside(yd_user *user, yd_str sha256, const char *ref,
	const struct set *clauses, bool read, size_t *changed, yd_error *err)
{
	static const struct set none;
	yd_reading now;
	yd_status status = get_reading(user, sha256, NULL, &now, err);
	if (status != YD_OK)
		return status;
	struct set held = {now.read, now.read_count};
	struct set part = set_part(clauses, &held, !read);
	yd_buf bytes = {0};
	*changed = part.count;
	pack(&part, &bytes);
	if (part.count)
		status = change_read(
			user, sha256, ref, read ? &part : &none, read ? &none : &part, err);
	if (part.count && status == YD_OK)
		status = change_note(user, read ? YD_UNDO_READ : YD_UNDO_UNREAD, 0, sha256,
			yd_buf_str(&bytes), (yd_str){0}, err);
	yd_buf_free(&bytes);
	free(part.items);
	yd_reading_free(&now);
	return status;
}

yd_status yd_user_mark_read(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *ref,
	const uint32_t *clauses, size_t count, bool read, size_t *changed, yd_error *err)
{
	*changed = 0;
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	if (status != YD_OK)
		return status;
	struct set set = set_of(clauses, count);
	status = mark_inside(user, digest_of(sha256), ref, &set, read, changed, err);
	free(set.items);
	return database_end(&user->base, status, err);
}

static yd_status read_reference(yd_user *user, yd_str sha256, char **ref, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_first(&user->base, err, &stmt, GET_READING, "b", sha256);
	if (status == YD_END)
		return database_broken(&user->base, "a change is of no document", err);
	if (status != YD_OK)
		return status;
	*ref = column_string(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

yd_status reading_take_back(
	yd_user *user, yd_undo_kind kind, yd_str sha256, yd_str clauses, char **ref, yd_error *err)
{
	static const struct set none;
	struct set set = unpack(clauses);
	yd_status status = read_reference(user, sha256, ref, err);
	if (status == YD_OK)
		status = change_read(user, sha256, *ref, kind == YD_UNDO_READ ? &none : &set,
			kind == YD_UNDO_READ ? &set : &none, err);
	free(set.items);
	return status;
}

/* ---- all documents ---- */

static uint64_t key_of(const char *bytes)
{
	uint64_t key = 0;
	for (size_t i = 0; i < 8; i++)
		key = key << 8 | (unsigned char)bytes[i];
	return key;
}

uint64_t yd_read_doc_key(const uint8_t sha256[YD_SHA256_SIZE])
{
	return key_of((const char *)sha256);
}

/* The index gives them by SHA-256, whose first bytes the key is. */
yd_status yd_user_read_docs(yd_user *user, yd_read_doc **out, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	size_t cap = 0;
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_query(&user->base, err, &stmt, READ_DOCS, "");
	while (status == YD_OK && (status = database_step(&user->base, stmt, err)) == YD_OK) {
		yd_str digest = column_blob(stmt, 0);
		if (digest.len != YD_SHA256_SIZE)
			continue;
		YD_GROW(*out, *count, cap);
		(*out)[(*count)++] =
			(yd_read_doc){key_of(digest.ptr), (uint32_t)sqlite3_column_int64(stmt, 1)};
	}
	if (status == YD_END)
		return YD_OK;
	free(*out);
	*out = NULL;
	*count = 0;
	return status;
}

/* ---- marks ---- */

void yd_mark_free(yd_mark *mark)
{
	free(mark->ref);
	free(mark->unit);
	*mark = (yd_mark){0};
}

yd_status yd_user_mark_set(yd_user *user, char letter, const yd_mark *mark, yd_error *err)
{
	char now[21];
	time_now(now);
	yd_status status = database_enter_write(&user->base, err);
	if (status != YD_OK)
		return status;
	return database_run(&user->base, err, PUT_MARK, "tbssiis", (yd_str){&letter, 1},
		digest_of(mark->sha256), mark->ref, mark->unit, (int64_t)mark->text_hash,
		(int64_t)mark->place, now);
}

yd_status yd_user_mark(yd_user *user, char letter, const uint8_t sha256[YD_SHA256_SIZE],
	yd_mark *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	bool anywhere = letter >= 'A' && letter <= 'Z';
	*out = (yd_mark){0};
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK && anywhere)
		status = database_first(
			&user->base, err, &stmt, GET_MARK_ANYWHERE, "t", (yd_str){&letter, 1});
	else if (status == YD_OK)
		status = database_first(&user->base, err, &stmt, GET_MARK, "tb",
			(yd_str){&letter, 1}, digest_of(sha256));
	if (status != YD_OK)
		return status == YD_END ? YD_NOT_FOUND : status;
	yd_str digest = column_blob(stmt, 0);
	if (digest.len == YD_SHA256_SIZE)
		memcpy(out->sha256, digest.ptr, digest.len);
	out->ref = column_string(stmt, 1);
	out->unit = column_string(stmt, 2);
	out->text_hash = (uint64_t)sqlite3_column_int64(stmt, 3);
	int64_t place = sqlite3_column_int64(stmt, 4);
	out->place = place > 0 ? (size_t)place : 0;
	database_done(stmt);
	return YD_OK;
}
