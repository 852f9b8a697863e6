#include "random_text.h"

#include <string.h>

size_t random_below(random_source *random, size_t below)
{
	/* SplitMix64 */
	uint64_t z = random->state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (size_t)((z ^ z >> 31) % below);
}

static const char *const clean[] = {"，", "。", "、", "；", "：", "！", "？", "（", "）", "〔",
	"〕", "【", "】", "《", "》", "〈", "〉", "「", "」", "『", "』", "“", "”", "‘", "’", "“",
	"”", "——", "—", "……", "…", ",", ".", ";", ":", "!", "?", "(", ")", "[", "]", "{", "}", "%",
	"\"", "'", "-", "–", "~", "～", "·", "/", " ", " ", "  ", "　", "\u00A0", "2025", "95%",
	"3.5", "1-2", "〇", "○", "①", "⑴", "㈠", "№", "℃", "教育局", "黨建", "義務教育", "双减",
	"“双减”", "“三全育人”", "《办法》", "々", "ー", "ァ", "か\u3099", "が", "ｶﾞ", "Ａ", "ｂ",
	"５", "ﬁ", "ß", "İ", "school", "STEAM", "AI", "Wi-Fi", "e\u0301", "é", "a\u0323\u0307",
	"a\u0307\u0323", "\u0301", "\u0345", "α\u0345\u0301", "한", "\u1112\u1161\u11AB", "\u1161",
	"\u11AB", "ក្", "का", "ก็", "👩‍👩‍👧", "👍🏽", "❤️", "🇨🇳", "🇨", "1️⃣",
	"😀", "⻩", "⾨", "⻓", "𠮷", "𫖸", "𡃁", "ﷺ", "㍿", "\u2E3A", "€", "©", "\u0F71\u0F72"};

static const char *const odd[] = {"\u200B", "\u200C", "\u200D", "\u202E", "\u2066", "\uFEFF",
	"\u00AD", "\u2060", "\u061C", "\u034F", "\uFE0F", "\U000E0100", "\U000E0041", "\u2028",
	"\u2029", "\xC2\x85", "\n", "\r", "\r\n", "\t", "\x1b[2J", "\x01", "\x7f", "\xC2\x9B",
	"\uE000", "\uFFFE", "\U0010FFFF", "\u0378", "\uFFF9", "\u115F", "\u3164", "\u0344",
	"\u1E9B\u0323", "\u0958", "\u2126", "\u212B", "\uFB1D", "\U0001D160",
	"\U0001D15F\U0001D16E", "\U0002F800", "\uF900", "\u180E", "\u0600", "\U000110BD"};

static const char *const broken[] = {
	"\xff", "\xc0\xaf", "\xe6\x95", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xf0\x9f"};

static void add_code_point(random_source *random, yd_buf *out)
{
	static const uint32_t planes[][2] = {{0x4E00, 0x9FFF}, {0x4E00, 0x9FFF}, {0x20, 0x7E},
		{0xA0, 0x24F}, {0x300, 0x36F}, {0x3000, 0x30FF}, {0x80, 0x2FFF}, {0xA000, 0xFFFD},
		{0x10000, 0x1FFFF}, {0x20000, 0x2FFFF}};
	size_t plane = random_below(random, sizeof planes / sizeof planes[0]);
	uint32_t first = planes[plane][0], last = planes[plane][1];
	char bytes[4];
	yd_buf_add(out, bytes,
		yd_utf8_encode(first + (uint32_t)random_below(random, last - first + 1), bytes));
}

static void add_piece(random_source *random, random_kind kind, yd_buf *out)
{
	size_t choice = random_below(random, 10);
	if (choice < 3) {
		char bytes[4];
		yd_buf_add(out, bytes,
			yd_utf8_encode(0x4E00 + (uint32_t)random_below(random, 0x5000), bytes));
	} else if (kind == RANDOM_BYTES && choice == 3) {
		yd_buf_puts(out, broken[random_below(random, sizeof broken / sizeof broken[0])]);
	} else if (kind != RANDOM_CLEAN && choice == 4) {
		yd_buf_puts(out, odd[random_below(random, sizeof odd / sizeof odd[0])]);
	} else if (kind != RANDOM_CLEAN && choice == 5) {
		add_code_point(random, out);
	} else {
		yd_buf_puts(out, clean[random_below(random, sizeof clean / sizeof clean[0])]);
	}
}

void random_text(random_source *random, random_kind kind, size_t pieces, yd_buf *out)
{
	for (size_t i = 0; i < pieces; i++)
		add_piece(random, kind, out);
}
