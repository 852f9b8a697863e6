/*
 * pdf_lines.h: the lines of a PDF, between those who find them (pdf_lines.c), leave some out (pdf_trim.c) and join them to
 * paragraphs (pdf.c).
 */
#ifndef YAODIAN_EXTRACT_PDF_LINES_H
#define YAODIAN_EXTRACT_PDF_LINES_H

#include "page.h"
#include "pdf.h"

struct pdf_line {
	size_t start, len; /* bytes in the text */
	size_t page;
	double left, right, top, bottom, size;
	unsigned hints;
	size_t chars, bold_chars, font_chars[3];
	bool dropped;
	bool row; /* of a table */
	double margin_left, margin_right; /* of the column it is in; both 0: those of the page */
};

struct pdf_page {
	double width, height;
	size_t first_line, end_line;
};

typedef struct pdf_reader {
	struct page *page;
	yd_buf text;
	struct pdf_line *lines;
	size_t line_count, line_cap;
	struct pdf_page *sheets;
	size_t sheet_count, sheet_cap;
	bool space_waits;
	uint32_t last;
	/* Of the page at hand, until it is put in order. */
	struct pdf_kept *words;
	size_t word_count, word_cap;
	yd_buf word_text;
} pdf_reader;

/* For pdf_words(): the context is a pdf_reader. */
bool pdf_begin_page(void *context, double width, double height);
bool pdf_take_word(void *context, const pdf_word *word);
/* After the last page. */
void pdf_end_pages(pdf_reader *r);
void pdf_reader_free(pdf_reader *r);
yd_str pdf_line_text(const pdf_reader *r, const struct pdf_line *line);
uint32_t pdf_first_char(const char *text, size_t len);
uint32_t pdf_last_char(const char *text, size_t len);
/* Set like Chinese characters, without blanks around it. */
bool pdf_is_wide(uint32_t cp);
int pdf_compare_doubles(const void *a, const void *b);

/* Marks running heads, page numbers and footnotes as dropped. */
void pdf_trim(pdf_reader *r);

#endif
