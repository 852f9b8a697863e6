/* V in the real program: a file is edited, and what it was is read on the screen. */
#include "browse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char before[] = "云水市教育局2024年工作要点\n"
			     "一、守好校园安全\n"
			     "（一）完善校车管理台账。每月检查。\n"
			     "二、建强教师队伍。\n";
static const char after[] = "云水市教育局2024年工作要点\n"
			    "一、守好校园安全\n"
			    "（一）完善校车管理台账。每周检查。\n"
			    "二、建强教师队伍。\n";

static void import_file(sandbox *box, const char *text)
{
	yd_buf lines = {0};
	sandbox_puts(box, "plan.txt", text);
	assert_int_equal(
		sandbox_run(box, &lines, NULL, "import", sandbox_path(box, "plan.txt"), NULL), 0);
	yd_buf_free(&lines);
}

static void an_old_text_is_read_copied_and_left(void **state)
{
	sandbox *box = *state;
	char ref[32], old[48];
	sandbox_env(box, "XDG_STATE_HOME", sandbox_path(box, "state"));
	import_file(box, before);
	import_file(box, after);
	ref_of(box, "云水市", ref);
	snprintf(old, sizeof old, "%s@1", ref);
	term *t = open_browser(box, 120, 30);
	go_to(t, ref);
	term_check_shows(t, "每周检查");
	term_press(t, "V");
	term_check_shows(t, "as it is now");
	term_check_shows(t, "@1");
	term_press(t, "j");
	term_press(t, "\r");
	term_check_shows(t, "每月检查");
	term_check_shows(t, "[version 1, earlier]");
	term_press(t, "\f");
	term_check_shows(t, old);
	term_check_shows(t, "earlier version");
	/* Not by colour alone, and on a narrow window too. */
	term_resize(t, 40, 12);
	term_settle(t);
	term_check_shows(t, old);
	term_resize(t, 120, 30);
	term_settle(t);
	term_press(t, "Y");
	term_press(t, "V");
	term_check_shows(t, "每周检查");
	leave_browser(t);
	FILE *copied = fopen(sandbox_path(box, "state/yaodian/copied.txt"), "r");
	char line[400] = "";
	assert_non_null(copied);
	assert_non_null(fgets(line, sizeof line, copied));
	fclose(copied);
	assert_non_null(strstr(line, old));
}

static void a_file_that_changes_while_it_is_read_has_a_version_at_once(void **state)
{
	sandbox *box = *state;
	import_file(box, before);
	term *t = open_browser(box, 120, 30);
	term_press(t, "V");
	term_check_shows(t, "There is no earlier version");
	import_file(box, after);
	term_await(t, "每周检查");
	term_press(t, "V");
	term_check_shows(t, "@1");
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_sandbox(an_old_text_is_read_copied_and_left),
		with_sandbox(a_file_that_changes_while_it_is_read_has_a_version_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
