/* user_inner.h: what the files of user data show one another. Inner header of src/store. */
#ifndef STORE_USER_INNER_H
#define STORE_USER_INNER_H

#include <yaodian/user.h>

#include "schema.h"

struct yd_user {
	struct database base;
};

/* ---- changes.c ---- */

/* Writes a change down for undo. bookmark 0: none; the blobs may have ptr NULL. */
yd_status change_note(yd_user *user, yd_undo_kind kind, int64_t bookmark, yd_str sha256, yd_str was, yd_str became,
	yd_error *err);

/* ---- bookmarks.c, reading.c: taking a change back, inside its transaction ---- */

yd_status bookmark_take_back(yd_user *user, yd_undo_kind kind, int64_t id, yd_str was, char **ref, yd_error *err);
yd_status reading_take_back(
	yd_user *user, yd_undo_kind kind, yd_str sha256, yd_str clauses, char **ref, yd_error *err);

/* ---- corrections.c ---- */

/* `rows` as yd_user_correct() wrote them down: the reference, and what became of which row. */
yd_status correction_take_back(yd_user *user, yd_str rows, char **ref, yd_error *err);

#endif
