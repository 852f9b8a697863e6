/*
 * Tables of a PDF's page: rows of words with two gaps or more in common. Where a cell has several
 * lines, what is one row is told by a column whose cells have one line each: the numbers, else
 * lines that stand apart.
 */
#include "pdf_layout.h"

#include <math.h>
#include <stdlib.h>
#include <yaodian/base.h>

enum { MOST_LINES = 120, LEAST_ROWS = 3 };

typedef struct pdf_gap gap;
typedef pdf_table table;

/* ---- where it is ---- */

static double least_gap(const pdf_sheet *sheet)
{
	return sheet->em / 2;
}

static const pdf_box *box_at(const pdf_sheet *sheet, size_t i)
{
	return &sheet->boxes[sheet->sorted[i]];
}

static size_t gaps_of_row(const pdf_sheet *sheet, const pdf_row *row, gap *out)
{
	size_t count = 0;
	double covered = box_at(sheet, row->first)->right;
	for (size_t i = row->first + 1; i < row->end; i++) {
		const pdf_box *box = box_at(sheet, i);
		if (box->left - covered >= least_gap(sheet)) {
			if (count == PDF_GAPS)
				return 0;
			out[count++] = (gap){covered, box->left};
		}
		covered = fmax(covered, box->right);
	}
	return count;
}

/* What a row leaves of one gap: pieces of it, none when a word crosses. */
static size_t cut_gap(const pdf_sheet *sheet, const pdf_row *row, gap from, gap *out, size_t room)
{
	size_t count = 0;
	double at = from.from;
	for (size_t i = row->first; i < row->end; i++) {
		const pdf_box *box = box_at(sheet, i);
		if (box->right <= at || box->left >= from.to)
			continue;
		if (box->left - at >= least_gap(sheet) && count < room)
			out[count++] = (gap){at, box->left};
		at = fmax(at, box->right);
	}
	if (from.to - at >= least_gap(sheet) && count < room)
		out[count++] = (gap){at, from.to};
	return count;
}

/* Does the row keep every gap? Then they become what is left of them. */
static bool take_row(table *t, const pdf_row *row)
{
	gap kept[PDF_GAPS];
	size_t count = 0;
	for (size_t i = 0; i < t->gap_count; i++) {
		size_t pieces = cut_gap(t->sheet, row, t->gaps[i], kept + count, PDF_GAPS - count);
		if (!pieces)
			return false;
		count += pieces;
	}
	for (size_t i = 0; i < count; i++)
		t->gaps[i] = kept[i];
	t->gap_count = count;
	return true;
}

static size_t column_of(const table *t, const pdf_box *box)
{
	size_t column = 0;
	while (column < t->gap_count &&
		box->left >= (t->gaps[column].from + t->gaps[column].to) / 2)
		column++;
	return column;
}

/* Some column is as wide as words are: letters set apart have gaps in common as well. */
static bool has_wide_column(const table *t)
{
	double widest = 0;
	for (size_t r = t->first; r < t->end; r++)
		for (size_t i = t->sheet->rows[r].first; i < t->sheet->rows[r].end; i++)
			widest = fmax(
				widest, box_at(t->sheet, i)->right - box_at(t->sheet, i)->left);
	return widest >= 4 * t->sheet->em;
}

bool pdf_table_find(pdf_sheet *sheet, size_t first, table *t)
{
	const pdf_row *rows = sheet->rows;
	*t = (table){.sheet = sheet, .first = first, .end = first + 1};
	t->gap_count = gaps_of_row(sheet, &rows[first], t->gaps);
	if (t->gap_count < 2)
		return false;
	while (t->end < sheet->row_count && t->end - first < MOST_LINES &&
		rows[t->end].top - rows[t->end - 1].bottom < 3 * sheet->em &&
		take_row(t, &rows[t->end]))
		t->end++;
	return t->end - first >= LEAST_ROWS && has_wide_column(t);
}

/* ---- lines of a column ---- */

typedef struct line {
	size_t first, end; /* in the sorted boxes */
	double middle;
} line;

