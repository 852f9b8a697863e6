#include <yaodian/query.h>

#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "random_query.h"

static char *render(yd_str text)
{
	yd_query query;
	yd_buf out = {0};
	yd_query_parse(text, &query);
	yd_query_render(&query, &out);
	yd_query_free(&query);
	return yd_buf_take(&out);
}

typedef struct row {
	const char *typed, *understood;
} row;

static void check_rows(const row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *got = render(yd_str_of(rows[i].typed));
		if (strcmp(got, rows[i].understood) != 0)
			fail_msg("%s: understood as %s, not %s", rows[i].typed, got,
				rows[i].understood);
		free(got);
	}
}

#define CHECK_ROWS(rows) check_rows(rows, sizeof(rows) / sizeof *(rows))

/* ---- what is understood ---- */

static void the_language_is_understood(void **state)
{
	(void)state;
	static const row rows[] = {
		{"", ""},
		{" 　\n", ""},
		{"党建", "党建"},
		{"党建　学前", "党建 学前"},
		{"\"校园 安全\"", "\"校园 安全\""},
		{"“校园 安全”", "\"校园 安全\""},
		{"＂校园 安全＂ a", "\"校园 安全\" a"},
		{"「双减」 『五项 管理』", "双减 \"五项 管理\""},
		{"“双减”", "双减"},
		{"党建 OR 党的建设", "党建 OR 党的建设"},
		{"a OR b OR c", "a OR b OR c"},
		{"a b OR c", "(a b) OR c"},
		{"a ＯＲ b c", "a OR (b c)"},
		{"-职业教育 －高中 −a", "-职业教育 -高中 -a"},
		{"-\"a b\" -theme:safety", "-\"a b\" -theme:安全"},
		{"theme:safety", "theme:安全"},
		{"THEME：安全！", "theme:安全!"},
		{"theme:“黨建”", "theme:党建"},
		{"region:吉林", "region:吉林"},
		{"region：吉林省/吉林市", "region:吉林省/吉林市"},
		{"region:\"吉林 长春\"", "region:\"吉林 长春\""},
		{"region:全国 a", "region:全国 a"},
		{"year:2019", "year:2019"},
		{"year:２０１７..2020", "year:2017..2020"},
		{"year:2017…2020", "year:2017..2020"},
		{"year:2017—2020", "year:2017..2020"},
		{"year:2017.. year:..2020", "year:2017.. year:..2020"},
		{"year:1000..9999", "year:1000..9999"},
		{"in:title a", "in:title a"},
		{"in:here -in:here is:bookmarked", "in:here -in:here is:bookmarked"},
		{"tag:安全 Note：再看", "tag:安全 note:再看"},
		{"-tag:a OR note:“a b”", "-tag:a OR note:\"a b\""},
		{"tag:\"a b\"", "tag:\"a b\""},
		{"theme:safety (校车 OR 消防)", "theme:安全 (校车 OR 消防)"},
		{"-（a OR b） c", "-(a OR b) c"},
		{"(a b) c", "a b c"},
		{"(a OR b) OR c", "a OR b OR c"},
		{"((a OR b))", "a OR b"},
		{"-(a b)", "-(a b)"},
		{"-( a )", "-a"},
		{"-( -a )", "a"},
		{"(in:title a) b", "(in:title a) b"},
		{"in:title (a OR b)", "in:title (a OR b)"},
		{"in:title in:title a", "in:title a"},
		{"-( in:title )", "-(in:title)"},
		{"\"校园 安全", "\"校园 安全\""},
		{"“校园 安全", "\"校园 安全\""},
		{"a 「校园 安全", "a \"校园 安全\""},
		{"-『校园 安全 a", "-\"校园 安全 a\""},
		{"theme:“安全", "theme:安全"},
		{"a “", "a \"“\""},
		{"(“a b” OR theme:safety)", "\"a b\" OR theme:安全"},
	};
	CHECK_ROWS(rows);
}

/* What help and manual show is what the language has. */
static void every_form_that_is_shown_is_its_field(void **state)
{
	(void)state;
	for (const yd_query_field *field = yd_query_fields; field->name; field++) {
		assert_non_null(field->forms[0].written);
		for (const yd_query_form *form = field->forms; form->written; form++) {
			yd_query query;
			assert_memory_equal(form->written, field->name, strlen(field->name));
			yd_query_parse(yd_str_of(form->written), &query);
			assert_int_not_equal(query.root.kind, YD_QUERY_TERM);
			assert_false(yd_query_may_surprise(&query, yd_str_of(form->written)));
			yd_query_free(&query);
		}
	}
}

