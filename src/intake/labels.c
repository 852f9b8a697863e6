/* Labels: the numbering at the start of a paragraph, told by one table of styles. */
#include "paragraphs.h"

#include <stdlib.h>
#include <yaodian/text.h>

typedef enum number_class { NUM_HAN = 1, NUM_DIGIT = 2, NUM_NONE = 0 } number_class;

/*
 * The styles of GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）), those of laws (编 章 节 条), and what
 * is commonly typed for them. Alternatives are parted by spaces. Where a number and its punctuation
 * are one character (⒈ ⑴ ㈠ ①), `whole_first` to `whole_last` are the code points of 1, 2, 3 …
 */
static const struct style_row {
	yd_numbering style;
	number_class numbers;
	const char *open;  /* one of these stands before the number; "" nothing does */
	const char *close; /* one of these must follow it */
	const char *tail;  /* one of these may follow, and belongs to the mark */
	uint32_t whole_first, whole_last;
} style_rows[] = {
	{YD_NUMBERING_PART, NUM_HAN | NUM_DIGIT, "第", "编 編 篇 部分", "", 0, 0},
	{YD_NUMBERING_CHAPTER, NUM_HAN | NUM_DIGIT, "第", "章", "", 0, 0},
	{YD_NUMBERING_DIVISION, NUM_HAN | NUM_DIGIT, "第", "节 節", "", 0, 0},
	{YD_NUMBERING_ARTICLE, NUM_HAN | NUM_DIGIT, "第", "条 條", "", 0, 0},
	{YD_NUMBERING_ORDINAL, NUM_HAN, "第 其",
		"， , 、 ： : 个方面， 个方面： 个方面、 個方面， 個方面： 个问题， 个问题： 点， "
		"点：",
		"", 0, 0},
	{YD_NUMBERING_HAN_PAREN, NUM_HAN, "（ (", "） )", "、 ． .", 0x3220, 0x3229},
	{YD_NUMBERING_DIGIT_PAREN, NUM_DIGIT, "（ (", "） )", "、 ． .", 0x2474, 0x2487},
	{YD_NUMBERING_HAN, NUM_HAN, "", "、 ． . ， , ： :", "", 0, 0},
	{YD_NUMBERING_HAN_PAREN, NUM_HAN, "", "） )", "、", 0, 0},
	{YD_NUMBERING_DIGIT, NUM_DIGIT, "", "． . 、", "", 0x2488, 0x249B},
	{YD_NUMBERING_DIGIT_CLOSE, NUM_DIGIT, "", "） )", "、 ． .", 0, 0},
	{YD_NUMBERING_CIRCLED, NUM_NONE, "", "", "、 ． .", 0x2460, 0x2473},
	{YD_NUMBERING_PROSE, NUM_HAN, "", "是 要", "， , ： :", 0, 0},
};
enum { STYLE_ROWS = sizeof style_rows / sizeof *style_rows };

/* No plan numbers so far; what is larger is a year or a count. */
#define LARGEST_NUMBER 999u

typedef struct cursor {
	yd_str text;
	size_t at;
} cursor;

static yd_str rest_of(const cursor *c)
{
	return (yd_str){c->text.ptr + c->at, c->text.len - c->at};
}

static uint32_t peek(const cursor *c, size_t *len)
{
	uint32_t cp = 0;
	*len = yd_utf8_decode(rest_of(c), &cp, NULL);
	return *len ? cp : 0;
}

static void skip_spaces(cursor *c)
{
	size_t len;
	while (yd_cp_is_space(peek(c, &len)) && len)
		c->at += len;
}

/* Takes one of the alternatives, parted by spaces; "" takes nothing and is fine. */
static bool take_one_of(cursor *c, const char *alternatives)
{
	yd_str list = yd_str_of(alternatives);
	if (!list.len)
		return true;
	while (list.len) {
		size_t end = yd_str_find(list, YD_STR(" "), 0);
		yd_str one = {list.ptr, end == SIZE_MAX ? list.len : end};
		if (yd_str_starts(rest_of(c), one)) {
			c->at += one.len;
			return true;
		}
		size_t used = one.len + (end == SIZE_MAX ? 0 : 1);
		list = (yd_str){list.ptr + used, list.len - used};
	}
	return false;
}

