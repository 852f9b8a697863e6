/*
 * Where the content of a bookmark is now.
 *
 * Texts are compared by their folds: the pairs of neighbouring characters, start and end counting
 * as one, each pair as often as it occurs; Dice's coefficient (twice the shared pairs over all
 * pairs of both) tells how alike they are. It does not care where a clause stands, hardly minds a
 * changed word, and two clauses on the same subject that were written apart stay far below the bar.
 */
#include "bookmark.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum {
	/* A heading such as 保障措施 stands in every plan: shorter texts are not looked for in
	   other documents. */
	TRAVELS_FROM = 12,   /* code points of the fold */
	MANY_EQUAL = 32,     /* units of equal text that are looked at */
	MANY_DOCUMENTS = 32, /* documents of the same region and year that are looked at */
};

void sought_make(const char *text, sought *out)
{
	*out = (sought){0};
	yd_fold(yd_str_of(text), &out->fold);
	out->hash = yd_text_hash(yd_str_of(text));
	out->chars = yd_utf8_count(yd_buf_str(&out->fold));
	text_pairs_make(yd_buf_str(&out->fold), &out->pairs);
}

void sought_free(sought *text)
{
	yd_buf_free(&text->fold);
	text_pairs_free(&text->pairs);
}

static void unit_fold(const yd_open_doc *doc, size_t unit, yd_buf *fold)
{
	yd_buf text = {0};
	yd_open_doc_unit_text(doc, unit, &text);
	yd_fold(yd_buf_str(&text), fold);
	yd_buf_free(&text);
}

/* How alike a unit is; may stop and return 0 when it cannot reach `bar`. */
static double unit_likeness(const yd_open_doc *doc, size_t unit, const sought *text, double bar)
{
	const yd_unit_row *row = &doc->stored.units[unit];
	yd_buf fold = {0};
	unit_fold(doc, unit, &fold);
	double likeness = 0;
	if (row->text_hash == text->hash &&
		yd_str_equal(yd_buf_str(&fold), yd_buf_str(&text->fold))) {
		likeness = 1;
	} else if (fold.len && text_pairs_bound(yd_utf8_count(yd_buf_str(&fold)) + 1,
				       text->pairs.count) >= bar) {
		text_pairs pairs;
		text_pairs_make(yd_buf_str(&fold), &pairs);
		likeness = text_pairs_similarity(&pairs, &text->pairs);
		text_pairs_free(&pairs);
	}
	yd_buf_free(&fold);
	return likeness;
}

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

double sought_in_doc(const sought *text, const yd_open_doc *doc, size_t near, size_t *unit)
{
	double best = 0;
	if (!text->fold.len)
		return 0;
	/* Equal texts are known by their hash, without reading the others. */
	for (int exact = 1; exact >= 0 && best == 0; exact--)
		for (size_t i = 0; i < doc->stored.unit_count; i++) {
			if (exact && doc->stored.units[i].text_hash != text->hash)
				continue;
			double bar = best > YD_BOOKMARK_SIMILAR ? best : YD_BOOKMARK_SIMILAR;
			double likeness = unit_likeness(doc, i, text, bar);
			if (likeness < bar)
				continue;
			if (likeness > best || distance(i, near) < distance(*unit, near)) {
				best = likeness;
				*unit = i;
			}
		}
	return best;
}

/* ---- other documents ---- */

/* A unit of equal text in any document; the nearest by reference, then the first. */
static yd_status find_equal(yd_library *library, const sought *text, const char *doc_ref,
	yd_open_doc **doc, size_t *unit, yd_error *err)
{
	yd_unit_id *ids = NULL;
	size_t count = 0;
	int nearness = -1;
	yd_status status = yd_corpus_units_with_hash(
		library->corpus, text->hash, MANY_EQUAL, &ids, &count, err);
	*doc = NULL;
	for (size_t i = 0; status == YD_OK && i < count; i++) {
		yd_open_doc *other;
		status = yd_library_open_doc(library, ids[i].doc, &other, err);
		if (status != YD_OK)
			break;
		int near = reference_nearness(other->info.ref, doc_ref);
		if (near > nearness && ids[i].unit < other->stored.unit_count &&
			unit_likeness(other, ids[i].unit, text, 1) == 1) {
			yd_open_doc_free(*doc);
			*doc = other;
			*unit = ids[i].unit;
			nearness = near;
		} else {
			yd_open_doc_free(other);
		}
	}
	free(ids);
	return status;
}

