#include "snippet.h"

#include "output.h"

#include <yaodian/text.h>

enum { AROUND = 20 };

static size_t step_back(yd_str text, size_t at, size_t count)
{
	while (at && count--)
		do
			at--;
		while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
	return at;
}

static size_t step_on(yd_str text, size_t at, size_t count)
{
	while (at < text.len && count--) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	}
	return at;
}

/* Line ends become spaces. */
static void add_slice(yd_str text, size_t from, size_t to, yd_buf *out)
{
	for (size_t i = from; i < to; i++)
		yd_buf_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

void snippet_make(const yd_hit *hit, snippet *out)
{
	size_t from = step_back(hit->text, hit->start, AROUND);
	size_t to = step_on(hit->text, hit->end, AROUND);
	*out = (snippet){0};
	if (from)
		yd_buf_puts(&out->text, "…");
	add_slice(hit->text, from, hit->start, &out->text);
	out->start = out->text.len;
	add_slice(hit->text, hit->start, hit->end, &out->text);
	out->end = out->text.len;
	add_slice(hit->text, hit->end, to, &out->text);
	if (to < hit->text.len)
		yd_buf_puts(&out->text, "…");
}

void snippet_free(snippet *cut)
{
	yd_buf_free(&cut->text);
}

void snippet_print(const snippet *cut)
{
	const char *text = cut->text.ptr;
	out_field((yd_str){text, cut->start});
	out_set_style(OUT_MATCH);
	out_field((yd_str){text + cut->start, cut->end - cut->start});
	out_set_style(OUT_PLAIN);
	out_field((yd_str){text + cut->end, cut->text.len - cut->end});
}
