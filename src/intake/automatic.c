/*
 * Automatic numbers, which a file keeps apart from its text. What they count is known, so that they
 * need no witness; their form tells the level, as everywhere.
 */
#include "paragraphs.h"
#include "words.h"

#include <string.h>
#include <yaodian/text.h>

enum { MOST_PARTS = 3, LONGEST_OTHER = 8, LARGEST_PART = 999 };

/* 1, 2.1, 2.1.3, a point behind it or none. Style NONE: it is something else. */
static yd_label read_parts(yd_str number)
{
	static const yd_numbering styles[] = {
		YD_NUMBERING_DIGIT, YD_NUMBERING_DECIMAL, YD_NUMBERING_DECIMAL_3};
	unsigned parts[MOST_PARTS] = {0}, count = 0;
	size_t at = 0;
	while (at < number.len && count < MOST_PARTS) {
		size_t first = at;
		while (at < number.len && number.ptr[at] >= '0' && number.ptr[at] <= '9' &&
			parts[count] <= LARGEST_PART)
			parts[count] = parts[count] * 10 + (unsigned)(number.ptr[at++] - '0');
		if (at == first)
			return (yd_label){0};
		count++;
		if (at < number.len && number.ptr[at++] != '.')
			return (yd_label){0};
	}
	if (!count || at < number.len)
		return (yd_label){0};
	return (yd_label){.style = styles[count - 1],
		.value = parts[count - 1],
		.over = count == 3   ? parts[0] * 1000 + parts[1]
			: count == 2 ? parts[0]
				     : 0};
}

static bool holds_letter(yd_str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		bool ascii = (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
		if (ascii || yd_cp_is_han(cp) || (cp >= 0x2160 && cp <= 0x217F) ||
			(cp >= 0x2460 && cp <= 0x24FF) || (cp >= 0x2776 && cp <= 0x2793) ||
			(cp >= 0x3220 && cp <= 0x3229) || (cp >= 0x3280 && cp <= 0x3289))
			return true;
	}
	return false;
}

/* a) Ⅰ. 甲、 and what else a list may count with: the first of its alphabet begins a run. */
static yd_label read_other(yd_str number, const yd_label *last)
{
	static const char *const firsts[] = {
		"a", "A", "i", "I", "1", "甲", "子", "Ⅰ", "ⅰ", "壹", "㊀", "❶", "①", "⑴", "⒈"};
	yd_str label = yd_label_of_mark(number);
	bool first = false;
	if (yd_count_chars(label, LONGEST_OTHER + 1) > LONGEST_OTHER || !holds_letter(label))
		return (yd_label){0};
	for (size_t i = 0; i < YD_LENGTH(firsts); i++)
		first |= yd_str_equal(label, yd_str_of(firsts[i]));
	/* i is the ninth letter as well. */
	if (yd_str_equal(label, YD_STR("i")) || yd_str_equal(label, YD_STR("I")))
		first = !(last->style == YD_NUMBERING_OTHER && last->value == 8);
	bool goes_on = last->style == YD_NUMBERING_OTHER && !first;
	return (yd_label){.style = YD_NUMBERING_OTHER, .value = goes_on ? last->value + 1 : 1};
}

yd_label yd_label_automatic(yd_str text, uint32_t number, const yd_label *last)
{
	static const char *const names[] = {"附", "表", "图", "注", "例"};
	yd_str printed = yd_text_trim((yd_str){text.ptr, number});
	yd_label label = read_parts(printed);
	for (size_t i = 0; i < YD_LENGTH(names); i++)
		if (yd_str_starts(printed, yd_str_of(names[i])))
			return label;
	if (label.style == YD_NUMBERING_NONE)
		label = yd_label_read(printed);
	/* i. is a number or the ninth letter: the list tells. */
	if (label.style >= YD_NUMBERING_STEM && label.style <= YD_NUMBERING_LOWER_PAREN)
		label = (yd_label){0};
	if (label.style != YD_NUMBERING_NONE && label.mark && label.mark < printed.len)
		label = (yd_label){0};
	if (label.style == YD_NUMBERING_NONE)
		label = read_other(printed, last);
	if (label.style == YD_NUMBERING_NONE || label.value == 0)
		return (yd_label){0};
	yd_str rest = yd_text_trim((yd_str){text.ptr + number, text.len - number});
	label.mark = (uint32_t)printed.len;
	label.rest = rest.len ? (uint32_t)(rest.ptr - text.ptr) : (uint32_t)text.len;
	label.belief = YD_BELIEF_PLAIN;
	label.automatic = true;
	return label;
}
