/* The fold by its words: whole strings through utf8proc and the pairs of data/fold.tsv. */
#include "plain_fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <utf8proc.h>

#include <yaodian/text.h>

static uint32_t *pairs; /* by code point; 0: none */

static void read_pairs(void)
{
	const char *source = getenv("YD_SOURCE");
	char *path = yd_format("%s/data/fold.tsv", source ? source : YD_SOURCE_DIR);
	FILE *file = fopen(path, "r");
	if (!file)
		fail_msg("cannot read %s", path);
	free(path);
	pairs = yd_alloc(0x110000 * sizeof *pairs);
	char line[200];
	while (fgets(line, sizeof line, file)) {
		uint32_t from, to;
		size_t len = yd_utf8_decode(yd_str_of(line), &from, NULL);
		if (line[len] != '\t')
			continue;
		yd_utf8_decode(yd_str_of(line + len + 1), &to, NULL);
		pairs[from] = to;
	}
	fclose(file);
}

static bool plainly_dropped(uint32_t cp)
{
	const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)cp);
	switch (property->category) {
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return (cp >= 9 && cp <= 13) || cp == 0x85;
	}
}

static void normalize(yd_buf *text, int options)
{
	utf8proc_uint8_t *result;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text->ptr,
		(utf8proc_ssize_t)text->len, &result, (utf8proc_option_t)options | UTF8PROC_STABLE);
	assert_true(len >= 0);
	yd_buf_clear(text);
	yd_buf_add(text, result, (size_t)len);
	free(result);
}

static void replace_pairs(yd_buf *text)
{
	yd_buf result = {0};
	for (size_t at = 0; at < text->len;) {
		uint32_t cp;
		char bytes[4];
		at += yd_utf8_decode((yd_str){text->ptr + at, text->len - at}, &cp, NULL);
		if (!plainly_dropped(cp))
			yd_buf_add(
				&result, bytes, yd_utf8_encode(pairs[cp] ? pairs[cp] : cp, bytes));
	}
	yd_buf_free(text);
	*text = result;
}

const uint32_t *plain_pairs(void)
{
	if (!pairs)
		read_pairs();
	return pairs;
}

char *fold_plainly(yd_str text)
{
	plain_pairs();
	yd_buf buf = {0};
	yd_buf_reserve(&buf, text.len);
	for (size_t at = 0; at < text.len;) {
		uint32_t cp;
		char bytes[4];
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		yd_buf_add(&buf, bytes, yd_utf8_encode(cp, bytes));
	}
	normalize(&buf, UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE);
	normalize(&buf, UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE);
	replace_pairs(&buf);
	yd_buf_putc(&buf, ' '); /* utf8proc wants something to work on */
	buf.len--;
	normalize(&buf, UTF8PROC_COMPOSE);
	return yd_buf_take(&buf);
}
