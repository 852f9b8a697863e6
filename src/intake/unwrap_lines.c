/* What a line looks like on its page: columns, indent, blank lines above it, page numbers. */
#include "unwrap.h"
#include "words.h"

#include <string.h>
#include <yaodian/text.h>

static uint32_t columns_of(yd_str text)
{
	uint32_t columns = 0;
	for (size_t at = 0; at < text.len && columns < YD_LINE_LONG;) {
		unsigned char c = (unsigned char)text.ptr[at];
		at += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
		columns += c < 0x80 ? (c == '\t' ? 4 : 1) : 2;
	}
	return columns;
}

static uint32_t double_chars(yd_str text)
{
	return 2 * (uint32_t)yd_count_chars(text, YD_LINE_LONG / 2);
}

/* The indent of a line, the empty lines above it and a form feed, out of what stands before it. */
static void measure_gap(yd_str gap, yd_page_line *line)
{
	size_t lines = 0, after = 0;
	for (size_t i = 0; i < gap.len; i++) {
		char c = gap.ptr[i];
		if (c == '\f')
			line->page_above = true;
		if (c == '\n' || c == '\f' || c == '\v' ||
			(c == '\r' && (i + 1 == gap.len || gap.ptr[i + 1] != '\n')))
			lines++, after = i + 1;
	}
	line->blank = lines > 1 ? (uint32_t)lines - 1 : 0;
	yd_str blanks = {gap.ptr + after, gap.len - after};
	line->indent = line->by_chars = columns_of(blanks);
}

/* The span without its blanks; room for it was made. */
static yd_str take_blanks_out(yd_str span, yd_buf *plain)
{
	size_t start = plain->len;
	for (size_t at = 0, len; at < span.len; at += len) {
		uint32_t cp;
		len = yd_utf8_decode((yd_str){span.ptr + at, span.len - at}, &cp, NULL);
		if (!yd_cp_is_space(cp))
			yd_buf_add(plain, span.ptr + at, len);
	}
	return (yd_str){plain->ptr + start, plain->len - start};
}

/* 科 ）: the rest of a letter-spaced line is too short to tell alone. */
static bool is_spaced_rest(yd_str text)
{
	size_t run = 0, alone = 0, wide = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		wide += cp >= 0x80 && !yd_cp_is_space(cp);
		run = yd_cp_is_space(cp) ? 0 : run + 1;
		alone += run == 1;
		if (run > 1)
			return false;
	}
	return alone > 1 && wide > 0;
}

/* Lines with blanks between their characters; where most are, short ones too. */
static void find_spaced(yd_page_line *lines, size_t count, size_t source_len, yd_buf *plain)
{
	size_t spaced = 0;
	for (size_t i = 0; i < count; i++) {
		lines[i].spaced = yd_line_is_spaced(lines[i].span);
		spaced += lines[i].spaced;
	}
	if (spaced)
		yd_buf_reserve(plain, source_len);
	for (size_t i = 0; i < count; i++) {
		lines[i].spaced |= spaced * 2 > count && is_spaced_rest(lines[i].span);
		if (lines[i].spaced)
			lines[i].text = take_blanks_out(lines[i].span, plain);
	}
}

/* 城东小学    1080    8月: cells parted by tabs or wide gaps, which running text may have as well.
 */
static bool is_row(yd_str text)
{
	enum { FEWEST = 2, WIDE = 2 };
	static const char *const marks[] = {"，", "。", "；"};
	size_t gaps = 0, blanks = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == ' ' || c == '\t')
			blanks += c == '\t' ? WIDE : 1;
		else
			gaps += blanks >= WIDE, blanks = 0;
	}
	return gaps >= FEWEST && !YD_HOLDS(text, marks);
}

yd_page_line *yd_lines_measure(const yd_plan *plan, yd_buf *plain)
{
	yd_page_line *lines = yd_alloc((plan->para_count + 1) * sizeof *lines);
	size_t before = 0;
	for (size_t i = 0; i < plan->para_count; i++) {
		const yd_para *para = &plan->paras[i];
		lines[i].span = lines[i].text = yd_para_text(plan, i);
		lines[i].apart = para->role == YD_ROLE_FRONT || para->heading ||
				 (para->look & YD_LOOK_ROW) || yd_is_paged_entry(lines[i].span);
		measure_gap((yd_str){plan->source.ptr + before, para->start - before}, &lines[i]);
		before = para->end;
	}
	find_spaced(lines, plan->para_count, plan->source.len, plain);
	for (size_t i = 0; i < plan->para_count; i++) {
		lines[i].apart |= !lines[i].spaced && is_row(lines[i].span);
		lines[i].width = lines[i].indent + columns_of(lines[i].text);
		lines[i].by_chars += double_chars(lines[i].text);
	}
	return lines;
}

void yd_lines_find_labels(yd_page_line *lines, size_t count)
{
	bool seen[YD_NUMBERING_COUNT] = {false};
	for (size_t i = 0; i < count; i++) {
		yd_label label = yd_label_read(lines[i].text);
		lines[i].label = label.style != YD_NUMBERING_NONE;
		lines[i].weak = label.belief == YD_BELIEF_STRICT ||
				label.belief == YD_BELIEF_PAIR ||
				(label.value > 1 && !seen[label.style]);
		seen[label.style] |= !lines[i].weak;
	}
}

