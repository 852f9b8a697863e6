/* Versions by the commands: listed, shown, removed, and kept through rebuild. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char edited[] = "云水市教育局2024年工作要点\n一、甲事已改\n二、乙事\n";

/* The plan, and then its file edited. The reference, owned. */
static char *import_two(run *r)
{
	run_import_plan(r);
	sandbox_puts(r->box, "plan.txt", edited);
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "replaced ");
	return yd_strdup(run_ref(r));
}

static char *with(const char *ref, const char *end)
{
	return yd_format("%s%s", ref, end);
}

static void versions_lists_by_number(void **state)
{
	run *r = *state;
	char *ref = import_two(r), *line = with(ref, "@2\tcurrent\t");
	RUN(r, "versions", ref);
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, line);
	EXPECT_OUT(r, "@1\t20");
	EXPECT_OUT(r, "\t云水市教育局2024年工作要点\n");
	RUN(r, "versions", "--json", ref);
	assert_int_equal(run_check_json(r), 2);
	EXPECT_OUT(r, "@1\",\"version\":1,\"current\":false,\"replaced\":\"20");
	EXPECT_OUT(r, "@2\",\"version\":2,\"current\":true,\"replaced\":null,\"title\":\"云水市");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "search", "食堂陪餐");
	EXPECT_STATUS(r, 1);
	free(ref);
	free(line);
}

static void show_reads_an_earlier_version_in_every_form(void **state)
{
	run *r = *state;
	char *ref = import_two(r), *old = with(ref, "@1"), *clause = with(ref, "@1#1.2"),
	     *now = with(ref, "@2");
	RUN(r, "show", "--source", old);
	EXPECT_STATUS(r, 0);
	assert_string_equal(r->out.ptr, run_plan);
	RUN(r, "show", "--source", now);
	assert_string_equal(r->out.ptr, edited);
	RUN(r, "show", "--text", clause);
	EXPECT_STATUS(r, 0);
	assert_string_equal(
		r->out.ptr, "（二）落实食堂陪餐制度。公开食品安全检查结果，请家长代表参加。\n");
	RUN(r, "show", "--json", old);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "@1\",\"region\":");
	EXPECT_OUT(r, "@1#1.2\",\"level\":2,\"mark\":\"（二）\"");
	EXPECT_OUT(r, "{\"key\":\"safety\",\"primary\":true}");
	RUN(r, "show", old);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, old);
	EXPECT_OUT(r, "an earlier version");
	EXPECT_OUT(r, "完善校车管理台账。");
	/* Also where neither file may be written. */
	RUN(r, "--read-only", "show", "--text", clause);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "落实食堂陪餐制度");
	free(ref);
	free(old);
	free(clause);
	free(now);
}

static void commands_refuse_what_is_no_version(void **state)
{
	static const char *const bad[] = {"@0", "@9", "@-1", "@", "@1x"};
	run *r = *state;
	char *ref = import_two(r), *old = with(ref, "@1"), *clause = with(ref, "@1#1");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *name = with(ref, bad[i]);
		RUN(r, "show", name);
		EXPECT_ERR(r, name);
		EXPECT_ERR(r, "yaodian versions ");
		assert_int_equal(r->out.len, 0);
		assert_int_equal(r->status, i == 1 ? 1 : 2);
		free(name);
	}
	RUN(r, "bookmark", "add", clause);
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "earlier version");
	RUN(r, "edit", "--year", "2020", old);
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "earlier version");
	RUN(r, "versions");
	EXPECT_STATUS(r, 2);
	RUN(r, "versions", "nothing-such");
	EXPECT_STATUS(r, 1);
	free(ref);
	free(old);
	free(clause);
}

