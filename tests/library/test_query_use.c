/* What a query is used for: regions, plans for the index, marks, completion. */
#include "../../src/library/query_internal.h"
#include <yaodian/query.h>

#include <yaodian/text.h>

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "random_query.h"

/* ---- plans ---- */

static bool holds_fields(const yd_query_node *node)
{
	if (node->kind > YD_QUERY_TERM)
		return true;
	for (size_t i = 0; i < node->count; i++)
		if (holds_fields(&node->children[i]))
			return true;
	return false;
}

static void check_part(const yd_query_part *part)
{
	assert_int_equal(part->themes & part->primary, 0);
	assert_true(part->year_from <= part->year_to);
	for (size_t i = 0; i < part->terms.count; i++)
		assert_false(holds_fields(part->terms.items[i].node));
	for (size_t i = 0; i < part->checks.count; i++)
		assert_true(part->checks.items[i].node->kind > YD_QUERY_TERM);
}

static bool all_hold(const yd_query_literals *list, const yd_query_unit *unit)
{
	for (size_t i = 0; i < list->count; i++)
		if (query_node_matches(list->items[i].node, unit) == list->items[i].inverse)
			return false;
	return true;
}

static bool lies_in_all(const yd_query_part *part, const yd_query_unit *unit)
{
	for (size_t i = 0; i < part->region_count; i++)
		if (!query_lies_in(unit->region, unit->own_region, part->regions[i]))
			return false;
	return true;
}

/* What a part says, unit by unit. */
static bool part_matches(const yd_query_part *part, const yd_query_unit *unit)
{
	return lies_in_all(part, unit) &&
	       (!part->year_to || (unit->year >= part->year_from && unit->year <= part->year_to)) &&
	       (unit->any & part->themes) == part->themes &&
	       (unit->primary & part->primary) == part->primary && (!part->here || unit->here) &&
	       (!part->bookmarked || unit->bookmarked) && all_hold(&part->checks, unit) &&
	       all_hold(&part->terms, unit);
}

static void the_parts_of_a_plan_find_what_the_query_matches(void **state)
{
	(void)state;
	random_source random = {33};
	yd_buf line = {0}, text = {0};
	size_t planned = 0, several = 0, rounds = 8000;
	for (size_t round = 0; round < rounds; round++) {
		yd_query query;
		yd_query_plan plan;
		yd_query_unit unit;
		yd_buf_clear(&line);
		meaning_free(random_query(&random, &line));
		yd_query_parse(yd_buf_str(&line), &query);
		assert_int_equal(yd_query_resolve(&query, random_regions, NULL, NULL), YD_OK);
		bool fits = yd_query_make_plan(&query, &plan);
		planned += fits;
		several += plan.count > 1;
		assert_true(plan.count <= (fits ? YD_QUERY_PARTS : 0));
		for (size_t i = 0; i < plan.count; i++)
			check_part(&plan.items[i]);
		for (int n = 0; fits && n < 10; n++) {
			random_unit(&random, &text, &unit);
			bool found = false;
			for (size_t i = 0; i < plan.count; i++)
				found |= part_matches(&plan.items[i], &unit);
			if (yd_query_matches(&query, &unit) != found)
				fail_msg("%s in %.*s", line.ptr, (int)text.len, text.ptr);
		}
		yd_query_plan_free(&plan);
		yd_query_free(&query);
	}
	assert_in_range(planned, rounds - rounds / 20, rounds);
	assert_true(several > rounds / 20);
	yd_buf_free(&line);
	yd_buf_free(&text);
}

