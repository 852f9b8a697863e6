/* `yaodian search` as users and scripts meet it: the query language, odd input, what is said of it.
 */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

static void expect_count(run *r, const char *query, const char *count)
{
	RUN(r, "search", "--count", "--", query);
	if (r->status != (*count == '0') || strncmp(r->out.ptr, count, strlen(count)) != 0 ||
		r->out.ptr[strlen(count)] != '\n')
		fail_msg("%.60s: status %d, %s%s, not %s", query, r->status, r->out.ptr,
			r->err.ptr ? r->err.ptr : "", count);
}

static void the_query_language_is_spoken(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "import", "--region", "示例省 云水市", "--year", "2019",
		sandbox_path(r->box, "plan.txt"));
	expect_count(r, "校车 驾驶", "1");
	expect_count(r, "校車　\"檢查 校车\"", "1");
	expect_count(r, "陪餐 OR 新任教师", "2");
	expect_count(r, "安全 -校车", "2");
	expect_count(r, "－校车　安全", "2");
	expect_count(r, "year:2019 安全", "3");
	expect_count(r, "year：2018..2020 安全", "3");
	expect_count(r, "year:2024 安全", "0");
	expect_count(r, "region:云水 安全", "3");
	expect_count(r, "region:示例省/云水市 安全", "3");
	expect_count(r, "region:全国 安全", "0");
	expect_count(r, "in:title 安全", "1");
	expect_count(r, "theme:teachers 教师", "1");
	expect_count(r, "is:bookmarked", "0");
	expect_count(r, "(陪餐 OR 校车) -驾驶", "1");
}

static void help_names_every_field(void **state)
{
	run *r = *state;
	static const char *const fields[] = {"theme:", "region:", "year:", "kind:", "by:",
		"in:title", "in:here", "is:bookmarked", "tag:", "note:"};
	RUN(r, "search", "--help");
	EXPECT_STATUS(r, 0);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		EXPECT_OUT(r, fields[i]);
	RUN(r, "list", "--help");
	EXPECT_NOT_OUT(r, "in:here");
}

static void a_minus_is_part_of_a_word(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "search", "--count", "安全", "-校车");
	assert_string_equal(r->out.ptr, "2\n");
	RUN(r, "search", "--count", "安全", "-\"校车 管理\"");
	assert_string_equal(r->out.ptr, "2\n");
	RUN(r, "search", "--count", "安全", "-x");
	EXPECT_STATUS(r, 2);
	RUN(r, "search", "--count", "--", "安全", "-theme:safety");
	EXPECT_STATUS(r, 0);
}

static void nothing_typed_is_an_error(void **state)
{
	static const char *const odd[] = {"OR", "OR OR OR", "-", "--", "---", "AND", "NOT", "( )",
		"((", "))", "\"", "\"\"", "\"\"\"", "“", "”“", "「", "。", "，。！？", "NEAR(",
		"NEAR(a b, 3)", "*", "安全*", "^安全", "col:安全", "unit:安全", "{unit}:安全",
		"安全 + 校车", "\\", "'", "''; DROP TABLE doc; --", "%", "_",
		"theme:", "theme:nosuch", "theme:!", "year:", "year:20", "year:2020..2010",
		"year:..", "region:", "region:/", "region:火星", "in:", "in:nowhere",
		"is:", "is:new", ":", "：", "\xff\xfe", "安\xe5\x85", "\xc3(", "\x01\x02",
		"\x1b[31m", "\x7f", "-\"", "-(", "a OR", "OR a", "\xEF\xBB\xBF", "in:here",
		"-in:here", "in:title", "is:bookmarked OR",
		"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", "~", "##"};
	run *r = *state;
	run_import_plan(r);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		RUN(r, "search", "--json", "--", odd[i]);
		bool empty = strcmp(odd[i], "\xEF\xBB\xBF") == 0;
		if (r->status > 1 && !(empty && r->status == 2))
			fail_msg("%s: status %d: %s", odd[i], r->status, r->err.ptr);
		assert_int_equal(run_check_json(r), run_lines(&r->out));
	}
}

