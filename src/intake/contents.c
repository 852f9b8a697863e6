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
		if (yd_para_has_label(plan, i) ||
			yd_str_starts(yd_para_text(plan, i), YD_STR("附件")))
			end = i + 1;
	}
	/* A preamble may stand between the table and what it lists. */
	enum { FARTHEST = 40, FEWEST = 2 };
	if (end < first + FEWEST)
		return heading;
	for (size_t i = end; i < plan->para_count && i < end + FARTHEST; i++)
		if (yd_para_has_label(plan, i) && is_listed(plan, first, i))
			return end;
	return heading;
}

/* 一、总体要求…………3: dots or a tab, then a number at the end. */
static bool has_page_number(yd_str text)
{
	enum { LONGEST = 400, FEWEST = 2 };
	static const char *const leaders[] = {".", "…", "·", "．", "\t", "—"};
	size_t found = 0;
	if (text.len > LONGEST)
		return false;
	while (text.len && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9')
		text.len--, found = 1;
	if (!found)
		return false;
	text = yd_text_trim(text);
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < YD_LENGTH(leaders); i++)
			if (yd_str_ends(text, yd_str_of(leaders[i]))) {
				found += yd_str_of(leaders[i]).len > 1 ? 2 : 1;
				text.len -= yd_str_of(leaders[i]).len;
				again = true;
			}
		text = yd_text_trim(text);
	}
	return found > FEWEST;
}

/* Three such lines or more, one below the other: a table without its heading. Returns the first. */
static size_t find_entries(const yd_plan *plan, size_t *end)
{
	enum { FEWEST = 3 };
	for (size_t i = 0; i < plan->para_count; i++) {
		if (!yd_para_has_label(plan, i) || !has_page_number(yd_para_text(plan, i)))
			continue;
		*end = i + 1;
		while (*end < plan->para_count && has_page_number(yd_para_text(plan, *end)))
			++*end;
		if (*end >= i + FEWEST)
			return i;
		i = *end - 1;
	}
	return plan->para_count;
}

static void set_aside(yd_plan *plan, size_t first, size_t end)
{
	plan->contents = first;
	plan->contents_end = end;
	for (size_t i = first; i < end; i++)
		plan->paras[i].label = (yd_label){0};
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
		set_aside(plan, i, end);
		return;
	}
	size_t end, first = find_entries(plan, &end);
	if (first < plan->para_count)
		set_aside(plan, first, end);
}
