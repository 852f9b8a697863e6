/* The main job: regions, outline, text; walking through clauses and documents; coming back to the
 * same place. */
#include "browse.h"

#include <stdlib.h>
#include <string.h>

static int clause_total(sandbox *box)
{
	yd_buf lines = {0};
	assert_int_equal(sandbox_run(box, &lines, NULL, "list", "--json", NULL), 0);
	int total = 0;
	for (const char *at = lines.ptr; (at = strstr(at, "\"clauses\":")); at++)
		total += atoi(at + strlen("\"clauses\":"));
	yd_buf_free(&lines);
	return total;
}

static void the_first_start_shows_regions_outline_and_text(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_check_shows(t, "Regions");
	term_check_shows(t, "Outline");
	const char *shown[] = {
		"沧岭省", "霁川市", "桐垣县", "澜岳省", "翊安市", "2023", "2024", "2025", "2019"};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		term_check_shows(t, shown[i]);
	/* The first document of the tree is open in the other two panes. */
	term_check(t, strstr(status_text(t), "沧岭省 2025"));
	term_check(t, strstr(status_text(t), "sample"));
	int columns[8];
	assert_int_equal(borders(t, 1, term_rows(t) - 3, columns), 2);
	bool outline = false, text = false;
	for (int row = 1; row < term_rows(t) - 1; row++) {
		outline = outline || strstr(term_slice(t, row, columns[0] + 1, columns[1]), "一、");
		text = text ||
		       strstr(term_slice(t, row, columns[1] + 1, term_columns(t)), "2025年");
	}
	term_check(t, outline);
	term_check(t, text);
	leave_browser(t);
}

static void the_tree_opens_documents(void **state)
{
	term *t = open_browser(*state, 120, 40);
	for (int i = 0; i < 60 && !strstr(status_text(t), "翊安市 2018"); i++) {
		term_press(t, "j");
		term_press(t, "\r");
		/* Opening moves on to the outline; unfolding a branch does not. */
		term_press(t, "hhh");
	}
	term_check(t, strstr(status_text(t), "翊安市 2018"));
	term_check_shows(t, "在2018年全市教育工作会议上的讲话");
	leave_browser(t);
}

static void folding_a_region_hides_what_is_below(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "g");
	term_check_shows(t, "桐垣县");
	term_press(t, " ");
	term_check_hides(t, "桐垣县");
	term_press(t, " ");
	term_check_shows(t, "桐垣县");
	leave_browser(t);
}

static void brackets_walk_every_clause_and_back(void **state)
{
	sandbox *box = *state;
	int total = clause_total(box);
	term *t = open_browser(box, 120, 40);
	/* From the title of the first document every clause is one step, the last is the last
	 * document's. */
	press_times(t, "]", total - 1);
	term_press(t, "\033");
	term_press(t, "\014");
	term_check(t, !strstr(status_text(t), "There is no"));
	term_press(t, "]");
	term_press(t, "]");
	term_check_shows(t, "There is no next clause");
	press_times(t, "[", total - 1);
	term_press(t, "[");
	term_check_shows(t, "There is no earlier clause");
	term_press(t, "]");
	term_check(t, strstr(status_text(t), "clause 2 of"));
	leave_browser(t);
}

static void a_number_goes_to_its_clause(void **state)
{
	sandbox *box = *state;
	char ref[32];
	ref_of(box, "桐垣县教育和科技局2019年工作要点", ref);
	term *t = open_browser(box, 120, 40);
	go_to(t, ref);
	term_check(t, strstr(status_text(t), "桐垣县 2019"));
	run_command(t, "6");
	term_check(t, strstr(status_text(t), "clause 6 of"));
	term_check_shows(t, "建设书香校园");
	run_command(t, "777");
	term_check_shows(t, "no number");
	ref_of(box, "霁川市教育局2023年工作要点", ref);
	go_to(t, ref);
	run_command(t, "(五)");
	term_check_shows(t, "持续巩固“双减”成果");
	char *unit = yd_format("%s#2.2", ref);
	go_to(t, unit);
	free(unit);
	term_check_shows(t, "办好学校体育和美育");
	run_command(t, "no-such-thing");
	term_check(t, term_running(t));
	leave_browser(t);
}

static void zoom_shows_the_text_alone(void **state)
{
	term *t = open_browser(*state, 120, 40);
	focus_text(t);
	term_press(t, "]");
	term_press(t, "]");
	char *before = screen_image(t);
	int columns[8];
	term_press(t, "z");
	assert_int_equal(borders(t, 1, term_rows(t) - 3, columns), 0);
	term_check_whole(t);
	term_press(t, "z");
	char *after = screen_image(t);
	assert_string_equal(before, after);
	term_press(t, "z");
	term_press(t, "q");
	free(after);
	after = screen_image(t);
	assert_string_equal(before, after);
	free(before);
	free(after);
	leave_browser(t);
}