static void long_queries_are_answered(void **state)
{
	run *r = *state;
	run_import_plan(r);
	yd_buf words = {0}, one = {0}, deep = {0};
	for (int i = 0; i < 10000; i++) {
		yd_buf_puts(&one, i % 2 ? "安" : "全");
		yd_buf_puts(&words, i % 3 ? "安全 " : "检查 ");
		yd_buf_puts(&deep, i % 2 ? "(校车 OR -" : "( ");
	}
	expect_count(r, one.ptr, "0");
	expect_count(r, words.ptr, "2");
	RUN(r, "search", "--count", "--", deep.ptr);
	assert_in_range(r->status, 0, 1);
	yd_buf_free(&words);
	yd_buf_free(&one);
	yd_buf_free(&deep);
}

/* Runs a search on a terminal to its end. */
static term *search_there(run *r, const char *query)
{
	const char *const argv[] = {"search", "--", query, NULL};
	term *t = sandbox_browse(r->box, 120, 24, argv);
	assert_true(WIFEXITED(term_await_exit(t)));
	return t;
}

static void a_terminal_is_told_what_was_understood(void **state)
{
	static const struct {
		const char *query, *told;
	} rows[] = {
		{"NEAR(校车 管理)", "looked for as: \"NEAR(校车\" \"管理)\""},
		{"theme:nosuch 校车", "looked for as: \"theme:nosuch\" 校车"},
		{"校车 OR", "looked for as: 校车 \"OR\""},
		{"校车*", "looked for as: 校车*"},
		{"“校车 管理", "looked for as: \"校车 管理\""},
		{"region:火星 校车",
			"region:火星: no place is called so, and no document is from there"},
		{"region:上海 校车", "region:上海: no document is from there; `yaodian list`"},
		{"region:长存市 校车",
			"region:长存市: no place is called so; near are 吉林省/长春市"},
		{"region:天府 校车", "no document is from any of the places of that name: "},
		{"in:here 校车", "in:here: no document is open here"},
	};
	run *r = *state;
	run_import_plan(r);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		term *t = search_there(r, rows[i].query);
		term_check_shows(t, rows[i].told);
		term_free(t);
	}
	static const char *const plain[] = {"校车", "\"OR\" 校车", "校车 -陪餐", "year:2024 校车"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		int row, column;
		term *t = search_there(r, plain[i]);
		term_check(t, !term_find(t, "looked for", &row, &column));
		term_free(t);
	}
	RUN(r, "search", "theme:nosuch 校车");
	EXPECT_STATUS(r, 1);
	assert_int_equal(r->err.len, 0);
}

static void every_match_in_a_snippet_is_marked(void **state)
{
	run *r = *state;
	int row, column;
	run_import_plan(r);
	term *t = search_there(r, "校车 每月");
	assert_true(term_find(t, "每月", &row, &column));
	term_check(t, term_cell_at(t, row, column).reverse);
	assert_true(term_find(t, "校车管理", &row, &column));
	term_check(t, term_cell_at(t, row, column).reverse);
	term_check(t, !term_cell_at(t, row, column + 4).reverse);
	term_free(t);
}

static void titles_come_first_and_n_stops(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "search", "-n", "1", "安全");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	EXPECT_OUT(r, "#1\t");
	RUN(r, "search", "--count", "-n", "2", "安全");
	assert_string_equal(r->out.ptr, "2\n");
	RUN(r, "search", "--json", "--count", "安全");
	assert_string_equal(r->out.ptr, "{\"count\":3}\n");
	RUN(r, "search", "安全");
	assert_int_equal(run_lines(&r->out), 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_query_language_is_spoken),
		TEST(help_names_every_field),
		TEST(a_minus_is_part_of_a_word),
		TEST(nothing_typed_is_an_error),
		TEST(long_queries_are_answered),
		TEST(a_terminal_is_told_what_was_understood),
		TEST(every_match_in_a_snippet_is_marked),
		TEST(titles_come_first_and_n_stops),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
