/* A session as a reader has it: opening, walking, filtering, bookmarking, searching, coming back.
 */
#include "session.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

/* ---- opening and moving ---- */

static void the_first_start_opens_the_first_document_and_waits_in_the_regions(void **state)
{
	session *s = *state;
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_REGIONS);
	assert_string_equal(open_title(s), "示例省教育厅2024年工作要点");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "（一）抓好机关党建"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "开展支部书记述职"));
	check_last_line(s, "示例省 2024  4 clauses");
	check_last_line(s, "? help");
}

static void enter_opens_what_is_under_the_cursor(void **state)
{
	session *s = *state;
	/* 示例省, 2024, 云水市, 2024 (two documents), the first of them */
	press(s, "gjjjj<Enter>");
	assert_string_equal(open_title(s), "云水市教育局2024年安全工作要点");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_OUTLINE);
	press(s, "jj<Enter>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	check_at(s, "落实校园安全责任");
	check_last_line(s, "云水市 2024  clause 1 of 2");
}

static void the_focus_goes_round_with_tab_and_stops_with_h_and_l(void **state)
{
	session *s = *state;
	const yd_pane round[] = {YD_PANE_OUTLINE, YD_PANE_TEXT, YD_PANE_REGIONS};
	for (size_t i = 0; i < 3; i++) {
		press(s, "<Tab>");
		assert_int_equal(yd_browser_focus(s->browser), round[i]);
	}
	press(s, "<Shift-Tab>");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	press(s, "lll");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	press(s, "hhhh");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_REGIONS);
}

static void a_selected_section_is_read_as_one_text(void **state)
{
	session *s = *state;
	press(s, "l:二、<Enter>");
	press(s, "j");
	check_at(s, "排查安全隐患");
	assert_true(pane_shows(s, YD_PANE_TEXT, "二、守护平安校园"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "公布督导报告"));
	assert_false(pane_shows(s, YD_PANE_TEXT, "开展支部书记述职"));
	/* The title stands for the whole document. */
	press(s, "g");
	assert_true(pane_shows(s, YD_PANE_TEXT, "开展支部书记述职"));
	/* Reading on from a section's end comes to what follows. */
	press(s, "j<Enter>");
	assert_int_equal(s->browser->reader.scope, 1);
	press(s, "<Space>");
	assert_true(pane_shows(s, YD_PANE_TEXT, "二、守护平安校园"));
	check_at(s, "守护平安校园");
	press(s, "k");
	assert_true(pane_shows(s, YD_PANE_TEXT, "一、加强党的领导"));
}

static void the_outline_follows_the_eye(void **state)
{
	session *s = *state;
	press(s, "ll");
	for (int i = 0; i < 30; i++) {
		press(s, "j");
		assert_int_equal(
			yd_outline_view_unit(&s->browser->outline), s->browser->reader.unit);
	}
	/* A folded section stands for what is in it. */
	press(s, "g:1<Enter>h<Space>");
	size_t section = s->browser->reader.unit;
	assert_true(yd_reader_is_section(&s->browser->reader, section));
	assert_true(s->browser->outline.folded[section]);
	press(s, "]");
	check_at(s, "抓好机关党建");
	assert_int_equal(yd_outline_view_unit(&s->browser->outline), section);
	press(s, "<Space>");
	assert_false(s->browser->outline.folded[section]);
}

static void brackets_walk_all_clauses_of_all_documents_and_back(void **state)
{
	session *s = *state;
	char *walked[64];
	size_t count = 0;
	press(s, "]");
	do {
		walked[count++] = unit_title(s);
		press(s, "]");
	} while (!s->browser->message.len || !strstr(s->browser->message.ptr, "no next"));
	assert_int_equal(count, 4 + 2 + 3 + 2 + 1 + 1);
	for (size_t i = count; i-- > 0;) {
		check_at(s, walked[i]);
		free(walked[i]);
		press(s, "[");
	}
	check_last_line(s, "no earlier clause");
}

static void digits_repeat(void **state)
{
	session *s = *state;
	press(s, "3]");
	check_at(s, "排查安全隐患");
	press(s, "2[");
	check_at(s, "抓好机关党建");
	press(s, "9<Esc>]");
	check_at(s, "办好学前教育");
	press(s, "10");
	check_last_line(s, "10  示例省");
}

