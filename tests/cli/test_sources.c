/* Documents from addresses: import URL and refresh against a real server on loopback. */
#include "run.h"
#include "server.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#define TITLE "云水市教育局2024年工作要点"

typedef struct scene {
	run *run;
	struct server *server;
} scene;

static void handle(exchange *x);

static int scene_begin(void **state)
{
	scene *s = yd_alloc(sizeof *s);
	void *begun;
	run_begin(&begun);
	s->run = begun;
	s->server = server_new(handle);
	sandbox_env(s->run->box, "YAODIAN_FETCH_PAUSE", "0");
	*state = s;
	return 0;
}

static int scene_end(void **state)
{
	scene *s = *state;
	void *begun = s->run;
	server_free(s->server);
	run_end(&begun);
	free(s);
	return 0;
}

/* ---- what the server has ---- */

static bool is_path(const exchange *x, const char *beginning)
{
	return strncmp(x->path, beginning, strlen(beginning)) == 0;
}

static void reply_plan(exchange *x, const char *headers)
{
	exchange_reply(x, "200 OK", headers, yd_str_of(run_plan));
}

/* The plan as `number`: another document for each. */
static void reply_numbered(exchange *x, const char *headers, unsigned number)
{
	yd_buf body = {0};
	yd_buf_printf(&body,
		"云水市教育局%u年工作要点\n一、守好校园安全\n"
		"（一）完善校车管理台账。第%u次检查。\n（二）落实食堂陪餐。\n",
		2000 + number, number);
	exchange_reply(x, "200 OK", headers, yd_buf_str(&body));
	yd_buf_free(&body);
}

/* ---- gzip, by hand ---- */

static uint32_t crc_of(yd_str bytes)
{
	uint32_t crc = 0xFFFFFFFF;
	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= (unsigned char)bytes.ptr[i];
		for (int k = 0; k < 8; k++)
			crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320 : 0);
	}
	return ~crc;
}

static void add_little(yd_buf *out, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		yd_buf_putc(out, (char)(value >> (8 * i)));
}

#define GZIP_HEAD "\x1f\x8b\x08\0\0\0\0\0\0\xff"

static void reply_gzip(exchange *x)
{
	yd_buf body = {0};
	yd_str plan = yd_str_of(run_plan);
	yd_buf_add(&body, GZIP_HEAD "\x01", 11); /* the last block, stored */
	add_little(&body, (uint32_t)plan.len, 2);
	add_little(&body, ~(uint32_t)plan.len, 2);
	yd_buf_add_str(&body, plan);
	add_little(&body, crc_of(plan), 4);
	add_little(&body, (uint32_t)plan.len, 4);
	exchange_reply(x, "200 OK", "Content-Encoding: gzip\r\n", yd_buf_str(&body));
	yd_buf_free(&body);
}

/* Packs bits from the lowest; codes of Huffman stand with their highest bit first. */
struct bits {
	yd_buf out;
	unsigned held, count;
};

static void add_bits(struct bits *bits, unsigned value, unsigned count, bool code)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned bit = code ? value >> (count - 1 - i) & 1 : value >> i & 1;
		bits->held |= bit << bits->count++;
		if (bits->count == 8) {
			yd_buf_putc(&bits->out, (char)bits->held);
			bits->held = bits->count = 0;
		}
	}
}

/* 'a' without end, a byte for each 160 of them. */
static void reply_bomb(exchange *x)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
				   "Connection: close\r\n\r\n" GZIP_HEAD;
	struct bits bits = {0};
	add_bits(&bits, 1, 1, false);
	add_bits(&bits, 1, 2, false);
	add_bits(&bits, 0x30 + 'a', 8, true);
	for (int i = 0; i < 800000; i++) {	/* 206 MB */
		add_bits(&bits, 0xC5, 8, true); /* 258 times what stands */
		add_bits(&bits, 0, 5, true);	/* one before */
	}
	if (exchange_send(x, head, sizeof head - 1))
		exchange_send(x, bits.out.ptr, bits.out.len);
	yd_buf_free(&bits.out);
}

/* ---- pages that end late or never ---- */

static void reply_endless(exchange *x)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
	char *block = yd_alloc(1 << 16);
	memset(block, 'x', 1 << 16);
	bool there = exchange_send(x, head, sizeof head - 1);
	while (there && !server_ends(x->server))
		there = exchange_send(x, block, 1 << 16);
	free(block);
}

static void reply_dripping(exchange *x)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
	bool there = exchange_send(x, head, sizeof head - 1);
	while (there && !server_ends(x->server)) {
		there = exchange_send(x, "x", 1);
		usleep(20000);
	}
}

/* Two are wanted at a time, and a third would have time to come. */
static void reply_meeting(exchange *x)
{
	server_meet(x->server, 2);
	usleep(50000);
	reply_numbered(x, "", (unsigned)atoi(x->path + 6));
}

/* ---- pages that are asked for again ---- */

