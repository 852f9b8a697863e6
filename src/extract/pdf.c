/*
 * PDFs: words to lines, lines to paragraphs.
 *
 * A paragraph ends where the next line is indented, or stands in another size or apart, or where a
 * line ends short of the right margin. Running heads are lines at the top or bottom of pages that
 * most pages share, digits apart; page numbers are recognised by their form and place.
 */
#include "pdf.h"

#include "lines.h"
#include "page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

struct line {
	size_t start, len; /* bytes in the text */
	size_t page;
	double left, right, top, bottom, size;
	unsigned hints;
	size_t chars, bold_chars, font_chars[3];
	bool dropped;
};

struct sheet {
	double width, height;
	size_t first_line, end_line;
};

typedef struct reader {
	struct page *page;
	yd_buf text;
	struct line *lines;
	size_t line_count, line_cap;
	struct sheet *sheets;
	size_t sheet_count, sheet_cap;
	bool space_waits;
	uint32_t last;
} reader;

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

/* ---- words to lines ---- */

static double common_height(double top, double bottom, const struct line *line)
{
	return fmin(line->bottom, bottom) - fmax(line->top, top);
}

/* Poppler may give the narrow first cell of a table's row after the others: the last line stands to
 * the left of the one before it, at its height. The two are one line. */
static void close_line(reader *r)
{
	if (r->line_count < 2)
		return;
	struct line *first = &r->lines[r->line_count - 1], *rest = first - 1;
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

static bool begin_page(void *context, double width, double height)
{
	reader *r = context;
	close_line(r);
	YD_GROW(r->sheets, r->sheet_count, r->sheet_cap);
	r->sheets[r->sheet_count++] = (struct sheet){width, height, r->line_count, r->line_count};
	return true;
}

/* On the line that was begun: half of the smaller height in common, and to the right of it. */
static bool goes_on(const reader *r, const pdf_word *word)
{
	const struct line *last = r->line_count ? &r->lines[r->line_count - 1] : NULL;
	if (!last || last->page != r->sheet_count - 1)
		return false;
	double common = common_height(word->top, word->bottom, last);
	double least = fmin(last->bottom - last->top, word->bottom - word->top);
	return common > least / 2 && word->left > last->right - least / 2;
}

static uint32_t first_char(const char *text, size_t len)
{
	uint32_t cp = 0;
	yd_utf8_decode((yd_str){text, len}, &cp, NULL);
	return cp;
}

static uint32_t last_char(const char *text, size_t len)
{
	size_t at = len;
	while (at > 0 && ((unsigned char)text[at - 1] & 0xC0) == 0x80)
		at--;
	at -= at > 0;
	return first_char(text + at, len - at);
}

static bool is_wide(uint32_t cp)
{
	return cp >= 0x2E80 || (cp >= 0x2014 && cp <= 0x2026);
}

/* Between Chinese characters a blank is the typesetter's, unless it is wide enough to part cells.
 */
static void join_word(reader *r, struct line *to, const pdf_word *word)
{
	double gap = word->left - to->right, em = to->bottom - to->top;
	uint32_t next = first_char(word->text, word->len);
	if (gap > 2.5 * em)
		yd_buf_putc(&r->text, '\t');
	else if ((r->space_waits || gap > em / 4) && !(is_wide(r->last) || is_wide(next)))
		yd_buf_putc(&r->text, ' ');
	else if (gap > em * 0.9)
		yd_buf_putc(&r->text, ' ');
}

static void count_word(struct line *to, const pdf_word *word)
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
static bool is_note_mark(const reader *r, const pdf_word *word)
{
	const struct line *line = &r->lines[r->line_count - 1];
	bool letter = (r->last | 32) >= 'a' && (r->last | 32) <= 'z';
	if (letter || word->len > 3 || word->size <= 0 || word->size > line->size * 0.75 ||
		word->top + word->bottom >= line->top + line->bottom)
		return false;
	for (size_t i = 0; i < word->len; i++)
		if (word->text[i] < '0' || word->text[i] > '9')
			return false;
	return true;
}

static bool take_word(void *context, const pdf_word *word)
{
	reader *r = context;
	if (r->text.len + word->len > r->page->limits.text)
		return page_fail(r->page, "its text is longer than %zu MB, which no document's is",
			r->page->limits.text >> 20);
	if (!goes_on(r, word)) {
		close_line(r);
		YD_GROW(r->lines, r->line_count, r->line_cap);
		r->lines[r->line_count++] = (struct line){.start = r->text.len,
			.page = r->sheet_count - 1,
			.left = word->left,
			.right = word->right,
			.top = word->top,
			.bottom = word->bottom,
			.size = word->size};
	} else if (is_note_mark(r, word)) {
		return true;
	} else {
		join_word(r, &r->lines[r->line_count - 1], word);
	}
	struct line *to = &r->lines[r->line_count - 1];
	yd_buf_add(&r->text, word->text, word->len);
	to->len = r->text.len - to->start;
	to->right = fmax(to->right, word->right);
	to->top = fmin(to->top, word->top);
	to->bottom = fmax(to->bottom, word->bottom);
	count_word(to, word);
	r->space_waits = word->space_after;
	r->last = last_char(word->text, word->len);
	r->sheets[r->sheet_count - 1].end_line = r->line_count;
	return true;
}

static yd_str text_of(const reader *r, const struct line *line)
{
	return (yd_str){r->text.ptr + line->start, line->len};
}

/* ---- running heads and page numbers ---- */

/* A line's place among the margins: 1 top, 2 bottom, 0 neither. */
static int margin_of(const reader *r, const struct line *line)
{
	const struct sheet *sheet = &r->sheets[line->page];
	if (line->bottom < sheet->height * 0.11)
		return 1;
	return line->top > sheet->height * 0.89 ? 2 : 0;
}

/* Does no line of the page stand above it, or none below it? The order of lines does not tell:
 * poppler gives columns. */
static bool is_outermost(const reader *r, const struct sheet *sheet, const struct line *line)
{
	bool above = false, below = false;
	for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
		above |= r->lines[i].top < line->top - 1;
		below |= r->lines[i].top > line->top + 1;
	}
	return !above || !below;
}

