/* Each command by itself, on documents that are in order. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *unit_of(const char *ref, const char *address)
{
	return yd_format("%s#%s", ref, address);
}

static void help_and_version_go_to_standard_output(void **state)
{
	static const char *const commands[] = {"import", "list", "show", "search", "bookmark",
		"remove", "theme", "rebuild", "doctor"};
	run *r = *state;
	RUN(r, "--help");
	EXPECT_STATUS(r, 0);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		EXPECT_OUT(r, commands[i]);
	RUN(r, "--version");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "yaodian 0.");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		RUN(r, commands[i], "--help");
		EXPECT_STATUS(r, 0);
		EXPECT_OUT(r, "Usage: yaodian");
		EXPECT_OUT(r, commands[i]);
		EXPECT_OUT(r, "--read-only");
		assert_int_equal(r->err.len, 0);
	}
}

static void import_tells_what_became_of_each_file(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r));
	EXPECT_OUT(r, "imported ");
	EXPECT_OUT(r, " 云水市教育局2024年工作要点 (2 sections, 3 clauses)\n");
	EXPECT_ERR(r, "1 imported, 0 replaced, 0 unchanged, 0 failed");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	EXPECT_OUT(r, ref);
	sandbox_puts(r->box, "plan.txt", "云水市教育局2024年工作要点\n一、甲事\n二、乙事\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "replaced ");
	EXPECT_OUT(r, "(0 sections, 2 clauses)");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	free(ref);
}

static void import_writes_json(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", run_plan);
	sandbox_puts(r->box, "empty.txt", "");
	RUN(r, "import", "--json", sandbox_path(r->box, "plan.txt"),
		sandbox_path(r->box, "empty.txt"));
	EXPECT_STATUS(r, 1);
	assert_int_equal(run_check_json(r), 2);
	EXPECT_OUT(r, "\"status\":\"imported\",\"warnings\":[");
	EXPECT_OUT(r, "\"year\":2024,\"title\":\"云水市教育局2024年工作要点\"");
	EXPECT_OUT(r, "\"doc_no\":\"云教〔2024〕3号\"");
	EXPECT_OUT(r, "\"sample\":false,\"source\":{\"path\":\"/");
	EXPECT_OUT(r, "\"sections\":2,\"clauses\":3");
	EXPECT_OUT(r, "{\"ref\":null,");
	EXPECT_OUT(r, "\"status\":\"failed\",\"warnings\":[\"");
}

static void import_takes_standard_input(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", run_plan);
	sandbox_input(r->box, "plan.txt");
	RUN(r, "import", "--json", "-");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "\"source\":{\"path\":null,");
	RUN(r, "import", "-");
	EXPECT_OUT(r, "unchanged ");
}

static void what_is_given_wins_and_is_remembered(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", run_plan);
	const char *path = sandbox_path(r->box, "plan.txt");
	RUN(r, "import", "--json", "--region", "示例省 石桥县", "--year", "２０２１", "--title",
		" 石桥县\n教育要点 ", path);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "\"region\":[\"示例省\",\"石桥县\"]");
	EXPECT_OUT(r, "\"year\":2021,\"title\":\"石桥县 教育要点\"");
	RUN(r, "import", "--json", path);
	EXPECT_OUT(r, "\"status\":\"unchanged\"");
	EXPECT_OUT(r, "\"year\":2021,\"title\":\"石桥县 教育要点\"");
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	EXPECT_OUT(r, "\t2021\t示例省 石桥县\t石桥县 教育要点\t2\t3\t");
}

static void folders_are_searched_in_byte_order_without_hidden_names_and_links(void **state)
{
	run *r = *state;
	static const char *const names[] = {"f/b.txt", "f/a/z.txt", "f/a/Y.txt", "f/.hidden.txt",
		"f/.git/x.txt", "f/c/one.txt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *text =
			yd_format("第%zu县教育局2024年工作要点\n一、%s\n二、完成。\n", i, names[i]);
		sandbox_puts(r->box, names[i], text);
		free(text);
	}
	char *command = yd_format("ln -s b.txt '%s'; ln -s a '%s'",
		sandbox_path(r->box, "f/link.txt"), sandbox_path(r->box, "f/d"));
	assert_int_equal(system(command), 0);
	free(command);
	RUN(r, "import", "--json", sandbox_path(r->box, "f"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_check_json(r), 4);
	const char *y = strstr(r->out.ptr, "a/Y.txt"), *z = strstr(r->out.ptr, "a/z.txt");
	const char *b = strstr(r->out.ptr, "f/b.txt"), *one = strstr(r->out.ptr, "c/one.txt");
	assert_true(y && z && b && one && y < z && z < b && b < one);
	/* What is named itself is taken, link or hidden. */
	RUN(r, "import", sandbox_path(r->box, "f/.hidden.txt"), sandbox_path(r->box, "f/link.txt"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "1 imported, 0 replaced, 1 unchanged, 0 failed");
}