static void numbers_and_marks_go_to_their_clause(void **state)
{
	session *s = *state;
	press(s, ":2<Enter>");
	check_at(s, "办好学前教育");
	press(s, ":（一）<Enter>");
	check_at(s, "抓好机关党建");
	/* The same number in the section that is being read comes first. */
	press(s, ":二、<Enter>");
	check_at(s, "守护平安校园");
	press(s, ":(二)<Enter>");
	check_at(s, "推进教育督导");
	press(s, ":99<Enter>");
	check_last_line(s, "no number 99");
	check_at(s, "推进教育督导");
	yd_buf ref = {0};
	yd_open_doc_unit_ref(s->browser->reader.doc, 2, &ref);
	char *command = yd_format(":go %s<Enter>", ref.ptr);
	press(s, "]]]");
	press(s, command);
	check_at(s, "抓好机关党建");
	free(command);
	yd_buf_free(&ref);
}

static void commands_say_what_is_wrong_with_them(void **state)
{
	session *s = *state;
	press(s, ":nonsense<Enter>");
	check_last_line(s, "no command nonsense");
	press(s, ":bookm<Enter>");
	check_last_line(s, "several commands");
	press(s, ":themes nonsense<Enter>");
	check_last_line(s, "no theme nonsense");
	press(s, ":zoom now<Enter>");
	check_last_line(s, "takes no more words");
	press(s, ":pick<Enter>");
	check_last_line(s, "does nothing here");
	press(s, "~");
	check_last_line(s, "~ does nothing here; ? shows the keys");
	press(s, ":next-clause 2<Enter>");
	check_at(s, "办好学前教育");
	assert_false(yd_browser_done(s->browser));
	press(s, ":q<Enter>");
	assert_true(yd_browser_done(s->browser));
}

static void tab_completes_commands_and_themes(void **state)
{
	session *s = *state;
	press(s, ":th<Tab>");
	assert_string_equal(s->browser->prompt.text.ptr, "themes ");
	press(s, "saf<Tab>");
	assert_string_equal(s->browser->prompt.text.ptr, "themes safety");
	press(s, ",德<Tab>");
	assert_string_equal(s->browser->prompt.text.ptr, "themes safety,德育与思政");
	press(s, "<Esc>:foc<Tab>");
	assert_string_equal(s->browser->prompt.text.ptr, "focus-");
	press(s, "<Tab>");
	assert_non_null(strstr(s->browser->message.ptr, "focus-left"));
	press(s, "zz<Tab>");
	assert_non_null(strstr(s->browser->message.ptr, "Nothing begins so"));
	press(s, "<Esc>");
	assert_int_equal(s->browser->prompt.sign, 0);
}

/* No name is broken at its hyphen. */
static void what_tab_lists_keeps_names_whole(void **state)
{
	session *s = *state;
	yd_row row = {0};
	for (size_t width = 24; width <= 120; width++) {
		size_t cursor, names = 0;
		yd_browser_last_rows(s->browser, width, 40);
		press(s, ":set <Tab>");
		size_t rows = yd_browser_last_rows(s->browser, width, 40);
		for (size_t y = 0; y + 1 < rows; y++) {
			yd_browser_last_row(s->browser, width, y, &row, &cursor);
			yd_str text = yd_buf_str(&row.text);
			for (yd_str word; (word = yd_str_word(&text)).len; names++)
				assert_non_null(yd_setting_find(word));
		}
		assert_true(names > 10);
		press(s, "<Esc>");
	}
	yd_row_free(&row);
}

static void q_leaves_what_stands_before_then_the_program(void **state)
{
	session *s = *state;
	const char *views[] = {"?q", "Bq", "tq", "zq", "t<Esc>", "?<Esc>", "<Esc><Esc>"};
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		press(s, views[i]);
		assert_false(yd_browser_done(s->browser));
		assert_int_equal(yd_browser_focus(s->browser), YD_PANE_REGIONS);
	}
	/* Where one pane is shown at a time it leads back through them. */
	yd_browser_set_single(s->browser, true);
	press(s, "llqq");
	assert_false(yd_browser_done(s->browser));
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_REGIONS);
	press(s, "q");
	assert_true(yd_browser_done(s->browser));
}

