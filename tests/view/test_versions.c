/* V: what a document was, opened for reading only, told as old, and the way back. */
#include "session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char b_title[] = "云水市教育局2024年工作要点";

/* Document b is edited twice: the sports clause, then a clause more. */
static int64_t edit_b(session *s)
{
	session_plan(s, "b", "示例省 云水市", 2024, b_title,
		"# 提高质量\n"
		"建强教师队伍。招聘教师五十名，组织教师培训，落实教师待遇。\n"
		"开展阳光体育。每天锻炼两小时，办好学生运动会。\n"
		"# 改善条件\n"
		"改造薄弱学校。新建校舍两万平方米，更新教学设备。\n");
	return session_plan(s, "b", "示例省 云水市", 2024, b_title,
		"# 提高质量\n"
		"建强教师队伍。招聘教师五十名，组织教师培训，落实教师待遇。\n"
		"加强科学教育。开放实验室。\n"
		"开展阳光体育。每天锻炼两小时，办好学生运动会。\n"
		"# 改善条件\n"
		"改造薄弱学校。新建校舍两万平方米，更新教学设备。\n");
}

static int begin(void **state)
{
	session *s = yd_alloc(sizeof *s);
	session_open(s);
	session_put_six(s);
	edit_b(s);
	session_begin(s);
	*state = s;
	return 0;
}

static int end(void **state)
{
	session_close(*state);
	free(*state);
	return 0;
}

/* To a clause of b that is in every version, in the text pane. */
static void go_to_b(session *s)
{
	yd_place_in_library place;
	yd_browser_open_doc(s->browser, edit_b(s), 0);
	assert_int_equal(yd_library_resolve(s->f.library,
				 yd_str_of(s->browser->reader.doc->info.ref), &place, NULL),
		YD_OK);
	s->browser->focus = YD_PANE_TEXT;
	press(s, "]]]");
	check_at(s, "开展阳光体育");
}

static int64_t open_number(session *s)
{
	return s->browser->reader.doc->version;
}

/* Has the unit that the reader is at that text? */
static bool says(session *s, const char *text)
{
	yd_buf unit = {0};
	yd_open_doc_unit_text(s->browser->reader.doc, s->browser->reader.unit, &unit);
	bool has = strstr(unit.ptr, text) != NULL;
	yd_buf_free(&unit);
	return has;
}

static void enter_opens_a_version_and_three_keys_go_back(void **state)
{
	session *s = *state;
	static const char *const keys[] = {"V", "<Esc>", "q"};
	go_to_b(s);
	for (size_t i = 0; i < 3; i++) {
		press(s, "V");
		assert_int_equal(yd_browser_focus(s->browser), YD_PANE_VERSIONS);
		assert_true(pane_shows(s, YD_PANE_VERSIONS, "@3"));
		assert_true(pane_shows(s, YD_PANE_VERSIONS, "as it is now"));
		press(s, "G<Enter>");
		assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
		assert_int_equal(open_number(s), 1);
		/* At the same clause, whose text was another then. */
		check_at(s, "开展阳光体育");
		assert_true(says(s, "每天锻炼一小时"));
		press(s, keys[i]);
		assert_int_equal(open_number(s), 0);
		check_at(s, "开展阳光体育");
		assert_true(says(s, "每天锻炼两小时"));
		assert_false(yd_browser_done(s->browser));
	}
}

