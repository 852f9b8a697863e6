/* The outlines of published plans, judged by hand, against what the library stores of them. Skipped
 * without them. */
#include "fixture.h"

#include <yaodian/text.h>

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

enum { MAX_FIELDS = 8, EDGE = 12 };

typedef struct gold {
	const char *name;
	yd_open_doc *doc;
	yd_buf furniture; /* lines that are not judged yet */
	size_t node;	  /* the next one */
	size_t faults;
} gold;

/* Without white space, as the judged fields are compared. Owned. */
static char *squeeze(yd_str text)
{
	yd_buf out = {0};
	while (text.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (!yd_cp_is_space(cp))
			yd_buf_add(&out, text.ptr, len);
		text.ptr += len;
		text.len -= len;
	}
	return yd_buf_take(&out);
}

static void judge(gold *g, const char *what, const char *expected, yd_str actual)
{
	if (!expected || !*expected)
		return;
	char *want = squeeze(yd_str_of(expected)), *have = squeeze(actual);
	if (strcmp(want, have) != 0) {
		print_error("%s: %s: '%s' instead of '%s'\n", g->name, what, have, want);
		g->faults++;
	}
	free(want);
	free(have);
}

/* Bytes of the first `count` code points. */
static size_t prefix(yd_str text, size_t count)
{
	size_t at = 0;
	for (; count && at < text.len; count--) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	}
	return at;
}

static void judge_text(gold *g, size_t unit, char *fields[MAX_FIELDS])
{
	yd_buf printed = {0};
	yd_open_doc_unit_text(g->doc, unit, &printed);
	char *text = squeeze(yd_buf_str(&printed)),
	     *what = yd_format("%s %s", fields[0], fields[1]);
	yd_str all = yd_str_of(text);
	size_t count = yd_utf8_count(all);
	size_t last = prefix(all, count > EDGE ? count - EDGE : 0);
	char number[24];
	snprintf(number, sizeof number, "%zu", count);
	judge(g, what, fields[3], (yd_str){all.ptr, prefix(all, EDGE)});
	judge(g, what, fields[4], (yd_str){all.ptr + last, all.len - last});
	judge(g, what, fields[5], yd_str_of(number));
	free(what);
	free(text);
	yd_buf_free(&printed);
}

/* Of the four themes that are judged, 2 must be tagged and absent ones must not. */
static void judge_themes(gold *g, size_t unit, const char *label, const char *expected)
{
	static const char *const judged[] = {"party", "preschool", "vocational", "safety"};
	for (size_t i = 0; i < sizeof judged / sizeof *judged; i++) {
		const char *at = strstr(expected, judged[i]);
		int level = at ? atoi(at + strlen(judged[i]) + 1) : 0;
		bool tagged =
			g->doc->stored.units[unit].any >> yd_theme_find(yd_str_of(judged[i])) & 1;
		if (level == 1 || tagged == (level == 2))
			continue;
		print_error("%s: clause %s: %s is %stagged\n", g->name, label, judged[i],
			tagged ? "" : "not ");
		g->faults++;
	}
}

static void judge_node(gold *g, char *fields[MAX_FIELDS])
{
	const yd_outline *outline = &g->doc->outline;
	bool clause = strcmp(fields[0], "clause") == 0;
	if (g->node >= outline->node_count) {
		print_error("%s: %s %s is missing\n", g->name, fields[0], fields[1]);
		g->faults++;
		return;
	}
	size_t node = g->node++;
	yd_buf label = {0}, title = {0};
	yd_outline_label(outline, g->doc->source, node, &label);
	yd_outline_title(outline, g->doc->source, node, &title);
	judge(g, "kind", fields[0],
		yd_str_of(yd_outline_is_clause(outline, node) ? "clause" : "section"));
	judge(g, "label", fields[1], yd_buf_str(&label));
	judge(g, fields[1], fields[2], yd_buf_str(&title));
	if (clause) {
		judge_text(g, node + 1, fields);
		judge_themes(g, node + 1, fields[1], fields[6]);
	}
	yd_buf_free(&label);
	yd_buf_free(&title);
}

