/*
 * How well the built-in rules of the themes do. Clauses that were written before the rules stand in
 * tests/intake/themes: KEY.tsv has, parted by tabs, + (must carry the theme KEY) or -, title,
 * section, text.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <yaodian/text.h>
#include <yaodian/theme.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static yd_theme_rules *builtin;

static int load_builtin(void **state)
{
	(void)state;
	return yd_theme_rules_load(NULL, &builtin, NULL, NULL) == YD_OK ? 0 : -1;
}

static int free_builtin(void **state)
{
	(void)state;
	yd_theme_rules_free(builtin);
	return 0;
}

static uint32_t bit(const char *key)
{
	int theme = yd_theme_find(yd_str_of(key));
	assert_true(theme >= 0);
	return UINT32_C(1) << theme;
}

/* ---- clauses of our own ---- */

typedef struct tally {
	unsigned wanted, found, unwanted, noise;
} tally;

static char *split_field(char **rest)
{
	return strsep(rest, "\t");
}

static void measure_row(const char *key, char *row, tally *sum)
{
	char *rest = row;
	const char *sign = split_field(&rest), *title = split_field(&rest);
	const char *section = split_field(&rest), *text = split_field(&rest);
	assert_non_null(text);
	yd_theme_tags tags =
		yd_theme_tag(builtin, yd_str_of(title), yd_str_of(section), yd_str_of(text));
	bool found = tags.any & bit(key);
	if (*sign == '+') {
		sum->wanted++;
		sum->found += found;
	} else {
		assert_int_equal(*sign, '-');
		sum->unwanted++;
		sum->noise += found;
	}
	if (found != (*sign == '+'))
		print_message("    %s %s: %.*s\n", found ? "noise" : "miss", key,
			(int)yd_text_fit(yd_str_of(text), 60, NULL), text);
}

static void measure_file(const char *key, tally *sum)
{
	const char *source = getenv("YD_SOURCE");
	char *path = yd_format("%s/tests/intake/themes/%s.tsv", source ? source : ".", key);
	FILE *file = fopen(path, "r");
	if (!file)
		print_error("%s: not there (YD_SOURCE names the source tree)\n", path);
	assert_non_null(file);
	char *row = NULL;
	size_t cap = 0;
	ssize_t len;
	while ((len = getline(&row, &cap, file)) > 0) {
		if (row[len - 1] == '\n')
			row[len - 1] = '\0';
		measure_row(key, row, sum);
	}
	free(row);
	free(path);
	fclose(file);
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

static bool is_judged(const char *key)
{
	static const char *const judged[] = {"party", "preschool", "vocational", "safety"};
	for (size_t i = 0; i < 4; i++)
		if (strcmp(key, judged[i]) == 0)
			return true;
	return false;
}

static void the_rules_find_what_they_must_and_little_else(void **state)
{
	(void)state;
	tally four = {0}, others = {0};
	for (unsigned i = 0; i < YD_THEME_COUNT; i++) {
		const char *key = yd_theme_key(i);
		tally *sum = is_judged(key) ? &four : &others, before = *sum;
		measure_file(key, sum);
		print_tally(
			key, &(tally){sum->wanted - before.wanted, sum->found - before.found,
				     sum->unwanted - before.unwanted, sum->noise - before.noise});
	}
	print_tally("the four", &four);
	print_tally("the others", &others);
	assert_int_equal(four.wanted, 80);
	assert_int_equal(four.unwanted, 80);
	assert_int_equal(others.wanted + others.unwanted, 270);
	assert_true(percent(four.found, four.wanted) >= 98);
	assert_true(percent(four.noise, four.unwanted) <= 2);
	assert_true(percent(others.found, others.wanted) >= 90);
	assert_true(percent(others.noise, others.unwanted) <= 5);
}

/* ---- the gold ---- */

/* The characters of `text` that are not white space. */
static void squeeze(yd_str text, yd_buf *out)
{
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		yd_str rest = {text.ptr + at, text.len - at};
		step = yd_utf8_decode(rest, &cp, NULL);
		if (!yd_cp_is_space(cp))
			yd_buf_add(out, rest.ptr, step);
	}
}

static void read_squeezed(const char *path, yd_buf *out)
{
	yd_buf raw = {0};
	char block[4096];
	size_t got;
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while ((got = fread(block, 1, sizeof block, file)) > 0)
		yd_buf_add(&raw, block, got);
	fclose(file);
	squeeze(yd_buf_str(&raw), out);
	yd_buf_free(&raw);
}

