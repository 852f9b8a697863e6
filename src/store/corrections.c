/*
 * What a user corrected of documents. Nothing is overwritten: the last row of a text and item
 * counts, and what was taken back says when. An edit is one step of undo, whose row names the rows
 * that it wrote and those that hold no longer because of it.
 */
#include "user_inner.h"

#include <stdlib.h>
#include <string.h>

void yd_corrections_free(yd_correction *corrections, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(corrections[i].words);
	free(corrections);
}

/* ---- which hold ---- */

typedef struct held {
	yd_correction *items;
	int64_t *ids;
	size_t count, cap, id_cap;
} held;

static void held_free(held *list)
{
	yd_corrections_free(list->items, list->count);
	free(list->ids);
	*list = (held){0};
}

static yd_str digest(const uint8_t sha256[YD_SHA256_SIZE])
{
	return (yd_str){(const char *)sha256, YD_SHA256_SIZE};
}

/* All rows that were not taken back, also those that a later one goes before. */
static yd_status read_rows(
	yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], held *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status =
		database_query(&user->base, err, &stmt, CORRECTIONS, "b", digest(sha256));
	while (status == YD_OK && (status = database_step(&user->base, stmt, err)) == YD_OK) {
		size_t count = out->count;
		YD_GROW(out->items, count, out->cap);
		YD_GROW(out->ids, count, out->id_cap);
		out->ids[count] = sqlite3_column_int64(stmt, 0);
		out->items[count] =
			(yd_correction){.of = (yd_correction_of)sqlite3_column_int(stmt, 1),
				.text_hash = (uint64_t)sqlite3_column_int64(stmt, 2),
				.item = sqlite3_column_int(stmt, 3),
				.value = sqlite3_column_int(stmt, 4),
				.words = column_string(stmt, 5)};
		out->count++;
	}
	return status == YD_END ? YD_OK : status;
}

static bool is_same(const yd_correction *a, const yd_correction *b)
{
	return a->of == b->of && a->text_hash == b->text_hash && a->item == b->item;
}

/* Leaves the last of each text and item. A document has a few, at most some hundred. */
static void keep_last(held *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++) {
		bool last = true;
		for (size_t j = i + 1; j < list->count && last; j++)
			last = !is_same(&list->items[i], &list->items[j]);
		if (last)
			list->items[kept++] = list->items[i];
		else
			free(list->items[i].words);
	}
	list->count = kept;
}

yd_status yd_user_corrections(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE],
	yd_correction **out, size_t *count, yd_error *err)
{
	held list = {0};
	*out = NULL;
	*count = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = read_rows(user, sha256, &list, err);
	if (status != YD_OK) {
		held_free(&list);
		return status;
	}
	keep_last(&list);
	*out = list.items;
	*count = list.count;
	free(list.ids);
	return YD_OK;
}

yd_status yd_user_any_correction(yd_user *user, bool *any, yd_error *err)
{
	int64_t value = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_value(&user->base, err, &value, ANY_CORRECTION, "");
	*any = value != 0;
	return status;
}

/* ---- one edit ---- */

/* What it did, for undo: the reference, then a line for each row: S and C of said and correction
 * were written, s and c hold no longer. */
typedef struct edit {
	yd_user *user;
	yd_str sha256;
	yd_buf rows;
	char now[21];
	bool changed;
} edit;

static void note_row(edit *e, char what, int64_t id)
{
	yd_buf_printf(&e->rows, "\n%c%lld", what, (long long)id);
	e->changed = true;
}

static yd_status end_row(edit *e, bool said, int64_t id, yd_error *err)
{
	note_row(e, said ? 's' : 'c', id);
	return database_run(
		&e->user->base, err, said ? UNDO_SAID : UNDO_CORRECTION, "is", id, e->now);
}

static yd_status end_said(edit *e, yd_error *err)
{
	sqlite3_stmt *stmt;
	int64_t *ids = NULL;
	size_t count = 0, cap = 0;
	yd_status status = database_query(&e->user->base, err, &stmt, SAID_ROWS, "b", e->sha256);
	while (status == YD_OK && (status = database_step(&e->user->base, stmt, err)) == YD_OK) {
		YD_GROW(ids, count, cap);
		ids[count++] = sqlite3_column_int64(stmt, 0);
	}
	status = status == YD_END ? YD_OK : status;
	for (size_t i = 0; status == YD_OK && i < count; i++)
		status = end_row(e, true, ids[i], err);
	free(ids);
	return status;
}

static bool is_dropped(const yd_user_change *change, const yd_correction *correction)
{
	for (size_t i = 0; i < change->drop_count; i++) {
		const yd_correction *drop = &change->drop[i];
		if (drop->of == correction->of && drop->text_hash == correction->text_hash &&
			(drop->of != YD_CORRECT_HEADING || drop->item == correction->item))
			return true;
	}
	return change->reset;
}

