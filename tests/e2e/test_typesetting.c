/* How the text looks: full-width punctuation, the other script, lines in the middle of a wide
 * window. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

static const int sizes[][2] = {{120, 40}, {80, 24}, {50, 15}};
#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static int open_plan(void **state)
{
	sandbox *box = sandbox_new();
	sandbox_puts(box, "plans/plan.txt",
		"---\nregion: 示例省 云水市\nyear: 2024\n---\n"
		"云水市2024年教育工作要点\n"
		"一、加强领导(试行)\n"
		"1.促进公平,提高质量。推进(含托育)发展;落实\"双减\",上午8:30到校,约3,000人。见http:"
		"//a.cn/b,c?d\n"
		"2.整理头发,谋求发展。各地要高度重视,认真落实各项任务,不断提高办学水平,"
		"切实加强队伍建设,努力办好"
		"人民满意的教育,为云水市经济社会发展作出新的贡献,以优异成绩迎接各项检查。\n");
	sandbox_import(box, sandbox_path(box, "plans"));
	*state = box;
	return 0;
}
#define with_plan(test) cmocka_unit_test_setup_teardown(test, open_plan, close_sandbox)

static void check_screen(term *t)
{
	term_check_whole(t);
	term_check_harmless(t);
	check_redraw_changes_nothing(t);
}

static void p_switches_punctuation(void **state)
{
	for (int i = 0; i < COUNT(sizes); i++) {
		term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
		focus_text(t);
		run_command(t, "1");
		term_check_shows(t, "公平，提高质量");
		term_check_shows(t, "8:30");
		term_check_shows(t, "3,000");
		check_screen(t);
		char *before = screen_image(t);
		term_press(t, "p");
		term_check_shows(t, "as published");
		term_check_shows(t, "公平,提高质量");
		term_check_shows(t, "(含托育)");
		check_screen(t);
		term_press(t, "p");
		term_check_shows(t, "公平，提高质量");
		/* The message goes with the next key. */
		term_press(t, "\033");
		char *after = screen_image(t);
		assert_string_equal(before, after);
		free(before);
		free(after);
		leave_browser(t);
	}
}

static void what_is_found_is_marked_in_full_width(void **state)
{
	term *t = open_browser(*state, 80, 24);
	term_press(t, "/公平,提高\r");
	term_check_shows(t, "公平，提高质量");
	term_press(t, "p");
	term_check_shows(t, "公平,提高质量");
	leave_browser(t);
}

static void s_switches_the_script(void **state)
{
	term *probe = open_browser(*state, 80, 24);
	term_press(probe, "s");
	bool installed = !strstr(status_text(probe), "OpenCC");
	leave_browser(probe);
	if (!installed) {
		print_message("skipped: OpenCC is not installed\n");
		skip();
	}
	for (int i = 0; i < COUNT(sizes); i++) {
		term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
		focus_text(t);
		run_command(t, "1");
		char *before = screen_image(t);
		term_press(t, "s");
		term_check_shows(t, "simplified");
		term_press(t, "s");
		term_check_shows(t, "traditional");
		term_check_shows(t, "公平，提高質量");
		term_press(t, "\033");
		term_check(t, sizes[i][0] < 80 || strstr(status_text(t), "traditional"));
		check_screen(t);
		term_press(t, "s");
		term_check_shows(t, "published");
		term_press(t, "\033");
		char *after = screen_image(t);
		assert_string_equal(before, after);
		free(before);
		free(after);
		leave_browser(t);
	}
}

/* Something that is no library stands where OpenCC is looked for. */
static void without_opencc_s_names_the_package(void **state)
{
	sandbox *box = *state;
	sandbox_puts(box, "lib/libopencc.so.1.1", "no library\n");
	sandbox_env(box, "LD_LIBRARY_PATH", sandbox_path(box, "lib"));
	term *t = open_browser(box, 80, 24);
	term_press(t, "s");
	term_check_shows(t, "libopencc1.1");
	term_press(t, "\033");
	term_check_shows(t, "公平，提高质量");
	term_check(t, !strstr(status_text(t), "simplified"));
	leave_browser(t);
}

/* The last column that is used in the rows of the text. */
static int last_column(term *t)
{
	int last = 0;
	for (int row = 1; row < term_rows(t) - 1; row++)
		for (int column = last + 1; column < term_columns(t); column++) {
			const char *text = term_cell_at(t, row, column).text;
			if (*text && strcmp(text, " ") != 0)
				last = column;
		}
	return last;
}

static void long_lines_stand_in_the_middle(void **state)
{
	term *t = open_browser(*state, 120, 40);
	focus_text(t);
	term_press(t, "z");
	/* 84 columns and the gutter of 2 in 120, one of which stays free at the right. */
	int left = (120 - 2 - 1 - 84) / 2, row, column;
	term_check(t, term_find(t, "一、加强领导（试行）", &row, &column));
	term_check(t, column == left + 2 + 4);
	term_check(t, last_column(t) < left + 2 + 84);
	term_check(t, last_column(t) >= left + 2 + 80);
	check_screen(t);
	term_resize(t, 80, 24);
	term_settle(t);
	term_check(t, last_column(t) >= 76);
	check_screen(t);
	term_resize(t, 50, 15);
	term_settle(t);
	check_screen(t);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_plan(p_switches_punctuation),
		with_plan(what_is_found_is_marked_in_full_width),
		with_plan(s_switches_the_script),
		with_plan(without_opencc_s_names_the_package),
		with_plan(long_lines_stand_in_the_middle),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
