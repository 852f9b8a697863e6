#include "numbers.h"

#include <stdio.h>
#include <string.h>
#include <yaodian/text.h>

static void add_cp(yd_buf *out, uint32_t cp)
{
	char bytes[4];
	yd_buf_add(out, bytes, yd_utf8_encode(cp, bytes));
}

/* Characters of `set`, three bytes each. */
static void add_from(yd_buf *out, const char *set, int index)
{
	yd_buf_add(out, set + 3 * index, 3);
}

static const char plain_digits[] = "零一二三四五六七八九";
static const char digits_circle[] = "〇一二三四五六七八九";
static const char formal_digits[] = "零壹贰叁肆伍陆柒捌玖";
static const char formal_traditional[] = "零壹貳參肆伍陸柒捌玖";

/* 一二〇: digit by digit. */
static void add_digits(yd_buf *out, int value, const char *digits)
{
	char text[16];
	snprintf(text, sizeof text, "%d", value);
	for (const char *at = text; *at; at++)
		add_from(out, digits, *at - '0');
}

/* 一百零五, 十二: with the units, up to 9999. `tens` are 十百千 or 拾佰仟; a leading 一 before 十
 * is left out when `bare`. */
static void add_counting(yd_buf *out, int value, const char *digits, const char *units, bool bare)
{
	static const int powers[] = {1000, 100, 10, 1};
	bool begun = false, gap = false;
	for (int i = 0; i < 4; i++) {
		int digit = value / powers[i] % 10;
		if (!digit) {
			gap = begun;
			continue;
		}
		if (gap)
			add_from(out, digits, 0);
		if (!(bare && powers[i] == 10 && digit == 1 && !begun))
			add_from(out, digits, digit);
		if (i < 3)
			add_from(out, units, 2 - i);
		begun = true;
		gap = false;
	}
}

static void add_roman(yd_buf *out, int value, bool upper)
{
	static const struct {
		int value;
		const char *text;
	} parts[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"},
		{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; value >= parts[i].value; value -= parts[i].value)
			for (const char *at = parts[i].text; *at; at++)
				yd_buf_putc(out, (char)(upper ? *at - 'a' + 'A' : *at));
}

/* a … z, aa, bb … */
static void add_letters(yd_buf *out, int value, char first)
{
	for (int i = 0; i <= (value - 1) / 26; i++)
		yd_buf_putc(out, (char)(first + (value - 1) % 26));
}

/* Sets that a character each stands in: so many of them, from 1 on. */
static bool add_single(yd_buf *out, int value, const char *format)
{
	static const struct {
		const char *format;
		uint32_t first;
		int count;
	} runs[] = {
		{"decimalEnclosedCircle", 0x2460, 20},
		{"decimalEnclosedCircleChinese", 0x2460, 20},
		{"decimalEnclosedParen", 0x2474, 20},
		{"decimalEnclosedFullstop", 0x2488, 20},
		{"ideographEnclosedCircle", 0x3280, 10},
	};
	static const struct {
		const char *format, *set;
		int count;
	} sets[] = {
		{"ideographTraditional", "甲乙丙丁戊己庚辛壬癸", 10},
		{"ideographZodiac", "子丑寅卯辰巳午未申酉戌亥", 12},
	};
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		if (strcmp(format, runs[i].format) == 0 && value <= runs[i].count) {
			add_cp(out, runs[i].first + (uint32_t)value - 1);
			return true;
		}
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (strcmp(format, sets[i].format) == 0 && value <= sets[i].count) {
			add_from(out, sets[i].set, value - 1);
			return true;
		}
	return false;
}

static bool add_chinese(yd_buf *out, int value, const char *format)
{
	static const char *const counting[] = {"chineseCounting", "taiwaneseCounting"};
	static const char *const thousand[] = {"chineseCountingThousand",
		"taiwaneseCountingThousand", "japaneseCounting", "koreanCounting"};
	static const char *const digital[] = {
		"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"};
	if (value > 9999)
		return false;
	for (size_t i = 0; i < 2; i++)
		if (strcmp(format, counting[i]) == 0) {
			if (value < 100)
				add_counting(out, value, plain_digits, "十百千", true);
			else
				add_digits(out, value, digits_circle);
			return true;
		}
	for (size_t i = 0; i < 4; i++)
		if (strcmp(format, thousand[i]) == 0) {
			add_counting(out, value, plain_digits, "十百千", true);
			return true;
		}
	for (size_t i = 0; i < 3; i++)
		if (strcmp(format, digital[i]) == 0) {
			add_digits(out, value, digits_circle);
			return true;
		}
	if (strcmp(format, "chineseLegalSimplified") == 0)
		add_counting(out, value, formal_digits, "拾佰仟", false);
	else if (strcmp(format, "ideographLegalTraditional") == 0)
		add_counting(out, value, formal_traditional, "拾佰仟", false);
	else
		return false;
	return true;
}

void number_format(int value, const char *format, yd_buf *out)
{
	if (strcmp(format, "none") == 0 || strcmp(format, "bullet") == 0)
		return;
	if (value <= 0 || value > 99999) {
		yd_buf_printf(out, "%d", value);
		return;
	}
	if (add_single(out, value, format) || add_chinese(out, value, format))
		return;
	if (strcmp(format, "decimalZero") == 0)
		yd_buf_printf(out, "%02d", value);
	else if (strcmp(format, "upperRoman") == 0 && value < 4000)
		add_roman(out, value, true);
	else if (strcmp(format, "lowerRoman") == 0 && value < 4000)
		add_roman(out, value, false);
	else if (strcmp(format, "upperLetter") == 0 && value <= 780)
		add_letters(out, value, 'A');
	else if (strcmp(format, "lowerLetter") == 0 && value <= 780)
		add_letters(out, value, 'a');
	else if (strncmp(format, "decimalFullWidth", 16) == 0)
		for (char text[16], *at = (snprintf(text, sizeof text, "%d", value), text); *at;
			at++)
			add_cp(out, 0xFF10 + (uint32_t)(*at - '0'));
	else
		yd_buf_printf(out, "%d", value);
}

bool number_wants_blank(yd_str number)
{
	static const char *const ends[] = {"、", "）", "．", "：", "〕", "】", "，"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (yd_str_ends(number, yd_str_of(ends[i])))
			return false;
	return number.len > 0;
}
