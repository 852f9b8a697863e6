/* Servers that are broken, or mean ill: each is told in one line, and nothing of what they send is
 * half stored. */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define OK_HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\n"

static void doctor_finds_nothing(run *r)
{
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
}

static void nothing_is_there(run *r)
{
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 0);
	doctor_finds_nothing(r);
}

/* ---- answers that are none ---- */

#define TEXT "云水市教育局2024年工作要点\n一、校车\n二、食堂\n"
#define GZIP "\x1f\x8b\x08\0\0\0\0\0\0\xff"

/* By the number in the path. What is imported is a whole page, whatever stands around it. */
static const struct {
	const char *bytes;
	size_t len;
	const char *says; /* NULL: it is imported */
} answers[] = {
#define RAW(text, says)                                                                            \
	{                                                                                          \
		text, sizeof(text) - 1, says                                                       \
	}
	RAW("", "broke off"),
	RAW("\r\n\r\n", "failed "),
	RAW(TEXT, "failed "), /* as in HTTP/0.9 */
	RAW("HTTP/1.1 200", "failed "),
	RAW("HTTP/1.1 20x OK\r\n\r\n" TEXT, "failed "),
	RAW("HTTP/9.9 200 OK\r\n\r\n" TEXT, "failed "),
	RAW("HTTP/1.1 200 OK\r\nContent-Le", "failed "),
	RAW(OK_HEAD "Content-Length: 4096\r\n\r\n" TEXT, "broke off"),
	RAW(OK_HEAD "Content-Length: -1\r\n\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Content-Length: many\r\n\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Content-Length: 99999999999999999999999\r\n\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Content-Length: 0\r\n\r\n" TEXT, "there is no text in it"),
	RAW(OK_HEAD "\r\n", "there is no text in it"),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\n-5\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\n4\r\nabcdefgh\r\n0\r\n\r\n", "failed "),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\n20\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Transfer-Encoding: nothing\r\n\r\n" TEXT, "failed "),
	RAW(OK_HEAD "Content-Encoding: gzip\r\n\r\n" TEXT, "cannot be unpacked"),
	RAW(OK_HEAD "Content-Encoding: gzip\r\n\r\n" GZIP "\x07\xff\xff", "cannot be unpacked"),
	RAW(OK_HEAD "Content-Encoding: gzip\r\n\r\n" GZIP "\0\x20\0\xdf\xff" TEXT,
		"cannot be unpacked"),
	RAW(OK_HEAD "Content-Encoding: gzip\r\n\r\n" GZIP, "there is no text in it"),
	RAW(OK_HEAD
		"Content-Encoding: deflate, gzip, deflate, gzip, deflate, gzip, gzip\r\n\r\n" TEXT,
		"cannot be unpacked"),
	RAW(OK_HEAD "Content-Encoding: secret\r\n\r\n" TEXT, "cannot be unpacked"),
	RAW("HTTP/1.1 206 Partial Content\r\nConnection: close\r\n\r\n" TEXT, "answers with 206"),
	RAW("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n", "answers with 304"),
	RAW("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: close\r\n\r\n" TEXT,
		"failed "),
	RAW("HTTP/1.1 999 What\r\nConnection: close\r\n\r\n" TEXT, "999"),
	RAW("HTTP/1.1 302 Found\r\nConnection: close\r\n\r\n" TEXT, "answers with 302"),
	RAW("HTTP/1.1 302 Found\r\nLocation: \r\nConnection: close\r\n\r\n", "failed "),
	RAW("HTTP/1.1 302 Found\r\nLocation: ////\r\nConnection: close\r\n\r\n", "failed "),
	RAW("HTTP/1.1 302 Found\r\nLocation: http://\r\nConnection: close\r\n\r\n", "failed "),
	RAW("HTTP/1.1 302 Found\r\nLocation: gopher://127.0.0.1:70/_x\r\nConnection: close\r\n\r\n",
		"not followed"),
	RAW("HTTP/1.1 302 Found\r\nLocation: dict://127.0.0.1:11/x\r\nConnection: close\r\n\r\n",
		"not followed"),
	RAW("HTTP/1.1 302 Found\r\nLocation: data:text/plain,x\r\nConnection: close\r\n\r\n",
		"not followed"),
	/* These are pages. */
	RAW(OK_HEAD "Content-Type: text/plain; charset=../../etc/passwd\r\nETag: \x01\xff\r\n"
		    "Last-Modified: never\r\n\r\n" TEXT "三、甲\n",
		NULL),
	RAW("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" OK_HEAD
	    "\r\n" TEXT "三、乙\n",
		NULL),
	RAW(OK_HEAD "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0;a=b\r\nTrailer: x\r\n\r\n" TEXT,
		NULL),
	RAW("HTTP/1.0 200 OK\n\n" TEXT "三、丙\n", NULL),
};

