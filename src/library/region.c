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
	bool own; /* only documents of other years have it: it is not in the tree */
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
				yd_strdup(rows[i].path), region_level(rows[i].path, depth), false};
		} else if (rows[i].has_regions) {
			status = find_below(library, rows[i].id, depth + 1, name, next, out, err);
		}
	}
	yd_region_rows_free(rows, count);
	return status;
}

/* ---- regions of the documents' own years ---- */

static bool has_match(const region_matches *list, const char *path)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].path, path) == 0)
			return true;
	return false;
}

static void add_match(region_matches *list, const char *path, int level)
{
	if (has_match(list, path))
		return;
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = (region_match){yd_strdup(path), level, false};
}

static bool lies_in(const char *path, const char *above)
{
	size_t len = strlen(above);
	return strncmp(path, above, len) == 0 && (path[len] == '\0' || path[len] == '/');
}

/* Looks for all parts of the name in a path: the beginning of it that has them; owned, NULL: none.
 */
static char *find_in_path(const char *path, const region_name *name, int *depth)
{
	size_t found = 0;
	*depth = 0;
	for (const char *from = path;;) {
		size_t len = strcspn(from, "/");
		char *one = yd_strndup(from, len);
		found += part_matches(one, yd_buf_str(&name->parts[found]));
		free(one);
		++*depth;
		if (found == name->count)
			return yd_strndup(path, (size_t)(from - path) + len);
		if (!from[len])
			return NULL;
		from += len + 1;
	}
}

/* Do the documents of such a path stand below a place that was found? */
static bool is_below_found(const region_matches *found, const char *own)
{
	yd_buf today = {0};
	bool below = false;
	if (yd_region_today(own, &today))
		for (size_t i = 0; i < found->count; i++)
			below |= !found->items[i].own && lies_in(today.ptr, found->items[i].path);
	yd_buf_free(&today);
	return below;
}

/* Calls `each` with every path that documents had in their own year and not today. */
static yd_status each_own(yd_library *library, void (*each)(void *context, const char *path),
	void *context, yd_error *err)
{
	char *path = NULL, *after = yd_strdup("");
	yd_status status;
	while ((status = yd_corpus_next_own_region(library->corpus, after, &path, err)) == YD_OK) {
		each(context, path);
		free(after);
		after = path;
	}
	free(after);
	return status == YD_END ? YD_OK : status;
}

typedef struct own_search {
	const region_name *name;
	region_matches *found;
} own_search;

static void look_at_own(void *context, const char *path)
{
	own_search *search = context;
	int depth;
	char *found = find_in_path(path, search->name, &depth);
	if (found && !has_match(search->found, found)) {
		add_match(search->found, found, region_level(found, depth));
		search->found->items[search->found->count - 1].own = true;
	}
	free(found);
}

/* Looks for the parts in the tree, and in the paths that documents had in their own year: the name
 * of a place that is no more is found there, and what once belonged to a place of today. */
static yd_status find_all(
	yd_library *library, const region_name *name, region_matches *out, yd_error *err)
{
	own_search search = {name, out};
	yd_status status = find_below(library, 0, 1, name, 0, out, err);
	return status == YD_OK ? each_own(library, look_at_own, &search, err) : status;
}

static yd_status find_path(
	yd_library *library, const char *path, region_matches *out, yd_error *err)
{
	region_name name;
	yd_status status = YD_OK;
	if (name_split(yd_str_of(path), &name))
		status = find_all(library, &name, out, err);
	name_free(&name);
	return status;
}

/* What became of places that have another name or stand elsewhere today: who asks for one means its
 * documents of all years. Of one that went up in another only its own are meant. */
static yd_status add_today(yd_library *library, region_matches *found, yd_error *err)
{
	yd_status status = YD_OK;
	for (size_t i = 0, count = found->count; status == YD_OK && i < count; i++) {
		yd_buf today = {0};
		if (yd_region_renamed(found->items[i].path, &today)) {
			region_matches now = {0};
			status = find_path(library, today.ptr, &now, err);
			for (size_t j = 0; j < now.count; j++) {
				if (strcmp(now.items[j].path, today.ptr) == 0)
					add_match(found, today.ptr, found->items[i].level);
				free(now.items[j].path);
			}
			free(now.items);
		}
		yd_buf_free(&today);
	}
	return status;
}

