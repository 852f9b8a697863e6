/* Dates and years in text. */
#include "when.h"

#include <yaodian/text.h>

enum { YEAR_FIRST = 1949, YEAR_LAST = 2099 };

/* A place in a text, read one code point at a time. */
struct cursor {
	yd_str text;
	size_t at;
};

static uint32_t peek(const struct cursor *c, size_t *len)
{
	uint32_t cp = 0;
	*len = c->at < c->text.len
		       ? yd_utf8_decode(
				 (yd_str){c->text.ptr + c->at, c->text.len - c->at}, &cp, NULL)
		       : 0;
	return cp;
}

static void skip_space(struct cursor *c)
{
	for (;;) {
		size_t len;
		uint32_t cp = peek(c, &len);
		if (!len || cp == '\n' || !yd_cp_is_space(cp))
			return;
		c->at += len;
	}
}

static int digit_of(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)cp - '0';
	return cp >= 0xFF10 && cp <= 0xFF19 ? (int)cp - 0xFF10 : -1;
}

static int han_digit_of(uint32_t cp)
{
	static const uint32_t digits[] = {
		0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
	for (int i = 0; i < 10; i++)
		if (digits[i] == cp)
			return i;
	/* What is typed for 〇: 〇 ○ ◯ O o 0, of either width. */
	static const uint32_t zeros[] = {
		0x3007, 0x25CB, 0x25EF, 'O', 'o', '0', 0xFF2F, 0xFF4F, 0xFF10, 0x039F};
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (zeros[i] == cp)
			return 0;
	return -1;
}

static bool take(struct cursor *c, uint32_t wanted)
{
	size_t len;
	if (peek(c, &len) != wanted)
		return false;
	c->at += len;
	return true;
}

static bool is_dash(uint32_t cp)
{
	return cp == '-' || cp == '~' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 ||
	       cp == 0xFF0D || cp == 0xFF5E || cp == 0x301C;
}

static bool take_dash(struct cursor *c)
{
	bool found = false;
	size_t len;
	for (; is_dash(peek(c, &len)); found = true)
		c->at += len;
	return found;
}

static bool take_han_ge(struct cursor *c)
{
	return take(c, 0x81F3) || take(c, 0x5230); /* 至 到 */
}

/* A number of at most two digits, or 一 to 三十一 in numerals. */
static bool take_small(struct cursor *c, int *out)
{
	size_t len;
	int digit = digit_of(peek(c, &len));
	if (digit >= 0) {
		c->at += len;
		*out = digit;
		digit = digit_of(peek(c, &len));
		if (digit >= 0) {
			c->at += len;
			*out = *out * 10 + digit;
		}
		return digit_of(peek(c, &len)) < 0;
	}
	int tens = 0, ones = han_digit_of(peek(c, &len));
	bool any = false;
	if (ones > 0) {
		c->at += len;
		any = true;
	}
	if (take(c, 0x5341)) { /* 十 */
		tens = ones > 0 ? ones : 1;
		any = true;
		ones = han_digit_of(peek(c, &len));
		if (ones > 0)
			c->at += len;
	}
	*out = tens * 10 + (ones > 0 ? ones : 0);
	return any;
}

/* A year of four digits, or of four numerals that begins with 一九 or 二〇. */
static bool take_year(struct cursor *c, int *out)
{
	struct cursor start = *c;
	size_t len;
	int value = 0, count = 0;
	bool han = digit_of(peek(c, &len)) < 0;
	for (; count < 4; count++) {
		uint32_t cp = peek(c, &len);
		int digit = han ? han_digit_of(cp) : digit_of(cp);
		if (digit < 0)
			break;
		value = value * 10 + digit;
		c->at += len;
	}
	uint32_t next = peek(c, &len);
	bool ends = han ? han_digit_of(next) < 0 : digit_of(next) < 0;
	if (count == 4 && ends && value >= YEAR_FIRST && value <= YEAR_LAST) {
		*out = value;
		return true;
	}
	*c = start;
	return false;
}

/* Is the code point before `at` a digit, so that what stands there is the rest of a number? */
static bool after_digit(yd_str text, size_t at)
{
	if (at && text.ptr[at - 1] >= '0' && text.ptr[at - 1] <= '9')
		return true;
	if (at < 3)
		return false;
	uint32_t cp;
	return yd_utf8_decode((yd_str){text.ptr + at - 3, 3}, &cp, NULL) == 3 && digit_of(cp) >= 0;
}

static size_t next_code_point(yd_str text, size_t at)
{
	struct cursor c = {text, at};
	size_t len;
	peek(&c, &len);
	return at + len;
}

static bool is_day(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month < 1 || month > 12 || day < 1)
		return false;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1] + (month == 2 && leap);
}

