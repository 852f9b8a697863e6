#include <yaodian/text.h>

#define REPLACEMENT 0xFFFDu

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Table 3-7 of the Unicode Standard: how many bytes a lead byte asks for, and which second bytes it
 * allows. */
static size_t sequence_length(unsigned char lead, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xBF;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF) {
		if (lead == 0xE0)
			*low = 0xA0;
		if (lead == 0xED)
			*high = 0x9F;
		return 3;
	}
	if (lead >= 0xF0 && lead <= 0xF4) {
		if (lead == 0xF0)
			*low = 0x90;
		if (lead == 0xF4)
			*high = 0x8F;
		return 4;
	}
	return 0;
}

static size_t decode_broken(size_t len, uint32_t *cp, bool *valid)
{
	*cp = REPLACEMENT;
	if (valid)
		*valid = false;
	return len;
}

size_t yd_utf8_decode(yd_str text, uint32_t *cp, bool *valid)
{
	if (text.len == 0) {
		*cp = REPLACEMENT;
		if (valid)
			*valid = false;
		return 0;
	}
	const unsigned char *s = (const unsigned char *)text.ptr;
	if (valid)
		*valid = true;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	unsigned char low, high;
	size_t need = sequence_length(s[0], &low, &high);
	if (need == 0 || text.len < 2 || s[1] < low || s[1] > high)
		return decode_broken(1, cp, valid);
	uint32_t value = s[0] & (0x7Fu >> need);
	value = value << 6 | (s[1] & 0x3Fu);
	for (size_t i = 2; i < need; i++) {
		if (i >= text.len || !is_continuation(s[i]))
			return decode_broken(i, cp, valid);
		value = value << 6 | (s[i] & 0x3Fu);
	}
	*cp = value;
	return need;
}

size_t yd_utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

static yd_str rest_of(yd_str text, size_t at)
{
	return (yd_str){text.ptr + at, text.len - at};
}

size_t yd_utf8_count(yd_str text)
{
	size_t count = 0;
	uint32_t cp;
	for (size_t at = 0; at < text.len; count++)
		at += yd_utf8_decode(rest_of(text, at), &cp, NULL);
	return count;
}

size_t yd_utf8_repair(yd_str bytes, yd_buf *out)
{
	size_t replaced = 0, good = 0, at = 0;
	if (yd_str_starts(bytes, YD_STR("\xEF\xBB\xBF")))
		bytes = rest_of(bytes, 3);
	while (at < bytes.len) {
		uint32_t cp;
		bool valid;
		size_t len = yd_utf8_decode(rest_of(bytes, at), &cp, &valid);
		if (!valid) {
			yd_buf_add(out, bytes.ptr + good, at - good);
			yd_buf_puts(out, "\xEF\xBF\xBD");
			good = at + len;
			replaced++;
		}
		at += len;
	}
	yd_buf_add(out, at > good ? bytes.ptr + good : "", at - good);
	return replaced;
}

bool yd_cp_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	switch (cp) {
	case 0x85:
	case 0xA0:
	case 0xAD: /* soft hyphen */
	case 0x1680:
	case 0x2028:
	case 0x2029:
	case 0x202F:
	case 0x205F:
	case 0x3000:
	case 0xFEFF: /* zero width no-break space */
		return true;
	default:
		return cp >= 0x2000 && cp <= 0x200B; /* the last one is the zero width space */
	}
}

/* Bytes of the last code point, read backwards: at most four, and never more than decoding forwards
 * gives. */
static size_t last_code_point(yd_str text, uint32_t *cp)
{
	size_t back = text.len < 4 ? text.len : 4;
	for (size_t len = back; len > 1; len--) {
		bool valid;
		yd_str tail = rest_of(text, text.len - len);
		if (yd_utf8_decode(tail, cp, &valid) == len && valid)
			return len;
	}
	return yd_utf8_decode(rest_of(text, text.len - 1), cp, NULL);
}

yd_str yd_text_trim(yd_str text)
{
	uint32_t cp;
	while (text.len) {
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (!yd_cp_is_space(cp))
			break;
		text = rest_of(text, len);
	}
	while (text.len) {
		size_t len = last_code_point(text, &cp);
		if (!yd_cp_is_space(cp))
			break;
		text.len -= len;
	}
	return text;
}
