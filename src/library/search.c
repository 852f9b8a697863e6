/* Queries whose regions are those of the cache. */
#include "internal.h"

/* For yd_query_resolve(); `library` is a yd_library. */
static yd_status find_regions(
	void *library, yd_str name, char ***paths, size_t *count, yd_error *err)
{
	return yd_library_regions_named(library, name, paths, count, err);
}

yd_status yd_library_query(yd_library *library, yd_str text, yd_query *out, yd_error *err)
{
	yd_query_parse(text, out);
	return yd_query_resolve(out, find_regions, library, err);
}
