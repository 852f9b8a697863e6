/* Numbers with their units, ranges and document numbers, which a line is not broken in. */
#include "break.h"

#include <string.h>
#include <unilbrk.h>

#include "decode.h"

/* The code point at `at`, 0 at the end; *len gets its bytes. */
static uint32_t peek(yd_str text, size_t at, size_t *len)
{
	*len = 0;
	return at < text.len ? yd_decode_at(text, at, len) : 0;
}

static bool is_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

static bool digit_at(yd_str text, size_t at)
{
	size_t len;
	return is_digit(peek(text, at, &len));
}

static size_t skip_digits(yd_str text, size_t at)
{
	for (size_t len; is_digit(peek(text, at, &len)); at += len)
		;
	return at;
}

static bool is_inside_number(uint32_t cp)
{
	switch (cp) {
	case '.':
	case ',':
	case ':':
	case '/':
	case U'·':
	case U'．':
	case U'：':
	case U'／':
		return true;
	default:
		return false;
	}
}

static bool is_range_dash(uint32_t cp)
{
	switch (cp) {
	case '-':
	case '~':
	case U'‐':
	case U'‑':
	case U'–':
	case U'—':
	case U'―':
	case U'−':
	case U'∼':
	case U'〜':
	case U'－':
	case U'～':
		return true;
	default:
		return false;
	}
}

static bool is_multiplier(uint32_t cp)
{
	return cp == U'十' || cp == U'百' || cp == U'千' || cp == U'万' || cp == U'亿' ||
	       cp == U'萬' || cp == U'億';
}

static bool is_about(uint32_t cp)
{
	return cp == U'余' || cp == U'餘' || cp == U'多' || cp == U'来' || cp == U'來';
}

static bool is_sign(uint32_t cp)
{
	return cp == '%' || cp == U'％' || cp == U'‰' || cp == U'℃' || cp == U'°';
}

static size_t skip_number(yd_str text, size_t at)
{
	at = skip_digits(text, at);
	for (size_t len; is_inside_number(peek(text, at, &len)) && digit_at(text, at + len);)
		at = skip_digits(text, at + len);
	return at;
}

/* Units of more than one character; of those with the same beginning the longest first. */
static const char *const long_units[] = {"平方公里", "平方米", "立方米", "公里", "公顷", "公頃",
	"公斤", "千米", "厘米", "毫米", "千克", "千瓦时", "千瓦", "小时", "小時", "分钟", "分鐘",
	"点钟", "課時", "课时", "学时", "學時", "学分", "學分", "学期", "學期", "学年度", "學年度",
	"学年", "學年", "年级", "年級", "年度", "年代", "人次", "周年", "周岁", "周歲", "个百分点",
	"個百分點", "个工作日", "個工作日", "个小时", "個小時", "个学时", "个课时", "个月", "個月",
	"美元", "兆瓦"};

static size_t long_unit(yd_str rest)
{
	for (size_t i = 0; i < sizeof long_units / sizeof long_units[0]; i++)
		if (yd_str_starts(rest, yd_str_of(long_units[i])))
			return strlen(long_units[i]);
	return 0;
}

/* Past what belongs to the number that ends at `at`. */
static size_t skip_unit(yd_str text, size_t at)
{
	size_t len;
	uint32_t cp = peek(text, at, &len);
	if (is_sign(cp))
		return at + len;
	for (int i = 0; i < 4 && is_multiplier(cp); i++) {
		at += len;
		cp = peek(text, at, &len);
	}
	if (is_about(cp)) {
		at += len;
		cp = peek(text, at, &len);
	}
	if (!yd_cp_is_han(cp))
		return at;
	size_t whole = long_unit((yd_str){text.ptr + at, text.len - at});
	return at + (whole ? whole : len);
}

/* Past a dash, or two, and to the digit behind it; `at` when that is not what follows. */
static size_t skip_dash(yd_str text, size_t at)
{
	size_t len, second;
	if (!is_range_dash(peek(text, at, &len)))
		return at;
	if (is_range_dash(peek(text, at + len, &second)))
		len += second;
	return digit_at(text, at + len) ? at + len : at;
}

/* `at` is at a digit. */
static size_t skip_quantity(yd_str text, size_t at)
{
	for (;;) {
		size_t end = skip_unit(text, skip_number(text, at));
		at = skip_dash(text, end);
		if (at == end)
			return end;
	}
}

static uint32_t closing_bracket(uint32_t cp)
{
	switch (cp) {
	case U'〔':
		return U'〕';
	case U'［':
		return U'］';
	case U'【':
		return U'】';
	case U'（':
		return U'）';
	case U'〈':
		return U'〉';
	case '[':
		return ']';
	case '(':
		return ')';
	default:
		return 0;
	}
}

/* Past a document number whose year's bracket opens at `at`; `at` when there is none. */
static size_t skip_document_number(yd_str text, size_t at, uint32_t close)
{
	size_t len, start = at;
	peek(text, at, &len);
	at += len;
	int digits = 0;
	for (; digits < 4 && is_digit(peek(text, at, &len)); digits++)
		at += len;
	if (digits < 4 || peek(text, at, &len) != close)
		return start;
	at += len;
	if (peek(text, at, &len) == U'第')
		at += len;
	size_t end = skip_digits(text, at);
	uint32_t last = peek(text, end, &len);
	if (end == at || (last != U'号' && last != U'號'))
		return start;
	end += len;
	at = skip_dash(text, end);
	return at > end ? skip_quantity(text, at) : end;
}

/* No digit and no bracket begins with this byte: so the bulk of a text is passed over. */
static bool is_dull(char byte)
{
	unsigned char c = (unsigned char)byte;
	return !(c >= '0' && c <= '9') && c != '(' && c != '[' && c != 0xE3 && c != 0xEF;
}

void yd_keep_units_whole(yd_str text, char *breaks)
{
	for (size_t at = 0, len; at < text.len;) {
		if (is_dull(text.ptr[at])) {
			at++;
			continue;
		}
		size_t end = at;
		uint32_t cp = yd_decode_at(text, at, &len);
		uint32_t close = closing_bracket(cp);
		if (close)
			end = skip_document_number(text, at, close);
		else if (is_digit(cp))
			end = skip_quantity(text, at);
		for (size_t inside = at + 1; inside < end; inside++)
			if (breaks[inside] == UC_BREAK_POSSIBLE)
				breaks[inside] = YD_BREAK_IN_UNIT;
		at = end > at ? end : at + len;
	}
}
