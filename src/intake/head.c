/* The head: what stands before the first node. Title, document number, page furniture, preamble. */
#include "paragraphs.h"

#include <yaodian/text.h>

#include "when.h"

/* Lines that one title may be broken over. */
#define TITLE_LINES 4u

typedef struct title {
	size_t first, end; /* paragraphs; first == end: none */
	unsigned score;
	bool notice;
} title;

static yd_str text_of(const yd_plan *plan, size_t para)
{
	return yd_para_text(plan, para);
}

static bool is_plain(const yd_plan *plan, size_t para)
{
	return plan->paras[para].role == YD_ROLE_PREAMBLE &&
	       plan->paras[para].label.style == YD_NUMBERING_NONE;
}

/* Only all lines of a broken title tell: 关于印发《…工作 / 要点》的通知. */
static bool is_notice(const yd_plan *plan, const title *found)
{
	yd_buf joined = {0};
	for (size_t i = found->first; i < found->end; i++)
		yd_buf_add_str(&joined, text_of(plan, i));
	bool notice = yd_shape_is_notice_title(yd_buf_str(&joined));
	yd_buf_free(&joined);
	return notice;
}

/* Does the line above the title's first belong to it? Bodies that plan together stand in lines of
 * their own. */
static bool opens_title(const yd_plan *plan, const title *found, size_t last)
{
	yd_str above = text_of(plan, found->first - 1), first = text_of(plan, found->first);
	if (yd_shape_may_open_title(above, first))
		return true;
	return found->first < last && yd_shape_is_signature(above) &&
	       yd_shape_is_signature(first) && !yd_str_equal(above, first);
}

/* Set as titles are: in 小标宋, on the first level, or centred in a face of its own. */
static bool is_set_as_title(const yd_para *para)
{
	enum { FACES = YD_LOOK_BOLD | YD_LOOK_HEI | YD_LOOK_SONG };
	return !(para->look & YD_LOOK_ROW) &&
	       ((para->look & YD_LOOK_SONG) || para->heading == 1 ||
		       ((para->look & YD_LOOK_CENTRED) && (para->look & FACES)));
}

/* A line that one title with `line` may go on in, to the left of it or to the right. */
static bool is_line_of_title(const yd_plan *plan, size_t line, size_t other)
{
	const yd_para *a = &plan->paras[line], *b = &plan->paras[other];
	yd_str text = text_of(plan, other);
	return is_plain(plan, other) && a->look == b->look && a->heading == b->heading &&
	       yd_shape_may_be_title(text) + (b->chars < 4) && !yd_shape_is_furniture(text) &&
	       !yd_shape_is_date(text) && !yd_shape_is_doc_no(text) &&
	       !yd_str_ends(text, YD_STR("文件"));
}

/* The lines above and below in the look of the title belong to it, as far as it has not said its
 * kind. */
static void take_lines_alike(const yd_plan *plan, title *found, size_t low, size_t high)
{
	if (!plan->look_count || !is_set_as_title(&plan->paras[found->first]))
		return;
	while (found->first > low && found->end - found->first < TITLE_LINES &&
		is_line_of_title(plan, found->first, found->first - 1) &&
		!yd_shape_is_whole_title(
			text_of(plan, found->first - 1), text_of(plan, found->first)))
		found->first--;
	while (found->end < high && found->end - found->first < TITLE_LINES &&
		is_line_of_title(plan, found->first, found->end) &&
		!yd_shape_is_whole_title(text_of(plan, found->end - 1), text_of(plan, found->end)))
		found->end++;
}

/* Do paragraphs before `first` hold what the lines from there to `end` say together? */
static bool is_told_before(const yd_plan *plan, size_t first, size_t end)
{
	yd_buf joined = {0}, fold = {0};
	for (size_t i = first; i < end; i++)
		yd_buf_add_str(&joined, text_of(plan, i));
	yd_fold(yd_buf_str(&joined), &fold);
	bool told = false;
	for (size_t i = 0; !told && i < first; i++) {
		yd_buf_clear(&joined);
		if (plan->paras[i].chars >= YD_PARA_LONG)
			continue;
		yd_fold(text_of(plan, i), &joined);
		told = yd_str_find(yd_buf_str(&joined), yd_buf_str(&fold), 0) != SIZE_MAX;
	}
	yd_buf_free(&joined);
	yd_buf_free(&fold);
	return told;
}

/* A notice tells the whole name of what it brings: lines above that begin it belong to the title.
 */
static void take_told_lines(const yd_plan *plan, title *found, size_t low)
{
	for (size_t first = found->first; first-- > low && found->end - first <= TITLE_LINES;) {
		if (!is_plain(plan, first) || plan->paras[first].chars > YD_TITLE_CHARS ||
			yd_shape_is_sentence(text_of(plan, first)))
			return;
		if (is_told_before(plan, first, found->end))
			found->first = first;
	}
}

/* The title that has its kind (工作要点, 通知 …) in paragraph `para`, with the lines it was broken
 * from. */
