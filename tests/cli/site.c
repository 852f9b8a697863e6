/* What the server of these tests has, and a user of one's own beside it. */
#include "site.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void handle(exchange *x);

int scene_begin(void **state)
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

int scene_end(void **state)
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

void site_reply_plan(exchange *x, const char *headers)
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

/* All have the plan; then one has another. /twin/between keeps one of the two places at a host, so
 * that /twin/last is asked for the second time when /twin/a has answered. */
static void reply_twin(exchange *x)
{
	while (strcmp(x->path, "/twin/between") == 0 && x->nth == 2 && !server_ends(x->server) &&
		server_asked(x->server, "/twin/last") < 2)
		usleep(10000);
	if (strcmp(x->path, "/twin/a") == 0 && x->nth > 1)
		reply_numbered(x, "ETag: \"a2\"\r\n", 30);
	else if (strcmp(exchange_header(x, "If-None-Match"), "\"twin\"") == 0)
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	else
		site_reply_plan(x, "ETag: \"twin\"\r\n");
}

/* For who has it already there is no page, only word that it is as it was. */
static void reply_once(exchange *x)
{
	if (x->nth == 1)
		site_reply_plan(x, "ETag: \"once\"\r\n");
	else if (strcmp(exchange_header(x, "If-None-Match"), "\"once\"") == 0)
		exchange_reply(x, "304 Not Modified", "", YD_STR(""));
	else
		exchange_reply(x, "500 Asked Again", "", YD_STR(""));
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
	if (as == (iconv_t)-1 || iconv(as, &from, &left, &to, &room) != 0)
		yd_fatal("no GB18030");
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
		site_reply_plan(x, "");
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
	else if (strcmp(what, "changing") == 0)
		exchange_redirect(x, "/changing");
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
		{"/dated", reply_dated}, {"/twin/", reply_twin}, {"/once/", reply_once},
		{"/hanging", reply_hanging}, {"/counter", reply_counter},
		{"/gb18030", reply_gb18030}, {"/status/", reply_status}, {"/cookie", reply_cookie},
		{"/to/", handle_redirects}};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (is_path(x, pages[i].beginning)) {
			pages[i].reply(x);
			return;
		}
	if (strcmp(x->path, "/robots.txt") == 0)
		exchange_reply(x, "200 OK", "", yd_str_of(robots));
	else if (is_path(x, "/changing"))
		reply_numbered(x, "", 40 + x->nth);
	else if (is_path(x, "/number/"))
		reply_numbered(x, "", (unsigned)atoi(x->path + 8));
	else if (is_path(x, "/mended") && x->nth == 2)
		exchange_reply(x, "200 OK", "Content-Type: text/html; charset=utf-8\r\n",
			YD_STR("<html><title>系统维护</title><body><p>系统维护中，请稍后再试。"
			       "</p></body></html>"));
	else if (is_path(x, "/going") && x->nth > 1)
		exchange_reply(x, "410 Gone", "", YD_STR(""));
	else if (is_path(x, "/huge"))
		exchange_puts(x, "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
	else
		site_reply_plan(x, "");
}
