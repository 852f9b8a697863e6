/* What bookmarks, notes, tags and corrections are for, and what all who write on it need. */
#include "browser.h"

#include <stdlib.h>

/* The current unit; with the tree's cursor on a document that is not open, its title. */
bool yd_browser_target(yd_browser *browser, int64_t *id, size_t *unit)
{
	yd_error err = {0};
	yd_tree_at at;
	const yd_doc *doc = NULL;
	const yd_open_doc *open = browser->reader.doc;
	if (open) {
		*id = open->info.id;
		*unit = browser->reader.unit;
	}
	if (yd_browser_main_focus(browser) != YD_PANE_REGIONS)
		return open != NULL;
	if (yd_tree_find_row(&browser->tree, browser->tree.list.cursor, &at) &&
		!yd_browser_ok(browser, yd_tree_doc(&browser->tree, &at, &doc, &err), &err))
		return false;
	if (doc && !(open && doc->id == open->info.id)) {
		*id = doc->id;
		*unit = 0;
		return true;
	}
	return open != NULL;
}

/* The document of a target: the open one, or *other is opened (yd_open_doc_free()). NULL: it says
 * why. */
const yd_open_doc *yd_browser_open_target(yd_browser *browser, int64_t id, yd_open_doc **other)
{
	yd_error err = {0};
	*other = NULL;
	if (browser->reader.doc && browser->reader.doc->info.id == id)
		return browser->reader.doc;
	yd_status status = yd_library_open_doc(browser->library, id, other, &err);
	return yd_browser_ok(browser, status, &err) ? *other : NULL;
}

/* The unit may stand elsewhere by now: another session, or the worker, has read the document anew.
 */
bool yd_browser_find_written(const yd_writing *writing, const yd_open_doc *doc, size_t *unit)
{
	*unit = writing->unit;
	if (*unit < doc->stored.unit_count &&
		doc->stored.units[*unit].text_hash == writing->text_hash)
		return true;
	for (*unit = 0; writing->text_hash && *unit < doc->stored.unit_count; ++*unit)
		if (doc->stored.units[*unit].text_hash == writing->text_hash)
			return true;
	return false;
}

const char *yd_browser_editor(const yd_browser *browser)
{
	return browser->settings.editor && *browser->settings.editor ? browser->settings.editor
								     : browser->editor;
}

void yd_browser_set_editor(yd_browser *browser, const char *command)
{
	free(browser->editor);
	browser->editor = command && *command ? yd_strdup(command) : NULL;
}

void yd_browser_end_writing(yd_browser *browser)
{
	free(browser->writing.was);
	browser->writing = (yd_writing){0};
}

void yd_browser_marks_changed(yd_browser *browser)
{
	yd_error err = {0};
	if (!browser->reader.doc)
		return;
	yd_status status = yd_reader_read_marks(&browser->reader, browser->library, &err);
	yd_browser_ok(browser, status, &err);
	yd_text_renew(&browser->text);
}
