/*
 * Themes: the rules' form, the matching, and how well the rules do. Clauses that were written
 * before the rules stand in tests/intake/themes: KEY.tsv has, parted by tabs, + (must carry the
 * theme KEY) or -, title, section, text.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <yaodian/text.h>
#include <yaodian/theme.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static yd_theme_rules *builtin;

static int load_builtin(void **state)
{
	(void)state;
	yd_buf warnings = {0};
	assert_int_equal(yd_theme_rules_load(NULL, &builtin, &warnings, NULL), YD_OK);
	if (warnings.len)
		print_error("%s", warnings.ptr);
	assert_int_equal(warnings.len, 0);
	yd_buf_free(&warnings);
	return 0;
}

static int free_builtin(void **state)
{
	(void)state;
	yd_theme_rules_free(builtin);
	return 0;
}

static uint32_t bit(const char *key)
{
	int theme = yd_theme_find(yd_str_of(key));
	assert_true(theme >= 0);
	return UINT32_C(1) << theme;
}

static yd_theme_tags tag_with(
	const yd_theme_rules *rules, const char *title, const char *section, const char *text)
{
	return yd_theme_tag(rules, yd_str_of(title), yd_str_of(section), yd_str_of(text));
}

static bool has(const char *key, const char *title, const char *section, const char *text)
{
	return tag_with(builtin, title, section, text).any & bit(key);
}

/* ---- a file of a user ---- */

static char user_path[] = "/tmp/yaodian-themes-XXXXXX";

