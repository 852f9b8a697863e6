/* The tail: what stands behind the last node's text. Closing and page furniture. */
#include "paragraphs.h"
#include "words.h"

static bool is_body(const yd_plan *plan, size_t para)
{
	yd_role role = plan->paras[para].role;
	return role == YD_ROLE_BODY || role == YD_ROLE_PREAMBLE;
}

/* Names of bodies that sign one plan together, at most. */
#define MOST_SIGNERS 4u

static bool is_page(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	return yd_shape_is_furniture(text) && !yd_shape_is_date(text);
}

/* A row of a table, its cells parted by tabs: as the file says, or by three cells. In plain text a
 * name with its date behind a tab, or behind several, is none. */
static bool is_row(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	size_t tabs = 0, wanted = plan->paras[para].look & YD_LOOK_ROW ? 1 : 2;
	for (size_t i = 1; i < text.len && tabs < wanted; i++)
		tabs += text.ptr[i] == '\t' && text.ptr[i - 1] != '\t';
	return tabs == wanted;
}

/* A few words above the date that ends the document, whatever they are: 某县三中, 教务处, a name.
 */
static bool signs_by_place(const yd_plan *plan, size_t para)
{
	enum { LONGEST = 16 };
	static const char *const marks[] = {"，", "。", "、", "：", "；", "！", "？", ",", ".", ":",
		";", "!", "?", "《", "》", "—"};
	if (para + 1 >= plan->para_count || plan->paras[para].chars > LONGEST ||
		!yd_shape_is_date(yd_para_text(plan, para + 1)) ||
		YD_HOLDS(yd_para_text(plan, para), marks))
		return false;
	size_t last = para + 2;
	while (last < plan->para_count &&
		(is_page(plan, last) || yd_shape_is_note(yd_para_text(plan, last))))
		last++;
	return last == plan->para_count;
}

/* A body's name with its date behind it, before its date, or as the last words before page
 * furniture. */
static bool is_signature(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	if (yd_shape_is_furniture(text))
		return false;
	if (!yd_shape_is_signature(text))
		return signs_by_place(plan, para);
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

/* 同志们，新的一年…让我们…！ as the last paragraph, thanks aside. */
static bool is_last_appeal(const yd_plan *plan, size_t para)
{
	static const char *const calls[] = {"同志们，", "同志们！", "同志们,", "同志们!",
		"同志们：", "同志们:", "老师们，", "各位领导", "各位同仁", "各位代表"};
	yd_str text = yd_para_text(plan, para);
	bool calling = false;
	for (size_t i = 0; i < YD_LENGTH(calls) && !calling; i++)
		calling = yd_str_starts(text, yd_str_of(calls[i]));
	for (size_t i = para + 1; calling && i < plan->para_count; i++)
		calling = !is_body(plan, i) || is_page(plan, i) ||
			  !yd_shape_is_sentence(yd_para_text(plan, i)) ||
			  yd_shape_is_farewell(yd_para_text(plan, i));
	return calling;
}

static bool begins_closing(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	if (yd_shape_is_note(text) || yd_shape_is_attachment(text) || yd_shape_is_farewell(text) ||
		yd_shape_heads_notes(text) || is_last_appeal(plan, para))
		return true;
	return !is_row(plan, para) && (yd_shape_is_date(text) || is_signature(plan, para));
}

/* First paragraph of the closing, or `end`. */
static size_t find_closing(const yd_plan *plan, size_t from, size_t end)
{
	size_t i = from;
	while (i < end && !(is_body(plan, i) && begins_closing(plan, i)))
		i++;
	return i < end ? i : end;
}

/* 抄送：…; 某县教育局办公室 2019年3月11日印发: the foot of the last page, whatever stands above it.
 */
static bool is_distribution(yd_str text)
{
	return (yd_str_ends(text, YD_STR("印发")) && yd_shape_is_signature(text)) ||
	       yd_str_starts(text, YD_STR("抄送")) || yd_str_starts(text, YD_STR("抄报"));
}

/* In an appendix, where lists name bodies and days, only a signature with its date, as the last
 * lines. */
static size_t find_appendix_closing(const yd_plan *plan, size_t from, size_t end)
{
	enum { LAST = 3 };
	size_t last = end;
	while (last > from && is_page(plan, last - 1))
		last--;
	size_t printed = last;
	while (printed > from && is_body(plan, printed - 1) &&
		is_distribution(yd_para_text(plan, printed - 1)))
		printed--;
	if (printed < last)
		return printed;
	size_t i = last > from + LAST ? last - LAST : from;
	for (; i + 1 < last; i++)
		if (is_body(plan, i) && is_signature(plan, i) &&
			yd_shape_is_date(yd_para_text(plan, last - 1)))
			return i;
	return last;
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

/* Lines [from, end) behind the last node's own. */
static void read_segment(yd_plan *plan, size_t from, size_t end, bool last_is_prose, bool appendix)
{
	size_t closing =
		appendix ? find_appendix_closing(plan, from, end) : find_closing(plan, from, end);
	size_t text_end = end_of_text(plan, from, closing);
	bool furniture = false;
	for (size_t i = from; i < end; i++) {
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

/* What stands before an appendix is the end of the document, or of the appendix before. */
void yd_tail_read(yd_plan *plan)
{
	size_t from = plan->title_end;
	bool last_is_prose = false, appendix = false;
	for (size_t i = 0; i < plan->node_count; i++) {
		const yd_plan_node *node = &plan->nodes[i];
		if (node->style == YD_NUMBERING_APPENDIX) {
			read_segment(plan, from, node->para, last_is_prose, appendix);
			appendix = true;
		}
		from = node->para + 1;
		const yd_para *para = &plan->paras[node->para];
		/* The line below 附件1 alone is its title. */
		if (node->style == YD_NUMBERING_APPENDIX &&
			para->label.rest == para->end - para->start && from < plan->para_count)
			from++;
		last_is_prose = yd_numbering_is_prose(node->style);
	}
	read_segment(plan, from, plan->para_count, last_is_prose, appendix);
}
