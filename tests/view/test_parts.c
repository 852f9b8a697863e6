/* The small parts: rows, lists, prompts, search terms and the order of hits. */
#include "session.h"

#include "../../src/view/prompt.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- rows ---- */

static void rows_are_cut_at_whole_characters(void **state)
{
	random_source random = {11};
	(void)state;
	for (int i = 0; i < 2000; i++) {
		yd_buf text = {0};
		yd_row row = {0};
		size_t limit = random_below(&random, 30), before = random_below(&random, 8);
		random_text(&random, RANDOM_BYTES, random_below(&random, 20), &text);
		yd_row_pad(&row, before, YD_STYLE_DIM);
		yd_row_put(&row, yd_buf_str(&text), YD_STYLE_TEXT, limit);
		assert_true(row.columns <= limit || row.columns == before);
		assert_int_equal(row.columns, yd_text_columns(yd_buf_str(&row.text)));
		yd_row_pad(&row, 40, YD_STYLE_TEXT);
		assert_int_equal(row.columns, 40);
		assert_int_equal(row.runs[row.count - 1].end, row.text.len);
		yd_row_restyle(&row, YD_STYLE_CURSOR);
		assert_int_equal(row.count, 1);
		yd_row_free(&row);
		yd_buf_free(&text);
	}
}

/* ---- lists ---- */

static void the_cursor_of_a_list_is_always_in_its_window(void **state)
{
	static const yd_action moves[] = {YD_DO_DOWN, YD_DO_UP, YD_DO_HALF_DOWN, YD_DO_HALF_UP,
		YD_DO_PAGE_DOWN, YD_DO_PAGE_UP, YD_DO_FIRST, YD_DO_LAST};
	random_source random = {7};
	yd_list list = {0};
	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t what = random_below(&random, 10);
		if (what == 0)
			yd_list_resize(&list, random_below(&random, 12));
		else if (what == 1)
			yd_list_set(&list, random_below(&random, 50), random_below(&random, 60));
		else
			assert_true(yd_list_move(&list, moves[random_below(&random, 8)],
				random_below(&random, 4) ? 0 : random_below(&random, SIZE_MAX)));
		size_t height = list.height ? list.height : 1;
		assert_true(list.cursor < list.count || list.cursor == 0);
		assert_true(list.top <= list.cursor && list.cursor < list.top + height);
		/* No empty rows below while there is something above. */
		assert_true(list.top == 0 || list.top + height <= list.count);
	}
	assert_false(yd_list_move(&list, YD_DO_OPEN, 0));
}

static void pages_and_counts_move_as_far_as_they_say(void **state)
{
	yd_list list = {.count = 100, .height = 10};
	(void)state;
	yd_list_move(&list, YD_DO_DOWN, 5);
	assert_int_equal(list.cursor, 5);
	yd_list_move(&list, YD_DO_PAGE_DOWN, 0);
	assert_int_equal(list.cursor, 15);
	assert_int_equal(list.top, 10);
	yd_list_move(&list, YD_DO_HALF_UP, 0);
	assert_int_equal(list.cursor, 10);
	yd_list_move(&list, YD_DO_LAST, 42);
	assert_int_equal(list.cursor, 41);
	yd_list_move(&list, YD_DO_LAST, 0);
	assert_int_equal(list.cursor, 99);
	yd_list_move(&list, YD_DO_FIRST, 0);
	assert_int_equal(list.cursor + list.top, 0);
}

/* ---- prompts ---- */

static void type(yd_prompt *prompt, const char *text)
{
	yd_str rest = yd_str_of(text);
	while (rest.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(rest, &cp, NULL);
		yd_prompt_key(prompt, cp);
		rest = (yd_str){rest.ptr + len, rest.len - len};
	}
}

