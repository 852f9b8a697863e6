/* The way to a page: where it may lead, when a server is asked again, pages that only point at
 * others. */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool is_path(const exchange *x, const char *path)
{
	return strcmp(x->path, path) == 0;
}

/* The same server by the name of a host that the preloaded network knows. */
static const char *at(struct server *server, const char *host, const char *path)
{
	static char urls[4][200];
	static unsigned next;
	char *url = urls[next++ % 4];
	snprintf(url, sizeof urls[0], "http://%s:%u%s", host, server_port(server), path);
	return url;
}

/* ---- out of the open network ---- */

/* With the brackets of IPv6, which are percent-encoded in a query. */
static const char *query_of(const exchange *x)
{
	static _Thread_local char query[512];
	const char *from = strchr(x->path, '?');
	size_t len = 0;
	for (from = from ? from + 1 : ""; *from; from++, len++) {
		bool bracket = strncmp(from, "%5B", 3) == 0 || strncmp(from, "%5D", 3) == 0;
		query[len] = !bracket ? *from : from[2] == 'B' ? '[' : ']';
		from += bracket ? 2 : 0;
	}
	query[len] = '\0';
	return query;
}

/* /go?URL leads there; /refresh?URL does by a meta tag. */
static void handle_leading(exchange *x)
{
	char *page;
	if (strncmp(x->path, "/go?", 4) == 0) {
		exchange_redirect(x, query_of(x));
	} else if (strncmp(x->path, "/refresh?", 9) == 0) {
		page = yd_format("<meta http-equiv=refresh content=\"0;url=%s\">", query_of(x));
		exchange_reply(x, "200 OK", "", yd_str_of(page));
		free(page);
	} else if (strncmp(x->path, "/robots.txt", 11) == 0) {
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
	} else {
		site_reply_plan(x, "");
	}
}

static scene *scene_with_network(void **state)
{
	scene *s = *state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* its own library has to be loaded first */
#endif
	sandbox_env(s->run->box, "LD_PRELOAD", NET_SHIM);
	return s;
}

static void expect_refused(scene *s, struct server *server, const char *from, const char *to)
{
	char *lead = yd_format("%s?%s", from, to);
	RUN(s->run, "import", at(server, "outer.test", lead));
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "it leads from the open network to ");
	EXPECT_OUT(s->run,
		"an address of this machine or its own network, which is not asked: if you "
		"know it, import that address itself");
	free(lead);
}

static void a_page_outside_does_not_lead_inside(void **state)
{
	scene *s = scene_with_network(state);
	struct server *server = server_new(handle_leading), *inner = server_new(handle_leading);
	static const char *const ways[] = {"/go", "/refresh"};
	for (size_t i = 0; i < 2; i++) {
		expect_refused(s, server, ways[i], server_url(inner, "/plan"));
		expect_refused(s, server, ways[i], at(inner, "localhost", "/plan"));
		expect_refused(s, server, ways[i], at(inner, "inner.test", "/plan"));
		EXPECT_OUT(s->run, "(127.0.0.1)");
		expect_refused(s, server, ways[i], at(inner, "0x7f.1", "/plan"));
		expect_refused(s, server, ways[i], "http://192.168.1.1/");
		expect_refused(s, server, ways[i], "http://[::1]/");
		expect_refused(s, server, ways[i], "http://[::ffff:10.0.0.1]/");
	}
	/* Two steps outside, one inside. */
	char *second = yd_format("/go?%s", at(inner, "inner.test", "/plan"));
	expect_refused(s, server, "/go", at(server, "outer.test", second));
	assert_int_equal(server_asked(inner, NULL), 0);
	RUN(s->run, "list");
	assert_int_equal(run_lines(&s->run->out), 0);
	free(second);
	server_free(server);
	server_free(inner);
}

static void a_page_outside_leads_outside(void **state)
{
	scene *s = scene_with_network(state);
	struct server *server = server_new(handle_leading), *other = server_new(handle_leading);
	char *lead = yd_format("/go?%s", at(other, "outer.test", "/plan"));
	RUN(s->run, "import", at(server, "outer.test", lead));
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE);
	free(lead);
	server_free(server);
	server_free(other);
}

/* Who types such an address knows it, and what it leads to is near it; until the way was outside.
 */
