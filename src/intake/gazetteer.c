#include "gazetteer.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/*
 * Between the last revision of the standard (2016) and the list of today (2023) the sources show
 * nothing: a row known up to 2016 may have lasted to 2022, one known since 2023 may date from 2017.
 */
enum { LAST_REVISION = 2016, LIST_OF_TODAY = 2023 };

const char *gaz_name(size_t place)
{
	return gaz_pool + gaz_places[place].name;
}

void gaz_path(size_t place, yd_buf *out)
{
	if (gaz_places[place].parent != GAZ_NONE) {
		gaz_path(gaz_places[place].parent, out);
		yd_buf_putc(out, '/');
	}
	yd_buf_puts(out, gaz_name(place));
}

void gaz_code(size_t place, char code[7])
{
	uint32_t rest = gaz_places[place].code;
	code[0] = code[6] = '\0';
	for (int i = 5; rest && i >= 0; i--, rest /= 10)
		code[i] = (char)('0' + rest % 10);
}

bool gaz_same_path(size_t a, size_t b)
{
	while (a != b) {
		if (a == GAZ_NONE || b == GAZ_NONE || gaz_places[a].name != gaz_places[b].name)
			return false;
		a = gaz_places[a].parent;
		b = gaz_places[b].parent;
	}
	return true;
}

bool gaz_is_under(size_t place, size_t above)
{
	while ((place = gaz_places[place].parent) != GAZ_NONE)
		if (gaz_same_path(place, above))
			return true;
	return false;
}

/* Byte order; a text that begins with the key counts as equal when `start` is set. */
static int compare_key(const struct gaz_key *key, yd_str text, bool start)
{
	size_t len = key->len < text.len ? key->len : text.len;
	int order = memcmp(gaz_pool + key->text, text.ptr, len);
	if (order || key->len == text.len || (start && key->len > text.len))
		return order;
	return key->len < text.len ? -1 : 1;
}

/* First key that is not below `text`; with `start`, that does not stand before every key beginning
 * with it. */
static size_t lower_bound(yd_str text, size_t low, size_t high, bool start)
{
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_key(&gaz_keys[middle], text, start) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t count_equal(size_t first, yd_str text)
{
	size_t count = 0;
	while (first + count < gaz_key_count &&
		compare_key(&gaz_keys[first + count], text, false) == 0)
		count++;
	return count;
}

struct gaz_match gaz_find(yd_str folded)
{
	struct gaz_match match = {folded.len, 0, 0};
	match.first = lower_bound(folded, 0, gaz_key_count, false);
	match.count = folded.len ? count_equal(match.first, folded) : 0;
	return match;
}

/* The code point of three bytes of UTF-8; names have no others. */
static uint32_t three_bytes(const char *text)
{
	const unsigned char *b = (const unsigned char *)text;
	return (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
}

size_t gaz_match_start(yd_str folded, struct gaz_match out[GAZ_MATCH_MAX])
{
	if (folded.len < 6 || (folded.ptr[0] & 0xF0) != 0xE0 || (folded.ptr[3] & 0xF0) != 0xE0)
		return 0;
	uint32_t hash = (three_bytes(folded.ptr) * 31 + three_bytes(folded.ptr + 3)) & 0xFFFF;
	if (!(gaz_pairs[hash >> 3] & 1 << (hash & 7)))
		return 0;
	size_t len = 6;
	/* Lengthen the beginning character by character while keys begin with it. */
	struct gaz_match found[GAZ_MATCH_MAX];
	size_t count = 0, low = 0;
	while (count < GAZ_MATCH_MAX) {
		yd_str text = {folded.ptr, len};
		low = lower_bound(text, low, gaz_key_count, true);
		if (low == gaz_key_count || compare_key(&gaz_keys[low], text, true) != 0)
			break;
		size_t equal = count_equal(low, text);
		if (equal)
			found[count++] = (struct gaz_match){len, low, equal};
		if (len >= folded.len)
			break;
		uint32_t cp;
		len += yd_utf8_decode((yd_str){folded.ptr + len, folded.len - len}, &cp, NULL);
	}
	for (size_t i = 0; i < count; i++)
		out[i] = found[count - 1 - i];
	return count;
}

/* Years between `year` and what is known of the row; 0 inside. */
static int years_away(size_t place, int year)
{
	const struct gaz_place *p = &gaz_places[place];
	if (year == 0)
		return p->until ? 1 : 0;
	if (p->since && year < p->since + 1900)
		return p->since + 1900 - year;
	if (p->until && year > p->until + 1900)
		return year - (p->until + 1900);
	return 0;
}

static bool is_possible(size_t place, int year)
{
	const struct gaz_place *p = &gaz_places[place];
	if (year == 0)
		return !p->until;
	int since = p->since ? p->since + 1900 : 0, until = p->until ? p->until + 1900 : 9999;
	if (since == LIST_OF_TODAY)
		since = LAST_REVISION + 1;
	if (until == LAST_REVISION)
		until = LIST_OF_TODAY - 1;
	return year >= since && year <= until;
}

static size_t place_today(size_t place)
{
	return gaz_places[place].today == GAZ_NONE ? place : gaz_places[place].today;
}

size_t gaz_pick_year(uint16_t *places, size_t count, int year)
{
	/* One row for each place: the nearest, the later of two as near. */
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;
		while (same < kept && place_today(places[same]) != place_today(places[i]))
			same++;
		if (same == kept) {
			places[kept++] = places[i];
			continue;
		}
		int old = years_away(places[same], year), new = years_away(places[i], year);
		uint8_t old_since = gaz_places[places[same]].since,
			new_since = gaz_places[places[i]].since;
		if (new < old || (new == old &&new_since > old_since))
			places[same] = places[i];
	}
	size_t possible = 0;
	for (size_t i = 0; i < kept; i++)
		if (is_possible(places[i], year)) {
			uint16_t place = places[i];
			places[i] = places[possible];
			places[possible++] = place;
		}
	return possible ? possible : kept;
}

size_t gaz_find_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	yd_buf folded = {0}, full = {0};
	yd_fold(yd_str_of(slash ? slash + 1 : path), &folded);
	struct gaz_match match = gaz_find(yd_buf_str(&folded));
	size_t best = GAZ_NONE;
	for (size_t i = match.first; i < match.first + match.count; i++) {
		size_t place = gaz_keys[i].place;
		yd_buf_clear(&full);
		gaz_path(place, &full);
		if (strcmp(full.ptr, path) != 0)
			continue;
		if (best == GAZ_NONE || !gaz_places[place].until ||
			(gaz_places[best].until &&
				gaz_places[place].until > gaz_places[best].until))
			best = place;
	}
	yd_buf_free(&folded);
	yd_buf_free(&full);
	return best;
}
