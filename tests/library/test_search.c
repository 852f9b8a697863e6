#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int begin(void **state)
{
	fixture *f = *state = yd_alloc(sizeof(fixture));
	fixture_open(f);
	plan_put(f, "a.txt", "吉林省教育厅2024年工作要点",
		"# 党建引领\n抓好黨建工作。落实责任清单。\n守好校园\t安全 底线。排查消防设施。\n");
	plan_put(f, "b.txt", "长春市教育局2023年工作要点",
		"# 安全\n开展安全教育。党员带头，ＡＢＣ行动，三〇一计划。\n# 队伍\n培训教师。\n");
	plan_put(f, "c.txt", "吉林市教育局2022年工作要点", "# 安全\n校园巡查。\n加固围墙。\n");
	plan_put(f, "d.txt", "北京市朝阳区教委2024年工作要点", "# 安全\n晨检。\n晚查。\n");
	return 0;
}

/* Called for each hit; returns false to stop. */
typedef bool take_hit(const yd_hit *hit, void *context);

/* All hits by region and year. */
static yd_status search(fixture *f, yd_str text, const yd_list_query *list, take_hit *take,
	void *context, yd_error *err)
{
	yd_query query;
	yd_hits *hits = NULL;
	yd_found_unit at;
	bool go_on = true;
	yd_hits_options options = {.list = *list, .order = YD_HITS_BY_REGION};
	yd_status status = yd_library_query(f->library, text, &query, err);
	if (status == YD_OK)
		status = yd_hits_open(f->library, &query, &options, &hits, err);
	while (status == YD_OK && go_on && (status = yd_hits_next(hits, &at, err)) == YD_OK) {
		yd_hit hit;
		status = yd_hits_read(hits, &at, &hit, err);
		if (status == YD_OK)
			go_on = take(&hit, context);
	}
	yd_hits_close(hits);
	yd_query_free(&query);
	return status == YD_END ? YD_OK : status;
}

typedef struct collected {
	yd_buf marks; /* the matches as printed, each followed by '|' */
	size_t hits, stop_after;
} collected;

static bool collect(const yd_hit *hit, void *context)
{
	collected *all = context;
	assert_true(hit->start < hit->end && hit->end <= hit->text.len);
	yd_buf_add(&all->marks, hit->text.ptr + hit->start, hit->end - hit->start);
	yd_buf_putc(&all->marks, '|');
	return ++all->hits != all->stop_after;
}

