/* The search as a reader has it: hits while a line is typed, their list, the way there and back. */
#include "session.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void check_hit(session *s, size_t number, const char *title)
{
	assert_true(number < hit_count(s));
	char *is = hit_title(s, number);
	assert_string_equal(is, title);
	free(is);
}

/* ---- the list ---- */

static void hits_appear_while_a_line_is_typed(void **state)
{
	session *s = *state;
	const yd_reader *reader = &s->browser->reader;
	int64_t doc = reader->doc->info.id;
	size_t unit = reader->unit;
	press(s, "/");
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	assert_true(pane_shows(s, YD_PANE_HITS, "theme:safety"));
	type_and_wait(s, "校");
	size_t one = hit_count(s);
	type_and_wait(s, "车安全");
	assert_true(hit_count(s) == 2 && one > 2);
	assert_true(pane_shows(s, YD_PANE_HITS, "2024  排查安全隐患"));
	assert_true(pane_shows(s, YD_PANE_HITS, "落实消防和校车安全责任"));
	assert_true(pane_shows(s, YD_PANE_HITS, "云水市 2023"));
	/* Nothing else has moved. */
	assert_int_equal(reader->doc->info.id, doc);
	assert_int_equal(reader->unit, unit);
	type_and_wait(s, "<Backspace><Backspace><Backspace><Backspace>");
	assert_true(pane_shows(s, YD_PANE_HITS, "theme:safety"));
}

static void the_match_is_marked_in_the_snippet(void **state)
{
	session *s = *state;
	yd_pane_resize(s->browser, YD_PANE_HITS, 100, 20);
	type_and_wait(s, "/校車安全");
	yd_row row = {0};
	yd_pane_row(s->browser, YD_PANE_HITS, 1, &row);
	size_t start = 0, marked = 0;
	for (size_t i = 0; i < row.count; i++) {
		if (row.runs[i].style == YD_STYLE_MATCH) {
			assert_int_equal(row.runs[i].end - start, strlen("校车安全"));
			assert_memory_equal(
				row.text.ptr + start, "校车安全", row.runs[i].end - start);
			marked++;
		}
		start = row.runs[i].end;
	}
	assert_int_equal(marked, 1);
	yd_row_free(&row);
}

/* 第一条　【社会资源】学校…: the title stands without its brackets, and so does the text behind it.
 */
static void a_snippet_does_not_begin_with_what_closes_the_title(void **state)
{
	session *s = *state;
	session_put(s, "rules.txt", "示例省", 2024,
		"示例省课后服务办法\n\n第一条　【社会资源】学校引进蓝草莓机构的，应当集体决定。\n"
		"第二条　（经费保障）蓝草莓服务不向家长收费。\n第三条　【安全】"
		"蓝草莓课程另行备案。\n");
	yd_pane_resize(s->browser, YD_PANE_HITS, 100, 20);
	type_and_wait(s, "/蓝草莓");
	assert_int_equal(hit_count(s), 3);
	assert_true(pane_shows(s, YD_PANE_HITS, "  学校引进蓝草莓"));
	assert_true(pane_shows(s, YD_PANE_HITS, "  蓝草莓服务"));
	assert_true(pane_shows(s, YD_PANE_HITS, "  蓝草莓课程"));
}

static void titles_come_first_and_o_orders_by_region_and_year(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全隐患");
	check_hit(s, 0, "排查安全隐患");
	size_t all = hit_count(s);
	type_and_wait(s, "<Esc>/安全");
	size_t count = hit_count(s);
	assert_true(count > all);
	for (size_t i = 0, in_title = 0; i < count; i++) {
		char *title = hit_title(s, i);
		bool has = strstr(title, "安全") != NULL;
		assert_true(!has || in_title == i);
		in_title += has;
		free(title);
	}
	type_and_wait(s, "<Down>o");
	assert_int_equal(hit_count(s), count);
	check_hit(s, 0, "排查安全隐患");
	check_hit(s, count - 1, "守住安全底线");
	yd_row row = {0};
	yd_pane_title(s->browser, YD_PANE_HITS, 60, &row);
	assert_non_null(strstr(row.text.ptr, "by region and year"));
	yd_row_free(&row);
	type_and_wait(s, "o");
	assert_int_equal(hit_count(s), count);
}

