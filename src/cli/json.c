#include "json.h"

#include <yaodian/text.h>

#include <string.h>

/* A comma, unless the value is the first of its list or follows its key. */
static void begin_value(yd_buf *out)
{
	if (out->len && !strchr("{[:", out->ptr[out->len - 1]))
		yd_buf_putc(out, ',');
}

void json_open(yd_buf *out, char bracket)
{
	begin_value(out);
	yd_buf_putc(out, bracket);
}

void json_close(yd_buf *out, char bracket)
{
	yd_buf_putc(out, bracket);
}

void json_key(yd_buf *out, const char *ascii)
{
	begin_value(out);
	yd_buf_printf(out, "\"%s\":", ascii);
}

static bool needs_escape(uint32_t cp)
{
	return cp < 0x20 || cp == '"' || cp == '\\' || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C ||
	       cp == 0x200E || cp == 0x200F || (cp >= 0x2028 && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

static void add_escaped(yd_buf *out, uint32_t cp)
{
	switch (cp) {
	case '"':
		yd_buf_puts(out, "\\\"");
		break;
	case '\\':
		yd_buf_puts(out, "\\\\");
		break;
	case '\n':
		yd_buf_puts(out, "\\n");
		break;
	case '\r':
		yd_buf_puts(out, "\\r");
		break;
	case '\t':
		yd_buf_puts(out, "\\t");
		break;
	default:
		yd_buf_printf(out, "\\u%04x", (unsigned)cp);
	}
}

void json_str(yd_buf *out, yd_str text)
{
	begin_value(out);
	yd_buf_putc(out, '"');
	while (text.len) {
		uint32_t cp;
		char utf8[4];
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (needs_escape(cp))
			add_escaped(out, cp);
		else
			yd_buf_add(out, utf8, yd_utf8_encode(cp, utf8));
		text.ptr += len;
		text.len -= len;
	}
	yd_buf_putc(out, '"');
}

void json_text(yd_buf *out, const char *text)
{
	if (text)
		json_str(out, yd_str_of(text));
	else
		json_null(out);
}

void json_number(yd_buf *out, long long value)
{
	begin_value(out);
	yd_buf_printf(out, "%lld", value);
}

void json_bool(yd_buf *out, bool value)
{
	begin_value(out);
	yd_buf_puts(out, value ? "true" : "false");
}

void json_null(yd_buf *out)
{
	begin_value(out);
	yd_buf_puts(out, "null");
}
