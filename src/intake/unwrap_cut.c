/* Lines broken here and there in a text that is not hard-wrapped: only those that cannot end there
 * are joined. */
#include "unwrap.h"
#include "words.h"

/* A line that cannot end where it ends, in a text that is not hard-wrapped. */
bool yd_lines_are_cut(const yd_wrapping *w, size_t above, size_t at)
{
	enum { NUMBER = 6, LONG = 46 };
	static const char *const commas[] = {"，", "、"};
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
	return chars >= LONG && YD_ENDS(over->text, commas) &&
	       yd_label_read(line->text).style == YD_NUMBERING_NONE &&
	       !yd_line_begins_item(line->text);
}

bool yd_lines_may_be_cut(const yd_plan *plan)
{
	enum { SHORT = 16, LONG = 46 };
	static const char *const commas[] = {"，", "、"};
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
		if ((plan->paras[i].chars >= LONG && YD_ENDS(text, commas)) ||
			yd_line_ends_open(text) || yd_line_is_spaced(text))
			return true;
	}
	return false;
}
