/* Bad input: every case gets a message that names the file or value, and the exit status of the
 * contract. */
#include "run.h"

#include <yaodian/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void expect_failed(run *r, const char *name, const char *why)
{
	char *line = yd_format("failed %s: ", sandbox_path(r->box, name));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, line);
	EXPECT_OUT(r, why);
	EXPECT_ERR(r, "1 failed");
	free(line);
}

static void import_named(run *r, const char *name)
{
	RUN(r, "import", sandbox_path(r->box, name));
}

static void a_missing_path_is_named(void **state)
{
	run *r = *state;
	import_named(r, "none.txt");
	expect_failed(r, "none.txt", "no such file");
	EXPECT_ERR(r, "none.txt");
}

static void an_address_without_its_scheme_is_told(void **state)
{
	run *r = *state;
	static const char *const addresses[] = {"www.example.cn/x.html",
		"127.0.0.1:18555/plan.html", "localhost:80/", "jyj.example.gov.cn/a/b?c=1",
		"www.example.cn"};
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		RUN(r, "import", addresses[i]);
		EXPECT_STATUS(r, 1);
		EXPECT_OUT(r,
			"there is no such file; check the name, or begin an address with http://");
	}
	RUN(r, "import", "none.txt", "./www/none.txt", "要点/2024.txt", "2024.01/none.txt",
		"a:b.txt");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "5 failed");
	EXPECT_NOT_OUT(r, "http://");
}

/* As by edit; before anything is taken in. */
static void a_region_that_nobody_knows_is_refused(void **state)
{
	run *r = *state;
	static const char *const unknown[] = {
		"月亮", "长存市", "吉森省 长春市", "吉森省", "火星 月亮"};
	sandbox_puts(r->box, "b.txt", "云水市教育局2023年工作要点\n一、甲事\n二、乙事\n");
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		RUN(r, "import", "--region", unknown[i], sandbox_path(r->box, "b.txt"));
		EXPECT_STATUS(r, 1);
		EXPECT_ERR(r, "no place is called so");
		EXPECT_ERR(r, "!");
		assert_int_equal(r->out.len, 0);
	}
	RUN(r, "import", "--dry-run", "--region", "月亮", sandbox_path(r->box, "b.txt"));
	EXPECT_STATUS(r, 1);
	assert_int_equal(r->out.len, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 0);
	RUN(r, "import", "--region", "月亮!", sandbox_path(r->box, "b.txt"));
	EXPECT_STATUS(r, 0);
	RUN(r, "list", "--json");
	EXPECT_OUT(r, "\"region\":[\"月亮\"]");
	char *ref = yd_strdup(run_import_plan(r));
	/* What has documents is a place by now, for edit as well. */
	RUN(r, "import", "--region", "月亮", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	RUN(r, "edit", "--region", "火星", ref);
	EXPECT_STATUS(r, 1);
	RUN(r, "edit", "--region", "月亮", ref);
	EXPECT_STATUS(r, 0);
	/* Zones, and what is made up from its province on. */
	RUN(r, "import", "--region", "吉林省/长春市/净月试验区", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	assert_null(strstr(r->err.ptr, "no such place is known"));
	RUN(r, "import", "--region", "示例省 石桥县", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(
		r, "--region 示例省 石桥县: no such place is known; it is taken as it is written");
	RUN(r, "import", "--region", "示例省 石桥县", sandbox_path(r->box, "b.txt"));
	assert_null(strstr(r->err.ptr, "no such place is known"));
	RUN(r, "import", "--region", "月亮省!", sandbox_path(r->box, "b.txt"));
	assert_null(strstr(r->err.ptr, "no such place is known"));
	free(ref);
	RUN(r, "list", "--region", "月亮省");
	ref = yd_strndup(r->out.ptr, strcspn(r->out.ptr, "\t"));
	RUN(r, "edit", "--region", "星星省 石桥县", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "no such place is known");
	free(ref);
}

static void a_bad_file_does_not_stop_the_others(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f/a.txt", "");
	sandbox_puts(r->box, "f/b.txt", run_plan);
	import_named(r, "f");
	expect_failed(r, "f/a.txt", "no text");
	EXPECT_OUT(r, "imported ");
	EXPECT_ERR(r, "1 imported, 0 replaced, 0 unchanged, 1 failed");
}

static void what_holds_no_text_is_refused(void **state)
{
	static const char nul[] = "一、甲\0乙\n", elf[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0";
	run *r = *state;
	sandbox_puts(r->box, "blank.txt", " \n\t\u3000\r\n");
	sandbox_write(r->box, "nul.txt", nul, sizeof nul - 1);
	sandbox_write(r->box, "program", elf, sizeof elf - 1);
	sandbox_puts(r->box, "image.png", "\x89PNG\r\n\x1a\nxxxx");
	import_named(r, "blank.txt");
	expect_failed(r, "blank.txt", "");
	import_named(r, "nul.txt");
	expect_failed(r, "nul.txt", "NUL");
	import_named(r, "program");
	expect_failed(r, "program", "a program");
	import_named(r, "image.png");
	expect_failed(r, "image.png", "");
}

static void broken_utf8_is_taken_in_and_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "broken.txt", "一、甲\xE6\x95事是要写得长一些才好\n二、乙事\xFF\n");
	import_named(r, "broken.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "imported ");
	EXPECT_ERR(r, "broken.txt: ");
	EXPECT_ERR(r, "U+FFFD");
	RUN(r, "search", "\xEF\xBF\xBD事");
	EXPECT_STATUS(r, 0);
}

static void a_few_broken_bytes_do_not_keep_a_short_text_out(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "short.txt", "一、甲\n1.乙丙\xFF\xFE。\n");
	import_named(r, "short.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "2 bytes or sequences were no UTF-8 text");
}

static void one_broken_byte_is_one(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "one.txt", "一、甲\n1.乙丙\xFF。\n");
	import_named(r, "one.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "1 byte or sequence was no UTF-8 text");
}

/* Soft hyphens and zero-width spaces part nothing; U+E5E5 is a full-width space that was converted
 * as if it had no meaning. */
static void what_takes_no_room_is_not_in_plain_text(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "soft.txt",
		"霁川市教\u00AD育局2024年工作要点\n\uE5E5\uE5E5一、加\u200B强党建。甲\uE5E5乙。"
		"\n"
		"\uE5E5\uE5E5二、安全。\uE000。\n");
	import_named(r, "soft.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "private-use characters, which only their own font can show: 1");
	RUN(r, "list", "--json");
	EXPECT_OUT(r, "\"title\":\"霁川市教育局2024年工作要点\"");
	EXPECT_OUT(r, "\"issuer\":\"霁川市教育局\"");
	RUN(r, "search", "--json", "加强党建");
	EXPECT_OUT(r, "\"mark\":\"一、\"");
	EXPECT_OUT(r, "\"title\":\"加强党建\"");
}

static void a_folder_without_files_is_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f/.hidden", run_plan);
	import_named(r, "f");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "/f: there are no files in it");
}