static void write_user_file(const char *text, size_t len)
{
	FILE *file = fopen(user_path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* Rules with `text` as the user's file, and what was said about it. */
static yd_theme_rules *load_user(const char *text, yd_buf *warnings)
{
	yd_theme_rules *rules = NULL;
	write_user_file(text, strlen(text));
	assert_int_equal(yd_theme_rules_load(user_path, &rules, warnings, NULL), YD_OK);
	return rules;
}

static yd_theme_rules *load_user_quietly(const char *text)
{
	yd_buf warnings = {0};
	yd_theme_rules *rules = load_user(text, &warnings);
	if (warnings.len)
		print_error("%s", warnings.ptr);
	assert_int_equal(warnings.len, 0);
	return rules;
}

static int make_user_path(void **state)
{
	(void)state;
	int fd = mkstemp(user_path);
	return fd < 0 ? -1 : close(fd);
}

static int remove_user_path(void **state)
{
	(void)state;
	unlink(user_path);
	memcpy(user_path + sizeof user_path - 7, "XXXXXX", 6);
	return 0;
}

/* ---- names ---- */

static void themes_are_found_by_key_and_by_name_in_either_script(void **state)
{
	(void)state;
	for (unsigned i = 0; i < YD_THEME_COUNT; i++) {
		assert_int_equal(yd_theme_find(yd_str_of(yd_theme_key(i))), i);
		assert_int_equal(yd_theme_find(yd_str_of(yd_theme_name(i))), i);
	}
	assert_int_equal(yd_theme_find(YD_STR("學前教育")), yd_theme_find(YD_STR("preschool")));
	assert_int_equal(yd_theme_find(YD_STR("Safety")), yd_theme_find(YD_STR("安全")));
	assert_int_equal(yd_theme_find(YD_STR("安")), -1);
	assert_int_equal(yd_theme_find(YD_STR("")), -1);
}

/* ---- matching and weighing ---- */

static void a_title_that_names_a_theme_is_about_it(void **state)
{
	(void)state;
	yd_theme_tags tags =
		tag_with(builtin, "加强校车管理", "", "加强校车管理。按上级要求执行。");
	assert_true(tags.any & bit("safety"));
	assert_true(tags.primary & bit("safety"));
	assert_int_equal(tags.primary & ~tags.any, 0);
}

static void one_passing_word_never_tags(void **state)
{
	(void)state;
	assert_false(has("safety", "", "", "举办合唱节,做好校车安排,丰富师生生活。"));
	/* Not even in a section on the theme. */
	assert_false(has("safety", "", "守护校园安全", "举办合唱节,做好校车安排,丰富师生生活。"));
	assert_true(has("safety", "", "", "开展校车检查,办好防溺水宣传,丰富师生生活。"));
}

static void the_section_is_evidence_only(void **state)
{
	(void)state;
	const char *text = "每年检查校车,组织学生学习避让,安全防范落到人头。";
	const char *weak = "每年检查校车,组织学生学习避让,完善包保台账。";
	assert_true(has("safety", "", "", text));
	assert_false(has("safety", "", "", weak));
	assert_true(has("safety", "", "守护校园安全", weak));
	assert_false(has("safety", "", "守护校园安全", "举办合唱节和书画展,丰富师生生活。"));
}

static void an_item_of_a_list_counts_least(void **state)
{
	(void)state;
	assert_true(has("safety", "", "", "检查校车,检查消防。"));
	assert_false(
		has("safety", "", "", "检查校车、课程、教研、收费,检查作业、消防、食宿、账目。"));
	/* What leads a list of short things is not one of them. */
	assert_true(has("preschool", "", "", "检查幼儿园收费、师资、膳食,规范无证园。"));
	assert_false(
		has("preschool", "", "", "检查幼儿园、师资、膳食、校舍,规范校舍、无证园、膳食。"));
	/* A list that is all about the theme is not less than one. */
	assert_true(has("safety", "", "", "检查校车、消防、防溺水、食品安全。"));
}

static void weak_words_alone_say_nothing(void **state)
{
	(void)state;
	const char *text = "做好值班,完善台账,落实整改,开展排查,办好食堂,防控风险,公布预警。";
	assert_false(has("safety", "", "", text));
	assert_true(has("safety", "", "守护校园安全", text));
	assert_true(has("safety", "做好排查", "", text));
}

static void exclusions_hide_words_inside_others(void **state)
{
	(void)state;
	assert_false(
		has("vocational", "", "", "加强职业道德教育,做好职业生涯规划,聘任兼职教研员。"));
	assert_false(has(
		"vocational", "", "", "提高职业认同,查处在职教师补课,集中专项治理,提高职称比例。"));
	assert_false(has("preschool", "确保教育质量", "",
		"确保教育质量。秋季开学前完成维修,入学前完成体检。"));
	assert_false(has("party", "", "", "庆祝中国共产党建党百年,纪念共产党建党。"));
	assert_false(has("vocational", "加强安全生产教育", "", ""));
	assert_false(has("opening", "加强校外教育,防范意外事故", "", ""));
	assert_false(has("aid", "帮助学生成长,投资助力教育", "", ""));
	assert_false(has("senior", "提高中小学质量,全县中小学达标", "", ""));
	assert_false(has("sports-arts", "", "", "坚持全体育人、整体育人、主体育人。"));
	assert_false(has("special", "", "", "形成独特教学风格,打造独特教育文化。"));
}

static void an_exclusion_voids_only_what_it_overlaps(void **state)
{
	(void)state;
	/* 提高职业 hides 高职, not 职业教育, which is as long and only partly inside. */
	assert_true(has("vocational", "提高职业教育质量", "", "提高职业教育质量。"));
	assert_false(has("vocational", "提高职业水平", "", "提高职业水平。"));
	/* One 高职 is hidden, the other is not. */
	assert_true(has("vocational", "提高职业认同,办好高职", "", "提高职业认同,办好高职。"));
}

static void the_longest_term_wins(void **state)
{
	(void)state;
	yd_theme_rules *rules = load_user_quietly("theme safety\nreplace\n"
						  "strong 红灯 红灯笼\nnot 红灯笼节\n");
	assert_true(tag_with(rules, "看红灯", "", "看红灯。").any & bit("safety"));
	assert_true(tag_with(rules, "看红灯笼", "", "看红灯笼。").any & bit("safety"));
	assert_false(tag_with(rules, "看红灯笼节", "", "看红灯笼节。").any & bit("safety"));
	yd_theme_rules_free(rules);
	rules = load_user_quietly("theme safety\nreplace\nstrong 红灯笼节日\nnot 红灯笼节 节日\n");
	assert_true(tag_with(rules, "看红灯笼节日", "", "").any & bit("safety"));
	yd_theme_rules_free(rules);
}

static void overlapping_terms_count_as_one(void **state)
{
	(void)state;
	yd_theme_rules *rules =
		load_user_quietly("theme safety\nreplace\nstrong 红灯绿灯 绿灯黄灯\n");
	assert_false(tag_with(rules, "", "", "过红灯绿灯黄灯。").any & bit("safety"));
	assert_true(tag_with(rules, "", "", "过红灯绿灯,过绿灯黄灯。").any & bit("safety"));
	yd_theme_rules_free(rules);
}

static void traditional_and_full_width_text_matches(void **state)
{
	(void)state;
	assert_true(has("preschool", "推進學前教育優質普惠發展", "", "推進學前教育優質普惠發展。"));
	assert_true(has("party", "黨風廉政建設", "", "黨風廉政建設。"));
	assert_true(has("reform", "破“五唯”", "", "破“五唯”。"));
	assert_true(has("reform", "破「五唯」", "", "破「五唯」。"));
	assert_true(has("science", "开展ＳＴＥＡＭ活动", "", "开展ＳＴＥＡＭ活动。"));
	assert_true(has("safety", "校 车\n安 全", "", "校车安全"));
}

static void what_has_no_text_has_no_tags(void **state)
{
	(void)state;
	yd_theme_tags tags = tag_with(builtin, "", "", "");
	assert_int_equal(tags.any, 0);
	assert_int_equal(tags.primary, 0);
	tags = tag_with(builtin, "", "守护校园安全", "");
	assert_int_equal(tags.any, 0);
	assert_int_equal(tag_with(builtin, "\xFF\xE5", "\xE5", "\xE5\xAD\xFF校\xF0").any, 0);
}

/* A megabyte of what matches most often; were it not linear, this test would not end. */
static void a_clause_of_a_megabyte_is_read(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"校园安全", "教育", "学校安全工作责任制", "安全、", "。"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		yd_buf text = {0};
		while (text.len < 1 << 20)
			yd_buf_puts(&text, pieces[i]);
		yd_theme_tag(builtin, YD_STR(""), YD_STR(""), yd_buf_str(&text));
		yd_buf_free(&text);
	}
}

/* A long clause needs more than two words in passing. */
static void the_measure_grows_with_the_length(void **state)
{
	(void)state;
	yd_buf text = {0};
	yd_buf_puts(&text, "检查校车,检查消防。");
	assert_true(has("safety", "", "", text.ptr));
	while (yd_utf8_count(yd_buf_str(&text)) < 800)
		yd_buf_puts(&text, "举办合唱节,丰富师生生活。");
	assert_false(has("safety", "", "", text.ptr));
	yd_buf_free(&text);
}

struct job {
	const char *text;
	yd_theme_tags first;
	bool same;
};

static void *tag_often(void *arg)
{
	struct job *job = arg;
	job->same = true;
	for (int i = 0; i < 200; i++) {
		yd_theme_tags tags = tag_with(builtin, "", "", job->text);
		job->same = job->same && tags.any == job->first.any;
	}
	return NULL;
}

static void one_set_of_rules_serves_several_threads(void **state)
{
	(void)state;
	struct job jobs[4] = {
		{.text = "开展校车检查,办好防溺水宣传。"},
		{.text = "建强党支部,教育管理党员。"},
		{.text = "办好幼儿园,提高保教质量。"},
		{.text = "支持中职学校深化产教融合。"},
	};
	pthread_t threads[4];
	for (int i = 0; i < 4; i++) {
		jobs[i].first = tag_with(builtin, "", "", jobs[i].text);
		assert_true(jobs[i].first.any);
	}
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, tag_often, &jobs[i]), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_true(jobs[i].same);
	}
}

