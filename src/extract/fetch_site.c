/* The robots.txt of each site: asked for once, before its first page. */
#include "fetch.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>
#include <yaodian/intl.h>

struct site *site_of(struct fetch *fetch, const char *url)
{
	char *name = yd_address_site(url);
	struct site *site = fetch->sites;
	while (site && strcmp(site->name, name) != 0)
		site = site->next;
	if (site) {
		free(name);
		return site;
	}
	char *host = yd_address_host(url);
	site = yd_alloc(sizeof *site);
	*site = (struct site){
		.next = fetch->sites, .name = name, .host = turns_host(&fetch->turns, host)};
	fetch->sites = site;
	free(host);
	return site;
}

/* The site itself is in these surroundings: those that were led there from outside end. */
static void refuse_outside(struct fetch *fetch, const struct job *job)
{
	for (struct job *other = fetch->jobs; other; other = other->next)
		if (other->id && other->site == job->site && other->outside && !other->transfer &&
			!other->done) {
			other->error = why_inner(other->url, job->inner);
			other->done = true;
		}
	job->site->asked = false;
}

void site_answer(struct fetch *fetch, struct job *job)
{
	struct site *site = job->site;
	if (job->inner && !job->seen_count) {
		refuse_outside(fetch, job);
		return;
	}
	site->known = true;
	if (job->status >= 500 || job->status == 429)
		site->forbids = job->status;
	/* A redirect that leads nowhere is as good as no file; what broke off is not. */
	else if (job->error && (!job->status || job->status == 200))
		site->unreachable = yd_strdup(job->error);
	else if (job->status == 200)
		robots_read(yd_buf_str(&job->body), YD_FETCH_TOKEN, &site->robots);
	unsigned most = YD_FETCH_DELAY_S * 1000, delay = site->robots.delay_ms;
	turns_slow_down(&fetch->turns, site->host, delay < most ? delay : most);
}

bool site_allows(const struct site *site, struct job *job, int64_t now)
{
	if (site->busy_until > now)
		job->error = why_patience(site->busy, (site->busy_until - now + 999) / 1000);
	else if (site->unreachable)
		job->error = yd_strdup(site->unreachable);
	else if (site->forbids)
		job->error = yd_format(
			_("its server cannot say what may be fetched (%ld for robots.txt): "
			  "try again later"),
			site->forbids);
	else if (!robots_allow(&site->robots, yd_address_path(job->url)))
		job->error = yd_strdup(
			_("its server asks programs not to fetch it (robots.txt): save the page "
			  "with a browser and import the file"));
	return !job->error;
}

void sites_free(struct fetch *fetch)
{
	while (fetch->sites) {
		struct site *site = fetch->sites;
		fetch->sites = site->next;
		robots_free(&site->robots);
		free(site->unreachable);
		free(site->name);
		free(site);
	}
}
