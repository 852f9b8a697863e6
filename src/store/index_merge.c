/*
 * Merging the parts of the index, in steps between which others come to write.
 *
 * Every commit that adds to FTS5's index leaves a part. As it goes, FTS5 merges a little at each
 * commit. In bulk that would cost too much; but a commit that finds 16 parts of one size merges
 * them all, whatever it is told: of an import that is 300 MB in one transaction, during which
 * nobody else can write for 2 s, or 16 s where other programs want the processors too. Others wait
 * 5 s (open.c). So in bulk FTS5 is kept from both, and the same 16 parts are merged here.
 */
#include "find_inner.h"

enum { BULK_STEP_PAGES = 1000 };
enum { HELD_MS = 100, PAUSE_MS = 15 };

/* usermerge: so many parts of one size are merged by the command `merge`. It takes no more than 16.
 * crisismerge: never reached. */
enum { AUTOMERGE, USERMERGE, CRISISMERGE, SETTINGS };
static const struct {
	const char *name;
	int64_t as_it_goes, in_steps; /* FTS5's defaults; in bulk */
} settings[SETTINGS] = {
	[AUTOMERGE] = {"automerge", 4, 0},
	[USERMERGE] = {"usermerge", 4, 16},
	[CRISISMERGE] = {"crisismerge", 16, 64},
};

/* As the file has it: a bulk import that was ended left its settings, and another program may have
 * set others since. */
static yd_status is_in_steps(yd_corpus *corpus, bool *in_steps, yd_error *err)
{
	sqlite3_stmt *stmt;
	*in_steps = false;
	yd_status status = database_query(&corpus->base, err, &stmt, GET_USERMERGE, "");
	if (status == YD_OK)
		status = database_step(&corpus->base, stmt, err);
	if (status != YD_OK)
		return status == YD_END ? YD_OK : status;
	*in_steps = sqlite3_column_int64(stmt, 0) != settings[USERMERGE].as_it_goes;
	database_done(stmt);
	return YD_OK;
}

yd_status index_set_merging(yd_corpus *corpus, enum index_merging merging, yd_error *err)
{
	bool in_steps;
	yd_status status = is_in_steps(corpus, &in_steps, err);
	if (status != YD_OK ||
		(corpus->index.merging == merging && in_steps == (merging == MERGING_IN_STEPS)))
		return status;
	for (size_t i = 0; i < SETTINGS && status == YD_OK; i++)
		status = database_run(&corpus->base, err, FIND_CONFIG, "si", settings[i].name,
			merging == MERGING_IN_STEPS ? settings[i].in_steps
						    : settings[i].as_it_goes);
	if (status == YD_OK)
		corpus->index.merging = merging;
	return status;
}

/* What is as it should be is not written. */
yd_status index_merge_as_it_goes(yd_corpus *corpus, yd_error *err)
{
	bool in_steps = false;
	yd_status status = is_in_steps(corpus, &in_steps, err);
	if (status != YD_OK || !in_steps)
		return status;
	status = database_begin(&corpus->base, err);
	if (status != YD_OK)
		return status;
	corpus->index.merging = MERGING_UNKNOWN;
	status = index_set_merging(corpus, MERGING_AS_IT_GOES, err);
	status = database_end(&corpus->base, status, err);
	if (status != YD_OK)
		corpus->index.merging = MERGING_UNKNOWN;
	return status;
}

void index_let_others_in(yd_corpus *corpus, int64_t held_ms)
{
	corpus->index.held_ms += held_ms;
	if (corpus->index.held_ms < HELD_MS)
		return;
	corpus->index.held_ms = 0;
	sqlite3_sleep(PAUSE_MS);
}

yd_status index_merge_step(yd_corpus *corpus, int64_t pages, bool *more, yd_error *err)
{
	int64_t start = time_ms();
	/* As FTS5's manual has it: a merge that found nothing to do changes fewer than two rows. */
	int before = sqlite3_total_changes(corpus->base.db);
	yd_status status = database_run(&corpus->base, err, FIND_CONFIG, "si", "merge", pages);
	*more = status == YD_OK && sqlite3_total_changes(corpus->base.db) - before >= 2;
	if (*more)
		index_let_others_in(corpus, time_ms() - start);
	return status;
}

yd_status index_merge_bulk(yd_corpus *corpus, yd_error *err)
{
	bool more = true;
	yd_status status = YD_OK;
	while (status == YD_OK && more)
		status = index_merge_step(corpus, BULK_STEP_PAGES, &more, err);
	return status == YD_BUSY ? YD_OK : status; /* behind what is added next, then */
}
