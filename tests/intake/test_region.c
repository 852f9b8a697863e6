/* Where a document belongs: names on the command line, places in evidence, order, codes. Invented
 * sentences. */
#include "plain.h"
#include "region_scan.h"

#include <yaodian/place.h>
#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- finding ---- */

typedef struct sample {
	const char *what, *title, *issuer, *signature, *doc_no, *source, *preamble, *body;
	int year;
	const char *path; /* NULL: it must stay unknown */
} sample;

static const sample samples[] = {
#include "region_samples.h"
};

static bool finds(const sample *s)
{
	yd_region_evidence evidence = {
		.title = yd_str_of(s->title),
		.issuer = yd_str_of(s->issuer),
		.signature = yd_str_of(s->signature),
		.doc_no = yd_str_of(s->doc_no),
		.source = yd_str_of(s->source),
		.preamble = yd_str_of(s->preamble),
		.body = yd_str_of(s->body),
		.year = s->year,
	};
	yd_region region;
	yd_region_find(&evidence, &region, NULL);
	bool same = s->path ? region.path && strcmp(region.path, s->path) == 0 : !region.path;
	if (!same)
		print_error("%s: found %s, not %s\n", s->what,
			region.path ? region.path : "nothing", s->path ? s->path : "nothing");
	if (region.path && !strchr(region.path, '/'))
		assert_int_equal(strlen(region.code), 6);
	yd_region_free(&region);
	return same;
}

static void documents_are_placed_or_left_unknown(void **state)
{
	(void)state;
	size_t count = sizeof samples / sizeof *samples, wrong = 0;
	for (size_t i = 0; i < count; i++)
		wrong += !finds(&samples[i]);
	print_message("regions: %zu of %zu cases right\n", count - wrong, count);
	assert_int_equal(wrong, 0);
}

static void codes_are_those_of_the_time(void **state)
{
	(void)state;
	static const struct {
		const char *issuer;
		int year;
		const char *path, *code;
	} cases[] = {
		{"九台市教育局", 2012, "吉林省/长春市/九台市", "220181"},
		{"密云县教育委员会", 2012, "北京市/密云县", "110228"},
		{"密云区教育委员会", 2018, "北京市/密云区", "110118"},
		{"南通市崇川区教育体育局", 2015, "江苏省/南通市/崇川区", "320602"},
		{"南通市崇川区教育体育局", 2022, "江苏省/南通市/崇川区", "320613"},
		{"儋州市教育局", 2010, "海南省/儋州市", "469003"},
		{"儋州市教育局", 2021, "海南省/儋州市", "460400"},
		{"苏州工业园区教育局", 2021, "江苏省/苏州市/苏州工业园区", ""},
		{"教育部", 2021, "全国", "000000"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_region_evidence evidence = {
			.issuer = yd_str_of(cases[i].issuer), .year = cases[i].year};
		yd_region region;
		yd_region_find(&evidence, &region, NULL);
		assert_non_null(region.path);
		assert_string_equal(region.path, cases[i].path);
		assert_string_equal(region.code, cases[i].code);
		yd_region_free(&region);
	}
}

/* Phrases of running text in which the letters of a place's full name stand by chance. */
static void ordinary_words_name_no_place(void **state)
{
	(void)state;
	static const char *const phrases[] = {"推动优质资源县域内共享", "校企合作市场",
		"平安区域建设", "振兴区域教育", "义务教育强县示范县", "公安县级协同",
		"改革创新县(市)、区", "提高管理县级", "新建区属幼儿园", "巩固老城区学校",
		"新城区学校", "适应城市发展", "沿海城市", "新兴城市", "项城市管理", "各项城市建设",
		"打通绿色通道县级平台", "共和县", "和平区域", "会同县财政局", "教育公平和县域均衡",
		"每天等县级检查", "人民和县政府", "结对互助县区", "省、市和县教育", "各县区",
		"全县", "市城区", "主城区", "城区学校", "郊区学校", "南部县区", "中部、南部县",
		"平原区与山区", "中原区域", "江南区域", "河西区域", "滨海区域", "边远山区",
		"东区和西区", "大城市", "上海城市", "吉林市场", "健康县城", "经费县级统筹",
		"现代县城", "提高县域", "比如县级", "资源县、合作市", "解放区", "红旗区队",
		"友好区域", "文明县城", "学校章程县级", "完成县(市)任务", "历任县委书记",
		"反应县情", "兴县富民", "强县富民县", "惠民县级工程", "富裕县"};
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		struct mentions found = {0};
		yd_buf text = {0};
		yd_buf_printf(&text, "要%s。\n", phrases[i]);
		yd_buf plain = {0};
		plain_text(yd_buf_str(&text), &plain);
		scan_places(yd_buf_str(&plain), 0, &found);
		for (size_t j = 0; j < found.count; j++)
			if (found.items[j].kind == MENTION_OWN)
				fail_msg("%s: %.*s", phrases[i],
					(int)(found.items[j].end - found.items[j].start),
					plain.ptr + found.items[j].start);
		free(found.items);
		yd_buf_free(&text);
		yd_buf_free(&plain);
	}
}

