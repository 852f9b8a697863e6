/* Notes, tags and taking along, as the keys do them; what is done outside is answered here. */
#include "session.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* What the last key asked for; fails when it is not of that kind. */
static yd_request asked(session *s, yd_request_kind kind)
{
	yd_request request;
	assert_true(yd_browser_take_request(s->browser, &request));
	assert_int_equal(request.kind, kind);
	yd_buf_putc(&request.text, '\0');
	request.text.len--;
	return request;
}

static void nothing_asked(session *s)
{
	yd_request request;
	assert_false(yd_browser_take_request(s->browser, &request));
}

/* At clause 2.1 of the first document, 排查安全隐患, in the text. */
static void go_to_clause(session *s)
{
	press(s, "<Tab><Tab>");
	char *line = yd_format(":go %s#2.1<Enter>", s->browser->reader.doc->info.ref);
	press(s, line);
	free(line);
}

static const char *note_here(session *s)
{
	const yd_reader *reader = &s->browser->reader;
	const char *note = reader->labels[reader->unit].note;
	return note ? note : "";
}

static const char *tags_here(session *s)
{
	const yd_reader *reader = &s->browser->reader;
	const char *tags = reader->labels[reader->unit].tags;
	return tags ? tags : "";
}

/* ---- notes in a line ---- */

static void a_note_is_written_in_a_line(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, "e");
	check_last_line(s, "note: ");
	press(s, "问一下校车预算<Enter>");
	nothing_asked(s);
	check_last_line(s, "The note is kept, and the unit bookmarked");
	assert_string_equal(note_here(s), "问一下校车预算");
	assert_true(pane_shows(s, YD_PANE_TEXT, "✎ 问一下校车预算"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "★"));
	/* What is there can be edited; Esc leaves it. */
	press(s, "e");
	check_last_line(s, "note: 问一下校车预算");
	press(s, "!<Esc>");
	assert_string_equal(note_here(s), "问一下校车预算");
	press(s, "e<Ctrl-u><Enter>");
	check_last_line(s, "The note is removed. u brings it back.");
	assert_string_equal(note_here(s), "");
	press(s, "u");
	check_last_line(s, "the note on");
	assert_string_equal(note_here(s), "问一下校车预算");
	press(s, "e<Enter>");
	check_last_line(s, "The note is as it was.");
	press(s, "u");
	assert_false(s->browser->reader.marked[s->browser->reader.unit]);
	press(s, "e<Enter>");
	check_last_line(s, "There is no note here, as before.");
	assert_false(s->browser->reader.marked[s->browser->reader.unit]);
}

/* ---- notes in an editor ---- */

static void an_editor_is_asked_for_and_answered(void **state)
{
	session *s = *state;
	yd_browser_set_editor(s->browser, "vi -n");
	go_to_clause(s);
	press(s, "e");
	yd_request request = asked(s, YD_REQUEST_EDIT);
	assert_string_equal(request.command, "vi -n");
	assert_string_equal(request.text.ptr, "");
	yd_request_free(&request);
	yd_browser_edited(s->browser, YD_STR("第一行\n\n第二行\n\n"), NULL, NULL);
	assert_string_equal(note_here(s), "第一行\n\n第二行");
	assert_true(pane_shows(s, YD_PANE_TEXT, "✎ 第一行"));
	press(s, "e");
	request = asked(s, YD_REQUEST_EDIT);
	assert_string_equal(request.text.ptr, "第一行\n\n第二行");
	yd_request_free(&request);
	yd_browser_edited(
		s->browser, YD_STR("half"), "The editor was killed; the note is as it was.", NULL);
	check_last_line(s, "The editor was killed");
	assert_string_equal(note_here(s), "第一行\n\n第二行");
	/* Emptied in the editor. */
	press(s, "e");
	request = asked(s, YD_REQUEST_EDIT);
	yd_request_free(&request);
	yd_browser_edited(s->browser, YD_STR(" \n\n"), NULL, NULL);
	assert_string_equal(note_here(s), "");
	check_last_line(s, "The note is removed");
	/* The setting goes before the environment. */
	free(s->browser->settings.editor);
	s->browser->settings.editor = yd_strdup("nano");
	press(s, "e");
	request = asked(s, YD_REQUEST_EDIT);
	assert_string_equal(request.command, "nano");
	yd_request_free(&request);
	yd_browser_edited(s->browser, YD_STR(""), NULL, NULL);
}

