#include <yaodian/pinyin.h>

#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "random_text.h"

/* What of `name` matches, "" for nothing; a new string. */
static char *found(const char *typed, const char *name, const char *reading)
{
	yd_pinyin_match_at at;
	if (!yd_pinyin_match(yd_str_of(typed), yd_str_of(name), reading, &at))
		return yd_strdup("");
	assert_true(at.start < at.end && at.end <= strlen(name));
	assert_true(at.whole || at.end < strlen(name));
	return yd_strndup(name + at.start, at.end - at.start);
}

static void check(const char *typed, const char *name, const char *reading, const char *expected)
{
	char *got = found(typed, name, reading);
	if (strcmp(got, expected) != 0)
		fail_msg("%s in %s: %s, not %s", typed, name, got, expected);
	free(got);
}

static void whole_syllables_initials_and_characters_mix(void **state)
{
	(void)state;
	static const char *const typed[] = {"changchun", "cc", "changc", "cchun", "长c", "c春",
		"长春", "長春", "CHANGCHUN", "ｃｃ", "chang chun", "chang'chun", "chang-chun",
		"chángchūn", "chch", "chc", "changchu", "changch"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		check(typed[i], "长春市", "chang chun shi", "长春");
		check(typed[i], "吉林省长春", NULL, "长春");
	}
	check("ccs", "长春市", "chang chun shi", "长春市");
	check("dangjian", "加强党建工作", NULL, "党建");
	check("dj", "加强党建工作", NULL, "党建");
	check("djgz", "加强党建工作", NULL, "党建工作");
	check("jq", "加强党建工作", NULL, "加强");
	check("gongzuo", "加强党建工作", NULL, "工作");
}

