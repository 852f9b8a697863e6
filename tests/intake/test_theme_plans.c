/*
 * How the built-in rules of the themes do on whole plans read from their bytes.
 * tests/intake/themes-held-out holds plans that were judged before the rules met them; its
 * README.md tells the form and the figures of the first reading.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <yaodian/intake.h>
#include <yaodian/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const plans[] = {"lanyuan-2023", "baidao-2024", "yunxi-2021", "qingtang-2018",
	"fengling-2025", "shiyu-2012", "songji-2022", "helan-2016", "jiangwan-2020", "luoshan-2014",
	"wutong-2019", "xinlan-2023", "cangyuan-2017"};
static const char *const judged[] = {"party", "preschool", "vocational", "safety"};

enum {
	PLAN_COUNT = sizeof plans / sizeof *plans,
	JUDGED_COUNT = sizeof judged / sizeof *judged,
};

typedef struct tally {
	unsigned wanted, found, unwanted, noise;
} tally;

static void read_all(const char *path, yd_buf *out)
{
	char block[4096];
	size_t got;
	FILE *file = fopen(path, "r");
	if (!file)
		print_error("%s: cannot be opened\n", path);
	assert_non_null(file);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		yd_buf_add(out, block, got);
	fclose(file);
}

static void read_plan(const char *name, const yd_theme_rules *rules, yd_document *out)
{
	char *path = yd_format("%s/tests/intake/themes-held-out/%s.txt", SRCDIR, name);
	yd_buf bytes = {0};
	yd_error err = {0};
	read_all(path, &bytes);
	assert_int_equal(
		yd_intake_read(path, yd_buf_str(&bytes), &(yd_given){0}, rules, out, &err), YD_OK);
	yd_buf_free(&bytes);
	free(path);
}

/* The first 12 characters that are not white space. */
static void first_characters(yd_str text, yd_buf *out)
{
	unsigned count = 0;
	for (size_t at = 0, step; at < text.len && count < 12; at += step) {
		uint32_t cp;
		yd_str rest = {text.ptr + at, text.len - at};
		step = yd_utf8_decode(rest, &cp, NULL);
		if (yd_cp_is_space(cp))
			continue;
		yd_buf_add(out, rest.ptr, step);
		count++;
	}
}

/* '0' absent, '1' may be, '2' must be. */
static char mark_of(const char *marks, const char *key)
{
	size_t len = strlen(key);
	for (const char *at = marks; (at = strstr(at, key)); at += len)
		if ((at == marks || at[-1] == ' ') && at[len] == ':')
			return at[len + 1];
	return '0';
}

static void judge_clause(yd_theme_tags tags, const char *marks, yd_str text, tally sums[])
{
	for (unsigned i = 0; i < JUDGED_COUNT; i++) {
		int theme = yd_theme_find(yd_str_of(judged[i]));
		bool tagged = tags.any >> theme & 1;
		char mark = mark_of(marks, judged[i]);
		sums[i].wanted += mark == '2';
		sums[i].found += mark == '2' && tagged;
		sums[i].unwanted += mark == '0';
		sums[i].noise += mark == '0' && tagged;
		if (mark != '1' && tagged != (mark == '2'))
			print_message("    %s %s: %.*s\n", tagged ? "noise" : "miss", judged[i],
				(int)yd_text_fit(text, 60, NULL), text.ptr);
	}
}

/* Compares a line of NAME.tsv with the node, which must be the clause it is about. */
static void judge_node(const yd_document *document, size_t node, char *line, tally sums[])
{
	yd_str source = {document->source, document->source_len};
	yd_buf label = {0}, text = {0}, first = {0};
	char *rest = line;
	rest[strcspn(rest, "\n")] = '\0';
	yd_outline_label(&document->outline, source, node, &label);
	yd_outline_text(&document->outline, source, node, &text);
	first_characters(yd_buf_str(&text), &first);
	yd_buf_putc(&label, '\0');
	yd_buf_putc(&first, '\0');
	assert_string_equal(label.ptr, strsep(&rest, "\t"));
	assert_string_equal(first.ptr, strsep(&rest, "\t"));
	judge_clause(document->tags[node + 1], rest ? rest : "", yd_buf_str(&text), sums);
	yd_buf_free(&label);
	yd_buf_free(&text);
	yd_buf_free(&first);
}

static void judge_plan(const char *name, const yd_theme_rules *rules, tally sums[])
{
	yd_document document;
	size_t node = 0, cap = 0, clauses = 0;
	char *line = NULL,
	     *path = yd_format("%s/tests/intake/themes-held-out/%s.tsv", SRCDIR, name);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	read_plan(name, rules, &document);
	while (getline(&line, &cap, file) > 0) {
		if (*line == '#')
			continue;
		while (node < document.outline.node_count &&
			!yd_outline_is_clause(&document.outline, node))
			node++;
		assert_true(node < document.outline.node_count);
		judge_node(&document, node++, line, sums);
		clauses++;
	}
	assert_int_equal(yd_outline_clause_count(&document.outline), clauses);
	print_message("  %s: %zu clauses\n", name, clauses);
	fclose(file);
	free(line);
	free(path);
	yd_document_free(&document);
}

static double percent(unsigned part, unsigned whole)
{
	return whole ? 100.0 * part / whole : 0;
}

static void print_tally(const char *name, const tally *sum)
{
	print_message("  %-12s recall %5.1f%% (%u of %u)   noise %5.1f%% (%u of %u)\n", name,
		percent(sum->found, sum->wanted), sum->found, sum->wanted,
		percent(sum->noise, sum->unwanted), sum->noise, sum->unwanted);
}

static void whole_plans_are_tagged_as_a_reader_would(void **state)
{
	(void)state;
	tally sums[JUDGED_COUNT] = {0}, all = {0};
	yd_theme_rules *rules;
	assert_int_equal(yd_theme_rules_load(NULL, &rules, NULL, NULL), YD_OK);
	for (size_t i = 0; i < PLAN_COUNT; i++)
		judge_plan(plans[i], rules, sums);
	for (size_t i = 0; i < JUDGED_COUNT; i++) {
		print_tally(judged[i], &sums[i]);
		all.wanted += sums[i].wanted;
		all.found += sums[i].found;
		all.unwanted += sums[i].unwanted;
		all.noise += sums[i].noise;
	}
	print_tally("all", &all);
	assert_true(all.wanted > 0 && all.unwanted > 0);
	assert_true(percent(all.found, all.wanted) >= 97);
	assert_true(percent(all.noise, all.unwanted) <= 2);
	yd_theme_rules_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_plans_are_tagged_as_a_reader_would),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
