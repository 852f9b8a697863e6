/* Bookmarks: set with a key, seen at once, kept through restarts, rebuilt caches and edited
 * documents. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const star = "★";

static int stars(term *t)
{
	int count = 0;
	for (int row = 0; row < term_rows(t) - 1; row++)
		for (int column = 0; column < term_columns(t); column++)
			count += strcmp(term_cell_at(t, row, column).text, star) == 0;
	return count;
}

static int listed(sandbox *box, const char *with)
{
	yd_buf lines = {0};
	sandbox_run(box, &lines, NULL, "bookmark", "--json", "list", NULL);
	int count = 0;
	for (const char *line = lines.ptr; line && *line; line += strcspn(line, "\n") + 1) {
		char *one = yd_strndup(line, strcspn(line, "\n"));
		count += strstr(one, with) != NULL;
		free(one);
	}
	yd_buf_free(&lines);
	return count;
}

static void a_bookmark_shows_at_once_and_after_a_restart(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 120, 40, "桐垣县教育和科技局2019年工作要点", "6");
	assert_int_equal(stars(t), 0);
	term_press(t, "b");
	/* In the outline and at the clause's heading. */
	assert_int_equal(stars(t), 2);
	term_check_shows(t, "Bookmarked: 建设书香校园");
	assert_int_equal(listed(box, "\"title\":\"建设书香校园"), 1);
	leave_browser(t);
	t = open_browser(box, 120, 40);
	assert_int_equal(stars(t), 2);
	term_press(t, "b");
	assert_int_equal(stars(t), 0);
	assert_int_equal(listed(box, ""), 0);
	term_press(t, "u");
	assert_int_equal(stars(t), 2);
	term_press(t, "u");
	term_press(t, "u");
	leave_browser(t);
}

static void the_list_goes_to_bookmarks_of_all_documents(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 120, 40, "桐垣县教育和科技局2019年工作要点", "6");
	term_press(t, "b");
	char ref[32];
	ref_of(box, "在2018年全市教育工作会议上的讲话", ref);
	go_to(t, ref);
	press_times(t, "]", 3);
	term_press(t, "b");
	term_press(t, "B");
	term_check_shows(t, "Bookmarks  2");
	term_check_shows(t, "建设书香校园");
	term_check_shows(t, "在2018年全市教育工作会议上的讲话");
	/* The newest stands first. */
	term_press(t, "G");
	term_press(t, "\r");
	term_press(t, "\014");
	term_check(t, strstr(status_text(t), "桐垣县 2019  clause 6 of"));
	term_press(t, "B");
	term_press(t, "g");
	term_press(t, "d");
	assert_int_equal(listed(box, ""), 1);
	term_check_hides(t, "在2018年全市教育工作会议上的讲话");
	term_press(t, "u");
	assert_int_equal(listed(box, ""), 2);
	term_check_shows(t, "在2018年全市教育工作会议上的讲话");
	term_check_whole(t);
	term_press(t, "q");
	term_check_shows(t, "Regions");
	leave_browser(t);
}

static void bookmarks_outlive_the_cache(void **state)
{
	sandbox *box = *state;
	term *t = open_at(box, 120, 40, "桐垣县教育和科技局2019年工作要点", "6");
	term_press(t, "b");
	leave_browser(t);
	assert_int_equal(unlink(sandbox_path(box, "data/yaodian/corpus.db")), 0);
	unlink(sandbox_path(box, "data/yaodian/corpus.db-wal"));
	unlink(sandbox_path(box, "data/yaodian/corpus.db-shm"));
	t = open_browser(box, 120, 40);
	term_press(t, "B");
	term_check_shows(t, "建设书香校园");
	leave_browser(t);
	sandbox_import(box, samples_folder());
	t = open_at(box, 120, 40, "桐垣县教育和科技局2019年工作要点", "6");
	assert_int_equal(stars(t), 2);
	leave_browser(t);
}

static const char plan[] = "云水市2024年教育工作要点\n一、总则\n"
			   "1.抓好校车安全。逐车检查校车设备，司机每月培训一次，路线逐条核定。\n"
			   "2.补充乡村教师。公开招聘乡村教师六十名，安排周转宿舍，落实生活补助。\n"
			   "3.修缮校舍。用两个假期修缮校舍二十栋，完成消防改造，按期交付使用。\n";
static const char edited[] =
	"云水市2024年教育工作要点\n一、总则\n"
	"1.推进书香校园。每校每周开设一节阅读课，评选书香班级，举办读书节。\n"
	"2.抓好校车安全。逐车检查校车设备，司机每月培训一次，路线逐条核定。\n"
	"3.补充乡村教师。公开招聘乡村教师八十名，安排周转宿舍，落实生活补助。\n"
	"4.修缮校舍。用两个假期修缮校舍二十栋，完成消防改造，按期交付使用。\n";

static void import_text(sandbox *box, const char *text)
{
	sandbox_puts(box, "plan.txt", text);
	char *path = yd_strdup(sandbox_path(box, "plan.txt"));
	sandbox_must(box, "import", "--region", "示例省 云水市", path, NULL);
	free(path);
}

static void a_clause_inserted_before_it_does_not_take_the_bookmark(void **state)
{
	sandbox *box = *state;
	import_text(box, plan);
	term *t = open_at(box, 120, 40, "云水市2024年教育工作要点", "2");
	term_press(t, "b");
	leave_browser(t);
	import_text(box, edited);
	t = open_at(box, 120, 40, "云水市2024年教育工作要点", "3");
	assert_int_equal(stars(t), 2);
	int row = 0;
	while (row < 39 && !strstr(term_row(t, row), star))
		row++;
	term_check(t, strstr(term_row(t, row), "补充乡村教师"));
	leave_browser(t);
}

static void what_is_lost_is_kept_with_its_text(void **state)
{
	sandbox *box = *state;
	import_text(box, plan);
	term *t = open_at(box, 120, 40, "云水市2024年教育工作要点", "2");
	term_press(t, "b");
	leave_browser(t);
	char ref[32];
	ref_of(box, "云水市2024年教育工作要点", ref);
	sandbox_must(box, "remove", ref, NULL);
	t = open_browser(box, 120, 40);
	term_press(t, "B");
	term_await(t, "lost");
	term_check_shows(t, "公开招聘乡村教师六十名");
	term_press(t, "\r");
	term_check_shows(t, "no document");
	leave_browser(t);
	import_text(box, plan);
	assert_int_equal(listed(box, "\"found\":true"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(a_bookmark_shows_at_once_and_after_a_restart),
		with_samples(the_list_goes_to_bookmarks_of_all_documents),
		with_samples(bookmarks_outlive_the_cache),
		with_samples(a_clause_inserted_before_it_does_not_take_the_bookmark),
		with_samples(what_is_lost_is_kept_with_its_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