static void a_document_is_read_once_for_a_screen(void **state)
{
	session *s = *state;
	press(s, "/安全");
	while (s->browser->search.running || s->browser->search.earlier) {
		yd_worker_news news;
		yd_worker_take_news(s->browser->worker, &news);
		yd_browser_take_hits(s->browser, &news);
	}
	size_t docs = 0, read = 0, shown = s->browser->hits.list.height;
	if (shown > hit_count(s))
		shown = hit_count(s);
	for (size_t i = 0; i < shown; i++) {
		bool seen = false;
		for (size_t k = 0; k < i; k++)
			seen = seen ||
			       s->browser->search.hits[k].doc == s->browser->search.hits[i].doc;
		docs += !seen;
	}
	assert_true(docs > 1 && docs < shown);
	while (yd_hits_view_look(&s->browser->hits, &s->browser->search, s->f.library, NULL))
		read++;
	assert_int_equal(read, docs);
	/* A row further down it reads no more than one. */
	press(s, "<Down>");
	while (yd_hits_view_look(&s->browser->hits, &s->browser->search, s->f.library, NULL))
		read++;
	assert_int_equal(read, docs);
}

static bool list_shows(session *s, const char *text)
{
	yd_pane_resize(s->browser, YD_PANE_HITS, 60, 12);
	return pane_shows(s, YD_PANE_HITS, text);
}

static void a_query_taken_otherwise_than_typed_says_so(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全");
	assert_false(list_shows(s, "understood"));
	type_and_wait(s, " theme:nosuch");
	assert_true(list_shows(s, "understood as 安全 \"theme:nosuch\""));
	type_and_wait(s, "<Ctrl-u>region:无此地");
	assert_true(list_shows(s, "no place is called so"));
	type_and_wait(s, "<Ctrl-u>安全");
	assert_false(list_shows(s, "understood"));
}

static void a_search_and_the_filter_both_hold(void **state)
{
	session *s = *state;
	type_and_wait(s, "/教育<Esc>");
	type_and_wait(s, "/教育");
	size_t all = hit_count(s);
	type_and_wait(s, "<Esc>:themes safety<Enter>/教育");
	assert_true(hit_count(s) > 0 && hit_count(s) < all);
	for (size_t i = 0; i < hit_count(s); i++) {
		const yd_worker_hit *hit = &s->browser->search.hits[i];
		yd_open_doc *doc;
		assert_int_equal(yd_library_open_doc(s->f.library, hit->doc, &doc, NULL), YD_OK);
		const yd_unit_row *row = &doc->stored.units[hit->unit];
		assert_true(row->clause &&
			    yd_filter_passes(&s->browser->filter, row->any, row->primary));
		yd_open_doc_free(doc);
	}
	type_and_wait(s, "<Enter>");
	assert_true(s->browser->reader.shown[s->browser->reader.unit]);
	/* Another filter, another list. */
	type_and_wait(s, "T");
	assert_int_equal(hit_count(s), all);
}

static void in_here_means_the_open_document(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全 in:here");
	assert_true(hit_count(s) > 0);
	for (size_t i = 0; i < hit_count(s); i++)
		assert_int_equal(s->browser->search.hits[i].doc, s->browser->reader.doc->info.id);
}

/* ---- the line ---- */

static void earlier_lines_come_back_also_in_the_next_session(void **state)
{
	session *s = *state;
	type_and_wait(s, "/校车安全<Enter>");
	type_and_wait(s, "/督导<Enter>");
	press(s, "/<Up><Up>");
	check_last_line(s, "/校车安全");
	press(s, "<Down>");
	check_last_line(s, "/督导");
	press(s, "<Esc>");
	session_restart(s);
	press(s, "/党<Up>");
	check_last_line(s, "/督导");
	wait_for_worker(s);
	assert_true(hit_count(s) > 0);
	press(s, "<Up>");
	check_last_line(s, "/校车安全");
	/* Below the line that was begun comes the list. */
	press(s, "<Down><Down>");
	check_last_line(s, "/党");
	press(s, "<Down>");
	assert_int_equal(s->browser->prompt.sign, 0);
	assert_int_equal(yd_browser_focus(s->browser), YD_PANE_HITS);
	/* From there the line can be changed. */
	press(s, "/");
	check_last_line(s, "/党");
	press(s, "建<Enter>");
	wait_for_worker(s);
	check_at(s, "抓好机关党建");
}

static void tab_completes_fields_and_their_values(void **state)
{
	session *s = *state;
	press(s, "/theme:saf<Tab>");
	check_last_line(s, "/theme:safety");
	wait_for_worker(s);
	assert_true(hit_count(s) > 0);
	press(s, "<Ctrl-u>安全 reg<Tab>");
	check_last_line(s, "/安全 region:");
	press(s, "云水<Tab>");
	check_last_line(s, "/安全 region:示例省/云水市");
	press(s, "<Ctrl-u>region:<Tab>");
	check_last_line(s, "/region:示例省"); /* the only one there is */
	press(s, "<Ctrl-u>region:s<Tab>");
	check_last_line(s, "/region:示例省");
	press(s, "<Ctrl-u>zzz<Tab>");
	check_last_line(s, "Nothing begins so");
	press(s, "<Esc>");
}

