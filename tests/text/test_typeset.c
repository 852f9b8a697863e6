#include <yaodian/typeset.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "random_text.h"

/* ---- punctuation ---- */

static const char *full_width(const char *text)
{
	static yd_buf result;
	yd_shown_map map;
	yd_buf_clear(&result);
	yd_typeset_full_width(yd_str_of(text), &result, &map);
	yd_shown_map_free(&map);
	return result.len ? result.ptr : "";
}

static void signs_between_chinese_characters_become_full_width(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"推进公平,提高质量", "推进公平，提高质量"},
		{"如下:各地要重视;抓好落实", "如下：各地要重视；抓好落实"},
		{"为什么?因为重要!对吗", "为什么？因为重要！对吗"},
		{"推进公平, 提高质量", "推进公平， 提高质量"},
		{"通知如下:", "通知如下："},
		{"真的吗?!", "真的吗？！"},
		{"办法(试行)的通知", "办法（试行）的通知"},
		{"\"双减\"政策", "“双减”政策"},
		{"(一)加强领导(试行),落实", "(一)加强领导（试行），落实"},
		{"规划(2018-2022),完善", "规划（2018-2022），完善"},
		{"用好(AI)技术", "用好（AI）技术"},
		{"办法(含(试行)两项)印发", "办法（含（试行）两项）印发"},
		{"办法（试行)的通知", "办法（试行）的通知"},
		{"落实\"双减\"政策", "落实“双减”政策"},
		{"落实\"双减\",推进\"双增\"", "落实“双减”，推进“双增”"},
		{"落实'双减'政策", "落实‘双减’政策"},
		{"“双减”,减负", "“双减”，减负"},
		{"《规划》,方案", "《规划》，方案"},
		{"黨建,義務教育", "黨建，義務教育"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		assert_string_equal(full_width(pairs[i][0]), pairs[i][1]);
}

static void other_signs_stay(void **state)
{
	(void)state;
	static const char *const same[] = {"", "推进公平", "STEAM, AI; (OK)?", "约3,000人",
		"上午8:30开会", "8:30-9:15", "比例为1:3", "达到95%,其中", "A,教育", "教育,A",
		"(1)加强领导", "(一)加强领导", "(一)", "(此件公开发布)", "函数f(x)的值",
		"学校(试行", "试行)学校", "3.5,4", "一)加强",
		"网址http://www.edu.cn/教育,公平?问:答", "见www.edu.cn/教育:公平", "wang@edu.cn",
		"don't", "推进'AI", "5\"管道", "Wi-Fi(双频)", "教育.公平", "教育-公平",
		"２０２５,２０２６", "Ａ:Ｂ"};
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		assert_string_equal(full_width(same[i]), same[i]);
	/* Beyond an address signs change again. */
	assert_string_equal(
		full_width("见http://a.cn/b?c=1。办法,规划"), "见http://a.cn/b?c=1。办法，规划");
	assert_string_equal(full_width("don't说'双减'好"), "don't说‘双减’好");
}

static void the_map_leads_back(void **state)
{
	(void)state;
	yd_buf shown = {0};
	yd_shown_map map;
	/* 公平 ( 试行 ) , 好 */
	yd_str text = YD_STR("公平(试行),好");
	yd_typeset_full_width(text, &shown, &map);
	assert_string_equal(shown.ptr, "公平（试行），好");
	assert_int_equal(map.shown, shown.len);
	assert_int_equal(map.source, text.len);
	assert_int_equal(yd_shown_source(&map, 6), 6);
	assert_int_equal(yd_shown_source(&map, 8), 6);
	assert_int_equal(yd_shown_source(&map, 9), 7);
	assert_int_equal(yd_shown_source(&map, shown.len), text.len);
	size_t from, to;
	yd_shown_span(&map, 7, 13, &from, &to); /* 试行 */
	assert_int_equal(from, 9);
	assert_int_equal(to, 15);
	yd_shown_span(&map, 6, 7, &from, &to); /* ( */
	assert_int_equal(from, 6);
	assert_int_equal(to, 9);
	yd_shown_span(&map, 0, text.len, &from, &to);
	assert_int_equal(from, 0);
	assert_int_equal(to, shown.len);
	yd_shown_map_free(&map);
	yd_buf_free(&shown);
}

/* ---- maps ---- */

