/*
 * support.h: files of every format, built in the test, and what the helper's code makes of them.
 */
#ifndef TESTS_EXTRACT_SUPPORT_H
#define TESTS_EXTRACT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <yaodian/base.h>

/* The answer's lines, without the greeting. Owned. */
char *answer_to(yd_str bytes);
/* The paragraphs are these: one a line, "HINTS|TEXT". Fails with the whole answer otherwise. */
void expect_paragraphs(yd_str bytes, const char *expected);
/* There is no text, and the reason holds these words. */
void expect_error(yd_str bytes, const char *words);
/* A line of the answer is, or is not, exactly this. */
void expect_line(yd_str bytes, const char *line);
void expect_no_line(yd_str bytes, const char *line);

/* `text` in another encoding of iconv. */
yd_buf encoded(const char *text, const char *encoding);

typedef struct part {
	const char *name, *text;
} part;

/* A ZIP archive of these parts; `count` of them. */
yd_buf zip_of(const part *parts, size_t count);
/* A Word file: `body` is what stands in w:body; styles and numbering may be NULL. */
yd_buf docx_of(const char *body, const char *styles, const char *numbering);
/* An OpenDocument text: `styles` in office:automatic-styles, `body` in office:text. */
yd_buf odt_of(const char *styles, const char *body);

/* A line of text on a page of a PDF: points from the lower left corner of a page of 595 × 842. */
typedef struct pdf_text {
	int page, x, y, size;
	const char *font; /* SimSun, SimHei … */
	const char *text;
} pdf_text;
yd_buf pdf_of(const pdf_text *texts, size_t count);
/* The same, encrypted for a password that nobody knows. */
yd_buf pdf_locked(void);

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
