/* Files that web pages link to: told with their addresses, and taken in when that is asked for. */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define PAGE(body)                                                                                 \
	"<html><head><meta charset=utf-8><title>通知</title></head><body><div class=nav><a "     \
	"href=/>首页</a><a href=/list.html>列表</a></div><div>" body "</div></body></html>"

static const char notice[] = PAGE(
	"<h1>关于印发《云水市教育局2024年工作要点》的通知</h1><p>各县区教育局，市直各学校：</p>"
	"<p>现将《云水市教育局2024年工作要点》印发给你们，请结合本地本校实际，认真抓好贯彻落实。</"
	"p>"
	"<p>云水市教育局</p><p>2024年3月1日</p>"
	"<p>附件1：<a "
	"href=\"./files/plan.txt?name=附件1.docx\">云水市教育局2024年工作要点.docx</a></p>"
	"<p><a href='../a/files/list.PDF'>附件2：分工表.pdf（12KB）</a>"
	"<a href='/a/files/list.PDF'>下载</a><a href=\"http://files.invalid/x.wps\">附件3</a>"
	"<a href=javascript:void(0)>x.doc</a><a href=/help.html>x.html</a>"
	"<a href=ftp://127.0.0.1/x.doc>x</a><a href=/private/secret.doc>附件4</a></p>");

/* No text but the attachment. */
static const char bare[] =
	PAGE("<h1>云水市教育局2024年工作要点</h1><p><a href=/a/files/plan.txt>要点.doc</a></p>");

static const char changed[] =
	PAGE("<h1>云水市教育局2024年工作要点</"
	     "h1><p>一、守好校园安全。完善校车管理台账，每月检查校车和驾驶人员。</p>"
	     "<p>二、落实食堂陪餐制度。公开食品安全检查结果，请家长代表参加。</p><p><a "
	     "href=new.doc>新附件</a></p>");

static void reply_page(exchange *x, const char *page)
{
	exchange_reply(x, "200 OK", "Content-Type: text/html; charset=utf-8\r\nETag: \"n\"\r\n",
		yd_str_of(page));
}

static void handle_attached(exchange *x)
{
	bool had = strcmp(exchange_header(x, "If-None-Match"), "\"n\"") == 0;
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "200 OK", "", YD_STR("User-agent: *\nDisallow: /private/\n"));
	else if (strcmp(x->path, "/a/notice.html") == 0 && had)
		exchange_reply(x, "304 Not Modified", "ETag: \"n\"\r\n", YD_STR(""));
	else if (strcmp(x->path, "/a/notice.html") == 0)
		reply_page(x, notice);
	else if (strcmp(x->path, "/go") == 0)
		exchange_redirect(x, "/a/notice.html");
	else if (strcmp(x->path, "/bare") == 0)
		reply_page(x, bare);
	else if (strcmp(x->path, "/changing") == 0)
		exchange_reply(x, "200 OK", "", yd_str_of(x->nth == 1 ? notice : changed));
	else if (strncmp(x->path, "/a/files/plan.txt", 17) == 0)
		site_reply_plan(x, "");
	/* Called a PDF, and a page that links to others: those are not followed. */
	else if (strcmp(x->path, "/a/files/list.PDF") == 0)
		reply_page(x, changed);
	else
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
}

static char *told(struct server *server, const char *page, const char *name, const char *file)
{
	return yd_format("%s: attachment%s%s: %s\n", server_url(server, page), *name ? " " : "",
		name, file[0] == '/' ? server_url(server, file) : file);
}

static void expect_told(
	run *r, struct server *server, const char *page, const char *name, const char *file)
{
	char *line = told(server, page, name, file);
	EXPECT_ERR(r, line);
	free(line);
}

static void attachments_are_told_with_their_addresses(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_attached);
	static const char *const pages[] = {"/a/notice.html", "/go"};
	for (size_t i = 0; i < 2; i++) {
		RUN(r, "import", "--year", i ? "2025" : "2024", server_url(server, pages[i]));
		EXPECT_STATUS(r, 0);
		assert_int_equal(run_lines(&r->out), 1);
		/* By where the page was found. */
		expect_told(r, server, pages[i], "云水市教育局2024年工作要点.docx",
			"/a/files/plan.txt?name=%E9%99%84%E4%BB%B61.docx");
		expect_told(r, server, pages[i], "附件2：分工表.pdf（12KB）", "/a/files/list.PDF");
		expect_told(r, server, pages[i], "附件3", "http://files.invalid/x.wps");
		EXPECT_NOT_ERR(r, "javascript");
		EXPECT_NOT_ERR(r, "help.html");
		EXPECT_NOT_ERR(r, "ftp:");
		EXPECT_NOT_ERR(r, "下载");
	}
	assert_int_equal(server_asked(server, "/a/files/list.PDF"), 0);
	RUN(r, "import", "--json", "--year", "2023", server_url(server, "/a/notice.html"));
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"attachments\":[{\"name\":\"云水市教育局2024年工作要点.docx\",\"url\":"
		      "\"http://127.");
	EXPECT_NOT_ERR(r, "attachment");
	RUN(r, "import", "--json", server_url(s->server, "/plan"));
	EXPECT_OUT(r, "\"attachments\":[]");
	server_free(server);
}

