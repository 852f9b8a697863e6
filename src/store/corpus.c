/* The handle of the cache: opening, closing, modes. */
#include "inner.h"

#include <stdlib.h>

/* How much of the file SQLite keeps in memory (KiB) and lets gather in the -wal (pages) before it
 * is written back. */
enum { CACHE_KIB = 1536, BULK_CACHE_KIB = 65536, WAL_PAGES = 1000, BULK_WAL_PAGES = 8000 };

/* In WAL, NORMAL waits for the disk at checkpoints only, and a loss of power takes whole documents
 * or none. A rollback journal gives no such promise: there each commit is waited for. */
static yd_status set_cache(yd_corpus *corpus, bool bulk, yd_error *err)
{
	char sql[160];
	sqlite3_snprintf((int)sizeof sql, sql,
		"PRAGMA main.cache_size=-%d; PRAGMA main.synchronous=%s; PRAGMA "
		"main.wal_autocheckpoint=%d;",
		bulk ? BULK_CACHE_KIB : CACHE_KIB, bulk && corpus->base.wal ? "NORMAL" : "FULL",
		bulk ? BULK_WAL_PAGES : WAL_PAGES);
	return database_exec(&corpus->base, sql, err);
}

/* Brings the -wal into the file as far as other readers allow, and to the disk. */
static void checkpoint(yd_corpus *corpus)
{
	sqlite3_wal_checkpoint_v2(corpus->base.db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

yd_status yd_corpus_open(const char *path, yd_open_mode mode, yd_corpus **out, yd_error *err)
{
	yd_corpus *corpus = yd_alloc(sizeof *corpus);
	*out = NULL;
	yd_status status = database_open(&corpus->base, &corpus_kind, path, mode, err);
	if (status == YD_OK) {
		status = set_cache(corpus, false, err);
		if (status != YD_OK)
			database_close(&corpus->base);
	}
	if (status != YD_OK) {
		free(corpus);
		return status;
	}
	*out = corpus;
	return YD_OK;
}

void yd_corpus_close(yd_corpus *corpus)
{
	if (!corpus)
		return;
	index_close(corpus);
	filter_forget(corpus);
	references_forget(corpus);
	database_close(&corpus->base);
	yd_packer_free(corpus->packer);
	ZSTD_freeDCtx(corpus->unpacker);
	free(corpus);
}

bool yd_corpus_read_only(const yd_corpus *corpus)
{
	return corpus->base.read_only;
}

yd_status yd_corpus_can_write(yd_corpus *corpus, yd_error *err)
{
	return database_can_write(&corpus->base, err);
}

const char *yd_corpus_path(const yd_corpus *corpus)
{
	return corpus->base.path;
}

void yd_corpus_interrupt(yd_corpus *corpus)
{
	database_interrupt(&corpus->base);
}

void yd_corpus_hold(yd_corpus *corpus)
{
	database_hold(&corpus->base);
}

void yd_corpus_release(yd_corpus *corpus)
{
	database_release(&corpus->base);
}

uint64_t yd_corpus_version(yd_corpus *corpus)
{
	return database_version(&corpus->base);
}

/* Neither of these two is stopped by an interrupt: they come after what was stopped. */
yd_status yd_corpus_bulk(yd_corpus *corpus, bool on, yd_error *err)
{
	yd_status status = database_can_write(&corpus->base, err);
	if (status == YD_OK && !on)
		do
			status = index_flush(corpus, err);
		while (status == YD_INTERRUPTED);
	corpus->index.bulk = on;
	if (status == YD_OK && !on) {
		status = index_merge_as_it_goes(corpus, err);
		/* Merging can wait; who is asked to stop is the call behind this one. */
		if (status == YD_INTERRUPTED) {
			database_interrupt(&corpus->base);
			status = YD_OK;
		}
	}
	if (status == YD_OK)
		status = set_cache(corpus, on, err);
	if (status == YD_OK && !on) {
		checkpoint(corpus);
		sqlite3_db_release_memory(corpus->base.db);
	}
	return status;
}

yd_status yd_corpus_tidy(yd_corpus *corpus, yd_error *err)
{
	yd_status status = database_can_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_exec(&corpus->base, "PRAGMA optimize", err);
	if (status == YD_OK)
		checkpoint(corpus);
	return status;
}
