/*
 * docx.h: what stands in the parts of a Word file beside the text: styles, and the numbers that Word makes itself.
 *
 * ECMA-376-1: 17.7 styles, 17.9 numbering. Counters belong to the abstract numbering, so that two lists made from one go
 * on with each other, unless one of them overrides the start.
 */
#ifndef YAODIAN_EXTRACT_DOCX_H
#define YAODIAN_EXTRACT_DOCX_H

#include "xml.h"

enum { DOCX_LEVELS = 9 };

typedef struct docx_level {
	bool there;
	int start, restart;        /* restart: -1 after every higher level, 0 never, N after level N or higher */
	const char *format, *text; /* borrowed from the part's tree */
	const char *style;         /* paragraphs of this style are on this level */
	bool legal;                /* all numbers as digits */
} docx_level;

typedef struct docx_abstract {
	int id;
	docx_level levels[DOCX_LEVELS];
	int counters[DOCX_LEVELS];
	bool counting[DOCX_LEVELS];
	const char *style_link; /* the numbering style that this one only names */
} docx_abstract;

typedef struct docx_number {
	int id;
	int abstract_id;
	bool overridden[DOCX_LEVELS]; /* starts anew, once */
	int start[DOCX_LEVELS];
	docx_level levels[DOCX_LEVELS]; /* those that are there replace the abstract's */
} docx_number;

typedef struct docx_style {
	const char *id, *based_on;
	int num_id, level; /* -1: not said */
	int outline;       /* 0 to 8; -1: none */
	unsigned hints;
	int bold;          /* -1: not said */
	bool contents;     /* an entry of a table of contents */
} docx_style;

typedef struct docx_styles {
	xmlDoc *styles_doc, *numbering_doc; /* NULL: the file has no such part */
	docx_style *styles;
	size_t style_count, style_cap;
	docx_abstract *abstracts;
	size_t abstract_count, abstract_cap;
	docx_number *numbers;
	size_t number_count, number_cap;
} docx_styles;

/* False, with the page failed, when a part is damaged. `folder` is that of the main part, with the slash. */
bool docx_styles_read(const zip_parts *parts, const char *folder, struct page *page, docx_styles *out);
void docx_styles_free(docx_styles *styles);
/* The style with what it is based on filled in; `id` NULL: no style. */
docx_style docx_style_of(const docx_styles *styles, const char *id);
/* What pPr and rPr say, over `style`. */
void docx_apply_paragraph(const xmlNode *properties, docx_style *style);
unsigned docx_run_hints(const xmlNode *properties);
int docx_on(const xmlNode *properties, const char *name); /* 1, 0, -1: not said */
/* Counts on, and appends the number with the blank behind it. `style_id` finds the level where `level` is -1. Returns the
 * level, from 1; 0: there is none. */
unsigned docx_number_next(docx_styles *styles, int num_id, int level, const char *style_id, yd_buf *out);

#endif
