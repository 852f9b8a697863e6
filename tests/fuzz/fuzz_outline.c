/* Outlines of any text: pieces are disjoint, in order, and cover all that is not white space. */
#include "fuzz.h"

#include <stdlib.h>
#include <yaodian/outline.h>
#include <yaodian/text.h>

static void check_blank(yd_str source, size_t from, size_t to)
{
	yd_str between = {source.ptr + from, to - from};
	if (to < from || (to > from && yd_text_trim(between).len))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	yd_buf text = {0}, coded = {0};
	yd_outline outline = {0}, again = {0};
	size_t at = 0;
	yd_utf8_repair((yd_str){(const char *)data, size}, &text);
	yd_buf_puts(&text, "");
	yd_str source = yd_buf_str(&text);
	yd_outline_read(source, &outline);
	for (size_t i = 0; i < outline.piece_count; i++) {
		check_blank(source, at, outline.pieces[i].start);
		at = outline.pieces[i].end;
	}
	check_blank(source, at, source.len);
	yd_outline_encode(&outline, &coded);
	if (yd_outline_decode(yd_buf_str(&coded), source.len, &again) != YD_OK ||
		again.node_count != outline.node_count)
		abort();
	yd_outline_free(&outline);
	yd_outline_free(&again);
	yd_buf_free(&text);
	yd_buf_free(&coded);
	return 0;
}
