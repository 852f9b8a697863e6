/* The user's configuration, in the browser and in `yaodian doctor`. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void configure(sandbox *box, const char *text)
{
	sandbox_puts(box, "config/yaodian/config", text);
}

static void check_shows(term *t, const char *text)
{
	char *screen = screen_text(t);
	if (!strstr(screen, text))
		term_fail(t, __FILE__, __LINE__, "not on the screen: %s", text);
	free(screen);
}

static void faults_are_shown_once_and_by_doctor(void **state)
{
	yd_buf out = {0};
	configure(*state, "set text-width wide\nbind text x zoom\nbind text x fold\n"
			  "color sky red default\nset center no\n");
	term *t = open_browser(*state, 120, 40);
	check_shows(t, "yaodian/config:1: text-width: 'wide' is no number from 0 to 1000");
	check_shows(t, "and 2 more");
	term_press(t, "j");
	term_check(t, !strstr(status_text(t), "config"));
	leave_browser(t);
	assert_int_equal(sandbox_run(*state, &out, NULL, "doctor", NULL), 3);
	assert_non_null(strstr(out.ptr, "config:1: text-width"));
	assert_non_null(strstr(out.ptr, "config:3: line 2 binds x already"));
	assert_non_null(strstr(out.ptr, "config:4: there is no style 'sky'"));
	yd_buf_clear(&out);
	configure(*state, "set center no\n");
	assert_int_equal(sandbox_run(*state, &out, NULL, "doctor", NULL), 0);
	assert_non_null(strstr(out.ptr, "yaodian/config: in order"));
	yd_buf_free(&out);
}

static void a_file_that_is_no_configuration_stops_nothing(void **state)
{
	sandbox_write(*state, "config/yaodian/config",
		"\x7f"
		"ELF\0\0\0",
		7);
	term *t = open_browser(*state, 80, 24);
	check_shows(t, "this is not UTF-8 text");
	leave_browser(t);
	remove(sandbox_path(*state, "config/yaodian/config"));
	mkdir(sandbox_path(*state, "config/yaodian/config"), 0755);
	t = open_browser(*state, 80, 24);
	check_shows(t, "is a folder");
	leave_browser(t);
}

static void keys_of_the_user_work_and_stand_in_the_help(void **state)
{
	configure(*state, "bind main X zoom\nbind all j none\nbind all J down\n"
			  "bind main S search 安全\n");
	term *t = open_browser(*state, 120, 40);
	char *before = screen_text(t);
	term_press(t, "j");
	check_shows(t, "j does nothing here");
	term_press(t, "\033");
	term_press(t, "X");
	char *zoomed = screen_text(t);
	term_check(t, strcmp(before, zoomed) != 0);
	term_press(t, "X");
	term_press(t, "?");
	check_shows(t, "  Down Ctrl-n J          :down");
	press_until(t, "\006", "z X                    :zoom", 5);
	press_until(t, "\006", "S(text)                :search 安全", 9);
	term_press(t, "?");
	term_press(t, "S");
	term_await(t, "hit 1 of");
	free(before);
	free(zoomed);
	leave_browser(t);
}

static void the_help_is_searched(void **state)
{
	term *t = open_browser(*state, 100, 20);
	term_press(t, "?");
	term_press(t, "/bookmark\r");
	check_shows(t, ":bookmark");
	char *first = screen_text(t);
	term_press(t, "n");
	char *second = screen_text(t);
	term_press(t, "N");
	char *again = screen_text(t);
	term_check(t, strcmp(first, again) == 0);
	term_check(t, strcmp(first, second) != 0);
	term_press(t, "/nowhere to be found\r");
	check_shows(t, "Not in the help: nowhere to be found");
	term_press(t, "q");
	term_check(t, !strstr(status_text(t), "hit"));
	free(first);
	free(second);
	free(again);
	leave_browser(t);
}

static void the_command_line_sets_binds_and_completes(void **state)
{
	term *t = open_browser(*state, 100, 30);
	run_command(t, "set text-width=60");
	check_shows(t, "text-width = 60");
	run_command(t, "set text_width");
	check_shows(t, "text-width = 60");
	run_command(t, "set text-width many");
	check_shows(t, "text-width: 'many' is no number");
	run_command(t, "set nothing");
	check_shows(t, "There is no setting nothing");
	run_command(t, "bind main X zoom");
	char *before = screen_text(t);
	term_press(t, "X");
	char *after = screen_text(t);
	term_check(t, strcmp(before, after) != 0);
	term_press(t, "X");
	term_press(t, ":set sc\t");
	check_shows(t, ":set script");
	term_press(t, "t\t");
	check_shows(t, ":set script traditional");
	term_press(t, "\033");
	term_press(t, ":set script=\t");
	check_shows(t, "published  simplified  traditional");
	term_press(t, "\033");
	term_press(t, ":bind regions,out\t");
	check_shows(t, ":bind regions,outline");
	term_press(t, " x zo\t");
	check_shows(t, ":bind regions,outline x zoom");
	term_press(t, "\033");
	term_press(t, ":color ma\t");
	check_shows(t, "mark  match");
	term_press(t, "rk bright-r\t");
	check_shows(t, ":color mark bright-red");
	term_press(t, "\033");
	free(before);
	free(after);
	leave_browser(t);
}

/* The first cell of a text on the screen. */
static term_cell cell_of(term *t, const char *text)
{
	int row, column;
	if (!term_find(t, text, &row, &column))
		term_fail(t, __FILE__, __LINE__, "not on the screen: %s", text);
	return term_cell_at(t, row, column);
}

static void colours_of_the_user_are_drawn(void **state)
{
	configure(*state,
		"color title #ff0000 default bold\ncolor title-focus default default underline\n");
	term *t = open_browser(*state, 120, 40);
	term_cell outline = cell_of(t, "Outline"), regions = cell_of(t, "Regions");
	term_check(t, outline.coloured && outline.bold && !outline.underline);
	term_check(t, regions.underline && !regions.bold && !regions.reverse);
	run_command(t, "color title default default reverse");
	outline = cell_of(t, "Outline");
	term_check(t, !outline.coloured && outline.reverse && !outline.bold);
	run_command(t, "set color-theme mono");
	run_command(t, "set color-theme calm");
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(faults_are_shown_once_and_by_doctor),
		with_samples(a_file_that_is_no_configuration_stops_nothing),
		with_samples(keys_of_the_user_work_and_stand_in_the_help),
		with_samples(the_help_is_searched),
		with_samples(colours_of_the_user_are_drawn),
		with_samples(the_command_line_sets_binds_and_completes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
