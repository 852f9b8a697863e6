#include "text.h"

#include <stdlib.h>

/* Under these widths there is no room to spare. */
enum { ROOMY = 20, TIGHT = 8, PARAGRAPH_INDENT = 4 };

yd_text_room yd_text_room_of(const yd_text *text)
{
	size_t width = text->width, margin = width >= ROOMY ? 1 : 0;
	yd_text_room room = {.gutter = width >= ROOMY ? 2 : width >= TIGHT ? 1 : 0};
	size_t all = width > room.gutter + margin ? width - room.gutter - margin : 1;
	bool narrower = text->most_columns && text->most_columns < all;
	room.columns = narrower ? text->most_columns : all;
	if (text->centred)
		room.left = (all - room.columns) / 2;
	return room;
}

void yd_text_init(yd_text *text, yd_reader *reader, const yd_terms *terms, const yd_typesetter *how)
{
	*text = (yd_text){.reader = reader, .terms = terms, .how = how};
}

static void forget_sheets(yd_text *text)
{
	for (size_t i = 0; i < YD_SHEETS; i++)
		if (text->used[i]) {
			yd_sheet_free(&text->sheets[i]);
			text->used[i] = 0;
		}
}

void yd_text_free(yd_text *text)
{
	forget_sheets(text);
	free(text->rows);
	*text = (yd_text){0};
}

static size_t find_sheet(yd_text *text, size_t unit)
{
	size_t oldest = 0;
	for (size_t i = 0; i < YD_SHEETS; i++) {
		if (text->used[i] && text->sheets[i].unit == unit) {
			text->used[i] = ++text->clock;
			return i;
		}
		if (text->used[i] < text->used[oldest])
			oldest = i;
	}
	if (text->used[oldest])
		yd_sheet_free(&text->sheets[oldest]);
	yd_sheet_make(text->reader, unit, &text->sheets[oldest]);
	text->used[oldest] = ++text->clock;
	text->numbers[oldest] = ++text->made;
	return oldest;
}

static yd_sheet *sheet_of(yd_text *text, size_t unit)
{
	return &text->sheets[find_sheet(text, unit)];
}

uint64_t yd_text_sheet_number(yd_text *text, size_t unit)
{
	return text->numbers[find_sheet(text, unit)];
}

const yd_block *yd_text_block(yd_text *text, const yd_text_at *at)
{
	yd_sheet *sheet = sheet_of(text, at->unit);
	yd_sheet_style style = {.width = yd_text_room_of(text).columns,
		.indent = text->width >= ROOMY ? PARAGRAPH_INDENT : 0,
		.terms = text->terms,
		.how = text->how};
	yd_sheet_lay(sheet, at->block, &style);
	return &sheet->blocks[at->block];
}