static void an_old_text_is_told_as_one(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "Vj<Enter>");
	assert_int_equal(open_number(s), 2);
	check_last_line(s, "Version 2, which was replaced on 20");
	press(s, "j");
	char *ref = yd_format("%s earlier version", s->browser->reader.doc->info.ref);
	assert_non_null(strstr(ref, "@2 "));
	check_last_line(s, ref);
	free(ref);
	yd_row title = {0};
	yd_pane_title(s->browser, YD_PANE_TEXT, 60, &title);
	assert_non_null(strstr(title.text.ptr, "[version 2, earlier] 云水市"));
	yd_row_free(&title);
	yd_browser_go(s->browser, 0);
	assert_true(pane_shows(s, YD_PANE_TEXT, "an earlier version"));
	press(s, "<Esc>");
	yd_browser_go(s->browser, 0);
	assert_false(pane_shows(s, YD_PANE_TEXT, "an earlier version"));
	press(s, "j");
	char *line = last_line(s);
	assert_null(strstr(line, "earlier version"));
	free(line);
}

static void the_list_closes_without_opening_anything(void **state)
{
	session *s = *state;
	go_to_b(s);
	static const char *const keys[] = {"VV", "V<Esc>", "Vq", "Vjjkq"};
	for (size_t i = 0; i < 4; i++) {
		press(s, keys[i]);
		assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
		assert_int_equal(open_number(s), 0);
	}
	/* The one that is open already. */
	press(s, "V<Enter>");
	assert_int_equal(open_number(s), 0);
	check_at(s, "开展阳光体育");
}

static void a_document_without_versions_says_so(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "]]]");
	assert_string_not_equal(open_title(s), b_title);
	press(s, "V");
	check_last_line(s, "There is no earlier version of ");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
}

/* In the regions, hits and bookmarks: of what is under the cursor there, not of the open one. */
static void v_is_for_what_is_under_the_cursor(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "b]]]");
	assert_string_not_equal(open_title(s), b_title);
	press(s, "B");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_BOOKMARKS);
	press(s, "V");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_VERSIONS);
	press(s, "q");
	type_and_wait(s, "/实验室<Enter>");
	press(s, "]]]H");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	press(s, "V");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_VERSIONS);
	press(s, "<Esc>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	press(s, "VG<Enter>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	assert_string_equal(open_title(s), b_title);
	assert_int_equal(open_number(s), 1);
	press(s, "<Esc><Esc>");
	/* The tree stands on the document, also while an old text of it is read. */
	yd_browser_open_doc(s->browser, s->browser->versions.doc, 0);
	s->browser->focus = YD_PANE_REGIONS;
	press(s, "VG<Enter>");
	assert_int_equal(open_number(s), 1);
	s->browser->focus = YD_PANE_REGIONS;
	press(s, "<Enter>");
	assert_int_equal(open_number(s), 0);
}

static void nothing_is_written_about_an_old_text(void **state)
{
	session *s = *state;
	size_t unread, read;
	go_to_b(s);
	read = yd_reader_read_count(&s->browser->reader, &unread);
	press(s, "VG<Enter>");
	static const char *const keys[] = {
		"b", "r", "#", "e", ":edit year=2020<Enter>", ":edit<Enter>"};
	for (size_t i = 0; i < 6; i++) {
		press(s, keys[i]);
		check_last_line(s, "earlier version");
		assert_int_equal(open_number(s), 1);
		press(s, "j");
	}
	size_t count = 1;
	assert_int_equal(
		yd_user_bookmark_count(yd_library_user(s->f.library), &count, NULL), YD_OK);
	assert_int_equal(count, 0);
	/* Nor does scrolling through it read anything. */
	press(s, "GGGG<Esc>");
	assert_int_equal(yd_reader_read_count(&s->browser->reader, &unread), read);
}

static void searches_find_the_current_text_and_come_back(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "VG<Enter>");
	type_and_wait(s, "/锻炼一小时<Enter>");
	check_last_line(s, "Nothing found");
	type_and_wait(s, "/锻炼两小时<Enter>");
	assert_int_equal(open_number(s), 0);
	check_at(s, "开展阳光体育");
	press(s, "<Esc>");
	assert_int_equal(open_number(s), 1);
	check_at(s, "开展阳光体育");
}

