/*
 * unwrap.h: lines that were broken at a fixed width, or inside a number, are joined back into paragraphs.
 * Private to src/intake.
 *
 * The joined text is a text of its own that the outline is read from: one line a paragraph, without the line breaks,
 * page numbers and running heads inside, and without the blanks of letter-spaced lines. Where each stretch of
 * it stands in the source is kept, so that pieces stay spans of the source: a paragraph over three lines is three pieces,
 * the later ones with `same_para`, and a page number between them is a piece of furniture.
 */
#ifndef YD_INTAKE_UNWRAP_H
#define YD_INTAKE_UNWRAP_H

#include "paragraphs.h"

/* text[at, at + len) is source[start, start + len). */
typedef struct yd_stretch {
	uint32_t at, start, len;
} yd_stretch;

typedef struct yd_unwrapped {
	yd_buf text;
	yd_stretch *items; /* in the order of both texts */
	size_t count, cap;
	struct yd_skipped {
		uint32_t start, end; /* bytes of the source: furniture between lines */
	} *skipped;
	size_t skipped_count, skipped_cap;
} yd_unwrapped;

/*
 * Looks at the lines of `plan` (its paras, with front matter found) and joins those that belong together. False, and
 * *out zeroed, when there is nothing to join: the source then is its own text.
 */
bool yd_unwrap(const yd_plan *plan, yd_unwrapped *out);
void yd_unwrapped_free(yd_unwrapped *unwrapped);

/* ---- unwrap_lines.c: what a line looks like on its page ---- */

typedef struct yd_page_line {
	yd_str span;            /* as it stands in the source */
	yd_str text;            /* what it says: the span, or that without the blanks of a letter-spaced line */
	uint32_t indent, width; /* columns before the text, and of both; counted up to YD_LINE_LONG */
	uint32_t by_chars;      /* the width when every character is two columns wide */
	uint32_t blank;         /* empty lines above it */
	bool page_above;        /* a form feed, page number or running head stands between it and the line above */
	bool spaced;            /* blanks between its characters, in the span */
	bool skipped;           /* a page number or a running head */
	bool apart;             /* front matter; an entry of contents; a row of a table; a heading by what the file says: never joined */
	bool label;
	bool weak;              /* … that is ordinary text as likely: 12.5万名, （三） where no （一） was */
} yd_page_line;

enum { YD_LINE_LONG = 200 };

/* One for each para: owned array. The text of letter-spaced lines lies in *plain, the caller's to free after it. */
yd_page_line *yd_lines_measure(const yd_plan *plan, yd_buf *plain);
/* - 2 -, 第3页 共9页; with `bare` also 4. *value gets the number. */
bool yd_line_is_page_number(yd_str text, bool bare, unsigned *value);
/* 教 育 局: characters with single blanks between them. */
bool yd_line_is_spaced(yd_str text);
/* （ or “ at the end: no line ends so but by force. */
bool yd_line_ends_open(yd_str text);
/* The last bracket of the text is open; and `below` closes it. */
bool yd_line_holds_open(yd_str text);
bool yd_line_closes_bracket(yd_str text, yd_str below);
/* （责任科室：…, not （一）: a remark in brackets; the same behind the end of a sentence inside a line. */
bool yd_line_is_remark(yd_str text);
bool yd_line_holds_remark(yd_str text);

/* Which lines begin with a label. */
void yd_lines_find_labels(yd_page_line *lines, size_t count);

/* What a line begins or ends with. */
bool yd_line_ends_in_digit(yd_str text);
uint32_t yd_line_first_token(yd_str text); /* columns of the word or number it begins with, or of its first character */
bool yd_line_begins_closed(yd_str text);  /* 。 or ）: no paragraph begins so */
bool yd_line_goes_on_number(yd_str text); /* 年, 个: what never begins a paragraph behind a digit */
bool yd_line_begins_item(yd_str text);    /* a bullet, a dash, 附件, 责任单位 */

/* ---- unwrap_width.c: is the text hard-wrapped? ---- */