static void zoom_goes_to_the_text_and_back_to_the_pane(void **state)
{
	session *s = *state;
	press(s, "lz");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	press(s, "z");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_OUTLINE);
}

/* ---- the filter ---- */

static void a_filter_shows_clauses_that_pass_and_tells_what_it_leaves_out(void **state)
{
	session *s = *state;
	press(s, ":themes supervision<Enter>");
	check_at(s, "推进教育督导");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "推进教育督导"));
	assert_false(pane_shows(s, YD_PANE_OUTLINE, "抓好机关党建"));
	assert_false(pane_shows(s, YD_PANE_OUTLINE, "加强党的领导"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "1 clause left out"));
	press(s, "g");
	press(s, "l");
	press(s, "g");
	assert_true(pane_shows(s, YD_PANE_TEXT, "2 clauses left out"));
	assert_false(pane_shows(s, YD_PANE_TEXT, "开展支部书记述职"));
	check_last_line(s, "only 教育督导");
}

/* Walking with ] from the start visits exactly the clauses that pass, whatever the filter. */
static void brackets_walk_exactly_the_hits(void **state)
{
	session *s = *state;
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		yd_filter filter = {.themes = UINT32_C(1) << theme};
		size_t docs, hits, walked = 0;
		assert_int_equal(
			yd_corpus_filter_totals(s->browser->corpus, &filter, &docs, &hits, NULL),
			YD_OK);
		if (hits == 0)
			continue;
		char *command = yd_format(":themes %s<Enter>", yd_theme_key(theme));
		press(s, command);
		free(command);
		do
			press(s, "[");
		while (!s->browser->message.len || !strstr(s->browser->message.ptr, "no earlier"));
		/* A document without hits stays open at its title. */
		if (s->browser->reader.unit == 0)
			press(s, "]");
		do {
			const yd_reader *reader = &s->browser->reader;
			const yd_unit_row *row = &reader->doc->stored.units[reader->unit];
			assert_true(row->clause);
			assert_true(yd_filter_passes(&filter, row->any, row->primary));
			walked++;
			press(s, "]");
		} while (!s->browser->message.len || !strstr(s->browser->message.ptr, "no next"));
		assert_int_equal(walked, hits);
	}
}

static void clearing_the_filter_leaves_the_cursor_where_it_was(void **state)
{
	session *s = *state;
	press(s, ":themes safety<Enter>]]");
	char *before = unit_title(s), *doc = yd_strdup(open_title(s));
	press(s, "T");
	check_at(s, before);
	assert_string_equal(open_title(s), doc);
	assert_false(yd_filter_is_set(&s->browser->filter));
	press(s, "T");
	check_last_line(s, "no filter to clear");
	free(before);
	free(doc);
}

static void a_document_without_hits_says_so_and_brackets_go_on(void **state)
{
	session *s = *state;
	press(s, ":themes special<Enter>");
	assert_true(pane_shows(s, YD_PANE_TEXT, "No clause of this document passes"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "4 clauses left out"));
	press(s, "]");
	check_at(s, "普及特殊教育");
}

static void the_chooser_picks_any_or_all(void **state)
{
	session *s = *state;
	size_t themes[3] = {0};
	press(s, "t<Esc>t");
	/* None picked: Enter takes the one under the cursor. */
	press(s, "g<Enter>");
	assert_int_equal(s->browser->filter.themes, 1);
	press(s, "tG<Space>&<Enter>");
	assert_true(s->browser->filter.all);
	themes[0] = s->browser->filter.themes;
	assert_int_equal(themes[0], 1 | 1u << (YD_THEME_COUNT - 1));
	check_last_line(s, "党建 and 安全: 0 clauses");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "No clause passes the filter"));
	press(s, "&");
	check_last_line(s, "党建 or 安全");
	press(s, "tg!<Enter>");
	assert_int_equal(s->browser->filter.primary, 1);
	check_last_line(s, "党建! or 安全");
	/* Everything taken away again is no filter. */
	press(s, "tg!<Space>G<Space><Enter>");
	assert_false(yd_filter_is_set(&s->browser->filter));
	press(s, "&");
	check_last_line(s, "two themes or more");
	/* Cancelled, nothing changes. */
	press(s, "tjj<Space><Esc>");
	assert_false(yd_filter_is_set(&s->browser->filter));
}