/* ---- the user's file ---- */

static void a_user_adds_terms_and_exclusions(void **state)
{
	(void)state;
	yd_theme_rules *rules = load_user_quietly("\xEF\xBB\xBF# mine\r\n\r\n"
						  "theme 安全\r\n  strong 護河行動\tabc　护学哨\r\n"
						  "not 安全帽\n");
	assert_true(tag_with(rules, "开展护河行动", "", "").any & bit("safety"));
	assert_true(tag_with(rules, "设护学哨", "", "").any & bit("safety"));
	assert_true(tag_with(rules, "ＡＢＣ", "", "").any & bit("safety"));
	assert_false(tag_with(rules, "安全帽", "", "").any & bit("safety"));
	assert_true(has("safety", "安全帽", "", ""));
	assert_true(tag_with(rules, "校车", "", "").any & bit("safety"));
	yd_theme_rules_free(rules);
}

static void a_user_takes_terms_away_and_changes_them(void **state)
{
	(void)state;
	yd_theme_rules *rules =
		load_user_quietly("theme safety\ndrop 校车\ntheme vocational\ndrop 兼职教\n"
				  "theme party\nweak 党建\n");
	assert_false(tag_with(rules, "管好校车", "", "").any & bit("safety"));
	assert_true(has("safety", "管好校车", "", ""));
	assert_true(tag_with(rules, "聘任兼职教研员", "", "").any & bit("vocational"));
	assert_false(tag_with(rules, "抓党建", "", "").any & bit("party"));
	yd_theme_rules_free(rules);
}

