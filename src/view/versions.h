/* versions.h: the list of a document's versions, the newest number first. */
#ifndef VIEW_VERSIONS_H
#define VIEW_VERSIONS_H

#include "list.h"

typedef struct yd_versions_view {
	int64_t doc;
	char *ref, *title; /* of the document as it is; title NULL unknown */
	yd_version *items; /* list.count of them */
	yd_list list;
	size_t width;
} yd_versions_view;

void yd_versions_view_free(yd_versions_view *view);

#endif
