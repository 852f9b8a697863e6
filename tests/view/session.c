#include "session.h"

#include <poll.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

void session_open(session *s)
{
	*s = (session){0};
	fixture_open(&s->f);
}

int64_t session_put(session *s, const char *name, const char *region, int year, const char *text)
{
	yd_given given = {.region = region, .year = year};
	char *path = yd_format("%s/%s", s->f.folder, name);
	yd_imported imported;
	yd_error err;
	if (yd_library_import(s->f.library, name, path, yd_str_of(text), &given, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	int64_t id = imported.doc.id;
	yd_imported_free(&imported);
	free(path);
	return id;
}

int64_t session_plan(session *s, const char *name, const char *region, int year, const char *title,
	const char *lines)
{
	char *text = plan_text(title, lines);
	int64_t id = session_put(s, name, region, year, text);
	free(text);
	return id;
}

void session_put_six(session *s)
{
	session_plan(s, "a", "示例省", 2024, "示例省教育厅2024年工作要点",
		"# 加强党的领导\n"
		"抓好机关党建。落实党建工作责任制，开展支部书记述职，建强基层党组织。\n"
		"办好学前教育。新建公办幼儿园十所，增加普惠学位三千个。\n"
		"# 守护平安校园\n"
		"排查安全隐患。开展校园安全大检查，落实消防和校车安全责任，防范溺水事故。\n"
		"推进教育督导。完善督学责任区制度，公布督导报告。\n");
	session_plan(s, "b", "示例省 云水市", 2024, "云水市教育局2024年工作要点",
		"# 提高质量\n"
		"建强教师队伍。招聘教师五十名，组织教师培训，落实教师待遇。\n"
		"开展阳光体育。每天锻炼一小时，办好学生运动会。\n"
		"# 改善条件\n"
		"改造薄弱学校。新建校舍两万平方米，更新教学设备。\n");
	session_plan(s, "c", "示例省 云水市", 2024, "云水市教育局2024年安全工作要点",
		"# 校园安全\n"
		"落实校园安全责任。与学校签订校园安全责任书，每月排查安全隐患。\n"
		"加强消防演练。每学期组织应急演练两次，检查消防设施。\n");
	session_plan(s, "d", "示例省 云水市", 2023, "云水市教育局2023年工作要点",
		"# 总则\n"
		"发展职业教育。扩大中等职业学校招生，建设实训基地，深化产教融合。\n"
		"守住安全底线。加强校园安全管理，开展防溺水教育和校车安全检查。\n");
	session_plan(s, "e", NULL, 2022, "某地2022年教育工作要点",
		"# 总则\n"
		"做好考试招生。严格考试管理，公平公正做好招生工作。\n");
	session_plan(s, "f", "示例省 青石县", 0, "青石县教育工作要点",
		"# 总则\n"
		"普及特殊教育。随班就读学生应收尽收，送教上门。\n");
}

static void add_random_line(random_source *random, yd_buf *out)
{
	yd_buf text = {0};
	random_text(random, RANDOM_CLEAN, 1 + random_below(random, 120), &text);
	yd_buf_add_str(out, yd_buf_str(&text));
	yd_buf_putc(out, '\n');
	yd_buf_free(&text);
}

int64_t session_put_random(session *s, random_source *random, size_t number)
{
	static const char *const marks[] = {"一、", "（一）", "1.", "（1）"};
	yd_buf text = {0};
	char *name = yd_format("random%zu", number);
	yd_buf_printf(&text, "示例市第%zu号教育工作要点\n", number);
	for (size_t i = random_below(random, 20); i > 0; i--) {
		if (random_below(random, 4))
			yd_buf_puts(&text, marks[random_below(random, 4)]);
		add_random_line(random, &text);
	}
	int64_t id = session_put(
		s, name, "示例省 云水市", 2000 + (int)random_below(random, 20), text.ptr);
	yd_buf_free(&text);
	free(name);
	return id;
}

void session_begin(session *s)
{
	yd_library_options options = {s->f.cache, s->f.user, false};
	yd_error err;
	if (yd_browser_new(s->f.library, &options, NULL, &s->browser, &err) != YD_OK)
		fail_msg("%s", err.text);
	for (int i = 0; i < YD_PANE_COUNT; i++)
		yd_pane_resize(s->browser, (yd_pane)i, 40, 20);
}

void session_restart(session *s)
{
	yd_browser_free(s->browser);
	fixture_reopen(&s->f, false);
	session_begin(s);
}

void session_close(session *s)
{
	yd_browser_free(s->browser);
	fixture_close(&s->f);
}

void press(session *s, const char *keys)
{
	yd_str rest = yd_str_of(keys);
	while (rest.len) {
		size_t end = rest.ptr[0] == '<' ? yd_str_find(rest, YD_STR(">"), 0) : SIZE_MAX;
		uint32_t cp;
		size_t len = yd_utf8_decode(rest, &cp, NULL);
		if (end != SIZE_MAX && end > 1) {
			cp = yd_key_parse((yd_str){rest.ptr + 1, end - 1});
			assert_int_not_equal(cp, YD_KEY_NONE);
			len = end + 1;
		}
		yd_browser_key(s->browser, cp);
		rest = (yd_str){rest.ptr + len, rest.len - len};
	}
}

void wait_for_worker(session *s)
{
	int64_t now = 1;
	yd_browser_tick(s->browser, now);
	yd_browser_tick(s->browser, now);
	while (s->browser->search.running || s->browser->news.rereading) {
		struct pollfd fd = {.fd = yd_browser_wake_fd(s->browser), .events = POLLIN};
		bool running = s->browser->search.running;
		poll(&fd, 1, 1000);
		yd_browser_tick(s->browser, ++now);
		/* Whoever draws must learn that there is something to draw. */
		assert_true(yd_browser_take_changed(s->browser) ||
			    running == s->browser->search.running);
	}
	while (yd_browser_tick(s->browser, now) == now)
		;
}

static char *take_text(yd_row *row)
{
	char *text = yd_strndup(row->text.ptr, row->text.len);
	yd_row_free(row);
	return text;
}

char *pane_text(session *s, yd_pane pane, size_t y)
{
	yd_row row = {0};
	yd_pane_row(s->browser, pane, y, &row);
	return take_text(&row);
}

char *last_line(session *s)
{
	yd_row row = {0};
	size_t cursor, rows = yd_browser_last_rows(s->browser, 300, 1);
	yd_browser_last_row(s->browser, 300, rows - 1, &row, &cursor);
	return take_text(&row);
}

bool pane_shows(session *s, yd_pane pane, const char *text)
{
	bool found = false;
	for (size_t y = 0; !found && y < s->browser->sizes[pane].height; y++) {
		char *row = pane_text(s, pane, y);
		found = strstr(row, text) != NULL;
		free(row);
	}
	return found;
}

void check_last_line(session *s, const char *has)
{
	char *line = last_line(s);
	if (!strstr(line, has))
		fail_msg("the last line is \"%s\", without \"%s\"", line, has);
	free(line);
}

const char *open_title(session *s)
{
	return s->browser->reader.doc->info.title;
}

char *unit_title(session *s)
{
	yd_buf title = {0};
	yd_open_doc_unit_title(s->browser->reader.doc, s->browser->reader.unit, &title);
	return yd_buf_take(&title);
}

void check_at(session *s, const char *title)
{
	char *is = unit_title(s);
	assert_string_equal(is, title);
	free(is);
}

void type_and_wait(session *s, const char *keys)
{
	press(s, keys);
	wait_for_worker(s);
}

size_t hit_count(const session *s)
{
	return s->browser->search.count;
}

/* Title of the document of a hit, and of its unit. free(). */
char *hit_title(session *s, size_t number)
{
	const yd_worker_hit *hit = &s->browser->search.hits[number];
	yd_open_doc *doc;
	yd_buf title = {0};
	yd_error err;
	if (yd_library_open_doc(s->f.library, hit->doc, &doc, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_open_doc_unit_title(doc, hit->unit, &title);
	yd_open_doc_free(doc);
	return yd_buf_take(&title);
}

reader_place place_of(session *s)
{
	const yd_browser *browser = s->browser;
	return (reader_place){browser->reader.doc->info.id, browser->reader.unit,
		browser->reader.scope, browser->text.cur, browser->focus, browser->zoomed,
		yd_tree_place(&s->browser->tree), yd_outline_view_unit(&browser->outline)};
}

void check_same_place(const reader_place *a, const reader_place *b)
{
	assert_int_equal(a->doc, b->doc);
	assert_int_equal(a->unit, b->unit);
	assert_int_equal(a->scope, b->scope);
	assert_int_equal(yd_text_compare(&a->eye, &b->eye), 0);
	assert_int_equal(a->focus, b->focus);
	assert_int_equal(a->zoomed, b->zoomed);
	assert_int_equal(a->tree.region_id, b->tree.region_id);
	assert_int_equal(a->tree.year, b->tree.year);
	assert_int_equal(a->tree.id, b->tree.id);
	assert_int_equal(a->outline, b->outline);
}

int set_up_six(void **state)
{
	session *s = yd_alloc(sizeof *s);
	session_open(s);
	session_put_six(s);
	session_begin(s);
	*state = s;
	return 0;
}

int tear_down(void **state)
{
	session_close(*state);
	free(*state);
	return 0;
}
