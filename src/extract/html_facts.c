/* What a page says of its document outside of the text: number, date, source, in tables and lines
 * of their own. */
#include "html.h"

#include <string.h>
#include <yaodian/text.h>

/* ---- labels and values ---- */

enum fact { NO_FACT, NUMBER, DATE, SOURCE, OTHER };

/* 文　　号： without blanks and colon. */
static void bare_label(yd_str text, yd_buf *out)
{
	yd_buf_clear(out);
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!yd_cp_is_space(cp) && cp != ':' && cp != 0xFF1A && cp != 0x3010 &&
			cp != 0x3011)
			yd_buf_add(out, text.ptr + at, step);
	}
}

static enum fact fact_of(yd_str label)
{
	static const struct {
		const char *label;
		enum fact fact;
	} facts[] = {{"文号", NUMBER}, {"发文字号", NUMBER}, {"发布文号", NUMBER},
		{"文件编号", NUMBER}, {"成文日期", DATE}, {"发文日期", DATE}, {"发布日期", DATE},
		{"发布时间", DATE}, {"生成日期", DATE}, {"公开日期", DATE}, {"信息日期", DATE},
		{"发布机构", SOURCE}, {"发文机关", SOURCE}, {"发文单位", SOURCE},
		{"发文机构", SOURCE}, {"发布单位", SOURCE}, {"公开机构", SOURCE},
		{"信息来源", SOURCE}, {"来源", SOURCE}, {"索引号", OTHER}, {"主题词", OTHER},
		{"关键词", OTHER}, {"公开目录", OTHER}, {"主题分类", OTHER}, {"分类", OTHER},
		{"信息分类", OTHER}, {"体裁分类", OTHER}, {"组配分类", OTHER}, {"有效性", OTHER},
		{"效力状态", OTHER}, {"名称", OTHER}, {"标题", OTHER}, {"信息名称", OTHER},
		{"公开方式", OTHER}, {"公开形式", OTHER}, {"公开范围", OTHER}, {"公开程序", OTHER},
		{"公开时限", OTHER}, {"信息格式", OTHER}, {"生效日期", OTHER}, {"废止日期", OTHER},
		{"浏览量", OTHER}, {"内容概述", OTHER}, {"统一登记号", OTHER}};
	enum { LONGEST = 60 }; /* bytes */
	yd_buf bare = {0};
	enum fact found = NO_FACT;
	if (label.len > LONGEST)
		return found;
	bare_label(label, &bare);
	for (size_t i = 0; i < sizeof facts / sizeof *facts && !found; i++)
		if (yd_str_equal(yd_buf_str(&bare), yd_str_of(facts[i].label)))
			found = facts[i].fact;
	yd_buf_free(&bare);
	return found;
}

/* 教发〔2024〕5号: a year in brackets, and 号 at the end. */
static bool is_number(yd_str text)
{
	static const char *const open[] = {"〔", "[", "［", "【", "（", "(", "﹝"};
	enum { LONGEST = 40 };
	if (yd_utf8_count(text) > LONGEST || !yd_str_ends(text, YD_STR("号")))
		return false;
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		size_t at = yd_str_find(text, yd_str_of(open[i]), 0);
		size_t year = at == SIZE_MAX ? 0 : at + strlen(open[i]);
		if (at && at != SIZE_MAX && year + 4 < text.len &&
			strspn(text.ptr + year, "0123456789") >= 4)
			return true;
	}
	return false;
}

/* The value of the next label from *at on; cells of a row, a line with a colon, a label with the
 * value in the next block (dt and dd). */
typedef struct cells {
	const struct html *html;
	size_t block, at; /* at: bytes of that block that are done */
} cells;

static yd_str next_cell(cells *c, size_t end)
{
	while (c->block < end) {
		const struct block *block = &c->html->blocks[c->block];
		yd_str text = html_block_text(c->html, block);
		if (c->at < text.len) {
			const char *tab = memchr(text.ptr + c->at, '\t', text.len - c->at);
			size_t stop = tab ? (size_t)(tab - text.ptr) : text.len;
			yd_str cell = {text.ptr + c->at, stop - c->at};
			c->at = stop + 1;
			return yd_text_trim(cell);
		}
		c->block++;
		c->at = 0;
	}
	return (yd_str){0};
}

