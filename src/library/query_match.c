/* Queries asked of one unit. */
#include "query_internal.h"

#include <yaodian/kind.h>

#include <stdlib.h>
#include <string.h>

/* ---- matching ---- */

bool query_is_within(const char *path, const char *other)
{
	size_t len = strlen(other);
	return strncmp(path, other, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

bool query_lies_in(const char *region, const char *own_region, const char *path)
{
	if (!*path)
		return region == NULL;
	return (region && query_is_within(region, path)) ||
	       (own_region && query_is_within(own_region, path));
}

static bool region_matches(const yd_query_node *node, const yd_query_unit *unit)
{
	for (size_t i = 0; i < node->path_count; i++)
		if (query_lies_in(unit->region, unit->own_region, node->paths[i]))
			return true;
	return false;
}

static bool has_duty(yd_str text, yd_str wanted)
{
	yd_duty duty = {0};
	yd_str name;
	while (yd_duty_next(text, &duty, &name))
		if (!memchr(name.ptr, 0, name.len) && yd_str_find(name, wanted, 0) != SIZE_MAX)
			return true;
	return false;
}

static bool all_match(const yd_query_node *node, const yd_query_unit *unit)
{
	for (size_t i = 0; i < node->count; i++)
		if (!query_node_matches(&node->children[i], unit))
			return false;
	return true;
}

static bool any_matches(const yd_query_node *node, const yd_query_unit *unit)
{
	for (size_t i = 0; i < node->count; i++)
		if (query_node_matches(&node->children[i], unit))
			return true;
	return false;
}

/* Is the fold one of those lines? */
static bool has_line(yd_str lines, yd_str fold)
{
	for (size_t at = 0; (at = yd_str_find(lines, fold, at)) != SIZE_MAX; at++)
		if (at > 0 && lines.ptr[at - 1] == '\n' && at + fold.len < lines.len &&
			lines.ptr[at + fold.len] == '\n')
			return true;
	return false;
}

static bool plainly_matches(const yd_query_node *node, const yd_query_unit *unit)
{
	switch (node->kind) {
	case YD_QUERY_ALL:
		return all_match(node, unit);
	case YD_QUERY_ANY:
		return any_matches(node, unit);
	case YD_QUERY_TERM:
		return yd_str_find(node->in_title ? unit->title : unit->text,
			       yd_buf_str(&node->fold), 0) != SIZE_MAX;
	case YD_QUERY_THEME:
		return ((node->primary ? unit->primary : unit->any) >> node->theme & 1) != 0;
	case YD_QUERY_REGION:
		return region_matches(node, unit);
	case YD_QUERY_YEAR:
		return unit->year >= node->year_from && unit->year <= node->year_to;
	case YD_QUERY_KIND_OF:
		return unit->kind == node->doc_kind;
	case YD_QUERY_BY:
		return has_duty(unit->text, yd_buf_str(&node->fold));
	case YD_QUERY_IN_TITLE:
		return unit->title.len > 0;
	case YD_QUERY_IN_HERE:
		return unit->here;
	case YD_QUERY_TAG:
		return has_line(unit->tags, yd_buf_str(&node->fold));
	case YD_QUERY_NOTE:
		return yd_str_find(unit->note, yd_buf_str(&node->fold), 0) != SIZE_MAX;
	default:
		return unit->bookmarked;
	}
}

bool query_node_matches(const yd_query_node *node, const yd_query_unit *unit)
{
	return plainly_matches(node, unit) != node->negated;
}

bool yd_query_matches(const yd_query *query, const yd_query_unit *unit)
{
	return query_node_matches(&query->root, unit);
}

/* ---- marking ---- */

static void mark_term(yd_str term, yd_str fold, yd_query_spans *out)
{
	for (size_t at = 0; (at = yd_str_find(fold, term, at)) != SIZE_MAX; at++) {
		YD_GROW(out->items, out->count, out->cap);
		out->items[out->count++] = (yd_query_span){at, at + term.len};
	}
}

static void mark_node(const yd_query_node *node, bool excluded, yd_str fold, yd_query_spans *out)
{
	excluded ^= node->negated;
	if (node->kind == YD_QUERY_TERM && !excluded)
		mark_term(yd_buf_str(&node->fold), fold, out);
	for (size_t i = 0; i < node->count; i++)
		mark_node(&node->children[i], excluded, fold, out);
}

static int compare_spans(const void *left, const void *right)
{
	const yd_query_span *a = left, *b = right;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->end > b->end) - (a->end < b->end);
}

void yd_query_mark(const yd_query *query, yd_str fold, yd_query_spans *out)
{
	size_t first = out->count, kept = first;
	mark_node(&query->root, false, fold, out);
	if (out->count > first)
		qsort(out->items + first, out->count - first, sizeof *out->items, compare_spans);
	for (size_t i = first; i < out->count; i++) {
		yd_query_span span = out->items[i];
		if (kept > first && span.start <= out->items[kept - 1].end) {
			if (span.end > out->items[kept - 1].end)
				out->items[kept - 1].end = span.end;
		} else {
			out->items[kept++] = span;
		}
	}
	out->count = kept;
}
