/* `yaodian edit`: what it shows, what it refuses, what stays. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char plan[] =
	"云水市教育局工作要点\n一、抓党建\n（一）学习\n每周学习一次，人人参加。\n"
	"（二）纪律\n严守各项纪律，常抓不懈。\n二、抓安全\n校园安全第一，常查常改。\n补充说明\n"
	"补充的文字。\n云水市教育局\n2024年2月1日\n";

static char *import_plan(run *r)
{
	sandbox_puts(r->box, "plan.txt", plan);
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	return yd_strdup(run_ref(r));
}

static void an_edit_shows_what_changed(void **state)
{
	run *r = *state;
	char *ref = import_plan(r);
	RUN(r, "edit", ref, "--year", "2025", "--region", "吉林/长春", "--kind", "计划", "--title",
		"长春市计划");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "edited 220100-2025-");
	EXPECT_OUT(r, "\nregion    - → 吉林省 长春市\n");
	EXPECT_OUT(r, "\nyear      2024 → 2025\n");
	EXPECT_OUT(r, "\ntitle     云水市教育局工作要点 → 长春市计划\n");
	EXPECT_OUT(r, "\nkind      要点 → 计划\n");
	EXPECT_NOT_OUT(r, "issuer");
	/* The reference before goes on working. */
	RUN(r, "edit", ref, "--year", "2025");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged 220100-2025-");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "list", "--region", "吉林");
	EXPECT_OUT(r, "\t2025\t吉林省 长春市\t长春市计划\t");
	free(ref);
}

static void without_options_it_lists_what_was_corrected(void **state)
{
	run *r = *state;
	char *ref = import_plan(r);
	RUN(r, "edit", ref);
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_ERR(r, "nothing of it was corrected");
	RUN(r, "edit", ref, "--year=2025", "--heading", "1.2=no", "--theme=-safety", "--heading",
		"2:3=1", "--theme", "+law!", "--heading", "2=yes");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "\nheading   1.1:3     no         （二）纪律\n");
	EXPECT_OUT(r, "\nheading   3         1          补充说明\n");
	EXPECT_OUT(r, "\ntheme     all       -safety    \n");
	RUN(r, "edit", ref);
	EXPECT_OUT(r, "\nyear      2025\n");
	EXPECT_OUT(r, "\nheading   2         yes        二、抓安全\n");
	EXPECT_OUT(r, "\ntheme     all       +law!      \n");
	RUN(r, "list", "--theme", "law");
	EXPECT_STATUS(r, 0);
	RUN(r, "list", "--theme", "safety");
	EXPECT_STATUS(r, 1);
	free(ref);
}

/* A wrong guess need not be made another place or year: lists, references and whatever reads it
 * anew say unknown. */
static void region_and_year_may_be_unknown(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", "长春市实验学校2024年工作计划\n一、上课。\n二、下课。\n");
	char *path = yd_strdup(sandbox_path(r->box, "plan.txt"));
	RUN(r, "import", path);
	char *ref = yd_strdup(run_ref(r));
	assert_memory_equal(ref, "220100-2024-", 12);
	RUN(r, "edit", ref, "--region", "unknown", "--year", "未知");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "edited x-0000-");
	EXPECT_OUT(r, "\nregion    吉林省 长春市 → unknown\n");
	EXPECT_OUT(r, "\nyear      2024 → unknown\n");
	RUN(r, "edit", ref);
	EXPECT_OUT(r, "\nregion    unknown\n");
	EXPECT_OUT(r, "\nyear      unknown\n");
	RUN(r, "edit", ref, "--region", "Unknown");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, "\"region\":null,\"region_code\":null,\"year\":null");
	EXPECT_OUT(r, "\"region\":{\"from\":\"user\",\"sure\":\"sure\"}");
	yd_buf before = {0};
	yd_buf_add_str(&before, yd_buf_str(&r->out));
	RUN(r, "rebuild");
	RUN(r, "show", "--json", ref);
	assert_string_equal(r->out.ptr, before.ptr);
	RUN(r, "list", "--region", "unknown");
	EXPECT_STATUS(r, 0);
	RUN(r, "remove", ref);
	RUN(r, "import", path);
	EXPECT_OUT(r, "imported x-0000-");
	EXPECT_NOT_ERR(r, "give it with");
	EXPECT_ERR(r, "region unknown (given by you)");
	RUN(r, "edit", ref, "--reset");
	EXPECT_OUT(r, "edited 220100-2024-");
	/* It is said on import too. */
	RUN(r, "import", "--region", "unknown", "--year", "unknown", path);
	EXPECT_OUT(r, "replaced x-0000-");
	/* And goes over to a new text. */
	sandbox_puts(r->box, "plan.txt",
		"长春市实验学校2024年工作计划\n一、上课。\n二、下课。\n三、放学。\n");
	RUN(r, "import", path);
	EXPECT_OUT(r, "replaced x-0000-");
	yd_buf_free(&before);
	free(path);
	free(ref);
}

