/*
 * Numbers of several parts, as standards number (GB/T 1.1): 1 over 1.1 over 1.1.1. One alone is a
 * decimal or a date; 1.1 is a label where 1.2 or 1.1.1 follows it, or where it goes on from one
 * that is.
 */
#include "numbers.h"
#include "paragraphs.h"
#include "words.h"

#include <stdlib.h>
#include <yaodian/text.h>

enum { MOST_PARTS = 3, LARGEST_PART = 99 };

/* What stands behind a count or a date, and behind no number of a heading. */
static bool is_measure(yd_str rest)
{
	static const char *const units[] = {"万", "亿", "%", "％", "个", "元", "米", "平方", "公里",
		"年", "月", "日", "倍", "岁", "级", "版", "分", "小时", "名", "所", "人", "千",
		"吨", "公顷", "亩", "百分点", "‰"};
	if (!rest.len)
		return true;
	for (size_t i = 0; i < YD_LENGTH(units); i++)
		if (yd_str_starts(rest, yd_str_of(units[i])))
			return true;
	return false;
}

static size_t take_part(yd_str text, unsigned *value)
{
	size_t at = yd_number_take(text, YD_NUM_DIGIT, value);
	uint32_t cp;
	if (at)
		yd_utf8_decode(text, &cp, NULL);
	return at && yd_digit_value(cp) > 0 && *value <= LARGEST_PART ? at : 0;
}

/* The point between two parts at the start of `text`, a digit behind it; 0: none. */
static size_t take_point(yd_str text)
{
	static const char *const points[] = {".", "．"};
	for (size_t i = 0; i < YD_LENGTH(points); i++) {
		yd_str point = yd_str_of(points[i]), rest = text;
		uint32_t cp = 0;
		if (!yd_take_word(&rest, points[i]))
			continue;
		yd_utf8_decode(rest, &cp, NULL);
		return rest.len && yd_digit_value(cp) >= 0 ? point.len : 0;
	}
	return 0;
}

/* Bytes of the punctuation behind the last part: 1.1. 1.1、 */
static size_t take_end(yd_str text)
{
	static const char *const ends[] = {".", "．", "、"};
	for (size_t i = 0; i < YD_LENGTH(ends); i++) {
		yd_str rest = text;
		if (yd_take_word(&rest, ends[i]))
			return text.len - rest.len;
	}
	return 0;
}

static bool begins_with_digit(yd_str text)
{
	uint32_t cp = 0;
	return yd_utf8_decode(text, &cp, NULL) && yd_digit_value(cp) >= 0;
}

/* 2.1 or 2.1.3 at the start, with text behind it; or 2 alone before white space. Style NONE: none.
 * *measure: what follows may be what it counts.
 */
static yd_label read_decimal(yd_str text, bool *measure)
{
	static const yd_numbering styles[] = {
		YD_NUMBERING_DIGIT, YD_NUMBERING_DECIMAL, YD_NUMBERING_DECIMAL_3};
	unsigned parts[MOST_PARTS] = {0}, count = 0;
	size_t at = 0, point = 0;
	do {
		size_t len = take_part(
			(yd_str){text.ptr + at + point, text.len - at - point}, &parts[count]);
		if (!len)
			break;
		at += point + len;
		count++;
		point = take_point((yd_str){text.ptr + at, text.len - at});
	} while (point && count < MOST_PARTS);
	if (count > 1)
		at += take_end((yd_str){text.ptr + at, text.len - at});
	yd_str behind = {text.ptr + at, text.len - at}, rest = yd_text_trim(behind);
	bool space = rest.ptr > behind.ptr;
	bool goes_on = !space && (yd_str_starts(rest, YD_STR(".")) || begins_with_digit(rest));
	*measure = is_measure(rest);
	if (!count || goes_on || !rest.len || (count == 1 && (!space || *measure)))
		return (yd_label){0};
	return (yd_label){.style = styles[count - 1],
		.value = parts[count - 1],
		.over = count == 3   ? parts[0] * 1000 + parts[1]
			: count == 2 ? parts[0]
				     : 0,
		.mark = (uint32_t)at,
		.rest = (uint32_t)(rest.ptr - text.ptr)};
}

yd_label yd_decimal_read(yd_str text)
{
	bool measure;
	yd_label label = begins_with_digit(text) ? read_decimal(text, &measure) : (yd_label){0};
	bool decimal = label.style == YD_NUMBERING_DECIMAL || label.style == YD_NUMBERING_DECIMAL_3;
	return decimal && !measure ? label : (yd_label){0};
}

/* Does a label of this style come later whose number is the next one? */
static bool is_followed(
	const yd_label *label, const yd_label *later, const bool *measures, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const yd_label *other = &later[i];
		bool next = other->style == label->style && other->over == label->over &&
			    other->value == label->value + 1;
		if (other->style == YD_NUMBERING_NONE || (measures[i] && !next))
			continue;
		if (other->style == label->style)
			return next;
		if (label->style == YD_NUMBERING_DECIMAL && other->style == YD_NUMBERING_DECIMAL_3)
			return other->over == label->over * 1000 + label->value &&
			       other->value == 1;
		if (label->style == YD_NUMBERING_DIGIT)
			return other->style == YD_NUMBERING_DECIMAL &&
			       other->over == label->value && other->value == 1;
		if (other->style == YD_NUMBERING_DIGIT)
			return false;
	}
	return false;
}

/* The first number of a new branch: 2.1 behind 1.x, 1.2.1 behind 1.1.x. */
static bool begins_branch(const yd_label *label, const yd_label *last)
{
	return label->value == 1 && last->style != YD_NUMBERING_NONE &&
	       label->over == last->over + 1;
}

void yd_decimals_find(yd_plan *plan)
{
	size_t n = plan->para_count, decimals = 0;
	yd_label *labels = yd_alloc((n + 1) * sizeof *labels);
	bool *measures = yd_alloc((n + 1) * sizeof *measures);
	for (size_t i = 0; i < n; i++) {
		yd_str text = yd_para_text(plan, i);
		if (!plan->paras[i].label.automatic && begins_with_digit(text))
			labels[i] = read_decimal(text, &measures[i]);
		decimals += labels[i].style >= YD_NUMBERING_DECIMAL;
	}
	yd_label last[YD_NUMBERING_COUNT] = {{0}};
	for (size_t i = 0; decimals > 1 && i < n; i++) {
		const yd_label *label = &labels[i];
		yd_label *before = &last[label->style];
		if (label->style == YD_NUMBERING_NONE)
			continue;
		bool goes_on = before->style != YD_NUMBERING_NONE && label->over == before->over &&
			       label->value == before->value + 1;
		bool one = label->style == YD_NUMBERING_DIGIT;
		const yd_label *above = &last[YD_NUMBERING_DECIMAL];
		bool first_below = label->style == YD_NUMBERING_DECIMAL_3 && label->value == 1 &&
				   label->over == above->over * 1000 + above->value;
		bool followed = is_followed(label, label + 1, measures + i + 1, n - i - 1);
		bool branch = begins_branch(label, before);
		/* 2.2年度目标 goes on from 2.1; 1.2万名 is no beginning. */
		if (measures[i] && !goes_on && !first_below && !(branch && followed))
			continue;
		bool keep = first_below || followed || (!one && (goes_on || branch));
		if (!keep)
			continue;
		*before = *label;
		plan->paras[i].label = *label;
	}
	free(measures);
	free(labels);
}
