/* Filtering by themes: tree, outline and text show what passes, and only that. */
#include "browse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Clauses with a theme, as the command line counts them. */
static int tagged(sandbox *box, const char *theme)
{
	yd_buf lines = {0};
	assert_int_equal(sandbox_run(box, &lines, NULL, "theme", "list", NULL), 0);
	char *start = yd_format("%s\t", theme);
	const char *line = strstr(lines.ptr, start);
	assert_non_null(line);
	const char *name_end = strchr(line + strlen(start), '\t');
	int count = atoi(name_end + 1);
	free(start);
	yd_buf_free(&lines);
	return count;
}

/* Theme of the samples with hits in some documents, but not in all. */
static const char *const rare = "language";
static const char *const rare_name = "语言文字";

static bool lists(sandbox *box, const char *theme, const char *title)
{
	yd_buf lines = {0};
	sandbox_run(box, &lines, NULL, "list", "--json", "--theme", theme, NULL);
	bool found = lines.ptr && strstr(lines.ptr, title);
	yd_buf_free(&lines);
	return found;
}

static void the_chooser_shows_counts_and_applies(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 45);
	term_press(t, "t");
	term_check_shows(t, "Themes");
	term_check_shows(t, "党建");
	char *count = yd_format(" %d", tagged(box, "safety"));
	int row, column;
	term_check(t, term_find(t, "safety", &row, &column));
	term_check(t, strstr(term_row(t, row), count));
	term_check(t, strstr(term_row(t, row), "[ ]"));
	free(count);
	/* 安全 is the last of them. */
	term_press(t, "G");
	term_press(t, " ");
	term_check(t, strstr(term_row(t, row), "[x]"));
	term_press(t, "\r");
	term_press(t, "\014");
	term_check(t, strstr(status_text(t), "only 安全"));
	leave_browser(t);
}

static void a_cancelled_chooser_changes_nothing(void **state)
{
	term *t = open_browser(*state, 120, 45);
	char *before = screen_image(t);
	term_press(t, "t");
	term_press(t, "j ");
	term_press(t, "\033");
	char *after = screen_image(t);
	assert_string_equal(before, after);
	free(before);
	free(after);
	leave_browser(t);
}

static void only_what_passes_is_shown(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	char *command = yd_format("themes %s", rare);
	run_command(t, command);
	free(command);
	term_press(t, "\014");
	term_check(t, strstr(status_text(t), rare_name));
	int columns[8];
	assert_int_equal(borders(t, 1, term_rows(t) - 3, columns), 2);
	/* Regions and years in the tree are those of the documents that the command line lists. */
	const char *places[][2] = {{"翊安市", "在2018年"}, {"汐州市", "汐州"}, {"雁浦区", "雁浦"},
		{"霁川市", "霁川市教育局"}, {"桐垣县", "桐垣县"}};
	int hidden = 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		bool wanted = lists(box, rare, places[i][1]), seen = false;
		for (int row = 1; row < term_rows(t) - 1; row++)
			seen = seen || strstr(term_slice(t, row, 0, columns[0]), places[i][0]);
		if (places[i][0] != places[3][0] && wanted != seen)
			term_fail(t, __FILE__, __LINE__, "%s: listed %d, shown %d", places[i][0],
				wanted, seen);
		hidden += !wanted;
	}
	assert_true(hidden > 0);
	leave_browser(t);
}

static void left_out_clauses_are_told(void **state)
{
	sandbox *box = *state;
	char ref[32];
	ref_of(box, "霁川市教育局2023年工作要点", ref);
	term *t = open_browser(box, 120, 40);
	go_to(t, ref);
	term_check_shows(t, "Outline  ");
	run_command(t, "themes sports-arts");
	term_press(t, "\014");
	go_to(t, ref);
	term_check_shows(t, " of ");
	term_press(t, "]");
	term_check_shows(t, "办好学校体育和美育");
	term_check_shows(t, "left out");
	term_check_hides(t, "评选二十个“红帆”党支部");
	leave_browser(t);
}

static void brackets_walk_the_hits_and_no_others(void **state)
{
	sandbox *box = *state;
	const char *themes[] = {"safety", rare, "aid"};
	for (size_t i = 0; i < 3; i++) {
		int hits = tagged(box, themes[i]);
		assert_true(hits > 1);
		term *t = open_browser(box, 120, 40);
		char *command = yd_format("themes %s", themes[i]);
		run_command(t, command);
		free(command);
		press_times(t, "[", 300);
		term_check_shows(t, "There is no earlier clause");
		press_times(t, "]", hits - 1);
		term_check_hides(t, "There is no next clause");
		term_press(t, "]");
		term_check_shows(t, "There is no next clause");
		run_command(t, "clear-filter");
		leave_browser(t);
	}
}

static const char *position(term *t)
{
	term_press(t, "\014");
	const char *found = strstr(status_text(t), "clause");
	return found ? found : "";
}

static void clearing_keeps_the_cursor(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 140, 40);
	run_command(t, "themes safety");
	press_times(t, "]", 4);
	int number = -1, of = -1, after = -1;
	assert_int_equal(sscanf(position(t), "clause %d of %d", &number, &of), 2);
	char *place = yd_strndup(status_text(t), strcspn(status_text(t), "0123456789") + 4);
	term_press(t, "T");
	assert_int_equal(sscanf(position(t), "clause %d of %d", &after, &of), 2);
	assert_int_equal(after, number);
	term_check(t, strncmp(status_text(t), place, strlen(place)) == 0);
	term_check(t, !strstr(status_text(t), "only"));
	free(place);
	leave_browser(t);
}

static void all_of_several_is_less_than_any(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	int any = -1, documents = -1, all = -1;
	run_command(t, "themes teachers moral");
	const char *said = strstr(status_text(t), ": ");
	term_check(t, said && sscanf(said, ": %d clause%*[s] in %d", &any, &documents) == 2);
	term_press(t, "&");
	said = strstr(status_text(t), ": ");
	term_check(t, said && sscanf(said, ": %d", &all) == 1);
	/* |A| + |B| = |A or B| + |A and B| */
	assert_int_equal(any + all, tagged(box, "teachers") + tagged(box, "moral"));
	term_press(t, "\014");
	term_check(t, strstr(status_text(t), " and "));
	leave_browser(t);
}

static void the_filter_is_there_again_after_a_restart(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	run_command(t, "themes safety party!");
	press_times(t, "]", 2);
	term_press(t, "\014");
	char *before = yd_strdup(status_text(t));
	term_check(t, strstr(before, "党建! or 安全"));
	leave_browser(t);
	t = open_browser(box, 120, 40);
	assert_string_equal(status_text(t), before);
	free(before);
	leave_browser(t);
}

static void every_width_shows_the_filtered_panes_whole(void **state)
{
	term *t = open_browser(*state, 130, 30);
	run_command(t, "themes safety");
	for (int columns = 130; columns >= 1; columns -= columns > 30 ? 7 : 1) {
		term_resize(t, columns, 20);
		term_settle(t);
		term_check_whole(t);
		term_press(t, "]");
		term_check_whole(t);
	}
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(the_chooser_shows_counts_and_applies),
		with_samples(a_cancelled_chooser_changes_nothing),
		with_samples(only_what_passes_is_shown),
		with_samples(left_out_clauses_are_told),
		with_samples(brackets_walk_the_hits_and_no_others),
		with_samples(clearing_keeps_the_cursor),
		with_samples(all_of_several_is_less_than_any),
		with_samples(the_filter_is_there_again_after_a_restart),
		with_samples(every_width_shows_the_filtered_panes_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
