/*
 * query_internal.h: what the files of the query language share; private to src/library.
 */
#ifndef YAODIAN_QUERY_INTERNAL_H
#define YAODIAN_QUERY_INTERNAL_H

#include <yaodian/query.h>

void query_node_free(yd_query_node *node);
/* Has an ALL an IN_TITLE of its own? */
bool query_node_has_scope(const yd_query_node *node);
/* Does the node match, its own `negated` counted? */
bool query_node_matches(const yd_query_node *node, const yd_query_unit *unit);
/* Is it the region, or below it? "" is unknown. */
bool query_lies_in(const char *region, const char *path);

#endif
