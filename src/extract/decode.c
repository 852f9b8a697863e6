/* Which encoding bytes are in, and the way to UTF-8. */
#include "decode.h"

#include "convert_chars.h"

#include <ctype.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

#include "config.h"
#ifdef HAVE_UCHARDET
#include <uchardet.h>
#endif

void decoded_free(struct decoded *decoded)
{
	yd_buf_free(&decoded->text);
}

void decode_warm_up(void)
{
	chars_open_all();
#ifdef HAVE_UCHARDET
	uchardet_delete(uchardet_new());
#endif
}

/* ---- names ---- */

/* As pages write them; the browsers' list (WHATWG Encoding) reads all of GB2312 and GBK as GB18030,
 * and Big5 with the characters of Hong Kong. */
static const char *canonical(const char *name)
{
	static const char *const names[][2] = {
		{"utf-8", "UTF-8"},
		{"utf8", "UTF-8"},
		{"gb2312", "GB18030"},
		{"gb_2312-80", "GB18030"},
		{"gb2312-80", "GB18030"},
		{"hz-gb-2312", "GB18030"},
		{"gbk", "GB18030"},
		{"x-gbk", "GB18030"},
		{"cp936", "GB18030"},
		{"ms936", "GB18030"},
		{"euc-cn", "GB18030"},
		{"gb18030", "GB18030"},
		{"gb18030-2000", "GB18030"},
		{"big5", "BIG5-HKSCS"},
		{"big-5", "BIG5-HKSCS"},
		{"big5-hkscs", "BIG5-HKSCS"},
		{"cp950", "BIG5-HKSCS"},
		{"x-x-big5", "BIG5-HKSCS"},
		{"utf-16", "UTF-16LE"},
		{"utf-16le", "UTF-16LE"},
		{"utf-16be", "UTF-16BE"},
		{"unicode", "UTF-16LE"},
		{"iso-8859-1", "WINDOWS-1252"},
		{"windows-1252", "WINDOWS-1252"},
		{"us-ascii", "UTF-8"},
		{"ascii", "UTF-8"},
	};
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (strcasecmp(name, names[i][0]) == 0)
			return names[i][1];
	return NULL;
}

void decode_declared(yd_str bytes, char name[32])
{
	enum { LOOK = 8192 };
	static const char *const keys[] = {"charset", "encoding"};
	char head[LOOK + 1];
	size_t len = bytes.len < LOOK ? bytes.len : LOOK;
	name[0] = '\0';
	for (size_t i = 0; i < len; i++)
		head[i] = bytes.ptr[i] ? (char)tolower((unsigned char)bytes.ptr[i]) : ' ';
	head[len] = '\0';
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		const char *at = head;
		while ((at = strstr(at, keys[k]))) {
			at += strlen(keys[k]);
			at += strspn(at, " \t\r\n");
			if (*at != '=')
				continue;
			at += 1 + strspn(at + 1, " \t\r\n\"'");
			size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789-_");
			if (!n || n >= 32)
				continue;
			memcpy(name, at, n);
			name[n] = '\0';
			return;
		}
	}
}

/* ---- marks and 16-bit units ---- */

static const char *mark_encoding(yd_str bytes, size_t *skip)
{
	static const struct {
		const char *mark;
		size_t len;
		const char *name;
	} marks[] = {
		{"\xEF\xBB\xBF", 3, "UTF-8"},
		{"\xFF\xFE\0\0", 4, "UTF-32LE"},
		{"\0\0\xFE\xFF", 4, "UTF-32BE"},
		{"\xFF\xFE", 2, "UTF-16LE"},
		{"\xFE\xFF", 2, "UTF-16BE"},
		{"\x84\x31\x95\x33", 4, "GB18030"},
	};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (bytes.len >= marks[i].len &&
			memcmp(bytes.ptr, marks[i].mark, marks[i].len) == 0) {
			*skip = marks[i].len;
			return marks[i].name;
		}
	return NULL;
}

static bool is_usual_unit(unsigned unit)
{
	return unit == '\t' || unit == '\n' || unit == '\r' || (unit >= 0x20 && unit < 0x7F) ||
	       (unit >= 0x2010 && unit <= 0x2026) || (unit >= 0x3000 && unit <= 0x301F) ||
	       (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0xFF01 && unit <= 0xFF5E) ||
	       unit == 0xA0;
}

/* GB18030 and Big5 read as 16-bit units are spread over all of them; a sentence's worth of units
 * tells. */