int yd_text_compare(const yd_text_at *a, const yd_text_at *b)
{
	if (a->unit != b->unit)
		return a->unit < b->unit ? -1 : 1;
	if (a->block != b->block)
		return a->block < b->block ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

yd_text_at yd_text_first(yd_text *text)
{
	return (yd_text_at){.unit = text->reader->scope};
}

static yd_text_at last_of_block(yd_text *text, size_t unit, size_t block)
{
	yd_text_at at = {.unit = unit, .block = block};
	at.line = yd_text_block(text, &at)->lines.count - 1;
	return at;
}

static yd_text_at last_of_unit(yd_text *text, size_t unit)
{
	return last_of_block(text, unit, sheet_of(text, unit)->count - 1);
}

yd_text_at yd_text_last(yd_text *text)
{
	const yd_reader *reader = text->reader;
	size_t end = yd_reader_scope_end(reader, reader->scope);
	size_t unit = yd_reader_previous_shown(reader, end, reader->scope);
	return last_of_unit(text, unit == SIZE_MAX ? reader->scope : unit);
}

bool yd_text_next(yd_text *text, yd_text_at *at)
{
	const yd_reader *reader = text->reader;
	if (at->line + 1 < yd_text_block(text, at)->lines.count) {
		at->line++;
		return true;
	}
	if (at->block + 1 < sheet_of(text, at->unit)->count) {
		*at = (yd_text_at){.unit = at->unit, .block = at->block + 1};
		return true;
	}
	size_t end = yd_reader_scope_end(reader, reader->scope);
	size_t unit = yd_reader_next_shown(reader, at->unit, end);
	if (unit == SIZE_MAX)
		return false;
	*at = (yd_text_at){.unit = unit};
	return true;
}

bool yd_text_previous(yd_text *text, yd_text_at *at)
{
	const yd_reader *reader = text->reader;
	if (at->line > 0) {
		at->line--;
		return true;
	}
	if (at->block > 0) {
		*at = last_of_block(text, at->unit, at->block - 1);
		return true;
	}
	if (at->unit == reader->scope)
		return false;
	size_t unit = yd_reader_previous_shown(reader, at->unit, reader->scope);
	*at = last_of_unit(text, unit == SIZE_MAX ? reader->scope : unit);
	return true;
}

static size_t height_of(const yd_text *text)
{
	return text->height ? text->height : 1;
}

/* The top row when the end of the text stands on the last row of the window, or the first row. */
static yd_text_at last_top(yd_text *text)
{
	yd_text_at at = yd_text_last(text);
	for (size_t i = 1; i < height_of(text); i++)
		if (!yd_text_previous(text, &at))
			break;
	return at;
}

/* Rows from `top` on, as many as there are and the window holds; at_end when they reach the end of
 * the text. */
static void fill_window(yd_text *text, yd_text_at top)
{
	bool more = true;
	text->row_count = 0;
	while (more && text->row_count < height_of(text)) {
		YD_GROW(text->rows, text->row_count, text->row_cap);
		text->rows[text->row_count++] = top;
		more = yd_text_next(text, &top);
	}
	text->at_end = !more;
}

/*
 * Fills the window from where the eye is; near the end of the text, from the last top row. Only
 * then is the end of the text laid out.
 */
static void place_window(yd_text *text)
{
	text->row_count = 0;
	text->at_end = false;
	if (!text->reader->doc || text->width == 0)
		return;
	fill_window(text, text->cur);
	if (text->at_end)
		fill_window(text, last_top(text));
	text->reader->unit = text->cur.unit;
}

/* The first row of a unit that belongs to it alone. */
static yd_text_at start_of(yd_text *text, size_t unit)
{
	const yd_sheet *sheet = sheet_of(text, unit);
	size_t block = 0;
	while (block + 1 < sheet->count && (sheet->blocks[block].kind == YD_BLOCK_GAP ||
						   sheet->blocks[block].kind == YD_BLOCK_LEFT_OUT))
		block++;
	if (sheet->blocks[block].kind == YD_BLOCK_GAP ||
		sheet->blocks[block].kind == YD_BLOCK_LEFT_OUT)
		block = 0;
	return (yd_text_at){.unit = unit, .block = block};
}

static bool is_between(yd_block_kind kind)
{
	return kind == YD_BLOCK_GAP || kind == YD_BLOCK_LEFT_OUT || kind == YD_BLOCK_LABELS;
}

bool yd_text_begins(yd_text *text, const yd_text_at *at)
{
	const yd_sheet *sheet = sheet_of(text, at->unit);
	if (at->line != 0 || is_between(sheet->blocks[at->block].kind))
		return false;
	for (size_t i = 0; i < at->block; i++)
		if (!is_between(sheet->blocks[i].kind))
			return false;
	return true;
}

void yd_text_go(yd_text *text, size_t unit)
{
	text->cur = start_of(text, unit);
	place_window(text);
}

void yd_text_return(yd_text *text, const yd_text_at *at)
{
	yd_text_reset(text);
	if (at->unit != text->reader->unit || at->block >= sheet_of(text, at->unit)->count)
		return;
	size_t lines = yd_text_block(text, at)->lines.count;
	text->cur = *at;
	text->cur.line = at->line < lines ? at->line : lines - 1;
	place_window(text);
}

/* ---- keeping the place when rows change ---- */

/* The eye's place in terms that survive another layout: a byte of a paragraph. */
typedef struct anchor {
	yd_block_kind kind;
	size_t start;  /* of the block, in the raw text */
	size_t byte;   /* of the line, in the sanitised text as published */
	bool at_start; /* of the unit */
} anchor;

static anchor take_anchor(yd_text *text)
{
	yd_text_at start = start_of(text, text->cur.unit);
	const yd_block *block = yd_text_block(text, &text->cur);
	size_t line = block->lines.items[text->cur.line].start;
	bool held = text->held_byte && yd_text_compare(&text->cur, &text->held) == 0;
	size_t byte = held ? text->held_byte : yd_shown_source(&block->map, line);
	return (anchor){block->kind, block->start, byte, yd_text_compare(&text->cur, &start) <= 0};
}

static void drop_anchor(yd_text *text, size_t unit, const anchor *place)
{
	text->cur = start_of(text, unit);
	size_t count = sheet_of(text, unit)->count;
	for (size_t i = 0; !place->at_start && i < count; i++) {
		const yd_block *block = &sheet_of(text, unit)->blocks[i];
		if (block->kind != place->kind || block->start != place->start)
			continue;
		text->cur.block = i;
		block = yd_text_block(text, &text->cur);
		while (text->cur.line + 1 < block->lines.count &&
			yd_shown_source(&block->map,
				block->lines.items[text->cur.line + 1].start) <= place->byte)
			text->cur.line++;
		break;
	}
	place_window(text);
	text->held = text->cur;
	text->held_byte = place->at_start ? 0 : place->byte;
}

void yd_text_reset(yd_text *text)
{
	forget_sheets(text);
	text->row_count = 0;
	text->wanted = 0;
	if (text->reader->doc)
		yd_text_go(text, text->reader->unit);
}

size_t yd_text_place(yd_text *text)
{
	if (!text->reader->doc || text->row_count == 0)
		return text->wanted;
	anchor place = take_anchor(text);
	if (place.at_start || place.kind != YD_BLOCK_PARAGRAPH)
		return 0;
	return place.start + place.byte + 1;
}

void yd_text_go_place(yd_text *text, size_t place)
{
	yd_text_reset(text);
	text->wanted = place;
	if (!text->reader->doc || text->width == 0 || place == 0)
		return;
	size_t unit = text->reader->unit, count = sheet_of(text, unit)->count;
	anchor to = {.kind = YD_BLOCK_PARAGRAPH, .at_start = true};
	for (size_t i = 0; i < count; i++) {
		const yd_block *block = &sheet_of(text, unit)->blocks[i];
		if (block->kind != YD_BLOCK_PARAGRAPH || block->start >= place)
			continue;
		to.start = block->start;
		to.byte = place - 1 - block->start;
		to.at_start = false;
	}
	drop_anchor(text, unit, &to);
}

void yd_text_renew(yd_text *text)
{
	if (!text->reader->doc || text->row_count == 0 || text->cur.unit != text->reader->unit) {
		yd_text_reset(text);
		return;
	}
	/* The old sheet tells where the eye was, if it is still there to ask. */
	anchor place = {.at_start = true};
	for (size_t i = 0; i < YD_SHEETS; i++)
		if (text->used[i] && text->sheets[i].unit == text->cur.unit &&
			text->cur.block < text->sheets[i].count &&
			text->sheets[i].blocks[text->cur.block].laid)
			place = take_anchor(text);
	forget_sheets(text);
	drop_anchor(text, text->reader->unit, &place);
}

void yd_text_resize(yd_text *text, size_t width, size_t height)
{
	if (text->width == width && text->height == height && text->row_count)
		return;
	if (!text->reader->doc || text->row_count == 0) {
		size_t wanted = text->wanted;
		text->width = width;
		text->height = height;
		yd_text_reset(text);
		if (wanted)
			yd_text_go_place(text, wanted);
		return;
	}
	anchor place = take_anchor(text);
	if (text->width != width)
		forget_sheets(text);
	text->width = width;
	text->height = height;
	drop_anchor(text, text->cur.unit, &place);
}

/* ---- movements ---- */

/* Row by row while there is something to scroll, then unit by unit down the last screen. */
static bool move_down(yd_text *text, size_t times)
{
	const yd_reader *reader = text->reader;
	size_t end = yd_reader_scope_end(reader, reader->scope), left = times;
	if (!text->at_end && times == 1) {
		yd_text_next(text, &text->cur);
		left = 0;
	} else if (!text->at_end) {
		yd_text_at limit = last_top(text);
		while (left && yd_text_compare(&text->cur, &limit) < 0 &&
			yd_text_next(text, &text->cur))
			left--;
	}
	for (; left; left--) {
		size_t unit = yd_reader_next_shown(reader, text->cur.unit, end);
		if (unit == SIZE_MAX)
			break;
		text->cur = start_of(text, unit);
	}
	place_window(text);
	return left < times;
}

/* One unit up the last screen, at most to its top row. */
static void step_up_unit(yd_text *text, const yd_text_at *top)
{
	yd_text_at start = start_of(text, text->cur.unit);
	if (yd_text_compare(&text->cur, &start) <= 0) {
		size_t unit =
			yd_reader_previous_shown(text->reader, text->cur.unit, text->reader->scope);
		start = unit == SIZE_MAX ? *top : start_of(text, unit);
	}
	text->cur = yd_text_compare(&start, top) > 0 ? start : *top;
}

static bool move_up(yd_text *text, size_t times)
{
	yd_text_at top = text->rows[0];
	size_t left = times;
	for (; left && yd_text_compare(&text->cur, &top) > 0; left--)
		step_up_unit(text, &top);
	while (left && yd_text_previous(text, &text->cur))
		left--;
	place_window(text);
	return left < times;
}

static bool page_down(yd_text *text, size_t rows)
{
	if (text->at_end)
		return false;
	for (size_t i = 0; i < rows && yd_text_next(text, &text->cur); i++)
		;
	place_window(text);
	/* Not further than the top row of the last screen. */
	text->cur = text->rows[0];
	place_window(text);
	return true;
}

static bool page_up(yd_text *text, size_t rows)
{
	yd_text_at before = text->cur;
	text->cur = text->rows[0];
	for (size_t i = 0; i < rows && yd_text_previous(text, &text->cur); i++)
		;
	place_window(text);
	return yd_text_compare(&before, &text->cur) != 0;
}

static yd_text_met go_to_line(yd_text *text, yd_action action, size_t line)
{
	text->cur = line || action == YD_DO_FIRST ? yd_text_first(text) : yd_text_last(text);
	for (size_t i = 1; i < line && yd_text_next(text, &text->cur); i++)
		;
	place_window(text);
	return YD_MET_NOTHING;
}

yd_text_met yd_text_move(yd_text *text, yd_action action, size_t times)
{
	size_t n = times ? times : 1, height = height_of(text), half = (height + 1) / 2;
	if (n > 100000)
		n = 100000;
	if (!text->reader->doc || text->row_count == 0)
		return YD_MET_NO_MOVEMENT;
	switch (action) {
	case YD_DO_DOWN:
		return move_down(text, n) ? YD_MET_NOTHING : YD_MET_END;
	case YD_DO_UP:
		return move_up(text, n) ? YD_MET_NOTHING : YD_MET_START;
	case YD_DO_HALF_DOWN:
		return page_down(text, n * half) ? YD_MET_NOTHING : YD_MET_END;
	case YD_DO_HALF_UP:
		return page_up(text, n * half) ? YD_MET_NOTHING : YD_MET_START;
	case YD_DO_PAGE_DOWN:
		return page_down(text, n * height) ? YD_MET_NOTHING : YD_MET_END;
	case YD_DO_PAGE_UP:
		return page_up(text, n * height) ? YD_MET_NOTHING : YD_MET_START;
	case YD_DO_FIRST:
	case YD_DO_LAST:
		return go_to_line(text, action, times);
	default:
		return YD_MET_NO_MOVEMENT;
	}
}

void yd_text_go_hit(yd_text *text, size_t unit)
{
	yd_text_go(text, unit);
	size_t count = sheet_of(text, unit)->count;
	yd_text_at at = text->cur;
	for (; at.block < count; at.block++) {
		const yd_block *block = yd_text_block(text, &at);
		if (block->hits.count == 0)
			continue;
		while (at.line + 1 < block->lines.count &&
			block->lines.items[at.line + 1].start <= block->hits.items[0].start)
			at.line++;
		break;
	}
	if (at.block == count)
		return;
	for (size_t i = 0; i < text->row_count; i++)
		if (yd_text_compare(&text->rows[i], &at) == 0)
			return;
	/* A third of the window above it, for what leads up to it. */
	for (size_t i = 0; i < height_of(text) / 3 && at.unit == unit; i++)
		if (!yd_text_previous(text, &at))
			break;
	text->cur = at.unit == unit ? at : start_of(text, unit);
	place_window(text);
}