static void a_prompt_is_edited_by_characters_and_words(void **state)
{
	yd_prompt prompt = {0};
	yd_prompt_history history = {0};
	(void)state;
	yd_prompt_begin(&prompt, ':', &history);
	type(&prompt, "教育 abc e\u0301x");
	yd_prompt_key(&prompt, YD_KEY_LEFT);
	yd_prompt_key(&prompt, YD_KEY_BACKSPACE); /* é as one */
	assert_string_equal(prompt.text.ptr, "教育 abc x");
	yd_prompt_key(&prompt, 23); /* Ctrl-w */
	assert_string_equal(prompt.text.ptr, "教育 x");
	yd_prompt_key(&prompt, YD_KEY_HOME);
	yd_prompt_key(&prompt, YD_KEY_DELETE);
	assert_string_equal(prompt.text.ptr, "育 x");
	yd_prompt_key(&prompt, YD_KEY_RIGHT);
	yd_prompt_key(&prompt, 11); /* Ctrl-k */
	assert_string_equal(prompt.text.ptr, "育");
	yd_prompt_key(&prompt, 21); /* Ctrl-u */
	assert_int_equal(prompt.text.len, 0);
	assert_int_equal(yd_prompt_key(&prompt, YD_KEY_BACKSPACE), YD_TYPING_CANCELLED);
	assert_int_equal(yd_prompt_key(&prompt, YD_KEY_ESC), YD_TYPING_CANCELLED);
	assert_int_equal(yd_prompt_key(&prompt, YD_KEY_ENTER), YD_TYPED);
	yd_prompt_end(&prompt);
	yd_prompt_history_free(&history);
}

static void a_prompt_brings_back_earlier_lines_and_the_draft(void **state)
{
	yd_prompt prompt = {0};
	yd_prompt_history history = {0};
	(void)state;
	yd_prompt_remember(&history, YD_STR("一"));
	yd_prompt_remember(&history, YD_STR("二"));
	yd_prompt_remember(&history, YD_STR("一"));
	yd_prompt_remember(&history, YD_STR(""));
	assert_int_equal(history.count, 2);
	yd_prompt_begin(&prompt, '/', &history);
	type(&prompt, "三");
	yd_prompt_key(&prompt, YD_KEY_UP);
	assert_string_equal(prompt.text.ptr, "一");
	yd_prompt_key(&prompt, YD_KEY_UP);
	yd_prompt_key(&prompt, YD_KEY_UP);
	assert_string_equal(prompt.text.ptr, "二");
	yd_prompt_key(&prompt, YD_KEY_DOWN);
	yd_prompt_key(&prompt, YD_KEY_DOWN);
	yd_prompt_key(&prompt, YD_KEY_DOWN);
	assert_string_equal(prompt.text.ptr, "三");
	yd_prompt_end(&prompt);
	for (int i = 0; i < 300; i++) {
		char *line = yd_format("%d", i);
		yd_prompt_remember(&history, yd_str_of(line));
		free(line);
	}
	assert_int_equal(history.count, 100);
	assert_string_equal(history.lines[99], "299");
	yd_prompt_history_free(&history);
}

static void the_cursor_of_a_prompt_is_always_on_the_screen(void **state)
{
	static const yd_key keys[] = {YD_KEY_LEFT, YD_KEY_LEFT, YD_KEY_RIGHT, YD_KEY_HOME,
		YD_KEY_END, YD_KEY_DELETE, YD_KEY_BACKSPACE, 23, 11, YD_KEY_UP, YD_KEY_DOWN};
	random_source random = {23};
	yd_prompt prompt = {0};
	yd_prompt_history history = {0};
	yd_row row = {0};
	(void)state;
	yd_prompt_remember(&history, YD_STR("教育 e\u0301 👩‍👩‍👧 long line of text"));
	yd_prompt_begin(&prompt, '/', &history);
	for (int i = 0; i < 20000; i++) {
		yd_buf text = {0};
		if (random_below(&random, 3)) {
			random_text(&random, RANDOM_VALID, 1, &text);
			type(&prompt, text.ptr);
		} else {
			yd_prompt_key(&prompt, keys[random_below(&random, 11)]);
		}
		size_t width = 1 + random_below(&random, 30), cursor;
		yd_prompt_row(&prompt, width, &row, &cursor);
		assert_true(cursor < width);
		assert_true(row.columns <= width);
		yd_buf_free(&text);
	}
	yd_row_free(&row);
	yd_prompt_end(&prompt);
	yd_prompt_history_free(&history);
}

/* ---- search ---- */

static void terms_are_marked_where_they_stand_in_either_script(void **state)
{
	yd_terms terms;
	yd_spans spans = {0};
	yd_str text = YD_STR("加强黨建工作，党 建、ＡＢ");
	(void)state;
	yd_terms_parse(YD_STR("  党建 ab "), &terms);
	assert_int_equal(terms.count, 2);
	yd_terms_mark(&terms, text, &spans);
	assert_int_equal(spans.count, 3);
	assert_memory_equal(text.ptr + spans.items[0].start, "黨建", 6);
	assert_memory_equal(text.ptr + spans.items[1].start, "党 建", 7);
	assert_int_equal(spans.items[1].end - spans.items[1].start, 7);
	assert_memory_equal(text.ptr + spans.items[2].start, "ＡＢ", 6);
	yd_spans_free(&spans);
	yd_terms_free(&terms);
	yd_terms_parse(YD_STR(" \u200b "), &terms);
	assert_int_equal(terms.count, 0);
	yd_terms_free(&terms);
}