static yd_status end_corrections(
	edit *e, const held *list, const yd_user_change *change, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; status == YD_OK && i < list->count; i++)
		if (is_dropped(change, &list->items[i]))
			status = end_row(e, false, list->ids[i], err);
	return status;
}

static yd_status put_said(edit *e, const yd_said *said, yd_error *err)
{
	int64_t before = sqlite3_total_changes(e->user->base.db);
	yd_status status = yd_user_say(e->user, (const uint8_t *)e->sha256.ptr, said, err);
	if (status == YD_OK && sqlite3_total_changes(e->user->base.db) != before)
		note_row(e, 'S', sqlite3_last_insert_rowid(e->user->base.db));
	return status;
}

/* What is so already is not said again. */
static bool is_held(const held *list, const yd_user_change *change, const yd_correction *add)
{
	const yd_correction *last = NULL;
	for (size_t i = 0; i < list->count; i++)
		if (is_same(&list->items[i], add) && !is_dropped(change, &list->items[i]))
			last = &list->items[i];
	return last && last->value == add->value;
}

static yd_status put_correction(edit *e, const yd_correction *add, yd_error *err)
{
	yd_status status = database_run(&e->user->base, err, PUT_CORRECTION, "biiiiss", e->sha256,
		(int64_t)add->of, (int64_t)add->text_hash, (int64_t)add->item, (int64_t)add->value,
		add->words, e->now);
	if (status == YD_OK)
		note_row(e, 'C', sqlite3_last_insert_rowid(e->user->base.db));
	return status;
}

static yd_status correct_inside(edit *e, const yd_user_change *change, yd_error *err)
{
	held list = {0};
	yd_status status = read_rows(e->user, (const uint8_t *)e->sha256.ptr, &list, err);
	if (status == YD_OK)
		status = end_corrections(e, &list, change, err);
	if (status == YD_OK && change->reset)
		status = end_said(e, err);
	if (status == YD_OK && change->said)
		status = put_said(e, change->said, err);
	for (size_t i = 0; status == YD_OK && i < change->add_count; i++)
		if (!is_held(&list, change, &change->add[i]))
			status = put_correction(e, &change->add[i], err);
	if (status == YD_OK && e->changed)
		status = change_note(e->user, YD_UNDO_EDIT, 0, e->sha256, yd_buf_str(&e->rows),
			(yd_str){0}, err);
	held_free(&list);
	return status;
}

yd_status yd_user_correct(yd_user *user, const uint8_t sha256[YD_SHA256_SIZE],
	const yd_user_change *change, bool *changed, yd_error *err)
{
	edit e = {.user = user, .sha256 = digest(sha256)};
	time_now(e.now);
	yd_buf_puts(&e.rows, change->ref);
	*changed = false;
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	if (status == YD_OK)
		status = database_end(&user->base, correct_inside(&e, change, err), err);
	*changed = status == YD_OK && e.changed;
	yd_buf_free(&e.rows);
	return status;
}

/* What was written ends; what ended holds again. */
yd_status correction_take_back(yd_user *user, yd_str rows, char **ref, yd_error *err)
{
	char now[21];
	time_now(now);
	size_t end = yd_str_find(rows, YD_STR("\n"), 0);
	end = end == SIZE_MAX ? rows.len : end;
	*ref = yd_strndup(rows.ptr, end);
	yd_status status = YD_OK;
	while (status == YD_OK && end + 1 < rows.len) {
		char what = rows.ptr[end + 1];
		int64_t id = strtoll(rows.ptr + end + 2, NULL, 10);
		bool said = what == 's' || what == 'S', written = what == 'S' || what == 'C';
		status = database_run(&user->base, err, said ? UNDO_SAID : UNDO_CORRECTION, "is",
			id, written ? now : NULL);
		end = yd_str_find(rows, YD_STR("\n"), end + 1);
		end = end == SIZE_MAX ? rows.len : end;
	}
	return status;
}

/* ---- a new text of the same plan ---- */

static yd_status carry_inside(yd_user *user, yd_str from, yd_str to, yd_error *err)
{
	char now[21];
	time_now(now);
	yd_status status = database_run(&user->base, err, CARRY_SAID, "bb", from, to);
	if (status == YD_OK)
		status = database_run(&user->base, err, CARRY_CORRECTIONS, "bb", from, to);
	return status == YD_OK ? database_run(&user->base, err, CARRY_ALIASES, "bbs", from, to, now)
			       : status;
}

yd_status yd_user_carry(yd_user *user, const uint8_t from[YD_SHA256_SIZE],
	const uint8_t to[YD_SHA256_SIZE], yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	return status == YD_OK ? database_end(&user->base,
					 carry_inside(user, digest(from), digest(to), err), err)
			       : status;
}
