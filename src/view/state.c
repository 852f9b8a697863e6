/* Where the reader was, kept in user data between sessions. */
#include "browser.h"

#include <stdlib.h>
#include <string.h>

/* A session that ends where it began writes nothing. */
static void keep(yd_user *user, const char *name, const char *value)
{
	char *held = NULL;
	if (yd_user_state(user, name, &held, NULL) != YD_OK)
		return;
	bool same = held && value ? strcmp(held, value) == 0 : held == value;
	free(held);
	if (!same)
		yd_user_state_set(user, name, value, NULL);
}

void yd_browser_save(yd_browser *browser)
{
	const yd_reader *reader = &browser->reader;
	yd_user *user = yd_library_user(browser->library);
	yd_buf value = {0};
	/* A session that never had a document open has nothing better to say than the one before.
	 */
	if (!reader->doc)
		return;
	yd_browser_keep_reading(browser);
	if (reader->doc->version) /* the next session begins with the text as it is */
		yd_buf_add(&value, reader->doc->info.ref, strcspn(reader->doc->info.ref, "@"));
	else
		yd_open_doc_unit_ref(reader->doc, reader->unit, &value);
	keep(user, "document", value.ptr);
	yd_buf_clear(&value);
	yd_filter_write(&browser->filter, &value);
	keep(user, "filter", value.len ? value.ptr : NULL);
	keep(user, "focus", yd_pane_name(browser->focus));
	keep(user, "zoom", browser->zoomed ? "yes" : NULL);
	yd_buf_free(&value);
}

static char *state_value(yd_browser *browser, const char *name)
{
	char *value = NULL;
	yd_user_state(yd_library_user(browser->library), name, &value, NULL);
	return value;
}

static void restore_filter(yd_browser *browser)
{
	char *value = state_value(browser, "filter");
	yd_filter filter;
	yd_str bad;
	if (value && yd_filter_parse(yd_str_of(value), &filter, &bad)) {
		browser->filter = filter;
		yd_tree_load(&browser->tree, browser->corpus, &filter, NULL);
	}
	free(value);
}

static void restore_focus(yd_browser *browser)
{
	char *focus = state_value(browser, "focus"), *zoom = state_value(browser, "zoom");
	for (int i = 0; focus && i <= YD_PANE_TEXT; i++)
		if (strcmp(focus, yd_pane_name((yd_pane)i)) == 0)
			browser->focus = (yd_pane)i;
	browser->zoomed = zoom != NULL;
	free(focus);
	free(zoom);
}

/* The unit is looked for in the open document, so that it is not read twice. */
static void restore_unit(yd_browser *browser, const char *address)
{
	yd_reader *reader = &browser->reader;
	size_t unit = yd_unit_find(&reader->doc->outline, yd_str_of(address));
	if (unit != SIZE_MAX && reader->shown[unit])
		yd_browser_select(browser, unit);
}

bool yd_browser_restore(yd_browser *browser)
{
	char *ref = state_value(browser, "document");
	yd_place_in_library place = {0};
	yd_str whole = {ref, ref ? strcspn(ref, "#") : 0};
	bool found =
		whole.len && yd_library_resolve(browser->library, whole, &place, NULL) == YD_OK;
	restore_filter(browser);
	found = found && yd_browser_open_doc(browser, place.doc, YD_UNIT_LEFT);
	/* Of a session before positions were kept. */
	if (found && ref[whole.len] && !browser->reader.left.unit)
		restore_unit(browser, ref + whole.len + 1);
	free(ref);
	if (!found)
		return false;
	restore_focus(browser);
	return true;
}