static void a_user_replaces_a_theme(void **state)
{
	(void)state;
	yd_theme_rules *rules = load_user_quietly("theme safety\nstrong 红灯\nreplace\n");
	assert_true(tag_with(rules, "看红灯", "", "").any & bit("safety"));
	assert_false(tag_with(rules, "校园安全", "", "").any & bit("safety"));
	assert_true(tag_with(rules, "抓党建", "", "").any & bit("party"));
	yd_theme_rules_free(rules);
}

/* Two characters each, no two terms with the same: as many places in the index as there are terms.
 */
static void thousands_of_terms_of_a_user_are_found(void **state)
{
	(void)state;
	yd_buf file = {0}, warnings = {0};
	yd_buf_puts(&file, "theme safety\nreplace\n");
	for (uint32_t i = 0; i < 5000; i++) {
		char han[4];
		size_t len = yd_utf8_encode(0x4E00 + i, han);
		yd_buf_printf(&file, "strong %.*s犇\n", (int)len, han);
	}
	yd_theme_rules *rules = load_user(file.ptr, &warnings);
	unsigned found = 0;
	for (uint32_t i = 0; i < 5000; i++) {
		char han[4];
		size_t len = yd_utf8_encode(0x4E00 + i, han);
		char *title = yd_format("%.*s犇", (int)len, han);
		found += tag_with(rules, title, "", "").any & bit("safety") ? 1 : 0;
		free(title);
	}
	assert_int_equal(found, 5000);
	assert_false(tag_with(rules, "犇犇犇鱻鱻", "", "").any & bit("safety"));
	yd_theme_rules_free(rules);
	yd_buf_free(&file);
	yd_buf_free(&warnings);
}

static void broken_lines_are_named_and_left_out(void **state)
{
	(void)state;
	yd_buf warnings = {0};
	yd_buf expected = {0};
	yd_theme_rules *rules = load_user("strong 早了\n"
					  "theme 天文\n"
					  "strong 星星\n"
					  "theme safety\n"
					  "strong\n"
					  "storng 红灯\n"
					  "strong 灯 绿灯\n"
					  "drop 不在\n"
					  "strong \xFF灯\n"
					  "strong 黄灯\n"
					  "weak 黄灯\n"
					  "theme party 党建\n"
					  "theme x\nreplace",
		&warnings);
	static const char *const says[] = {
		"1: these terms belong to no theme",
		"2: 天文: no such theme, its lines are left out (see: yaodian theme list)",
		"3: these terms belong to no theme",
		"5: no term on this line",
		"6: storng: not a rule; a line begins with theme, strong, weak, title, not, drop, "
		"replace "
		"or #",
		"7: 灯: a term has 2 to 32 characters",
		"8: 不在: not a term of safety, nothing to drop",
		"9: not UTF-8; the line is left out",
		"11: 黄灯: stands in line 10 already; this one counts",
		"12: one theme on a line; the rest is left out",
		"13: x: no such theme, its lines are left out (see: yaodian theme list)",
		"14: replace: stands before any theme line",
	};
	for (size_t i = 0; i < sizeof says / sizeof *says; i++)
		yd_buf_printf(&expected, "%s:%s\n", user_path, says[i]);
	assert_string_equal(warnings.ptr, expected.ptr);
	assert_true(tag_with(rules, "看绿灯", "", "").any & bit("safety"));
	assert_false(tag_with(rules, "看黄灯", "", "").any & bit("safety"));
	assert_true(tag_with(rules, "抓党建", "", "").any & bit("party"));
	yd_theme_rules_free(rules);
	yd_buf_free(&warnings);
	yd_buf_free(&expected);
}