/* Whatever bytes it is given: no crash, and a result that is a known place or none. */
static void any_bytes_are_survived(void **state)
{
	(void)state;
	static const char *const bits[] = {"长春", "市", "朝阳", "区", "、", "教育局", "\n", " ",
		"《", "\xE5", "\xFF", "北京", "对口支援", "2019年", "县", "和", "教育", "\xF0\x9F",
		"洮北", "自治", "省", "吉林", "全"};
	unsigned seed = 7;
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0};
		for (int i = 0; i < 24; i++) {
			seed = seed * 1103515245u + 12345u;
			yd_buf_puts(&text, bits[(seed >> 16) % (sizeof bits / sizeof *bits)]);
		}
		yd_str all = yd_buf_str(&text);
		yd_region_evidence evidence = {all, round & 1 ? all : (yd_str){0}, all, all, all,
			all, all, round % 30 + 1998};
		yd_region region, parsed;
		yd_error err;
		yd_region_find(&evidence, &region, NULL);
		char code[7];
		if (region.path && strcmp(region.path, YD_NATIONAL) != 0)
			assert_true(yd_region_code(region.path, code) || !region.code[0]);
		yd_region_free(&region);
		if (yd_region_parse(all, 0, &parsed, &err) == YD_OK)
			assert_non_null(parsed.path);
		yd_region_free(&parsed);
		yd_buf_free(&text);
	}
}

/* ---- as typed ---- */

