/* Searching by reading every document: what a query means, unit by unit. */
#include "internal.h"
#include "query_internal.h"

#include <yaodian/query.h>
#include <yaodian/text.h>

#include <stdlib.h>

typedef struct scan {
	yd_library *library;
	const yd_query *query;
	const yd_query_plan *plan; /* NULL: it would be too long; every document may match */
	const yd_filter *filter;   /* NULL: all units */
	yd_hit_fn *fn;
	void *context;
	yd_buf text, fold, title; /* of a unit */
} scan;

yd_status yd_library_query_regions(
	void *library, yd_str name, char ***paths, size_t *count, yd_error *err)
{
	return yd_library_regions_named(library, name, paths, count, err);
}

/* ---- a unit ---- */

static void read_unit(scan *at, const yd_open_doc *doc, size_t unit, yd_query_unit *out)
{
	yd_buf printed = {0};
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf_clear(&at->text);
	yd_buf_clear(&at->fold);
	yd_buf_clear(&at->title);
	yd_open_doc_unit_text(doc, unit, &at->text);
	yd_fold(yd_buf_str(&at->text), &at->fold);
	if (node != SIZE_MAX)
		yd_outline_title(&doc->outline, doc->source, node, &printed);
	else if (unit == 0 && doc->info.title)
		yd_buf_puts(&printed, doc->info.title);
	yd_fold(yd_buf_str(&printed), &at->title);
	yd_buf_free(&printed);
	out->text = yd_buf_str(&at->fold);
	out->title = yd_buf_str(&at->title);
	out->any = doc->stored.units[unit].any;
	out->primary = doc->stored.units[unit].primary;
}

/* Tells of a unit that matches, with the first place in its text where a term stands. */
static bool tell_of(scan *at, const yd_open_doc *doc, size_t unit)
{
	yd_query_spans spans = {0};
	yd_hit hit = {.doc = doc, .unit = unit, .text = yd_buf_str(&at->text)};
	yd_query_mark(at->query, yd_buf_str(&at->fold), &spans);
	if (spans.count) {
		uint32_t *map;
		yd_buf_clear(&at->fold);
		yd_fold_map(hit.text, &at->fold, &map);
		yd_fold_span(hit.text, map, spans.items[0].start, spans.items[0].end, &hit.start,
			&hit.end);
		free(map);
	}
	free(spans.items);
	return at->fn(&hit, at->context);
}

/* ---- documents ---- */

/* By its region and year, may a document have matches? */
static bool may_match(const scan *at, const yd_doc *doc)
{
	bool may = !at->plan;
	for (size_t i = 0; !may && at->plan && i < at->plan->count; i++) {
		const yd_query_part *part = &at->plan->items[i];
		may = (!part->region || query_lies_in(doc->region, part->region)) &&
		      (!part->year_to ||
			      (doc->year >= part->year_from && doc->year <= part->year_to));
	}
	return may;
}

static bool asks_for_bookmarks(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (asks_for_bookmarks(&node->children[i]))
			return true;
	return node->kind == YD_QUERY_BOOKMARKED;
}

static yd_status search_doc(scan *at, const yd_open_doc *doc, bool *go_on, yd_error *err)
{
	yd_status status = YD_OK;
	size_t count = doc->stored.unit_count;
	bool *marks = yd_alloc((count + 1) * sizeof *marks);
	yd_query_unit facts = {.region = doc->info.region, .year = doc->info.year, .here = true};
	if (asks_for_bookmarks(&at->query->root))
		status = yd_library_bookmarks_in(at->library, doc, marks, err);
	for (size_t unit = 0; status == YD_OK && *go_on && unit < count; unit++) {
		const yd_unit_row *row = &doc->stored.units[unit];
		if (at->filter &&
			(!row->clause || !yd_filter_passes(at->filter, row->any, row->primary)))
			continue;
		facts.bookmarked = marks[unit];
		read_unit(at, doc, unit, &facts);
		if (yd_query_matches(at->query, &facts))
			*go_on = tell_of(at, doc, unit);
	}
	free(marks);
	return status;
}

static yd_status search_list(scan *at, const yd_list_query *list, yd_error *err)
{
	yd_walk *walk;
	yd_doc row = {0};
	yd_status status = yd_corpus_walk(at->library->corpus, list, &walk, err);
	if (status != YD_OK)
		return status;
	bool go_on = true;
	while (go_on && (status = yd_walk_next(walk, &row, err)) == YD_OK) {
		yd_open_doc *doc = NULL;
		if (may_match(at, &row))
			status = yd_library_open_doc(at->library, row.id, &doc, err);
		yd_doc_free(&row);
		if (status == YD_OK && doc)
			status = search_doc(at, doc, &go_on, err);
		yd_open_doc_free(doc);
		if (status != YD_OK)
			break;
	}
	yd_walk_close(walk);
	return status == YD_END ? YD_OK : status;
}

yd_status yd_library_search(yd_library *library, yd_str text, const yd_list_query *list,
	yd_hit_fn *fn, void *context, yd_error *err)
{
	yd_query query;
	yd_query_plan plan = {0};
	yd_query_parse(text, &query);
	yd_status status = yd_query_resolve(&query, yd_library_query_regions, library, err);
	if (status == YD_OK && yd_query_is_empty(&query))
		status = yd_fail(err, YD_INVALID, "query",
			"there is nothing in it to look for; give at least one character");
	if (status == YD_OK) {
		scan at = {.library = library,
			.query = &query,
			.plan = yd_query_make_plan(&query, &plan) ? &plan : NULL,
			.filter = yd_filter_is_set(list->filter) ? list->filter : NULL,
			.fn = fn,
			.context = context};
		status = search_list(&at, list, err);
		yd_buf_free(&at.text);
		yd_buf_free(&at.fold);
		yd_buf_free(&at.title);
	}
	yd_query_plan_free(&plan);
	yd_query_free(&query);
	return status;
}