enum { ANSWERS = sizeof answers / sizeof *answers };

static void handle_broken(exchange *x)
{
	unsigned number;
	if (sscanf(x->path, "/%u", &number) == 1 && number < ANSWERS)
		exchange_send(x, answers[number].bytes, answers[number].len);
	else if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "404 Not Found", "", YD_STR(""));
	else
		site_reply_plan(x, "");
}

static void broken_answers_are_told_and_nothing_of_them_is_stored(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_broken);
	for (unsigned i = 0; i < ANSWERS; i++) {
		char path[16];
		snprintf(path, sizeof path, "/%u", i);
		RUN(r, "import", server_url(server, path));
		if (answers[i].says)
			EXPECT_OUT(r, "failed ");
		EXPECT_OUT(r, answers[i].says ? answers[i].says : "imported ");
		EXPECT_NOT_OUT(r, "\033");
		if (answers[i].says)
			assert_int_equal(run_lines(&r->out), 1);
	}
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 4);
	doctor_finds_nothing(r);
	server_free(server);
}

/* Pieces that mean something, in any order; the same way each time. */
static void handle_random(exchange *x)
{
	static const char *const pieces[] = {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 302 Found\r\n",
		"\r\n", "Location: /x\r\n", "Content-Length: 5\r\n", "Content-Length: 7\r\n",
		"Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", GZIP, "5\r\n",
		"0\r\n", "Content-Type: text/html; charset=", "utf-16\r\n", "ETag: \"x\"\r\n",
		"<meta http-equiv=refresh content=0;url=/y>", "\xff\xfe", TEXT,
		"HTTP/1.1 100 C\r\n\r\n"};
	unsigned seed = 1;
	if (strcmp(x->path, "/robots.txt") == 0 || strcmp(x->path, "/plan") == 0) {
		handle_broken(x);
		return;
	}
	for (const char *c = x->path; *c; c++)
		seed = seed * 31 + (unsigned char)*c;
	if (seed % 4)
		exchange_puts(x, OK_HEAD);
	for (int i = 0; i < 12; i++) {
		seed = seed * 1103515245u + 12345u;
		exchange_puts(x, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
	}
}

static void any_answers_leave_the_others_be(void **state)
{
	enum { PAGES = 24, ROUNDS = 4 };
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_random);
	for (int round = 0; round < ROUNDS; round++) {
		const char *args[PAGES + 3] = {"import"};
		char *urls[PAGES];
		for (int i = 0; i < PAGES; i++) {
			char *path = yd_format("/page/%d", round * PAGES + i);
			args[1 + i] = urls[i] = yd_strdup(server_url(server, path));
			free(path);
		}
		args[1 + PAGES] = server_url(server, "/plan");
		r->status = sandbox_run_list(r->box, run_clear(&r->out), run_clear(&r->err), args);
		EXPECT_STATUS(r, 1);
		/* Of those that are pages some have the same text, and rename one another. */
		assert_true(run_lines(&r->out) > PAGES);
		EXPECT_OUT(r, TITLE " (2 sections, 3 clauses)");
		for (int i = 0; i < PAGES; i++)
			free(urls[i]);
	}
	doctor_finds_nothing(r);
	server_free(server);
}