static void filters_are_written_as_they_are_read(void **state)
{
	random_source random = {61};
	(void)state;
	for (int i = 0; i < 2000; i++) {
		uint32_t any = (uint32_t)random_below(&random, 1u << 31);
		yd_filter filter = {.primary = (uint32_t)random_below(&random, 1u << 31),
			.all = random_below(&random, 2)};
		filter.themes = any & ~filter.primary;
		yd_buf written = {0};
		yd_filter read;
		yd_str bad;
		yd_filter_write(&filter, &written);
		assert_true(yd_filter_parse(yd_buf_str(&written), &read, &bad));
		assert_int_equal(read.themes, filter.themes);
		assert_int_equal(read.primary, filter.primary);
		assert_int_equal(read.all, filter.all);
		yd_buf_free(&written);
	}
}

/* ---- bookmarks ---- */

static void a_bookmark_shows_at_once_and_is_taken_back_by_u(void **state)
{
	session *s = *state;
	press(s, "l:2<Enter>b");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "★"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "★"));
	check_last_line(s, "Bookmarked: 办好学前教育");
	press(s, "u");
	assert_false(pane_shows(s, YD_PANE_OUTLINE, "★"));
	check_last_line(s, "Taken back");
	press(s, "bb");
	check_last_line(s, "No longer bookmarked");
	press(s, "u");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "★"));
}

static void the_list_shows_goes_removes_and_brings_back(void **state)
{
	session *s = *state;
	press(s, "l:2<Enter>b]]]]]b");
	char *second = unit_title(s);
	press(s, "gB");
	assert_int_equal(s->browser->bookmarks.list.count, 2);
	/* The newest comes first. */
	char *row = pane_text(s, YD_PANE_BOOKMARKS, 0);
	assert_non_null(strstr(row, second));
	free(row);
	press(s, "j<Enter>");
	check_at(s, "办好学前教育");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_TEXT);
	press(s, "Bgd");
	assert_int_equal(s->browser->bookmarks.list.count, 1);
	check_last_line(s, "Removed");
	press(s, "u");
	assert_int_equal(s->browser->bookmarks.list.count, 2);
	press(s, "q");
	free(second);
}

static void a_bookmark_whose_text_is_gone_is_shown_with_it(void **state)
{
	session *s = *state;
	press(s, "l:2<Enter>b");
	int64_t id = s->browser->reader.doc->info.id;
	assert_int_equal(yd_corpus_remove(s->browser->corpus, id, NULL), YD_OK);
	yd_browser_reload(s->browser);
	assert_string_not_equal(open_title(s), "示例省教育厅2024年工作要点");
	press(s, "B");
	while (yd_browser_tick(s->browser, 5) == 5)
		;
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "lost"));
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "新建公办幼儿园十所"));
	press(s, "<Enter>");
	check_last_line(s, "in no document");
	press(s, "q");
}

static void a_document_is_bookmarked_from_the_tree(void **state)
{
	session *s = *state;
	/* On a region there is no document: the unit that is read counts. */
	press(s, "gb");
	check_last_line(s, "Bookmarked: 示例省教育厅2024年工作要点");
	press(s, "u");
	press(s, "jjjjb");
	check_last_line(s, "Bookmarked: 云水市教育局2024年安全工作要点");
	press(s, "gjb");
	assert_true(s->browser->reader.marked[0]);
	/* The clause that ] went to is read, wherever the focus is. */
	press(s, "]b");
	assert_true(
		s->browser->reader.unit != 0 && s->browser->reader.marked[s->browser->reader.unit]);
}

/* ---- searching ---- */

static void a_search_goes_from_hit_to_hit_across_documents(void **state)
{
	session *s = *state;
	press(s, "/校车安全");
	wait_for_worker(s);
	press(s, "<Down>o");
	wait_for_worker(s);
	press(s, "<Enter>");
	check_at(s, "排查安全隐患");
	check_last_line(s, "hit 1 of 2");
	press(s, "n");
	check_at(s, "守住安全底线");
	assert_string_equal(open_title(s), "云水市教育局2023年工作要点");
	check_last_line(s, "hit 2 of 2");
	press(s, "n");
	check_last_line(s, "gone round to the first");
	check_at(s, "排查安全隐患");
	press(s, "N");
	check_at(s, "守住安全底线");
	press(s, "<Esc>n");
	check_last_line(s, "Nothing is searched for");
}

