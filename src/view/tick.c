/* What waits for the clock: the worker's news, changes by other sessions, looking for bookmarks. */
#include "browser.h"

#include <stdlib.h>

/* Milliseconds: between looks at the cache's version; from the first frame to reading anew, which
 * would take a processor from the terminal while it shows that frame. */
enum { LOOK_EVERY = 1000, REREAD_AFTER = 300 };

static void take_news(yd_browser *browser)
{
	yd_worker_news news;
	bool rereading = browser->news.rereading;
	yd_worker_take_news(browser->worker, &news);
	browser->changed =
		browser->changed || news.hit_count || news.error || news.understood ||
		news.total != browser->search.total || news.searching != browser->search.running ||
		news.reread != browser->news.reread || news.stale != browser->news.stale ||
		news.indexed != browser->news.indexed || news.unindexed != browser->news.unindexed;
	yd_browser_take_hits(browser, &news);
	yd_browser_release_held(browser);
	if (news.error) {
		yd_browser_say(browser, "%s", news.error);
		browser->message_is_error = true;
		free(news.error);
		news.error = NULL;
	}
	browser->news = news;
	/* What the last documents changed is shown at once. */
	if (rereading && !news.rereading)
		browser->version_at = 0;
}

/* Documents that were read by other rules are read anew once the first frame stands. The worker
 * finds out whether there are any: that takes the theme rules, which nothing else here needs. */
static void begin_reread(yd_browser *browser, int64_t now)
{
	if (browser->reread_at == 0)
		browser->reread_at = now + REREAD_AFTER;
	if (now < browser->reread_at)
		return;
	browser->reread_begun = true;
	if (!yd_library_read_only(browser->library) && browser->docs)
		yd_worker_tend(browser->worker);
}

static void look_for_changes(yd_browser *browser, int64_t now)
{
	/* Merging changes the file, but nothing of what is shown. */
	if (browser->merging || (browser->version_at && now - browser->version_at < LOOK_EVERY))
		return;
	browser->version_at = now;
	uint64_t version = yd_corpus_version(browser->corpus);
	if (version == browser->version)
		return;
	browser->version = version;
	browser->changed = true;
	yd_browser_reload(browser);
}

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t yd_browser_tick(yd_browser *browser, int64_t now)
{
	take_news(browser);
	if (!browser->reread_begun)
		begin_reread(browser, now);
	look_for_changes(browser, now);
	yd_browser_reading_tick(browser, now);
	int64_t next =
		earlier(yd_browser_held_tick(browser, now), yd_browser_upkeep_tick(browser, now));
	if (browser->overlay == YD_PANE_BOOKMARKS &&
		yd_bookmarks_view_look(&browser->bookmarks, browser->library)) {
		browser->changed = true;
		return now;
	}
	if (browser->overlay == YD_PANE_HITS && yd_hits_view_look(&browser->hits, &browser->search,
							browser->library, browser->reader.doc)) {
		browser->changed = true;
		return now;
	}
	if (yd_browser_unread_tick(browser))
		return now;
	if (yd_browser_jump_tick(browser)) {
		browser->changed = true;
		return now;
	}
	next = earlier(
		next, browser->merging ? now + LOOK_EVERY : browser->version_at + LOOK_EVERY);
	return browser->reread_begun ? next : earlier(next, browser->reread_at);
}

int yd_browser_wake_fd(const yd_browser *browser)
{
	return yd_worker_fd(browser->worker);
}
