#include "worker.h"

#include <yaodian/query.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct yd_worker {
	pthread_t thread;
	bool started;
	int wake[2];
	pthread_mutex_t lock; /* guards everything below */
	pthread_cond_t work;
	char *cache_path, *user_path;
	bool read_only;
	bool quit, want_search, want_reread;
	bool stop;	       /* what is being done is no longer wanted */
	yd_worker_query query; /* its text is owned */
	yd_corpus *busy;       /* the handle in use: to interrupt */
	yd_worker_news news;
	size_t news_cap;
};

/* ---- called by the thread ---- */

static void tell(yd_worker *worker)
{
	char byte = 0;
	/* A full pipe is news enough. */
	while (write(worker->wake[1], &byte, 1) < 0 && errno == EINTR)
		;
}

static void note_error(yd_worker *worker, const char *text)
{
	free(worker->news.error);
	worker->news.error = yd_strdup(text);
}

/* Marks the handle as one that may be interrupted, or no longer; false when there is nothing to do
 * any more. */
static bool set_busy(yd_worker *worker, yd_corpus *corpus)
{
	pthread_mutex_lock(&worker->lock);
	bool go_on = !worker->stop;
	worker->busy = go_on ? corpus : NULL;
	pthread_mutex_unlock(&worker->lock);
	return go_on;
}

static bool stopped(yd_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	bool stop = worker->stop;
	pthread_mutex_unlock(&worker->lock);
	return stop;
}

static void tell_total(yd_worker *worker, size_t total)
{
	pthread_mutex_lock(&worker->lock);
	if (!worker->stop)
		worker->news.total = total;
	pthread_mutex_unlock(&worker->lock);
	tell(worker);
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
	if (missing)
		yd_buf_printf(&rendered, "  (no region is called %s)", missing->text.ptr);
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
		tell(worker);
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
	if (status == YD_OK && total == SIZE_MAX && !stopped(worker))
		status = yd_hits_count(library, query, &options, &total, err);
	if (status == YD_OK)
		tell_total(worker, total);
	return status;
}

static void run_search(yd_worker *worker, yd_library *library, const yd_worker_query *wanted)
{
	yd_error err = {0};
	yd_query query = {0};
	size_t listed = 0;
	yd_status status = YD_INTERRUPTED;
	/* An interruption that was meant for the search before may come late: then this one is
	 * wanted still. */
	while (status == YD_INTERRUPTED && !listed &&
		set_busy(worker, yd_library_corpus(library))) {
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
			note_error(worker, err.text);
	}
	pthread_mutex_unlock(&worker->lock);
	tell(worker);
}

/* Reads one document anew; false when there is nothing left, or something else to do. */
static bool reread_one(yd_worker *worker, yd_library *library, int64_t *after)
{
	yd_error err = {0};
	int64_t before = *after;
	if (!set_busy(worker, yd_library_corpus(library)))
		return false;
	yd_status status = yd_library_reread_next(library, after, &err);
	pthread_mutex_lock(&worker->lock);
	worker->busy = NULL;
	/* One document that cannot be read anew does not keep the others from it. */
	bool failed = status != YD_OK && status != YD_END && status != YD_INTERRUPTED;
	if (failed)
		note_error(worker, err.text);
	bool go_on = status == YD_OK || (failed && *after > before);
	if (go_on)
		worker->news.reread++;
	else if (status == YD_INTERRUPTED)
		go_on = true; /* meant for a search, and checked below */
	else
		worker->want_reread = false;
	go_on = go_on && !worker->stop && !worker->want_search && !worker->quit;
	pthread_mutex_unlock(&worker->lock);
	tell(worker);
	return go_on;
}

static void run_reread(yd_worker *worker, yd_library *library)
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
	tell(worker);
}

/* Does what is wanted until nothing is. The files are open only so long: an idle worker holds no
 * memory. */
static void work_off(yd_worker *worker)
{
	yd_library_options options = {worker->cache_path, worker->user_path, worker->read_only};
	yd_library *library = NULL;
	yd_error err = {0};
	yd_buf complaints = {0};
	/* Reading anew needs the theme rules: what is wrong with the user's is told then. */
	bool need_rules = worker->want_reread;
	pthread_mutex_unlock(&worker->lock);
	yd_status status =
		yd_library_open(&options, &library, need_rules ? &complaints : NULL, &err);
	pthread_mutex_lock(&worker->lock);
	if (complaints.len)
		note_error(worker, complaints.ptr);
	yd_buf_free(&complaints);
	if (status != YD_OK) {
		note_error(worker, err.text);
		worker->want_search = worker->want_reread = false;
		worker->news.searching = worker->news.rereading = false;
		worker->news.stale = 0;
		tell(worker);
	}
	while (!worker->quit && (worker->want_search || worker->want_reread)) {
		bool search = worker->want_search;
		char *text = yd_strdup(worker->query.text);
		yd_worker_query query = worker->query;
		query.text = text;
		worker->want_search = worker->stop = false;
		pthread_mutex_unlock(&worker->lock);
		if (search)
			run_search(worker, library, &query);
		else
			run_reread(worker, library);
		free(text);
		pthread_mutex_lock(&worker->lock);
	}
	pthread_mutex_unlock(&worker->lock);
	yd_library_close(library);
	pthread_mutex_lock(&worker->lock);
}

