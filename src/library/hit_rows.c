/* Hits as rows of a list. */
#include "hits.h"

#include <yaodian/text.h>

#include <stdlib.h>

/* ---- snippets ---- */

static size_t step_back(yd_str text, size_t at, size_t count)
{
	while (at && count--)
		do
			at--;
		while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
	return at;
}

static size_t step_on(yd_str text, size_t at, size_t count)
{
	while (at < text.len && count--) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	}
	return at;
}

/* Byte for byte, so that places stay the same: line ends become spaces. */
static void add_slice(yd_str text, size_t from, size_t to, yd_buf *out)
{
	for (size_t i = from; i < to; i++)
		yd_buf_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

void yd_hit_snippet(const yd_hit *hit, size_t around, yd_buf *out, yd_query_spans *marks)
{
	size_t from = step_back(hit->text, hit->start, around);
	size_t to = step_on(hit->text, hit->end, around);
	if (from)
		yd_buf_puts(out, "…");
	size_t begin = out->len;
	add_slice(hit->text, from, to, out);
	if (to < hit->text.len)
		yd_buf_puts(out, "…");
	for (size_t i = 0; i < hit->mark_count && hit->marks[i].start < to; i++) {
		yd_query_span span = hit->marks[i];
		span.end = span.end < to ? span.end : to;
		YD_GROW(marks->items, marks->count, marks->cap);
		marks->items[marks->count++] =
			(yd_query_span){begin + span.start - from, begin + span.end - from};
	}
}

/* ---- rows ---- */

static void fill_row(const yd_hit *hit, size_t around, yd_hit_row *row)
{
	const yd_open_doc *doc = hit->doc;
	yd_buf ref = {0}, title = {0}, mark = {0}, snippet = {0};
	yd_query_spans marks = {0};
	size_t node = yd_open_doc_node(doc, hit->unit);
	yd_open_doc_unit_ref(doc, hit->unit, &ref);
	yd_open_doc_unit_title(doc, hit->unit, &title);
	if (node != SIZE_MAX)
		yd_outline_mark(&doc->outline, doc->source, node, &mark);
	yd_hit_snippet(hit, around, &snippet, &marks);
	*row = (yd_hit_row){
		.ref = yd_buf_take(&ref),
		.region = yd_doc_own_region(&doc->info) ? yd_strdup(yd_doc_own_region(&doc->info))
							: NULL,
		.year = doc->info.year,
		.title = yd_buf_take(&title),
		.mark = mark.len ? yd_buf_take(&mark) : NULL,
		.snippet = yd_buf_take(&snippet),
		.marks = marks.items,
		.mark_count = marks.count,
	};
	yd_buf_free(&mark);
}

void yd_hit_rows_free(yd_hit_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].ref);
		free(rows[i].region);
		free(rows[i].title);
		free(rows[i].mark);
		free(rows[i].snippet);
		free(rows[i].marks);
		rows[i] = (yd_hit_row){0};
	}
}

typedef struct asked {
	const yd_found_unit *hit;
	yd_hit_row *row;
} asked;

static int by_doc(const void *left, const void *right)
{
	const asked *a = left, *b = right;
	if (a->hit->doc != b->hit->doc)
		return a->hit->doc < b->hit->doc ? -1 : 1;
	return (a->hit->unit > b->hit->unit) - (a->hit->unit < b->hit->unit);
}

static void read_row(const yd_query *query, const yd_open_doc *doc, const asked *at, size_t around,
	hits_text *text, yd_query_spans *marks)
{
	if (at->hit->unit >= doc->stored.unit_count)
		return;
	hits_text_print(text, doc, at->hit->unit);
	hits_mark(query, text, marks);
	yd_hit hit = {.doc = doc,
		.unit = at->hit->unit,
		.text = yd_buf_str(&text->text),
		.marks = marks->items,
		.mark_count = marks->count};
	if (marks->count) {
		hit.start = marks->items[0].start;
		hit.end = marks->items[0].end;
	}
	fill_row(&hit, around, at->row);
}

yd_status yd_library_hit_rows(yd_library *library, const yd_query *query, const yd_found_unit *hits,
	size_t count, size_t around, yd_hit_row *rows, yd_error *err)
{
	hits_text text = {0};
	yd_query_spans marks = {0};
	yd_open_doc *doc = NULL;
	yd_status status = YD_OK;
	asked *order = yd_alloc((count + 1) * sizeof *order);
	for (size_t i = 0; i < count; i++) {
		rows[i] = (yd_hit_row){0};
		order[i] = (asked){&hits[i], &rows[i]};
	}
	qsort(order, count, sizeof *order, by_doc);
	for (size_t i = 0; i < count && status == YD_OK; i++) {
		if (i == 0 || order[i].hit->doc != order[i - 1].hit->doc) {
			yd_open_doc_free(doc);
			status = yd_library_open_doc(library, order[i].hit->doc, &doc, err);
			if (status == YD_NOT_FOUND)
				status = YD_OK;
		}
		if (status == YD_OK && doc)
			read_row(query, doc, &order[i], around, &text, &marks);
	}
	yd_open_doc_free(doc);
	hits_text_free(&text);
	free(marks.items);
	free(order);
	if (status != YD_OK)
		yd_hit_rows_free(rows, count);
	return status;
}
