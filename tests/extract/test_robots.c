/* What sites allow, and whose turn it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../src/extract/robots.h"
#include "../../src/extract/turns.h"

static void expect(const char *text, const char *path, bool allowed)
{
	struct robots robots;
	robots_read(yd_str_of(text), "yaodian", &robots);
	if (robots_allow(&robots, path) != allowed)
		fail_msg("%s should be %s by\n%s", path, allowed ? "allowed" : "forbidden", text);
	robots_free(&robots);
}

static void without_rules_all_is_allowed(void **state)
{
	(void)state;
	expect("", "/x", true);
	expect("<!DOCTYPE html><p>Not found</p>", "/x", true);
	expect("User-agent: *\nDisallow:\n", "/x", true);
	expect("Disallow: /\n", "/x", true); /* of no group */
	expect("User-agent: Baiduspider\nDisallow: /\n", "/x", true);
}

static void the_longest_pattern_decides(void **state)
{
	(void)state;
	static const char text[] = "User-Agent: *\nDisallow: /zw/\nAllow: /zw/open/\n"
				   "Disallow: /same\nAllow: /same\n";
	expect(text, "/zw/", false);
	expect(text, "/zw/2024.html", false);
	expect(text, "/zw/open/2024.html", true);
	expect(text, "/zw", true);
	expect(text, "/same", true);
	expect(text, "/", true);
	expect("user-agent:*\ndisallow:/\n", "/robots.txt", true);
	expect("user-agent:*\ndisallow:/\n", "/robots.txt.html", false);
}

static void stars_and_ends_are_understood(void **state)
{
	(void)state;
	expect("User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf", false);
	expect("User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf?x=1", true);
	expect("User-agent: *\nDisallow: /*.pdf\n", "/a/b.pdf?x=1", false);
	expect("User-agent: *\nDisallow: /a*b*c\n", "/axxbyyczz", false);
	expect("User-agent: *\nDisallow: /a*b*c\n", "/axxcyybzz", true);
	expect("User-agent: *\nDisallow: /$\n", "/", false);
	expect("User-agent: *\nDisallow: /$\n", "/x", true);
	expect("User-agent: *\nDisallow: *private\n", "/a/private", false);
	expect("User-agent: *\nDisallow: /a$b\n", "/a$bc", false); /* a $ elsewhere is itself */
	expect("User-agent: *\nDisallow: /*\nAllow: /*.html\n", "/x.html", true);
}

static void our_own_group_counts_before_that_of_all(void **state)
{
	(void)state;
	static const char text[] =
		"User-agent: *\nDisallow: /\n\n"
		"User-agent: Other\nUser-agent: YaoDian/1.0 (x)\nDisallow: /a\n\n"
		"Sitemap: http://a/s.xml\n"
		"user-agent: yaodian # again\nDisallow: /b\n";
	expect(text, "/c", true);
	expect(text, "/a", false);
	expect(text, "/b", false);
	expect("User-agent: yaodian\nAllow: /\n\nUser-agent: *\nDisallow: /\n", "/x", true);
	/* A name that only begins like ours is another's. */
	expect("User-agent: yaodian-bot\nDisallow: /\n", "/x", true);
	expect("User-agent: yaodian\n\nUser-agent: *\nDisallow: /\n", "/x", false);
	expect("User-agent: yaodian\nDisallow:\nUser-agent: *\nDisallow: /\n", "/x", true);
}