static void list_filters_by_region_year_and_theme(void **state)
{
	run *r = *state;
	run_import_plan(r);
	sandbox_puts(
		r->box, "b.txt", "吉林省教育厅2022年工作要点\n一、加强幼儿园建设\n二、修缮校舍\n");
	RUN(r, "import", sandbox_path(r->box, "b.txt"));
	RUN(r, "list", "--region", "吉林");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "吉林省教育厅");
	RUN(r, "list", "--year", "2023..2024");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "云水市");
	RUN(r, "list", "--year", "2022", "--json");
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"sections\":0,\"clauses\":2}");
	RUN(r, "list", "--theme", "安全");
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "云水市");
	RUN(r, "list", "--theme", "safety!", "--year", "..2022");
	EXPECT_STATUS(r, 1);
	assert_int_equal(r->out.len, 0);
	RUN(r, "list", "--region", "上海");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "上海: no document is from there");
	RUN(r, "list", "--region", "月亮省");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "月亮省: no place is called so");
	RUN(r, "search", "--region", "长存市", "安全");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "near are 吉林省/长春市");
	RUN(r, "list", "--region", "朝阳区");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "places of that name: 北京市/朝阳区, ");
	RUN(r, "list", "--region", "西海岸");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "西海岸: no document is from there");
	RUN(r, "list", "--region", "unknown");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "\t2024\tunknown\t云水市");
}

/* 公主岭 was under 四平 until 2020. */
static void documents_are_found_by_the_region_of_their_year_too(void **state)
{
	static const char *const both[] = {
		"四平", "长春", "公主岭", "四平/公主岭", "长春/公主岭", "四平市公主岭市", "吉林"};
	run *r = *state;
	sandbox_puts(r->box, "a.txt", "公主岭市教育局2018年工作要点\n一、安全\n二、校舍\n");
	RUN(r, "import", sandbox_path(r->box, "a.txt"));
	for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
		RUN(r, "list", "--region", both[i]);
		EXPECT_STATUS(r, 0);
		assert_int_equal(run_lines(&r->out), 1);
		EXPECT_OUT(r, "吉林省 四平市 公主岭市");
		RUN(r, "search", "--count", "--region", both[i], "安全");
		assert_string_equal(r->out.ptr, "1\n");
	}
	sandbox_puts(r->box, "b.txt", "四平市教育局2018年工作要点\n一、安全\n二、校舍\n");
	sandbox_puts(r->box, "c.txt", "长春市教育局2018年工作要点\n一、安全\n二、校舍\n");
	RUN(r, "import", sandbox_path(r->box, "b.txt"), sandbox_path(r->box, "c.txt"));
	RUN(r, "list", "--region", "四平");
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "list", "--region", "长春");
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "search", "--count", "--region", "四平", "region:长春 安全");
	assert_string_equal(r->out.ptr, "1\n");
}

