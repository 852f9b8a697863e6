/* Region, year, title and kind as a user corrects them. */
#include "edit.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* ---- the region ---- */

static bool is_coded(const char *path)
{
	char code[7];
	return yd_region_code(path, code);
}

/* Zones, divisions of the corps and farms have no code and are in no table; nobody can know them
 * all. */
static bool may_be_zone(const char *path)
{
	static const char *const ends[] = {"区", "园", "师", "团", "农场", "港", "城"};
	const char *last = strrchr(path, '/');
	if (!last)
		return false;
	char *above = yd_strndup(path, (size_t)(last - path));
	bool known = is_coded(above), zone = false;
	free(above);
	for (size_t i = 0; known && i < sizeof ends / sizeof *ends; i++)
		zone |= yd_str_ends(yd_str_of(last), yd_str_of(ends[i]));
	return zone;
}

/* A place written out from its province on, of a province that is none and like none: made up, as
 * those of the samples are, and no slip of the pen. */
static bool is_of_made_up_province(const char *path)
{
	char *top = yd_strndup(path, strcspn(path, "/"));
	yd_buf near = {0};
	bool made_up = yd_str_ends(yd_str_of(top), YD_STR("省")) && !is_coded(top) &&
		       !yd_region_near(yd_str_of(top), 1, &near);
	yd_buf_free(&near);
	free(top);
	return made_up;
}

static bool has_documents(yd_library *library, const char *path)
{
	char **paths;
	size_t count;
	bool has = false;
	if (yd_library_regions_named(library, yd_str_of(path), &paths, &count, NULL) != YD_OK)
		return false;
	for (size_t i = 0; i < count; i++)
		has |= strcmp(paths[i], path) == 0;
	yd_region_paths_free(paths, count);
	return has;
}

static yd_status refuse_region(const char *path, const yd_buf *near, yd_error *err)
{
	if (near->len)
		return yd_fail(err, YD_NOT_FOUND, path,
			"no place is called so; near are %s; with ! behind it, it is taken as it "
			"is",
			near->ptr);
	return yd_fail(err, YD_NOT_FOUND, path,
		"no place is called so; write it with what it belongs to (吉林省/长春市), or with "
		"! "
		"behind it to have it as it is");
}

/* Takes the ! that insists off the end. */
static bool take_force(yd_str *text)
{
	if (yd_str_ends(*text, YD_STR("!")))
		text->len--;
	else if (yd_str_ends(*text, YD_STR("！")))
		text->len -= strlen("！");
	else
		return false;
	return true;
}

static bool is_known(yd_library *library, const char *path)
{
	return is_coded(path) || has_documents(library, path);
}

yd_status yd_library_region_typed(
	yd_library *library, const char *typed, int year, char **name, yd_error *err)
{
	enum { NEAR = 4 };
	yd_str text = yd_text_trim(yd_str_of(typed));
	bool forced = take_force(&text);
	yd_region region = {0};
	yd_buf near = {0};
	*name = NULL;
	if (yd_library_is_unknown(text)) {
		*name = yd_strdup("");
		return YD_OK;
	}
	yd_status status = yd_region_parse(text, year, &region, err);
	if (status == YD_OK && !forced && !is_known(library, region.path) &&
		!is_of_made_up_province(region.path)) {
		yd_region_near(yd_str_of(region.path), NEAR, &near);
		if (near.len || !may_be_zone(region.path))
			status = refuse_region(region.path, &near, err);
	}
	yd_buf_free(&near);
	yd_region_free(&region);
	if (status == YD_OK)
		*name = yd_strndup(text.ptr, text.len);
	return status;
}

bool yd_library_region_is_new(yd_library *library, const char *typed, int year)
{
	yd_str text = yd_text_trim(yd_str_of(typed));
	yd_region region = {0};
	if (take_force(&text) || yd_region_parse(text, year, &region, NULL) != YD_OK)
		return false;
	bool is_new = !is_known(library, region.path) && is_of_made_up_province(region.path);
	yd_region_free(&region);
	return is_new;
}

/* ---- a place without documents ---- */

