/* Trees of queries: freeing, comparing, regions. */
#include "query_internal.h"

#include <stdlib.h>

static void free_paths(char **paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(paths);
}

void query_node_free(yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		query_node_free(&node->children[i]);
	free(node->children);
	yd_buf_free(&node->text);
	yd_buf_free(&node->fold);
	free_paths(node->paths, node->path_count);
	*node = (yd_query_node){0};
}

void yd_query_free(yd_query *query)
{
	query_node_free(&query->root);
}

bool query_node_has_scope(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (node->children[i].kind == YD_QUERY_IN_TITLE)
			return node->kind == YD_QUERY_ALL;
	return false;
}

bool yd_query_is_empty(const yd_query *query)
{
	return query->root.kind == YD_QUERY_ALL && query->root.count == 0;
}

/* ---- regions ---- */

static yd_status resolve_region(
	yd_query_node *node, yd_query_regions_fn *regions, void *context, yd_error *err)
{
	char **paths = NULL;
	size_t count = 0;
	yd_status status = regions(context, yd_buf_str(&node->text), &paths, &count, err);
	if (status == YD_INVALID) {
		paths = NULL;
		count = 0;
		status = YD_OK;
	}
	if (status != YD_OK)
		return status;
	free_paths(node->paths, node->path_count);
	node->paths = paths;
	node->path_count = count;
	return YD_OK;
}

static yd_status resolve_node(
	yd_query_node *node, yd_query_regions_fn *regions, void *context, yd_error *err)
{
	yd_status status = YD_OK;
	if (node->kind == YD_QUERY_REGION)
		return resolve_region(node, regions, context, err);
	for (size_t i = 0; status == YD_OK && i < node->count; i++)
		status = resolve_node(&node->children[i], regions, context, err);
	return status;
}

yd_status yd_query_resolve(
	yd_query *query, yd_query_regions_fn *regions, void *context, yd_error *err)
{
	return resolve_node(&query->root, regions, context, err);
}

static const yd_query_node *find_missing(const yd_query_node *node)
{
	if (node->kind == YD_QUERY_REGION && !node->path_count)
		return node;
	const yd_query_node *found = NULL;
	for (size_t i = 0; !found && i < node->count; i++)
		found = find_missing(&node->children[i]);
	return found;
}

const yd_query_node *yd_query_missing_region(const yd_query *query)
{
	return find_missing(&query->root);
}