typedef struct own_cover {
	const region_matches *found;
	const char *path;
	bool is_covered;
} own_cover;

static void cover_own(void *context, const char *path)
{
	own_cover *cover = context;
	if (lies_in(path, cover->path) && !is_below_found(cover->found, path))
		cover->is_covered = false;
}

/* Leaves out paths of other years whose documents all stand below what else was found. */
static yd_status drop_covered(yd_library *library, region_matches *found, yd_error *err)
{
	size_t kept = 0;
	yd_status status = YD_OK;
	for (size_t i = 0; i < found->count; i++) {
		own_cover cover = {found, found->items[i].path, found->items[i].own};
		if (status == YD_OK && found->items[i].own)
			status = each_own(library, cover_own, &cover, err);
		region_match one = found->items[i];
		if (cover.is_covered)
			free(one.path);
		else
			found->items[kept++] = one;
	}
	found->count = kept;
	return status;
}

static yd_status find_known(
	yd_library *library, const char *path, region_matches *out, yd_error *err)
{
	yd_buf today = {0};
	yd_status status = find_path(library, path, out, err);
	if (status == YD_OK && yd_region_today(path, &today))
		status = find_path(library, today.ptr, out, err);
	yd_buf_free(&today);
	return status;
}

/* Names written without a break (白城市洮北区) are parted by the gazetteer, which also knows second
 * names (西海岸新区), former ones, zones in short and codes. Of several places all are meant. */
static yd_status find_by_gazetteer(
	yd_library *library, yd_str text, region_matches *out, yd_error *err)
{
	yd_region region = {0};
	yd_buf all = {0};
	yd_status status = yd_region_parse(text, 0, &region, NULL);
	if (status == YD_OK)
		yd_buf_printf(&all, "%s\n", region.path);
	else if (status == YD_AMBIGUOUS)
		yd_region_all(text, &all);
	status = YD_OK;
	for (char *path = all.ptr, *end; status == YD_OK && path && *path; path = end + 1) {
		end = strchr(path, '\n');
		*end = '\0';
		status = find_known(library, path, out, err);
	}
	yd_buf_free(&all);
	yd_region_free(&region);
	return status;
}

static void keep_highest(region_matches *found)
{
	int highest = 0;
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++)
		if (!highest || found->items[i].level < highest)
			highest = found->items[i].level;
	for (size_t i = 0; i < found->count; i++) {
		if (found->items[i].level == highest)
			found->items[kept++] = found->items[i];
		else
			free(found->items[i].path);
	}
	found->count = kept;
}

/* Takes the paths over. */
static void give_paths(region_matches *found, char ***paths, size_t *count)
{
	*paths = yd_alloc((found->count + 1) * sizeof **paths);
	*count = found->count;
	for (size_t i = 0; i < found->count; i++)
		(*paths)[i] = found->items[i].path;
	found->count = 0;
}

bool yd_library_is_unknown(yd_str typed)
{
	static const char *const words[] = {"unknown", "未知"};
	yd_buf fold = {0};
	bool is = false;
	yd_fold(typed, &fold);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		is |= yd_str_equal(yd_buf_str(&fold), yd_str_of(words[i]));
	yd_buf_free(&fold);
	return is;
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
	} else if (yd_library_is_unknown(text)) {
		YD_GROW(found.items, found.count, found.cap);
		found.items[found.count++] = (region_match){yd_strdup(""), 1, false};
	} else {
		status = find_all(library, &name, &found, err);
		if (status == YD_OK && !found.count)
			status = find_by_gazetteer(library, text, &found, err);
		keep_highest(&found);
		if (status == YD_OK)
			status = add_today(library, &found, err);
		if (status == YD_OK)
			status = drop_covered(library, &found, err);
	}
	if (status == YD_OK)
		give_paths(&found, paths, count);
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
