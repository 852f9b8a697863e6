/*
 * Matching by pinyin. A set of places in what was typed, a bit each, walks along the name's
 * characters: bit j says that the first j code points are used up by the characters so far.
 */
#include <yaodian/pinyin.h>

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "pinyin_table.h"

typedef struct typed_text {
	uint32_t cps[YD_PINYIN_TYPED];
	size_t count;
} typed_text;

/* A character of the name's fold. */
typedef struct letter {
	uint32_t cp;
	size_t fold_start, fold_end; /* bytes of the fold */
	size_t readings;
	const char *reading[2 * YD_PINYIN_READINGS]; /* up to a NUL, a space or a '/' */
	bool may_skip;
} letter;

/* ---- readings ---- */

size_t yd_pinyin_readings(uint32_t cp, const char *out[YD_PINYIN_READINGS])
{
	size_t count = 0;
	if (cp < YD_PINYIN_FIRST || cp > YD_PINYIN_LAST)
		return 0;
	uint16_t start = yd_pinyin_set_of[cp - YD_PINYIN_FIRST];
	if (!start)
		return 0;
	const uint16_t *set = yd_pinyin_sets + start;
	do
		out[count++] = yd_pinyin_syllables[*set & ~YD_PINYIN_END];
	while (!(*set++ & YD_PINYIN_END) && count < YD_PINYIN_READINGS);
	return count;
}

/* The way of reading that begins at `text`: its letters. */
static size_t syllable_len(const char *text)
{
	return strcspn(text, " /");
}

static void add_reading(letter *to, const char *reading)
{
	for (size_t i = 0; i < to->readings; i++)
		if (strcmp(to->reading[i], reading) == 0)
			return;
	if (to->readings < 2 * YD_PINYIN_READINGS)
		to->reading[to->readings++] = reading;
}

static void add_any_reading(letter *to, uint32_t cp)
{
	const char *list[YD_PINYIN_READINGS];
	size_t count = yd_pinyin_readings(cp, list);
	for (size_t i = 0; i < count; i++)
		add_reading(to, list[i]);
}

/* The ways that stand at `given`, "shaan/shan xi sheng"; false for none, or any. */
static bool add_given(letter *to, const char *given)
{
	if (!given || !*given || *given == '?')
		return false;
	while (to->readings < 2 * YD_PINYIN_READINGS) {
		to->reading[to->readings++] = given;
		given += syllable_len(given);
		if (*given++ != '/')
			break;
	}
	return true;
}

static const char *next_given(const char *given)
{
	const char *space = given ? strchr(given, ' ') : NULL;
	return space ? space + 1 : NULL;
}

/* ---- what was typed ---- */

/* A Latin letter without its accents; ü is v. */
static uint32_t without_accents(uint32_t cp)
{
	utf8proc_int32_t parts[8];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	if (cp < 0x80 || cp > 0x24F)
		return cp;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		(utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
	if (count < 2 || count > 8 || parts[0] >= 0x80)
		return cp;
	for (utf8proc_ssize_t i = 1; i < count; i++)
		if (parts[0] == 'u' && parts[i] == 0x308)
			return 'v';
	return (uint32_t)parts[0];
}

static bool read_typed(yd_str typed, typed_text *out)
{
	yd_buf fold = {0};
	bool fits = true;
	yd_fold(typed, &fold);
	out->count = 0;
	for (size_t at = 0; fits && at < fold.len;) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){fold.ptr + at, fold.len - at}, &cp, NULL);
		fits = out->count < YD_PINYIN_TYPED;
		if (fits)
			out->cps[out->count++] = without_accents(cp);
	}
	yd_buf_free(&fold);
	return fits && out->count > 0;
}

/* ---- the name ---- */

static bool is_skippable(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
		return true;
	default:
		return false;
	}
}

/* The letters of a name's fold, owned. Several may come from one printed character (㈠); they share
 * its syllable. */
