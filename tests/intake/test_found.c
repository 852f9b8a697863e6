/* Where region, year, title … are said to be found, and how sure that is. Own sentences. */
#include <yaodian/intake.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static yd_findings found_in(const char *text, const yd_given *given)
{
	yd_str source = yd_str_of(text);
	yd_outline outline = {0};
	yd_metadata meta;
	yd_error err = {0};
	yd_outline_read(source, &outline);
	if (yd_metadata_read(source, &outline, given, &meta, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_findings found = meta.found;
	assert_true(found.known);
	yd_metadata_free(&meta);
	yd_outline_free(&outline);
	return found;
}

#define BODY "\n一、抓好教学\n落实常规。\n二、抓好安全\n常查常改。\n"

struct expected {
	const char *name, *text;
	yd_field field;
	yd_from from;
	yd_sure sure;
};

static void each_field_tells_where_it_was_found(void **state)
{
	(void)state;
	static const struct expected cases[] = {
		{"title", "长春市教育局2024年工作要点" BODY, YD_FIELD_TITLE, YD_FROM_TITLE,
			YD_SURE_YES},
		{"plain title", "新的一年怎么干" BODY, YD_FIELD_TITLE, YD_FROM_PLACE,
			YD_SURE_LIKELY},
		{"no title", "一、抓好教学\n落实。\n二、抓好安全\n常查。\n", YD_FIELD_TITLE,
			YD_FROM_NOWHERE, YD_SURE_NOT},
		{"front matter", "---\ntitle: 某计划\n---\n某计划" BODY, YD_FIELD_TITLE,
			YD_FROM_FRONT_MATTER, YD_SURE_YES},
		{"year of the title", "长春市教育局2024年工作要点" BODY, YD_FIELD_YEAR,
			YD_FROM_TITLE, YD_SURE_YES},
		{"year far from the date",
			"长春市教育局2014年工作要点" BODY "长春市教育局\n2024年2月1日\n",
			YD_FIELD_YEAR, YD_FROM_TITLE, YD_SURE_LIKELY},
		{"year of the lead",
			"长春市教育局工作要点\n2024年全市教育工作的总体要求是稳中求进。" BODY,
			YD_FIELD_YEAR, YD_FROM_TEXT, YD_SURE_LIKELY},
		{"year of the date", "长春市教育局工作要点" BODY "长春市教育局\n2024年2月1日\n",
			YD_FIELD_YEAR, YD_FROM_DATE, YD_SURE_GUESS},
		{"no year", "长春市教育局工作要点" BODY, YD_FIELD_YEAR, YD_FROM_NOWHERE,
			YD_SURE_NOT},
		{"region of the title", "长春市教育局2024年工作要点" BODY, YD_FIELD_REGION,
			YD_FROM_TITLE, YD_SURE_YES},
		{"region of the signature",
			"2024年教育工作要点" BODY "长春市教育局\n2024年2月1日\n", YD_FIELD_REGION,
			YD_FROM_SIGNATURE, YD_SURE_YES},
		{"region of the page", "来源：长春市教育局\n2024年教育工作要点" BODY,
			YD_FIELD_REGION, YD_FROM_PAGE, YD_SURE_LIKELY},
		{"no region", "2024年教育工作要点" BODY, YD_FIELD_REGION, YD_FROM_NOWHERE,
			YD_SURE_NOT},
		{"issuer who signs", "2024年教育工作要点" BODY "长春市教育局\n2024年2月1日\n",
			YD_FIELD_ISSUER, YD_FROM_SIGNATURE, YD_SURE_YES},
		{"issuer in the title", "长春市教育局2024年工作要点" BODY, YD_FIELD_ISSUER,
			YD_FROM_TITLE, YD_SURE_LIKELY},
		{"kind", "长春市教育局2024年工作要点" BODY, YD_FIELD_KIND, YD_FROM_TITLE,
			YD_SURE_YES},
		{"no kind", "新的一年怎么干" BODY, YD_FIELD_KIND, YD_FROM_TITLE, YD_SURE_GUESS},
		{"period", "长春市某校2023—2024学年第二学期工作计划" BODY, YD_FIELD_PERIOD,
			YD_FROM_TITLE, YD_SURE_YES},
		{"numbered", "长春市教育局2024年工作要点" BODY, YD_FIELD_OUTLINE, YD_FROM_NUMBERING,
			YD_SURE_YES},
		{"a number is missing",
			"长春市教育局2024年工作要点\n一、甲\n二、乙\n四、丁\n五、戊\n",
			YD_FIELD_OUTLINE, YD_FROM_NUMBERING, YD_SURE_LIKELY},
		{"not numbered", "长春市教育局2024年工作要点\n抓好教学，落实常规。\n抓好安全。\n",
			YD_FIELD_OUTLINE, YD_FROM_PARAGRAPHS, YD_SURE_GUESS},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct expected *c = &cases[i];
		yd_findings found = found_in(c->text, NULL);
		if (found.fields[c->field].from != c->from ||
			found.fields[c->field].sure != c->sure)
			fail_msg("%s: from %s, %s", c->name,
				yd_from_text(found.fields[c->field].from),
				yd_sure_text(found.fields[c->field].sure));
	}
}

static void what_a_user_gives_is_sure(void **state)
{
	(void)state;
	yd_given given = {.region = "吉林/长春", .year = 2020, .title = "某计划"};
	yd_findings found = found_in("2024年教育工作要点" BODY, &given);
	for (yd_field field = YD_FIELD_REGION; field <= YD_FIELD_TITLE; field++) {
		assert_int_equal(found.fields[field].from, YD_FROM_USER);
		assert_int_equal(found.fields[field].sure, YD_SURE_YES);
		assert_false(yd_found_is_doubtful(&found, field));
	}
}

/* 城区 stands in several cities: what the text names tells which, and that is not sure. */
static void one_of_several_places_of_a_name_is_not_sure(void **state)
{
	(void)state;
	yd_findings found = found_in("鼓楼区教育局2024年工作要点\n南京市要求高。" BODY, NULL);
	assert_int_equal(found.fields[YD_FIELD_REGION].from, YD_FROM_TITLE);
	assert_int_equal(found.fields[YD_FIELD_REGION].sure, YD_SURE_LIKELY);
}

static void headings_that_something_speaks_against_are_counted(void **state)
{
	(void)state;
	assert_int_equal(found_in("2024年教育工作要点" BODY, NULL).unsure, 0);
	yd_findings gap = found_in("2024年教育工作要点\n一、甲\n二、乙\n四、丁\n五、戊\n", NULL);
	assert_int_equal(gap.unsure, 1);
	assert_true(yd_found_is_doubtful(&gap, YD_FIELD_OUTLINE));
	yd_findings twice = found_in("2024年教育工作要点\n一、甲\n二、乙\n二、丁\n三、戊\n", NULL);
	assert_int_equal(twice.unsure, 1);
	yd_findings on =
		found_in("2024年教育工作要点\n一、甲\n1.子\n2.丑\n二、乙\n3.寅\n4.卯\n", NULL);
	assert_int_equal(on.unsure, 0); /* numbers run on */
}

static void findings_are_kept_and_read_back(void **state)
{
	(void)state;
	yd_findings found = found_in("长春市教育局工作要点" BODY, NULL), back;
	found.unsure = 12345;
	found.replaced = 4000000000u;
	yd_buf text = {0};
	yd_findings_encode(&found, &text);
	yd_findings_decode(text.ptr, &back);
	assert_true(back.known);
	assert_int_equal(back.unsure, found.unsure);
	assert_int_equal(back.replaced, found.replaced);
	assert_memory_equal(back.fields, found.fields, sizeof found.fields);
	/* Anything else is not known, rather than something wrong. */
	for (size_t len = 0; len < text.len; len++) {
		char *cut = yd_strndup(text.ptr, len);
		yd_findings_decode(cut, &back);
		if (len < 2 * YD_FIELD_COUNT + 4)
			assert_false(back.known);
		free(cut);
	}
	static const char *const wrong[] = {"", "b1", "~3d3d3d3d3d3d3 0 0", "d9d3d3d3d3d3d3 0 0",
		"d3d3d3d3d3d3d3 0 x", "d3d3d3d3d3d3d3x0 0"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		yd_findings_decode(wrong[i], &back);
		assert_false(back.known);
	}
	yd_findings_decode(NULL, &back);
	assert_false(back.known);
	yd_buf_free(&text);
}

static void every_name_is_there(void **state)
{
	(void)state;
	for (unsigned from = 1; from < YD_FROM_COUNT; from++) {
		assert_non_null(yd_from_key(from));
		assert_true(*yd_from_text(from));
	}
	for (unsigned sure = 1; sure < YD_SURE_COUNT; sure++)
		assert_non_null(yd_sure_key(sure));
	for (yd_field field = 0; field < YD_FIELD_COUNT; field++)
		assert_non_null(yd_field_key(field));
	assert_null(yd_from_key(YD_FROM_NOWHERE));
	assert_null(yd_from_key(999));
	assert_null(yd_sure_key(YD_SURE_NOT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_field_tells_where_it_was_found),
		cmocka_unit_test(what_a_user_gives_is_sure),
		cmocka_unit_test(one_of_several_places_of_a_name_is_not_sure),
		cmocka_unit_test(headings_that_something_speaks_against_are_counted),
		cmocka_unit_test(findings_are_kept_and_read_back),
		cmocka_unit_test(every_name_is_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
