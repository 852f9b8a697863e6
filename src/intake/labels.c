/* Labels: the numbering at the start of a paragraph, told by one table of styles. */
#include "numbers.h"
#include "paragraphs.h"

#include <yaodian/text.h>

/*
 * The styles of GB/T 9704-2012, 7.3.3 (一、 （一） 1. （1）), those of laws (编 章 节 条), and what
 * is commonly typed for them. Alternatives are parted by spaces. Where a number and its punctuation
 * are one character (⒈ ⑴ ㈠ ①), `whole_first` to `whole_last` are the code points of 1, 2, 3 …
 */
#define HAN_OR_DIGIT (YD_NUM_HAN | YD_NUM_DIGIT)
/* Typed for 1. now and then, and found in running text. */
#define ODD_CLOSERS "， , 。 ： :"
static const struct style_row {
	yd_numbering style;
	unsigned numbers;  /* alphabets; 0: none */
	const char *open;  /* one of these stands before the number; "" nothing does */
	const char *close; /* one of these must follow it */
	const char *tail;  /* one of these may follow, and belongs to the mark */
	uint32_t whole_first, whole_last;
	unsigned whole_before; /* what the first of them is more than 1 by: ⓫ */
} style_rows[] = {
	{YD_NUMBERING_PART, HAN_OR_DIGIT, "第", "编 編 篇 部分", "", 0, 0, 0},
	{YD_NUMBERING_CHAPTER, HAN_OR_DIGIT, "第", "章", "", 0, 0, 0},
	{YD_NUMBERING_DIVISION, HAN_OR_DIGIT, "第", "节 節", "", 0, 0, 0},
	{YD_NUMBERING_ARTICLE, HAN_OR_DIGIT, "第", "条 條", "", 0, 0, 0},
	{YD_NUMBERING_ORDINAL, YD_NUM_HAN, "第 其",
		"， , 、 ： : 个方面， 个方面： 个方面、 個方面， 個方面： 个问题， 个问题： 点， "
		"点：",
		"", 0, 0, 0},
	{YD_NUMBERING_HAN_PAREN, YD_NUM_HAN, "（ (", "） )", "、 ． .", 0x3220, 0x3229, 0},
	{YD_NUMBERING_HAN_PAREN, 0, "", "", "、 ． .", 0x3280, 0x3289, 0},
	{YD_NUMBERING_DIGIT_PAREN, YD_NUM_DIGIT, "（ (", "） )", "、 ． .", 0x2474, 0x2487, 0},
	{YD_NUMBERING_HAN, YD_NUM_HAN, "", "、 ． . ， , ： :", "、 ． .", 0, 0, 0},
	{YD_NUMBERING_HAN_PAREN, YD_NUM_HAN, "", "） )", "、", 0, 0, 0},
	{YD_NUMBERING_DIGIT, YD_NUM_DIGIT, "", "． . 、", "、 ． .", 0x2488, 0x249B, 0},
	{YD_NUMBERING_DIGIT_CLOSE, YD_NUM_DIGIT, "", "） )", "、 ． .", 0, 0, 0},
	{YD_NUMBERING_DIGIT, YD_NUM_DIGIT, "", ODD_CLOSERS, "", 0, 0, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x2460, 0x2473, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x2776, 0x277F, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x2780, 0x2789, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x278A, 0x2793, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x24F5, 0x24FE, 0},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x24EB, 0x24F4, 10},
	{YD_NUMBERING_CIRCLED, 0, "", "", "、 ． .", 0x3251, 0x325F, 20},
	{YD_NUMBERING_PROSE, YD_NUM_HAN, "", "是 要", "， , ： :", 0, 0, 0},
	{YD_NUMBERING_BRACKETED, HAN_OR_DIGIT, "【 〖", "】 〗", "、 ． .", 0, 0, 0},
	{YD_NUMBERING_BRACKETED, YD_NUM_HAN, "〔 ［ [", "〕 ］ ]", "、 ． .", 0, 0, 0},
	{YD_NUMBERING_FORMAL, YD_NUM_FORMAL, "", "、 ． . ： :", "", 0, 0, 0},
	{YD_NUMBERING_STEM, YD_NUM_STEM, "", "、 ． .", "", 0, 0, 0},
	{YD_NUMBERING_STEM_PAREN, YD_NUM_STEM, "（ (", "） )", "、", 0, 0, 0},
	{YD_NUMBERING_ROMAN, YD_NUM_ROMAN, "", "、 ． .", "", 0, 0, 0},
	{YD_NUMBERING_ROMAN_PAREN, YD_NUM_ROMAN | YD_NUM_ROMAN_LOWER, "（ (", "） )", "", 0, 0, 0},
	{YD_NUMBERING_UPPER, YD_NUM_UPPER, "", "、 ． . ） )", "", 0, 0, 0},
	{YD_NUMBERING_UPPER_PAREN, YD_NUM_UPPER, "（ (", "） )", "", 0x24B6, 0x24CF, 0},
	{YD_NUMBERING_LOWER, YD_NUM_LOWER, "", "、 ． .", "", 0, 0, 0},
	{YD_NUMBERING_LOWER_PAREN, YD_NUM_LOWER, "（ (", "） )", "", 0x249C, 0x24B5, 0},
	{YD_NUMBERING_LOWER_PAREN, YD_NUM_LOWER, "", "） )", "", 0x24D0, 0x24E9, 0},
};
enum { STYLE_ROWS = sizeof style_rows / sizeof *style_rows };

