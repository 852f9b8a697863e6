/*
 * rtf.h: what the two halves of reading rich text share: control words (rtf.c), and the text they are about (rtf_text.c).
 */
#ifndef YAODIAN_EXTRACT_RTF_H
#define YAODIAN_EXTRACT_RTF_H

#include "page.h"

enum { MOST_GROUPS = 4096, MOST_FONTS = 256, MOST_STYLES = 512 };

struct group {
	bool skipped; /* a destination that is no text */
	bool bold, hidden, deleted, number;
	bool box; /* in a text box, whose lines wait for the end of the paragraph that holds it */
	bool no_boxes; /* in what a reader that cannot draw shall show instead */
	int font;
	int after_unicode; /* \ucN */
};

struct font {
	int id, code_page;
	unsigned hints;
};

/* Of a paragraph, as \s names it. */
struct style {
	int id, heading;
	unsigned place;
	bool bold;
};

struct rtf {
	struct page *page;
	yd_str in;
	size_t at;
	struct group groups[MOST_GROUPS];
	size_t depth, too_deep;
	int code_page;
	struct font fonts[MOST_FONTS];
	size_t font_count;
	bool in_fonts;
	struct style styles[MOST_STYLES];
	size_t style_count;
	bool in_styles;
	size_t styles_depth;
	unsigned list_level;
	yd_buf bytes; /* \'xx that wait to be decoded together */
	yd_buf name;  /* of the font or style that the table at hand tells */
	yd_buf text, number;
	yd_buf boxes; /* lines */
	struct look {
		unsigned place, heading, list_level;
		bool in_table;
	} held; /* of the paragraph that holds a box, while that is read */
	unsigned place;
	unsigned skip_chars; /* stand-ins behind a \u */
	unsigned heading;
	uint32_t surrogate;
	size_t chars, bold_chars, font_chars[3], cells;
	bool in_table;
};

/* rtf_text.c */
struct group *rtf_now(struct rtf *r);
struct font *rtf_font(struct rtf *r, int id); /* NULL: the table has none of that number */
/* Decodes the bytes that wait, by the font at hand. */
void rtf_end_bytes(struct rtf *r);
void rtf_add_char(struct rtf *r, uint32_t cp);
void rtf_add_byte(struct rtf *r, char byte);
/* \uN: a unit of UTF-16, signed. */
void rtf_add_unicode(struct rtf *r, int value);
void rtf_end_paragraph(struct rtf *r);
/* \shptxt, and what Word 95 had: what it says of its paragraphs is not said of the one around it. */
void rtf_begin_box(struct rtf *r);
void rtf_end_box(struct rtf *r);

#endif
