/*
 * What stands on pages of a PDF besides their text. Running heads are lines at the top or bottom of
 * pages that most pages share, digits apart; page numbers are recognised by their form and place.
 */
#include "pdf_lines.h"

#include "lines.h"

#include <math.h>
#include <stdlib.h>
#include <yaodian/text.h>

/* ---- running heads and page numbers ---- */

/* A line's place among the margins: 1 top, 2 bottom, 0 neither. */
static int margin_of(const pdf_reader *r, const struct pdf_line *line)
{
	const struct pdf_page *sheet = &r->sheets[line->page];
	if (line->bottom < sheet->height * 0.11)
		return 1;
	return line->top > sheet->height * 0.89 ? 2 : 0;
}

/* Does no line of the page stand above it, or none below it? The order of lines does not tell:
 * poppler gives columns. */
static bool is_outermost(
	const pdf_reader *r, const struct pdf_page *sheet, const struct pdf_line *line)
{
	bool above = false, below = false;
	for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
		above |= r->lines[i].top < line->top - 1;
		below |= r->lines[i].top > line->top + 1;
	}
	return !above || !below;
}

static void drop_page_numbers(pdf_reader *r)
{
	for (size_t s = 0; s < r->sheet_count; s++) {
		const struct pdf_page *sheet = &r->sheets[s];
		for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
			bool edge = is_outermost(r, sheet, &r->lines[i]);
			bool low = r->lines[i].top > sheet->height * 0.8 ||
				   r->lines[i].bottom < sheet->height * 0.15;
			if (edge && low && line_is_page_number(pdf_line_text(r, &r->lines[i])))
				r->lines[i].dropped = true;
		}
	}
}

/* Pages that have a line with the same words at the same margin as `like`; where there are two
 * alone, at the same height. */
static size_t pages_with(
	const pdf_reader *r, const struct pdf_line *like, const yd_buf *key, bool drop)
{
	yd_buf other = {0};
	size_t pages = 0;
	for (size_t s = 0; s < r->sheet_count; s++) {
		bool found = false;
		for (size_t i = r->sheets[s].first_line; i < r->sheets[s].end_line; i++) {
			const struct pdf_line *line = &r->lines[i];
			if (margin_of(r, line) != margin_of(r, like) ||
				fabs(line->size - like->size) > 1.5 ||
				(r->sheet_count == 2 && fabs(line->top - like->top) > 1))
				continue;
			line_head_key(pdf_line_text(r, &r->lines[i]), &other);
			if (!yd_str_equal(yd_buf_str(&other), yd_buf_str(key)))
				continue;
			found = true;
			r->lines[i].dropped |= drop;
		}
		pages += found;
	}
	yd_buf_free(&other);
	return pages;
}

/* Of the first pages alone: what heads a document heads its second and third page. */
static void drop_running_heads(pdf_reader *r)
{
	enum { LOOK = 4 };
	yd_buf key = {0};
	for (size_t s = 0; s < r->sheet_count && s < LOOK && r->sheet_count > 1; s++)
		for (size_t i = r->sheets[s].first_line; i < r->sheets[s].end_line; i++) {
			const struct pdf_line *line = &r->lines[i];
			if (!margin_of(r, line) || line->dropped)
				continue;
			line_head_key(pdf_line_text(r, &r->lines[i]), &key);
			size_t pages = key.len ? pages_with(r, line, &key, false) : 0;
			if (pages > 1 && pages * 2 >= r->sheet_count)
				pages_with(r, line, &key, true);
		}
	yd_buf_free(&key);
}

/* ---- footnotes ---- */

static int compare_sizes(const void *a, const void *b)
{
	return pdf_compare_doubles(
		&((const struct pdf_line *)a)->size, &((const struct pdf_line *)b)->size);
}

/* That of the character in the middle, when all are put in order. */
static double usual_size(const pdf_reader *r)
{
	struct pdf_line *lines = yd_alloc((r->line_count + 1) * sizeof *lines);
	size_t count = 0, chars = 0, passed = 0, i = 0;
	for (size_t k = 0; k < r->line_count; k++) {
		if (r->lines[k].dropped)
			continue;
		chars += r->lines[k].chars;
		lines[count++] = r->lines[k];
	}
	qsort(lines, count, sizeof *lines, compare_sizes);
	while (i + 1 < count && (passed += lines[i].chars) * 2 < chars)
		i++;
	double found = count ? lines[i].size : 0;
	free(lines);
	return found;
}

static bool begins_with_mark(yd_str text)
{
	uint32_t cp = 0;
	yd_utf8_decode(text, &cp, NULL);
	return (cp >= '0' && cp <= '9') || cp == '*' || cp == '[' || (cp >= 0x2460 && cp <= 0x2473);
}

/* Lines in smaller type at the foot of a page, the first of which begins with a number: they would
 * stand in the middle of the paragraph that goes on over the page. */
static void drop_footnotes(pdf_reader *r)
{
	double usual = usual_size(r);
	for (size_t s = 0; s < r->sheet_count; s++) {
		const struct pdf_page *sheet = &r->sheets[s];
		double top = sheet->height, text_end = 0;
		for (size_t i = sheet->first_line; i < sheet->end_line; i++)
			if (!r->lines[i].dropped && r->lines[i].size > usual * 0.8)
				text_end = fmax(text_end, r->lines[i].bottom);
		for (size_t i = sheet->first_line; i < sheet->end_line; i++)
			if (!r->lines[i].dropped && r->lines[i].top >= text_end - 1 &&
				r->lines[i].top > sheet->height / 2 &&
				begins_with_mark(pdf_line_text(r, &r->lines[i])))
				top = fmin(top, r->lines[i].top);
		for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
			struct pdf_line *line = &r->lines[i];
			if (line->dropped || line->top < top || usual <= 0)
				continue;
			r->page->notes += begins_with_mark(pdf_line_text(r, line));
			line->dropped = true;
		}
	}
}

void pdf_trim(pdf_reader *r)
{
	drop_page_numbers(r);
	drop_running_heads(r);
	drop_footnotes(r);
}
