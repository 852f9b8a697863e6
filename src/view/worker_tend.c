/* The worker's upkeep of the cache: documents read by other rules, and the index. */
#include "worker_inside.h"

#include <yaodian/search.h>

/* ---- reading anew ---- */

/* Reads one document anew; false when there is nothing left, or something else to do. */
static bool reread_one(yd_worker *worker, yd_library *library, int64_t *after)
{
	yd_error err = {0};
	int64_t before = *after;
	if (!worker_set_busy(worker, yd_library_corpus(library)))
		return false;
	yd_status status = yd_library_reread_next(library, after, &err);
	pthread_mutex_lock(&worker->lock);
	worker->busy = NULL;
	/* One document that cannot be read anew does not keep the others from it. */
	bool failed = status != YD_OK && status != YD_END && status != YD_INTERRUPTED;
	if (failed)
		worker_note_error(worker, err.text);
	bool go_on = status == YD_OK || (failed && *after > before);
	if (go_on)
		worker->news.reread++;
	else if (status == YD_INTERRUPTED)
		go_on = true; /* meant for a search, and checked below */
	else
		worker->want_reread = false;
	go_on = go_on && !worker->stop && !worker->want_search && !worker->quit;
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
	return go_on;
}

void worker_run_reread(yd_worker *worker, yd_library *library)
{
	size_t stale = 0;
	int64_t after = 0;
	yd_library_stale_count(library, &stale, NULL);
	pthread_mutex_lock(&worker->lock);
	worker->news.reread = 0;
	worker->news.stale = stale;
	worker->want_reread = stale > 0;
	pthread_mutex_unlock(&worker->lock);
	while (stale && reread_one(worker, library, &after))
		;
	pthread_mutex_lock(&worker->lock);
	worker->news.rereading = worker->want_reread;
	if (!worker->want_reread)
		worker->news.stale = 0;
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
}

/* ---- the index ---- */

/* One step; YD_END when there is nothing left to do. */
typedef yd_status tend_step(yd_worker *worker, yd_corpus *corpus, yd_error *err);

/* Takes steps while *wanted holds and nothing comes before it. True when it is over: all is done,
 * or it cannot be. */
static bool tend(yd_worker *worker, yd_library *library, tend_step *step, const bool *wanted)
{
	yd_status status = YD_OK;
	bool go_on = true;
	while (go_on && worker_set_busy(worker, yd_library_corpus(library))) {
		yd_error err = {0};
		status = step(worker, yd_library_corpus(library), &err);
		pthread_mutex_lock(&worker->lock);
		worker->busy = NULL;
		/* Where another program writes all the time, the next session goes on. */
		bool failed = status != YD_OK && status != YD_END && status != YD_INTERRUPTED &&
			      status != YD_BUSY;
		if (failed)
			worker_note_error(worker, err.text);
		go_on = *wanted && !worker->want_search && !worker->quit &&
			(status == YD_OK || status == YD_INTERRUPTED);
		pthread_mutex_unlock(&worker->lock);
	}
	return status != YD_OK && status != YD_INTERRUPTED;
}

static yd_status index_step(yd_worker *worker, yd_corpus *corpus, yd_error *err)
{
	size_t left = 0;
	yd_status status = yd_corpus_index_more(corpus, &left, err);
	pthread_mutex_lock(&worker->lock);
	if (status == YD_OK && left < worker->news.unindexed)
		worker->news.indexed = worker->news.unindexed - left;
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
	return status == YD_OK && left == 0 ? YD_END : status;
}

void worker_run_index(yd_worker *worker, yd_library *library)
{
	size_t waiting = 0;
	yd_corpus_index_waiting(yd_library_corpus(library), &waiting, NULL);
	pthread_mutex_lock(&worker->lock);
	worker->news.indexed = 0;
	worker->news.unindexed = waiting;
	pthread_mutex_unlock(&worker->lock);
	bool over = !waiting || tend(worker, library, index_step, &worker->want_index);
	pthread_mutex_lock(&worker->lock);
	if (over) {
		worker->want_index = false;
		worker->news.unindexed = 0;
		worker->news.parts = true;
	}
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
}

static yd_status merge_step(yd_worker *worker, yd_corpus *corpus, yd_error *err)
{
	bool more = false;
	(void)worker;
	yd_status status = yd_corpus_index_merge(corpus, false, &more, err);
	return status == YD_OK && !more ? YD_END : status;
}

void worker_run_merge(yd_worker *worker, yd_library *library)
{
	bool over = tend(worker, library, merge_step, &worker->want_merge);
	pthread_mutex_lock(&worker->lock);
	if (over)
		worker->want_merge = worker->news.parts = false;
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
}
