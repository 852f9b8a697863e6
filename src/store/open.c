/*
 * Opening a store.
 *
 * Journal: WAL, since readers then never wait for a writer. It needs memory shared between all
 * processes that open the file. A network file system has none: there, and wherever it cannot be
 * had, the file is put into journal_mode DELETE.
 *
 * A file that cannot be written is read: with immutable=1 when no -wal stands beside it (nothing is
 * locked or made then, so a read-only folder works), else with mode=ro and readonly_shm=1, so that
 * what a writer has put into the -wal is seen and still nothing is written.
 */
#include "database.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum { BUSY_TIMEOUT_MS = 5000, BUSY_STEP_MS = 10 };

/* SQLite's own busy_timeout cannot be stopped on request. */
static int wait_for_others(void *context, int tries)
{
	struct database *database = context;
	(void)tries;
	if (database->busy_ms >= BUSY_TIMEOUT_MS || atomic_load(&database->interrupted))
		return 0;
	sqlite3_sleep(BUSY_STEP_MS);
	database->busy_ms += BUSY_STEP_MS;
	return 1;
}

/* `path` as a URI, with what SQLite would read as syntax escaped. */
static char *make_uri(const char *path, const char *parameters)
{
	yd_buf uri = {0};
	yd_buf_puts(&uri, *path == '/' ? "file://" : "file:");
	for (const char *c = path; *c; c++) {
		if (strchr("?#%", *c))
			yd_buf_printf(&uri, "%%%02X", (unsigned)*c);
		else
			yd_buf_putc(&uri, *c);
	}
	yd_buf_puts(&uri, parameters);
	return yd_buf_take(&uri);
}

static int stop_on_request(void *context)
{
	struct database *database = context;
	return atomic_load(&database->interrupted);
}

enum { STEPS_BETWEEN_LOOKS = 1000 };

/* What a connection asks its handle. */
static void attach(struct database *database)
{
	sqlite3_busy_handler(database->db, wait_for_others, database);
	sqlite3_progress_handler(database->db, STEPS_BETWEEN_LOOKS, stop_on_request, database);
}

