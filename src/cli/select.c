#include "select.h"

#include "output.h"

#include <yaodian/query.h>
#include <yaodian/text.h>

#include <string.h>

/* A key or name, with `!` behind it for the primary tag only. */
static bool theme_parse(const char *text, yd_filter *filter)
{
	yd_str name = yd_text_trim(yd_str_of(text));
	bool primary = false;
	if (yd_str_ends(name, YD_STR("!")))
		primary = true, name.len -= 1;
	else if (yd_str_ends(name, YD_STR("！")))
		primary = true, name.len -= strlen("！");
	int theme = yd_theme_find(name);
	if (theme < 0)
		return false;
	*(primary ? &filter->primary : &filter->themes) = UINT32_C(1) << theme;
	return true;
}

int selection_make(const yd_call *call, yd_library *library, const char *region, const char *year,
	const char *theme, selection *out)
{
	*out = (selection){.any_region = region == NULL};
	if (year && !yd_years_parse(yd_str_of(year), &out->year_from, &out->year_to))
		return say_usage(call,
			"--year '%s' is no year; write one as 2024 or several as 2019..2024", year);
	if (theme && !theme_parse(theme, &out->filter))
		return say_usage(call,
			"there is no theme '%s'; `yaodian theme list` shows the keys and names",
			theme);
	if (!region)
		return YD_EXIT_DONE;
	yd_error err;
	yd_status status = yd_library_regions_named(
		library, yd_str_of(region), &out->regions, &out->region_count, &err);
	if (status != YD_OK)
		return say_error(&err);
	if (!out->region_count) {
		yd_library_region_lack(yd_str_of(region), &err);
		say("--region %s: %s; `yaodian list` shows where documents are from", region,
			err.text);
	}
	return YD_EXIT_DONE;
}

void say_new_region(const char *typed)
{
	say("--region %s: no such place is known; it is taken as it is written", typed);
}

void selection_free(selection *selected)
{
	yd_region_paths_free(selected->regions, selected->region_count);
	*selected = (selection){0};
}

bool selection_is_empty(const selection *selected)
{
	return !selected->any_region && !selected->region_count;
}

yd_list_query selection_query(const selection *selected)
{
	return (yd_list_query){
		.regions = (const char *const *)selected->regions,
		.region_count = selected->region_count,
		.year_from = selected->year_from,
		.year_to = selected->year_to,
		.filter = yd_filter_is_set(&selected->filter) ? &selected->filter : NULL,
	};
}

bool selection_is_all(const selection *selected)
{
	return selected->any_region && !selected->year_from && !selected->year_to &&
	       !yd_filter_is_set(&selected->filter);
}
