/* Bookmarked units, with their tags and notes, as a search asks for them. */
#include "hits.h"

#include <yaodian/text.h>

#include <stdlib.h>

void hits_marked_free(hits_marked *marked)
{
	for (size_t i = 0; i < marked->count; i++) {
		yd_buf_free(&marked->labels[i].tags);
		yd_buf_free(&marked->labels[i].note);
	}
	free(marked->ids);
	free(marked->labels);
	*marked = (hits_marked){0};
}

static void make_room(hits_marked *marked)
{
	size_t cap = marked->cap;
	YD_GROW(marked->ids, marked->count, cap);
	YD_GROW(marked->labels, marked->count, marked->cap);
}

static void add_label(const yd_unit_label *from, hits_label *to)
{
	*to = (hits_label){0};
	yd_str rest = yd_str_of(from->tags), tag;
	while (yd_tags_next(&rest, &tag)) {
		yd_buf_puts(&to->tags, to->tags.len ? "" : "\n");
		yd_fold(tag, &to->tags);
		yd_buf_putc(&to->tags, '\n');
	}
	if (from->note)
		yd_fold(yd_str_of(from->note), &to->note);
}

/* The units of one document that are bookmarked, appended. */
static yd_status add_bookmarked(yd_library *library, int64_t id, hits_marked *out, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = yd_library_open_doc(library, id, &doc, err);
	if (status == YD_NOT_FOUND)
		return YD_OK;
	if (status != YD_OK)
		return status;
	size_t units = doc->stored.unit_count;
	bool *marks = yd_alloc((units + 1) * sizeof *marks);
	yd_unit_label *labels = yd_alloc((units + 1) * sizeof *labels);
	status = yd_library_labels_in(library, doc, marks, labels, err);
	for (size_t i = 0; status == YD_OK && i < units; i++) {
		if (!marks[i])
			continue;
		make_room(out);
		out->ids[out->count] = (yd_unit_id){id, (uint32_t)i};
		add_label(&labels[i], &out->labels[out->count++]);
	}
	yd_unit_labels_free(labels, units);
	free(labels);
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

yd_status hits_bookmarked(yd_library *library, hits_marked *out, yd_error *err)
{
	int64_t *docs;
	size_t doc_count;
	*out = (hits_marked){0};
	make_room(out); /* NULL would mean that nobody asks */
	yd_status status = bookmarked_docs(library, &docs, &doc_count, err);
	for (size_t i = 0; status == YD_OK && i < doc_count; i++)
		if (i == 0 || docs[i] != docs[i - 1])
			status = add_bookmarked(library, docs[i], out, err);
	free(docs);
	return status;
}

static int compare_places(const void *left, const void *right)
{
	const yd_unit_id *a = left, *b = right;
	if (a->doc != b->doc)
		return a->doc < b->doc ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

void hits_marked_ask(const hits_marked *marked, int64_t doc, uint32_t unit, yd_query_unit *out)
{
	yd_unit_id key = {doc, unit};
	const yd_unit_id *found = marked->count ? bsearch(&key, marked->ids, marked->count,
							  sizeof key, compare_places)
						: NULL;
	out->bookmarked = found != NULL;
	if (!found)
		return;
	const hits_label *label = &marked->labels[found - marked->ids];
	out->tags = yd_buf_str(&label->tags);
	out->note = yd_buf_str(&label->note);
}
