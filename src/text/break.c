#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>
#include <utf8proc.h>

#include "break.h"
#include "decode.h"

/* ---- who may stand where ---- */

/* Most of Chinese text, told without a table. */
static inline bool is_bulk_han(uint32_t cp)
{
	return cp >= 0x4E00 && cp <= 0x9FFF;
}

/* GB/T 15834; clreq, "Prohibition rules for line start and line end". */
bool yd_cp_may_begin_line(uint32_t cp)
{
	if (is_bulk_han(cp))
		return true;
	switch (cp) {
	case U'，':
	case U'。':
	case U'、':
	case U'；':
	case U'：':
	case U'！':
	case U'？':
	case U'）':
	case U'〕':
	case U'】':
	case U'》':
	case U'〉':
	case U'］':
	case U'｝':
	case U'」':
	case U'』':
	case U'”':
	case U'’':
	case U'…':
	case U'—':
	case U'～':
	case U'·':
	case U'／':
	case U'‰':
	case U'℃':
	case U',':
	case U'.':
	case U';':
	case U':':
	case U'!':
	case U'?':
	case U')':
	case U']':
	case U'}':
	case U'%':
		return false;
	default:
		return true;
	}
}

bool yd_cp_may_end_line(uint32_t cp)
{
	if (is_bulk_han(cp))
		return true;
	switch (cp) {
	case U'（':
	case U'〔':
	case U'【':
	case U'《':
	case U'〈':
	case U'［':
	case U'｛':
	case U'「':
	case U'『':
	case U'“':
	case U'‘':
	case U'￥':
	case U'§':
	case U'(':
	case U'[':
	case U'{':
		return false;
	default:
		return true;
	}
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

/* Characters of Chinese setting: wide ones, half-width forms, and the dash and ellipsis. Not by
 * yd_cp_width(), which may go by the terminal. */
static bool is_east_asian(uint32_t cp)
{
	if (is_bulk_han(cp))
		return true;
	if (cp < 0x1100)
		return false;
	return cp == 0x2014 || cp == 0x2026 || utf8proc_charwidth((utf8proc_int32_t)cp) == 2 ||
	       (cp >= 0xFF61 && cp <= 0xFFEE);
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
		if (is_bulk_han(cp)) {
			last = cp;
			inner_east = true;
			turned_last = false;
			continue;
		}
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

/* For each byte of `text`, what is to be said about a break before it: what UAX #14 says, and
 * YD_BREAK_IN_UNIT where it would part what is kept whole. Owned. */
static char *find_breaks(yd_str text)
{
	char *breaks = yd_realloc(NULL, text.len, 1);
	char *copy = yd_strndup(text.ptr, text.len);
	turn_quotes(text, copy);
	u8_possible_linebreaks((const uint8_t *)copy, text.len, "UTF-8", breaks);
	free(copy);
	yd_keep_units_whole(text, breaks);
	return breaks;
}

/* ---- lines ---- */

/* How good it is to end a line at a place. */
typedef enum place_kind {
	PLACE_NONE,   /* the line begins here, or a space hangs */
	PLACE_ANY,    /* between graphemes */
	PLACE_LISTED, /* and by the two lists */
	PLACE_LOOSE,  /* and by UAX #14, but within what is kept whole */
	PLACE_LEGAL,
	PLACE_KINDS
} place_kind;

/* Where a line may end: before the byte `end`, with `columns` but for the spaces that hang. */
typedef struct place {
	size_t end, columns;
	place_kind kind;
} place;

/* The widest that a line may be, and the grapheme looked at last that is wider: it is broken
 * between its code points. */
typedef struct limit {
	size_t width;
	size_t start, end;
} limit;

/* A walk along a line from its start, grapheme by grapheme. */
typedef struct walk {
	yd_str text;
	const char *breaks;
	limit *most; /* NULL: there is none */
	size_t start, at;
	size_t columns; /* with spaces */
	size_t shown;	/* without those that hang if the line ends here */
	uint32_t last;	/* begins the last grapheme that is no space */
} walk;

typedef struct grapheme {
	size_t len, columns;
	uint32_t first;
	bool space;
} grapheme;

/* Does one of the bulk of Han characters begin here? They never join another in a grapheme. */
static inline bool han_at(yd_str text, size_t at)
{
	if (at >= text.len)
		return false;
	const unsigned char *s = (const unsigned char *)text.ptr + at;
	return text.len - at >= 3 && s[0] >= 0xE5 && s[0] <= 0xE8 && (s[1] & 0xC0) == 0x80 &&
	       (s[2] & 0xC0) == 0x80;
}

/* The first code point of a grapheme of `len` bytes, with those behind it that take no columns. */
static size_t first_of_grapheme(yd_str text, size_t len, int *columns)
{
	size_t end, next;
	int width = yd_cp_width(yd_decode_at(text, 0, &end));
	*columns = width < 0 ? 0 : width;
	while (end < len && yd_cp_width(yd_decode_at(text, end, &next)) == 0)
		end += next;
	return end;
}

/* Is the grapheme at `at` one, or does `at` stand in one, that no line has room for? */
static bool is_too_wide(const walk *line, yd_str rest, int columns)
{
	limit *most = line->most;
	if (line->at >= most->start && line->at < most->end)
		return true;
	if ((size_t)columns <= most->width)
		return false;
	most->start = line->at;
	most->end = line->at + yd_grapheme_next(rest, NULL);
	return true;
}

/* The next grapheme; of one that no line has room for, the next code point. */
static inline grapheme look(const walk *line)
{
	size_t cp_len;
	int columns;
	uint32_t first = yd_decode_at(line->text, line->at, &cp_len);
	if (han_at(line->text, line->at) && han_at(line->text, line->at + 3))
		return (grapheme){3, 2, first, false};
	yd_str rest = {line->text.ptr + line->at, line->text.len - line->at};
	size_t most = line->most ? line->most->width : SIZE_MAX;
	size_t len = yd_grapheme_within(rest, most, &columns);
	if (line->most && is_too_wide(line, rest, columns))
		len = first_of_grapheme(rest, len, &columns);
	bool space = len == cp_len && is_hanging_space(first);
	return (grapheme){len, (size_t)columns, first, space};
}

/* What it would be to end the line before `next`. */
static inline place_kind kind_before(const walk *line, const grapheme *next)
{
	if (line->at == line->start || next->space)
		return PLACE_NONE;
	if (!yd_cp_may_begin_line(next->first) || !yd_cp_may_end_line(line->last))
		return PLACE_ANY;
	switch (line->breaks[line->at]) {
	case UC_BREAK_POSSIBLE:
		return PLACE_LEGAL;
	case YD_BREAK_IN_UNIT:
		return PLACE_LOOSE;
	default:
		return PLACE_LISTED;
	}
}

static inline void step(walk *line, const grapheme *next)
{
	line->columns += next->columns;
	line->at += next->len;
	if (!next->space) {
		line->last = next->first;
		line->shown = line->columns;
	}
}

/* Where the line from `start` ends when it has `room` columns: at the last place of the
 * best kind.
 */
static place find_line_end(yd_str text, const char *breaks, size_t start, size_t room, limit *most)
{
	walk line = {.text = text, .breaks = breaks, .most = most, .start = start, .at = start};
	place last[PLACE_KINDS] = {{0}};
	while (line.at < text.len) {
		grapheme next = look(&line);
		place_kind kind = kind_before(&line, &next);
		last[kind] = (place){line.at, line.shown, kind};
		if (kind != PLACE_NONE && line.columns + next.columns > room)
			break;
		step(&line, &next);
	}
	if (line.at == text.len)
		return (place){text.len, line.shown, PLACE_LEGAL};
	for (place_kind kind = PLACE_LEGAL; kind > PLACE_ANY; kind--)
		if (last[kind].kind == kind)
			return last[kind];
	return last[PLACE_ANY];
}

/* ---- the last line ---- */

/* Brackets, quotation marks, commas and stops. */
static bool is_mark(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
		return true;
	default:
		return !yd_cp_may_begin_line(cp) && cp != '%' && cp != U'‰' && cp != U'℃';
	}
}

static bool is_character(const grapheme *g)
{
	return !g->space && !is_mark(g->first);
}

/* Characters from `start` to `end`, but no more than `enough`. */
static size_t count_characters(yd_str text, size_t start, size_t end, size_t enough)
{
	size_t count = 0;
	walk line = {.text = text, .at = start};
	while (line.at < end && count < enough) {
		grapheme next = look(&line);
		count += is_character(&next);
		step(&line, &next);
	}
	return count;
}

static size_t shown_columns(yd_str text, size_t start)
{
	walk line = {.text = text, .at = start};
	while (line.at < text.len) {
		grapheme next = look(&line);
		step(&line, &next);
	}
	return line.shown;
}

/* The last place where the line `above` may end with two characters or more left for the last one,
 * of which `count` are there. */
static place find_company(yd_str text, const char *breaks, const yd_line *above, size_t count)
{
	place found = {0};
	size_t left = count + count_characters(text, above->start, above->end, SIZE_MAX);
	walk line = {.text = text, .breaks = breaks, .start = above->start, .at = above->start};
	while (line.at < above->end && left >= 2) {
		grapheme next = look(&line);
		if (kind_before(&line, &next) == PLACE_LEGAL)
			found = (place){line.at, line.shown, PLACE_LEGAL};
		left -= is_character(&next);
		step(&line, &next);
	}
	return found;
}

/* A lone last character, marks beside it apart, gets what stands before it for company, where the
 * line above may end earlier. */
static void keep_company(
	yd_str text, const char *breaks, size_t width, yd_line *above, yd_line *last)
{
	size_t count = count_characters(text, last->start, last->end, 2);
	if (count >= 2)
		return;
	place found = find_company(text, breaks, above, count);
	size_t columns = found.kind == PLACE_LEGAL ? shown_columns(text, found.end) : SIZE_MAX;
	if (columns > width)
		return;
	above->end = last->start = found.end;
	above->columns = found.columns;
	last->columns = columns;
}

/* ---- paragraphs ---- */

static void add_line(yd_lines *out, yd_line line)
{
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = line;
}

/* Does the first line have to stay empty, since what would stand there needs the columns of the
 * indent, or would break the lists without them? */
static bool begins_below(yd_str text, const char *breaks, size_t width, size_t indent)
{
	int first;
	limit most = {.width = width};
	size_t room = indent < width ? width - indent : 1;
	if (indent == 0)
		return false;
	yd_grapheme_next(text, &first);
	if ((size_t)first > room)
		return true;
	return find_line_end(text, breaks, 0, room, &most).kind == PLACE_ANY &&
	       find_line_end(text, breaks, 0, width, &most).kind != PLACE_ANY;
}

void yd_text_break(yd_str paragraph, size_t width, size_t indent, yd_lines *out)
{
	if (paragraph.len == 0) {
		add_line(out, (yd_line){0, 0, 0});
		return;
	}
	if (width == 0)
		width = 1;
	limit most = {.width = width};
	size_t first = out->count, room = indent < width ? width - indent : 1;
	char *breaks = find_breaks(paragraph);
	if (begins_below(paragraph, breaks, width, indent)) {
		add_line(out, (yd_line){0, 0, 0});
		room = width;
	}
	for (size_t at = 0; at < paragraph.len; room = width) {
		place end = find_line_end(paragraph, breaks, at, room, &most);
		add_line(out, (yd_line){at, end.end, end.columns});
		at = end.end;
	}
	if (out->count - first > 1)
		keep_company(paragraph, breaks, width, &out->items[out->count - 2],
			&out->items[out->count - 1]);
	free(breaks);
}

void yd_lines_free(yd_lines *lines)
{
	free(lines->items);
	*lines = (yd_lines){0};
}
