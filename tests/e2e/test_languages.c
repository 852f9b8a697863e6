/* The interface in Chinese: complete, whole and in its columns; what the contract fixes is as ever.
 */
#include "browse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static const int sizes[][2] = {{120, 40}, {100, 30}, {80, 24}, {60, 20}, {50, 15}};

/* A program that was configured with --disable-nls speaks English only. */
static void need_catalogue(const char *name)
{
	const char *build = getenv("YD_BUILD");
	char *path = yd_format("%s/po/%s/LC_MESSAGES/yaodian.mo", build ? build : ".", name);
	bool there = access(path, R_OK) == 0;
	if (!there)
		print_message("skipped: %s is not there (--disable-nls)\n", path);
	free(path);
	if (!there) {
		assert_null(getenv("CI"));
		skip();
	}
}

static void speak(sandbox *box, const char *name)
{
	need_catalogue(name);
	make_locale(box, name);
	char *locale = yd_format("%s.UTF-8", name);
	sandbox_env(box, "LANG", locale);
	free(locale);
}

static bool is_han(const char *text)
{
	/* U+4E00 to U+9FFF */
	unsigned char lead = (unsigned char)*text;
	return lead >= 0xE4 && lead <= 0xE9;
}

static bool has_han(const char *text)
{
	for (; *text; text++)
		if (is_han(text))
			return true;
	return false;
}

/* ---- the browser ---- */

static void check_words(sandbox *box, const char *const *words)
{
	term *t = open_browser(box, 120, 40);
	for (; *words; words++)
		term_check_shows(t, *words);
	leave_browser(t);
}

static void the_language_follows_the_locale(void **state)
{
	static const char *const english[] = {"Regions", "Outline", "clauses", "? help", NULL};
	static const char *const simplified[] = {
		"地区", "目录  32 个条目", "示例", "? 帮助", "书签", NULL};
	static const char *const traditional[] = {
		"地區", "目錄  32 個條目", "範例", "? 說明", "書籤", NULL};
	sandbox *box = *state;
	check_words(box, english);
	speak(box, "zh_TW");
	check_words(box, traditional);
	speak(box, "zh_CN");
	check_words(box, simplified);
	/* The language alone may be asked for, and is the only thing that LC_MESSAGES changes. */
	sandbox_env(box, "LANGUAGE", "zh_TW");
	check_words(box, traditional);
	sandbox_env(box, "LANGUAGE", NULL);
	sandbox_env(box, "LANG", "C.UTF-8");
	check_words(box, english);
	sandbox_env(box, "LC_MESSAGES", "zh_CN.UTF-8");
	check_words(box, simplified);
}

/* No row of the help is cut, and every explanation is in Chinese. */
static void check_help_page(term *t)
{
	int column_of_keys = 2;
	term_check_whole(t);
	for (int row = 1; row < term_rows(t) - 1; row++) {
		const char *text = term_row(t, row);
		/* Elsewhere … stands behind what may be repeated. */
		if (strcmp(term_cell_at(t, row, term_columns(t) - 1).text, "…") == 0)
			term_fail(t, __FILE__, __LINE__, "row %d is cut", row);
		if (*text && strncmp(text, "  ", 2) != 0 && !has_han(text))
			term_fail(t, __FILE__, __LINE__, "row %d is a heading in English", row);
		term_cell cell = term_cell_at(t, row, column_of_keys - 1);
		term_check(t, cell.width == 1 || has_han(text));
	}
}

static void read_help(term *t)
{
	char *last = NULL;
	term_press(t, "?");
	for (int page = 0; page < 80; page++) {
		check_help_page(t);
		char *now = screen_text(t);
		bool same = last && strcmp(last, now) == 0;
		free(last);
		last = now;
		if (same)
			break;
		term_press(t, "\006");
	}
	free(last);
	term_press(t, "q");
}

static void no_text_is_cut_in_any_size(void **state)
{
	static const char *const languages[] = {"zh_CN", "zh_TW"};
	for (size_t k = 0; k < 2; k++) {
		speak(*state, languages[k]);
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
			int columns[8];
			int count = borders(t, 0, sizes[i][1] - 2, columns);
			term_check(t, count == (sizes[i][0] >= 100 ? 2 : sizes[i][0] >= 60));
			term_check_whole(t);
			read_help(t);
			leave_browser(t);
		}
	}
}

/* Every view, with what is said while nothing is there. */
static void views_and_messages_are_in_chinese(void **state)
{
	speak(*state, "zh_CN");
	term *t = open_browser(*state, 80, 24);
	term_press(t, "t");
	term_check_shows(t, "主题：符合任一所选");
	term_press(t, "q");
	term_press(t, "B");
	term_check_shows(t, "还没有书签。b 给光标所在的条目加书签，q 返回。");
	term_press(t, "q");
	term_press(t, "/");
	term_check_shows(t, "都出现在同一条目中");
	term_press(t, "\033");
	term_press(t, "l");
	term_press(t, "b");
	term_check_shows(t, "已加书签：");
	term_press(t, "u");
	term_check_shows(t, "已撤销：");
	run_command(t, "nonsense");
	term_check_shows(t, "没有命令 nonsense；Tab 补全名称，? 列出全部。");
	run_command(t, "set text-width wide");
	term_check_shows(t, "text-width: “wide”不是 0 到 1000 的数");
	term_press(t, "~");
	term_check_shows(t, "~ 在这里不起作用；? 显示按键。");
	leave_browser(t);
}