static bool find_line(const table *t, size_t row, size_t column, line *out)
{
	const pdf_row *words = &t->sheet->rows[row];
	*out = (line){words->end, words->first, (words->top + words->bottom) / 2};
	for (size_t i = words->first; i < words->end; i++)
		if (column_of(t, box_at(t->sheet, i)) == column) {
			out->first = i < out->first ? i : out->first;
			out->end = i + 1;
		}
	return out->first < out->end;
}

static size_t lines_of(const table *t, size_t from, size_t column, line *out)
{
	size_t count = 0;
	for (size_t r = from; r < t->end; r++)
		count += find_line(t, r, column, &out[count]);
	return count;
}

static bool is_complete(const table *t, size_t row)
{
	line found;
	for (size_t c = 0; c <= t->gap_count; c++)
		if (!find_line(t, row, c, &found))
			return false;
	return true;
}

/* ---- which lines are one row ---- */

/* Most are: a row that sums up has words there. */
static bool are_numbers(const table *t, const line *lines, size_t count)
{
	size_t numbers = 0;
	for (size_t i = 0; i < count; i++)
		numbers += lines[i].end - lines[i].first == 1 &&
			   box_at(t->sheet, lines[i].first)->number;
	return numbers > 1 && numbers * 10 >= count * 6;
}

/* In half of the rows of words or more several columns have a line: each is a row by itself, and
 * what stands alone in its column is a cell over several of them. */
static bool are_rows(const table *t, size_t from)
{
	size_t rows = 0;
	line found;
	for (size_t r = from; r < t->end; r++) {
		size_t filled = 0;
		for (size_t c = 0; c <= t->gap_count; c++)
			filled += find_line(t, r, c, &found);
		rows += filled > 1;
	}
	return rows * 2 >= t->end - from;
}

static double least_lead(const line *lines, size_t count)
{
	double least = 1e9;
	for (size_t i = 1; i < count; i++)
		least = fmin(least, lines[i].middle - lines[i - 1].middle);
	return least;
}

/* The column that tells the rows, its lines in `anchors`; how many they are, 0: none tells. */
static size_t find_anchors(const table *t, size_t from, line *anchors, line *lines)
{
	double lead = 1e9;
	for (size_t c = 0; c <= t->gap_count; c++) {
		size_t count = lines_of(t, from, c, anchors);
		if (are_numbers(t, anchors, count))
			return count;
		lead = fmin(lead, least_lead(anchors, count));
	}
	if (are_rows(t, from))
		return 0;
	size_t most = 0;
	for (size_t c = 0; c <= t->gap_count; c++) {
		size_t count = lines_of(t, from, c, lines);
		if (count < 2 || count <= most || least_lead(lines, count) < 1.4 * lead)
			continue;
		most = count;
		for (size_t i = 0; i < count; i++)
			anchors[i] = lines[i];
	}
	return most;
}

/* How little lines [from, end) look like the cell of a row: how far they are from its place, in
 * whose middle cells stand or with which they begin, never above it; and how unevenly they stand,
 * the nearest two at `lead`. */
static double misfit(
	const line *lines, size_t from, size_t end, double anchor, bool middle, double lead)
{
	double height = lines[end - 1].middle - lines[from].middle;
	double off = lines[from].middle + (middle ? height / 2 : 0) - anchor;
	double uneven = end - from > 1 ? height - lead * (double)(end - from - 1) : 0;
	return fabs(off) * (off < 0 && !middle ? 4 : 1) + uneven;
}

/* Parts the lines of a column among the rows, in order, so that all fit as well as they can.
 * `ends[k]`: behind the last line of row k. Returns the sum of what does not fit. */
