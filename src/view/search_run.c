/* The search as the reader sees it: begun by `/`, found by the worker while it is typed, walked by
 * n and N, left by Esc. */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/query.h>

#include <stdlib.h>
#include <string.h>

enum { HITS_MAX = 100000 };

/* ---- where the reader was ---- */

static void remember_origin(yd_browser *browser)
{
	const yd_reader *reader = &browser->reader;
	yd_origin *origin = &browser->origin;
	/* Who goes from hit to hit wants back to where that began; who went elsewhere does not. */
	if (origin->set && browser->search.query && reader->doc &&
		(!origin->hit_doc || reader->doc->info.id == origin->hit_doc))
		return;
	yd_browser_forget_origin(browser);
	origin->set = reader->doc != NULL;
	if (!reader->doc)
		return;
	origin->doc = reader->doc->info.id;
	origin->version = reader->doc->version;
	origin->unit = reader->unit;
	origin->scope = reader->scope;
	origin->eye = browser->text.cur;
	origin->focus = browser->focus;
	origin->zoomed = browser->zoomed;
	origin->tree = browser->tree.list;
	origin->outline = browser->outline.list;
	origin->tree_place = yd_tree_place(&browser->tree);
	origin->units = browser->outline.unit_count;
	origin->folded = yd_alloc(origin->units * sizeof *origin->folded);
	memcpy(origin->folded, browser->outline.folded, origin->units * sizeof *origin->folded);
}

void yd_browser_forget_origin(yd_browser *browser)
{
	free(browser->origin.folded);
	browser->origin = (yd_origin){0};
}

/* The row under the cursor stands as far below the upper edge as it did. */
static void return_window(yd_list *list, const yd_list *before)
{
	size_t above = before->cursor - before->top;
	list->top = list->cursor > above ? list->cursor - above : 0;
	yd_list_resize(list, list->height);
}

/* Rows may have come and gone since: what the cursor stood on counts, not the number of its row. */
static void return_tree(yd_browser *browser, const yd_origin *origin)
{
	if (origin->tree_place.region_id >= 0)
		yd_tree_reveal(&browser->tree, &origin->tree_place, NULL);
	return_window(&browser->tree.list, &origin->tree);
}

static void return_outline(yd_browser *browser, const yd_origin *origin)
{
	yd_outline_view *view = &browser->outline;
	if (view->unit_count == origin->units)
		memcpy(view->folded, origin->folded, origin->units * sizeof *origin->folded);
	yd_outline_view_follow(view, &browser->reader);
	return_window(&view->list, &origin->outline);
}

static void return_reader(yd_browser *browser, const yd_origin *origin)
{
	yd_reader *reader = &browser->reader;
	if (origin->unit >= reader->unit_count)
		return;
	if (origin->scope < reader->unit_count && reader->shown[origin->unit]) {
		reader->scope = origin->scope;
		reader->unit = origin->unit;
		yd_text_return(&browser->text, &origin->eye);
	} else { /* another filter */
		yd_browser_select(browser, yd_reader_nearest_shown(reader, origin->unit));
	}
}

static void return_to_origin(yd_browser *browser)
{
	const yd_origin *origin = &browser->origin;
	const yd_reader *reader = &browser->reader;
	bool at_hit = origin->set && origin->hit_doc && reader->doc &&
		      reader->doc->info.id == origin->hit_doc;
	if (at_hit && (yd_browser_is_open(browser, origin->doc, origin->version) ||
			      yd_browser_open_version(
				      browser, origin->doc, origin->version, origin->unit))) {
		browser->focus = origin->focus;
		browser->zoomed = origin->zoomed;
		return_reader(browser, origin);
		return_outline(browser, origin);
		return_tree(browser, origin);
	}
	yd_browser_forget_origin(browser);
}

/* ---- looking ---- */

static void drop_hits(yd_browser *browser)
{
	yd_worker_stop_search(browser->worker);
	yd_search_clear(&browser->search);
	yd_hits_view_forget(&browser->hits);
	yd_list_set(&browser->hits.list, 0, 0);
}

/* The hits of the query before stay on the screen until the first of the new ones come. */
static void begin(yd_browser *browser, const char *query)
{
	yd_search *search = &browser->search, before = *search;
	char *kept = yd_strdup(query);
	*search = (yd_search){.query = kept,
		.hits = before.hits,
		.count = before.count,
		.cap = before.cap,
		.earlier = true,
		.running = true,
		.total = SIZE_MAX};
	before.hits = NULL;
	yd_search_clear(&before);
	yd_terms_parse(yd_str_of(kept), &search->terms);
	yd_list_set(&browser->hits.list, search->count, 0);
	yd_worker_search(browser->worker,
		&(yd_worker_query){.text = kept,
			.filter = browser->filter,
			.here = browser->reader.doc ? browser->reader.doc->info.id : 0,
			.by_place = browser->hits_by_place,
			.limit = HITS_MAX});
}

/* Begins to look for a line, unless there is nothing in it. */
static bool look_for(yd_browser *browser, yd_str line)
{
	yd_query query;
	yd_query_parse(line, &query);
	bool empty = yd_query_is_empty(&query);
	yd_query_free(&query);
	if (empty) {
		drop_hits(browser);
		return false;
	}
	char *text = yd_strndup(line.ptr, line.len);
	begin(browser, text);
	free(text);
	return true;
}

void yd_browser_search_again(yd_browser *browser)
{
	if (!browser->search.query)
		return;
	char *query = yd_strdup(browser->search.query);
	begin(browser, query);
	free(query);
}

void yd_browser_change_order(yd_browser *browser)
{
	browser->hits_by_place = !browser->hits_by_place;
	yd_browser_say(browser, browser->hits_by_place
					? N_("By region and year.")
					: N_("Those that have it in their title come first."));
	yd_browser_search_again(browser);
}

