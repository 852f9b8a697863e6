/*
 * Attachments. The numbers in lists of them, and those of a notice that brings a plan, are not the
 * outline's; what stands behind the end under a line 附件1 is a section of its own.
 */
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

/* The numbers of footnotes below 注释： neither. */
static void drop_note_numbers(yd_plan *plan)
{
	for (size_t i = 0; i + 1 < plan->para_count; i++) {
		const yd_label first = plan->paras[i + 1].label;
		if (first.value != 1 || !yd_shape_heads_notes(yd_para_text(plan, i)))
			continue;
		for (size_t j = i + 1;
			j < plan->para_count && plan->paras[j].label.style == first.style &&
			plan->paras[j].label.value == j - i;
			j++)
			plan->paras[j].label = (yd_label){0};
	}
}

/* Does a text before it bear the mark of the note at `note`, as 一百名①，does? */
static bool is_referred_to(const yd_plan *plan, size_t note)
{
	enum { FARTHEST = 30 };
	static const char *const marks[] = {"，", "。", "；", "：", "、", "）", "”", "！", "？"};
	yd_str mark = yd_para_text(plan, note);
	mark.len = plan->paras[note].label.mark;
	for (size_t i = note; i-- > 0 && i + FARTHEST > note;) {
		yd_str text = yd_para_text(plan, i);
		text.len = text.len < YD_LONGEST_LINE ? text.len : YD_LONGEST_LINE;
		for (size_t at = 0; (at = yd_str_find(text, mark, at)) != SIZE_MAX;
			at += mark.len) {
			size_t end = at + mark.len;
			yd_str rest = {text.ptr + end, text.len - end};
			for (size_t m = 0; at && m < YD_LENGTH(marks); m++)
				if (yd_str_starts(rest, yd_str_of(marks[m])))
					return true;
		}
	}
	return false;
}

/* ① of a footnote below the text that refers to it. */
static void drop_footnotes(yd_plan *plan)
{
	for (size_t i = 0; i < plan->para_count; i++)
		if (plan->paras[i].label.style == YD_NUMBERING_CIRCLED && is_referred_to(plan, i))
			plan->paras[i].label = (yd_label){0};
}