/* What the printed title says stays where the user's says nothing of it. */
static void a_corrected_title_leaves_the_year(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt",
		"云水市教育局2023—2024学年第二学期工作计划\n一、学习\n每周一次。\n二、安全\n"
		"常查常改。\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "edit", ref, "--title", "工作计划");
	EXPECT_STATUS(r, 0);
	EXPECT_NOT_OUT(r, "year");
	EXPECT_NOT_OUT(r, "period");
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, "\"year\":2024,\"title\":\"工作计划\"");
	EXPECT_OUT(r, "\"period\":\"2023—2024学年第二学期\"");
	free(ref);
}

static void a_unit_is_edited_by_its_reference(void **state)
{
	run *r = *state;
	char *ref = import_plan(r), *unit = yd_format("%s#2", ref);
	RUN(r, "edit", unit, "--theme", "+digital!,-安全", "--heading", ":3=2");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, "\"title\":\"补充说明\"");
	EXPECT_NOT_OUT(r, "\"key\":\"safety\"");
	RUN(r, "edit", ref, "--reset");
	RUN(r, "show", "--json", unit);
	EXPECT_OUT(r, "{\"key\":\"safety\",\"primary\":true}");
	EXPECT_NOT_OUT(r, "digital");
	free(unit);
	free(ref);
}

static void corrections_survive_import_and_rebuild(void **state)
{
	run *r = *state;
	char *ref = import_plan(r);
	RUN(r, "edit", ref, "--year", "2025", "--heading", "1.2=no", "--theme", "+law");
	RUN(r, "show", "--json", ref);
	yd_buf before = {0};
	yd_buf_add_str(&before, yd_buf_str(&r->out));
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", "--json", ref);
	assert_string_equal(r->out.ptr, before.ptr);
	RUN(r, "remove", ref);
	EXPECT_STATUS(r, 0);
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	RUN(r, "show", "--json", run_ref(r));
	assert_string_equal(r->out.ptr, before.ptr);
	/* A dry run shows them as well. */
	RUN(r, "import", "--dry-run", sandbox_path(r->box, "plan.txt"));
	EXPECT_OUT(r, "2025  (given by you)");
	EXPECT_OUT(r, "(given by you)\n");
	yd_buf_free(&before);
	free(ref);
}

/* A former reference is of the plan, not of the bytes its file had that day. */
static void a_former_reference_works_when_the_file_changes(void **state)
{
	run *r = *state;
	char *ref = import_plan(r), *unit = yd_format("%s#2", ref);
	char *text = yd_format("%s\n附：新的一行。\n", plan);
	RUN(r, "edit", ref, "--year", "2030");
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	for (int i = 0; i < 3; i++) {
		sandbox_puts(r->box, "plan.txt", i == 1 ? plan : text);
		RUN(r, "import", sandbox_path(r->box, "plan.txt"));
		EXPECT_OUT(r, "replaced ");
		RUN(r, "show", ref);
		EXPECT_STATUS(r, 0);
		EXPECT_OUT(r, "2030");
		RUN(r, "show", unit);
		EXPECT_STATUS(r, 0);
	}
	free(text);
	free(unit);
	free(ref);
}

static void mistakes_are_one_line_each(void **state)
{
	run *r = *state;
	char *ref = import_plan(r);
	static const struct {
		const char *option, *value, *words;
	} cases[] = {{"--region", "长存市", "near are 吉林省/长春市"},
		{"--year", "24", "1900 to 2199"}, {"--title", "", "empty"},
		{"--kind", "诗", "there are 要点"}, {"--theme", "+诗", "safety"},
		{"--theme", "safety", "write +safety when it has it, or -safety"},
		{"--theme", "安全!", "write +safety"}, {"--heading", "4.4=no", "no unit 4.4"},
		{"--heading", "\x1b[31m=no", "no unit"}, {"--region", "\xff\xfe", "region"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		RUN(r, "edit", ref, cases[i].option, cases[i].value);
		assert_true(r->status == 1 || r->status == 2);
		assert_int_equal(run_lines(&r->err), 1);
		if (i + 1 < sizeof cases / sizeof *cases)
			EXPECT_ERR(r, cases[i].words);
		assert_null(strchr(r->err.ptr, 0x1b));
		assert_int_equal(r->out.len, 0);
	}
	RUN(r, "edit");
	EXPECT_STATUS(r, 2);
	RUN(r, "edit", ref, ref);
	EXPECT_STATUS(r, 2);
	RUN(r, "edit", "999999-2000", "--year", "2020");
	EXPECT_STATUS(r, 1);
	RUN(r, "--read-only", "edit", ref, "--year", "2020");
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "run it without --read-only");
	RUN(r, "--read-only", "edit", ref);
	EXPECT_STATUS(r, 0);
	free(ref);
}

#define RUN_TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(an_edit_shows_what_changed),
		RUN_TEST(without_options_it_lists_what_was_corrected),
		RUN_TEST(region_and_year_may_be_unknown),
		RUN_TEST(a_corrected_title_leaves_the_year),
		RUN_TEST(a_unit_is_edited_by_its_reference),
		RUN_TEST(corrections_survive_import_and_rebuild),
		RUN_TEST(a_former_reference_works_when_the_file_changes),
		RUN_TEST(mistakes_are_one_line_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
