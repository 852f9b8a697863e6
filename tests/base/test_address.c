/* Addresses: one form for each, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <yaodian/address.h>

static void expect_normal(const char *typed, const char *normal)
{
	yd_error err;
	char *out, *again;
	if (yd_address_normal(typed, &out, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_string_equal(out, normal);
	assert_int_equal(yd_address_normal(out, &again, &err), YD_OK);
	assert_string_equal(again, normal);
	free(out);
	free(again);
}

static void an_address_has_one_form(void **state)
{
	(void)state;
	expect_normal("http://example.org", "http://example.org/");
	expect_normal("HTTP://Example.ORG:80/A", "http://example.org/A");
	expect_normal("https://example.org:443/?q=1#top", "https://example.org/?q=1");
	expect_normal("https://example.org:80/", "https://example.org:80/");
	expect_normal("http://example.org:/x", "http://example.org/x");
	expect_normal("http://example.org?q", "http://example.org/?q");
	expect_normal("http://example.org#x", "http://example.org/");
	expect_normal("http://[::1]:8080/a", "http://[::1]:8080/a");
	expect_normal("http://[FE80::1]/", "http://[fe80::1]/");
	expect_normal("http://127.0.0.1/a//b/", "http://127.0.0.1/a//b/");
}

static void paths_are_without_dots_and_percent_encoded(void **state)
{
	(void)state;
	expect_normal("http://a.cn/x/../y/./z", "http://a.cn/y/z");
	expect_normal("http://a.cn/../../x", "http://a.cn/x");
	expect_normal("http://a.cn/x/%2e%2E/y", "http://a.cn/y");
	expect_normal("http://a.cn/x/..", "http://a.cn/");
	expect_normal("http://a.cn/x/...", "http://a.cn/x/...");
	expect_normal("http://a.cn/要点 1.html", "http://a.cn/%E8%A6%81%E7%82%B9%201.html");
	expect_normal("http://a.cn/%e8%a6%81", "http://a.cn/%E8%A6%81");
	expect_normal("http://a.cn/100%", "http://a.cn/100%25");
	expect_normal("http://a.cn/%4", "http://a.cn/%254");
	expect_normal("http://a.cn/?a[]=<1>&b=2", "http://a.cn/?a%5B%5D=%3C1%3E&b=2");
	expect_normal("http://a.cn/\xCE\xC4.html", "http://a.cn/%CE%C4.html"); /* GBK */
	expect_normal("http://a.cn/?x=/../y", "http://a.cn/?x=/../y");
}

static void expect_refused(const char *typed, const char *why)
{
	yd_error err = {0};
	char *out;
	assert_int_equal(yd_address_normal(typed, &out, &err), YD_INVALID);
	assert_null(out);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", typed, err.text);
}

static void what_is_no_address_of_a_page_is_refused(void **state)
{
	(void)state;
	expect_refused("ftp://example.org/x", "cannot be fetched");
	expect_refused("javascript://example.org/x", "cannot be fetched");
	expect_refused("file:///etc/passwd", "cannot be fetched");
	expect_refused("http://", "host is no name");
	expect_refused("http:///x", "host is no name");
	expect_refused("http://a b/", "host is no name");
	expect_refused("http://a%2eb/", "host is no name");
	expect_refused("http://-a/", "host is no name");
	expect_refused("http://a..b/", "host is no name");
	expect_refused("http://[::1/", "host is no name");
	expect_refused("http://[fe80::1%25eth0]/", "host is no name");
	expect_refused("http://[]/", "host is no name");
	expect_refused("http://教育部.政务/", "not ASCII");
	expect_refused("http://ex\xD0\xB0mple.org/", "not ASCII"); /* Cyrillic a */
	expect_refused("http://a:0/", "port");
	expect_refused("http://a:65536/", "port");
	expect_refused("http://a:99999999999999999999/", "port");
	expect_refused("http://a:8x/", "port");
	expect_refused("http://a/x\ny", "control characters");
	expect_refused("http://a/x\033[2J", "control characters");
	expect_refused("http://a/\x7F", "control characters");
}

static void names_and_passwords_are_refused_and_not_shown(void **state)
{
	(void)state;
	yd_error err = {0};
	char *out, *shown = yd_address_shown("https://me:secret@example.org/x@y");
	assert_string_equal(shown, "https://example.org/x@y");
	free(shown);
	assert_int_equal(
		yd_address_normal("https://me:secret@example.org/", &out, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "password"));
	assert_null(strstr(err.text, "secret"));
	expect_refused("http://user@host/", "password");
	expect_refused("http://a@b@c/", "password");
	expect_normal("http://a/b@c", "http://a/b@c");
}

static void a_long_address_is_refused(void **state)
{
	(void)state;
	char *text = yd_alloc(5000);
	memset(text, 'a', 4999);
	memcpy(text, "http://a/", 9);
	expect_refused(text, "longer");
	free(text);
}

