#include <yaodian/text.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unictype.h>

#include "random_text.h"

static void every_code_point_survives_the_round_trip(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char bytes[4];
		uint32_t back;
		bool valid;
		size_t len = yd_utf8_encode(cp, bytes);
		assert_int_equal(yd_utf8_decode((yd_str){bytes, len}, &back, &valid), len);
		assert_true(valid);
		assert_int_equal(back, cp >= 0xD800 && cp <= 0xDFFF ? 0xFFFD : cp);
		for (size_t cut = 1; cut < len; cut++) {
			assert_int_equal(yd_utf8_decode((yd_str){bytes, cut}, &back, &valid), cut);
			assert_false(valid);
		}
	}
	char bytes[4];
	assert_int_equal(yd_utf8_encode(0x110000, bytes), 3);
	assert_memory_equal(bytes, "\uFFFD", 3);
}

static void assert_repaired(const char *bytes, size_t replaced, const char *expected)
{
	yd_buf out = {0};
	assert_int_equal(yd_utf8_repair(yd_str_of(bytes), &out), replaced);
	assert_string_equal(out.ptr, expected);
	yd_buf_free(&out);
}

/* The examples of the Unicode Standard, tables 3-8 to 3-11. */
static void each_broken_part_becomes_one_replacement(void **state)
{
	(void)state;
	assert_repaired("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", 8,
		"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41");
	assert_repaired("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", 8,
		"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41");
	assert_repaired("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", 7,
		"\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\x41\uFFFD\uFFFD\x42");
	assert_repaired("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", 4, "\uFFFD\uFFFD\uFFFD\uFFFD\x41");
	assert_repaired("教育\xE8\x82", 1, "教育\uFFFD");
}

static void sound_text_is_repaired_to_itself(void **state)
{
	(void)state;
	assert_repaired("", 0, "");
	assert_repaired("教育\uFFFD局\n", 0, "教育\uFFFD局\n");
	assert_repaired("\uFEFF教育\uFEFF", 0, "教育\uFEFF");
	random_source random = {1};
	for (int round = 0; round < 2000; round++) {
		yd_buf text = {0}, once = {0}, twice = {0};
		random_text(&random, RANDOM_BYTES, random_below(&random, 50), &text);
		yd_utf8_repair(yd_buf_str(&text), &once);
		assert_int_equal(yd_utf8_repair(yd_buf_str(&once), &twice), 0);
		if (!yd_str_starts(yd_buf_str(&once), YD_STR("\uFEFF")))
			assert_true(yd_str_equal(yd_buf_str(&once), yd_buf_str(&twice)));
		yd_buf_free(&text);
		yd_buf_free(&once);
		yd_buf_free(&twice);
	}
}

static void nul_bytes_are_characters_like_others(void **state)
{
	(void)state;
	yd_buf out = {0};
	assert_int_equal(yd_utf8_count(YD_STR("a\0b教")), 4);
	assert_int_equal(yd_utf8_repair(YD_STR("a\0b\xff"), &out), 1);
	assert_int_equal(out.len, 6);
	assert_memory_equal(out.ptr, "a\0b\uFFFD", 7);
	yd_buf_free(&out);
}

static void assert_trimmed(const char *text, const char *expected)
{
	yd_str trimmed = yd_text_trim(yd_str_of(text));
	assert_true(yd_str_equal(trimmed, yd_str_of(expected)));
}

static void white_space_of_every_kind_is_trimmed(void **state)
{
	(void)state;
	assert_trimmed("", "");
	assert_trimmed(" \t\u3000\u00A0\r\n", "");
	assert_trimmed("\u3000\u3000一、教育 局\u200B\uFEFF\u00AD\u2029", "一、教育 局");
	assert_trimmed("\xff 教 \x80", "\xff 教 \x80");
	assert_trimmed("\u00A0é\u202F", "é");
}

static void white_space_is_what_unicode_says_and_three_more(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		bool more = cp == 0x200B || cp == 0xFEFF || cp == 0xAD;
		assert_int_equal(yd_cp_is_space(cp), more || uc_is_property_white_space(cp));
	}
}

static void han_is_what_unicode_says(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		const uc_script_t *script = uc_script(cp);
		if (script && strcmp(script->name, "Unknown") != 0)
			assert_int_equal(yd_cp_is_han(cp), strcmp(script->name, "Han") == 0);
	}
	assert_true(yd_cp_is_han(0x3007) && yd_cp_is_han(0x31350));
	assert_false(yd_cp_is_han(0x3002) || yd_cp_is_han(0x110000));
}

static void check_settled(const char *text, const char *expected, size_t privates)
{
	yd_buf out = {0};
	assert_int_equal(yd_text_settle(yd_str_of(text), &out), privates);
	assert_string_equal(out.ptr ? out.ptr : "", expected);
	yd_buf_free(&out);
}

static void settling_drops_what_takes_no_room_and_reads_private_use(void **state)
{
	(void)state;
	check_settled("", "", 0);
	check_settled("\u00AD", "", 0);
	check_settled("教\u00AD育\u200B局\u2060“好”©é", "教育局“好”©é", 0);
	check_settled("\uE5E5一、\uFEFF党", "\u3000一、党", 0);
	check_settled("\uF06C 党\uE000\U000F0000", "● 党\uE000\U000F0000", 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(settling_drops_what_takes_no_room_and_reads_private_use),
		cmocka_unit_test(every_code_point_survives_the_round_trip),
		cmocka_unit_test(each_broken_part_becomes_one_replacement),
		cmocka_unit_test(sound_text_is_repaired_to_itself),
		cmocka_unit_test(nul_bytes_are_characters_like_others),
		cmocka_unit_test(white_space_of_every_kind_is_trimmed),
		cmocka_unit_test(white_space_is_what_unicode_says_and_three_more),
		cmocka_unit_test(han_is_what_unicode_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
