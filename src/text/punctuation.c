/* ASCII punctuation between Chinese characters, shown full width. */
#include <yaodian/typeset.h>

#include <stdlib.h>
#include <string.h>

#include "decode.h"

/* What stands beside a sign. */
typedef enum neighbour { EDGE, CHINESE, OTHER } neighbour;

/* A sign that may change, or the full-width partner of one. */
typedef struct sign {
	size_t at;
	uint32_t cp;
	neighbour before, after; /* between it and the signs beside it; EDGE: nothing */
	neighbour left, right;	 /* beyond those signs too */
	bool changes;
} sign;

typedef struct signs {
	sign *items;
	size_t count, cap;
} signs;

static bool is_ascii_sign(uint32_t cp)
{
	return cp < 0x80 && cp && strchr(",:;?!()\"'", (int)cp);
}

/* Looked past, to what stands beyond it. */
static bool is_passed(uint32_t cp)
{
	return cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D || cp == 0x2014 ||
	       cp == 0x2026 || yd_cp_is_space(cp) || yd_cp_width(cp) == 0;
}

/* CJK punctuation and full-width signs; letters and digits in full width are no signs. */
static bool is_chinese_sign(uint32_t cp)
{
	if (cp >= 0x3001 && cp <= 0x303F)
		return true;
	if (cp < 0xFF01 || cp > 0xFF65)
		return false;
	uint32_t ascii = cp - 0xFEE0;
	return !(ascii >= '0' && ascii <= '9') && !(ascii >= 'A' && ascii <= 'Z') &&
	       !(ascii >= 'a' && ascii <= 'z');
}

static bool is_chinese(uint32_t cp)
{
	return yd_cp_is_han(cp) || is_chinese_sign(cp);
}

/* ---- addresses ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool address_begins(yd_str text, size_t at)
{
	yd_str rest = {text.ptr + at, text.len - at};
	if (yd_str_starts(rest, YD_STR("://")))
		return at > 0 && is_letter(text.ptr[at - 1]);
	return yd_str_starts(rest, YD_STR("www.")) && (at == 0 || !is_letter(text.ptr[at - 1]));
}

static size_t address_end(yd_str text, size_t at)
{
	for (size_t len; at < text.len; at += len) {
		uint32_t cp = yd_decode_at(text, at, &len);
		if (cp == '"' || cp == '<' || cp == '>' || cp == 0x201C || cp == 0x201D ||
			yd_cp_is_space(cp) || is_chinese_sign(cp))
			break;
	}
	return at;
}

/* ---- neighbours ---- */

static bool is_sign(uint32_t cp)
{
	return is_ascii_sign(cp) || cp == U'（' || cp == U'）';
}

/* Finds the signs, and what stands directly beside them. */
static void find_signs(yd_str text, signs *found)
{
	neighbour last = EDGE; /* the last character since the last sign */
	sign *previous = NULL; /* that waits for what comes after it */
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp = yd_decode_at(text, at, &len);
		neighbour kind = EDGE;
		if ((cp == ':' || cp == 'w') && address_begins(text, at)) {
			len = address_end(text, at) - at;
			kind = OTHER;
		} else if (is_sign(cp)) {
			YD_GROW(found->items, found->count, found->cap);
			previous = &found->items[found->count++];
			*previous = (sign){.at = at, .cp = cp, .before = last};
			last = EDGE;
			continue;
		} else if (!is_passed(cp)) {
			kind = is_chinese(cp) ? CHINESE : OTHER;
		}
		if (kind == EDGE)
			continue;
		last = kind;
		if (previous)
			previous->after = kind;
		previous = NULL;
	}
}

/* What is seen beyond a sign that has nothing on this side, or at it when it is, or will be, full
 * width. */
static neighbour seen_past(const sign *s, neighbour beyond)
{
	return s->cp >= 0x80 || s->changes ? CHINESE : beyond;
}

static void look_around(signs *found)
{
	for (size_t i = 0; i < found->count; i++) {
		sign *s = &found->items[i];
		s->left = s->before != EDGE || i == 0 ? s->before : seen_past(s - 1, s[-1].left);
	}
	for (size_t i = found->count; i-- > 0;) {
		sign *s = &found->items[i];
		bool last = i + 1 == found->count;
		s->right = s->after != EDGE || last ? s->after : seen_past(s + 1, s[1].right);
	}
}

/* ---- pairs ---- */

