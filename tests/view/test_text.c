/* The text pane: every character shown once, in rows that fit, and a place that is kept. */
#include "session.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int set_up_random(void **state)
{
	session *s = yd_alloc(sizeof *s);
	random_source random = {20260211};
	session_open(s);
	for (size_t i = 1; i <= 8; i++)
		session_put_random(s, &random, i);
	session_begin(s);
	*state = s;
	return 0;
}

/* The paragraphs of a unit, mark included, as the outline has them; sanitised, one after the other.
 */
static void expected_text(const yd_reader *reader, size_t unit, yd_buf *out)
{
	yd_buf raw = {0};
	yd_sheet_mark(reader, unit, &raw);
	if (unit)
		yd_open_doc_unit_text(reader->doc, unit, &raw);
	else
		yd_outline_kind_text(&reader->doc->outline, reader->doc->source, YD_PREAMBLE, &raw);
	for (size_t start = 0; start < raw.len;) {
		const char *end = memchr(raw.ptr + start, '\n', raw.len - start);
		size_t len = end ? (size_t)(end - raw.ptr) - start : raw.len - start;
		yd_text_sanitize((yd_str){raw.ptr + start, len}, 0, out);
		start += len + 1;
	}
	yd_buf_free(&raw);
}

/* The published text, or what counts as equal to it when it is shown in another way. */
static bool shows(const yd_text *text, yd_str shown, yd_str published)
{
	if (!text->how->full_width && !text->how->script)
		return yd_str_equal(shown, published);
	yd_buf one = {0}, other = {0};
	yd_fold(shown, &one);
	yd_fold(published, &other);
	bool same = yd_str_equal(yd_buf_str(&one), yd_buf_str(&other));
	yd_buf_free(&one);
	yd_buf_free(&other);
	return same;
}

/* Walks all rows of what is read; checks each, and puts the lines of each unit together. */
static void check_rows(yd_text *text)
{
	const yd_reader *reader = text->reader;
	size_t columns = yd_text_room_of(text).columns;
	yd_text_at at = yd_text_first(text);
	yd_buf shown = {0};
	size_t unit = at.unit, next_byte = 0;
	bool more = true;
	while (more) {
		const yd_block *block = yd_text_block(text, &at);
		const yd_line *line = &block->lines.items[at.line];
		size_t indent = block->indent && at.line == 0 && text->width >= 20 ? 4 : 0;
		yd_str bytes = {block->text.ptr + line->start, line->end - line->start};
		yd_str seen = yd_row_line(yd_buf_str(&block->text), line);
		if (line->columns + indent > columns)
			assert_int_equal(yd_grapheme_next(seen, NULL), seen.len);
		/* Lines follow one another without a gap. */
		if (at.line == 0)
			next_byte = 0;
		assert_int_equal(line->start, next_byte);
		next_byte = line->end;
		if (at.line + 1 == block->lines.count)
			assert_int_equal(line->end, block->text.len);
		if (block->kind == YD_BLOCK_PARAGRAPH)
			yd_buf_add_str(&shown, bytes);
		more = yd_text_next(text, &at);
		if (!more || at.unit != unit) {
			yd_buf expected = {0};
			expected_text(reader, unit, &expected);
			if (!shows(text, yd_buf_str(&shown), yd_buf_str(&expected)))
				fail_msg("unit %zu\nshows  %s\nhas    %s", unit, shown.ptr,
					expected.ptr);
			yd_buf_free(&expected);
			yd_buf_clear(&shown);
			unit = at.unit;
		}
	}
	yd_buf_free(&shown);
}

static void rows_joined_are_the_text_at_every_width(void **state)
{
	session *s = *state;
	for (size_t width = 1; width <= 130; width += width < 30 ? 1 : 7) {
		int64_t id;
		assert_int_equal(yd_corpus_first(s->browser->corpus, NULL, &id, NULL), YD_OK);
		do {
			yd_browser_open_doc(s->browser, id, 0);
			yd_text_resize(&s->browser->text, width, 20);
			check_rows(&s->browser->text);
		} while (yd_corpus_step(s->browser->corpus, id, 1, NULL, &id, NULL) == YD_OK);
	}
}

