/*
 * Columns of a code point, for us and, as wcwidth(), for ncursesw: both in this one file, so that a
 * program that measures text here can not be linked without its own wcwidth(). ncursesw then calls
 * it instead of the C library's, which counts several thousand characters otherwise.
 */
#include <yaodian/text.h>

#include <utf8proc.h>
#include <wchar.h>

/* Hangul vowels and final consonants are drawn into the two columns of the leading consonant. */
static bool is_hangul_tail(uint32_t cp)
{
	return (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);
}

int yd_cp_width(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (cp >= 0x4E00 && cp <= 0x9FFF)
		return 2;
	if (cp == 0)
		return 0;
	if (cp > 0x10FFFF)
		return -1;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return -1;
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
		return 1; /* as a terminal draws what it has no glyph for */
	default:
		break;
	}
	if (is_hangul_tail(cp))
		return 0;
	int width = utf8proc_charwidth((utf8proc_int32_t)cp);
	return width > 2 ? 2 : width;
}

int wcwidth(wchar_t wc)
{
	return yd_cp_width((uint32_t)wc);
}

int wcswidth(const wchar_t *text, size_t count)
{
	int columns = 0;
	for (size_t i = 0; i < count && text[i]; i++) {
		int width = wcwidth(text[i]);
		if (width < 0)
			return -1;
		columns += width;
	}
	return columns;
}
