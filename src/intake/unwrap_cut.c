/* Lines broken here and there in a text that is not hard-wrapped: only those that cannot end there
 * are joined. */
#include "unwrap.h"
#include "words.h"

/* Characters of a line that is text, and no heading. */
enum { LONG = 46 };

static const char *const commas[] = {"，", "、"};

/* ---- a remark in brackets over some lines ---- */

/* （责任科室：基教科、 / 人事科）: the bracket is closed on this line or on one of the next. */
static bool bracket_goes_on(const yd_wrapping *w, size_t at, yd_str paragraph)
{
	enum { LINES = 3 };
	if (!yd_line_holds_open(paragraph))
		return false;
	for (size_t i = at; i < w->count && i < at + LINES; i++) {
		yd_str text = w->lines[i].text;
		if (!yd_line_counts(&w->lines[i]) || w->lines[i].blank ||
			w->plan->paras[i].chars > LONG ||
			yd_label_read(text).style != YD_NUMBERING_NONE)
			return false;
		if (yd_line_closes_bracket(paragraph, text))
			return true;
		if (yd_line_ends_sentence(text))
			return false;
	}
	return false;
}

/* ---- a sentence over two lines ---- */

/* Ends as paragraphs do: with a sentence, or with a remark in brackets behind it. */
static bool is_ended(yd_str text)
{
	static const char *const closers[] = {"）", ")", "】", "》", "”"};
	return yd_line_ends_sentence(text) || YD_ENDS(text, closers);
}

/* A line that is text by its length, or by a sentence that has ended inside it. */
static bool is_text(const yd_wrapping *w, size_t i)
{
	return w->plan->paras[i].chars >= LONG || yd_shape_has_inner_sentence(w->lines[i].text);
}

void yd_lines_find_ends(yd_wrapping *w)
{
	enum { TENTHS = 7 }; /* of the lines */
	size_t ended = 0, open = 0, indented = 0, lines = 0;
	for (size_t i = 0; i < w->count; i++) {
		if (!yd_line_counts(&w->lines[i]))
			continue;
		indented += w->lines[i].indent > 0;
		lines++;
		bool ends = is_ended(w->lines[i].text);
		ended += ends;
		open += !ends && is_text(w, i);
	}
	w->ends_told = open * 2 <= ended;
	w->indents_begin = indented * 10 >= lines * TENTHS;
}

/* A line that begins a paragraph whatever stands above it. */
static bool begins_by_itself(const yd_page_line *line)
{
	return line->indent || yd_line_begins_item(line->text) || yd_line_is_remark(line->text) ||
	       yd_label_read(line->text).style != YD_NUMBERING_NONE ||
	       yd_shape_is_date(line->text) || yd_shape_is_note(line->text) ||
	       yd_shape_is_attachment(line->text) || yd_shape_is_furniture(line->text) ||
	       yd_shape_is_addressee(line->text) || yd_shape_is_farewell(line->text);
}

/* … 落实控辍保 / 学责任，完善办法。 The typist of such a text does not forget full stops. */
static bool sentence_goes_on(const yd_wrapping *w, size_t above, size_t at)
{
	const yd_page_line *over = &w->lines[above], *line = &w->lines[at];
	/* Where nearly all lines are indented, one that is not goes on. */
	if (w->indents_begin && !line->indent && (is_text(w, above) || w->joins[above]))
		return !is_ended(over->text) && !begins_by_itself(line);
	return w->ends_told && !is_ended(over->text) && is_text(w, above) &&
	       yd_line_ends_sentence(line->text) && !begins_by_itself(line);
}

/* ---- all of them ---- */

bool yd_lines_are_cut(const yd_wrapping *w, size_t above, size_t at, yd_str paragraph)
{
	enum { NUMBER = 6 };
	const yd_page_line *over = &w->lines[above], *line = &w->lines[at];
	if (over->apart || line->apart || line->blank)
		return false;
	size_t chars = w->plan->paras[above].chars;
	if (yd_line_ends_open(over->text))
		return true;
	if (yd_line_begins_closed(line->text) && chars > YD_TITLE_CHARS / 3)
		return true;
	if (chars >= NUMBER && yd_line_ends_in_digit(over->text) &&
		yd_line_goes_on_number(line->text))
		return true;
	if (!w->width && (bracket_goes_on(w, at, paragraph) || sentence_goes_on(w, above, at)))
		return true;
	return chars >= LONG && YD_ENDS(over->text, commas) &&
	       yd_label_read(line->text).style == YD_NUMBERING_NONE &&
	       !yd_line_begins_item(line->text);
}

bool yd_lines_may_be_cut(const yd_plan *plan)
{
	enum { SHORT = 16 };
	unsigned value;
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_str text = yd_para_text(plan, i);
		if (plan->paras[i].chars <= SHORT && yd_line_is_page_number(text, false, &value))
			return true;
		if (yd_line_ends_in_digit(text) && i + 1 < plan->para_count &&
			yd_line_goes_on_number(yd_para_text(plan, i + 1)))
			return true;
		if (i && yd_line_begins_closed(text) &&
			plan->paras[i - 1].chars > YD_TITLE_CHARS / 3)
			return true;
		if (yd_line_ends_open(text) || yd_line_is_spaced(text))
			return true;
		if (!is_ended(text) && (plan->paras[i].chars >= LONG || yd_line_holds_open(text) ||
					       yd_shape_has_inner_sentence(text)))
			return true;
	}
	return false;
}
