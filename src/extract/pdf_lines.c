/* The words of a PDF's pages to lines. */
#include "pdf_lines.h"

#include "pdf_layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

static double common_height(double top, double bottom, const struct pdf_line *line)
{
	return fmin(line->bottom, bottom) - fmax(line->top, top);
}

/* Poppler may give the narrow first cell of a table's row after the others: the last line stands to
 * the left of the one before it, at its height. The two are one line. */
static void close_line(pdf_reader *r)
{
	if (r->line_count < 2)
		return;
	struct pdf_line *first = &r->lines[r->line_count - 1], *rest = first - 1;
	double least = fmin(first->bottom - first->top, rest->bottom - rest->top);
	if (first->page != rest->page || first->right > rest->left ||
		first->size < rest->size * 0.75 || rest->size < first->size * 0.75 ||
		common_height(first->top, first->bottom, rest) <= least / 2)
		return;
	char *row = yd_format("%.*s%c%.*s", (int)first->len, r->text.ptr + first->start,
		rest->left - first->right > 2.5 * least ? '\t' : ' ', (int)rest->len,
		r->text.ptr + rest->start);
	r->text.len = rest->start;
	yd_buf_puts(&r->text, row);
	free(row);
	rest->len = r->text.len - rest->start;
	rest->left = first->left;
	rest->top = fmin(rest->top, first->top);
	rest->bottom = fmax(rest->bottom, first->bottom);
	rest->chars += first->chars;
	rest->bold_chars += first->bold_chars;
	for (size_t i = 0; i < 3; i++)
		rest->font_chars[i] += first->font_chars[i];
	r->line_count--;
	r->sheets[r->sheet_count - 1].end_line = r->line_count;
}

static void end_page(pdf_reader *r);

bool pdf_begin_page(void *context, double width, double height)
{
	pdf_reader *r = context;
	end_page(r);
	YD_GROW(r->sheets, r->sheet_count, r->sheet_cap);
	r->sheets[r->sheet_count++] =
		(struct pdf_page){width, height, r->line_count, r->line_count};
	return true;
}

/* On the line that was begun: half of the smaller height in common, and to the right of it. */
static bool goes_on(const pdf_reader *r, const pdf_word *word)
{
	const struct pdf_line *last = r->line_count ? &r->lines[r->line_count - 1] : NULL;
	if (!last || last->page != r->sheet_count - 1)
		return false;
	double common = common_height(word->top, word->bottom, last);
	double least = fmin(last->bottom - last->top, word->bottom - word->top);
	return common > least / 2 && word->left > last->right - least / 2;
}

uint32_t pdf_first_char(const char *text, size_t len)
{
	uint32_t cp = 0;
	yd_utf8_decode((yd_str){text, len}, &cp, NULL);
	return cp;
}

uint32_t pdf_last_char(const char *text, size_t len)
{
	size_t at = len;
	while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80)
		at--;
	at -= at > 0;
	return pdf_first_char(text + at, len - at);
}

bool pdf_is_wide(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2014 && cp <= 0x2026);
}

/* Between Chinese characters a blank is the typesetter's, unless it is wide enough to part cells.
 */
static void join_word(pdf_reader *r, struct pdf_line *to, const pdf_word *word)
{
	double gap = word->left - to->right, em = to->bottom - to->top;
	uint32_t next = pdf_first_char(word->text, word->len);
	if (gap > 2.5 * em)
		yd_buf_putc(&r->text, '\t');
	else if ((r->space_waits || gap > em / 4) && !(pdf_is_wide(r->last) || pdf_is_wide(next)))
		yd_buf_putc(&r->text, ' ');
	else if (gap > em * 0.9)
		yd_buf_putc(&r->text, ' ');
}

static void count_word(struct pdf_line *to, const pdf_word *word)
{
	yd_str font = yd_str_of(word->font);
	unsigned hints = page_font_hints(font);
	size_t chars = yd_utf8_count((yd_str){word->text, word->len});
	to->chars += chars;
	if (strcasestr(word->font, "bold"))
		to->bold_chars += chars;
	for (size_t i = 0; i < 3; i++)
		to->font_chars[i] += hints & font_hints[i] ? chars : 0;
}

/* The mark of a footnote: a small raised number, but not that of m². */
static bool is_note_mark(const pdf_reader *r, const pdf_word *word)
{
	const struct pdf_line *line = &r->lines[r->line_count - 1];
	bool letter = (r->last | 32) >= 'a' && (r->last | 32) <= 'z';
	if (letter || word->len > 3 || word->size <= 0 || word->size > line->size * 0.75 ||
		word->top + word->bottom >= line->top + line->bottom)
		return false;
	for (size_t i = 0; i < word->len; i++)
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	return true;
}