static void check_search(
	fixture *f, const char *query, const yd_list_query *list, const char *expected)
{
	collected all = {0};
	yd_list_query everything = {0};
	yd_error err;
	if (search(f, yd_str_of(query), list ? list : &everything, collect, &all, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_string_equal(all.marks.ptr ? all.marks.ptr : "", expected);
	yd_buf_free(&all.marks);
}

static void both_scripts_and_all_widths_match(void **state)
{
	fixture *f = *state;
	check_search(f, "抓好党建工作", NULL, "抓好黨建工作|");
	check_search(f, "abc行动", NULL, "ＡＢＣ行动|");
	check_search(f, "三零一", NULL, "三〇一|");
	check_search(f, "無此", NULL, "");
}

static void white_space_in_the_text_does_not_count(void **state)
{
	check_search(*state, "校园安全底线", NULL, "校园\t安全 底线|");
}

static void all_terms_must_stand_in_one_unit(void **state)
{
	check_search(*state, "消防　校园", NULL, "校园|");
	check_search(*state, "消防 黨建", NULL, "");
}

static void headings_and_titles_are_found_too(void **state)
{
	check_search(*state, "党建引领", NULL, "党建引领|");
	check_search(*state, "朝阳区教委", NULL, "朝阳区教委|");
}

static void filters_hold(void **state)
{
	fixture *f = *state;
	yd_list_query year = {.year_from = 2022, .year_to = 2022};
	check_search(f, "校园", &year, "校园|");
	const char *const chaoyang = "北京市/朝阳区";
	yd_list_query region = {.regions = &chaoyang, .region_count = 1};
	check_search(f, "安全", &region, "安全|");
	yd_filter safety = {.themes = UINT32_C(1) << yd_theme_find(YD_STR("safety"))};
	yd_list_query themed = {.filter = &safety};
	check_search(f, "消防", &themed, "消防|");
	check_search(f, "责任清单", &themed, "");
	check_search(f, "吉林省教育厅", &themed, "");
}

static void a_search_stops_when_told(void **state)
{
	fixture *f = *state;
	yd_list_query everything = {0};
	collected all = {.stop_after = 2};
	assert_int_equal(search(f, YD_STR("安全"), &everything, collect, &all, NULL), YD_OK);
	assert_int_equal(all.hits, 2);
	yd_buf_free(&all.marks);
}

static void an_empty_query_is_refused(void **state)
{
	fixture *f = *state;
	yd_list_query everything = {0};
	collected all = {0};
	yd_error err;
	assert_int_equal(search(f, YD_STR(" \n　"), &everything, collect, &all, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "query"));
	assert_int_equal(all.hits, 0);
}

static void check_regions(fixture *f, const char *name, const char *expected)
{
	char **paths;
	size_t count;
	yd_buf all = {0};
	yd_error err;
	if (yd_library_regions_named(f->library, yd_str_of(name), &paths, &count, &err) != YD_OK)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < count; i++)
		yd_buf_printf(&all, "%s|", paths[i]);
	assert_string_equal(all.ptr ? all.ptr : "", expected);
	yd_region_paths_free(paths, count);
	yd_buf_free(&all);
}

static void regions_are_named_as_users_type(void **state)
{
	fixture *f = *state;
	check_regions(f, "吉林", "吉林省|");
	check_regions(f, "吉林省/吉林市", "吉林省/吉林市|");
	check_regions(f, "吉林 吉林", "吉林省/吉林市|");
	check_regions(f, "長春", "吉林省/长春市|");
	check_regions(f, "吉林省长春市", "吉林省/长春市|");
	check_regions(f, "朝阳", "北京市/朝阳区|");
	check_regions(f, "北京", "北京市|");
	check_regions(f, "上海", "");
	check_regions(f, "朝", "");
	check_regions(f, "未知", "|");
	char **paths;
	size_t count;
	assert_int_equal(yd_library_regions_named(f->library, YD_STR(" / "), &paths, &count, NULL),
		YD_INVALID);
}

static void places_of_one_level_are_all_given(void **state)
{
	fixture *f = *state;
	plan_put(f, "e.txt", "长春市朝阳区教育局2024年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "朝阳区", "北京市/朝阳区|吉林省/长春市/朝阳区|");
	check_regions(f, "长春 朝阳", "吉林省/长春市/朝阳区|");
}

static void invented_places_are_found(void **state)
{
	fixture *f = *state;
	yd_given given = {.region = "示例省 云水市"};
	yd_imported imported;
	assert_int_equal(yd_library_import(f->library, "x", NULL, YD_STR("一、甲事\n二、乙事\n"),
				 &given, &imported, NULL),
		YD_OK);
	yd_imported_free(&imported);
	check_regions(f, "云水", "示例省/云水市|");
	check_regions(f, "示例省", "示例省|");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, fixture_end)

static bool count_hit(const yd_hit *hit, void *context)
{
	assert_true(hit->end <= hit->text.len);
	++*(size_t *)context;
	return true;
}

static size_t count_hits(fixture *f, const char *query)
{
	size_t hits = 0;
	yd_list_query everything = {0};
	yd_error err;
	if (search(f, yd_str_of(query), &everything, count_hit, &hits, &err) != YD_OK)
		fail_msg("%s", err.text);
	return hits;
}

static void the_query_language_is_spoken(void **state)
{
	fixture *f = *state;
	check_search(f, "加固 OR 晨检", NULL, "晨检|加固|");
	check_search(f, "安全 -底线 教育", NULL, "安全教育|");
	check_search(f, "“校园 安全”", NULL, "校园\t安全|");
	check_search(f, "in:title 安全 (教育 OR nothing)", NULL, "安全教育|");
	check_search(f, "region:吉林 校园", NULL, "校园|校园|");
	check_search(f, "region:吉林省/吉林市 校园", NULL, "校园|");
	check_search(f, "region:朝阳 安全", NULL, "安全|");
	check_search(f, "year:2022..2023 安全", NULL, "安全|安全|安全|");
	check_search(f, "region:火星 安全", NULL, "");
	check_search(f, "theme:nosuch", NULL, "");
	assert_int_equal(count_hits(f, "year:2022"), 4);
	assert_int_equal(count_hits(f, "year:2022 -安全 -加固"), 2);
	assert_int_equal(count_hits(f, "is:bookmarked"), 0);
	const char *const jilin = "吉林省/吉林市";
	yd_list_query list = {.regions = &jilin, .region_count = 1};
	yd_walk *walk;
	yd_doc doc = {0};
	assert_int_equal(yd_corpus_walk(yd_library_corpus(f->library), &list, &walk, NULL), YD_OK);
	assert_int_equal(yd_walk_next(walk, &doc, NULL), YD_OK);
	yd_walk_close(walk);
	bookmark_at(f, doc.id, "加固围墙");
	yd_doc_free(&doc);
	check_search(f, "is:bookmarked 围墙", NULL, "围墙|");
	assert_int_equal(count_hits(f, "is:bookmarked"), 1);
	assert_int_equal(count_hits(f, "year:2022 -is:bookmarked"), 3);
}

/* 公主岭 was under 四平 until 2020, 庐江 under a 巢湖市 that is no more; 黄岛区 is 西海岸新区. */
static void regions_of_another_year_are_found(void **state)
{
	fixture *f = *state;
	plan_put(f, "e.txt", "公主岭市教育局2018年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "四平", "吉林省/四平市|");
	check_regions(f, "吉林省四平", "吉林省/四平市|");
	check_regions(f, "四平市 公主岭市", "吉林省/长春市/公主岭市|");
	check_regions(f, "四平市公主岭市", "吉林省/长春市/公主岭市|");
	check_regions(f, "公主岭", "吉林省/长春市/公主岭市|");
	check_regions(f, "220381", "吉林省/长春市/公主岭市|");
	assert_int_equal(count_hits(f, "region:四平"), 4);
	check_search(f, "region:四平 region:长春 夜查", NULL, "夜查|");
	assert_int_equal(count_hits(f, "region:四平 -region:长春"), 0);
	plan_put(f, "f.txt", "公主岭市教育局2023年工作要点", "# 安全\n夜查。\n晨读。\n");
	plan_put(f, "g.txt", "四平市教育局2023年工作要点", "# 安全\n夜查。\n晨读。\n");
	assert_int_equal(count_hits(f, "region:四平 夜查"), 2);
	assert_int_equal(count_hits(f, "region:长春 夜查"), 2);
	assert_int_equal(count_hits(f, "region:公主岭 夜查"), 2);
	assert_int_equal(count_hits(f, "region:四平/公主岭 夜查"), 2);
	assert_int_equal(count_hits(f, "region:四平 region:长春 夜查"), 1);
	assert_int_equal(count_hits(f, "region:吉林省 夜查"), 3);
	/* What lay below a place that is no more; its name is another's today. */
	plan_put(f, "h.txt", "巢湖市庐江县教育局2009年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "巢湖", "安徽省/巢湖市|");
	plan_put(f, "i.txt", "合肥市巢湖市教育局2023年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "巢湖", "安徽省/巢湖市|安徽省/合肥市/巢湖市|");
	assert_int_equal(count_hits(f, "region:巢湖 夜查"), 2);
	assert_int_equal(count_hits(f, "region:合肥 夜查"), 2);
	/* 崇文区 went up in 东城区, which was there before. */
	plan_put(f, "j.txt", "北京市东城区教育委员会2021年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "崇文区", "北京市/东城区|");
	plan_put(f, "k.txt", "北京市崇文区教育委员会2008年工作要点", "# 安全\n夜查。\n晨读。\n");
	check_regions(f, "崇文区", "北京市/崇文区|");
	assert_int_equal(count_hits(f, "region:崇文 夜查"), 1);
	assert_int_equal(count_hits(f, "region:东城 夜查"), 2);
}

static void kinds_and_duties_are_searched(void **state)
{
	fixture *f = *state;
	plan_put(f, "e.txt", "长春市教育局2020年工作总结",
		"# "
		"安全\n巡查校园。（责任科室：安全科、基教科）\n检修线路。（责任科室：后勤中心）\n");
	assert_int_equal(count_hits(f, "by:基教科"), 1);
	assert_int_equal(count_hits(f, "by:科"), 1);
	assert_int_equal(count_hits(f, "by:教科 巡查"), 1);
	assert_int_equal(count_hits(f, "by:安全科、基教科"), 0);
	assert_int_equal(count_hits(f, "kind:总结 by:后勤"), 1);
	assert_int_equal(count_hits(f, "kind:要点 by:后勤"), 0);
	assert_int_equal(count_hits(f, "by:安全科 OR by:后勤"), 2);
	assert_int_equal(count_hits(f, "by:科 -by:基教科"), 0);
	check_search(f, "kind:总结 线路", NULL, "线路|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_query_language_is_spoken, begin, fixture_end),
		TEST(both_scripts_and_all_widths_match),
		TEST(white_space_in_the_text_does_not_count),
		TEST(all_terms_must_stand_in_one_unit),
		TEST(headings_and_titles_are_found_too),
		TEST(filters_hold),
		TEST(a_search_stops_when_told),
		TEST(an_empty_query_is_refused),
		TEST(regions_are_named_as_users_type),
		TEST(places_of_one_level_are_all_given),
		TEST(regions_of_another_year_are_found),
		TEST(invented_places_are_found),
		TEST(kinds_and_duties_are_searched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
