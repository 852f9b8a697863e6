/* Rows of words, columns of text; see pdf_layout.h. */
#include "pdf_layout.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <yaodian/base.h>

/* ---- rows ---- */

static int compare_tops(const void *a, const void *b, void *boxes)
{
	const pdf_box *one = (const pdf_box *)boxes + *(const size_t *)a;
	const pdf_box *two = (const pdf_box *)boxes + *(const size_t *)b;
	double difference = one->top + one->bottom - two->top - two->bottom;
	return (difference > 0) - (difference < 0);
}

static int compare_lefts(const void *a, const void *b, void *boxes)
{
	const pdf_box *one = (const pdf_box *)boxes + *(const size_t *)a;
	const pdf_box *two = (const pdf_box *)boxes + *(const size_t *)b;
	return (one->left > two->left) - (one->left < two->left);
}

static int compare_numbers(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;
	return (one > two) - (one < two);
}

/* The value that so many of a hundred do not exceed. */
static double share_of(double *values, size_t count, unsigned percent)
{
	qsort(values, count, sizeof *values, compare_numbers);
	return count ? values[(count - 1) * percent / 100] : 0;
}

static double usual_height(const pdf_box *boxes, size_t count)
{
	double *heights = yd_alloc((count + 1) * sizeof *heights);
	for (size_t i = 0; i < count; i++)
		heights[i] = boxes[i].bottom - boxes[i].top;
	double found = share_of(heights, count, 50);
	free(heights);
	return found;
}

static bool is_in_row(const pdf_row *row, const pdf_box *box)
{
	double common = fmin(row->bottom, box->bottom) - fmax(row->top, box->top);
	return common > fmin(row->bottom - row->top, box->bottom - box->top) / 2;
}

static void find_rows(pdf_sheet *sheet, size_t count)
{
	void *boxes = (void *)(uintptr_t)sheet->boxes;
	for (size_t i = 0; i < count; i++)
		sheet->sorted[i] = i;
	qsort_r(sheet->sorted, count, sizeof *sheet->sorted, compare_tops, boxes);
	for (size_t i = 0; i < count; i++) {
		const pdf_box *box = &sheet->boxes[sheet->sorted[i]];
		pdf_row *row = sheet->row_count ? &sheet->rows[sheet->row_count - 1] : NULL;
		if (!row || !is_in_row(row, box)) {
			row = &sheet->rows[sheet->row_count++];
			*row = (pdf_row){box->top, box->bottom, i, i};
		}
		row->end = i + 1;
	}
	for (size_t i = 0; i < sheet->row_count; i++)
		qsort_r(sheet->sorted + sheet->rows[i].first,
			sheet->rows[i].end - sheet->rows[i].first, sizeof *sheet->sorted,
			compare_lefts, boxes);
}

/* ---- columns ---- */

/* A part of the page that nothing crosses at `x`. */
typedef struct split {
	double x;
	size_t first, end;    /* rows */
	size_t lefts, rights; /* rows that have words on that side */
} split;

typedef struct sides {
	bool left, right, crosses;
} sides;

static sides sides_of(const pdf_sheet *sheet, const pdf_row *row, double x)
{
	double room = 0.35 * sheet->em;
	sides out = {0};
	for (size_t i = row->first; i < row->end; i++) {
		const pdf_box *box = &sheet->boxes[sheet->sorted[i]];
		out.left |= box->right <= x - room;
		out.right |= box->left >= x + room;
		out.crosses |= box->right > x - room && box->left < x + room;
	}
	return out;
}

static size_t fewer(const split *s)
{
	return s->lefts < s->rights ? s->lefts : s->rights;
}

/* The longest such part at one place. */
static split best_at(const pdf_sheet *sheet, size_t first, size_t end, double x)
{
	split best = {0}, run = {.x = x, .first = first, .end = first};
	for (size_t i = first; i < end; i++) {
		sides s = sides_of(sheet, &sheet->rows[i], x);
		if (s.crosses) {
			run = (split){.x = x, .first = i + 1, .end = i + 1};
			continue;
		}
		run.lefts += s.left;
		run.rights += s.right;
		run.end = i + 1;
		if (fewer(&run) > fewer(&best))
			best = run;
		else if (best.first == run.first && fewer(&run) == fewer(&best))
			best = run;
	}
	return best;
}

typedef struct extent {
	double left, right, top, bottom;
	size_t lines, full;
} extent;

/* One side of a part: its margins, and how many of its lines reach the right one, as those of
 * running text do. */
static extent measure_side(const pdf_sheet *sheet, const split *s, bool right)
{
	size_t count = s->end - s->first, lines = 0;
	double *lefts = yd_alloc((count + 1) * sizeof *lefts);
	double *rights = yd_alloc((count + 1) * sizeof *rights);
	double *ends = yd_alloc((count + 1) * sizeof *ends);
	extent out = {.top = 1e9};
	for (size_t r = s->first; r < s->end; r++) {
		const pdf_row *row = &sheet->rows[r];
		double from = 1e9, to = -1e9;
		for (size_t i = row->first; i < row->end; i++) {
			const pdf_box *box = &sheet->boxes[sheet->sorted[i]];
			if ((box->left > s->x) != right)
				continue;
			from = fmin(from, box->left);
			to = fmax(to, box->right);
		}
		if (to < from)
			continue;
		lefts[lines] = from;
		rights[lines] = ends[lines] = to;
		lines++;
		out.top = fmin(out.top, row->top);
		out.bottom = fmax(out.bottom, row->bottom);
	}
	out.lines = lines;
	out.left = share_of(lefts, lines, 20);
	out.right = share_of(rights, lines, 85);
	for (size_t i = 0; i < lines; i++)
		out.full += ends[i] >= out.right - 1.6 * sheet->em;
	free(lefts);
	free(rights);
	free(ends);
	return out;
}

