/* Regions of the cache by the names users type. */
#include "internal.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = 8, SHORTEST_BEGINNING = 2 /* code points */ };

/* A name as typed: its parts, folded, outermost first. */
typedef struct region_name {
	yd_buf parts[MAX_PARTS];
	size_t count;
} region_name;

typedef struct region_match {
	char *path; /* owned */
	int level;
} region_match;

typedef struct region_matches {
	region_match *items;
	size_t count, cap;
} region_matches;

/* Parts are parted by white space and slashes; what does not fit any more is left out of none:
 * false. */
static bool name_split(yd_str text, region_name *out)
{
	*out = (region_name){0};
	yd_buf part = {0};
	bool fits = true;
	while (text.len || part.len) {
		uint32_t cp = '/';
		size_t len = text.len ? yd_utf8_decode(text, &cp, NULL) : 0;
		if (cp == '/' || cp == 0xFF0F || yd_cp_is_space(cp)) {
			if (part.len && out->count < MAX_PARTS)
				yd_fold(yd_buf_str(&part), &out->parts[out->count++]);
			else if (part.len)
				fits = false;
			yd_buf_clear(&part);
		} else {
			yd_buf_add(&part, text.ptr, len);
		}
		text.ptr += len;
		text.len -= len;
	}
	yd_buf_free(&part);
	return fits && out->count > 0;
}

static void name_free(region_name *name)
{
	for (size_t i = 0; i < MAX_PARTS; i++)
		yd_buf_free(&name->parts[i]);
}

static bool part_matches(const char *region, yd_str part)
{
	yd_buf fold = {0};
	yd_fold(yd_str_of(region), &fold);
	bool matches = yd_str_equal(yd_buf_str(&fold), part) ||
		       (yd_utf8_count(part) >= SHORTEST_BEGINNING &&
			       yd_str_starts(yd_buf_str(&fold), part));
	yd_buf_free(&fold);
	return matches;
}

/* 1 province, 2 city, 3 county by GB/T 2260; places without a code by their depth. */
static int region_level(const char *path, int depth)
{
	char code[7];
	if (!yd_region_code(path, code))
		return depth;
	if (strcmp(code + 2, "0000") == 0)
		return 1;
	return strcmp(code + 4, "00") == 0 ? 2 : 3;
}

/* Looks for parts[from..] in the regions below `parent`. Nothing is looked for below a place that
 * has them all. */
static yd_status find_below(yd_library *library, int64_t parent, int depth, const region_name *name,
	size_t from, region_matches *out, yd_error *err)
{
	yd_region_row *rows = NULL;
	size_t count = 0;
	yd_status status = yd_corpus_regions(library->corpus, parent, NULL, &rows, &count, err);
	for (size_t i = 0; status == YD_OK && i < count; i++) {
		if (rows[i].id == 0)
			continue;
		size_t next = from + part_matches(rows[i].name, yd_buf_str(&name->parts[from]));
		if (next == name->count) {
			YD_GROW(out->items, out->count, out->cap);
			out->items[out->count++] = (region_match){
				yd_strdup(rows[i].path), region_level(rows[i].path, depth)};
		} else if (rows[i].has_regions) {
			status = find_below(library, rows[i].id, depth + 1, name, next, out, err);
		}
	}
	yd_region_rows_free(rows, count);
	return status;
}

/* Names written without a break (白城市洮北区) are parted by the gazetteer, which also knows second
 * names (西海岸新区) and former ones: their documents stand under the place of today. */
static yd_status find_by_gazetteer(
	yd_library *library, yd_str text, region_matches *out, yd_error *err)
{
	yd_region region = {0};
	region_name name;
	yd_status status = YD_OK;
	if (yd_region_parse(text, 0, &region, NULL) != YD_OK || !region.path)
		return YD_OK;
	yd_buf today = {0};
	bool moved = yd_region_today(region.path, &today);
	bool named = name_split(moved ? yd_buf_str(&today) : yd_str_of(region.path), &name);
	yd_buf_free(&today);
	if (named)
		status = find_below(library, 0, 1, &name, 0, out, err);
	name_free(&name);
	yd_region_free(&region);
	return status;
}

static void keep_highest(const region_matches *found, char ***paths, size_t *count)
{
	int highest = 0;
	for (size_t i = 0; i < found->count; i++)
		if (!highest || found->items[i].level < highest)
			highest = found->items[i].level;
	*paths = yd_alloc((found->count + 1) * sizeof **paths);
	*count = 0;
	for (size_t i = 0; i < found->count; i++) {
		if (found->items[i].level == highest)
			(*paths)[(*count)++] = found->items[i].path;
		else
			free(found->items[i].path);
	}
}

static bool names_unknown(const region_name *name)
{
	static const char *const words[] = {"unknown", "未知"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (name->count == 1 &&
			yd_str_equal(yd_buf_str(&name->parts[0]), yd_str_of(words[i])))
			return true;
	return false;
}

yd_status yd_library_regions_named(
	yd_library *library, yd_str text, char ***paths, size_t *count, yd_error *err)
{
	region_name name;
	region_matches found = {0};
	yd_status status = YD_OK;
	*paths = NULL;
	*count = 0;
	if (!name_split(text, &name)) {
		status = yd_fail(err, YD_INVALID, _("region"),
			"no place is named; write one as in 吉林 or 吉林省/长春市");
	} else if (names_unknown(&name)) {
		YD_GROW(found.items, found.count, found.cap);
		found.items[found.count++] = (region_match){yd_strdup(""), 1};
	} else {
		status = find_below(library, 0, 1, &name, 0, &found, err);
		if (status == YD_OK && !found.count)
			status = find_by_gazetteer(library, text, &found, err);
	}
	if (status == YD_OK)
		keep_highest(&found, paths, count);
	else
		for (size_t i = 0; i < found.count; i++)
			free(found.items[i].path);
	free(found.items);
	name_free(&name);
	return status;
}

void yd_region_paths_free(char **paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(paths[i]);
	free(paths);
}
