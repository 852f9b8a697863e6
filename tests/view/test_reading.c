/* Reading: places and the way back, marks, sections, what was read, where one left, the gauge. */
#include "session.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* Numbers of the clauses that were read, in the open document: "1 3". */
static void check_read(session *s, const char *expected)
{
	const yd_reader *reader = &s->browser->reader;
	yd_buf got = {0};
	size_t number = 0;
	yd_buf_puts(&got, "");
	for (size_t unit = 0; unit < reader->unit_count; unit++) {
		number += yd_reader_is_clause(reader, unit);
		if (reader->read[unit])
			yd_buf_printf(&got, "%s%zu", got.len ? " " : "", number);
	}
	assert_string_equal(got.ptr, expected);
	yd_buf_free(&got);
}

/* To a unit of the open document, by its reference on the `:` line. */
static void go(session *s, const char *address)
{
	char *line = yd_format(":go %s#%s<Enter>", s->browser->reader.doc->info.ref, address);
	press(s, line);
	free(line);
}

/* Into the text of the first document, 示例省教育厅2024年工作要点, through a window of few rows. */
static void read_first(session *s)
{
	yd_pane_resize(s->browser, YD_PANE_TEXT, 40, 3);
	press(s, "<Tab><Tab>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
}

/* ---- sections ---- */

static void sections_are_stepped_over(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, ")");
	check_at(s, "加强党的领导");
	press(s, ")");
	check_at(s, "守护平安校园");
	press(s, ")");
	check_last_line(s, "the last section");
	press(s, "]");
	check_at(s, "排查安全隐患");
	press(s, "(");
	check_at(s, "守护平安校园");
	press(s, "((");
	check_last_line(s, "no section before");
	press(s, "g2)");
	check_at(s, "守护平安校园");
	/* The outline's cursor goes along. */
	assert_int_equal(yd_outline_view_unit(&s->browser->outline), s->browser->reader.unit);
}

/* ---- places ---- */

static void the_way_back_and_forward(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, "<<>");
	check_last_line(s, "no earlier place");
	go(s, "2.1");
	check_at(s, "排查安全隐患");
	press(s, ")G");
	go(s, "1.1");
	check_at(s, "抓好机关党建");
	press(s, "<<>");
	check_at(s, "推进教育督导");
	press(s, "<Ctrl-o>");
	check_at(s, "排查安全隐患");
	press(s, "<Ctrl-o>");
	check_at(s, "示例省教育厅2024年工作要点");
	press(s, "<<>");
	check_last_line(s, "no earlier place");
	press(s, ">>");
	check_at(s, "推进教育督导");
	press(s, ">");
	check_at(s, "抓好机关党建");
	press(s, ">");
	check_last_line(s, "no later place");
	/* A jump from the middle goes on from there. */
	press(s, "<<><<>");
	go(s, "1.2");
	check_at(s, "办好学前教育");
	press(s, "<<>");
	check_at(s, "排查安全隐患");
}

static void another_document_is_a_jump(void **state)
{
	session *s = *state;
	read_first(s);
	go(s, "2.2");
	press(s, "]");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	press(s, "<<>");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	check_at(s, "推进教育督导");
	press(s, ">");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	check_at(s, "落实校园安全责任");
}

static void a_search_can_be_gone_back_from(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, "]/深化产教融合");
	wait_for_worker(s);
	press(s, "<Enter>");
	assert_string_equal(open_title(s), "云水市教育局2023年工作要点");
	press(s, "<<>");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	check_at(s, "抓好机关党建");
}

/* ---- marks ---- */

static void marks_are_of_a_document_or_of_all(void **state)
{
	session *s = *state;
	read_first(s);
	go(s, "1.2");
	press(s, "ma");
	go(s, "2.1");
	press(s, "mZ");
	check_last_line(s, "Mark Z is here");
	press(s, "'a");
	check_at(s, "办好学前教育");
	press(s, "''");
	check_at(s, "排查安全隐患");
	press(s, "''");
	check_at(s, "办好学前教育");
	press(s, "'q");
	check_last_line(s, "no mark q in this document");
	press(s, "m5");
	check_last_line(s, "A mark is a letter");
	press(s, "m<Esc>");
	check_last_line(s, "clause 2 of 4");
	go(s, "2.2");
	press(s, "]");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	press(s, "'a");
	check_last_line(s, "no mark a in this document");
	press(s, "'Z");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	check_at(s, "排查安全隐患");
	session_restart(s);
	press(s, ":go-mark a<Enter>");
	check_at(s, "办好学前教育");
}