/* ---- answers without end ---- */

static void send_without_end(exchange *x, const char *head, const char *more, unsigned pause_us)
{
	bool there = exchange_puts(x, head);
	while (there && !server_ends(x->server)) {
		there = exchange_puts(x, more);
		if (pause_us)
			usleep(pause_us);
	}
}

static void handle_endless(exchange *x)
{
	const char *path = x->path;
	char *line = NULL;
	if (strcmp(path, "/heads") == 0)
		send_without_end(x, OK_HEAD, "X-More: and more and more and more\r\n", 0);
	else if (strcmp(path, "/slow-heads") == 0)
		send_without_end(x, OK_HEAD, "X-More: and more\r\n", 20000);
	else if (strcmp(path, "/line") == 0)
		send_without_end(x, OK_HEAD "X-Long: ", "and more and more and more and more", 0);
	else if (strcmp(path, "/interim") == 0)
		send_without_end(x, "", "HTTP/1.1 100 Continue\r\n\r\n", 0);
	else if (strcmp(path, "/trailers") == 0)
		send_without_end(x, OK_HEAD "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n",
			"X-More: and more and more\r\n", 0);
	else if (strcmp(path, "/chunks") == 0)
		send_without_end(x, OK_HEAD "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n", 0);
	else if (strcmp(path, "/extensions") == 0)
		send_without_end(
			x, OK_HEAD "Transfer-Encoding: chunked\r\n\r\n1;", "more=more;", 0);
	else if (strcmp(path, "/cookies") == 0) {
		line = yd_format("Location: /cookies\r\nSet-Cookie: n%u=1\r\n", x->nth);
		exchange_reply(x, "302 Found", line, YD_STR(""));
	} else
		handle_broken(x);
	free(line);
}

static void what_has_no_end_ends(void **state)
{
	scene *s = *state;
	run *r = s->run;
	static const char *const pages[][2] = {
		{"/heads", "says more of it than 256 KB before the page"},
		{"/interim", "says more of it than 256 KB"},
		{"/trailers", "says more of it than 256 KB"}, {"/line", "failed "},
		{"/cookies", "leads on more than 10 times"},
		{"/slow-heads", "YAODIAN_FETCH_SECONDS"}, {"/chunks", "failed "},
		{"/extensions", "failed "}};
	struct server *server = server_new(handle_endless);
	sandbox_env(r->box, "YAODIAN_FETCH_SIZE", "1");
	sandbox_env(r->box, "YAODIAN_FETCH_SECONDS", "2");
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		RUN(r, "import", server_url(server, pages[i][0]), server_url(server, "/plan"));
		EXPECT_STATUS(r, 1);
		EXPECT_OUT(r, pages[i][1]);
		EXPECT_ERR(r, " 1 failed");
	}
	assert_int_equal(server_asked(server, "/cookies"), 11);
	server_free(server);
}

/* ---- robots.txt ---- */

static void handle_huge_robots(exchange *x)
{
	enum { LINES = 1 << 20 }; /* 100 MB of them */
	static const char comment[] =
		"# and another line, which says nothing to anybody, of a hundred bytes, so "
		"that all of them are many more\n";
	if (strcmp(x->path, "/robots.txt") != 0) {
		site_reply_plan(x, "");
		return;
	}
	bool there = exchange_puts(
		x, OK_HEAD "\r\n\xEF\xBB\xBFUser-agent: *\r\nDisallow: /a/*.doc$\r\n");
	for (int i = 0; there && i < LINES; i++)
		there = exchange_puts(x, comment);
	if (there)
		exchange_puts(x, "Disallow: /\r\n");
}