static void expect_joined(const char *reference, const char *normal)
{
	char *out = NULL;
	yd_error err;
	if (yd_address_join("https://example.org/a/b/c.html?q=/x/", reference, &out, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_string_equal(out, normal);
	free(out);
}

static void references_are_joined_with_their_page(void **state)
{
	(void)state;
	static const char *const none[] = {"javascript:void(0)", "mailto:a@example.org",
		"ftp://x/y", "http://a:b@c/", "file:///x"};
	char *out;
	expect_joined("d.html", "https://example.org/a/b/d.html");
	expect_joined("./d/../e.html#x", "https://example.org/a/b/e.html");
	expect_joined("../../../d.html", "https://example.org/d.html");
	expect_joined("/d.html?x=1", "https://example.org/d.html?x=1");
	expect_joined("?x=1", "https://example.org/a/b/c.html?x=1");
	expect_joined("", "https://example.org/a/b/c.html?q=/x/");
	expect_joined("#top", "https://example.org/a/b/c.html?q=/x/");
	expect_joined("//other.org/d", "https://other.org/d");
	expect_joined("http://other.org:80", "http://other.org/");
	expect_joined(" \n d\n.html ", "https://example.org/a/b/d.html");
	expect_joined("\\up\\d.doc?\\", "https://example.org/up/d.doc?%5C");
	expect_joined("附件1.doc", "https://example.org/a/b/%E9%99%84%E4%BB%B61.doc");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_int_equal(yd_address_join("http://a/", none[i], &out, NULL), YD_INVALID);
}

static void expect_path(const char *address, const char *path)
{
	yd_error err;
	char *out;
	if (yd_address_file(address, &out, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_string_equal(out, path);
	free(out);
}

static void file_addresses_are_paths(void **state)
{
	(void)state;
	yd_error err;
	char *out;
	expect_path("file:///home/me/plan.txt", "/home/me/plan.txt");
	expect_path("FILE://localhost/a%20b", "/a b");
	expect_path("file:/home/me/plan.txt", "/home/me/plan.txt");
	expect_path("file:///%E8%A6%81%E7%82%B9", "/要点");
	expect_path("file:///100%", "/100%");
	expect_path("file:///a%23b.html?x#top", "/a#b.html");
	assert_int_equal(yd_address_file("file://server/share/x", &out, &err), YD_INVALID);
	assert_int_equal(yd_address_file("file://", &out, &err), YD_INVALID);
	assert_int_equal(yd_address_file("file:///a%00b", &out, &err), YD_INVALID);
	assert_int_equal(yd_address_file("file:///a%0Ab", &out, &err), YD_INVALID);
}

static void only_what_has_a_scheme_is_an_address(void **state)
{
	(void)state;
	assert_true(yd_address_is("http://a"));
	assert_true(yd_address_is("gopher://a"));
	assert_false(yd_address_is("plan.txt"));
	assert_false(yd_address_is("./http://a"));
	assert_false(yd_address_is("://a"));
	assert_false(yd_address_is("a:b"));
	assert_false(yd_address_is(""));
	assert_true(yd_address_is_file("file:///a"));
	assert_true(yd_address_is("file:/a") && yd_address_is_file("FILE:/a"));
	assert_false(yd_address_is("file:a") || yd_address_is_file("file:a"));
	assert_false(yd_address_is_file("http://a"));
}

static void an_address_is_taken_apart(void **state)
{
	(void)state;
	char *host = yd_address_host("http://[::1]:80/a"),
	     *site = yd_address_site("http://a.cn:81/b/c?d");
	assert_string_equal(host, "[::1]");
	assert_string_equal(site, "http://a.cn:81");
	free(host);
	free(site);
	host = yd_address_host("https://a.cn:81/b");
	assert_string_equal(host, "a.cn");
	assert_string_equal(yd_address_path("https://a.cn:81/b?c"), "/b?c");
	free(host);
}

/* Whatever is given: a normal form is printable ASCII, and its own normal form. */
static void any_bytes_give_a_clean_form_or_none(void **state)
{
	(void)state;
	static const char pieces[] = "/.%2e@:[]?#\\ a\xE8\xA6\x81"
				     "0\033<";
	unsigned seed = 20261122;
	for (int round = 0; round < 20000; round++) {
		char text[64] = "http://";
		size_t len = 7 + (seed >> 8) % 40;
		for (size_t i = 7; i < len; i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = pieces[(seed >> 16) % (sizeof pieces - 1)];
		}
		text[len] = '\0';
		char *out, *again;
		yd_error err;
		if (yd_address_normal(text, &out, &err) != YD_OK)
			continue;
		for (const char *c = out; *c; c++)
			assert_true(*c > ' ' && *c < 0x7F);
		assert_int_equal(yd_address_normal(out, &again, &err), YD_OK);
		assert_string_equal(again, out);
		assert_true(*yd_address_path(out) == '/');
		free(out);
		free(again);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_has_one_form),
		cmocka_unit_test(paths_are_without_dots_and_percent_encoded),
		cmocka_unit_test(what_is_no_address_of_a_page_is_refused),
		cmocka_unit_test(names_and_passwords_are_refused_and_not_shown),
		cmocka_unit_test(a_long_address_is_refused),
		cmocka_unit_test(references_are_joined_with_their_page),
		cmocka_unit_test(file_addresses_are_paths),
		cmocka_unit_test(only_what_has_a_scheme_is_an_address),
		cmocka_unit_test(an_address_is_taken_apart),
		cmocka_unit_test(any_bytes_give_a_clean_form_or_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