static void a_note_reaches_its_text_though_the_document_changed_meanwhile(void **state)
{
	session *s = *state;
	yd_browser_set_editor(s->browser, "vi");
	go_to_clause(s);
	press(s, "e");
	yd_request request = asked(s, YD_REQUEST_EDIT);
	yd_request_free(&request);
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 新的一部分\n"
		"先说一件新的事情。这是新的一条，放在最前面。\n"
		"再说一件新的事情。这是新的第二条，放在后面。\n"
		"# 守护平安校园\n"
		"推进教育督导。完善督学责任区制度，公布督导报告。\n"
		"排查安全隐患。开展校园安全大检查，落实消防和校车安全责任，防范溺水事故。\n");
	yd_browser_edited(s->browser, YD_STR("看这里"), NULL, NULL);
	session_restart(s);
	char *line = yd_format(":go %s#2.2<Enter>", s->browser->reader.doc->info.ref);
	press(s, line);
	free(line);
	assert_string_equal(note_here(s), "看这里");
	yd_browser_set_editor(s->browser, "vi");
	press(s, "e");
	request = asked(s, YD_REQUEST_EDIT);
	yd_request_free(&request);
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 全部换掉\n完全不同的一条。这里没有以前的文字了。\n");
	assert_false(yd_browser_edited(s->browser, YD_STR("丢了"), NULL, "/tmp/there"));
	check_last_line(s, "was read anew meanwhile");
	check_last_line(s, "What was written is in /tmp/there.");
}

/* ---- tags ---- */

static void tags_are_given_and_completed(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, "#");
	check_last_line(s, "tags: ");
	press(s, "校车安全, #消防 budget<Enter>");
	check_last_line(s, "Tagged and bookmarked: 校车安全 消防 budget");
	assert_string_equal(tags_here(s), "校车安全 消防 budget");
	assert_true(pane_shows(s, YD_PANE_TEXT, "#校车安全  #消防  #budget"));
	press(s, "]#校<Tab>");
	check_last_line(s, "tags: 校车安全 ");
	press(s, "b<Tab><Enter>");
	assert_string_equal(tags_here(s), "校车安全 budget");
	/* What is there stands in the line. */
	press(s, "#");
	check_last_line(s, "tags: 校车安全 budget ");
	press(s, "<Ctrl-u><Enter>");
	check_last_line(s, "The tags are removed. u brings them back.");
	press(s, "u");
	assert_string_equal(tags_here(s), "校车安全 budget");
	press(s, "uu");
	assert_string_equal(tags_here(s), "");
	press(s, "[");
	assert_string_equal(tags_here(s), "");
	press(s, "#zz<Tab>");
	check_last_line(s, "No tag begins so");
	press(s, "<Esc>");
	assert_string_equal(tags_here(s), "");
	press(s, ":tag a b<Enter>");
	assert_string_equal(tags_here(s), "a b");
}

/* Messages name the keys that the user has, as the help does; without one the command. */
static void messages_name_the_keys_of_the_user(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":bind all U undo<Enter>:bind all % bookmarks<Enter>b");
	check_last_line(s, "U takes it back, % lists all.");
	press(s, ":bind all U none<Enter>:bind all u none<Enter>:bind all B none<Enter>b");
	check_last_line(s, ":undo takes it back, % lists all.");
	press(s, ":bind all % none<Enter>b");
	check_last_line(s, ":bookmarks lists all.");
	press(s, ":bind main ` go-mark<Enter>ma");
	check_last_line(s, "`a goes back to it.");
	press(s, ":bind all ' none<Enter>:bind all ` none<Enter>mb");
	check_last_line(s, ":go-mark b goes back to it.");
	press(s, ":bind all ? none<Enter>:bind all H help<Enter>~");
	check_last_line(s, "~ does nothing here; H shows the keys.");
	/* In lists and on empty screens too. */
	press(s, ":bind main ! bookmark<Enter>b:bookmarks<Enter>");
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "There are no bookmarks. ! sets one"));
}

/* What stands in the line already is not offered once more. */
static void a_tag_is_completed_once(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":tag 校车安全 校园 budget bus<Enter>");
	press(s, "]#校<Tab>");
	check_last_line(s, "校园  校车安全");
	press(s, "车<Tab>");
	check_last_line(s, "tags: 校车安全 ");
	press(s, "校<Tab>");
	check_last_line(s, "tags: 校车安全 校园 ");
	press(s, "校<Tab>");
	check_last_line(s, "No tag begins so");
	press(s, "<Backspace>、b<Tab>");
	check_last_line(s, "tags: 校车安全 校园 、bu");
	press(s, "s<Tab>b<Tab>");
	check_last_line(s, "tags: 校车安全 校园 、bus budget ");
	/* In the middle of a line, those behind count too. */
	press(s, "<Home>b<Tab>");
	check_last_line(s, "No tag begins so");
	press(s, "<Esc>");
}

static void a_search_finds_them(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":tag 校车<Enter>:note 要看预算<Enter>gg/tag:校");
	press(s, "<Tab>");
	check_last_line(s, "tag:校车");
	wait_for_worker(s);
	press(s, "<Enter>");
	check_at(s, "排查安全隐患");
	press(s, "(/note:预算");
	wait_for_worker(s);
	press(s, "<Enter>");
	check_at(s, "排查安全隐患");
	press(s, "(/note:校车");
	wait_for_worker(s);
	press(s, "<Enter>");
	check_last_line(s, "Nothing found");
}