static void encodings_of_a_path_are_one(void **state)
{
	(void)state;
	expect("User-agent: *\nDisallow: /要点\n", "/%E8%A6%81%E7%82%B9.html", false);
	expect("User-agent: *\nDisallow: /%e8%a6%81\n", "/%E8%A6%81%E7%82%B9.html", false);
	expect("User-agent: *\nDisallow: /%61bc\n", "/abc", false);
	expect("User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true);
	expect("User-agent: *\nDisallow: /a%2fb\n", "/a%2Fb", false);
}

static void lines_end_in_any_way_and_have_comments(void **state)
{
	(void)state;
	expect("\xEF\xBB\xBFUser-agent: *\rDisallow: /a # no\r\nDisallow:/b", "/a", false);
	expect("User-agent: *\rDisallow: /a # no\r\nDisallow:/b", "/b", false);
	expect("# User-agent: *\n# Disallow: /\n", "/a", true);
}

static void a_delay_is_read_in_seconds(void **state)
{
	(void)state;
	struct robots robots;
	robots_read(YD_STR("User-agent: *\nCrawl-delay: 1.5\nDisallow: /x"), "yaodian", &robots);
	assert_int_equal(robots.delay_ms, 1500);
	robots_free(&robots);
	robots_read(YD_STR("User-agent: *\nCrawl-delay: soon\n"), "yaodian", &robots);
	assert_int_equal(robots.delay_ms, 0);
	robots_free(&robots);
	robots_read(YD_STR("User-agent: a\nCrawl-delay: 9\nUser-agent: *\nDisallow: /x"), "yaodian",
		&robots);
	assert_int_equal(robots.delay_ms, 0);
	assert_false(robots_allow(&robots, "/x"));
	robots_free(&robots);
}

/* A hostile file takes no longer than its size allows. */
static void many_stars_take_no_time(void **state)
{
	(void)state;
	yd_buf text = {0}, path = {0};
	yd_buf_puts(&text, "User-agent: *\nDisallow: /");
	for (int i = 0; i < 2000; i++)
		yd_buf_puts(&text, "*a");
	yd_buf_puts(&text, "$\n");
	yd_buf_putc(&path, '/');
	for (int i = 0; i < 4000; i++)
		yd_buf_putc(&path, 'a');
	yd_buf_putc(&path, 'b');
	expect(text.ptr, path.ptr, true);
	yd_buf_free(&text);
	yd_buf_free(&path);
}

static void any_bytes_are_read(void **state)
{
	(void)state;
	static const char *const pieces[] = {"User-agent", ":", " ", "*", "\n", "\r", "#",
		"yaodian", "Disallow", "Allow", "/", "$", "%", "%4", "\xE8\xA6", "\0x",
		"Crawl-delay", "9e99"};
	unsigned seed = 7;
	for (int round = 0; round < 20000; round++) {
		yd_buf text = {0};
		for (int i = 0; i < 24; i++) {
			seed = seed * 1103515245u + 12345u;
			yd_buf_puts(&text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		struct robots robots;
		robots_read(yd_buf_str(&text), "yaodian", &robots);
		robots_allow(&robots, "/%4");
		robots_free(&robots);
		yd_buf_free(&text);
	}
}

/* ---- turns ---- */

static void two_at_a_time_for_a_host_with_pauses(void **state)
{
	(void)state;
	struct turns turns = {.per_host = 2, .at_once = 8, .pause_ms = 500};
	size_t a = turns_host(&turns, "a"), b = turns_host(&turns, "b");
	assert_int_equal(turns_host(&turns, "a"), a);
	assert_true(turns_take(&turns, a, 1000));
	assert_false(turns_take(&turns, a, 1499));
	assert_int_equal(turns_wait(&turns, a, 1499), 1);
	assert_true(turns_take(&turns, b, 1499));
	assert_true(turns_take(&turns, a, 1500));
	assert_false(turns_take(&turns, a, 9000));
	assert_int_equal(turns_wait(&turns, a, 9000), -1);
	turns_give(&turns, a);
	assert_true(turns_take(&turns, a, 9000));
	turns_give(&turns, a);
	turns_give(&turns, a);
	assert_int_equal(turns_wait(&turns, a, 9000), 500);
	turns_free(&turns);
}

static void all_hosts_together_have_a_bound(void **state)
{
	(void)state;
	struct turns turns = {.per_host = 2, .at_once = 3};
	char name[2] = "a";
	for (; name[0] < 'd'; name[0]++)
		assert_true(turns_take(&turns, turns_host(&turns, name), 0));
	assert_false(turns_take(&turns, turns_host(&turns, "d"), 0));
	turns_give(&turns, 0);
	assert_true(turns_take(&turns, turns_host(&turns, "d"), 0));
	turns_free(&turns);
}

static void a_host_can_ask_for_more_patience_but_not_for_less(void **state)
{
	(void)state;
	struct turns turns = {.per_host = 2, .at_once = 8, .pause_ms = 500};
	size_t a = turns_host(&turns, "a");
	assert_true(turns_take(&turns, a, 0));
	turns_slow_down(&turns, a, 3000);
	turns_slow_down(&turns, a, 10);
	assert_false(turns_take(&turns, a, 2999));
	assert_true(turns_take(&turns, a, 3000));
	turns_free(&turns);
}

static void a_host_that_asks_for_time_gets_it(void **state)
{
	(void)state;
	struct turns turns = {.per_host = 2, .at_once = 8, .pause_ms = 500};
	size_t a = turns_host(&turns, "a"), b = turns_host(&turns, "b");
	turns_hold(&turns, a, 5000);
	turns_hold(&turns, a, 100);
	assert_false(turns_take(&turns, a, 4999));
	assert_int_equal(turns_wait(&turns, a, 4000), 1000);
	assert_true(turns_take(&turns, b, 0));
	assert_true(turns_take(&turns, a, 5000));
	assert_false(turns_take(&turns, a, 5499));
	turns_free(&turns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_rules_all_is_allowed),
		cmocka_unit_test(the_longest_pattern_decides),
		cmocka_unit_test(stars_and_ends_are_understood),
		cmocka_unit_test(our_own_group_counts_before_that_of_all),
		cmocka_unit_test(encodings_of_a_path_are_one),
		cmocka_unit_test(lines_end_in_any_way_and_have_comments),
		cmocka_unit_test(a_delay_is_read_in_seconds),
		cmocka_unit_test(many_stars_take_no_time),
		cmocka_unit_test(any_bytes_are_read),
		cmocka_unit_test(two_at_a_time_for_a_host_with_pauses),
		cmocka_unit_test(all_hosts_together_have_a_bound),
		cmocka_unit_test(a_host_can_ask_for_more_patience_but_not_for_less),
		cmocka_unit_test(a_host_that_asks_for_time_gets_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