/* Parts of a query; `shape` tells of each how many terms, checks, and what restricts it. */
static void check_plan(const char *line, const char *shape)
{
	yd_query query;
	yd_query_plan plan;
	yd_buf got = {0};
	yd_query_parse(yd_str_of(line), &query);
	assert_int_equal(yd_query_resolve(&query, random_regions, NULL, NULL), YD_OK);
	yd_buf_puts(&got, yd_query_make_plan(&query, &plan) ? "" : "too many");
	for (size_t i = 0; i < plan.count; i++) {
		const yd_query_part *part = &plan.items[i];
		yd_buf_printf(
			&got, "%s%zu+%zu", i ? " | " : "", part->terms.count, part->checks.count);
		for (size_t j = 0; j < part->region_count; j++)
			yd_buf_printf(&got, " %s", part->regions[j]);
		if (part->year_to)
			yd_buf_printf(&got, " %d-%d", part->year_from, part->year_to);
		if (part->themes | part->primary)
			yd_buf_printf(&got, " %x/%x", part->themes, part->primary);
		yd_buf_puts(&got, part->here ? " here" : "");
		yd_buf_puts(&got, part->bookmarked ? " marked" : "");
	}
	if (strcmp(got.ptr, shape) != 0)
		fail_msg("%s: %s, not %s", line, got.ptr, shape);
	yd_buf_free(&got);
	yd_query_plan_free(&plan);
	yd_query_free(&query);
}

static void a_plan_has_no_more_parts_than_it_must(void **state)
{
	(void)state;
	check_plan("", "1+0");
	check_plan("a", "1+0");
	check_plan("a b OR c -d", "1+0");
	check_plan("a b theme:party theme:safety!", "2+0 1/40000000");
	check_plan("theme:party theme:party!", "0+0 0/1");
	check_plan("a year:2017.. year:..2019 -year:2018", "1+1 2017-2019");
	check_plan("a year:2017 year:2018", "");
	check_plan("a region:吉林", "1+0 吉林省");
	check_plan("a region:吉林 region:吉林", "1+0 吉林省");
	/* A document may lie in both: today, and in its own year. */
	check_plan(
		"a region:吉林 region:朝阳", "1+0 吉林省 北京市/朝阳区 | 1+0 吉林省 辽宁省/朝阳市");
	check_plan("a region:吉林 region:未知", "");
	check_plan("a region:吉林 region:长春", "1+0 吉林省/长春市");
	check_plan("a region:长春 region:吉林", "1+0 吉林省/长春市");
	check_plan("a region:吉林 region:朝阳 region:长春",
		"1+0 北京市/朝阳区 吉林省/长春市 | 1+0 辽宁省/朝阳市 吉林省/长春市");
	check_plan("a region:朝阳", "1+0 北京市/朝阳区 | 1+0 辽宁省/朝阳市");
	check_plan("a region:火星", "");
	check_plan("a -region:火星", "1+1");
	check_plan("region:火星 OR a", "1+0");
	check_plan("in:here is:bookmarked (a OR b)", "1+0 here marked");
	check_plan("tag:x a", "1+1 marked");
	check_plan("-tag:x note:y", "0+2 marked");
	check_plan("-note:y", "0+1");
	check_plan("a theme:party OR b", "1+0 1/0 | 1+0");
	check_plan("c (a OR theme:party)", "2+0 | 1+0 1/0");
	check_plan("-(a theme:party)", "1+0 | 0+1");
	check_plan("-(a OR theme:party)", "1+1");
	check_plan("in:title a", "1+0");
	check_plan("in:title (a OR b)", "1+0");
	check_plan("in:title -a", "1+1");
	check_plan("in:title theme:party", "0+1 1/0");
	yd_buf line = {0};
	for (int i = 0; i < 7; i++)
		yd_buf_puts(&line, "(a OR theme:party) ");
	check_plan(line.ptr, "too many");
	yd_buf_clear(&line);
	for (int i = 0; i < 100; i++)
		yd_buf_puts(&line, i ? " OR theme:party" : "a");
	check_plan(line.ptr, "too many");
	yd_buf_free(&line);
}

/* ---- regions ---- */

