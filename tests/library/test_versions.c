/* Earlier versions by reference: opened, cited, refused where only the current text counts. */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char title[] = "云水市教育局2024年工作要点";
static const char first[] = "# 守好校园安全\n"
			    "完善校车管理台账。每月检查车辆和驾驶人员，及时排除安全隐患。\n"
			    "落实食堂陪餐制度。公开检查结果，请家长代表参加。\n"
			    "# 建强教师队伍\n"
			    "开展新任教师培训。以老带新，一人一案。\n";
static const char second[] = "# 守好校园安全\n"
			     "完善校车管理台账。每周检查车辆和驾驶人员，及时排除安全隐患。\n"
			     "# 建强教师队伍\n"
			     "开展新任教师培训。以老带新，一人一案。\n";

static yd_open_doc *open_version(fixture *f, int64_t id, int64_t number)
{
	yd_open_doc *doc;
	yd_error err;
	if (yd_library_open_version(f->library, id, number, &doc, &err) != YD_OK)
		fail_msg("%s", err.text);
	return doc;
}

static yd_imported import_bytes(fixture *f, const char *name, const char *text)
{
	yd_imported imported;
	yd_error err;
	char *path = yd_format("%s/%s", f->folder, name);
	if (yd_library_import(f->library, name, path, yd_str_of(text), NULL, &imported, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	free(path);
	return imported;
}

static size_t count_versions(fixture *f, int64_t id)
{
	yd_version *versions;
	size_t count;
	assert_int_equal(
		yd_corpus_versions(yd_library_corpus(f->library), id, &versions, &count, NULL),
		YD_OK);
	yd_versions_free(versions, count);
	return count;
}

static yd_place_in_library resolve(fixture *f, const char *ref)
{
	yd_place_in_library place;
	yd_error err;
	if (yd_library_resolve_version(f->library, yd_str_of(ref), &place, &err) != YD_OK)
		fail_msg("%s", err.text);
	return place;
}

static void assert_refused(fixture *f, const char *ref, yd_status status, const char *says)
{
	yd_place_in_library place;
	yd_error err = {0};
	assert_int_equal(
		yd_library_resolve_version(f->library, yd_str_of(ref), &place, &err), status);
	if (!strstr(err.text, says))
		fail_msg("%s: '%s' lacks '%s'", ref, err.text, says);
}

static char *ref_of(fixture *f, int64_t id, const char *end)
{
	yd_doc doc;
	assert_int_equal(yd_corpus_doc(yd_library_corpus(f->library), id, &doc, NULL), YD_OK);
	char *ref = yd_format("%s%s", doc.ref, end);
	yd_doc_free(&doc);
	return ref;
}

static void an_earlier_version_is_read_as_it_was(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, first);
	yd_open_doc *was = doc_open(f, id);
	assert_int_equal(plan_put(f, "a.txt", title, second), id);
	yd_open_doc *version = open_version(f, id, 1), *now = open_version(f, id, 2);
	char *ref = ref_of(f, id, "@1");
	assert_string_equal(version->info.ref, ref);
	assert_string_equal(version->info.title, title);
	assert_int_equal(version->info.year, 2024);
	assert_int_equal(version->version, 1);
	assert_int_equal(now->version, 0);
	assert_int_equal(version->info.clauses, 3);
	assert_int_equal(now->info.clauses, 2);
	assert_int_equal(version->outline.node_count, was->outline.node_count);
	assert_memory_equal(version->stored.units, was->stored.units,
		was->stored.unit_count * sizeof *was->stored.units);
	yd_buf text = {0};
	size_t unit = unit_with(version, "每月检查");
	yd_open_doc_unit_ref(version, unit, &text);
	yd_buf_puts(&text, " ");
	yd_open_doc_cite(version, unit, YD_CITE_GBT7714_2025, "2026-11-22", &text);
	assert_non_null(strstr(text.ptr, "@1#1.1 "));
	assert_true(yd_str_ends(yd_buf_str(&text), YD_STR("@1#1.1")));
	yd_buf_free(&text);
	free(ref);
	yd_open_doc_free(was);
	yd_open_doc_free(version);
	yd_open_doc_free(now);
}

static void references_name_versions_and_units_of_them(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, first);
	plan_put(f, "a.txt", title, second);
	static const struct {
		const char *end;
		int64_t version;
		size_t unit;
	} good[] = {
		{"@1", 1, SIZE_MAX},
		{"@2", 0, SIZE_MAX}, /* that is the current one */
		{"@1#1.2", 1, 3},
		{"@1#2.1", 1, 5},
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		char *ref = ref_of(f, id, good[i].end);
		yd_place_in_library place = resolve(f, ref);
		assert_int_equal(place.doc, id);
		assert_int_equal(place.version, good[i].version);
		assert_int_equal(place.whole, good[i].unit == SIZE_MAX);
		if (!place.whole)
			assert_int_equal(place.unit, good[i].unit);
		free(ref);
	}
	/* Any unambiguous beginning, in either case. */
	char *ref = ref_of(f, id, ""), *begun = yd_format("%.*s@1", (int)strlen(ref) - 2, ref);
	for (char *c = begun; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
	assert_int_equal(resolve(f, begun).version, 1);
	free(ref);
	free(begun);
	/* The second clause of the first section is in the old version only. */
	char *now = ref_of(f, id, "#1.2");
	assert_refused(f, now, YD_NOT_FOUND, "no such unit");
	free(now);
}

static void hostile_numbers_are_refused_with_the_way_out(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, first);
	plan_put(f, "a.txt", title, second);
	static const struct {
		const char *end, *says;
		yd_status status;
	} bad[] = {
		{"@", "no version", YD_INVALID},
		{"@0", "no version", YD_INVALID},
		{"@00", "no version", YD_INVALID},
		{"@-1", "no version", YD_INVALID},
		{"@+1", "no version", YD_INVALID},
		{"@1.0", "no version", YD_INVALID},
		{"@1@1", "no version", YD_INVALID},
		{"@1 ", "", YD_OK},
		{"@x", "no version", YD_INVALID},
		{"@１", "no version", YD_INVALID},
		{"@0x1", "no version", YD_INVALID},
		{"@1e1", "no version", YD_INVALID},
		{"@3", "no such version", YD_NOT_FOUND},
		{"@18446744073709551617", "no such version", YD_NOT_FOUND},
		{"@9223372036854775808", "no such version", YD_NOT_FOUND},
		{"@99999999999999999999999999999999999999999999", "no such version", YD_NOT_FOUND},
		{"@1#9", "no such unit", YD_NOT_FOUND},
		{"@1#", "no such unit", YD_NOT_FOUND},
		{"@#1", "no version", YD_INVALID},
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *ref = ref_of(f, id, bad[i].end);
		if (bad[i].status == YD_OK)
			resolve(f, ref);
		else
			assert_refused(f, ref, bad[i].status, bad[i].says);
		free(ref);
	}
	assert_refused(f, "@1", YD_INVALID, "names no document");
	assert_refused(f, "220802-1999@1", YD_NOT_FOUND, "no document");
	char *listed = ref_of(f, id, "@7");
	assert_refused(f, listed, YD_NOT_FOUND, "yaodian versions ");
	free(listed);
}