/* ---- years of the Republic ---- */

/* Taiwan counts years from 1912: 112 is 2023. */
enum { REPUBLIC_BEFORE = 1911, REPUBLIC_NOW_FIRST = 100, REPUBLIC_NOW_LAST = 150 };

static bool take_word(struct cursor *c, const char *word)
{
	yd_str rest = {c->text.ptr + c->at, c->text.len - c->at};
	yd_str wanted = yd_str_of(word);
	if (!yd_str_starts(rest, wanted))
		return false;
	c->at += wanted.len;
	return true;
}

static bool take_era(struct cursor *c)
{
	static const char *const eras[] = {"中華民國", "中华民国", "民國", "民国"};
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (take_word(c, eras[i])) {
			skip_space(c);
			return true;
		}
	return false;
}

/* 112, １１２, 一一二, 一百一十二, 九十九: at most three digits. */
static bool take_republic_number(struct cursor *c, int *out)
{
	enum { MOST_DIGITS = 3, HUNDRED = 0x767E, TEN = 0x5341 };
	size_t len;
	bool han = digit_of(peek(c, &len)) < 0, any = false;
	int total = 0, pending = 0, digits = 0;
	for (;; c->at += len, any = true) {
		uint32_t cp = peek(c, &len);
		int digit = han ? han_digit_of(cp) : digit_of(cp);
		if (han && (cp == HUNDRED || cp == TEN)) {
			total += (pending ? pending : 1) * (cp == TEN ? 10 : 100);
			pending = digits = 0;
		} else if (digit >= 0 && digits < MOST_DIGITS) {
			pending = pending * 10 + digit;
			digits++;
		} else {
			*out = REPUBLIC_BEFORE + total + pending;
			return any && digit < 0 && *out >= YEAR_FIRST && *out <= YEAR_LAST;
		}
	}
}

/* Three digits that can only be a year of this time: with nothing but 年 behind them they still are
 * a number. */
static bool is_republic_now(int year)
{
	return year >= REPUBLIC_BEFORE + REPUBLIC_NOW_FIRST &&
	       year <= REPUBLIC_BEFORE + REPUBLIC_NOW_LAST;
}

/* ---- dates ---- */

/* The year of a date: 2025, 民國114; 114 alone before 年 … 月 … 日. */
static bool take_date_year(struct cursor *c, int *year)
{
	struct cursor start = *c;
	bool named = take_era(c);
	if (!named && take_year(c, year))
		return true;
	size_t len;
	bool digits = digit_of(peek(c, &len)) >= 0;
	if (take_republic_number(c, year)) {
		struct cursor after = *c;
		skip_space(&after);
		if (named || (digits && is_republic_now(*year) && peek(&after, &len) == 0x5E74))
			return true;
	}
	*c = start;
	return false;
}

/* 年 … 月 … 日, or one of - . / twice. */
static bool take_date(struct cursor *c, when_date *out)
{
	out->start = c->at;
	if (!take_date_year(c, &out->year))
		return false;
	skip_space(c);
	size_t len;
	uint32_t mark = peek(c, &len);
	bool han = mark == 0x5E74;
	bool known = han || is_dash(mark) || mark == '.' || mark == '/' || mark == 0xFF0E ||
		     mark == 0xFF0F;
	if (!known || mark == '~')
		return false;
	c->at += len;
	skip_space(c);
	if (!take_small(c, &out->month))
		return false;
	skip_space(c);
	if (!take(c, han ? 0x6708 : mark))
		return false;
	skip_space(c);
	if (!take_small(c, &out->day))
		return false;
	out->end = c->at;
	if (han) {
		skip_space(c);
		if (!take(c, 0x65E5) && !take(c, 0x53F7)) /* 日 号 */
			return false;
		out->end = c->at;
	}
	return is_day(out->year, out->month, out->day);
}

bool when_next_date(yd_str text, size_t from, when_date *out)
{
	for (size_t at = from; at < text.len; at = next_code_point(text, at)) {
		struct cursor c = {text, at};
		if (!after_digit(text, at) && take_date(&c, out))
			return true;
	}
	return false;
}

