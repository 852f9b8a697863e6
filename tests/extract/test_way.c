/* Where addresses are, when servers want to be asked again, and which pages only point at others.
 */
#include "../../src/extract/forward.h"
#include "../../src/extract/patience.h"
#include "../../src/extract/reach.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- reach ---- */

static const struct {
	const char *address;
	bool inner;
} addresses[] = {
	{"0.0.0.0", true},
	{"0.1.2.3", true},
	{"9.255.255.255", false},
	{"10.0.0.0", true},
	{"10.255.255.255", true},
	{"11.0.0.0", false},
	{"100.63.255.255", false},
	{"100.64.0.0", true},
	{"100.127.255.255", true},
	{"100.128.0.0", false},
	{"127.0.0.1", true},
	{"127.255.255.254", true},
	{"128.0.0.1", false},
	{"169.253.255.255", false},
	{"169.254.169.254", true},
	{"172.15.255.255", false},
	{"172.16.0.1", true},
	{"172.31.255.255", true},
	{"172.32.0.0", false},
	{"192.0.0.8", true},
	{"192.0.1.1", false},
	{"192.167.255.255", false},
	{"192.168.1.1", true},
	{"192.169.0.0", false},
	{"198.18.0.5", false}, /* tunnels */
	{"203.0.113.5", false},
	{"223.255.255.255", false},
	{"224.0.0.251", true},
	{"240.0.0.1", true},
	{"255.255.255.255", true},
	{"::", true},
	{"::1", true},
	{"::2", true},
	{"::ffff:127.0.0.1", true},
	{"::ffff:192.168.1.1", true},
	{"::ffff:203.0.113.5", false},
	{"::203.0.113.5", false},
	{"::10.0.0.1", true},
	{"64:ff9b::10.0.0.1", true},
	{"64:ff9b::203.0.113.5", false},
	{"64:ff9b:1::203.0.113.5", true},
	{"100::1", true},
	{"2001:db8::1", false},
	{"2002:c0a8:0101::1", true},
	{"2002:cb00:7105::1", false},
	{"2408:8000::1", false},
	{"fbff::1", false},
	{"fc00::1", true},
	{"fdff::1", true},
	{"fe7f::1", false},
	{"fe80::1", true},
	{"febf::1", true},
	{"fec0::1", true},
	{"ff02::fb", true},
};

static void inner_and_open_addresses_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		const char *text = addresses[i].address;
		struct sockaddr_in in = {.sin_family = AF_INET};
		struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
		bool six = strchr(text, ':') != NULL;
		void *to = six ? (void *)&in6.sin6_addr : (void *)&in.sin_addr;
		assert_int_equal(inet_pton(six ? AF_INET6 : AF_INET, text, to), 1);
		bool inner = reach_is_inner(six ? (struct sockaddr *)&in6 : (struct sockaddr *)&in);
		if (inner != addresses[i].inner || reach_host_is_inner(text) != inner)
			fail_msg("%s", text);
	}
	struct sockaddr other = {.sa_family = AF_UNIX};
	assert_true(reach_is_inner(&other));
}

static void hosts_are_judged_as_systems_read_them(void **state)
{
	(void)state;
	static const char *const inner[] = {"localhost", "LOCALHOST", "localhost.", "a.localhost",
		"127.1", "0x7f.1", "0x7f000001", "2130706433", "017700000001", "10.1", "127.0.0.1.",
		"[::1]", "[::ffff:10.0.0.1]", "fe80::1%eth0", "0"};
	static const char *const open[] = {"example.org", "notlocalhost", "localhost.example.org",
		"203.0.113.5", "[2001:db8::1]", "router", "", "[", "1.2.3.4.5", "::zz"};
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (!reach_host_is_inner(inner[i]))
			fail_msg("%s", inner[i]);
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		if (reach_host_is_inner(open[i]))
			fail_msg("%s", open[i]);
}

/* ---- patience ---- */