/* The judged lines of furniture in their order, and no others. */
static void judge_furniture(gold *g, const char *expected)
{
	char *want = squeeze(yd_str_of(expected));
	char *have = squeeze(yd_buf_str(&g->furniture));
	if (strncmp(want, have, strlen(want)) != 0) {
		print_error("%s: furniture '%.80s…' instead of '%s'\n", g->name, have, want);
		g->faults++;
	} else {
		char *rest = yd_strdup(have + strlen(want));
		yd_buf_clear(&g->furniture);
		yd_buf_puts(&g->furniture, rest);
		free(rest);
	}
	free(want);
	free(have);
}

static void judge_row(gold *g, char *fields[MAX_FIELDS])
{
	const yd_doc *doc = &g->doc->info;
	char year[12];
	snprintf(year, sizeof year, "%d", doc->year);
	yd_buf region = {0};
	yd_buf_puts(&region, doc->region ? doc->region : "");
	for (size_t i = 0; i < region.len; i++)
		if (region.ptr[i] == '/')
			region.ptr[i] = ' ';
	const struct {
		const char *kind, *value;
	} facts[] = {{"region", region.ptr}, {"year", year}, {"title", doc->title},
		{"issuer", doc->issuer}, {"doc_no", doc->doc_no}, {"date", doc->date}};
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (strcmp(fields[0], facts[i].kind) == 0)
			judge(g, facts[i].kind, fields[1], yd_str_of(facts[i].value));
	if (strcmp(fields[0], "furniture") == 0)
		judge_furniture(g, fields[1]);
	if (strcmp(fields[0], "section") == 0 || strcmp(fields[0], "clause") == 0)
		judge_node(g, fields);
	yd_buf_free(&region);
}

static void judge_rows(gold *g, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;
	assert_non_null(file);
	while ((len = getline(&line, &cap, file)) > 0) {
		char *fields[MAX_FIELDS] = {"", "", "", "", "", "", "", ""}, *rest = line;
		line[len - 1] = '\0';
		for (size_t i = 0; rest && i < MAX_FIELDS; i++)
			fields[i] = strsep(&rest, "\t");
		if (line[0] != '#')
			judge_row(g, fields);
	}
	free(line);
	fclose(file);
	if (g->node != g->doc->outline.node_count) {
		print_error(
			"%s: %zu nodes too many\n", g->name, g->doc->outline.node_count - g->node);
		g->faults++;
	}
	if (g->furniture.len) {
		print_error("%s: furniture that is none: %.80s\n", g->name, g->furniture.ptr);
		g->faults++;
	}
}

static size_t judge_document(fixture *f, const char *shared, const char *tsv)
{
	const char *name = strrchr(tsv, '/') + 1;
	char *path = yd_format("%s/corpus/%.*s.txt", shared, (int)strlen(name) - 4, name);
	yd_imported imported = file_import(f, path);
	gold g = {.name = name, .doc = doc_open(f, imported.doc.id)};
	yd_outline_kind_text(&g.doc->outline, g.doc->source, YD_FURNITURE, &g.furniture);
	judge_rows(&g, tsv);
	yd_buf_free(&g.furniture);
	yd_open_doc_free(g.doc);
	yd_imported_free(&imported);
	free(path);
	return g.faults;
}

/* The folder of published plans; NULL when it is not there. */
static const char *shared_folder(char *room, size_t size)
{
	struct stat st;
	const char *given = getenv("YD_SHARED"), *source = getenv("YD_SOURCE");
	if (given)
		snprintf(room, size, "%s", given);
	else
		snprintf(room, size, "%s/../shared", source ? source : ".");
	char *folder = yd_format("%s/gold", room);
	bool there = stat(folder, &st) == 0;
	free(folder);
	return there ? room : NULL;
}

static void published_plans_come_out_as_judged(void **state)
{
	char room[4096];
	const char *shared = shared_folder(room, sizeof room);
	if (!shared) {
		print_message("skipped: %s/gold is not there\n", room);
		skip();
	}
	glob_t found;
	size_t faults = 0;
	char *pattern = yd_format("%s/gold/*.tsv", shared);
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 3);
	for (size_t i = 0; i < found.gl_pathc; i++)
		faults += judge_document(*state, shared, found.gl_pathv[i]);
	globfree(&found);
	free(pattern);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			published_plans_come_out_as_judged, fixture_begin, fixture_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