static title title_at(const yd_plan *plan, size_t para, size_t low, size_t high)
{
	title found = {para, para, 0, false};
	if (!is_plain(plan, para) || yd_shape_is_addressee(text_of(plan, para)) ||
		yd_shape_is_attachment(text_of(plan, para)) ||
		yd_shape_is_date(text_of(plan, para)))
		return found;
	found.score = yd_shape_title_score(text_of(plan, para), &found.notice);
	/* 来源：某县教育局 2024-02-20 has a year and says 教育, too. */
	if (!found.score ||
		(yd_shape_is_furniture(text_of(plan, para)) && found.score <= YD_TITLE_SCORE))
		return found;
	found.end = para + 1;
	while (found.first > low && found.end - found.first < TITLE_LINES &&
		is_plain(plan, found.first - 1) && opens_title(plan, &found, para))
		found.first--;
	/* 2024年教育工作 / 要点: a last word alone. */
	bool ignored;
	if (found.end < high && is_plain(plan, found.end) && plan->paras[found.end].chars <= 6 &&
		!yd_shape_is_whole_title(text_of(plan, para), text_of(plan, found.end)) &&
		yd_shape_may_open_title(text_of(plan, para), text_of(plan, found.end)) &&
		(plan->paras[found.end].chars < 4 ||
			yd_shape_title_score(text_of(plan, found.end), &ignored)))
		found.end++;
	take_lines_alike(plan, &found, low, high);
	if (found.end - found.first > 1) {
		found.score += 3;
		found.notice = is_notice(plan, &found);
	}
	if (found.end < high && is_plain(plan, found.end) &&
		yd_shape_is_title_tail(text_of(plan, found.end)))
		found.end++;
	if (found.score < YD_TITLE_SCORE)
		found.end = found.first;
	return found;
}

/* A last line that is too little for a title by itself (三年行动计划), with those above that a
 * notice tells with it. */
static title told_title(const yd_plan *plan, size_t para, size_t low)
{
	title found = {para, para + 1, YD_TITLE_SCORE, false};
	take_told_lines(plan, &found, low);
	if (found.first == para)
		found.end = para;
	return found;
}

static bool is_better(const title *a, const title *b)
{
	return a->end > a->first && (b->end == b->first || a->score >= b->score);
}

/*
 * The document's own title, and where a cover notice begins. A title stands before the first
 * sentence; behind a notice the plan's own title may stand anywhere before the first node.
 */
static title choose_title(const yd_plan *plan, size_t low, size_t high, size_t *notice_start)
{
	title notice = {0}, own = {0};
	bool sentence = false;
	*notice_start = high;
	for (size_t i = low; i < high; i++) {
		if (!sentence || notice.end > notice.first) {
			title here = title_at(plan, i, low, high);
			if (notice.end > notice.first && here.end == here.first && here.score)
				here = told_title(plan, i, notice.end);
			if (here.notice && notice.end == notice.first && here.end > here.first)
				notice = here, own = (title){0};
			else if (!here.notice && is_better(&here, &own))
				own = here;
		}
		sentence |= is_plain(plan, i) && yd_shape_is_sentence(text_of(plan, i)) &&
			    !yd_shape_is_furniture(text_of(plan, i));
	}
	if (notice.end == notice.first)
		return own;
	if (own.end == own.first)
		return notice;
	take_told_lines(plan, &own, notice.end);
	*notice_start = notice.first;
	return own;
}

/*
 * A title below sentences that bring it: an editor's note, the lead of a report, a letter without a
 * title of its own. It tells a year, so that no heading is taken for it; what stands before it is
 * the notice.
 */
static title brought_title(const yd_plan *plan, size_t low, size_t high, size_t *notice_start)
{
	title own = {0};
	for (size_t i = low; i < high; i++) {
		title here = title_at(plan, i, low, high);
		if (when_title_year(text_of(plan, i)) && is_better(&here, &own))
			own = here;
	}
	*notice_start = own.end > own.first ? low : high;
	while (*notice_start < own.first && yd_shape_is_furniture(text_of(plan, *notice_start)))
		++*notice_start;
	return own;
}

/* The first lines that are set as a title, when their words say no kind of document. */
static title marked_title(const yd_plan *plan, size_t low, size_t high)
{
	for (size_t i = low; i < high; i++) {
		yd_str text = text_of(plan, i);
		if (is_plain(plan, i) && yd_shape_is_sentence(text) && !yd_shape_is_furniture(text))
			break;
		if (!is_set_as_title(&plan->paras[i]) || !is_line_of_title(plan, i, i))
			continue;
		title found = {i, i + 1, YD_TITLE_SCORE, false};
		take_lines_alike(plan, &found, low, high);
		return found;
	}
	return (title){0};
}

/* A short line before the first sentence that no shape explains: a title that names no kind of
 * document. */
static title plain_title(const yd_plan *plan, size_t low, size_t high)
{
	for (size_t i = low; i < high; i++) {
		yd_str text = text_of(plan, i);
		if (!is_plain(plan, i) || yd_shape_is_furniture(text))
			continue;
		if (yd_shape_may_be_title(text))
			return (title){i, i + 1, YD_TITLE_SCORE, false};
		break;
	}
	return (title){0};
}

