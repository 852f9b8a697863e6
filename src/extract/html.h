/*
 * html.h: a web page as blocks of text, and which of them are the document.
 *
 * A block is the text between two places where a browser begins a new line for good: a paragraph, a heading, a row of a
 * table. Elements stand in the order of the page, each with the range of blocks below it.
 */
#ifndef YAODIAN_EXTRACT_HTML_H
#define YAODIAN_EXTRACT_HTML_H

#include "lines.h"
#include "page.h"

#include <libxml/tree.h>

struct element {
	size_t parent;             /* index; the first is its own */
	size_t first_block, end_block;
	bool part;                 /* a list, an item, a paragraph: never a whole document */
	double factor;             /* how likely its text belongs to the document, by what it is called: at most 1 */
	double worth;              /* html_main.c: of the blocks below it */
};

struct block {
	size_t start, len; /* bytes of the text */
	size_t element;    /* the innermost block-level element around it */
	size_t chars, link_chars; /* code points that are not white space; of those, in links */
	unsigned hints, heading;
	size_t number_len;
	unsigned number_level;
};

struct html {
	yd_buf text;
	struct element *elements;
	size_t element_count, element_cap;
	struct block *blocks;
	size_t block_count, block_cap;
};

yd_str html_block_text(const struct html *html, const struct block *block);
void html_free(struct html *html);

/* html_walk.c: fills `html` from a parsed tree. */
void html_walk(xmlNode *root, struct html *out);
/* html_style.c: what an element's attributes say. */
typedef struct html_style {
	bool hidden, block, bold, not_bold, keeps_lines;
	unsigned hints; /* HINT_CENTRED, HINT_RIGHT and fonts */
} html_style;
html_style html_style_of(xmlNode *node);
/* What a list counts with, as in numbers.h; NULL: it has bullets or nothing. */
const char *html_list_format(xmlNode *list);
/* By its name, class and id: 1, or little for navigation and the like. */
double html_factor_of(xmlNode *node);
/* "" when it has none. Owned by the tree. */
const char *html_attribute(xmlNode *node, const char *name);

/* html_main.c: adds the paragraphs of the document to the page. `titles`: what head and meta tags call it, best first,
 * NULL ends them. */
bool html_add_main(struct html *html, char *const *titles, struct page *page);

#endif