static yd_status connect(struct database *database, yd_error *err)
{
	const char *parameters = !database->read_only  ? "?mode=rw"
				 : database->immutable ? "?mode=ro&immutable=1"
						       : "?mode=ro&readonly_shm=1";
	char *uri = make_uri(database->path, parameters);
	int rc = sqlite3_open_v2(uri, &database->db,
		(database->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
			SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
		NULL);
	free(uri);
	if (rc != SQLITE_OK)
		return database_fail(database, rc, err);
	sqlite3_extended_result_codes(database->db, 1);
	attach(database);
	sqlite3_db_config(database->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	if (database->kind->connected &&
		(rc = database->kind->connected(database->db)) != SQLITE_OK)
		return database_fail(database, rc, err);
	/* Until it is known to be ours, not even another program's -wal is written back. */
	sqlite3_db_config(database->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
	return database_exec(database,
		"PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA foreign_keys=ON;"
		"PRAGMA temp_store=MEMORY;",
		err);
}

static bool is_shared_memory_failure(int rc)
{
	return rc == SQLITE_IOERR_SHMMAP || rc == SQLITE_IOERR_SHMOPEN ||
	       rc == SQLITE_IOERR_SHMSIZE || rc == SQLITE_IOERR_SHMLOCK ||
	       rc == SQLITE_IOERR_LOCK || rc == SQLITE_PROTOCOL || rc == SQLITE_CANTOPEN;
}

static yd_status connect_again(struct database *database, yd_error *err)
{
	sqlite3_close(database->db); /* no statement is prepared yet */
	database->db = NULL;
	return connect(database, err);
}

static yd_status refuse_foreign(struct database *database, yd_error *err)
{
	return yd_fail(err, YD_DAMAGED, database->path,
		"is another program's SQLite file, not a %s of this one; it was left as it is: "
		"give another file with %s",
		yd_tr(database->kind->what), yd_tr(database->kind->other_file));
}

/* Whose file is it, and how old? A new file has neither number nor tables. */
static yd_status identify(struct database *database, int64_t *version, yd_error *err)
{
	int64_t application = 0, tables = 0;
	yd_status status = database_number(database, "PRAGMA application_id", &application, err);
	if (status == YD_OK)
		status = database_number(database, "PRAGMA user_version", version, err);
	if (status == YD_OK)
		status = database_number(
			database, "SELECT count(*) FROM sqlite_master", &tables, err);
	if (status != YD_OK)
		return status;
	bool is_new = application == 0 && *version == 0 && tables == 0;
	if (!is_new && (uint32_t)application != database->kind->application_id)
		return refuse_foreign(database, err);
	if (*version > database->kind->version)
		return yd_fail(err, YD_NEWER, database->path,
			"was made by a newer version of this program (its format is %d, this one "
			"knows %d); %s",
			(int)*version, database->kind->version, yd_tr(database->kind->if_newer));
	sqlite3_db_config(database->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
	return YD_OK;
}

/* The same in one transaction: another process may be making the file just now. */
static yd_status identify_at_once(struct database *database, int64_t *version, yd_error *err)
{
	yd_status status = database_begin_read(database, err);
	if (status != YD_OK)
		return status;
	return database_end(database, identify(database, version, err), err);
}

/*
 * A file in WAL mode that came to a place without shared memory. A connection that has the file to
 * itself from its first access on needs none, and can put the file into DELETE; then it is opened
 * as usual.
 */
static yd_status leave_wal(struct database *database, yd_error *err)
{
	int64_t version = 0;
	yd_status status = connect_again(database, err);
	if (status == YD_OK)
		status = database_exec(database, "PRAGMA locking_mode=EXCLUSIVE", err);
	if (status == YD_OK)
		status = identify(database, &version, err);
	if (status == YD_OK)
		status = database_exec(database, "PRAGMA journal_mode=DELETE", err);
	if (status == YD_OK)
		status = connect_again(database, err);
	if (status == YD_OK)
		status = database_exec(database, "SELECT count(*) FROM sqlite_master", err);
	return status;
}

/* The first read: SQLite looks at the file only now. */
static yd_status touch(struct database *database, yd_error *err)
{
	int rc = sqlite3_exec(database->db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		return YD_OK;
	if (!is_shared_memory_failure(rc))
		return database_fail(database, rc, err);
	if (!database->read_only)
		return leave_wal(database, err);
	return yd_fail(err, YD_READ_ONLY, database->path,
		"has changes in %s-wal that cannot be read from where nothing may be written; copy "
		"both files to "
		"a folder of yours, or open it once for writing",
		database->path);
}

static yd_status apply_step(struct database *database, int64_t version, yd_error *err)
{
	char numbers[96];
	sqlite3_snprintf((int)sizeof numbers, numbers,
		"PRAGMA application_id=%u; PRAGMA user_version=%d",
		(unsigned)database->kind->application_id, (int)version + 1);
	yd_status status = database_exec(database, database->kind->migrations[version], err);
	if (status == YD_OK)
		status = database_exec(database, numbers, err);
	return status;
}

/* Each step is one transaction; which one is due is asked inside it, since another process may have
 * been first. */
static yd_status migrate(struct database *database, yd_error *err)
{
	for (;;) {
		int64_t version = 0;
		yd_status status = database_begin(database, err);
		if (status != YD_OK)
			return status;
		status = identify(database, &version, err);
		bool due = status == YD_OK && version < database->kind->version;
		if (due)
			status = apply_step(database, version, err);
		status = database_end(database, status, err);
		if (status != YD_OK || !due)
			return status;
	}
}

/* A new file is made under a rollback journal, so that it is whole or empty, and then put into WAL.
 */
static yd_status set_journal(struct database *database, yd_error *err)
{
	if (database->shared)
		return YD_OK;
	int rc = sqlite3_exec(database->db,
		"PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master;", NULL, NULL, NULL);
	if (rc == SQLITE_OK ||
		rc == SQLITE_BUSY) /* busy: another process is at it, any mode works */
		return YD_OK;
	if (is_shared_memory_failure(rc))
		return leave_wal(database, err);
	return database_fail(database, rc, err);
}

static bool has_wal(struct database *database)
{
	sqlite3_stmt *stmt = NULL;
	bool wal = sqlite3_prepare_v2(database->db, "PRAGMA journal_mode", -1, &stmt, NULL) ==
			   SQLITE_OK &&
		   sqlite3_step(stmt) == SQLITE_ROW &&
		   sqlite3_stricmp((const char *)sqlite3_column_text(stmt, 0), "wal") == 0;
	sqlite3_finalize(stmt);
	return wal;
}

static yd_status open_for_writing(struct database *database, yd_error *err)
{
	int64_t version = 0;
	/* WAL cannot work there, and SQLite does not notice. */
	database->shared = yd_file_is_shared(database->path);
	yd_status status = connect(database, err);
	if (status == YD_OK)
		status = database->shared ? leave_wal(database, err) : touch(database, err);
	if (status == YD_OK)
		status = identify_at_once(database, &version, err);
	if (status == YD_OK && version < database->kind->version)
		status = migrate(database, err);
	if (status == YD_OK)
		status = set_journal(database, err);
	if (status == YD_OK)
		/* Debian builds SECURE_DELETE in: zeros over what is freed, at a quarter of the
		 * speed. */
		status = database_exec(database,
			"PRAGMA synchronous=FULL; PRAGMA journal_size_limit=16777216; PRAGMA "
			"secure_delete=OFF;",
			err);
	database->wal = status == YD_OK && has_wal(database);
	return status;
}

static yd_status open_for_reading(struct database *database, yd_error *err)
{
	int64_t version = 0;
	database->read_only = true;
	database->mark = file_mark(database->path);
	database->immutable = !file_has_beside(database->path, "-wal");
	yd_status status = connect(database, err);
	if (status == YD_OK)
		status = touch(database, err);
	if (status == YD_OK)
		status = identify_at_once(database, &version, err);
	if (status == YD_OK && version < database->kind->version)
		status = yd_fail(err, YD_READ_ONLY, database->path,
			"was made by an older version of this program and must be brought up to "
			"date, but is open for "
			"reading only; open it once for writing");
	return status;
}

static void disconnect(struct database *database)
{
	for (size_t i = 0; database->prepared && i < database->kind->statement_count; i++) {
		sqlite3_finalize(database->prepared[i]);
		database->prepared[i] = NULL;
	}
	sqlite3_close_v2(database->db);
	database->db = NULL;
}

/* Immutable files are not locked, and SQLite takes their pages for good: it must not go on when
 * they change. */
yd_status database_refresh(struct database *database, yd_error *err)
{
	struct file_mark now = file_mark(database->path);
	if (memcmp(&now, &database->mark, sizeof now) == 0 &&
		!file_has_beside(database->path, "-wal"))
		return YD_OK;
	struct database fresh = {.kind = database->kind, .path = database->path};
	yd_status status = open_for_reading(&fresh, err);
	if (status != YD_OK) {
		disconnect(&fresh);
		return status;
	}
	disconnect(database);
	database->db = fresh.db;
	database->immutable = fresh.immutable;
	database->mark = fresh.mark;
	database->reopened++;
	attach(database);
	return YD_OK;
}

/* SQLite keeps account of all memory it takes, under a lock: of nobody's interest here, and FTS5,
 * which takes memory for each row that has a phrase of six characters or more, counts these 7 %
 * faster without. Has to be said before the first file is opened, which is done by one thread. */
static void configure(void)
{
	static atomic_flag done = ATOMIC_FLAG_INIT;
	if (!atomic_flag_test_and_set(&done))
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Even readers of a file in WAL write a little beside it. Where there is no room for that, the file
 * is read as one that cannot be written. */
static yd_status open_on_full_disk(struct database *database, yd_error *err)
{
	disconnect(database);
	database->full = true;
	return open_for_reading(database, err);
}

static yd_status open_any(struct database *database, yd_open_mode mode, yd_error *err)
{
	/* SQLite's name for a store without a file; the library uses it for one that is missing and
	 * must not be made. */
	if (strcmp(database->path, ":memory:") == 0)
		return open_for_writing(database, err);
	enum file_state state;
	yd_status status = file_look(database->kind, database->path, &state, err);
	if (status != YD_OK)
		return status;
	if (mode == YD_OPEN_READ && (state == FILE_MISSING || state == FILE_EMPTY))
		return yd_fail(err, YD_NOT_FOUND, database->path,
			state == FILE_EMPTY ? N_("is empty; open it once for writing")
					    : N_("is not there"));
	if (mode == YD_OPEN_READ || state == FILE_READABLE)
		return open_for_reading(database, err);
	if (state == FILE_MISSING)
		status = file_make(database->kind, database->path, err);
	if (status == YD_OK)
		status = open_for_writing(database, err);
	bool full = status != YD_OK && database->db && sqlite3_errcode(database->db) == SQLITE_FULL;
	return full && state == FILE_WRITABLE && open_on_full_disk(database, NULL) == YD_OK
		       ? YD_OK
		       : status;
}

yd_status database_open(struct database *database, const struct store_kind *kind, const char *path,
	yd_open_mode mode, yd_error *err)
{
	configure();
	memset(database, 0, sizeof *database);
	database->kind = kind;
	database->path = yd_strdup(path ? path : "");
	database->prepared = yd_alloc(kind->statement_count * sizeof *database->prepared);
	yd_status status = open_any(database, mode, err);
	if (status != YD_OK)
		database_close(database);
	return status;
}

void database_close(struct database *database)
{
	disconnect(database);
	free(database->prepared);
	free(database->path);
	memset(database, 0, sizeof *database);
}
