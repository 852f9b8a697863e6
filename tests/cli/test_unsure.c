/* What import tells of what it found, and what a dry run shows. */
#include "run.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define GUESSED                                                                                                       \
	"云水市教育局工作要点\n一、甲事\n办好。\n二、乙事\n办好。\n四、丁事\n办好。\n" \
	"云水市教育局\n2024年2月1日\n"

static void import_tells_what_was_found_and_how_sure_it_is(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	const char *path = sandbox_path(r->box, "plan.txt");
	RUN(r, "import", path);
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_ERR(r, "year 2024 (a guess: date)");
	EXPECT_ERR(r, "title 云水市教育局工作要点 (title)");
	EXPECT_ERR(r, "outline 0 sections, 3 clauses (likely: numbering, 1 heading unsure)");
	RUN(r, "import", path);
	EXPECT_NOT_ERR(r, "a guess");
	RUN(r, "import", "-v", path);
	EXPECT_OUT(r, "unchanged ");
	EXPECT_ERR(r, "year 2024 (a guess: date)");
	RUN(r, "show", run_ref(r));
	EXPECT_OUT(r, "year 2024 (a guess: date)");
	EXPECT_NOT_OUT(r, "(title)");
}

static void a_dry_run_may_run_where_nothing_may_be_written(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	const char *path = sandbox_path(r->box, "plan.txt");
	RUN(r, "--read-only", "import", "-n", path);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "云水市教育局工作要点");
	RUN(r, "--read-only", "import", path);
	EXPECT_STATUS(r, 2);
}

static void limits_that_are_no_numbers_are_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	sandbox_env(r->box, "YAODIAN_EXTRACT_MEMORY", "-5");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "YAODIAN_EXTRACT_MEMORY: '-5' is no number from 1 to");
	RUN(r, "list");
	EXPECT_STATUS(r, 0);
	sandbox_env(r->box, "YAODIAN_EXTRACT_MEMORY", NULL);
}

static void of_many_files_only_what_is_doubtful_is_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f/plan.txt", GUESSED);
	for (int i = 0; i < 4; i++) {
		char *name = yd_format("f/%d.txt", i);
		char *text = yd_format("云水市教育局202%d年工作要点\n一、甲\n二、乙\n", i);
		sandbox_puts(r->box, name, text);
		free(text);
		free(name);
	}
	RUN(r, "import", sandbox_path(r->box, "f"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 5);
	EXPECT_ERR(r, "year 2024 (a guess: date)");
	EXPECT_NOT_ERR(r, "(title)");
	RUN(r, "import", "--verbose", sandbox_path(r->box, "f"));
	EXPECT_ERR(r, "year 2021 (title)");
}

static void json_says_it_as_an_object(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	sandbox_puts(r->box, "empty.txt", "");
	RUN(r, "import", "--json", sandbox_path(r->box, "plan.txt"),
		sandbox_path(r->box, "empty.txt"));
	assert_int_equal(run_check_json(r), 2);
	EXPECT_OUT(r, "\"found\":{\"region\":{\"from\":null,\"sure\":null},");
	EXPECT_OUT(r, "\"year\":{\"from\":\"date\",\"sure\":\"guess\"}");
	EXPECT_OUT(r, "\"unsure_nodes\":1,\"replaced\":0}");
	EXPECT_OUT(r, "\"found\":null,");
}

static void front_matter_that_cannot_be_taken_is_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f.txt",
		"---\nregion: 云水\nyear: x\nkind: 诗\nfoo: "
		"bar\n---\n云水市教育局文件\n一、甲。\n");
	RUN(r, "import", sandbox_path(r->box, "f.txt"));
	EXPECT_ERR(r, "the year x is none");
	EXPECT_ERR(r, "诗 is no kind of document");
	EXPECT_ERR(r, "there is no field foo");
	sandbox_puts(r->box, "f.txt",
		"---\nregion: 示例省 云水市\nyear: 2024\nkind: "
		"计划\n---\n云水市教育局文件\n一、甲。\n");
	RUN(r, "import", "--json", sandbox_path(r->box, "f.txt"));
	EXPECT_OUT(r, "\"kind\":\"计划\"");
	EXPECT_OUT(r, "\"warnings\":[]");
}

static void characters_that_could_not_be_decoded_are_counted(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", "云水市教育局2024年工作要点\n一、甲\xFF事\n二、乙事\n");
	RUN(r, "import", "--json", sandbox_path(r->box, "plan.txt"));
	EXPECT_OUT(r, "\"replaced\":1}");
}

