/*
 * worker.h: what may take long, in a thread of its own with its own handle on the files: searching, and the upkeep of the
 * cache. All calls come from the browser's thread and return at once.
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
/*
 * Begins the upkeep, one thing after the other: stale documents are read anew; those that wait for the index are taken in;
 * then news.parts says that the index's parts could be merged. A search goes first.
 */
void yd_worker_tend(yd_worker *worker);
/* Merges them, or stops that, in steps so short that a key finds the file free. Nothing without news.parts. */
void yd_worker_merge(yd_worker *worker, bool on);

typedef struct yd_worker_news {
	yd_worker_hit *hits; /* new ones; owned */
	size_t hit_count;
	bool searching;      /* more may come */
	bool hits_cut;       /* the limit was reached */
	size_t total;        /* of all hits; SIZE_MAX: not known yet */
	char *understood;    /* how the query was taken, when not as typed: told once; owned, NULL none */
	bool rereading;       /* documents are read anew, or are looked for */
	size_t reread, stale; /* how many, of how many; stale 0: none */
	size_t indexed, unindexed; /* how many were taken into the index, of how many; unindexed 0: none wait */
	bool parts;           /* there may be parts to merge */
	char *error;         /* of the search or the upkeep; owned, NULL none */
} yd_worker_news;

void yd_worker_take_news(yd_worker *worker, yd_worker_news *out);

#endif