static void no_query_does_harm(void **state)
{
	session *s = *state;
	static const char *const odd[] = {"OR", "OR OR", "-", "--", "- -", "\"", "\"\"", "\"安全",
		"“安全", "(((", ")", "*", "安*", "NEAR(安 全)", "^安", "col:", "{a b}:c", "';--",
		"theme:", "region:", "year:", "year:9..1", "in:", "is:", "-in:title", "，。", "　",
		"year:2024", "-安全", "OR 安全", "安全 OR", "\xEF\xBF\xBD", "%", "\\", "AND",
		"NOT"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		reader_place before = place_of(s);
		press(s, "/");
		type_and_wait(s, odd[i]);
		yd_row row = {0};
		for (size_t y = 0; y < 20; y++)
			yd_pane_row(s->browser, YD_PANE_HITS, y, &row);
		yd_row_free(&row);
		/* What controls a terminal cannot be typed. */
		yd_browser_key(s->browser, 0x9B);
		yd_browser_key(s->browser, 1);
		wait_for_worker(s);
		press(s, "<Enter>");
		wait_for_worker(s);
		assert_false(s->browser->message_is_error);
		press(s, "n<Esc>");
		reader_place after = place_of(s);
		check_same_place(&before, &after);
	}
	yd_buf line = {0};
	for (int i = 0; i < 10000; i++)
		yd_buf_puts(&line, i % 3 ? "安" : "( ");
	yd_browser_do(s->browser, YD_DO_SEARCH, 0, yd_buf_str(&line));
	yd_buf_free(&line);
	wait_for_worker(s);
	assert_int_equal(hit_count(s), 0);
	press(s, "<Esc>");
}

static void every_size_of_the_list_is_kept_to(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全 theme:nosuch OR 教育");
	for (size_t width = 1; width < 130; width += width < 30 ? 1 : 17)
		for (size_t height = 0; height < 30; height += height < 6 ? 1 : 9) {
			yd_pane_resize(s->browser, YD_PANE_HITS, width, height);
			wait_for_worker(s);
			yd_row row = {0};
			for (size_t y = 0; y < height + 2; y++) {
				yd_pane_row(s->browser, YD_PANE_HITS, y, &row);
				assert_true(row.columns <= width || row.columns <= 2);
			}
			yd_pane_title(s->browser, YD_PANE_HITS, width, &row);
			assert_int_equal(row.columns, width);
			yd_row_free(&row);
			press(s, "<PgDn><PgDn><PgUp>");
		}
}

static void a_search_can_be_typed_over_while_it_runs(void **state)
{
	session *s = *state;
	random_source random = {3};
	for (size_t i = 0; i < 30; i++)
		session_put_random(s, &random, i);
	static const char *const pieces[] = {
		"教", "育", "安全", " ", "OR ", "<Backspace>", "<Ctrl-u>", "<Ctrl-w>", "年"};
	press(s, "/");
	for (int i = 0; i < 300; i++) {
		press(s, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
		if (s->browser->prompt.sign != '/')
			press(s, "/");
		if (random_below(&random, 3) == 0)
			yd_browser_tick(s->browser, i + 1);
	}
	press(s, "<Ctrl-u>");
	type_and_wait(s, "校车安全");
	assert_int_equal(hit_count(s), 2);
	assert_int_equal(s->browser->search.total, 2);
}

#define with_six(test) cmocka_unit_test_setup_teardown(test, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_six(hits_appear_while_a_line_is_typed),
		with_six(the_match_is_marked_in_the_snippet),
		with_six(a_snippet_does_not_begin_with_what_closes_the_title),
		with_six(titles_come_first_and_o_orders_by_region_and_year),
		with_six(a_document_is_read_once_for_a_screen),
		with_six(a_query_taken_otherwise_than_typed_says_so),
		with_six(a_search_and_the_filter_both_hold),
		with_six(in_here_means_the_open_document),
		with_six(earlier_lines_come_back_also_in_the_next_session),
		with_six(tab_completes_fields_and_their_values),
		with_six(no_query_does_harm),
		with_six(every_size_of_the_list_is_kept_to),
		with_six(a_search_can_be_typed_over_while_it_runs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