static const char *wide_encoding(yd_str bytes)
{
	enum { LOOK = 1 << 16, FEWEST = 8 };
	size_t units = (bytes.len < LOOK ? bytes.len : LOOK) / 2, little = 0, big = 0;
	for (size_t i = 0; i < units; i++) {
		unsigned a = (unsigned char)bytes.ptr[2 * i];
		unsigned b = (unsigned char)bytes.ptr[2 * i + 1];
		little += is_usual_unit(a | b << 8);
		big += is_usual_unit(a << 8 | b);
	}
	size_t enough = units - units / 10;
	if (units < FEWEST || (little < enough && big < enough))
		return NULL;
	return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* ---- how well an encoding fits ---- */

struct fit {
	const char *name;
	double score; /* share of common characters among those that are not ASCII, less a heavy
			 fine for broken ones */
};

/* Level one of GB 2312, the 3,755 most used characters, has the lead bytes B0 to D7; Big5 has its
 * 5,401 most used ones at A4 to C6. Both keep punctuation below them. */
static double common_share(
	yd_str bytes, unsigned char from, unsigned char to, unsigned char symbols)
{
	size_t common = 0, all = 0;
	for (size_t i = 0; i + 1 < bytes.len; i++) {
		unsigned char lead = (unsigned char)bytes.ptr[i];
		unsigned char trail = (unsigned char)bytes.ptr[i + 1];
		if (lead < 0x80)
			continue;
		i++;
		if (lead >= symbols && lead < from)
			continue;
		all++;
		/* In GB 2312 trail bytes are high as well; in Big5 they are where ASCII letters
		 * are, too. */
		common += lead >= from && lead <= to &&
			  (trail >= 0xA1 || (from == 0xA4 && trail >= 0x40 && trail < 0x7F));
	}
	return all ? (double)common / (double)all : 0.5;
}

static struct fit measure(yd_str bytes, const char *name)
{
	enum { LOOK = 1 << 18 };
	if (bytes.len > LOOK)
		bytes.len = LOOK;
	yd_buf text = {0};
	size_t broken = chars_convert(bytes, name, &text);
	size_t chars = yd_utf8_count(yd_buf_str(&text));
	struct fit fit = {.name = name, .score = 0.4};
	if (strcmp(name, "GB18030") == 0)
		fit.score = common_share(bytes, 0xB0, 0xD7, 0xA1);
	else if (strcmp(name, "BIG5-HKSCS") == 0)
		fit.score = common_share(bytes, 0xA4, 0xC6, 0xA1);
	else if (strcmp(name, "UTF-8") == 0)
		fit.score = 0.9;
	fit.score -= chars ? 10.0 * (double)broken / (double)chars : 1.0;
	yd_buf_free(&text);
	return fit;
}

#ifdef HAVE_UCHARDET
static const char *guess(yd_str bytes)
{
	enum { LOOK = 1 << 16 };
	static char name[32];
	uchardet_t detector = uchardet_new();
	const char *found = "";
	if (uchardet_handle_data(detector, bytes.ptr, bytes.len < LOOK ? bytes.len : LOOK) == 0) {
		uchardet_data_end(detector);
		found = uchardet_get_charset(detector);
	}
	const char *known = canonical(found);
	snprintf(name, sizeof name, "%s", known ? known : found);
	uchardet_delete(detector);
	return chars_known(name) ? name : NULL;
}
#else
static const char *guess(yd_str bytes)
{
	(void)bytes;
	return NULL;
}
#endif

static bool is_utf8(yd_str bytes)
{
	size_t broken = 0, wide = 0;
	for (size_t at = 0, len; at < bytes.len; at += len) {
		uint32_t cp;
		bool valid;
		if ((unsigned char)bytes.ptr[at] < 0x80) {
			len = 1;
			continue;
		}
		len = yd_utf8_decode((yd_str){bytes.ptr + at, bytes.len - at}, &cp, &valid);
		wide += valid;
		broken += !valid;
	}
	/* A cut at the end, or a byte lost here and there. Text in GB18030 has a valid sequence now
	 * and then. */
	return broken == 0 || broken * 50 < wide;
}

static const char *best_fit(yd_str bytes, const char *declared)
{
	const char *candidates[] = {declared, guess(bytes), "GB18030", "BIG5-HKSCS"};
	struct fit best = {0}, said = {0};
	for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
		/* Latin encodings fit any bytes; a Chinese document is not in one. */
		if (!candidates[i] || (strcmp(candidates[i], "WINDOWS-1252") == 0 && i != 1))
			continue;
		struct fit fit = measure(bytes, candidates[i]);
		if (!best.name || fit.score > best.score)
			best = fit;
		if (i == 0)
			said = fit;
	}
	return said.name && said.score > 0.3 && said.score > best.score - 0.15 ? said.name
									       : best.name;
}

/* A3 A0, which GB 2312 leaves free, was typed as a full-width space; iconv gives U+E5E5, browsers
 * (WHATWG Encoding) U+3000, and text that others converted keeps the former. Both take three bytes.
 */
static void mend_spaces(yd_buf *text)
{
	if (!text->len)
		return;
	char *at = text->ptr, *end = text->ptr + text->len;
	while ((at = memmem(at, (size_t)(end - at), "\xEE\x97\xA5", 3))) {
		memcpy(at, "\xE3\x80\x80", 3);
		at += 3;
	}
}

void decode(yd_str bytes, const char *declared, struct decoded *out)
{
	size_t skip = 0;
	const char *said = canonical(declared);
	if (!said && declared && chars_known(declared))
		said = declared;
	const char *encoding = mark_encoding(bytes, &skip);
	*out = (struct decoded){0};
	bytes = bytes.len ? (yd_str){bytes.ptr + skip, bytes.len - skip} : YD_STR("");
	if (!encoding && is_utf8(bytes) && !memchr(bytes.ptr, 0, bytes.len))
		encoding = "UTF-8";
	if (!encoding)
		encoding = wide_encoding(bytes);
	if (!encoding)
		encoding = best_fit(bytes, said);
	out->encoding = encoding;
	out->declared_wrong = said && strcmp(said, encoding) != 0;
	out->replaced = chars_convert(bytes, encoding, &out->text);
	mend_spaces(&out->text);
}

size_t decode_code_page(yd_str bytes, int code_page, yd_buf *out)
{
	char name[32];
	if (code_page == 936 || code_page == 54936)
		return chars_convert(bytes, "GB18030", out);
	if (code_page == 950)
		return chars_convert(bytes, "BIG5-HKSCS", out);
	if (code_page == 932)
		return chars_convert(bytes, "WINDOWS-31J", out);
	if (code_page == 949)
		return chars_convert(bytes, "UHC", out);
	if (code_page == 65001)
		return chars_convert(bytes, "UTF-8", out);
	snprintf(name, sizeof name, "WINDOWS-%d", code_page);
	return chars_convert(bytes, chars_known(name) ? name : "WINDOWS-1252", out);
}
