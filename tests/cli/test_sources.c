/* Documents from addresses: import URL against a real server on loopback. */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

/* ---- taking in ---- */

static void a_page_is_imported_with_its_address(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/plan");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "imported ");
	EXPECT_OUT(r, TITLE " (2 sections, 3 clauses)");
	char *ref = yd_strdup(run_ref(r));
	char *url = yd_format("\"url\":\"%s\"", server_url(s->server, "/plan"));
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, url);
	EXPECT_OUT(r, "\"path\":null");
	RUN(r, "show", "--source", ref);
	assert_string_equal(r->out.ptr, run_plan);
	RUN(r, "import", "--json", server_url(s->server, "/plan"));
	EXPECT_OUT(r, "\"status\":\"unchanged\"");
	assert_int_equal(run_check_json(r), 1);
	RUN(r, "rebuild");
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, url);
	free(ref);
	free(url);
}

static void an_address_given_twice_is_asked_for_once(void **state)
{
	scene *s = *state;
	char *upper = yd_format("HTTP://127.0.0.1:%u/x/../plan#part", server_port(s->server));
	RUN(s->run, "import", server_url(s->server, "/plan"), upper);
	EXPECT_STATUS(s->run, 0);
	assert_int_equal(run_lines(&s->run->out), 1);
	assert_int_equal(server_asked(s->server, "/plan"), 1);
	free(upper);
}

static void redirects_are_followed_and_the_address_asked_for_is_kept(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "import", "--json", server_url(s->server, "/to/plan"));
	EXPECT_STATUS(r, 0);
	char *url = yd_format("\"url\":\"%s\"", server_url(s->server, "/to/plan"));
	EXPECT_OUT(r, url);
	assert_int_equal(server_asked(s->server, "/plan?again"), 1);
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	IMPORT(s, "/cookie");
	EXPECT_STATUS(r, 0);
	free(url);
}

static void bad_redirects_end_with_what_is_wrong(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/to/circle");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "in a circle");
	IMPORT(s, "/to/1");
	EXPECT_OUT(r, "more than 10 times");
	assert_int_equal(server_asked(s->server, "/to/12"), 0);
	IMPORT(s, "/to/file");
	EXPECT_OUT(r, "file:///etc/passwd");
	EXPECT_OUT(r, "not followed");
	IMPORT(s, "/to/ftp");
	EXPECT_OUT(r, "not followed");
	EXPECT_NOT_OUT(r, "\033");
	IMPORT(s, "/to/user");
	EXPECT_OUT(r, "not followed");
	EXPECT_NOT_OUT(r, "secret");
	/* Each step is asked about. */
	IMPORT(s, "/to/private");
	EXPECT_OUT(r, "robots.txt");
	assert_int_equal(server_asked(s->server, "/private/plan"), 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 0);
}

static void a_packed_page_is_unpacked(void **state)
{
	scene *s = *state;
	IMPORT(s, "/gzip");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE " (2 sections, 3 clauses)");
	RUN(s->run, "show", "--source", run_ref(s->run));
	assert_string_equal(s->run->out.ptr, run_plan);
}

static void what_is_too_large_ends_at_the_limit(void **state)
{
	scene *s = *state;
	run *r = s->run;
	static const char *const pages[] = {"/endless", "/bomb", "/huge"};
	sandbox_env(r->box, "YAODIAN_FETCH_SIZE", "1");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		IMPORT(s, pages[i]);
		EXPECT_STATUS(r, 1);
		EXPECT_OUT(r, "is larger than 1 MB; YAODIAN_FETCH_SIZE allows more");
	}
	sandbox_env(r->box, "YAODIAN_FETCH_SIZE", NULL);
	IMPORT(s, "/endless");
	EXPECT_OUT(r, "is larger than 64 MB");
}

static void a_server_that_drips_ends_at_the_time_limit(void **state)
{
	scene *s = *state;
	sandbox_env(s->run->box, "YAODIAN_FETCH_SECONDS", "1");
	RUN(s->run, "import", server_url(s->server, "/dripping"), server_url(s->server, "/plan"));
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "bytes of it came in 1 s");
	EXPECT_OUT(s->run, "YAODIAN_FETCH_SECONDS");
	EXPECT_OUT(s->run, "imported ");
}

static void statuses_say_what_to_do(void **state)
{
	scene *s = *state;
	run *r = s->run;
	static const char *const texts[][2] = {
		{"/status/404", "no such page (404): check the address"},
		{"/status/410", "no such page (410)"},
		{"/status/403", "does not give it (403): save the page"},
		{"/status/429", "asks for patience (429): try again later"},
		{"/status/500", "fails (500): try again later"},
		{"/status/204", "answers with 204"},
		{"/status/304", "answers with 304"},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		IMPORT(s, texts[i][0]);
		EXPECT_STATUS(r, 1);
		EXPECT_OUT(r, texts[i][1]);
		EXPECT_OUT(r, texts[i][0]);
	}
	RUN(r, "import", "--json", server_url(s->server, "/status/404"));
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, "\"status\":\"failed\"");
	EXPECT_OUT(r, "/status/404\",\"sha256\":null");
}