static void show_parts_a_mark_from_its_text_as_printed(void **state)
{
	static const char plan[] = "云水市学前教育条例\n第一章　总　则\n"
				   "第一条　为了办好学前教育，制定本条例。\n"
				   "第二条 本市学前教育适用本条例。\n"
				   "第三条本条例自公布之日起施行。\n";
	run *r = *state;
	sandbox_puts(r->box, "rules.txt", plan);
	RUN(r, "import", sandbox_path(r->box, "rules.txt"));
	EXPECT_STATUS(r, 0);
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "show", "--text", ref);
	assert_string_equal(r->out.ptr, plan);
	free(ref);
}

static void show_gives_outline_text_and_source(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r));
	char *clause = unit_of(ref, "1.2"), *section = unit_of(ref, "1"), *head = unit_of(ref, "0");
	char *end = unit_of(ref, "end");
	RUN(r, "show", "--source", ref);
	EXPECT_STATUS(r, 0);
	assert_string_equal(r->out.ptr, run_plan);
	RUN(r, "show", "--text", ref);
	EXPECT_OUT(r, "云水市教育局2024年工作要点\n全市教育工作要稳中求进。\n一、守好校园安全\n（一"
		      "）完善校车管理台账。");
	RUN(r, "show", "--text", clause);
	assert_string_equal(
		r->out.ptr, "（二）落实食堂陪餐制度。公开食品安全检查结果，请家长代表参加。\n");
	RUN(r, "show", "--text", end);
	assert_string_equal(r->out.ptr, "云水市教育局\n2024年2月5日\n");
	RUN(r, "show", "--json", ref);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"preamble\":\"全市教育工作要稳中求进。\",\"closing\":"
		      "\"云水市教育局\\n2024年2月5日\",\"nodes\":[{");
	EXPECT_OUT(r, "#1.2\",\"level\":2,\"mark\":\"（二）\",\"label\":\"二\",\"title\":"
		      "\"落实食堂陪餐制度\",\"text\":\"落实食堂");
	EXPECT_OUT(r, "\"mark\":\"一、\",\"label\":\"一\",\"title\":\"守好校园安全\",\"text\":\"\","
		      "\"themes\":[],\"review\":false,\"children\":[{");
	EXPECT_OUT(r, "{\"key\":\"safety\",\"primary\":true}");
	RUN(r, "show", "--json", section);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"document\":\"");
	EXPECT_OUT(r, "\"path\":[\"守好校园安全\"]}");
	RUN(r, "show", "--json", head);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "#0\",\"level\":0,\"mark\":null,\"label\":null,\"title\":"
		      "\"云水市教育局2024年工作要点\",\"text\":\"全市");
	RUN(r, "show", section);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "一、守好校园安全\n");
	EXPECT_OUT(r, "（二）落实食堂陪餐制度。");
	EXPECT_NOT_OUT(r, "建强教师队伍");
	RUN(r, "show", "--source", clause);
	EXPECT_STATUS(r, 2);
	free(ref);
	free(clause);
	free(section);
	free(head);
	free(end);
}

static void source_is_exact_where_text_is_not(void **state)
{
	static const char bytes[] = "\xEF\xBB\xBF一、甲\xFF事\r\n二、乙\x1B[31m事\r\n";
	run *r = *state;
	sandbox_puts(r->box, "a.txt", bytes);
	RUN(r, "import", "--json", sandbox_path(r->box, "a.txt"));
	EXPECT_STATUS(r, 0);
	run_check_json(r);
	EXPECT_NOT_OUT(r, "\"warnings\":[]");
	RUN(r, "list");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "show", "--source", ref);
	assert_int_equal(r->out.len, sizeof bytes - 1);
	assert_memory_equal(r->out.ptr, bytes, sizeof bytes - 1);
	RUN(r, "show", "--json", ref);
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\\u001b[31m");
	EXPECT_OUT(r, "\xEF\xBF\xBD");
	free(ref);
}

