#include "hits.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

/* Bytes of a unit's text that are kept around its match: more than any row is wide. */
enum { KEPT_BEFORE = 600, KEPT_AFTER = 1800 };

static void free_row(yd_hit_entry *row)
{
	yd_buf_free(&row->place);
	yd_buf_free(&row->short_place);
	yd_buf_free(&row->title);
	yd_buf_free(&row->doc_title);
	yd_buf_free(&row->text);
	*row = (yd_hit_entry){0};
}

void yd_hits_view_forget(yd_hits_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		free_row(&view->rows[i]);
	free(view->rows);
	view->rows = NULL;
	view->start = view->count = 0;
}

/* Rows for what the window shows now; those that stay in it are kept. */
static void follow_window(yd_hits_view *view)
{
	const yd_list *list = &view->list;
	size_t start = list->top, left = list->count - (start < list->count ? start : list->count);
	size_t count = left < list->height ? left : list->height;
	if (start == view->start && count == view->count)
		return;
	yd_hit_entry *rows = yd_alloc((count + 1) * sizeof *rows);
	for (size_t i = 0; i < view->count; i++) {
		size_t number = view->start + i;
		if (number >= start && number < start + count)
			rows[number - start] = view->rows[i];
		else
			free_row(&view->rows[i]);
	}
	free(view->rows);
	view->rows = rows;
	view->start = start;
	view->count = count;
}

const yd_hit_entry *yd_hits_view_row(yd_hits_view *view, size_t number)
{
	follow_window(view);
	if (number < view->start || number >= view->start + view->count)
		return NULL;
	return &view->rows[number - view->start];
}

/* ---- what stands in a row ---- */

static void describe_place(const yd_doc *doc, yd_hit_entry *row)
{
	const char *region = yd_doc_own_region(doc);
	if (!region)
		region = _("region unknown");
	const char *last = strrchr(region, '/');
	yd_buf path = {0};
	for (const char *at = region; *at; at++)
		yd_buf_putc(&path, *at == '/' ? ' ' : *at);
	yd_text_sanitize(yd_buf_str(&path), 0, &row->place);
	yd_text_sanitize(yd_str_of(last ? last + 1 : region), 0, &row->short_place);
	yd_buf_free(&path);
	yd_buf *const both[] = {&row->place, &row->short_place};
	for (int i = 0; i < 2; i++) {
		if (doc->year)
			yd_buf_printf(both[i], " %d", doc->year);
		else
			yd_buf_puts(both[i], _(" year unknown"));
	}
}

/* A snippet does not begin with the sign that ends the title, or with the bracket that it stands
 * in. */
static size_t behind_signs(yd_str text, size_t at)
{
	static const char *const signs[] = {"。", "，", "：", "；", "、", "！", "？", "】", "）",
		"〕", "]", ")", ".", ":", "\n", " ", "　"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		yd_str sign = yd_str_of(signs[i]);
		if (yd_str_starts((yd_str){text.ptr + at, text.len - at}, sign))
			return behind_signs(text, at + sign.len);
	}
	return at;
}

/* Bytes of a unit's text that are its title, which has a place of its own in the row. */
static size_t title_end(const yd_open_doc *doc, size_t unit, yd_str text)
{
	yd_buf title = {0};
	size_t node = yd_open_doc_node(doc, unit), end = 0;
	if (node != SIZE_MAX)
		yd_outline_title(&doc->outline, doc->source, node, &title);
	else if (unit == 0 && doc->info.title)
		yd_buf_puts(&title, doc->info.title);
	size_t at = title.len ? yd_str_find(text, yd_buf_str(&title), 0) : SIZE_MAX;
	/* Only its mark stands before it. */
	if (at != SIZE_MAX && at < 64)
		end = behind_signs(text, at + title.len);
	yd_buf_free(&title);
	return end;
}

/* The first match behind the title, else the first of all. */
static size_t find_match(const yd_terms *terms, yd_str text, size_t behind)
{
	yd_spans spans = {0};
	yd_terms_mark(terms, text, &spans);
	size_t at = spans.count ? spans.items[0].start : 0;
	for (size_t i = 0; i < spans.count; i++) {
		if (spans.items[i].start >= behind) {
			at = spans.items[i].start;
			break;
		}
	}
	yd_spans_free(&spans);
	return at;
}

