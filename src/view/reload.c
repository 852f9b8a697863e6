/* Tree and document read anew, since the cache was changed. */
#include "browser.h"

#include <string.h>

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
