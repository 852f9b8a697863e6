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
/* Is one of both the region of a path, or below it? Of today, and of the document's own year where that is another (else
 * NULL). "" is unknown. */
bool query_lies_in(const char *region, const char *own_region, const char *path);
/* Is the path within the other? */
bool query_is_within(const char *path, const char *other);

#endif