static const char *source_of(const yd_shown_map *map, const char *source, size_t from, size_t to)
{
	static char text[64];
	size_t start = yd_shown_source(map, from), end = yd_shown_source(map, to);
	snprintf(text, sizeof text, "%.*s", (int)(end - start), source + start);
	return text;
}

static void phrases_of_other_lengths_are_aligned(void **state)
{
	(void)state;
	yd_shown_map map;
	const char *source = "抓好软件和鼠标的管理";
	yd_shown_map_align(yd_str_of(source), YD_STR("抓好軟體程式和滑鼠的管理"), &map);
	assert_string_equal(source_of(&map, source, 6, 18), "软件");
	assert_string_equal(source_of(&map, source, 18, 21), "和");
	assert_string_equal(source_of(&map, source, 21, 27), "鼠标");
	size_t from, to;
	yd_shown_span(&map, 9, 12, &from, &to); /* 件: with 软, since they were converted as one */
	assert_int_equal(from, 6);
	assert_int_equal(to, 18);
	yd_shown_map_free(&map);
	/* Fewer than there were, also at the end; and none. */
	source = "一个互联网络";
	yd_shown_map_align(yd_str_of(source), YD_STR("一個網路"), &map);
	assert_string_equal(source_of(&map, source, 0, 3), "一");
	assert_int_equal(yd_shown_source(&map, 12), yd_str_of(source).len);
	yd_shown_map_free(&map);
	yd_shown_map_align(YD_STR("甲"), YD_STR(""), &map);
	assert_int_equal(yd_shown_source(&map, 0), 3);
	yd_shown_map_free(&map);
}

static void check_map(yd_str source, yd_str shown, const yd_shown_map *map)
{
	assert_int_equal(map->shown, shown.len);
	assert_int_equal(map->source, source.len);
	assert_int_equal(yd_shown_source(map, shown.len), source.len);
	for (size_t i = 0; i < shown.len; i++) {
		size_t at = yd_shown_source(map, i);
		assert_true(at <= yd_shown_source(map, i + 1) && at <= source.len);
		assert_true(!map->at || at == source.len ||
			    ((unsigned char)source.ptr[at] & 0xC0) != 0x80);
	}
	for (size_t start = 0; start <= source.len; start++) {
		size_t from, to;
		size_t end = start + (source.len - start) / 2;
		yd_shown_span(map, start, end, &from, &to);
		assert_true(from <= to && to <= shown.len);
		if (end > start && map->at && map->shown) {
			/* No byte that came from there is left out. */
			for (size_t i = 0; i < shown.len; i++)
				if (map->at[i] >= start && map->at[i] < end)
					assert_true(i >= from && i < to);
		}
	}
}

static void maps_never_go_backwards(void **state)
{
	(void)state;
	random_source random = {11};
	static const yd_typesetter how = {.full_width = true};
	for (int round = 0; round < 600; round++) {
		yd_buf raw = {0}, text = {0}, shown = {0}, other = {0};
		yd_shown_map map;
		random_text(&random, round % 2 ? RANDOM_CLEAN : RANDOM_BYTES,
			random_below(&random, 30), &raw);
		yd_text_sanitize(yd_buf_str(&raw), 0, &text);
		yd_typeset(&how, yd_buf_str(&text), &shown, &map);
		check_map(yd_buf_str(&text), yd_buf_str(&shown), &map);
		yd_shown_map_free(&map);
		/* Any two texts have a map. */
		random_text(&random, RANDOM_CLEAN, random_below(&random, 20), &other);
		yd_shown_map_align(yd_buf_str(&text), yd_buf_str(&other), &map);
		check_map(yd_buf_str(&text), yd_buf_str(&other), &map);
		yd_shown_map_free(&map);
		yd_buf_free(&raw);
		yd_buf_free(&text);
		yd_buf_free(&shown);
		yd_buf_free(&other);
	}
}

/* What is shown counts as equal to what was published, and stays what it is. */
static void full_width_text_folds_like_its_source(void **state)
{
	(void)state;
	random_source random = {12};
	for (int round = 0; round < 2000; round++) {
		yd_buf raw = {0}, text = {0}, shown = {0}, fold = {0}, shown_fold = {0};
		yd_shown_map map;
		random_text(&random, RANDOM_CLEAN, random_below(&random, 40), &raw);
		yd_text_sanitize(yd_buf_str(&raw), 0, &text);
		yd_typeset_full_width(yd_buf_str(&text), &shown, &map);
		yd_shown_map_free(&map);
		yd_fold(yd_buf_str(&text), &fold);
		yd_fold(yd_buf_str(&shown), &shown_fold);
		assert_true(yd_str_equal(yd_buf_str(&fold), yd_buf_str(&shown_fold)));
		yd_buf_free(&raw);
		yd_buf_free(&text);
		yd_buf_free(&shown);
		yd_buf_free(&fold);
		yd_buf_free(&shown_fold);
	}
}