static void a_mark_stays_with_its_text(void **state)
{
	session *s = *state;
	read_first(s);
	go(s, "2.1");
	press(s, "mA");
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 新的一部分\n"
		"先说一件新的事情。这是新的一条，放在最前面。\n"
		"# 守护平安校园\n"
		"推进教育督导。完善督学责任区制度，公布督导报告。\n"
		"排查安全隐患。开展校园安全大检查，落实消防和校车安全责任，防范溺水事故。\n");
	session_restart(s);
	press(s, "'A");
	check_at(s, "排查安全隐患");
}

/* ---- positions ---- */

static void each_document_is_found_where_it_was_left(void **state)
{
	session *s = *state;
	read_first(s);
	go(s, "2.1");
	press(s, "jj");
	yd_place left = yd_browser_here(s->browser);
	assert_true(left.offset > 0);
	press(s, "h");
	press(s, "h");
	/* Another one, and back by the tree. */
	go(s, "2.2");
	press(s, "2]");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	session_restart(s);
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	check_at(s, "加强消防演练");
	/* The first was left at its fourth clause. */
	int64_t first;
	assert_int_equal(yd_corpus_first(s->browser->corpus, NULL, &first, NULL), YD_OK);
	assert_true(yd_browser_open_doc(s->browser, first, YD_UNIT_LEFT));
	check_at(s, "推进教育督导");
	go(s, "2.1");
	yd_pane_resize(s->browser, YD_PANE_TEXT, 40, 3);
	press(s, "ll");
	for (int i = 0; i < 5 && yd_browser_here(s->browser).offset != left.offset; i++)
		press(s, "j");
	session_restart(s);
	check_at(s, "排查安全隐患");
	yd_place again = yd_browser_here(s->browser);
	assert_int_equal(again.offset, left.offset);
	assert_int_equal(again.scope, left.scope);
	s->browser->settings.remember_positions = false;
	assert_true(yd_browser_open_doc(s->browser, first, YD_UNIT_LEFT));
	check_at(s, "示例省教育厅2024年工作要点");
}

/* ---- what was read ---- */

static void scrolling_past_reads_and_jumping_does_not(void **state)
{
	session *s = *state;
	read_first(s);
	go(s, "2.1");
	check_read(s, "");
	press(s, "G");
	check_read(s, "");
	go(s, "1");
	check_read(s, "");
	/* Line by line to the last clause. */
	while (s->browser->reader.unit < 3)
		press(s, "j");
	check_at(s, "办好学前教育");
	check_read(s, "1");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "✓ （一）抓好机关党建"));
	assert_false(pane_shows(s, YD_PANE_OUTLINE, "✓ （二）"));
	/* ] leaves the clause behind as well. */
	press(s, "]");
	check_read(s, "1 2");
	press(s, "[[");
	check_read(s, "1 2");
	press(s, "<Space><Space><Space><Space><Space><Space><Space><Space><Space>");
	check_read(s, "1 2 3 4");
}

static void resting_reads_what_is_under_the_eye(void **state)
{
	session *s = *state;
	press(s, "<Tab>");
	go(s, "1.2");
	yd_browser_tick(s->browser, 10000);
	yd_browser_tick(s->browser, 12900);
	check_read(s, "");
	yd_browser_take_changed(s->browser);
	yd_browser_tick(s->browser, 13000);
	check_read(s, "2");
	assert_true(yd_browser_take_changed(s->browser));
	/* Not while something else is on the screen, nor in the regions. */
	press(s, "]?");
	yd_browser_tick(s->browser, 20000);
	yd_browser_tick(s->browser, 30000);
	check_read(s, "2");
	press(s, "qh");
	yd_browser_tick(s->browser, 40000);
	yd_browser_tick(s->browser, 50000);
	check_read(s, "2");
	press(s, "l");
	yd_browser_tick(s->browser, 60000);
	yd_browser_tick(s->browser, 63000);
	check_read(s, "2 3");
}

static void it_is_kept_and_marks_documents(void **state)
{
	session *s = *state;
	wait_for_worker(s);
	read_first(s);
	press(s, ")]]");
	check_read(s, "1");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "~"));
	press(s, "]]");
	/* Past the last clause into the next document. */
	press(s, "]");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "✓"));
	session_restart(s);
	wait_for_worker(s);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "✓"));
	press(s, "<<>[");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	check_read(s, "1 2 3 4");
}