uint32_t yd_line_first_token(yd_str text)
{
	uint32_t columns = 0;
	for (; columns < text.len; columns++) {
		char c = text.ptr[columns], lower = (char)(c | 32);
		bool part = (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'z') ||
			    (columns && (c == '.' || c == '%'));
		if (!part)
			break;
	}
	return columns ? columns : 2;
}

/* ---- brackets ---- */

bool yd_line_ends_open(yd_str text)
{
	static const char *const open[] = {
		"（", "(", "《", "〈", "“", "‘", "「", "『", "【", "〔", "["};
	return YD_ENDS(text, open);
}

/* A bracket that is open for longer has been forgotten. */
static yd_str end_of_line(yd_str text)
{
	enum { REACH = 240 };
	size_t reach = text.len < REACH ? text.len : REACH;
	return (yd_str){text.ptr + (text.len - reach), reach};
}

static bool is_open(yd_str text, yd_str open, yd_str close)
{
	size_t last = SIZE_MAX;
	for (size_t at = 0; (at = yd_str_find(text, open, at)) != SIZE_MAX; at++)
		last = at;
	return last != SIZE_MAX && yd_str_find(text, close, last) == SIZE_MAX;
}

static bool closes(yd_str text, yd_str below, yd_str open, yd_str close)
{
	return is_open(text, open, close) &&
	       yd_str_find(below, close, 0) < yd_str_find(below, open, 0);
}

bool yd_line_holds_open(yd_str text)
{
	yd_str end = end_of_line(text);
	return is_open(end, YD_STR("（"), YD_STR("）")) || is_open(end, YD_STR("("), YD_STR(")"));
}

bool yd_line_closes_bracket(yd_str text, yd_str below)
{
	yd_str end = end_of_line(text);
	return closes(end, below, YD_STR("（"), YD_STR("）")) ||
	       closes(end, below, YD_STR("("), YD_STR(")"));
}

bool yd_line_is_remark(yd_str text)
{
	return (yd_str_starts(text, YD_STR("（")) || yd_str_starts(text, YD_STR("("))) &&
	       yd_label_read(text).style == YD_NUMBERING_NONE;
}

bool yd_line_holds_remark(yd_str text)
{
	static const char *const starts[] = {"。（", "。("};
	for (size_t i = 0; i < YD_LENGTH(starts); i++) {
		size_t at = yd_str_find(text, yd_str_of(starts[i]), 0);
		size_t mark = strlen("。");
		if (at != SIZE_MAX &&
			yd_label_read((yd_str){text.ptr + at + mark, text.len - at - mark}).style ==
				YD_NUMBERING_NONE)
			return true;
	}
	return false;
}

/* ---- starts and ends ---- */

bool yd_line_ends_in_digit(yd_str text)
{
	static const char *const wide[] = {
		"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
	char last = text.len ? text.ptr[text.len - 1] : 0;
	return (last >= '0' && last <= '9') || YD_ENDS(text, wide);
}

/* 。 or ） at the start of a line: no paragraph begins so. */
bool yd_line_begins_closed(yd_str text)
{
	static const char *const marks[] = {"。", "，", "、", "；", "：", "）", "》", "”", "！",
		"？", "」", "』", "】", "〕", "％"};
	return YD_BEGINS(text, marks);
}

/* What never begins a paragraph behind a digit. */
bool yd_line_goes_on_number(yd_str text)
{
	static const char *const units[] = {"年", "月", "日", "％", "%", "万", "亿", "个", "所",
		"名", "人", "元", "余", "多", "项", "条", "号", "岁", "分", "届", "次", "家", "．",
		"平方", "公里", "套", "间", "台", "册", "门", "节", "期", "学年", "—", "-", "～",
		"〕"};
	return YD_BEGINS(text, units);
}

bool yd_line_begins_item(yd_str text)
{
	static const char *const bullets[] = {"——", "●", "◆", "★", "■", "▲", "•", "○", "◎", "※",
		"☆", "◇", "□", "△", "►", "▶", "➢", "➤", "▪", "❖", "附件", "附：", "（责任", "(责任",
		"责任科室", "责任单位", "牵头单位"};
	return YD_BEGINS(text, bullets);
}

/* ---- letter-spaced lines ---- */

bool yd_line_is_spaced(yd_str text)
{
	/* Of so many characters so many in a hundred stand alone between blanks; words and numbers
	 * in ASCII do not count. */
	enum { FEWEST = 6, PER_CENT = 80, FIRST = 3 };
	size_t chars = 0, alone = 0, run = 0;
	unsigned page;
	bool wide = false; /* the run has a character that is not ASCII */
	if (text.len > 2 && yd_line_is_page_number(text, true, &page))
		return false;
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (yd_cp_is_space(cp)) {
			alone += run == 1 && wide;
			run = 0;
			wide = false;
			continue;
		}
		run++;
		wide |= cp >= 0x80;
		chars += cp >= 0x80;
		/* The first of them tell for nearly all lines. */
		if (cp >= 0x80 && chars == FIRST && alone + 1 < FIRST)
			return false;
	}
	alone += run == 1 && wide;
	return chars >= FEWEST && alone * 100 >= chars * PER_CENT;
}
