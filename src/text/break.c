#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

#include "decode.h"

/* ---- who may stand where ---- */

/* GB/T 15834; clreq, "Prohibition rules for line start and line end". */
static const uint32_t never_first[] = {U'，', U'。', U'、', U'；', U'：', U'！', U'？', U'）',
	U'〕', U'】', U'》', U'〉', U'」', U'』', U'”', U'’', U'…', U'—', U',', U'.', U';', U':',
	U'!', U'?', U')', U']', U'}', U'%'};
static const uint32_t never_last[] = {
	U'（', U'〔', U'【', U'《', U'〈', U'「', U'『', U'“', U'‘', U'(', U'[', U'{'};

static bool is_listed(uint32_t cp, const uint32_t *list, size_t count)
{
	if (yd_cp_is_han(cp))
		return false;
	for (size_t i = 0; i < count; i++)
		if (list[i] == cp)
			return true;
	return false;
}

bool yd_cp_may_begin_line(uint32_t cp)
{
	return !is_listed(cp, never_first, sizeof never_first / sizeof never_first[0]);
}

bool yd_cp_may_end_line(uint32_t cp)
{
	return !is_listed(cp, never_last, sizeof never_last / sizeof never_last[0]);
}

/* Spaces that hang past the end of a line: those that UAX #14 lets a line break after. */
static bool is_hanging_space(uint32_t cp)
{
	return cp == ' ' || cp == 0x3000 || cp == 0x1680 || cp == 0x205F ||
	       (cp >= 0x2000 && cp <= 0x200A && cp != 0x2007);
}

/* ---- quotation marks in Chinese text ---- */

static bool is_opening_quote(uint32_t cp)
{
	return cp == 0x2018 || cp == 0x201C;
}

static bool is_closing_quote(uint32_t cp)
{
	return cp == 0x2019 || cp == 0x201D;
}

/* Characters of Chinese setting: wide ones, half-width forms, and the dash and ellipsis. */
static bool is_east_asian(uint32_t cp)
{
	return yd_cp_width(cp) == 2 || (cp >= 0xFF61 && cp <= 0xFFEE) || cp == 0x2014 ||
	       cp == 0x2026;
}

/* Is the first character at or after `at` that is no quotation mark East Asian? */
static bool east_asian_follows(yd_str text, size_t at)
{
	for (int marks = 0; marks < 4 && at < text.len; marks++) {
		size_t len;
		uint32_t cp = yd_decode_at(text, at, &len);
		if (!is_opening_quote(cp) && !is_closing_quote(cp))
			return is_east_asian(cp);
		at += len;
	}
	return false;
}

/*
 * UAX #14 glues “ ” ‘ ’ to both sides, since it cannot tell which side they belong to. With an East
 * Asian character outside them they open and close: the copy that libunistring sees has 「 」
 * there, which are as long in UTF-8. So a line may break before “ and after ”, and between ” and “.
 */
static void turn_quotes(yd_str text, char *copy)
{
	static const char open[] = "\xE3\x80\x8C", close[] = "\xE3\x80\x8D";
	uint32_t last = 0;	  /* the character before, combining marks apart */
	bool inner_east = false;  /* the last character that was no quotation mark was East Asian */
	bool turned_last = false; /* `last` is a closing mark that was turned */
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp = yd_decode_at(text, at, &len);
		bool turned = false;
		if (is_opening_quote(cp)) {
			if (is_closing_quote(last) ? turned_last
						   : inner_east && !is_opening_quote(last))
				memcpy(copy + at, open, 3);
		} else if (is_closing_quote(cp)) {
			size_t next_len = 0;
			uint32_t next =
				at + len < text.len ? yd_decode_at(text, at + len, &next_len) : 0;
			turned = is_opening_quote(next)
					 ? inner_east || east_asian_follows(text, at + len)
					 : is_east_asian(next);
			if (turned)
				memcpy(copy + at, close, 3);
		} else if (yd_cp_width(cp) != 0) {
			inner_east = is_east_asian(cp);
		}
		if (yd_cp_width(cp) != 0) {
			last = cp;
			turned_last = turned;
		}
	}
}

/* For each byte of `text`, what UAX #14 says about a break before it. Owned. */
static char *find_breaks(yd_str text)
{
	char *breaks = yd_realloc(NULL, text.len, 1);
	char *copy = yd_strndup(text.ptr, text.len);
	turn_quotes(text, copy);
	u8_possible_linebreaks((const uint8_t *)copy, text.len, "UTF-8", breaks);
	free(copy);
	return breaks;
}

/* ---- lines ---- */

/* Where a line may end: before the byte `end`, with `columns` but for the spaces that hang. */
typedef struct place {
	size_t end, columns;
	bool found;
} place;

/*
 * Where the line from `start` ends when it has `room` columns. One walk finds three candidates: the
 * last break that is legal, the last between graphemes that at least keeps the two lists, and the
 * last of all.
 */
static place find_line_end(yd_str text, const char *breaks, size_t start, size_t room)
{
	place legal = {0}, kept = {0};
	size_t columns = 0; /* with spaces */
	size_t shown = 0;   /* without those that hang if the line ends here */
	uint32_t last = 0;  /* begins the last grapheme that is no space */
	for (size_t at = start; at < text.len;) {
		size_t cp_len;
		int width;
		uint32_t cp = yd_decode_at(text, at, &cp_len);
		size_t len = yd_grapheme_next((yd_str){text.ptr + at, text.len - at}, &width);
		bool space = len == cp_len && is_hanging_space(cp);
		if (at > start && !space) {
			place here = {at, shown, true};
			if (yd_cp_may_begin_line(cp) && yd_cp_may_end_line(last)) {
				kept = here;
				if (breaks[at] == UC_BREAK_POSSIBLE)
					legal = here;
			}
			if (columns + (size_t)width > room)
				return legal.found ? legal : kept.found ? kept : here;
		}
		columns += (size_t)width;
		at += len;
		if (!space) {
			last = cp;
			shown = columns;
		}
	}
	return (place){text.len, shown, true};
}

static void add_line(yd_lines *out, yd_line line)
{
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = line;
}

void yd_text_break(yd_str paragraph, size_t width, size_t indent, yd_lines *out)
{
	if (paragraph.len == 0) {
		add_line(out, (yd_line){0, 0, 0});
		return;
	}
	if (width == 0)
		width = 1;
	size_t room = indent < width ? width - indent : 1;
	int first;
	yd_grapheme_next(paragraph, &first);
	if ((size_t)first > room && indent > 0) {
		add_line(out, (yd_line){0, 0, 0});
		room = width;
	}
	char *breaks = find_breaks(paragraph);
	for (size_t at = 0; at < paragraph.len; room = width) {
		place end = find_line_end(paragraph, breaks, at, room);
		add_line(out, (yd_line){at, end.end, end.columns});
		at = end.end;
	}
	free(breaks);
}

void yd_lines_free(yd_lines *lines)
{
	free(lines->items);
	*lines = (yd_lines){0};
}