static void what_may_not_be_read_is_told(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "f/a.txt", run_plan);
	sandbox_puts(r->box, "f/closed/b.txt", run_plan);
	sandbox_puts(r->box, "f/secret.txt", run_plan);
	if (!sandbox_become_nobody(r->box)) {
		print_message("skipped: needs root to become somebody else\n");
		skip();
	}
	chmod(sandbox_path(r->box, "f/closed"), 0);
	chmod(sandbox_path(r->box, "f/secret.txt"), 0);
	import_named(r, "f");
	EXPECT_STATUS(r, 1);
	char *closed = yd_format("failed %s: may not be read", sandbox_path(r->box, "f/closed"));
	char *secret =
		yd_format("failed %s: may not be read", sandbox_path(r->box, "f/secret.txt"));
	EXPECT_OUT(r, closed);
	EXPECT_OUT(r, secret);
	EXPECT_OUT(r, "imported ");
	EXPECT_ERR(r, "1 imported, 0 replaced, 0 unchanged, 2 failed");
	chmod(sandbox_path(r->box, "f/closed"), 0700);
	free(closed);
	free(secret);
}

static void a_file_of_100_mb_is_taken_in(void **state)
{
	enum { SIZE = 100 << 20 };
	run *r = *state;
	char *bytes = yd_alloc(SIZE);
	memset(bytes, ' ', SIZE);
	for (size_t i = 80; i < SIZE; i += 80)
		bytes[i] = '\n';
	memcpy(bytes, run_plan, strlen(run_plan));
	memcpy(bytes + SIZE - strlen("三、收尾\n"), "三、收尾\n", strlen("三、收尾\n"));
	sandbox_write(r->box, "huge.txt", bytes, SIZE);
	free(bytes);
	import_named(r, "huge.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "(2 sections, 4 clauses)");
	RUN(r, "search", "收尾");
	EXPECT_STATUS(r, 0);
}

static void a_file_that_is_too_large_is_refused_unread(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "vast.txt", run_plan);
	assert_int_equal(truncate(sandbox_path(r->box, "vast.txt"), INT64_C(1) << 40), 0);
	import_named(r, "vast.txt");
	expect_failed(r, "vast.txt", "larger than 256 MB");
	assert_int_equal(truncate(sandbox_path(r->box, "vast.txt"), 2 << 20), 0);
	sandbox_env(r->box, "YAODIAN_IMPORT_SIZE", "1");
	import_named(r, "vast.txt");
	expect_failed(r, "vast.txt", "larger than 1 MB (YAODIAN_IMPORT_SIZE)");
	sandbox_env(r->box, "YAODIAN_IMPORT_SIZE", NULL);
}