static void a_dry_run_writes_nothing_at_all(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f/plan.txt", GUESSED);
	sandbox_puts(r->box, "f/other.txt", run_plan);
	RUN(r, "import", "--dry-run", sandbox_path(r->box, "f"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "2024  (a guess: date)");
	EXPECT_OUT(r, "? 四、");
	/* Not even a folder for the cache. */
	assert_int_not_equal(access(sandbox_path(r->box, "data/yaodian"), F_OK), 0);
	RUN(r, "list");
	assert_int_equal(r->out.len, 0);
}

static void a_dry_run_leaves_a_cache_as_it_is(void **state)
{
	run *r = *state;
	run_import_plan(r);
	sandbox_puts(r->box, "plan.txt", GUESSED);
	RUN(r, "import", "-n", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "云水市教育局2024年工作要点");
	EXPECT_NOT_OUT(r, "云水市教育局工作要点");
}

/* Its object is the one of show, and has warnings besides. */
static void a_dry_run_shows_what_an_import_stores(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	const char *path = sandbox_path(r->box, "plan.txt");
	RUN(r, "import", "--dry-run", "--json", path);
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_check_json(r), 1);
	yd_buf dry = {0};
	yd_buf_add_str(&dry, yd_buf_str(&r->out));
	RUN(r, "import", path);
	RUN(r, "show", "--json", run_ref(r));
	size_t same = r->out.len - strlen("}\n");
	assert_true(dry.len > same);
	assert_memory_equal(dry.ptr, r->out.ptr, same);
	assert_memory_equal(dry.ptr + same, ",\"warnings\":[", 13);
	yd_buf_free(&dry);
}

static void a_dry_run_takes_standard_input_and_what_is_given(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", GUESSED);
	sandbox_input(r->box, "plan.txt");
	RUN(r, "import", "--dry-run", "--year", "2023", "--region", "吉林/长春", "-");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "standard input: 220100-2023-");
	EXPECT_OUT(r, "2023  (given by you)");
	EXPECT_OUT(r, "吉林省 长春市  (given by you)");
	sandbox_input(r->box, "plan.txt");
	RUN(r, "import", "-");
	EXPECT_NOT_OUT(r, "2023"); /* it was not kept */
}

static void a_dry_run_tells_what_cannot_be_read(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "empty.txt", "");
	sandbox_puts(r->box, "plan.txt", run_plan);
	RUN(r, "import", "--dry-run", sandbox_path(r->box, "empty.txt"),
		sandbox_path(r->box, "no.txt"), sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "empty.txt: there is no text in it");
	EXPECT_ERR(r, "no.txt: ");
	EXPECT_OUT(r, "云水市教育局2024年工作要点");
	RUN(r, "import", "--dry-run");
	EXPECT_STATUS(r, 2);
}

/* Numbers end in one column, whatever the width of the titles. */
static void the_tree_is_aligned(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt",
		"云水市教育局2024年工作要点\n一、AB\n（一）甲乙丙丁戊己庚辛壬癸\n一二三四五。\n"
		"（二）x\n六七八九十。\n二、Ａ\nabc。\n");
	RUN(r, "import", "-n", sandbox_path(r->box, "plan.txt"));
	EXPECT_OUT(r, "\n  一、 AB                                2          0\n");
	EXPECT_OUT(r, "\n    （一） 甲乙丙丁戊己庚辛壬癸                    17\n");
	EXPECT_OUT(r, "\n    （二） x                                        8\n");
}

#define RUN_TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		RUN_TEST(import_tells_what_was_found_and_how_sure_it_is),
		RUN_TEST(a_dry_run_may_run_where_nothing_may_be_written),
		RUN_TEST(limits_that_are_no_numbers_are_told),
		RUN_TEST(of_many_files_only_what_is_doubtful_is_told),
		RUN_TEST(json_says_it_as_an_object),
		RUN_TEST(front_matter_that_cannot_be_taken_is_told),
		RUN_TEST(characters_that_could_not_be_decoded_are_counted),
		RUN_TEST(a_dry_run_writes_nothing_at_all),
		RUN_TEST(a_dry_run_leaves_a_cache_as_it_is),
		RUN_TEST(a_dry_run_shows_what_an_import_stores),
		RUN_TEST(a_dry_run_takes_standard_input_and_what_is_given),
		RUN_TEST(a_dry_run_tells_what_cannot_be_read),
		RUN_TEST(the_tree_is_aligned),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