static void jumps_come_back_to_an_old_text(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "VG<Enter>mq");
	char *go = yd_format(":go %s<Enter>", s->browser->reader.doc->info.ref);
	press(s, "]]");
	assert_string_not_equal(open_title(s), b_title);
	press(s, "<");
	assert_string_equal(open_title(s), b_title);
	assert_int_equal(open_number(s), 1);
	press(s, "<");
	assert_int_equal(open_number(s), 0);
	press(s, ">");
	assert_int_equal(open_number(s), 1);
	press(s, "<Esc>");
	assert_int_equal(open_number(s), 0);
	press(s, go);
	assert_int_equal(open_number(s), 1);
	press(s, "<Esc>");
	char *none = yd_format(":go %s@99<Enter>", s->browser->reader.doc->info.ref);
	press(s, none);
	free(none);
	check_last_line(s, "there is no such version");
	free(go);
}

static void a_new_session_begins_with_the_text_as_it_is(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "VG<Enter>");
	session_restart(s);
	assert_string_equal(open_title(s), b_title);
	assert_int_equal(open_number(s), 0);
}

/* Another session: bytes that come back, and a document that goes. */
static void what_others_change_meanwhile_is_followed(void **state)
{
	session *s = *state;
	go_to_b(s);
	int64_t id = s->browser->reader.doc->info.id;
	press(s, "VG<Enter>");
	session_plan(s, "b", "示例省 云水市", 2024, b_title,
		"# 提高质量\n"
		"建强教师队伍。招聘教师五十名，组织教师培训，落实教师待遇。\n"
		"开展阳光体育。每天锻炼一小时，办好学生运动会。\n"
		"# 改善条件\n"
		"改造薄弱学校。新建校舍两万平方米，更新教学设备。\n");
	yd_browser_reload(s->browser);
	assert_int_equal(s->browser->reader.doc->info.id, id);
	assert_int_equal(open_number(s), 0);
	assert_true(says(s, "每天锻炼一小时"));
	press(s, "Vk<Enter>");
	assert_int_equal(open_number(s), 2);
	assert_int_equal(yd_library_remove(s->f.library, id, NULL), YD_OK);
	yd_browser_reload(s->browser);
	check_last_line(s, "was removed by another session");
	assert_int_not_equal(s->browser->reader.doc->info.id, id);
}

static void filters_hold_in_an_old_text(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "VG<Enter>:themes teachers<Enter>");
	assert_int_equal(open_number(s), 1);
	assert_true(pane_shows(s, YD_PANE_TEXT, "建强教师队伍"));
	assert_false(pane_shows(s, YD_PANE_TEXT, "阳光体育"));
	press(s, "T<Esc>");
	assert_int_equal(open_number(s), 0);
}

static void the_list_fits_every_size(void **state)
{
	session *s = *state;
	go_to_b(s);
	press(s, "V");
	for (size_t width = 1; width < 90; width++)
		for (size_t height = 1; height < 6; height++) {
			yd_row row = {0};
			yd_pane_resize(s->browser, YD_PANE_VERSIONS, width, height);
			yd_pane_title(s->browser, YD_PANE_VERSIONS, width, &row);
			assert_true(row.columns <= width);
			for (size_t y = 0; y < height; y++) {
				yd_pane_row(s->browser, YD_PANE_VERSIONS, y, &row);
				assert_true(row.columns <= width);
			}
			yd_row_free(&row);
		}
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(enter_opens_a_version_and_three_keys_go_back),
		test(an_old_text_is_told_as_one),
		test(the_list_closes_without_opening_anything),
		test(a_document_without_versions_says_so),
		test(v_is_for_what_is_under_the_cursor),
		test(nothing_is_written_about_an_old_text),
		test(searches_find_the_current_text_and_come_back),
		test(jumps_come_back_to_an_old_text),
		test(a_new_session_begins_with_the_text_as_it_is),
		test(what_others_change_meanwhile_is_followed),
		test(filters_hold_in_an_old_text),
		test(the_list_fits_every_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
