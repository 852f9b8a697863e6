#include <yaodian/text.h>

#include <glob.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <unilbrk.h>

#include "random_text.h"

static const char *broken_into(const char *text, size_t width, size_t indent)
{
	static yd_buf result;
	yd_lines lines = {0};
	yd_text_break(yd_str_of(text), width, indent, &lines);
	yd_buf_clear(&result);
	for (size_t i = 0; i < lines.count; i++)
		yd_buf_printf(&result, "%.*s|", (int)(lines.items[i].end - lines.items[i].start),
			text + lines.items[i].start);
	yd_lines_free(&lines);
	return result.ptr;
}

static void an_empty_paragraph_is_one_empty_line(void **state)
{
	(void)state;
	assert_string_equal(broken_into("", 10, 0), "|");
	assert_string_equal(broken_into("", 0, 5), "|");
}

static void chinese_breaks_between_characters(void **state)
{
	(void)state;
	assert_string_equal(broken_into("推进教育公平", 4, 0), "推进|教育|公平|");
	assert_string_equal(broken_into("推进教育公平", 5, 0), "推进|教育|公平|");
	assert_string_equal(broken_into("推进教育公平", 8, 4), "推进|教育公平|");
	assert_string_equal(broken_into("推进教育公平", 100, 4), "推进教育公平|");
}

static void no_line_begins_or_ends_with_what_must_not(void **state)
{
	(void)state;
	assert_string_equal(broken_into("推进教育，促进公平。", 8, 0), "推进教|育，促进|公平。|");
	assert_string_equal(broken_into("落实《教育法》规定", 6, 0), "落实|《教育|法》规|定|");
	assert_string_equal(broken_into("提高到95%以上", 8, 0), "提高到|95%以上|");
	assert_string_equal(broken_into("公平——质量", 5, 0), "公|平——|质量|");
	assert_string_equal(broken_into("公平等……质量", 8, 0), "公平等……|质量|");
}

static void quotation_marks_open_and_close_in_chinese_text(void **state)
{
	(void)state;
	assert_string_equal(broken_into("落实“双减”政策", 4, 0), "落实|“双|减”|政策|");
	assert_string_equal(broken_into("落实“双减”政策", 6, 0), "落实|“双减”|政策|");
	assert_string_equal(broken_into("“双减”“双增”“双控”", 12, 0), "“双减”“双增”|“双控”|");
	assert_string_equal(broken_into("“双减”“双增”", 6, 0), "“双减”|“双增”|");
	assert_string_equal(broken_into("推进“AI+”行动", 9, 0), "推进“AI+”|行动|");
	assert_string_equal(broken_into("推进“AI+”行动", 6, 0), "推进|“AI+”|行动|");
	assert_string_equal(broken_into("the “end”, don’t", 6, 0), "the |“end”, |don’t|");
}

static void spaces_hang_past_the_end(void **state)
{
	(void)state;
	yd_lines lines = {0};
	yd_text_break(YD_STR("one   two\u3000\u3000three  "), 3, 0, &lines);
	assert_int_equal(lines.count, 4);
	assert_int_equal(lines.items[0].columns, 3);
	assert_int_equal(lines.items[0].end, 6);
	assert_int_equal(lines.items[1].columns, 3);
	assert_int_equal(lines.items[1].end, 15);
	assert_int_equal(lines.items[3].columns, 2);
	assert_int_equal(lines.items[3].end, 22);
	yd_lines_free(&lines);
	/* A space that carries a mark is a character to show. */
	yd_text_break(YD_STR("a \u0301"), 1, 0, &lines);
	assert_int_equal(lines.count, 2);
	assert_int_equal(lines.items[1].columns, 1);
	yd_lines_free(&lines);
}

static void words_break_only_when_too_long(void **state)
{
	(void)state;
	assert_string_equal(broken_into("a STEAM lesson", 8, 0), "a STEAM |lesson|");
	assert_string_equal(broken_into("supercalifragilistic", 6, 0), "superc|alifra|gilist|ic|");
	assert_string_equal(broken_into("abcdef,", 6, 0), "abcde|f,|");
	assert_string_equal(broken_into("。。。。。", 4, 0), "。。|。。|。|");
}

static void graphemes_stay_whole(void **state)
{
	(void)state;
	assert_string_equal(broken_into("教育", 1, 0), "教|育|");
	assert_string_equal(broken_into("👩‍👩‍👧👩‍👩‍👧", 3, 0),
		"👩‍👩‍👧|👩‍👩‍👧|");
	assert_string_equal(broken_into("🇨🇳🇨🇳", 2, 0), "🇨🇳|🇨🇳|");
	assert_string_equal(broken_into("e\u0301e\u0301", 1, 0), "e\u0301|e\u0301|");
}

