/* What the worker does for the cache while somebody reads: documents come into the index, and its
 * parts are merged when no key is typed. */
#include "session.h"

#include <poll.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include <yaodian/search.h>

/* Imports in bulk, which leaves a part of the index each time. */
static void leave_parts(session *s, size_t parts)
{
	static size_t number;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	for (size_t i = 0; i < parts; i++) {
		char *name = yd_format("part%zu", number++);
		char *title = yd_format("云水市教育局%zu号工作要点", number);
		assert_int_equal(yd_corpus_bulk(corpus, true, NULL), YD_OK);
		session_plan(s, name, "示例省 云水市", 2024, title, "# 总则\n抓好校园安全。\n");
		assert_int_equal(yd_corpus_bulk(corpus, false, NULL), YD_OK);
		free(name);
		free(title);
	}
}

static bool has_parts_to_merge(session *s)
{
	bool more = false;
	assert_int_equal(
		yd_corpus_index_merge(yd_library_corpus(s->f.library), false, &more, NULL), YD_OK);
	return more;
}

static size_t waiting(session *s)
{
	size_t docs;
	assert_int_equal(
		yd_corpus_index_waiting(yd_library_corpus(s->f.library), &docs, NULL), YD_OK);
	return docs;
}

/* Lets the worker go on, with the clock standing still, until `field` of the news is as wanted. */
static void wait_until(session *s, int64_t now, bool (*reached)(const session *))
{
	while (!reached(s)) {
		struct pollfd fd = {.fd = yd_browser_wake_fd(s->browser), .events = POLLIN};
		poll(&fd, 1, 100);
		yd_browser_tick(s->browser, now);
	}
}

static bool parts_are_told(const session *s)
{
	return s->browser->news.parts;
}

static bool parts_are_merged(const session *s)
{
	return !s->browser->news.parts;
}

static void parts_of_the_index_are_merged_when_nobody_types(void **state)
{
	session *s = *state;
	leave_parts(s, 6);
	assert_true(has_parts_to_merge(s)); /* … and these are merged by the asking */
	leave_parts(s, 6);
	session_restart(s);
	yd_browser_tick(s->browser, 1);
	wait_until(s, 1000, parts_are_told);
	/* Who types is left alone. */
	press(s, "j");
	yd_browser_tick(s->browser, 9000);
	assert_false(s->browser->merging);
	assert_int_equal(yd_browser_upkeep_tick(s->browser, 10000), 11000);
	yd_browser_tick(s->browser, 11000);
	assert_true(s->browser->merging);
	press(s, "j");
	assert_false(s->browser->merging);
	yd_browser_tick(s->browser, 12000);
	assert_false(s->browser->merging);
	yd_browser_tick(s->browser, 14000);
	wait_until(s, 14000, parts_are_merged);
	assert_false(s->browser->merging);
	assert_false(has_parts_to_merge(s));
	type_and_wait(s, "/校园安全");
	assert_int_equal(s->browser->search.total, 4 + 12);
}

static bool none_waits(const session *s)
{
	return s->browser->news.parts && !s->browser->news.unindexed;
}

static void documents_that_wait_come_into_the_index(void **state)
{
	session *s = *state;
	type_and_wait(s, "/安全");
	size_t hits = s->browser->search.total;
	yd_browser_free(s->browser);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	assert_int_equal(waiting(s), 6);
	session_begin(s);
	/* They are found before, and a search goes first. */
	yd_browser_tick(s->browser, 1);
	yd_browser_tick(s->browser, 1000);
	type_and_wait(s, "/安全");
	assert_int_equal(s->browser->search.total, hits);
	wait_until(s, 2000, none_waits);
	assert_int_equal(waiting(s), 0);
	type_and_wait(s, "<Ctrl-u>安全");
	assert_int_equal(s->browser->search.total, hits);
}

static void the_status_line_tells_how_far_it_is(void **state)
{
	session *s = *state;
	s->browser->news.unindexed = 48000;
	s->browser->news.indexed = 1200;
	check_last_line(s, "indexing 1200 of 48000");
}

static void a_session_that_only_reads_changes_nothing(void **state)
{
	session *s = *state;
	yd_browser_free(s->browser);
	assert_int_equal(yd_corpus_index_reset(yd_library_corpus(s->f.library), NULL), YD_OK);
	fixture_reopen(&s->f, true);
	session_begin(s);
	for (int64_t now = 1; now < 20000; now += 500)
		yd_browser_tick(s->browser, now);
	type_and_wait(s, "/校园安全");
	assert_int_equal(s->browser->search.total, 4);
	assert_int_equal(waiting(s), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			parts_of_the_index_are_merged_when_nobody_types, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			documents_that_wait_come_into_the_index, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			the_status_line_tells_how_far_it_is, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			a_session_that_only_reads_changes_nothing, set_up_six, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
