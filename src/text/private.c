/* Characters that carry no text, and those that only a font or an old table gives a meaning. */
#include <yaodian/text.h>

bool yd_cp_takes_no_room(uint32_t cp)
{
	return cp == 0xAD || cp == 0x61C || cp == 0x180E || (cp >= 0x200B && cp <= 0x200F) ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF;
}

/*
 * Private-use code points that files really hold, with what they mean: A3 A0 of GB 2312, which is
 * typed as a full-width space (WHATWG Encoding, gb18030 decoder); those that GB 18030-2000 and
 * -2005 had no code point for (GB 18030-2022, annex D); and bullets of the fonts Symbol and
 * Wingdings, which Word keeps at U+F000 on. In order.
 */
static const uint32_t private_meaning[][2] = {
	{0xE5E5, 0x3000},
	{0xE78D, 0xFE10},
	{0xE78E, 0xFE12},
	{0xE78F, 0xFE11},
	{0xE790, 0xFE13},
	{0xE791, 0xFE14},
	{0xE792, 0xFE15},
	{0xE793, 0xFE16},
	{0xE794, 0xFE17},
	{0xE795, 0xFE18},
	{0xE796, 0xFE19},
	{0xE816, 0x20087},
	{0xE817, 0x20089},
	{0xE818, 0x200CC},
	{0xE81E, 0x9FB4},
	{0xE826, 0x9FB5},
	{0xE82B, 0x9FB6},
	{0xE82C, 0x9FB7},
	{0xE831, 0x215D7},
	{0xE832, 0x9FB8},
	{0xE83B, 0x2298F},
	{0xE843, 0x9FB9},
	{0xE854, 0x9FBA},
	{0xE855, 0x241FE},
	{0xE864, 0x9FBB},
	{0xF06C, 0x25CF},
	{0xF06E, 0x25A0},
	{0xF075, 0x25C6},
	{0xF0A7, 0x25AA},
	{0xF0B7, 0x2022},
	{0xF0D8, 0x27A2},
	{0xF0FC, 0x2714},
};

bool yd_cp_is_private(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
}

uint32_t yd_cp_of_private(uint32_t cp)
{
	if (!yd_cp_is_private(cp))
		return cp;
	for (size_t i = 0; i < sizeof private_meaning / sizeof *private_meaning; i++)
		if (private_meaning[i][0] == cp)
			return private_meaning[i][1];
	return cp;
}

/* May a character that takes no room, or a private one, begin with this byte? Few others do. */
static bool may_change(unsigned char lead)
{
	return lead == 0xC2 || lead == 0xD8 || lead == 0xE1 || lead == 0xE2 || lead == 0xEE ||
	       lead == 0xEF || lead >= 0xF3;
}

size_t yd_text_settle(yd_str text, yd_buf *out)
{
	size_t privates = 0, good = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp, meant;
		char bytes[4];
		len = 1;
		if (!may_change((unsigned char)text.ptr[at]))
			continue;
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		meant = yd_cp_of_private(cp);
		privates += yd_cp_is_private(meant);
		bool dropped = yd_cp_takes_no_room(cp);
		if (!dropped && meant == cp)
			continue;
		yd_buf_add(out, text.ptr + good, at - good);
		if (!dropped)
			yd_buf_add(out, bytes, yd_utf8_encode(meant, bytes));
		good = at + len;
	}
	if (text.len > good)
		yd_buf_add(out, text.ptr + good, text.len - good);
	return privates;
}
