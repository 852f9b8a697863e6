/*
 * Keeping the index: what goes into it for a document, and when.
 *
 * `indexed` has a row for each document: base, the rowid of its unit 0 in `find` (unit i is base +
 * i), or NULL while the document waits; how many rowids it has; and a hash of what was put in. FTS5
 * keeps no text of ours (content=''), and to take a unit out it must be given what was put in. That
 * is made again from the stored document; should its hash differ, because a program of another
 * version put it in, then the whole index is emptied and all documents wait. A wrong entry would
 * stay for ever, an emptied index is made again.
 *
 * Bases follow one another, and are not made from the document's id with room to spare: the
 * distance of two rowids is what most of the index is made of, and below 128 it takes one byte.
 */
#include "find_inner.h"

#include <stdlib.h>
#include <string.h>

enum { FLUSH_BYTES = 8 << 20, FLUSH_MS = 1000, MORE_BYTES = 8 << 20, MORE_MS = 500 };
enum { MERGE_PAGES = 200 }; /* in a step */

/* ---- the table `find` ---- */

static yd_status run_values(yd_corpus *corpus, int statement, int64_t base,
	const struct index_values *values, yd_error *err)
{
	yd_status status = YD_OK;
	size_t start = 0;
	for (size_t i = 0; i < values->count && status == YD_OK; start = values->ends[i++])
		if (values->ends[i] > start)
			status = database_run(&corpus->base, err, statement, "it",
				base + (int64_t)i,
				(yd_str){values->bytes.ptr + start, values->ends[i] - start});
	return status;
}

static yd_status next_base(yd_corpus *corpus, int64_t *base, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(&corpus->base, err, &stmt, LAST_BASE, "");
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	*base = 1;
	if (status == YD_END)
		return YD_OK;
	if (status == YD_OK)
		*base = sqlite3_column_int64(stmt, 0);
	database_done(stmt);
	return status;
}

static yd_status write_values(
	yd_corpus *corpus, int64_t doc, const struct index_values *values, yd_error *err)
{
	int64_t base;
	yd_status status = next_base(corpus, &base, err);
	if (status == YD_OK)
		status = run_values(corpus, FIND_PUT, base, values, err);
	if (status == YD_OK)
		status = database_run(&corpus->base, err, PUT_INDEXED, "iiii", doc, base,
			(int64_t)values->count, (int64_t)values->hash);
	return status;
}

static yd_status wait_for_index(yd_corpus *corpus, int64_t doc, uint64_t hash, yd_error *err)
{
	return database_run(&corpus->base, err, PUT_INDEXED, "iiii", doc, INT64_C(0), INT64_C(0),
		(int64_t)hash);
}

struct indexed {
	int64_t base, units; /* base 0: it waits */
	uint64_t hash;
};

/* YD_END when the document has no row. */
static yd_status read_indexed(yd_corpus *corpus, int64_t doc, struct indexed *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	*out = (struct indexed){0};
	yd_status status = database_query(&corpus->base, err, &stmt, GET_INDEXED, "i", doc);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status;
	out->base = sqlite3_column_int64(stmt, 0);
	out->units = sqlite3_column_int64(stmt, 1);
	out->hash = (uint64_t)sqlite3_column_int64(stmt, 2);
	database_done(stmt);
	return YD_OK;
}

/* ---- is the index of our making? ---- */

static yd_status read_version(yd_corpus *corpus, bool *same, yd_error *err)
{
	sqlite3_stmt *stmt;
	*same = false;
	yd_status status = database_query(&corpus->base, err, &stmt, GET_INDEX_VERSION, "");
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	yd_str version = column_blob(stmt, 0);
	*same = yd_str_equal(version, yd_str_of(corpus->index.rules.version));
	database_done(stmt);
	return YD_OK;
}

/* Empties the index; every document waits. */
static yd_status empty_index(yd_corpus *corpus, yd_error *err)
{
	const char *version = corpus->index.rules.version;
	yd_status status = database_run(&corpus->base, err, FIND_COMMAND, "s", "delete-all");
	if (status == YD_OK)
		status = database_run(&corpus->base, err, ALL_WAIT, "");
	if (status == YD_OK)
		status = database_run(
			&corpus->base, err, SET_INDEX_VERSION, "s", version ? version : "");
	return status;
}

/* The first thing in a transaction that writes to the index. */
static yd_status prepare_writing(yd_corpus *corpus, yd_error *err)
{
	bool same = true;
	yd_status status = YD_OK;
	if (!corpus->index.checked)
		status = read_version(corpus, &same, err);
	if (status == YD_OK && !same)
		status = empty_index(corpus, err);
	if (status == YD_OK)
		status = index_set_merging(
			corpus, corpus->index.bulk ? MERGING_IN_STEPS : MERGING_AS_IT_GOES, err);
	if (status == YD_OK)
		corpus->index.checked = true;
	return status;
}

/* ---- a document in the transaction that writes it ---- */

static void unqueue(yd_corpus *corpus, int64_t doc);

