/* worker_inside.h: what the files of the worker share. */
#ifndef VIEW_WORKER_INSIDE_H
#define VIEW_WORKER_INSIDE_H

#include "worker.h"

#include <pthread.h>

struct yd_worker {
	pthread_t thread;
	bool started;
	int wake[2];
	pthread_mutex_t lock; /* guards everything below */
	pthread_cond_t work;
	char *cache_path, *user_path;
	bool read_only;
	bool quit, want_search, want_reread, want_index, want_merge;
	bool stop;	       /* what is being done is no longer wanted */
	yd_worker_query query; /* its text is owned */
	yd_corpus *busy;       /* the handle in use: to interrupt */
	yd_worker_news news;
	size_t news_cap;
};

/* ---- worker_news.c ---- */

/* Wakes the browser: there is news. */
void worker_tell(yd_worker *worker);
/* With the lock held. */
void worker_note_error(yd_worker *worker, const char *text);
/* Marks the handle as one that may be interrupted; false when there is nothing to do any more. */
bool worker_set_busy(yd_worker *worker, yd_corpus *corpus);
bool worker_stopped(yd_worker *worker);

/* ---- worker_search.c, worker_tend.c ---- */

/* Called by the thread; each ends when it is done or something else comes first. */
void worker_run_search(yd_worker *worker, yd_library *library, const yd_worker_query *wanted);
void worker_run_reread(yd_worker *worker, yd_library *library);
void worker_run_index(yd_worker *worker, yd_library *library);
void worker_run_merge(yd_worker *worker, yd_library *library);

#endif
