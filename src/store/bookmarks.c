/*
 * Bookmarks with their notes and tags. A removed one is hidden, not deleted, and every change is
 * written down (changes.c).
 */
#include "user_inner.h"

#include <stdlib.h>
#include <string.h>

void yd_bookmark_free(yd_bookmark *bookmark)
{
	free(bookmark->ref);
	free(bookmark->doc_ref);
	free(bookmark->title);
	free(bookmark->doc_title);
	free(bookmark->text);
	free(bookmark->tags);
	free(bookmark->note);
	*bookmark = (yd_bookmark){0};
}

void yd_bookmarks_free(yd_bookmark *bookmarks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		yd_bookmark_free(&bookmarks[i]);
	free(bookmarks);
}

static char *document_part(const char *ref)
{
	return yd_strndup(ref, strcspn(ref, "#"));
}

/* ---- changing ---- */

static yd_status note_kind(yd_user *user, yd_undo_kind kind, int64_t bookmark, yd_error *err)
{
	static const yd_str none;
	return change_note(user, kind, bookmark, none, none, none, err);
}

static yd_status add_inside(yd_user *user, yd_bookmark *bookmark, yd_error *err)
{
	char *doc_ref =
		bookmark->doc_ref ? yd_strdup(bookmark->doc_ref) : document_part(bookmark->ref);
	yd_status status = database_run(&user->base, err, PUT_BOOKMARK, "sssssisss", bookmark->ref,
		doc_ref, bookmark->title, bookmark->doc_title, bookmark->text,
		(int64_t)bookmark->text_hash, bookmark->tags, bookmark->note, bookmark->created);
	bookmark->id = sqlite3_last_insert_rowid(user->base.db);
	free(doc_ref);
	return status == YD_OK ? note_kind(user, YD_UNDO_ADD, bookmark->id, err) : status;
}

yd_status yd_user_bookmark_add(yd_user *user, yd_bookmark *bookmark, yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK && !bookmark->ref)
		status = yd_fail(err, YD_INVALID, user->base.path, "a bookmark needs a reference");
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	if (status != YD_OK)
		return status;
	time_now(bookmark->created);
	return database_end(&user->base, add_inside(user, bookmark, err), err);
}

/* The first string of a row about a bookmark (owned); YD_NOT_FOUND when the statement gives no row.
 */
