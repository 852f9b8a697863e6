/* The tail: what stands behind the last node's text. Closing and page furniture. */
#include "paragraphs.h"

static bool is_body(const yd_plan *plan, size_t para)
{
	yd_role role = plan->paras[para].role;
	return role == YD_ROLE_BODY || role == YD_ROLE_PREAMBLE;
}

/* Names of bodies that sign one plan together, at most. */
#define MOST_SIGNERS 4u

/* A body's name with its date behind it, before its date, or as the last words before page
 * furniture. */
static bool is_signature(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	if (!yd_shape_is_signature(text) || yd_shape_is_furniture(text))
		return false;
	for (size_t next = para + 1; next < plan->para_count && next <= para + MOST_SIGNERS;
		next++) {
		yd_str after = yd_para_text(plan, next);
		if (yd_shape_is_date(after) || yd_shape_is_note(after) ||
			yd_shape_is_attachment(after))
			return true;
		if (!yd_shape_is_signature(after))
			return yd_shape_is_furniture(after);
	}
	return true;
}

static bool begins_closing(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	return yd_shape_is_date(text) || yd_shape_is_note(text) || yd_shape_is_attachment(text) ||
	       yd_shape_is_farewell(text) || is_signature(plan, para);
}

/* First paragraph of the closing, or para_count. */
static size_t find_closing(const yd_plan *plan, size_t from)
{
	size_t i = from;
	while (i < plan->para_count && !(is_body(plan, i) && begins_closing(plan, i)))
		i++;
	return i;
}

/* Behind the last paragraph that must be text: a sentence that is not the page's. */
static size_t end_of_text(const yd_plan *plan, size_t from, size_t closing)
{
	size_t end = closing;
	while (end > from) {
		yd_str text = yd_para_text(plan, end - 1);
		if (yd_shape_is_sentence(text) && !yd_shape_is_furniture(text))
			break;
		end--;
	}
	return end;
}

static bool is_page(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	return yd_shape_is_furniture(text) && !yd_shape_is_date(text);
}

void yd_tail_read(yd_plan *plan)
{
	size_t from = plan->title_end;
	bool last_is_prose = false;
	if (plan->node_count) {
		const yd_plan_node *last = &plan->nodes[plan->node_count - 1];
		from = last->para + 1;
		last_is_prose = last->style == YD_NUMBERING_PROSE;
	}
	size_t closing = find_closing(plan, from);
	size_t text_end = end_of_text(plan, from, closing);
	bool furniture = false;
	for (size_t i = from; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		if (!is_body(plan, i))
			continue;
		bool page = i >= text_end && (furniture || is_page(plan, i)) &&
			    !(i >= closing && begins_closing(plan, i));
		if (page) {
			para->role = YD_ROLE_FURNITURE;
			furniture = true;
		} else if (i >= closing) {
			para->role = YD_ROLE_CLOSING;
		} else if (last_is_prose && !yd_prose_goes_on(plan, from - 1, i)) {
			/* An item of a prose enumeration is one paragraph: this stands behind the
			 * end. */
			bool words = i < text_end || yd_shape_is_sentence(yd_para_text(plan, i));
			para->role = words ? YD_ROLE_CLOSING : YD_ROLE_FURNITURE;
		}
	}
}
