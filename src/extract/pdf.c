/*
 * PDFs: words to lines, lines to paragraphs.
 *
 * Which words are a line, pdf_lines.c says, in which order they are read, pdf_layout.h.
 * A paragraph ends where the next line is indented, or stands in another size or apart, or where a
 * line ends short of the right margin.
 */
#include "pdf_lines.h"

#include "lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

/* What so many of a hundred lines reach: the margins of the text, whatever a title or a table does.
 */
static double percentile(const pdf_reader *r, bool right, unsigned percent)
{
	double *values = yd_alloc((r->line_count + 1) * sizeof *values), found = 0;
	size_t count = 0;
	for (size_t i = 0; i < r->line_count; i++)
		if (!r->lines[i].dropped)
			values[count++] = right ? r->lines[i].right : r->lines[i].left;
	qsort(values, count, sizeof *values, pdf_compare_doubles);
	if (count)
		found = values[count * percent / 100 < count ? count * percent / 100 : count - 1];
	free(values);
	return found;
}

struct margins {
	double left, right;
};

static struct margins margins_of(const struct pdf_line *line, struct margins page)
{
	bool own = line->margin_right > line->margin_left;
	return own ? (struct margins){line->margin_left, line->margin_right} : page;
}

static double em_of(const struct pdf_line *line)
{
	return line->size > 0 ? line->size : line->bottom - line->top;
}

static bool is_centred(const struct pdf_line *line, struct margins margins)
{
	double before = line->left - margins.left, after = margins.right - line->right;
	return before > em_of(line) * 2.5 && fabs(before - after) < em_of(line) * 2;
}

static bool is_row(const pdf_reader *r, const struct pdf_line *line)
{
	return memchr(r->text.ptr + line->start, '\t', line->len);
}

/* Between two rows of a table, or a row and a text that plainly is another paragraph. */
static bool ends_row(
	const pdf_reader *r, const struct pdf_line *before, const struct pdf_line *after)
{
	yd_str text = yd_text_trim(pdf_line_text(r, before));
	if (before->row || after->row)
		return true;
	if (is_row(r, before))
		return is_row(r, after) || line_is_numbered(yd_text_trim(pdf_line_text(r, after)));
	return is_row(r, after) && yd_str_ends(text, YD_STR("。"));
}

static bool ends_paragraph(const pdf_reader *r, const struct pdf_line *before,
	const struct pdf_line *after, struct margins page)
{
	struct margins margins = margins_of(before, page), next = margins_of(after, page);
	double em = em_of(before);
	if (fabs(em_of(before) - em_of(after)) > 1.5)
		return true;
	if (is_centred(before, margins) || is_centred(after, next))
		return true;
	/* The last line of a paragraph leaves room for the next word, two characters at least. */
	if (before->right < margins.right - em * 2.5)
		return true;
	if (after->left > next.left + em * 1.2)
		return true;
	if (before->page == after->page && after->top - before->bottom > em * 2.2)
		return true;
	if (ends_row(r, before, after))
		return true;
	/* Set without indents: a number begins a paragraph where the line before ends a sentence.
	 */
	yd_str text = yd_text_trim(pdf_line_text(r, before));
	return line_is_numbered(yd_text_trim(pdf_line_text(r, after))) &&
	       (yd_str_ends(text, YD_STR("。")) || yd_str_ends(text, YD_STR("；")));
}

static unsigned hints_of(const struct pdf_line *line, struct margins margins)
{
	unsigned hints = is_centred(line, margins) ? HINT_CENTRED : 0;
	if (line->left > (margins.left + margins.right) / 2 && !hints)
		hints |= HINT_RIGHT;
	if (line->bold_chars * 10 >= line->chars * 9 && line->chars)
		hints |= HINT_BOLD;
	for (size_t i = 0; i < 3; i++)
		if (line->chars && line->font_chars[i] * 10 >= line->chars * 9)
			hints |= font_hints[i];
	return hints;
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* A line break stands for a blank between words, but a number is broken anywhere. */
static bool wants_blank(uint32_t before, uint32_t after)
{
	return !pdf_is_wide(before) && !pdf_is_wide(after) &&
	       !(is_digit(before) && is_digit(after));
}

static void add_paragraphs(pdf_reader *r)
{
	struct margins margins = {percentile(r, false, 10), percentile(r, true, 90)};
	yd_buf text = {0};
	const struct pdf_line *last = NULL;
	unsigned hints = 0;
	for (size_t i = 0; i < r->line_count && !r->page->error; i++) {
		const struct pdf_line *line = &r->lines[i];
		if (line->dropped)
			continue;
		if (last && ends_paragraph(r, last, line, margins)) {
			page_add(r->page, yd_buf_str(&text), (struct paragraph){.hints = hints});
			yd_buf_clear(&text);
		}
		yd_str words = yd_text_trim(pdf_line_text(r, line));
		if (!text.len) {
			hints = hints_of(line, margins_of(line, margins));
			hints |= memchr(words.ptr, '\t', words.len) ? HINT_ROW : 0;
		} else if (words.len && wants_blank(pdf_last_char(text.ptr, text.len),
						pdf_first_char(words.ptr, words.len))) {
			yd_buf_putc(&text, ' ');
		}
		yd_buf_add_str(&text, words);
		last = line;
	}
	page_add(r->page, yd_buf_str(&text), (struct paragraph){.hints = hints});
	yd_buf_free(&text);
}

bool pdf_read(yd_str bytes, struct page *page)
{
	pdf_reader r = {.page = page};
	pdf_caller caller = {.context = &r,
		.most_pages = YD_EXTRACT_PAGES,
		.page = pdf_begin_page,
		.word = pdf_take_word};
	pdf_result result = pdf_words(bytes.ptr, bytes.len, &caller);
	pdf_end_pages(&r);
	if (result == PDF_LOCKED)
		page_fail(page, "this PDF is protected with a password: save it without one");
	else if (result == PDF_MEMORY)
		page_fail(page,
			"it needs more memory than the limit; YAODIAN_EXTRACT_MEMORY raises it");
	else if (result == PDF_DAMAGED)
		page_fail(page, "this PDF is damaged or cut off");
	else if (result == PDF_DONE && !r.line_count)
		page_fail(page,
			"there is no text in this PDF: its pages are images, which only text "
			"recognition (OCR) can read");
	if (caller.more_pages)
		page_warn(page, "only its first %u pages were read", YD_EXTRACT_PAGES);
	if (!page->error) {
		pdf_trim(&r);
		add_paragraphs(&r);
	}
	pdf_reader_free(&r);
	return !page->error;
}

void pdf_warm_up(void)
{
	pdf_open_data();
}
