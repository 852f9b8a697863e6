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
	bool title;                /* class or id calls it one */
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
	bool aside; /* under a heading of what stands beside a text: other pages, comments */
};

struct html {
	yd_buf text;
	struct element *elements;
	size_t element_count, element_cap;
	struct block *blocks;
	size_t block_count, block_cap;
};

yd_str html_block_text(const struct html *html, const struct block *block);
/* More than half of it is links. */
bool html_is_linked(const struct block *block);
void html_free(struct html *html);

/* html_walk.c: fills `html` from a parsed tree. */
void html_walk(xmlNode *root, struct html *out);
/* html_style.c: the next in the order of the page, NULL behind `root`. */
xmlNode *html_next_node(xmlNode *node, const xmlNode *root);
/* html_links.c: adds the files that the page links to. */
void html_add_links(xmlNode *root, struct page *page);
/* html_style.c: what an element's attributes say. */
typedef struct html_style {
	bool hidden, block, bold, not_bold, keeps_lines;
	unsigned hints; /* HINT_CENTRED, HINT_RIGHT and fonts */
} html_style;
html_style html_style_of(xmlNode *node);
/* What a list counts with, as in numbers.h; NULL: it has bullets or nothing. */
const char *html_list_format(xmlNode *list);
/* Is `name` one of the words, which blanks part? */
bool html_is_one_of(const char *name, const char *words);
/* By its name, class and id: 1, or little for navigation and the like. */
double html_factor_of(xmlNode *node);
/* Class or id is one of the words that a title is called by. */
bool html_is_called_title(xmlNode *node);
/* "" when it has none. Owned by the tree. */
const char *html_attribute(xmlNode *node, const char *name);

/* html_tables.c: is it a row of a table that shows data, not of one that only places things on the page? */
bool html_is_data_row(xmlNode *row);
/* html_title.c: the blocks that are the title of the text in [first, end), the broken lines of one; count 0: not found.
 * `titles`: what head and meta tags call the document, best first, NULL ends them. */
typedef struct html_title {
	size_t at, count;
	bool named; /* as the head names it; else by its look */
} html_title;
html_title html_find_title(const struct html *html, size_t first, size_t end, char *const *titles);
/* Its lines as one; or the name among `titles` that ends with it, and says more. */
void html_title_text(const struct html *html, html_title title, char *const *titles, yd_buf *out);

/* html_script.c: the longest text among the strings of scripts as a page, with its title, appended. False: there is none. */
bool html_script_page(xmlNode *root, yd_buf *out);
/* When the page was published, where a script has that under such a name; "" else. */
void html_script_date(xmlNode *root, char date[11]);
/* html_aside.c: finds what stands under such headings. */
void html_mark_asides(struct html *html);
/* html_facts.c: where what the page's own tables and lines say of the document is kept: date, source; its number as a
 * paragraph. [first, end): the text, where it is not looked for. */
void html_add_number(const struct html *html, size_t first, size_t end, struct page *page);
void html_read_facts(const struct html *html, size_t first, size_t end, struct page *page);
/* A row of a table that tells of the document, at whose beginning it may stand: of the page, not of the text. */
enum { HTML_FACT_ROWS = 20 };
bool html_is_fact_row(const struct html *html, size_t at);
/* Takes a line that is a date, and perhaps who put it there, for the page's own. */
bool html_take_page_date(const struct html *html, size_t at, struct page *page);

/* html_main.c: adds the paragraphs of the document to the page. `titles` as above. */
bool html_add_main(struct html *html, char *const *titles, struct page *page);

#endif