static void a_search_keeps_to_the_filter(void **state)
{
	session *s = *state;
	press(s, ":themes preschool<Enter>/校车安全<Enter>");
	wait_for_worker(s);
	check_last_line(s, "Nothing found for 校车安全 among what passes the filter");
	press(s, "T");
	wait_for_worker(s);
	press(s, "n");
	check_at(s, "守住安全底线");
	press(s, "/ <Enter>");
	check_last_line(s, "nothing in that to search for");
}

static void matches_are_marked_in_the_text(void **state)
{
	session *s = *state;
	press(s, "/安全大檢查<Enter>");
	wait_for_worker(s);
	yd_row row = {0};
	yd_buf marked = {0};
	for (size_t y = 0; y < 20; y++) {
		yd_pane_row(s->browser, YD_PANE_TEXT, y, &row);
		for (size_t i = 0, start = 0; i < row.count; start = row.runs[i++].end)
			if (row.runs[i].style == YD_STYLE_MATCH)
				yd_buf_add(&marked, row.text.ptr + start, row.runs[i].end - start);
	}
	yd_row_free(&row);
	assert_non_null(marked.ptr);
	assert_string_equal(marked.ptr, "安全大检查");
	yd_buf_free(&marked);
}

/* ---- sessions ---- */

static void starting_again_returns_to_document_clause_and_filter(void **state)
{
	session *s = *state;
	press(s, ":themes safety,vocational<Enter>l]]]z");
	char *unit = unit_title(s), *doc = yd_strdup(open_title(s));
	size_t scope = s->browser->reader.scope;
	yd_filter filter = s->browser->filter;
	session_restart(s);
	check_at(s, unit);
	assert_string_equal(open_title(s), doc);
	assert_int_equal(s->browser->reader.scope, scope);
	assert_int_equal(s->browser->filter.themes, filter.themes);
	assert_true(yd_browser_zoomed(s->browser));
	assert_int_equal(yd_browser_main_focus(s->browser), YD_PANE_TEXT);
	press(s, "z");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_OUTLINE);
	free(unit);
	free(doc);
}

static void what_another_session_changes_shows_up(void **state)
{
	session *s = *state;
	yd_library_options options = {s->f.cache, s->f.user, false};
	yd_library *other, *own = s->f.library;
	press(s, "l:2<Enter>");
	yd_browser_tick(s->browser, 1);
	assert_int_equal(yd_library_open(&options, &other, NULL, NULL), YD_OK);
	s->f.library = other;
	session_plan(s, "new", "新来省", 2030, "新来省2030年教育工作要点",
		"# 总则\n抓好安全。落实校园安全。\n");
	s->f.library = own;
	yd_browser_tick(s->browser, 2);
	assert_false(pane_shows(s, YD_PANE_REGIONS, "新来省"));
	yd_browser_tick(s->browser, 5000);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "新来省"));
	check_at(s, "办好学前教育");
	yd_library_close(other);
}

static void documents_read_by_other_rules_are_read_anew_in_the_background(void **state)
{
	session *s = *state;
	char *path = yd_format("%s/yaodian/themes", s->f.folder),
	     *folder = yd_format("%s/yaodian", s->f.folder);
	press(s, "l:2<Enter>b");
	yd_browser_free(s->browser);
	s->browser = NULL;
	assert_int_equal(mkdir(folder, 0700), 0);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("theme preschool\nreplace\nstrong 幼儿园\n", file);
	fclose(file);
	fixture_reopen(&s->f, false);
	session_begin(s);
	/* Not before the terminal had time to show the first frame. */
	assert_int_equal(yd_browser_tick(s->browser, 1), 301);
	assert_false(s->browser->reread_begun);
	yd_browser_tick(s->browser, 301);
	assert_true(s->browser->reread_begun);
	wait_for_worker(s);
	size_t stale = 1;
	assert_int_equal(yd_library_stale_count(s->f.library, &stale, NULL), YD_OK);
	assert_int_equal(stale, 0);
	yd_browser_tick(s->browser, 10000);
	check_at(s, "办好学前教育");
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "★"));
	free(path);
	free(folder);
}

