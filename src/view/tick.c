/* What waits for the clock: the worker's news, changes by other sessions, looking for bookmarks. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

/* Milliseconds: between looks at the cache's version; from the first frame to reading anew, which
 * would take a processor from the terminal while it shows that frame. */
enum { LOOK_EVERY = 1000, REREAD_AFTER = 300 };

static bool same_bytes(const yd_buf *a, const yd_buf *b)
{
	return yd_str_equal(yd_buf_str(a), yd_buf_str(b));
}

static bool same_document(const yd_open_doc *a, const yd_open_doc *b)
{
	if (!same_bytes(&a->stored.source, &b->stored.source) ||
		!same_bytes(&a->stored.outline, &b->stored.outline) ||
		a->stored.unit_count != b->stored.unit_count ||
		strcmp(a->info.ref, b->info.ref) != 0 || a->info.kind != b->info.kind ||
		a->info.year != b->info.year)
		return false;
	for (size_t i = 0; i < a->stored.unit_count; i++)
		if (a->stored.units[i].any != b->stored.units[i].any ||
			a->stored.units[i].primary != b->stored.units[i].primary)
			return false;
	return true;
}

static void reopen_doc(yd_browser *browser)
{
	yd_error err = {0};
	yd_open_doc *now;
	yd_reader *reader = &browser->reader;
	int64_t id = reader->doc->info.id, version = reader->doc->version;
	yd_status status = yd_library_open_version(browser->library, id, version, &now, &err);
	/* Its bytes read like what came after them, or the file was made anew: as it is now. */
	if (status == YD_NOT_FOUND && version)
		status = yd_library_open_doc(browser->library, id, &now, &err);
	if (status == YD_NOT_FOUND) {
		int64_t first;
		yd_browser_say(browser, "%s was removed by another session.",
			reader->doc->info.title ? reader->doc->info.title : reader->doc->info.ref);
		if (yd_corpus_first(browser->corpus, NULL, &first, NULL) == YD_OK)
			yd_browser_open_doc(browser, first, 0);
		return;
	}
	if (!yd_browser_ok(browser, status, &err))
		return;
	if (!same_document(reader->doc, now)) {
		size_t unit = yd_reader_find_again(reader, now);
		yd_browser_open_version(browser, id, now->version, unit);
	}
	yd_open_doc_free(now);
}

void yd_browser_reload(yd_browser *browser)
{
	yd_error err = {0};
	yd_totals totals = {0};
	yd_status status = yd_corpus_totals(browser->corpus, &totals, &err);
	if (status == YD_OK)
		status = yd_tree_load(&browser->tree, browser->corpus, &browser->filter, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	browser->docs = totals.docs;
	if (browser->docs == 0) {
		yd_reader_close(&browser->reader);
		yd_text_reset(&browser->text);
		return;
	}
	if (browser->reader.doc) {
		reopen_doc(browser);
		return;
	}
	int64_t first;
	if (yd_corpus_first(browser->corpus, NULL, &first, NULL) == YD_OK)
		yd_browser_open_doc(browser, first, 0);
}

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