/* ---- years ---- */

static bool take_school(struct cursor *c)
{
	struct cursor start = *c;
	skip_space(c);
	if (take_word(c, "学年") || take_word(c, "學年")) {
		take_word(c, "度");
		return true;
	}
	*c = start;
	return false;
}

/* The second year of a range behind the first: -2025, 至2020, -20. */
static bool take_second_year(struct cursor *c, int first, int *second)
{
	struct cursor start = *c;
	skip_space(c);
	if (take_dash(c) || take_han_ge(c) || take(c, '/') || take(c, 0xFF0F)) {
		skip_space(c);
		if (take_year(c, second) && *second > first)
			return true;
		/* 2019-20 */
		size_t len;
		int tens = digit_of(peek(c, &len));
		if (tens >= 0) {
			int value;
			if (take_small(c, &value) && tens > 0 &&
				first / 100 * 100 + value == first + 1) {
				*second = first + 1;
				return true;
			}
		}
	}
	*c = start;
	return false;
}

static void read_range(struct cursor *c, int second, when_year *out)
{
	out->kind = WHEN_RANGE;
	if (take_school(c)) {
		out->kind = WHEN_SCHOOL;
		out->end = c->at;
		return;
	}
	skip_space(c);
	if (take(c, 0x5E74) && take(c, 0x5EA6) && second == out->year + 1) /* 年度 */
		out->kind = WHEN_SCHOOL;
	out->end = c->at;
}

/* Behind 年: a month makes it a date. */
static bool is_month_next(struct cursor c)
{
	int month;
	skip_space(&c);
	if (!take_small(&c, &month))
		return false;
	skip_space(&c);
	return take(&c, 0x6708);
}

/* 学年度, or 学年 behind the era; 度 is left. */
static bool take_school_year(struct cursor *c, bool named)
{
	struct cursor start = *c;
	if (take_word(c, "学年") && (named || take_word(&(struct cursor){c->text, c->at}, "度")))
		return true;
	*c = start;
	return false;
}

/*
 * A year of the Republic: 民國112年, 112學年度, 112年度. With neither the era nor one of these
 * words 112 is a number; 學年 in traditional characters may be of any year, elsewhere only of
 * these.
 */
static bool take_republic_year(struct cursor *c, when_year *out)
{
	struct cursor start = *c;
	bool named = take_era(c);
	if (take_republic_number(c, &out->year)) {
		skip_space(c);
		bool now = named || is_republic_now(out->year);
		bool school = take_word(c, "學年") || (now && take_school_year(c, named));
		bool year = !school && now && take(c, 0x5E74);
		bool whole = take(c, 0x5EA6); /* 度 */
		if (school || (year && (named || whole))) {
			out->kind = school		? WHEN_SCHOOL
				    : is_month_next(*c) ? WHEN_DATE
							: WHEN_YEAR;
			out->end = c->at;
			return true;
		}
	}
	*c = start;
	return false;
}

static bool take_any_year(struct cursor *c, when_year *out)
{
	out->start = c->at;
	if (take_republic_year(c, out))
		return true;
	size_t len;
	bool han = digit_of(peek(c, &len)) < 0;
	if (!take_year(c, &out->year))
		return false;
	int second;
	out->end = c->at;
	out->kind = WHEN_BARE;
	if (take_second_year(c, out->year, &second)) {
		read_range(c, second, out);
		return true;
	}
	if (take_school(c)) {
		out->kind = WHEN_SCHOOL;
		out->end = c->at;
		return true;
	}
	skip_space(c);
	if (take(c, 0x5E74)) {
		out->kind = is_month_next(*c) ? WHEN_DATE : WHEN_YEAR;
		if (take_second_year(c, out->year, &second)) {
			read_range(c, second, out);
			return true;
		}
		take(c, 0x5EA6);
		out->end = c->at;
		return true;
	}
	/* Numerals without 年 are no year; 2019-04-15, 2019.4 and 2020级 are something else. */
	uint32_t next = peek(c, &len);
	return !han && !is_dash(next) && next != '.' && next != '/' && next != 0x7EA7 &&
	       next != 0x5C4A;
}

bool when_next_year(yd_str text, size_t from, when_year *out)
{
	for (size_t at = from; at < text.len; at = next_code_point(text, at)) {
		struct cursor c = {text, at};
		if (!after_digit(text, at) && take_any_year(&c, out))
			return true;
	}
	return false;
}