static int digit_value(uint32_t cp)
{
	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0xFF10 && cp <= 0xFF19)
		return (int)(cp - 0xFF10);
	return -1;
}

/* Value of a Chinese numeral's character: 0 to 9, or 10, 100; -1 for anything else. */
static int han_value(uint32_t cp)
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
	case 0x2F00: /* Kangxi radicals, which some PDFs give for the characters */
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

static bool take_digits(cursor *c, unsigned *value)
{
	size_t len, start = c->at;
	*value = 0;
	for (int d; (d = digit_value(peek(c, &len))) >= 0 && len; c->at += len) {
		*value = *value * 10 + (unsigned)d;
		if (*value > LARGEST_NUMBER)
			return false;
	}
	return c->at > start;
}

/* 七, 十, 十二, 二十, 二十三, 一百零五, and digit by digit 一二. */
static bool take_han(cursor *c, unsigned *value)
{
	size_t len, start = c->at;
	unsigned total = 0, pending = 0;
	bool positional = false;
	for (int v; (v = han_value(peek(c, &len))) >= 0 && len; c->at += len) {
		if (v >= 10) {
			total += (pending ? pending : 1) * (unsigned)v;
			pending = 0;
			positional = true;
		} else {
			pending = positional ? (unsigned)v : pending * 10 + (unsigned)v;
		}
		if (total + pending > LARGEST_NUMBER)
			return false;
	}
	*value = total + pending;
	return c->at > start;
}

/* A dash typed or recognised for 一: —、 （—） */
static bool take_dash_for_one(cursor *c, unsigned *value)
{
	static const char closers[] = "、 ． . ） )";
	size_t len;
	switch (peek(c, &len)) {
	case 0x2014:
	case 0x2013:
	case 0x2015:
	case 0x2500:
	case 0x30FC:
	case 0xFF0D:
	case '-': {
		cursor after = {c->text, c->at + len};
		skip_spaces(&after);
		if (!take_one_of(&after, closers))
			return false;
		c->at += len;
		*value = 1;
		return true;
	}
	default:
		return false;
	}
}

static bool take_number(cursor *c, number_class classes, unsigned *value)
{
	cursor saved = *c;
	if ((classes & NUM_HAN) && take_han(c, value) && *value)
		return true;
	*c = saved;
	if ((classes & NUM_HAN) && take_dash_for_one(c, value))
		return true;
	if ((classes & NUM_DIGIT) && take_digits(c, value) && *value)
		return true;
	*c = saved;
	return false;
}

static bool take_whole(cursor *c, const struct style_row *row, unsigned *value)
{
	size_t len;
	uint32_t cp = peek(c, &len);
	if (!row->whole_first || cp < row->whole_first || cp > row->whole_last)
		return false;
	*value = cp - row->whole_first + 1;
	c->at += len;
	return true;
}

static bool take_label(cursor *c, const struct style_row *row, unsigned *value)
{
	cursor start = *c;
	bool whole = take_whole(c, row, value);
	if (!whole && row->numbers != NUM_NONE && take_one_of(c, row->open)) {
		skip_spaces(c);
		if (take_number(c, row->numbers, value)) {
			skip_spaces(c);
			whole = take_one_of(c, row->close);
		}
	}
	if (!whole) {
		*c = start;
		return false;
	}
	if (*row->tail) {
		cursor before = *c;
		skip_spaces(c);
		if (!take_one_of(c, row->tail))
			*c = before;
	}
	return true;
}

/* What may follow in 一、二年级, 1、2号楼: the label is the first of a pair that counts something.
 */
static bool counts_a_pair(cursor c, unsigned value, number_class class)
{
	unsigned second;
	if (!take_number(&c, class, &second) || second != value + 1)
		return false;
	return take_one_of(&c, "年级 年級 、 类 類 级 級 档 檔 等 期 线 線 批 次 月 年 号 號 日 届 "
			       "屆 季 两 兩 和 学段 學段 中 幼");
}

/* Digits behind the dot: a decimal or a date (1.5万个, 12.4宪法日), unless they are a year
 * (1.2024年…). */
static bool goes_on_as_decimal(cursor c)
{
	unsigned value;
	size_t start = c.at, len;
	if (digit_value(peek(&c, &len)) < 0)
		return false;
	take_digits(&c, &value); /* stops at four digits */
	c.at = start;
	size_t digits = 0;
	while (digit_value(peek(&c, &len)) >= 0 && len)
		c.at += len, digits++;
	return !(digits == 4 && take_one_of(&c, "年 — - – ～ ~ 至 学年 學年 春 秋"));
}