void yd_browser_end_search(yd_browser *browser)
{
	bool searched = browser->search.query != NULL;
	browser->overlay = browser->below = YD_PANE_NONE;
	drop_hits(browser);
	if (searched)
		yd_text_renew(&browser->text);
	return_to_origin(browser);
}

void yd_browser_stop_search(yd_browser *browser)
{
	yd_worker_stop_search(browser->worker);
	if (browser->search.earlier)
		yd_search_add(&browser->search, NULL, 0);
	yd_list_set(&browser->hits.list, browser->search.count, browser->hits.list.cursor);
	browser->search.running = false;
	browser->search.cut = true;
	browser->search.pending = 0;
	yd_browser_drop_held(browser);
	yd_browser_say(browser, "The search is stopped.");
}

/* ---- going to hits ---- */

static void go_to_hit(yd_browser *browser, size_t number)
{
	yd_search *search = &browser->search;
	const yd_worker_hit *hit = &search->hits[number];
	bool open = yd_browser_is_open(browser, hit->doc, 0);
	yd_list_set(&browser->hits.list, search->count, number);
	search->visited = true;
	if (search->entered)
		browser->focus = YD_PANE_TEXT;
	search->entered = false;
	if (!open && !yd_browser_open_doc(browser, hit->doc, hit->unit))
		return;
	browser->origin.hit_doc = hit->doc;
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
	bool wrapped = false, wait;
	size_t at = browser->hits.list.cursor;
	int step = search->pending;
	if (!step || (search->earlier && search->running))
		return;
	if (search->visited || step < 0 || at >= search->count) {
		at = yd_search_step(search, search->count ? at : SIZE_MAX, step, &wrapped, &wait);
		if (wait)
			return;
	}
	search->pending = 0;
	yd_buf_clear(&browser->message); /* that it is being searched */
	if (at == SIZE_MAX) {
		yd_browser_drop_held(browser);
		yd_browser_say(browser, "Nothing found for %s%s.", search->query,
			yd_filter_is_set(&browser->filter) ? _(" among what passes the filter")
							   : "");
		return;
	}
	yd_place before = yd_browser_here(browser);
	go_to_hit(browser, at);
	yd_browser_note_jump(browser, &before, YD_DO_NEXT_HIT, YD_PANE_TEXT);
	if (wrapped)
		yd_browser_say(
			browser, step > 0 ? N_("No hit further on: gone round to the first one.")
					  : N_("No hit before: gone round to the last one."));
}

void yd_browser_visit_hit(yd_browser *browser)
{
	browser->search.visited = false;
	browser->search.pending = 1;
	browser->search.entered = true;
	yd_browser_close_overlay(browser);
	resolve_pending(browser);
	if (browser->search.pending)
		yd_browser_say(browser, "Searching …");
}

void yd_browser_next_hit(yd_browser *browser, int step)
{
	yd_search *search = &browser->search;
	if (!search->query) {
		yd_browser_say(browser, "Nothing is searched for yet; {search} begins a search.");
		return;
	}
	search->pending = step;
	search->entered = false;
	resolve_pending(browser);
	if (search->pending)
		yd_browser_say(browser, "Searching on …");
}

void yd_browser_take_hits(yd_browser *browser, yd_worker_news *news)
{
	yd_search *search = &browser->search;
	if (!search->query) {
		free(news->hits);
		free(news->understood);
	} else {
		bool first = search->earlier && (news->hit_count || !news->searching);
		if (first)
			yd_hits_view_forget(&browser->hits);
		if (first || news->hit_count)
			yd_search_add(search, news->hits, news->hit_count);
		else
			free(news->hits);
		yd_list_set(&browser->hits.list, search->count, browser->hits.list.cursor);
		search->running = search->running && news->searching;
		search->cut = search->cut || news->hits_cut;
		if (news->total != SIZE_MAX)
			search->total = news->total;
		if (news->understood) {
			free(search->understood);
			search->understood = news->understood;
		}
		resolve_pending(browser);
	}
	news->hits = NULL;
	news->hit_count = 0;
	news->understood = NULL;
}

/* ---- the line ---- */

void yd_browser_begin_search(yd_browser *browser)
{
	bool edit = browser->overlay == YD_PANE_HITS && browser->search.query;
	remember_origin(browser);
	yd_prompt_begin(&browser->prompt, '/', &browser->searches);
	if (edit)
		yd_prompt_replace(&browser->prompt, 0, yd_str_of(browser->search.query));
	yd_browser_open_overlay(browser, YD_PANE_HITS);
}

void yd_browser_search_typed(yd_browser *browser)
{
	yd_str line = yd_buf_str(&browser->prompt.text);
	yd_str before = yd_str_of(browser->search.query ? browser->search.query : "");
	if (!yd_str_equal(line, before) && (line.len || browser->search.query))
		look_for(browser, line);
}

/* Enter on an empty line means the search that is on, as in other programs. */
void yd_browser_search_entered(yd_browser *browser, yd_str line)
{
	if (browser->search.query) {
		yd_browser_visit_hit(browser);
		return;
	}
	yd_browser_end_search(browser);
	if (line.len)
		yd_browser_say(browser, "There is nothing in that to search for.");
}

void yd_browser_search(yd_browser *browser, yd_str line)
{
	remember_origin(browser);
	if (look_for(browser, line))
		yd_browser_visit_hit(browser);
	else
		yd_browser_search_entered(browser, line);
}

void yd_browser_show_hits(yd_browser *browser)
{
	if (browser->search.query)
		yd_browser_open_overlay(browser, YD_PANE_HITS);
	else
		yd_browser_say(browser, "Nothing is searched for yet; {search} begins a search.");
}
