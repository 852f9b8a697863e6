/*
 * Joining lines. A text is hard-wrapped when many of its lines are about as wide as its widest
 * ones, hardly any is wider, and what they are parts of ends as sentences do. In such a text a full
 * line goes on in the next one, unless a paragraph is seen to begin there: a label that fits its
 * run, an indent, an empty line. Elsewhere only lines that cannot end there are joined: in a number
 * (2016 / 年), or behind a comma far into a paragraph.
 */
#include "unwrap.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

/* A line that ends inside a sentence may leave more: proportional type, words that are not broken.
 */
enum { LOOSE = 6 };

typedef struct wrapping {
	const yd_plan *plan;
	yd_page_line *lines;
	size_t count;
	uint32_t width;	      /* 0: not hard-wrapped */
	uint32_t limit;	      /* without a mark that hangs over the edge */
	bool blanks_part;     /* an empty line parts paragraphs */
	bool indents_begin;   /* a paragraph's first line is indented, others stand at `margin` */
	bool labels_indented; /* … and so are those that begin with a label */
	bool remarks_follow;  /* remarks in brackets stand behind the text they are of, on its line
			       */
	uint32_t margin;
	bool heads_alone[YD_NUMBERING_COUNT]; /* marks of the style begin headings alone on their
						 lines */
	unsigned last_of[YD_NUMBERING_COUNT]; /* last number taken for a label, of each style */
	bool *joins; /* for each line: it goes on in the paragraph of the line above */
} wrapping;

