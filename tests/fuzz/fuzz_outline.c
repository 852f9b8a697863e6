/* Outlines of any text, with looks and corrections that come of its bytes: pieces are disjoint, in
 * order, and cover all that is not white space. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/outline.h>
#include <yaodian/text.h>

static void check_blank(yd_str source, size_t from, size_t to)
{
	yd_str between = {source.ptr + from, to - from};
	if (to < from || (to > from && yd_text_trim(between).len))
		abort();
}

/* A look for each line; none when the first byte is even. */
static yd_look *make_looks(yd_str source, const uint8_t *data, size_t size, size_t *count)
{
	yd_look *looks = NULL;
	size_t cap = 0;
	*count = 0;
	for (size_t at = 0, i = 0; at < source.len && data[0] & 1; i += 3) {
		const char *end = memchr(source.ptr + at, '\n', source.len - at);
		YD_GROW(looks, *count, cap);
		looks[(*count)++] = (yd_look){.start = (uint32_t)at,
			.look = data[i % size] & 0x7F,
			.heading = data[(i + 1) % size] & 8 ? data[(i + 1) % size] & 7 : 0,
			.number_len = data[(i + 2) % size] & 16 ? data[(i + 2) % size] & 15 : 0,
			.number_level = data[(i + 2) % size] >> 5};
		at = end ? (size_t)(end - source.ptr) + 1 : source.len;
	}
	return looks;
}

static void check_outline(yd_str source, yd_outline *outline)
{
	yd_buf coded = {0};
	yd_outline again = {0};
	size_t at = 0;
	for (size_t i = 0; i < outline->piece_count; i++) {
		check_blank(source, at, outline->pieces[i].start);
		at = outline->pieces[i].end;
	}
	check_blank(source, at, source.len);
	yd_outline_encode(outline, &coded);
	if (yd_outline_decode(yd_buf_str(&coded), source.len, &again) != YD_OK ||
		again.node_count != outline->node_count)
		abort();
	yd_outline_free(outline);
	yd_outline_free(&again);
	yd_buf_free(&coded);
}

/* Paragraphs here and there are what a user says that they are. */
static void check_fixed(yd_str source, yd_outline_given *given, const uint8_t *data, size_t size)
{
	enum { FIXES = 8 };
	yd_outline_fix fixes[FIXES];
	yd_outline_para *paras;
	yd_outline outline = {0};
	size_t count = yd_outline_paras(source, given, &paras);
	for (size_t i = 0; count && i < FIXES; i++) {
		const yd_outline_para *para = &paras[data[size - 1 - i % size] * 7919u % count];
		int level = data[i % size] % (YD_LEVEL_MAX + 2);
		fixes[given->fix_count++] = (yd_outline_fix){para->text_hash, para->nth,
			level > YD_LEVEL_MAX ? YD_LEVEL_HEADING : level};
	}
	given->fixes = fixes;
	if (count && !yd_outline_read_given(source, given, &outline))
		abort();
	if (count)
		check_outline(source, &outline);
	yd_outline_paras_free(paras, count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	yd_buf text = {0};
	yd_outline outline = {0};
	size_t look_count;
	yd_utf8_repair((yd_str){(const char *)data, size}, &text);
	yd_buf_puts(&text, "");
	yd_str source = yd_buf_str(&text);
	yd_look *looks = make_looks(source, data, size, &look_count);
	yd_outline_given given = {.looks = looks, .look_count = look_count};
	yd_outline_read_given(source, &given, &outline);
	check_outline(source, &outline);
	if (size)
		check_fixed(source, &given, data, size);
	yd_buf_free(&text);
	free(looks);
	return 0;
}
