/*
 * fetch.h: yaodian-fetch, which asks web servers for pages (extract.h has what it says and hears).
 *
 *   fetch.c       the loop: requests in, turns, answers out
 *   fetch_site.c  robots.txt of each site, asked for once before its first page
 *   fetch_job.c   one page or robots.txt: a transfer for each step of its way over redirects
 *   fetch_why.c   why there is no page, for a user
 *
 * How it behaves: two requests at a time to a host and a pause between their beginnings (turns.h), longer when robots.txt
 * asks for it; what robots.txt forbids is not asked for (robots.h), 4xx allows all, 5xx and a site that cannot be reached
 * forbid all. Redirects are followed by hand, so that each step is a request to be waited for and allowed like any other:
 * never out of http and https, YD_FETCH_REDIRECTS at most, and not to where it was before. curl's own rules hold for proxies
 * (its environment variables) and certificates (always looked at).
 */
#ifndef YAODIAN_EXTRACT_FETCH_H
#define YAODIAN_EXTRACT_FETCH_H

#include <curl/curl.h>
#include <yaodian/extract.h>

#include "robots.h"
#include "turns.h"

struct site {
	struct site *next;
	char *name;	/* owned: yd_address_site() */
	size_t host;	/* of turns */
	bool asked, known;
	char *unreachable; /* owned: why, for a user; NULL: it answered */
	long forbids;	   /* the status that forbids all, 0: none */
	struct robots robots;
};

/* A page, or the robots.txt of a site, from request to answer. */
struct job {
	struct job *next;
	char *id;	       /* of the request; NULL: a robots.txt */
	char *url;	       /* where it is now on its way; owned, as all strings here */
	char *found, *etag, *modified; /* what was answered before; NULL: nothing */
	char **seen;	       /* where it was */
	size_t seen_count, seen_cap;
	struct site *site; /* of url; for a robots.txt: whose it is */
	size_t host;
	int64_t left_ms, begun; /* of its time; when its transfer began */
	size_t most;		/* bytes of a body */
	CURL *transfer;		/* NULL: waits for its turn */
	CURL *kept;		/* between transfers: its cookies */
	struct curl_slist *headers;
	bool cookie, too_large;
	char why[CURL_ERROR_SIZE]; /* curl's own words */
	/* what the last transfer gave */
	long status;
	yd_buf body;
	char *charset, *new_etag, *new_modified;
	/* the outcome */
	bool done;
	char *error; /* why there is no page */
};

struct fetch {
	CURLM *multi;
	struct turns turns;
	struct site *sites;
	struct job *jobs; /* in the order of their requests */
	size_t size;
	unsigned seconds;
	yd_buf in, out;
	size_t written; /* of out */
	bool greeted, ended;
};

int64_t fetch_now(void); /* milliseconds */

/* ---- fetch_job.c ---- */

/* Takes over `url`, a normal form. */
struct job *job_new(struct fetch *fetch, char *url);
void job_free(struct job *job);
/* Sends the request for job->url, in a turn that was taken. */
void job_begin(struct fetch *fetch, struct job *job);
/* Its transfer ended with `code`; the turn is given back. Done, failed (error), or on its way to another address (neither). */
void job_end(struct fetch *fetch, struct job *job, CURLcode code);

/* ---- fetch_site.c ---- */

/* The site of a normal form; made when it is new. */
struct site *site_of(struct fetch *fetch, const char *url);
/* The job that asks for its robots.txt. */
struct job *site_ask(struct fetch *fetch, struct site *site);
/* That job is done. */
void site_answer(struct fetch *fetch, struct job *job);
/* False, with the job failed, when the job may not be sent. */
bool site_allows(const struct site *site, struct job *job);
void sites_free(struct fetch *fetch);

/* ---- fetch_why.c: owned texts ---- */

char *why_transfer(const struct fetch *fetch, const struct job *job, CURLcode code);
char *why_status(long status);

#endif