static void a_page_that_has_only_an_attachment_tells_it(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_attached);
	RUN(r, "import", server_url(server, "/bare"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "failed ");
	expect_told(r, server, "/bare", "要点.doc", "/a/files/plan.txt");
	RUN(r, "import", "--json", server_url(server, "/bare"));
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"attachments\":[{\"name\":\"要点.doc\"");
	RUN(r, "import", "--attachments", server_url(server, "/bare"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "imported ");
	EXPECT_OUT(r, TITLE " (2 sections, 3 clauses)");
	EXPECT_ERR(r, "1 imported, 0 replaced, 0 unchanged, 1 failed");
	server_free(server);
}

static void attachments_are_taken_in_as_documents_of_their_own(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_attached);
	RUN(r, "import", "--attachments", "--title", "通知", server_url(server, "/a/notice.html"));
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "3 imported, 0 replaced, 0 unchanged, 2 failed");
	EXPECT_OUT(r, "failed http://files.invalid/x.wps: ");
	EXPECT_OUT(r, "/private/secret.doc: its server asks programs not to fetch it (robots.txt)");
	assert_int_equal(server_asked(server, "/private/secret.doc"), 0);
	assert_int_equal(server_asked(server, "/a/files/list.PDF"), 1);
	RUN(r, "list", "--json");
	assert_int_equal(run_check_json(r), 3);
	EXPECT_OUT(r, "\"title\":\"通知\"");
	EXPECT_OUT(r, server_url(server, "/a/files/plan.txt?name=%E9%99%84%E4%BB%B61.docx\""));
	EXPECT_OUT(r, TITLE);
	/* Again: the page is read anew for what it links to, the files are asked whether they
	 * changed. */
	RUN(r, "import", "--attachments", server_url(server, "/a/notice.html"));
	EXPECT_ERR(r, "0 imported, 0 replaced, 3 unchanged, 2 failed");
	/* What is named and linked to is asked for once. */
	unsigned before = server_asked(server, "/a/files/plan.txt?name=%E9%99%84%E4%BB%B61.docx");
	RUN(r, "import", "--attachments", server_url(server, "/a/notice.html"),
		server_url(server, "/a/files/plan.txt?name=附件1.docx"));
	EXPECT_ERR(r, "0 imported, 0 replaced, 3 unchanged, 2 failed");
	assert_int_equal(server_asked(server, "/a/files/plan.txt?name=%E9%99%84%E4%BB%B61.docx"),
		before + 1);
	server_free(server);
}

static void what_attachments_link_to_is_not_followed(void **state)
{
	scene *s = *state;
	struct server *server = server_new(handle_attached);
	RUN(s->run, "import", "--attachments", server_url(server, "/a/notice.html"));
	expect_told(s->run, server, "/a/files/list.PDF", "新附件", "/a/files/new.doc");
	assert_int_equal(server_asked(server, "/a/files/new.doc"), 0);
	server_free(server);
}

static void refresh_tells_those_of_a_changed_page(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_attached);
	RUN(r, "import", server_url(server, "/changing"));
	EXPECT_STATUS(r, 0);
	RUN(r, "refresh");
	EXPECT_OUT(r, "changed ");
	expect_told(r, server, "/changing", "新附件", "/new.doc");
	RUN(r, "refresh");
	EXPECT_OUT(r, "unchanged ");
	EXPECT_NOT_ERR(r, "attachment");
	server_free(server);
}

static void attachments_exclude_what_they_are_not_for(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "import", "--attachments", "--dry-run", server_url(s->server, "/plan"));
	EXPECT_STATUS(r, 2);
	RUN(r, "import", "--attachments", "--watch", sandbox_path(r->box, ""));
	EXPECT_STATUS(r, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(attachments_are_told_with_their_addresses),
		TEST(a_page_that_has_only_an_attachment_tells_it),
		TEST(attachments_are_taken_in_as_documents_of_their_own),
		TEST(what_attachments_link_to_is_not_followed),
		TEST(refresh_tells_those_of_a_changed_page),
		TEST(attachments_exclude_what_they_are_not_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