static void what_does_not_parse_is_text(void **state)
{
	(void)state;
	static const row rows[] = {
		{"tag: note:", "\"tag:\" \"note:\""},
		{"OR", "\"OR\""},
		{"a OR", "a \"OR\""},
		{"OR a", "\"OR\" a"},
		{"OR OR", "\"OR\" \"OR\""},
		{"a OR OR b", "a OR (\"OR\" b)"},
		{"a or b AND NOT c", "a or b AND NOT c"},
		{"-", "\"-\""},
		{"- a", "\"-\" a"},
		{"--a", "\"--a\""},
		{"-OR", "-\"OR\""},
		{"——加强", "——加强"},
		{"\"", "“\"”"},
		{"\"\"", "“\"\"”"},
		{"「」", "\"「」\""},
		{"\"a b", "\"a b\""},
		{"a\"b c\"", "“a\"b” “c\"”"},
		{"“双减”政策", "\"“双减”政策\""},
		{"\"a b\"c", "“\"a” “b\"c”"},
		{"(五)", "\"(五)\""},
		{"（一）加强 x", "\"（一）加强\" x"},
		{"(五)(六)", "\"(五)(六)\""},
		{"-(五)", "-\"(五)\""},
		{"(a b", "\"(a\" b"},
		{"a) b", "\"a)\" b"},
		{"()", "\"()\""},
		{"( )", "\"(\" \")\""},
		{"(OR)", "\"(OR)\""},
		{"f(x) (f(x) OR b)", "\"f(x)\" (\"f(x)\" OR b)"},
		{"(theme:safety", "\"(theme:safety\""},
		{"theme:", "\"theme:\""},
		{"theme:nosuch", "\"theme:nosuch\""},
		{"theme:\"no such\"", "“theme:\"no” “such\"”"},
		{"year:20 year:2020..2017 year:..", "\"year:20\" \"year:2020..2017\" \"year:..\""},
		{"in:body -in:title is:x", "\"in:body\" -\"in:title\" \"is:x\""},
		{"region:/ region:", "\"region:/\" \"region:\""},
		{"http://x.cn 3:1", "http://x.cn 3:1"},
		{"NEAR(a b, 5)", "\"NEAR(a\" b, \"5)\""},
		{"a* ^b col:c {x y}:z a+b", "a* ^b col:c {x y}:z a+b"},
		{"'; DROP TABLE unit; --", "'; DROP TABLE unit; \"--\""},
		{"。，", "。，"},
		{"\xe2\x81\xa0 a", "a"},
		{"\xef\xbb\xbf"
		 "a",
			"a"},
		{"\xff\xe5\x85 a", "\xef\xbf\xbd\xef\xbf\xbd a"},
		{"\x01", "\x01"},
	};
	CHECK_ROWS(rows);
}

static void a_query_of_nothing_is_empty(void **state)
{
	(void)state;
	static const char *const empty[] = {
		"", " ", "　\n\t", "\xe2\x81\xa0", "\xef\xbb\xbf", "-\xe2\x81\xa0", "\xe2\x80\x8b"};
	static const char *const full[] = {"-", "OR", "\"\"", "()", "。", "a", "in:title", "-a"};
	yd_query query;
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		yd_query_parse(yd_str_of(empty[i]), &query);
		assert_true(yd_query_is_empty(&query));
		yd_query_free(&query);
	}
	for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
		yd_query_parse(yd_str_of(full[i]), &query);
		assert_false(yd_query_is_empty(&query));
		yd_query_free(&query);
	}
	yd_query_parse((yd_str){NULL, 0}, &query);
	assert_true(yd_query_is_empty(&query));
	yd_query_free(&query);
}

static void terms_are_kept_as_typed_and_folded(void **state)
{
	(void)state;
	yd_query query;
	yd_query_parse(YD_STR("“黨 建ＡＢ”"), &query);
	assert_int_equal(query.root.kind, YD_QUERY_TERM);
	assert_string_equal(query.root.text.ptr, "黨 建ＡＢ");
	assert_string_equal(query.root.fold.ptr, "党建ab");
	yd_query_free(&query);
	yd_query_parse((yd_str){"a\0b", 3}, &query);
	assert_int_equal(query.root.fold.len, 3);
	yd_query_free(&query);
}

/* ---- properties ---- */

/* The same tree, terms compared by their folds, regions by the folds of their names. */
static bool nodes_equal(const yd_query_node *a, const yd_query_node *b)
{
	if (a->kind != b->kind || a->negated != b->negated || a->count != b->count ||
		a->in_title != b->in_title || a->theme != b->theme || a->primary != b->primary ||
		a->year_from != b->year_from || a->doc_kind != b->doc_kind ||
		a->year_to != b->year_to ||
		!yd_str_equal(yd_buf_str(&a->fold), yd_buf_str(&b->fold)))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!nodes_equal(&a->children[i], &b->children[i]))
			return false;
	return true;
}

