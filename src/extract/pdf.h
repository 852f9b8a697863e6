/*
 * pdf.h: between poppler, which speaks C++ (pdf_poppler.cc), and the reading of lines and paragraphs (pdf.c).
 */
#ifndef YAODIAN_EXTRACT_PDF_H
#define YAODIAN_EXTRACT_PDF_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pdf_word {
	const char *text; /* UTF-8, for the call */
	size_t len;
	double left, top, right, bottom; /* points, from the top left */
	double size;                     /* of the font; 0: not known */
	const char *font;
	bool space_after;
} pdf_word;

typedef enum pdf_result {
	PDF_DONE,
	PDF_LOCKED,  /* needs a password */
	PDF_DAMAGED,
	PDF_STOPPED, /* the caller said so */
	PDF_MEMORY,
} pdf_result;

typedef struct pdf_caller {
	void *context;
	unsigned most_pages;
	bool more_pages; /* set: there are more than that */
	/* A page begins; false stops. */
	bool (*page)(void *context, double width, double height);
	/* Its words, in reading order. */
	bool (*word)(void *context, const pdf_word *word);
} pdf_caller;

/* Never throws. */
pdf_result pdf_words(const char *bytes, size_t len, pdf_caller *caller);
/* Reads poppler's lists of files while that is allowed. */
void pdf_open_data(void);

#ifdef __cplusplus
}
#endif

#endif
