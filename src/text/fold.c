/*
 * The fold. Nearly every character folds by itself, by one look into the generated table; where
 * characters may join (a letter and the accents after it, Hangul letters), or the table does not
 * know one, the stretch from the last character that stands alone to the next one is folded by the
 * definition, with utf8proc.
 */
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "decode.h"
#include "fold_table.h"

/* Room that is always left in the output before a character is folded; no string is longer. */
#define SLACK 64

typedef struct sink {
	yd_buf *out;
	size_t base;   /* length of the output before this call */
	uint32_t *map; /* NULL when nobody asked */
	size_t map_cap;
} sink;

/* A code point on its way through the definition, and where in the text it came from. */
typedef struct mark {
	uint32_t cp;
	uint32_t from;
} mark;

typedef struct marks {
	mark *items;
	size_t count, cap;
} marks;

/* ---- writing ---- */

static void make_room(sink *to)
{
	yd_buf_reserve(to->out, SLACK);
	if (to->map && to->out->cap - to->base > to->map_cap) {
		to->map_cap = to->out->cap - to->base;
		to->map = yd_realloc(to->map, to->map_cap, sizeof *to->map);
	}
}

static inline bool has_room(const sink *to)
{
	return to->out->cap - to->out->len > SLACK;
}

/* The caller has made room. */
static inline void write_bytes(sink *to, const char *bytes, size_t len, size_t from)
{
	yd_buf *out = to->out;
	memcpy(out->ptr + out->len, bytes, len);
	if (to->map)
		for (size_t i = 0; i < len; i++)
			to->map[out->len - to->base + i] = (uint32_t)from;
	out->len += len;
}

static inline void write_code_point(sink *to, uint32_t cp, size_t from)
{
	char bytes[4];
	write_bytes(to, bytes, yd_utf8_encode(cp, bytes), from);
}

static void write_string(sink *to, uint16_t value, size_t from)
{
	size_t number = (size_t)value - YD_FOLD_STRING;
	size_t start = yd_fold_string_start[number], end = yd_fold_string_start[number + 1];
	write_bytes(to, (const char *)yd_fold_strings + start, end - start, from);
}

/* ---- by the definition ---- */

static void add_mark(marks *list, uint32_t cp, uint32_t from)
{
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = (mark){cp, from};
}

static int combining_class(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
}

/* Appends what utf8proc makes of one code point: its full decomposition under `options`. */
static void add_decomposed(marks *list, mark item, utf8proc_option_t options)
{
	utf8proc_int32_t parts[32];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)item.cp, parts,
		sizeof parts / sizeof parts[0], options | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT,
		&boundary);
	if (count < 0 || count > (utf8proc_ssize_t)(sizeof parts / sizeof parts[0])) {
		add_mark(list, item.cp, item.from);
		return;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		add_mark(list, (uint32_t)parts[i], item.from);
}

/* Sorts one run of marks by combining class, keeping the order within a class, in linear time. */
static void sort_run(mark *run, size_t count, mark *spare)
{
	size_t start[257] = {0};
	for (size_t i = 0; i < count; i++)
		start[combining_class(run[i].cp) + 1]++;
	for (size_t i = 1; i < 257; i++)
		start[i] += start[i - 1];
	for (size_t i = 0; i < count; i++)
		spare[start[combining_class(run[i].cp)]++] = run[i];
	/* The offsets stay where they are, so that they never go backwards. */
	for (size_t i = 0; i < count; i++)
		run[i].cp = spare[i].cp;
}

/* Canonical ordering (Unicode Standard, D109). */
static void order_marks(marks *list)
{
	mark *spare = yd_realloc(NULL, list->count, sizeof *spare);
	for (size_t at = 0; at < list->count;) {
		size_t end = at;
		while (end < list->count && combining_class(list->items[end].cp) != 0)
			end++;
		if (end - at > 1)
			sort_run(list->items + at, end - at, spare);
		at = end > at ? end : at + 1;
	}
	free(spare);
}

/* White space and format characters. */
static bool is_dropped(uint32_t cp)
{
	return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_CF ||
	       yd_cp_is_space(cp);
}

static uint32_t find_far(uint32_t cp)
{
	size_t low = 0, high = yd_fold_far_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (yd_fold_far[middle].from < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return low < yd_fold_far_count && yd_fold_far[low].from == cp ? yd_fold_far[low].to : cp;
}

/* What a decomposed and case-folded code point counts as; 0 when it is dropped. */
static uint32_t counts_as(uint32_t cp)
{
	if (is_dropped(cp))
		return 0;
	if (cp > 0xFFFF)
		return find_far(cp);
	uint16_t value = yd_fold_value(cp);
	if (value == YD_FOLD_DROPPED)
		return 0;
	if (value == YD_FOLD_SAME || value == YD_FOLD_COMPLEX)
		return cp;
	if (value >= YD_FOLD_STRING && value <= YD_FOLD_STRING_END) {
		size_t len, start = yd_fold_string_start[value - YD_FOLD_STRING];
		return yd_decode_at((yd_str){(const char *)yd_fold_strings + start, 4}, 0, &len);
	}
	return value;
}

static bool compose(uint32_t *starter, uint32_t cp)
{
	utf8proc_int32_t pair[2] = {(utf8proc_int32_t)*starter, (utf8proc_int32_t)cp};
	if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE | UTF8PROC_STABLE) != 1)
		return false;
	*starter = (uint32_t)pair[0];
	return true;
}