static void what_counts_for_the_current_text_refuses_versions(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, first);
	plan_put(f, "a.txt", title, second);
	char *ref = ref_of(f, id, "@1"), *now = ref_of(f, id, "@2");
	yd_place_in_library place;
	yd_error err = {0};
	bool added;
	assert_int_equal(yd_library_resolve(f->library, yd_str_of(ref), &place, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "earlier version"));
	assert_int_equal(yd_library_resolve(f->library, yd_str_of(now), &place, &err), YD_OK);
	yd_open_doc *version = open_version(f, id, 1);
	assert_int_equal(yd_library_bookmark_add(f->library, version, 2, &added, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "@1: is an earlier version"));
	assert_int_equal(
		yd_library_bookmark_toggle(f->library, version, 2, &added, &err), YD_INVALID);
	assert_int_equal(yd_library_note(f->library, version, 2, "note", &added, &err), YD_INVALID);
	assert_int_equal(
		yd_library_tag(f->library, version, 2, YD_STR("tag"), &added, &err), YD_INVALID);
	yd_edit edit = {.year = "2020"};
	bool changed;
	assert_int_equal(
		yd_library_edit(f->library, version, SIZE_MAX, &edit, &changed, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "@1: is an earlier version"));
	/* Nor does it show bookmarks of the current text. */
	bookmark_at(f, id, "每周检查");
	bool *marks = yd_alloc(version->stored.unit_count * sizeof *marks);
	assert_int_equal(yd_library_bookmarks_in(f->library, version, marks, &err), YD_OK);
	for (size_t i = 0; i < version->stored.unit_count; i++)
		assert_false(marks[i]);
	free(marks);
	yd_open_doc_free(version);
	free(ref);
	free(now);
}