static void one_bad_address_does_not_stop_the_others(void **state)
{
	scene *s = *state;
	run *r = s->run;
	sandbox_puts(r->box, "other.txt", "青禾县教育局2023年工作要点\n一、安全\n（一）校车。\n");
	RUN(r, "import", server_url(s->server, "/status/404"), "http://127.0.0.1:1/",
		"ftp://example.org/x", server_url(s->server, "/plan"),
		sandbox_path(r->box, "other.txt"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, TITLE);
	EXPECT_OUT(r, "青禾县教育局2023年工作要点");
	EXPECT_OUT(r, "failed ftp://example.org/x: addresses of this kind cannot be fetched");
	EXPECT_OUT(r, "failed http://127.0.0.1:1/: its host cannot be reached");
	EXPECT_ERR(r, "2 imported, 0 replaced, 0 unchanged, 3 failed");
}

static void no_secure_connection_is_said(void **state)
{
	scene *s = *state;
	char *url = yd_format("https://127.0.0.1:%u/plan", server_port(s->server));
	RUN(s->run, "import", url);
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "no secure connection");
	free(url);
}

static void addresses_that_are_none_are_refused(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "import", "http://me:secret@127.0.0.1/");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "failed http://127.0.0.1/: holds a name or password");
	EXPECT_NOT_OUT(r, "secret");
	RUN(r, "import", "http://127.0.0.1/x\ny");
	EXPECT_OUT(r, "control characters");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "import", "http://教育.example/");
	EXPECT_OUT(r, "xn--");
	assert_int_equal(server_asked(s->server, NULL), 0);
}

static void a_path_may_be_chinese(void **state)
{
	scene *s = *state;
	IMPORT(s, "/要点/2024.html");
	EXPECT_STATUS(s->run, 0);
	assert_int_equal(server_asked(s->server, "/%E8%A6%81%E7%82%B9/2024.html"), 1);
}

static void file_addresses_are_files(void **state)
{
	scene *s = *state;
	run *r = s->run;
	sandbox_puts(r->box, "a b.txt", run_plan);
	char *url = yd_format("file://%s", sandbox_path(r->box, "a%20b.txt"));
	RUN(r, "import", "--json", url);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "a b.txt\",\"url\":null");
	RUN(r, "import", "file://server/x");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "another machine");
	free(url);
}

/* ---- what hosts may expect ---- */

static void robots_txt_is_asked_for_once_and_heeded(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "import", server_url(s->server, "/private/plan"), server_url(s->server, "/number/1"),
		server_url(s->server, "/number/2"), server_url(s->server, "/private/plan.txt"));
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "its server asks programs not to fetch it (robots.txt)");
	EXPECT_ERR(r, "3 imported, 0 replaced, 0 unchanged, 1 failed");
	assert_int_equal(server_asked(s->server, "/robots.txt"), 1);
	assert_int_equal(server_asked(s->server, "/private/plan"), 0);
	assert_int_equal(server_asked(s->server, "/private/plan.txt"), 1);
}

static void handle_broken_robots(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "503 Service Unavailable", "", YD_STR(""));
	else
		site_reply_plan(x, "");
}

static void handle_no_robots(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "403 Forbidden", "", YD_STR("User-agent: *\nDisallow: /\n"));
	else
		site_reply_plan(x, "");
}

static void robots_txt_that_fails_forbids_and_none_allows(void **state)
{
	scene *s = *state;
	struct server *broken = server_new(handle_broken_robots),
		      *none = server_new(handle_no_robots);
	RUN(s->run, "import", server_url(broken, "/plan"));
	EXPECT_STATUS(s->run, 1);
	EXPECT_OUT(s->run, "503 for robots.txt");
	assert_int_equal(server_asked(broken, "/plan"), 0);
	RUN(s->run, "import", server_url(none, "/plan"));
	EXPECT_STATUS(s->run, 0);
	server_free(broken);
	server_free(none);
}

static void a_host_is_asked_two_at_a_time(void **state)
{
	scene *s = *state;
	RUN(s->run, "import", server_url(s->server, "/meet/1"), server_url(s->server, "/meet/2"),
		server_url(s->server, "/meet/3"), server_url(s->server, "/meet/4"),
		server_url(s->server, "/meet/5"), server_url(s->server, "/meet/6"));
	EXPECT_STATUS(s->run, 0);
	EXPECT_ERR(s->run, "6 imported");
	assert_int_equal(server_most(s->server), 2);
}

static void handle_proxy(exchange *x)
{
	if (strcmp(x->path, "http://plans.invalid/plan") == 0)
		site_reply_plan(x, "");
	else
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
}

static void proxies_of_the_environment_are_used(void **state)
{
	scene *s = *state;
	struct server *proxy = server_new(handle_proxy);
	sandbox_env(s->run->box, "http_proxy", server_url(proxy, ""));
	RUN(s->run, "import", "http://plans.invalid/plan");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE);
	server_free(proxy);
}