static void drop_page_numbers(reader *r)
{
	for (size_t s = 0; s < r->sheet_count; s++) {
		const struct sheet *sheet = &r->sheets[s];
		for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
			bool edge = is_outermost(r, sheet, &r->lines[i]);
			bool low = r->lines[i].top > sheet->height * 0.8 ||
				   r->lines[i].bottom < sheet->height * 0.15;
			if (edge && low && line_is_page_number(text_of(r, &r->lines[i])))
				r->lines[i].dropped = true;
		}
	}
}

/* Pages that have a line with the same words at the same margin as `like`; where there are two
 * alone, at the same height. */
static size_t pages_with(const reader *r, const struct line *like, const yd_buf *key, bool drop)
{
	yd_buf other = {0};
	size_t pages = 0;
	for (size_t s = 0; s < r->sheet_count; s++) {
		bool found = false;
		for (size_t i = r->sheets[s].first_line; i < r->sheets[s].end_line; i++) {
			const struct line *line = &r->lines[i];
			if (margin_of(r, line) != margin_of(r, like) ||
				(r->sheet_count == 2 && fabs(line->top - like->top) > 1))
				continue;
			line_head_key(text_of(r, &r->lines[i]), &other);
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
static void drop_running_heads(reader *r)
{
	enum { LOOK = 4 };
	yd_buf key = {0};
	for (size_t s = 0; s < r->sheet_count && s < LOOK && r->sheet_count > 1; s++)
		for (size_t i = r->sheets[s].first_line; i < r->sheets[s].end_line; i++) {
			const struct line *line = &r->lines[i];
			if (!margin_of(r, line) || line->dropped)
				continue;
			line_head_key(text_of(r, &r->lines[i]), &key);
			size_t pages = key.len ? pages_with(r, line, &key, false) : 0;
			if (pages > 1 && pages * 2 >= r->sheet_count)
				pages_with(r, line, &key, true);
		}
	yd_buf_free(&key);
}

/* ---- lines to paragraphs ---- */

static int compare_doubles(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;
	return (one > two) - (one < two);
}

/* What so many of a hundred lines reach: the margins of the text, whatever a title or a table does.
 */
static double percentile(const reader *r, bool right, unsigned percent)
{
	double *values = yd_alloc((r->line_count + 1) * sizeof *values), found = 0;
	size_t count = 0;
	for (size_t i = 0; i < r->line_count; i++)
		if (!r->lines[i].dropped)
			values[count++] = right ? r->lines[i].right : r->lines[i].left;
	qsort(values, count, sizeof *values, compare_doubles);
	if (count)
		found = values[count * percent / 100 < count ? count * percent / 100 : count - 1];
	free(values);
	return found;
}

struct margins {
	double left, right;
};

/* ---- footnotes ---- */

static int compare_sizes(const void *a, const void *b)
{
	return compare_doubles(&((const struct line *)a)->size, &((const struct line *)b)->size);
}

/* That of the character in the middle, when all are put in order. */
static double usual_size(const reader *r)
{
	struct line *lines = yd_alloc((r->line_count + 1) * sizeof *lines);
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
static void drop_footnotes(reader *r)
{
	double usual = usual_size(r);
	for (size_t s = 0; s < r->sheet_count; s++) {
		const struct sheet *sheet = &r->sheets[s];
		double top = sheet->height, text_end = 0;
		for (size_t i = sheet->first_line; i < sheet->end_line; i++)
			if (!r->lines[i].dropped && r->lines[i].size > usual * 0.8)
				text_end = fmax(text_end, r->lines[i].bottom);
		for (size_t i = sheet->first_line; i < sheet->end_line; i++)
			if (!r->lines[i].dropped && r->lines[i].top >= text_end - 1 &&
				r->lines[i].top > sheet->height / 2 &&
				begins_with_mark(text_of(r, &r->lines[i])))
				top = fmin(top, r->lines[i].top);
		for (size_t i = sheet->first_line; i < sheet->end_line; i++) {
			struct line *line = &r->lines[i];
			if (line->dropped || line->top < top || usual <= 0)
				continue;
			r->page->notes += begins_with_mark(text_of(r, line));
			line->dropped = true;
		}
	}
}

static double em_of(const struct line *line)
{
	return line->size > 0 ? line->size : line->bottom - line->top;
}

static bool is_centred(const struct line *line, struct margins margins)
{
	double before = line->left - margins.left, after = margins.right - line->right;
	return before > em_of(line) * 2.5 && fabs(before - after) < em_of(line) * 2;
}

static bool is_row(const reader *r, const struct line *line)
{
	return memchr(r->text.ptr + line->start, '\t', line->len);
}

/* Between two rows of a table, or a row and a text that plainly is another paragraph. */
static bool ends_row(const reader *r, const struct line *before, const struct line *after)
{
	yd_str text = yd_text_trim(text_of(r, before));
	if (is_row(r, before))
		return is_row(r, after) || line_is_numbered(yd_text_trim(text_of(r, after)));
	return is_row(r, after) && yd_str_ends(text, YD_STR("。"));
}

static bool ends_paragraph(const reader *r, const struct line *before, const struct line *after,
	struct margins margins)
{
	double em = em_of(before);
	if (fabs(em_of(before) - em_of(after)) > 1.5)
		return true;
	if (is_centred(before, margins) || is_centred(after, margins))
		return true;
	/* The last line of a paragraph leaves room for the next word, two characters at least. */
	if (before->right < margins.right - em * 2.5)
		return true;
	if (after->left > margins.left + em * 1.2)
		return true;
	if (before->page == after->page && after->top - before->bottom > em * 2.2)
		return true;
	if (ends_row(r, before, after))
		return true;
	/* Set without indents: a number begins a paragraph where the line before ends a sentence.
	 */
	yd_str text = yd_text_trim(text_of(r, before));
	return line_is_numbered(yd_text_trim(text_of(r, after))) &&
	       (yd_str_ends(text, YD_STR("。")) || yd_str_ends(text, YD_STR("；")));
}

static unsigned hints_of(const struct line *line, struct margins margins)
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
	return !is_wide(before) && !is_wide(after) && !(is_digit(before) && is_digit(after));
}

static void add_paragraphs(reader *r)
{
	struct margins margins = {percentile(r, false, 10), percentile(r, true, 90)};
	yd_buf text = {0};
	const struct line *last = NULL;
	unsigned hints = 0;
	for (size_t i = 0; i < r->line_count && !r->page->error; i++) {
		const struct line *line = &r->lines[i];
		if (line->dropped)
			continue;
		if (last && ends_paragraph(r, last, line, margins)) {
			page_add(r->page, yd_buf_str(&text), (struct paragraph){.hints = hints});
			yd_buf_clear(&text);
		}
		yd_str words = yd_text_trim(text_of(r, line));
		if (!text.len) {
			hints = hints_of(line, margins);
			hints |= memchr(words.ptr, '\t', words.len) ? HINT_ROW : 0;
		} else if (words.len && wants_blank(last_char(text.ptr, text.len),
						first_char(words.ptr, words.len))) {
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
	reader r = {.page = page};
	pdf_caller caller = {.context = &r,
		.most_pages = YD_EXTRACT_PAGES,
		.page = begin_page,
		.word = take_word};
	pdf_result result = pdf_words(bytes.ptr, bytes.len, &caller);
	close_line(&r);
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
		drop_page_numbers(&r);
		drop_running_heads(&r);
		drop_footnotes(&r);
		add_paragraphs(&r);
	}
	free(r.lines);
	free(r.sheets);
	yd_buf_free(&r.text);
	return !page->error;
}

void pdf_warm_up(void)
{
	pdf_open_data();
}
