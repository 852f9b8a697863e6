/* Documents of hits, kept open while their hits are looked at, and what a query asks of a unit. */
#include "hits.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* ---- open documents ---- */

static void drop(hits_docs *docs, size_t at)
{
	yd_open_doc_free(docs->items[at]);
	docs->items[at] = NULL;
}

void hits_docs_free(hits_docs *docs)
{
	for (size_t i = 0; i < HITS_DOCS; i++)
		drop(docs, i);
}

static void move_first(hits_docs *docs, size_t at)
{
	yd_open_doc *doc = docs->items[at];
	memmove(docs->items + 1, docs->items, at * sizeof *docs->items);
	docs->items[0] = doc;
}

yd_status hits_docs_open(
	yd_library *library, hits_docs *docs, int64_t id, yd_open_doc **out, yd_error *err)
{
	size_t at = 0;
	while (at < HITS_DOCS - 1 && docs->items[at] && docs->items[at]->info.id != id)
		at++;
	if (!docs->items[at] || docs->items[at]->info.id != id) {
		yd_open_doc *doc;
		yd_status status = yd_library_open_doc(library, id, &doc, err);
		if (status != YD_OK)
			return status;
		drop(docs, at);
		docs->items[at] = doc;
	}
	move_first(docs, at);
	*out = docs->items[0];
	return YD_OK;
}

/* ---- texts ---- */

void hits_text_free(hits_text *text)
{
	yd_buf_free(&text->text);
	yd_buf_free(&text->fold);
}

void hits_text_print(hits_text *text, const yd_open_doc *doc, size_t unit)
{
	yd_buf_clear(&text->text);
	yd_buf_clear(&text->fold);
	yd_open_doc_unit_text(doc, unit, &text->text);
	yd_fold(yd_buf_str(&text->text), &text->fold);
}

void hits_text_read(hits_text *text, const yd_open_doc *doc, size_t unit, yd_query_unit *out)
{
	hits_text_print(text, doc, unit);
	out->text = out->title = yd_buf_str(&text->fold);
	out->title.len =
		unit_title_len(doc->source, &doc->outline, doc->info.title, unit, out->text);
	out->region = doc->info.region;
	out->own_region = doc->info.own_region;
	out->year = doc->info.year;
	out->kind = doc->info.kind;
	out->any = doc->stored.units[unit].any;
	out->primary = doc->stored.units[unit].primary;
}

void hits_mark(const yd_query *query, const hits_text *text, yd_query_spans *out)
{
	yd_str printed = yd_buf_str(&text->text);
	yd_buf fold = {0};
	uint32_t *map;
	out->count = 0;
	yd_query_mark(query, yd_buf_str(&text->fold), out);
	if (!out->count)
		return;
	yd_fold_map(printed, &fold, &map);
	for (size_t i = 0; i < out->count; i++) {
		yd_query_span span = out->items[i];
		yd_fold_span(printed, map, span.start, span.end, &out->items[i].start,
			&out->items[i].end);
	}
	free(map);
	yd_buf_free(&fold);
}
