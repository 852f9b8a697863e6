/*
 * database.h: one SQLite file of ours: opening, prepared statements, transactions, failures.
 * Inner header of src/store; nothing outside this folder sees SQLite.
 */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include <yaodian/corpus.h>

/* What tells the cache from user data. Static tables. */
struct store_kind {
	const char *what; /* "cache": what messages call the file */
	const char *other_file; /* how a user names another file */
	const char *if_damaged; /* the way out, the end of a message */
	const char *if_newer;
	uint32_t application_id;
	const char *const *migrations; /* step i takes user_version i to i + 1 */
	int version;                   /* how many steps there are */
	const char *const *statements; /* SQL by number */
	size_t statement_count;
	int (*connected)(sqlite3 *db); /* what a connection needs before its first statement; NULL: nothing */
};

/* Tells whether a file was written to. */
struct file_mark {
	uint64_t device, inode, size;
	int64_t seconds, nanoseconds;
};

struct database {
	const struct store_kind *kind;
	sqlite3 *db;
	char *path;
	bool read_only, immutable;
	bool full; /* read_only, since there is no room on the disk */
	bool shared; /* by several machines: never WAL */
	bool wal;    /* open for writing, in WAL */
	bool held;   /* a transaction that reads is open until database_release() */
	sqlite3_stmt **prepared; /* by number; NULL until first used */
	struct file_mark mark;   /* immutable: what the file looked like when it was opened */
	uint32_t reopened;       /* how often since */
	atomic_bool interrupted;
	uint64_t changes; /* transactions this handle has committed */
	unsigned busy_ms; /* waited for another process in this call */
};

/* ---- open.c ---- */

/* As yd_corpus_open(). On failure the database is closed. */
yd_status database_open(struct database *database, const struct store_kind *kind, const char *path,
	yd_open_mode mode, yd_error *err);
void database_close(struct database *database);
/* A file opened as immutable that another process has written to since is opened again. */
yd_status database_refresh(struct database *database, yd_error *err);

/* ---- enter.c ---- */

/* YD_INTERRUPTED when a stop was asked for, which is taken off by that; the first line of every public call. */
yd_status database_enter(struct database *database, yd_error *err);
/* YD_READ_ONLY on a handle open for reading. */
yd_status database_can_write(struct database *database, yd_error *err);
/* Both: the first line of every public call that writes. */
yd_status database_enter_write(struct database *database, yd_error *err);
void database_interrupt(struct database *database);
/* Another number after another process wrote to the file. */
uint64_t database_version(struct database *database);

/* ---- files.c: what stands at a path, before SQLite touches it ---- */

enum file_state { FILE_MISSING, FILE_EMPTY, FILE_WRITABLE, FILE_READABLE };

/* What stands at `path`. Fails on what can be no store: a folder, a dangling link, another format. */
yd_status file_look(const struct store_kind *kind, const char *path, enum file_state *state, yd_error *err);
/* Makes the file, empty and for its owner only, with the folders it needs. */
yd_status file_make(const struct store_kind *kind, const char *path, yd_error *err);
/* Is there a file with that ending beside it ("-wal"), with something in it? */
bool file_has_beside(const char *path, const char *ending);
/* All zero when it cannot be looked at. */
struct file_mark file_mark(const char *path);

/* ---- database.c ---- */

/* Fills err from the connection's last failure `rc` and returns the status it means. */
yd_status database_fail(struct database *database, int rc, yd_error *err);
/* The YD_DAMAGED of content that SQLite read well and that still cannot be ours. */
yd_status database_broken(struct database *database, const char *what, yd_error *err);

/*
 * The prepared statement `number` with values bound to ?1 ?2 … by `types`, a letter each:
 * i int64_t, s const char * (NULL is null), t yd_str as text, b yd_str as blob (ptr NULL is null).
 * Values are borrowed until the statement is done. database_done() when it is left before YD_END.
 */
yd_status database_query(
	struct database *database, yd_error *err, sqlite3_stmt **stmt, int number, const char *types, ...);
/* YD_OK with a row, YD_END after the last; at YD_END and on failure the statement is reset. */
yd_status database_step(struct database *database, sqlite3_stmt *stmt, yd_error *err);
void database_done(sqlite3_stmt *stmt); /* NULL is fine */
/* Both at once: its first row. database_done() after YD_OK. */
yd_status database_first(
	struct database *database, yd_error *err, sqlite3_stmt **stmt, int number, const char *types, ...);
/* The number in its first row; 0 when it has none or it is null. */
yd_status database_value(
	struct database *database, yd_error *err, int64_t *value, int number, const char *types, ...);
/* Binds and runs a statement that gives no rows. */
yd_status database_run(struct database *database, yd_error *err, int number, const char *types, ...);
/* A statement of its own with the SQL of `number`, where one is not enough; sqlite3_finalize(). */
yd_status database_prepare_own(struct database *database, int number, sqlite3_stmt **stmt, yd_error *err);
/* SQL that runs once and gives nothing. */
yd_status database_exec(struct database *database, const char *sql, yd_error *err);
/* The number a one-row pragma or select gives. */
yd_status database_number(struct database *database, const char *sql, int64_t *out, yd_error *err);

/* Until database_release(), a transaction of its own or a call that writes, all statements read one state of
 * the file: taking and giving back the lock for each costs more than most of them. Best effort. */
void database_hold(struct database *database);
void database_release(struct database *database);
/* A transaction that writes (waits for other writers), or one that only reads; both end with database_end(). */
yd_status database_begin(struct database *database, yd_error *err);
yd_status database_begin_read(struct database *database, yd_error *err);
/* Commits when `status` is YD_OK or YD_END, else takes back and keeps *err; returns the status that results. */
yd_status database_end(struct database *database, yd_status status, yd_error *err);

/* Column readers. The string is a copy, NULL for null. */
char *column_string(sqlite3_stmt *stmt, int column);
yd_str column_blob(sqlite3_stmt *stmt, int column); /* borrowed until the next step */

/* "2026-11-21T09:30:00Z" */
void time_now(char out[21]);
/* Of a clock that only goes forward. */
int64_t time_ms(void);

/* SQLite's integrity and foreign key checks; one line each fault. */
yd_status database_check(struct database *database, yd_buf *report, size_t *faults, yd_error *err);

#endif
