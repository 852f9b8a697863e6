/* Undo takes the last change that is not undone and turns it round, also one of an earlier session.
 */
#include "user_inner.h"

#include <stdlib.h>

struct change {
	int64_t id, bookmark;
	yd_undo_kind kind;
	yd_buf sha256, was;
	bool was_null;
};

static yd_status last_change(yd_user *user, struct change *change, yd_error *err)
{
	sqlite3_stmt *stmt;
	*change = (struct change){0};
	yd_status status = database_first(&user->base, err, &stmt, LAST_CHANGE, "");
	if (status != YD_OK)
		return status;
	change->id = sqlite3_column_int64(stmt, 0);
	change->kind = (yd_undo_kind)sqlite3_column_int64(stmt, 1);
	change->bookmark = sqlite3_column_int64(stmt, 2);
	yd_buf_add_str(&change->sha256, column_blob(stmt, 3));
	change->was_null = sqlite3_column_type(stmt, 4) == SQLITE_NULL;
	yd_buf_add_str(&change->was, column_blob(stmt, 4));
	database_done(stmt);
	return YD_OK;
}

static yd_status take_back(yd_user *user, const struct change *change, char **ref, yd_error *err)
{
	yd_str was = change->was_null  ? (yd_str){0}
		     : change->was.len ? yd_buf_str(&change->was)
				       : YD_STR("");
	switch (change->kind) {
	case YD_UNDO_ADD:
	case YD_UNDO_REMOVE:
	case YD_UNDO_NOTE:
	case YD_UNDO_TAGS:
		return bookmark_take_back(user, change->kind, change->bookmark, was, ref, err);
	case YD_UNDO_READ:
	case YD_UNDO_UNREAD:
		return reading_take_back(
			user, change->kind, yd_buf_str(&change->sha256), was, ref, err);
	case YD_UNDO_EDIT:
		return correction_take_back(user, was, ref, err);
	}
	return database_broken(&user->base, "a change is of no known kind", err);
}

static yd_status undo_inside(yd_user *user, yd_undo_kind *kind, char **ref, yd_error *err)
{
	struct change change;
	char now[21];
	time_now(now);
	yd_status status = last_change(user, &change, err);
	if (status == YD_OK) {
		*kind = change.kind;
		status = take_back(user, &change, ref, err);
	}
	if (status == YD_OK)
		status = database_run(&user->base, err, UNDO_CHANGE, "is", change.id, now);
	yd_buf_free(&change.sha256);
	yd_buf_free(&change.was);
	return status;
}

yd_status yd_user_undo(yd_user *user, yd_undo_kind *kind, char **ref, yd_error *err)
{
	*ref = NULL;
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = database_begin(&user->base, err);
	if (status == YD_OK)
		status = database_end(&user->base, undo_inside(user, kind, ref, err), err);
	if (status != YD_OK) {
		free(*ref);
		*ref = NULL;
	}
	return status;
}
