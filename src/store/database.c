/* Prepared statements, transactions and failures of one SQLite connection. */
#include "database.h"

#include <yaodian/intl.h>

#include <stdarg.h>
#include <string.h>
#include <time.h>

/* ---- failures ---- */

static yd_status fail_damaged(struct database *database, const char *why, yd_error *err)
{
	return yd_fail(err, YD_DAMAGED, database->path, "is damaged (%s); %s", why,
		yd_tr(database->kind->if_damaged));
}

yd_status database_fail(struct database *database, int rc, yd_error *err)
{
	const char *path = database->path;
	const char *why = database->db ? sqlite3_errmsg(database->db) : sqlite3_errstr(rc);
	switch (rc & 0xFF) {
	case SQLITE_NOMEM:
		yd_fatal("out of memory");
	case SQLITE_INTERRUPT:
		atomic_store(&database->interrupted, false);
		return yd_fail(err, YD_INTERRUPTED, path, "stopped on request");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		if (atomic_exchange(&database->interrupted, false))
			return yd_fail(err, YD_INTERRUPTED, path, "stopped on request");
		return yd_fail(err, YD_BUSY, path,
			"another program is writing to it; try again when that is done");
	case SQLITE_NOTADB:
		return yd_fail(err, YD_DAMAGED, path,
			"is not a %s of this program (no SQLite file); it was left as it is: move "
			"it away "
			"or give another file with %s",
			yd_tr(database->kind->what), yd_tr(database->kind->other_file));
	case SQLITE_ERROR: /* our SQL is right, so the tables are not those we made */
	case SQLITE_CORRUPT:
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH:
		return fail_damaged(database, why, err);
	case SQLITE_READONLY:
		return yd_fail(err, YD_READ_ONLY, path,
			"cannot be written (%s); change its rights or give another file with %s",
			why, yd_tr(database->kind->other_file));
	case SQLITE_FULL:
		return yd_fail(err, YD_SYSTEM, path,
			"the disk is full; nothing was changed: make room and try again");
	case SQLITE_CANTOPEN:
		return yd_fail(err, YD_SYSTEM, path,
			"cannot be opened (%s); look at the rights of the file and its folder",
			why);
	case SQLITE_IOERR:
		return yd_fail(err, YD_SYSTEM, path,
			"cannot be read or written (%s); look at the disk it is on", why);
	default:
		return yd_fail(err, YD_SYSTEM, path, "SQLite says: %s", why);
	}
}

yd_status database_broken(struct database *database, const char *what, yd_error *err)
{
	return fail_damaged(database, what, err);
}

/* ---- statements ---- */

yd_status database_prepare_own(
	struct database *database, int number, sqlite3_stmt **stmt, yd_error *err)
{
	const char *sql = database->kind->statements[number];
	int rc = sqlite3_prepare_v3(database->db, sql, -1, SQLITE_PREPARE_PERSISTENT, stmt, NULL);
	return rc == SQLITE_OK ? YD_OK : database_fail(database, rc, err);
}