static size_t whole_character(yd_str text, size_t at)
{
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static void cut_text(const yd_open_doc *doc, size_t unit, const yd_terms *terms, yd_hit_entry *row)
{
	yd_buf raw = {0};
	yd_open_doc_unit_text(doc, unit, &raw);
	yd_str text = yd_buf_str(&raw);
	size_t behind = title_end(doc, unit, text);
	size_t match = find_match(terms, text, behind);
	/* What stands before the match, but not the title once more. */
	size_t from = match > KEPT_BEFORE ? whole_character(text, match - KEPT_BEFORE) : 0;
	if (behind <= match && from < behind)
		from = behind;
	else if (match == 0 && behind < text.len)
		from = match = behind;
	size_t to = text.len - match > KEPT_AFTER ? whole_character(text, match + KEPT_AFTER)
						  : text.len;
	yd_str before = yd_text_trim((yd_str){text.ptr + from, match - from});
	row->cut_before = from > behind;
	row->cut_after = to < text.len;
	yd_text_sanitize(before, 0, &row->text);
	row->match = row->text.len;
	yd_text_sanitize(yd_text_trim((yd_str){text.ptr + match, to - match}), 0, &row->text);
	yd_buf_free(&raw);
}

static void fill_row(const yd_open_doc *doc, size_t unit, const yd_terms *terms, yd_hit_entry *row)
{
	yd_buf title = {0};
	row->looked = true;
	/* The document may have been read anew since. */
	row->gone = unit >= yd_unit_count(&doc->outline);
	if (row->gone)
		return;
	describe_place(&doc->info, row);
	yd_open_doc_unit_title(doc, unit, &title);
	yd_text_sanitize(yd_buf_str(&title), 0, &row->title);
	yd_buf_clear(&title);
	if (unit)
		yd_open_doc_unit_title(doc, 0, &title);
	yd_text_sanitize(yd_buf_str(&title), 0, &row->doc_title);
	yd_buf_free(&title);
	cut_text(doc, unit, terms, row);
}

bool yd_hits_view_look(
	yd_hits_view *view, const yd_search *search, yd_library *library, const yd_open_doc *open)
{
	follow_window(view);
	size_t first = 0;
	while (first < view->count && view->rows[first].looked)
		first++;
	if (first == view->count || view->start + view->count > search->count)
		return false;
	int64_t id = search->hits[view->start + first].doc;
	yd_open_doc *read = NULL;
	bool there = open && open->info.id == id && !open->version;
	if (!there)
		there = yd_library_open_doc(library, id, &read, NULL) == YD_OK;
	for (size_t i = first; i < view->count; i++) {
		const yd_worker_hit *hit = &search->hits[view->start + i];
		yd_hit_entry *row = &view->rows[i];
		if (hit->doc != id || row->looked)
			continue;
		if (there)
			fill_row(read ? read : open, hit->unit, &search->terms, row);
		else
			row->looked = row->gone = true;
	}
	yd_open_doc_free(read);
	return true;
}

/* ---- drawing ---- */

void yd_row_put_marked(yd_row *row, const yd_typesetter *how, yd_str source, const yd_terms *terms,
	yd_style style, size_t limit)
{
	yd_spans spans = {0};
	yd_buf shown = {0};
	yd_shown_map map;
	yd_typeset(how, source, &shown, &map);
	yd_str text = yd_buf_str(&shown);
	size_t room = limit > row->columns ? limit - row->columns : 0;
	size_t end = yd_text_fit(text, room, NULL), at = 0;
	bool cut = end < text.len;
	if (cut)
		end = room ? yd_text_fit(text, room - 1, NULL) : 0;
	yd_terms_mark(terms, source, &spans);
	for (size_t i = 0; i < spans.count && at < end; i++) {
		size_t from, to;
		yd_shown_span(&map, spans.items[i].start, spans.items[i].end, &from, &to);
		from = from < at ? at : from < end ? from : end;
		to = to < end ? to : end;
		if (from > at)
			yd_row_add(row, (yd_str){text.ptr + at, from - at}, style);
		if (to > from)
			yd_row_add(row, (yd_str){text.ptr + from, to - from}, YD_STYLE_MATCH);
		at = to;
	}
	if (at < end)
		yd_row_add(row, (yd_str){text.ptr + at, end - at}, style);
	if (cut && room)
		yd_row_add(row, YD_STR("…"), YD_STYLE_DIM);
	yd_spans_free(&spans);
	yd_shown_map_free(&map);
	yd_buf_free(&shown);
}

void yd_hit_entry_put_text(const yd_hit_entry *hit, const yd_typesetter *how, const yd_terms *terms,
	size_t limit, yd_row *out)
{
	yd_str text = yd_buf_str(&hit->text);
	size_t room = limit > out->columns ? limit - out->columns : 0, from = 0;
	size_t lead = yd_text_columns((yd_str){text.ptr, hit->match});
	/* All of it, or a third of the row before the match. */
	if (yd_text_columns(text) > room)
		while (from < hit->match && lead > room / 3) {
			size_t len = yd_grapheme_next(
				(yd_str){text.ptr + from, hit->match - from}, NULL);
			lead -= yd_text_columns((yd_str){text.ptr + from, len});
			from += len;
		}
	if ((from || hit->cut_before) && room > 1)
		yd_row_add(out, YD_STR("…"), YD_STYLE_DIM);
	yd_row_put_marked(
		out, how, (yd_str){text.ptr + from, text.len - from}, terms, YD_STYLE_TEXT, limit);
	if (hit->cut_after && out->columns < limit)
		yd_row_add(out, YD_STR("…"), YD_STYLE_DIM);
}