static void an_empty_cache_says_how_to_fill_it_and_fills(void **state)
{
	session s;
	(void)state;
	session_open(&s);
	session_begin(&s);
	assert_int_equal(yd_browser_focus(s.browser), YD_PANE_WELCOME);
	assert_true(pane_shows(&s, YD_PANE_WELCOME, "yaodian import"));
	press(&s, "jk]bzt\x1bTunG<Tab>?q:5<Enter>B<Esc>/x<Enter>");
	assert_false(yd_browser_done(s.browser));
	assert_int_equal(yd_browser_focus(s.browser), YD_PANE_WELCOME);
	session_put_six(&s);
	yd_browser_reload(s.browser);
	assert_int_equal(yd_browser_focus(s.browser), YD_PANE_REGIONS);
	assert_string_equal(open_title(&s), "示例省教育厅2024年工作要点");
	session_close(&s);
}

static void samples_are_told(void **state)
{
	session *s = *state;
	int64_t id = session_put(s, "sample", NULL, 0,
		"---\nregion: 样例省\nyear: 2020\nsample: "
		"true\n---\n样例省2020年教育工作要点\n一、总则\n"
		"1.抓好安全。落实校园安全。\n");
	yd_browser_reload(s->browser);
	yd_browser_open_doc(s->browser, id, 0);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "2020  sample"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "sample, an invented place"));
	check_last_line(s, "  sample");
}

static void a_document_without_title_and_preamble_says_so(void **state)
{
	session *s = *state;
	int64_t id =
		session_put(s, "bare", "示例省", 2019, "一、总则\n1.抓好安全。落实校园安全。\n");
	yd_browser_reload(s->browser);
	yd_browser_open_doc(s->browser, id, 0);
	char *root = pane_text(s, YD_PANE_OUTLINE, 0);
	assert_non_null(strstr(root, "(no title)"));
	free(root);
	assert_true(pane_shows(s, YD_PANE_TEXT, "(no title)"));
}

#define with_six(test) cmocka_unit_test_setup_teardown(test, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_six(the_first_start_opens_the_first_document_and_waits_in_the_regions),
		with_six(enter_opens_what_is_under_the_cursor),
		with_six(the_focus_goes_round_with_tab_and_stops_with_h_and_l),
		with_six(a_selected_section_is_read_as_one_text),
		with_six(the_outline_follows_the_eye),
		with_six(brackets_walk_all_clauses_of_all_documents_and_back),
		with_six(digits_repeat),
		with_six(numbers_and_marks_go_to_their_clause),
		with_six(commands_say_what_is_wrong_with_them),
		with_six(tab_completes_commands_and_themes),
		with_six(what_tab_lists_keeps_names_whole),
		with_six(q_leaves_what_stands_before_then_the_program),
		with_six(zoom_goes_to_the_text_and_back_to_the_pane),
		with_six(a_filter_shows_clauses_that_pass_and_tells_what_it_leaves_out),
		with_six(brackets_walk_exactly_the_hits),
		with_six(clearing_the_filter_leaves_the_cursor_where_it_was),
		with_six(a_document_without_hits_says_so_and_brackets_go_on),
		with_six(the_chooser_picks_any_or_all),
		cmocka_unit_test(filters_are_written_as_they_are_read),
		with_six(a_bookmark_shows_at_once_and_is_taken_back_by_u),
		with_six(the_list_shows_goes_removes_and_brings_back),
		with_six(a_bookmark_whose_text_is_gone_is_shown_with_it),
		with_six(a_document_is_bookmarked_from_the_tree),
		with_six(a_search_goes_from_hit_to_hit_across_documents),
		with_six(a_search_keeps_to_the_filter),
		with_six(matches_are_marked_in_the_text),
		with_six(starting_again_returns_to_document_clause_and_filter),
		with_six(what_another_session_changes_shows_up),
		with_six(documents_read_by_other_rules_are_read_anew_in_the_background),
		cmocka_unit_test(an_empty_cache_says_how_to_fill_it_and_fills),
		with_six(samples_are_told),
		with_six(a_document_without_title_and_preamble_says_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