yd_status index_remove(yd_corpus *corpus, const struct index_place *old, yd_error *err)
{
	struct indexed indexed;
	struct index_values values = {0};
	unqueue(corpus, old->doc);
	yd_status status = read_indexed(corpus, old->doc, &indexed, err);
	if (status != YD_OK || indexed.base == 0)
		return status == YD_END ? YD_OK : status;
	if (!corpus->index.rules.texts)
		return empty_index(corpus, err);
	status = prepare_writing(corpus, err);
	if (status == YD_OK)
		status = read_indexed(corpus, old->doc, &indexed, err);
	if (status != YD_OK || indexed.base == 0)
		return status;
	status = index_values_stored(corpus, old, &values, NULL);
	if (status == YD_OK && values.hash == indexed.hash)
		status = run_values(corpus, FIND_DELETE, indexed.base, &values, err);
	else if (status != YD_INTERRUPTED)
		status = empty_index(corpus, err);
	index_values_free(&values);
	return status;
}

yd_status index_add(yd_corpus *corpus, const struct index_place *place, const yd_doc_row *row,
	const struct index_place *old, struct index_values *later, yd_error *err)
{
	struct indexed indexed = {0};
	struct index_values values = {0};
	yd_status status = YD_OK;
	if (row->texts && corpus->index.rules.texts) {
		status = prepare_writing(corpus, err);
		if (status == YD_OK)
			status = index_values_make(corpus, place, row->units, row->unit_count,
				row->texts, &values, err);
	}
	if (status == YD_OK && old)
		status = read_indexed(corpus, place->doc, &indexed, err);
	if (status == YD_END)
		status = YD_OK;
	/* Read anew, and nothing that is searched has changed. */
	if (status == YD_OK && indexed.base && values.hash == indexed.hash) {
		index_values_free(&values);
		return YD_OK;
	}
	if (status == YD_OK && old)
		status = index_remove(corpus, old, err);
	if (status == YD_OK && values.hash && !corpus->index.bulk)
		status = write_values(corpus, place->doc, &values, err);
	else if (status == YD_OK)
		status = wait_for_index(corpus, place->doc, values.hash, err);
	if (status == YD_OK && values.hash && corpus->index.bulk)
		*later = values;
	else
		index_values_free(&values);
	return status;
}

/* ---- the queue of a bulk import ---- */

static void unqueue(yd_corpus *corpus, int64_t doc)
{
	struct index_state *index = &corpus->index;
	for (size_t i = 0; i < index->queued; i++)
		if (index->queue[i].doc == doc)
			index_values_free(&index->queue[i].values);
}

static void empty_queue(yd_corpus *corpus)
{
	struct index_state *index = &corpus->index;
	for (size_t i = 0; i < index->queued; i++)
		index_values_free(&index->queue[i].values);
	index->queued = 0;
	index->queued_bytes = 0;
}

/* What waits is put in, unless someone else did or it was replaced meanwhile. */
static yd_status put_queued(yd_corpus *corpus, const struct index_queued *item, yd_error *err)
{
	struct indexed indexed;
	if (item->values.count == 0)
		return YD_OK;
	yd_status status = read_indexed(corpus, item->doc, &indexed, err);
	if (status == YD_END)
		return YD_OK;
	if (status != YD_OK || indexed.base || indexed.hash != item->values.hash)
		return status;
	return write_values(corpus, item->doc, &item->values, err);
}

/* From *done on; what takes longer, on a slow or busy machine, is parted for the sake of others who
 * want to write. */
