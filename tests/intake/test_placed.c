/* Small plans with the heads of real ones: region and year as they are read from whole documents.
 */
#include <yaodian/intake.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

typedef struct placed {
	const char *title, *doc_no, *issuer, *date, *source, *text;
	const char *path; /* NULL: it must stay unknown */
	int year;
} placed;

static const placed plans[] = {
#include "placed_plans.h"
};

static void write_line(const char *line, yd_buf *out)
{
	if (line)
		yd_buf_printf(out, "%s\n", line);
}

/* As such plans come from a page: the source above, the body between number and signature. */
static void write_plan(const placed *plan, yd_buf *out)
{
	yd_buf_clear(out);
	write_line(plan->source, out);
	write_line(plan->title, out);
	write_line(plan->doc_no, out);
	write_line(plan->text, out);
	yd_buf_puts(out, "一、抓好校园安全\n（一）检查校舍。每月检查一次，有隐患的马上整改。\n"
			 "（二）管好校车。校车按时检修，驾驶员持证上岗。\n"
			 "二、建强教师队伍\n（一）办好培训。培训以课堂为主，讲求实效。\n");
	write_line(plan->issuer, out);
	write_line(plan->date, out);
}

static void plans_are_placed_and_dated(void **state)
{
	(void)state;
	yd_theme_rules *rules;
	assert_int_equal(yd_theme_rules_load(NULL, &rules, NULL, NULL), YD_OK);
	yd_buf text = {0};
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		yd_document document;
		yd_given given = {0};
		const char *path = plans[i].path ? plans[i].path : "nothing";
		write_plan(&plans[i], &text);
		assert_int_equal(
			yd_intake_read("plan", yd_buf_str(&text), &given, rules, &document, NULL),
			YD_OK);
		const char *found =
			document.meta.region.path ? document.meta.region.path : "nothing";
		if (strcmp(found, path) != 0 || document.meta.year != plans[i].year) {
			print_error("%s: %s %d, not %s %d\n", plans[i].title, found,
				document.meta.year, path, plans[i].year);
			wrong++;
		}
		yd_document_free(&document);
	}
	yd_buf_free(&text);
	yd_theme_rules_free(rules);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_placed_and_dated),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