static void search_finds_units_in_either_script(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "search", "校車管理");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "#1.1\tunknown\t2024\t（一）\t完善校车管理台账。每月检查");
	RUN(r, "search", "--json", "安全");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_check_json(r), 3);
	EXPECT_OUT(r, "\"region\":null,\"year\":2024,\"title\":\"守好校园安全\",\"mark\":\"一、\","
		      "\"themes\":[],\"snippet\":\"守好校园安全\"}");
	RUN(r, "search", "-n", "2", "安全");
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "search", "--count", "安全");
	assert_string_equal(r->out.ptr, "3\n");
	RUN(r, "search", "--count", "--theme", "safety", "安全");
	assert_string_equal(r->out.ptr, "2\n");
	RUN(r, "search", "陪餐", "家长");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "search", "--year", "2020", "安全");
	EXPECT_STATUS(r, 1);
	RUN(r, "search", "没有的话");
	EXPECT_STATUS(r, 1);
	assert_int_equal(r->out.len, 0);
	RUN(r, "search", "--count", "没有的话");
	EXPECT_STATUS(r, 1);
	assert_string_equal(r->out.ptr, "0\n");
}

static void snippets_show_some_text_around_the_match(void **state)
{
	run *r = *state;
	yd_buf text = {0};
	yd_buf_puts(&text, "一、甲事。\n二、");
	for (int i = 0; i < 100; i++)
		yd_buf_puts(&text, i == 50 ? "要找的" : "字");
	yd_buf_puts(&text, "\n");
	sandbox_puts(r->box, "a.txt", text.ptr);
	RUN(r, "import", sandbox_path(r->box, "a.txt"));
	RUN(r, "search", "要找的");
	yd_buf_clear(&text);
	yd_buf_puts(&text, "\t…");
	for (int i = 0; i < 20; i++)
		yd_buf_puts(&text, "字");
	yd_buf_puts(&text, "要找的");
	for (int i = 0; i < 20; i++)
		yd_buf_puts(&text, "字");
	yd_buf_puts(&text, "…\n");
	EXPECT_OUT(r, text.ptr);
	yd_buf_free(&text);
}

static void bookmarks_are_set_listed_and_removed(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = unit_of(ref, "1.2");
	RUN(r, "bookmark", "list");
	EXPECT_STATUS(r, 0);
	assert_int_equal(r->out.len, 0);
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "bookmarked ");
	RUN(r, "bookmark", "add", unit);
	EXPECT_OUT(r, "already bookmarked ");
	RUN(r, "bookmark", "--json", "list");
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, unit);
	EXPECT_OUT(r,
		"\"found\":true,\"title\":\"落实食堂陪餐制度\",\"text\":\"落实食堂陪餐制度。公开");
	EXPECT_OUT(r, "\"tags\":[],\"note\":null,\"created\":\"20");
	RUN(r, "remove", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "removed ");
	RUN(r, "bookmark", "list", "--json");
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"found\":false");
	RUN(r, "bookmark", "list");
	EXPECT_OUT(r, "\tlost\t落实食堂陪餐制度\t");
	run_import_plan(r);
	RUN(r, "bookmark", "list");
	EXPECT_OUT(r, "\tfound\t");
	RUN(r, "bookmark", "remove", unit);
	EXPECT_STATUS(r, 0);
	RUN(r, "bookmark", "list");
	assert_int_equal(r->out.len, 0);
	RUN(r, "bookmark", "remove", unit);
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, unit);
	free(ref);
	free(unit);
}

static void remove_takes_all_or_nothing(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = unit_of(ref, "1");
	RUN(r, "remove", ref, "999999");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "999999");
	RUN(r, "remove", unit);
	EXPECT_STATUS(r, 2);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "remove", ref, ref);
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "list");
	EXPECT_STATUS(r, 0);
	assert_int_equal(r->out.len, 0);
	EXPECT_ERR(r, "no documents yet");
	free(ref);
	free(unit);
}