/* ---- encodings ---- */

static void what_the_server_says_of_the_encoding_is_kept(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/gb18030");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, TITLE " (2 sections, 3 clauses)");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", ref);
	EXPECT_OUT(r, "每月检查校车和驾驶人员");
	free(ref);
}

static void ctrl_c_gives_up_what_is_under_way(void **state)
{
	scene *s = *state;
	run *r = s->run;
	term *t = sandbox_browse(r->box, 100, 24,
		(const char *[]){"import", server_url(s->server, "/plan"),
			server_url(s->server, "/hanging"), NULL});
	term_await(t, "工作要点");
	term_press(t, "\x03");
	int status = term_await_exit(t);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	term_check_shows(t, "1 imported, 0 replaced, 0 unchanged, 0 failed; stopped with 1 left");
	term_free(t);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
}

/* ---- a dry run, and the helper ---- */

static void a_dry_run_fetches_and_stores_nothing(void **state)
{
	scene *s = *state;
	RUN(s->run, "import", "--dry-run", server_url(s->server, "/plan"));
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, TITLE);
	RUN(s->run, "list");
	assert_int_equal(run_lines(&s->run->out), 0);
	RUN(s->run, "import", "--dry-run", server_url(s->server, "/status/404"));
	EXPECT_STATUS(s->run, 1);
	EXPECT_ERR(s->run, "no such page");
}

static void expect_helper(scene *s, const char *script, const char *text)
{
	run *r = s->run;
	sandbox_puts(r->box, "helpers/yaodian-fetch", script);
	char *command = yd_format("chmod +x '%s'", sandbox_path(r->box, "helpers/yaodian-fetch"));
	assert_int_equal(system(command), 0);
	free(command);
	sandbox_env(r->box, "YAODIAN_EXTRACT", sandbox_path(r->box, "helpers/yaodian-extract"));
	IMPORT(s, "/plan");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, text);
}

#define GREETING "#!/bin/sh\nprintf 'yaodian-fetch 1\\n'\n"
#define PAGE	 "printf 'answer 0\\nstatus 200\\n'\n"

/* Nothing that the helper says is believed. */
static void a_helper_that_says_anything_else_is_ended(void **state)
{
	scene *s = *state;
	static const char *const answers[] = {"#!/bin/sh\nprintf 'yaodian-fetch 2\\n'; cat\n",
		GREETING "printf 'answer 1\\n'; cat\n", GREETING "printf 'answer x\\n'; cat\n",
		GREETING "printf 'status 200\\n'; cat\n",
		GREETING PAGE "printf 'bytes 1\\nx'; cat\n", /* no url */
		GREETING PAGE "printf 'url file:///etc/passwd\\n'; cat\n",
		GREETING PAGE "printf 'url http://a/ b\\n'; cat\n",
		GREETING PAGE "printf 'charset a b\\n'; cat\n",
		GREETING PAGE "printf 'etag \\033[2J\\n'; cat\n",
		GREETING PAGE "printf 'status 200\\n'; cat\n",
		GREETING PAGE "printf 'bytes 999999999\\n'; cat\n",
		GREETING "printf 'answer 0\\nerror \\033[2J\\n'; cat\n",
		GREETING "printf 'answer 0\\nstatus 304\\nbytes 0\\n'; cat\n"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		expect_helper(s, answers[i], "yaodian-fetch is another version's");
	expect_helper(s, GREETING "exit 3\n", "yaodian-fetch ended before it answered");
	expect_helper(s, "#!/nowhere/sh\n", "cannot be started");
	RUN(s->run, "list");
	assert_int_equal(run_lines(&s->run->out), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_page_is_imported_with_its_address),
		TEST(an_address_given_twice_is_asked_for_once),
		TEST(redirects_are_followed_and_the_address_asked_for_is_kept),
		TEST(bad_redirects_end_with_what_is_wrong),
		TEST(a_packed_page_is_unpacked),
		TEST(what_is_too_large_ends_at_the_limit),
		TEST(a_server_that_drips_ends_at_the_time_limit),
		TEST(statuses_say_what_to_do),
		TEST(one_bad_address_does_not_stop_the_others),
		TEST(no_secure_connection_is_said),
		TEST(addresses_that_are_none_are_refused),
		TEST(a_path_may_be_chinese),
		TEST(file_addresses_are_files),
		TEST(robots_txt_is_asked_for_once_and_heeded),
		TEST(robots_txt_that_fails_forbids_and_none_allows),
		TEST(a_host_is_asked_two_at_a_time),
		TEST(proxies_of_the_environment_are_used),
		TEST(what_the_server_says_of_the_encoding_is_kept),
		TEST(ctrl_c_gives_up_what_is_under_way),
		TEST(a_dry_run_fetches_and_stores_nothing),
		TEST(a_helper_that_says_anything_else_is_ended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
