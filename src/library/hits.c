/*
 * A search step by step: first what the index finds, then the documents that wait for it, unit by
 * unit. Where the order of the tree is asked for, or a query is several searches of the index, all
 * hits are found before the first is given.
 */
#include "hits.h"
#include "query_internal.h"

#include <yaodian/intl.h>

#include <stdlib.h>

enum stage {
	FINDING, /* hits of `find` */
	WAITING, /* documents that wait for the index are read */
	WALKING, /* the tree: hits of each document in `all`, or it is read */
	DONE,
};

struct yd_hits {
	yd_library *library;
	const yd_query *query;
	yd_hits_options options;
	hits_parts parts;
	hits_marked bookmarked;
	enum stage stage;
	bool reads; /* WALKING: documents are read; else they are looked up in `all` */
	bool is_known;
	size_t known;
	size_t part; /* `find` is of this one */
	yd_find *find;
	yd_walk *walk;
	int64_t after; /* WAITING: the document read last */
	/* Hits found and not given yet: from `at` to `end` of `all`. */
	hits_list all;
	size_t at, end;
	size_t left; /* WALKING: hits of documents not come to yet, when they are looked up */
	hits_docs docs;
	hits_text text;
	yd_query_spans marks;
};

/* ---- one search of the index ---- */

static yd_find_query query_of(const yd_hits *hits, const hits_part *part)
{
	const yd_list_query *list = &hits->options.list;
	yd_find_query query = {
		.what = &part->what,
		.where = part->where.count ? &part->where : NULL,
		.regions = list->regions,
		.region_count = list->region_count,
		.year_from = list->year_from,
		.year_to = list->year_to,
		.filter = list->filter,
	};
	if (part->part && part->part->here)
		query.doc = hits->options.here;
	if (part->part && part->part->bookmarked) {
		query.units = hits->bookmarked.ids;
		query.unit_count = hits->bookmarked.count;
	}
	return query;
}

/* Has the unit of a hit a title? A document that was removed meanwhile has no hits. */
static yd_status read_title(
	yd_hits *hits, const yd_found_unit *at, yd_query_unit *unit, bool *there, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = hits_docs_open(hits->library, &hits->docs, at->doc, &doc, err);
	*there = status == YD_OK && at->unit < doc->stored.unit_count;
	if (*there)
		hits_text_read(&hits->text, doc, at->unit, unit);
	return status == YD_NOT_FOUND ? YD_OK : status;
}

/* Is there something to ask of hits that the index could not say? */
static bool asks_hits(const yd_hits *hits, const hits_part *part)
{
	return part->asks || hits->options.list.samples_only;
}

static yd_status ask_sample(yd_hits *hits, int64_t id, bool *is, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = hits_docs_open(hits->library, &hits->docs, id, &doc, err);
	*is = status == YD_OK && doc->info.sample;
	return status == YD_NOT_FOUND ? YD_OK : status;
}

static yd_status ask_checks(
	yd_hits *hits, const hits_part *part, const yd_found_unit *at, bool *passes, yd_error *err)
{
	const yd_query_literals *checks = &part->part->checks;
	bool titled = false;
	yd_query_unit unit = {.here = !hits->options.here || hits->options.here == at->doc};
	hits_marked_ask(&hits->bookmarked, at->doc, at->unit, &unit);
	*passes = true;
	for (size_t i = 0; i < checks->count && *passes; i++) {
		const yd_query_node *node = checks->items[i].node;
		if (!hits_is_special(node->kind)) /* the index was asked */
			continue;
		if (node->kind == YD_QUERY_IN_TITLE && !titled) {
			yd_status status = read_title(hits, at, &unit, &titled, err);
			if (status != YD_OK || !titled) {
				*passes = false;
				return status;
			}
		}
		*passes = query_node_matches(node, &unit) != checks->items[i].inverse;
	}
	return YD_OK;
}

static yd_status ask_hit(
	yd_hits *hits, const hits_part *part, const yd_found_unit *at, bool *passes, yd_error *err)
{
	yd_status status = YD_OK;
	*passes = true;
	if (hits->options.list.samples_only)
		status = ask_sample(hits, at->doc, passes, err);
	if (status == YD_OK && *passes && part->asks)
		status = ask_checks(hits, part, at, passes, err);
	return status;
}

