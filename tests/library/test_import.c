#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const char title[] = "云水市教育局2024年工作要点";
static const char lines[] = "# 守好校园安全\n"
			    "完善校车管理台账。每月检查车辆和驾驶人员，及时排除安全隐患。\n"
			    "落实食堂陪餐制度。公开检查结果，请家长代表参加。\n"
			    "# 建强教师队伍\n"
			    "开展新任教师培训。以老带新，一人一案。\n";

static yd_imported import_given(
	fixture *f, const char *path, const char *text, const yd_given *given)
{
	yd_imported imported;
	yd_error err;
	if (yd_library_import(f->library, "plan", path, yd_str_of(text), given, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	return imported;
}

static yd_place_in_library resolve(fixture *f, const char *ref)
{
	yd_place_in_library place;
	yd_error err;
	if (yd_library_resolve(f->library, yd_str_of(ref), &place, &err) != YD_OK)
		fail_msg("%s", err.text);
	return place;
}

static yd_status resolve_fails(fixture *f, const char *ref, const char *says)
{
	yd_place_in_library place;
	yd_error err = {0};
	yd_status status = yd_library_resolve(f->library, yd_str_of(ref), &place, &err);
	assert_int_not_equal(status, YD_OK);
	if (!strstr(err.text, says))
		fail_msg("'%s' lacks '%s'", err.text, says);
	return status;
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void a_plan_is_stored_with_its_outline_and_tags(void **state)
{
	fixture *f = *state;
	yd_imported imported = plan_import(f, "a.txt", title, lines);
	assert_int_equal(imported.outcome, YD_PUT_NEW);
	assert_string_equal(imported.doc.title, title);
	assert_int_equal(imported.doc.year, 2024);
	assert_int_equal(imported.doc.sections, 2);
	assert_int_equal(imported.doc.clauses, 3);
	yd_open_doc *doc = doc_open(f, imported.doc.id);
	assert_int_equal(doc->outline.node_count, 5);
	size_t unit = unit_with(doc, "校车管理台账");
	assert_int_equal(unit, 2);
	assert_true(doc->stored.units[unit].clause);
	assert_true(doc->stored.units[unit].any & UINT32_C(1) << yd_theme_find(YD_STR("safety")));
	yd_buf text = {0};
	yd_open_doc_unit_ref(doc, unit, &text);
	char *expected = yd_format("%s#1.1", imported.doc.ref);
	assert_string_equal(text.ptr, expected);
	yd_buf_clear(&text);
	yd_open_doc_unit_title(doc, 1, &text);
	assert_string_equal(text.ptr, "守好校园安全");
	yd_buf_clear(&text);
	yd_open_doc_unit_title(doc, 0, &text);
	assert_string_equal(text.ptr, title);
	free(expected);
	yd_buf_free(&text);
	yd_open_doc_free(doc);
	yd_imported_free(&imported);
}

static void unchanged_bytes_are_skipped_and_changed_ones_replace(void **state)
{
	fixture *f = *state;
	char *path = yd_format("%s/a.txt", f->folder);
	write_file(path, "here");
	int64_t id = plan_put(f, "a.txt", title, lines);
	yd_imported again = plan_import(f, "a.txt", title, lines);
	assert_int_equal(again.outcome, YD_PUT_UNCHANGED);
	assert_int_equal(again.doc.id, id);
	assert_int_equal(again.doc.clauses, 3);
	yd_imported_free(&again);
	/* From elsewhere, too: the same bytes are the same document. */
	again = plan_import(f, "copy.txt", title, lines);
	assert_int_equal(again.outcome, YD_PUT_UNCHANGED);
	assert_int_equal(again.doc.id, id);
	assert_string_equal(again.doc.source_path, path);
	yd_imported_free(&again);
	again = plan_import(f, "a.txt", title, "# 守好校园安全\n只剩一条。\n");
	assert_int_equal(again.outcome, YD_PUT_REPLACED);
	assert_int_equal(again.doc.id, id);
	assert_int_equal(again.doc.clauses, 1);
	yd_imported_free(&again);
	yd_totals totals;
	assert_int_equal(yd_corpus_totals(yd_library_corpus(f->library), &totals, NULL), YD_OK);
	assert_int_equal(totals.docs, 1);
	unlink(path);
	free(path);
}

static void a_moved_file_goes_on_being_the_same_document(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "/gone/a.txt", title, lines);
	yd_imported moved = plan_import(f, "/now/b.txt", title, lines);
	assert_int_equal(moved.outcome, YD_PUT_UNCHANGED);
	assert_non_null(strstr(moved.doc.source_path, "/now/b.txt"));
	yd_imported_free(&moved);
	moved = plan_import(f, "/now/b.txt", title, "# 守好校园安全\n只剩一条。\n");
	assert_int_equal(moved.outcome, YD_PUT_REPLACED);
	assert_int_equal(moved.doc.id, id);
	yd_imported_free(&moved);
}

static void what_was_said_holds_when_the_bytes_come_again(void **state)
{
	fixture *f = *state;
	char *text = plan_text("工作要点", lines);
	yd_given given = {.region = "示例省 云水市", .year = 2023, .title = "云水市的要点"};
	yd_imported first = import_given(f, NULL, text, &given);
	assert_string_equal(first.doc.region, "示例省/云水市");
	assert_int_equal(first.doc.year, 2023);
	assert_string_equal(first.doc.title, "云水市的要点");
	fixture_lose_cache(f);
	yd_imported second = import_given(f, "/somewhere/else.txt", text, NULL);
	assert_int_equal(second.outcome, YD_PUT_NEW);
	assert_string_equal(second.doc.ref, first.doc.ref);
	assert_string_equal(second.doc.region, "示例省/云水市");
	assert_string_equal(second.doc.title, "云水市的要点");
	assert_int_equal(yd_library_reread(f->library, second.doc.id, NULL), YD_OK);
	yd_place_in_library place = resolve(f, first.doc.ref);
	assert_int_equal(place.doc, second.doc.id);
	free(text);
	yd_imported_free(&first);
	yd_imported_free(&second);
}

static void a_corrected_reference_goes_on_working(void **state)
{
	fixture *f = *state;
	char *text = plan_text("工作要点", lines);
	yd_imported before = import_given(f, "/a.txt", text, NULL);
	yd_given given = {.year = 2022};
	yd_imported after = import_given(f, "/a.txt", text, &given);
	assert_int_equal(after.outcome, YD_PUT_REPLACED);
	assert_int_equal(after.doc.id, before.doc.id);
	assert_string_not_equal(after.doc.ref, before.doc.ref);
	assert_int_equal(resolve(f, before.doc.ref).doc, after.doc.id);
	char *unit = yd_format("%s#2.1", before.doc.ref);
	assert_int_equal(resolve(f, unit).unit, 5);
	assert_int_equal(resolve(f, "x-0000").doc, after.doc.id);
	/* Also when the cache was lost since: what was said brings the new reference, the old one
	 * is known. */
	fixture_lose_cache(f);
	resolve_fails(f, before.doc.ref, before.doc.ref);
	yd_imported again = import_given(f, "/a.txt", text, NULL);
	assert_string_equal(again.doc.ref, after.doc.ref);
	assert_int_equal(resolve(f, unit).doc, again.doc.id);
	free(unit);
	free(text);
	yd_imported_free(&before);
	yd_imported_free(&after);
	yd_imported_free(&again);
}

static void references_may_be_shortened_while_they_are_clear(void **state)
{
	fixture *f = *state;
	yd_imported a = plan_import(f, "a.txt", title, lines);
	yd_imported b = plan_import(f, "b.txt", "云水市教育局2023年工作要点", lines);
	yd_place_in_library place = resolve(f, a.doc.ref);
	assert_true(place.whole);
	char shortened[64];
	snprintf(shortened, sizeof shortened, "  %.*s ", (int)strlen(a.doc.ref) - 2, a.doc.ref);
	assert_int_equal(resolve(f, shortened).doc, a.doc.id);
	for (char *c = shortened; *c; c++)
		*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
	assert_int_equal(resolve(f, shortened).doc, a.doc.id);
	char start[2] = {a.doc.ref[0], '\0'};
	assert_int_equal(b.doc.ref[0], a.doc.ref[0]);
	assert_int_equal(resolve_fails(f, start, start), YD_AMBIGUOUS);
	assert_int_equal(resolve_fails(f, "zzz", "zzz"), YD_NOT_FOUND);
	assert_int_equal(resolve_fails(f, "", "reference"), YD_INVALID);
	assert_int_equal(resolve_fails(f, " #2", "#2"), YD_INVALID);
	char *unit = yd_format("%s#9.9", a.doc.ref);
	assert_int_equal(resolve_fails(f, unit, unit), YD_NOT_FOUND);
	free(unit);
	yd_imported_free(&a);
	yd_imported_free(&b);
}

static void every_unit_has_an_address_that_leads_back(void **state)
{
	fixture *f = *state;
	yd_open_doc *doc = doc_open(f, plan_put(f, "a.txt", title, lines));
	for (size_t unit = 0; unit < doc->stored.unit_count; unit++) {
		yd_buf ref = {0};
		yd_open_doc_unit_ref(doc, unit, &ref);
		yd_place_in_library place = resolve(f, ref.ptr);
		assert_int_equal(place.doc, doc->info.id);
		assert_int_equal(place.unit, unit);
		assert_false(place.whole);
		yd_buf_free(&ref);
	}
	yd_open_doc_free(doc);
}

static void read_only_reads_and_changes_nothing(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	fixture_reopen(f, true);
	assert_true(yd_library_read_only(f->library));
	yd_imported imported;
	yd_error err;
	assert_int_equal(yd_library_import(f->library, "b", NULL, YD_STR("一、新的\n"), NULL,
				 &imported, &err),
		YD_READ_ONLY);
	assert_non_null(strstr(err.text, "--read-only"));
	assert_int_equal(yd_library_reread(f->library, id, &err), YD_READ_ONLY);
	assert_int_equal(yd_library_remove(f->library, id, &err), YD_READ_ONLY);
	yd_open_doc *doc = doc_open(f, id);
	bool added;
	assert_int_equal(yd_library_bookmark_add(f->library, doc, 1, &added, &err), YD_READ_ONLY);
	yd_open_doc_free(doc);
}

static void missing_files_read_as_empty_ones(void **state)
{
	fixture *f = *state;
	char *cache = yd_format("%s/none/corpus.db", f->folder);
	yd_library_options options = {cache, cache, true};
	yd_library *library;
	yd_totals totals;
	struct stat st;
	assert_int_equal(yd_library_open(&options, &library, NULL, NULL), YD_OK);
	assert_int_equal(yd_corpus_totals(yd_library_corpus(library), &totals, NULL), YD_OK);
	assert_int_equal(totals.docs, 0);
	assert_string_equal(yd_library_cache_path(library), cache);
	yd_library_close(library);
	assert_int_equal(stat(cache, &st), -1);
	free(cache);
}

static void a_document_is_read_anew_when_the_rules_change(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines), after = 0;
	size_t stale;
	assert_int_equal(yd_library_stale_count(f->library, &stale, NULL), YD_OK);
	assert_int_equal(stale, 0);
	assert_int_equal(yd_library_reread_next(f->library, &after, NULL), YD_END);
	char *folder = yd_format("%s/yaodian", f->folder), *themes = yd_format("%s/themes", folder);
	mkdir(folder, 0755);
	write_file(themes, "theme safety\nstrong 管理台账\n");
	yd_library_options options = {f->cache, f->user, false};
	yd_buf warnings = {0};
	yd_library_close(f->library);
	assert_int_equal(yd_library_open(&options, &f->library, &warnings, NULL), YD_OK);
	yd_buf_free(&warnings);
	assert_int_equal(yd_library_stale_count(f->library, &stale, NULL), YD_OK);
	assert_int_equal(stale, 1);
	assert_int_equal(yd_library_reread_next(f->library, &after, NULL), YD_OK);
	assert_int_equal(after, id);
	assert_int_equal(yd_library_reread_next(f->library, &after, NULL), YD_END);
	assert_int_equal(yd_library_stale_count(f->library, &stale, NULL), YD_OK);
	assert_int_equal(stale, 0);
	free(folder);
	free(themes);
}

static void files_know_their_place_and_pipes_have_none(void **state)
{
	fixture *f = *state;
	char *path = yd_format("%s/./plan.txt", f->folder), *pipe = yd_format("%s/pipe", f->folder);
	char *expected = yd_format("%s/plan.txt", f->folder);
	write_file(expected, "一、甲\n");
	yd_buf bytes = {0};
	char *origin;
	yd_error err;
	assert_int_equal(yd_library_read_file(path, &bytes, &origin, &err), YD_OK);
	assert_string_equal(origin, expected);
	assert_string_equal(bytes.ptr, "一、甲\n");
	free(origin);
	yd_buf_clear(&bytes);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	if (fork() == 0) {
		write_file(pipe, "一、乙\n");
		_exit(0);
	}
	assert_int_equal(yd_library_read_file(pipe, &bytes, &origin, &err), YD_OK);
	assert_null(origin);
	assert_string_equal(bytes.ptr, "一、乙\n");
	yd_buf_clear(&bytes);
	assert_int_equal(yd_library_read_file(f->folder, &bytes, &origin, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "is a folder"));
	unlink(expected);
	assert_int_equal(yd_library_read_file(path, &bytes, &origin, &err), YD_NOT_FOUND);
	assert_non_null(strstr(err.text, path));
	assert_int_equal(yd_library_read_file("/dev/zero", &bytes, &origin, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "larger than"));
	yd_buf_free(&bytes);
	free(path);
	free(pipe);
	free(expected);
}

static void units_show_their_first_words(void **state)
{
	fixture *f = *state;
	yd_buf text = {0}, title_of = {0};
	yd_buf_puts(&text, "# 守好校园\n");
	for (int i = 0; i < 60; i++)
		yd_buf_puts(&text, i == 59 ? "完。\n" : "字");
	yd_open_doc *doc = doc_open(f, plan_put(f, "a.txt", title, text.ptr));
	yd_open_doc_unit_title(doc, 2, &title_of);
	assert_int_equal(title_of.len, 41 * strlen("字"));
	assert_true(yd_str_ends(yd_buf_str(&title_of), YD_STR("字…")));
	yd_open_doc_free(doc);
	yd_buf_free(&text);
	yd_buf_free(&title_of);
	yd_one_line(YD_STR(" \n a\t\t　b\nc \n"), &text);
	assert_string_equal(text.ptr, "a b c");
	yd_buf_free(&text);
}

static void hashes_follow_the_fold(void **state)
{
	(void)state;
	assert_int_equal(yd_text_hash(YD_STR("")), 0);
	assert_int_equal(yd_text_hash(YD_STR(" \n　")), 0);
	assert_true(yd_text_hash(YD_STR("黨建 ＡＢＣ")) == yd_text_hash(YD_STR("党建abc")));
	assert_true(yd_text_hash(YD_STR("党建")) != yd_text_hash(YD_STR("建党")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_plan_is_stored_with_its_outline_and_tags),
		TEST(unchanged_bytes_are_skipped_and_changed_ones_replace),
		TEST(a_moved_file_goes_on_being_the_same_document),
		TEST(what_was_said_holds_when_the_bytes_come_again),
		TEST(a_corrected_reference_goes_on_working),
		TEST(references_may_be_shortened_while_they_are_clear),
		TEST(every_unit_has_an_address_that_leads_back),
		TEST(read_only_reads_and_changes_nothing),
		TEST(missing_files_read_as_empty_ones),
		TEST(a_document_is_read_anew_when_the_rules_change),
		TEST(files_know_their_place_and_pipes_have_none),
		TEST(units_show_their_first_words),
		cmocka_unit_test(hashes_follow_the_fold),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
