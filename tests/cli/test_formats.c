/* One plan in every format, imported by the program as it is built: the same outline whatever it
 * came as. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char *const files[] = {"plan-gb18030.html", "plan-gb18030.txt", "plan-utf16.txt",
	"plan-numbered.docx", "plan-lists.odt", "plan.rtf", "plan-two-pages.pdf"};

static char *file_path(const char *name)
{
	const char *source = getenv("YD_SOURCE");
	return yd_format("%s/tests/extract/files/%s", source ? source : "../..", name);
}

static void expect_plan(run *r)
{
	static const char *const clauses[][2] = {
		{"#1.1",
			"校车管理。每月检查车辆和驾驶人员，及时排除安全隐患，检查结果向家长公开。"},
		{"#1.2", "食堂陪餐。学校负责人每天陪餐，请家长代表参加。"},
		{"#2.3", "教师培训。以老带新，一人一案，全年培训三百人次。"},
	};
	char *ref = yd_strdup(run_ref(r));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "霁川市教育局2024年工作要点 (2 sections, 5 clauses)");
	for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
		char *unit = yd_format("%s%s", ref, clauses[i][0]);
		RUN(r, "show", unit);
		EXPECT_OUT(r, clauses[i][1]);
		free(unit);
	}
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, "\"date\":\"2024-03-05\"");
	EXPECT_OUT(r, "\"issuer\":\"霁川市教育局\"");
	EXPECT_OUT(r, "2024年，全市教育工作以办好家门口的学校为主线，抓好以下工作。");
	EXPECT_NOT_OUT(r, "打印本页");
	EXPECT_NOT_OUT(r, "调整作息时间");
	RUN(r, "remove", ref);
	free(ref);
}

static void a_plan_is_the_same_in_every_format(void **state)
{
	run *r = *state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = file_path(files[i]);
		print_message("%s\n", files[i]);
		RUN(r, "import", path);
		expect_plan(r);
		free(path);
	}
}

/* The build has it beside the program, and nothing needs to say so. */
static void the_helper_is_found_where_the_program_is(void **state)
{
	run *r = *state;
	const char *told = getenv("YAODIAN_EXTRACT");
	char *kept = yd_strdup(told ? told : ""), *path = file_path(files[0]);
	unsetenv("YAODIAN_EXTRACT");
	RUN(r, "import", path);
	setenv("YAODIAN_EXTRACT", kept, 1);
	expect_plan(r);
	free(kept);
	free(path);
}

static void many_files_of_all_formats_are_read_in_one_run(void **state)
{
	run *r = *state;
	char *folder = file_path("");
	RUN(r, "import", folder);
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "7 imported, 0 replaced, 0 unchanged, 0 failed");
	RUN(r, "import", folder);
	EXPECT_ERR(r, "0 imported, 0 replaced, 7 unchanged, 0 failed");
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 7);
	free(folder);
}

static void the_original_comes_back_byte_for_byte(void **state)
{
	run *r = *state;
	static const char rich[] = "{\\rtf1 Plan of 2024\\par 1. One.\\par 2. Two.\\par}";
	sandbox_puts(r->box, "plan.rtf", rich);
	RUN(r, "import", sandbox_path(r->box, "plan.rtf"));
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "show", "--source", ref);
	assert_string_equal(r->out.ptr, rich);
	free(ref);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_plan_is_the_same_in_every_format),
		TEST(the_helper_is_found_where_the_program_is),
		TEST(many_files_of_all_formats_are_read_in_one_run),
		TEST(the_original_comes_back_byte_for_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