static void expect_seconds(const char *retry, const char *date, long long seconds)
{
	const int64_t now = 1795327200; /* 2026-11-22T06:00:00Z */
	if (patience_seconds(retry, date, now) != seconds)
		fail_msg("%s: %lld instead of %lld", retry ? retry : "nothing",
			(long long)patience_seconds(retry, date, now), seconds);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
	(void)state;
	expect_seconds("0", NULL, 0);
	expect_seconds("120", NULL, 120);
	expect_seconds("0000120", "Sun, 22 Nov 2026 01:00:00 GMT", 120);
	expect_seconds("Sun, 22 Nov 2026 06:02:00 GMT", NULL, 120);
	expect_seconds("Sunday, 22-Nov-26 06:02:00 GMT", NULL, 120);
	expect_seconds("Sun Nov 22 06:02:00 2026", NULL, 120);
	expect_seconds("Sun, 22 Nov 2026 05:00:00 GMT", NULL, 0);
	/* By the server's clock, which is ten minutes late. */
	expect_seconds("Sun, 22 Nov 2026 05:52:00 GMT", "Sun, 22 Nov 2026 05:50:00 GMT", 120);
	expect_seconds("Sun, 22 Nov 2026 06:02:00 GMT", "yesterday", 120);
}

static void what_is_no_time_to_wait_is_none(void **state)
{
	(void)state;
	static const char *const none[] = {NULL, "", "-1", "1.5", "soon", "12 s",
		"99999999999999999999", "31622401", "Sun, 22 Nov 2026 06:02:00",
		"Sun, 22 Nov 9999 06:02:00 GMT", "Sun, 32 Nov 2026 06:02:00 GMT"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		expect_seconds(none[i], NULL, -1);
}

/* ---- pages that point at another one ---- */

static void expect_forward(const char *page, enum forward_kind kind, const char *to)
{
	struct forward forward;
	yd_buf all = {0};
	forward_find(yd_str_of(page), &forward);
	for (size_t i = 0; i < forward.count; i++)
		yd_buf_printf(&all, "%s%s", i ? " " : "", forward.to[i]);
	if (forward.kind != kind || strcmp(all.len ? all.ptr : "", to) != 0)
		fail_msg("%s\ngives %d %s", page, (int)forward.kind, all.len ? all.ptr : "");
	yd_buf_free(&all);
	forward_free(&forward);
}

static void a_refresh_is_found_in_its_forms(void **state)
{
	(void)state;
	static const char *const pages[] = {"<meta http-equiv=refresh content=\"0;url=a.html\">",
		"\xEF\xBB\xBF\r\n<!DOCTYPE html><html><head><META HTTP-EQUIV='Refresh' CONTENT='0; "
		"URL=a.html'></head>",
		"<meta content=\"3; url='a.html'\" http-equiv=\"refresh\"/>正在跳转，请稍候……",
		"<meta http-equiv=\"refresh\" content='0;URL = \"a.html\"'>",
		"<meta http-equiv=\"refresh\" content=\"0, a.html\">",
		"<meta http-equiv = refresh content=0;url=a.html>",
		"<noscript><meta http-equiv=refresh content=\"0;url=a.html\">This page needs "
		"scripts, which your "
		"browser does not run: please allow them, or use another browser to look at this "
		"page.</noscript>",
		"<iframe src=x.html></iframe><script>location='y.html'</script><meta "
		"http-equiv=refresh "
		"content=\"0;url= a.html \">",
		"<title>"
		"一个很长的标题，它不是正文，所以不算在内，无论它有多长，也无论它说的是什么，都不算"
		"在内</title>"
		"<style>p{color:red}</style><meta http-equiv=refresh content=\"0;url=a.html\">"};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		expect_forward(pages[i], FORWARD_REFRESH, "a.html");
	expect_forward("<meta http-equiv=refresh content=\"0;url=/x?a=1&amp;b=2\">",
		FORWARD_REFRESH, "/x?a=1&b=2");
}

static void frames_and_scripts_are_told(void **state)
{
	(void)state;
	expect_forward("<frameset cols='20%,*'><frame src='menu.html'><frame src=main.html name=m>"
		       "<noframes>您的浏览器不支持框架</noframes></frameset>",
		FORWARD_FRAMES, "menu.html main.html");
	expect_forward(
		"<body><iframe width=0 src=count.html></iframe><iframe style='display: none' "
		"src=x></iframe><iframe src='about:blank'></iframe><iframe src=\"t.html\">",
		FORWARD_FRAMES, "t.html");
	expect_forward("<script>window.location.href = \"/a/b.html\";</script>", FORWARD_SCRIPT,
		"/a/b.html");
	expect_forward(
		"<script>location.replace('b.html')</script>跳转中", FORWARD_SCRIPT, "b.html");
	expect_forward(
		"<script>top.location='b.html'</script><iframe src=c>", FORWARD_SCRIPT, "b.html");
	expect_forward("<script language=javascript><!--\nself.location=\"b.html\"\n//--></script>",
		FORWARD_SCRIPT, "b.html");
}

static void other_pages_are_pages(void **state)
{
	(void)state;
	static const char *const pages[] = {"", "<", "<p",
		"云水市教育局2024年工作要点\n<meta http-equiv=refresh content=\"0;url=a\">",
		"<meta http-equiv=refresh content=300>",
		"<meta http-equiv=refresh content=\"url=\">",
		"<meta http-equiv=refresh content=\"0;url=#top\">",
		"<meta name=refresh content=\"0;url=a\">",
		"<!-- <meta http-equiv=refresh content=\"0;url=a\"> -->", "<!--",
		"<script>var x = '<meta http-equiv=refresh content=\"0;url=a\">'</script>",
		"<script>",
		"<script>location.href = base + '/x'; location = '/x' + id; allocation = 'y'; "
		"location.hash='z'</script>",
		"<script>location.href='", "<script>location.href='javascript:void(0)'</script>",
		"<meta http-equiv=refresh "
		"content=\"0;url=a.html\"><p>"
		"一、守好校园安全。完善校车管理台账，每月检查校车和驾驶人"
		"员，落实食堂陪餐，把各项要求落到每一所学校、每一个班级、每一名教师，确保全年不发生"
		"责任事故。</p>"};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		expect_forward(pages[i], FORWARD_NONE, "");
}

/* Pieces that mean something, in any order and cut anywhere. */
static void any_bytes_are_a_page(void **state)
{
	(void)state;
	static const char *const pieces[] = {"<", ">", "meta", "<meta ", "http-equiv=", "refresh",
		" content=", "\"0;url=", "'", "\"", "<script>", "</script>", "location", ".href",
		"=", "(", "<!--", "-->", "<frame ", "<iframe ", "src", "style=none", "&amp;", "&am",
		"<noscript>", "</noscript>", "\xE4\xB8", "\0"};
	unsigned seed = 1;
	for (int round = 0; round < 20000; round++) {
		yd_buf page = {0};
		struct forward forward;
		for (int i = 0; i < 16; i++) {
			seed = seed * 1103515245u + 12345u;
			yd_buf_puts(&page, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		/* Exactly as long as it is, so that a sanitizer sees what is read behind it. */
		char *exact = malloc(page.len + 1);
		memcpy(exact, page.ptr, page.len);
		forward_find((yd_str){exact, page.len}, &forward);
		for (size_t i = 0; i < forward.count; i++)
			assert_true(forward.to[i][0] != '\0');
		forward_free(&forward);
		free(exact);
		yd_buf_free(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inner_and_open_addresses_are_told_apart),
		cmocka_unit_test(hosts_are_judged_as_systems_read_them),
		cmocka_unit_test(retry_after_is_seconds_or_a_date),
		cmocka_unit_test(what_is_no_time_to_wait_is_none),
		cmocka_unit_test(a_refresh_is_found_in_its_forms),
		cmocka_unit_test(frames_and_scripts_are_told),
		cmocka_unit_test(other_pages_are_pages),
		cmocka_unit_test(any_bytes_are_a_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
