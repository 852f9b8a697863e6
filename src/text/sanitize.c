#include <yaodian/text.h>

#include <utf8proc.h>

#define REPLACEMENT 0xFFFDu
#define JOINER	    0x200Du
#define KEYCAP	    0x20E3u

/* What was written last, as far as it decides about the code point after it. */
typedef struct context {
	uint32_t last;	 /* the code point written last; 0 at the start of a line */
	bool pictograph; /* it is an emoji, or extends one */
} context;

static const utf8proc_property_t *property(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp);
}

static bool is_pictograph(uint32_t cp)
{
	return cp >= 0x80 && property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool is_variation_selector(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

static bool is_keycap_base(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == '#' || cp == '*';
}

/* UTS #51: VS15 or VS16 follows an emoji; a keycap is a digit, VS16 and U+20E3. */
static bool selects_emoji(const context *ctx, uint32_t cp, uint32_t next)
{
	if (cp != 0xFE0E && cp != 0xFE0F)
		return false;
	return is_pictograph(ctx->last) || (is_keycap_base(ctx->last) && next == KEYCAP);
}

/* UTS #51: ZWJ stands between two emoji, the first with its modifiers. */
static bool joins_emoji(const context *ctx, uint32_t next)
{
	return ctx->pictograph && is_pictograph(next);
}

static bool extends(uint32_t cp)
{
	return cp == JOINER || property(cp)->boundclass == UTF8PROC_BOUNDCLASS_EXTEND;
}

static void write_code_point(context *ctx, uint32_t cp, yd_buf *out)
{
	/* A mark with nothing to stand on would land on whatever is left of it on the screen. */
	if (ctx->last == 0 && yd_cp_width(cp) == 0)
		yd_buf_puts(out, "\xE2\x97\x8C"); /* U+25CC dotted circle */
	char bytes[4];
	yd_buf_add(out, bytes, yd_utf8_encode(cp, bytes));
	ctx->pictograph = is_pictograph(cp) || (ctx->pictograph && extends(cp));
	ctx->last = cp;
}

static uint32_t shown_control(uint32_t cp)
{
	if (cp == '\t' || cp == '\n')
		return ' ';
	if (cp < 0x20)
		return 0x2400 + cp;
	return cp == 0x7F ? 0x2421 : REPLACEMENT;
}

/* The code point to show for `cp` before `next`; 0 when it is dropped. */
static uint32_t shown(const context *ctx, uint32_t cp, uint32_t next)
{
	if (is_variation_selector(cp))
		return selects_emoji(ctx, cp, next) ? cp : 0;
	switch (property(cp)->category) {
	case UTF8PROC_CATEGORY_CC:
		return shown_control(cp);
	case UTF8PROC_CATEGORY_CF:
		return cp == JOINER && joins_emoji(ctx, next) ? cp : 0;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return ' ';
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return REPLACEMENT;
	default:
		return cp;
	}
}

/* Bytes at the start of `text` that are shown as they are: ASCII and the bulk of Han. */
static size_t plain_run(yd_str text)
{
	const unsigned char *s = (const unsigned char *)text.ptr;
	size_t at = 0;
	while (at < text.len) {
		if (s[at] >= 0x20 && s[at] < 0x7F)
			at++;
		else if (text.len - at >= 3 && s[at] >= 0xE5 && s[at] <= 0xE8 &&
			 (s[at + 1] & 0xC0) == 0x80 && (s[at + 2] & 0xC0) == 0x80)
			at += 3;
		else
			break;
	}
	return at;
}

static uint32_t last_of(yd_str text)
{
	uint32_t cp;
	size_t at = text.len - 1;
	while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	return cp;
}

void yd_text_sanitize(yd_str text, unsigned flags, yd_buf *out)
{
	context ctx = {0};
	yd_buf_reserve(out, text.len);
	while (text.len) {
		size_t len = plain_run(text);
		if (len) {
			yd_buf_add(out, text.ptr, len);
			ctx = (context){0};
			ctx.last = last_of((yd_str){text.ptr, len});
			text = (yd_str){text.ptr + len, text.len - len};
			continue;
		}
		uint32_t cp, next;
		len = yd_utf8_decode(text, &cp, NULL);
		text = (yd_str){text.ptr + len, text.len - len};
		yd_utf8_decode(text, &next, NULL);
		bool ends_line = cp == '\n' && flags & YD_KEEP_NEWLINE;
		if (ends_line) {
			yd_buf_putc(out, '\n');
			ctx = (context){0};
		} else if (!(cp == '\r' && next == '\n')) {
			uint32_t visible = shown(&ctx, cp, next);
			if (visible)
				write_code_point(&ctx, visible, out);
		}
	}
}
