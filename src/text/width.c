#include <yaodian/text.h>

#include <utf8proc.h>

#include "break.h"
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

/* The bytes of the plain character at the start of `s`, with its columns; 0: it is none, or not
 * whole. The same set as is_plain(), told from bytes: what is shown is measured again and again. */
static inline size_t plain_bytes(const unsigned char *s, size_t len, int *columns)
{
	*columns = 1;
	if (len && s[0] >= 0x20 && s[0] < 0x7F)
		return 1;
	*columns = 2;
	if (len < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
		return 0;
	unsigned low = (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	bool plain = (s[0] == 0xE4 && low >= 0xE00) || (s[0] >= 0xE5 && s[0] <= 0xE9) ||
		     (s[0] == 0xE3 && low >= 0x001 && low <= 0x029) ||
		     (s[0] == 0xEF && low >= 0xF01 && low <= 0xF60);
	return plain ? 3 : 0;
}

static bool begins_grapheme(uint32_t cp, uint32_t next, utf8proc_int32_t *state)
{
	if (is_plain(cp) && is_plain(next))
		return true;
	return utf8proc_grapheme_break_stateful(
		(utf8proc_int32_t)cp, (utf8proc_int32_t)next, state);
}

size_t yd_grapheme_within(yd_str text, size_t most, int *columns)
{
	if (text.len == 0) {
		if (columns)
			*columns = 0;
		return 0;
	}
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	int plain, ignored;
	size_t end = plain_bytes(bytes, text.len, &plain);
	if (end && (end == text.len || plain_bytes(bytes + end, text.len - end, &ignored))) {
		if (columns)
			*columns = plain;
		return end;
	}
	uint32_t cp = yd_decode_at(text, 0, &end);
	int width = visible_width(cp);
	utf8proc_int32_t state = 0;
	while (end < text.len) {
		size_t len;
		uint32_t next = yd_decode_at(text, end, &len);
		if (begins_grapheme(cp, next, &state))
			break;
		int more = visible_width(next);
		width += more;
		cp = next;
		end += len;
		if (more && (size_t)width > most)
			break;
	}
	if (columns)
		*columns = width;
	return end;
}

size_t yd_grapheme_next(yd_str text, int *columns)
{
	return yd_grapheme_within(text, SIZE_MAX, columns);
}

size_t yd_graphemes(yd_str text, yd_grapheme *out, size_t most)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	size_t count = 0, at = 0;
	int columns, next_columns;
	size_t len = plain_bytes(bytes, text.len, &columns);
	while (count < most && at < text.len) {
		size_t end = at + len;
		size_t next = len ? plain_bytes(bytes + end, text.len - end, &next_columns) : 0;
		if (!len || (!next && end < text.len)) {
			yd_str rest = {text.ptr + at, text.len - at};
			len = yd_grapheme_next(rest, &columns);
			end = at + len;
			next = plain_bytes(bytes + end, text.len - end, &next_columns);
		}
		out[count++] = (yd_grapheme){len, (size_t)columns};
		at = end;
		len = next;
		columns = next_columns;
	}
	return count;
}

size_t yd_text_columns(yd_str text)
{
	size_t columns = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		int width;
		len = plain_bytes((const unsigned char *)text.ptr + at, text.len - at, &width);
		if (!len)
			width = visible_width(yd_decode_at(text, at, &len));
		columns += (size_t)width;
	}
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
	size_t sign = (size_t)yd_cp_width(0x2026);
	if (fits < text.len && columns >= sign) {
		fits = yd_text_fit(text, columns - sign, &used);
		yd_buf_add(out, text.ptr, fits);
		yd_buf_puts(out, "…");
		used += sign;
	} else {
		yd_buf_add(out, text.ptr, fits);
	}
	for (; pad && used < columns; used++)
		yd_buf_putc(out, ' ');
}
