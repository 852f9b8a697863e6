/*
 * Long imports: what a terminal shows of them, and how Ctrl-C ends them.
 *
 * A document that waits is a web page whose helper, a script, answers when the test lets it: so
 * nothing here depends on how fast the machine is.
 */
#include "run.h"

#include "../e2e/browse.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { BEFORE = 20, BEHIND = 10, ALL = BEFORE + 1 + BEHIND };

static void put_plan(run *r, const char *name, int year)
{
	char *text = yd_format("云水市教育局%d年工作要点\n一、守好校园\n二、开展检查\n", year);
	sandbox_puts(r->box, name, text);
	free(text);
}

/* A folder of plans with a page among them that waits: its name is `page`. */
static void put_folder(run *r, const char *page)
{
	char *page_name = yd_format("plans/%s", page);
	for (int i = 0; i < BEFORE + BEHIND; i++) {
		char *name = yd_format("plans/%c%02d.txt", i < BEFORE ? 'a' : 'z', i);
		put_plan(r, name, 1990 + i);
		free(name);
	}
	sandbox_puts(r->box, page_name,
		"<html><head><title>云水市教育局2024年工作要点</title></head><body>"
		"<p>云水市教育局2024年工作要点</p><p>一、守好校园</p><p>二、开展检查</p>"
		"</body></html>");
	/* Should the program end meanwhile, so does the script. */
	char *script = yd_format("#!/bin/sh\nwhile [ ! -e '%s' ]; do\n"
				 "kill -0 $PPID || exit\nsleep 0.05\ndone\nexec '%s'\n",
		sandbox_path(r->box, "go"), getenv("YAODIAN_EXTRACT"));
	sandbox_puts(r->box, "helper", script);
	assert_int_equal(chmod(sandbox_path(r->box, "helper"), 0700), 0);
	sandbox_env(r->box, "YAODIAN_EXTRACT", sandbox_path(r->box, "helper"));
	free(script);
	free(page_name);
}

/* Answers pages from now on. */
static void let_go(run *r)
{
	sandbox_puts(r->box, "go", "");
}

static term *import_on_terminal(run *r, int columns)
{
	return sandbox_browse(r->box, columns, 24,
		(const char *[]){"import", sandbox_path(r->box, "plans"), NULL});
}

static void need_helper(void)
{
	const char *helper = getenv("YAODIAN_EXTRACT");
	if (!helper || access(helper, X_OK) != 0)
		skip();
}

static void a_terminal_shows_how_far_an_import_is(void **state)
{
	run *r = *state;
	need_helper();
	put_folder(r, "m.html");
	term *t = import_on_terminal(r, 100);
	int row, column;
	term_await(t, "20 of 31 files, 0 of 0 MB");
	term_await(t, "plans/m.html");
	term_check(t, term_find(t, "20 of 31 files", &row, &column));
	term_check(t, column == 0);
	term_check_hides(t, "left");
	term_check_harmless(t);
	let_go(r);
	int status = term_await_exit(t);
	term_check(t, WIFEXITED(status) && WEXITSTATUS(status) == 0);
	term_check_hides(t, "files");
	term_check_shows(t, "yaodian: 31 imported, 0 replaced, 0 unchanged, 0 failed");
	term_free(t);
}

/* The line is cut to the window, whole characters, and never reaches the next row. */
static void the_line_fits_the_window(void **state)
{
	run *r = *state;
	need_helper();
	put_folder(r, "m云水市教育局关于印发全市教育工作要点的通知及附件和说明.html");
	for (int columns = 100; columns >= 10; columns -= columns > 30 ? 13 : 3) {
		term *t = import_on_terminal(r, columns);
		int row, column;
		term_await(t, columns > 20 ? "20 of 31 files" : "20 of");
		term_settle(t);
		term_check_whole(t);
		term_check(t, term_find(t, "20 of", &row, &column));
		term_check(t, row == term_rows(t) - 1 || strcmp(term_row(t, row + 1), "") == 0);
		term_check(t, strcmp(term_slice(t, row, columns - 1, columns), " ") == 0);
		term_free(t);
	}
}

