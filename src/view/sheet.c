#include "sheet.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

void yd_sheet_free(yd_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		yd_buf_free(&sheet->blocks[i].text);
		yd_shown_map_free(&sheet->blocks[i].map);
		yd_lines_free(&sheet->blocks[i].lines);
		yd_spans_free(&sheet->blocks[i].hits);
	}
	free(sheet->blocks);
	yd_buf_free(&sheet->raw);
	*sheet = (yd_sheet){0};
}

static yd_block *add_block(yd_sheet *sheet, yd_block_kind kind, size_t start, size_t end)
{
	YD_GROW(sheet->blocks, sheet->count, sheet->cap);
	yd_block *block = &sheet->blocks[sheet->count++];
	*block = (yd_block){.kind = kind, .start = start, .end = end};
	return block;
}

/* ---- parts of long paragraphs ---- */

static size_t back_to_character(yd_str text, size_t at)
{
	while (at > 1 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* May a line begin at `at`, before the text's end? */
static bool may_begin(yd_str text, size_t at)
{
	uint32_t cp;
	yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	return yd_cp_may_begin_line(cp) && yd_cp_width(cp) > 0;
}

size_t yd_sheet_part(yd_str text)
{
	static const char *const ends[] = {"。", "；", "，", " "};
	if (text.len <= YD_PART_MAX)
		return text.len;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		yd_str end = yd_str_of(ends[i]);
		for (size_t at = YD_PART_MAX; at > YD_PART_MAX / 2; at--)
			if (memcmp(text.ptr + at - end.len, end.ptr, end.len) == 0 &&
				may_begin(text, at))
				return at;
	}
	return back_to_character(text, YD_PART_MAX);
}

/* The raw text from `start` on as paragraphs; the first begins with a mark and a heading of so many
 * bytes. */
static void add_paragraphs(yd_sheet *sheet, size_t start, size_t mark_len, size_t strong_len)
{
	bool first = true;
	do {
		const char *at = sheet->raw.ptr + start;
		size_t left = sheet->raw.len - start;
		const char *line_end = left ? memchr(at, '\n', left) : NULL;
		size_t end = line_end ? (size_t)(line_end - sheet->raw.ptr) : sheet->raw.len;
		bool begins = true;
		do {
			size_t part = yd_sheet_part((yd_str){sheet->raw.ptr + start, end - start});
			yd_block *block = add_block(sheet, YD_BLOCK_PARAGRAPH, start, start + part);
			block->indent = begins;
			if (first) {
				block->mark_len = mark_len < part ? mark_len : part;
				block->strong_len = strong_len < part ? strong_len : part;
			}
			begins = first = false;
			start += part;
		} while (start < end);
		start = end + 1;
	} while (start < sheet->raw.len);
}

/* ---- what stands in a unit ---- */

size_t yd_sheet_mark(const yd_reader *reader, size_t unit, yd_buf *out)
{
	size_t node = yd_open_doc_node(reader->doc, unit), before = out->len;
	if (node == SIZE_MAX)
		return 0;
	yd_outline_mark_with_gap(&reader->doc->outline, reader->doc->source, node, out);
	return out->len - before;
}

/* A title in running text takes its full stop along. */
static size_t title_length(yd_str text, yd_str title)
{
	static const char *const stops[] = {"。", "！", "？", ".", "!", "?", "：", ":"};
	if (title.len == 0 || !yd_str_starts(text, title))
		return 0;
	yd_str rest = {text.ptr + title.len, text.len - title.len};
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
		if (yd_str_starts(rest, yd_str_of(stops[i])))
			return title.len + strlen(stops[i]);
	return title.len;
}

static void add_node(const yd_reader *reader, size_t node, yd_sheet *sheet)
{
	const yd_outline *outline = &reader->doc->outline;
	yd_str source = reader->doc->source;
	size_t mark_len = yd_sheet_mark(reader, sheet->unit, &sheet->raw);
	yd_buf title = {0};
	bool titled = yd_outline_title(outline, source, node, &title);
	if (yd_reader_is_clause(reader, sheet->unit)) {
		yd_outline_text(outline, source, node, &sheet->raw);
		yd_str text = {sheet->raw.ptr + mark_len, sheet->raw.len - mark_len};
		size_t strong = titled ? title_length(text, yd_buf_str(&title)) : 0;
		add_paragraphs(sheet, 0, mark_len, mark_len + strong);
	} else {
		yd_buf_add_str(&sheet->raw, yd_buf_str(&title));
		size_t heading = sheet->raw.len;
		add_paragraphs(sheet, 0, mark_len, heading);
		yd_buf_putc(&sheet->raw, '\n');
		yd_outline_text(outline, source, node, &sheet->raw);
		if (sheet->raw.len > heading + 1 && !reader->filtered)
			add_paragraphs(sheet, heading + 1, 0, 0);
	}
	yd_buf_free(&title);
}

static void add_fact(yd_buf *out, const char *fact)
{
	if (!fact || !*fact)
		return;
	if (out->len && out->ptr[out->len - 1] != '\n')
		yd_buf_puts(out, "  ");
	yd_buf_puts(out, fact);
}

static void add_head(const yd_reader *reader, yd_sheet *sheet)
{
	const yd_doc *info = &reader->doc->info;
	yd_buf *raw = &sheet->raw;
	yd_buf_puts(raw, info->title ? info->title : yd_tr(YD_NO_TITLE));
	add_block(sheet, YD_BLOCK_TITLE, 0, raw->len);
	yd_buf_putc(raw, '\n');
	size_t start = raw->len;
	if (info->sample)
		add_fact(raw, _("sample, an invented place"));
	if (reader->doc->version)
		add_fact(raw, _("an earlier version"));
	add_fact(raw, info->issuer);
	add_fact(raw, info->doc_no);
	add_fact(raw, info->date);
	add_fact(raw, info->ref);
	add_block(sheet, YD_BLOCK_FACTS, start, raw->len);
	if (reader->filtered)
		return;
	yd_buf_putc(raw, '\n');
	start = raw->len;
	yd_outline_kind_text(&reader->doc->outline, reader->doc->source, YD_PREAMBLE, raw);
	if (raw->len > start) {
		add_block(sheet, YD_BLOCK_GAP, start, start);
		add_paragraphs(sheet, start, 0, 0);
	}
}

/* ---- between units ---- */

static void add_left_out(yd_sheet *sheet, size_t clauses)
{
	if (clauses == 0)
		return;
	add_block(sheet, YD_BLOCK_GAP, 0, 0);
	add_block(sheet, YD_BLOCK_LEFT_OUT, 0, 0)->left_out = clauses;
}

static void add_before(const yd_reader *reader, yd_sheet *sheet)
{
	size_t unit = sheet->unit;
	const yd_unit_row *row = &reader->doc->stored.units[unit];
	if (unit != reader->scope) {
		size_t previous = yd_reader_previous_shown(reader, unit, reader->scope);
		if (previous == SIZE_MAX)
			previous = reader->scope;
		add_left_out(sheet, yd_reader_left_out(reader, previous + 1, unit));
	}
	if (unit != reader->scope || reader->marked[unit] || row->any)
		add_block(sheet, YD_BLOCK_LABELS, 0, 0);
}

static void add_note(yd_sheet *sheet, const char *note)
{
	add_block(sheet, YD_BLOCK_GAP, 0, 0);
	size_t start = sheet->raw.len;
	yd_buf_puts(&sheet->raw, note);
	add_block(sheet, YD_BLOCK_NOTE, start, sheet->raw.len);
}

/* Below the text it is on. */
static void add_own_note(const yd_reader *reader, yd_sheet *sheet)
{
	yd_str rest = yd_str_of(reader->labels[sheet->unit].note);
	while (rest.len) {
		size_t end = yd_str_find(rest, YD_STR("\n"), 0);
		size_t len = end == SIZE_MAX ? rest.len : end;
		if (sheet->raw.len)
			yd_buf_putc(&sheet->raw, '\n');
		size_t start = sheet->raw.len;
		yd_buf_add(&sheet->raw, rest.ptr, len < YD_PART_MAX ? len : YD_PART_MAX);
		add_block(sheet, YD_BLOCK_OWN_NOTE, start, sheet->raw.len);
		if (end == SIZE_MAX)
			break;
		rest = (yd_str){rest.ptr + end + 1, rest.len - end - 1};
	}
}

static void add_after(const yd_reader *reader, yd_sheet *sheet)
{
	size_t end = yd_reader_scope_end(reader, reader->scope);
	if (yd_reader_next_shown(reader, sheet->unit, end) != SIZE_MAX)
		return;
	add_left_out(sheet, yd_reader_left_out(reader, sheet->unit + 1, end));
	if (reader->filtered && reader->passing == 0)
		add_note(
			sheet, _("No clause of this document passes the filter. :next-clause goes "
				 "on to the next one that does, :clear-filter clears the filter."));
}

void yd_sheet_make(const yd_reader *reader, size_t unit, yd_sheet *out)
{
	*out = (yd_sheet){.unit = unit};
	size_t node = yd_open_doc_node(reader->doc, unit);
	add_before(reader, out);
	if (node != SIZE_MAX) {
		add_node(reader, node, out);
	} else if (unit == 0) {
		add_head(reader, out);
	} else {
		yd_outline_kind_text(
			&reader->doc->outline, reader->doc->source, YD_CLOSING, &out->raw);
		add_paragraphs(out, 0, 0, 0);
	}
	add_own_note(reader, out);
	add_after(reader, out);
}

/* ---- laying out ---- */

/* Where the first `len` raw bytes of a block end in its sanitised text. */
static size_t clean_length(const yd_sheet *sheet, const yd_block *block, size_t len, yd_str text)
{
	yd_buf clean = {0};
	if (len == 0)
		return 0;
	yd_text_sanitize((yd_str){sheet->raw.ptr + block->start, len}, 0, &clean);
	/* What follows may change how the last character comes out. */
	size_t end = clean.len < text.len ? clean.len : text.len;
	while (end && end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
		end--;
	yd_buf_free(&clean);
	return end;
}

/* The same in its shown text. */
static size_t shown_length(const yd_sheet *sheet, const yd_block *block, size_t len, yd_str clean)
{
	size_t from, to;
	yd_shown_span(&block->map, 0, clean_length(sheet, block, len, clean), &from, &to);
	return to;
}

static void lay_text(yd_sheet *sheet, yd_block *block, const yd_sheet_style *style)
{
	yd_str raw = {sheet->raw.ptr + block->start, block->end - block->start};
	bool is_said = block->kind == YD_BLOCK_NOTE || block->kind == YD_BLOCK_OWN_NOTE;
	yd_buf clean = {0};
	yd_text_sanitize(raw, 0, &clean);
	yd_typeset(is_said ? NULL : style->how, yd_buf_str(&clean), &block->text, &block->map);
	block->mark_end = shown_length(sheet, block, block->mark_len, yd_buf_str(&clean));
	block->strong_end = shown_length(sheet, block, block->strong_len, yd_buf_str(&clean));
	yd_terms_mark(style->terms, yd_buf_str(&clean), &block->hits);
	for (size_t i = 0; i < block->hits.count; i++) {
		yd_span *hit = &block->hits.items[i];
		yd_shown_span(&block->map, hit->start, hit->end, &hit->start, &hit->end);
	}
	yd_buf_free(&clean);
}

size_t yd_sheet_note_indent(size_t width)
{
	return width > 8 ? 2 : 0;
}

void yd_sheet_lay(yd_sheet *sheet, size_t index, const yd_sheet_style *style)
{
	yd_block *block = &sheet->blocks[index];
	if (block->laid)
		return;
	block->laid = true;
	bool text = block->kind == YD_BLOCK_PARAGRAPH || block->kind == YD_BLOCK_TITLE ||
		    block->kind == YD_BLOCK_FACTS || block->kind == YD_BLOCK_NOTE ||
		    block->kind == YD_BLOCK_OWN_NOTE;
	if (!text) {
		YD_GROW(block->lines.items, block->lines.count, block->lines.cap);
		block->lines.items[block->lines.count++] = (yd_line){0, 0, 0};
		return;
	}
	lay_text(sheet, block, style);
	size_t width = style->width;
	if (block->kind == YD_BLOCK_OWN_NOTE)
		width -= yd_sheet_note_indent(width);
	yd_text_break(
		yd_buf_str(&block->text), width, block->indent ? style->indent : 0, &block->lines);
}