static void handle_late_robots(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		send_without_end(x, OK_HEAD "\r\n", "#", 20000);
	else
		site_reply_plan(x, "");
}

static void of_a_huge_robots_txt_the_beginning_holds(void **state)
{
	scene *s = *state;
	struct server *server = server_new(handle_huge_robots);
	RUN(s->run, "import", server_url(server, "/a/b.doc"), server_url(server, "/a/b.doc?x"));
	EXPECT_ERR(s->run, "1 imported, 0 replaced, 0 unchanged, 1 failed");
	EXPECT_OUT(s->run, "robots.txt");
	assert_int_equal(server_asked(server, "/a/b.doc"), 0);
	server_free(server);
}

static void a_robots_txt_that_does_not_come_forbids(void **state)
{
	scene *s = *state;
	struct server *server = server_new(handle_late_robots);
	sandbox_env(s->run->box, "YAODIAN_FETCH_SECONDS", "1");
	RUN(s->run, "import", server_url(server, "/plan"), server_url(server, "/other"));
	EXPECT_ERR(s->run, "0 imported, 0 replaced, 0 unchanged, 2 failed");
	assert_int_equal(server_asked(server, "/plan"), 0);
	assert_int_equal(server_asked(server, "/robots.txt"), 1);
	nothing_is_there(s->run);
	server_free(server);
}

/* ---- refresh ---- */

static const char gb18030[] = /* 云水市教育局2025年工作要点 一、校车 二、食堂 */
	"\xd4\xc6\xcb\xae\xca\xd0\xbd\xcc\xd3\xfd\xbe\xd6"
	"2025\xc4\xea\xb9\xa4\xd7\xf7\xd2\xaa\xb5\xe3\n"
	"\xd2\xbb\xa1\xa2\xd0\xa3\xb3\xb5\n\xb6\xfe\xa1\xa2\xca\xb3\xcc\xc3\n";

/* Another encoding each time; then word that nothing changed, of a third one. */
static void handle_charsets(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		handle_broken(x);
	else if (x->nth == 1)
		exchange_reply(x, "200 OK", "Content-Type: text/plain; charset=gb18030\r\n",
			yd_str_of(gb18030));
	else if (x->nth == 2)
		exchange_reply(x, "200 OK",
			"Content-Type: text/plain; charset=utf-8\r\nETag: \"2\"\r\n",
			yd_str_of(TEXT));
	else
		exchange_reply(x, "304 Not Modified",
			"Content-Type: text/plain; charset=utf-16be\r\n", YD_STR(""));
}

static void versions_keep_the_encoding_they_came_in(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_charsets);
	RUN(r, "import", server_url(server, "/plan"));
	EXPECT_OUT(r, "云水市教育局2025年工作要点 (0 sections, 2 clauses)");
	RUN(r, "refresh");
	EXPECT_OUT(r, "changed ");
	EXPECT_OUT(r, "云水市教育局2024年工作要点");
	char *old = yd_format("%s@1", run_ref(r)), *now = yd_strdup(run_ref(r));
	RUN(r, "refresh");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "rebuild");
	EXPECT_STATUS(r, 0);
	RUN(r, "show", "--text", old);
	EXPECT_OUT(r, "云水市教育局2025年工作要点");
	RUN(r, "show", "--text", now);
	EXPECT_OUT(r, "云水市教育局2024年工作要点");
	doctor_finds_nothing(r);
	free(old);
	free(now);
	server_free(server);
}

/* There, gone, there again; then another one. */
static void handle_coming_back(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		handle_broken(x);
	else if (x->nth == 2)
		exchange_reply(x, "410 Gone", "", YD_STR("gone"));
	else if (x->nth == 4)
		exchange_reply(x, "200 OK", "", YD_STR(TEXT));
	else if (strcmp(exchange_header(x, "If-None-Match"), "\"a\"") == 0)
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	else
		site_reply_plan(x, "ETag: \"a\"\r\n");
}