static yd_str find_fact(const struct html *html, size_t from, size_t end, enum fact wanted)
{
	cells c = {.html = html, .block = from};
	for (;;) {
		yd_str cell = next_cell(&c, end);
		if (!cell.ptr)
			return cell;
		if (fact_of(cell) != wanted)
			continue;
		yd_str value = next_cell(&c, end);
		char date[11];
		bool fits = wanted == NUMBER ? is_number(value)
			    : wanted == DATE
				    ? page_date(value, date)
				    : value.len >= 12 && value.len <= 90 && !fact_of(value);
		if (fits)
			return value;
	}
}

bool html_is_fact_row(const struct html *html, size_t at)
{
	cells c = {.html = html, .block = at};
	size_t labels = 0, all = 0;
	if (!(html->blocks[at].hints & HINT_ROW))
		return false;
	for (yd_str cell; (cell = next_cell(&c, at + 1)).ptr; all++)
		labels += fact_of(cell) != NO_FACT;
	return labels && labels * 2 >= all;
}

/* In a table above the text, at its beginning, or beside it. */
static yd_str find_around(const struct html *html, size_t first, size_t end, enum fact wanted)
{
	enum { AROUND = 60 };
	size_t from = first > AROUND ? first - AROUND : 0;
	size_t stop = html->block_count - end > AROUND ? end + AROUND : html->block_count;
	yd_str found = find_fact(html, from, first, wanted);
	for (size_t i = first; !found.ptr && i < end && i < first + HTML_FACT_ROWS; i++)
		if (html_is_fact_row(html, i))
			found = find_fact(html, i, i + 1, wanted);
	return found.ptr ? found : find_fact(html, end, stop, wanted);
}

void html_add_number(const struct html *html, size_t first, size_t end, struct page *page)
{
	yd_str number = find_around(html, first, end, NUMBER);
	for (size_t i = first; number.ptr && i < end; i++)
		if (yd_str_find(html_block_text(html, &html->blocks[i]), number, 0) != SIZE_MAX &&
			!html_is_fact_row(html, i))
			return;
	if (number.ptr)
		page_add(page, number, (struct paragraph){.hints = HINT_CENTRED});
}

/* ---- lines ---- */

static void find_owner(const struct html *html, struct page *page)
{
	yd_buf owner = {0};
	for (size_t i = html->block_count; i-- > 0 && !page->source;)
		if (line_owner(html_block_text(html, &html->blocks[i]), &owner))
			page->source = page_clean_copy(yd_buf_str(&owner));
	yd_buf_free(&owner);
}

/* Where 2024-03-05, 2024/3/5 or 2024.3.5 begins in the text; text.len: nowhere. */
static size_t find_page_date(yd_str text, char out[11])
{
	for (size_t at = 0; at + 8 <= text.len; at++) {
		bool begins = !at || text.ptr[at - 1] < '0' || text.ptr[at - 1] > '9';
		size_t left = text.len - at;
		if (begins && text.ptr[at] >= '1' && text.ptr[at] <= '2' &&
			strchr("-/.", text.ptr[at + 4]) &&
			page_date((yd_str){text.ptr + at, left < 12 ? left : 12}, out))
			return at;
	}
	return text.len;
}

/*
 * 2024-03-05 09:00, perhaps with who put it there and without saying what it is: of the page, and
 * no text. It gives the date. One alone begins the line, or has the time of day behind it.
 */
bool html_take_page_date(const struct html *html, size_t at, struct page *page)
{
	enum { LONGEST = 40 };
	const struct block *block = &html->blocks[at];
	yd_str text = html_block_text(html, block);
	char date[11] = "";
	if (block->chars > LONGEST || line_has_punctuation(text) || line_is_numbered(text) ||
		yd_str_find(text, YD_STR("："), 0) != SIZE_MAX)
		return false;
	if (text.len > 2 && (text.ptr[0] == '(' || text.ptr[0] == '['))
		text = (yd_str){text.ptr + 1, text.len - 1};
	size_t found = find_page_date(text, date);
	if (found == text.len)
		return false;
	yd_str behind = {text.ptr + found, text.len - found};
	if (found && !memchr(behind.ptr, ':', behind.len))
		return false;
	if (!page->date[0])
		memcpy(page->date, date, sizeof date);
	return true;
}

void html_read_facts(const struct html *html, size_t first, size_t end, struct page *page)
{
	yd_str date = page->date[0] ? (yd_str){0} : find_around(html, first, end, DATE);
	yd_str source = page->source ? (yd_str){0} : find_around(html, first, end, SOURCE);
	if (date.ptr)
		page_date(date, page->date);
	if (source.ptr)
		page->source = page_clean_copy(source);
	find_owner(html, page);
}
