/*
 * decode.h: yd_utf8_decode() at an offset, for the loops of this folder: ASCII and the three bytes that
 * most Chinese text is made of are decoded in place.
 */
#ifndef YAODIAN_TEXT_DECODE_H
#define YAODIAN_TEXT_DECODE_H

#include <yaodian/text.h>

/* The code point at `at`, which is less than text.len, and the bytes it takes. */
static inline uint32_t yd_decode_at(yd_str text, size_t at, size_t *len)
{
	const unsigned char *s = (const unsigned char *)text.ptr + at;
	if (s[0] < 0x80) {
		*len = 1;
		return s[0];
	}
	/* Leads E1 to EC allow any continuation bytes. */
	if (s[0] >= 0xE1 && s[0] <= 0xEC && text.len - at >= 3 && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80) {
		*len = 3;
		return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	}
	uint32_t cp;
	*len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	return cp;
}

#endif