static void what_was_gone_may_come_back(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_coming_back);
	static const char *const says[] = {"gone ", "unchanged ", "changed "};
	RUN(r, "import", server_url(server, "/plan"));
	for (size_t i = 0; i < 3; i++) {
		RUN(r, "refresh");
		EXPECT_STATUS(r, i == 0);
		EXPECT_OUT(r, says[i]);
	}
	RUN(r, "versions", run_ref(r));
	assert_int_equal(run_lines(&r->out), 2);
	doctor_finds_nothing(r);
	server_free(server);
}

/* From the second time on it is another one; it waits until both processes have asked. */
static void handle_pair(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0) {
		handle_broken(x);
	} else if (x->nth == 1) {
		site_reply_plan(x, "");
	} else {
		while (server_asked(x->server, x->path) < 3 && !server_ends(x->server))
			usleep(10000);
		exchange_reply(x, "200 OK", "", YD_STR(TEXT));
	}
}

static void two_refreshes_at_once_are_as_one(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_pair);
	RUN(r, "import", server_url(server, "/plan"));
	char *ref = yd_strdup(run_ref(r));
	term *other = sandbox_browse(r->box, 100, 24, (const char *[]){"refresh", NULL});
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	int status = term_await_exit(other);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	term_free(other);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "versions", ref);
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, "@2\tcurrent");
	doctor_finds_nothing(r);
	free(ref);
	server_free(server);
}

/* The first changes, the second hangs from the second time on. */
static void handle_half(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0 || x->nth == 1) {
		handle_broken(x);
	} else if (strcmp(x->path, "/plan") == 0) {
		exchange_reply(x, "200 OK", "", YD_STR(TEXT));
	} else {
		exchange_puts(x, OK_HEAD "\r\n" TEXT);
		while (!server_ends(x->server))
			usleep(10000);
	}
}

static void ctrl_c_in_a_refresh_keeps_what_came_whole(void **state)
{
	scene *s = *state;
	run *r = s->run;
	struct server *server = server_new(handle_half);
	RUN(r, "import", server_url(server, "/plan"), server_url(server, "/38"));
	EXPECT_STATUS(r, 0);
	term *t = sandbox_browse(r->box, 100, 24, (const char *[]){"refresh", NULL});
	term_await(t, "changed ");
	term_type(t, "\x03");
	int status = term_await_exit(t);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	term_check_shows(t, "0 unchanged, 1 changed, 0 gone, 0 failed, stopped before the others");
	term_free(t);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	doctor_finds_nothing(r);
	server_free(server);
}

static void what_cannot_be_kept_is_not_asked_for(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/tagged");
	chmod(sandbox_path(r->box, "data/yaodian/corpus.db"), 0444);
	chmod(sandbox_path(r->box, "data/yaodian"), 0555);
	if (geteuid() == 0 && !sandbox_become_nobody(r->box))
		skip();
	unsigned before = server_asked(s->server, NULL);
	RUN(r, "refresh");
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "corpus.db: cannot be written");
	IMPORT(s, "/plan");
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "corpus.db: cannot be written");
	assert_int_equal(server_asked(s->server, NULL), before);
	chmod(sandbox_path(r->box, "data/yaodian"), 0755);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(broken_answers_are_told_and_nothing_of_them_is_stored),
		TEST(any_answers_leave_the_others_be),
		TEST(what_has_no_end_ends),
		TEST(of_a_huge_robots_txt_the_beginning_holds),
		TEST(a_robots_txt_that_does_not_come_forbids),
		TEST(versions_keep_the_encoding_they_came_in),
		TEST(what_was_gone_may_come_back),
		TEST(two_refreshes_at_once_are_as_one),
		TEST(ctrl_c_in_a_refresh_keeps_what_came_whole),
		TEST(what_cannot_be_kept_is_not_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