static yd_status flush_some(yd_corpus *corpus, size_t *done, yd_error *err)
{
	struct index_state *index = &corpus->index;
	int64_t start = time_ms();
	yd_status status = database_begin(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = prepare_writing(corpus, err);
	do
		if (status == YD_OK)
			status = put_queued(corpus, &index->queue[(*done)++], err);
	while (status == YD_OK && *done < index->queued && time_ms() - start < FLUSH_MS);
	status = database_end(&corpus->base, status, err);
	if (status != YD_OK)
		index_forget(corpus);
	else if (*done < index->queued)
		index_let_others_in(corpus, time_ms() - start);
	return status;
}

yd_status index_flush(yd_corpus *corpus, yd_error *err)
{
	struct index_state *index = &corpus->index;
	yd_status status = YD_OK;
	size_t done = 0;
	if (index->queued == 0)
		return YD_OK;
	while (status == YD_OK && done < index->queued)
		status = flush_some(corpus, &done, err);
	if (status != YD_INTERRUPTED && status != YD_BUSY) /* else what is left waits in the file */
		empty_queue(corpus);
	return status == YD_OK && index->bulk ? index_merge_bulk(corpus, err) : status;
}

yd_status index_queue(yd_corpus *corpus, int64_t doc, struct index_values *values, yd_error *err)
{
	struct index_state *index = &corpus->index;
	if (values->count == 0)
		return YD_OK;
	YD_GROW(index->queue, index->queued, index->queue_cap);
	index->queue[index->queued++] = (struct index_queued){doc, *values};
	index->queued_bytes += values->bytes.len;
	*values = (struct index_values){0};
	return index->queued_bytes >= FLUSH_BYTES ? index_flush(corpus, err) : YD_OK;
}

size_t yd_corpus_index_queued(const yd_corpus *corpus)
{
	return corpus->index.queued_bytes;
}

void index_forget(yd_corpus *corpus)
{
	corpus->index.checked = false;
	corpus->index.merging = MERGING_UNKNOWN;
}

void index_close(yd_corpus *corpus)
{
	/* A failure costs nothing: what is not in waits in the file. */
	if (corpus->base.db && !corpus->base.read_only)
		index_flush(corpus, NULL);
	empty_queue(corpus);
	free(corpus->index.queue);
}

/* ---- documents that wait ---- */

void yd_corpus_index_by(yd_corpus *corpus, const yd_index_rules *rules)
{
	corpus->index.rules = *rules;
	corpus->index.checked = false;
}

bool index_is_current(yd_corpus *corpus)
{
	bool same = false;
	return corpus->index.rules.texts && read_version(corpus, &same, NULL) == YD_OK && same;
}

/* How many wait; all where the index is of other making. */
static yd_status count_waiting(yd_corpus *corpus, int64_t *docs, bool *all, yd_error *err)
{
	bool same = false;
	yd_status status = read_version(corpus, &same, err);
	if (status != YD_OK)
		return status;
	*all = !same;
	return database_number(&corpus->base,
		same ? "SELECT count(*) FROM indexed WHERE base IS NULL"
		     : "SELECT count(*) FROM doc",
		docs, err);
}

yd_status yd_corpus_index_waiting(yd_corpus *corpus, size_t *docs, yd_error *err)
{
	int64_t count = 0;
	bool all;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = index_flush(corpus, err);
	if (status == YD_OK)
		status = count_waiting(corpus, &count, &all, err);
	*docs = (size_t)count;
	return status;
}

static yd_status next_waiting(
	yd_corpus *corpus, int64_t after, bool all, int64_t *id, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_query(
		&corpus->base, err, &stmt, all ? NEXT_DOC : NEXT_WAITING, "i", after);
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status;
	*id = sqlite3_column_int64(stmt, 0);
	database_done(stmt);
	return YD_OK;
}

yd_status yd_corpus_index_next_waiting(yd_corpus *corpus, int64_t after, int64_t *id, yd_error *err)
{
	int64_t count;
	bool all;
	yd_status status = database_enter(&corpus->base, err);
	if (status == YD_OK)
		status = index_flush(corpus, err);
	if (status == YD_OK)
		status = count_waiting(corpus, &count, &all, err);
	return status == YD_OK ? next_waiting(corpus, after, all, id, err) : status;
}

static yd_status index_stored(yd_corpus *corpus, int64_t id, size_t *bytes, yd_error *err)
{
	struct index_values values;
	yd_status status = index_values_of(corpus, id, &values, err);
	if (status == YD_DAMAGED) /* without text it is found by nothing; doctor tells of it */
		status = YD_OK;
	if (status == YD_OK)
		status = write_values(corpus, id, &values, err);
	*bytes += values.bytes.len;
	index_values_free(&values);
	return status;
}

static yd_status index_some(yd_corpus *corpus, yd_error *err)
{
	int64_t id = 0, start = time_ms();
	size_t bytes = 0;
	yd_status status = prepare_writing(corpus, err);
	while (status == YD_OK && bytes < MORE_BYTES && time_ms() - start < MORE_MS) {
		status = next_waiting(corpus, id, false, &id, err);
		if (status == YD_OK)
			status = index_stored(corpus, id, &bytes, err);
	}
	return status == YD_END ? YD_OK : status;
}

yd_status yd_corpus_index_more(yd_corpus *corpus, size_t *left, yd_error *err)
{
	int64_t count = 0, start = time_ms();
	bool all;
	*left = 0;
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = index_flush(corpus, err);
	if (status == YD_OK)
		status = count_waiting(corpus, &count, &all, err);
	if (status == YD_OK && count && !corpus->index.rules.texts)
		return yd_fail(err, YD_INVALID, corpus->base.path,
			"has %lld documents to index and nobody who folds", (long long)count);
	if (status != YD_OK || count == 0)
		return status;
	status = database_begin(&corpus->base, err);
	if (status == YD_OK)
		status = database_end(&corpus->base, index_some(corpus, err), err);
	if (status != YD_OK)
		index_forget(corpus);
	else
		status = count_waiting(corpus, &count, &all, err);
	*left = (size_t)count;
	if (status == YD_OK && count)
		index_let_others_in(corpus, time_ms() - start);
	return status;
}

yd_status yd_corpus_index_reset(yd_corpus *corpus, yd_error *err)
{
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = database_end(&corpus->base, empty_index(corpus, err), err);
	index_forget(corpus);
	return status;
}

yd_status yd_corpus_index_merge(yd_corpus *corpus, bool whole, bool *more, yd_error *err)
{
	*more = false;
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = index_flush(corpus, err);
	if (status == YD_OK)
		status = index_merge_as_it_goes(corpus, err);
	if (status == YD_OK)
		status = index_merge_step(corpus, whole ? -MERGE_PAGES : MERGE_PAGES, more, err);
	return status;
}
