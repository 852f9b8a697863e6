/*
 * page.h: what the helper makes of one document: paragraphs with hints, facts about it, or why there are none.
 */
#ifndef YAODIAN_EXTRACT_PAGE_H
#define YAODIAN_EXTRACT_PAGE_H

#include <yaodian/base.h>
#include <yaodian/extract.h>

struct limits {
	size_t memory, input, unpacked, text; /* bytes */
	size_t paragraphs, pages, parts;
	unsigned seconds;
};

/* The stated limits with those of the environment over them; a value that is no number from 1 on counts as unset. */
struct limits limits_read(void);

enum {
	HINT_BOLD = 1,
	HINT_CENTRED = 2,
	HINT_RIGHT = 4,
	HINT_HEI = 8,
	HINT_KAI = 16,
	HINT_SONG = 32, /* 小标宋 */
	HINT_ROW = 64,
};

struct paragraph {
	size_t start, len; /* bytes in the page's text */
	unsigned hints;
	unsigned heading;  /* 1 to 9; 0: none */
	size_t number_len; /* bytes of its automatic number, which the text begins with */
	unsigned number_level; /* of that number in its list, 1 to 9; 0: none */
};

/* A file that the page links to. */
struct link {
	char *href; /* owned: as it is written, without white space; whole where the page has a base */
	char *name; /* owned: what the link is called; NULL: nothing */
};

struct page {
	struct limits limits;
	const char *format;
	char encoding[32];
	size_t replaced;
	yd_buf text;
	struct paragraph *items;
	size_t count, cap;
	char *title, *source; /* owned */
	char date[11];
	char **warnings;
	size_t warning_count, warning_cap;
	struct link *links;
	size_t link_count, link_cap;
	size_t private_use;
	size_t notes; /* footnotes, which are left out */
	char *error; /* owned; set: there is no text */
};

void page_free(struct page *page);
/* Notes why there is no text; the first reason stands. Always false. */
bool page_fail(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_warn(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Adds a paragraph: format characters that take no room and controls left out, private-use characters of known meaning
 * put into Unicode, line breaks as spaces, white space at both ends cut. Nothing is added for an empty one. False when a limit
 * is reached, with the page failed.
 */
bool page_add(struct page *page, yd_str text, struct paragraph hints);
/* A line of a text file: the same, but white space at its ends and an empty line stay. */
bool page_add_line(struct page *page, yd_str line);
yd_str page_text(const struct page *page, const struct paragraph *paragraph);
/* One line, cleaned as a paragraph is; NULL for nothing. Owned. */
char *page_clean_copy(yd_str text);
/* The first year, month and day in `text` (2024-03-01, 2024年3月1日, 20240301 …) as "2024-03-01"; false: none. */
bool page_date(yd_str text, char out[11]);
/* HINT_… of a font by its name as files and style sheets give it: 黑体, SimHei, 方正小标宋_GBK, KaiTi_GB2312 … */
unsigned page_font_hints(yd_str name);

/* ---- brackets.c ---- */

/* Takes out pinyin and second forms in brackets behind a character, 學(xué)校(xiào), when that is the page's pattern: five
 * of them or more, and more than there are other brackets as short. */
void brackets_clean(struct page *page);

/* ---- answer.c ---- */

/* Appends the answer by the form of extract.h. */
void answer_write(const struct page *page, yd_buf *out);
/* Appends "KEY TEXT" as one line of clean UTF-8, whatever a file's, a server's or a library's own words hold. */
void answer_line(yd_buf *out, const char *key, const char *text);

/* ---- extract.c ---- */

/* Reads bytes of any format. `charset` (may be NULL) is what a server said of them. */
void extract(yd_str bytes, const char *charset, struct page *page);
/* Opens what the formats need from the file system, once, before the program gives up the right to. */
void extract_warm_up(void);
/* The formats of this build, one a line: "docx yes", "pdf no (built without poppler)". */
void extract_formats(yd_buf *out);

/* ---- the formats; false when the page failed ---- */

bool html_read(yd_str text, struct page *page); /* UTF-8 */
bool text_read(yd_str text, struct page *page); /* UTF-8 */
bool zip_document_read(yd_str bytes, struct page *page); /* .docx, .odt */
/* The same in one XML file. */
bool flat_document_is(yd_str bytes);
bool flat_document_read(yd_str bytes, struct page *page);
bool rtf_read(yd_str bytes, struct page *page);
bool pdf_read(yd_str bytes, struct page *page);
void pdf_warm_up(void);

/* ---- mhtml.c ---- */

/* A page saved as one file, with its images as parts. */
bool mhtml_is(yd_str bytes);
/* Its page as it was before it was packed, appended, with what its part says of the encoding ("": nothing). */
bool mhtml_find_page(yd_str bytes, struct page *page, yd_buf *out, char *charset, size_t room);

/* ---- ole.c ---- */

/* Whether a compound file holds what a converter may read; false with the page failed: a password, a spreadsheet, noise. */
bool ole_check(yd_str bytes, struct page *page);

/* ---- convert.c ---- */

/* Old Word and WPS files: `bytes` as a converter that is installed gives them, appended. False, with the page failed,
 * when there is none or it gave nothing. Starts a program and writes to a folder of its own: not for the confined helper. */
bool convert(yd_str bytes, struct page *page, yd_buf *out);
/* The name of the converter that would be used, or NULL. */
const char *convert_name(void);

#endif
