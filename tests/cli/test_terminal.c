/* Commands on a terminal: nothing harmful reaches it, tables fit it, progress and Ctrl-C; and pipes
 * that close. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define EVIL                                                                                       \
	"\x1b]0;owned\x07\x1b[2J\xc2\x9b"                                                          \
	"31m\xe2\x80\xae\b\x7f"

static const char evil_plan[] = "一、" EVIL "守好校园\n二、开展" EVIL "检查。逐项登记" EVIL "。\n";

/* Runs a command on a terminal to its end; *status gets its exit status. The caller frees the
 * terminal. */
static term *on_terminal(run *r, int columns, const char *const *argv, int *status)
{
	term *t = sandbox_browse(r->box, columns, 24, argv);
	int wait_status = term_await_exit(t);
	assert_true(WIFEXITED(wait_status));
	*status = WEXITSTATUS(wait_status);
	return t;
}

static void nothing_harmful_reaches_a_terminal(void **state)
{
	run *r = *state;
	char name[] = "a" EVIL ".txt";
	sandbox_puts(r->box, name, evil_plan);
	char *path = yd_strdup(sandbox_path(r->box, name));
	char *missing = yd_strdup(sandbox_path(r->box, "none" EVIL));
	RUN(r, "import", "--title", "标题" EVIL, path);
	EXPECT_STATUS(r, 0);
	char *ref = yd_strdup(run_ref(r)), *unit = yd_format("%s#2", ref);
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 0);
	const char *const commands[][6] = {
		{"list"},
		{"list", "--json"},
		{"show", ref},
		{"show", "--json", ref},
		{"show", "--text", ref},
		{"show", "--source", ref},
		{"search", "检查"},
		{"search", "--json", "检查"},
		{"bookmark", "list"},
		{"bookmark", "--json", "list"},
		{"import", path},
		{"import", missing},
		{"show", EVIL},
		{EVIL},
		{"list", "--" EVIL},
		{"list", "--year", EVIL},
		{"search", "--theme", EVIL, "x"},
		{"list", "--region", EVIL},
		{"import", "--region", EVIL, missing},
		{"bookmark", "remove", EVIL},
		{"--cache", EVIL "/x/y", "--read-only", "doctor"},
		{"remove", ref},
		{"bookmark", "list"},
	};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		int status;
		term *t = on_terminal(r, 80, commands[i], &status);
		const char *harm = term_harm(t);
		if (harm)
			fail_msg("%s %s: %s", commands[i][0], commands[i][1] ? commands[i][1] : "",
				harm);
		term_free(t);
	}
	free(path);
	free(missing);
	free(ref);
	free(unit);
}

static void tables_fit_the_window(void **state)
{
	run *r = *state;
	run_import_plan(r);
	RUN(r, "import", "--region", "示例省 一个名字很长很长的自治州 另一个名字很长的自治县",
		sandbox_path(r->box, "plan.txt"));
	for (int columns = 20; columns <= 130; columns += 5) {
		int status;
		term *t = on_terminal(r, columns, (const char *[]){"list", NULL}, &status);
		assert_int_equal(status, 0);
		term_check(t, term_row(t, 0)[0] != '\0');
		term_check(t, term_row(t, 1)[0] == '\0');
		term_check_whole(t);
		term_free(t);
	}
}

static void show_breaks_lines_by_the_window(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r));
	int status;
	term *t = on_terminal(r, 30, (const char *[]){"show", ref, NULL}, &status);
	assert_int_equal(status, 0);
	term_check_shows(t, "　　（一）完善校车管理台账。");
	term_check_shows(t, "#1.1  安全");
	for (int row = 0; row < term_rows(t); row++)
		term_check(t, strncmp(term_row(t, row), "，", strlen("，")) != 0);
	term_free(t);
	free(ref);
}