/*
 * The line a subtitle (——在全市教育工作会议上的报告) belongs to, above it, with lines of facts
 * perhaps between them; `high` when the title is no subtitle or has no such line.
 */
static size_t line_above_subtitle(const yd_plan *plan, const title *own, size_t low, size_t high)
{
	if (own->end == own->first || !yd_str_starts(text_of(plan, own->first), YD_STR("—")))
		return high;
	for (size_t i = own->first; i-- > low;) {
		yd_str text = text_of(plan, i);
		if (yd_shape_is_furniture(text) || yd_shape_is_date(text))
			continue;
		bool title_line = is_plain(plan, i) && plan->paras[i].chars <= YD_TITLE_CHARS &&
				  !yd_shape_is_sentence(text);
		return title_line ? i : high;
	}
	return high;
}

static void set_roles(yd_plan *plan, size_t first, size_t end, yd_role role)
{
	for (size_t i = first; i < end; i++)
		if (plan->paras[i].role == YD_ROLE_PREAMBLE)
			plan->paras[i].role = role;
}

static void find_doc_numbers(yd_plan *plan, size_t low, size_t high)
{
	for (size_t i = low; i < high; i++)
		if (is_plain(plan, i) && yd_shape_is_doc_no(text_of(plan, i)))
			plan->paras[i].role = YD_ROLE_DOC_NO;
}

/* A line of facts about the page may hold the document number (文号：…). */
static void find_labelled_doc_number(yd_plan *plan, size_t low, size_t high)
{
	for (size_t i = low; i < high; i++) {
		if (plan->paras[i].role != YD_ROLE_FURNITURE)
			continue;
		yd_str number = yd_shape_labelled_doc_no(text_of(plan, i));
		if (!number.len)
			continue;
		plan->paras[i].doc_no_start = (uint32_t)(number.ptr - plan->source.ptr);
		plan->paras[i].doc_no_end = plan->paras[i].doc_no_start + (uint32_t)number.len;
		return;
	}
}

/* Behind a cover page and a table of contents the title is printed again. */
static void find_repeated_title(yd_plan *plan, const title *own, size_t high)
{
	if (plan->contents_end >= high || own->end > plan->contents || own->end != own->first + 1)
		return;
	yd_buf first = {0}, second = {0};
	yd_fold(text_of(plan, own->first), &first);
	yd_fold(text_of(plan, plan->contents_end), &second);
	if (yd_str_equal(yd_buf_str(&first), yd_buf_str(&second)) &&
		is_plain(plan, plan->contents_end))
		plan->paras[plan->contents_end].role = YD_ROLE_FURNITURE;
	yd_buf_free(&first);
	yd_buf_free(&second);
}

/* Lines with the shape of page furniture up to the first that has another; returns where that is.
 */
static size_t furniture_from(yd_plan *plan, size_t first, size_t end)
{
	size_t i = first;
	for (; i < end; i++) {
		if (plan->paras[i].role != YD_ROLE_PREAMBLE)
			continue;
		if (!yd_shape_is_furniture(text_of(plan, i)))
			break;
		plan->paras[i].role = YD_ROLE_FURNITURE;
	}
	return i;
}

void yd_head_read(yd_plan *plan)
{
	size_t low = 0, high = plan->first_body, notice_start;
	while (low < high && plan->paras[low].role == YD_ROLE_FRONT)
		low++;
	for (size_t i = low; i < high; i++)
		if (plan->paras[i].role == YD_ROLE_BODY)
			plan->paras[i].role = YD_ROLE_PREAMBLE;
	find_doc_numbers(plan, low, high);
	/* Entries of a table of contents look like titles; the title stands before or behind it. */
	size_t contents = plan->contents < high ? plan->contents : high;
	title own = choose_title(plan, low, contents, &notice_start);
	if (own.end == own.first && contents < high)
		own = choose_title(plan, plan->contents_end, high, &notice_start);
	if (own.end == own.first && plan->look_count)
		own = marked_title(plan, low, high);
	if (own.end == own.first)
		own = brought_title(plan, low, contents, &notice_start);
	if (own.end == own.first)
		own = plain_title(plan, low, high);
	plan->title_end = own.end > own.first ? own.end : low;
	if (own.end > own.first) {
		size_t above = line_above_subtitle(plan, &own, low, high);
		if (above < high)
			plan->paras[above].role = YD_ROLE_TITLE;
		for (size_t i = own.first; i < own.end; i++)
			plan->paras[i].role = YD_ROLE_TITLE;
		set_roles(plan, low, notice_start < own.first ? notice_start : own.first,
			YD_ROLE_FURNITURE);
	}
	/* The lines of facts below a title, be it the notice's or the plan's. */
	if (notice_start < own.first)
		for (size_t i = notice_start;
			i < own.first && !yd_shape_is_sentence(text_of(plan, i)); i++)
			if (plan->paras[i].role == YD_ROLE_PREAMBLE &&
				yd_shape_is_furniture(text_of(plan, i)))
				plan->paras[i].role = YD_ROLE_FURNITURE;
	find_repeated_title(plan, &own, high);
	furniture_from(plan, plan->title_end, high);
	find_labelled_doc_number(plan, low, high);
}
