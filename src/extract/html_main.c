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

static double worth_of(const struct html *html, const struct block *block)
{
	enum { LONG = 40 };
	yd_str text = html_block_text(html, block);
	if (html_is_linked(block) || block->aside || line_is_furniture(text))
		return 0;
	double worth = (double)(block->chars - block->link_chars);
	if (!line_has_punctuation(text) && block->chars < LONG && !line_is_numbered(text))
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

/* ---- giving it ---- */

static bool add_block(const struct html *html, const struct block *block, struct page *page)
{
	return page_add(page, html_block_text(html, block),
		(struct paragraph){.hints = block->hints,
			.heading = block->heading,
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
	if (block->aside || line_is_furniture(text))
		return false;
	if (html_is_linked(block))
		return is_attachment(text) || line_is_numbered(text) || line_has_punctuation(text);
	return html->elements[block->element].factor > 0.5 || line_has_punctuation(text) ||
	       line_is_numbered(text);
}

/* A title that is broken over lines is one paragraph. */
static void add_title(
	const struct html *html, html_title title, char *const *titles, struct page *page)
{
	yd_buf text = {0};
	html_title_text(html, title, titles, &text);
	page_add(page, yd_buf_str(&text),
		(struct paragraph){.hints = html->blocks[title.at].hints, .heading = 1});
	free(page->title);
	page->title = page_clean_copy(yd_buf_str(&text));
	yd_buf_free(&text);
}

static void add_before(const struct html *html, html_title title, char *const *titles, size_t first,
	struct page *page)
{
	if (title.at < first)
		add_title(html, title, titles, page);
	for (size_t i = title.at + title.count; i < first; i++)
		if (!html_take_page_date(html, i, page) && !html_is_linked(&html->blocks[i]) &&
			line_is_info(html_block_text(html, &html->blocks[i])))
			add_block(html, &html->blocks[i], page);
}

/* A notice of a few lines is the cover of its attachment. */
static void tell_attachment(const struct html *html, size_t first, size_t end, struct page *page)
{
	static const char *const kinds[] = {".pdf", ".doc", ".wps", ".ofd", ".rtf", ".PDF", ".DOC"};
	enum { SHORT = 300 };
	size_t chars = 0, link = end;
	for (size_t i = first; i < end; i++) {
		const struct block *block = &html->blocks[i];
		if (is_content(html, block))
			chars += block->chars - block->link_chars;
		else if (block->aside)
			continue;
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds && block->link_chars; k++)
			if (link == end && yd_str_find(html_block_text(html, block),
						   yd_str_of(kinds[k]), 0) != SIZE_MAX)
				link = i;
	}
	yd_str name = link < end ? html_block_text(html, &html->blocks[link]) : (yd_str){0};
	if (link < end && chars < SHORT && name.len < SHORT)
		page_warn(page, "its attachment may hold the text, and was not read: %.*s",
			(int)name.len, name.ptr);
}

bool html_add_main(struct html *html, char *const *titles, struct page *page)
{
	if (!html->block_count)
		return page_fail(page, "there is no text in this page");
	html_mark_asides(html);
	sum_worth(html);
	const struct element *best = &html->elements[find_main(html)];
	size_t first = best->first_block, end = best->end_block;
	html_title title = html_find_title(html, first, end, titles);
	if (title.count)
		add_before(html, title, titles, first, page);
	else if (*titles && yd_utf8_count(yd_str_of(*titles)) >= 8)
		page_add(page, yd_str_of(*titles), (struct paragraph){.heading = 1});
	html_add_number(html, first, end, page);
	enum { INFO_LINES = 4 };
	size_t info_end = title.count && title.at >= first ? title.at + title.count : first;
	size_t texts = 0;
	for (size_t i = first; i < end && !page->error; i++) {
		bool in_title = i >= title.at && i < title.at + title.count;
		if (!in_title && i < info_end + INFO_LINES && html_take_page_date(html, i, page))
			continue;
		if (!in_title && i < first + HTML_FACT_ROWS && html_is_fact_row(html, i))
			continue;
		if (!in_title && !is_content(html, &html->blocks[i]))
			continue;
		texts += !in_title && !html_is_linked(&html->blocks[i]) &&
			 !line_is_info(html_block_text(html, &html->blocks[i]));
		if (!in_title)
			add_block(html, &html->blocks[i], page);
		else if (i == title.at)
			add_title(html, title, titles, page);
	}
	html_read_facts(html, first, end, page);
	tell_attachment(html, first, end, page);
	if (!texts && !page->error)
		return page_fail(page,
			"there is no text in this page but a title, links and menus: a script, a "
			"frame or an attachment may hold it");
	return !page->error;
}