static void one_line_of_10_mb_is_taken_in(void **state)
{
	run *r = *state;
	yd_buf text = {0};
	yd_buf_puts(&text, "一、");
	while (text.len < 10 << 20)
		yd_buf_puts(&text, "每月检查车辆和驾驶人员，及时排除隐患。");
	yd_buf_puts(&text, "收尾。\n二、乙事。\n");
	sandbox_write(r->box, "line.txt", text.ptr, text.len);
	import_named(r, "line.txt");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "2 clauses)");
	RUN(r, "search", "收尾");
	EXPECT_STATUS(r, 0);
	assert_true(r->out.len < 1000);
	yd_buf_free(&text);
}

static void a_long_name_is_told_whole(void **state)
{
	run *r = *state;
	yd_buf name = {0};
	for (int i = 0; i < 5; i++)
		for (int k = 0; k < 40; k++)
			yd_buf_puts(&name, k ? "长" : i ? "/" : "");
	yd_buf_puts(&name, "/空.txt");
	sandbox_puts(r->box, name.ptr, "");
	import_named(r, name.ptr);
	expect_failed(r, name.ptr, "/空.txt: ");
	EXPECT_OUT(r, "no text");
	yd_buf_free(&name);
}

static void a_newline_in_a_name_does_not_break_the_line(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "a\nimported x.txt", "");
	import_named(r, "a\nimported x.txt");
	EXPECT_STATUS(r, 1);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "a imported x.txt: ");
	sandbox_puts(r->box, "b\n\xFF.txt", run_plan);
	RUN(r, "import", "--json", sandbox_path(r->box, "b\n\xFF.txt"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "b\\n\xEF\xBF\xBD.txt\"");
}

static void check_utf8(const yd_buf *written)
{
	yd_buf repaired = {0};
	assert_int_equal(yd_utf8_repair(yd_buf_str(written), &repaired), 0);
	yd_buf_free(&repaired);
}

static void a_name_that_is_no_utf8_is_written_in_utf8(void **state)
{
	run *r = *state;
	const char *told = "\xEF\xBF\xBD\xEF\xBF\xBD要.txt";
	sandbox_puts(r->box, "\xFF\xFE要.txt", "");
	import_named(r, "\xFF\xFE要.txt");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, told);
	EXPECT_ERR(r, told);
	check_utf8(&r->out);
	check_utf8(&r->err);
	sandbox_puts(r->box, "\xFF\xFE要.txt", run_plan);
	import_named(r, "\xFF\xFE要.txt");
	EXPECT_STATUS(r, 0);
	char *ref = yd_strdup(run_ref(r));
	const char *const commands[][2] = {{"show", ref}, {"versions", ref}, {"list", NULL}};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		RUN(r, commands[i][0], commands[i][1]);
		EXPECT_STATUS(r, 0);
		check_utf8(&r->out);
	}
	RUN(r, "show", ref);
	EXPECT_OUT(r, told);
	free(ref);
}

static void usage(run *r, const char *says)
{
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, says);
	EXPECT_ERR(r, "--help");
	assert_int_equal(r->out.len, 0);
	assert_int_equal(run_lines(&r->err), 1);
}

/* All get it, as they get region and year, but that can hardly be meant. */
static void a_title_for_several_documents_is_told(void **state)
{
	run *r = *state;
	mkdir(sandbox_path(r->box, "d"), 0700);
	sandbox_puts(r->box, "d/a.txt", "一、甲。\n");
	char *folder = yd_strdup(sandbox_path(r->box, "d"));
	RUN(r, "import", "--title", "题", folder);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, " 题 (");
	EXPECT_NOT_ERR(r, "several documents");
	sandbox_puts(r->box, "d/b.txt", "一、乙。\n");
	RUN(r, "import", "--title", "另一题", folder);
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "--title is given to several documents");
	RUN(r, "list");
	EXPECT_OUT(r, "另一题");
	RUN(r, "import", "--year", "2024", folder);
	EXPECT_STATUS(r, 0);
	free(folder);
}

