/* A label at the start of a line of hard-wrapped text: a paragraph begins, or the line happens to
 * begin there inside a sentence. */
#include "unwrap.h"
#include "words.h"

/* Is `at` behind ， or ；, where an item of an enumeration in running text begins? */
static bool follows_mark(yd_str text, size_t at)
{
	static const char *const marks[] = {"，", "；", "。", "：", "、"};
	return YD_ENDS(((yd_str){text.ptr, at}), marks);
}

/* What the item with the number `value` of the enumeration of `label` begins with: 一是 of 二是. */
static void item_word(const yd_label *label, yd_str mark, unsigned value, yd_buf *out)
{
	static const char *const numbers[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	static const char *const sequence[] = {"首先", "其次", "最后"};
	if (value < 1 || value > YD_LENGTH(numbers))
		return;
	mark.len = label->mark;
	bool wide = yd_str_find(mark, YD_STR("（"), 0) != SIZE_MAX;
	if (label->style == YD_NUMBERING_PROSE)
		yd_buf_printf(out, "%s%s", numbers[value - 1],
			yd_str_find(mark, YD_STR("要"), 0) != SIZE_MAX ? "要" : "是");
	else if (label->style == YD_NUMBERING_ORDINAL)
		yd_buf_printf(out, "%s%s", yd_str_starts(mark, YD_STR("第")) ? "第" : "其",
			numbers[value - 1]);
	else if (label->style == YD_NUMBERING_SEQUENCE)
		yd_buf_puts(out, sequence[value > 3 ? 2 : value - 1]);
	else if (label->style == YD_NUMBERING_CIRCLED)
		yd_buf_printf(out, "\xE2\x91%c", (char)(0xA0 + value - 1));
	else if (label->style == YD_NUMBERING_DIGIT_PAREN)
		yd_buf_printf(out, wide ? "（%u" : "(%u", value);
	else if (label->style == YD_NUMBERING_HAN_PAREN)
		yd_buf_printf(out, "（%s", numbers[value - 1]);
}

/* Does the paragraph hold the item before `label` inside it, as it stands behind 一是…，? */
static bool holds_item_before(yd_str paragraph, const yd_label *label, yd_str mark)
{
	yd_buf before = {0};
	bool sequence = label->style == YD_NUMBERING_SEQUENCE;
	if (label->value > 1)
		item_word(label, mark, sequence ? 1 : label->value - 1, &before);
	size_t at = before.len ? yd_str_find(paragraph, yd_buf_str(&before), 3) : SIZE_MAX;
	bool holds = at != SIZE_MAX;
	yd_buf_free(&before);
	return holds;
}

/* Does the next item stand inside a line of the paragraph that the line `at` would begin? Then all
 * of them are one paragraph. */
static bool holds_item_after(const yd_wrapping *w, size_t at, const yd_label *label)
{
	enum { MOST_LINES = 12 };
	yd_buf after = {0};
	bool holds = false;
	if (yd_numbering_is_prose(label->style) || label->style == YD_NUMBERING_CIRCLED)
		item_word(label, w->lines[at].text, label->value + 1, &after);
	for (size_t i = at; after.len && !holds && i < w->count && i < at + MOST_LINES; i++) {
		if (i > at && (w->lines[i].blank || w->lines[i].label))
			break;
		size_t found = yd_str_find(w->lines[i].text, yd_buf_str(&after), 3);
		holds = found != SIZE_MAX && follows_mark(w->lines[i].text, found);
		if (!yd_wrapping_is_full(w, i, YD_WIDTH_LOOSE))
			break;
	}
	yd_buf_free(&after);
	return holds;
}

/* （2020年11月27日…通过） */
static bool is_bracketed(yd_str paragraph)
{
	return yd_str_starts(paragraph, YD_STR("（")) && yd_str_ends(paragraph, YD_STR("）"));
}

/* A label at the start of a line that stands in the middle of a sentence: 依照第三条 / （二）项. */
bool yd_wrapping_label_is_text(const yd_wrapping *w, size_t above, size_t at, yd_str paragraph)
{
	static const char *const cut[] = {
		"第", "周", "期", "、", "（", "(", "“", "《", "和", "与", "及"};
	static const char *const after[] = {"项", "款", "目", "条", "点", "类", "档", "年级", "级"};
	yd_str text = w->lines[at].text, over = w->lines[above].text;
	yd_label label = yd_label_read(text);
	yd_str rest = {text.ptr + label.rest, text.len - label.rest};
	if (yd_line_ends_sentence(over) && yd_decimal_read(text).style != YD_NUMBERING_NONE)
		return false;
	if (label.belief == YD_BELIEF_STRICT || label.belief == YD_BELIEF_PAIR)
		return true;
	if (yd_line_begins_closed(rest) || holds_item_before(paragraph, &label, text) ||
		(label.value > 1 && holds_item_after(w, at, &label)))
		return true;
	if (yd_line_ends_sentence(over) || is_bracketed(paragraph))
		return false;
	if (yd_line_ends_in_digit(over) && (text.ptr[0] >= '0' && text.ptr[0] <= '9'))
		return true;
	if (YD_ENDS(over, cut) || YD_BEGINS(rest, after) || label.belief == YD_BELIEF_RUN)
		return true;
	unsigned last = w->last_of[label.style];
	return label.value != 1 && (!last || label.value < last || label.value > last + 3);
}