static double part_lines(const line *lines, size_t count, const line *anchors, size_t rows,
	bool middle, double em, size_t *ends)
{
	size_t width = count + 1;
	double *best = yd_alloc((rows + 1) * width * sizeof *best);
	size_t *from = yd_alloc((rows + 1) * width * sizeof *from);
	for (size_t j = 1; j <= count; j++)
		best[j] = 1e12;
	for (size_t k = 1; k <= rows; k++)
		for (size_t j = 0; j <= count; j++) {
			/* An empty cell costs a line's height. */
			double lead = 1e9, cheapest = best[(k - 1) * width + j] + em;
			size_t cheapest_from = j;
			for (size_t i = j; i-- > 0;) {
				if (i + 1 < j)
					lead = fmin(lead, lines[i + 1].middle - lines[i].middle);
				double cost =
					best[(k - 1) * width + i] +
					misfit(lines, i, j, anchors[k - 1].middle, middle, lead);
				if (cost < cheapest) {
					cheapest = cost;
					cheapest_from = i;
				}
			}
			best[k * width + j] = cheapest;
			from[k * width + j] = cheapest_from;
		}
	double sum = best[rows * width + count];
	for (size_t k = rows, j = count; k > 0; j = from[k * width + j], k--)
		ends[k - 1] = j;
	free(best);
	free(from);
	return sum;
}

/* ---- giving it ---- */

static void add_line(pdf_sheet *sheet, const line *l, pdf_join join)
{
	for (size_t i = l->first; i < l->end; i++)
		sheet->steps[sheet->step_count++] = (pdf_step){.box = sheet->sorted[i],
			.join = i == l->first ? join : PDF_SAME_CELL,
			.row = true};
}

/* As it stands: one line, one row. */
static void add_plain_row(const table *t, size_t row)
{
	line found;
	bool begun = false;
	for (size_t c = 0; c <= t->gap_count; c++)
		if (find_line(t, row, c, &found)) {
			add_line(t->sheet, &found, begun ? PDF_NEW_CELL : PDF_NEW_LINE);
			begun = true;
		}
}

typedef struct column {
	line *lines;
	size_t count, *ends;
} column;

static void add_grouped(const table *t, const column *columns, size_t rows)
{
	for (size_t k = 0; k < rows; k++) {
		bool begun = false;
		for (size_t c = 0; c <= t->gap_count; c++)
			for (size_t i = k ? columns[c].ends[k - 1] : 0, n = 0;
				i < columns[c].ends[k]; i++, n++) {
				add_line(t->sheet, &columns[c].lines[i],
					n	? PDF_SAME_CELL
					: begun ? PDF_NEW_CELL
						: PDF_NEW_LINE);
				begun = true;
			}
	}
}

static void group_rows(const table *t, size_t from, const line *anchors, size_t rows)
{
	column columns[PDF_GAPS + 1];
	double sums[2] = {0, 0};
	size_t height = t->end - from;
	for (size_t c = 0; c <= t->gap_count; c++) {
		columns[c].lines = yd_alloc((height + 1) * sizeof *columns[c].lines);
		columns[c].ends = yd_alloc((rows + 1) * sizeof *columns[c].ends);
		columns[c].count = lines_of(t, from, c, columns[c].lines);
		for (int middle = 0; middle < 2; middle++)
			sums[middle] += part_lines(columns[c].lines, columns[c].count, anchors,
				rows, middle, t->sheet->em, columns[c].ends);
	}
	for (size_t c = 0; c <= t->gap_count; c++)
		part_lines(columns[c].lines, columns[c].count, anchors, rows, sums[1] <= sums[0],
			t->sheet->em, columns[c].ends);
	add_grouped(t, columns, rows);
	for (size_t c = 0; c <= t->gap_count; c++) {
		free(columns[c].lines);
		free(columns[c].ends);
	}
}

void pdf_table_add(const table *t)
{
	size_t height = t->end - t->first, from = t->first;
	bool complete = true;
	for (size_t r = from; r < t->end; r++)
		complete &= is_complete(t, r);
	line *anchors = yd_alloc((height + 1) * sizeof *anchors);
	line *lines = yd_alloc((height + 1) * sizeof *lines);
	/* The names of the columns are a row of their own. */
	if (!complete && is_complete(t, from))
		add_plain_row(t, from++);
	size_t rows = complete ? 0 : find_anchors(t, from, anchors, lines);
	if (rows)
		group_rows(t, from, anchors, rows);
	for (size_t r = from; !rows && r < t->end; r++)
		add_plain_row(t, r);
	free(anchors);
	free(lines);
}
