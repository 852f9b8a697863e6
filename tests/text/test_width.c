#include <yaodian/text.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "random_text.h"

/* Where the width is not utf8proc's, it is for one of the reasons given here. */
static void the_table_is_that_of_utf8proc(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		int expected = utf8proc_charwidth((utf8proc_int32_t)cp);
		utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
		if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CS ||
			category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP)
			expected = cp == 0 ? 0 : -1;
		else if (category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO)
			expected = 1;
		else if ((cp >= 0x1160 && cp <= 0x11FF) || (cp >= 0xD7B0 && cp <= 0xD7FB))
			expected = 0;
		if (yd_cp_width(cp) != expected)
			fail_msg("U+%04X: %d, expected %d", cp, yd_cp_width(cp), expected);
	}
}

static void characters_of_plans_have_the_width_they_are_drawn_in(void **state)
{
	(void)state;
	static const struct {
		uint32_t cp;
		int width;
	} known[] = {{'a', 1}, {0x6559, 2}, {0xFF0C, 2}, {0x3000, 2}, {0x3007, 2}, {0x201C, 1},
		{0x201D, 1}, {0x2014, 1}, {0x2026, 1}, {0xB7, 1}, {0x2460, 1}, {0x25CB, 1},
		{0x2500, 1}, {0x2E3A, 1}, {0x301, 0}, {0x200B, 0}, {0x200D, 0}, {0xFE0F, 0},
		{0x1F600, 2}, {0x1F1E8, 1}, {0x20BB7, 2}, {0xAC00, 2}, {0x1100, 2}, {0x1161, 0},
		{0x11AB, 0}, {0xFF76, 1}, {0xFFFD, 1}, {0x2400, 1}, {'\n', -1}, {0x7F, -1},
		{0x9B, -1}, {0x2028, -1}, {0xD800, -1}, {0x110000, -1}};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (yd_cp_width(known[i].cp) != known[i].width)
			fail_msg("U+%04X: %d, expected %d", known[i].cp, yd_cp_width(known[i].cp),
				known[i].width);
}

static void assert_first(const char *text, const char *grapheme, int columns)
{
	int width;
	size_t len = yd_grapheme_next(yd_str_of(text), &width);
	if (len != strlen(grapheme) || width != columns)
		fail_msg("%s: %zu bytes, %d columns", text, len, width);
}

static void graphemes_are_not_torn(void **state)
{
	(void)state;
	assert_first("", "", 0);
	assert_first("教育", "教", 2);
	assert_first("e\u0301\u0323x", "e\u0301\u0323", 1);
	assert_first("教\u0301育", "教\u0301", 2);
	assert_first("👩‍👩‍👧👧", "👩‍👩‍👧", 6);
	assert_first("🇨🇳🇨🇳", "🇨🇳", 2);
	assert_first("\u1112\u1161\u11AB\u1112", "\u1112\u1161\u11AB", 2);
	assert_first("1️⃣2", "1️⃣", 1);
	assert_first("\r\n\n", "\r\n", 0);
	assert_first("\xff\xff", "\xff", 1);
}

/* utf8proc told to walk the whole text finds the same borders as one grapheme after the other. */
static void graphemes_follow_one_another_without_gaps(void **state)
{
	(void)state;
	random_source random = {5};
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0};
		random_text(
			&random, (random_kind)(round % 3), 1 + random_below(&random, 40), &text);
		size_t at = 0, columns = 0, border = 0;
		utf8proc_int32_t grapheme_state = 0;
		uint32_t last = 0, cp;
		while (at < text.len) {
			size_t len =
				yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
			bool breaks =
				at == 0 || utf8proc_grapheme_break_stateful((utf8proc_int32_t)last,
						   (utf8proc_int32_t)cp, &grapheme_state);
			if (breaks) {
				int width;
				assert_int_equal(at, border);
				border += yd_grapheme_next(
					(yd_str){text.ptr + at, text.len - at}, &width);
				columns += (size_t)width;
			}
			last = cp;
			at += len;
		}
		assert_int_equal(border, text.len);
		assert_int_equal(columns, yd_text_columns(yd_buf_str(&text)));
		yd_buf_free(&text);
	}
}

static void assert_ellipsis(const char *text, size_t columns, bool pad, const char *expected)
{
	yd_buf out = {0};
	yd_text_ellipsis(yd_str_of(text), columns, pad, &out);
	assert_string_equal(out.ptr ? out.ptr : "", expected);
	yd_buf_free(&out);
}

static void text_is_cut_between_graphemes(void **state)
{
	(void)state;
	size_t used;
	assert_int_equal(yd_text_fit(YD_STR("教育局"), 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(yd_text_fit(YD_STR("教育局"), 1, &used), 0);
	assert_int_equal(yd_text_fit(YD_STR("ae\u0301b"), 2, NULL), 4);
	assert_ellipsis("教育局", 6, false, "教育局");
	assert_ellipsis("教育局", 5, false, "教育…");
	assert_ellipsis("教育局", 4, true, "教… ");
	assert_ellipsis("教育局", 8, true, "教育局  ");
	assert_ellipsis("教育局", 1, true, "…");
	assert_ellipsis("教育局", 0, true, "");
	assert_ellipsis("", 3, true, "   ");
	assert_ellipsis("e\u0301", 1, false, "e\u0301");
}

static void cut_text_never_exceeds_its_columns(void **state)
{
	(void)state;
	random_source random = {11};
	for (int round = 0; round < 2000; round++) {
		yd_buf text = {0}, out = {0};
		random_text(&random, RANDOM_CLEAN, random_below(&random, 30), &text);
		size_t columns = random_below(&random, 40);
		yd_text_ellipsis(yd_buf_str(&text), columns, true, &out);
		assert_int_equal(yd_text_columns(yd_buf_str(&out)), columns);
		yd_buf_free(&text);
		yd_buf_free(&out);
	}
}

static void graphemes_at_once_are_those_one_by_one(void **state)
{
	(void)state;
	random_source random = {5};
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0};
		random_text(&random, (random_kind)(round % 3), random_below(&random, 60), &text);
		yd_grapheme all[16];
		size_t at = 0;
		while (at < text.len) {
			yd_str rest = {text.ptr + at, text.len - at};
			size_t count = yd_graphemes(rest, all, 1 + random_below(&random, 16));
			assert_true(count > 0);
			for (size_t i = 0; i < count; i++) {
				int columns;
				rest = (yd_str){text.ptr + at, text.len - at};
				assert_int_equal(all[i].len, yd_grapheme_next(rest, &columns));
				assert_int_equal(all[i].columns, columns);
				at += all[i].len;
			}
		}
		yd_buf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_is_that_of_utf8proc),
		cmocka_unit_test(characters_of_plans_have_the_width_they_are_drawn_in),
		cmocka_unit_test(graphemes_are_not_torn),
		cmocka_unit_test(graphemes_follow_one_another_without_gaps),
		cmocka_unit_test(graphemes_at_once_are_those_one_by_one),
		cmocka_unit_test(text_is_cut_between_graphemes),
		cmocka_unit_test(cut_text_never_exceeds_its_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
