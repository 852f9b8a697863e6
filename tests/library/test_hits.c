/*
 * A search gives exactly the units that match: random queries in the language, over samples,
 * made-up plans and odd documents, compared with asking every unit by texts folded apart from the
 * program.
 */
#include "hits_scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../text/plain_fold.h"

enum { ROUNDS = 700, SEVERAL = 300 };

static void queries_find_what_they_mean(void **state)
{
	scene *s = *state;
	hits_read_units(s);
	hits_check_line(
		s, "region:火星 \"完\" OR \"面改\""); /* a region that no document has, beside OR */
	hits_set_bookmarks(s);
	hits_read_units(s);
	hits_check_random(s, ROUNDS);
}

static void plain_terms_agree_with_a_fold_written_apart(void **state)
{
	scene *s = *state;
	yd_buf words = {0}, line = {0};
	hits_read_units(s);
	for (size_t round = 0; round < SEVERAL; round++) {
		size_t expected = 0, count;
		question q;
		yd_buf_clear(&words);
		yd_buf_clear(&line);
		hits_add_words(s, &words);
		/* One phrase, whatever stands in it but quotation marks. */
		yd_buf_putc(&line, '"');
		for (size_t i = 0; i < words.len; i++)
			yd_buf_putc(&line, words.ptr[i] == '"' ? ' ' : words.ptr[i]);
		yd_buf_putc(&line, '"');
		char *fold = fold_plainly((yd_str){line.ptr + 1, line.len - 2});
		for (size_t i = 0; *fold && i < s->count; i++)
			expected += strstr(s->units[i].fold, fold) != NULL;
		hits_ask(s, line.ptr, &q);
		if (*fold && !yd_query_is_empty(&q.query)) {
			assert_int_equal(
				yd_hits_count(s->f.library, &q.query, &q.options, &count, NULL),
				YD_OK);
			if (count != expected)
				fail_msg("%s: %zu, not %zu", line.ptr, count, expected);
		}
		free(fold);
		hits_question_free(&q);
	}
	yd_buf_free(&words);
	yd_buf_free(&line);
}

static void what_waits_for_the_index_is_found_too(void **state)
{
	scene *s = *state;
	yd_corpus *corpus = yd_library_corpus(s->f.library);
	size_t waiting;
	yd_corpus_index_by(corpus, &(yd_index_rules){0});
	hits_import(s, "one that waits",
		"云水市2030年工作要点\n一、安全\n（一）后来的校园安全。\n（二）后来的党建。\n",
		"示例省 云水市");
	fixture_reopen(&s->f, false);
	corpus = yd_library_corpus(s->f.library);
	assert_int_equal(yd_corpus_index_waiting(corpus, &waiting, NULL), YD_OK);
	assert_true(waiting > 0);
	hits_read_units(s);
	assert_int_equal(hits_check_line(s, "后来的"), 2);
	hits_check_random(s, SEVERAL);
	assert_int_equal(yd_corpus_index_reset(corpus, NULL), YD_OK);
	assert_int_equal(hits_check_line(s, "后来的 -党建"), 1);
	hits_check_random(s, SEVERAL / 5);
	while (waiting)
		assert_int_equal(yd_corpus_index_more(corpus, &waiting, NULL), YD_OK);
	assert_int_equal(hits_check_line(s, "后来的"), 2);
}

static void no_query_is_too_deep_or_too_wide(void **state)
{
	scene *s = *state;
	yd_buf deep = {0}, wide = {0}, many = {0};
	hits_read_units(s);
	for (int i = 0; i < 40; i++)
		yd_buf_puts(&deep, i % 2 ? "(安全 OR -(党建 OR " : "(教育 (学校 OR ");
	hits_check_line(s, deep.ptr);
	yd_buf_clear(&deep);
	for (int i = 0; i < 15; i++)
		yd_buf_puts(&deep, i % 2 ? "(安全 OR 的 " : "-(教育 OR 学校 ");
	yd_buf_puts(&deep, "校 园");
	for (int i = 0; i < 15; i++)
		yd_buf_putc(&deep, ')');
	hits_check_line(s, deep.ptr);
	for (int i = 0; i < 8; i++)
		yd_buf_puts(
			&wide, "(is:bookmarked year:2020 OR in:here 安全 OR 党建 theme:safety) ");
	hits_check_line(s, wide.ptr);
	for (int i = 0; i < 2000; i++)
		yd_buf_puts(&many, i % 3 ? "安全 OR " : "党建 ");
	hits_check_line(s, many.ptr);
	yd_buf_clear(&many);
	for (int i = 0; i < 10000; i++)
		yd_buf_puts(&many, "安");
	assert_int_equal(hits_check_line(s, many.ptr), 0);
	yd_buf_free(&deep);
	yd_buf_free(&wide);
	yd_buf_free(&many);
}

