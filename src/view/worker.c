#include "worker_inside.h"

#include <yaodian/intl.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- the thread ---- */

static bool is_wanted(const yd_worker *worker)
{
	return worker->want_search || worker->want_reread || worker->want_index ||
	       worker->want_merge;
}

static void want_nothing(yd_worker *worker)
{
	worker->want_search = worker->want_reread = worker->want_index = worker->want_merge = false;
	worker->news.searching = worker->news.rereading = worker->news.parts = false;
	worker->news.stale = worker->news.unindexed = 0;
}

typedef void run_fn(yd_worker *worker, yd_library *library);

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
		worker_note_error(worker, complaints.ptr);
	yd_buf_free(&complaints);
	if (status != YD_OK) {
		worker_note_error(worker, err.text);
		want_nothing(worker);
		worker_tell(worker);
	}
	while (!worker->quit && is_wanted(worker)) {
		char *text = yd_strdup(worker->query.text);
		yd_worker_query query = worker->query;
		query.text = text;
		run_fn *tend = worker->want_reread  ? worker_run_reread
			       : worker->want_index ? worker_run_index
						    : worker_run_merge;
		bool search = worker->want_search;
		worker->want_search = worker->stop = false;
		pthread_mutex_unlock(&worker->lock);
		if (search)
			worker_run_search(worker, library, &query);
		else
			tend(worker, library);
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
		if (is_wanted(worker))
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
	worker_note_error(
		worker, _("no thread can be started; search and rebuild on the command line"));
	want_nothing(worker);
	worker_tell(worker);
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

void yd_worker_tend(yd_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	worker->want_reread = worker->news.rereading = worker->want_index = true;
	begin(worker);
	pthread_mutex_unlock(&worker->lock);
}

void yd_worker_merge(yd_worker *worker, bool on)
{
	pthread_mutex_lock(&worker->lock);
	worker->want_merge = on && worker->news.parts;
	if (worker->want_merge)
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