static void begin_line(pdf_reader *r, const pdf_word *word, const pdf_step *step)
{
	close_line(r);
	YD_GROW(r->lines, r->line_count, r->line_cap);
	r->lines[r->line_count++] = (struct pdf_line){.start = r->text.len,
		.page = r->sheet_count - 1,
		.left = word->left,
		.right = word->right,
		.top = word->top,
		.bottom = word->bottom,
		.size = word->size,
		.row = step->row,
		.margin_left = step->left,
		.margin_right = step->right};
}

/* In a cell of several lines a line break is a blank between words only. */
static void join_in_cell(pdf_reader *r, const pdf_word *word)
{
	if (!pdf_is_wide(r->last) && !pdf_is_wide(pdf_first_char(word->text, word->len)))
		yd_buf_putc(&r->text, ' ');
}

static void put_word(pdf_reader *r, const pdf_word *word, const pdf_step *step)
{
	bool cell = step->join == PDF_NEW_CELL || step->join == PDF_SAME_CELL;
	if (step->join == PDF_NEW_LINE || (!cell && !goes_on(r, word)))
		begin_line(r, word, step);
	else if (step->join == PDF_NEW_CELL)
		yd_buf_putc(&r->text, '\t');
	else if (cell)
		join_in_cell(r, word);
	else if (is_note_mark(r, word))
		return;
	else
		join_word(r, &r->lines[r->line_count - 1], word);
	struct pdf_line *to = &r->lines[r->line_count - 1];
	yd_buf_add(&r->text, word->text, word->len);
	to->len = r->text.len - to->start;
	to->left = fmin(to->left, word->left);
	to->right = fmax(to->right, word->right);
	to->top = fmin(to->top, word->top);
	to->bottom = fmax(to->bottom, word->bottom);
	count_word(to, word);
	r->space_waits = word->space_after;
	r->last = pdf_last_char(word->text, word->len);
	r->sheets[r->sheet_count - 1].end_line = r->line_count;
}

/* ---- pages ---- */

/* A word, whose text and font stand in the reader's buffer until its page is read. */
struct pdf_kept {
	pdf_word word;
	size_t text, font;
};

bool pdf_take_word(void *context, const pdf_word *word)
{
	pdf_reader *r = context;
	if (r->text.len + r->word_text.len + word->len > r->page->limits.text)
		return page_fail(r->page, "its text is longer than %zu MB, which no document's is",
			r->page->limits.text >> 20);
	YD_GROW(r->words, r->word_count, r->word_cap);
	struct pdf_kept *kept = &r->words[r->word_count++];
	*kept = (struct pdf_kept){.word = *word, .text = r->word_text.len};
	yd_buf_add(&r->word_text, word->text, word->len);
	kept->font = r->word_text.len;
	yd_buf_add(&r->word_text, word->font, strlen(word->font) + 1);
	return true;
}

/* 12, 一, （三）: what may number a row. */
static bool is_number(yd_str text)
{
	enum { LONGEST = 15 };
	static const char digits[] = "0123456789.()";
	static const char *const others[] = {
		"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "（", "）", "、"};
	if (text.len > LONGEST)
		return false;
	for (size_t at = 0; at < text.len;) {
		yd_str rest = {text.ptr + at, text.len - at};
		size_t step = text.ptr[at] && strchr(digits, text.ptr[at]) ? 1 : 0;
		for (size_t i = 0; i < sizeof others / sizeof *others && !step; i++)
			if (yd_str_starts(rest, yd_str_of(others[i])))
				step = 3;
		if (!step)
			return false;
		at += step;
	}
	return text.len > 0;
}

static void end_page(pdf_reader *r)
{
	pdf_box *boxes = yd_alloc((r->word_count + 1) * sizeof *boxes);
	pdf_step *steps = yd_alloc((r->word_count + 1) * sizeof *steps);
	for (size_t i = 0; i < r->word_count; i++) {
		struct pdf_kept *kept = &r->words[i];
		kept->word.text = r->word_text.ptr + kept->text;
		kept->word.font = r->word_text.ptr + kept->font;
		boxes[i] = (pdf_box){kept->word.left, kept->word.top, kept->word.right,
			kept->word.bottom, is_number((yd_str){kept->word.text, kept->word.len})};
	}
	pdf_layout(boxes, r->word_count, steps);
	for (size_t i = 0; i < r->word_count; i++)
		put_word(r, &r->words[steps[i].box].word, &steps[i]);
	close_line(r);
	free(boxes);
	free(steps);
	r->word_count = 0;
	yd_buf_clear(&r->word_text);
}

void pdf_end_pages(pdf_reader *r)
{
	end_page(r);
}

void pdf_reader_free(pdf_reader *r)
{
	free(r->lines);
	free(r->sheets);
	free(r->words);
	yd_buf_free(&r->text);
	yd_buf_free(&r->word_text);
}

int pdf_compare_doubles(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;
	return (one > two) - (one < two);
}

yd_str pdf_line_text(const pdf_reader *r, const struct pdf_line *line)
{
	return (yd_str){r->text.ptr + line->start, line->len};
}
