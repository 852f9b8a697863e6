/* How a row of the text looks. */
#include "text.h"

#include <yaodian/intl.h>
#include <yaodian/theme.h>

#include <stdlib.h>

/* The style of the byte at `at`, and in *end where it changes next. */
static yd_style style_at(const yd_block *block, size_t at, size_t *end)
{
	yd_style style = YD_STYLE_TEXT;
	*end = SIZE_MAX;
	if (block->kind == YD_BLOCK_TITLE)
		style = YD_STYLE_HEADING;
	else if (block->kind != YD_BLOCK_PARAGRAPH && block->kind != YD_BLOCK_OWN_NOTE)
		style = YD_STYLE_DIM;
	else if (at < block->mark_end)
		style = YD_STYLE_MARK, *end = block->mark_end;
	else if (at < block->strong_end)
		style = YD_STYLE_HEADING, *end = block->strong_end;
	for (size_t i = 0; i < block->hits.count; i++) {
		const yd_span *hit = &block->hits.items[i];
		if (at >= hit->end)
			continue;
		if (at >= hit->start) {
			*end = hit->end;
			return YD_STYLE_MATCH;
		}
		if (hit->start < *end)
			*end = hit->start;
		break;
	}
	return style;
}

static void add_line(const yd_block *block, const yd_line *line, yd_row *out)
{
	size_t end = line->start + yd_row_line(yd_buf_str(&block->text), line).len;
	for (size_t at = line->start; at < end;) {
		size_t next;
		yd_style style = style_at(block, at, &next);
		if (next > end)
			next = end;
		yd_row_add(out, (yd_str){block->text.ptr + at, next - at}, style);
		at = next;
	}
}

static void add_themes(const yd_text *text, uint32_t set, yd_style style, size_t limit, yd_row *out)
{
	for (unsigned i = 0; i < YD_THEME_COUNT; i++) {
		if (!(set >> i & 1))
			continue;
		yd_str name = yd_str_of(yd_theme_name(i));
		/* A name that does not fit whole is not shown. */
		if (out->columns + yd_text_columns(name) > limit)
			return;
		yd_row_put_document(out, text->how, name, style, limit);
		if (out->columns + 2 <= limit)
			yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
	}
}

static void add_tags(const char *tags, size_t limit, yd_row *out)
{
	yd_str rest = yd_str_of(tags), tag;
	while (yd_tags_next(&rest, &tag)) {
		if (out->columns + 2 > limit)
			return;
		yd_row_add(out, YD_STR("#"), YD_STYLE_BOOKMARK);
		yd_row_put(out, tag, YD_STYLE_BOOKMARK, limit);
		if (out->columns + 2 <= limit)
			yd_row_pad(out, out->columns + 2, YD_STYLE_TEXT);
	}
}

/* Bookmark sign, whether it was read, tags and themes above a heading: those the clause is about
 * first. */
static void add_labels(const yd_text *text, size_t unit, size_t limit, yd_row *out)
{
	const yd_unit_row *row = &text->reader->doc->stored.units[unit];
	if (text->reader->marked[unit]) {
		yd_row_add(out, yd_glyph_text(YD_GLYPH_BOOKMARK), YD_STYLE_BOOKMARK);
		yd_row_pad(out, out->columns + 1, YD_STYLE_TEXT);
	}
	if (text->reader->read[unit]) {
		yd_row_add(out, yd_glyph_text(YD_GLYPH_READ), YD_STYLE_DIM);
		yd_row_pad(out, out->columns + 1, YD_STYLE_TEXT);
	}
	add_tags(text->reader->labels[unit].tags, limit, out);
	add_themes(text, row->primary, YD_STYLE_THEME, limit, out);
	add_themes(text, row->any & ~row->primary, YD_STYLE_DIM, limit, out);
}

static void add_left_out(size_t count, size_t limit, yd_row *out)
{
	char *note = yd_format(
		yd_trn("… %zu clause left out …", "… %zu clauses left out …", count), count);
	yd_row_put(out, yd_str_of(note), YD_STYLE_DIM, limit);
	free(note);
}

/* Does the bar stand beside it? */
static bool has_bar(yd_text *text, const yd_text_at *at, const yd_block *block)
{
	bool own = block->kind != YD_BLOCK_GAP && block->kind != YD_BLOCK_LEFT_OUT &&
		   block->kind != YD_BLOCK_NOTE;
	bool here = own && at->unit == text->reader->unit;
	return here && (!text->alone || yd_text_begins(text, at));
}

static void add_gutter(yd_text *text, const yd_text_at *at, const yd_block *block,
	const yd_text_room *room, yd_row *out)
{
	yd_row_pad(out, room->left, YD_STYLE_TEXT);
	if (room->gutter && has_bar(text, at, block))
		yd_row_add(out, yd_glyph_text(YD_GLYPH_BAR), YD_STYLE_TEXT);
	yd_row_pad(out, room->left + room->gutter, YD_STYLE_TEXT);
}

void yd_text_row_key(yd_text *text, size_t y, yd_row_key *out)
{
	const yd_reader *reader = text->reader;
	if (!reader->doc || y >= text->row_count)
		return;
	const yd_text_at *at = &text->rows[y];
	const yd_block *block = yd_text_block(text, at);
	/* What a sheet has is laid out once; above a heading stands what may change meanwhile. */
	bool labels = block->kind == YD_BLOCK_LABELS;
	*out = (yd_row_key){.part = {yd_text_sheet_number(text, at->unit), at->block, at->line,
				    has_bar(text, at, block),
				    labels ? 4 | (uint64_t)reader->marked[at->unit] << 1 |
						     reader->read[at->unit]
					   : 0,
				    labels ? reader->labels_read : 0}};
}

void yd_text_row(yd_text *text, size_t y, yd_row *out)
{
	yd_row_clear(out);
	if (!text->reader->doc || y >= text->row_count)
		return;
	const yd_text_at *at = &text->rows[y];
	const yd_block *block = yd_text_block(text, at);
	const yd_line *line = &block->lines.items[at->line];
	yd_text_room room = yd_text_room_of(text);
	size_t start = room.left + room.gutter, columns = room.columns;
	size_t indent = block->indent && at->line == 0 && text->width >= 20 ? 4 : 0;
	add_gutter(text, at, block, &room, out);
	switch (block->kind) {
	case YD_BLOCK_GAP:
		break;
	case YD_BLOCK_LABELS:
		yd_row_pad(out, start + (text->width >= 20 ? 4 : 0), YD_STYLE_TEXT);
		add_labels(text, at->unit, start + columns, out);
		break;
	case YD_BLOCK_LEFT_OUT:
		add_left_out(block->left_out, start + columns, out);
		break;
	case YD_BLOCK_OWN_NOTE:
		yd_row_pad(out, start, YD_STYLE_TEXT);
		if (yd_sheet_note_indent(columns) && at->line == 0)
			yd_row_add(out, yd_glyph_text(YD_GLYPH_NOTE), YD_STYLE_BOOKMARK);
		yd_row_pad(out, start + yd_sheet_note_indent(columns), YD_STYLE_TEXT);
		add_line(block, line, out);
		break;
	case YD_BLOCK_TITLE:
		if (line->columns < columns)
			yd_row_pad(out, start + (columns - line->columns) / 2, YD_STYLE_TEXT);
		add_line(block, line, out);
		break;
	default:
		if (indent)
			yd_row_add(out, YD_STR("　　"), YD_STYLE_TEXT);
		add_line(block, line, out);
	}
}
