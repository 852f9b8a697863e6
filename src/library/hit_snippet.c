/* What stands around a match. */
#include <yaodian/library.h>

#include <yaodian/text.h>

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

/* Byte for byte, so that places stay the same: line ends become spaces. */
static void add_slice(yd_str text, size_t from, size_t to, yd_buf *out)
{
	for (size_t i = from; i < to; i++)
		yd_buf_putc(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

void yd_hit_snippet(const yd_hit *hit, size_t around, yd_buf *out, yd_query_spans *marks)
{
	size_t from = step_back(hit->text, hit->start, around);
	size_t to = step_on(hit->text, hit->end, around);
	if (from)
		yd_buf_puts(out, "…");
	size_t begin = out->len;
	add_slice(hit->text, from, to, out);
	if (to < hit->text.len)
		yd_buf_puts(out, "…");
	for (size_t i = 0; i < hit->mark_count && hit->marks[i].start < to; i++) {
		yd_query_span span = hit->marks[i];
		span.end = span.end < to ? span.end : to;
		YD_GROW(marks->items, marks->count, marks->cap);
		marks->items[marks->count++] =
			(yd_query_span){begin + span.start - from, begin + span.end - from};
	}
}
