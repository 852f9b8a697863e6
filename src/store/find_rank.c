/*
 * Okapi BM25 (k1 1.2, b 0.75), as FTS5's own, but by the first phrases of the query only: those
 * behind them are what restricts it, a region or a year, and say nothing of how well a unit
 * answers.
 */
#include "find_inner.h"

#include <math.h>
#include <stdlib.h>

struct weights {
	double average; /* tokens of a unit */
	int count;
	double of[]; /* of each phrase */
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *context)
{
	(void)api, (void)fts;
	++*(int64_t *)context;
	return SQLITE_OK;
}

/* A term in more than half of all units would count against them: it counts for nearly nothing
 * instead. */
static double weight_of(int64_t rows, int64_t hits)
{
	double weight = log(((double)(rows - hits) + 0.5) / ((double)hits + 0.5));
	return weight > 1e-6 ? weight : 1e-6;
}

static int make_weights(
	const Fts5ExtensionApi *api, Fts5Context *fts, int count, struct weights **out)
{
	sqlite3_int64 rows = 0, tokens = 0;
	struct weights *weights = calloc(1, sizeof *weights + (size_t)count * sizeof(double));
	if (!weights)
		return SQLITE_NOMEM;
	int rc = api->xRowCount(fts, &rows);
	if (rc == SQLITE_OK)
		rc = api->xColumnTotalSize(fts, -1, &tokens);
	weights->average = rows ? (double)tokens / (double)rows : 1;
	weights->count = count;
	for (int i = 0; i < count && rc == SQLITE_OK; i++) {
		int64_t hits = 0;
		rc = api->xQueryPhrase(fts, i, &hits, count_row);
		weights->of[i] = weight_of(rows, hits);
	}
	if (rc == SQLITE_OK)
		rc = api->xSetAuxdata(fts, weights, free); /* frees it, also on failure */
	else
		free(weights);
	*out = rc == SQLITE_OK ? weights : NULL;
	return rc;
}

static int rank_row(
	const Fts5ExtensionApi *api, Fts5Context *fts, const struct weights *weights, double *rank)
{
	int tokens = 0;
	int rc = api->xColumnSize(fts, -1, &tokens);
	double length = 1.2 * (0.25 + 0.75 * (double)tokens / weights->average);
	*rank = 0;
	for (int phrase = 0; phrase < weights->count && rc == SQLITE_OK; phrase++) {
		Fts5PhraseIter iter;
		int column, offset, times = 0;
		rc = api->xPhraseFirst(fts, phrase, &iter, &column, &offset);
		for (; rc == SQLITE_OK && column >= 0; times++)
			api->xPhraseNext(fts, &iter, &column, &offset);
		*rank -= weights->of[phrase] * times * 2.2 / (times + length);
	}
	return rc;
}

void find_rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
	sqlite3_value **args)
{
	int phrases = count == 1 ? sqlite3_value_int(args[0]) : 0;
	struct weights *weights = api->xGetAuxdata(fts, 0);
	double rank = 0;
	int rc = SQLITE_OK;
	if (phrases > api->xPhraseCount(fts))
		phrases = api->xPhraseCount(fts);
	if (!weights)
		rc = make_weights(api, fts, phrases < 0 ? 0 : phrases, &weights);
	if (rc == SQLITE_OK)
		rc = rank_row(api, fts, weights, &rank);
	if (rc == SQLITE_OK)
		sqlite3_result_double(context, rank);
	else
		sqlite3_result_error_code(context, rc);
}
