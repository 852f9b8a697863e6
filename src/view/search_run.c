/* The search as the reader sees it: begun by `/`, walked by n and N, found by the worker. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

enum { HITS_MAX = 10000 };

static void begin(yd_browser *browser, const char *query)
{
	yd_search *search = &browser->search;
	char *kept = yd_strdup(query);
	yd_search_clear(search);
	search->query = kept;
	yd_terms_parse(yd_str_of(kept), &search->terms);
	search->running = true;
	yd_worker_search(browser->worker, yd_str_of(kept), &browser->filter, HITS_MAX);
}

void yd_browser_forget_search(yd_browser *browser)
{
	if (!browser->search.query)
		return;
	yd_worker_stop_search(browser->worker);
	yd_search_clear(&browser->search);
	yd_text_renew(&browser->text);
}

void yd_browser_search_again(yd_browser *browser)
{
	if (browser->search.query)
		begin(browser, browser->search.query);
}

static void go_to_hit(yd_browser *browser, const yd_worker_hit *hit)
{
	bool open = browser->reader.doc && browser->reader.doc->info.id == hit->doc;
	if (!open && !yd_browser_open_doc(browser, hit->doc, hit->unit))
		return;
	/* The document may have been read anew since. */
	if (hit->unit >= browser->reader.unit_count || !browser->reader.shown[hit->unit])
		return;
	yd_browser_go(browser, hit->unit);
	yd_text_go_hit(&browser->text, hit->unit);
	yd_outline_view_follow(&browser->outline, &browser->reader);
}

/* Goes to the hit that `pending` waits for, when it can be told. */
static void resolve_pending(yd_browser *browser)
{
	yd_search *search = &browser->search;
	bool wrapped, wait;
	if (!search->pending || !browser->reader.doc)
		return;
	char *key = yd_worker_doc_key(&browser->reader.doc->info);
	int step = search->pending;
	size_t at = yd_search_step(
		search, key, browser->reader.unit, step, search->from_here, &wrapped, &wait);
	free(key);
	if (wait)
		return;
	search->pending = 0;
	if (at == SIZE_MAX) {
		yd_browser_say(browser, "Nothing found for %s%s.", search->query,
			yd_filter_is_set(&browser->filter) ? " among what passes the filter" : "");
		return;
	}
	go_to_hit(browser, &search->hits[at]);
	if (wrapped)
		yd_browser_say(browser, step > 0 ? "No hit further on: gone round to the first one."
						 : "No hit before: gone round to the last one.");
}

void yd_browser_search(yd_browser *browser, yd_str query)
{
	char *line = yd_strndup(query.ptr, query.len);
	begin(browser, line);
	free(line);
	if (browser->search.terms.count == 0) {
		yd_browser_forget_search(browser);
		yd_browser_say(browser, "There is nothing in that to search for.");
		return;
	}
	yd_text_renew(&browser->text);
	browser->search.pending = 1;
	browser->search.from_here = true;
}

void yd_browser_next_hit(yd_browser *browser, int step)
{
	yd_search *search = &browser->search;
	if (!search->query) {
		yd_browser_say(browser, "Nothing is searched for yet; / begins a search.");
		return;
	}
	search->pending = step;
	search->from_here = false;
	resolve_pending(browser);
	if (search->pending)
		yd_browser_say(browser, "Searching on …");
}

void yd_browser_take_hits(yd_browser *browser, yd_worker_news *news)
{
	yd_search *search = &browser->search;
	if (!search->query) {
		for (size_t i = 0; i < news->hit_count; i++)
			free(news->hits[i].key);
		free(news->hits);
	} else {
		yd_search_add(search, news->hits, news->hit_count);
		search->running = news->searching;
		search->cut = news->hits_cut;
		resolve_pending(browser);
	}
	news->hits = NULL;
	news->hit_count = 0;
}
