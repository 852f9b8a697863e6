/* The unit that a number names. */
#include "reader.h"

#include <string.h>

/* Value of one digit of a number written in Chinese or ASCII digits (after folding), or -1. */
static int digit_value(uint32_t cp)
{
	static const char digits[] = "零一二三四五六七八九";
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	yd_str rest = {digits, sizeof digits - 1};
	for (int value = 0; rest.len; value++) {
		uint32_t digit;
		size_t len = yd_utf8_decode(rest, &digit, NULL);
		if (digit == cp)
			return value;
		rest = (yd_str){rest.ptr + len, rest.len - len};
	}
	return -1;
}

/*
 * The number in a folded label: 24, 二十四, 第二十四条, 一百零三, 二四; -1 when it has none.
 * Ordinary numerals up to thousands, as GB/T 15835 writes them, and digits one after the other.
 */
static long label_value(yd_str fold)
{
	long total = 0, digit = -1;
	bool any = false;
	while (fold.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(fold, &cp, NULL);
		int value = digit_value(cp);
		long unit = cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0;
		if (total > 100000000 || digit > 100000000)
			return -1;
		if (value >= 0) {
			digit = digit < 0 ? value : digit * 10 + value;
			any = true;
		} else if (unit) {
			total += (digit < 0 ? 1 : digit) * unit;
			digit = -1;
			any = true;
		} else if (any) {
			break;
		}
		fold = (yd_str){fold.ptr + len, fold.len - len};
	}
	return any ? total + (digit < 0 ? 0 : digit) : -1;
}

typedef struct wanted {
	yd_buf fold;  /* of what was typed */
	yd_buf inner; /* … without brackets and points at its ends */
	long value;
} wanted;

static yd_str strip_signs(yd_str text)
{
	while (text.len && strchr("([.", text.ptr[0]))
		text = (yd_str){text.ptr + 1, text.len - 1};
	while (text.len && strchr(")].", text.ptr[text.len - 1]))
		text.len--;
	if (yd_str_ends(text, YD_STR("、")))
		text.len -= sizeof "、" - 1;
	return text;
}

static void wanted_make(yd_str label, wanted *out)
{
	*out = (wanted){0};
	yd_fold(label, &out->fold);
	yd_buf_add_str(&out->inner, strip_signs(yd_buf_str(&out->fold)));
	out->value = label_value(yd_buf_str(&out->inner));
}

/* How well a node's numbering fits: 3 the mark, 2 the label, 1 the value, 0 not. */
static int fits(
	const yd_reader *reader, size_t node, const wanted *want, yd_buf *text, yd_buf *fold)
{
	const yd_outline *outline = &reader->doc->outline;
	yd_buf_clear(text);
	yd_buf_clear(fold);
	yd_outline_mark(outline, reader->doc->source, node, text);
	yd_fold(yd_buf_str(text), fold);
	if (fold->len == 0)
		return 0;
	if (yd_str_equal(yd_buf_str(fold), yd_buf_str(&want->fold)))
		return 3;
	yd_buf_clear(text);
	yd_buf_clear(fold);
	yd_outline_label(outline, reader->doc->source, node, text);
	yd_fold(yd_buf_str(text), fold);
	if (yd_str_equal(yd_buf_str(fold), yd_buf_str(&want->inner)))
		return 2;
	return want->value >= 0 && label_value(yd_buf_str(fold)) == want->value;
}

/* Where it stands, better is more: in what is being read, then after the reader, then before;
 * clauses first. */
static int nearness(const yd_reader *reader, size_t unit)
{
	size_t home = reader->scope ? reader->scope : yd_reader_scope_of(reader, reader->unit);
	bool inside = home && unit >= home && unit < yd_reader_scope_end(reader, home);
	return 4 * yd_reader_is_clause(reader, unit) + 2 * inside + (unit > reader->unit);
}

size_t yd_reader_find_label(const yd_reader *reader, yd_str label)
{
	wanted want;
	yd_buf text = {0}, fold = {0};
	size_t best = SIZE_MAX;
	int best_fit = 0, best_near = -1;
	wanted_make(label, &want);
	for (size_t node = 0; want.fold.len && node < reader->doc->outline.node_count; node++) {
		int fit = fits(reader, node, &want, &text, &fold);
		int near = nearness(reader, node + 1);
		if (fit == 0 || fit < best_fit || (fit == best_fit && near <= best_near))
			continue;
		best = node + 1;
		best_fit = fit;
		best_near = near;
	}
	yd_buf_free(&text);
	yd_buf_free(&fold);
	yd_buf_free(&want.fold);
	yd_buf_free(&want.inner);
	return best;
}
