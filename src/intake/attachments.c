/* Attachments: the numbers in lists of them, and in what is attached, are not the outline's. */
#include "paragraphs.h"
#include "words.h"

#include <yaodian/text.h>

/* The numbers of a list of attachments (附件：1.… 2.…) are not the outline's. */
static void drop_list_numbers(yd_plan *plan)
{
	for (size_t i = 0; i < plan->para_count; i++) {
		yd_str text = yd_para_text(plan, i);
		if (yd_para_has_label(plan, i) ||
			(!yd_shape_is_attachment(text) && !yd_shape_is_page_attachment(text)))
			continue;
		unsigned expected = yd_shape_ends_open(text) ? 1 : 2;
		for (size_t j = i + 1; j < plan->para_count; j++, expected++) {
			yd_label *label = &plan->paras[j].label;
			if (label->style != YD_NUMBERING_DIGIT || label->value != expected ||
				yd_shape_is_sentence(yd_para_text(plan, j)))
				break;
			*label = (yd_label){0};
		}
	}
}

/* 附件, 附件1, 附件一： alone on a line. */
static bool is_attachment_head(yd_str text)
{
	enum { LONGEST = 24 };
	if (text.len > LONGEST)
		return false;
	yd_buf buf = {0};
	yd_fold(text, &buf);
	yd_str fold = yd_buf_str(&buf);
	bool head = yd_take_word(&fold, "附件");
	yd_take_numerals(&fold);
	yd_take_word(&fold, ":");
	head = head && !fold.len;
	yd_buf_free(&buf);
	return head;
}

/* Is the document attached to a notice that has numbers of its own? Then the plan is behind 附件.
 */
static bool is_notice_alone(const yd_plan *plan, size_t first_label)
{
	bool notice = false, own = false;
	for (size_t i = 0; i < first_label; i++) {
		bool here;
		unsigned score = yd_shape_title_score(yd_para_text(plan, i), &here);
		notice |= here;
		own |= score >= YD_TITLE_SCORE && !here;
	}
	return notice && !own;
}

/* Does a plan's title follow the line 附件? */
static bool plan_follows(const yd_plan *plan, size_t head)
{
	enum { LINES = 3 };
	for (size_t i = head + 1; i < plan->para_count && i <= head + LINES; i++) {
		bool notice;
		if (yd_para_has_label(plan, i))
			break;
		if (yd_shape_title_score(yd_para_text(plan, i), &notice) >= YD_TITLE_SCORE &&
			!notice)
			return true;
	}
	return false;
}

static void drop_labels(yd_plan *plan, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		plan->paras[i].label = (yd_label){0};
}

/* What stands behind 附件, behind the document's own outline, is attached; but a notice's own
 * numbers give way to those of the plan it brings. */
static void drop_attached_labels(yd_plan *plan)
{
	size_t first = 0;
	while (first < plan->para_count && !yd_para_has_label(plan, first))
		first++;
	size_t head = first;
	while (head < plan->para_count && !is_attachment_head(yd_para_text(plan, head)))
		head++;
	if (head >= plan->para_count)
		return;
	if (!is_notice_alone(plan, first))
		drop_labels(plan, head, plan->para_count);
	else if (plan_follows(plan, head))
		drop_labels(plan, first, head);
}

void yd_attachments_drop_labels(yd_plan *plan)
{
	drop_list_numbers(plan);
	drop_attached_labels(plan);
}