static void paging_through_the_text_passes_every_line(void **state)
{
	sandbox *box = *state;
	char ref[32];
	ref_of(box, "桐垣县教育和科技局2019年工作要点", ref);
	yd_buf text = {0}, seen = {0};
	assert_int_equal(sandbox_run(box, &text, NULL, "show", "--text", ref, NULL), 0);
	term *t = open_browser(box, 80, 24);
	go_to(t, ref);
	focus_text(t);
	term_press(t, "z");
	term_press(t, "g");
	for (int i = 0; i < 60 && !term_shows(t, "end of the document"); i++) {
		for (int row = 0; row < term_rows(t) - 1; row++)
			yd_buf_puts(&seen, term_row(t, row));
		term_press(t, " ");
	}
	term_check_shows(t, "end of the document");
	const char *marks[] = {"1.", "9.", "15.", "19."};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strstr(text.ptr, marks[i]) && !strstr(seen.ptr, marks[i]))
			term_fail(t, __FILE__, __LINE__, "never shown: %s", marks[i]);
	yd_buf_free(&text);
	yd_buf_free(&seen);
	leave_browser(t);
}

static void starting_again_returns_to_the_place(void **state)
{
	sandbox *box = *state;
	char ref[32];
	ref_of(box, "汐州", ref);
	term *t = open_browser(box, 120, 40);
	go_to(t, ref);
	focus_text(t);
	press_times(t, "]", 5);
	char *before = yd_strdup(status_text(t));
	term_check(t, strstr(before, "汐州市 2022"));
	leave_browser(t);
	t = open_browser(box, 120, 40);
	assert_string_equal(status_text(t), before);
	leave_browser(t);
	/* A line that goes dead is no reason to lose the place. */
	t = open_browser(box, 80, 24);
	term_press(t, "]");
	char *narrow = yd_strdup(status_text(t));
	term_signal(t, SIGHUP);
	term_await_exit(t);
	term_free(t);
	t = open_browser(box, 80, 24);
	assert_string_equal(strstr(status_text(t), "clause"), strstr(narrow, "clause"));
	leave_browser(t);
	free(before);
	free(narrow);
}

static void a_plan_without_a_closing_shows_its_last_clause(void **state)
{
	sandbox *box = *state;
	sandbox_puts(box, "plan.txt",
		"全国2024年教育工作要点\n一、总则\n1.抓好安全。逐项检查。\n2."
		"修缮校舍。按期交付使用。\n");
	char *path = yd_strdup(sandbox_path(box, "plan.txt"));
	sandbox_must(box, "import", path, NULL);
	free(path);
	term *t = open_browser(box, 120, 20);
	term_check_shows(t, "2.修缮校舍");
	term_check_shows(t, "按期交付使用");
	term_check_hides(t, "left out");
	press_times(t, "]", 2);
	term_check(t, strstr(status_text(t), "clause 2 of 2"));
	leave_browser(t);
}

static void searching_walks_hits(void **state)
{
	term *t = open_browser(*state, 120, 40);
	term_press(t, "/心理健康\r");
	term_await(t, "hit 1 of");
	term_check_shows(t, "心理健康");
	term_press(t, "n");
	term_check_shows(t, "hit 2 of");
	term_press(t, "N");
	term_check_shows(t, "hit 1 of");
	term_press(t, "/没有这样的词\r");
	term_await(t, "Nothing found");
	leave_browser(t);
}

static void mistakes_say_what_to_do(void **state)
{
	term *t = open_browser(*state, 120, 40);
	const char *lines[] = {
		"nosuchcommand", "themes nosuchtheme", "999999", "zoom extra words", ""};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		run_command(t, lines[i]);
		term_check_whole(t);
		term_check(t, term_running(t));
	}
	term_press(t, "~");
	term_check_shows(t, "?");
	leave_browser(t);
}

/* Every plan of the real corpus: its title, an outline and a text stand on the screen. */
static void published_plans_show_in_the_three_panes(void **state)
{
	sandbox *box = *state;
	const char *corpus = corpus_folder();
	if (!corpus)
		skip();
	sandbox_import(box, corpus);
	yd_buf lines = {0};
	assert_int_equal(sandbox_run(box, &lines, NULL, "list", "--json", NULL), 0);
	term *t = open_browser(box, 120, 40);
	int documents = 0;
	for (const char *line = lines.ptr; *line; line = strchr(line, '\n') + 1, documents++) {
		yd_buf one = {0};
		char ref[32], title[300];
		yd_buf_add(&one, line, strcspn(line, "\n"));
		term_check(t, json_field(&one, "", "ref", ref, sizeof ref));
		term_check(t, json_field(&one, "", "title", title, sizeof title));
		go_to(t, ref);
		term_check_whole(t);
		term_check_harmless(t);
		int columns[8];
		assert_int_equal(borders(t, 1, term_rows(t) - 3, columns), 2);
		/* Six characters of it stand on one line, however it is broken. */
		title[18] = '\0';
		if (strcmp(title, "null") != 0)
			term_check_shows(t, title);
		check_redraw_changes_nothing(t);
		yd_buf_free(&one);
	}
	assert_int_equal(documents, 5);
	yd_buf_free(&lines);
	leave_browser(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(the_first_start_shows_regions_outline_and_text),
		with_samples(the_tree_opens_documents),
		with_samples(folding_a_region_hides_what_is_below),
		with_samples(brackets_walk_every_clause_and_back),
		with_samples(a_number_goes_to_its_clause),
		with_samples(zoom_shows_the_text_alone),
		with_samples(paging_through_the_text_passes_every_line),
		with_samples(starting_again_returns_to_the_place),
		with_sandbox(a_plan_without_a_closing_shows_its_last_clause),
		with_samples(searching_walks_hits),
		with_samples(mistakes_say_what_to_do),
		with_sandbox(published_plans_show_in_the_three_panes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