static letter *read_name(
	yd_str name, yd_str fold, const uint32_t *map, const char *reading, size_t *count)
{
	letter *letters = yd_alloc((fold.len + 1) * sizeof *letters);
	size_t printed = 0;
	*count = 0;
	for (size_t at = 0; at < fold.len;) {
		letter *to = &letters[(*count)++];
		uint32_t shown;
		to->fold_start = at;
		at += yd_utf8_decode((yd_str){fold.ptr + at, fold.len - at}, &to->cp, NULL);
		to->fold_end = at;
		/* As many syllables on as characters were printed in between. */
		size_t from = map[to->fold_start];
		while (printed < from) {
			printed += yd_utf8_decode(
				(yd_str){name.ptr + printed, name.len - printed}, &shown, NULL);
			reading = next_given(reading);
		}
		yd_utf8_decode((yd_str){name.ptr + from, name.len - from}, &shown, NULL);
		to->may_skip = is_skippable(to->cp);
		if (yd_cp_is_han(to->cp) && !add_given(to, reading)) {
			add_any_reading(to, shown);
			add_any_reading(to, to->cp);
		}
	}
	return letters;
}

/* ---- matching ---- */

/* Is the letter `typed` for `c` of a syllable, whose letter before is `before`? */
static bool letter_equals(uint32_t typed, char c, char before)
{
	if (c == 'v')
		return typed == 'v' || typed == 'u';
	if (c == 'u' && typed == 'v')
		return before == 'j' || before == 'q' || before == 'x' || before == 'y';
	return typed == (uint32_t)c;
}

/* Which places follow when a reading is used from place `from` on. */
static uint64_t use_reading(const typed_text *typed, size_t from, const char *reading)
{
	size_t len = syllable_len(reading), same = 0;
	while (same < len && from + same < typed->count &&
		letter_equals(typed->cps[from + same], reading[same], same ? reading[same - 1] : 0))
		same++;
	uint64_t to = 0;
	if (same == len)
		to |= UINT64_C(1) << (from + len);
	if (same >= 1)
		to |= UINT64_C(1) << (from + 1);
	if (same >= 2 && reading[1] == 'h')
		to |= UINT64_C(1) << (from + 2);
	if (same && from + same == typed->count)
		to |= UINT64_C(1) << typed->count;
	return to;
}

static uint64_t use_letter(const typed_text *typed, size_t from, const letter *item)
{
	uint64_t to = 0;
	if (typed->cps[from] == item->cp)
		to |= UINT64_C(1) << (from + 1);
	for (size_t i = 0; i < item->readings; i++)
		to |= use_reading(typed, from, item->reading[i]);
	return to;
}

/* One apostrophe (folded) or hyphen may stand behind each piece. */
static uint64_t pass_separators(const typed_text *typed, uint64_t places)
{
	for (size_t i = typed->count; i-- > 1;)
		if (places >> i & 1 && (typed->cps[i] == '"' || typed->cps[i] == '-'))
			places |= UINT64_C(1) << (i + 1);
	return places;
}

/* Letters used when the whole of `typed` matches from letters[0] on; 0: it does not. */
static size_t match_from(const typed_text *typed, const letter *letters, size_t count)
{
	uint64_t places = 1, last = UINT64_C(1) << typed->count;
	for (size_t at = 0; at < count && places; at++) {
		uint64_t next = 0;
		for (size_t i = 0; i < typed->count; i++)
			if (places >> i & 1)
				next |= use_letter(typed, i, &letters[at]);
		next = pass_separators(typed, next);
		if (next & last)
			return at + 1;
		if (at > 0 && letters[at].may_skip)
			next |= places;
		places = next;
	}
	return 0;
}

bool yd_pinyin_match(yd_str typed, yd_str name, const char *reading, yd_pinyin_match_at *out)
{
	typed_text text;
	if (!read_typed(typed, &text))
		return false;
	yd_buf fold = {0};
	uint32_t *map = NULL;
	size_t count, used = 0, first = 0;
	yd_fold_map(name, &fold, &map);
	letter *letters = read_name(name, yd_buf_str(&fold), map, reading, &count);
	for (; !used && first < count; first += !used)
		used = match_from(&text, letters + first, count - first);
	if (used && out) {
		yd_fold_span(name, map, letters[first].fold_start,
			letters[first + used - 1].fold_end, &out->start, &out->end);
		out->whole = first + used == count;
	}
	free(letters);
	free(map);
	yd_buf_free(&fold);
	return used > 0;
}
