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
#include <yaodian/text.h>

static bool counts(const yd_wrapping *w, size_t i)
{
	return yd_line_counts(&w->lines[i]);
}

/* ---- does a line go on? ---- */

/* Of the page; 70%。 has no words either, but ends a sentence. */
static bool is_page(yd_str text)
{
	return yd_shape_is_furniture(text) && !yd_str_ends(text, YD_STR("。"));
}

/* A line that is a paragraph whatever stands around it. */
static bool stands_alone(yd_str text)
{
	enum { THANKS = 16 };
	bool thanks = yd_count_chars(text, THANKS + 1) <= THANKS && yd_shape_is_farewell(text);
	bool printed = yd_str_ends(text, YD_STR("印发")) && yd_shape_is_signature(text);
	return thanks || printed || yd_shape_is_date(text) || yd_shape_is_doc_no(text) ||
	       yd_shape_is_note(text) || is_page(text);
}

/* Is one of two lines a paragraph by its words? Where indents tell paragraphs, a note may be longer
 * than a line, and thanks the end of a sentence. */
static bool is_parted(const yd_wrapping *w, const yd_page_line *over, const yd_page_line *line)
{
	if (!w->indents_begin)
		return stands_alone(line->text) || stands_alone(over->text);
	return yd_shape_is_date(line->text) || yd_shape_is_date(over->text) ||
	       yd_shape_is_doc_no(line->text) || yd_shape_is_doc_no(over->text) ||
	       is_page(line->text);
}

/* A body's name over the date that ends the document. */
static bool signs(const yd_wrapping *w, size_t at)
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
static bool is_title(const yd_wrapping *w, size_t i)
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

/* …工作要点 / 的通知: the title goes on after all. */
static bool ends_notice(yd_str title, yd_str below)
{
	enum { LONGEST = 6 };
	return yd_count_chars(below, LONGEST + 1) <= LONGEST &&
	       yd_str_ends(below, YD_STR("通知")) &&
	       yd_str_find(title, YD_STR("关于"), 0) != SIZE_MAX;
}

/* How far from full a line may be that goes on. A heading may end where it likes; running text that
 * has left one sentence and is inside the next does not. */
static uint32_t slack_of(const yd_wrapping *w, const yd_page_line *line, bool sentence)
{
	enum { RUNNING = 5 }; /* one part in so many of the width */
	if (sentence)
		return YD_WIDTH_SLACK;
	if (yd_shape_has_inner_sentence(line->text))
		return w->width / RUNNING > YD_WIDTH_LOOSE ? w->width / RUNNING : YD_WIDTH_LOOSE;
	return line->label ? YD_WIDTH_SLACK : YD_WIDTH_LOOSE;
}

/* The number or word that the line below begins with had no room. */
static bool had_no_room(const yd_wrapping *w, const yd_page_line *over, const yd_page_line *line)
{
	return over->width + yd_line_first_token(line->text) > w->limit;
}

/* 96. / 5%, 50 / 0: few other signs are left of such a line. */
static bool cuts_number(const yd_page_line *over, const yd_page_line *line)
{
	char first = line->text.ptr[0];
	yd_str number = over->text;
	if (first < '0' || first > '9')
		return false;
	if (!yd_str_ends(number, YD_STR(".")))
		return !line->label && yd_line_ends_in_digit(number);
	number.len--;
	return yd_line_ends_in_digit(number);
}

static bool goes_on(const yd_wrapping *w, size_t above, size_t at, yd_str paragraph)
{
	const yd_page_line *over = &w->lines[above], *line = &w->lines[at];
	bool open = yd_line_ends_open(over->text) ||
		    yd_line_closes_bracket(paragraph, line->text) || cuts_number(over, line);
	bool sentence = !open && yd_line_ends_sentence(over->text);
	bool full = yd_wrapping_is_full(w, above, slack_of(w, over, sentence)) ||
		    (!sentence && had_no_room(w, over, line));
	bool remark = w->remarks_follow && yd_line_is_remark(line->text);
	if (!full || (!open && yd_wrapping_is_ended_heading(w, above, at)) ||
		(yd_line_begins_item(line->text) && !open && !remark))
		return false;
	bool page = line->page_above || at > above + 1;
	if (yd_line_begins_closed(line->text))
		return true;
	if (line->blank && w->blanks_part && (!page || sentence))
		return false;
	if (w->indents_begin && line->indent != w->margin)
		return false;
	if (open || remark)
		return true;
	bool title = is_title(w, above) && !ends_notice(over->text, line->text);
	if (title || yd_wrapping_is_full_heading(w, above, at))
		return false;
	if (line->label)
		return w->labels_indented || yd_wrapping_label_is_text(w, above, at, paragraph);
	if (is_parted(w, over, line) || signs(w, at))
		return false;
	if (!sentence)
		return true;
	if (yd_shape_is_addressee(paragraph) || is_short_address(line->text))
		return false;
	/* Behind a full stop that ends a full line: a paragraph, where indents tell them; else what
	 * is as long as text, or ends as text. */
	if (w->indents_begin)
		return true;
	return yd_wrapping_is_full(w, at, YD_WIDTH_LOOSE) || yd_line_ends_sentence(line->text);
}

static void remember_label(yd_wrapping *w, size_t i)
{
	yd_label label = yd_label_read(w->lines[i].text);
	if (label.style != YD_NUMBERING_NONE && label.belief != YD_BELIEF_STRICT &&
		label.belief != YD_BELIEF_PAIR)
		w->last_of[label.style] = label.value;
}

static bool decide(yd_wrapping *w)
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
				      yd_lines_are_cut(w, above, i, yd_buf_str(&paragraph));
		any |= w->joins[i];
		if (!w->joins[i]) {
			yd_buf_clear(&paragraph);
			remember_label(w, i);
		}
		yd_buf_add_str(&paragraph, w->lines[i].text);
		above = i;
	}
	yd_buf_free(&paragraph);
	return any;
}

/* Hardly any line is too long to be a wrapped one. */
static bool may_be_wrapped(const yd_plan *plan)
{
	size_t lines = 0, longer = 0;
	for (size_t i = 0; i < plan->para_count; i++)
		longer += plan->paras[i].chars > YD_WIDEST / 2 + 2, lines++;
	return lines >= 3 && longer <= 1 + lines / 10;
}

bool yd_unwrap(const yd_plan *plan, yd_unwrapped *out)
{
	*out = (yd_unwrapped){0};
	bool narrow = may_be_wrapped(plan);
	if (!narrow && !yd_lines_may_be_cut(plan))
		return false;
	yd_buf plain = {0};
	yd_wrapping w = {
		.plan = plan, .lines = yd_lines_measure(plan, &plain), .count = plan->para_count};
	w.joins = yd_alloc((w.count + 1) * sizeof *w.joins);
	if (narrow) {
		yd_lines_find_labels(w.lines, w.count);
		for (size_t i = 0; i < w.count; i++) {
			unsigned page;
			w.lines[i].skipped = !w.lines[i].apart &&
					     yd_line_is_page_number(w.lines[i].text, false, &page);
		}
		w.width = yd_lines_find_width(w.lines, w.count, &w.limit);
	}
	yd_wrapping_skip_pages(&w);
	if (w.width)
		yd_wrapping_find_signs(&w);
	else
		yd_lines_find_ends(&w);
	bool any = decide(&w);
	if (any)
		yd_unwrap_build(plan->source, w.lines, w.joins, w.count, out);
	free(w.joins);
	free(w.lines);
	yd_buf_free(&plain);
	return any;
}