static void unread_clauses_are_found(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, "}");
	check_at(s, "抓好机关党建");
	press(s, "r}r");
	check_read(s, "1 2");
	press(s, "{");
	check_last_line(s, "no unread clause before this");
	press(s, "g}");
	check_at(s, "排查安全隐患");
	press(s, "gr");
	check_last_line(s, "2 clauses marked as read");
	press(s, "}");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	check_at(s, "落实校园安全责任");
	press(s, "gr}");
	assert_string_equal(open_title(s), "云水市教育局2024年工作要点");
	press(s, "{");
	check_last_line(s, "no unread clause before this");
	/* Undo reaches back through documents. */
	press(s, "u{");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	check_at(s, "加强消防演练");
	press(s, "u");
	check_last_line(s, "are unread again");
	press(s, "3{");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	check_read(s, "1 2");
	press(s, "uu");
	check_read(s, "");
}

/* Documents without any clause, so many that they are passed in several slices. */
static void put_empty_documents(session *s)
{
	for (int i = 0; i < 90; i++) {
		char *title = yd_format("云水市教育局第%d号通知\n", i);
		char *name = yd_format("empty%d", i);
		session_put(s, name, "示例省 云水市", 2020, title);
		free(title);
		free(name);
	}
}

static void unread_clauses_are_found_behind_many_documents(void **state)
{
	session *s = *state;
	put_empty_documents(s);
	session_restart(s);
	read_first(s);
	/* From the document before them to the one behind, between keys. */
	press(s, "}10]");
	assert_string_equal(open_title(s), "云水市教育局2023年工作要点");
	check_at(s, "守住安全底线");
	yd_place before = yd_browser_here(s->browser);
	press(s, "}");
	check_last_line(s, "Looking on");
	assert_string_equal(open_title(s), "云水市教育局2023年工作要点");
	for (int64_t now = 0; now < 1000 && s->browser->unread.step; now++)
		yd_browser_tick(s->browser, now);
	assert_true(yd_browser_take_changed(s->browser));
	assert_string_equal(open_title(s), "青石县教育工作要点");
	check_at(s, "普及特殊教育");
	check_last_line(s, "青石县教育工作要点");
	/* It was a jump. */
	press(s, "<<>");
	yd_place back = yd_browser_here(s->browser);
	assert_int_equal(back.doc, before.doc);
	assert_int_equal(back.unit, before.unit);
	/* A key ends it, and so does Ctrl-c. */
	press(s, "}");
	check_last_line(s, "Looking on");
	press(s, "k");
	yd_browser_tick(s->browser, 2000);
	assert_int_equal(yd_browser_here(s->browser).doc, before.doc);
	press(s, "}}");
	check_last_line(s, "Looking on");
	assert_true(yd_browser_interrupt(s->browser));
	assert_false(yd_browser_interrupt(s->browser));
	yd_browser_tick(s->browser, 3000);
	assert_int_equal(yd_browser_here(s->browser).doc, before.doc);
}

/* By a sign, so that no colour is needed: read, begun, neither; clauses in outline and text alike.
 */
static void what_was_read_is_told_by_signs(void **state)
{
	session *s = *state;
	read_first(s);
	assert_false(pane_shows(s, YD_PANE_REGIONS, "✓"));
	assert_false(pane_shows(s, YD_PANE_REGIONS, "~"));
	press(s, "]r");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "~ 2024"));
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "✓ （一）抓好机关党建"));
	assert_false(pane_shows(s, YD_PANE_OUTLINE, "✓ （二）办好学前教育"));
	press(s, "gr");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "✓ 2024"));
	yd_glyphs_use_ascii(true);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "v 2024"));
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "v （一）抓好机关党建"));
	yd_glyphs_use_ascii(false);
}

static void marking_goes_by_unit(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, ")r");
	check_last_line(s, "2 clauses marked as read");
	check_read(s, "1 2");
	press(s, "r");
	check_last_line(s, "2 clauses marked as unread");
	press(s, "]r");
	check_read(s, "1");
	press(s, "(r");
	check_last_line(s, "1 clause marked as read");
	check_read(s, "1 2");
	press(s, "u");
	check_read(s, "1");
	/* In the regions another document, without opening it. */
	press(s, "hhgjjjjr");
	check_last_line(s, "2 clauses marked as read");
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "✓ 云水市教育局2024年安全工作要点"));
}

