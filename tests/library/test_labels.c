/* Notes and tags: where they stand, what a search finds by them, and that no text is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <yaodian/library.h>

#include "fixture.h"

#include <stdlib.h>
#include <string.h>

static void note_at(fixture *f, int64_t id, const char *words, const char *note)
{
	yd_open_doc *doc = doc_open(f, id);
	yd_error err = {0};
	bool added;
	if (yd_library_note(f->library, doc, unit_with(doc, words), note, &added, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_open_doc_free(doc);
}

static bool tag_at(fixture *f, int64_t id, const char *words, const char *tags)
{
	yd_open_doc *doc = doc_open(f, id);
	yd_error err = {0};
	bool added;
	if (yd_library_tag(f->library, doc, unit_with(doc, words), yd_str_of(tags), &added, &err) !=
		YD_OK)
		fail_msg("%s", err.text);
	yd_open_doc_free(doc);
	return added;
}

/* "tags|note" of a unit, "" where nothing is set. */
static void assert_label(fixture *f, int64_t id, const char *words, const char *expected)
{
	yd_open_doc *doc = doc_open(f, id);
	size_t units = doc->stored.unit_count, unit = unit_with(doc, words);
	bool *marks = yd_alloc(units * sizeof *marks);
	yd_unit_label *labels = yd_alloc(units * sizeof *labels);
	yd_buf got = {0};
	assert_true(unit < units);
	assert_int_equal(yd_library_labels_in(f->library, doc, marks, labels, NULL), YD_OK);
	yd_buf_puts(&got, "");
	if (marks[unit])
		yd_buf_printf(&got, "%s|%s", labels[unit].tags ? labels[unit].tags : "",
			labels[unit].note ? labels[unit].note : "");
	assert_string_equal(got.ptr, expected);
	yd_buf_free(&got);
	yd_unit_labels_free(labels, units);
	free(labels);
	free(marks);
	yd_open_doc_free(doc);
}

static size_t count_hits(fixture *f, const char *line)
{
	yd_query query;
	yd_hits_options everywhere = {0};
	size_t count;
	yd_error err = {0};
	assert_int_equal(yd_library_query(f->library, yd_str_of(line), &query, &err), YD_OK);
	if (yd_hits_count(f->library, &query, &everywhere, &count, &err) != YD_OK)
		fail_msg("%s: %s", line, err.text);
	yd_query_free(&query);
	return count;
}

static const char plan[] =
	"# 学校安全\n加强校车安全管理工作，落实责任。\n推进校园食堂明厨亮灶全覆盖。\n"
	"# 教师队伍\n实施教师素质提升计划三年行动。\n";

static void undo(fixture *f, yd_undo_kind expected)
{
	yd_undo_kind kind;
	char *ref;
	yd_error err = {0};
	if (yd_user_undo(yd_library_user(f->library), &kind, &ref, &err) != YD_OK)
		fail_msg("%s", err.text);
	assert_int_equal(kind, expected);
	free(ref);
}

static void tags_are_kept_once_in_the_first_writing(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"", ""},
		{"  ", ""},
		{"校车", "校车"},
		{"#校车 ＃安全，校車、 Ａ a b", "校车 安全 Ａ b"},
		{"a\tb\nc", "a b c"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		yd_buf out = {0};
		yd_buf_puts(&out, "");
		yd_tags_clean(yd_str_of(rows[i][0]), &out);
		assert_string_equal(out.ptr, rows[i][1]);
		yd_buf_free(&out);
	}
}

static void a_note_bookmarks_its_unit_and_can_be_taken_back(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	note_at(f, id, "加强校车", "问一下预算\n第二行");
	assert_label(f, id, "加强校车", "|问一下预算\n第二行");
	note_at(f, id, "加强校车", "改了");
	assert_false(tag_at(f, id, "加强校车", "校车 安全"));
	assert_label(f, id, "加强校车", "校车 安全|改了");
	/* An emptied note goes, the bookmark and its tags stay. */
	note_at(f, id, "加强校车", "");
	assert_label(f, id, "加强校车", "校车 安全|");
	undo(f, YD_UNDO_NOTE);
	assert_label(f, id, "加强校车", "校车 安全|改了");
	undo(f, YD_UNDO_TAGS);
	undo(f, YD_UNDO_NOTE);
	assert_label(f, id, "加强校车", "|问一下预算\n第二行");
	undo(f, YD_UNDO_ADD);
	assert_label(f, id, "加强校车", "");
	/* Nothing on nothing sets no bookmark. */
	note_at(f, id, "加强校车", NULL);
	assert_false(tag_at(f, id, "加强校车", " # "));
	assert_label(f, id, "加强校车", "");
}

