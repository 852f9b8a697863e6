/*
 * The next unread clause. Documents that were read are passed by what user data says of them, a
 * batch of rows at a time; thousands of them are passed in slices between keys, and the next key
 * ends it.
 */
#include "browser.h"

#include <yaodian/intl.h>

enum {
	SLICE = 1024, /* documents that are passed at once: some milliseconds */
	OPENED = 32,  /* … one that must be opened counts as so many */
	FIRST_BATCH = 4,
	BATCH = 64,
};

static size_t find_unread(const yd_reader *reader, size_t unit, int step)
{
	for (size_t at = unit; step > 0 ? ++at < reader->unit_count : at-- > 0;)
		if (reader->shown[at] && yd_reader_is_unread(reader, at))
			return at;
	return SIZE_MAX;
}

/* The first (or last) unread clause of a document that passes the filter; SIZE_MAX: none. */
static yd_status look_into(yd_browser *browser, int64_t doc, int step, size_t *unit, yd_error *err)
{
	yd_reader reader = {0};
	yd_status status = yd_reader_open(&reader, browser->library, doc, &browser->filter, err);
	if (status != YD_OK)
		return status;
	*unit = find_unread(&reader, step > 0 ? 0 : reader.unit_count, step);
	yd_reader_close(&reader);
	return YD_OK;
}

/* The documents behind walk->doc, at most `limit`; *cost grows by what they took. */
static yd_status pass_batch(
	yd_browser *browser, size_t limit, size_t *cost, size_t *unit, yd_error *err)
{
	yd_unread_walk *walk = &browser->unread;
	yd_doc docs[BATCH];
	size_t count;
	yd_status status = yd_corpus_steps(
		browser->corpus, walk->doc, walk->step, &browser->filter, docs, limit, &count, err);
	if (status == YD_OK && count == 0)
		status = YD_END;
	for (size_t i = 0; status == YD_OK && i < count && *unit == SIZE_MAX; i++) {
		walk->doc = docs[i].id;
		++*cost;
		if (yd_browser_doc_read(browser, &docs[i]) == YD_DOC_READ)
			continue;
		*cost += OPENED;
		status = look_into(browser, walk->doc, walk->step, unit, err);
	}
	for (size_t i = 0; i < count; i++)
		yd_doc_free(&docs[i]);
	return status;
}

/* *unit SIZE_MAX: the slice is over, there may be more. */
static yd_status pass_slice(yd_browser *browser, size_t *unit, yd_error *err)
{
	yd_status status = YD_OK;
	size_t limit = FIRST_BATCH;
	*unit = SIZE_MAX;
	for (size_t cost = 0; status == YD_OK && *unit == SIZE_MAX && cost < SLICE; limit = BATCH)
		status = pass_batch(browser, limit, &cost, unit, err);
	return status;
}

/* Onwards by one clause; false: it ends here, or goes on in another slice. */
static bool step_on(yd_browser *browser)
{
	yd_unread_walk *walk = &browser->unread;
	const yd_reader *reader = &browser->reader;
	yd_error err = {0};
	size_t unit = SIZE_MAX;
	if (walk->doc == reader->doc->info.id)
		unit = find_unread(reader, reader->unit, walk->step);
	if (unit != SIZE_MAX) {
		yd_browser_go(browser, unit);
		return true;
	}
	yd_browser_need_read_docs(browser);
	yd_status status = pass_slice(browser, &unit, &err);
	if (status == YD_OK && unit == SIZE_MAX) {
		yd_browser_say(browser, "Looking on for an unread clause …");
		return false;
	}
	int step = walk->step;
	walk->step = 0;
	if (status == YD_END)
		yd_browser_say(browser, step > 0 ? N_("There is no unread clause after this.")
						 : N_("There is no unread clause before this."));
	else if (yd_browser_ok(browser, status, &err) &&
		 yd_browser_open_doc(browser, walk->doc, unit)) {
		walk->step = step;
		yd_browser_say(browser, "%s",
			reader->doc->info.title ? reader->doc->info.title : reader->doc->info.ref);
	}
	return walk->step != 0;
}

static void run_slice(yd_browser *browser)
{
	yd_unread_walk *walk = &browser->unread;
	while (walk->step && walk->times && step_on(browser))
		walk->times--;
	if (!walk->times)
		walk->step = 0;
}

void yd_browser_step_unread(yd_browser *browser, int step, size_t times)
{
	browser->unread = (yd_unread_walk){
		.step = step, .doc = browser->reader.doc->info.id, .times = times ? times : 1};
	run_slice(browser);
}

bool yd_browser_stop_unread(yd_browser *browser)
{
	bool walked = browser->unread.step != 0;
	browser->unread.step = 0;
	if (walked)
		yd_buf_clear(&browser->message);
	return walked;
}

bool yd_browser_unread_tick(yd_browser *browser)
{
	yd_unread_walk *walk = &browser->unread;
	if (!walk->step)
		return false;
	/* Another session may have removed all. */
	if (!browser->reader.doc)
		return !yd_browser_stop_unread(browser);
	yd_place before = yd_browser_here(browser);
	run_slice(browser);
	yd_browser_note_jump(browser, &before, YD_DO_NEXT_UNREAD, yd_browser_focus(browser));
	if (!walk->step)
		browser->changed = true;
	return true;
}
