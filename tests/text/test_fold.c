#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <utf8proc.h>

#include "plain_fold.h"
#include "random_text.h"

static char *fold(const char *text)
{
	yd_buf buf = {0};
	yd_fold(yd_str_of(text), &buf);
	return yd_buf_take(&buf);
}

static void assert_fold(const char *text, const char *expected)
{
	char *folded = fold(text);
	if (strcmp(folded, expected) != 0)
		fail_msg("%s folds to %s, not to %s", text, folded, expected);
	free(folded);
}

/* ---- tests ---- */

static void what_counts_as_equal_folds_alike(void **state)
{
	(void)state;
	assert_fold("", "");
	assert_fold("黨建", "党建");
	assert_fold("推進義務教育優質均衡發展", "推进义务教育优质均衡发展");
	assert_fold("著力 衞生 瞭解 二〇二四年 二○二四年", "着力卫生了解二零二四年二零二四年");
	assert_fold("ＡＢｃ１２３，（％）", "abc123,(%)");
	assert_fold("ﬁ ﬀ Straße İ ΣΑΣ", "fiffstrassei\u0307σασ");
	assert_fold("⾨ ⻔ ⻓ ⻑ ⻩ ⼀", "门门长长黄一");
	assert_fold("①⑴㈠㎡…", "1(1)(一)m2...");
	assert_fold("“甲”‘乙’「丙」『丁』\"戊\"'己'＂庚＂",
		"\"甲\"\"乙\"\"丙\"\"丁\"\"戊\"\"己\"\"庚\"");
	assert_fold("—–－-~～", "------");
	assert_fold("（(〔[【《〈［", "((((((((");
	assert_fold("）)〕]】》〉］", "))))))))");
	assert_fold("{甲}｛乙｝〖丙〗«丁»", "{甲}{乙}〖丙〗«丁»");
	assert_fold(" 工\u3000作\t要\n点\u00A0\u200B\uFEFF\u00AD\u202E ", "工作要点");
	assert_fold("葛\U000E0100城", "葛\U000E0100城");
	assert_fold("\U0002F8A6 \uF900", "慈岂");
	assert_fold("薴 苧 苎", "苎苎苎");
}

static void marks_join_what_they_stand_on(void **state)
{
	(void)state;
	assert_fold("e\u0301", "é");
	assert_fold("E\u200D \u0301x", "éx");
	assert_fold("a\u0307\u0323", "ạ\u0307");
	assert_fold("α\u0345\u0301 α\u0301\u0345", "άιάι");
	assert_fold("\u1112\u1161\u11AB 하\u11AB", "한한");
	assert_fold("か\u3099ｶﾞ", "がガ");
	assert_fold("\u0301\u0323", "\u0323\u0301");
	assert_fold("①\u0301", "1\u0301");
}

static void broken_bytes_fold_to_the_replacement_character(void **state)
{
	(void)state;
	assert_fold("教\xff育\xe8\x82", "教\uFFFD育\uFFFD");
}

static void every_code_point_folds_as_defined(void **state)
{
	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		char text[16] = "";
		yd_utf8_encode(cp, text);
		char *expected = fold_plainly(yd_str_of(text)), *folded = fold(text),
		     *again = fold(folded);
		if (strcmp(expected, folded) != 0 || strcmp(folded, again) != 0)
			fail_msg("U+%04X: %s, then %s, expected %s", cp, folded, again, expected);
		free(expected);
		free(folded);
		free(again);
	}
}

static void every_pair_of_the_table_holds(void **state)
{
	const uint32_t *pairs = plain_pairs();
	(void)state;
	size_t count = 0;
	for (uint32_t cp = 0; cp < 0x110000; cp++) {
		char from[8] = "", to[8] = "";
		if (!pairs[cp])
			continue;
		yd_utf8_encode(cp, from);
		yd_utf8_encode(pairs[cp], to);
		assert_fold(from, to);
		count++;
	}
	assert_true(count > 4000);
}

static void random_text_folds_as_defined_and_only_once(void **state)
{
	(void)state;
	random_source random = {20250101};
	for (int round = 0; round < 20000; round++) {
		yd_buf text = {0};
		random_text(
			&random, (random_kind)(round % 3), 1 + random_below(&random, 40), &text);
		char *expected = fold_plainly(yd_buf_str(&text)), *folded = fold(text.ptr),
		     *again = fold(folded);
		if (strcmp(folded, expected) != 0)
			fail_msg("round %d: %s\nfolds to %s\nexpected %s", round, text.ptr, folded,
				expected);
		assert_string_equal(folded, again);
		free(expected);
		free(folded);
		free(again);
		yd_buf_free(&text);
	}
}

