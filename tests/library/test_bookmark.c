#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const char title[] = "云水市教育局2024年工作要点";
static const char other_title[] = "石桥县教育局2021年工作要点";

#define BUSES                                                                                      \
	"完善校车管理台账。每月检查车辆和驾驶人员，及时排除安全隐患，建立整改清单并逐项销号。\n"
#define MEALS	"落实食堂陪餐制度。公开检查结果，请家长代表参加，每学期评议不少于两次。\n"
#define NOVICES "开展新任教师培训。以老带新，一人一案，第一年听课不少于四十节。\n"
#define READING "建设书香校园。每班设图书角，每周安排一节阅读课，评选阅读之星。\n"

static const char lines[] = "# 守好校园安全\n" BUSES MEALS "# 建强教师队伍\n" NOVICES;

/* Where the only bookmark is: its address ("1.2"), or "lost". *doc (may be NULL) gets the document.
 * Owned. */
static char *whereabouts(fixture *f, yd_found expected, int64_t *doc)
{
	yd_bookmark bookmark = only_bookmark(f);
	yd_found found;
	yd_place_in_library place;
	char *moved, *at = NULL;
	yd_error err;
	if (yd_library_bookmark_find(f->library, &bookmark, &found, &place, &moved, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_int_equal(found, expected);
	assert_true((found == YD_FOUND_MOVED) == (moved != NULL));
	if (found == YD_FOUND_LOST)
		at = yd_strdup("lost");
	else
		at = yd_strdup(strchr(moved ? moved : bookmark.ref, '#') + 1);
	if (doc)
		*doc = place.doc;
	free(moved);
	yd_bookmark_free(&bookmark);
	return at;
}

static void check_at(fixture *f, yd_found expected, const char *address)
{
	char *at = whereabouts(f, expected, NULL);
	assert_string_equal(at, address);
	free(at);
}

/* The units of a document that are marked, as addresses parted by spaces. Owned. */
static char *marked(fixture *f, int64_t id)
{
	yd_open_doc *doc = doc_open(f, id);
	bool *marks = yd_alloc(doc->stored.unit_count * sizeof *marks);
	yd_buf out = {0};
	yd_error err;
	if (yd_library_bookmarks_in(f->library, doc, marks, &err) != YD_OK)
		fail_msg("%s", err.text);
	for (size_t unit = 0; unit < doc->stored.unit_count; unit++)
		if (marks[unit]) {
			yd_buf_puts(&out, out.len ? " " : "");
			yd_unit_address(&doc->outline, unit, &out);
		}
	free(marks);
	yd_open_doc_free(doc);
	return yd_buf_take(&out);
}

static void check_marked(fixture *f, int64_t id, const char *expected)
{
	char *at = marked(f, id);
	assert_string_equal(at, expected);
	free(at);
}

static void a_bookmark_holds_where_it_was_set(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	check_at(f, YD_FOUND_SAME, "1.2");
	check_marked(f, id, "1.2");
	yd_bookmark bookmark = only_bookmark(f);
	assert_string_equal(bookmark.title, "落实食堂陪餐制度");
	assert_string_equal(bookmark.doc_title, title);
	assert_int_equal(strlen(bookmark.text), strlen(MEALS) - 1);
	assert_int_equal(strlen(bookmark.created), 20);
	yd_bookmark_free(&bookmark);
}

static void setting_twice_sets_once_and_toggling_removes(void **state)
{
	fixture *f = *state;
	yd_open_doc *doc = doc_open(f, plan_put(f, "a.txt", title, lines));
	bool now;
	assert_int_equal(yd_library_bookmark_add(f->library, doc, 2, &now, NULL), YD_OK);
	assert_true(now);
	assert_int_equal(yd_library_bookmark_add(f->library, doc, 2, &now, NULL), YD_OK);
	assert_false(now);
	assert_int_equal(yd_library_bookmark_toggle(f->library, doc, 2, &now, NULL), YD_OK);
	assert_false(now);
	check_marked(f, doc->info.id, "");
	assert_int_equal(yd_library_bookmark_toggle(f->library, doc, 5, &now, NULL), YD_OK);
	assert_true(now);
	check_marked(f, doc->info.id, "2.1");
	yd_open_doc_free(doc);
}

static void a_unit_without_text_is_not_bookmarked(void **state)
{
	fixture *f = *state;
	yd_imported imported;
	yd_error err;
	bool now;
	assert_int_equal(yd_library_import(f->library, "untitled", NULL,
				 YD_STR("一、甲事\n二、乙事\n"), NULL, &imported, NULL),
		YD_OK);
	yd_open_doc *doc = doc_open(f, imported.doc.id);
	assert_int_equal(yd_library_bookmark_toggle(f->library, doc, 0, &now, &err), YD_INVALID);
	assert_non_null(strstr(err.text, "#0"));
	yd_imported_free(&imported);
	assert_false(now);
	yd_open_doc_free(doc);
}

static void a_clause_inserted_before_does_not_take_it(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	assert_int_equal(plan_put(f, "a.txt", title,
				 "# 守好校园安全\n" READING BUSES MEALS "# 建强教师队伍\n" NOVICES),
		id);
	check_at(f, YD_FOUND_SAME, "1.3"); /* the import noted the new place */
	check_marked(f, id, "1.3");
}

static void small_edits_keep_it(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	plan_put(f, "a.txt", title,
		"# 守好校园安全\n" BUSES "落实食堂陪餐制度。及时公开检查结果，邀请家长代表参加，每"
		"学期评议不少于三次。\n# 建强教师队伍\n" NOVICES);
	check_at(f, YD_FOUND_SAME, "1.2");
	/* The text it held stays the one it was set on. */
	yd_bookmark bookmark = only_bookmark(f);
	assert_non_null(strstr(bookmark.text, "请家长代表参加，每学期评议不少于两次"));
	yd_bookmark_free(&bookmark);
}

static void it_follows_into_another_section(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	plan_put(f, "a.txt", title, "# 守好校园安全\n" BUSES "# 建强教师队伍\n" NOVICES MEALS);
	check_at(f, YD_FOUND_SAME, "2.2");
	check_marked(f, id, "2.2");
}

static void of_equal_clauses_the_nearest_counts(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, "# 上半年\n" MEALS BUSES "# 下半年\n" BUSES MEALS);
	yd_open_doc *doc = doc_open(f, id);
	bool added;
	assert_int_equal(yd_library_bookmark_add(f->library, doc, 6, &added, NULL), YD_OK);
	yd_open_doc_free(doc);
	check_at(f, YD_FOUND_SAME, "2.2");
	check_marked(f, id, "2.2");
}

static void another_text_at_its_place_does_not_take_it(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	plan_put(f, "a.txt", title, "# 守好校园安全\n" BUSES READING "# 建强教师队伍\n" NOVICES);
	check_at(f, YD_FOUND_LOST, "lost");
	check_marked(f, id, "");
	yd_bookmark bookmark = only_bookmark(f);
	assert_non_null(strstr(bookmark.text, "落实食堂陪餐制度"));
	yd_bookmark_free(&bookmark);
	/* It holds again when the text is back. */
	plan_put(f, "a.txt", title, lines);
	check_at(f, YD_FOUND_SAME, "1.2");
}

static void deleting_and_rebuilding_the_cache_keeps_it(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	assert_int_equal(yd_library_reread(f->library, id, NULL), YD_OK);
	check_at(f, YD_FOUND_SAME, "1.2");
	fixture_lose_cache(f);
	check_at(f, YD_FOUND_LOST, "lost");
	plan_put(f, "b.txt", other_title, "# 其他\n" NOVICES);
	id = plan_put(f, "a.txt", title, lines);
	check_at(f, YD_FOUND_SAME, "1.2");
	check_marked(f, id, "1.2");
}

static void another_plan_under_the_same_name_does_not_take_it(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(
		f, "plan.txt", title, "# 守好校园安全\n" BUSES MEALS "# 加强组织领导\n" NOVICES);
	bookmark_at(f, id, "加强组织领导");
	plan_put(f, "plan.txt", other_title, "# 读书\n" READING READING "# 加强组织领导\n" READING);
	check_at(f, YD_FOUND_LOST, "lost");
	check_marked(f, id, "");
}

static void it_is_found_in_another_document_when_its_own_is_gone(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a.txt", title, lines), found;
	int64_t other =
		plan_put(f, "b.txt", other_title, "# 读书\n" READING "# 吃饭\n" NOVICES MEALS);
	bookmark_at(f, id, "陪餐制度");
	check_marked(f, other, "");
	check_at(f, YD_FOUND_SAME, "1.2");
	assert_int_equal(yd_library_remove(f->library, id, NULL), YD_OK);
	char *at = whereabouts(f, YD_FOUND_MOVED, &found);
	assert_string_equal(at, "2.2");
	assert_int_equal(found, other);
	check_marked(f, other, "2.2");
	free(at);
	/* Its own comes back: that is where it belongs. */
	id = plan_put(f, "a.txt", title, lines);
	check_at(f, YD_FOUND_SAME, "1.2");
	check_marked(f, other, "");
	check_marked(f, id, "1.2");
}

static void an_edited_plan_under_a_new_title_is_found_by_region_and_year(void **state)
{
	fixture *f = *state;
	yd_given given = {.region = "示例省 云水市", .year = 2024};
	char *before = plan_text("年度安排", lines);
	char *after = plan_text("年度安排（修订）",
		"# 守好校园安全\n" BUSES
		"落实食堂陪餐制度。及时公开检查结果，请家长代表参加，每学期评议不少于三次。\n");
	yd_imported a, b;
	assert_int_equal(
		yd_library_import(f->library, "a", NULL, yd_str_of(before), &given, &a, NULL),
		YD_OK);
	bookmark_at(f, a.doc.id, "陪餐制度");
	assert_int_equal(yd_library_remove(f->library, a.doc.id, NULL), YD_OK);
	assert_int_equal(
		yd_library_import(f->library, "b", NULL, yd_str_of(after), &given, &b, NULL),
		YD_OK);
	assert_string_not_equal(a.doc.ref, b.doc.ref);
	int64_t found;
	char *at = whereabouts(f, YD_FOUND_MOVED, &found);
	assert_int_equal(found, b.doc.id);
	assert_string_equal(at, "1.2");
	free(at);
	free(before);
	free(after);
	yd_imported_free(&a);
	yd_imported_free(&b);
}

static void a_correction_takes_it_along(void **state)
{
	fixture *f = *state;
	char *text = plan_text(title, lines);
	yd_imported before, after;
	assert_int_equal(
		yd_library_import(f->library, "a", "/a", yd_str_of(text), NULL, &before, NULL),
		YD_OK);
	bookmark_at(f, before.doc.id, "陪餐制度");
	yd_given given = {.year = 2020};
	assert_int_equal(
		yd_library_import(f->library, "a", "/a", yd_str_of(text), &given, &after, NULL),
		YD_OK);
	yd_bookmark bookmark = only_bookmark(f);
	assert_string_equal(bookmark.doc_ref, after.doc.ref);
	yd_bookmark_free(&bookmark);
	check_at(f, YD_FOUND_SAME, "1.2");
	free(text);
	yd_imported_free(&before);
	yd_imported_free(&after);
}

static void a_second_form_of_the_plan_does_not_take_it(void **state)
{
	fixture *f = *state;
	/* Many forms under one title: some of them take the reference that the first had. */
	int64_t id = plan_put(f, "a.txt", title, lines);
	bookmark_at(f, id, "陪餐制度");
	for (int i = 0; i < 8; i++) {
		char *name = yd_format("%d.txt", i);
		char *form = yd_format("# 守好校园安全\n" BUSES
				       "落实食堂陪餐制度。公开检查结果，请家长代表参加，"
				       "每学期评议不少于%d次。\n",
			i + 3);
		plan_put(f, name, title, form);
		yd_bookmark bookmark = only_bookmark(f);
		yd_found found;
		yd_place_in_library place;
		char *moved;
		assert_int_equal(yd_library_bookmark_find(
					 f->library, &bookmark, &found, &place, &moved, NULL),
			YD_OK);
		assert_int_equal(place.doc, id);
		assert_int_equal(place.unit, 3);
		check_marked(f, id, "1.2");
		free(moved);
		yd_bookmark_free(&bookmark);
		free(name);
		free(form);
	}
}

static void it_follows_a_plan_that_comes_again_from_its_address(void **state)
{
	fixture *f = *state;
	static const char head[] =
		"---\nregion: 示例省 云水市\nyear: 2024\nurl: https://example.org/plan\ntitle: ";
	char *before = yd_format("%s要点\n---\n一、" BUSES "二、" MEALS, head);
	char *after =
		yd_format("%s要点（修订）\n---\n一、" READING "二、" BUSES "三、" MEALS, head);
	yd_imported a, b;
	assert_int_equal(
		yd_library_import(f->library, "a", NULL, yd_str_of(before), NULL, &a, NULL), YD_OK);
	bookmark_at(f, a.doc.id, "陪餐制度");
	assert_int_equal(
		yd_library_import(f->library, "b", NULL, yd_str_of(after), NULL, &b, NULL), YD_OK);
	assert_int_equal(b.outcome, YD_PUT_REPLACED);
	assert_int_equal(b.doc.id, a.doc.id);
	check_at(f, YD_FOUND_SAME, "3");
	yd_bookmark bookmark = only_bookmark(f);
	assert_string_equal(bookmark.doc_ref, b.doc.ref);
	yd_bookmark_free(&bookmark);
	free(before);
	free(after);
	yd_imported_free(&a);
	yd_imported_free(&b);
}

static void removing_by_reference_takes_found_and_lost_ones(void **state)
{
	fixture *f = *state;
	yd_imported imported = plan_import(f, "a.txt", title, lines);
	bookmark_at(f, imported.doc.id, "陪餐制度");
	char *ref = yd_format("%s#1.2", imported.doc.ref);
	char *elsewhere = yd_format("%s#1.1", imported.doc.ref);
	size_t removed, count;
	yd_error err;
	assert_int_equal(
		yd_library_bookmark_remove(f->library, elsewhere, &removed, &err), YD_NOT_FOUND);
	assert_non_null(strstr(err.text, elsewhere));
	assert_int_equal(yd_library_bookmark_remove(f->library, ref, &removed, &err), YD_OK);
	assert_int_equal(removed, 1);
	bookmark_at(f, imported.doc.id, "陪餐制度");
	assert_int_equal(yd_library_remove(f->library, imported.doc.id, NULL), YD_OK);
	assert_int_equal(
		yd_library_bookmark_remove(f->library, "none", &removed, &err), YD_NOT_FOUND);
	assert_int_equal(yd_library_bookmark_remove(f->library, ref, &removed, &err), YD_OK);
	assert_int_equal(removed, 1);
	assert_int_equal(yd_user_bookmark_count(yd_library_user(f->library), &count, NULL), YD_OK);
	assert_int_equal(count, 0);
	free(ref);
	free(elsewhere);
	yd_imported_free(&imported);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_bookmark_holds_where_it_was_set),
		TEST(setting_twice_sets_once_and_toggling_removes),
		TEST(a_unit_without_text_is_not_bookmarked),
		TEST(a_clause_inserted_before_does_not_take_it),
		TEST(small_edits_keep_it),
		TEST(it_follows_into_another_section),
		TEST(of_equal_clauses_the_nearest_counts),
		TEST(another_text_at_its_place_does_not_take_it),
		TEST(deleting_and_rebuilding_the_cache_keeps_it),
		TEST(another_plan_under_the_same_name_does_not_take_it),
		TEST(it_is_found_in_another_document_when_its_own_is_gone),
		TEST(an_edited_plan_under_a_new_title_is_found_by_region_and_year),
		TEST(a_correction_takes_it_along),
		TEST(a_second_form_of_the_plan_does_not_take_it),
		TEST(it_follows_a_plan_that_comes_again_from_its_address),
		TEST(removing_by_reference_takes_found_and_lost_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
