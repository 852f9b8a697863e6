/*
 * The rows of region: there while documents stand in or below them.
 *
 * region.sort is, level by level from the top, the key the caller gives, a byte 1, the name, a byte
 * 2 (bytes up to 3 in keys and names are escaped). So everything below a region follows it
 * directly, and no two regions are equal, whatever the keys are. Region 0 has FF 01.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

struct child {
	int64_t id;
	yd_buf sort;
};

static yd_status read_children(
	yd_corpus *corpus, int64_t parent, struct child **children, size_t *count, yd_error *err)
{
	sqlite3_stmt *stmt;
	size_t cap = 0;
	yd_status status = database_query(&corpus->base, err, &stmt, CHILD_SORTS, "i", parent);
	while (status == YD_OK && (status = database_step(&corpus->base, stmt, err)) == YD_OK) {
		YD_GROW(*children, *count, cap);
		struct child *child = &(*children)[(*count)++];
		*child = (struct child){.id = sqlite3_column_int64(stmt, 0)};
		yd_buf_add_str(&child->sort, column_blob(stmt, 1));
	}
	return status == YD_END ? YD_OK : status;
}

/* Gives a region another sort key, and what is below it with it. */
static yd_status move_region(
	yd_corpus *corpus, int64_t id, size_t old_len, yd_str sort, yd_error *err)
{
	struct child *children = NULL;
	size_t count = 0;
	yd_status status = database_run(&corpus->base, err, SET_REGION_SORT, "ib", id, sort);
	if (status == YD_OK)
		status = read_children(corpus, id, &children, &count, err);
	for (size_t i = 0; i < count; i++) {
		yd_buf below = {0};
		yd_buf_add_str(&below, sort);
		if (children[i].sort.len >= old_len)
			yd_buf_add(&below, children[i].sort.ptr + old_len,
				children[i].sort.len - old_len);
		if (status == YD_OK)
			status = move_region(corpus, children[i].id, children[i].sort.len,
				yd_buf_str(&below), err);
		yd_buf_free(&below);
		yd_buf_free(&children[i].sort);
	}
	free(children);
	return status;
}

/* The region of one level, whose parent (0: none) is there. */
static yd_status ensure_level(yd_corpus *corpus, int64_t parent, yd_str name, yd_str path,
	yd_str sort, int64_t *id, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, FIND_REGION, "t", path);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status == YD_OK) {
		*id = sqlite3_column_int64(stmt, 0);
		yd_str held = column_blob(stmt, 1);
		bool same = yd_str_equal(held, sort);
		size_t held_len = held.len;
		database_done(stmt);
		return same ? YD_OK : move_region(corpus, *id, held_len, sort, err);
	}
	if (status != YD_END)
		return status;
	status = database_query(
		&corpus->base, err, &stmt, PUT_REGION, "ittb", parent, name, path, sort);
	if (status == YD_OK && parent == 0)
		sqlite3_bind_null(stmt, 1);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_END)
		return status;
	*id = sqlite3_last_insert_rowid(corpus->base.db);
	return YD_OK;
}

/* Cuts the part up to `mark` off *text. */
static yd_str cut_at(yd_str *text, char mark)
{
	const char *end = text->len ? memchr(text->ptr, mark, text->len) : NULL;
	yd_str part = {text->ptr, end ? (size_t)(end - text->ptr) : text->len};
	size_t taken = part.len + (end != NULL);
	text->ptr += taken, text->len -= taken;
	return part;
}

static void add_escaped(yd_buf *out, yd_str text, char end)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.ptr[i] <= 3) {
			yd_buf_putc(out, 3);
			yd_buf_putc(out, (char)(text.ptr[i] + ' '));
		} else {
			yd_buf_putc(out, text.ptr[i]);
		}
	}
	yd_buf_putc(out, end);
}

yd_status region_ensure(
	yd_corpus *corpus, const char *path, yd_str sorts, int64_t *id, yd_error *err)
{
	*id = 0;
	if (!path || !*path)
		return YD_OK;
	yd_str rest = yd_str_of(path);
	yd_buf sort = {0};
	int level = 0;
	yd_status status = YD_OK;
	while (rest.len && status == YD_OK) {
		yd_str name = cut_at(&rest, '/');
		yd_str whole = {path, (size_t)(name.ptr + name.len - path)};
		if (++level > REGION_DEPTH_MAX) {
			status = yd_fail(err, YD_INVALID, path, "a region has at most %d levels",
				REGION_DEPTH_MAX);
			break;
		}
		add_escaped(&sort, cut_at(&sorts, '\n'), 1);
		add_escaped(&sort, name, 2);
		status = ensure_level(corpus, *id, name, whole, yd_buf_str(&sort), id, err);
	}
	yd_buf_free(&sort);
	return status;
}

yd_status region_chain(
	yd_corpus *corpus, int64_t id, int64_t *ids, size_t room, size_t *depth, yd_error *err)
{
	sqlite3_stmt *stmt;
	*depth = 0;
	for (bool more = true; more;) {
		if (*depth == room)
			return database_broken(&corpus->base, "a region stands below itself", err);
		ids[(*depth)++] = id;
		yd_status status =
			database_query(&corpus->base, err, &stmt, REGION_PARENT, "i", id);
		if (status == YD_OK)
			status = database_step(&corpus->base, stmt, err);
		if (status == YD_END)
			return yd_fail(err, YD_NOT_FOUND, corpus->base.path, "has no region %lld",
				(long long)id);
		if (status != YD_OK)
			return status;
		more = sqlite3_column_type(stmt, 0) != SQLITE_NULL;
		id = sqlite3_column_int64(stmt, 0);
		database_done(stmt);
	}
	return YD_OK;
}

yd_status region_prune(yd_corpus *corpus, int64_t id, yd_error *err)
{
	int64_t chain[REGION_DEPTH_MAX];
	size_t depth = 0;
	yd_status status = region_chain(corpus, id, chain, REGION_DEPTH_MAX, &depth, err);
	for (size_t i = 0; i < depth && status == YD_OK; i++) {
		status = database_run(&corpus->base, err, DELETE_EMPTY_REGION, "i", chain[i]);
		if (status == YD_OK && sqlite3_changes(corpus->base.db) == 0)
			break;
	}
	return status;
}

yd_status yd_corpus_region_path(yd_corpus *corpus, int64_t region, int64_t ids[REGION_DEPTH_MAX],
	size_t *depth, yd_error *err)
{
	*depth = 0;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = region_chain(corpus, region, ids, REGION_DEPTH_MAX, depth, err);
	for (size_t i = 0; status == YD_OK && i < *depth / 2; i++) {
		int64_t swap = ids[i];
		ids[i] = ids[*depth - 1 - i];
		ids[*depth - 1 - i] = swap;
	}
	return status;
}
