/*
 * pdf_layout.h: in which order the words of a PDF's page are read.
 *
 * Poppler gives them in an order of its own, which holds for running text. Two things it does not know: text set in columns
 * whose lines stand beside each other, and tables whose cells have several lines. Both are seen by what no word covers.
 */
#ifndef YAODIAN_EXTRACT_PDF_LAYOUT_H
#define YAODIAN_EXTRACT_PDF_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct pdf_box {
	double left, top, right, bottom; /* points, from the top left */
	bool number;                     /* nothing but digits: may number a row */
} pdf_box;

typedef enum pdf_join {
	PDF_AS_IT_STANDS, /* by its place beside the word before */
	PDF_NEW_LINE,     /* begins a line or a row */
	PDF_NEW_CELL,     /* begins a cell of the row at hand */
	PDF_SAME_CELL,    /* goes on in its cell, whatever its place */
} pdf_join;

typedef struct pdf_step {
	size_t box;
	pdf_join join;
	bool row;           /* of a table */
	double left, right; /* margins of the column it is in; both 0: those of the page */
} pdf_step;

/* Fills `steps` (room for `count`) with every box once, in reading order. */
void pdf_layout(const pdf_box *boxes, size_t count, pdf_step *steps);

/* ---- between pdf_layout.c and pdf_table.c ---- */

/* Words at one height. */
typedef struct pdf_row {
	double top, bottom;
	size_t first, end; /* in the array of boxes sorted by rows, then from left to right */
} pdf_row;

typedef struct pdf_sheet {
	const pdf_box *boxes;
	size_t *sorted; /* indices of boxes */
	pdf_row *rows;
	size_t row_count;
	double em;      /* the usual height of a word */
	pdf_step *steps;
	size_t step_count;
} pdf_sheet;

enum { PDF_GAPS = 15 };

typedef struct pdf_table {
	pdf_sheet *sheet;
	size_t first, end; /* rows of words */
	struct pdf_gap {
		double from, to;
	} gaps[PDF_GAPS]; /* between its columns */
	size_t gap_count;
} pdf_table;

/* A table whose first row is `first`. */
bool pdf_table_find(pdf_sheet *sheet, size_t first, pdf_table *out);
/* Its words, row by row and cell by cell, to the steps. */
void pdf_table_add(const pdf_table *table);

#endif
