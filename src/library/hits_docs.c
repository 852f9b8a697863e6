/* Documents of hits, kept open while their hits are looked at, and what a query asks of a unit. */
#include "hits.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* ---- open documents ---- */

static void drop(hits_docs *docs, size_t at)
{
	yd_open_doc_free(docs->items[at]);
	free(docs->bookmarked[at]);
	docs->items[at] = NULL;
	docs->bookmarked[at] = NULL;
}

void hits_docs_free(hits_docs *docs)
{
	for (size_t i = 0; i < HITS_DOCS; i++)
		drop(docs, i);
}

static void move_first(hits_docs *docs, size_t at)
{
	yd_open_doc *doc = docs->items[at];
	bool *marks = docs->bookmarked[at];
	memmove(docs->items + 1, docs->items, at * sizeof *docs->items);
	memmove(docs->bookmarked + 1, docs->bookmarked, at * sizeof *docs->bookmarked);
	docs->items[0] = doc;
	docs->bookmarked[0] = marks;
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

yd_status hits_docs_bookmarks(yd_library *library, hits_docs *docs, int64_t id, yd_open_doc **out,
	const bool **marks, yd_error *err)
{
	yd_status status = hits_docs_open(library, docs, id, out, err);
	if (status == YD_OK && !docs->bookmarked[0]) {
		bool *found = yd_alloc(((*out)->stored.unit_count + 1) * sizeof *found);
		status = yd_library_bookmarks_in(library, *out, found, err);
		if (status == YD_OK)
			docs->bookmarked[0] = found;
		else
			free(found);
	}
	*marks = docs->bookmarked[0];
	return status;
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
	out->year = doc->info.year;
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

/* ---- bookmarks ---- */

/* The units of one document that are bookmarked, appended. */
static yd_status add_bookmarked(yd_library *library, int64_t id, yd_unit_id **items, size_t *count,
	size_t *cap, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = yd_library_open_doc(library, id, &doc, err);
	if (status == YD_NOT_FOUND)
		return YD_OK;
	if (status != YD_OK)
		return status;
	bool *marks = yd_alloc((doc->stored.unit_count + 1) * sizeof *marks);
	status = yd_library_bookmarks_in(library, doc, marks, err);
	for (size_t i = 0; status == YD_OK && i < doc->stored.unit_count; i++) {
		if (!marks[i])
			continue;
		YD_GROW(*items, *count, *cap);
		(*items)[(*count)++] = (yd_unit_id){id, (uint32_t)i};
	}
	free(marks);
	yd_open_doc_free(doc);
	return status;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* The documents that bookmarks are found in. */
static yd_status bookmarked_docs(yd_library *library, int64_t **out, size_t *count, yd_error *err)
{
	yd_bookmark *bookmarks = NULL;
	size_t all = 0, total = 0;
	*out = NULL;
	*count = 0;
	yd_status status = yd_user_bookmark_count(library->user, &total, err);
	if (status == YD_OK)
		status = yd_user_bookmarks(library->user, 0, total, &bookmarks, &all, err);
	if (status != YD_OK)
		return status;
	*out = yd_alloc((all + 1) * sizeof **out);
	for (size_t i = 0; i < all && status == YD_OK; i++) {
		yd_found found;
		yd_place_in_library place;
		char *ref = NULL;
		status =
			yd_library_bookmark_find(library, &bookmarks[i], &found, &place, &ref, err);
		if (status == YD_OK && found != YD_FOUND_LOST)
			(*out)[(*count)++] = place.doc;
		free(ref);
	}
	yd_bookmarks_free(bookmarks, all);
	if (*count)
		qsort(*out, *count, sizeof **out, by_id);
	return status;
}

yd_status hits_bookmarked(yd_library *library, yd_unit_id **out, size_t *count, yd_error *err)
{
	int64_t *docs;
	size_t doc_count, cap = 0;
	*out = NULL;
	*count = 0;
	YD_GROW(*out, *count, cap); /* NULL would mean that nobody asks */
	yd_status status = bookmarked_docs(library, &docs, &doc_count, err);
	for (size_t i = 0; status == YD_OK && i < doc_count; i++)
		if (i == 0 || docs[i] != docs[i - 1])
			status = add_bookmarked(library, docs[i], out, count, &cap, err);
	free(docs);
	return status;
}
