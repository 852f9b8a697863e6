/*
 * worker.h: what may take long, in a thread of its own with its own handle on the files: the search scan, and
 * reading stale documents anew. All calls come from the browser's thread and return at once.
 */
#ifndef VIEW_WORKER_H
#define VIEW_WORKER_H

#include <yaodian/view.h>

typedef struct yd_worker yd_worker;

/* `options` is copied. */
yd_worker *yd_worker_new(const yd_library_options *options);
/* Interrupts what it is doing, waits for it, frees. */
void yd_worker_free(yd_worker *worker);
/* Readable when there is news since the last yd_worker_news(). */
int yd_worker_fd(const yd_worker *worker);

typedef struct yd_worker_hit {
	int64_t doc;
	size_t unit;
} yd_worker_hit;

typedef struct yd_worker_query {
	const char *text;
	yd_filter filter;
	int64_t here;  /* the open document, 0 none */
	bool by_place; /* in the order of the tree; else best first (library.h) */
	size_t limit;  /* of hits that are listed; all are counted */
} yd_worker_query;

/* Begins a search (all copied) instead of the one that runs. */
void yd_worker_search(yd_worker *worker, const yd_worker_query *query);
void yd_worker_stop_search(yd_worker *worker);
/* Begins to read stale documents anew; a search goes first. */
void yd_worker_reread(yd_worker *worker);

typedef struct yd_worker_news {
	yd_worker_hit *hits; /* new ones; owned */
	size_t hit_count;
	bool searching;      /* more may come */
	bool hits_cut;       /* the limit was reached */
	size_t total;        /* of all hits; SIZE_MAX: not known yet */
	char *understood;    /* how the query was taken, when not as typed: told once; owned, NULL none */
	bool rereading;       /* documents are read anew, or are looked for */
	size_t reread, stale; /* how many, of how many; stale 0: none */
	char *error;         /* of the search or of reading anew; owned, NULL none */
} yd_worker_news;

void yd_worker_take_news(yd_worker *worker, yd_worker_news *out);

#endif
