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

/* The same look and heading, or lines of one element. */
static bool is_set_alike(const struct block *one, const struct block *two)
{
	const unsigned looks = HINT_CENTRED | HINT_BOLD | HINT_HEI | HINT_SONG;
	return one->heading == two->heading && (one->hints & looks) == (two->hints & looks) &&
	       (one->element == two->element || one->heading || (one->hints & HINT_CENTRED));
}

/* Does the line above the title's first begin it? Who publishes stands there too, with 文件 and a
 * number. */
static bool begins_title(
	const struct html *html, const struct block *above, const struct block *first)
{
	enum { SHORTEST = 4, LONGEST = 45 };
	yd_str text = html_block_text(html, above);
	return !html_is_linked(above) && !above->aside && above->chars >= SHORTEST &&
	       above->chars <= LONGEST && is_set_alike(above, first) &&
	       !line_has_punctuation(text) && !line_is_furniture(text) && !line_is_info(text) &&
	       !line_is_numbered(text) && !line_ends_title(text) &&
	       !yd_str_ends(text, YD_STR("文件")) && !yd_str_ends(text, YD_STR("号"));
}

static html_title with_lines_above(const struct html *html, size_t at)
{
	enum { MOST_LINES = 3 };
	html_title title = {.at = at, .count = 1};
	while (title.at && title.count < MOST_LINES &&
		begins_title(html, &html->blocks[title.at - 1], &html->blocks[title.at])) {
		title.at--;
		title.count++;
	}
	return title;
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
			return with_lines_above(html, at);
		if (!stands_between(html, &html->blocks[at]))
			break;
	}
	for (size_t at = first; *titles && at < end && at < first + INSIDE; at++)
		if (line_ends_title(html_block_text(html, &html->blocks[at])) &&
			looks_like_title(html, &html->blocks[at]))
			return with_lines_above(html, at);
	return (html_title){0};
}

html_title html_find_title(const struct html *html, size_t first, size_t end, char *const *titles)
{
	html_title named = find_named(html, first, end, titles);
	named.named = named.count > 0;
	return named.named ? named : find_by_look(html, first, end, titles);
}

/* Nothing but a name in Chinese characters, as that of who publishes. */
static bool is_publisher(yd_str text)
{
	enum { LONGEST = 20 };
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!yd_cp_is_han(cp))
			return false;
	}
	return yd_utf8_count(text) <= LONGEST;
}

/* 2023年工作要点 in a page whose head has it with who publishes before it:
 * 霁川市教育局2023年工作要点. */
static const char *longer_name(yd_str title, char *const *titles)
{
	for (; *titles; titles++) {
		yd_str name = yd_str_of(*titles);
		if (name.len > title.len && yd_str_ends(name, title) &&
			is_publisher((yd_str){name.ptr, name.len - title.len}))
			return *titles;
	}
	return NULL;
}

/* [打印] behind a title. */
static void cut_furniture(yd_buf *title)
{
	static const char *const opens[] = {"[", "【", "［", "("};
	yd_str text = yd_buf_str(title);
	for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
		size_t at = yd_str_find(text, yd_str_of(opens[i]), 0);
		if (at && at != SIZE_MAX &&
			line_is_furniture((yd_str){text.ptr + at, text.len - at}))
			title->len = text.len = at;
	}
}

void html_title_text(const struct html *html, html_title title, char *const *titles, yd_buf *out)
{
	for (size_t i = title.at; i < title.at + title.count; i++)
		yd_buf_add_str(out, html_block_text(html, &html->blocks[i]));
	cut_furniture(out);
	const char *longer = title.named ? NULL : longer_name(yd_buf_str(out), titles);
	if (longer) {
		yd_buf_clear(out);
		yd_buf_puts(out, longer);
	}
}