static void bookmarks_follow_into_the_new_text(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, first);
	bookmark_at(f, id, "每月检查");
	plan_put(f, "a.txt", title, second);
	yd_bookmark bookmark = only_bookmark(f);
	yd_found found;
	yd_place_in_library place;
	char *moved;
	assert_int_equal(
		yd_library_bookmark_find(f->library, &bookmark, &found, &place, &moved, NULL),
		YD_OK);
	assert_int_not_equal(found, YD_FOUND_LOST);
	assert_int_equal(place.version, 0);
	free(moved);
	yd_bookmark_free(&bookmark);
}

static void what_was_said_of_old_bytes_holds_for_the_version(void **state)
{
	fixture *f = *state;
	yd_imported imported;
	yd_error err;
	yd_given given = {.region = "示例省 石桥县", .year = 2021};
	char *text = plan_text(title, first), *path = yd_format("%s/a.txt", f->folder);
	assert_int_equal(
		yd_library_import(f->library, "a", path, yd_str_of(text), &given, &imported, &err),
		YD_OK);
	int64_t id = imported.doc.id;
	char *former = yd_strdup(imported.doc.ref);
	yd_imported_free(&imported);
	/* Another plan takes its place: to a new text of the same one it would go over. */
	assert_int_equal(plan_put(f, "a.txt", "石桥县教育局2023年工作总结", second), id);
	yd_open_doc *version = open_version(f, id, 1);
	assert_int_equal(version->info.year, 2021);
	assert_string_equal(version->info.region, "示例省/石桥县");
	yd_open_doc_free(version);
	/* The reference it was known by then still leads to it: region and year are others now. */
	yd_place_in_library place = resolve(f, former);
	assert_int_equal(place.doc, id);
	assert_int_equal(place.version, 1);
	/* It stays so with a new cache from the same bytes, and when all is read anew. */
	assert_int_equal(yd_library_reread(f->library, id, &err), YD_OK);
	assert_int_equal(count_versions(f, id), 2);
	free(former);
	free(text);
	free(path);
}

static void a_corrected_title_keeps_the_old_reference_working(void **state)
{
	fixture *f = *state;
	yd_imported imported = plan_import(f, "a.txt", title, first);
	char *former = yd_strdup(imported.doc.ref);
	yd_imported_free(&imported);
	imported = plan_import(f, "a.txt", "云水市教育局2024年重点工作", first);
	assert_string_not_equal(imported.doc.ref, former);
	yd_place_in_library place = resolve(f, former);
	assert_int_equal(place.doc, imported.doc.id);
	assert_int_equal(place.version, 0);
	yd_imported_free(&imported);
	free(former);
}

static void page_furniture_and_white_space_make_no_version(void **state)
{
	fixture *f = *state;
	yd_imported imported = import_bytes(
		f, "a.txt", "云水市教育局2024年工作要点\n一、守好校园安全。\n二、建强教师队伍。\n");
	int64_t id = imported.doc.id;
	yd_imported_free(&imported);
	imported = import_bytes(f, "a.txt",
		"云水市教育局2024年工作要点\r\n\r\n一、守好校园安全。  \r\n"
		"二、建强教师队伍。\r\n");
	assert_int_equal(imported.outcome, YD_PUT_REPLACED);
	assert_int_equal(imported.doc.id, id);
	assert_int_equal(count_versions(f, id), 1);
	yd_imported_free(&imported);
	/* One sign is enough. */
	imported = import_bytes(
		f, "a.txt", "云水市教育局2024年工作要点\n一、守好校园安全。\n二、建强教师队伍！\n");
	assert_int_equal(count_versions(f, id), 2);
	yd_imported_free(&imported);
	/* So is another date, in the closing. */
	imported = import_bytes(f, "a.txt",
		"云水市教育局2024年工作要点\n一、守好校园安全。\n二、建强教师队伍！\n"
		"2024年2月5日\n");
	assert_int_equal(count_versions(f, id), 3);
	yd_imported_free(&imported);
}

#define test(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(an_earlier_version_is_read_as_it_was),
		test(references_name_versions_and_units_of_them),
		test(hostile_numbers_are_refused_with_the_way_out),
		test(what_counts_for_the_current_text_refuses_versions),
		test(bookmarks_follow_into_the_new_text),
		test(what_was_said_of_old_bytes_holds_for_the_version),
		test(a_corrected_title_keeps_the_old_reference_working),
		test(page_furniture_and_white_space_make_no_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
