/* User data: nothing a user made or said is dropped, and every change of bookmarks can be taken
 * back. */
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static yd_user *open_user(void **state)
{
	char *path = folder_path(state, "data/yaodian/user.db");
	yd_user *user = user_at(path, YD_OPEN_WRITE);
	free(path);
	return user;
}

static int64_t add(yd_user *user, const char *ref, const char *text, uint64_t hash)
{
	yd_bookmark bookmark = {.ref = (char *)ref,
		.title = "标题",
		.doc_title = "工作要点",
		.text = (char *)text,
		.text_hash = hash};
	assert_ok(yd_user_bookmark_add(user, &bookmark, e));
	assert_int_equal(strlen(bookmark.created), 20);
	return bookmark.id;
}

/* References of all bookmarks, parted by spaces. */
static void assert_bookmarks(yd_user *user, const char *expected)
{
	yd_bookmark *items;
	size_t count, counted;
	yd_buf refs = {0};
	yd_buf_puts(&refs, "");
	assert_ok(yd_user_bookmarks(user, 0, SIZE_MAX, &items, &count, e));
	for (size_t i = 0; i < count; i++)
		yd_buf_printf(&refs, "%s%s", i ? " " : "", items[i].ref);
	assert_string_equal(refs.ptr, expected);
	assert_ok(yd_user_bookmark_count(user, &counted, e));
	assert_int_equal(counted, count);
	yd_bookmarks_free(items, count);
	yd_buf_free(&refs);
}

static void assert_undoes(yd_user *user, yd_undo_kind kind, const char *ref)
{
	yd_undo_kind undone;
	char *where;
	assert_ok(yd_user_undo(user, &undone, &where, e));
	assert_int_equal(undone, kind);
	assert_string_equal(where, ref);
	free(where);
}

static void a_bookmark_comes_back_as_it_was_set(void **state)
{
	yd_user *user = open_user(state);
	yd_bookmark bookmark = {.ref = (char *)"a-2020-1#2.1",
		.title = (char *)"加强",
		.doc_title = (char *)"要点",
		.text = (char *)"加强。\n第二段",
		.text_hash = UINT64_MAX - 1,
		.tags = (char *)"甲 乙",
		.note = (char *)"看"};
	assert_ok(yd_user_bookmark_add(user, &bookmark, e));
	yd_user_close(user);
	user = open_user(state);
	yd_bookmark *items;
	size_t count;
	assert_ok(yd_user_bookmarks(user, 0, 10, &items, &count, e));
	assert_int_equal(count, 1);
	assert_int_equal(items[0].id, bookmark.id);
	assert_string_equal(items[0].ref, "a-2020-1#2.1");
	assert_string_equal(items[0].doc_ref, "a-2020-1");
	assert_string_equal(items[0].title, "加强");
	assert_string_equal(items[0].doc_title, "要点");
	assert_string_equal(items[0].text, "加强。\n第二段");
	assert_true(items[0].text_hash == UINT64_MAX - 1);
	assert_string_equal(items[0].tags, "甲 乙");
	assert_string_equal(items[0].note, "看");
	assert_string_equal(items[0].created, bookmark.created);
	yd_bookmarks_free(items, count);
	yd_user_close(user);
}

static void undo_reaches_back_through_all_sessions(void **state)
{
	yd_user *user = open_user(state);
	int64_t one = add(user, "a#1", "一", 1);
	add(user, "b#1", "二", 2);
	assert_ok(yd_user_bookmark_remove(user, one, e));
	assert_bookmarks(user, "b#1");
	yd_user_close(user);
	user = open_user(state);
	assert_undoes(user, YD_UNDO_REMOVE, "a#1");
	assert_bookmarks(user, "a#1 b#1"); /* in its old place */
	assert_undoes(user, YD_UNDO_ADD, "b#1");
	assert_bookmarks(user, "a#1");
	add(user, "c#1", "三", 3);
	assert_undoes(user, YD_UNDO_ADD, "c#1");
	assert_undoes(user, YD_UNDO_ADD, "a#1");
	assert_bookmarks(user, "");
	yd_undo_kind kind;
	char *ref;
	assert_int_equal(yd_user_undo(user, &kind, &ref, NULL), YD_END);
	assert_null(ref);
	assert_bookmarks(user, "");
	yd_user_close(user);
}