/* All paths of places with that name, parted by ", "; how many. */
static size_t list_places(yd_str name, yd_buf *out)
{
	enum { MOST = 5 };
	yd_buf all = {0};
	size_t count = 0;
	yd_region_all(name, &all);
	yd_str rest = yd_buf_str(&all);
	while (rest.len) {
		size_t len = yd_str_find(rest, YD_STR("\n"), 0);
		if (++count <= MOST)
			yd_buf_printf(out, "%s%.*s", count > 1 ? ", " : "", (int)len, rest.ptr);
		rest = (yd_str){rest.ptr + len + 1, rest.len - len - 1};
	}
	yd_buf_puts(out, count > MOST ? " …" : "");
	yd_buf_free(&all);
	return count;
}

/* Known, but not by its name alone: 全国, and zones of a known place. */
static bool is_known_path(yd_str name)
{
	yd_region region = {0};
	bool known = yd_region_parse(name, 0, &region, NULL) == YD_OK &&
		     (is_coded(region.path) || may_be_zone(region.path));
	yd_region_free(&region);
	return known;
}

yd_status yd_library_region_lack(yd_str name, yd_error *err)
{
	enum { NEAR = 4 };
	yd_buf places = {0}, near = {0};
	size_t count = list_places(name, &places);
	yd_status status;
	if (count > 1)
		status = yd_fail(err, YD_AMBIGUOUS, NULL,
			"no document is from any of the places of that name: %s", places.ptr);
	else if (count || is_known_path(name))
		status = yd_fail(err, YD_NOT_FOUND, NULL, "no document is from there");
	else if (yd_region_near(name, NEAR, &near))
		status = yd_fail(
			err, YD_INVALID, NULL, "no place is called so; near are %s", near.ptr);
	else
		status = yd_fail(err, YD_INVALID, NULL,
			"no place is called so, and no document is from there");
	yd_buf_free(&places);
	yd_buf_free(&near);
	return status;
}

yd_status edit_region(edit_work *work, const char *typed, yd_error *err)
{
	int year = work->said.year ? work->said.year : work->doc->info.year;
	year = year == YD_YEAR_NONE ? 0 : year;
	yd_region region = {0};
	char *name;
	yd_status status = yd_library_region_typed(work->library, typed, year, &name, err);
	if (status == YD_OK && !*name) {
		work->said.region = name;
		return YD_OK;
	}
	if (status == YD_OK)
		status = yd_region_parse(yd_str_of(name), year, &region, err);
	free(name);
	work->said.region = region.path;
	region.path = NULL;
	yd_region_free(&region);
	return status;
}

/* ---- the rest ---- */

yd_status edit_year(edit_work *work, const char *typed, yd_error *err)
{
	enum { FIRST = 1900, LAST = 2199 };
	yd_buf fold = {0};
	if (yd_library_is_unknown(yd_str_of(typed))) {
		work->said.year = YD_YEAR_NONE;
		return YD_OK;
	}
	yd_fold(yd_str_of(typed), &fold);
	char *end = NULL;
	long year = fold.len == 4 ? strtol(fold.ptr, &end, 10) : 0;
	bool right = end && !*end && year >= FIRST && year <= LAST;
	yd_buf_free(&fold);
	if (!right)
		return yd_fail(err, YD_INVALID, _("year"),
			"%.40s is no year of a document: give one from %d to %d, or unknown", typed,
			FIRST, LAST);
	work->said.year = (int)year;
	return YD_OK;
}

yd_status edit_title(edit_work *work, const char *typed, yd_error *err)
{
	yd_buf title = {0};
	yd_one_line(yd_str_of(typed), &title);
	if (!title.len) {
		yd_buf_free(&title);
		return yd_fail(err, YD_INVALID, _("title"), "it is empty: write one");
	}
	work->said.title = yd_buf_take(&title);
	return YD_OK;
}

yd_status edit_kind(edit_work *work, const char *typed, yd_error *err)
{
	work->said.kind = yd_kind_find(yd_text_trim(yd_str_of(typed)));
	if (work->said.kind != YD_KIND_UNKNOWN)
		return YD_OK;
	yd_buf all = {0};
	for (int kind = 1; kind < YD_KIND_COUNT; kind++)
		yd_buf_printf(&all, "%s%s", kind > 1 ? ", " : "", yd_kind_name(kind));
	yd_fail(err, YD_INVALID, _("kind"), "%.40s is no kind of document; there are %s", typed,
		all.ptr);
	yd_buf_free(&all);
	return YD_INVALID;
}