static void matches_are_marked_where_the_terminal_can(void **state)
{
	run *r = *state;
	run_import_plan(r);
	int status, row, column;
	term *t = on_terminal(r, 80, (const char *[]){"search", "台账", NULL}, &status);
	assert_true(term_find(t, "台账", &row, &column));
	term_check(t, term_cell_at(t, row, column).reverse);
	term_check(t, !term_cell_at(t, row, column - 2).reverse);
	term_free(t);
	sandbox_env(r->box, "TERM", "dumb");
	t = on_terminal(r, 80, (const char *[]){"search", "台账", NULL}, &status);
	size_t len;
	assert_null(strchr(term_raw(t, &len), '\x1b'));
	term_free(t);
}

static void ctrl_c_stops_an_import_and_sums_up(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "a.txt", "云水市教育局2021年工作要点\n一、甲事\n二、乙事\n");
	sandbox_puts(r->box, "c.txt", "云水市教育局2023年工作要点\n一、甲事\n二、乙事\n");
	char *a = yd_strdup(sandbox_path(r->box, "a.txt")),
	     *b = yd_strdup(sandbox_path(r->box, "b"));
	char *c = yd_strdup(sandbox_path(r->box, "c.txt"));
	/* It waits for somebody to write into the pipe. */
	assert_int_equal(mkfifo(b, 0600), 0);
	term *t = sandbox_browse(r->box, 80, 24, (const char *[]){"import", a, b, c, NULL});
	term_await(t, "工作要点");
	term_settle(t);
	term_press(t, "\x03");
	int status = term_await_exit(t);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	term_check_shows(t, "1 imported, 0 replaced, 0 unchanged, 0 failed; stopped with 2 left");
	term_free(t);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "import", a, c);
	EXPECT_ERR(r, "1 imported, 0 replaced, 1 unchanged");
	free(a);
	free(b);
	free(c);
}

/* Runs a shell line in which $Y is the program; its exit status. */
static int shell(run *r, const char *line)
{
	const char *given = getenv("YD_BINARY");
	char *binary = realpath(given ? given : "./yaodian", NULL);
	sandbox_env(r->box, "Y", binary);
	free(binary);
	term *t = sandbox_start(r->box, 80, 24, (const char *[]){"/bin/sh", "-c", line, NULL});
	int status = term_await_exit(t);
	yd_buf_clear(&r->out);
	size_t len;
	const char *raw = term_raw(t, &len);
	yd_buf_add(&r->out, raw, len);
	term_free(t);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void a_closed_pipe_ends_quietly(void **state)
{
	run *r = *state;
	yd_buf text = {0};
	yd_buf_puts(&text, "云水市教育局2024年工作要点\n");
	for (int i = 1; i <= 900; i++)
		yd_buf_printf(&text,
			"%d.检查第%"
			"d次。逐项登记逐项登记逐项登记逐项登记逐项登记逐项登记逐项登记逐项登记。\n",
			i, i);
	sandbox_write(r->box, "long.txt", text.ptr, text.len);
	RUN(r, "import", sandbox_path(r->box, "long.txt"));
	EXPECT_STATUS(r, 0);
	assert_int_equal(shell(r, "\"$Y\" search 逐项登记 2>&1 >/dev/full; echo status $?"), 0);
	EXPECT_OUT(r, "standard output: cannot be written");
	EXPECT_OUT(r, "status 3");
	assert_int_equal(
		shell(r, "{ \"$Y\" search 逐项登记; echo status $? >&2; } | head -c 1 >/dev/null"),
		0);
	EXPECT_OUT(r, "status 0");
	EXPECT_NOT_OUT(r, "yaodian:");
	assert_int_equal(shell(r, "{ \"$Y\" list --json; echo status $? >&2; } | true"), 0);
	EXPECT_NOT_OUT(r, "yaodian:");
	yd_buf_free(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_harmful_reaches_a_terminal),
		TEST(tables_fit_the_window),
		TEST(show_breaks_lines_by_the_window),
		TEST(matches_are_marked_where_the_terminal_can),
		TEST(ctrl_c_stops_an_import_and_sums_up),
		TEST(a_closed_pipe_ends_quietly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
