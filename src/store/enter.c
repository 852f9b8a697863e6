/* Entering a call: was a stop asked for, may the handle write, has the file changed meanwhile? */
#include "database.h"

#include <yaodian/intl.h>

yd_status database_enter(struct database *database, yd_error *err)
{
	database->busy_ms = 0;
	if (atomic_exchange(&database->interrupted, false))
		return yd_fail(err, YD_INTERRUPTED, database->path, "stopped on request");
	return database->immutable ? database_refresh(database, err) : YD_OK;
}

yd_status database_can_write(struct database *database, yd_error *err)
{
	database_release(database);
	if (database->full)
		return database_fail(database, SQLITE_FULL, err);
	if (database->read_only)
		return yd_fail(err, YD_READ_ONLY, database->path,
			"cannot be written; change its permissions or its folder's, leave out "
			"--read-only, or give another file with %s",
			yd_tr(database->kind->other_file));
	return YD_OK;
}

yd_status database_enter_write(struct database *database, yd_error *err)
{
	yd_status status = database_can_write(database, err);
	return status == YD_OK ? database_enter(database, err) : status;
}

/* Only the flag: this may be called from a signal handler, or while the connection is made anew. */
void database_interrupt(struct database *database)
{
	atomic_store(&database->interrupted, true);
}

uint64_t database_version(struct database *database)
{
	int64_t version = 0;
	if (database->immutable)
		database_refresh(database, NULL);
	database_number(database, "PRAGMA main.data_version", &version, NULL);
	return (uint64_t)version + ((uint64_t)database->reopened << 32);
}
