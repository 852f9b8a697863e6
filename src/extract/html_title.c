/* Where a page has its title: by what its head calls it, else by the look and the place of a line.
 */
#include "html.h"

#include <string.h>
#include <yaodian/text.h>

/* How many blocks from `at` on make up the title: a broken title is several. 0: they do not. */
static size_t title_at(const struct html *html, size_t at, size_t end, yd_str folded)
{
	enum { MOST_LINES = 4 };
	yd_buf joined = {0};
	size_t found = 0;
	for (size_t n = 0; n < MOST_LINES && at + n < end && !found; n++) {
		const struct block *block = &html->blocks[at + n];
		if (block->chars > 200 || (html_is_linked(block) && n))
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

static html_title find_named(const struct html *html, size_t first, size_t end, char *const *titles)
{
	enum { BEFORE = 60, INSIDE = 20 };
	html_title place = {0};
	yd_buf folded = {0};
	size_t from = first > BEFORE ? first - BEFORE : 0;
	size_t to = end - first > INSIDE ? first + INSIDE : end;
	for (; *titles && !place.count; titles++) {
		yd_buf_clear(&folded);
		yd_fold(yd_str_of(*titles), &folded);
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

/* Set off as titles are, or ending as titles of documents do. */
static bool looks_like_title(const struct html *html, const struct block *block)
{
	enum { SHORTEST = 6, SHORTEST_BY_LOOK = 8, LONGEST = 60 };
	yd_str text = html_block_text(html, block);
	if (html_is_linked(block) || block->chars < SHORTEST || block->chars > LONGEST ||
		(block->hints & HINT_ROW) || yd_str_find(text, YD_STR("。"), 0) != SIZE_MAX ||
		yd_str_ends(text, YD_STR("：")) || line_is_numbered(text))
		return false;
	if (line_is_furniture(text) || (line_is_info(text) && !line_ends_title(text)))
		return false;
	bool set_off = block->heading || (block->hints & (HINT_CENTRED | HINT_BOLD)) ||
		       html->elements[block->element].title;
	return line_ends_title(text) || (set_off && block->chars >= SHORTEST_BY_LOOK);
}

/* What a title and its text may have between them: date, source, what a visitor can do. */
static bool stands_between(const struct html *html, const struct block *block)
{
	enum { SHORT = 12 };
	yd_str text = html_block_text(html, block);
	return line_is_furniture(text) || line_is_info(text) || html_is_linked(block) ||
	       block->chars <= SHORT;
}

/*
 * No name that the page's head has stands near the text: many pages have the site's alone there.
 * The nearest line above the text that looks like a title is it, when nothing but its date and the
 * like stand between; else one of the first lines of the text, before the site's name is taken.
 */
static html_title find_by_look(
	const struct html *html, size_t first, size_t end, char *const *titles)
{
	enum { BEFORE = 12, INSIDE = 3 };
	size_t from = first > BEFORE ? first - BEFORE : 0;
	for (size_t at = first; at-- > from;) {
		if (looks_like_title(html, &html->blocks[at]))
			return (html_title){at, 1};
		if (!stands_between(html, &html->blocks[at]))
			break;
	}
	for (size_t at = first; *titles && at < end && at < first + INSIDE; at++)
		if (line_ends_title(html_block_text(html, &html->blocks[at])) &&
			looks_like_title(html, &html->blocks[at]))
			return (html_title){at, 1};
	return (html_title){0};
}

html_title html_find_title(const struct html *html, size_t first, size_t end, char *const *titles)
{
	html_title named = find_named(html, first, end, titles);
	return named.count ? named : find_by_look(html, first, end, titles);
}

void html_title_text(const struct html *html, html_title title, yd_buf *out)
{
	for (size_t i = title.at; i < title.at + title.count; i++)
		yd_buf_add_str(out, html_block_text(html, &html->blocks[i]));
}