static yd_status next_found(yd_hits *hits, yd_found_unit *out, yd_error *err)
{
	const hits_part *part = &hits->parts.items[hits->part];
	bool passes = false;
	yd_status status = YD_OK;
	while (status == YD_OK && !passes) {
		status = yd_find_next(hits->find, out, err);
		passes = true;
		if (status == YD_OK && asks_hits(hits, part))
			status = ask_hit(hits, part, out, &passes, err);
	}
	return status;
}

static yd_status begin_find(yd_hits *hits, size_t at, yd_find_order order, yd_error *err)
{
	yd_find_query query = query_of(hits, &hits->parts.items[at]);
	query.order = order;
	hits->part = at;
	return yd_corpus_find_open(yd_library_corpus(hits->library), &query, &hits->find, err);
}

static void end_find(yd_hits *hits)
{
	yd_find_close(hits->find);
	hits->find = NULL;
}

/* ---- documents asked unit by unit ---- */

static bool lies_in_any(const yd_list_query *list, const yd_doc *doc)
{
	for (size_t i = 0; i < list->region_count; i++)
		if (query_lies_in(doc->region, doc->own_region, list->regions[i]))
			return true;
	return list->region_count == 0;
}

static bool is_listed(const yd_list_query *list, const yd_doc *doc)
{
	bool years = list->year_from || list->year_to;
	return (!list->samples_only || doc->sample) && (!list->kind || doc->kind == list->kind) &&
	       lies_in_any(list, doc) &&
	       (!years || (doc->year && doc->year >= list->year_from &&
				  (!list->year_to || doc->year <= list->year_to)));
}

/* Appends the hits of a document. */
static yd_status read_doc(yd_hits *hits, int64_t id, yd_error *err)
{
	const yd_list_query *list = &hits->options.list;
	yd_open_doc *doc;
	yd_status status = hits_docs_open(hits->library, &hits->docs, id, &doc, err);
	if (status != YD_OK || !is_listed(list, &doc->info))
		return status == YD_NOT_FOUND ? YD_OK : status;
	for (size_t i = 0; i < doc->stored.unit_count; i++) {
		const yd_unit_row *row = &doc->stored.units[i];
		yd_found_unit hit = {.doc = id, .unit = (uint32_t)i};
		yd_query_unit unit = {0};
		if (yd_filter_is_set(list->filter) &&
			(!row->clause || !yd_filter_passes(list->filter, row->any, row->primary)))
			continue;
		hits_text_read(&hits->text, doc, i, &unit);
		unit.here = !hits->options.here || hits->options.here == id;
		hits_marked_ask(&hits->bookmarked, id, (uint32_t)i, &unit);
		if (unit.text.len && yd_query_matches(hits->query, &unit))
			hits_list_add(&hits->all, hit);
	}
	return YD_OK;
}

/* ---- all of them ---- */

static yd_status collect_found(yd_hits *hits, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0; status == YD_OK && i < hits->parts.count; i++) {
		yd_found_unit hit;
		status = begin_find(hits, i, YD_FIND_STORED, err);
		while (status == YD_OK && (status = next_found(hits, &hit, err)) == YD_OK)
			hits_list_add(&hits->all, hit);
		end_find(hits);
		if (status == YD_END)
			status = YD_OK;
	}
	return status;
}

/* Reads the next document that waits. */
static yd_status read_waiting(yd_hits *hits, yd_error *err)
{
	int64_t id = 0;
	yd_status status = yd_corpus_index_next_waiting(
		yd_library_corpus(hits->library), hits->after, &id, err);
	if (status != YD_OK)
		return status;
	hits->after = id;
	return read_doc(hits, id, err);
}

static yd_status begin_walk(yd_hits *hits, yd_error *err)
{
	hits->stage = WALKING;
	return yd_corpus_walk(
		yd_library_corpus(hits->library), &hits->options.list, &hits->walk, err);
}