/* The clause with these first and last characters and that many in all. */
static yd_str find_clause(yd_str source, yd_str first, yd_str last, size_t characters)
{
	for (size_t at = 0; (at = yd_str_find(source, first, at)) != SIZE_MAX; at++) {
		size_t end = at, count = 0;
		while (count < characters && end < source.len) {
			end += yd_utf8_decode(
				(yd_str){source.ptr + end, source.len - end}, &(uint32_t){0}, NULL);
			count++;
		}
		yd_str clause = {source.ptr + at, end - at};
		if (yd_str_ends(clause, last))
			return clause;
	}
	return (yd_str){NULL, 0};
}

/* '0' absent, '1' may be, '2' must be. */
static char gold_level(const char *levels, const char *key)
{
	size_t len = strlen(key);
	for (const char *at = levels; (at = strstr(at, key)); at += len)
		if ((at == levels || at[-1] == ' ') && at[len] == ':')
			return at[len + 1];
	return '0';
}

static unsigned judge_clause(yd_str title, yd_str section, yd_str text, const char *levels)
{
	static const char *const judged[] = {"party", "preschool", "vocational", "safety"};
	unsigned errors = 0;
	yd_theme_tags tags = yd_theme_tag(builtin, title, section, text);
	for (size_t i = 0; i < 4; i++) {
		char level = gold_level(levels, judged[i]);
		bool tagged = tags.any & bit(judged[i]);
		if (level == '1' || tagged == (level == '2'))
			continue;
		errors++;
		print_message("    %s %s: %.*s\n", tagged ? "noise" : "miss", judged[i],
			(int)yd_text_fit(text, 60, NULL), text.ptr);
	}
	return errors;
}

/* Clauses of one gold file; adds to *count, returns how many judgements were wrong. */
static unsigned measure_gold(const char *shared, const char *name, unsigned *count)
{
	char *gold = yd_format("%s/gold/%s.tsv", shared, name);
	char *corpus = yd_format("%s/corpus/%s.txt", shared, name);
	yd_buf source = {0}, section = {0};
	unsigned errors = 0;
	char *row = NULL;
	size_t cap = 0;
	ssize_t len;
	FILE *file = fopen(gold, "r");
	assert_non_null(file);
	read_squeezed(corpus, &source);
	while ((len = getline(&row, &cap, file)) > 0) {
		if (row[len - 1] == '\n')
			row[len - 1] = '\0';
		char *rest = row;
		const char *kind = split_field(&rest);
		split_field(&rest);
		const char *title = split_field(&rest);
		if (strcmp(kind, "section") == 0) {
			yd_buf_clear(&section);
			yd_buf_puts(&section, title);
		} else if (strcmp(kind, "clause") == 0) {
			yd_str first = yd_str_of(split_field(&rest)),
			       last = yd_str_of(split_field(&rest));
			size_t characters = strtoul(split_field(&rest), NULL, 10);
			yd_str text = find_clause(yd_buf_str(&source), first, last, characters);
			assert_true(text.len > 0);
			errors += judge_clause(
				yd_str_of(title), yd_buf_str(&section), text, rest ? rest : "");
			++*count;
		}
	}
	fclose(file);
	free(row);
	free(gold);
	free(corpus);
	yd_buf_free(&source);
	yd_buf_free(&section);
	return errors;
}

static void the_gold_is_met(void **state)
{
	(void)state;
	static const char *const names[] = {
		"000_39685c2e7ecb3cf4", "001_c7232f6de0a13980", "003_68aa153ba2736ca8"};
	const char *shared = getenv("YD_SHARED");
	if (!shared) {
		print_message("skipped: no ../shared, and YD_SHARED does not name it\n");
		skip();
	}
	unsigned clauses = 0, errors = 0;
	for (size_t i = 0; i < 3; i++)
		errors += measure_gold(shared, names[i], &clauses);
	print_message("  gold: %u clauses, %u errors\n", clauses, errors);
	assert_int_equal(clauses, 34 + 28 + 22);
	assert_int_equal(errors, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rules_find_what_they_must_and_little_else),
		cmocka_unit_test(the_gold_is_met),
	};
	return cmocka_run_group_tests(tests, load_builtin, free_builtin);
}
