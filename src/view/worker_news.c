/* What the worker's thread tells the browser, and hears from it. */
#include "worker_inside.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void worker_tell(yd_worker *worker)
{
	char byte = 0;
	/* A full pipe is news enough. */
	while (write(worker->wake[1], &byte, 1) < 0 && errno == EINTR)
		;
}

void worker_note_error(yd_worker *worker, const char *text)
{
	free(worker->news.error);
	worker->news.error = yd_strdup(text);
}

bool worker_set_busy(yd_worker *worker, yd_corpus *corpus)
{
	pthread_mutex_lock(&worker->lock);
	bool go_on = !worker->stop;
	worker->busy = go_on ? corpus : NULL;
	pthread_mutex_unlock(&worker->lock);
	return go_on;
}

bool worker_stopped(yd_worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	bool stop = worker->stop;
	pthread_mutex_unlock(&worker->lock);
	return stop;
}