static bool is_running_text(const pdf_sheet *sheet, const extent *side)
{
	return side->right - side->left >= 8 * sheet->em && side->full * 100 >= side->lines * 45;
}

/* Two columns of running text somewhere in these rows. */
static bool find_columns(const pdf_sheet *sheet, size_t first, size_t end, split *out)
{
	enum { LEAST_LINES = 5, STEP = 2 };
	double from = 1e9, to = -1e9;
	for (size_t i = sheet->rows[first].first; i < sheet->rows[end - 1].end; i++) {
		from = fmin(from, sheet->boxes[sheet->sorted[i]].left);
		to = fmax(to, sheet->boxes[sheet->sorted[i]].right);
	}
	split best = {0};
	double last_equal = 0;
	for (double x = from + (to - from) * 0.25; x < from + (to - from) * 0.75; x += STEP) {
		split at = best_at(sheet, first, end, x);
		if (fewer(&at) > fewer(&best))
			best = at;
		if (best.end && fewer(&at) == fewer(&best) && at.first == best.first &&
			at.end == best.end)
			last_equal = x;
	}
	if (fewer(&best) < LEAST_LINES)
		return false;
	best.x = (best.x + fmax(last_equal, best.x)) / 2;
	extent left = measure_side(sheet, &best, false), right = measure_side(sheet, &best, true);
	double common = fmin(left.bottom, right.bottom) - fmax(left.top, right.top);
	*out = best;
	return is_running_text(sheet, &left) && is_running_text(sheet, &right) &&
	       common > 0.5 * fmin(left.bottom - left.top, right.bottom - right.top);
}

/* ---- steps ---- */

static void add_column(pdf_sheet *sheet, const split *s, bool right)
{
	extent side = measure_side(sheet, s, right);
	bool begins = true;
	for (size_t i = sheet->rows[s->first].first; i < sheet->rows[s->end - 1].end; i++) {
		size_t box = sheet->sorted[i];
		if ((sheet->boxes[box].left > s->x) != right)
			continue;
		sheet->steps[sheet->step_count++] = (pdf_step){box,
			begins ? PDF_NEW_LINE : PDF_AS_IT_STANDS, false, side.left, side.right};
		begins = false;
	}
}

static int compare_order(const void *a, const void *b)
{
	size_t one = ((const pdf_step *)a)->box, two = ((const pdf_step *)b)->box;
	return (one > two) - (one < two);
}

/* Rows without anything of the kind, as poppler gave them. */
static void add_rows(pdf_sheet *sheet, size_t first, size_t end)
{
	size_t begin = sheet->step_count;
	if (first >= end)
		return;
	for (size_t i = sheet->rows[first].first; i < sheet->rows[end - 1].end; i++)
		sheet->steps[sheet->step_count++] =
			(pdf_step){.box = sheet->sorted[i], .join = PDF_AS_IT_STANDS};
	qsort(sheet->steps + begin, sheet->step_count - begin, sizeof *sheet->steps, compare_order);
	sheet->steps[begin].join = PDF_NEW_LINE;
}

/* Rows without a table. */
static void add_text(pdf_sheet *sheet, size_t first, size_t end)
{
	split s;
	if (first >= end || !find_columns(sheet, first, end, &s)) {
		add_rows(sheet, first, end);
		return;
	}
	add_text(sheet, first, s.first);
	add_column(sheet, &s, false);
	add_column(sheet, &s, true);
	add_text(sheet, s.end, end);
}

static void add_page(pdf_sheet *sheet)
{
	size_t plain = 0;
	pdf_table *table = yd_alloc(sizeof *table);
	for (size_t i = 0; i < sheet->row_count;) {
		if (!pdf_table_find(sheet, i, table)) {
			i++;
			continue;
		}
		add_text(sheet, plain, i);
		pdf_table_add(table);
		i = plain = table->end;
	}
	free(table);
	add_text(sheet, plain, sheet->row_count);
}

void pdf_layout(const pdf_box *boxes, size_t count, pdf_step *steps)
{
	enum { FEW = 8, MOST = 20000 };
	if (count < FEW || count > MOST) {
		for (size_t i = 0; i < count; i++)
			steps[i] = (pdf_step){.box = i, .join = PDF_AS_IT_STANDS};
		return;
	}
	pdf_sheet sheet = {.boxes = boxes, .steps = steps, .em = usual_height(boxes, count)};
	sheet.sorted = yd_alloc(count * sizeof *sheet.sorted);
	sheet.rows = yd_alloc(count * sizeof *sheet.rows);
	find_rows(&sheet, count);
	add_page(&sheet);
	free(sheet.sorted);
	free(sheet.rows);
}