static yd_status collect_tree(yd_hits *hits, yd_error *err)
{
	yd_status status = collect_found(hits, err);
	while (status == YD_OK && (status = read_waiting(hits, err)) == YD_OK)
		;
	if (status != YD_END)
		return status;
	hits_list_by_place(&hits->all);
	hits->is_known = true;
	hits->known = hits->left = hits->all.count;
	return begin_walk(hits, err);
}

static yd_status collect_parts(yd_hits *hits, yd_error *err)
{
	yd_status status = collect_found(hits, err);
	hits_list_by_title(&hits->all);
	hits->end = hits->all.count;
	hits->stage = WAITING;
	return status;
}

/* ---- opening ---- */

static bool has_terms(const yd_find_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (has_terms(&node->items[i]))
			return true;
	return node->kind == YD_FIND_TERM;
}

static yd_status count_few(yd_hits *hits, size_t *count, yd_error *err)
{
	yd_find_query query = query_of(hits, &hits->parts.items[0]);
	size_t waiting = 0;
	yd_corpus *corpus = yd_library_corpus(hits->library);
	yd_status status = yd_corpus_find_count(corpus, &query, YD_FIND_RANK_LIMIT, count, err);
	if (status == YD_OK)
		status = yd_corpus_index_waiting(corpus, &waiting, err);
	hits->is_known =
		*count < YD_FIND_RANK_LIMIT && !waiting && !asks_hits(hits, &hits->parts.items[0]);
	hits->known = *count;
	return status;
}

/* Best first, in one search of the index. */
static yd_status begin_stream(yd_hits *hits, bool ranks, yd_error *err)
{
	size_t count = 1;
	yd_find_order order = YD_FIND_STORED;
	yd_status status = YD_OK;
	if (ranks && has_terms(&hits->parts.items[0].what)) {
		status = count_few(hits, &count, err);
		if (count < YD_FIND_RANK_LIMIT)
			order = YD_FIND_RANKED;
	}
	if (status == YD_OK && count)
		status = begin_find(hits, 0, order, err);
	return status;
}

static bool asks_for_bookmarks(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (asks_for_bookmarks(&node->children[i]))
			return true;
	return node->kind >= YD_QUERY_BOOKMARKED;
}

/* Everything but beginning to look. */
static yd_status prepare(yd_library *library, const yd_query *query, const yd_hits_options *options,
	yd_hits **out, yd_error *err)
{
	*out = NULL;
	if (yd_query_is_empty(query))
		return yd_fail(err, YD_INVALID, _("query"),
			"there is nothing in it to look for; give at least one character");
	yd_hits *hits = *out = yd_alloc(sizeof *hits);
	hits->library = library;
	hits->query = query;
	hits->options = *options;
	hits->reads = !hits_parts_make(query, &hits->parts);
	if (!asks_for_bookmarks(&query->root))
		return YD_OK;
	return hits_bookmarked(library, &hits->bookmarked, err);
}

static yd_status begin(yd_hits *hits, bool ranks, yd_error *err)
{
	if (hits->reads)
		return begin_walk(hits, err);
	if (hits->options.order == YD_HITS_BY_REGION)
		return collect_tree(hits, err);
	return hits->parts.count == 1 ? begin_stream(hits, ranks, err) : collect_parts(hits, err);
}

yd_status yd_hits_open(yd_library *library, const yd_query *query, const yd_hits_options *options,
	yd_hits **out, yd_error *err)
{
	yd_status status = prepare(library, query, options, out, err);
	if (status == YD_OK)
		status = begin(*out, true, err);
	if (status != YD_OK) {
		yd_hits_close(*out);
		*out = NULL;
	}
	return status;
}

void yd_hits_close(yd_hits *hits)
{
	if (!hits)
		return;
	end_find(hits);
	yd_walk_close(hits->walk);
	hits_parts_free(&hits->parts);
	hits_docs_free(&hits->docs);
	hits_text_free(&hits->text);
	free(hits->marks.items);
	hits_marked_free(&hits->bookmarked);
	free(hits->all.items);
	free(hits);
}