static void check_round_trip(yd_str line)
{
	yd_query query, again;
	yd_buf once = {0}, twice = {0};
	yd_query_parse(line, &query);
	yd_query_render(&query, &once);
	yd_query_parse(yd_buf_str(&once), &again);
	yd_query_render(&again, &twice);
	if (!nodes_equal(&query.root, &again.root) ||
		!yd_str_equal(yd_buf_str(&once), yd_buf_str(&twice)))
		fail_msg("%.*s\nis understood as\n%s\nand that as\n%s", (int)line.len,
			line.ptr ? line.ptr : "", once.ptr, twice.ptr);
	yd_query_free(&query);
	yd_query_free(&again);
	yd_buf_free(&once);
	yd_buf_free(&twice);
}

static void what_is_shown_means_the_same(void **state)
{
	(void)state;
	random_source random = {30};
	for (int round = 0; round < 40000; round++) {
		yd_buf line = {0};
		random_line(&random, random_below(&random, 24), &line);
		check_round_trip(yd_buf_str(&line));
		yd_buf_free(&line);
	}
	for (int round = 0; round < 5000; round++) {
		yd_buf line = {0};
		meaning_free(random_query(&random, &line));
		check_round_trip(yd_buf_str(&line));
		yd_buf_free(&line);
	}
}

static void answers_are_those_of_a_plain_reading(void **state)
{
	(void)state;
	random_source random = {31};
	yd_buf line = {0}, text = {0};
	size_t matched = 0, asked = 0;
	for (int round = 0; round < 8000; round++) {
		yd_query query;
		yd_query_unit unit;
		yd_buf_clear(&line);
		meaning *tree = random_query(&random, &line);
		yd_query_parse(yd_buf_str(&line), &query);
		assert_int_equal(yd_query_resolve(&query, random_regions, NULL, NULL), YD_OK);
		for (int i = 0; i < 10; i++) {
			random_unit(&random, &text, &unit);
			bool holds = meaning_holds(tree, &unit);
			if (yd_query_matches(&query, &unit) != holds)
				fail_msg("%s in %.*s", line.ptr, (int)text.len, text.ptr);
			matched += holds;
			asked++;
		}
		meaning_free(tree);
		yd_query_free(&query);
	}
	assert_in_range(matched, asked / 10, asked - asked / 10);
	yd_buf_free(&line);
	yd_buf_free(&text);
}

static void long_and_deep_queries_are_taken(void **state)
{
	(void)state;
	static const char *const pieces[] = {"(", "( ", "(a OR ", "-(", "\"", "“", "“ ", "“a b”c ",
		"a ", "a OR ", "OR ", "-", "- ", ")", "a) ", "党", "in:title ", "((",
		"theme:", "(in:title a ", "region:“", "」「", "-( a "};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		yd_buf line = {0};
		for (int n = 0; n < 10000; n++)
			yd_buf_puts(&line, pieces[i]);
		check_round_trip(yd_buf_str(&line));
		for (int n = 0; n < 10000; n++)
			yd_buf_putc(&line, ')');
		check_round_trip(yd_buf_str(&line));
		yd_buf_free(&line);
	}
	/* One bracket deeper than the limit is text. */
	yd_buf line = {0};
	for (int n = 0; n < YD_QUERY_DEPTH; n++)
		yd_buf_puts(&line, "-(a ");
	for (int n = 0; n < YD_QUERY_DEPTH; n++)
		yd_buf_putc(&line, ')');
	char *shown = render(yd_buf_str(&line));
	assert_null(strchr(shown, '"'));
	free(shown);
	yd_buf deeper = {0};
	yd_buf_printf(&deeper, "-(b %s)", line.ptr);
	shown = render(yd_buf_str(&deeper));
	assert_non_null(strchr(shown, '"'));
	free(shown);
	yd_buf_free(&line);
	yd_buf_free(&deeper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_language_is_understood),
		cmocka_unit_test(every_form_that_is_shown_is_its_field),
		cmocka_unit_test(what_does_not_parse_is_text),
		cmocka_unit_test(a_query_of_nothing_is_empty),
		cmocka_unit_test(terms_are_kept_as_typed_and_folded),
		cmocka_unit_test(what_is_shown_means_the_same),
		cmocka_unit_test(answers_are_those_of_a_plain_reading),
		cmocka_unit_test(long_and_deep_queries_are_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
