/*
 * Which blocks of a page are the document.
 *
 * The method is that of text density over blocks (Kohlschütter and others, "Boilerplate Detection
 * using Shallow Text Features", 2010; Sun and others, "DOM Based Content Extraction via Text
 * Density", 2011), for pages with one text:
 *
 * 1. Each block is worth its characters outside links; a quarter of them when it has neither a
 * sentence's punctuation nor a number nor much length; nothing when more than half of it are links
 * or it is furniture by its shape. What stands in elements that are named as navigation is worth a
 * fraction.
 * 2. The document is in the smallest element that holds nearly all of the page's worth (MOST): from
 * the body down, as long as one child does.
 * 3. Where a smaller element has most of it (HALF), and what stands beside that one is full of
 * links (LINKED), as teasers of other pages are, the smaller one is it.
 * 4. Of that element's blocks, links in a row and furniture are left out. Before it, the title is
 * looked for, and lines with date and source below the title.
 */
#include "html.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

#define MOST   0.75
#define HALF   0.55
#define LINKED 0.12

static bool has_punctuation(yd_str text)
{
	static const char *const marks[] = {"。", "；", "，", "！", "？"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (yd_str_find(text, yd_str_of(marks[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static bool is_linked(const struct block *block)
{
	return block->link_chars * 2 > block->chars;
}

static double worth_of(const struct html *html, const struct block *block)
{
	enum { LONG = 40 };
	yd_str text = html_block_text(html, block);
	if (is_linked(block) || line_is_furniture(text))
		return 0;
	double worth = (double)(block->chars - block->link_chars);
	if (!has_punctuation(text) && block->chars < LONG && !line_is_numbered(text))
		worth /= 4;
	return worth * html->elements[block->element].factor;
}

/* Elements stand before those inside them, so that sums go up from the end. */
static void sum_worth(struct html *html)
{
	for (size_t i = 0; i < html->block_count; i++)
		html->elements[html->blocks[i].element].worth += worth_of(html, &html->blocks[i]);
	for (size_t i = html->element_count; i-- > 1;)
		html->elements[html->elements[i].parent].worth += html->elements[i].worth;
}

/* The innermost element with such a share of the worth: those that have it lie one in the other,
 * and the last of them is it. */
static size_t innermost(const struct html *html, double share)
{
	size_t best = 0;
	for (size_t i = 0; i < html->element_count; i++)
		if (html->elements[i].worth >= share * html->elements[0].worth &&
			html->elements[i].end_block > html->elements[i].first_block)
			best = i;
	/* A single paragraph with most of the text is not the document: what holds it and its like
	 * is. */
	while (best && html->elements[best].end_block - html->elements[best].first_block < 2 &&
		html->elements[html->elements[best].parent].worth >
			html->elements[best].worth * 1.02)
		best = html->elements[best].parent;
	while (best && html->elements[best].part)
		best = html->elements[best].parent;
	return best;
}

/* The share of links among the characters of [from, end). */
static double link_share(const struct html *html, size_t from, size_t end, size_t *chars)
{
	size_t links = 0;
	*chars = 0;
	for (size_t i = from; i < end; i++) {
		links += html->blocks[i].link_chars;
		*chars += html->blocks[i].chars;
	}
	return *chars ? (double)links / (double)*chars : 0;
}

static size_t find_main(const struct html *html)
{
	size_t best = innermost(html, MOST), inner = innermost(html, HALF);
	const struct element *out = &html->elements[best], *in = &html->elements[inner];
	size_t before, after, own;
	bool inside = in->first_block >= out->first_block && in->end_block <= out->end_block;
	double links_before = link_share(html, out->first_block, in->first_block, &before);
	double links_after = link_share(html, in->end_block, out->end_block, &after);
	double links = (links_before * (double)before + links_after * (double)after) /
		       (double)(before + after ? before + after : 1);
	double own_links = link_share(html, in->first_block, in->end_block, &own);
	return inside && links >= LINKED && own_links < LINKED / 2 ? inner : best;
}

/* ---- the title ---- */

static void fold_line(yd_str text, yd_buf *out)
{
	yd_buf_clear(out);
	yd_fold(text, out);
}

/* How many blocks from `at` on make up the title: a broken title is several. 0: they do not. */
static size_t title_at(const struct html *html, size_t at, size_t end, yd_str folded)
{
	enum { MOST_LINES = 4 };
	yd_buf joined = {0};
	size_t found = 0;
	for (size_t n = 0; n < MOST_LINES && at + n < end && !found; n++) {
		const struct block *block = &html->blocks[at + n];
		if (block->chars > 200 || (is_linked(block) && n))
			break;
		yd_fold(html_block_text(html, block), &joined);
		if (joined.len > folded.len || memcmp(joined.ptr, folded.ptr, joined.len) != 0)
			break;
		if (joined.len == folded.len)
			found = n + 1;
	}
	yd_buf_free(&joined);
	return found;
}

typedef struct title_place {
	size_t at, count; /* count 0: not found */
} title_place;

static title_place find_title(
	const struct html *html, size_t first, size_t end, char *const *titles)
{
	enum { BEFORE = 60, INSIDE = 20 };
	title_place place = {0};
	yd_buf folded = {0};
	size_t from = first > BEFORE ? first - BEFORE : 0;
	size_t to = end - first > INSIDE ? first + INSIDE : end;
	for (; *titles && !place.count; titles++) {
		fold_line(yd_str_of(*titles), &folded);
		if (!folded.len)
			continue;
		/* The nearest to the text: breadcrumbs repeat it. */
		for (size_t at = to; at-- > from && !place.count;) {
			place.at = at;
			place.count = title_at(html, at, html->block_count, yd_buf_str(&folded));
		}
	}
	yd_buf_free(&folded);
	return place;
}

/* ---- giving it ---- */

static bool add_block(
	const struct html *html, const struct block *block, unsigned heading, struct page *page)
{
	return page_add(page, html_block_text(html, block),
		(struct paragraph){.hints = block->hints,
			.heading = heading ? heading : block->heading,
			.number_len = block->number_len,
			.number_level = block->number_level});
}

static bool is_attachment(yd_str text)
{
	return yd_str_starts(text, YD_STR("附件")) || yd_str_find(text, YD_STR("附件"), 0) < 12;
}

/* The document's own words, even in links: a link alone in its line that goes on to another page is
 * none of them. */
static bool is_content(const struct html *html, const struct block *block)
{
	yd_str text = html_block_text(html, block);
	if (line_is_furniture(text))
		return false;
	if (is_linked(block))
		return is_attachment(text) || line_is_numbered(text) || has_punctuation(text);
	return html->elements[block->element].factor > 0.5 || has_punctuation(text) ||
	       line_is_numbered(text);
}

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
static bool take_page_date(const struct html *html, size_t at, struct page *page)
{
	enum { LONGEST = 40 };
	const struct block *block = &html->blocks[at];
	yd_str text = html_block_text(html, block);
	char date[11] = "";
	if (block->chars > LONGEST || has_punctuation(text) || line_is_numbered(text) ||
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

static void add_before(const struct html *html, title_place title, size_t first, struct page *page)
{
	for (size_t i = title.at; i < title.at + title.count && i < first; i++)
		add_block(html, &html->blocks[i], 1, page);
	for (size_t i = title.at + title.count; i < first; i++)
		if (!take_page_date(html, i, page) && !is_linked(&html->blocks[i]) &&
			line_is_info(html_block_text(html, &html->blocks[i])))
			add_block(html, &html->blocks[i], 0, page);
}

bool html_add_main(struct html *html, char *const *titles, struct page *page)
{
	if (!html->block_count)
		return page_fail(page, "there is no text in this page");
	sum_worth(html);
	const struct element *best = &html->elements[find_main(html)];
	size_t first = best->first_block, end = best->end_block;
	title_place title = find_title(html, first, end, titles);
	if (title.count)
		add_before(html, title, first, page);
	else if (*titles && yd_utf8_count(yd_str_of(*titles)) >= 8)
		page_add(page, yd_str_of(*titles), (struct paragraph){.heading = 1});
	enum { INFO_LINES = 4 };
	size_t info_end = title.count && title.at >= first ? title.at + title.count : first;
	size_t texts = 0;
	for (size_t i = first; i < end && !page->error; i++) {
		bool in_title = i >= title.at && i < title.at + title.count;
		if (!in_title && i < info_end + INFO_LINES && take_page_date(html, i, page))
			continue;
		if (!in_title && !is_content(html, &html->blocks[i]))
			continue;
		texts += !in_title && !line_is_info(html_block_text(html, &html->blocks[i]));
		add_block(html, &html->blocks[i], in_title ? 1 : 0, page);
	}
	find_owner(html, page);
	if (!texts && !page->error)
		return page_fail(page,
			"there is no text in this page but a title, links and menus: a script, a "
			"frame or an attachment may hold it");
	return !page->error;
}