static void rebuild_keeps_versions_and_remove_tells_of_them(void **state)
{
	run *r = *state;
	char *ref = import_two(r), *old = with(ref, "@1");
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", "--source", old);
	assert_string_equal(r->out.ptr, run_plan);
	RUN(r, "remove", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "云水市教育局2024年工作要点 (with 1 earlier version)\n");
	RUN(r, "show", old);
	EXPECT_STATUS(r, 1);
	free(ref);
	free(old);
}

static void one_earlier_version_is_removed(void **state)
{
	run *r = *state;
	char *ref = import_two(r), *old = with(ref, "@1"), *now = with(ref, "@2"),
	     *clause = with(ref, "@1#1"), *line = with(ref, "@1 云水市教育局2024年工作要点\n");
	RUN(r, "--read-only", "remove", old);
	EXPECT_STATUS(r, 2);
	RUN(r, "remove", now);
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, now);
	EXPECT_ERR(r, "is the text that the document has now");
	EXPECT_ERR(r, "`yaodian remove ");
	RUN(r, "remove", clause);
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "a part of a document");
	RUN(r, "remove", old, "nothing-such");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "nothing was removed");
	RUN(r, "show", "--source", old);
	EXPECT_STATUS(r, 0);
	RUN(r, "remove", old);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "removed ");
	EXPECT_OUT(r, line);
	RUN(r, "show", old);
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "there is no such version");
	RUN(r, "remove", old);
	EXPECT_STATUS(r, 1);
	RUN(r, "versions", ref);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "@2\tcurrent\t");
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", "--source", ref);
	assert_string_equal(r->out.ptr, edited);
	RUN(r, "remove", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_NOT_OUT(r, "earlier version");
	free(ref);
	free(old);
	free(now);
	free(clause);
	free(line);
}

/* Both are named: each is told. */
static void a_version_is_removed_before_its_document(void **state)
{
	run *r = *state;
	char *ref = import_two(r), *old = with(ref, "@1");
	RUN(r, "remove", ref, old, old);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, old);
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 0);
	free(ref);
	free(old);
}

static void the_same_bytes_again_are_the_same_version(void **state)
{
	run *r = *state;
	char *ref = import_two(r);
	for (int i = 0; i < 4; i++) {
		sandbox_puts(r->box, "plan.txt", i % 2 ? edited : run_plan);
		RUN(r, "import", sandbox_path(r->box, "plan.txt"));
		EXPECT_OUT(r, "replaced ");
		RUN(r, "versions", ref);
		assert_int_equal(run_lines(&r->out), 2);
		EXPECT_OUT(r, i % 2 ? "@2\tcurrent" : "@1\tcurrent");
	}
	free(ref);
}

/* 公主岭 stood under 四平 until 2020. */
static void every_command_names_the_region_of_the_documents_own_year(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt",
		"公主岭市教育局2018年工作要点\n一、甲事\n抓好落实。\n二、乙事\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	char *ref = yd_strdup(run_ref(r)), *first = with(ref, "@1");
	RUN(r, "list");
	EXPECT_OUT(r, "吉林省 四平市 公主岭市");
	RUN(r, "search", "抓好落实");
	EXPECT_OUT(r, "吉林省 四平市 公主岭市");
	RUN(r, "show", ref);
	EXPECT_OUT(r, "吉林省 四平市 公主岭市");
	sandbox_puts(
		r->box, "plan.txt", "公主岭市教育局2018年工作要点\n一、甲事\n已落实。\n二、乙事\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	RUN(r, "show", first);
	EXPECT_OUT(r, "抓好落实。");
	EXPECT_OUT(r, "吉林省 四平市 公主岭市");
	free(ref);
	free(first);
}

#define test(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(versions_lists_by_number),
		test(show_reads_an_earlier_version_in_every_form),
		test(commands_refuse_what_is_no_version),
		test(rebuild_keeps_versions_and_remove_tells_of_them),
		test(one_earlier_version_is_removed),
		test(a_version_is_removed_before_its_document),
		test(the_same_bytes_again_are_the_same_version),
		test(every_command_names_the_region_of_the_documents_own_year),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