/* What may stand before a mark, and belongs to it as printed; it is no part of the label. */
static const char bullets[] = "● • ■ ▪ ◆ ◇ ★ ☆ ▲ △ ► ▶ ➢ ➤ □ ◎ ❖ ◼ ⬛ 🔹 🔸 🔷 🔶 🔴 🔵 ·";

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

static bool take_number(cursor *c, unsigned alphabets, unsigned *value)
{
	if ((alphabets & YD_NUM_HAN) && take_dash_for_one(c, value))
		return true;
	size_t len = yd_number_take(rest_of(c), alphabets, value);
	c->at += len;
	return len > 0;
}

static bool take_whole(cursor *c, const struct style_row *row, unsigned *value)
{
	size_t len;
	uint32_t cp = peek(c, &len);
	if (!row->whole_first || cp < row->whole_first || cp > row->whole_last)
		return false;
	*value = cp - row->whole_first + 1 + row->whole_before;
	c->at += len;
	return true;
}

static bool take_label(cursor *c, const struct style_row *row, unsigned *value)
{
	cursor start = *c;
	bool whole = take_whole(c, row, value);
	if (!whole && row->numbers && take_one_of(c, row->open)) {
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
static bool counts_a_pair(cursor c, unsigned value, unsigned alphabet)
{
	unsigned second;
	if (!take_number(&c, alphabet, &second) || second != value + 1)
		return false;
	return take_one_of(&c, "年级 年級 、 类 類 级 級 档 檔 等 期 线 線 批 次 月 年 号 號 日 届 "
			       "屆 季 两 兩 和 学段 學段 中 幼");
}

/* Digits behind the dot: a decimal or a date (1.5万个, 12.4宪法日), unless they are a year
 * (1.2024年…). */
static bool goes_on_as_decimal(cursor c)
{
	size_t len;
	if (yd_digit_value(peek(&c, &len)) < 0)
		return false;
	size_t digits = 0;
	while (yd_digit_value(peek(&c, &len)) >= 0 && len)
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
	return row->style == YD_NUMBERING_HAN && yd_han_value(first) < 0;
}

/* 1， 1： 1。 */
static bool is_odd_digit(const struct style_row *row)
{
	return row->style == YD_NUMBERING_DIGIT &&
	       yd_str_starts(yd_str_of(row->close), YD_STR("，"));
}

/* 1.5万个 hardly ever begins an item; 3、5班 counts something, as an item 3、5月份 does; ⒈5 is one,
 * and so are 2.10月前, 1.6所初中 and 3.100节课, which no decimal counts. */
static yd_belief belief_before_digits(yd_str mark, cursor after)
{
	static const char whole[] = "月 所 名 位 次 场 家 门 间 级 届 +";
	size_t len, digits = 0;
	while (yd_digit_value(peek(&after, &len)) >= 0 && len)
		after.at += len, digits++;
	if (yd_str_ends(mark, YD_STR("、")) || digits > 2 || take_one_of(&after, whole))
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
		if (is_odd_digit(row))
			return YD_BELIEF_RUN;
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
		return row->style >= YD_NUMBERING_BRACKETED ? YD_BELIEF_RUN : YD_BELIEF_PLAIN;
	}
}

static bool is_pair(const struct style_row *row, unsigned value, const cursor *after)
{
	if (row->style == YD_NUMBERING_HAN)
		return counts_a_pair(*after, value, YD_NUM_HAN);
	if (row->style == YD_NUMBERING_DIGIT)
		return counts_a_pair(*after, value, YD_NUM_DIGIT);
	return false;
}

/* 任务一： 工程二　…: what a plan calls its parts, and their number. */
static yd_label read_named(yd_str text)
{
	static const char *const before[] = {"重点", "重大", "专项", "主要", "工作"};
	static const char *const names[] = {"任务", "工程", "行动", "专题", "项目", "目标", "板块",
		"模块", "环节", "步骤", "阶段", "篇章", "单元", "主题", "举措", "措施", "案例",
		"议题", "议程", "亮点", "工作", "问题", "原则", "任務", "項目", "措施"};
	static const char closers[] = "： : 、 ． .";
	cursor c = {text, 0};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (take_one_of(&c, before[i]))
			break;
	size_t name = 0;
	while (name < sizeof names / sizeof *names && !take_one_of(&c, names[name]))
		name++;
	unsigned value;
	if (name == sizeof names / sizeof *names || !take_number(&c, HAN_OR_DIGIT, &value))
		return (yd_label){0};
	size_t end = c.at;
	skip_spaces(&c);
	bool space = c.at > end || c.at == text.len;
	if (take_one_of(&c, closers))
		end = c.at;
	else if (!space)
		return (yd_label){0};
	skip_spaces(&c);
	return (yd_label){.style = YD_NUMBERING_NAMED,
		.value = value,
		.over = (unsigned)name,
		.mark = (uint32_t)end,
		.rest = (uint32_t)c.at,
		.belief = YD_BELIEF_RUN};
}

/* 一百名①，其中…: the mark of a note, in the middle of its sentence. */
static bool is_note_mark(const struct style_row *row, cursor after)
{
	return row->style == YD_NUMBERING_CIRCLED && take_one_of(&after, "， 。 ； ： ） ” ！ ？");
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

/* ● ■ ◆ before a mark: typists and web pages decorate it. Bytes of them and the blanks behind. */
static size_t decoration(yd_str text)
{
	enum { MOST = 3 };
	cursor c = {text, 0};
	for (int i = 0; i < MOST && take_one_of(&c, bullets); i++)
		skip_spaces(&c);
	return c.at;
}

static yd_label read_undecorated(yd_str text)
{
	for (size_t i = 0; i < STYLE_ROWS; i++) {
		const struct style_row *row = &style_rows[i];
		cursor c = {text, 0};
		unsigned value = 0;
		if (!take_label(&c, row, &value))
			continue;
		size_t end = c.at, len;
		if (is_odd_digit(row) && yd_digit_value(peek(&c, &len)) >= 0)
			continue; /* 8：30, 1,200 */
		skip_spaces(&c);
		bool pair = is_pair(row, value, &c);
		if ((pair && value == 1) || is_note_mark(row, c))
			return (yd_label){0};
		return (yd_label){
			.style = row->style,
			.value = value,
			.mark = (uint32_t)end,
			.rest = (uint32_t)c.at,
			.belief = pair ? YD_BELIEF_PAIR : belief_in(row, value, &c, end),
		};
	}
	yd_label named = read_named(text);
	return named.style == YD_NUMBERING_NONE ? read_sequence(text) : named;
}

yd_label yd_label_read(yd_str text)
{
	uint32_t before = (uint32_t)decoration(text);
	yd_label label = read_undecorated((yd_str){text.ptr + before, text.len - before});
	if (label.style != YD_NUMBERING_NONE)
		label.mark += before, label.rest += before;
	return label;
}

yd_str yd_label_of_mark(yd_str mark)
{
	static const char punctuation[] =
		"（ ( ） ) 、 ． . ， , 。 ： : 【 】 〖 〗 〔 〕 ［ ］ [ ]";
	cursor c = {mark, decoration(mark)};
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