static void marks_lie_in_order_within_the_text(void **state)
{
	random_source random = {5};
	(void)state;
	for (int i = 0; i < 1000; i++) {
		yd_buf text = {0};
		yd_terms terms;
		yd_spans spans = {0};
		random_text(&random, RANDOM_CLEAN, 30, &text);
		size_t from = random_below(&random, text.len), left = text.len - from;
		yd_terms_parse((yd_str){text.ptr + from, left < 8 ? left : 8}, &terms);
		yd_terms_mark(&terms, yd_buf_str(&text), &spans);
		for (size_t k = 0; k < spans.count; k++) {
			assert_true(spans.items[k].start < spans.items[k].end);
			assert_true(spans.items[k].end <= text.len);
			assert_true(k == 0 || spans.items[k - 1].end < spans.items[k].start);
		}
		yd_spans_free(&spans);
		yd_terms_free(&terms);
		yd_buf_free(&text);
	}
}

static void hits_are_walked_in_order_and_round_the_ends(void **state)
{
	yd_worker_hit hits[] = {{1, 2}, {1, 5}, {9, 1}, {4, 3}};
	yd_search search = {.hits = hits, .count = 4};
	bool wrapped, wait;
	(void)state;
	assert_int_equal(yd_search_step(&search, 0, 1, &wrapped, &wait), 1);
	assert_int_equal(yd_search_step(&search, 2, -1, &wrapped, &wait), 1);
	assert_false(wrapped);
	assert_int_equal(yd_search_step(&search, 3, 1, &wrapped, &wait), 0);
	assert_true(wrapped);
	assert_int_equal(yd_search_step(&search, 0, -1, &wrapped, &wait), 3);
	assert_true(wrapped);
	/* While the search runs, what is not known yet is waited for. */
	search.running = true;
	assert_int_equal(yd_search_step(&search, 3, 1, &wrapped, &wait), SIZE_MAX);
	assert_true(wait);
	assert_int_equal(yd_search_step(&search, 0, -1, &wrapped, &wait), SIZE_MAX);
	assert_true(wait);
	assert_int_equal(yd_search_step(&search, 1, -1, &wrapped, &wait), 0);
	assert_false(wait);
	/* When it only counts on, the last that is listed is known. */
	search.cut = true;
	assert_int_equal(yd_search_step(&search, 3, 1, &wrapped, &wait), 0);
	assert_true(wrapped);
	search = (yd_search){.total = SIZE_MAX};
	assert_int_equal(yd_search_step(&search, 0, 1, &wrapped, &wait), SIZE_MAX);
	assert_false(wait);
}

static void a_history_keeps_as_many_lines_as_it_may(void **state)
{
	size_t limit = 3;
	yd_prompt_history history = {.limit = &limit};
	(void)state;
	for (char c = 'a'; c <= 'f'; c++)
		yd_prompt_remember(&history, (yd_str){&c, 1});
	assert_int_equal(history.count, 3);
	assert_string_equal(history.lines[0], "d");
	assert_string_equal(history.lines[2], "f");
	limit = 1;
	yd_prompt_remember(&history, YD_STR("g"));
	assert_int_equal(history.count, 1);
	assert_string_equal(history.lines[0], "g");
	limit = 0;
	yd_prompt_remember(&history, YD_STR("h"));
	assert_int_equal(history.count, 0);
	yd_prompt_history_free(&history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_cut_at_whole_characters),
		cmocka_unit_test(the_cursor_of_a_list_is_always_in_its_window),
		cmocka_unit_test(pages_and_counts_move_as_far_as_they_say),
		cmocka_unit_test(a_prompt_is_edited_by_characters_and_words),
		cmocka_unit_test(a_prompt_brings_back_earlier_lines_and_the_draft),
		cmocka_unit_test(the_cursor_of_a_prompt_is_always_on_the_screen),
		cmocka_unit_test(terms_are_marked_where_they_stand_in_either_script),
		cmocka_unit_test(marks_lie_in_order_within_the_text),
		cmocka_unit_test(hits_are_walked_in_order_and_round_the_ends),
		cmocka_unit_test(a_history_keeps_as_many_lines_as_it_may),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