static void what_is_typed_may_be_inside(void **state)
{
	scene *s = scene_with_network(state);
	struct server *server = server_new(handle_leading), *other = server_new(handle_leading);
	char *lead = yd_format("/go?%s", server_url(other, "/plan"));
	RUN(s->run, "import", at(server, "inner.test", lead));
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE);
	char *out_and_in = yd_format("/go?%s", at(server, "outer.test", lead));
	RUN(s->run, "import", at(server, "inner.test", out_and_in));
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "which is not asked");
	free(lead);
	free(out_and_in);
	server_free(server);
	server_free(other);
}

/* A host that one page may not lead to is asked for another one, in the same run and in any order.
 */
static void refusing_one_refuses_no_other(void **state)
{
	scene *s = scene_with_network(state);
	struct server *server = server_new(handle_leading), *inner = server_new(handle_leading);
	char *lead = yd_format("/go?%s", at(inner, "inner.test", "/plan"));
	for (int i = 0; i < 2; i++) {
		const char *led = at(server, "outer.test", lead);
		const char *typed = at(inner, "inner.test", i ? "/b" : "/a");
		RUN(s->run, "import", i ? led : typed, i ? typed : led);
		EXPECT_STATUS(s->run, 1);
		EXPECT_OUT(s->run, TITLE);
		EXPECT_OUT(s->run, "which is not asked");
	}
	assert_int_equal(server_asked(inner, "/plan"), 0);
	free(lead);
	server_free(server);
	server_free(inner);
}

static void handle_linking(exchange *x)
{
	char *page;
	if (strncmp(x->path, "/links?", 7) == 0) {
		page = yd_format("<html><body><h1>云水市教育局2024年工作要点</"
				 "h1><p>一、守好校园安全。完善台账，"
				 "每月检查。</p><p><a href=\"%s\">附件.doc</a></p></body></html>",
			query_of(x));
		exchange_reply(x, "200 OK", "", yd_str_of(page));
		free(page);
	} else {
		handle_leading(x);
	}
}

static void attachments_of_a_page_outside_are_outside(void **state)
{
	scene *s = scene_with_network(state);
	struct server *server = server_new(handle_linking), *inner = server_new(handle_linking);
	static const char *const hosts[] = {"inner.test", "127.0.0.1", "localhost"};
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		char *links = yd_format("/links?%s", at(inner, hosts[i], "/plan.doc"));
		RUN(s->run, "import", "--attachments", at(server, "outer.test", links));
		EXPECT_STATUS(s->run, 1);
		EXPECT_OUT(s->run, "/plan.doc: it leads from the open network to ");
		EXPECT_ERR(s->run, ", 1 failed");
		free(links);
	}
	assert_int_equal(server_asked(inner, NULL), 0);
	/* Of a page that the user has in his own network they may be there too. */
	char *links = yd_format("/links?%s", at(inner, "inner.test", "/plan.doc"));
	RUN(s->run, "import", "--attachments", at(server, "inner.test", links));
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE " (2 sections, 3 clauses)");
	free(links);
	server_free(server);
	server_free(inner);
}

/* Names are the proxy's to look up; what is written as an address is judged. */
static void handle_leading_proxy(exchange *x)
{
	if (strcmp(x->path, "http://plans.invalid/in") == 0)
		exchange_redirect(x, "http://192.168.1.1/plan");
	else if (strcmp(x->path, "http://plans.invalid/out") == 0)
		exchange_redirect(x, "http://other.invalid/plan");
	else if (strstr(x->path, "/robots.txt"))
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
	else
		site_reply_plan(x, "");
}

static void behind_a_proxy_hosts_are_judged_as_written(void **state)
{
	scene *s = *state;
	struct server *proxy = server_new(handle_leading_proxy);
	sandbox_env(s->run->box, "http_proxy", server_url(proxy, ""));
	RUN(s->run, "import", "http://plans.invalid/in");
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "it leads from the open network to http://192.168.1.1/plan, an address");
	RUN(s->run, "import", "http://plans.invalid/out");
	EXPECT_STATUS(s->run, 0);
	assert_int_equal(server_asked(proxy, "http://192.168.1.1/robots.txt"), 0);
	assert_int_equal(server_asked(proxy, "http://192.168.1.1/plan"), 0);
	server_free(proxy);
}

/* ---- patience ---- */