static void wrong_usage_is_named(void **state)
{
	run *r = *state;
	RUN(r, "frobnicate");
	usage(r, "'frobnicate'");
	RUN(r, "--frobnicate");
	usage(r, "'--frobnicate'");
	RUN(r, "list", "--frobnicate");
	usage(r, "'--frobnicate'");
	RUN(r, "list", "-x");
	usage(r, "'-x'");
	RUN(r, "list", "--year");
	usage(r, "--year");
	RUN(r, "list", "--year", "abc");
	usage(r, "abc");
	RUN(r, "list", "--year", "2024..2020");
	usage(r, "2024..2020");
	RUN(r, "list", "--year", "..");
	usage(r, "..");
	RUN(r, "list", "--theme", "没有");
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "没有");
	EXPECT_ERR(r, "yaodian theme list");
	RUN(r, "list", "extra");
	usage(r, "extra");
	RUN(r, "import");
	usage(r, "files, folders or addresses");
	RUN(r, "import", "--year", "24", "x");
	usage(r, "24");
	RUN(r, "import", "--title", " \n ", "x");
	usage(r, "--title");
	RUN(r, "import", "--watch", "--title", "x", "/tmp");
	usage(r, "--title is for one document");
	RUN(r, "import", "--watch", "http://127.0.0.1/x");
	usage(r, "`yaodian refresh` asks for it again");
	RUN(r, "import", "--region", " ", "x");
	EXPECT_STATUS(r, 2);
	RUN(r, "show");
	usage(r, "a reference");
	RUN(r, "show", "a", "b");
	usage(r, "one reference");
	RUN(r, "show", "--json", "--text", "a");
	usage(r, "--text");
	RUN(r, "search");
	usage(r, "look for");
	RUN(r, "search", " ");
	EXPECT_STATUS(r, 2);
	RUN(r, "search", "-n", "0", "x");
	usage(r, "'0'");
	RUN(r, "search", "-n", "-1", "x");
	usage(r, "'-1'");
	RUN(r, "bookmark");
	usage(r, "list");
	RUN(r, "bookmark", "add");
	usage(r, "add");
	RUN(r, "theme");
	usage(r, "list");
	RUN(r, "remove");
	usage(r, "--samples");
	RUN(r, "remove", "--samples", "x");
	usage(r, "--samples");
	RUN(r, "rebuild", "x");
	usage(r, "x");
	RUN(r, "--cache", "", "list");
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "--cache");
}

static void references_that_lead_nowhere_are_named(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = yd_format("%s#7.7", ref);
	sandbox_puts(r->box, "b.txt", "云水市教育局2023年工作要点\n一、甲事\n二、乙事\n");
	import_named(r, "b.txt");
	RUN(r, "show", "999999-2024");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "999999-2024");
	EXPECT_ERR(r, "yaodian list");
	RUN(r, "show", unit);
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, unit);
	RUN(r, "show", "x");
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, ref);
	RUN(r, "show", "");
	EXPECT_STATUS(r, 2);
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 1);
	RUN(r, "show", "'; drop table document; --%_*");
	EXPECT_STATUS(r, 1);
	free(ref);
	free(unit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_missing_path_is_named),
		TEST(an_address_without_its_scheme_is_told),
		TEST(a_region_that_nobody_knows_is_refused),
		TEST(a_bad_file_does_not_stop_the_others),
		TEST(what_holds_no_text_is_refused),
		TEST(broken_utf8_is_taken_in_and_told),
		TEST(a_few_broken_bytes_do_not_keep_a_short_text_out),
		TEST(one_broken_byte_is_one),
		TEST(what_takes_no_room_is_not_in_plain_text),
		TEST(a_folder_without_files_is_told),
		TEST(a_title_for_several_documents_is_told),
		TEST(what_may_not_be_read_is_told),
		TEST(a_file_of_100_mb_is_taken_in),
		TEST(a_file_that_is_too_large_is_refused_unread),
		TEST(one_line_of_10_mb_is_taken_in),
		TEST(a_long_name_is_told_whole),
		TEST(a_newline_in_a_name_does_not_break_the_line),
		TEST(a_name_that_is_no_utf8_is_written_in_utf8),
		TEST(wrong_usage_is_named),
		TEST(references_that_lead_nowhere_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