static void the_map_leads_back_to_the_text(void **state)
{
	(void)state;
	random_source random = {7};
	for (int round = 0; round < 5000; round++) {
		yd_buf text = {0}, plain = {0}, mapped = {0};
		uint32_t *map;
		random_text(&random, (random_kind)(round % 3), random_below(&random, 60), &text);
		yd_buf_puts(&plain, "before");
		yd_buf_puts(&mapped, "before");
		yd_fold(yd_buf_str(&text), &plain);
		yd_fold_map(yd_buf_str(&text), &mapped, &map);
		assert_string_equal(plain.ptr, mapped.ptr);
		size_t len = mapped.len - strlen("before");
		assert_int_equal(map[len], text.len);
		bool *starts = yd_alloc((text.len + 1) * sizeof *starts);
		uint32_t cp;
		for (size_t at = 0; at < text.len;) {
			starts[at] = true;
			at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		}
		for (size_t i = 0; i < len; i++) {
			assert_true(map[i] <= map[i + 1]);
			assert_true(starts[map[i]]);
			if (((unsigned char)mapped.ptr[i + strlen("before")] & 0xC0) == 0x80)
				assert_int_equal(map[i], map[i - 1]);
		}
		free(starts);
		free(map);
		yd_buf_free(&text);
		yd_buf_free(&plain);
		yd_buf_free(&mapped);
	}
}

static void assert_span(const char *text, const char *match, const char *expected)
{
	yd_buf folded = {0}, wanted = {0};
	uint32_t *map;
	size_t start, end;
	yd_fold_map(yd_str_of(text), &folded, &map);
	yd_fold(yd_str_of(match), &wanted);
	size_t at = yd_str_find(yd_buf_str(&folded), yd_buf_str(&wanted), 0);
	assert_true(at != SIZE_MAX);
	yd_fold_span(yd_str_of(text), map, at, at + wanted.len, &start, &end);
	yd_str span = {text + start, end - start};
	if (!yd_str_equal(span, yd_str_of(expected)))
		fail_msg("%s in %s: %.*s", match, text, (int)span.len, span.ptr);
	free(map);
	yd_buf_free(&folded);
	yd_buf_free(&wanted);
}

static void a_match_is_found_in_the_text_as_printed(void **state)
{
	(void)state;
	assert_span("加強 黨 建 工作", "党建", "黨 建");
	assert_span("加强党建", "建", "建");
	assert_span("党　建", "党", "党");
	assert_span("甲㈠乙", "一", "㈠");
	assert_span("甲㈠乙", "一)乙", "㈠乙");
	assert_span("café bar", "fé", "fé");
	assert_span("等……", "..", "…");
	assert_span("甲", "", "");
}

/* Between two places where map and text agree, the text folds to just that part of the fold. */
static void parts_fold_like_the_whole(void **state)
{
	(void)state;
	random_source random = {99};
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0}, folded = {0};
		uint32_t *map;
		random_text(&random, RANDOM_VALID, 1 + random_below(&random, 20), &text);
		yd_buf_puts(&text, "教");
		size_t middle = text.len;
		random_text(&random, RANDOM_VALID, 1 + random_below(&random, 20), &text);
		yd_buf_puts(&text, "育");
		yd_fold_map(yd_buf_str(&text), &folded, &map);
		size_t at = 0;
		while (map[at] < middle - strlen("教"))
			at++;
		yd_buf parts = {0};
		yd_fold((yd_str){text.ptr, middle - strlen("教")}, &parts);
		assert_int_equal(parts.len, at);
		assert_memory_equal(parts.ptr, folded.ptr, at);
		yd_buf_clear(&parts);
		yd_fold((yd_str){text.ptr + middle - strlen("教"),
				text.len - middle + strlen("教")},
			&parts);
		assert_int_equal(parts.len, folded.len - at);
		assert_memory_equal(parts.ptr, folded.ptr + at, parts.len);
		free(map);
		yd_buf_free(&text);
		yd_buf_free(&folded);
		yd_buf_free(&parts);
	}
}

/* Sorting by moving marks one by one would not come to an end here. */
static void a_million_marks_on_one_letter_fold(void **state)
{
	(void)state;
	yd_buf text = {0}, folded = {0};
	yd_buf_puts(&text, "a");
	for (int i = 0; i < 500000; i++)
		yd_buf_puts(&text, "\u0301\u0323");
	yd_fold(yd_buf_str(&text), &folded);
	assert_int_equal(folded.len, text.len - strlen("a\u0323") + strlen("ạ"));
	assert_memory_equal(folded.ptr, "ạ\u0323", strlen("ạ\u0323"));
	assert_memory_equal(folded.ptr + folded.len - 4, "\u0301\u0301", 4);
	yd_buf_free(&text);
	yd_buf_free(&folded);
}

static void the_version_names_rules_and_table(void **state)
{
	(void)state;
	assert_non_null(strchr(yd_fold_version, '-'));
	assert_true(strlen(yd_fold_version) >= 14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_counts_as_equal_folds_alike),
		cmocka_unit_test(marks_join_what_they_stand_on),
		cmocka_unit_test(broken_bytes_fold_to_the_replacement_character),
		cmocka_unit_test(every_code_point_folds_as_defined),
		cmocka_unit_test(every_pair_of_the_table_holds),
		cmocka_unit_test(random_text_folds_as_defined_and_only_once),
		cmocka_unit_test(the_map_leads_back_to_the_text),
		cmocka_unit_test(a_match_is_found_in_the_text_as_printed),
		cmocka_unit_test(parts_fold_like_the_whole),
		cmocka_unit_test(a_million_marks_on_one_letter_fold),
		cmocka_unit_test(the_version_names_rules_and_table),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	return failed;
}