static void reply_tagged(exchange *x)
{
	const char *tag = x->nth < 3 ? "\"one\"" : "W/\"two\"";
	char *headers = yd_format("ETag: %s\r\n", tag);
	if (strcmp(exchange_header(x, "If-None-Match"), tag) == 0)
		exchange_reply(x, "304 Not Modified", headers, YD_STR(""));
	else
		reply_numbered(x, headers, x->nth < 3 ? 20 : 21);
	free(headers);
}

static void reply_dated(exchange *x)
{
	static const char date[] = "Sun, 22 Nov 2026 06:00:00 GMT";
	if (strcmp(exchange_header(x, "If-Modified-Since"), date) == 0)
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	else
		reply_numbered(x, "Last-Modified: Sun, 22 Nov 2026 06:00:00 GMT\r\n", 22);
}

static void reply_counter(exchange *x)
{
	yd_buf body = {0};
	yd_buf_printf(&body,
		"<html><head><title>%s</title></head><body><div>浏览次数：%u</div><div>", TITLE,
		x->nth);
	for (const char *line = run_plan; *line; line += strcspn(line, "\n") + 1)
		yd_buf_printf(&body, "<p>%.*s</p>\n", (int)strcspn(line, "\n"), line);
	yd_buf_puts(&body, "</div></body></html>");
	exchange_reply(
		x, "200 OK", "Content-Type: text/html; charset=utf-8\r\n", yd_buf_str(&body));
	yd_buf_free(&body);
}

/* Both have the plan; then one has another. */
static void reply_twin(exchange *x)
{
	if (strcmp(x->path, "/twin/a") == 0 && x->nth > 1)
		reply_numbered(x, "ETag: \"a2\"\r\n", 30);
	else if (strcmp(exchange_header(x, "If-None-Match"), "\"twin\"") == 0)
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	else
		reply_plan(x, "ETag: \"twin\"\r\n");
}

static void reply_hanging(exchange *x)
{
	while (!server_ends(x->server))
		usleep(10000);
}

static void reply_gb18030(exchange *x)
{
	char bytes[4096], *from = (char *)(uintptr_t)run_plan, *to = bytes;
	size_t left = strlen(run_plan), room = sizeof bytes;
	iconv_t as = iconv_open("GB18030", "UTF-8");
	assert_true(as != (iconv_t)-1 && iconv(as, &from, &left, &to, &room) == 0);
	iconv_close(as);
	exchange_reply(x, "200 OK", "Content-Type: text/plain; charset=\"GB18030\"\r\n",
		(yd_str){bytes, (size_t)(to - bytes)});
}

static void reply_status(exchange *x)
{
	const char *status = x->path + strlen("/status/");
	exchange_reply(x, status, "", YD_STR("<html>no</html>"));
}

/* Gives a cookie and sends back; then it wants it. */
static void reply_cookie(exchange *x)
{
	if (strstr(exchange_header(x, "Cookie"), "seen=1"))
		reply_plan(x, "");
	else
		exchange_reply(
			x, "302 Found", "Location: /cookie\r\nSet-Cookie: seen=1\r\n", YD_STR(""));
}

static void handle_redirects(exchange *x)
{
	char to[64];
	const char *what = x->path + strlen("/to/");
	if (strcmp(what, "plan") == 0)
		exchange_redirect(x, "../plan?again");
	else if (strcmp(what, "circle") == 0)
		exchange_redirect(x, "/to/circle-2");
	else if (strcmp(what, "circle-2") == 0)
		exchange_redirect(x, "/to/circle#x");
	else if (strcmp(what, "file") == 0)
		exchange_redirect(x, "file:///etc/passwd");
	else if (strcmp(what, "ftp") == 0)
		exchange_redirect(x, "ftp://127.0.0.1/\033[2Jx");
	else if (strcmp(what, "user") == 0)
		exchange_redirect(x, "http://me:secret@127.0.0.1/");
	else if (strcmp(what, "private") == 0)
		exchange_redirect(x, "/private/plan");
	snprintf(to, sizeof to, "/to/%d", atoi(what) + 1);
	exchange_redirect(x, to);
}

static const char robots[] = "User-agent: *\nDisallow: /\n\n"
			     "User-agent: yaodian\nDisallow: /private/\nAllow: /private/*.txt$\n";

static void handle(exchange *x)
{
	static const struct {
		const char *beginning;
		void (*reply)(exchange *x);
	} pages[] = {{"/gzip", reply_gzip}, {"/bomb", reply_bomb}, {"/endless", reply_endless},
		{"/dripping", reply_dripping}, {"/meet/", reply_meeting}, {"/tagged", reply_tagged},
		{"/dated", reply_dated}, {"/twin/", reply_twin}, {"/hanging", reply_hanging},
		{"/counter", reply_counter}, {"/gb18030", reply_gb18030},
		{"/status/", reply_status}, {"/cookie", reply_cookie}, {"/to/", handle_redirects}};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (is_path(x, pages[i].beginning)) {
			pages[i].reply(x);
			return;
		}
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "200 OK", "", yd_str_of(robots));
	else if (is_path(x, "/number/"))
		reply_numbered(x, "", (unsigned)atoi(x->path + 8));
	else if (is_path(x, "/going") && x->nth > 1)
		exchange_reply(x, "410 Gone", "", YD_STR(""));
	else if (is_path(x, "/huge"))
		exchange_puts(x, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
	else
		reply_plan(x, "");
}