static void what_does_not_fit_does_not_match(void **state)
{
	(void)state;
	static const char *const typed[] = {"", " ", "changchunn", "chanchun", "cb", "xchun",
		"春长", "chunchang", "'cc", "cc''", "zhongchun"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		check(typed[i], "长春市", "chang chun shi", "");
	check("cc", "", NULL, "");
	check("zhongqing", "重庆市", "chong qing shi", "");
	check("zq", "重庆市", "chong qing shi", "");
	check("chongqing", "重庆市", "chong qing shi", "重庆");
	check("zhongqing", "重庆市", NULL, "重庆");
	check("zhongqing", "重庆市", "? qing shi", "重庆");
}

static void any_reading_counts_where_none_is_given(void **state)
{
	(void)state;
	check("xingzheng", "行政", NULL, "行政");
	check("hangzheng", "行政", NULL, "行政");
	check("shaanxi", "陕西省", "shaan/shan xi sheng", "陕西");
	check("shanxi", "陕西省", "shaan/shan xi sheng", "陕西");
	check("shaanxi", "陕西省", NULL, "陕西");
	check("danxian", "单县", "shan xian", "");
	/* Syllables run out: the rest takes any reading. */
	check("shanxian", "单县", "shan", "单县");
	check("qianxian", "乾縣", NULL, "乾縣");
	check("jiaoyu", "敎育", NULL, "敎育");
}

static void umlauts_are_typed_in_every_way(void **state)
{
	(void)state;
	static const char *const typed[] = {"lvse", "luse", "lüse", "LÜSE", "lǜsè"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		check(typed[i], "绿色学校", NULL, "绿色");
	check("nvtong", "女童", NULL, "女童");
	check("xvexiao", "学校", NULL, "学校");
	check("jvyv", "局域", NULL, "局域");
	check("lvyou", "陆由", NULL, "");
	check("celve", "策略", NULL, "策略");
	check("celue", "策略", NULL, "策略");
}

static void apostrophes_part_syllables(void **state)
{
	(void)state;
	check("xian", "西安市", "xi an shi", "西安");
	check("xi'an", "西安市", "xi an shi", "西安");
	check("xi’an", "西安市", "xi an shi", "西安");
	check("xian", "县西安", NULL, "县");
	check("xi'an", "县西安", NULL, "西安");
	check("x'a", "西安市", "xi an shi", "西安");
	check("xi'", "西安市", "xi an shi", "西");
}

static void signs_in_a_name_may_be_left_out(void **state)
{
	(void)state;
	check("sjgz", "落实“双减”工作", NULL, "双减”工作");
	check("sj”gz", "落实“双减”工作", NULL, "双减”工作");
	check("”gz", "落实“双减”工作", NULL, "”工作");
	check("yijiaoyu", "一、教育", NULL, "一、教育");
	check("jy", "  教  育  ", NULL, "教  育");
	check("5gwl", "建5G网络", NULL, "5G网络");
	check("gwl", "建5G网络", NULL, "G网络");
	check("jianwl", "建5G网络", NULL, "");
	check("2024nian", "２０２４年", NULL, "２０２４年");
}

static void the_first_place_and_the_shortest_stretch_count(void **state)
{
	(void)state;
	check("an", "安宁安", "an ning an", "安");
	check("a", "大安市", "da an shi", "安");
	check("s", "上海市", "shang hai shi", "上");
	yd_pinyin_match_at at;
	assert_true(yd_pinyin_match(YD_STR("shi"), YD_STR("上海市"), "shang hai shi", &at));
	assert_int_equal(at.start, 6);
	assert_true(at.whole);
	assert_true(yd_pinyin_match(YD_STR("shi"), YD_STR("上海市"), NULL, NULL));
}

static void a_table_of_readings_is_there_for_every_common_character(void **state)
{
	(void)state;
	const char *readings[YD_PINYIN_READINGS];
	size_t with = 0;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		size_t count = yd_pinyin_readings(cp, readings);
		with += count > 0;
		for (size_t i = 0; i < count; i++) {
			assert_in_range(strlen(readings[i]), 1, 6);
			assert_int_equal(strspn(readings[i], "abcdefghijklmnopqrstuvwxyz"),
				strlen(readings[i]));
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(readings[i], readings[j]);
		}
	}
	assert_in_range(with, 20500, 20992);
	assert_int_equal(yd_pinyin_readings(0x957F, readings), 2);
	assert_string_equal(readings[0], "chang");
	assert_string_equal(readings[1], "zhang");
	assert_int_equal(yd_pinyin_readings('a', readings), 0);
	assert_int_equal(yd_pinyin_readings(0xE000, readings), 0);
}

/* ---- against a matcher that tries everything ---- */

static bool plainly_fits(const char *typed, const char **name, size_t count);

/* May `piece` of `len` letters be typed for a reading? */
static bool is_piece(const char *reading, const char *typed, size_t len)
{
	if (len == 0 || len > strlen(reading) || strncmp(reading, typed, len) != 0)
		return false;
	return len == strlen(reading) || len == 1 || (len == 2 && reading[1] == 'h') ||
	       typed[len] == '\0';
}

/* `name`: a string of readings for each character, parted by '/'. */
static bool plainly_fits(const char *typed, const char **name, size_t count)
{
	if (!*typed)
		return true;
	if (!count)
		return false;
	char *ways = yd_strdup(*name), *rest = ways;
	bool fits = false;
	for (char *way; !fits && (way = strsep(&rest, "/"));)
		for (size_t len = 1; !fits && len <= strlen(typed); len++)
			fits = is_piece(way, typed, len) &&
			       plainly_fits(typed + len, name + 1, count - 1);
	free(ways);
	return fits;
}

static void random_names_match_as_by_trying_everything(void **state)
{
	(void)state;
	static const char *const ways[] = {"a", "an", "ang", "chang/zhang", "chan", "hang/xing",
		"xi", "xian", "shi", "si", "ni", "ning", "yi/ti"};
	size_t matched = 0;
	random_source random = {20};
	for (int round = 0; round < 60000; round++) {
		const char *name[4];
		yd_buf reading = {0}, typed = {0};
		size_t count = 1 + random_below(&random, 4), letters = 1 + random_below(&random, 9);
		for (size_t i = 0; i < count; i++) {
			name[i] = ways[random_below(&random, sizeof ways / sizeof *ways)];
			yd_buf_printf(&reading, i ? " %s" : "%s", name[i]);
		}
		for (size_t i = 0; i < letters; i++)
			yd_buf_putc(&typed, "achginstxyz"[random_below(&random, 11)]);
		/* Half of them are made of pieces, so that many fit. */
		if (round % 2) {
			yd_buf_clear(&typed);
			for (size_t i = random_below(&random, count); i < count; i++)
				yd_buf_add(&typed, name[i],
					1 + random_below(&random, strcspn(name[i], "/")));
		}
		bool expected = false;
		for (size_t i = 0; !expected && i < count; i++)
			expected = plainly_fits(typed.ptr, name + i, count - i);
		yd_str shown = {"长春市县", 3 * count};
		if (yd_pinyin_match(yd_buf_str(&typed), shown, reading.ptr, NULL) != expected)
			fail_msg("%s in %s: %d expected", typed.ptr, reading.ptr, expected);
		matched += expected;
		yd_buf_free(&reading);
		yd_buf_free(&typed);
	}
	assert_in_range(matched, 10000, 50000);
}

static void any_bytes_are_taken(void **state)
{
	(void)state;
	random_source random = {21};
	yd_buf long_text = {0};
	for (int i = 0; i < 63; i++)
		yd_buf_putc(&long_text, 'c');
	yd_buf name = {0};
	for (int i = 0; i < 63; i++)
		yd_buf_puts(&name, "长");
	assert_true(yd_pinyin_match(yd_buf_str(&long_text), yd_buf_str(&name), NULL, NULL));
	yd_buf_putc(&long_text, 'c');
	yd_buf_puts(&name, "长");
	assert_false(yd_pinyin_match(yd_buf_str(&long_text), yd_buf_str(&name), NULL, NULL));
	yd_buf_free(&long_text);
	yd_buf_free(&name);
	for (int round = 0; round < 20000; round++) {
		yd_buf typed = {0}, text = {0};
		yd_pinyin_match_at at;
		random_text(&random, RANDOM_BYTES, random_below(&random, 8), &typed);
		random_text(&random, RANDOM_BYTES, random_below(&random, 30), &text);
		if (round % 3 == 0 && text.len) {
			size_t from = random_below(&random, text.len);
			yd_buf_clear(&typed);
			yd_buf_add(&typed, text.ptr + from, random_below(&random, text.len - from));
		}
		if (yd_pinyin_match(yd_buf_str(&typed), yd_buf_str(&text),
			    round % 2 ? "a/b c" : NULL, &at)) {
			assert_true(at.start <= at.end && at.end <= text.len);
		}
		yd_buf_free(&typed);
		yd_buf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_syllables_initials_and_characters_mix),
		cmocka_unit_test(what_does_not_fit_does_not_match),
		cmocka_unit_test(any_reading_counts_where_none_is_given),
		cmocka_unit_test(umlauts_are_typed_in_every_way),
		cmocka_unit_test(apostrophes_part_syllables),
		cmocka_unit_test(signs_in_a_name_may_be_left_out),
		cmocka_unit_test(the_first_place_and_the_shortest_stretch_count),
		cmocka_unit_test(a_table_of_readings_is_there_for_every_common_character),
		cmocka_unit_test(random_names_match_as_by_trying_everything),
		cmocka_unit_test(any_bytes_are_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
