/* Kinds and periods by titles, what looks back, and who is to do what a clause says. */
#include <yaodian/kind.h>

#include <yaodian/intake.h>
#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void kinds_are_told_by_titles(void **state)
{
	(void)state;
	static const struct {
		const char *title;
		yd_kind kind;
	} cases[] = {
		{"云水市教育局2031年工作要点", YD_KIND_POINTS},
		{"云水市2031年教育重点工作", YD_KIND_POINTS},
		{"云水市教育局2031年工作計劃", YD_KIND_PLAN},
		{"雲水市110學年度工作計畫", YD_KIND_PLAN},
		{"云水市教育局2031年工作思路（征求意见稿）", YD_KIND_PLAN},
		{"2020年工作总结和2021年工作思路", YD_KIND_PLAN},
		{"2020年工作总结", YD_KIND_SUMMARY},
		{"云水市教育局2030年工作总结（2031年1月）", YD_KIND_SUMMARY},
		{"关于2030年教育工作情况的报告", YD_KIND_REPORT},
		{"云水市“十四五”教育事业发展规划", YD_KIND_PROGRAMME},
		{"云水市教育发展规划纲要（2031—2040年）", YD_KIND_PROGRAMME},
		{"云水市校园安全整治方案", YD_KIND_SCHEME},
		{"云水市学前教育条例", YD_KIND_REGULATION},
		{"云水市校外培训管理办法（试行）", YD_KIND_REGULATION},
		{"关于做好2031年招生工作的通知", YD_KIND_NOTICE},
		{"关于印发《2031年工作要点》的通知", YD_KIND_POINTS},
		{"在全市教育工作会议上的讲话", YD_KIND_OTHER},
		{"在工作报告会上的讲话", YD_KIND_OTHER},
		{"关于加强作业管理的意见", YD_KIND_OTHER},
		{"云水市教育局", YD_KIND_OTHER},
		{NULL, YD_KIND_OTHER},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (yd_kind_of_title(cases[i].title, true) != cases[i].kind)
			fail_msg("%s: %s", cases[i].title,
				yd_kind_name(yd_kind_of_title(cases[i].title, true)));
	assert_int_equal(
		yd_kind_of_title("关于印发《2031年工作要点》的通知", false), YD_KIND_NOTICE);
}

static void kinds_have_names(void **state)
{
	(void)state;
	for (int kind = 1; kind < YD_KIND_COUNT; kind++)
		assert_int_equal(yd_kind_find(yd_str_of(yd_kind_name(kind))), kind);
	assert_int_equal(yd_kind_find(YD_STR("規劃")), YD_KIND_PROGRAMME);
	assert_int_equal(yd_kind_find(YD_STR("")), YD_KIND_UNKNOWN);
	assert_null(yd_kind_name(YD_KIND_UNKNOWN));
	assert_null(yd_kind_name(YD_KIND_COUNT));
	assert_null(yd_kind_name(-1));
}

static void periods_are_kept_as_printed(void **state)
{
	(void)state;
	static const struct {
		const char *title, *text;
		int year;
	} cases[] = {
		{"2023—2024学年第二学期工作计划", "2023—2024学年第二学期", 2024},
		{"2023—2024学年第一学期工作计划", "2023—2024学年第一学期", 2023},
		{"2023-2024学年度工作计划", "2023-2024学年度", 2023},
		{"云水市2023学年工作要点", "2023学年", 2023},
		{"雲水國中110學年度第二學期工作計畫", "110學年度第二學期", 2022},
		{"雲水國小112學年度上學期教學計畫", "112學年度上學期", 2023},
		{"雲水國小112學年度第2學期教學計畫", "112學年度第2學期", 2024},
		{"雲水國小一一二學年度下學期教學計畫", "一一二學年度下學期", 2024},
		{"2023～2024学年度 下学期教学计划", "2023～2024学年度 下学期", 2024},
		{"2024年春季学期工作安排", "2024年春季学期", 2024},
		{"2024年秋季学期工作安排", "2024年秋季学期", 2024},
		{"2024年工作要点", "", 0},
		{"2021—2025年规划", "", 0},
		{"", "", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_period period = yd_period_find(yd_str_of(cases[i].title));
		if (!yd_str_equal(period.text, yd_str_of(cases[i].text)) ||
			period.year != cases[i].year)
			fail_msg("%s: '%.*s', %d", cases[i].title, (int)period.text.len,
				period.text.ptr ? period.text.ptr : "", period.year);
	}
}

static yd_metadata read_metadata(const char *source, yd_outline *outline)
{
	yd_metadata meta;
	yd_outline_read(yd_str_of(source), outline);
	assert_int_equal(yd_metadata_read(yd_str_of(source), outline, NULL, &meta, NULL), YD_OK);
	return meta;
}

static void documents_get_kind_period_and_year(void **state)
{
	(void)state;
	static const struct {
		const char *source;
		yd_kind kind;
		const char *period;
		int year;
	} cases[] = {
		{"云水市教育局2023—2024学年第二学期工作计划\n一、甲。乙。\n二、丙。丁。\n",
			YD_KIND_PLAN, "2023—2024学年第二学期", 2024},
		{"云水市教育局2020年工作总结和2021年工作思路\n一、甲。乙。\n二、丙。丁。\n",
			YD_KIND_PLAN, NULL, 2021},
		{"云水市学前教育条例\n（2027年9月28日云水市人民代表大会常务委员会通过）\n"
		 "第一条　为了甲，制定本条例。\n第二条　本条例自2028年1月1日起施行。\n",
			YD_KIND_REGULATION, NULL, 2027},
		/* Of a plan for five years the first, whenever it came out. */
		{"云水市教育事业发展“十四五”规划\n一、甲。乙。\n二、丙。丁。\n云水市教育局\n"
		 "2022年3月1日\n",
			YD_KIND_PROGRAMME, NULL, 2021},
		{"云水市教育发展“十五五”规划\n一、甲。乙。\n二、丙。丁。\n", YD_KIND_PROGRAMME,
			NULL, 2026},
		{"云水市教育发展规划（2018—2020年）\n一、甲。乙。\n二、丙。丁。\n2018年12月1日\n",
			YD_KIND_PROGRAMME, NULL, 2018},
		{"云水市“十四五”规划2023年实施情况报告\n一、甲。乙。\n二、丙。丁。\n",
			YD_KIND_REPORT, NULL, 2023},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_outline outline;
		yd_metadata meta = read_metadata(cases[i].source, &outline);
		assert_int_equal(meta.kind, cases[i].kind);
		assert_int_equal(meta.year, cases[i].year);
		if (cases[i].period)
			assert_string_equal(meta.period, cases[i].period);
		else
			assert_null(meta.period);
		yd_metadata_free(&meta);
		yd_outline_free(&outline);
	}
}

static void broken_lines_do_not_hide_metadata(void **state)
{
	(void)state;
	yd_outline outline;
	yd_metadata meta = read_metadata("云 水 市 教 育 局 文 件\n云 教 发 〔 2031 〕 6 号\n"
					 "云 水 市 教 育 局 2031 年 工 作 要 点\n"
					 "一 、 抓 学 习 。 每 月 一 次 。\n"
					 "二 、 抓 安 全 。 每 周 一 查 。\n",
		&outline);
	assert_string_equal(meta.title, "云水市教育局2031年工作要点");
	assert_string_equal(meta.doc_no, "云教发〔2031〕6号");
	assert_int_equal(meta.year, 2031);
	yd_metadata_free(&meta);
	yd_outline_free(&outline);
}

static void sections_that_look_back_are_told(void **state)
{
	(void)state;
	static const char source[] =
		"云水市教育局2031年工作计划\n"
		"一、2030年工作回顾\n（一）甲。乙。\n（二）丙。丁。\n"
		"二、存在的问题\n（一）甲。乙。\n（二）丙。丁。\n"
		"三、2031年主要任务\n（一）解决存在问题。乙。\n（二）提升育人成效。丁。\n"
		"（三）做好经验总结推广。丁。\n";
	static const bool back[] = {true, true, true, true, true, true, false, false, false, false};
	yd_outline outline;
	yd_str text = yd_str_of(source);
	yd_outline_read(text, &outline);
	assert_int_equal(outline.node_count, sizeof back / sizeof *back);
	for (size_t i = 0; i < outline.node_count; i++)
		if (yd_outline_looks_back(&outline, text, YD_KIND_PLAN, i) != back[i])
			fail_msg("node %zu", i);
	/* In a summary all but what is to come. */
	assert_true(yd_outline_looks_back(&outline, text, YD_KIND_SUMMARY, 7));
	yd_outline_free(&outline);
}

static void headings_of_finished_work_look_back(void **state)
{
	(void)state;
	static const struct {
		const char *heading;
		bool back;
	} cases[] = {{"肯定成绩，增强信心", true}, {"存在的主要困难", true}, {"发展基础", true},
		{"“十三五”发展成就", true}, {"基础教育", false}, {"化解存在的困难", false},
		{"推进发展基础建设", false}, {"问题与挑战", true}, {"不足之处", true},
		{"直面问题和挑战，加强研究", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_buf source = {0};
		yd_outline outline;
		yd_buf_printf(&source,
			"云水市工作计划\n一、%s\n（一）甲。乙。\n二、保障\n（一）丙。\n",
			cases[i].heading);
		yd_str text = yd_buf_str(&source);
		yd_outline_read(text, &outline);
		if (yd_outline_looks_back(&outline, text, YD_KIND_PLAN, 0) != cases[i].back)
			fail_msg("%s", cases[i].heading);
		yd_outline_free(&outline);
		yd_buf_free(&source);
	}
}

static void names_of_those_who_are_to_do_it(void **state)
{
	(void)state;
	static const struct {
		const char *text, *names;
	} cases[] = {
		{"建设样本校六所。（责任科室：基教科）", "基教科 "},
		{"（牵头科室：监察室；配合科室：人事科、党建科）", "监察室 人事科 党建科 "},
		{"[责任单位：教研室，各中心学校]", "教研室 各中心学校 "},
		{"【责任科室:基教科】", "基教科 "},
		{"提升质量。\n责任科室：学前科、督导室", "学前科 督导室 "},
		{"责任：甲科 牵头：乙科", "甲科牵头:乙科 "},
		{"落实安全责任，签订责任书。时间：三月", ""},
		{"（责任科室：）", ""},
		{"推行网上报名（基教科负责）。", "基教科 "},
		{"（办公室牵头，人事科、计财科配合）", "办公室 人事科 计财科 "},
		{"（由教研室负责；责任人：甲）", "教研室 甲 "},
		{"（早部署，抓落实）（密切配合）办公室负责。", ""},
		{"责任科室：", ""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_buf fold = {0}, names = {0};
		yd_duty duty = {0};
		yd_str name;
		yd_fold(yd_str_of(cases[i].text), &fold);
		yd_buf_puts(&names, "");
		while (yd_duty_next(yd_buf_str(&fold), &duty, &name)) {
			yd_buf_add_str(&names, name);
			yd_buf_putc(&names, ' ');
		}
		char *found = yd_buf_take(&names);
		if (strcmp(found, cases[i].names) != 0)
			fail_msg("%s: '%s'", cases[i].text, found);
		free(found);
		yd_buf_free(&fold);
	}
}

static void any_text_ends_the_search_for_names(void **state)
{
	(void)state;
	static const char *const bits[] = {
		"责任", "科室", ":", "、", ",", ")", "(", "基教科", "牵头", ";", "。", "甲"};
	uint32_t random = 7;
	for (int round = 0; round < 20000; round++) {
		yd_buf text = {0};
		for (int i = 0; i < 12; i++) {
			random = random * 1103515245u + 12345u;
			yd_buf_puts(&text, bits[(random >> 16) % (sizeof bits / sizeof *bits)]);
		}
		yd_duty duty = {0};
		yd_str name, all = yd_buf_str(&text);
		for (size_t count = 0; yd_duty_next(all, &duty, &name); count++) {
			assert_true(count <= all.len && name.len > 0);
			assert_true(
				name.ptr >= all.ptr && name.ptr + name.len <= all.ptr + all.len);
		}
		yd_buf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_titles),
		cmocka_unit_test(kinds_have_names),
		cmocka_unit_test(periods_are_kept_as_printed),
		cmocka_unit_test(documents_get_kind_period_and_year),
		cmocka_unit_test(broken_lines_do_not_hide_metadata),
		cmocka_unit_test(sections_that_look_back_are_told),
		cmocka_unit_test(headings_of_finished_work_look_back),
		cmocka_unit_test(names_of_those_who_are_to_do_it),
		cmocka_unit_test(any_text_ends_the_search_for_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