static yd_status give_regions(
	void *context, yd_str name, char ***paths, size_t *count, yd_error *err)
{
	(void)context;
	*count = 0;
	if (yd_str_equal(name, YD_STR("坏")))
		return yd_fail(err, YD_DAMAGED, "cache", "broken");
	if (yd_str_equal(name, YD_STR("无")))
		return yd_fail(err, YD_INVALID, "region", "no place is named");
	*paths = yd_alloc(2 * sizeof **paths);
	if (yd_str_equal(name, YD_STR("吉林"))) {
		(*paths)[(*count)++] = yd_strdup("吉林省");
	} else if (yd_str_equal(name, YD_STR("朝阳"))) {
		(*paths)[(*count)++] = yd_strdup("北京市/朝阳区");
		(*paths)[(*count)++] = yd_strdup("辽宁省/朝阳市");
	} else if (yd_str_equal(name, YD_STR("未知"))) {
		(*paths)[(*count)++] = yd_strdup("");
	}
	return YD_OK;
}

static bool lies(const char *line, const char *region)
{
	yd_query query;
	yd_query_unit unit = {.region = region};
	yd_query_parse(yd_str_of(line), &query);
	assert_int_equal(yd_query_resolve(&query, give_regions, NULL, NULL), YD_OK);
	assert_int_equal(yd_query_resolve(&query, give_regions, NULL, NULL), YD_OK);
	bool matches = yd_query_matches(&query, &unit);
	yd_query_free(&query);
	return matches;
}

static void regions_take_what_lies_below(void **state)
{
	(void)state;
	assert_true(lies("region:吉林", "吉林省"));
	assert_true(lies("region:吉林", "吉林省/长春市/九台区"));
	assert_false(lies("region:吉林", "吉林省外"));
	assert_false(lies("region:吉林", NULL));
	assert_true(lies("-region:吉林", NULL));
	assert_true(lies("region:朝阳", "辽宁省/朝阳市/双塔区"));
	assert_true(lies("region:朝阳", "北京市/朝阳区"));
	assert_false(lies("region:朝阳", "北京市"));
	assert_true(lies("region:未知", NULL));
	assert_false(lies("region:未知", "吉林省"));
	assert_false(lies("region:火星", "吉林省"));
	assert_false(lies("region:无", "吉林省"));
	yd_query query;
	yd_error err;
	yd_query_parse(YD_STR("a OR (b region:吉林) OR region:火星"), &query);
	assert_string_equal(yd_query_missing_region(&query)->text.ptr, "吉林");
	assert_int_equal(yd_query_resolve(&query, give_regions, NULL, &err), YD_OK);
	assert_string_equal(yd_query_missing_region(&query)->text.ptr, "火星");
	yd_buf out = {0};
	yd_query_render(&query, &out);
	assert_string_equal(out.ptr, "a OR (b region:吉林省) OR region:火星");
	yd_buf_free(&out);
	yd_query_free(&query);
	yd_query_parse(YD_STR("region:坏"), &query);
	assert_int_equal(yd_query_resolve(&query, give_regions, NULL, &err), YD_DAMAGED);
	yd_query_free(&query);
	yd_query_parse(YD_STR("a"), &query);
	assert_null(yd_query_missing_region(&query));
	yd_query_free(&query);
}

/* ---- marks ---- */

static void check_marks(const char *line, const char *text, const char *expected)
{
	yd_query query;
	yd_query_spans spans = {0};
	yd_buf shown = {0};
	yd_query_parse(yd_str_of(line), &query);
	yd_query_mark(&query, yd_str_of(text), &spans);
	size_t at = 0;
	for (size_t i = 0; i < spans.count; i++) {
		assert_true(
			spans.items[i].start >= at && spans.items[i].end > spans.items[i].start);
		yd_buf_add(&shown, text + at, spans.items[i].start - at);
		yd_buf_printf(&shown, "[%.*s]", (int)(spans.items[i].end - spans.items[i].start),
			text + spans.items[i].start);
		at = spans.items[i].end;
	}
	yd_buf_puts(&shown, text + at);
	assert_string_equal(shown.ptr, expected);
	yd_buf_free(&shown);
	free(spans.items);
	yd_query_free(&query);
}

static void every_match_is_marked_once(void **state)
{
	(void)state;
	check_marks("a", "banana", "b[a]n[a]n[a]");
	check_marks("ana", "banana", "b[anana]");
	check_marks("ba an", "banana", "[banan]a");
	check_marks("b OR -a", "banana", "[b]anana");
	check_marks("-( a OR -b )", "banana", "[b]anana");
	check_marks("in:title 党建 theme:safety", "加强党建,党建", "加强[党建],[党建]");
	check_marks("", "a", "a");
}

