#include <yaodian/view.h>

#include <stdlib.h>
#include <string.h>

void yd_row_clear(yd_row *row)
{
	yd_buf_clear(&row->text);
	row->count = 0;
	row->columns = 0;
}

void yd_row_free(yd_row *row)
{
	yd_buf_free(&row->text);
	free(row->runs);
	*row = (yd_row){0};
}

/* Notes that the text up to its present end is in `style`. */
static void end_run(yd_row *row, yd_style style)
{
	size_t start = row->count ? row->runs[row->count - 1].end : 0;
	if (row->text.len == start)
		return;
	if (row->count && row->runs[row->count - 1].style == style) {
		row->runs[row->count - 1].end = row->text.len;
		return;
	}
	YD_GROW(row->runs, row->count, row->cap);
	row->runs[row->count++] = (yd_run){row->text.len, style};
}

void yd_row_add(yd_row *row, yd_str text, yd_style style)
{
	yd_buf_add_str(&row->text, text);
	row->columns += yd_text_columns(text);
	end_run(row, style);
}

void yd_row_put_document(
	yd_row *row, const yd_typesetter *how, yd_str text, yd_style style, size_t limit)
{
	if (row->columns >= limit || text.len == 0)
		return;
	yd_buf clean = {0}, shown = {0}, cut = {0};
	/* What is far longer than the row is cut before it is cleaned. */
	size_t most = (limit - row->columns) * 64 + 64;
	if (text.len > most)
		text.len = most;
	yd_text_sanitize(text, 0, &clean);
	yd_typeset(how, yd_buf_str(&clean), &shown, NULL);
	yd_text_ellipsis(yd_buf_str(&shown), limit - row->columns, false, &cut);
	yd_row_add(row, yd_buf_str(&cut), style);
	yd_buf_free(&clean);
	yd_buf_free(&shown);
	yd_buf_free(&cut);
}

void yd_row_put_line(
	yd_row *row, yd_str text, size_t number, size_t indent, yd_style style, size_t limit)
{
	yd_lines lines = {0};
	if (indent >= limit)
		indent = 0;
	yd_text_break(text, limit - indent ? limit - indent : 1, 0, &lines);
	if (number < lines.count) {
		yd_row_pad(row, indent, style);
		yd_row_put(row, yd_row_line(text, &lines.items[number]), style, limit);
	}
	yd_lines_free(&lines);
}

void yd_row_put(yd_row *row, yd_str text, yd_style style, size_t limit)
{
	yd_row_put_document(row, NULL, text, style, limit);
}

void yd_row_pad(yd_row *row, size_t columns, yd_style style)
{
	if (row->columns >= columns)
		return;
	size_t spaces = columns - row->columns;
	yd_buf_reserve(&row->text, spaces);
	memset(row->text.ptr + row->text.len, ' ', spaces);
	row->text.len += spaces;
	row->text.ptr[row->text.len] = '\0';
	row->columns = columns;
	end_run(row, style);
}

void yd_row_restyle(yd_row *row, yd_style style)
{
	row->count = 0;
	end_run(row, style);
}

void yd_row_restyle_span(yd_row *row, size_t start, size_t end, yd_style style)
{
	yd_row out = {0};
	size_t at = 0;
	for (size_t i = 0; i < row->count; at = row->runs[i++].end) {
		const yd_run *run = &row->runs[i];
		size_t from = start > at ? start : at, to = end < run->end ? end : run->end;
		if (from >= to)
			from = to = run->end;
		yd_row_add(&out, (yd_str){row->text.ptr + at, from - at}, run->style);
		yd_row_add(&out, (yd_str){row->text.ptr + from, to - from}, style);
		yd_row_add(&out, (yd_str){row->text.ptr + to, run->end - to}, run->style);
	}
	out.columns = row->columns;
	yd_row_free(row);
	*row = out;
}

void yd_row_append(yd_row *row, const yd_row *other)
{
	size_t start = row->text.len, first = 0;
	yd_buf_add_str(&row->text, yd_buf_str(&other->text));
	row->columns += other->columns;
	if (row->count && other->count && row->runs[row->count - 1].style == other->runs[0].style)
		row->runs[row->count - 1].end = start + other->runs[first++].end;
	for (size_t i = first; i < other->count; i++) {
		YD_GROW(row->runs, row->count, row->cap);
		row->runs[row->count++] =
			(yd_run){start + other->runs[i].end, other->runs[i].style};
	}
}

bool yd_row_equal(const yd_row *a, const yd_row *b)
{
	if (a->count != b->count || !yd_str_equal(yd_buf_str(&a->text), yd_buf_str(&b->text)))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->runs[i].end != b->runs[i].end || a->runs[i].style != b->runs[i].style)
			return false;
	return true;
}

yd_str yd_row_line(yd_str text, const yd_line *line)
{
	yd_str whole = {text.ptr + line->start, line->end - line->start};
	/* Only spaces hang; most lines end in a character of three bytes that is none. */
	uint32_t last = 0;
	if (whole.len >= 3)
		yd_utf8_decode((yd_str){whole.ptr + whole.len - 3, 3}, &last, NULL);
	if ((last > 0x3000 && last <= 0x9FFF) || (last >= 0xFF01 && last <= 0xFF60))
		return whole;
	whole.len = yd_text_fit(whole, line->columns, NULL);
	return whole;
}

static const char *const glyphs[YD_GLYPH_COUNT][2] = {
	[YD_GLYPH_BORDER] = {"│", "|"},
	[YD_GLYPH_FOLDED] = {"▸", "+"},
	[YD_GLYPH_UNFOLDED] = {"▾", "-"},
	[YD_GLYPH_BOOKMARK] = {"★", "*"},
	[YD_GLYPH_BAR] = {"▌", "|"},
	[YD_GLYPH_OPEN] = {"»", "="},
	[YD_GLYPH_CURSOR] = {">", ">"},
	[YD_GLYPH_READ] = {"✓", "v"},
	[YD_GLYPH_BEGUN] = {"~", "~"},
	[YD_GLYPH_NOTE] = {"✎", "%"},
	[YD_GLYPH_DONE] = {"━", "="},
	[YD_GLYPH_LEFT] = {"─", "-"},
};
static bool glyphs_ascii;

yd_str yd_glyph_text(yd_glyph glyph)
{
	return yd_str_of(glyphs[glyph][glyphs_ascii]);
}

void yd_glyphs_use_ascii(bool ascii)
{
	glyphs_ascii = ascii;
}
