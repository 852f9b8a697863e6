/* The joined text, and where each stretch of it stands in the source. */
#include "unwrap.h"

#include <stdlib.h>
#include <yaodian/text.h>

static void add_stretch(yd_unwrapped *out, yd_str source, yd_str part)
{
	if (!part.len)
		return;
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = (yd_stretch){
		(uint32_t)out->text.len, (uint32_t)(part.ptr - source.ptr), (uint32_t)part.len};
	yd_buf_add_str(&out->text, part);
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void add_spaced(yd_unwrapped *out, yd_str source, yd_str text)
{
	size_t start = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp;
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (!yd_cp_is_space(cp))
			continue;
		add_stretch(out, source, (yd_str){text.ptr + start, at - start});
		start = at + len;
		if (at && is_letter(text.ptr[at - 1]) && start < text.len &&
			is_letter(text.ptr[start]))
			yd_buf_putc(&out->text, ' ');
	}
	add_stretch(out, source, (yd_str){text.ptr + start, text.len - start});
}

void yd_unwrap_build(yd_str source, const yd_page_line *lines, const bool *joins, size_t count,
	yd_unwrapped *out)
{
	for (size_t i = 0; i < count; i++) {
		const yd_page_line *line = &lines[i];
		if (line->skipped) {
			YD_GROW(out->skipped, out->skipped_count, out->skipped_cap);
			uint32_t start = (uint32_t)(line->span.ptr - source.ptr);
			out->skipped[out->skipped_count++] =
				(struct yd_skipped){start, start + (uint32_t)line->span.len};
			continue;
		}
		if (joins[i]) {
			if (is_letter(out->text.ptr[out->text.len - 1]) &&
				is_letter(line->span.ptr[0]))
				yd_buf_putc(&out->text, ' ');
		} else if (out->text.len) {
			yd_buf_putc(&out->text, '\n');
		}
		if (line->spaced)
			add_spaced(out, source, line->span);
		else
			add_stretch(out, source, line->span);
	}
}

void yd_unwrapped_free(yd_unwrapped *unwrapped)
{
	yd_buf_free(&unwrapped->text);
	free(unwrapped->items);
	free(unwrapped->skipped);
	*unwrapped = (yd_unwrapped){0};
}