static void a_file_that_is_not_there_is_no_error_one_that_cannot_be_read_is(void **state)
{
	(void)state;
	yd_theme_rules *rules = NULL;
	yd_error err = {0};
	assert_int_equal(yd_theme_rules_load("/nowhere/themes", &rules, NULL, &err), YD_OK);
	assert_string_equal(yd_theme_rules_fingerprint(rules), yd_theme_rules_fingerprint(builtin));
	yd_theme_rules_free(rules);
	assert_int_equal(yd_theme_rules_load("/tmp", &rules, NULL, &err), YD_SYSTEM);
	assert_null(rules);
	assert_non_null(strstr(err.text, "/tmp"));
	FILE *file = fopen(user_path, "w");
	assert_non_null(file);
	assert_int_equal(ftruncate(fileno(file), 5 << 20), 0);
	fclose(file);
	assert_int_equal(yd_theme_rules_load(user_path, &rules, NULL, &err), YD_INVALID);
	assert_null(rules);
}

static void the_fingerprint_follows_the_rules_not_the_file(void **state)
{
	(void)state;
	const char *base = yd_theme_rules_fingerprint(builtin);
	assert_int_equal(strlen(base), 16);
	yd_theme_rules *same = load_user_quietly("# nothing\n\ntheme safety\nstrong 校车\n");
	assert_string_equal(yd_theme_rules_fingerprint(same), base);
	yd_theme_rules_free(same);
	static const char *const files[] = {"theme safety\nstrong 红灯\n",
		"theme safety\nweak 红灯\n", "theme safety\nnot 红灯\n",
		"theme party\nstrong 红灯\n", "theme safety\ndrop 校车\n",
		"theme safety\nreplace\n"};
	char seen[8][17];
	size_t count = sizeof files / sizeof *files;
	for (size_t i = 0; i < count; i++) {
		yd_theme_rules *rules = load_user_quietly(files[i]);
		memcpy(seen[i], yd_theme_rules_fingerprint(rules), 17);
		assert_string_not_equal(seen[i], base);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(seen[i], seen[k]);
		yd_theme_rules_free(rules);
	}
}

#define WITH_USER_FILE(test) cmocka_unit_test_setup_teardown(test, make_user_path, remove_user_path)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(themes_are_found_by_key_and_by_name_in_either_script),
		cmocka_unit_test(a_title_that_names_a_theme_is_about_it),
		cmocka_unit_test(one_passing_word_never_tags),
		cmocka_unit_test(the_section_is_evidence_only),
		cmocka_unit_test(an_item_of_a_list_counts_least),
		cmocka_unit_test(weak_words_alone_say_nothing),
		cmocka_unit_test(exclusions_hide_words_inside_others),
		cmocka_unit_test(an_exclusion_voids_only_what_it_overlaps),
		WITH_USER_FILE(the_longest_term_wins),
		WITH_USER_FILE(overlapping_terms_count_as_one),
		cmocka_unit_test(traditional_and_full_width_text_matches),
		cmocka_unit_test(what_has_no_text_has_no_tags),
		cmocka_unit_test(a_clause_of_a_megabyte_is_read),
		cmocka_unit_test(the_measure_grows_with_the_length),
		cmocka_unit_test(one_set_of_rules_serves_several_threads),
		WITH_USER_FILE(a_user_adds_terms_and_exclusions),
		WITH_USER_FILE(a_user_takes_terms_away_and_changes_them),
		WITH_USER_FILE(a_user_replaces_a_theme),
		WITH_USER_FILE(thousands_of_terms_of_a_user_are_found),
		WITH_USER_FILE(broken_lines_are_named_and_left_out),
		WITH_USER_FILE(a_file_that_is_not_there_is_no_error_one_that_cannot_be_read_is),
		WITH_USER_FILE(the_fingerprint_follows_the_rules_not_the_file),
	};
	return cmocka_run_group_tests(tests, load_builtin, free_builtin);
}