static void titles_come_first(void **state)
{
	scene *s = *state;
	question q;
	yd_hits *hits;
	yd_found_unit hit;
	bool rest = false;
	hits_read_units(s);
	hits_ask(s, "安全", &q);
	assert_int_equal(yd_hits_open(s->f.library, &q.query, &q.options, &hits, NULL), YD_OK);
	while (yd_hits_next(hits, &hit, NULL) == YD_OK) {
		bool titled = strstr(hits_unit_of(s, &hit)->title, "安全") != NULL;
		assert_int_equal(hit.in_title, titled);
		assert_false(rest && titled);
		rest |= !titled;
	}
	assert_true(rest);
	yd_hits_close(hits);
	hits_question_free(&q);
}

static void snippets_show_the_match(void **state)
{
	scene *s = *state;
	question q;
	yd_hits *hits;
	yd_found_unit found;
	size_t count = 0;
	hits_read_units(s);
	hits_ask(s, "校園安全", &q);
	assert_int_equal(yd_hits_open(s->f.library, &q.query, &q.options, &hits, NULL), YD_OK);
	for (; yd_hits_next(hits, &found, NULL) == YD_OK; count++) {
		yd_hit hit;
		yd_buf snippet = {0};
		yd_query_spans marks = {0};
		assert_int_equal(yd_hits_read(hits, &found, &hit, NULL), YD_OK);
		yd_hit_snippet(&hit, 8, &snippet, &marks);
		assert_true(marks.count > 0);
		yd_query_span mark = marks.items[0];
		char *fold =
			fold_plainly((yd_str){snippet.ptr + mark.start, mark.end - mark.start});
		assert_int_equal(strncmp(fold, "校园安全", strlen("校园安全")), 0);
		assert_null(strchr(snippet.ptr, '\n'));
		assert_true(marks.items[marks.count - 1].end <= snippet.len);
		free(fold);
		free(marks.items);
		yd_buf_free(&snippet);
	}
	assert_true(count > 1);
	yd_hits_close(hits);
	hits_question_free(&q);
}

static void an_interrupt_ends_it(void **state)
{
	scene *s = *state;
	question q;
	yd_hits *hits = NULL;
	yd_found_unit hit;
	hits_ask(s, "的", &q);
	yd_corpus_interrupt(yd_library_corpus(s->f.library));
	assert_int_equal(
		yd_hits_open(s->f.library, &q.query, &q.options, &hits, NULL), YD_INTERRUPTED);
	assert_null(hits);
	assert_int_equal(yd_hits_open(s->f.library, &q.query, &q.options, &hits, NULL), YD_OK);
	assert_int_equal(yd_hits_next(hits, &hit, NULL), YD_OK);
	yd_hits_close(hits);
	hits_question_free(&q);
}

static void an_empty_query_is_refused(void **state)
{
	scene *s = *state;
	question q;
	yd_hits *hits;
	size_t count;
	hits_ask(s, " \n　", &q);
	assert_int_equal(yd_hits_open(s->f.library, &q.query, &q.options, &hits, NULL), YD_INVALID);
	assert_null(hits);
	assert_int_equal(
		yd_hits_count(s->f.library, &q.query, &q.options, &count, NULL), YD_INVALID);
	hits_question_free(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_find_what_they_mean),
		cmocka_unit_test(plain_terms_agree_with_a_fold_written_apart),
		cmocka_unit_test(titles_come_first),
		cmocka_unit_test(snippets_show_the_match),
		cmocka_unit_test(an_interrupt_ends_it),
		cmocka_unit_test(an_empty_query_is_refused),
		cmocka_unit_test(no_query_is_too_deep_or_too_wide),
		cmocka_unit_test(what_waits_for_the_index_is_found_too),
	};
	return cmocka_run_group_tests(tests, hits_scene_begin, hits_scene_end);
}