/* The documents of a year whose reference begins with `prefix`. */
static yd_status list_siblings(yd_library *library, const char *prefix, int64_t ids[MANY_DOCUMENTS],
	size_t *count, yd_error *err)
{
	const char *year = strchr(prefix, '-') + 1;
	yd_list_query query = {.year_from = atoi(year), .year_to = atoi(year)};
	yd_walk *walk;
	*count = 0;
	yd_status status = yd_corpus_walk(library->corpus, &query, &walk, err);
	if (status != YD_OK)
		return status;
	yd_doc doc = {0};
	while (*count < MANY_DOCUMENTS && (status = yd_walk_next(walk, &doc, err)) == YD_OK) {
		if (strncmp(doc.ref, prefix, strlen(prefix)) == 0)
			ids[(*count)++] = doc.id;
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	return status == YD_END ? YD_OK : status;
}

/* A much alike unit in a document of the same region and year: the plan came in again, edited,
 * under a new title. */
static yd_status find_alike(yd_library *library, const sought *text, const char *doc_ref,
	yd_open_doc **doc, size_t *unit, yd_error *err)
{
	*doc = NULL;
	const char *key = strrchr(doc_ref, '-');
	if (!key || strchr(doc_ref, '-') == key)
		return YD_OK;
	char *prefix = yd_strndup(doc_ref, (size_t)(key - doc_ref) + 1);
	int64_t ids[MANY_DOCUMENTS];
	size_t count = 1;
	yd_status status = yd_corpus_find(library->corpus, yd_str_of(prefix), &ids[0], NULL);
	if (status == YD_AMBIGUOUS)
		status = list_siblings(library, prefix, ids, &count, err);
	else if (status == YD_NOT_FOUND)
		status = YD_OK, count = 0;
	free(prefix);
	for (size_t i = 0; status == YD_OK && i < count; i++) {
		yd_open_doc *other;
		status = yd_library_open_doc(library, ids[i], &other, err);
		if (status != YD_OK)
			break;
		if (sought_in_doc(text, other, 0, unit) > 0) {
			*doc = other;
			break;
		}
		yd_open_doc_free(other);
	}
	return status;
}

/* ---- all together ---- */

/* The document a bookmark was set in, when it is there; near gets the unit its address names now.
 */
static yd_status open_own(yd_library *library, const yd_bookmark *bookmark, yd_open_doc **doc,
	size_t *near, yd_error *err)
{
	yd_place_in_library place;
	*doc = NULL;
	*near = 0;
	yd_error missing;
	yd_status status =
		yd_library_resolve(library, yd_str_of(bookmark->doc_ref), &place, &missing);
	if (status == YD_NOT_FOUND || status == YD_AMBIGUOUS || status == YD_INVALID)
		return YD_OK;
	if (status != YD_OK) {
		if (err)
			*err = missing;
		return status;
	}
	status = yd_library_open_doc(library, place.doc, doc, err);
	if (status == YD_OK)
		*near = bookmark_address(*doc, bookmark);
	return status;
}

size_t bookmark_address(const yd_open_doc *doc, const yd_bookmark *bookmark)
{
	const char *hash = strchr(bookmark->ref, '#');
	size_t unit = hash ? yd_unit_find(&doc->outline, yd_str_of(hash + 1)) : 0;
	return unit == SIZE_MAX ? 0 : unit;
}

/*
 * The number behind a reference can pass to another document: two forms of one plan, of which the
 * second comes first by its SHA-256. When the text is only alike where the reference leads, but
 * equal in a namesake, it is there.
 */
static yd_status prefer_equal(
	yd_library *library, const sought *text, yd_open_doc **doc, size_t *unit, yd_error *err)
{
	yd_open_doc *other;
	size_t there;
	yd_status status = find_equal(library, text, (*doc)->info.ref, &other, &there, err);
	if (status != YD_OK || !other)
		return status;
	if (reference_nearness(other->info.ref, (*doc)->info.ref) == 3) {
		yd_open_doc_free(*doc);
		*doc = other;
		*unit = there;
	} else {
		yd_open_doc_free(other);
	}
	return YD_OK;
}

/* *doc becomes the document that has it and *unit the unit, or *doc NULL: lost. */
static yd_status find_content(yd_library *library, const yd_bookmark *bookmark, const sought *text,
	yd_open_doc **doc, size_t *unit, yd_error *err)
{
	size_t near;
	yd_status status = open_own(library, bookmark, doc, &near, err);
	if (status != YD_OK)
		return status;
	double likeness = *doc ? sought_in_doc(text, *doc, near, unit) : 0;
	if (likeness == 1)
		return YD_OK;
	if (likeness > 0)
		return prefer_equal(library, text, doc, unit, err);
	yd_open_doc_free(*doc);
	*doc = NULL;
	if (text->chars < TRAVELS_FROM)
		return YD_OK;
	status = find_equal(library, text, bookmark->doc_ref, doc, unit, err);
	if (status == YD_OK && !*doc)
		status = find_alike(library, text, bookmark->doc_ref, doc, unit, err);
	return status;
}

yd_status yd_library_bookmark_find(yd_library *library, const yd_bookmark *bookmark,
	yd_found *found, yd_place_in_library *place, char **ref, yd_error *err)
{
	yd_open_doc *doc = NULL;
	sought text;
	*found = YD_FOUND_LOST;
	*place = (yd_place_in_library){0};
	*ref = NULL;
	sought_make(bookmark->text, &text);
	yd_status status = find_content(library, bookmark, &text, &doc, &place->unit, err);
	if (status == YD_OK && doc) {
		yd_buf now = {0};
		yd_open_doc_unit_ref(doc, place->unit, &now);
		place->doc = doc->info.id;
		bool same = yd_str_equal(yd_buf_str(&now), yd_str_of(bookmark->ref));
		*found = same ? YD_FOUND_SAME : YD_FOUND_MOVED;
		if (!same)
			*ref = yd_buf_take(&now);
		yd_buf_free(&now);
	}
	yd_open_doc_free(doc);
	sought_free(&text);
	return status;
}