/* 附件, 附件1, 附件一： at the start of a line, as a label. Style NONE: none. */
static yd_label read_head(yd_str text)
{
	static const char *const numerals[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	yd_str rest = text;
	if (!yd_take_word(&rest, "附件") && !yd_take_word(&rest, "附表"))
		return (yd_label){0};
	rest = yd_text_trim(rest);
	unsigned value = 0;
	uint32_t cp;
	for (size_t len; rest.len; rest.ptr += len, rest.len -= len) {
		len = yd_utf8_decode(rest, &cp, NULL);
		cp = cp >= 0xFF10 && cp <= 0xFF19 ? cp - 0xFF10 + '0' : cp;
		if (cp < '0' || cp > '9' || value > 99)
			break;
		value = value * 10 + cp - '0';
	}
	for (unsigned i = 0; !value && i < YD_LENGTH(numerals); i++)
		if (yd_take_word(&rest, numerals[i]))
			value = i + 1;
	yd_str trimmed = yd_text_trim(rest);
	if (yd_take_word(&trimmed, "：") || yd_take_word(&trimmed, ":") ||
		yd_take_word(&trimmed, "．") || yd_take_word(&trimmed, "、"))
		rest = trimmed;
	trimmed = yd_text_trim(rest);
	return (yd_label){.style = YD_NUMBERING_APPENDIX,
		.value = value ? value : 1,
		.mark = (uint32_t)(rest.ptr - text.ptr),
		.rest = (uint32_t)((trimmed.len ? trimmed.ptr : text.ptr + text.len) - text.ptr)};
}

static bool is_attachment_head(yd_str text)
{
	enum { LONGEST = 24 };
	return text.len <= LONGEST && read_head(text).style != YD_NUMBERING_NONE &&
	       read_head(text).rest == text.len;
}

/* Is the document attached to a notice that has numbers of its own? Then the plan is behind 附件.
 */
static bool is_notice_alone(const yd_plan *plan, size_t first_label)
{
	bool notice = false, own = false;
	for (size_t i = 0; i < first_label; i++) {
		bool here;
		if (plan->paras[i].role == YD_ROLE_FURNITURE)
			continue;
		unsigned score = yd_shape_title_score(yd_para_text(plan, i), &here);
		notice |= here;
		own |= score >= YD_TITLE_SCORE && !here;
	}
	return notice && !own;
}

/* Does a plan's title follow the line 附件, or the notice there that is passed on with it? */
static bool plan_follows(const yd_plan *plan, size_t head)
{
	enum { LINES = 3, LINES_OF_NOTICE = 16 };
	size_t last = head + LINES;
	for (size_t i = head + 1; i < plan->para_count && i <= last; i++) {
		bool notice;
		if (yd_para_has_label(plan, i))
			break;
		if (yd_shape_title_score(yd_para_text(plan, i), &notice) < YD_TITLE_SCORE)
			continue;
		if (!notice)
			return true;
		last = i + LINES_OF_NOTICE;
	}
	return false;
}

static void drop_labels(yd_plan *plan, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		plan->paras[i].label = (yd_label){0};
}

/* ---- appendices ---- */

/* The name of a file to be fetched from the page. */
static bool is_download(yd_str text)
{
	static const char *const files[] = {
		".doc", ".pdf", ".xls", ".wps", ".zip", ".rar", ".ppt", ".et", "下载"};
	return text.len <= YD_LONGEST_LINE && YD_HOLDS(text, files);
}

/* A line that a list of attachments goes on with, or what follows such a list. */
static bool ends_list(const yd_plan *plan, size_t para)
{
	yd_str text = yd_para_text(plan, para);
	return read_head(text).style != YD_NUMBERING_NONE || yd_shape_is_attachment(text) ||
	       yd_shape_is_date(text) || yd_shape_is_signature(text) || yd_shape_is_note(text) ||
	       yd_shape_is_furniture(text) || is_download(text);
}

/* Is the list of attachments, or the body's name, what the line 附件 … is followed by? */
static bool heads_appendix(const yd_plan *plan, size_t para, bool signed_before)
{
	yd_str text = yd_para_text(plan, para);
	yd_label label = read_head(text);
	size_t below = para + 1;
	if (label.style == YD_NUMBERING_NONE || below >= plan->para_count || is_download(text) ||
		is_download(yd_para_text(plan, below)) ||
		yd_shape_is_furniture(yd_para_text(plan, below)))
		return false;
	bool alone = label.rest == text.len;
	bool colon = yd_shape_ends_open(text);
	if (alone && colon && !signed_before) {
		/* 附件： above a list of them. */
		while (below < plan->para_count && !ends_list(plan, below) &&
			!yd_shape_is_sentence(yd_para_text(plan, below)))
			below++;
		return below < plan->para_count && !ends_list(plan, below);
	}
	if (alone)
		return !yd_shape_is_date(yd_para_text(plan, below)) || below + 1 < plan->para_count;
	const yd_label *next = &plan->paras[below].label;
	bool list = next->style == YD_NUMBERING_DIGIT && next->value == 2;
	uint32_t cp = 0;
	yd_utf8_decode((yd_str){text.ptr + label.rest, text.len - label.rest}, &cp, NULL);
	bool numbered_list = cp >= '1' && cp <= '9'; /* 附件：1.… */
	/* Behind the signature; without one, where numbers begin anew below it. */
	bool behind_end = signed_before || next->value == 1;
	return behind_end && !list && !numbered_list && !ends_list(plan, below) &&
	       plan->paras[para].chars <= YD_TITLE_CHARS && !yd_shape_is_sentence(text);
}

/* Heads of appendices from `from` on become labels of their own. */
static void find_appendices(yd_plan *plan, size_t from)
{
	bool signed_before = false;
	for (size_t i = from; i < plan->para_count; i++) {
		yd_para *para = &plan->paras[i];
		if (para->role == YD_ROLE_FRONT || para->chars > YD_TITLE_CHARS + 10)
			continue;
		yd_str text = yd_para_text(plan, i);
		if (para->label.style == YD_NUMBERING_NONE &&
			heads_appendix(plan, i, signed_before)) {
			para->label = read_head(text);
			signed_before = true;
		}
		signed_before |= yd_shape_is_date(text);
	}
}

/* A notice's own numbers give way to those of the plan it brings; what is attached to the document
 * itself is behind the head it has. */
void yd_attachments_find(yd_plan *plan)
{
	drop_list_numbers(plan);
	drop_note_numbers(plan);
	drop_footnotes(plan);
	size_t first = 0;
	while (first < plan->para_count && !yd_para_has_label(plan, first))
		first++;
	size_t head = first;
	while (head < plan->para_count && !is_attachment_head(yd_para_text(plan, head)))
		head++;
	size_t from = first + 1;
	if (head < plan->para_count && is_notice_alone(plan, first) && plan_follows(plan, head)) {
		drop_labels(plan, first, head);
		from = head + 1;
	}
	if (plan->contents_end < plan->para_count && from < plan->contents_end)
		from = plan->contents_end;
	find_appendices(plan, from);
}