/* Canonical composition (D117), in place. */
static void compose_marks(marks *list)
{
	size_t kept = 0, starter = SIZE_MAX;
	int last_class = -1; /* of the mark kept last, -1 directly after the starter */
	for (size_t i = 0; i < list->count; i++) {
		mark item = list->items[i];
		int class = combining_class(item.cp);
		if (starter != SIZE_MAX && last_class < class &&
			compose(&list->items[starter].cp, item.cp))
			continue;
		if (class == 0) {
			starter = kept;
			last_class = -1;
		} else {
			last_class = class;
		}
		list->items[kept++] = item;
	}
	list->count = kept;
}

static bool stands_alone(uint32_t cp)
{
	if (cp > 0xFFFF)
		return false;
	uint16_t value = yd_fold_value(cp);
	return value != YD_FOLD_COMPLEX && value != YD_FOLD_DROPPED;
}

/* Folds from `at` to the next character but the first that stands alone; returns where that is. */
static size_t fold_slowly(sink *to, yd_str text, size_t at)
{
	marks source = {0}, folded = {0};
	size_t len;
	for (size_t start = at; at < text.len; at += len) {
		uint32_t cp = yd_decode_at(text, at, &len);
		if (at > start && stands_alone(cp))
			break;
		add_decomposed(&source, (mark){cp, (uint32_t)at}, 0);
	}
	order_marks(&source);
	for (size_t i = 0; i < source.count; i++)
		add_decomposed(&folded, source.items[i], UTF8PROC_CASEFOLD);
	size_t kept = 0;
	for (size_t i = 0; i < folded.count; i++) {
		uint32_t cp = counts_as(folded.items[i].cp);
		if (cp)
			folded.items[kept++] = (mark){cp, folded.items[i].from};
	}
	folded.count = kept;
	order_marks(&folded);
	compose_marks(&folded);
	for (size_t i = 0; i < folded.count; i++) {
		if (!has_room(to))
			make_room(to);
		write_code_point(to, folded.items[i].cp, folded.items[i].from);
	}
	free(source.items);
	free(folded.items);
	return at;
}

/* ---- by the table ---- */

static inline __attribute__((always_inline)) void fold_text(sink *to, yd_str text)
{
	/* Where the last character that stands alone begins, in the text and in the fold. */
	size_t alone = 0, alone_out = to->out->len;
	make_room(to);
	for (size_t at = 0, len; at < text.len; at += len) {
		if (!has_room(to))
			make_room(to);
		uint32_t cp = yd_decode_at(text, at, &len);
		uint16_t value = cp > 0xFFFF ? YD_FOLD_COMPLEX : yd_fold_value(cp);
		if (value == YD_FOLD_DROPPED)
			continue;
		if (value == YD_FOLD_COMPLEX) {
			to->out->len = alone_out;
			at = fold_slowly(to, text, alone);
			len = 0;
			alone = at;
			alone_out = to->out->len;
			continue;
		}
		alone = at;
		alone_out = to->out->len;
		/* Broken bytes decode to U+FFFD too, so that one is never copied. */
		if (value == YD_FOLD_SAME && cp != 0xFFFD)
			write_bytes(to, text.ptr + at, len, at);
		else if (value == YD_FOLD_SAME)
			write_code_point(to, cp, at);
		else if (value >= YD_FOLD_STRING && value <= YD_FOLD_STRING_END)
			write_string(to, value, at);
		else
			write_code_point(to, value, at);
	}
	to->out->ptr[to->out->len] = '\0';
}

void yd_fold(yd_str text, yd_buf *out)
{
	sink to = {.out = out, .base = out->len};
	yd_buf_reserve(out, text.len + SLACK);
	fold_text(&to, text);
}

void yd_fold_map(yd_str text, yd_buf *out, uint32_t **map)
{
	sink to = {.out = out, .base = out->len, .map_cap = text.len + SLACK};
	to.map = yd_realloc(NULL, to.map_cap, sizeof *to.map);
	yd_buf_reserve(out, text.len + SLACK);
	fold_text(&to, text);
	to.map[out->len - to.base] = (uint32_t)text.len;
	*map = to.map;
}

void yd_fold_span(
	yd_str text, const uint32_t *map, size_t from, size_t to, size_t *start, size_t *end)
{
	*start = *end = map[from];
	if (to <= from)
		return;
	size_t next = to;
	while (map[next] == map[to - 1])
		next++;
	*end = *start + yd_text_trim((yd_str){text.ptr + *start, map[next] - *start}).len;
}