static void typed_regions_are_completed(void **state)
{
	(void)state;
	static const struct {
		const char *typed;
		int year;
		const char *path, *code; /* path NULL: ambiguous */
	} cases[] = {
		{"洮北区", 0, "吉林省/白城市/洮北区", "220802"},
		{"洮北", 0, "吉林省/白城市/洮北区", "220802"},
		{"白城市洮北区", 0, "吉林省/白城市/洮北区", "220802"},
		{"吉林/长春", 0, "吉林省/长春市", "220100"},
		{"吉林省 长春市", 0, "吉林省/长春市", "220100"},
		{"吉林省长春市朝阳区", 0, "吉林省/长春市/朝阳区", "220104"},
		{"長春", 0, "吉林省/长春市", "220100"},
		{"太倉市", 0, "江苏省/苏州市/太仓市", "320585"},
		{"北京朝阳", 0, "北京市/朝阳区", "110105"},
		{"北京　朝阳区", 0, "北京市/朝阳区", "110105"},
		{"北京市/市辖区/朝阳区", 0, "北京市/朝阳区", "110105"},
		{"湖北省/省直辖县级行政区划/仙桃市", 0, "湖北省/仙桃市", "429004"},
		{"广东省/东莞市/东莞市", 0, "广东省/东莞市", "441900"},
		{"朝阳区", 0, NULL, NULL},
		{"鼓楼区", 0, NULL, NULL},
		{"吉林", 0, "吉林省", "220000"},
		{"吉林/吉林", 0, "吉林省/吉林市", "220200"},
		{"吉林市", 0, "吉林省/吉林市", "220200"},
		{"海南", 0, "海南省", "460000"},
		{"海南州", 0, "青海省/海南藏族自治州", "632500"},
		{"海南区", 0, "内蒙古自治区/乌海市/海南区", "150303"},
		{"内蒙古", 0, "内蒙古自治区", "150000"},
		{"新疆/石河子", 0, "新疆维吾尔自治区/石河子市", "659001"},
		{"恩施州", 0, "湖北省/恩施土家族苗族自治州", "422800"},
		{"朝阳", 0, "辽宁省/朝阳市", "211300"},
		{"九台市", 0, "吉林省/长春市/九台市", "220181"},
		{"九台", 0, "吉林省/长春市/九台区", "220113"},
		{"九台", 2012, "吉林省/长春市/九台市", "220181"},
		{"公主岭市", 0, "吉林省/长春市/公主岭市", "220184"},
		{"公主岭市", 2015, "吉林省/四平市/公主岭市", "220381"},
		{"四平市公主岭市", 0, "吉林省/四平市/公主岭市", "220381"},
		{"密云县", 2012, "北京市/密云县", "110228"},
		{"巢湖市", 2009, "安徽省/巢湖市", "341400"},
		{"巢湖市", 0, "安徽省/合肥市/巢湖市", "340181"},
		{"大安区", 0, "四川省/自贡市/大安区", "510304"},
		{"台北市大安区", 0, "台湾省/台北市/大安区", ""},
		{"香港", 0, "香港特别行政区", "810000"},
		{"和县", 0, "安徽省/马鞍山市/和县", "340523"},
		{"资源县", 0, "广西壮族自治区/桂林市/资源县", "450329"},
		/* Second names and zones in short. */
		{"西海岸", 0, "山东省/青岛市/黄岛区", "370211"},
		{"青岛西海岸", 0, "山东省/青岛市/黄岛区", "370211"},
		{"青岛市西海岸", 0, "山东省/青岛市/黄岛区", "370211"},
		{"山东青岛西海岸新区", 0, "山东省/青岛市/黄岛区", "370211"},
		{"山东 青島 西海岸", 0, "山东省/青岛市/黄岛区", "370211"},
		{"金普", 0, "辽宁省/大连市/金州区", "210213"},
		{"雄安", 0, "河北省/保定市/雄安新区", ""},
		{"西咸", 0, "陕西省/西安市/西咸新区", ""},
		{"两江", 0, "重庆市/两江新区", ""},
		{"净月", 0, "吉林省/长春市/长春净月高新技术产业开发区", ""},
		{"天府新区", 0, "四川省/成都市/四川天府新区", ""},
		{"天府", 0, NULL, NULL},
		{"浐灞", 0, NULL, NULL},
		{"曲江", 0, "广东省/韶关市/曲江区", "440205"}, /* a division before a zone */
		{"长春", 0, "吉林省/长春市", "220100"},
		{"长春高新区", 0, "吉林省/长春市/长春高新技术产业开发区", ""},
		{"长春市高新区", 0, "吉林省/长春市/长春高新技术产业开发区", ""},
		{"吉林省长春市高新区", 0, "吉林省/长春市/长春高新技术产业开发区", ""},
		{"长春 高新区", 0, "吉林省/长春市/长春高新技术产业开发区", ""},
		{"长春/经开", 0, "吉林省/长春市/长春经济技术开发区", ""},
		{"长春高新", 0, "吉林省/长春市/长春高新技术产业开发区", ""},
		{"高新区", 0, NULL, NULL},
		{"经开区", 0, NULL, NULL},
		{"稀土高新区", 0, "内蒙古自治区/包头市/包头稀土高新技术产业开发区", ""},
		/* Zones that no table has: one path for all ways to write them. */
		{"自贡高新区", 0, "四川省/自贡市/自贡高新区", ""},
		{"自贡市高新区", 0, "四川省/自贡市/自贡高新区", ""},
		{"四川 自贡 高新区", 0, "四川省/自贡市/自贡高新区", ""},
		{"自贡卧龙湖新区", 0, "四川省/自贡市/卧龙湖新区", ""},
		{"自贡市/卧龙湖新区", 0, "四川省/自贡市/卧龙湖新区", ""},
		{"鼓楼高新区", 0, NULL, NULL},
		{"火星新区", 0, "火星新区", ""},
		{"示例省 高新区", 0, "示例省/高新区", ""},
		{"220802", 0, "吉林省/白城市/洮北区", "220802"},
		{"２２０８０２", 0, "吉林省/白城市/洮北区", "220802"},
		{"220381", 0, "吉林省/四平市/公主岭市", "220381"},
		{"320602", 2015, "江苏省/南通市/崇川区", "320602"},
		{"990101", 0, "990101", ""},
		{"000000", 0, "全国", "000000"},
		{"全国", 0, "全国", "000000"},
		{"全國", 0, "全国", "000000"},
		{"示例省 云水市", 0, "示例省/云水市", ""},
		{"示例省/云水市/朝阳区", 0, "示例省/云水市/朝阳区", ""},
		{" 示例省 / 云水市 ", 0, "示例省/云水市", ""},
		{"长春市 长春新区", 0, "吉林省/长春市/长春新区", ""},
		{"朝阳区 某某街道", 0, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_region region;
		yd_error err = {0};
		yd_status status =
			yd_region_parse(yd_str_of(cases[i].typed), cases[i].year, &region, &err);
		if (status != (cases[i].path ? YD_OK : YD_AMBIGUOUS) ||
			(cases[i].path && strcmp(region.path, cases[i].path) != 0))
			fail_msg("%s: %s", cases[i].typed, region.path ? region.path : err.text);
		if (cases[i].path)
			assert_string_equal(region.code, cases[i].code);
		yd_region_free(&region);
	}
}

static void bad_regions_are_told(void **state)
{
	(void)state;
	yd_region region;
	yd_error err = {0};
	assert_int_equal(yd_region_parse(YD_STR(""), 0, &region, &err), YD_INVALID);
	assert_int_equal(yd_region_parse(YD_STR(" / "), 0, &region, &err), YD_INVALID);
	assert_null(region.path);
	assert_int_equal(yd_region_parse(YD_STR("朝阳区"), 0, &region, &err), YD_AMBIGUOUS);
	assert_non_null(strstr(err.text, "北京市/朝阳区"));
	assert_non_null(strstr(err.text, "吉林省/长春市/朝阳区"));
	assert_null(strstr(err.text, "辽宁"));
	assert_int_equal(yd_region_parse(YD_STR("天府"), 0, &region, &err), YD_AMBIGUOUS);
	assert_non_null(strstr(err.text, "四川省/成都市/四川天府新区, 四川省/眉山市/眉山天府新区"));
	assert_int_equal(yd_region_parse(YD_STR("朝阳区"), 0, &region, NULL), YD_AMBIGUOUS);
}

/* ---- order ---- */

static int compare_keys(const char *a, const char *b)
{
	yd_buf x = {0}, y = {0};
	yd_region_sort_key(a, &x);
	yd_region_sort_key(b, &y);
	assert_int_equal(strlen(x.ptr), x.len);
	int order = strcmp(x.ptr, y.ptr);
	yd_buf_free(&x);
	yd_buf_free(&y);
	return order;
}

static void regions_sort_as_the_tree_shows_them(void **state)
{
	(void)state;
	static const char *const order[] = {
		"全国",
		"北京市",
		"北京市/朝阳区",
		"北京市/密云县",
		"吉林省",
		"吉林省/长春市",
		"吉林省/长春市/南关区",
		"吉林省/长春市/朝阳区",
		"吉林省/长春市/长春新区",
		"吉林省/吉林市",
		"吉林省/四平市",
		"吉林省/四平市/公主岭市",
		"吉林省/白城市",
		"吉林省/白城市/洮北区",
		"江苏省/苏州市",
		"江苏省/苏州市/太仓市",
		"江苏省/苏州市/苏州工业园区",
		"湖北省",
		"湖北省/仙桃市",
		"新疆维吾尔自治区",
		"台湾省",
		"台湾省/台北市",
		"香港特别行政区",
		"示例省",
		"示例省/云水市",
		"示例省-东",
		NULL,
	};
	for (size_t i = 0; i + 1 < sizeof order / sizeof *order; i++)
		if (compare_keys(order[i], order[i + 1]) >= 0)
			fail_msg("%s does not stand before %s", order[i],
				order[i + 1] ? order[i + 1] : "unknown");
}

static void codes_belong_to_whole_paths(void **state)
{
	(void)state;
	char code[7];
	assert_true(yd_region_code("吉林省/白城市/洮北区", code));
	assert_string_equal(code, "220802");
	assert_true(yd_region_code("全国", code));
	assert_string_equal(code, "000000");
	assert_true(yd_region_code("吉林省/四平市/公主岭市", code));
	assert_string_equal(code, "220381");
	assert_false(yd_region_code("洮北区", code));
	assert_false(yd_region_code("吉林省/长春市/洮北区", code));
	assert_false(yd_region_code("江苏省/苏州市/苏州工业园区", code));
	assert_string_equal(code, "");
	assert_false(yd_region_code("示例省", code));
	assert_false(yd_region_code("", code));
}

static void renamed_places_are_told_from_those_that_went_up_in_others(void **state)
{
	(void)state;
	static const struct {
		const char *path, *today, *renamed; /* NULL: no other */
	} cases[] = {
		{"吉林省/四平市/公主岭市", "吉林省/长春市/公主岭市", "吉林省/长春市/公主岭市"},
		{"吉林省/长春市/九台市", "吉林省/长春市/九台区", "吉林省/长春市/九台区"},
		{"安徽省/巢湖市", "安徽省/合肥市/巢湖市", "安徽省/合肥市/巢湖市"},
		{"北京市/崇文区", "北京市/东城区", NULL},
		{"上海市/南汇区", "上海市/浦东新区", NULL},
		{"吉林省/长春市", NULL, NULL},
		{"示例省/云水市", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		yd_buf today = {0}, renamed = {0};
		assert_int_equal(yd_region_today(cases[i].path, &today), cases[i].today != NULL);
		assert_int_equal(
			yd_region_renamed(cases[i].path, &renamed), cases[i].renamed != NULL);
		assert_string_equal(
			today.ptr ? today.ptr : "", cases[i].today ? cases[i].today : "");
		assert_string_equal(
			renamed.ptr ? renamed.ptr : "", cases[i].renamed ? cases[i].renamed : "");
		yd_buf_free(&today);
		yd_buf_free(&renamed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documents_are_placed_or_left_unknown),
		cmocka_unit_test(codes_are_those_of_the_time),
		cmocka_unit_test(ordinary_words_name_no_place),
		cmocka_unit_test(any_bytes_are_survived),
		cmocka_unit_test(typed_regions_are_completed),
		cmocka_unit_test(bad_regions_are_told),
		cmocka_unit_test(regions_sort_as_the_tree_shows_them),
		cmocka_unit_test(codes_belong_to_whole_paths),
		cmocka_unit_test(renamed_places_are_told_from_those_that_went_up_in_others),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