static void handle_busy(exchange *x)
{
	if (is_path(x, "/robots.txt"))
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
	else if (is_path(x, "/soon") && x->nth == 1)
		exchange_reply(x, "429 Too Many Requests", "Retry-After: 0\r\n", YD_STR(""));
	else if (is_path(x, "/date") && x->nth < 3)
		exchange_reply(x, "503 Service Unavailable",
			"Date: Sun, 22 Nov 2026 06:00:00 GMT\r\n"
			"Retry-After: Sun, 22 Nov 2026 06:00:01 GMT\r\n",
			YD_STR(""));
	else if (is_path(x, "/never"))
		exchange_reply(x, "429 Too Many Requests", "Retry-After: 0\r\n", YD_STR(""));
	else if (is_path(x, "/late"))
		exchange_reply(x, "503 Service Unavailable", "Retry-After: 7200\r\n", YD_STR(""));
	else if (is_path(x, "/nonsense"))
		exchange_reply(x, "503 Service Unavailable", "Retry-After: soon\r\n", YD_STR(""));
	else
		site_reply_plan(x, "");
}

static void a_server_that_asks_for_patience_is_asked_again(void **state)
{
	scene *s = *state;
	struct server *server = server_new(handle_busy);
	RUN(s->run, "import", server_url(server, "/soon"));
	EXPECT_STATUS(s->run, 0);
	assert_int_equal(server_asked(server, "/soon"), 2);
	RUN(s->run, "import", server_url(server, "/date"));
	EXPECT_STATUS(s->run, 0);
	assert_int_equal(server_asked(server, "/date"), 3);
	RUN(s->run, "import", server_url(server, "/never"));
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "its server asks for patience (429): try again in 0 s, at 20");
	assert_int_equal(server_asked(server, "/never"), 3);
	RUN(s->run, "import", server_url(server, "/nonsense"));
	EXPECT_OUT(s->run, "its server fails (503): try again later");
	assert_int_equal(server_asked(server, "/nonsense"), 1);
	server_free(server);
}