static void samples_go_at_once(void **state)
{
	run *r = *state;
	run_import_plan(r);
	sandbox_puts(r->box, "s.txt",
		"---\nregion: 示例省 石桥县\nyear: 2024\ntitle: 样例\nsample: "
		"true\n---\n一、甲事\n二、乙事\n");
	RUN(r, "import", sandbox_path(r->box, "s.txt"));
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, "\tsample\n");
	RUN(r, "remove", "--samples");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "样例");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_NOT_OUT(r, "样例");
	RUN(r, "remove", "--samples");
	EXPECT_STATUS(r, 1);
}

static void themes_are_listed_with_counts(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "theme", "list");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 31);
	EXPECT_OUT(r, "safety\t安全\t2\t");
	RUN(r, "theme", "list", "--json");
	assert_int_equal(run_check_json(r), 31);
	EXPECT_OUT(r, "{\"key\":\"safety\",\"name\":\"安全\",\"clauses\":2,\"primary\":");
}

static void rebuild_reads_again_by_the_rules_of_today(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = unit_of(ref, "2.1");
	RUN(r, "bookmark", "add", unit);
	RUN(r, "search", "--count", "--theme", "safety", "新任教师");
	EXPECT_STATUS(r, 1);
	sandbox_puts(r->box, "config/yaodian/themes", "theme safety\nstrong 新任教师培训\n");
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "rebuild");
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "1 document read again, 0 failed");
	RUN(r, "search", "--count", "--theme", "safety", "新任教师");
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	EXPECT_OUT(r, ref);
	RUN(r, "bookmark", "list");
	EXPECT_OUT(r, "\tfound\t");
	RUN(r, "doctor");
	EXPECT_NOT_OUT(r, "rebuild");
	free(ref);
	free(unit);
}

static void doctor_finds_files_in_order(void **state)
{
	run *r = *state;
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "not there yet");
	run_import_plan(r);
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "in order (1 document, 2 sections, 3 clauses)");
	EXPECT_OUT(r, "in order (0 bookmarks)");
}

static void options_stand_anywhere(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "plan.txt", run_plan);
	char *cache = yd_strdup(sandbox_path(r->box, "else/c.db"));
	char *user = yd_strdup(sandbox_path(r->box, "else/u.db"));
	RUN(r, "--cache", cache, "--user", user, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	assert_int_equal(r->out.len, 0);
	RUN(r, "list", "--cache", cache, "--read-only", "--user", user);
	assert_int_equal(run_lines(&r->out), 1);
	sandbox_env(r->box, "YAODIAN_CACHE", cache);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "search", "安全", "--count");
	assert_string_equal(r->out.ptr, "3\n");
	free(cache);
	free(user);
}

static void utf8_is_read_and_written_in_every_locale(void **state)
{
	run *r = *state;
	run_import_plan(r);
	sandbox_env(r->box, "LANG", "POSIX");
	RUN(r, "search", "校车");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "完善校车管理台账");
	RUN(r, "list", "--theme", "安全");
	EXPECT_OUT(r, "云水市教育局");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(help_and_version_go_to_standard_output),
		TEST(import_tells_what_became_of_each_file),
		TEST(import_writes_json),
		TEST(import_takes_standard_input),
		TEST(what_is_given_wins_and_is_remembered),
		TEST(folders_are_searched_in_byte_order_without_hidden_names_and_links),
		TEST(list_filters_by_region_year_and_theme),
		TEST(documents_are_found_by_the_region_of_their_year_too),
		TEST(show_gives_outline_text_and_source),
		TEST(show_parts_a_mark_from_its_text_as_printed),
		TEST(source_is_exact_where_text_is_not),
		TEST(search_finds_units_in_either_script),
		TEST(snippets_show_some_text_around_the_match),
		TEST(bookmarks_are_set_listed_and_removed),
		TEST(remove_takes_all_or_nothing),
		TEST(samples_go_at_once),
		TEST(themes_are_listed_with_counts),
		TEST(rebuild_reads_again_by_the_rules_of_today),
		TEST(doctor_finds_files_in_order),
		TEST(options_stand_anywhere),
		TEST(utf8_is_read_and_written_in_every_locale),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