static void an_empty_cache_is_explained_in_chinese(void **state)
{
	speak(*state, "zh_TW");
	term *t = sandbox_browse(*state, 80, 24, NULL);
	term_settle(t);
	term_check_shows(t, "還沒有文件。");
	term_check_shows(t, "匯入的文件會自動出現在這裡");
	leave_browser(t);
}

/* ---- commands ---- */

static const char *const commands[] = {"import", "list", "show", "search", "bookmark", "remove",
	"theme", "rebuild", "doctor", NULL};

static void check_help_of(sandbox *box, const char *command)
{
	yd_buf out = {0};
	assert_int_equal(sandbox_run(box, &out, NULL, "--help", command, NULL), 0);
	assert_non_null(strstr(out.ptr, "选项"));
	for (char *line = strtok(out.ptr, "\n"); line; line = strtok(NULL, "\n")) {
		size_t words = 0;
		/* A line that is only options and examples has no sentence of English words. */
		for (char *c = line; *c; c++)
			words += c[0] == ' ' && c[1] >= 'a' && c[1] <= 'z';
		if (words > 4 && !has_han(line) && !strstr(line, "yaodian "))
			fail_msg("%s --help in English: %s", command ? command : "", line);
	}
	yd_buf_free(&out);
}

static void help_and_complaints_of_commands_are_in_chinese(void **state)
{
	sandbox *box = *state;
	yd_buf err = {0}, out = {0};
	speak(box, "zh_CN");
	check_help_of(box, NULL);
	for (size_t i = 0; commands[i]; i++)
		check_help_of(box, commands[i]);
	assert_int_equal(sandbox_run(box, NULL, &err, "nonsense", NULL), 2);
	assert_non_null(strstr(err.ptr, "没有命令“nonsense”"));
	yd_buf_clear(&err);
	assert_int_equal(sandbox_run(box, NULL, &err, "list", "--theme", "云", NULL), 2);
	assert_non_null(strstr(err.ptr, "没有主题“云”"));
	yd_buf_clear(&err);
	/* The system's own reasons come in the same language and in UTF-8. */
	sandbox_env(box, "YAODIAN_CACHE", "/proc/nowhere/corpus.db");
	assert_int_not_equal(sandbox_run(box, NULL, &err, "list", NULL), 0);
	assert_true(has_han(err.ptr));
	assert_null(strstr(err.ptr, "?"));
	sandbox_env(box, "YAODIAN_CACHE", NULL);
	sandbox_run(box, &out, NULL, "doctor", NULL);
	assert_non_null(strstr(out.ptr, "正常 (10 份文档、"));
	yd_buf_free(&err);
	yd_buf_free(&out);
}

/* In Chinese, byte for byte what it is in English. */
static void check_same(sandbox *box, const char *const *args)
{
	yd_buf english = {0}, chinese = {0};
	sandbox_env(box, "LANG", "C.UTF-8");
	int status = sandbox_run_list(box, &english, NULL, args);
	sandbox_env(box, "LANG", "zh_CN.UTF-8");
	assert_int_equal(sandbox_run_list(box, &chinese, NULL, args), status);
	assert_true(english.len > 0);
	if (!yd_str_equal(yd_buf_str(&english), yd_buf_str(&chinese)))
		fail_msg("%s %s:\n%s\n%s", args[0], args[1] ? args[1] : "", english.ptr,
			chinese.ptr);
	yd_buf_free(&english);
	yd_buf_free(&chinese);
}

static void what_scripts_read_is_not_translated(void **state)
{
	static const char *const calls[][5] = {
		{"list"},
		{"list", "--json"},
		{"list", "--region", "unknown"},
		{"search", "安全"},
		{"search", "--json", "安全"},
		{"search", "--count", "安全"},
		{"theme", "list"},
		{"theme", "--json", "list"},
		{"bookmark", "list"},
		{"bookmark", "--json", "list"},
		{"--version"},
	};
	sandbox *box = *state;
	char ref[32];
	make_locale(box, "zh_CN");
	ref_of(box, "霁川市教育局2023年", ref);
	sandbox_must(box, "bookmark", "add", ref, NULL);
	/* Lines without a title, place or year. */
	sandbox_puts(box, "plain.txt", "第一段文字。\n第二段文字。\n");
	sandbox_must(box, "import", sandbox_path(box, "plain.txt"), NULL);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		check_same(box, calls[i]);
	check_same(box, (const char *const[]){"import", sandbox_path(box, "plain.txt"), NULL});
	check_same(box,
		(const char *const[]){"import", "--json", sandbox_path(box, "plain.txt"), NULL});
	check_same(box, (const char *const[]){"show", "--json", ref, NULL});
	check_same(box, (const char *const[]){"show", "--text", ref, NULL});
	check_same(box, (const char *const[]){"show", "--source", ref, NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(the_language_follows_the_locale),
		with_samples(no_text_is_cut_in_any_size),
		with_samples(views_and_messages_are_in_chinese),
		with_sandbox(an_empty_cache_is_explained_in_chinese),
		with_samples(help_and_complaints_of_commands_are_in_chinese),
		with_samples(what_scripts_read_is_not_translated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