/* Columns of a wrapped line, at most; columns by which full ones differ: a character, and a mark that may not begin a
 * line. */
enum { YD_WIDEST = 130, YD_WIDTH_SLACK = 3 };
/*
 * The width of wrapped lines; 0: they are not. *limit is that without a mark that hangs over the edge. Where the lines
 * are even by the number of their characters rather than by their columns, the width of each becomes `by_chars`.
 */
uint32_t yd_lines_find_width(yd_page_line *lines, size_t count, uint32_t *limit);
/* Neither apart nor a page number. */
bool yd_line_counts(const yd_page_line *line);
/* The next line that is no page number; `count` when there is none. */
size_t yd_line_below(const yd_page_line *lines, size_t count, size_t i);
bool yd_line_ends_sentence(yd_str text); /* closing quotes and brackets aside */

/* ---- hard-wrapped text ---- */

/* A line that ends inside a sentence may leave more columns: proportional type, words that are not broken. */
enum { YD_WIDTH_LOOSE = 6 };

typedef struct yd_wrapping {
	const yd_plan *plan;
	yd_page_line *lines;
	size_t count;
	uint32_t width;	      /* 0: not hard-wrapped */
	uint32_t limit;	      /* without a mark that hangs over the edge */
	bool blanks_part;     /* an empty line parts paragraphs */
	bool indents_begin;   /* a paragraph's first line is indented, others stand at `margin` */
	bool labels_indented; /* … and so are those that begin with a label */
	bool remarks_follow;  /* remarks in brackets stand behind the text they are of, on its line
			       */
	bool tight;           /* full lines leave no room for what the next one begins with */
	bool ends_told;       /* not hard-wrapped: hardly any paragraph ends without a mark that ends one */
	uint32_t margin;
	bool heads_alone[YD_NUMBERING_COUNT]; /* marks of the style begin headings alone on their
						 lines */
	unsigned last_of[YD_NUMBERING_COUNT]; /* last number taken for a label, of each style */
	bool *joins; /* for each line: it goes on in the paragraph of the line above */
} yd_wrapping;

/* unwrap_pages.c: page numbers that go up by one, and running heads beside them, are `skipped`. */
void yd_wrapping_skip_pages(yd_wrapping *w);

/* unwrap_signs.c: fills blanks_part to heads_alone of a text whose width is known. */
void yd_wrapping_find_signs(yd_wrapping *w);
bool yd_wrapping_is_full(const yd_wrapping *w, size_t line, uint32_t slack);
/* The numbered heading in line `above` leaves room for what the line `at` begins with: it ends there. */
bool yd_wrapping_is_ended_heading(const yd_wrapping *w, size_t above, size_t at);
/* The heading in line `above` is as wide as the lines, and the text below it begins at `at`. */
bool yd_wrapping_is_full_heading(const yd_wrapping *w, size_t above, size_t at);

/* unwrap_items.c: the label that line `at` begins with stands in the middle of a sentence (依照第三条 / （二）项).
 * `paragraph` is what goes before it, to the end of line `above`. */
bool yd_wrapping_label_is_text(const yd_wrapping *w, size_t above, size_t at, yd_str paragraph);

/* ---- unwrap_cut.c: lines cut here and there ---- */

/* Line `above`, the end of `paragraph`, cannot end where it ends. */
bool yd_lines_are_cut(const yd_wrapping *w, size_t above, size_t at, yd_str paragraph);
/* Fills ends_told of a text that is not hard-wrapped. */
void yd_lines_find_ends(yd_wrapping *w);
/* Is there any such line, or a page number, or a letter-spaced line? */
bool yd_lines_may_be_cut(const yd_plan *plan);

/* ---- unwrap_text.c ---- */

/* The text of all lines that are not skipped; joins[i]: line i goes on in the paragraph of the line above. */
void yd_unwrap_build(yd_str source, const yd_page_line *lines, const bool *joins, size_t count, yd_unwrapped *out);

#endif
