/* Regions as users write them, their order in the tree, their codes. */
#include <yaodian/intl.h>
#include <yaodian/place.h>

#include "gazetteer.h"
#include "gazetteer_version.h"
#include "region_short.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* The number is that of the rules that find regions, years, dates and issuers. */
const char yd_place_version[] = "place-5-" GAZ_DATA_VERSION;

void yd_region_free(yd_region *region)
{
	free(region->path);
	*region = (yd_region){0};
}

/* ---- what a user wrote ---- */

/* Adds a name to a list parted by '/'; pseudo levels and a place under itself are left out. */
static void add_name(yd_str name, yd_str *last, yd_buf *out)
{
	static const char *const pseudo[] = {
		"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"};
	for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
		if (out->len && yd_str_equal(name, yd_str_of(pseudo[i])))
			return;
	/* 广东省/东莞市/东莞市; but 吉林/吉林 is a city in its province. */
	if (!name.len || (yd_str_equal(name, *last) && yd_str_ends(name, YD_STR("市"))))
		return;
	*last = name;
	if (out->len)
		yd_buf_putc(out, '/');
	yd_buf_add_str(out, name);
}

/* The parts of a region as given, parted by '/'. */
static void part_names(yd_str text, yd_buf *out)
{
	yd_str last = {0};
	size_t from = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		size_t len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (yd_cp_is_space(cp) || cp == '/' || cp == 0xFF0F || cp < ' ') {
			add_name((yd_str){text.ptr + from, at - from}, &last, out);
			from = at + len;
		}
		at += len;
	}
	add_name((yd_str){text.ptr + from, text.len - from}, &last, out);
}

enum { PLACES_MAX = 64 };

struct found {
	uint16_t places[PLACES_MAX];
	size_t count;
};

/* Places whose own name, of that kind, ends `folded`, and whose parents' names are the rest of it.
 */
static void find_named(yd_str folded, enum gaz_kind kind, struct found *found)
{
	for (size_t from = folded.len; from-- > 0;) {
		if (((unsigned char)folded.ptr[from] & 0xC0) == 0x80)
			continue;
		struct gaz_match match = gaz_find((yd_str){folded.ptr + from, folded.len - from});
		for (size_t i = match.first; i < match.first + match.count; i++)
			if (gaz_keys[i].kind == kind && found->count < PLACES_MAX &&
				fits_above((yd_str){folded.ptr, from}, gaz_keys[i].place))
				found->places[found->count++] = gaz_keys[i].place;
	}
}

/* Of several the highest level; parts of Hong Kong, Macau and Taiwan only when nothing else fits.
 */
static void keep_highest(struct found *found)
{
	unsigned best = 99;
	size_t kept = 0;
	for (size_t i = 0; i < found->count; i++) {
		const struct gaz_place *p = &gaz_places[found->places[i]];
		unsigned rank = p->level + (p->flags & GAZ_FAR ? 8 : 0);
		if (rank > best)
			continue;
		if (rank < best)
			kept = 0;
		best = rank;
		found->places[kept++] = found->places[i];
	}
	found->count = kept;
}

static void find_known(yd_str folded, int year, struct found *found)
{
	found->count = 0;
	find_named(folded, GAZ_FULL, found);
	if (!found->count) {
		find_named(folded, GAZ_SHORT, found);
		found->count = gaz_pick_year(found->places, found->count, year);
		keep_highest(found);
		return;
	}
	found->count = gaz_pick_year(found->places, found->count, year);
	size_t near = 0;
	for (size_t i = 0; i < found->count; i++)
		near += !(gaz_places[found->places[i]].flags & GAZ_FAR);
	if (near && near < found->count)
		keep_highest(found);
}

/* The places with that code of six digits. */
static void find_coded(yd_str folded, int year, struct found *found)
{
	uint32_t code = 0;
	for (size_t i = 0; i < folded.len; i++) {
		if (folded.ptr[i] < '0' || folded.ptr[i] > '9')
			return;
		code = code * 10 + (uint32_t)(folded.ptr[i] - '0');
	}
	for (size_t i = 0; code && i < gaz_place_count && found->count < PLACES_MAX; i++)
		if (gaz_places[i].code == code)
			found->places[found->count++] = (uint16_t)i;
	found->count = gaz_pick_year(found->places, found->count, year);
}

