/* The hits of the search: region, year and title of each, and below them its text around the match.
 */
#include "browser.h"

#include <yaodian/intl.h>
#include <yaodian/query.h>

/* What is shown before anything is looked for, and behind it the fields. */
static const yd_query_form examples[] = {
	{"党建 学前", N_("both, in one clause")},
	{"\"校园安全\"", N_("these words together")},
	{"党建 OR 思政", N_("either")},
	{"-职业教育", N_("clauses without it")},
};

static void draw_title(yd_browser *browser, size_t width, yd_row *out)
{
	const yd_search *search = &browser->search;
	yd_buf title = {0};
	bool more = false;
	size_t count = search->query ? yd_search_known(search, &more) : 0;
	yd_buf_puts(&title, _("Search"));
	if (search->query && (search->earlier || (search->running && !count)))
		yd_buf_puts(&title, "  …");
	else if (search->query)
		yd_buf_printf(&title,
			yd_trn("  %zu%s hit", "  %zu%s hits", more ? count + 1 : count), count,
			more ? "+" : "");
	if (browser->hits_by_place)
		yd_buf_puts(&title, _("  by region and year"));
	if (yd_filter_is_set(&browser->filter)) {
		yd_buf_puts(&title, _("  only "));
		yd_filter_describe(&browser->filter, &title);
	}
	yd_pane_simple_title(browser, YD_PANE_HITS, yd_buf_str(&title), width, out);
	yd_buf_free(&title);
}

/* Two rows a hit, and one above them for how the query was understood, where there is room. */
static void resize(yd_browser *browser, size_t width, size_t height)
{
	yd_hits_view *view = &browser->hits;
	view->width = width;
	view->height = height;
	view->head_rows = browser->search.understood && height >= 4;
	view->hit_rows = height - view->head_rows >= 2 ? 2 : 1;
	yd_list_resize(&view->list, (height - view->head_rows) / view->hit_rows);
}

static bool act(yd_browser *browser, yd_action action, size_t times)
{
	if (yd_list_move(
		    &browser->hits.list, action == YD_DO_FOLD ? YD_DO_PAGE_DOWN : action, times)) {
		browser->search.visited = false;
		return true;
	}
	if (action == YD_DO_OPEN)
		yd_browser_visit_hit(browser);
	else if (action == YD_DO_ORDER)
		yd_browser_change_order(browser);
	else
		return false;
	return true;
}

/* ---- rows ---- */

/* Example `number` of them all; false behind the last. */
static bool find_example(size_t number, yd_query_form *out)
{
	size_t words = sizeof examples / sizeof *examples;
	if (number < words) {
		*out = examples[number];
		return true;
	}
	number -= words;
	for (const yd_query_field *field = yd_query_fields; field->name; field++)
		for (const yd_query_form *form = field->forms; form->written; form++)
			if (number-- == 0) {
				*out = *form;
				return true;
			}
	return false;
}

static void draw_example(size_t y, size_t width, yd_row *out)
{
	yd_query_form example;
	if (y == 0 || !find_example(y - 1, &example))
		return;
	yd_row_pad(out, width > 30 ? 2 : 0, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(example.written), YD_STYLE_KEY, width);
	if (width > 40)
		yd_row_pad(out, 24, YD_STYLE_TEXT);
	else if (out->columns + 2 < width)
		yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
	yd_row_put(out, yd_str_of(yd_tr(example.finds)), YD_STYLE_DIM, width);
}

static void draw_nothing(yd_browser *browser, size_t y, size_t width, yd_row *out)
{
	const yd_search *search = &browser->search;
	if (!search->query)
		draw_example(y, width, out);
	else if (y == 1)
		yd_row_put(out,
			search->running ? yd_str_of(_("  Searching …"))
					: yd_str_of(_("  Nothing found.")),
			YD_STYLE_DIM, width);
}

static void draw_heading(yd_browser *browser, const yd_hit_entry *hit, size_t width, yd_row *out)
{
	bool room = yd_text_columns(yd_buf_str(&hit->place)) <= width / 3;
	const yd_buf *place = room ? &hit->place : &hit->short_place;
	yd_row_put_document(out, &browser->typesetter, yd_buf_str(place), YD_STYLE_MARK, width);
	if (out->columns + 2 < width)
		yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
	yd_row_put_marked(out, &browser->typesetter, yd_buf_str(&hit->title),
		&browser->search.terms, YD_STYLE_HEADING, width);
	if (hit->doc_title.len && out->columns + 14 < width) {
		yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
		yd_row_put_document(out, &browser->typesetter, yd_buf_str(&hit->doc_title),
			YD_STYLE_DIM, width - 1);
	}
}

static void draw_hit(yd_browser *browser, size_t number, size_t line, size_t width, yd_row *out)
{
	yd_hits_view *view = &browser->hits;
	const yd_hit_entry *hit = yd_hits_view_row(view, number);
	bool here = number == view->list.cursor, heading = line == 0 && view->hit_rows == 2;
	if (!hit)
		return;
	if (here && line == 0)
		yd_row_add(out, yd_glyph_text(YD_GLYPH_CURSOR), YD_STYLE_MARK);
	yd_row_pad(out, line == 0 || width < 30 ? 1 : 3, YD_STYLE_TEXT);
	if (!hit->looked)
		yd_row_put(out, line == 0 ? YD_STR("…") : YD_STR(""), YD_STYLE_DIM, width);
	else if (hit->gone)
		yd_row_put(out, line == 0 ? yd_str_of(_("no longer there")) : YD_STR(""),
			YD_STYLE_DIM, width);
	else if (heading)
		draw_heading(browser, hit, width, out);
	else
		yd_hit_entry_put_text(hit, &browser->typesetter, &browser->search.terms,
			width - (width > 30), out);
	if (heading)
		yd_pane_cursor(browser, YD_PANE_HITS, here, width, out);
}

static void draw_row(yd_browser *browser, size_t y, yd_row *out)
{
	yd_hits_view *view = &browser->hits;
	size_t width = view->width;
	if (y < view->head_rows) {
		yd_row_put(out, yd_str_of(_(" understood as ")), YD_STYLE_DIM, width);
		yd_row_put(out, yd_str_of(browser->search.understood), YD_STYLE_MESSAGE, width);
		return;
	}
	y -= view->head_rows;
	if (view->list.count == 0) {
		draw_nothing(browser, y, width, out);
		return;
	}
	size_t number = view->list.top + y / view->hit_rows;
	if (y / view->hit_rows < view->list.height && number < view->list.count)
		draw_hit(browser, number, y % view->hit_rows, width, out);
}

const yd_pane_ops yd_hits_pane = {
	.title = draw_title,
	.resize = resize,
	.row = draw_row,
	.act = act,
	.hints = {YD_DO_OPEN, YD_DO_ORDER, YD_DO_SEARCH, YD_DO_THEMES, YD_DO_CANCEL, YD_DO_HELP,
		YD_DO_LEAVE},
};
