/* Searching in one call. */
#include "internal.h"

yd_status yd_library_query_regions(
	void *library, yd_str name, char ***paths, size_t *count, yd_error *err)
{
	return yd_library_regions_named(library, name, paths, count, err);
}

yd_status yd_library_query(yd_library *library, yd_str text, yd_query *out, yd_error *err)
{
	yd_query_parse(text, out);
	return yd_query_resolve(out, yd_library_query_regions, library, err);
}

static yd_status tell_all(yd_hits *hits, yd_hit_fn *fn, void *context, yd_error *err)
{
	yd_found_unit at;
	yd_status status;
	bool go_on = true;
	while (go_on && (status = yd_hits_next(hits, &at, err)) == YD_OK) {
		yd_hit hit;
		status = yd_hits_read(hits, &at, &hit, err);
		if (status == YD_OK)
			go_on = fn(&hit, context);
		else if (status != YD_NOT_FOUND)
			return status;
	}
	return go_on && status != YD_END ? status : YD_OK;
}

yd_status yd_library_search(yd_library *library, yd_str text, const yd_list_query *list,
	yd_hit_fn *fn, void *context, yd_error *err)
{
	yd_query query;
	yd_hits *hits = NULL;
	yd_hits_options options = {.list = *list, .order = YD_HITS_BY_REGION};
	yd_status status = yd_library_query(library, text, &query, err);
	if (status == YD_OK)
		status = yd_hits_open(library, &query, &options, &hits, err);
	if (status == YD_OK)
		status = tell_all(hits, fn, context, err);
	yd_hits_close(hits);
	yd_query_free(&query);
	return status;
}