static int by_row(const void *left, const void *right)
{
	const uint16_t *a = left, *b = right;
	return (*a > *b) - (*a < *b);
}

/* What is looked for last: zones said in short, and codes. */
static void find_known_or_short(yd_str folded, int year, struct found *found)
{
	find_known(folded, year, found);
	if (!found->count && folded.len == 6)
		find_coded(folded, year, found);
	if (!found->count) {
		found->count = zones_named(folded, found->places, PLACES_MAX);
		qsort(found->places, found->count, sizeof *found->places, by_row);
		found->count = gaz_pick_year(found->places, found->count, year);
	}
}

static yd_status fail_ambiguous(yd_str text, const struct found *found, yd_error *err)
{
	yd_buf names = {0};
	for (size_t i = 0; i < found->count && i < 5; i++) {
		if (i)
			yd_buf_puts(&names, ", ");
		gaz_path(found->places[i], &names);
	}
	if (found->count > 5)
		yd_buf_puts(&names, " …");
	char *about = yd_strndup(text.ptr, text.len);
	yd_status status = yd_fail(err, YD_AMBIGUOUS, about,
		"several places have that name, write more of: %s", names.ptr);
	free(about);
	yd_buf_free(&names);
	return status;
}

static void set_place(yd_region *out, size_t place)
{
	yd_buf path = {0};
	gaz_path(place, &path);
	out->path = yd_buf_take(&path);
	gaz_code(place, out->code);
}

static bool is_national(yd_str folded)
{
	return yd_str_equal(folded, YD_STR(YD_NATIONAL)) || yd_str_equal(folded, YD_STR("国家")) ||
	       yd_str_equal(folded, YD_STR("000000"));
}

/* The parts of a path with nothing between them, as names are looked for. */
static void fold_parts(yd_str parts, yd_buf *out)
{
	yd_buf_clear(out);
	for (size_t i = 0, from = 0; i <= parts.len; i++)
		if (i == parts.len || parts.ptr[i] == '/') {
			yd_fold((yd_str){parts.ptr + from, i - from}, out);
			from = i + 1;
		}
}

/* A known place with names below it that are not known: the place's path, then the rest as given;
 * or a zone of that place. YD_NOT_FOUND: it begins with none. */
static yd_status parse_beginning(yd_str parts, int year, yd_region *out, yd_error *err)
{
	yd_buf folded = {0};
	for (size_t end = parts.len; end-- > 1;) {
		if (parts.ptr[end] != '/')
			continue;
		struct found found;
		fold_parts((yd_str){parts.ptr, end}, &folded);
		find_known_or_short(yd_buf_str(&folded), year, &found);
		if (!found.count)
			continue;
		if (found.count > 1) {
			yd_buf_free(&folded);
			return fail_ambiguous((yd_str){parts.ptr, end}, &found, err);
		}
		yd_buf path = {0};
		yd_str rest = {parts.ptr + end + 1, parts.len - end - 1};
		yd_buf_clear(&folded);
		yd_fold(rest, &folded);
		if (!memchr(rest.ptr, '/', rest.len) && zone_kind_length(yd_buf_str(&folded))) {
			zone_path(found.places[0], yd_buf_str(&folded), &path);
		} else {
			gaz_path(found.places[0], &path);
			yd_buf_putc(&path, '/');
			yd_buf_add_str(&path, rest);
		}
		yd_buf_free(&folded);
		out->path = yd_buf_take(&path);
		return YD_OK;
	}
	yd_buf_free(&folded);
	return YD_NOT_FOUND;
}

/* A zone that no table has behind the name of a known place, without a break: 自贡高新区,
 * 自贡市卧龙湖新区. */
static yd_status parse_zone(yd_str folded, int year, yd_region *out, yd_error *err)
{
	if (!zone_kind_length(folded))
		return YD_NOT_FOUND;
	for (size_t end = folded.len; end-- > 1;) {
		struct found found;
		if (((unsigned char)folded.ptr[end] & 0xC0) == 0x80)
			continue;
		find_known((yd_str){folded.ptr, end}, year, &found);
		if (found.count > 1)
			return fail_ambiguous((yd_str){folded.ptr, end}, &found, err);
		if (!found.count)
			continue;
		yd_buf path = {0};
		zone_path(found.places[0], (yd_str){folded.ptr + end, folded.len - end}, &path);
		out->path = yd_buf_take(&path);
		return YD_OK;
	}
	return YD_NOT_FOUND;
}

