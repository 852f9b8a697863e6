/* Numbers of all alphabets that labels count with. */
#include "numbers.h"

#include <yaodian/text.h>

static uint32_t first_of(yd_str text, size_t *len)
{
	uint32_t cp = 0;
	*len = yd_utf8_decode(text, &cp, NULL);
	return *len ? cp : 0;
}

static yd_str behind(yd_str text, size_t at)
{
	return (yd_str){text.ptr + at, text.len - at};
}

int yd_digit_value(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0xFF10 && cp <= 0xFF19)
		return (int)(cp - 0xFF10);
	return -1;
}

int yd_han_value(uint32_t cp)
{
	static const uint32_t digits[] = {
		0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
	for (int i = 0; i < 10; i++)
		if (cp == digits[i])
			return i;
	switch (cp) {
	case 0x3007: /* 〇 */
	case 0x25CB: /* ○ */
		return 0;
	case 0x2F00: /* Kangxi radicals */
		return 1;
	case 0x2F06:
		return 2;
	case 0x2F0B:
		return 8;
	case 0x5341: /* 十 */
	case 0x2F17:
		return 10;
	case 0x767E: /* 百 */
		return 100;
	default:
		return -1;
	}
}

/* 壹 to 拾, in both scripts. */
static int formal_value(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		int value;
	} rows[] = {{0x58F9, 1}, {0x8D30, 2}, {0x8CB3, 2}, {0x53C1, 3}, {0x53C4, 3}, {0x53C3, 3},
		{0x53C2, 3}, {0x8086, 4}, {0x4F0D, 5}, {0x9646, 6}, {0x9678, 6}, {0x67D2, 7},
		{0x634C, 8}, {0x7396, 9}, {0x62FE, 10}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].cp == cp)
			return rows[i].value;
	return -1;
}

static size_t take_digits(yd_str text, unsigned *value)
{
	size_t at = 0, len;
	*value = 0;
	for (int d; (d = yd_digit_value(first_of(behind(text, at), &len))) >= 0 && len; at += len) {
		*value = *value * 10 + (unsigned)d;
		if (*value > YD_LARGEST_NUMBER)
			return 0;
	}
	return at;
}

static size_t take_numerals(yd_str text, int (*value_of)(uint32_t), unsigned *value)
{
	size_t at = 0, len;
	unsigned total = 0, pending = 0;
	bool positional = false;
	for (int v; (v = value_of(first_of(behind(text, at), &len))) >= 0 && len; at += len) {
		if (v >= 10) {
			total += (pending ? pending : 1) * (unsigned)v;
			pending = 0;
			positional = true;
		} else {
			pending = positional ? (unsigned)v : pending * 10 + (unsigned)v;
		}
		if (total + pending > YD_LARGEST_NUMBER)
			return 0;
	}
	*value = total + pending;
	return at;
}

static size_t take_stem(yd_str text, unsigned *value)
{
	static const uint32_t stems[] = {
		0x7532, 0x4E59, 0x4E19, 0x4E01, 0x620A, 0x5DF1, 0x5E9A, 0x8F9B, 0x58EC, 0x7678};
	size_t len;
	uint32_t cp = first_of(text, &len);
	for (unsigned i = 0; i < 10; i++)
		if (stems[i] == cp) {
			*value = i + 1;
			return len;
		}
	return 0;
}

/* Roman numbers up to 39 in letters; `i` is the letter for one. */
static size_t take_roman_letters(yd_str text, char i, unsigned *value)
{
	static const char *const ones[] = {
		"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
	char shift = (char)(i - 'I');
	size_t best = 0;
	for (unsigned n = 1; n < 40; n++) {
		size_t at = 0;
		bool same = true;
		for (; at < n / 10 && same; at++)
			same = at < text.len && text.ptr[at] == 'X' + shift;
		for (const char *c = ones[n % 10]; *c && same; c++, at++)
			same = at < text.len && text.ptr[at] == *c + shift;
		if (same && at > best) {
			best = at;
			*value = n;
		}
	}
	return best;
}

static size_t take_roman(yd_str text, unsigned *value)
{
	size_t len;
	uint32_t cp = first_of(text, &len);
	bool upper = cp >= 0x2160 && cp <= 0x216B, lower = cp >= 0x2170 && cp <= 0x217B;
	if (!upper && !lower)
		return take_roman_letters(text, 'I', value);
	*value = cp - (upper ? 0x2160 : 0x2170) + 1;
	return len;
}

static size_t take_letter(yd_str text, uint32_t ascii, uint32_t wide, unsigned *value)
{
	size_t len;
	uint32_t cp = first_of(text, &len);
	uint32_t from = cp >= wide ? wide : ascii;
	if (cp < from || cp >= from + 26)
		return 0;
	*value = cp - from + 1;
	return len;
}

size_t yd_number_take(yd_str text, unsigned alphabets, unsigned *value)
{
	for (unsigned alphabet = 1; alphabet <= YD_NUM_LOWER; alphabet <<= 1) {
		size_t len = 0;
		*value = 0;
		switch (alphabets & alphabet) {
		case YD_NUM_HAN:
			len = take_numerals(text, yd_han_value, value);
			break;
		case YD_NUM_DIGIT:
			len = take_digits(text, value);
			break;
		case YD_NUM_FORMAL:
			len = take_numerals(text, formal_value, value);
			break;
		case YD_NUM_STEM:
			len = take_stem(text, value);
			break;
		case YD_NUM_ROMAN:
			len = take_roman(text, value);
			break;
		case YD_NUM_ROMAN_LOWER:
			len = take_roman_letters(text, 'i', value);
			break;
		case YD_NUM_UPPER:
			len = take_letter(text, 'A', 0xFF21, value);
			break;
		case YD_NUM_LOWER:
			len = take_letter(text, 'a', 0xFF41, value);
			break;
		default:
			break;
		}
		if (len && *value)
			return len;
	}
	return 0;
}