/* Walking back gives the rows of walking on, the other way round. */
static void rows_are_the_same_backwards(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	yd_text_resize(text, 33, 10);
	yd_text_at at = yd_text_first(text), last = yd_text_last(text);
	yd_text_at *rows = NULL;
	size_t count = 0, cap = 0;
	do {
		YD_GROW(rows, count, cap);
		rows[count++] = at;
	} while (yd_text_next(text, &at));
	assert_int_equal(yd_text_compare(&at, &last), 0);
	for (size_t i = count; i-- > 0;) {
		assert_int_equal(yd_text_compare(&rows[i], &at), 0);
		assert_true(i == 0 || yd_text_compare(&rows[i - 1], &rows[i]) < 0);
		assert_int_equal(yd_text_previous(text, &at), i > 0);
	}
	free(rows);
}

/* The window holds the eye, is full while there is text to fill it, and belongs to the current
 * unit. */
static void check_window(yd_text *text)
{
	assert_true(text->row_count > 0);
	assert_int_equal(text->cur.unit, text->reader->unit);
	bool seen = false;
	for (size_t i = 0; i < text->row_count; i++)
		seen = seen || yd_text_compare(&text->rows[i], &text->cur) == 0;
	assert_true(seen);
	yd_text_at first = yd_text_first(text), last = yd_text_last(text);
	bool whole = yd_text_compare(&text->rows[0], &first) == 0 &&
		     yd_text_compare(&text->rows[text->row_count - 1], &last) == 0;
	assert_true(whole || text->row_count == (text->height ? text->height : 1));
	assert_int_equal(
		text->at_end, yd_text_compare(&text->rows[text->row_count - 1], &last) == 0);
}

static void movements_keep_the_eye_in_the_window(void **state)
{
	static const yd_action moves[] = {YD_DO_DOWN, YD_DO_UP, YD_DO_HALF_DOWN, YD_DO_HALF_UP,
		YD_DO_PAGE_DOWN, YD_DO_PAGE_UP, YD_DO_FIRST, YD_DO_LAST};
	session *s = *state;
	yd_text *text = &s->browser->text;
	random_source random = {99};
	for (int i = 0; i < 6000; i++) {
		size_t what = random_below(&random, 20);
		if (what == 0)
			yd_text_resize(
				text, 1 + random_below(&random, 90), random_below(&random, 30));
		else if (what == 1)
			yd_browser_step(s->browser, random_below(&random, 2) ? 1 : -1, 1);
		else
			yd_text_move(text, moves[random_below(&random, 8)],
				random_below(&random, 5) ? 0 : random_below(&random, 200));
		check_window(text);
	}
}

static void every_line_is_seen_going_down_page_by_page(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	yd_text_resize(text, 30, 7);
	yd_text_at expected = yd_text_first(text);
	bool more = true, first = true;
	yd_text_move(text, YD_DO_FIRST, 0);
	do {
		for (size_t i = 0; i < text->row_count; i++) {
			/* The last page may go back over rows that were seen. */
			if (!first && yd_text_compare(&text->rows[i], &expected) < 0)
				continue;
			assert_int_equal(yd_text_compare(&text->rows[i], &expected), 0);
			more = yd_text_next(text, &expected);
			first = false;
		}
	} while (yd_text_move(text, YD_DO_PAGE_DOWN, 0) == YD_MET_NOTHING);
	assert_false(more);
}

static void each_press_of_j_moves_on_until_the_end(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	yd_text_resize(text, 30, 8);
	yd_text_move(text, YD_DO_FIRST, 0);
	size_t down = 0, up = 0;
	for (yd_text_at before = text->cur; yd_text_move(text, YD_DO_DOWN, 0) == YD_MET_NOTHING;
		before = text->cur) {
		assert_true(yd_text_compare(&text->cur, &before) > 0);
		down++;
	}
	while (yd_text_move(text, YD_DO_UP, 0) == YD_MET_NOTHING)
		up++;
	assert_true(down > 10);
	assert_int_equal(up, down);
}