yd_status yd_region_parse(yd_str text, int year, yd_region *out, yd_error *err)
{
	*out = (yd_region){0};
	yd_buf parts = {0}, folded = {0};
	part_names(text, &parts);
	if (!parts.len)
		return yd_fail(err, YD_INVALID, _("region"),
			"it is empty: write a path such as 吉林省/长春市");
	fold_parts(yd_buf_str(&parts), &folded);
	yd_status status = YD_OK;
	struct found found;
	find_known_or_short(yd_buf_str(&folded), year, &found);
	if (is_national(yd_buf_str(&folded))) {
		out->path = yd_strdup(YD_NATIONAL);
		memcpy(out->code, "000000", sizeof out->code);
	} else if (found.count == 1) {
		set_place(out, found.places[0]);
	} else if (found.count > 1) {
		status = fail_ambiguous(text, &found, err);
	} else {
		status = parse_beginning(yd_buf_str(&parts), year, out, err);
		if (status == YD_NOT_FOUND && !memchr(parts.ptr, '/', parts.len))
			status = parse_zone(yd_buf_str(&folded), year, out, err);
		if (status == YD_NOT_FOUND) {
			out->path = yd_buf_take(&parts);
			status = YD_OK;
		}
	}
	yd_buf_free(&parts);
	yd_buf_free(&folded);
	return status;
}

void yd_region_all(yd_str text, yd_buf *out)
{
	yd_buf parts = {0}, folded = {0};
	struct found found = {.count = 0};
	part_names(text, &parts);
	fold_parts(yd_buf_str(&parts), &folded);
	if (folded.len)
		find_known_or_short(yd_buf_str(&folded), 0, &found);
	for (size_t i = 0; i < found.count; i++) {
		gaz_path(found.places[i], out);
		yd_buf_putc(out, '\n');
	}
	yd_buf_free(&parts);
	yd_buf_free(&folded);
}

bool yd_region_today(const char *path, yd_buf *out)
{
	size_t place = gaz_find_path(path);
	if (place == GAZ_NONE || gaz_places[place].today == GAZ_NONE)
		return false;
	gaz_path(gaz_places[place].today, out);
	return true;
}

/* Was a place with the path of `other` there in the years of `place`? */
static bool was_beside(size_t place, size_t other)
{
	for (size_t i = 0; i < gaz_place_count; i++)
		if (gaz_places[i].name == gaz_places[other].name && gaz_same_path(i, other) &&
			gaz_places[i].since <= gaz_places[place].until)
			return true;
	return false;
}

bool yd_region_renamed(const char *path, yd_buf *out)
{
	size_t place = gaz_find_path(path);
	if (place == GAZ_NONE || gaz_places[place].today == GAZ_NONE ||
		was_beside(place, gaz_places[place].today))
		return false;
	gaz_path(gaz_places[place].today, out);
	return true;
}

/* ---- order and codes ---- */

bool yd_region_code(const char *path, char code[7])
{
	code[0] = '\0';
	if (strcmp(path, YD_NATIONAL) == 0) {
		memcpy(code, "000000", 7);
		return true;
	}
	size_t place = gaz_find_path(path);
	if (place != GAZ_NONE)
		gaz_code(place, code);
	return code[0] != '\0';
}

/*
 * '0' national, '1' known, '2' invented, '9' unknown; then a field for each level: the code, or '~'
 * and the name where there is none, fields parted by \x01, which sorts before everything a name is
 * made of.
 */
void yd_region_sort_key(const char *path, yd_buf *out)
{
	if (!path) {
		yd_buf_putc(out, '9');
		return;
	}
	if (strcmp(path, YD_NATIONAL) == 0) {
		yd_buf_putc(out, '0');
		return;
	}
	size_t key_start = out->len, from = 0, len = strlen(path);
	yd_buf_putc(out, '2');
	for (size_t end = 0; end <= len; end++) {
		if (end < len && path[end] != '/')
			continue;
		char code[7], *beginning = yd_strndup(path, end);
		bool known = yd_region_code(beginning, code);
		free(beginning);
		if (from)
			yd_buf_putc(out, '\x01');
		else if (known)
			out->ptr[key_start] = '1';
		yd_buf_puts(out, known ? code : "~");
		if (!known)
			yd_buf_add(out, path + from, end - from);
		from = end + 1;
	}
}