static void the_list_shows_and_edits_them(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":tag 校车<Enter>:note 要看预算<Enter>B");
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "排查安全隐患  #校车"));
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "✎ 要看预算"));
	press(s, "#<Ctrl-u>消防<Enter>");
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "#消防"));
	press(s, "e<Ctrl-u>已看<Enter>");
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "✎ 已看"));
	press(s, "q");
	assert_string_equal(note_here(s), "已看");
	press(s, "uuu");
	assert_string_equal(tags_here(s), "校车");
	assert_string_equal(note_here(s), "");
}

static void removing_a_bookmark_says_what_goes_with_it(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":note x<Enter>b");
	check_last_line(s, "No longer bookmarked, note and tags gone with it");
	assert_string_equal(note_here(s), "");
	press(s, "u");
	assert_string_equal(note_here(s), "x");
}

/* ---- taking along ---- */

static void copies_are_asked_for(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, "y");
	yd_request request = asked(s, YD_REQUEST_COPY);
	assert_string_equal(request.text.ptr,
		"（一）排查安全隐患。开展校园安全大检查，落实消防和校车安全责任，防范溺水事故。");
	yd_request_free(&request);
	nothing_asked(s);
	press(s, "Y");
	request = asked(s, YD_REQUEST_COPY);
	char *expected = yd_format("二、（一）. %s#2.1", s->browser->reader.doc->info.ref);
	assert_non_null(strstr(request.text.ptr, expected));
	assert_null(strchr(request.text.ptr, '\n'));
	free(expected);
	yd_request_free(&request);
	/* A bookmark has its text even where the document has it no more. */
	press(s, "b");
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 全部换掉\n完全不同的一条。这里没有以前的文字了。\n");
	session_restart(s);
	press(s, "By");
	request = asked(s, YD_REQUEST_COPY);
	assert_non_null(strstr(request.text.ptr, "防范溺水事故。"));
	yd_request_free(&request);
}

static void a_pipe_is_asked_for_and_remembered(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, "|");
	check_last_line(s, "|");
	press(s, "wc -m<Enter>");
	yd_request request = asked(s, YD_REQUEST_PIPE);
	assert_string_equal(request.command, "wc -m");
	assert_non_null(strstr(request.text.ptr, "防范溺水事故。\n"));
	yd_request_free(&request);
	yd_browser_tell(s->browser, "wc -m: done.", false);
	check_last_line(s, "wc -m: done.");
	press(s, "|<Enter>");
	nothing_asked(s);
	press(s, "|cat<Esc>");
	nothing_asked(s);
	session_restart(s);
	press(s, "|<Up><Enter>");
	request = asked(s, YD_REQUEST_PIPE);
	assert_string_equal(request.command, "wc -m");
	yd_request_free(&request);
	press(s, ":pipe sort -u<Enter>");
	request = asked(s, YD_REQUEST_PIPE);
	assert_string_equal(request.command, "sort -u");
	yd_request_free(&request);
}

static void undo_takes_any_series_back(void **state)
{
	session *s = *state;
	static const char *const keys[] = {"b", ":note 一<Enter>", ":note 二 三<Enter>",
		"e<Ctrl-u><Enter>", ":tag a b<Enter>", "#<Ctrl-u><Enter>", "#c<Enter>", "r", "r",
		"]", "[", ")"};
	random_source random = {3};
	go_to_clause(s);
	for (int i = 0; i < 150; i++)
		press(s, keys[random_below(&random, sizeof keys / sizeof *keys)]);
	for (int i = 0; i < 400; i++)
		press(s, "u");
	check_last_line(s, "There is nothing to take back.");
	yd_bookmark *left;
	size_t count;
	assert_int_equal(
		yd_user_bookmarks(yd_library_user(s->f.library), 0, SIZE_MAX, &left, &count, NULL),
		YD_OK);
	assert_int_equal(count, 0);
	yd_bookmarks_free(left, count);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_note_is_written_in_a_line),
		TEST(an_editor_is_asked_for_and_answered),
		TEST(a_note_reaches_its_text_though_the_document_changed_meanwhile),
		TEST(tags_are_given_and_completed),
		TEST(messages_name_the_keys_of_the_user),
		TEST(a_tag_is_completed_once),
		TEST(a_search_finds_them),
		TEST(the_list_shows_and_edits_them),
		TEST(removing_a_bookmark_says_what_goes_with_it),
		TEST(copies_are_asked_for),
		TEST(a_pipe_is_asked_for_and_remembered),
		TEST(undo_takes_any_series_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