static void a_search_finds_tags_and_notes(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	assert_true(tag_at(f, id, "加强校车", "校车 预算2024"));
	note_at(f, id, "推进校园", "去年的「全覆盖」 Report 呢");
	bookmark_at(f, id, "实施教师");
	assert_int_equal(count_hits(f, "is:bookmarked"), 3);
	assert_int_equal(count_hits(f, "tag:校车"), 1);
	assert_int_equal(count_hits(f, "tag:校車"), 1);
	assert_int_equal(count_hits(f, "tag:校"), 0);
	assert_int_equal(count_hits(f, "tag:预算２０２４ 责任"), 1);
	assert_int_equal(count_hits(f, "tag:校车 食堂"), 0);
	assert_int_equal(count_hits(f, "note:REPORT"), 1);
	assert_int_equal(count_hits(f, "note:\"全覆盖 report\""), 0); /* a mark stands between */
	assert_int_equal(count_hits(f, "note:去年 OR tag:校车"), 2);
	assert_int_equal(count_hits(f, "is:bookmarked -tag:校车"), 2);
	assert_int_equal(count_hits(f, "校园 -note:去年"), 0);
	size_t all = count_hits(f, "year:2024");
	assert_int_equal(count_hits(f, "year:2024 -note:去年"), all - 1);
}

static void they_are_found_again_when_the_document_comes_back(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	note_at(f, id, "推进校园", "要查");
	tag_at(f, id, "推进校园", "食堂");
	fixture_lose_cache(f);
	static const char edited[] =
		"# 教师队伍\n实施教师素质提升计划三年行动。\n"
		"# 学校安全\n加强校车安全管理工作，落实责任。\n新的一条在这里。\n"
		"推进校园食堂明厨亮灶全覆盖。\n";
	id = plan_put(f, "a", "云水市2024年教育工作要点", edited);
	assert_label(f, id, "推进校园", "食堂|要查");
	assert_int_equal(count_hits(f, "tag:食堂 note:要查"), 1);
}

static void all_tags_are_known_for_completion(void **state)
{
	fixture *f = *state;
	char **tags;
	size_t count;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	tag_at(f, id, "加强校车", "b a");
	tag_at(f, id, "推进校园", "A c");
	assert_int_equal(yd_library_tags(f->library, &tags, &count, NULL), YD_OK);
	assert_int_equal(count, 3);
	assert_string_equal(tags[1], "b");
	assert_string_equal(tags[2], "c");
	yd_region_paths_free(tags, count);
}

static void nothing_is_written_read_only(void **state)
{
	fixture *f = *state;
	yd_error err;
	bool added;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	fixture_reopen(f, true);
	yd_open_doc *doc = doc_open(f, id);
	assert_int_equal(yd_library_note(f->library, doc, 1, "x", &added, &err), YD_READ_ONLY);
	assert_int_equal(
		yd_library_tag(f->library, doc, 1, YD_STR("x"), &added, &err), YD_READ_ONLY);
	yd_open_doc_free(doc);
}

/* ---- citations ---- */

static void check_citation(
	const yd_open_doc *doc, size_t unit, yd_citation_style style, const char *expected)
{
	yd_buf out = {0};
	yd_open_doc_cite(doc, unit, style, "2026-11-22", &out);
	assert_string_equal(out.ptr, expected);
	yd_buf_free(&out);
}

static void citations_follow_both_editions(void **state)
{
	fixture *f = *state;
	int64_t id = plan_put(f, "a", "云水市2024年教育工作要点", plan);
	yd_open_doc *doc = doc_open(f, id);
	size_t unit = unit_with(doc, "推进校园");
	char *ref = doc->info.ref;
	free(doc->info.issuer);
	free(doc->info.doc_no);
	free(doc->info.date);
	free(doc->info.url);
	doc->info.issuer = doc->info.doc_no = doc->info.date = doc->info.url = NULL;
	char *bare = yd_format("云水市2024年教育工作要点[Z]. 一、（二）. %s#1.2", ref);
	check_citation(doc, unit, YD_CITE_GBT7714_2025, bare);
	check_citation(doc, unit, YD_CITE_GBT7714_2015, bare);
	char *whole = yd_format("云水市2024年教育工作要点[Z]. %s", ref);
	check_citation(doc, 0, YD_CITE_GBT7714_2025, whole);
	doc->info.issuer = yd_strdup("云水市教育局");
	doc->info.doc_no = yd_strdup("云教发〔2024〕1号");
	doc->info.date = yd_strdup("2024-02-26");
	doc->info.url = yd_strdup("https://example.invalid/a");
	char *now = yd_format("云水市教育局. 云水市2024年教育工作要点：云教发〔2024〕1号[EB/OL]. "
			      "（2024-02-26）[2026-11-22]. https://example.invalid/a. "
			      "一、（二）. %s#1.2",
		ref);
	check_citation(doc, unit, YD_CITE_GBT7714_2025, now);
	char *before =
		yd_format("云水市教育局. 云水市2024年教育工作要点: 云教发〔2024〕1号[EB/OL]. "
			  "(2024-02-26)[2026-11-22]. https://example.invalid/a. "
			  "一、（二）. %s#1.2",
			ref);
	check_citation(doc, unit, YD_CITE_GBT7714_2015, before);
	free(bare);
	free(whole);
	free(now);
	free(before);
	yd_open_doc_free(doc);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_begin, fixture_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_kept_once_in_the_first_writing),
		TEST(a_note_bookmarks_its_unit_and_can_be_taken_back),
		TEST(a_search_finds_tags_and_notes),
		TEST(they_are_found_again_when_the_document_comes_back),
		TEST(all_tags_are_known_for_completion),
		TEST(nothing_is_written_read_only),
		TEST(citations_follow_both_editions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
