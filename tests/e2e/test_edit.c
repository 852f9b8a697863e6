/* :edit on a terminal: the screen shows at once what was corrected, and it stays. */
#include "browse.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char title[] = "桐垣县教育和科技局2019年工作要点";

static void list_has(sandbox *box, const char *what, bool there)
{
	yd_buf lines = {0};
	sandbox_run(box, &lines, NULL, "list", NULL);
	if ((strstr(lines.ptr ? lines.ptr : "", what) != NULL) != there)
		fail_msg("%s: %sin %s", what, there ? "not " : "", lines.ptr);
	yd_buf_free(&lines);
}

static void a_correction_shows_at_once_and_stays(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 200, 30, title, "6");
	run_command(t, "edit year=2031");
	term_await(t, "Corrected: ");
	term_check_shows(t, "2031");
	check_redraw_changes_nothing(t);
	list_has(box, "\t2031\t沧岭省 朔宁市 桐垣县\t桐垣县教育和科技局2019年工作要点", true);
	run_command(t, "edit theme=+aid -party");
	term_await(t, "Corrected: ");
	run_command(t, "edit region=长存市");
	term_await(t, "near are 吉林省/长春市");
	check_redraw_changes_nothing(t);
	leave_browser(t);
	t = open_browser(box, 200, 30);
	term_check_shows(t, "2031");
	term_press(t, "u");
	term_await(t, "Taken back: ");
	term_press(t, "u");
	term_await(t, "Taken back: ");
	check_redraw_changes_nothing(t);
	term_check_hides(t, "2031");
	leave_browser(t);
	list_has(box, "\t2031\t", false);
}

static void a_form_in_an_editor_corrects(void **state)
{
	sandbox *box = *state;
	sandbox_env(box, "EDITOR",
		sandbox_script(box, "bin/form",
			"sed -i -e 's/^year: 2019$/year: 2032/' -e 's/^kind: .*/kind: 计划/' "
			"\"$1\""));
	term *t = open_at(box, 200, 30, title, "6");
	term_press(t, "E");
	term_await(t, "Corrected: ");
	term_check_shows(t, "2032");
	check_redraw_changes_nothing(t);
	leave_browser(t);
	list_has(box, "\t2032\t", true);
}

static void a_narrow_terminal_and_a_wrong_word_are_fine(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 40, 10);
	run_command(t, "edit nothing=1");
	term_await(t, "cannot be corrected");
	term_press(t, ":edit <Tab>");
	check_redraw_changes_nothing(t);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(a_correction_shows_at_once_and_stays),
		with_samples(a_form_in_an_editor_corrects),
		with_samples(a_narrow_terminal_and_a_wrong_word_are_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