static bool ends_with_digit(yd_str text)
{
	static const char *const wide[] = {
		"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
	char last = text.len ? text.ptr[text.len - 1] : 0;
	return (last >= '0' && last <= '9') || YD_ENDS(text, wide);
}

static bool begins_with_any(yd_str text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (yd_str_starts(text, yd_str_of(words[i])))
			return true;
	return false;
}

#define BEGINS(text, words) begins_with_any((text), (words), YD_LENGTH(words))

/* 。 or ） at the start of a line: no paragraph begins so. */
static bool begins_closed(yd_str text)
{
	static const char *const marks[] = {"。", "，", "、", "；", "：", "）", "》", "”", "！",
		"？", "」", "』", "】", "〕", "％"};
	return begins_with_any(text, marks, YD_LENGTH(marks));
}

/* What never begins a paragraph behind a digit. */
static bool goes_on_a_number(yd_str text)
{
	static const char *const units[] = {"年", "月", "日", "％", "%", "万", "亿", "个", "所",
		"名", "人", "元", "余", "多", "项", "条", "号", "岁", "分", "届", "次", "家", "．",
		"平方", "公里", "套", "间", "台", "册", "门", "节", "期", "学年", "—", "-", "～",
		"〕"};
	return BEGINS(text, units);
}

static bool counts(const wrapping *w, size_t i)
{
	return yd_line_counts(&w->lines[i]);
}

static size_t line_below(const wrapping *w, size_t i)
{
	return yd_line_below(w->lines, w->count, i);
}

/* ---- paragraphs that show ---- */

static bool is_full(const wrapping *w, size_t i, uint32_t slack)
{
	return w->lines[i].width + slack >= w->width;
}

static int by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Where a remark in brackets stands that is not on the line below a full one, which would tell
 * nothing. */
static void find_remarks(wrapping *w)
{
	size_t inside = 0, own = 0;
	for (size_t i = 0; i < w->count; i++) {
		inside += counts(w, i) && yd_line_holds_remark(w->lines[i].text);
		own += i && counts(w, i) && yd_line_is_remark(w->lines[i].text) &&
		       !is_full(w, i - 1, LOOSE);
	}
	w->remarks_follow = inside > own;
}

/* The margin is that of most lines which go on; blank lines and indents tell where those do
 * without. */
static void find_signs(wrapping *w)
{
	uint32_t *indents = yd_alloc((w->count + 1) * sizeof *indents);
	size_t going_on = 0, behind_blank = 0, indented = 0;
	for (size_t i = 0; i < w->count; i++) {
		size_t below = line_below(w, i);
		if (!counts(w, i) || below >= w->count || !is_full(w, i, YD_WIDTH_SLACK) ||
			yd_line_ends_sentence(w->lines[i].text) || w->lines[below].label)
			continue;
		behind_blank += w->lines[below].blank > 0 && !w->lines[below].page_above;
		indents[going_on++] = w->lines[below].indent;
	}
	qsort(indents, going_on, sizeof *indents, by_number);
	w->margin = going_on ? indents[going_on / 2] : 0;
	size_t labels = 0, labels_indented = 0;
	for (size_t i = 0; i < w->count; i++) {
		bool moved = counts(w, i) && w->lines[i].indent != w->margin;
		indented += moved;
		/* Behind a full line one may stand in the middle of a sentence. */
		bool begins = moved || !i || w->lines[i].blank || !is_full(w, i - 1, LOOSE);
		labels += counts(w, i) && w->lines[i].label && begins;
		labels_indented += moved && w->lines[i].label;
	}
	w->blanks_part = behind_blank * 2 < going_on;
	w->indents_begin = indented >= 2;
	w->labels_indented = labels_indented >= 3 && labels_indented * 5 >= labels * 4;
	free(indents);
}

/* A mark and a few words, no part of a sentence: a heading, or the first line of one. */
static bool may_be_heading(yd_str text)
{
	return !yd_line_ends_sentence(text) && !yd_shape_has_inner_sentence(text) &&
	       !yd_shape_ends_open(text) &&
	       yd_count_chars(text, YD_TITLE_CHARS + 1) <= YD_TITLE_CHARS;
}

/* Styles whose headings stand alone wherever the width of the line shows it; few are as wide as a
 * line. */
static void find_heads(wrapping *w)
{
	enum { FEWEST = 2 };
	size_t alone[YD_NUMBERING_COUNT] = {0}, running[YD_NUMBERING_COUNT] = {0},
	       full[YD_NUMBERING_COUNT] = {0};
	for (size_t i = 0; i < w->count; i++) {
		if (!counts(w, i) || !w->lines[i].label)
			continue;
		yd_label label = yd_label_read(w->lines[i].text);
		if (label.belief != YD_BELIEF_PLAIN)
			continue;
		if (!may_be_heading(w->lines[i].text))
			running[label.style]++;
		else if (!is_full(w, i, LOOSE))
			alone[label.style]++;
		else
			full[label.style]++;
	}
	for (size_t s = 0; s < YD_NUMBERING_COUNT; s++)
		w->heads_alone[s] = alone[s] >= FEWEST && alone[s] > full[s] && !running[s];
}

/* A heading that is as wide as a full line, with a text below it, which ends as a sentence; the
 * rest of a heading does not. */
static bool is_full_heading(const wrapping *w, size_t above, size_t at)
{
	if (w->indents_begin || !w->lines[above].label || !may_be_heading(w->lines[above].text))
		return false;
	yd_label label = yd_label_read(w->lines[above].text);
	if (label.belief != YD_BELIEF_PLAIN || !w->heads_alone[label.style])
		return false;
	size_t last = at;
	while (is_full(w, last, LOOSE) && line_below(w, last) < w->count &&
		!w->lines[line_below(w, last)].label && !yd_line_ends_sentence(w->lines[last].text))
		last = line_below(w, last);
	return last > at && yd_line_ends_sentence(w->lines[last].text);
}

/* ---- does a line go on? ---- */

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
static bool holds_item_after(const wrapping *w, size_t at, const yd_label *label)
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
		if (!is_full(w, i, LOOSE))
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
static bool label_is_text(const wrapping *w, size_t above, size_t at, yd_str paragraph)
{
	static const char *const cut[] = {
		"第", "周", "期", "、", "（", "(", "“", "《", "和", "与", "及"};
	static const char *const after[] = {"项", "款", "目", "条", "点", "类", "档", "年级", "级"};
	yd_str text = w->lines[at].text, over = w->lines[above].text;
	yd_label label = yd_label_read(text);
	yd_str rest = {text.ptr + label.rest, text.len - label.rest};
	if (label.belief == YD_BELIEF_STRICT || label.belief == YD_BELIEF_PAIR)
		return true;
	if (begins_closed(rest) || holds_item_before(paragraph, &label, text) ||
		(label.value > 1 && holds_item_after(w, at, &label)))
		return true;
	if (yd_line_ends_sentence(over) || is_bracketed(paragraph))
		return false;
	if (ends_with_digit(over) && (text.ptr[0] >= '0' && text.ptr[0] <= '9'))
		return true;
	if (YD_ENDS(over, cut) || BEGINS(rest, after) || label.belief == YD_BELIEF_RUN)
		return true;
	unsigned last = w->last_of[label.style];
	return label.value != 1 && (label.value < last || label.value > last + 3);
}

static bool begins_item(yd_str text)
{
	static const char *const bullets[] = {"——", "●", "◆", "★", "■", "▲", "•", "○", "◎", "※",
		"☆", "◇", "□", "△", "►", "➢", "附件", "附：", "（责任", "(责任", "责任科室",
		"责任单位", "牵头单位"};
	return BEGINS(text, bullets);
}

/* A line that is a paragraph whatever stands around it. */
static bool stands_alone(yd_str text)
{
	enum { THANKS = 16 };
	bool thanks = yd_count_chars(text, THANKS + 1) <= THANKS && yd_shape_is_farewell(text);
	bool printed = yd_str_ends(text, YD_STR("印发")) && yd_shape_is_signature(text);
	return thanks || printed || yd_shape_is_date(text) || yd_shape_is_doc_no(text) ||
	       yd_shape_is_note(text) || yd_shape_is_furniture(text);
}

/* A body's name over the date that ends the document. */
static bool signs(const wrapping *w, size_t at)
{
	enum { SIGNERS = 3 };
	if (yd_str_ends(w->lines[at].text, YD_STR("日")) &&
		yd_shape_is_signature(w->lines[at].text))
		return true;
	for (size_t i = 0; i <= SIGNERS && at + i < w->count; i++) {
		yd_str text = w->lines[at + i].text;
		if (i && yd_shape_is_date(text))
			return true;
		if (!yd_shape_is_signature(text))
			return false;
	}
	return false;
}

/* 同志们： */
static bool is_short_address(yd_str text)
{
	enum { LONGEST = 14 };
	return yd_count_chars(text, LONGEST + 1) <= LONGEST && yd_shape_is_addressee(text);
}

/* A title that has said its kind: it does not run into the preamble. Of the first line that looks
 * like one, before any sentence, less is asked. */
static bool is_title(const wrapping *w, size_t i)
{
	enum { HEAD = 12, KIND_AND_LENGTH = YD_TITLE_SCORE + 1 };
	bool notice, first = true;
	if (i >= HEAD || w->lines[i].label || w->joins[i] ||
		yd_str_find(w->lines[i].text, YD_STR("，"), 0) != SIZE_MAX)
		return false;
	for (size_t above = 0; above < i && first; above++)
		first = !yd_line_ends_sentence(w->lines[above].text) &&
			yd_shape_title_score(w->lines[above].text, &notice) < KIND_AND_LENGTH;
	return yd_shape_title_score(w->lines[i].text, &notice) >=
	       (first ? KIND_AND_LENGTH : KIND_AND_LENGTH + 1);
}

/* How far from full a line may be that goes on. A heading may end where it likes; running text that
 * has left one sentence and is inside the next does not. */
static uint32_t slack_of(const wrapping *w, const yd_page_line *line, bool sentence)
{
	enum { RUNNING = 5 }; /* one part in so many of the width */
	if (sentence)
		return YD_WIDTH_SLACK;
	if (yd_shape_has_inner_sentence(line->text))
		return w->width / RUNNING > LOOSE ? w->width / RUNNING : LOOSE;
	return line->label ? YD_WIDTH_SLACK : LOOSE;
}

/* Columns of the word or number a line begins with, or of its first character. */
static uint32_t first_token(yd_str text)
{
	uint32_t columns = 0;
	for (; columns < text.len; columns++) {
		char c = text.ptr[columns], lower = (char)(c | 32);
		bool part = (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') ||
			    (columns && (c == '.' || c == '%'));
		if (!part)
			break;
	}
	return columns ? columns : 2;
}

/* The number or word that the line below begins with had no room. */
static bool had_no_room(const wrapping *w, const yd_page_line *over, const yd_page_line *line)
{
	return over->width + first_token(line->text) > w->limit;
}

/* 96. / 5%, 50 / 0: few other signs are left of such a line. */
static bool cuts_number(const yd_page_line *over, const yd_page_line *line)
{
	char first = line->text.ptr[0];
	yd_str number = over->text;
	if (first < '0' || first > '9')
		return false;
	if (!yd_str_ends(number, YD_STR(".")))
		return !line->label && ends_with_digit(number);
	number.len--;
	return ends_with_digit(number);
}

static bool goes_on(const wrapping *w, size_t above, size_t at, yd_str paragraph)
{
	const yd_page_line *over = &w->lines[above], *line = &w->lines[at];
	bool open = yd_line_ends_open(over->text) ||
		    yd_line_closes_bracket(paragraph, line->text) || cuts_number(over, line);
	bool sentence = !open && yd_line_ends_sentence(over->text);
	bool full = is_full(w, above, slack_of(w, over, sentence)) ||
		    (!sentence && had_no_room(w, over, line));
	bool remark = w->remarks_follow && yd_line_is_remark(line->text);
	if (!full || (begins_item(line->text) && !open && !remark))
		return false;
	bool page = line->page_above || at > above + 1;
	if (begins_closed(line->text))
		return true;
	if (line->blank && w->blanks_part && (!page || sentence))
		return false;
	if (w->indents_begin && line->indent != w->margin)
		return false;
	if (open || remark)
		return true;
	if (is_title(w, above) || is_full_heading(w, above, at))
		return false;
	if (line->label)
		return w->labels_indented || label_is_text(w, above, at, paragraph);
	if (stands_alone(line->text) || stands_alone(over->text) || signs(w, at))
		return false;
	if (!sentence)
		return true;
	if (yd_shape_is_addressee(paragraph) || is_short_address(line->text))
		return false;
	/* Behind a full stop that ends a full line: a paragraph, where indents tell them; else what
	 * is as long as text, or ends as text. */
	if (w->indents_begin)
		return true;
	return is_full(w, at, LOOSE) || yd_line_ends_sentence(line->text);
}

/* A line that cannot end where it ends, in a text that is not hard-wrapped. */
static bool is_cut(const wrapping *w, size_t above, size_t at)
{
	enum { NUMBER = 6, LONG = 46 };
	static const char *const commas[] = {"，", "、"};
	const yd_page_line *over = &w->lines[above], *line = &w->lines[at];
	if (over->apart || line->apart || line->blank)
		return false;
	size_t chars = w->plan->paras[above].chars;
	if (yd_line_ends_open(over->text))
		return true;
	if (begins_closed(line->text) && chars > YD_TITLE_CHARS / 3)
		return true;
	if (chars >= NUMBER && ends_with_digit(over->text) && goes_on_a_number(line->text))
		return true;
	return chars >= LONG && YD_ENDS(over->text, commas) &&
	       yd_label_read(line->text).style == YD_NUMBERING_NONE && !begins_item(line->text);
}

static void remember_label(wrapping *w, size_t i)
{
	yd_label label = yd_label_read(w->lines[i].text);
	if (label.style != YD_NUMBERING_NONE && label.belief != YD_BELIEF_STRICT &&
		label.belief != YD_BELIEF_PAIR)
		w->last_of[label.style] = label.value;
}

static bool decide(wrapping *w)
{
	bool any = false;
	yd_buf paragraph = {0};
	size_t above = SIZE_MAX;
	for (size_t i = 0; i < w->count; i++) {
		any |= w->lines[i].skipped || w->lines[i].spaced;
		if (w->lines[i].skipped)
			continue;
		if (above != SIZE_MAX && counts(w, above) && counts(w, i))
			w->joins[i] = (w->width && goes_on(w, above, i, yd_buf_str(&paragraph))) ||
				      is_cut(w, above, i);
		any |= w->joins[i];
		if (w->width) {
			if (!w->joins[i]) {
				yd_buf_clear(&paragraph);
				remember_label(w, i);
			}
			yd_buf_add_str(&paragraph, w->lines[i].text);
		}
		above = i;
	}
	yd_buf_free(&paragraph);
	return any;
}

/* ---- page numbers and running heads ---- */

static bool is_repeated_at_page(
	const wrapping *w, size_t at, int side, const size_t *pages, size_t count)
{
	for (size_t p = 0; p < count; p++) {
		size_t other = pages[p] + (size_t)side;
		if (other != at && other < w->count &&
			yd_str_equal(w->lines[other].text, w->lines[at].text))
			return true;
	}
	return false;
}

static bool is_running_text(yd_str text)
{
	static const char *const marks[] = {"，", "。", "；"};
	return YD_HOLDS(text, marks);
}

static void skip_running_heads(wrapping *w, const size_t *pages, size_t count)
{
	enum { MOST = 200, SHORTEST = 4 }; /* pages looked at for each of them; characters */
	for (size_t p = 0; p < count; p++)
		for (int side = -1; side <= 1; side += 2) {
			size_t at = pages[p] + (size_t)side;
			if (at >= w->count || w->lines[at].label || w->lines[at].skipped ||
				is_running_text(w->lines[at].text) ||
				w->plan->paras[at].chars > YD_TITLE_CHARS ||
				w->plan->paras[at].chars < SHORTEST)
				continue;
			size_t first = p > MOST / 2 ? p - MOST / 2 : 0;
			size_t many = count - first < MOST ? count - first : MOST;
			if (is_repeated_at_page(w, at, side, pages + first, many))
				w->lines[at].skipped = true;
		}
}

/* Numbers that go up by one from page to page; alone on their line only when lines are wrapped. */
static void skip_page_numbers(wrapping *w)
{
	size_t *pages = yd_alloc((w->count + 1) * sizeof *pages), count = 0, at_last = 0;
	unsigned value, last = 0;
	for (size_t i = 0; i < w->count; i++) {
		bool shaped = yd_line_is_page_number(w->lines[i].text, false, &value);
		bool bare = !shaped && w->width &&
			    yd_line_is_page_number(w->lines[i].text, true, &value);
		if (w->lines[i].apart || !(shaped || bare))
			continue;
		enum { SHORTEST_PAGE = 4 };
		if (bare && last && value != last + 1)
			continue;
		if (bare && i < at_last + SHORTEST_PAGE)
			continue;
		last = value;
		at_last = i;
		pages[count++] = i;
		w->lines[i].skipped = true;
	}
	skip_running_heads(w, pages, count);
	for (size_t p = 0; p < count; p++) {
		size_t below = line_below(w, pages[p]);
		if (below < w->count)
			w->lines[below].page_above = true;
	}
	/* At the very end they are furniture by their place. */
	for (size_t i = w->count; i-- > 0 && w->lines[i].skipped;)
		w->lines[i].skipped = false;
	free(pages);
}

/* ---- whether it is worth a closer look ---- */

/* Hardly any line is too long to be a wrapped one. */
static bool may_be_wrapped(const yd_plan *plan)
{
	size_t lines = 0, longer = 0;
	for (size_t i = 0; i < plan->para_count; i++)
		longer += plan->paras[i].chars > YD_WIDEST / 2 + 2, lines++;
	return lines >= 3 && longer <= 1 + lines / 10;
}

static bool is_worth_it(const yd_plan *plan)
{
	enum { SHORT = 16, LONG = 46 };
	static const char *const commas[] = {"，", "、"};
	unsigned value;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_str text = yd_para_text(plan, i);
		if (plan->paras[i].chars <= SHORT && yd_line_is_page_number(text, false, &value))
			return true;
		if (ends_with_digit(text) && i + 1 < plan->para_count &&
			goes_on_a_number(yd_para_text(plan, i + 1)))
			return true;
		if (i && begins_closed(text) && plan->paras[i - 1].chars > YD_TITLE_CHARS / 3)
			return true;
		if ((plan->paras[i].chars >= LONG && YD_ENDS(text, commas)) ||
			yd_line_ends_open(text) || yd_line_is_spaced(text))
			return true;
	}
	return false;
}

bool yd_unwrap(const yd_plan *plan, yd_unwrapped *out)
{
	*out = (yd_unwrapped){0};
	bool narrow = may_be_wrapped(plan);
	if (!narrow && !is_worth_it(plan))
		return false;
	yd_buf plain = {0};
	wrapping w = {
		.plan = plan, .lines = yd_lines_measure(plan, &plain), .count = plan->para_count};
	w.joins = yd_alloc((w.count + 1) * sizeof *w.joins);
	if (narrow) {
		for (size_t i = 0; i < w.count; i++) {
			unsigned page;
			w.lines[i].label =
				yd_label_read(w.lines[i].text).style != YD_NUMBERING_NONE;
			w.lines[i].skipped = !w.lines[i].apart &&
					     yd_line_is_page_number(w.lines[i].text, false, &page);
		}
		w.width = yd_lines_find_width(w.lines, w.count, &w.limit);
	}
	skip_page_numbers(&w);
	if (w.width) {
		find_signs(&w);
		find_remarks(&w);
		find_heads(&w);
	}
	bool any = decide(&w);
	if (any)
		yd_unwrap_build(plan->source, w.lines, w.joins, w.count, out);
	free(w.joins);
	free(w.lines);
	yd_buf_free(&plain);
	return any;
}
