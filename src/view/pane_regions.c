/* The regions with their years. */
#include "browser.h"

#include <yaodian/intl.h>

#include <stdio.h>
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

/* All that a row shows, but what it is called. */
typedef struct region_row {
	yd_tree_at at;
	const yd_doc *doc; /* NULL: a region, or a year with several */
	bool here, open;   /* under the cursor; the open document, or folded over it */
	bool counted;
	size_t count; /* hits under a filter, else how many documents, where that is more than one
		       */
	yd_doc_state state;
} region_row;

static void count(const yd_browser *browser, region_row *row)
{
	const yd_tree_at *at = &row->at;
	row->counted = true;
	if (!yd_filter_is_set(&browser->filter)) {
		row->counted = !at->is_doc && at->node->docs > 1;
		row->count = row->counted ? at->node->docs : 0;
	} else if (at->is_doc) {
		row->count = row->doc ? row->doc->hits : 0;
	} else {
		row->count = at->node->hits;
	}
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

/* False past the last row. */
static bool look_at(yd_browser *browser, size_t y, region_row *row)
{
	yd_tree *tree = &browser->tree;
	size_t number = tree->list.top + y;
	*row = (region_row){0};
	if (!yd_tree_find_row(tree, number, &row->at))
		return false;
	yd_tree_doc(tree, &row->at, &row->doc, NULL);
	row->here = number == tree->list.cursor;
	row->open = is_open_doc(browser, &row->at, row->doc);
	if (row->doc)
		row->state = yd_browser_doc_read(browser, row->doc);
	count(browser, row);
	return true;
}

static bool row_key(yd_browser *browser, size_t y, yd_row_key *out)
{
	region_row row;
	bool there = look_at(browser, y, &row);
	/* The reason why there are none; what is typed after `f`. */
	if (!there)
		return browser->tree.list.count != 0;
	if (row.here && browser->prompt.sign)
		return false;
	bool focus = row.here && yd_browser_has_focus(browser, YD_PANE_REGIONS);
	*out = (yd_row_key){
		.part = {1 + browser->tree.loads, (uintptr_t)row.at.node,
			(uint64_t)row.at.depth << 1 | row.at.is_doc, row.at.doc,
			row.doc ? (uint64_t)row.doc->id : 0,
			(uint64_t)row.count << 8 | (uint64_t)row.state << 5 |
				(uint64_t)row.at.node->open << 4 | (uint64_t)row.counted << 3 |
				(uint64_t)row.open << 2 | (uint64_t)focus << 1 | row.here}};
	return true;
}

static void title_key(yd_browser *browser, yd_row_key *out)
{
	out->part[0] = yd_filter_is_set(&browser->filter);
	out->part[1] = yd_browser_has_focus(browser, YD_PANE_REGIONS);
}

static void put_signs(const region_row *row, size_t width, yd_row *out)
{
	const yd_tree_at *at = &row->at;
	size_t indent = at->depth * 2;
	if (indent > width / 3)
		indent = width / 3;
	if (row->here || row->open)
		yd_row_add(out, yd_glyph_text(row->here ? YD_GLYPH_CURSOR : YD_GLYPH_OPEN),
			YD_STYLE_MARK);
	yd_row_pad(out, 1 + indent, YD_STYLE_TEXT);
	if (yd_tree_can_unfold(at))
		yd_row_add(out, yd_glyph_text(at->node->open ? YD_GLYPH_UNFOLDED : YD_GLYPH_FOLDED),
			YD_STYLE_DIM);
	else if (row->doc)
		yd_browser_put_state(row->state, out);
	yd_row_pad(out, 3 + indent, YD_STYLE_TEXT);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	size_t width = browser->sizes[YD_PANE_REGIONS].width;
	region_row row;
	if (!look_at(browser, y, &row)) {
		if (browser->tree.list.count == 0)
			yd_row_put_line(out, yd_str_of(_("No clause passes the filter.")), y, 1,
				YD_STYLE_DIM, width);
		return;
	}
	char count[24] = "";
	yd_buf name = {0};
	if (row.counted)
		snprintf(count, sizeof count, " %zu", row.count);
	size_t tail = strlen(count), room = width > tail + 8 ? width - tail - 1 : width;
	put_signs(&row, width, out);
	add_name(&row.at, row.doc, &name);
	size_t start = out->text.len;
	yd_row_put_document(out, &browser->typesetter, yd_buf_str(&name),
		row.open ? YD_STYLE_HEADING : YD_STYLE_TEXT, room);
	if (row.doc && row.doc->sample)
		yd_row_put(out, yd_str_of(_("  sample")), YD_STYLE_DIM, room);
	if (tail && room < width) {
		yd_row_pad(out, width - 1 - tail, YD_STYLE_TEXT);
		yd_row_add(out, yd_str_of(count), YD_STYLE_DIM);
	}
	yd_pane_cursor(browser, YD_PANE_REGIONS, row.here, width, out);
	if (row.here)
		mark_typed(browser, &row.at, yd_buf_str(&name), start, out);
	yd_buf_free(&name);
}

const yd_pane_ops yd_regions_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.title_key = title_key,
	.row_key = row_key,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_HELP, YD_DO_FOCUS_NEXT, YD_DO_THEMES, YD_DO_SEARCH,
		YD_DO_BOOKMARKS, YD_DO_LEAVE},
};
