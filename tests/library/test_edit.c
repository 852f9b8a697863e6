/* Corrections: what is said of a document holds, and can be taken back. Own sentences. */
#include "fixture.h"

#include <yaodian/text.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char plan[] =
	"云水市教育局工作要点\n导语在此。\n一、抓党建\n（一）学习\n每周学习一次，人人参加。\n"
	"（二）纪律\n严守各项纪律，常抓不懈。\n二、抓安全\n校园安全第一，常查常改。\n补充说明\n"
	"补充的文字。\n三、抓教学\n落实教学常规。\n云水市教育局\n2024年2月1日\n";

static yd_imported import_text(fixture *f, const char *path, const char *text)
{
	yd_imported imported;
	yd_error err;
	if (yd_library_import(f->library, path, path, yd_str_of(text), NULL, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	return imported;
}

static int64_t put(fixture *f, const char *path, const char *text)
{
	yd_imported imported = import_text(f, path, text);
	int64_t id = imported.doc.id;
	yd_imported_free(&imported);
	return id;
}

/* All of a document that a correction may change, as text. */
static char *describe(fixture *f, int64_t id)
{
	yd_buf out = {0};
	yd_open_doc *doc = doc_open(f, id);
	const yd_doc *info = &doc->info;
	yd_buf_printf(&out, "%s %s %d %s %d %s\n", info->ref, info->region ? info->region : "-",
		info->year, info->title ? info->title : "-", info->kind, info->found);
	for (size_t unit = 0; unit < doc->stored.unit_count; unit++) {
		yd_unit_address(&doc->outline, unit, &out);
		yd_buf_putc(&out, ' ');
		yd_open_doc_unit_text(doc, unit, &out);
		yd_buf_printf(&out, " %x %x\n", (unsigned)doc->stored.units[unit].any,
			(unsigned)doc->stored.units[unit].primary);
	}
	yd_open_doc_free(doc);
	return yd_buf_take(&out);
}

static void assert_same(fixture *f, int64_t id, const char *before)
{
	char *now = describe(f, id);
	assert_string_equal(now, before);
	free(now);
}

/* `address` NULL: the document. */
static bool edit(fixture *f, int64_t id, const char *address, const yd_edit *what)
{
	bool changed;
	yd_error err;
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = address ? yd_unit_find(&doc->outline, yd_str_of(address)) : SIZE_MAX;
	if (yd_library_edit(f->library, doc, unit, what, &changed, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_open_doc_free(doc);
	return changed;
}

static void edit_fails(fixture *f, int64_t id, const char *address, const yd_edit *what,
	yd_status expected, const char *words)
{
	bool changed;
	yd_error err = {0};
	char *before = describe(f, id);
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = address ? yd_unit_find(&doc->outline, yd_str_of(address)) : SIZE_MAX;
	assert_int_equal(yd_library_edit(f->library, doc, unit, what, &changed, &err), expected);
	assert_false(changed);
	if (!strstr(err.text, words))
		fail_msg("'%s' lacks '%s'", err.text, words);
	assert_null(strchr(err.text, '\n'));
	yd_open_doc_free(doc);
	assert_same(f, id, before);
	free(before);
}

static char *unit_text(fixture *f, int64_t id, const char *address)
{
	yd_buf out = {0};
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = yd_unit_find(&doc->outline, yd_str_of(address));
	yd_buf_puts(&out, "");
	if (unit != SIZE_MAX)
		yd_open_doc_unit_text(doc, unit, &out);
	yd_open_doc_free(doc);
	return yd_buf_take(&out);
}

static void assert_unit(fixture *f, int64_t id, const char *address, const char *expected)
{
	char *text = unit_text(f, id, address);
	assert_string_equal(text, expected);
	free(text);
}

static uint32_t themes_at(fixture *f, int64_t id, const char *address, bool primary)
{
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = yd_unit_find(&doc->outline, yd_str_of(address));
	uint32_t themes = primary ? doc->stored.units[unit].primary : doc->stored.units[unit].any;
	yd_open_doc_free(doc);
	return themes;
}

static uint32_t theme(const char *key)
{
	return UINT32_C(1) << yd_theme_find(yd_str_of(key));
}

/* ---- metadata ---- */

static void metadata_is_corrected_and_comes_back(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	char *before = describe(f, id);
	assert_true(edit(f, id, NULL,
		&(yd_edit){.region = "吉林/长春",
			.year = "２０２５",
			.title = "长春市计划",
			.kind = "计划"}));
	yd_open_doc *doc = doc_open(f, id);
	assert_string_equal(doc->info.region, "吉林省/长春市");
	assert_int_equal(doc->info.year, 2025);
	assert_string_equal(doc->info.title, "长春市计划");
	assert_int_equal(doc->info.kind, YD_KIND_PLAN);
	yd_findings found;
	yd_findings_decode(doc->info.found, &found);
	for (yd_field field = YD_FIELD_REGION; field <= YD_FIELD_KIND; field++)
		assert_int_equal(found.fields[field].from, YD_FROM_USER);
	yd_open_doc_free(doc);
	/* The same again is no change. */
	assert_false(edit(f, id, NULL, &(yd_edit){.year = "2025", .kind = "计划"}));
	assert_true(edit(f, id, NULL, &(yd_edit){.reset = true}));
	assert_same(f, id, before);
	assert_false(edit(f, id, NULL, &(yd_edit){.reset = true}));
	free(before);
}

static void a_changed_reference_goes_on_working(void **state)
{
	fixture *f = *state;
	yd_imported imported = import_text(f, "/a.txt", plan);
	yd_place_in_library place;
	edit(f, imported.doc.id, NULL, &(yd_edit){.year = "2030"});
	assert_int_equal(
		yd_library_resolve(f->library, yd_str_of(imported.doc.ref), &place, NULL), YD_OK);
	assert_int_equal(place.doc, imported.doc.id);
	yd_imported_free(&imported);
}

/* ---- headings ---- */

static void headings_are_corrected_by_their_addresses(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	char *before = describe(f, id);
	edit(f, id, NULL, &(yd_edit){.headings = "1.2=no, 2:3=1"});
	assert_unit(f, id, "1.1",
		"学习\n每周学习一次，人人参加。\n（二）纪律\n严守各项纪律，常抓不懈。");
	assert_unit(f, id, "3", "补充说明\n补充的文字。");
	assert_unit(f, id, "4", "抓教学\n落实教学常规。");
	/* On the unit alone, and in full width. */
	edit(f, id, "3", &(yd_edit){.headings = "２"});
	assert_unit(f, id, "2.1", "补充说明\n补充的文字。");
	edit(f, id, "2.1", &(yd_edit){.headings = "no"});
	assert_unit(f, id, "2", "抓安全\n校园安全第一，常查常改。\n补充说明\n补充的文字。");
	edit(f, id, NULL, &(yd_edit){.headings = "#0=yes"});
	assert_unit(f, id, "1", "导语在此。");
	edit(f, id, NULL, &(yd_edit){.headings = "end=no"});
	assert_unit(f, id, "end", "2024年2月1日");
	edit(f, id, NULL, &(yd_edit){.reset = true});
	assert_same(f, id, before);
	free(before);
}

static void a_unit_is_reset_alone(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	edit(f, id, NULL, &(yd_edit){.year = "2025"});
	edit(f, id, "1.2", &(yd_edit){.themes = "+digital"});
	char *before = describe(f, id);
	edit(f, id, "2", &(yd_edit){.themes = "+digital"});
	edit(f, id, NULL, &(yd_edit){.headings = "2=2"});
	edit(f, id, "1.3", &(yd_edit){.reset = true});
	assert_same(f, id, before);
	free(before);
}

/* ---- themes ---- */

static void themes_override_the_rules(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	assert_true(themes_at(f, id, "2", false) & theme("safety"));
	edit(f, id, "2", &(yd_edit){.themes = "-安全 +digital! +高等教育"});
	assert_int_equal(themes_at(f, id, "2", false), theme("digital") | theme("higher"));
	assert_int_equal(themes_at(f, id, "2", true), theme("digital"));
	/* Of a section: all clauses below it. */
	edit(f, id, "1", &(yd_edit){.themes = "+aid"});
	assert_true(themes_at(f, id, "1.1", false) & themes_at(f, id, "1.2", false) & theme("aid"));
	assert_false(themes_at(f, id, "2", false) & theme("aid"));
	/* Of the document; the last word counts. */
	edit(f, id, NULL, &(yd_edit){.themes = "-aid,+law"});
	assert_false(themes_at(f, id, "1.1", false) & theme("aid"));
	assert_true(themes_at(f, id, "3", false) & theme("law"));
}

static void counts_filters_and_searches_follow(void **state)
{
	fixture *f = *state;
	size_t any[YD_CORPUS_THEMES], primary[YD_CORPUS_THEMES], count, docs, clauses;
	int64_t id = put(f, "/a.txt", plan);
	yd_corpus *corpus = yd_library_corpus(f->library);
	edit(f, id, "3", &(yd_edit){.themes = "+opening!"});
	int number = yd_theme_find(YD_STR("opening"));
	assert_int_equal(yd_corpus_theme_totals(corpus, any, primary, NULL), YD_OK);
	assert_int_equal(any[number], 1);
	assert_int_equal(primary[number], 1);
	yd_filter filter = {.themes = UINT32_C(1) << number};
	assert_int_equal(yd_corpus_filter_totals(corpus, &filter, &docs, &clauses, NULL), YD_OK);
	assert_int_equal(clauses, 1);
	yd_query query;
	yd_hits_options options = {0};
	assert_int_equal(
		yd_library_query(f->library, YD_STR("theme:opening"), &query, NULL), YD_OK);
	assert_int_equal(yd_hits_count(f->library, &query, &options, &count, NULL), YD_OK);
	assert_int_equal(count, 1);
	edit(f, id, "3", &(yd_edit){.reset = true});
	assert_int_equal(yd_hits_count(f->library, &query, &options, &count, NULL), YD_OK);
	assert_int_equal(count, 0);
	yd_query_free(&query);
	size_t faults;
	yd_buf report = {0};
	assert_int_equal(yd_corpus_check(corpus, &report, &faults, NULL), YD_OK);
	assert_int_equal(faults, 0);
	yd_buf_free(&report);
}

/* ---- surviving ---- */

static void correct_everything(fixture *f, int64_t id)
{
	edit(f, id, NULL,
		&(yd_edit){.region = "吉林/长春",
			.year = "2025",
			.kind = "计划",
			.headings = "1.2=no 2:3=1",
			.themes = "+law"});
	edit(f, id, "2", &(yd_edit){.themes = "-safety +digital!"});
}

static void corrections_survive_another_import_and_a_lost_cache(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	correct_everything(f, id);
	char *corrected = describe(f, id);
	assert_int_equal(yd_library_reread(f->library, id, NULL), YD_OK);
	assert_same(f, id, corrected);
	assert_int_equal(put(f, "/a.txt", plan), id);
	assert_same(f, id, corrected);
	fixture_lose_cache(f);
	id = put(f, "/elsewhere.txt", plan);
	assert_same(f, id, corrected);
	fixture_lose_cache(f);
	/* Read ahead or not. */
	yd_imported imported;
	yd_str bytes = yd_str_of(plan);
	yd_library_read_ahead(f->library, "a", bytes, NULL);
	assert_int_equal(
		yd_library_import(f->library, "a", "/a.txt", bytes, NULL, &imported, NULL), YD_OK);
	assert_same(f, imported.doc.id, corrected);
	yd_imported_free(&imported);
	free(corrected);
}

static char *replaced(const char *text, const char *what, const char *with)
{
	const char *at = strstr(text, what);
	return yd_format("%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
}

static void corrections_go_over_to_a_changed_text_of_the_plan(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	correct_everything(f, id);
	char *text = replaced(plan, "每周学习一次，人人参加。", "每周学习两次。");
	assert_int_equal(put(f, "/a.txt", text), id);
	yd_open_doc *doc = doc_open(f, id);
	assert_string_equal(doc->info.region, "吉林省/长春市");
	assert_int_equal(doc->info.year, 2025);
	yd_open_doc_free(doc);
	assert_unit(f, id, "1.1", "学习\n每周学习两次。\n（二）纪律\n严守各项纪律，常抓不懈。");
	assert_unit(f, id, "3", "补充说明\n补充的文字。");
	assert_int_equal(themes_at(f, id, "2", true), theme("digital"));
	/* Where the paragraph is gone, the correction has nothing to stand on. */
	char *other = replaced(text, "（二）纪律\n", "");
	put(f, "/a.txt", other);
	assert_unit(f, id, "1.1", "学习\n每周学习两次。\n严守各项纪律，常抓不懈。");
	yd_held_corrections held;
	doc = doc_open(f, id);
	assert_int_equal(yd_library_corrections(f->library, doc, &held, NULL), YD_OK);
	size_t nowhere = 0;
	for (size_t i = 0; i < held.count; i++)
		nowhere += held.items[i].unit == SIZE_MAX && held.items[i].correction.text_hash;
	assert_int_equal(nowhere, 1);
	yd_held_corrections_free(&held);
	yd_open_doc_free(doc);
	free(text);
	free(other);
}

/* The same plan, downloaded again under another name. */
static void corrections_go_over_to_a_text_from_elsewhere(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	correct_everything(f, id);
	char *text = replaced(plan, "每周学习一次，人人参加。", "每周学习两次。");
	int64_t other = put(f, "/b.txt", text);
	assert_int_not_equal(other, id);
	yd_open_doc *doc = doc_open(f, other);
	assert_string_equal(doc->info.region, "吉林省/长春市");
	assert_int_equal(doc->info.year, 2025);
	yd_open_doc_free(doc);
	assert_unit(f, other, "3", "补充说明\n补充的文字。");
	/* What is said of one of them is not said of the other. */
	edit(f, other, NULL, &(yd_edit){.reset = true});
	assert_unit(f, id, "3", "补充说明\n补充的文字。");
	free(text);
}

static void another_plan_in_its_file_gets_nothing(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	correct_everything(f, id);
	id = put(f, "/a.txt",
		"石桥县教育局2022年工作总结\n一、抓党建\n文。\n二、抓安全\n校园安全第一，常查常改。"
		"\n");
	yd_open_doc *doc = doc_open(f, id);
	assert_null(doc->info.region);
	assert_int_equal(doc->info.year, 2022);
	yd_open_doc_free(doc);
	assert_true(themes_at(f, id, "2", false) & theme("safety"));
}

/* ---- undo ---- */

static void each_edit_is_one_step_of_undo(void **state)
{
	fixture *f = *state;
	yd_undo_kind kind;
	char *ref;
	int64_t id = put(f, "/a.txt", plan);
	char *first = describe(f, id);
	correct_everything(f, id);
	char *third = describe(f, id);
	edit(f, id, NULL, &(yd_edit){.reset = true, .year = "2011"});
	for (int i = 0; i < 3; i++) {
		assert_int_equal(yd_library_undo(f->library, &kind, &ref, NULL), YD_OK);
		assert_int_equal(kind, YD_UNDO_EDIT);
		assert_non_null(ref);
		free(ref);
		if (i == 0)
			assert_same(f, id, third);
	}
	assert_same(f, id, first);
	assert_int_equal(yd_library_undo(f->library, &kind, &ref, NULL), YD_END);
	free(first);
	free(third);
}

/* ---- at random ---- */

static uint32_t below(uint64_t *state, uint32_t bound)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % bound;
}

static void edit_at_random(fixture *f, int64_t id, uint64_t *random)
{
	static const char *const levels[] = {"yes", "no", "1", "2", "3", "8"};
	static const char *const years[] = {"1999", "2024", "2025"};
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = below(random, (uint32_t)doc->stored.unit_count);
	bool changed;
	char *heading = yd_format(":%u=%s", 1 + below(random, 2), levels[below(random, 6)]);
	char *themes = yd_format("%c%s%s", "+-"[below(random, 2)],
		yd_theme_key(below(random, YD_THEME_COUNT)), below(random, 2) ? "!" : "");
	yd_edit what = {0};
	switch (below(random, 4)) {
	case 0:
		what.year = years[below(random, 3)];
		break;
	case 1:
		what.themes = themes;
		unit = below(random, 2) ? SIZE_MAX : unit;
		break;
	default:
		what.headings = heading;
	}
	/* What cannot be done is refused, and changes nothing. */
	yd_library_edit(f->library, doc, unit, &what, &changed, NULL);
	yd_open_doc_free(doc);
	free(heading);
	free(themes);
}

static void random_corrections_survive_and_are_taken_back_whole(void **state)
{
	fixture *f = *state;
	enum { ROUNDS = 25, EDITS = 8 };
	uint64_t random = 20261122;
	char *original = describe(f, put(f, "/a.txt", plan));
	for (int round = 0; round < ROUNDS; round++) {
		int64_t id = put(f, "/a.txt", plan);
		for (int i = 0; i < EDITS; i++)
			edit_at_random(f, id, &random);
		char *corrected = describe(f, id);
		yd_library_reread(f->library, id, NULL);
		assert_same(f, id, corrected);
		if (round % 5 == 0) {
			fixture_lose_cache(f);
			id = put(f, "/a.txt", plan);
			assert_same(f, id, corrected);
		}
		edit(f, id, NULL, &(yd_edit){.reset = true});
		assert_same(f, id, original);
		free(corrected);
	}
	free(original);
}

/* ---- what cannot be ---- */

static void mistakes_are_told_and_change_nothing(void **state)
{
	fixture *f = *state;
	int64_t id = put(f, "/a.txt", plan);
	static const struct {
		const char *address;
		yd_edit what;
		yd_status status;
		const char *words;
	} cases[] = {
		{NULL, {.region = "长存市"}, YD_NOT_FOUND, "吉林省/长春市"},
		{NULL, {.region = "火星"}, YD_NOT_FOUND, "no place is called so"},
		{NULL, {.region = ""}, YD_INVALID, "region"},
		{NULL, {.region = "鼓楼区"}, YD_AMBIGUOUS, "鼓楼区"},
		{NULL, {.year = "202"}, YD_INVALID, "1900"},
		{NULL, {.year = "3024"}, YD_INVALID, "1900"},
		{NULL, {.year = ""}, YD_INVALID, "1900"},
		{NULL, {.title = " \n\t"}, YD_INVALID, "empty"},
		{NULL, {.kind = "诗"}, YD_INVALID, "要点"},
		{NULL, {.themes = "+poetry"}, YD_NOT_FOUND, "safety"},
		{NULL, {.themes = ""}, YD_NOT_FOUND, "safety"},
		{NULL, {.themes = "-safety law"}, YD_INVALID, "+law"},
		{"0", {.themes = "+safety"}, YD_INVALID, "clauses"},
		{NULL, {.headings = "7.7=no"}, YD_NOT_FOUND, "no unit 7.7"},
		{NULL, {.headings = "x=no"}, YD_NOT_FOUND, "no unit x"},
		{NULL, {.headings = "no"}, YD_INVALID, "which paragraph"},
		{NULL, {.headings = "1=9"}, YD_INVALID, "1 to 8"},
		{NULL, {.headings = "1"}, YD_INVALID, "which paragraph"},
		{NULL, {.headings = "1=perhaps"}, YD_INVALID, "yes, no"},
		{NULL, {.headings = "1:9=2"}, YD_NOT_FOUND, "no paragraph 9"},
		{NULL, {.headings = "1:x=2"}, YD_NOT_FOUND, "no paragraph"},
		{NULL, {.headings = "2:2=no"}, YD_INVALID, "no heading"},
		{NULL, {.headings = " , "}, YD_INVALID, "empty"},
		/* What is right in it is not done either. */
		{NULL, {.year = "2020", .themes = "+poetry"}, YD_NOT_FOUND, "poetry"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		edit_fails(
			f, id, cases[i].address, &cases[i].what, cases[i].status, cases[i].words);
	/* Zones have no code; an invented place is taken when one insists. */
	edit(f, id, NULL, &(yd_edit){.region = "吉林省/长春市/净月试验区"});
	edit(f, id, NULL, &(yd_edit){.region = "示例省 云水市!"});
	edit(f, id, NULL, &(yd_edit){.region = "示例省 云水市"});
	fixture_reopen(f, true);
	edit_fails(f, id, NULL, &(yd_edit){.year = "2020"}, YD_READ_ONLY, "read-only");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(metadata_is_corrected_and_comes_back),
		TEST(a_changed_reference_goes_on_working),
		TEST(headings_are_corrected_by_their_addresses),
		TEST(a_unit_is_reset_alone),
		TEST(themes_override_the_rules),
		TEST(counts_filters_and_searches_follow),
		TEST(corrections_survive_another_import_and_a_lost_cache),
		TEST(corrections_go_over_to_a_changed_text_of_the_plan),
		TEST(corrections_go_over_to_a_text_from_elsewhere),
		TEST(another_plan_in_its_file_gets_nothing),
		TEST(each_edit_is_one_step_of_undo),
		TEST(random_corrections_survive_and_are_taken_back_whole),
		TEST(mistakes_are_told_and_change_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
