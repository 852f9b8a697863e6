#include "convert_chars.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

static struct {
	const char *name;
	iconv_t converter;
	bool opened;
} converters[] = {
	{.name = "GB18030"},
	{.name = "BIG5-HKSCS"},
	{.name = "UTF-16LE"},
	{.name = "UTF-16BE"},
	{.name = "UTF-32LE"},
	{.name = "UTF-32BE"},
	{.name = "WINDOWS-1252"},
	{.name = "WINDOWS-1250"},
	{.name = "WINDOWS-1251"},
	{.name = "SHIFT_JIS"},
	{.name = "WINDOWS-31J"},
	{.name = "EUC-JP"},
	{.name = "EUC-KR"},
	{.name = "UHC"},
	{.name = "EUC-TW"},
};

static iconv_t find(const char *name)
{
	for (size_t i = 0; i < sizeof converters / sizeof *converters; i++) {
		if (strcasecmp(converters[i].name, name) != 0)
			continue;
		if (!converters[i].opened)
			converters[i].converter = iconv_open("UTF-8", converters[i].name);
		converters[i].opened = true;
		return converters[i].converter;
	}
	return (iconv_t)-1;
}

void chars_open_all(void)
{
	for (size_t i = 0; i < sizeof converters / sizeof *converters; i++)
		find(converters[i].name);
}

bool chars_known(const char *name)
{
	return strcasecmp(name, "UTF-8") == 0 || find(name) != (iconv_t)-1;
}

/* Bytes that stand for one character of the encoding: where it is broken, so many are given up. */
static size_t unit_of(const char *name)
{
	return strncmp(name, "UTF-16", 6) == 0 ? 2 : strncmp(name, "UTF-32", 6) == 0 ? 4 : 1;
}

size_t chars_convert(yd_str bytes, const char *name, yd_buf *out)
{
	iconv_t converter = find(name);
	if (converter == (iconv_t)-1)
		return yd_utf8_repair(bytes, out);
	char *in = (char *)(uintptr_t)bytes.ptr;
	size_t left = bytes.len, broken = 0;
	iconv(converter, NULL, NULL, NULL, NULL);
	while (left) {
		yd_buf_reserve(out, 4 * left < 1 << 16 ? 4 * left + 16 : 1 << 16);
		char *to = out->ptr + out->len;
		size_t room = out->cap - out->len - 1;
		size_t got = iconv(converter, &in, &left, &to, &room);
		out->len = (size_t)(to - out->ptr);
		out->ptr[out->len] = '\0';
		if (got != (size_t)-1 || errno == E2BIG)
			continue;
		size_t step = errno == EINVAL ? left : unit_of(name);
		in += step < left ? step : left;
		left -= step < left ? step : left;
		yd_buf_puts(out, "\xEF\xBF\xBD");
		broken++;
	}
	return broken;
}