static void an_edited_clause_is_unread_again(void **state)
{
	session *s = *state;
	read_first(s);
	press(s, "r");
	check_read(s, "1 2 3 4");
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 守护平安校园\n"
		"排查安全隐患。开展校园安全大检查，落实消防和校车安全责任，防范溺水事故。\n"
		"推进教育督导。完善督学责任区制度，公布全部督导报告。\n"
		"# 加强党的领导\n"
		"抓好机关党建。落实党建工作责任制，开展支部书记述职，建强基层党组织。\n");
	session_restart(s);
	check_read(s, "1 3");
}

static void equal_clauses_are_told_apart(void **state)
{
	session *s = *state;
	session_plan(s, "x", "示例省", 2030, "示例省2030年工作要点",
		"# 一\n做好有关工作。\n做好有关工作。\n# 二\n做好有关工作。\n");
	session_restart(s);
	wait_for_worker(s);
	int64_t first;
	assert_int_equal(yd_corpus_first(s->browser->corpus, NULL, &first, NULL), YD_OK);
	assert_true(yd_browser_open_doc(s->browser, first, 0));
	press(s, "<Tab>]]r");
	check_read(s, "1 2");
	session_restart(s);
	check_read(s, "1 2");
}

static void any_walk_is_kept_through_a_restart(void **state)
{
	session *s = *state;
	static const char *const keys[] = {"j", "k", "<Space>", "<Ctrl-d>", "]", "[", "}", "{", ")",
		"(", "G", "g", "r", "<<>", ">", "ma", "'a", "''", "u", "<Tab>", "n", "/校<Enter>",
		"b", "q"};
	random_source random = {7};
	for (int round = 0; round < 25; round++) {
		for (int i = 0; i < 40; i++) {
			press(s, keys[random_below(&random, sizeof keys / sizeof *keys)]);
			if (s->browser->done || s->browser->overlay != YD_PANE_NONE)
				break;
		}
		wait_for_worker(s);
		const yd_reader *reader = &s->browser->reader;
		bool *read = yd_alloc(reader->unit_count * sizeof *read);
		memcpy(read, reader->read, reader->unit_count * sizeof *read);
		yd_place here = yd_browser_here(s->browser);
		session_restart(s);
		reader = &s->browser->reader;
		yd_place again = yd_browser_here(s->browser);
		assert_int_equal(here.doc, again.doc);
		assert_int_equal(here.unit, again.unit);
		assert_int_equal(here.scope, again.scope);
		assert_int_equal(here.offset, again.offset);
		assert_memory_equal(read, reader->read, reader->unit_count * sizeof *read);
		free(read);
	}
}

/* ---- the gauge ---- */

static void gauge_of(session *s, size_t *done, size_t *left)
{
	yd_row row = {0};
	*done = *left = 0;
	yd_pane_title(s->browser, YD_PANE_TEXT, 40, &row);
	assert_int_equal(row.columns, 40);
	for (const char *c = row.text.ptr; *c; c++) {
		*done += strncmp(c, "━", 3) == 0;
		*left += strncmp(c, "─", 3) == 0;
	}
	yd_row_free(&row);
}

static void the_gauge_fills_from_start_to_end(void **state)
{
	session *s = *state;
	size_t done, left, last = 0, steps = 0;
	read_first(s);
	gauge_of(s, &done, &left);
	assert_int_equal(done, 0);
	assert_int_equal(left, 8);
	while (left && steps++ < 200) {
		press(s, "j");
		gauge_of(s, &done, &left);
		assert_int_equal(done + left, 8);
		assert_true(done >= last);
		last = done;
	}
	assert_int_equal(left, 0);
	assert_true(steps > 10);
	press(s, "g");
	gauge_of(s, &done, &left);
	assert_true(done <= 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sections_are_stepped_over),
		TEST(the_way_back_and_forward),
		TEST(another_document_is_a_jump),
		TEST(a_search_can_be_gone_back_from),
		TEST(marks_are_of_a_document_or_of_all),
		TEST(a_mark_stays_with_its_text),
		TEST(each_document_is_found_where_it_was_left),
		TEST(scrolling_past_reads_and_jumping_does_not),
		TEST(resting_reads_what_is_under_the_eye),
		TEST(it_is_kept_and_marks_documents),
		TEST(unread_clauses_are_found),
		TEST(unread_clauses_are_found_behind_many_documents),
		TEST(what_was_read_is_told_by_signs),
		TEST(marking_goes_by_unit),
		TEST(an_edited_clause_is_unread_again),
		TEST(equal_clauses_are_told_apart),
		TEST(any_walk_is_kept_through_a_restart),
		TEST(the_gauge_fills_from_start_to_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
