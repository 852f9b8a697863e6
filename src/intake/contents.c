/* A table of contents: its entries have labels, but the nodes are those it lists. */
#include "paragraphs.h"
#include "words.h"

#include <yaodian/text.h>

/* Entries are headings: nothing longer. */
#define LONGEST_ENTRY 60u

static bool is_contents_heading(yd_str text)
{
	enum { LONGEST = 40 };
	if (text.len > LONGEST)
		return false;
	yd_buf fold = {0};
	yd_fold(text, &fold);
	bool heading = yd_str_equal(yd_buf_str(&fold), YD_STR("目录")) ||
		       yd_str_equal(yd_buf_str(&fold), YD_STR("目次"));
	yd_buf_free(&fold);
	return heading;
}

/* A folded entry without its page number and the dots before it. */
static yd_str strip_page_number(yd_str fold)
{
	static const char *const leaders[] = {".", "…", "·", "-", "(", ")"};
	for (bool again = true; again;) {
		again = false;
		if (fold.len && fold.ptr[fold.len - 1] >= '0' && fold.ptr[fold.len - 1] <= '9')
			fold.len--, again = true;
		for (size_t i = 0; i < YD_LENGTH(leaders); i++)
			if (yd_str_ends(fold, yd_str_of(leaders[i])))
				fold.len -= yd_str_of(leaders[i]).len, again = true;
	}
	return fold;
}

/* Is the paragraph `at` the heading that the entry `entry` lists? */
static bool is_listed(const yd_plan *plan, size_t entry, size_t at)
{
	const yd_label *a = &plan->paras[entry].label, *b = &plan->paras[at].label;
	if (a->style != b->style || a->value != b->value)
		return false;
	yd_str text = yd_para_text(plan, at);
	text.len = text.len < YD_LONGEST_LINE ? text.len : YD_LONGEST_LINE;
	yd_buf listed = {0}, found = {0};
	yd_fold(yd_para_text(plan, entry), &listed);
	yd_fold(text, &found);
	bool same = yd_str_starts(yd_buf_str(&found), strip_page_number(yd_buf_str(&listed)));
	yd_buf_free(&listed);
	yd_buf_free(&found);
	return same;
}

static bool may_be_entry(const yd_plan *plan, size_t para)
{
	return plan->paras[para].chars <= LONGEST_ENTRY &&
	       !yd_shape_is_sentence(yd_para_text(plan, para));
}

/* Behind the last entry of the table whose heading is `heading`; `heading` when it lists nothing
 * that follows. */
static size_t end_of_contents(const yd_plan *plan, size_t heading)
{
	size_t first = heading + 1, end = heading;
	if (first >= plan->para_count || !yd_para_has_label(plan, first))
		return heading;
	for (size_t i = first; i < plan->para_count && may_be_entry(plan, i); i++) {
		if (i > first && is_listed(plan, first, i))
			return end;
		if (yd_para_has_label(plan, i))
			end = i + 1;
	}
	return heading;
}

void yd_contents_find(yd_plan *plan)
{
	plan->contents = plan->contents_end = plan->para_count;
	for (size_t i = 0; i < plan->para_count; i++) {
		if (!is_contents_heading(yd_para_text(plan, i)))
			continue;
		size_t end = end_of_contents(plan, i);
		if (end == i)
			continue;
		plan->contents = i;
		plan->contents_end = end;
		for (size_t j = i; j < end; j++)
			plan->paras[j].label = (yd_label){0};
		return;
	}
}
