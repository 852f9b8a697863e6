/*
 * Numbers of several parts, as standards number (GB/T 1.1): 1 over 1.1 over 1.1.1. One alone is a
 * decimal or a date; 1.1 is a label where 1.2 or 1.1.1 follows it, or where it goes on from one
 * that is.
 */
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
	size_t at = 0;
	*value = 0;
	while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' &&
		*value <= LARGEST_PART)
		*value = *value * 10 + (unsigned)(text.ptr[at++] - '0');
	return *value && *value <= LARGEST_PART ? at : 0;
}

/* 2.1 or 2.1.3 at the start, with text behind it; or 2 alone before white space. Style NONE: none.
 */
static yd_label read_decimal(yd_str text)
{
	static const yd_numbering styles[] = {
		YD_NUMBERING_DIGIT, YD_NUMBERING_DECIMAL, YD_NUMBERING_DECIMAL_3};
	unsigned parts[MOST_PARTS] = {0}, count = 0;
	size_t at = 0;
	while (count < MOST_PARTS) {
		size_t len = take_part((yd_str){text.ptr + at, text.len - at}, &parts[count]);
		if (!len)
			break;
		at += len;
		count++;
		if (count == MOST_PARTS || at + 1 >= text.len || text.ptr[at] != '.' ||
			text.ptr[at + 1] < '0' || text.ptr[at + 1] > '9')
			break;
		at++;
	}
	yd_str behind = {text.ptr + at, text.len - at}, rest = yd_text_trim(behind);
	bool space = rest.ptr > behind.ptr;
	bool digit = rest.len && rest.ptr == behind.ptr &&
		     (rest.ptr[0] == '.' || (rest.ptr[0] >= '0' && rest.ptr[0] <= '9'));
	if (!count || digit || is_measure(rest) || (count == 1 && !space))
		return (yd_label){0};
	return (yd_label){.style = styles[count - 1],
		.value = parts[count - 1],
		.over = count == 3   ? parts[0] * 1000 + parts[1]
			: count == 2 ? parts[0]
				     : 0,
		.mark = (uint32_t)at,
		.rest = (uint32_t)(rest.ptr - text.ptr)};
}

/* Does a label of this style come later whose number is the next one? */
static bool is_followed(const yd_label *label, const yd_label *later, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const yd_label *other = &later[i];
		if (other->style == YD_NUMBERING_NONE)
			continue;
		if (other->style == label->style)
			return other->over == label->over && other->value == label->value + 1;
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
	for (size_t i = 0; i < n; i++) {
		yd_str text = yd_para_text(plan, i);
		if (!plan->paras[i].label.automatic && text.len && text.ptr[0] >= '1' &&
			text.ptr[0] <= '9')
			labels[i] = read_decimal(text);
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
		bool keep = first_below || is_followed(label, label + 1, n - i - 1) ||
			    (!one && (goes_on || begins_branch(label, before)));
		if (!keep)
			continue;
		*before = *label;
		plan->paras[i].label = *label;
	}
	free(labels);
}