static bool holds_next_prose_item(yd_str text)
{
	return yd_str_find(text, YD_STR("二是"), 0) != SIZE_MAX;
}

/* 一， 一： 一） —、: typed for 一、 and （一）, and found in running text. */
static bool is_odd_mark(const struct style_row *row, yd_str mark)
{
	static const char *const odd_ends[] = {"，", ",", "：", ":"};
	cursor start = {mark, 0};
	size_t len;
	uint32_t first = peek(&start, &len);
	if (row->style == YD_NUMBERING_HAN_PAREN)
		return !*row->open;
	for (size_t i = 0; i < sizeof odd_ends / sizeof *odd_ends; i++)
		if (yd_str_ends(mark, yd_str_of(odd_ends[i])))
			return true;
	return row->style == YD_NUMBERING_HAN && han_value(first) < 0;
}

/* 1.5万个 hardly ever begins an item; 3、5班 counts something, as an item 3、5月份 does; ⒈5 is one,
 * and so are 2.10月前 and 1.6所初中, which no decimal counts. */
static yd_belief belief_before_digits(yd_str mark, cursor after)
{
	static const char whole[] = "月 所 名 位 次 场 家 门 间 级 届 +";
	size_t len;
	while (digit_value(peek(&after, &len)) >= 0 && len)
		after.at += len;
	if (yd_str_ends(mark, YD_STR("、")) || take_one_of(&after, whole))
		return YD_BELIEF_RUN;
	bool dot = yd_str_ends(mark, YD_STR(".")) || yd_str_ends(mark, YD_STR("．"));
	return dot ? YD_BELIEF_STRICT : YD_BELIEF_PLAIN;
}

static yd_belief belief_in(
	const struct style_row *row, unsigned value, const cursor *after, size_t label_end)
{
	bool space_follows = after->at > label_end || after->at == after->text.len;
	switch (row->style) {
	case YD_NUMBERING_DIGIT:
		return space_follows || !goes_on_as_decimal(*after)
			       ? YD_BELIEF_PLAIN
			       : belief_before_digits((yd_str){after->text.ptr, label_end}, *after);
	case YD_NUMBERING_PART:
	case YD_NUMBERING_CHAPTER:
	case YD_NUMBERING_DIVISION:
	case YD_NUMBERING_ARTICLE:
		return space_follows ? YD_BELIEF_PLAIN : YD_BELIEF_RUN;
	case YD_NUMBERING_ORDINAL:
		return YD_BELIEF_RUN;
	case YD_NUMBERING_HAN:
	case YD_NUMBERING_HAN_PAREN:
		return is_odd_mark(row, (yd_str){after->text.ptr, label_end}) ? YD_BELIEF_RUN
									      : YD_BELIEF_PLAIN;
	case YD_NUMBERING_PROSE:
		if (yd_str_find((yd_str){after->text.ptr, label_end}, YD_STR("要"), 0) != SIZE_MAX)
			return YD_BELIEF_RUN;
		return value == 1 && holds_next_prose_item(rest_of(after)) ? YD_BELIEF_RUN
									   : YD_BELIEF_PLAIN;
	default:
		return YD_BELIEF_PLAIN;
	}
}

static bool is_pair(const struct style_row *row, unsigned value, const cursor *after)
{
	if (row->style == YD_NUMBERING_HAN)
		return counts_a_pair(*after, value, NUM_HAN);
	if (row->style == YD_NUMBERING_DIGIT)
		return counts_a_pair(*after, value, NUM_DIGIT);
	return false;
}

/* 首先， 其次， 再次， 最后， */
static yd_label read_sequence(yd_str text)
{
	static const struct {
		const char *word;
		unsigned value;
	} words[] = {{"首先", 1}, {"其次", 2}, {"再次", 3}, {"再者", 3}, {"最后", YD_SEQUENCE_LAST},
		{"最後", YD_SEQUENCE_LAST}};
	static const char closers[] = "， , 、 ： :";
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		cursor c = {text, 0};
		if (!take_one_of(&c, words[i].word) || !take_one_of(&c, closers))
			continue;
		size_t end = c.at;
		skip_spaces(&c);
		return (yd_label){.style = YD_NUMBERING_SEQUENCE,
			.value = words[i].value,
			.mark = (uint32_t)end,
			.rest = (uint32_t)c.at,
			.belief = YD_BELIEF_RUN};
	}
	return (yd_label){0};
}

