/* Columns of a code point. */
#include <yaodian/text.h>

#include <stdatomic.h>
#include <utf8proc.h>

#include "ambiguous.h"

/* Hangul vowels and final consonants are drawn into the two columns of the leading consonant. */
static bool is_hangul_tail(uint32_t cp)
{
	return (cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB);
}

/* ---- what the terminal said ---- */

/* Set of the classes that take two columns; read by every thread that measures. */
static _Atomic unsigned wide_classes;

static yd_width_class class_of(uint32_t cp)
{
	if ((cp >= 0x2460 && cp <= 0x24FF) || (cp >= 0x2776 && cp <= 0x277F) ||
		(cp >= 0x3248 && cp <= 0x324F) || cp >= 0x1F100)
		return YD_WIDTH_ENCLOSED;
	if (cp >= 0x2500 && cp <= 0x257F)
		return YD_WIDTH_BOX;
	if (cp >= 0x2580 && cp <= 0x259F)
		return YD_WIDTH_BLOCK;
	return YD_WIDTH_QUOTE;
}

static bool is_ambiguous(uint32_t cp)
{
	size_t low = 0, high = ambiguous_run_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (cp > ambiguous_runs[middle][1])
			low = middle + 1;
		else
			high = middle;
	}
	return low < ambiguous_run_count && cp >= ambiguous_runs[low][0];
}

yd_str yd_width_sample(yd_width_class which)
{
	static const char *const samples[YD_WIDTH_CLASSES] = {"“", "─", "█", "①"};
	return yd_str_of(samples[which]);
}

int yd_width_of(yd_width_class which)
{
	return wide_classes >> which & 1 ? 2 : 1;
}

bool yd_width_set(yd_width_class which, int columns)
{
	if (yd_width_of(which) == columns)
		return false;
	wide_classes ^= 1u << which;
	return true;
}

/* ---- columns ---- */

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
	unsigned wide = wide_classes;
	if (wide && is_ambiguous(cp) && (wide >> class_of(cp) & 1))
		return 2;
	int width = utf8proc_charwidth((utf8proc_int32_t)cp);
	return width > 2 ? 2 : width;
}
