/* Years and dates as they are written in titles and texts. */
#include <yaodian/base.h>

#include "when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void titles_tell_the_year(void **state)
{
	(void)state;
	static const struct {
		const char *title;
		int year;
	} cases[] = {
		{"某某市教育局2019年工作要点", 2019},
		{"2020年度教育工作要点", 2020},
		{"关于印发《2020年度教育工作要点》的通知", 2020},
		{"二〇二四年教育工作要点", 2024},
		{"二○一○年教育工作要点", 2010},
		{"二OO八年教育工作要点", 2008},
		{"二００五年教育工作要点", 2005},
		{"二零一九年教育工作要点", 2019},
		{"一九九八年教育工作要点", 1998},
		{"２０２４年教育工作要点", 2024},
		{"2024-2025学年工作计划", 2024},
		{"2024—2025学年度第一学期工作计划", 2024},
		{"2023—2024学年第二学期工作计划", 2023},
		{"2019-20学年工作计划", 2019},
		{"２０２３－２０２４學年工作計劃", 2023},
		{"2023学年工作要点", 2023},
		{"雲水市110學年度工作計畫", 2021},
		{"９９學年工作計畫", 2010},
		{"民國 111 年度工作計畫", 2022},
		{"雲水市112年度施政計畫", 2023},
		{"雲水市一一二學年度工作計畫", 2023},
		{"雲水市民国112年工作计划", 2023},
		{"中華民國一百一十二年教育工作計畫", 2023},
		{"雲水市112学年度工作计划", 2023},
		{"建校100年庆祝活动方案", 0},
		{"100年建校庆典方案", 0},
		{"校舍安全200年度方案", 0},
		{"2112年度工作计划", 0},
		{"110学年工作计划", 0},
		{"110年工作計畫", 0},
		{"第3學年工作計畫", 0},
		{"2110學年工作計畫", 0},
		{"2023学年第二学期工作要点", 2023},
		{"2023/2024学年工作要点", 2023},
		{"2020年工作总结和2021年工作思路", 2021},
		{"2020年工作总结及2021年工作计划", 2021},
		{"2021年工作计划暨2020年工作总结", 2021},
		{"2021年工作总结", 2021},
		{"教育事业发展规划(2021-2025年)", 0},
		{"某某市三年行动计划（2018—2020年）", 0},
		{"2018年至2020年行动计划", 0},
		{"落实“十四五”规划(2021-2025)2023年工作要点", 2023},
		{"面向2035年远景目标的2022年工作要点", 2022},
		{"2020教育工作要点", 2020},
		{"2020级新生军训方案", 0},
		{"在2018年全市教育工作会议上的讲话", 2018},
		{"2019年3月22日在全市教育会议上的讲话", 2019},
		{"关于2022 年教育工作的意见", 2022},
		{"工作要点", 0},
		{"三年提升行动方案", 0},
		{"第120195号通知", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int year = when_title_year(yd_str_of(cases[i].title));
		if (year != cases[i].year)
			fail_msg("%s: %d, not %d", cases[i].title, year, cases[i].year);
	}
}

static void dates_are_read_in_all_their_forms(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int year, month, day; /* year 0: no date */
	} cases[] = {
		{"2025年2月26日", 2025, 2, 26},
		{"2025 年 2 月 26 日", 2025, 2, 26},
		{"二〇二五年二月二十六日", 2025, 2, 26},
		{"二○一九年十二月三十一日", 2019, 12, 31},
		{"二OO八年十月十日", 2008, 10, 10},
		{"二零一二年一月二十日", 2012, 1, 20},
		{"２０２５年２月２６日", 2025, 2, 26},
		{"2019-04-15 14:33", 2019, 4, 15},
		{"2019-4-5", 2019, 4, 5},
		{"2019.4.15", 2019, 4, 15},
		{"2019/04/15", 2019, 4, 15},
		{"2024年2月29日", 2024, 2, 29},
		{"民國112年8月1日", 2023, 8, 1},
		{"中華民國 112 年 8 月 1 日", 2023, 8, 1},
		{"中华民国１１２年８月１日", 2023, 8, 1},
		{"民国一一二年八月一日", 2023, 8, 1},
		{"中華民國一百一十二年十二月三十一日", 2023, 12, 31},
		{"中華民國九十九年八月一日", 2010, 8, 1},
		{"民國113.2.29", 2024, 2, 29},
		{"112年8月1日", 2023, 8, 1},
		{"99年8月1日", 0, 0, 0},
		{"民國112年2月29日", 0, 0, 0},
		{"民國8年5月4日", 0, 0, 0},
		{"112-8-1", 0, 0, 0},
		{"一一二年八月一日", 0, 0, 0},
		{"2023年2月29日", 0, 0, 0},
		{"2025年2月30日", 0, 0, 0},
		{"2025-13-01", 0, 0, 0},
		{"2025-00-10", 0, 0, 0},
		{"2025年4月31日", 0, 0, 0},
		{"2025年2月", 0, 0, 0},
		{"2019-04-155", 0, 0, 0},
		{"12019-04-15", 0, 0, 0},
		{"2018-2022年", 0, 0, 0},
		{"〔2025〕1号", 0, 0, 0},
		{"", 0, 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		when_date date = {0};
		bool found = when_next_date(yd_str_of(cases[i].text), 0, &date);
		if (found != (cases[i].year != 0))
			fail_msg("%s: %s", cases[i].text, found ? "read as a date" : "not read");
		if (found && (date.year != cases[i].year || date.month != cases[i].month ||
				     date.day != cases[i].day))
			fail_msg("%s: %d-%d-%d", cases[i].text, date.year, date.month, date.day);
	}
}

static void years_and_dates_survive_any_bytes(void **state)
{
	(void)state;
	static const char *const bits[] = {"2", "0", "19", "年", "月", "日", "-", "—", "二", "〇",
		"十", "O", "学年", "至", " ", "２", "\xE5", "\xFF", ".", "/", "第二学期", "度",
		"2019", "二〇二"};
	unsigned seed = 3;
	for (int round = 0; round < 20000; round++) {
		yd_buf text = {0};
		for (int i = 0; i < 12; i++) {
			seed = seed * 1103515245u + 12345u;
			yd_buf_puts(&text, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
		}
		yd_str all = yd_buf_str(&text);
		when_date date;
		when_year year;
		for (size_t at = 0; when_next_date(all, at, &date); at = date.end) {
			assert_true(date.end <= all.len && date.start < date.end);
			assert_in_range(date.year, 1949, 2099);
			assert_in_range(date.day, 1, 31);
		}
		for (size_t at = 0; when_next_year(all, at, &year); at = year.end)
			assert_true(year.end <= all.len && year.start < year.end);
		when_title_year(all);
		when_lead_year(all, 2019);
		yd_buf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_tell_the_year),
		cmocka_unit_test(dates_are_read_in_all_their_forms),
		cmocka_unit_test(years_and_dates_survive_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