static int bind_values(sqlite3_stmt *stmt, const char *types, va_list values)
{
	int rc = SQLITE_OK;
	for (int i = 1; *types && rc == SQLITE_OK; i++, types++) {
		yd_str s;
		switch (*types) {
		case 'i':
			rc = sqlite3_bind_int64(stmt, i, va_arg(values, int64_t));
			break;
		case 's':
			rc = sqlite3_bind_text(
				stmt, i, va_arg(values, const char *), -1, SQLITE_STATIC);
			break;
		case 't':
			s = va_arg(values, yd_str);
			rc = sqlite3_bind_text64(
				stmt, i, s.ptr ? s.ptr : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
			break;
		default:
			s = va_arg(values, yd_str);
			rc = sqlite3_bind_blob64(stmt, i, s.ptr, s.len, SQLITE_STATIC);
			break;
		}
	}
	return rc;
}

static yd_status query_values(struct database *database, yd_error *err, sqlite3_stmt **out,
	int number, const char *types, va_list values)
{
	sqlite3_stmt **kept = &database->prepared[number];
	*out = NULL;
	if (!*kept) {
		yd_status status = database_prepare_own(database, number, kept, err);
		if (status != YD_OK)
			return status;
	}
	int rc = bind_values(*kept, types, values);
	if (rc != SQLITE_OK) {
		database_done(*kept);
		return database_fail(database, rc, err);
	}
	*out = *kept;
	return YD_OK;
}

yd_status database_query(struct database *database, yd_error *err, sqlite3_stmt **stmt, int number,
	const char *types, ...)
{
	va_list values;
	va_start(values, types);
	yd_status status = query_values(database, err, stmt, number, types, values);
	va_end(values);
	return status;
}

yd_status database_step(struct database *database, sqlite3_stmt *stmt, yd_error *err)
{
	yd_status status;
	if (atomic_load(&database->interrupted)) {
		status = database_fail(database, SQLITE_INTERRUPT, err);
	} else {
		int rc = sqlite3_step(stmt);
		if (rc == SQLITE_ROW)
			return YD_OK;
		status = rc == SQLITE_DONE ? YD_END : database_fail(database, rc, err);
	}
	database_done(stmt);
	return status;
}

void database_done(sqlite3_stmt *stmt)
{
	if (!stmt)
		return;
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

static yd_status first_values(struct database *database, yd_error *err, sqlite3_stmt **stmt,
	int number, const char *types, va_list values)
{
	yd_status status = query_values(database, err, stmt, number, types, values);
	return status == YD_OK ? database_step(database, *stmt, err) : status;
}

yd_status database_first(struct database *database, yd_error *err, sqlite3_stmt **stmt, int number,
	const char *types, ...)
{
	va_list values;
	va_start(values, types);
	yd_status status = first_values(database, err, stmt, number, types, values);
	va_end(values);
	return status;
}

yd_status database_value(struct database *database, yd_error *err, int64_t *value, int number,
	const char *types, ...)
{
	sqlite3_stmt *stmt;
	va_list values;
	va_start(values, types);
	yd_status status = first_values(database, err, &stmt, number, types, values);
	va_end(values);
	*value = status == YD_OK ? sqlite3_column_int64(stmt, 0) : 0;
	if (status == YD_OK)
		database_done(stmt);
	return status == YD_END ? YD_OK : status;
}

yd_status database_run(struct database *database, yd_error *err, int number, const char *types, ...)
{
	sqlite3_stmt *stmt;
	va_list values;
	va_start(values, types);
	yd_status status = query_values(database, err, &stmt, number, types, values);
	va_end(values);
	if (status != YD_OK)
		return status;
	do
		status = database_step(database, stmt, err);
	while (status == YD_OK);
	return status == YD_END ? YD_OK : status;
}

yd_status database_exec(struct database *database, const char *sql, yd_error *err)
{
	int rc = sqlite3_exec(database->db, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK ? YD_OK : database_fail(database, rc, err);
}

yd_status database_number(struct database *database, const char *sql, int64_t *out, yd_error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(database->db, sql, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	yd_status status = YD_OK;
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int64(stmt, 0);
	else
		status = database_fail(database, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, err);
	sqlite3_finalize(stmt);
	return status;
}

/* ---- transactions ---- */

/* Some failures (a full disk) have taken the transaction back already; and an interrupt may stop
 * the taking back. */
static void take_back(struct database *database)
{
	for (int tries = 0; tries < 100 && !sqlite3_get_autocommit(database->db); tries++)
		sqlite3_exec(database->db, "ROLLBACK", NULL, NULL, NULL);
}

void database_hold(struct database *database)
{
	/* An immutable file is not locked, and may have to be opened anew between two statements.
	 */
	if (!database->immutable && sqlite3_get_autocommit(database->db))
		database->held = sqlite3_exec(database->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK;
}

void database_release(struct database *database)
{
	if (!database->held)
		return;
	database->held = false;
	take_back(database);
}

yd_status database_begin(struct database *database, yd_error *err)
{
	database_release(database);
	return database_exec(database, "BEGIN IMMEDIATE", err);
}

yd_status database_begin_read(struct database *database, yd_error *err)
{
	database_release(database);
	return database_exec(database, "BEGIN", err);
}

yd_status database_end(struct database *database, yd_status status, yd_error *err)
{
	if (status == YD_OK || status == YD_END) {
		int before = sqlite3_txn_state(database->db, "main");
		yd_status committed = database_exec(database, "COMMIT", err);
		if (committed == YD_OK) {
			if (before == SQLITE_TXN_WRITE)
				database->changes++;
			return status;
		}
		status = committed;
	}
	take_back(database);
	return status;
}

/* ---- columns ---- */

char *column_string(sqlite3_stmt *stmt, int column)
{
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	return text ? yd_strndup(text, (size_t)sqlite3_column_bytes(stmt, column)) : NULL;
}

yd_str column_blob(sqlite3_stmt *stmt, int column)
{
	const char *bytes = sqlite3_column_blob(stmt, column);
	return (yd_str){bytes, (size_t)sqlite3_column_bytes(stmt, column)};
}

/* ---- checking ---- */

static yd_status collect_faults(struct database *database, const char *sql, bool foreign,
	yd_buf *report, size_t *faults, yd_error *err)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(database->db, sql, -1, &stmt, NULL);
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(stmt);
		if (rc != SQLITE_ROW)
			break;
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		if (!text || (!foreign && strcmp(text, "ok") == 0))
			continue;
		if (foreign)
			yd_buf_printf(report,
				"a row of %s belongs to a row of %s that is not there\n", text,
				(const char *)sqlite3_column_text(stmt, 2));
		else
			yd_buf_printf(report, "%s\n", text);
		++*faults;
	}
	yd_status status = YD_OK;
	if ((rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB) {
		yd_buf_printf(report, "%s\n", sqlite3_errmsg(database->db));
		++*faults;
	} else if (rc != SQLITE_DONE) {
		status = database_fail(database, rc, err);
	}
	sqlite3_finalize(stmt);
	return status;
}

yd_status database_check(struct database *database, yd_buf *report, size_t *faults, yd_error *err)
{
	yd_status status =
		collect_faults(database, "PRAGMA integrity_check(20)", false, report, faults, err);
	if (status == YD_OK)
		status = collect_faults(
			database, "PRAGMA foreign_key_check", true, report, faults, err);
	return status;
}

/* ---- others ---- */

void time_now(char out[21])
{
	time_t now = time(NULL);
	struct tm utc;
	gmtime_r(&now, &utc);
	if (strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0)
		out[0] = '\0';
}

int64_t time_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
