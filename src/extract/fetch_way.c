/* Where a step leads to, and when it may be taken. */
#include "fetch.h"

#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>
#include <yaodian/address.h>
#include <yaodian/intl.h>

#include "forward.h"
#include "patience.h"
#include "reach.h"

/* ---- surroundings ---- */

/* As curl reads its environment; which hosts go around the proxy (no_proxy), it knows alone. */
static bool is_proxied(const char *url)
{
	static const char *const plain[] = {"http_proxy", "all_proxy", "ALL_PROXY", NULL};
	static const char *const secure[] = {
		"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL};
	for (const char *const *name = strncmp(url, "https:", 6) == 0 ? secure : plain; *name;
		name++) {
		const char *value = getenv(*name);
		if (value && *value)
			return true;
	}
	return false;
}

static bool is_inner_host(const char *url)
{
	char *host = yd_address_host(url);
	bool inner = reach_host_is_inner(host);
	free(host);
	return inner;
}

/* The name is looked up by now: what it gives is refused, whatever it is called. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct job *job = context;
	(void)purpose;
	if (!reach_is_inner(&to->addr))
		return socket(to->family, to->socktype, to->protocol);
	char text[NI_MAXHOST] = "?";
	getnameinfo(&to->addr, to->addrlen, text, sizeof text, NULL, 0, NI_NUMERICHOST);
	free(job->inner);
	job->inner = yd_strdup(text);
	return CURL_SOCKET_BAD;
}

void way_guard(struct job *job)
{
	bool guarded = job->outside && !is_proxied(job->url);
	curl_easy_setopt(job->transfer, CURLOPT_OPENSOCKETFUNCTION, guarded ? open_socket : NULL);
	curl_easy_setopt(job->transfer, CURLOPT_OPENSOCKETDATA, job);
	/* A connection that is open already may lead anywhere. */
	curl_easy_setopt(job->transfer, CURLOPT_FRESH_CONNECT, guarded ? 1L : 0L);
}

void way_check(struct job *job)
{
	if (job->outside && is_inner_host(job->url))
		job->error = why_inner(job->url, NULL);
	job->done = job->error != NULL;
}

void way_note(struct job *job)
{
	char *address = NULL;
	if (is_proxied(job->url)) {
		job->outside |= !is_inner_host(job->url);
		return;
	}
	curl_easy_getinfo(job->kept, CURLINFO_PRIMARY_IP, &address);
	job->outside |= address && *address && !reach_host_is_inner(address);
}

/* ---- redirects ---- */

static bool was_there(const struct job *job, const char *url)
{
	for (size_t i = 0; i < job->seen_count; i++)
		if (strcmp(job->seen[i], url) == 0)
			return true;
	return strcmp(job->url, url) == 0;
}

static void go_on(struct fetch *fetch, struct job *job, char *url)
{
	YD_GROW(job->seen, job->seen_count, job->seen_cap);
	job->seen[job->seen_count++] = job->url;
	job->url = url;
	job->retries = 0;
	struct site *site = site_of(fetch, url);
	job->host = site->host;
	/* A site's robots.txt stays its own, wherever it is. */
	if (job->id)
		job->site = site;
}

static char *why_bad_redirect(const char *to)
{
	char *shown = yd_address_shown(to);
	char *why = yd_format(_("it leads to %.200s, which is not followed: only plain http: and "
				"https: addresses are"),
		shown);
	free(shown);
	return why;
}

void way_follow(struct fetch *fetch, struct job *job, const char *to)
{
	char *url = NULL;
	if (yd_address_normal(to, &url, NULL) != YD_OK)
		job->error = why_bad_redirect(to);
	else if (job->outside && is_inner_host(url))
		job->error = why_inner(url, NULL);
	/* Servers that want a cookie first send back to the same place, once they gave it. */
	else if (was_there(job, url) && !job->cookie)
		job->error = yd_format(
			_("it leads in a circle (back to %.200s): check the address"), url);
	else if (job->seen_count >= fetch->redirects)
		job->error = yd_format(_("it leads on more than %zu times: check the address "
					 "(YAODIAN_FETCH_REDIRECTS sets another limit)"),
			fetch->redirects);
	if (job->error)
		free(url);
	else
		go_on(fetch, job, url);
}

/* ---- pages that point at another one ---- */

/* The addresses that it points at, as messages name them; false: none that is one. */
static bool list_targets(const struct job *job, const struct forward *forward, yd_buf *out)
{
	for (size_t i = 0; i < forward->count; i++) {
		char *url;
		if (yd_address_join(job->url, forward->to[i], &url, NULL) != YD_OK)
			continue;
		yd_buf_printf(out, "%s%.300s", out->len ? " " : "", url);
		free(url);
	}
	return out->len > 0;
}

static void follow_refresh(struct fetch *fetch, struct job *job, const char *to)
{
	char *url;
	if (yd_address_join(job->url, to, &url, NULL) != YD_OK) {
		job->error = why_bad_redirect(to);
		return;
	}
	way_follow(fetch, job, url);
	free(url);
}

bool way_forward(struct fetch *fetch, struct job *job)
{
	struct forward forward;
	yd_buf targets = {0};
	forward_find(yd_buf_str(&job->body), &forward);
	if (forward.kind == FORWARD_REFRESH)
		follow_refresh(fetch, job, forward.to[0]);
	else if (forward.kind != FORWARD_NONE && list_targets(job, &forward, &targets))
		job->error = forward.kind == FORWARD_FRAMES
				     ? yd_format(_("there is no text in it but in its frames: "
						   "import their addresses (%s)"),
					       targets.ptr)
				     : yd_format(_("there is no text in it but a script that leads "
						   "to %s, and scripts are not run: import that "
						   "address"),
					       targets.ptr);
	bool forwards = forward.kind == FORWARD_REFRESH || job->error;
	yd_buf_free(&targets);
	forward_free(&forward);
	return forwards;
}

/* ---- patience ---- */

bool way_wait(struct fetch *fetch, struct job *job)
{
	int64_t seconds = patience_seconds(job->retry_after, job->date, time(NULL));
	int64_t until = fetch_now() + seconds * 1000;
	if (seconds < 0)
		return false;
	if (seconds <= fetch->retry_seconds && job->retries < YD_FETCH_RETRIES) {
		job->retries++;
		turns_hold(&fetch->turns, job->host, until);
		return true;
	}
	job->error = why_patience(job->status, seconds);
	if (seconds > fetch->retry_seconds) {
		struct site *site = site_of(fetch, job->url);
		site->busy_until = until;
		site->busy = job->status;
	}
	return false;
}