static void a_first_line_without_room_stays_empty(void **state)
{
	(void)state;
	assert_string_equal(broken_into("教育", 4, 3), "|教育|");
	assert_string_equal(broken_into("教育", 4, 4), "|教育|");
	assert_string_equal(broken_into("教育", 4, 9), "|教育|");
}

/* ---- properties ---- */

typedef struct paragraph {
	yd_str text;
	char *breaks;	 /* libunistring's word on the text as it is */
	bool *graphemes; /* does one begin here? */
	uint32_t *
		before; /* the last code point that begins a grapheme before here and is no space */
} paragraph;

static uint32_t code_point_at(yd_str text, size_t at)
{
	uint32_t cp;
	yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	return cp;
}

static bool hangs(yd_str grapheme)
{
	return yd_str_equal(grapheme, YD_STR(" ")) || yd_str_equal(grapheme, YD_STR("\u3000"));
}

static paragraph study(yd_str text)
{
	paragraph p = {text, yd_alloc(text.len + 1), yd_alloc((text.len + 1) * sizeof(bool)),
		yd_alloc((text.len + 1) * sizeof(uint32_t))};
	u8_possible_linebreaks((const uint8_t *)text.ptr, text.len, "UTF-8", p.breaks);
	uint32_t last = 0;
	for (size_t at = 0; at < text.len;) {
		size_t len = yd_grapheme_next((yd_str){text.ptr + at, text.len - at}, NULL);
		p.graphemes[at] = true;
		p.before[at] = last;
		if (!hangs((yd_str){text.ptr + at, len}))
			last = code_point_at(text, at);
		at += len;
	}
	p.before[text.len] = last;
	return p;
}

static void forget(paragraph *p)
{
	free(p->breaks);
	free(p->graphemes);
	free(p->before);
}

static bool keeps_the_lists(const paragraph *p, size_t at)
{
	return yd_cp_may_begin_line(code_point_at(p->text, at)) &&
	       yd_cp_may_end_line(p->before[at]);
}

static bool is_curly_quote(uint32_t cp)
{
	return cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D;
}

static size_t shown_columns(yd_str line)
{
	for (;;) {
		if (yd_str_ends(line, YD_STR(" ")))
			line.len -= 1;
		else if (yd_str_ends(line, YD_STR("\u3000")))
			line.len -= 3;
		else
			return yd_text_columns(line);
	}
}

/* The last place where `line` could have ended by UAX #14 and the lists, or its start. */
static size_t last_legal_end(const paragraph *p, yd_line line, size_t room)
{
	size_t found = line.start;
	for (size_t at = line.start + 1; at < p->text.len; at++) {
		if (!p->graphemes[at])
			continue;
		if (shown_columns((yd_str){p->text.ptr + line.start, at - line.start}) > room)
			break;
		if (p->breaks[at] == UC_BREAK_POSSIBLE && keeps_the_lists(p, at))
			found = at;
	}
	return found;
}

static void check_line(const paragraph *p, yd_line line, size_t room)
{
	yd_str shown = {p->text.ptr + line.start, line.end - line.start};
	if (line.columns != shown_columns(shown))
		fail_msg("%zu columns: %.*s|", line.columns, (int)shown.len, shown.ptr);
	if (line.columns > room) {
		size_t first = yd_grapheme_next(shown, NULL);
		assert_int_equal(shown_columns((yd_str){shown.ptr + first, shown.len - first}), 0);
	}
	if (line.end == p->text.len || line.end == line.start)
		return;
	assert_true(p->graphemes[line.end]);
	size_t legal = last_legal_end(p, line, room);
	if (legal == line.start)
		return;
	if (line.end < legal || !keeps_the_lists(p, line.end))
		fail_msg("%.*s: ends at %zu, could end at %zu", (int)p->text.len, p->text.ptr,
			line.end, legal);
	if (p->breaks[line.end] != UC_BREAK_POSSIBLE)
		assert_true(is_curly_quote(code_point_at(p->text, line.end)) ||
			    is_curly_quote(p->before[line.end]));
}

