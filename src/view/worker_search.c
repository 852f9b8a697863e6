/* The worker's searches. */
#include "worker_inside.h"

#include <yaodian/intl.h>
#include <yaodian/query.h>

#include <stdlib.h>

static void tell_total(yd_worker *worker, size_t total)
{
	pthread_mutex_lock(&worker->lock);
	if (!worker->stop)
		worker->news.total = total;
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
}

/* How a query was taken, when that is not how it was typed, and the region it names in vain. */
static void tell_understood(yd_worker *worker, const yd_query *query, const char *text)
{
	yd_buf rendered = {0}, as_typed = {0}, as_taken = {0};
	const yd_query_node *missing = yd_query_missing_region(query);
	yd_query_render(query, &rendered);
	yd_fold(yd_str_of(text), &as_typed);
	yd_fold(yd_buf_str(&rendered), &as_taken);
	bool same = yd_str_equal(yd_buf_str(&as_typed), yd_buf_str(&as_taken));
	if (missing) {
		yd_error err;
		yd_library_region_lack(yd_buf_str(&missing->text), &err);
		yd_buf_printf(&rendered, "  (%s)", err.text);
	}
	pthread_mutex_lock(&worker->lock);
	if (!worker->stop && (!same || missing)) {
		free(worker->news.understood);
		worker->news.understood = yd_buf_take(&rendered);
	}
	pthread_mutex_unlock(&worker->lock);
	yd_buf_free(&rendered);
	yd_buf_free(&as_typed);
	yd_buf_free(&as_taken);
}

/* One hit more; false when no more are wanted. The first since the browser last looked is news. */
static bool take_hit(yd_worker *worker, const yd_found_unit *hit, size_t *listed, size_t limit)
{
	yd_worker_news *news = &worker->news;
	pthread_mutex_lock(&worker->lock);
	bool go_on = !worker->stop, room = *listed < limit;
	if (go_on && room) {
		YD_GROW(news->hits, news->hit_count, worker->news_cap);
		news->hits[news->hit_count++] = (yd_worker_hit){hit->doc, hit->unit};
		++*listed;
	}
	bool first = go_on && (!room || news->hit_count == 1);
	if (go_on)
		news->hits_cut = !room;
	pthread_mutex_unlock(&worker->lock);
	if (first)
		worker_tell(worker);
	return go_on && room;
}

/* Lists the hits, and says how many there are: at once where that is known, else when all were
 * found, or counted. */
static yd_status find_hits(yd_worker *worker, yd_library *library, const yd_query *query,
	const yd_worker_query *wanted, size_t *listed, yd_error *err)
{
	yd_hits *hits;
	yd_found_unit hit;
	size_t total = SIZE_MAX;
	yd_hits_options options = {
		.list.filter = yd_filter_is_set(&wanted->filter) ? &wanted->filter : NULL,
		.here = wanted->here,
		.order = wanted->by_place ? YD_HITS_BY_REGION : YD_HITS_BEST_FIRST};
	yd_status status = yd_hits_open(library, query, &options, &hits, err);
	if (status != YD_OK)
		return status;
	if (yd_hits_known(hits, &total))
		tell_total(worker, total);
	while ((status = yd_hits_next(hits, &hit, err)) == YD_OK)
		if (!take_hit(worker, &hit, listed, wanted->limit))
			break;
	yd_hits_close(hits);
	if (status == YD_END) {
		tell_total(worker, *listed);
		return YD_OK;
	}
	if (status == YD_OK && total == SIZE_MAX && !worker_stopped(worker))
		status = yd_hits_count(library, query, &options, &total, err);
	if (status == YD_OK)
		tell_total(worker, total);
	return status;
}

void worker_run_search(yd_worker *worker, yd_library *library, const yd_worker_query *wanted)
{
	yd_error err = {0};
	yd_query query = {0};
	size_t listed = 0;
	yd_status status = YD_INTERRUPTED;
	/* An interruption that was meant for the search before may come late: then this one is
	 * wanted still. */
	while (status == YD_INTERRUPTED && !listed &&
		worker_set_busy(worker, yd_library_corpus(library))) {
		yd_query_free(&query);
		status = yd_library_query(library, yd_str_of(wanted->text), &query, &err);
		if (status == YD_OK) {
			tell_understood(worker, &query, wanted->text);
			status = find_hits(worker, library, &query, wanted, &listed, &err);
		}
	}
	yd_query_free(&query);
	pthread_mutex_lock(&worker->lock);
	worker->busy = NULL;
	if (!worker->stop) {
		worker->news.searching = false;
		if (status != YD_OK && status != YD_INTERRUPTED)
			worker_note_error(worker, err.text);
	}
	pthread_mutex_unlock(&worker->lock);
	worker_tell(worker);
}
