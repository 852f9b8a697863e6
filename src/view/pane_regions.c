/* The regions with their years. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	yd_pane_simple_title(browser, YD_PANE_REGIONS,
		yd_filter_is_set(&browser->filter) ? yd_str_of(_("Regions (filtered)"))
						   : yd_str_of(_("Regions")),
		width, out);
}

static void resize(yd_browser *browser, size_t width, size_t height)
{
	(void)width;
	yd_list_resize(&browser->tree.list, height);
	if (!browser->fit_tree || !browser->reader.doc)
		return;
	browser->fit_tree = false;
	yd_tree_unfold_if_fits(&browser->tree, height, NULL);
	yd_browser_reveal(browser, NULL);
}

static void open_row(yd_browser *browser, const yd_tree_at *at)
{
	yd_error err = {0};
	const yd_doc *doc;
	yd_status status = yd_tree_doc(&browser->tree, at, &doc, &err);
	if (!yd_browser_ok(browser, status, &err))
		return;
	if (!doc) {
		status = yd_tree_toggle(&browser->tree, browser->tree.list.cursor, &err);
		yd_browser_ok(browser, status, &err);
		return;
	}
	/* The document that is open already keeps the reader's place. */
	if (!yd_browser_is_open(browser, doc->id, 0) &&
		!yd_browser_open_doc(browser, doc->id, YD_UNIT_LEFT))
		return;
	browser->focus = YD_PANE_OUTLINE;
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	yd_error err = {0};
	yd_tree_at at;
	yd_list *list = &browser->tree.list;
	if (yd_list_move(list, action, times))
		return true;
	if (action != YD_DO_OPEN && action != YD_DO_FOLD)
		return false;
	if (!yd_tree_find_row(&browser->tree, list->cursor, &at))
		return true;
	if (action == YD_DO_OPEN)
		open_row(browser, &at);
	else
		yd_browser_ok(browser, yd_tree_toggle(&browser->tree, list->cursor, &err), &err);
	return true;
}

/* ---- rows ---- */

/* "2025", the title of a document, the name of a region: appended. */
static void add_name(const yd_tree_at *at, const yd_doc *doc, yd_buf *out)
{
	const yd_tree_node *node = at->node;
	if (at->is_doc)
		yd_buf_puts(out, doc ? (doc->title ? doc->title : doc->ref) : "…");
	else if (!node->is_year)
		yd_buf_puts(out, node->name ? node->name : _("region unknown"));
	else if (node->year)
		yd_buf_printf(out, "%d", node->year);
	else
		yd_buf_puts(out, _("year unknown"));
}

static void add_path(const yd_tree_node *node, yd_buf *out)
{
	if (!node->parent || !node->name)
		return;
	add_path(node->parent, out);
	yd_buf_printf(out, out->len ? "/%s" : "%s", node->name);
}

/* Marks what is typed after `f`. */
static void mark_typed(
	const yd_browser *browser, const yd_tree_at *at, yd_str name, size_t start, yd_row *out)
{
	yd_buf path = {0};
	if (!at->node->is_year)
		add_path(at->node, &path);
	yd_browser_jump_mark(browser, YD_PANE_REGIONS, name, path.ptr, start, out);
	yd_buf_free(&path);
}

/* What stands at the right: hits under a filter, else how many documents, where that is more than
 * one. */
static void count_of(
	const yd_browser *browser, const yd_tree_at *at, const yd_doc *doc, char out[24])
{
	bool filtered = yd_filter_is_set(&browser->filter);
	out[0] = '\0';
	if (filtered && !at->is_doc)
		snprintf(out, 24, " %zu", at->node->hits);
	else if (filtered)
		snprintf(out, 24, " %zu", doc ? doc->hits : 0);
	else if (!at->is_doc && at->node->docs > 1)
		snprintf(out, 24, " %zu", at->node->docs);
}

static bool is_open_doc(const yd_browser *browser, const yd_tree_at *at, const yd_doc *doc)
{
	const yd_open_doc *open = browser->reader.doc;
	if (!open)
		return false;
	if (doc)
		return doc->id == open->info.id;
	/* A folded branch over it. */
	return !at->is_doc && at->node->is_year && !at->node->open &&
	       at->node->region == open->info.region_id && at->node->year == open->info.year;
}

static void put_signs(const yd_browser *browser, const yd_tree_at *at, const yd_doc *doc, bool here,
	bool open, size_t width, yd_row *out)
{
	size_t indent = at->depth * 2;
	if (indent > width / 3)
		indent = width / 3;
	if (here || open)
		yd_row_add(
			out, yd_glyph_text(here ? YD_GLYPH_CURSOR : YD_GLYPH_OPEN), YD_STYLE_MARK);
	yd_row_pad(out, 1 + indent, YD_STYLE_TEXT);
	if (yd_tree_can_unfold(at))
		yd_row_add(out, yd_glyph_text(at->node->open ? YD_GLYPH_UNFOLDED : YD_GLYPH_FOLDED),
			YD_STYLE_DIM);
	else if (doc)
		yd_browser_put_state(yd_browser_doc_read(browser, doc), out);
	yd_row_pad(out, 3 + indent, YD_STYLE_TEXT);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	yd_tree *tree = &browser->tree;
	size_t width = browser->sizes[YD_PANE_REGIONS].width, row = tree->list.top + y;
	yd_tree_at at;
	const yd_doc *doc = NULL;
	if (!yd_tree_find_row(tree, row, &at)) {
		if (tree->list.count == 0)
			yd_row_put_line(out, yd_str_of(_("No clause passes the filter.")), y, 1,
				YD_STYLE_DIM, width);
		return;
	}
	yd_tree_doc(tree, &at, &doc, NULL);
	bool here = row == tree->list.cursor, open = is_open_doc(browser, &at, doc);
	char count[24];
	yd_buf name = {0};
	count_of(browser, &at, doc, count);
	size_t tail = strlen(count), room = width > tail + 8 ? width - tail - 1 : width;
	put_signs(browser, &at, doc, here, open, width, out);
	add_name(&at, doc, &name);
	size_t start = out->text.len;
	yd_row_put_document(out, &browser->typesetter, yd_buf_str(&name),
		open ? YD_STYLE_HEADING : YD_STYLE_TEXT, room);
	if (doc && doc->sample)
		yd_row_put(out, yd_str_of(_("  sample")), YD_STYLE_DIM, room);
	if (tail && room < width) {
		yd_row_pad(out, width - 1 - tail, YD_STYLE_TEXT);
		yd_row_add(out, yd_str_of(count), YD_STYLE_DIM);
	}
	yd_pane_cursor(browser, YD_PANE_REGIONS, here, width, out);
	if (here)
		mark_typed(browser, &at, yd_buf_str(&name), start, out);
	yd_buf_free(&name);
}

const yd_pane_ops yd_regions_pane = {
	.name = "regions",
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_HELP, YD_DO_FOCUS_NEXT, YD_DO_THEMES, YD_DO_SEARCH,
		YD_DO_BOOKMARKS, YD_DO_LEAVE},
};
