/* User data: the handle, what was said of documents, aliases, state. */
#include "user_inner.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

yd_status yd_user_open(const char *path, yd_open_mode mode, yd_user **out, yd_error *err)
{
	yd_user *user = yd_alloc(sizeof *user);
	yd_status status = database_open(&user->base, &user_kind, path, mode, err);
	*out = status == YD_OK ? user : NULL;
	if (status != YD_OK)
		free(user);
	return status;
}

void yd_user_close(yd_user *user)
{
	if (!user)
		return;
	database_close(&user->base);
	free(user);
}

void yd_user_hold(yd_user *user)
{
	database_hold(&user->base);
}

void yd_user_release(yd_user *user)
{
	database_release(&user->base);
}

bool yd_user_read_only(const yd_user *user)
{
	return user->base.read_only;
}

yd_status yd_user_can_write(yd_user *user, yd_error *err)
{
	return database_can_write(&user->base, err);
}

/* ---- what was said ---- */

void yd_said_free(yd_said *said)
{
	free(said->region);
	free(said->title);
	*said = (yd_said){0};
}

yd_status yd_user_said(
	yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], yd_said *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	bool any = false;
	*out = (yd_said){0};
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_query(&user->base, err, &stmt, GET_SAID, "b",
			(yd_str){(const char *)sha256, YD_SHA256_SIZE});
	/* The last word first: what is set already stays. */
	while (status == YD_OK && (status = database_step(&user->base, stmt, err)) == YD_OK) {
		any = true;
		if (!out->region)
			out->region = column_string(stmt, 0);
		if (!out->year)
			out->year = sqlite3_column_int(stmt, 1);
		if (!out->title)
			out->title = column_string(stmt, 2);
		if (!out->kind)
			out->kind = sqlite3_column_int(stmt, 3);
	}
	if (status == YD_END)
		return any ? YD_OK : YD_NOT_FOUND;
	yd_said_free(out);
	return status;
}

yd_status yd_user_say(
	yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const yd_said *said, yd_error *err)
{
	char now[21];
	yd_said before;
	if (!said->region && !said->year && !said->title && !said->kind)
		return YD_OK;
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = yd_user_said(user, sha256, &before, err);
	if (status != YD_OK && status != YD_NOT_FOUND)
		return status;
	bool known =
		(!said->region || (before.region && strcmp(before.region, said->region) == 0)) &&
		(!said->year || before.year == said->year) &&
		(!said->title || (before.title && strcmp(before.title, said->title) == 0)) &&
		(!said->kind || before.kind == said->kind);
	yd_said_free(&before);
	if (known)
		return YD_OK;
	time_now(now);
	return database_run(&user->base, err, PUT_SAID, "bsissi",
		(yd_str){(const char *)sha256, YD_SHA256_SIZE}, said->region, (int64_t)said->year,
		said->title, now, (int64_t)said->kind);
}

/* ---- aliases ---- */

yd_status yd_user_aliases(yd_user *user, yd_str ref, bool begun, yd_aliases *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	out->count = 0;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_query(&user->base, err, &stmt,
			begun ? GET_ALIASES_BEGUN : GET_ALIASES, "ti", ref, (int64_t)YD_ALIASES);
	while (status == YD_OK && (status = database_step(&user->base, stmt, err)) == YD_OK) {
		yd_str digest = column_blob(stmt, 0);
		if (digest.len != YD_SHA256_SIZE) {
			database_done(stmt);
			return database_broken(&user->base, "an alias has no document", err);
		}
		memcpy(out->sha256[out->count++], digest.ptr, digest.len);
	}
	return status == YD_END ? YD_OK : status;
}

yd_status yd_user_alias_add(
	yd_user *user, const char *old_ref, const uint8_t sha256[YD_SHA256_SIZE], yd_error *err)
{
	char now[21];
	yd_aliases held;
	yd_status status = database_enter_write(&user->base, err);
	if (status == YD_OK)
		status = yd_user_aliases(user, yd_str_of(old_ref), false, &held, err);
	if (status != YD_OK || (held.count && memcmp(held.sha256[0], sha256, YD_SHA256_SIZE) == 0))
		return status;
	time_now(now);
	return database_run(&user->base, err, PUT_ALIAS, "sbs", old_ref,
		(yd_str){(const char *)sha256, YD_SHA256_SIZE}, now);
}

/* ---- state ---- */

yd_status yd_user_state(yd_user *user, const char *name, char **value, yd_error *err)
{
	sqlite3_stmt *stmt;
	*value = NULL;
	yd_status status = database_enter(&user->base, err);
	if (status == YD_OK)
		status = database_first(&user->base, err, &stmt, GET_STATE, "s", name);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	*value = column_string(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_user_state_set(yd_user *user, const char *name, const char *value, yd_error *err)
{
	if (user->base.read_only)
		return YD_OK;
	yd_status status = database_enter_write(&user->base, err);
	if (status != YD_OK)
		return status;
	return value ? database_run(&user->base, err, PUT_STATE, "ss", name, value)
		     : database_run(&user->base, err, FORGET_STATE, "s", name);
}

yd_status yd_user_check(yd_user *user, yd_buf *report, size_t *faults, yd_error *err)
{
	*faults = 0;
	yd_status status = database_enter(&user->base, err);
	return status == YD_OK ? database_check(&user->base, report, faults, err) : status;
}