bool yd_hits_known(const yd_hits *hits, size_t *count)
{
	*count = hits->known;
	return hits->is_known;
}

/* ---- steps ---- */

static yd_status step_walk(yd_hits *hits, yd_error *err)
{
	yd_doc row = {0};
	if (!hits->reads && !hits->left)
		return YD_END;
	yd_status status = yd_walk_next(hits->walk, &row, err);
	if (status != YD_OK)
		return status;
	int64_t id = row.id;
	yd_doc_free(&row);
	if (hits->reads) {
		hits->at = hits->all.count = 0;
		status = read_doc(hits, id, err);
		hits->end = hits->all.count;
		return status;
	}
	hits->at = hits->end = hits_list_find(&hits->all, id);
	while (hits->end < hits->all.count && hits->all.items[hits->end].doc == id)
		hits->end++;
	hits->left -= hits->end - hits->at;
	return YD_OK;
}

/* Finds more; YD_END when there is no more in this stage. *given: `out` is a hit. */
static yd_status step(yd_hits *hits, yd_found_unit *out, bool *given, yd_error *err)
{
	yd_status status = YD_END;
	switch (hits->stage) {
	case FINDING:
		if (hits->find)
			status = next_found(hits, out, err);
		*given = status == YD_OK;
		break;
	case WAITING:
		hits->at = hits->all.count = 0;
		status = read_waiting(hits, err);
		hits->end = hits->all.count;
		break;
	case WALKING:
		status = step_walk(hits, err);
		break;
	case DONE:
		break;
	}
	return status;
}

yd_status yd_hits_next(yd_hits *hits, yd_found_unit *out, yd_error *err)
{
	for (;;) {
		bool given = false;
		if (hits->at < hits->end) {
			*out = hits->all.items[hits->at++];
			return YD_OK;
		}
		if (hits->stage == DONE)
			return YD_END;
		yd_status status = step(hits, out, &given, err);
		if (given || (status != YD_OK && status != YD_END))
			return status;
		if (status == YD_END)
			hits->stage = hits->stage == FINDING ? WAITING : DONE;
	}
}

yd_status yd_hits_count(yd_library *library, const yd_query *query, const yd_hits_options *options,
	size_t *count, yd_error *err)
{
	yd_hits *hits;
	yd_found_unit hit;
	*count = 0;
	yd_status status = prepare(library, query, options, &hits, err);
	if (status == YD_OK && !hits->reads && hits->parts.count == 1 &&
		!asks_hits(hits, &hits->parts.items[0])) {
		yd_find_query find = query_of(hits, &hits->parts.items[0]);
		status = yd_corpus_find_count(
			yd_library_corpus(library), &find, SIZE_MAX, count, err);
		hits->stage = WAITING;
	} else if (status == YD_OK) {
		hits->options.order = YD_HITS_BEST_FIRST;
		status = begin(hits, false, err);
	}
	while (status == YD_OK && (status = yd_hits_next(hits, &hit, err)) == YD_OK)
		++*count;
	yd_hits_close(hits);
	return status == YD_END ? YD_OK : status;
}

/* ---- texts ---- */

yd_status yd_hits_read(yd_hits *hits, const yd_found_unit *at, yd_hit *out, yd_error *err)
{
	yd_open_doc *doc;
	*out = (yd_hit){0};
	yd_status status = hits_docs_open(hits->library, &hits->docs, at->doc, &doc, err);
	if (status != YD_OK)
		return status;
	if (at->unit >= doc->stored.unit_count)
		return yd_fail(err, YD_NOT_FOUND, doc->info.ref, "was read anew meanwhile");
	hits_text_print(&hits->text, doc, at->unit);
	hits_mark(hits->query, &hits->text, &hits->marks);
	*out = (yd_hit){.doc = doc,
		.unit = at->unit,
		.text = yd_buf_str(&hits->text.text),
		.marks = hits->marks.items,
		.mark_count = hits->marks.count};
	if (out->mark_count) {
		out->start = out->marks[0].start;
		out->end = out->marks[0].end;
	}
	return YD_OK;
}
