#include "floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../src/store/find_inner.h"

enum { CHUNK = 500 }; /* documents in a transaction */

static double read_clock(clockid_t clock)
{
	struct timespec ts;
	clock_gettime(clock, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static floor_time now(void)
{
	return (floor_time){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_THREAD_CPUTIME_ID)};
}

static void add_since(floor_time start, floor_time *sum)
{
	floor_time end = now();
	sum->seconds += end.seconds - start.seconds;
	sum->processor += end.processor - start.processor;
}

static void check(sqlite3 *db, int rc)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE)
		return;
	fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
	check(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static sqlite3 *open_file(const char *path, yd_corpus *corpus)
{
	sqlite3 *db;
	char *sql = sqlite3_mprintf("ATTACH %Q AS src", yd_corpus_path(corpus));
	check(NULL, sqlite3_open(path, &db));
	check(db, find_register(db));
	run(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF;"
		"PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000; PRAGMA "
		"temp_store=MEMORY");
	run(db, sql);
	sqlite3_free(sql);
	return db;
}

/* Makes what src has but FTS5's own tables; `fill` has the statements that copy the rows. */
static void make_tables(sqlite3 *db, yd_buf *fill)
{
	sqlite3_stmt *stmt;
	yd_buf make = {0};
	check(db, sqlite3_prepare_v2(db,
			  "SELECT sql, type, name FROM src.sqlite_master WHERE sql IS NOT NULL AND "
			  "name NOT LIKE "
			  "'find\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER "
			  "BY rowid",
			  -1, &stmt, NULL));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 2);
		bool is_table = sqlite3_column_text(stmt, 1)[0] == 't';
		yd_buf_printf(&make, "%s;", sqlite3_column_text(stmt, 0));
		if (is_table && sqlite3_stricmp(name, "find") != 0)
			yd_buf_printf(
				fill, "INSERT INTO main.%s SELECT * FROM src.%s;", name, name);
	}
	sqlite3_finalize(stmt);
	run(db, make.ptr);
	run(db, "INSERT INTO find(find, rank) VALUES('hashsize', 33554432);"
		"INSERT INTO find(find, rank) VALUES('automerge', 0)");
	yd_buf_free(&make);
}

static void insert_terms(sqlite3_stmt *put, int64_t base, const struct index_values *values)
{
	size_t start = 0;
	for (size_t i = 0; i < values->count; start = values->ends[i++]) {
		if (values->ends[i] == start)
			continue;
		sqlite3_bind_int64(put, 1, base + (int64_t)i);
		sqlite3_bind_text64(put, 2, values->bytes.ptr + start, values->ends[i] - start,
			SQLITE_STATIC, SQLITE_UTF8);
		sqlite3_step(put);
		check(sqlite3_db_handle(put), sqlite3_reset(put));
	}
}

/* Up to CHUNK documents; *spent, making their values left out. False after the last. */
static bool insert_chunk(
	yd_corpus *corpus, sqlite3_stmt *docs, sqlite3_stmt *put, floor_time *spent)
{
	struct index_values values[CHUNK];
	int64_t base[CHUNK];
	size_t count = 0;
	yd_error err;
	while (count < CHUNK && sqlite3_step(docs) == SQLITE_ROW) {
		base[count] = sqlite3_column_int64(docs, 1);
		if (index_values_of(corpus, sqlite3_column_int64(docs, 0), &values[count], &err) !=
			YD_OK) {
			fprintf(stderr, "floor: %s\n", err.text);
			exit(1);
		}
		count++;
	}
	floor_time start = now();
	run(sqlite3_db_handle(put), "BEGIN");
	for (size_t i = 0; i < count; i++)
		insert_terms(put, base[i], &values[i]);
	run(sqlite3_db_handle(put), "COMMIT");
	add_since(start, spent);
	for (size_t i = 0; i < count; i++)
		index_values_free(&values[i]);
	return count == CHUNK;
}

floor_time floor_run(yd_corpus *corpus, const char *path)
{
	sqlite3 *db = open_file(path, corpus);
	sqlite3_stmt *docs, *put;
	yd_buf fill = {0};
	make_tables(db, &fill);
	floor_time start = now(), spent = {0};
	run(db, "BEGIN");
	run(db, fill.ptr);
	run(db, "COMMIT");
	add_since(start, &spent);
	/* On a connection of its own: the terms are committed while it reads. */
	sqlite3 *reader;
	check(NULL, sqlite3_open(yd_corpus_path(corpus), &reader));
	check(reader, sqlite3_prepare_v2(reader,
			      "SELECT doc, base FROM indexed WHERE base IS NOT NULL ORDER BY base",
			      -1, &docs, NULL));
	check(db, sqlite3_prepare_v2(
			  db, "INSERT INTO main.find(rowid, unit) VALUES(?1,?2)", -1, &put, NULL));
	while (insert_chunk(corpus, docs, put, &spent))
		;
	sqlite3_finalize(docs);
	sqlite3_finalize(put);
	sqlite3_close(reader);
	sqlite3_close(db);
	yd_buf_free(&fill);
	return spent;
}