yd_label yd_label_read(yd_str text)
{
	for (size_t i = 0; i < STYLE_ROWS; i++) {
		const struct style_row *row = &style_rows[i];
		cursor c = {text, 0};
		unsigned value = 0;
		if (!take_label(&c, row, &value))
			continue;
		size_t end = c.at;
		skip_spaces(&c);
		bool pair = is_pair(row, value, &c);
		if (pair && value == 1)
			return (yd_label){0};
		return (yd_label){
			.style = row->style,
			.value = value,
			.mark = (uint32_t)end,
			.rest = (uint32_t)c.at,
			.belief = pair ? YD_BELIEF_PAIR : belief_in(row, value, &c, end),
		};
	}
	return read_sequence(text);
}

yd_str yd_label_of_mark(yd_str mark)
{
	static const char punctuation[] = "（ ( ） ) 、 ． . ， , ： :";
	cursor c = {mark, 0};
	while (c.at < mark.len) {
		skip_spaces(&c);
		if (!take_one_of(&c, punctuation))
			break;
	}
	size_t start = c.at, end = c.at;
	while (c.at < mark.len) {
		if (take_one_of(&c, punctuation))
			continue;
		size_t len;
		uint32_t cp = peek(&c, &len);
		c.at += len;
		if (!yd_cp_is_space(cp))
			end = c.at;
	}
	return (yd_str){mark.ptr + start, end - start};
}

/* `before`, `after`: its neighbours in the run are there. */
static bool is_believed(const yd_label *label, bool before, bool after)
{
	switch (label->belief) {
	case YD_BELIEF_STRICT:
		return before && after;
	case YD_BELIEF_PAIR:
		return before && (after || label->style == YD_NUMBERING_DIGIT);
	case YD_BELIEF_RUN:
		return (before && label->value > 1) || after;
	default:
		return true;
	}
}

/* Drops the labels whose belief asks for neighbours that are not there. */
static void check_beliefs(yd_plan *plan)
{
	/* Nearest plain label of each style before and after; 0 where there is none. */
	size_t n = plan->para_count;
	unsigned *next = yd_alloc(n * sizeof *next), seen[YD_NUMBERING_COUNT] = {0};
	for (size_t i = n; i-- > 0;) {
		yd_label *label = &plan->paras[i].label;
		next[i] = seen[label->style];
		if (label->belief != YD_BELIEF_STRICT && label->belief != YD_BELIEF_PAIR)
			seen[label->style] = label->value;
	}
	for (size_t s = 0; s < YD_NUMBERING_COUNT; s++)
		seen[s] = 0;
	for (size_t i = 0; i < n; i++) {
		yd_label *label = &plan->paras[i].label;
		if (label->style == YD_NUMBERING_NONE)
			continue;
		bool before = seen[label->style] + 1 == label->value;
		bool after = next[i] == label->value + 1;
		if (!is_believed(label, before, after))
			*label = (yd_label){0};
		else
			seen[label->style] = label->value;
	}
	free(next);
}

/* 其次, 再次 and 最后 are one more than what they follow; nothing without it. */
static void number_sequences(yd_plan *plan)
{
	unsigned last = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_label *label = &plan->paras[i].label;
		if (label->style != YD_NUMBERING_SEQUENCE)
			continue;
		if (label->value != 1)
			label->value = last ? last + 1 : YD_SEQUENCE_LAST;
		last = label->value == YD_SEQUENCE_LAST ? 0 : label->value;
	}
}

void yd_labels_scan(yd_plan *plan)
{
	yd_label automatic = {0};
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		if (para->number)
			para->label =
				yd_label_automatic(yd_para_text(plan, i), para->number, &automatic);
		if (para->label.style == YD_NUMBERING_NONE)
			para->label = yd_label_read(yd_para_text(plan, i));
		if (para->label.automatic) {
			para->label.list_level = para->number_level;
			automatic = para->label;
		}
	}
	number_sequences(plan);
	yd_decimals_find(plan);
	check_beliefs(plan);
}
