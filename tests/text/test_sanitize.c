#include <yaodian/text.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "random_text.h"

static void assert_shown(const char *text, const char *expected)
{
	yd_buf out = {0};
	yd_text_sanitize(yd_str_of(text), 0, &out);
	if (strcmp(out.ptr ? out.ptr : "", expected) != 0)
		fail_msg("%s is shown as %s, not as %s", text, out.ptr, expected);
	yd_buf_free(&out);
}

static void controls_become_pictures(void **state)
{
	(void)state;
	assert_shown("甲\x1b[31m乙\x07\x7f", "甲␛[31m乙␇␡");
	assert_shown("甲\xC2\x9B"
		     "31m\xC2\x85",
		"甲\uFFFD31m\uFFFD");
	assert_shown("甲\t乙", "甲 乙");
	assert_shown("甲\xff乙\xe6\x95", "甲\uFFFD乙\uFFFD");
	assert_shown("\uE000\U000F0000\uFFFF\u0378", "\uFFFD\uFFFD\uFFFD\uFFFD");
	yd_buf out = {0};
	yd_text_sanitize(YD_STR("a\0b"), 0, &out);
	assert_string_equal(out.ptr, "a␀b");
	yd_buf_free(&out);
}

static void line_ends_become_spaces_unless_kept(void **state)
{
	(void)state;
	assert_shown("甲\n乙\r\n丙\u2028丁\u2029戊\r己", "甲 乙 丙 丁 戊␍己");
	yd_buf out = {0};
	yd_text_sanitize(YD_STR("甲\n乙\r\n丙\u2028丁"), YD_KEEP_NEWLINE, &out);
	assert_string_equal(out.ptr, "甲\n乙\n丙 丁");
	yd_buf_free(&out);
}

static void what_turns_the_writing_around_is_dropped(void **state)
{
	(void)state;
	assert_shown("a\u202Eb\u2066c\u2069d\u200Fe\u061Cf", "abcdef");
	assert_shown("甲\u200B\u200C\u200D\uFEFF\u00AD\u2060乙", "甲乙");
	assert_shown("葛\U000E0100城\uFE0F", "葛城");
}

static void emoji_stay_whole(void **state)
{
	(void)state;
	assert_shown("👩‍👩‍👧", "👩‍👩‍👧");
	assert_shown("👩🏽‍🎓❤️‍🔥", "👩🏽‍🎓❤️‍🔥");
	assert_shown("1️⃣ 2\uFE0F", "1️⃣ 2");
	assert_shown("👩\u200D教\u200D👧", "👩教👧");
	assert_shown("☎\uFE0E☎\uFE0F", "☎\uFE0E☎\uFE0F");
}

static void a_mark_alone_gets_something_to_stand_on(void **state)
{
	(void)state;
	assert_shown("\u0301a", "◌\u0301a");
	assert_shown("e\u0301", "e\u0301");
	assert_shown("字\u0301", "字\u0301");
	assert_shown("\u200D\u0301", "◌\u0301");
	yd_buf out = {0};
	yd_text_sanitize(YD_STR("甲\n\u0301"), YD_KEEP_NEWLINE, &out);
	assert_string_equal(out.ptr, "甲\n◌\u0301");
	yd_buf_free(&out);
}

static void assert_harmless(yd_str text)
{
	uint32_t cp, next;
	bool valid;
	for (size_t at = 0, len; at < text.len; at += len) {
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, &valid);
		assert_true(valid);
		yd_utf8_decode((yd_str){text.ptr + at + len, text.len - at - len}, &next, NULL);
		int width = yd_cp_width(cp);
		if (width < 0 || width > 2 || (at == 0 && width == 0))
			fail_msg("U+%04X of width %d", cp, width);
		switch (utf8proc_category((utf8proc_int32_t)cp)) {
		case UTF8PROC_CATEGORY_CF:
			assert_int_equal(cp, 0x200D);
			break;
		case UTF8PROC_CATEGORY_CC:
		case UTF8PROC_CATEGORY_CN:
		case UTF8PROC_CATEGORY_CO:
		case UTF8PROC_CATEGORY_CS:
		case UTF8PROC_CATEGORY_ZL:
		case UTF8PROC_CATEGORY_ZP:
			fail_msg("U+%04X is not for terminals", cp);
			break;
		default:
			break;
		}
	}
}

static void no_code_point_harms_a_terminal(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char bytes[8] = "";
		yd_buf out = {0};
		size_t len = yd_utf8_encode(cp, bytes);
		yd_text_sanitize((yd_str){bytes, len}, 0, &out);
		assert_harmless(yd_buf_str(&out));
		yd_buf_free(&out);
	}
}

static void no_text_harms_a_terminal(void **state)
{
	(void)state;
	random_source random = {3};
	for (int round = 0; round < 5000; round++) {
		yd_buf text = {0}, once = {0}, twice = {0};
		random_text(&random, (random_kind)(round % 3), random_below(&random, 60), &text);
		yd_text_sanitize(yd_buf_str(&text), 0, &once);
		assert_harmless(yd_buf_str(&once));
		yd_text_sanitize(yd_buf_str(&once), 0, &twice);
		assert_true(yd_str_equal(yd_buf_str(&once), yd_buf_str(&twice)));
		yd_buf_free(&text);
		yd_buf_free(&once);
		yd_buf_free(&twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(controls_become_pictures),
		cmocka_unit_test(line_ends_become_spaces_unless_kept),
		cmocka_unit_test(what_turns_the_writing_around_is_dropped),
		cmocka_unit_test(emoji_stay_whole),
		cmocka_unit_test(a_mark_alone_gets_something_to_stand_on),
		cmocka_unit_test(no_code_point_harms_a_terminal),
		cmocka_unit_test(no_text_harms_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