static void *run(void *context)
{
	yd_worker *worker = context;
	pthread_mutex_lock(&worker->lock);
	while (!worker->quit) {
		if (worker->want_search || worker->want_reread)
			work_off(worker);
		else
			pthread_cond_wait(&worker->work, &worker->lock);
	}
	pthread_mutex_unlock(&worker->lock);
	return NULL;
}

/* ---- called by the browser ---- */

yd_worker *yd_worker_new(const yd_library_options *options)
{
	yd_worker *worker = yd_alloc(sizeof *worker);
	if (pipe2(worker->wake, O_NONBLOCK | O_CLOEXEC) < 0)
		worker->wake[0] = worker->wake[1] = -1;
	pthread_mutex_init(&worker->lock, NULL);
	pthread_cond_init(&worker->work, NULL);
	worker->cache_path = yd_strdup(options->cache_path);
	worker->user_path = yd_strdup(options->user_path);
	worker->read_only = options->read_only;
	return worker;
}

/* With the lock held: leaves what is being done. */
static void interrupt(yd_worker *worker)
{
	worker->stop = true;
	if (worker->busy)
		yd_corpus_interrupt(worker->busy);
}

static void drop_hits(yd_worker *worker)
{
	free(worker->news.hits);
	free(worker->news.understood);
	worker->news.hits = NULL;
	worker->news.understood = NULL;
	worker->news.hit_count = worker->news_cap = 0;
	worker->news.hits_cut = false;
	worker->news.total = SIZE_MAX;
}

void yd_worker_free(yd_worker *worker)
{
	if (!worker)
		return;
	pthread_mutex_lock(&worker->lock);
	worker->quit = true;
	interrupt(worker);
	pthread_cond_signal(&worker->work);
	pthread_mutex_unlock(&worker->lock);
	if (worker->started)
		pthread_join(worker->thread, NULL);
	drop_hits(worker);
	for (int i = 0; i < 2; i++)
		if (worker->wake[i] >= 0)
			close(worker->wake[i]);
	pthread_cond_destroy(&worker->work);
	pthread_mutex_destroy(&worker->lock);
	free(worker->news.error);
	free((char *)worker->query.text);
	free(worker->cache_path);
	free(worker->user_path);
	free(worker);
}

int yd_worker_fd(const yd_worker *worker)
{
	return worker->wake[0];
}

/* The thread is begun when there is something to do, and gets no signals: they are the browser's.
 */
static void begin(yd_worker *worker)
{
	sigset_t all, before;
	if (!worker->started) {
		sigfillset(&all);
		pthread_sigmask(SIG_SETMASK, &all, &before);
		worker->started = pthread_create(&worker->thread, NULL, run, worker) == 0;
		pthread_sigmask(SIG_SETMASK, &before, NULL);
	}
	if (worker->started) {
		pthread_cond_signal(&worker->work);
		return;
	}
	note_error(worker, "no thread can be started; search and rebuild on the command line");
	worker->want_search = worker->want_reread = false;
	worker->news.searching = worker->news.rereading = false;
	tell(worker);
}

void yd_worker_search(yd_worker *worker, const yd_worker_query *query)
{
	pthread_mutex_lock(&worker->lock);
	interrupt(worker);
	drop_hits(worker);
	free((char *)worker->query.text);
	worker->query = *query;
	worker->query.text = yd_strdup(query->text);
	worker->want_search = worker->news.searching = true;
	begin(worker);
	pthread_mutex_unlock(&worker->lock);
}

void yd_worker_stop_search(yd_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	if (worker->news.searching)
		interrupt(worker);
	drop_hits(worker);
	worker->want_search = worker->news.searching = false;
	pthread_mutex_unlock(&worker->lock);
}

void yd_worker_reread(yd_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	worker->want_reread = worker->news.rereading = true;
	begin(worker);
	pthread_mutex_unlock(&worker->lock);
}

void yd_worker_take_news(yd_worker *worker, yd_worker_news *out)
{
	char bytes[64];
	while (read(worker->wake[0], bytes, sizeof bytes) > 0)
		;
	pthread_mutex_lock(&worker->lock);
	*out = worker->news;
	worker->news.hits = NULL;
	worker->news.understood = NULL;
	worker->news.hit_count = worker->news_cap = 0;
	worker->news.error = NULL;
	pthread_mutex_unlock(&worker->lock);
}
