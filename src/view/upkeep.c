/*
 * Upkeep of the cache that waits until nobody types: the parts that importing leaves in the index
 * are merged by the worker after a moment without keys, and no longer than until the next key.
 */
#include "browser.h"

enum { IDLE_MS = 2000 };

void yd_browser_upkeep_key(yd_browser *browser)
{
	browser->keyed = true;
	yd_browser_stop_unread(browser);
	if (!browser->merging)
		return;
	browser->merging = false;
	yd_worker_merge(browser->worker, false);
}

int64_t yd_browser_upkeep_tick(yd_browser *browser, int64_t now)
{
	if (browser->keyed || !browser->key_at)
		browser->key_at = now;
	browser->keyed = false;
	if (!browser->news.parts) {
		browser->merging = false;
		return INT64_MAX;
	}
	if (browser->merging)
		return INT64_MAX;
	if (now - browser->key_at < IDLE_MS)
		return browser->key_at + IDLE_MS;
	browser->merging = true;
	yd_worker_merge(browser->worker, true);
	return INT64_MAX;
}
