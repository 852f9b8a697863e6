/*
 * sheet.h: one unit as the text pane shows it: blocks, each laid out into lines when it is first looked at.
 *
 * A paragraph of more than YD_PART_MAX bytes is laid out in parts, cut at a sentence's end where there is one, so
 * that no key waits for a paragraph of ten megabytes; the only trace is a short line where two parts meet.
 */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include "reader.h"
#include "terms.h"

#include <yaodian/intl.h>

enum { YD_PART_MAX = 8192 };

/* What panes show where a title would stand and there are no words to show instead. */
#define YD_NO_TITLE N_("(no title)")

typedef enum yd_block_kind {
	YD_BLOCK_GAP,      /* an empty row */
	YD_BLOCK_LEFT_OUT, /* tells how many clauses the filter hides here */
	YD_BLOCK_LABELS,   /* bookmark sign and themes, above a heading; empty rows part units that have none */
	YD_BLOCK_TITLE,    /* of the document, centred */
	YD_BLOCK_FACTS,    /* reference, issuer, number, date */
	YD_BLOCK_NOTE,     /* something the program says */
	YD_BLOCK_OWN_NOTE, /* a line of the reader's note on the unit */
	YD_BLOCK_PARAGRAPH
} yd_block_kind;

typedef struct yd_block {
	yd_block_kind kind;
	size_t start, end; /* bytes of the sheet's raw text */
	size_t mark_len;   /* raw bytes from start that are the mark */
	size_t strong_len; /* raw bytes from start that are mark and heading */
	bool indent;       /* begins a paragraph */
	size_t left_out;
	/* Laid out: */
	bool laid;
	yd_buf text; /* sanitised, as it is shown; what follows are bytes of it */
	yd_shown_map map; /* to the sanitised text */
	size_t mark_end, strong_end;
	yd_lines lines; /* at least one */
	yd_spans hits;
} yd_block;

typedef struct yd_sheet {
	size_t unit;
	yd_buf raw; /* as printed */
	yd_block *blocks;
	size_t count, cap; /* at least one */
} yd_sheet;

/* The blocks of a unit that is shown, as part of the text of the reader's scope. */
void yd_sheet_make(const yd_reader *reader, size_t unit, yd_sheet *out);
void yd_sheet_free(yd_sheet *sheet);
/* How a block is laid out. */
typedef struct yd_sheet_style {
	size_t width, indent; /* columns, at least 1; those before a paragraph's first line */
	const yd_terms *terms; /* what is highlighted */
	const yd_typesetter *how;
} yd_sheet_style;

/* Lays a block out, unless it is laid already. */
void yd_sheet_lay(yd_sheet *sheet, size_t block, const yd_sheet_style *style);
/* Columns of the sign before an OWN_NOTE in a text of `width` columns. */
size_t yd_sheet_note_indent(size_t width);
/* Bytes of the longest part of text[from..end) up to YD_PART_MAX that is good to lay out by itself. */
size_t yd_sheet_part(yd_str text);

/* Appends mark and title of a node as they stand in one line: 一、…, 15. …; the white space between as printed.
 * Returns the bytes of the mark with that space. */
size_t yd_sheet_mark(const yd_reader *reader, size_t unit, yd_buf *out);

#endif
