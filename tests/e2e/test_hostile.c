/* Text that would like to act on the terminal is only shown: in the browser, and by commands on a
 * terminal. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Sequences that a terminal would act on, as they could stand in a page: a title, the clipboard, a
 * screen alignment test, a device's answer, colours by C1, a shift to other letters, bidirectional
 * overrides, a bell. */
#define HOSTILE                                                                                    \
	"\033]0;owned\007\033]52;c;b3duZWQ=\033\\\033#8\033[6n\033[c\xC2\x9B"                      \
	"31m\xC2\x9D"                                                                              \
	"0;t\xC2\x9C\016lqk\017\xE2\x80\xAE"                                                       \
	"fdp.\xE2\x80\xAC\xE2\x81\xA6x\xE2\x81\xA9\007\010\177\033c\xE2\x80\xA8\xEF\xBB\xBF"

static const char plan[] =
	"---\nregion: 示例" HOSTILE "省 云水市\nyear: 2024\ntitle: 云水市" HOSTILE "教育工作要点\n"
	"issuer: 云水市" HOSTILE "教育局\nurl: https://example.org/" HOSTILE "\n---\n"
	"云水市" HOSTILE "教育工作要点\n\n各学校" HOSTILE "：\n\n一、加强" HOSTILE "党的建设\n"
	"1.落实" HOSTILE "责任。开展党建" HOSTILE "工作，抓好校园安全。\n2.第二" HOSTILE
	"项。做好" HOSTILE "教师培训。\n二、改善办学条件" HOSTILE "\n3.建设" HOSTILE
	"校舍。" HOSTILE "\n" HOSTILE "\n";

static const char name[] = "in/plan\033]0;owned\007\xC2\x9B\x80\xE2\x80\xAE\n.txt";

static int open_hostile(void **state)
{
	open_sandbox(state);
	sandbox_puts(*state, name, plan);
	return 0;
}

static void import_plan(sandbox *box)
{
	char *path = yd_strdup(sandbox_path(box, name));
	sandbox_must(box, "import", path, NULL);
	free(path);
}

/* A command on a terminal writes nothing that acts on it. */
static void check_command(sandbox *box, const char *const *argv, int status)
{
	term *t = sandbox_browse(box, 100, 50, argv);
	int ended = term_await_exit(t);
	term_check_harmless(t);
	term_check(t, !strstr(term_raw(t, NULL), "\033]"));
	term_check(t, WIFEXITED(ended) && WEXITSTATUS(ended) == status);
	term_free(t);
}

static void commands_on_a_terminal_write_no_controls(void **state)
{
	sandbox *box = *state;
	char *path = yd_strdup(sandbox_path(box, name));
	char *folder = yd_strdup(sandbox_path(box, "in"));
	check_command(box, (const char *[]){"import", path, NULL}, 0);
	check_command(box, (const char *[]){"import", path, NULL}, 0);
	check_command(box, (const char *[]){"import", folder, NULL}, 0);
	check_command(box, (const char *[]){"list", NULL}, 0);
	check_command(box, (const char *[]){"list", "--json", NULL}, 0);
	check_command(box, (const char *[]){"search", "党", NULL}, 0);
	check_command(box, (const char *[]){"search", "--json", "党", NULL}, 0);
	check_command(box, (const char *[]){"theme", "list", NULL}, 0);
	check_command(box, (const char *[]){"doctor", NULL}, 0);
	yd_buf out = {0};
	assert_int_equal(sandbox_run(box, &out, NULL, "list", "--json", NULL), 0);
	const char *start = strstr(out.ptr, "\"ref\":\"");
	assert_non_null(start);
	char ref[32] = "";
	sscanf(start, "\"ref\":\"%31[^\"]", ref);
	yd_buf_free(&out);
	const char *forms[] = {NULL, "--json", "--text", "--source"};
	for (size_t i = 0; i < 4; i++)
		check_command(box, (const char *[]){"show", ref, forms[i], NULL}, 0);
	char unit[48];
	snprintf(unit, sizeof unit, "%s#1.1", ref);
	check_command(box, (const char *[]){"bookmark", "add", unit, NULL}, 0);
	check_command(box, (const char *[]){"bookmark", "list", NULL}, 0);
	check_command(box, (const char *[]){"remove", ref, NULL}, 0);
	check_command(box, (const char *[]){"bookmark", "list", NULL}, 0);
	free(path);
	free(folder);
}

static void messages_about_hostile_values_are_clean(void **state)
{
	sandbox *box = *state;
	const char *bad = "no\033]0;owned\007\xC2\x9B\x80such\nthing";
	check_command(box, (const char *[]){"import", bad, NULL}, 1);
	check_command(box, (const char *[]){"show", bad, NULL}, 1);
	check_command(box, (const char *[]){"list", "--theme", bad, NULL}, 2);
	check_command(box, (const char *[]){bad, NULL}, 2);
	char *option = yd_format("--%s", bad);
	check_command(box, (const char *[]){option, NULL}, 2);
	free(option);
}

static void the_source_comes_out_as_it_went_in_without_a_terminal(void **state)
{
	sandbox *box = *state;
	import_plan(box);
	yd_buf out = {0};
	assert_int_equal(sandbox_run(box, &out, NULL, "show", "--source", "x", NULL), 0);
	assert_int_equal(out.len, sizeof plan - 1);
	assert_memory_equal(out.ptr, plan, sizeof plan - 1);
	yd_buf_free(&out);
}

static void the_browser_shows_hostile_text_as_text(void **state)
{
	sandbox *box = *state;
	import_plan(box);
	const int sizes[][2] = {{120, 40}, {80, 24}, {50, 15}, {20, 8}};
	for (size_t i = 0; i < 4; i++) {
		term *t = open_browser(box, sizes[i][0], sizes[i][1]);
		const char *keys[] = {"j", "\r", "]", "]", "]", "b", "B", "\033", "t", "\033", "\t",
			"G", "g", "\t", "j", "j", "z", "?", "q", "/", "党\r", "n", "u", "b", "B",
			"d", "q"};
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
			term_press(t, keys[k]);
			term_check_harmless(t);
			term_check_whole(t);
		}
		check_redraw_changes_nothing(t);
		leave_browser(t);
	}
}

/* What is typed or pasted into the prompt comes back on the screen. */
static void hostile_input_is_shown_as_text(void **state)
{
	sandbox *box = *state;
	import_plan(box);
	term *t = open_browser(box, 100, 30);
	const char *inputs[] = {":", "/"};
	for (size_t i = 0; i < 2; i++) {
		term_press(t, inputs[i]);
		term_raw_clear(t);
		term_press(t, "a\xC2\x9B"
			      "31m\xE2\x80\xAE\x80\xFF\xE6\x95教\xF4\x90\x80\x80");
		term_check_harmless(t);
		term_check_whole(t);
		term_press(t, "\r");
		term_check_harmless(t);
		term_check_whole(t);
		term_press(t, "\033");
	}
	leave_browser(t);
}

#define with_hostile(test) cmocka_unit_test_setup_teardown(test, open_hostile, close_sandbox)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_hostile(commands_on_a_terminal_write_no_controls),
		with_hostile(messages_about_hostile_values_are_clean),
		with_hostile(the_source_comes_out_as_it_went_in_without_a_terminal),
		with_hostile(the_browser_shows_hostile_text_as_text),
		with_hostile(hostile_input_is_shown_as_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
