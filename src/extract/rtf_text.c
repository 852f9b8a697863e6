/* The text of rich text: bytes and characters to paragraphs with their looks; text boxes behind
 * what holds them. */
#include "rtf.h"

#include "decode.h"

#include <string.h>
#include <yaodian/text.h>

static const unsigned font_hints[3] = {HINT_HEI, HINT_KAI, HINT_SONG};

struct group *rtf_now(struct rtf *r)
{
	return &r->groups[r->depth];
}

struct font *rtf_font(struct rtf *r, int id)
{
	for (size_t i = 0; i < r->font_count; i++)
		if (r->fonts[i].id == id)
			return &r->fonts[i];
	return NULL;
}

static yd_buf *target(struct rtf *r)
{
	if (r->in_fonts || r->in_styles)
		return &r->name;
	if (rtf_now(r)->box)
		return &r->boxes;
	return rtf_now(r)->number ? &r->number : &r->text;
}

static void count_chars(struct rtf *r, const yd_buf *to, size_t chars)
{
	const struct font *font = rtf_font(r, rtf_now(r)->font);
	if (to != &r->text)
		return;
	r->chars += chars;
	r->bold_chars += rtf_now(r)->bold ? chars : 0;
	for (size_t i = 0; font && i < 3; i++)
		r->font_chars[i] += font->hints & font_hints[i] ? chars : 0;
}

void rtf_end_bytes(struct rtf *r)
{
	if (!r->bytes.len)
		return;
	const struct font *font = rtf_font(r, rtf_now(r)->font);
	int code_page = font && font->code_page ? font->code_page : r->code_page;
	yd_buf *out = target(r);
	size_t before = out->len;
	r->page->replaced += decode_code_page(yd_buf_str(&r->bytes), code_page, out);
	count_chars(r, out, yd_utf8_count((yd_str){out->ptr + before, out->len - before}));
	yd_buf_clear(&r->bytes);
}

static bool is_shown(const struct rtf *r)
{
	const struct group *at = &r->groups[r->depth];
	return !at->skipped && !at->hidden && !at->deleted;
}

void rtf_add_char(struct rtf *r, uint32_t cp)
{
	char bytes[4];
	rtf_end_bytes(r);
	if (!is_shown(r))
		return;
	yd_buf_add(target(r), bytes, yd_utf8_encode(cp, bytes));
	count_chars(r, target(r), 1);
}

void rtf_add_byte(struct rtf *r, char byte)
{
	if (r->skip_chars) {
		r->skip_chars--;
		return;
	}
	if (is_shown(r))
		yd_buf_putc(&r->bytes, byte);
}

void rtf_add_unicode(struct rtf *r, int value)
{
	uint32_t unit = (uint32_t)(value & 0xFFFF);
	r->skip_chars = 0;
	rtf_end_bytes(r);
	if (unit >= 0xD800 && unit < 0xDC00) {
		r->surrogate = unit;
	} else if (unit >= 0xDC00 && unit < 0xE000 && r->surrogate) {
		rtf_add_char(r, 0x10000 + ((r->surrogate - 0xD800) << 10) + (unit - 0xDC00));
		r->surrogate = 0;
	} else {
		r->surrogate = 0;
		rtf_add_char(r, unit);
	}
	r->skip_chars = (unsigned)rtf_now(r)->after_unicode;
}

/* What stood in text boxes follows the paragraph that held them. */
static void add_boxes(struct rtf *r)
{
	for (size_t at = 0; at < r->boxes.len;) {
		const char *stop = memchr(r->boxes.ptr + at, '\n', r->boxes.len - at);
		size_t end = stop ? (size_t)(stop - r->boxes.ptr) : r->boxes.len;
		page_add(r->page, (yd_str){r->boxes.ptr + at, end - at}, (struct paragraph){0});
		at = end + 1;
	}
	yd_buf_clear(&r->boxes);
}

void rtf_end_paragraph(struct rtf *r)
{
	struct paragraph hints = {.hints = r->place, .heading = r->heading};
	yd_buf line = {0};
	rtf_end_bytes(r);
	yd_str number = yd_text_trim(yd_buf_str(&r->number));
	if (number.len && yd_text_trim(yd_buf_str(&r->text)).len) {
		yd_buf_add_str(&line, number);
		if (!yd_str_ends(number, YD_STR("、")) && !yd_str_ends(number, YD_STR("）")))
			yd_buf_putc(&line, ' ');
		hints.number_len = line.len;
		hints.number_level = r->list_level + 1;
	}
	yd_buf_add_str(&line, yd_buf_str(&r->text));
	if (r->chars && r->bold_chars * 10 >= r->chars * 9)
		hints.hints |= HINT_BOLD;
	for (size_t i = 0; i < 3; i++)
		if (r->chars && r->font_chars[i] * 10 >= r->chars * 9)
			hints.hints |= font_hints[i];
	hints.hints |= r->cells > 1 ? HINT_ROW : 0;
	page_add(r->page, yd_buf_str(&line), hints);
	yd_buf_free(&line);
	yd_buf_clear(&r->text);
	yd_buf_clear(&r->number);
	r->chars = r->bold_chars = r->cells = 0;
	memset(r->font_chars, 0, sizeof r->font_chars);
	add_boxes(r);
}

/* ---- text boxes ---- */

/* \shptxt, and what Word 95 had: what it says of its paragraphs is not said of the one around it.
 */
void rtf_begin_box(struct rtf *r)
{
	if (rtf_now(r)->no_boxes || rtf_now(r)->box)
		return;
	rtf_now(r)->skipped = false;
	rtf_now(r)->box = true;
	rtf_now(r)->number = false;
	r->held = (struct look){r->place, r->heading, r->list_level, r->in_table};
}

void rtf_end_box(struct rtf *r)
{
	yd_buf_putc(&r->boxes, '\n');
	r->place = r->held.place;
	r->heading = r->held.heading;
	r->list_level = r->held.list_level;
	r->in_table = r->held.in_table;
}
