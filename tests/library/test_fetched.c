/* Answers of yaodian-fetch: in any pieces, and whatever they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../src/library/fetcher.h"

static const char whole[] =
	"answer 7\nstatus 200\nurl http://a.cn/x?y\noutside yes\ncharset GB18030\n"
	"etag W/\"1\"\nmodified Sun, 22 Nov 2026 06:00:00 GMT\nbytes 6\nab\ncd\n"
	"answer 8\nerror 没有\nbytes 0\n";

static void expect_page(yd_fetched *page)
{
	assert_int_equal(page->number, 7);
	assert_int_equal(page->page.status, 200);
	assert_string_equal(page->page.found, "http://a.cn/x?y");
	assert_true(page->outside);
	assert_string_equal(page->page.charset, "GB18030");
	assert_string_equal(page->page.etag, "W/\"1\"");
	assert_string_equal(page->page.modified, "Sun, 22 Nov 2026 06:00:00 GMT");
	assert_int_equal(page->bytes.len, 6);
	assert_memory_equal(page->bytes.ptr, "ab\ncd\n", 6);
	assert_null(page->why);
	yd_fetched_free(page);
}

static void an_answer_may_come_in_any_pieces(void **state)
{
	(void)state;
	yd_buf in = {0};
	yd_fetched got;
	size_t answers = 0;
	for (size_t i = 0; i < sizeof whole - 1; i++) {
		yd_buf_putc(&in, whole[i]);
		yd_status status = fetched_read(&in, &got);
		if (status == YD_BUSY)
			continue;
		assert_int_equal(status, YD_OK);
		if (answers++ == 0) {
			expect_page(&got);
			continue;
		}
		assert_int_equal(got.number, 8);
		assert_string_equal(got.why, "没有");
		yd_fetched_free(&got);
	}
	assert_int_equal(answers, 2);
	assert_int_equal(in.len, 0);
	yd_buf_free(&in);
}

/* One byte is another: what is still taken for an answer holds nothing that an answer may not. */
static void a_damaged_answer_is_none_or_a_clean_one(void **state)
{
	(void)state;
	unsigned seed = 11;
	for (int round = 0; round < 40000; round++) {
		yd_buf in = {0};
		yd_fetched got;
		yd_buf_add(&in, whole, sizeof whole - 1);
		for (unsigned k = 0; k < 1 + seed % 3; k++) {
			seed = seed * 1103515245u + 12345u;
			in.ptr[(seed >> 8) % in.len] = (char)(seed >> 24);
		}
		while (fetched_read(&in, &got) == YD_OK) {
			for (const char *c = got.page.found; c && *c; c++)
				assert_true(*c > ' ' && *c < 0x7F);
			for (const char *c = got.page.etag; c && *c; c++)
				assert_true(*c >= ' ' && *c < 0x7F);
			for (const char *c = got.why; c && *c; c++)
				assert_true((unsigned char)*c >= ' ' && *c != 0x7F);
			assert_true(got.page.status == 0 || got.page.status >= 100);
			yd_fetched_free(&got);
		}
		yd_buf_free(&in);
	}
}

static void expect_meaning(
	int status, const char *why, int64_t known, bool right, yd_fetch_outcome outcome)
{
	yd_fetched got = {.page = {.status = status, .charset = yd_strdup("utf-16be")},
		.why = yd_strdup(why)};
	yd_page was = {.url = yd_strdup("http://a.cn/"),
		.doc = known,
		.found = yd_strdup("http://a.cn/"),
		.charset = yd_strdup("gb18030"),
		.etag = yd_strdup("\"1\"")};
	if (status == 200)
		got.page.found = yd_strdup("http://a.cn/");
	assert_int_equal(fetched_settle(&got, &was), right);
	if (right) {
		assert_int_equal(got.outcome, outcome);
		assert_string_equal(got.page.url, "http://a.cn/");
		/* What is known of a page goes on being known while there is no other. */
		assert_int_equal(got.page.etag != NULL, outcome != YD_FETCH_PAGE);
		/* And the encoding is that of the bytes that are there. */
		assert_string_equal(
			got.page.charset, outcome == YD_FETCH_PAGE ? "utf-16be" : "gb18030");
	}
	yd_fetched_free(&got);
	yd_page_free(&was);
}

static void an_answer_means_what_is_known_allows(void **state)
{
	(void)state;
	expect_meaning(200, NULL, 0, true, YD_FETCH_PAGE);
	expect_meaning(200, NULL, 5, true, YD_FETCH_PAGE);
	expect_meaning(304, NULL, 5, true, YD_FETCH_SAME);
	expect_meaning(304, NULL, 0, false, YD_FETCH_SAME);
	expect_meaning(404, "no", 5, true, YD_FETCH_GONE);
	expect_meaning(410, "no", 0, true, YD_FETCH_GONE);
	expect_meaning(500, "no", 5, true, YD_FETCH_FAILED);
	expect_meaning(0, "no", 5, true, YD_FETCH_FAILED);
	expect_meaning(0, NULL, 5, false, YD_FETCH_FAILED);
	expect_meaning(404, NULL, 5, false, YD_FETCH_GONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_may_come_in_any_pieces),
		cmocka_unit_test(a_damaged_answer_is_none_or_a_clean_one),
		cmocka_unit_test(an_answer_means_what_is_known_allows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