static void more_patience_than_the_limit_is_said_and_the_host_left_alone(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_busy);
	/* One at a time: what was sent before the server said so is under way. */
	RUN(r, "import", server_url(server, "/late"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "/late: its server asks for patience (503): try again in 7200 s, at 20");
	EXPECT_OUT(r, "Z\n");
	assert_int_equal(server_asked(server, "/late"), 1);
	RUN(r, "import", server_url(server, "/late"), server_url(server, "/late?2"),
		server_url(server, "/a"), server_url(server, "/b"), server_url(server, "/c"),
		server_url(s->server, "/plan"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "/c: its server asks for patience (503): try again in ");
	EXPECT_OUT(r, "imported ");
	assert_int_equal(server_asked(server, "/c"), 0);
	sandbox_env(r->box, "YAODIAN_FETCH_RETRY", "0");
	RUN(r, "import", server_url(server, "/date"));
	EXPECT_OUT(r, "try again in 1 s");
	server_free(server);
}

static void handle_busy_robots(exchange *x)
{
	if (is_path(x, "/robots.txt") && x->nth == 1)
		exchange_reply(x, "429 Too Many Requests", "Retry-After: 0\r\n", YD_STR(""));
	else if (is_path(x, "/robots.txt"))
		exchange_reply(x, "200 OK", "", YD_STR("User-agent: *\nDisallow: /private\n"));
	else
		site_reply_plan(x, "");
}

static void handle_late_robots(exchange *x)
{
	if (is_path(x, "/robots.txt"))
		exchange_reply(x, "429 Too Many Requests", "Retry-After: 3600\r\n", YD_STR(""));
	else
		site_reply_plan(x, "");
}

static void robots_txt_is_waited_for_too(void **state)
{
	scene *s = *state;
	struct server *server = server_new(handle_busy_robots),
		      *late = server_new(handle_late_robots);
	RUN(s->run, "import", server_url(server, "/private"), server_url(server, "/plan"));
	EXPECT_ERR(s->run, "1 imported, 0 replaced, 0 unchanged, 1 failed");
	assert_int_equal(server_asked(server, "/robots.txt"), 2);
	assert_int_equal(server_asked(server, "/private"), 0);
	RUN(s->run, "import", server_url(late, "/plan"));
	EXPECT_OUT(s->run, "its server asks for patience (429): try again in 3600 s");
	assert_int_equal(server_asked(late, "/plan"), 0);
	server_free(server);
	server_free(late);
}

/* ---- pages that point at another one ---- */

#define REFRESH(to)                                                                                \
	"<html><head><meta http-equiv=\"refresh\" content=\"0;url=" to "\"></head></html>"

static void handle_pointing(exchange *x)
{
	static const char *const pages[][2] = {
		{"/a/index.html", REFRESH("../b/index.html?x=1&amp;y")},
		{"/b/index.html?x=1&y", REFRESH("plan.html")}, {"/circle/1", REFRESH("2")},
		{"/circle/2", REFRESH("1")}, {"/self", REFRESH("/self#top")},
		{"/file", REFRESH("file:///etc/passwd")}, {"/private", REFRESH("/secret/plan")},
		{"/frames",
			"<frameset><frame src=top.html><frame src=\"/main/plan.html\"></frameset>"},
		{"/script", "<script>location.href='/main/plan.html';</script>"}};
	char next[100];
	unsigned number;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (is_path(x, pages[i][0])) {
			exchange_reply(x, "200 OK", "Content-Type: text/html\r\nETag: \"p\"\r\n",
				yd_str_of(pages[i][1]));
			return;
		}
	if (sscanf(x->path, "/chain/%u", &number) == 1) {
		snprintf(next, sizeof next, REFRESH("%u"), number + 1);
		exchange_reply(x, "200 OK", "", yd_str_of(next));
	} else if (is_path(x, "/robots.txt")) {
		exchange_reply(x, "200 OK", "", YD_STR("User-agent: *\nDisallow: /secret/\n"));
	} else if (strcmp(exchange_header(x, "If-None-Match"), "\"q\"") == 0) {
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	} else {
		site_reply_plan(x, "ETag: \"q\"\r\n");
	}
}

static void a_refresh_is_followed_like_a_redirect(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_pointing);
	RUN(r, "import", "--json", server_url(server, "/a/index.html"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, server_url(server, "/a/index.html\""));
	EXPECT_OUT(r, TITLE);
	assert_int_equal(server_asked(server, "/b/plan.html"), 1);
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	IMPORT(s, "/plan");
	static const char *const texts[][2] = {{"/circle/1", "it leads in a circle (back to "},
		{"/self", "it leads in a circle"},
		{"/file", "file:///etc/passwd, which is not followed"}, {"/private", "robots.txt"},
		{"/chain/1", "it leads on more than 10 times"}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		RUN(r, "import", server_url(server, texts[i][0]));
		EXPECT_STATUS(r, 1);
		EXPECT_OUT(r, texts[i][1]);
	}
	assert_int_equal(server_asked(server, "/chain/12"), 0);
	sandbox_env(r->box, "YAODIAN_FETCH_REDIRECTS", "1");
	RUN(r, "import", server_url(server, "/chain/1"));
	EXPECT_OUT(r, "it leads on more than 1 times");
	sandbox_env(r->box, "YAODIAN_FETCH_REDIRECTS", NULL);
	assert_int_equal(server_asked(server, "/secret/plan"), 0);
	server_free(server);
}

static void frames_and_scripts_are_told_with_their_address(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_pointing);
	RUN(r, "import", server_url(server, "/frames"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "there is no text in it but in its frames: import their addresses (http://");
	EXPECT_OUT(r, server_url(server, "/top.html "));
	EXPECT_OUT(r, server_url(server, "/main/plan.html)"));
	RUN(r, "import", server_url(server, "/script"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "a script that leads to http://");
	EXPECT_OUT(r, server_url(server, "/main/plan.html, and scripts are not run"));
	assert_int_equal(server_asked(server, "/main/plan.html"), 0);
	server_free(server);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_outside_does_not_lead_inside),
		TEST(a_page_outside_leads_outside),
		TEST(what_is_typed_may_be_inside),
		TEST(refusing_one_refuses_no_other),
		TEST(attachments_of_a_page_outside_are_outside),
		TEST(behind_a_proxy_hosts_are_judged_as_written),
		TEST(a_server_that_asks_for_patience_is_asked_again),
		TEST(more_patience_than_the_limit_is_said_and_the_host_left_alone),
		TEST(robots_txt_is_waited_for_too),
		TEST(a_refresh_is_followed_like_a_redirect),
		TEST(frames_and_scripts_are_told_with_their_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