static void bookmarks_are_found_by_document_and_by_content(void **state)
{
	yd_user *user = open_user(state);
	add(user, "a#1", "一", 1);
	int64_t gone = add(user, "a#2", "二", 2);
	add(user, "b#1", "三", UINT64_MAX);
	add(user, "b#2", "四", 1);
	assert_ok(yd_user_bookmark_remove(user, gone, e));
	assert_int_equal(yd_user_bookmark_remove(user, gone, NULL), YD_NOT_FOUND);
	uint64_t hashes[] = {1, UINT64_MAX, 7};
	yd_bookmark *items;
	size_t count;
	assert_ok(yd_user_bookmarks_of(user, "a", NULL, 0, &items, &count, e));
	assert_int_equal(count, 1);
	yd_bookmarks_free(items, count);
	assert_ok(yd_user_bookmarks_of(user, "a", hashes, 3, &items, &count, e));
	assert_int_equal(count, 3);
	assert_string_equal(items[0].ref, "a#1");
	assert_string_equal(items[1].ref, "b#1");
	assert_string_equal(items[2].ref, "b#2");
	yd_bookmarks_free(items, count);
	assert_ok(yd_user_bookmarks(user, 1, 1, &items, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(items[0].ref, "b#1");
	yd_bookmarks_free(items, count);
	yd_user_close(user);
}

static void a_moved_bookmark_keeps_its_text(void **state)
{
	yd_user *user = open_user(state);
	int64_t id = add(user, "a#1", "一", 1);
	assert_ok(yd_user_bookmark_moved(user, id, "b.2#3", e));
	yd_bookmark *items;
	size_t count;
	assert_ok(yd_user_bookmarks_of(user, "b.2", NULL, 0, &items, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(items[0].ref, "b.2#3");
	assert_string_equal(items[0].text, "一");
	yd_bookmarks_free(items, count);
	assert_int_equal(yd_user_bookmark_moved(user, id + 1, "b#3", NULL), YD_NOT_FOUND);
	yd_user_close(user);
}

/* ---- corrections ---- */

static const uint8_t some[YD_SHA256_SIZE] = {7}, another[YD_SHA256_SIZE] = {8};

/* "1.5:2=3" for each that holds: what, hash, item, value. */
static void assert_corrections(
	yd_user *user, const uint8_t sha256[YD_SHA256_SIZE], const char *expected)
{
	yd_correction *items;
	size_t count;
	yd_buf out = {0};
	yd_buf_puts(&out, "");
	assert_ok(yd_user_corrections(user, sha256, &items, &count, e));
	for (size_t i = 0; i < count; i++)
		yd_buf_printf(&out, "%s%d.%llu:%d=%d", i ? " " : "", (int)items[i].of,
			(unsigned long long)items[i].text_hash, items[i].item, items[i].value);
	assert_string_equal(out.ptr, expected);
	yd_corrections_free(items, count);
	yd_buf_free(&out);
}

static bool correct(yd_user *user, const yd_user_change *change)
{
	bool changed;
	assert_ok(yd_user_correct(user, some, change, &changed, e));
	return changed;
}

static void corrections_hold_until_they_are_taken_back(void **state)
{
	yd_user *user = open_user(state);
	const yd_correction first[] = {{YD_CORRECT_HEADING, 5, 1, 2, "甲"},
		{YD_CORRECT_THEME, UINT64_MAX, 3, 1, NULL}, {YD_CORRECT_HEADING, 5, 2, 0, "甲"}};
	const yd_correction second[] = {
		{YD_CORRECT_HEADING, 5, 1, 4, "甲"}, {YD_CORRECT_THEME, UINT64_MAX, 3, 1, NULL}};
	assert_corrections(user, some, "");
	assert_true(correct(user, &(yd_user_change){.ref = "a", .add = first, .add_count = 3}));
	assert_corrections(user, some, "1.5:1=2 2.18446744073709551615:3=1 1.5:2=0");
	/* The last word counts, and what is so already is not said again. */
	assert_true(correct(user, &(yd_user_change){.ref = "a", .add = second, .add_count = 2}));
	assert_corrections(user, some, "2.18446744073709551615:3=1 1.5:2=0 1.5:1=4");
	assert_false(correct(user, &(yd_user_change){.ref = "a", .add = second, .add_count = 2}));
	assert_true(correct(user, &(yd_user_change){.ref = "a", .drop = second, .drop_count = 1}));
	assert_corrections(user, some, "2.18446744073709551615:3=1 1.5:2=0");
	assert_corrections(user, another, "");
	assert_true(correct(user, &(yd_user_change){.ref = "a", .reset = true}));
	assert_corrections(user, some, "");
	assert_false(correct(user, &(yd_user_change){.ref = "a", .reset = true}));
	yd_user_close(user);
}

static void an_edit_is_undone_as_a_whole(void **state)
{
	yd_user *user = open_user(state);
	yd_said said = {.year = 2020, .kind = 3}, got;
	const yd_correction one[] = {{YD_CORRECT_HEADING, 5, 1, 2, "甲"}};
	correct(user, &(yd_user_change){.ref = "a-1", .said = &said, .add = one, .add_count = 1});
	said = (yd_said){.year = 2021};
	correct(user, &(yd_user_change){.ref = "a-2", .reset = true, .said = &said});
	assert_corrections(user, some, "");
	assert_ok(yd_user_said(user, some, &got, e));
	assert_int_equal(got.year, 2021);
	assert_int_equal(got.kind, 0);
	assert_undoes(user, YD_UNDO_EDIT, "a-2");
	assert_corrections(user, some, "1.5:1=2");
	assert_ok(yd_user_said(user, some, &got, e));
	assert_int_equal(got.year, 2020);
	assert_int_equal(got.kind, 3);
	assert_undoes(user, YD_UNDO_EDIT, "a-1");
	assert_corrections(user, some, "");
	assert_int_equal(yd_user_said(user, some, &got, NULL), YD_NOT_FOUND);
	yd_user_close(user);
}

static void what_holds_of_one_text_is_carried_to_another(void **state)
{
	yd_user *user = open_user(state);
	yd_said said = {.region = (char *)"吉林省", .year = 2020}, got;
	const yd_correction two[] = {
		{YD_CORRECT_HEADING, 5, 1, 2, "甲"}, {YD_CORRECT_THEME, 6, 1, 0, NULL}};
	correct(user, &(yd_user_change){.ref = "a", .add = two, .add_count = 2});
	correct(user,
		&(yd_user_change){.ref = "a", .drop = two + 1, .drop_count = 1, .said = &said});
	assert_ok(yd_user_carry(user, some, another, e));
	assert_corrections(user, another, "1.5:1=2");
	assert_ok(yd_user_said(user, another, &got, e));
	assert_string_equal(got.region, "吉林省");
	assert_int_equal(got.year, 2020);
	yd_said_free(&got);
	yd_user_close(user);
}

static void what_was_said_holds_until_something_else_is_said(void **state)
{
	yd_user *user = open_user(state);
	uint8_t digest[YD_SHA256_SIZE] = {1}, other[YD_SHA256_SIZE] = {2};
	yd_said said = {.region = (char *)"吉林省"}, got;
	assert_int_equal(yd_user_said(user, digest, &got, NULL), YD_NOT_FOUND);
	assert_ok(yd_user_say(user, digest, &said, e));
	said = (yd_said){.year = 2020, .title = (char *)"要点"};
	assert_ok(yd_user_say(user, digest, &said, e));
	said = (yd_said){.year = 2021};
	assert_ok(yd_user_say(user, digest, &said, e));
	assert_ok(yd_user_say(user, digest, &(yd_said){0}, e));
	assert_ok(yd_user_said(user, digest, &got, e));
	assert_string_equal(got.region, "吉林省");
	assert_int_equal(got.year, 2021);
	assert_string_equal(got.title, "要点");
	yd_said_free(&got);
	assert_int_equal(yd_user_said(user, other, &got, NULL), YD_NOT_FOUND);
	yd_user_close(user);
}

static void expect_aliases(
	yd_user *user, const char *ref, bool begun, size_t count, const uint8_t *first)
{
	yd_aliases got;
	assert_ok(yd_user_aliases(user, yd_str_of(ref), begun, &got, e));
	assert_int_equal(got.count, count);
	if (first)
		assert_memory_equal(got.sha256[0], first, YD_SHA256_SIZE);
}

static void aliases_lead_to_the_original(void **state)
{
	yd_user *user = open_user(state);
	uint8_t one[YD_SHA256_SIZE] = {1}, two[YD_SHA256_SIZE] = {2}, new[YD_SHA256_SIZE] = {3};
	expect_aliases(user, "x-0000-1234", false, 0, NULL);
	assert_ok(yd_user_alias_add(user, "x-0000-1234", one, e));
	assert_ok(yd_user_alias_add(user, "x-0000-1234", one, e));
	expect_aliases(user, "X-0000-1234", false, 1, one);
	assert_ok(yd_user_alias_add(user, "x-0000-1234", two, e));
	expect_aliases(user, "x-0000-1234", false, 2, two);
	expect_aliases(user, "x-0000", false, 0, NULL);
	expect_aliases(user, "x-0000", true, 2, NULL);
	assert_ok(yd_user_alias_add(user, "x-2021-1234", one, e));
	expect_aliases(user, "x-2021", true, 1, one);
	expect_aliases(user, "x-2022", true, 0, NULL);
	/* They go over to a new text, and stay with the old one. */
	assert_ok(yd_user_carry(user, one, new, e));
	expect_aliases(user, "x-2021-1234", false, 2, new);
	expect_aliases(user, "x-0000-1234", false, 3, new);
	yd_user_close(user);
}

static void state_is_kept_and_forgotten(void **state)
{
	yd_user *user = open_user(state);
	char *value;
	assert_ok(yd_user_state(user, "document", &value, e));
	assert_null(value);
	assert_ok(yd_user_state_set(user, "document", "a#1", e));
	assert_ok(yd_user_state_set(user, "document", "b#1", e));
	yd_user_close(user);
	user = open_user(state);
	assert_ok(yd_user_state(user, "document", &value, e));
	assert_string_equal(value, "b#1");
	free(value);
	assert_ok(yd_user_state_set(user, "document", NULL, e));
	assert_ok(yd_user_state(user, "document", &value, e));
	assert_null(value);
	yd_user_close(user);
}

static void a_read_only_handle_changes_nothing(void **state)
{
	yd_user *user = open_user(state);
	int64_t id = add(user, "a#1", "一", 1);
	yd_user_close(user);
	char *path = folder_path(state, "data/yaodian/user.db"), *ref;
	yd_undo_kind kind;
	yd_error err;
	user = user_at(path, YD_OPEN_READ);
	assert_true(yd_user_read_only(user));
	yd_bookmark bookmark = {.ref = (char *)"b#1"};
	assert_int_equal(yd_user_bookmark_add(user, &bookmark, &err), YD_READ_ONLY);
	assert_non_null(strstr(err.text, path));
	assert_int_equal(yd_user_bookmark_remove(user, id, NULL), YD_READ_ONLY);
	assert_int_equal(yd_user_undo(user, &kind, &ref, NULL), YD_READ_ONLY);
	assert_ok(yd_user_state_set(user, "document", "a#1", e));
	assert_bookmarks(user, "a#1");
	yd_user_close(user);
	free(path);
}

/* Several processes set bookmarks in the same file at the same time. */
static void processes_write_side_by_side(void **state)
{
	enum { PROCESSES = 4, EACH = 25 };
	char *path = folder_path(state, "user.db");
	pid_t children[PROCESSES];
	for (int p = 0; p < PROCESSES; p++) {
		children[p] = fork();
		if (children[p] == 0) {
			/* Each also tries to make the file. */
			yd_user *user;
			int failures = yd_user_open(path, YD_OPEN_WRITE, &user, NULL) != YD_OK;
			for (int i = 0; i < EACH && !failures; i++) {
				yd_bookmark bookmark = {
					.ref = (char *)"a#1", .text_hash = (uint64_t)p};
				failures += yd_user_bookmark_add(user, &bookmark, NULL) != YD_OK;
			}
			_exit(failures != 0);
		}
	}
	for (int p = 0; p < PROCESSES; p++) {
		int result;
		assert_int_equal(waitpid(children[p], &result, 0), children[p]);
		assert_int_equal(result, 0);
	}
	yd_user *user = user_at(path, YD_OPEN_WRITE);
	size_t count, faults;
	yd_buf report = {0};
	assert_ok(yd_user_bookmark_count(user, &count, e));
	assert_int_equal(count, PROCESSES * EACH);
	assert_ok(yd_user_check(user, &report, &faults, e));
	assert_int_equal(faults, 0);
	yd_user_close(user);
	yd_buf_free(&report);
	free(path);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_bookmark_comes_back_as_it_was_set),
		test(undo_reaches_back_through_all_sessions),
		test(bookmarks_are_found_by_document_and_by_content),
		test(a_moved_bookmark_keeps_its_text),
		test(what_was_said_holds_until_something_else_is_said),
		test(corrections_hold_until_they_are_taken_back),
		test(an_edit_is_undone_as_a_whole),
		test(what_holds_of_one_text_is_carried_to_another),
		test(aliases_lead_to_the_original),
		test(state_is_kept_and_forgotten),
		test(a_read_only_handle_changes_nothing),
		test(processes_write_side_by_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