static yd_status read_string(yd_user *user, int number, int64_t id, char **out, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_first(&user->base, err, &stmt, number, "i", id);
	if (status == YD_END)
		return yd_fail(err, YD_NOT_FOUND, user->base.path,
			"has no bookmark %lld (any more)", (long long)id);
	if (status != YD_OK)
		return status;
	*out = column_string(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

static yd_status check_is_there(yd_user *user, int64_t id, yd_error *err)
{
	char *ref = NULL;
	yd_status status = read_string(user, FIND_BOOKMARK, id, &ref, err);
	free(ref);
	return status;
}

static yd_status remove_inside(yd_user *user, int64_t id, yd_error *err)
{
	char now[21];
	time_now(now);
	yd_status status = check_is_there(user, id, err);
	if (status == YD_OK)
		status = database_run(&user->base, err, HIDE_BOOKMARK, "is", id, now);
	return status == YD_OK ? note_kind(user, YD_UNDO_REMOVE, id, err) : status;
}

yd_status yd_user_bookmark_remove(yd_user *user, int64_t id, yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	return status == YD_OK ? database_end(&user->base, remove_inside(user, id, err), err)
			       : status;
}

static yd_status move_inside(yd_user *user, int64_t id, const char *ref, yd_error *err)
{
	char *doc_ref = document_part(ref);
	yd_status status = check_is_there(user, id, err);
	if (status == YD_OK)
		status = database_run(&user->base, err, MOVE_BOOKMARK, "iss", id, ref, doc_ref);
	free(doc_ref);
	return status;
}

yd_status yd_user_bookmark_moved(yd_user *user, int64_t id, const char *ref, yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	return status == YD_OK ? database_end(&user->base, move_inside(user, id, ref, err), err)
			       : status;
}

/* ---- notes and tags ---- */

static yd_str text_of(const char *text)
{
	return text ? yd_str_of(text) : (yd_str){0};
}

static yd_status label_inside(
	yd_user *user, int64_t id, bool tags, const char *label, yd_error *err)
{
	char *was = NULL;
	static const yd_str none;
	yd_status status = read_string(user, tags ? BOOKMARK_TAGS : BOOKMARK_NOTE, id, &was, err);
	bool same = was && label ? strcmp(was, label) == 0 : was == label;
	if (status == YD_OK && !same) {
		status = database_run(
			&user->base, err, tags ? TAG_BOOKMARK : NOTE_BOOKMARK, "is", id, label);
		if (status == YD_OK)
			status = change_note(user, tags ? YD_UNDO_TAGS : YD_UNDO_NOTE, id, none,
				text_of(was), text_of(label), err);
	}
	free(was);
	return status;
}

static yd_status label(yd_user *user, int64_t id, bool tags, const char *text, yd_error *err)
{
	yd_status status = database_enter_write(&user->base, err);
	if (text && !*text)
		text = NULL;
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	return status == YD_OK
		       ? database_end(&user->base, label_inside(user, id, tags, text, err), err)
		       : status;
}

yd_status yd_user_bookmark_note(yd_user *user, int64_t id, const char *note, yd_error *err)
{
	return label(user, id, false, note, err);
}

yd_status yd_user_bookmark_tag(yd_user *user, int64_t id, const char *tags, yd_error *err)
{
	return label(user, id, true, tags, err);
}

yd_status bookmark_take_back(
	yd_user *user, yd_undo_kind kind, int64_t id, yd_str was, char **ref, yd_error *err)
{
	char now[21], *text = was.ptr ? yd_strndup(was.ptr, was.len) : NULL;
	time_now(now);
	yd_status status = read_string(user, BOOKMARK_REF, id, ref, err);
	if (status == YD_OK && kind == YD_UNDO_ADD)
		status = database_run(&user->base, err, HIDE_BOOKMARK, "is", id, now);
	else if (status == YD_OK && kind == YD_UNDO_REMOVE)
		status = database_run(&user->base, err, SHOW_BOOKMARK, "i", id);
	else if (status == YD_OK)
		status = database_run(&user->base, err,
			kind == YD_UNDO_TAGS ? TAG_BOOKMARK : NOTE_BOOKMARK, "is", id, text);
	free(text);
	return status;
}

yd_status yd_user_tag_lists(yd_user *user, char ***lists, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	size_t cap = 0;
	*lists = NULL;
	*count = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_query(&user->base, err, &stmt, ALL_TAG_LISTS, "");
	while (status == YD_OK && (status = database_step(&user->base, stmt, err)) == YD_OK) {
		YD_GROW(*lists, *count, cap);
		(*lists)[(*count)++] = column_string(stmt, 0);
	}
	if (status == YD_END)
		return YD_OK;
	yd_user_tag_lists_free(*lists, *count);
	*lists = NULL;
	*count = 0;
	return status;
}

void yd_user_tag_lists_free(char **lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lists[i]);
	free(lists);
}

/* ---- reading ---- */

static void read_bookmark(sqlite3_stmt *stmt, yd_bookmark *out)
{
	*out = (yd_bookmark){.id = sqlite3_column_int64(stmt, 0)};
	out->ref = column_string(stmt, 1);
	out->doc_ref = column_string(stmt, 2);
	out->title = column_string(stmt, 3);
	out->doc_title = column_string(stmt, 4);
	out->text = column_string(stmt, 5);
	out->text_hash = (uint64_t)sqlite3_column_int64(stmt, 6);
	out->tags = column_string(stmt, 7);
	out->note = column_string(stmt, 8);
	const char *created = (const char *)sqlite3_column_text(stmt, 9);
	sqlite3_snprintf((int)sizeof out->created, out->created, "%s", created ? created : "");
}

struct bookmarks {
	yd_bookmark *items;
	size_t count, cap;
};

static yd_status collect(yd_user *user, sqlite3_stmt *stmt, struct bookmarks *out, yd_error *err)
{
	yd_status status;
	while ((status = database_step(&user->base, stmt, err)) == YD_OK) {
		YD_GROW(out->items, out->count, out->cap);
		read_bookmark(stmt, &out->items[out->count++]);
	}
	return status == YD_END ? YD_OK : status;
}

static yd_status hand_out(
	struct bookmarks *found, yd_status status, yd_bookmark **out, size_t *count)
{
	if (status != YD_OK) {
		yd_bookmarks_free(found->items, found->count);
		*found = (struct bookmarks){0};
	}
	*out = found->items;
	*count = found->count;
	return status;
}

yd_status yd_user_bookmarks(
	yd_user *user, size_t skip, size_t limit, yd_bookmark **out, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct bookmarks found = {0};
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_query(&user->base, err, &stmt, BOOKMARKS, "ii",
			limit > INT64_MAX ? INT64_MAX : (int64_t)limit, (int64_t)skip);
	if (status == YD_OK)
		status = collect(user, stmt, &found, err);
	return hand_out(&found, status, out, count);
}

static int compare_ids(const void *a, const void *b)
{
	const yd_bookmark *left = a, *right = b;
	return (left->id > right->id) - (left->id < right->id);
}

/* In the order they were set, each once. */
static void sort_out(struct bookmarks *found)
{
	size_t kept = 0;
	if (found->count)
		qsort(found->items, found->count, sizeof *found->items, compare_ids);
	for (size_t i = 0; i < found->count; i++) {
		if (kept && found->items[kept - 1].id == found->items[i].id)
			yd_bookmark_free(&found->items[i]);
		else
			found->items[kept++] = found->items[i];
	}
	found->count = kept;
}

static yd_status has_bookmarks(yd_user *user, bool *any, yd_error *err)
{
	int64_t value;
	yd_status status = database_value(&user->base, err, &value, ANY_BOOKMARK, "");
	*any = value != 0;
	return status;
}

yd_status yd_user_bookmarks_of(yd_user *user, const char *doc_ref, const uint64_t *hashes,
	size_t hash_count, yd_bookmark **out, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	struct bookmarks found = {0};
	bool any = false;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = has_bookmarks(user, &any, err);
	if (status == YD_OK && any)
		status = database_query(&user->base, err, &stmt, BOOKMARKS_OF_DOC, "s", doc_ref);
	if (status == YD_OK && any)
		status = collect(user, stmt, &found, err);
	for (size_t i = 0; any && i < hash_count && status == YD_OK; i++) {
		status = database_query(
			&user->base, err, &stmt, BOOKMARKS_WITH_HASH, "i", (int64_t)hashes[i]);
		if (status == YD_OK)
			status = collect(user, stmt, &found, err);
	}
	sort_out(&found);
	return hand_out(&found, status, out, count);
}

yd_status yd_user_bookmark_count(yd_user *user, size_t *count, yd_error *err)
{
	int64_t value = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_value(&user->base, err, &value, COUNT_BOOKMARKS, "");
	*count = (size_t)value;
	return status;
}