static void resizing_keeps_the_current_unit(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	random_source random = {3};
	for (int i = 0; i < 60; i++) {
		yd_browser_step(s->browser, 1, random_below(&random, 4));
		yd_text_move(text, YD_DO_DOWN, random_below(&random, 9));
		size_t unit = s->browser->reader.unit;
		for (size_t width = 1; width <= 130; width += 3) {
			yd_text_resize(text, width, 1 + random_below(&random, 40));
			assert_int_equal(s->browser->reader.unit, unit);
			check_window(text);
		}
	}
}

static void a_very_long_paragraph_is_laid_out_only_where_it_is_seen(void **state)
{
	session s;
	yd_buf plan = {0};
	(void)state;
	session_open(&s);
	yd_buf_puts(&plan, "示例市2024年教育工作要点\n一、总则\n1.第一条。短。\n2.");
	while (plan.len < 3 << 20)
		yd_buf_puts(&plan, "加强校园安全管理，落实各项责任；");
	yd_buf_puts(&plan, "完。\n3.第三条。短。\n");
	session_put(&s, "long", "示例省", 2024, plan.ptr);
	session_begin(&s);
	yd_text *text = &s.browser->text;
	press(&s, ":2<Enter>ll");
	press(&s, "<Ctrl-f>jjkk<Ctrl-u>G<Ctrl-b>");
	size_t laid = 0, blocks = 0;
	for (size_t i = 0; i < YD_SHEETS; i++)
		for (size_t k = 0; text->used[i] && k < text->sheets[i].count; k++) {
			laid += text->sheets[i].blocks[k].laid;
			blocks++;
		}
	assert_true(blocks > 300);
	assert_true(laid < 20);
	yd_buf_free(&plan);
	session_close(&s);
}

static void parts_of_long_paragraphs_lose_nothing(void **state)
{
	random_source random = {17};
	(void)state;
	for (int i = 0; i < 20; i++) {
		yd_buf text = {0};
		random_text(&random, RANDOM_VALID, 20000, &text);
		yd_str rest = yd_buf_str(&text);
		while (rest.len) {
			size_t part = yd_sheet_part(rest);
			assert_true(part > 0 && part <= YD_PART_MAX && part <= rest.len);
			uint32_t cp;
			bool valid = true;
			if (part < rest.len)
				yd_utf8_decode(
					(yd_str){rest.ptr + part, rest.len - part}, &cp, &valid);
			assert_true(valid);
			rest = (yd_str){rest.ptr + part, rest.len - part};
		}
		yd_buf_free(&text);
	}
}

static void no_part_begins_with_what_no_line_begins_with(void **state)
{
	(void)state;
	yd_buf text = {0};
	while (text.len < 100000)
		yd_buf_puts(&text, "他们说：“要办好教育。”");
	yd_str rest = yd_buf_str(&text);
	for (size_t part; (part = yd_sheet_part(rest)) < rest.len;) {
		uint32_t cp;
		rest = (yd_str){rest.ptr + part, rest.len - part};
		yd_utf8_decode(rest, &cp, NULL);
		assert_true(yd_cp_may_begin_line(cp));
	}
	yd_buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			rows_joined_are_the_text_at_every_width, set_up_random, tear_down),
		cmocka_unit_test_setup_teardown(
			rows_are_the_same_backwards, set_up_random, tear_down),
		cmocka_unit_test_setup_teardown(
			movements_keep_the_eye_in_the_window, set_up_random, tear_down),
		cmocka_unit_test_setup_teardown(
			every_line_is_seen_going_down_page_by_page, set_up_random, tear_down),
		cmocka_unit_test_setup_teardown(
			each_press_of_j_moves_on_until_the_end, set_up_random, tear_down),
		cmocka_unit_test_setup_teardown(
			resizing_keeps_the_current_unit, set_up_random, tear_down),
		cmocka_unit_test(a_very_long_paragraph_is_laid_out_only_where_it_is_seen),
		cmocka_unit_test(parts_of_long_paragraphs_lose_nothing),
		cmocka_unit_test(no_part_begins_with_what_no_line_begins_with),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
