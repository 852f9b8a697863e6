/*
 * fetch.h: yaodian-fetch, which asks web servers for pages (extract.h has what it says and hears).
 *
 *   fetch.c       the loop: requests in, turns, answers out
 *   fetch_site.c  robots.txt of each site, asked for once before its first page
 *   fetch_job.c   one page or robots.txt: a transfer for each step of its way
 *   fetch_way.c   where a step leads to: redirects, pages that point at another one, what may not be asked from there
 *   fetch_why.c   why there is no page, for a user
 *
 * How it behaves: two requests at a time to a host and a pause between their beginnings (turns.h), longer when robots.txt
 * asks for it; what robots.txt forbids is not asked for (robots.h), 4xx allows all, 5xx and a site that cannot be reached
 * forbid all. Redirects are followed by hand, so that each step is a request to be waited for and allowed like any other:
 * never out of http and https, `redirects` at most, and not to where it was before. A page that holds next to no text
 * and is refreshed by another one (forward.h) is a redirect. Once a step was at a host of the open network, no further one
 * goes to the reader's own surroundings (reach.h), however its name was looked up: a page must not make this machine ask its
 * router. Who types such an address may be redirected there. Through a proxy hosts are judged as they are written, since
 * the proxy looks their names up. A server that asks for patience (429, 503 with Retry-After) gets it. curl's own rules hold for
 * proxies (its environment variables) and certificates (always looked at).
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
	int64_t busy_until; /* no page is asked for before; 0: any time */
	long busy;	    /* the status that said so */
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
	bool outside;	/* a step of its way was in the open network, or the page that names it */
	char *inner;	/* an address of these surroundings that was not asked; NULL: none */
	unsigned retries; /* of this step */
	bool cookie, too_large, long_head;
	size_t head; /* bytes of what came before and behind the body */
	char why[CURL_ERROR_SIZE]; /* curl's own words */
	/* what the last transfer gave */
	long status;
	yd_buf body;
	char *charset, *new_etag, *new_modified, *retry_after, *date;
	/* the outcome */
	bool done;
	char *error; /* why there is no page */
};

struct fetch {
	CURLM *multi;
	struct turns turns;
	struct site *sites;
	struct job *jobs; /* in the order of their requests */
	size_t size, redirects;
	unsigned seconds, retry_seconds;
	yd_buf in, out;
	size_t written; /* of out */
	bool greeted, ended;
};

/* ---- fetch_clock.c ---- */

int64_t fetch_now(void); /* milliseconds of a steady clock */

/* ---- fetch_job.c ---- */

/* Takes over `url`, a normal form. */
struct job *job_new(struct fetch *fetch, char *url);
/* The one that asks for the robots.txt of a site, so that `asks` may be sent. */
struct job *job_for_robots(struct fetch *fetch, struct site *site, const struct job *asks);
void job_free(struct job *job);
/* Sends the request for job->url, in a turn that was taken. */
void job_begin(struct fetch *fetch, struct job *job);
/* Its transfer ended with `code`; the turn is given back. Done, failed (error), or on its way to another address (neither). */
void job_end(struct fetch *fetch, struct job *job, CURLcode code);

/* ---- fetch_way.c ---- */

/* Before its first step: fails what another page names and must not be asked from there. */
void way_check(struct job *job);
/* Before each transfer. */
void way_guard(struct job *job);
/* Behind each: was it outside? */
void way_note(struct job *job);
/* Goes on to `to`, an absolute address of any form, or fails. */
void way_follow(struct fetch *fetch, struct job *job, const char *to);
/* A page that came: true when it only points at another one, and is followed or failed. */
bool way_forward(struct fetch *fetch, struct job *job);
/* 429 or 503: true when it is asked again later; false when it is not, and failed when the server said when. */
bool way_wait(struct fetch *fetch, struct job *job);

/* ---- fetch_site.c ---- */

/* The site of a normal form; made when it is new. */
struct site *site_of(struct fetch *fetch, const char *url);
/* That job is done. What was refused to those that came from outside is still unknown to others. */
void site_answer(struct fetch *fetch, struct job *job);
/* False, with the job failed, when the job may not be sent now. */
bool site_allows(const struct site *site, struct job *job, int64_t now);
void sites_free(struct fetch *fetch);

/* ---- fetch_why.c: owned texts ---- */

char *why_transfer(const struct fetch *fetch, const struct job *job, CURLcode code);
char *why_status(long status);
char *why_patience(long status, int64_t seconds);
char *why_inner(const char *url, const char *address);

#endif