/*
 * What they enclose may be anything when Chinese characters stand around it. Brackets that begin
 * the paragraph are most often its number, which stays as printed; quotation marks there enclose
 * Chinese text.
 */
static void pair(sign *open, sign *close)
{
	bool around = open->left == CHINESE && close->right != OTHER;
	bool begins = open->left == EDGE && close->right != OTHER && open->right == CHINESE &&
		      close->left == CHINESE && open->cp != '(' && open->cp != U'（';
	open->changes = close->changes = around || begins;
}

static void pair_brackets(signs *found)
{
	size_t *open = yd_realloc(NULL, found->count + 1, sizeof *open), depth = 0;
	for (size_t i = 0; i < found->count; i++) {
		uint32_t cp = found->items[i].cp;
		if (cp == '(' || cp == U'（')
			open[depth++] = i;
		else if ((cp == ')' || cp == U'）') && depth)
			pair(&found->items[open[--depth]], &found->items[i]);
	}
	free(open);
}

static void pair_quotes(signs *found, uint32_t cp)
{
	sign *open = NULL;
	for (size_t i = 0; i < found->count; i++) {
		sign *s = &found->items[i];
		/* Between letters it is an apostrophe. */
		if (s->cp != cp || (s->left == OTHER && s->right == OTHER))
			continue;
		if (open)
			pair(open, s);
		open = open ? NULL : s;
	}
}

static void choose(signs *found)
{
	look_around(found);
	pair_brackets(found);
	pair_quotes(found, '"');
	pair_quotes(found, '\'');
	look_around(found);
	for (size_t i = 0; i < found->count; i++) {
		sign *s = &found->items[i];
		if (s->cp < 0x80 && strchr(",:;?!", (int)s->cp))
			s->changes = s->left == CHINESE && s->right != OTHER;
	}
}

/* ---- writing ---- */

static void add_as_is(yd_str text, size_t from, size_t to, yd_buf *out, size_t base, uint32_t *map)
{
	for (size_t at = from, len; at < to; at += len) {
		yd_decode_at(text, at, &len);
		for (size_t i = 0; i < len; i++)
			map[out->len - base + i] = (uint32_t)at;
		yd_buf_add(out, text.ptr + at, len);
	}
}

/* The full-width form; `opens` tells which of a pair of quotation marks. */
static uint32_t full_width(uint32_t cp, bool opens)
{
	if (cp == '"')
		return opens ? 0x201C : 0x201D;
	if (cp == '\'')
		return opens ? 0x2018 : 0x2019;
	return cp + 0xFEE0;
}

static void write_shown(yd_str text, const signs *found, yd_buf *out, yd_shown_map *map)
{
	size_t base = out->len, at = 0;
	bool inside[2] = {false, false}; /* of " and ' */
	/* No sign becomes more than three bytes. */
	map->at = yd_realloc(NULL, text.len + 2 * found->count + 1, sizeof *map->at);
	for (size_t i = 0; i < found->count; i++) {
		const sign *s = &found->items[i];
		if (!s->changes || s->cp >= 0x80)
			continue;
		bool *quoted = s->cp == '"' ? &inside[0] : s->cp == '\'' ? &inside[1] : NULL;
		bool opens = quoted && (*quoted = !*quoted);
		char bytes[4];
		size_t len = yd_utf8_encode(full_width(s->cp, opens), bytes);
		add_as_is(text, at, s->at, out, base, map->at);
		for (size_t k = 0; k < len; k++)
			map->at[out->len - base + k] = (uint32_t)s->at;
		yd_buf_add(out, bytes, len);
		at = s->at + 1;
	}
	add_as_is(text, at, text.len, out, base, map->at);
	map->shown = out->len - base;
	map->at[map->shown] = (uint32_t)text.len;
}

void yd_typeset_full_width(yd_str text, yd_buf *out, yd_shown_map *map)
{
	signs found = {0};
	bool any = false;
	for (size_t i = 0; i < text.len && !any; i++)
		any = is_ascii_sign((unsigned char)text.ptr[i]);
	if (any) {
		find_signs(text, &found);
		choose(&found);
		any = false;
		for (size_t i = 0; i < found.count && !any; i++)
			any = found.items[i].changes && found.items[i].cp < 0x80;
	}
	*map = (yd_shown_map){NULL, text.len, text.len};
	if (any)
		write_shown(text, &found, out, map);
	else
		yd_buf_add_str(out, text);
	free(found.items);
}