static void check_lines(yd_str text, size_t width, size_t indent)
{
	yd_lines lines = {0};
	paragraph p = study(text);
	yd_text_break(text, width, indent, &lines);
	assert_true(lines.count > 0);
	size_t at = 0;
	for (size_t i = 0; i < lines.count; i++) {
		assert_int_equal(lines.items[i].start, at);
		assert_true(lines.items[i].end > at || (i == 0 && (indent > 0 || text.len == 0)));
		at = lines.items[i].end;
		check_line(&p, lines.items[i], i ? width : indent < width ? width - indent : 1);
	}
	assert_int_equal(at, text.len);
	forget(&p);
	yd_lines_free(&lines);
}

static void random_paragraphs_break_where_they_may(void **state)
{
	(void)state;
	random_source random = {42};
	for (int round = 0; round < 60; round++) {
		yd_buf text = {0}, clean = {0};
		random_text(&random, RANDOM_CLEAN, random_below(&random, 80), &text);
		yd_text_sanitize(yd_buf_str(&text), 0, &clean);
		for (size_t width = 1; width <= 120; width++)
			check_lines(yd_buf_str(&clean), width, round % 3 ? 0 : 4);
		yd_buf_free(&text);
		yd_buf_free(&clean);
	}
}

static void check_document(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	if (!file)
		fail_msg("cannot read %s", path);
	for (ssize_t len; (len = getline(&line, &room, file)) > 0;) {
		yd_buf clean = {0};
		yd_text_sanitize(yd_text_trim((yd_str){line, (size_t)len}), 0, &clean);
		for (size_t width = 1; width <= 120; width += width < 24 ? 1 : 8)
			check_lines(yd_buf_str(&clean), width, width < 20 ? 0 : 4);
		yd_buf_free(&clean);
	}
	free(line);
	fclose(file);
}

static void published_plans_break_where_they_may(void **state)
{
	(void)state;
	const char *shared = getenv("YD_SHARED");
	char *pattern = yd_format("%s/corpus/*.txt", shared ? shared : YD_SOURCE_DIR "/../shared");
	glob_t found;
	bool none = glob(pattern, 0, NULL, &found) != 0;
	free(pattern);
	if (none) {
		print_message("skipped: the shared corpus is not there\n");
		skip();
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		check_document(found.gl_pathv[i]);
	globfree(&found);
}

static void any_bytes_break_into_lines(void **state)
{
	(void)state;
	random_source random = {43};
	for (int round = 0; round < 3000; round++) {
		yd_buf text = {0};
		random_text(&random, RANDOM_BYTES, random_below(&random, 80), &text);
		yd_lines lines = {0};
		yd_text_break(yd_buf_str(&text), random_below(&random, 30),
			random_below(&random, 9), &lines);
		size_t at = 0;
		for (size_t i = 0; i < lines.count; i++) {
			assert_int_equal(lines.items[i].start, at);
			at = lines.items[i].end;
		}
		assert_int_equal(at, text.len);
		yd_lines_free(&lines);
		yd_buf_free(&text);
	}
}

static void break_repeated(const char *piece, size_t times)
{
	yd_buf text = {0};
	yd_lines lines = {0};
	for (size_t i = 0; i < times; i++)
		yd_buf_puts(&text, piece);
	yd_text_break(yd_buf_str(&text), 80, 4, &lines);
	assert_int_equal(lines.items[lines.count - 1].end, text.len);
	yd_lines_free(&lines);
	yd_buf_free(&text);
}

/* Looking back for a better break again and again would not come to an end here. */
static void long_runs_of_one_kind_break(void **state)
{
	(void)state;
	static const char *const pieces[] = {"。", "“", "”", "”“", "教", "a", " ", "\u3000", "—",
		"（", "\u0301", "\u1161", "👩‍", "🇨", "a\u0301", "教，", "“双减”", "a-", "1,",
		"\u00A0", "ab ", "，a"};
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		break_repeated(pieces[i], 300000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_paragraph_is_one_empty_line),
		cmocka_unit_test(chinese_breaks_between_characters),
		cmocka_unit_test(no_line_begins_or_ends_with_what_must_not),
		cmocka_unit_test(quotation_marks_open_and_close_in_chinese_text),
		cmocka_unit_test(spaces_hang_past_the_end),
		cmocka_unit_test(words_break_only_when_too_long),
		cmocka_unit_test(graphemes_stay_whole),
		cmocka_unit_test(a_first_line_without_room_stays_empty),
		cmocka_unit_test(random_paragraphs_break_where_they_may),
		cmocka_unit_test(published_plans_break_where_they_may),
		cmocka_unit_test(any_bytes_break_into_lines),
		cmocka_unit_test(long_runs_of_one_kind_break),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