/* ---- completion: `|` is the cursor ---- */

static void check_completion(const char *line, const char *replaced, const char *candidates)
{
	const char *bar = strchr(line, '|');
	char *text = yd_format("%.*s%s", (int)(bar - line), line, bar + 1);
	yd_query_completion got;
	yd_buf list = {0};
	yd_buf_puts(&list, "");
	yd_query_complete(yd_str_of(text), (size_t)(bar - line), &got);
	for (size_t i = 0; i < got.count; i++) {
		yd_buf_printf(&list, i ? " %s" : "%s", got.items[i].text);
		assert_non_null(got.items[i].help);
	}
	if (strcmp(list.len ? list.ptr : "", candidates) != 0)
		fail_msg("%s: %s, not %s", line, list.ptr, candidates);
	assert_true(got.start <= got.end && got.end <= strlen(text));
	char *span = yd_strndup(text + got.start, got.end - got.start);
	if (strcmp(span, replaced) != 0)
		fail_msg("%s: %s is replaced, not %s", line, span, replaced);
	free(span);
	yd_query_completion_free(&got);
	yd_buf_free(&list);
	free(text);
}

static void fields_and_values_are_completed(void **state)
{
	(void)state;
	check_completion("t|", "t", "theme: tag:");
	check_completion("i|", "i", "in: is:");
	check_completion("|", "", "theme: region: year: kind: by: in: is: tag: note:");
	check_completion("党建 |", "", "theme: region: year: kind: by: in: is: tag: note:");
	check_completion("党建 -(r|)", "r", "region:");
	check_completion("t|h", "th", "theme: tag:");
	check_completion("t|h:x", "th:x", "theme: tag:");
	check_completion("党|", "党", "");
	check_completion("th|eme:x", "theme:", "theme:");
	check_completion("theme:s|", "s", "senior special sports-arts science supervision safety");
	check_completion("theme:saf|", "saf", "safety");
	check_completion("theme:dj|", "dj", "党建");
	check_completion("theme:党|", "党", "党建");
	check_completion("Theme：黨|", "黨", "党建");
	check_completion("theme:saf|ety a", "safety", "safety");
	check_completion("in:|", "", "title here");
	check_completion("-in:h|", "h", "here");
	check_completion("is:|", "", "bookmarked");
	check_completion("region:吉|", "吉", "");
	check_completion("\"a t|", "", "");
	check_completion("“a t|”", "", "");
	check_completion("theme:\"s|", "", "");
	check_completion("x:|", "x:", "");
}

static void the_caller_completes_regions(void **state)
{
	(void)state;
	yd_query_completion got;
	yd_query_complete(YD_STR("a region：吉林 b"), strlen("a region：吉"), &got);
	assert_int_equal(got.field, YD_QUERY_REGION);
	assert_true(yd_str_equal(got.typed, YD_STR("吉")));
	assert_int_equal(got.end, strlen("a region：吉林"));
	yd_query_completion_free(&got);
	yd_query_complete(YD_STR("year:20"), 99, &got);
	assert_int_equal(got.field, YD_QUERY_YEAR);
	assert_true(yd_str_equal(got.typed, YD_STR("20")));
	yd_query_completion_free(&got);
	random_source random = {32};
	for (int round = 0; round < 5000; round++) {
		yd_buf line = {0};
		random_line(&random, random_below(&random, 10), &line);
		yd_query_complete(yd_buf_str(&line), random_below(&random, line.len + 2), &got);
		assert_true(got.start <= got.end && got.end <= line.len);
		yd_query_completion_free(&got);
		yd_buf_free(&line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_parts_of_a_plan_find_what_the_query_matches),
		cmocka_unit_test(a_plan_has_no_more_parts_than_it_must),
		cmocka_unit_test(regions_take_what_lies_below),
		cmocka_unit_test(every_match_is_marked_once),
		cmocka_unit_test(fields_and_values_are_completed),
		cmocka_unit_test(the_caller_completes_regions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