static void nothing_is_shown_where_nobody_looks(void **state)
{
	run *r = *state;
	need_helper();
	put_folder(r, "m.html");
	let_go(r);
	RUN(r, "import", sandbox_path(r->box, "plans"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "31 imported");
	EXPECT_NOT_ERR(r, "files");
	EXPECT_NOT_ERR(r, "\r");
	EXPECT_NOT_OUT(r, "files");
}

static void the_line_is_in_the_readers_language(void **state)
{
	run *r = *state;
	need_helper();
	const char *build = getenv("YD_BUILD");
	char *catalogue = yd_format("%s/po/zh_CN/LC_MESSAGES/yaodian.mo", build ? build : ".");
	bool there = access(catalogue, R_OK) == 0;
	free(catalogue);
	if (!there)
		skip();
	put_folder(r, "m云水.html");
	make_locale(r->box, "zh_CN");
	sandbox_env(r->box, "LANG", "zh_CN.UTF-8");
	term *t = import_on_terminal(r, 90);
	term_await(t, "20/31 个文件");
	term_await(t, "m云水.html");
	term_check_whole(t);
	let_go(r);
	term_await_exit(t);
	term_check_hides(t, "个文件");
	term_free(t);
}

static void ctrl_c_stops_after_the_document_and_the_next_run_goes_on(void **state)
{
	run *r = *state;
	need_helper();
	put_folder(r, "m.html");
	term *t = import_on_terminal(r, 120);
	term_await(t, "20 of 31 files");
	term_await(t, "m.html");
	term_type(t, "\x03");
	term_await(t, "stopping after this file");
	let_go(r);
	int status = term_await_exit(t);
	term_check(t, WIFEXITED(status) && WEXITSTATUS(status) == 1);
	term_check_shows(t,
		"21 imported, 0 replaced, 0 unchanged, 0 failed; stopped with 10 left: the same "
		"command goes on");
	term_free(t);
	RUN(r, "search", "--count", "开展检查");
	assert_int_equal(atoi(r->out.ptr), BEFORE + 1);
	RUN(r, "import", sandbox_path(r->box, "plans"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "10 imported, 0 replaced, 21 unchanged, 0 failed");
}

static void a_second_ctrl_c_ends_at_once_and_harms_nothing(void **state)
{
	run *r = *state;
	need_helper();
	put_folder(r, "m.html");
	term *t = import_on_terminal(r, 120);
	term_await(t, "20 of 31 files");
	term_await(t, "m.html");
	term_type(t, "\x03");
	term_await(t, "stopping after this file");
	term_type(t, "\x03");
	int status = term_await_exit(t);
	term_check(t, WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	term_free(t);
	let_go(r);
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	RUN(r, "import", sandbox_path(r->box, "plans"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "11 imported, 0 replaced, 20 unchanged, 0 failed");
	RUN(r, "search", "--count", "开展检查");
	assert_int_equal(atoi(r->out.ptr), ALL);
}

/* Two helpers read them; what comes out is as if one had. */
static void many_pages_come_in_order(void **state)
{
	run *r = *state;
	enum { PAGES = 40 };
	need_helper();
	for (int i = 0; i < PAGES; i++) {
		char *name = yd_format("pages/%02d.%s", i, i % 7 == 3 ? "txt" : "html");
		char *page =
			yd_format("<html><head><title>云水市教育局%d年工作要点</title></head><body>"
				  "<p>云水市教育局%d年工作要点</p><p>一、守好校园</p>"
				  "<p>二、开展检查</p></body></html>",
				1990 + i, 1990 + i);
		if (i % 7 == 3)
			put_plan(r, name, 1990 + i);
		else
			sandbox_puts(r->box, name, page);
		free(name);
		free(page);
	}
	RUN(r, "import", sandbox_path(r->box, "pages"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), PAGES);
	const char *line = r->out.ptr;
	for (int i = 0; i < PAGES; i++) {
		char *there =
			yd_format("云水市教育局%d年工作要点 (0 sections, 2 clauses)\n", 1990 + i);
		const char *found = strstr(line, there), *end = strchr(line, '\n') + 1;
		assert_true(found && found + strlen(there) == end);
		line = end;
		free(there);
	}
	RUN(r, "import", sandbox_path(r->box, "pages"));
	EXPECT_ERR(r, "0 imported, 0 replaced, 40 unchanged, 0 failed");
}

/* ---- many at once are what each alone is ---- */

static uint64_t draw(uint64_t *state, uint64_t limit) /* SplitMix64 */
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % limit;
}

enum form { TEXT, PAGE, LONG_PAGE, OTHER_ENCODING, SAME_AGAIN, EMPTY, BROKEN, FORMS };

static void add_page(uint64_t *chance, int year, size_t clauses, bool encoded, yd_buf *out)
{
	yd_buf_printf(out,
		"<html><head>%s<title>云水市教育局%d年工作要点</title></head><body><div>首页</div>",
		encoded ? "<meta charset=\"gb18030\">" : "", year);
	yd_buf_printf(out, "<p>云水市教育局%d年工作要点</p><p>一、守好校园</p>", year);
	for (size_t i = 1; i <= clauses; i++)
		yd_buf_printf(out, "<p>%zu.开展第%llu次检查。</p>", i,
			(unsigned long long)draw(chance, 1000000));
	yd_buf_puts(out, "</body></html>");
}

static void in_gb18030(yd_buf *text)
{
	yd_buf out = {0};
	iconv_t to = iconv_open("GB18030", "UTF-8");
	assert_true(to != (iconv_t)-1);
	char *from = text->ptr, *at;
	size_t left = text->len, room = 2 * text->len;
	yd_buf_reserve(&out, room);
	at = out.ptr;
	assert_int_equal(iconv(to, &from, &left, &at, &room), 0);
	out.len = (size_t)(at - out.ptr);
	iconv_close(to);
	yd_buf_free(text);
	*text = out;
}

static void make_file(run *r, uint64_t *chance, const char *name, int year, yd_buf *before)
{
	yd_buf text = {0};
	enum form form = (enum form)draw(chance, FORMS);
	if (form == TEXT)
		yd_buf_printf(
			&text, "云水市教育局%d年工作要点\n一、守好校园\n二、开展检查\n", year);
	else if (form == BROKEN)
		yd_buf_puts(&text, "PK\003\004 and nothing of a Word file");
	else if (form == SAME_AGAIN)
		yd_buf_add_str(&text, yd_buf_str(before));
	else if (form != EMPTY)
		add_page(chance, year, form == LONG_PAGE ? 2000 : draw(chance, 40),
			form == OTHER_ENCODING, &text);
	if (form == OTHER_ENCODING)
		in_gb18030(&text);
	sandbox_write(r->box, name, text.ptr ? text.ptr : "", text.len);
	yd_buf_clear(before);
	yd_buf_add_str(before, yd_buf_str(&text));
	yd_buf_free(&text);
}

static void import_into(run *r, const char *cache, const char *path)
{
	RUN(r, "import", "--cache", sandbox_path(r->box, cache), "--json", path);
}

static void list_all(run *r, const char *cache, yd_buf *out)
{
	RUN(r, "list", "--cache", sandbox_path(r->box, cache), "--json");
	EXPECT_STATUS(r, 0);
	yd_buf_add_str(out, yd_buf_str(&r->out));
	RUN(r, "search", "--cache", sandbox_path(r->box, cache), "--json", "检查");
	yd_buf_add_str(out, yd_buf_str(&r->out));
}

static void files_read_side_by_side_are_what_each_alone_is(void **state)
{
	run *r = *state;
	enum { FILES = 60 };
	uint64_t chance = 20261122;
	yd_buf before = {0}, said = {0}, alone = {0}, together = {0};
	need_helper();
	for (int i = 0; i < FILES; i++) {
		char *name = yd_format("in/%02d", i);
		make_file(r, &chance, name, 1960 + i, &before);
		import_into(r, "alone.db", sandbox_path(r->box, name));
		yd_buf_add_str(&said, yd_buf_str(&r->out));
		free(name);
	}
	list_all(r, "alone.db", &alone);
	import_into(r, "together.db", sandbox_path(r->box, "in"));
	assert_string_equal(r->out.ptr, said.ptr);
	list_all(r, "together.db", &together);
	assert_string_equal(together.ptr, alone.ptr);
	assert_true(run_lines(&alone) > FILES);
	yd_buf_free(&before);
	yd_buf_free(&said);
	yd_buf_free(&alone);
	yd_buf_free(&together);
}

/* Byte order, part by part; no hidden names, no links but the one that is named. */
static void folders_are_walked_in_order_and_links_are_not_followed(void **state)
{
	run *r = *state;
	static const char *const names[] = {
		"in/a/z.txt", "in/a!.txt", "in/a0.txt", "in/b.txt", "in/深/一/二.txt"};
	enum { COUNT = sizeof names / sizeof *names };
	/* As they are expected: the folder a stands before a!.txt. */
	for (int i = 0; i < COUNT; i++)
		put_plan(r, names[i], 2001 + i);
	put_plan(r, "in/.hidden.txt", 2020);
	put_plan(r, "in/.git/c.txt", 2021);
	assert_int_equal(symlink("..", sandbox_path(r->box, "in/a/up")), 0);
	assert_int_equal(symlink("b.txt", sandbox_path(r->box, "in/linked.txt")), 0);
	assert_int_equal(symlink(".", sandbox_path(r->box, "in/深/loop")), 0);
	assert_int_equal(symlink("in", sandbox_path(r->box, "named")), 0);
	RUN(r, "import", sandbox_path(r->box, "named"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), COUNT);
	const char *line = r->out.ptr;
	for (int i = 0; i < COUNT; i++) {
		char year[24];
		snprintf(year, sizeof year, "%d年", 2001 + i);
		const char *end = strchr(line, '\n');
		const char *found = strstr(line, year);
		assert_true(found && found < end);
		line = end + 1;
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)
	const struct CMUnitTest tests[] = {
		TEST(a_terminal_shows_how_far_an_import_is),
		TEST(the_line_fits_the_window),
		TEST(nothing_is_shown_where_nobody_looks),
		TEST(the_line_is_in_the_readers_language),
		TEST(ctrl_c_stops_after_the_document_and_the_next_run_goes_on),
		TEST(a_second_ctrl_c_ends_at_once_and_harms_nothing),
		TEST(many_pages_come_in_order),
		TEST(files_read_side_by_side_are_what_each_alone_is),
		TEST(folders_are_walked_in_order_and_links_are_not_followed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
