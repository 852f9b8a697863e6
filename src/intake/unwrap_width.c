/*
 * Is a text hard-wrapped, and how wide? It is when many of its lines are about as wide as its
 * widest ones, hardly any is wider, and what they are parts of ends as sentences do.
 */
#include "unwrap.h"
#include "words.h"

/* Columns of a wrapped line, at least. */
enum { NARROWEST = 20 };
/* Columns of a line that is running text by its length. */
enum { LONG = 60 };
/* Lines that go on, to tell by themselves. */
enum { FEW = 3 };
bool yd_line_ends_sentence(yd_str text)
{
	static const char *const ends[] = {"。", "！", "？", "；", "：", "!", "?", ";", ":", "…"};
	return YD_ENDS(yd_strip_closers(text), ends);
}

static bool ends_closed(yd_str text)
{
	static const char *const marks[] = {
		"。", "，", "、", "；", "：", "）", "》", "”", "！", "？"};
	return YD_ENDS(text, marks);
}

bool yd_line_counts(const yd_page_line *line)
{
	return !line->apart && !line->skipped;
}

size_t yd_line_below(const yd_page_line *lines, size_t count, size_t i)
{
	do
		i++;
	while (i < count && lines[i].skipped);
	return i;
}

/* … or in a remark in brackets behind it (（责任科室：…）), or as the title of a notice. */
static bool ends_paragraph(yd_str text)
{
	static const char *const ends[] = {"）", ")", "通知", "通 知"};
	return yd_line_ends_sentence(text) || YD_ENDS(text, ends);
}

static bool is_about(const yd_page_line *line, uint32_t width)
{
	return line->width + YD_WIDTH_SLACK >= width && line->width <= width;
}

/* A numbered heading over two lines: it ends as it likes, and tells nothing. */
static bool is_broken_heading(const yd_page_line *lines, size_t first, size_t last, uint32_t width)
{
	return lines[first].label && last <= first + 2 && !is_about(&lines[last], width) &&
	       !yd_shape_has_inner_sentence(lines[first].text) &&
	       !yd_shape_is_sentence(lines[last].text);
}

/* Do full lines of that width go on below, and does what they are part of end as a sentence? */
static bool lines_go_on(const yd_page_line *lines, size_t count, uint32_t width)
{
	size_t going_on = 0, groups = 0, sentences = 0, ended = 0, running = 0;
	for (size_t i = 0; i < count; i++) {
		if (!yd_line_counts(&lines[i]) || !is_about(&lines[i], width))
			continue;
		bool goes = false;
		size_t last = i, below;
		while ((below = yd_line_below(lines, count, last)) < count &&
			yd_line_counts(&lines[below]) &&
			(!lines[below].label || lines[below].weak) &&
			is_about(&lines[last], width) && !yd_line_ends_sentence(lines[last].text)) {
			going_on++;
			goes = true;
			last = below;
		}
		ended += yd_line_ends_sentence(lines[i].text);
		bool text = !lines[i].label || yd_shape_has_inner_sentence(lines[i].text);
		if (goes) {
			running += text;
			groups += !is_broken_heading(lines, i, last, width);
			sentences += ends_paragraph(lines[last].text) &&
				     !is_broken_heading(lines, i, last, width);
			i = last - (is_about(&lines[last], width) ? 1 : 0);
		}
	}
	/* Two numbered lines may be long headings with a sentence below each. */
	bool enough = going_on >= FEW || (going_on + 1 == FEW && running);
	return enough && going_on >= ended && sentences && sentences * 10 >= groups * 6;
}

/* The widest full line that no mark hangs over. */
static uint32_t find_limit(const yd_page_line *lines, size_t count, uint32_t width)
{
	uint32_t limit = 0;
	for (size_t i = 0; i < count; i++)
		if (yd_line_counts(&lines[i]) && lines[i].width <= width &&
			lines[i].width > limit && !ends_closed(lines[i].text))
			limit = lines[i].width;
	return limit + YD_WIDTH_SLACK < width ? width : limit;
}

static uint32_t find_width(const yd_page_line *lines, size_t count, uint32_t *limit)
{
	uint32_t by_width[YD_LINE_LONG + 1] = {0}, counted = 0, wider = 0;
	for (size_t i = 0; i < count; i++)
		if (yd_line_counts(&lines[i])) {
			uint32_t width = lines[i].width;
			by_width[width < YD_LINE_LONG ? width : YD_LINE_LONG]++;
			counted++;
		}
	for (uint32_t width = YD_LINE_LONG; width >= NARROWEST; wider += by_width[width--]) {
		uint32_t full = 0;
		for (uint32_t near = width; near + YD_WIDTH_SLACK >= width && near > 0; near--)
			full += by_width[near];
		if (wider > 1 + counted / 16)
			return 0;
		/* Of long lines two are enough: no list has them. */
		if (width > YD_WIDEST || !by_width[width] || full < (width < LONG ? 3 : 2) ||
			full * (width < LONG ? 6 : 12) < counted)
			continue;
		if (lines_go_on(lines, count, width)) {
			*limit = find_limit(lines, count, width);
			return width;
		}
	}
	return 0;
}

static size_t count_about(const yd_page_line *lines, size_t count, uint32_t width)
{
	size_t full = 0;
	for (size_t i = 0; width && i < count; i++)
		full += yd_line_counts(&lines[i]) && is_about(&lines[i], width);
	return full;
}

static void swap_measures(yd_page_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t width = lines[i].width;
		lines[i].width = lines[i].by_chars;
		lines[i].by_chars = width;
	}
}

uint32_t yd_lines_find_width(yd_page_line *lines, size_t count, uint32_t *limit)
{
	uint32_t limit_by_chars = 0;
	uint32_t width = find_width(lines, count, limit);
	size_t full = count_about(lines, count, width);
	swap_measures(lines, count);
	uint32_t by_chars = find_width(lines, count, &limit_by_chars);
	if (count_about(lines, count, by_chars) > full) {
		*limit = limit_by_chars;
		return by_chars;
	}
	swap_measures(lines, count);
	return width;
}