/* ---- taking in ---- */

#define IMPORT(s, path) RUN((s)->run, "import", server_url((s)->server, path))

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
		reply_plan(x, "");
}

static void handle_no_robots(exchange *x)
{
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "403 Forbidden", "", YD_STR("User-agent: *\nDisallow: /\n"));
	else
		reply_plan(x, "");
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
		reply_plan(x, "");
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

/* ---- asking again ---- */

static void refresh_asks_by_tag_and_keeps_what_was(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/tagged");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "refresh", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	EXPECT_ERR(r, "1 unchanged, 0 changed, 0 gone, 0 failed");
	RUN(r, "refresh", server_url(s->server, "/tagged"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "changed ");
	EXPECT_OUT(r, "云水市教育局2021年工作要点");
	RUN(r, "refresh", "--json");
	EXPECT_OUT(r, "\"status\":\"unchanged\"");
	assert_int_equal(run_check_json(r), 1);
	assert_int_equal(server_asked(s->server, "/tagged"), 4);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "versions", run_ref(r));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "第20次检查");
	free(ref);
}

static void refresh_asks_by_date(void **state)
{
	scene *s = *state;
	IMPORT(s, "/dated");
	RUN(s->run, "refresh");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, "unchanged ");
	/* Something new that is said of it needs the page itself. */
	RUN(s->run, "import", "--year", "2030", server_url(s->server, "/dated"));
	EXPECT_OUT(s->run, "replaced ");
}

static void what_only_counts_its_readers_is_unchanged(void **state)
{
	scene *s = *state;
	IMPORT(s, "/counter");
	EXPECT_STATUS(s->run, 0);
	RUN(s->run, "refresh");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, "unchanged ");
	RUN(s->run, "versions", run_ref(s->run));
	assert_int_equal(run_lines(&s->run->out), 1);
}

static void two_addresses_of_one_document_part_when_their_pages_do(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/twin/a");
	IMPORT(s, "/twin/b");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "refresh");
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, TITLE);
	EXPECT_OUT(r, "云水市教育局2030年工作要点");
}

static void what_is_gone_stays_here(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/going");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "refresh");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "gone ");
	EXPECT_OUT(r, ref);
	EXPECT_ERR(r, "no such page (410)");
	EXPECT_ERR(r, "0 unchanged, 0 changed, 1 gone, 0 failed");
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	free(ref);
}

static void refresh_says_what_it_cannot_ask_for(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "refresh");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "no document came from an address");
	char *ref = yd_strdup(run_import_plan(r));
	RUN(r, "refresh", ref, server_url(s->server, "/plan"), "http://a:b@c/", "nothing");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "came from no address");
	EXPECT_OUT(r, "no document came from there");
	EXPECT_OUT(r, "name or password");
	EXPECT_ERR(r, "0 unchanged, 0 changed, 0 gone, 4 failed");
	RUN(r, "--read-only", "refresh");
	EXPECT_STATUS(r, 2);
	free(ref);
}

static void a_file_that_is_found_at_an_address_learns_it(void **state)
{
	scene *s = *state;
	run *r = s->run;
	char *ref = yd_strdup(run_import_plan(r));
	IMPORT(s, "/plan");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, ref);
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, server_url(s->server, "/plan"));
	EXPECT_OUT(r, "plan.txt");
	RUN(r, "refresh", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	free(ref);
}

/* A file that changes says nothing of the page that was like it. */
static void a_changed_file_leaves_the_page_to_be_fetched(void **state)
{
	scene *s = *state;
	run *r = s->run;
	run_import_plan(r);
	IMPORT(s, "/twin/b");
	sandbox_puts(r->box, "plan.txt",
		"云水市教育局2024年工作要点\n一、改过的\n（一）甲。\n（二）乙。\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_OUT(r, "replaced ");
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "changed ");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
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
		TEST(refresh_asks_by_tag_and_keeps_what_was),
		TEST(refresh_asks_by_date),
		TEST(what_only_counts_its_readers_is_unchanged),
		TEST(two_addresses_of_one_document_part_when_their_pages_do),
		TEST(what_is_gone_stays_here),
		TEST(refresh_says_what_it_cannot_ask_for),
		TEST(a_file_that_is_found_at_an_address_learns_it),
		TEST(a_changed_file_leaves_the_page_to_be_fetched),
		TEST(ctrl_c_gives_up_what_is_under_way),
		TEST(a_dry_run_fetches_and_stores_nothing),
		TEST(a_helper_that_says_anything_else_is_ended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