static void typeset_repeated(const char *piece, size_t times)
{
	static const yd_typesetter how = {.full_width = true};
	yd_buf text = {0}, shown = {0};
	yd_shown_map map;
	for (size_t i = 0; i < times; i++)
		yd_buf_puts(&text, piece);
	yd_typeset(&how, yd_buf_str(&text), &shown, &map);
	assert_int_equal(map.source, text.len);
	yd_shown_map_free(&map);
	yd_buf_free(&text);
	yd_buf_free(&shown);
}

/* Looking past signs again and again would not come to an end here. */
static void long_runs_of_one_kind_are_typeset(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		",", "(", ")", "\"", "'", "（", "教,", "教(", "http://", "www.", "“", " ", ":"};
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		typeset_repeated(pieces[i], 300000);
}

/* ---- scripts ---- */

static yd_script_converter *open_converter(yd_script script)
{
	yd_script_converter *converter;
	yd_error err = {0};
	if (yd_script_open(script, &converter, &err) == YD_OK)
		return converter;
	assert_non_null(strstr(err.text, "libopencc"));
	print_message("skipped: %s\n", err.text);
	skip();
	return NULL;
}

static void text_is_shown_in_the_other_script(void **state)
{
	(void)state;
	yd_script_converter *converter = open_converter(YD_SCRIPT_TRADITIONAL);
	yd_typesetter how = {true, converter};
	yd_buf shown = {0};
	yd_shown_map map;
	yd_str text = YD_STR("头发,发展(试行)");
	yd_typeset(&how, text, &shown, &map);
	assert_string_equal(shown.ptr, "頭髮，發展（試行）");
	check_map(text, yd_buf_str(&shown), &map);
	size_t from, to;
	yd_shown_span(&map, 7, 13, &from, &to); /* 发展 */
	assert_int_equal(from, 9);
	assert_int_equal(to, 15);
	yd_shown_map_free(&map);
	yd_script_close(converter);
	converter = open_converter(YD_SCRIPT_SIMPLIFIED);
	how = (yd_typesetter){false, converter};
	yd_buf_clear(&shown);
	yd_typeset(&how, YD_STR("義務教育,發展"), &shown, NULL);
	assert_string_equal(shown.ptr, "义务教育,发展");
	yd_buf_clear(&shown);
	yd_typeset(&how, YD_STR(""), &shown, NULL);
	assert_int_equal(shown.len, 0);
	yd_buf_free(&shown);
	yd_script_close(converter);
}

static void maps_of_scripts_hold_for_any_text(void **state)
{
	(void)state;
	random_source random = {13};
	yd_script_converter *converter = open_converter(YD_SCRIPT_TRADITIONAL);
	yd_typesetter how = {true, converter};
	for (int round = 0; round < 300; round++) {
		yd_buf raw = {0}, text = {0}, shown = {0};
		yd_shown_map map;
		random_text(&random, RANDOM_BYTES, random_below(&random, 30), &raw);
		yd_text_sanitize(yd_buf_str(&raw), 0, &text);
		yd_typeset(&how, yd_buf_str(&text), &shown, &map);
		check_map(yd_buf_str(&text), yd_buf_str(&shown), &map);
		yd_shown_map_free(&map);
		yd_buf_free(&raw);
		yd_buf_free(&text);
		yd_buf_free(&shown);
	}
	yd_script_close(converter);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_between_chinese_characters_become_full_width),
		cmocka_unit_test(other_signs_stay),
		cmocka_unit_test(the_map_leads_back),
		cmocka_unit_test(phrases_of_other_lengths_are_aligned),
		cmocka_unit_test(maps_never_go_backwards),
		cmocka_unit_test(full_width_text_folds_like_its_source),
		cmocka_unit_test(long_runs_of_one_kind_are_typeset),
		cmocka_unit_test(text_is_shown_in_the_other_script),
		cmocka_unit_test(maps_of_scripts_hold_for_any_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
