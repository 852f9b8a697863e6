#include <yaodian/text.h>

#include <utf8proc.h>

#include "decode.h"

static int visible_width(uint32_t cp)
{
	int width = yd_cp_width(cp);
	return width < 0 ? 0 : width;
}

/* Characters that never belong to one grapheme with another of them: the bulk of Chinese text, told
 * without a table. Neither marks, nor emoji, nor controls are among them. */
static bool is_plain(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
	       (cp >= 0x3001 && cp <= 0x3029) || (cp >= 0xFF01 && cp <= 0xFF60);
}

static bool begins_grapheme(uint32_t cp, uint32_t next, utf8proc_int32_t *state)
{
	if (is_plain(cp) && is_plain(next))
		return true;
	return utf8proc_grapheme_break_stateful(
		(utf8proc_int32_t)cp, (utf8proc_int32_t)next, state);
}

size_t yd_grapheme_next(yd_str text, int *columns)
{
	if (text.len == 0) {
		if (columns)
			*columns = 0;
		return 0;
	}
	size_t end;
	uint32_t cp = yd_decode_at(text, 0, &end);
	int width = visible_width(cp);
	utf8proc_int32_t state = 0;
	while (end < text.len) {
		size_t len;
		uint32_t next = yd_decode_at(text, end, &len);
		if (begins_grapheme(cp, next, &state))
			break;
		width += visible_width(next);
		cp = next;
		end += len;
	}
	if (columns)
		*columns = width;
	return end;
}

size_t yd_text_columns(yd_str text)
{
	size_t columns = 0;
	for (size_t at = 0, len; at < text.len; at += len)
		columns += (size_t)visible_width(yd_decode_at(text, at, &len));
	return columns;
}

size_t yd_text_fit(yd_str text, size_t columns, size_t *used)
{
	size_t at = 0, sum = 0;
	while (at < text.len) {
		int width;
		size_t len = yd_grapheme_next((yd_str){text.ptr + at, text.len - at}, &width);
		if ((size_t)width > columns - sum)
			break;
		sum += (size_t)width;
		at += len;
	}
	if (used)
		*used = sum;
	return at;
}

void yd_text_ellipsis(yd_str text, size_t columns, bool pad, yd_buf *out)
{
	size_t used;
	size_t fits = yd_text_fit(text, columns, &used);
	if (fits < text.len && columns > 0) {
		fits = yd_text_fit(text, columns - 1, &used);
		yd_buf_add(out, text.ptr, fits);
		yd_buf_puts(out, "…");
		used++;
	} else {
		yd_buf_add(out, text.ptr, fits);
	}
	for (; pad && used < columns; used++)
		yd_buf_putc(out, ' ');
}
