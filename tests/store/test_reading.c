/* Reading positions, read clauses and lettered marks; and undo over every kind of change. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static yd_user *open_user(void **state)
{
	char *path = folder_path(state, "user.db");
	yd_user *user = user_at(path, YD_OPEN_WRITE);
	free(path);
	return user;
}

static void digest(uint8_t out[YD_SHA256_SIZE], unsigned number)
{
	yd_sha256(&number, sizeof number, out);
}

/* ---- positions ---- */

static void a_document_is_found_where_it_was_left(void **state)
{
	uint8_t sha[YD_SHA256_SIZE], other[YD_SHA256_SIZE];
	yd_reading reading;
	yd_user *user = open_user(state);
	digest(sha, 1);
	digest(other, 2);
	assert_ok(yd_user_reading(user, sha, "a-2020-1", &reading, e));
	assert_null(reading.unit);
	assert_ok(yd_user_reading_leave(user, sha, "a-2020-1", "2.1", "2", 17, e));
	yd_user_close(user);
	user = open_user(state);
	assert_ok(yd_user_reading(user, sha, "b-2020-1", &reading, e));
	assert_string_equal(reading.unit, "2.1");
	assert_string_equal(reading.scope, "2");
	assert_int_equal(reading.place, 17);
	assert_false(reading.other);
	yd_reading_free(&reading);
	/* An edition with other bytes begins where the one before was left. */
	assert_ok(yd_user_reading(user, other, "A-2020-1", &reading, e));
	assert_string_equal(reading.unit, "2.1");
	assert_true(reading.other);
	yd_reading_free(&reading);
	yd_user_close(user);
}

static void nothing_is_written_on_a_handle_for_reading(void **state)
{
	uint8_t sha[YD_SHA256_SIZE];
	uint32_t clause = 5;
	yd_reading reading;
	char *path = folder_path(state, "user.db");
	digest(sha, 1);
	yd_user_close(open_user(state));
	yd_user *user = user_at(path, YD_OPEN_READ);
	assert_ok(yd_user_reading_leave(user, sha, "a", "1", "0", 0, e));
	assert_ok(yd_user_read(user, sha, "a", &clause, 1, NULL, 0, e));
	assert_ok(yd_user_reading(user, sha, "a", &reading, e));
	assert_int_equal(reading.read_count, 0);
	yd_reading_free(&reading);
	yd_user_close(user);
	free(path);
}

/* ---- read clauses ---- */

enum { CLAUSES = 96, DOCS = 3, ROUNDS = 2000 };

static void assert_read(yd_user *user, unsigned doc, const bool *expected)
{
	uint8_t sha[YD_SHA256_SIZE];
	yd_reading reading;
	size_t at = 0;
	digest(sha, doc);
	assert_ok(yd_user_reading(user, sha, NULL, &reading, e));
	for (uint32_t i = 0; i < CLAUSES; i++) {
		if (!expected[i])
			continue;
		assert_true(at < reading.read_count);
		assert_int_equal(reading.read[at++], i * 0x1F00101u);
	}
	assert_int_equal(at, reading.read_count);
	yd_reading_free(&reading);
}

/* Up to 12 random clauses; marks them in `set`. */
static size_t choose(struct random *random, uint32_t *numbers, bool *set, bool to)
{
	size_t count = random_below(random, 12);
	for (size_t i = 0; i < count; i++) {
		uint32_t clause = random_below(random, CLAUSES);
		numbers[i] = clause * 0x1F00101u;
		set[clause] = to;
	}
	return count;
}

static void the_read_clauses_are_a_plain_set(void **state)
{
	static bool model[DOCS][CLAUSES];
	struct random random = {.state = 20261122};
	yd_user *user = open_user(state), *second = open_user(state);
	memset(model, 0, sizeof model);
	for (int round = 0; round < ROUNDS; round++) {
		uint32_t add[12], drop[12];
		unsigned doc = random_below(&random, DOCS);
		uint8_t sha[YD_SHA256_SIZE];
		digest(sha, doc);
		yd_user *by = random_below(&random, 2) ? user : second;
		size_t added = choose(&random, add, model[doc], true);
		size_t dropped =
			random_below(&random, 3) ? 0 : choose(&random, drop, model[doc], false);
		assert_ok(yd_user_read(by, sha, "a", add, added, drop, dropped, e));
		assert_read(user, doc, model[doc]);
	}
	yd_read_doc *docs;
	size_t count;
	assert_ok(yd_user_read_docs(user, &docs, &count, e));
	assert_int_equal(count, DOCS);
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || docs[i - 1].key < docs[i].key);
		for (unsigned doc = 0; doc < DOCS; doc++) {
			uint8_t sha[YD_SHA256_SIZE];
			size_t read = 0;
			digest(sha, doc);
			for (size_t clause = 0; clause < CLAUSES; clause++)
				read += model[doc][clause];
			if (yd_read_doc_key(sha) == docs[i].key)
				assert_int_equal(docs[i].clauses, read);
		}
	}
	free(docs);
	yd_user_close(user);
	yd_user_close(second);
}

/* ---- undo ---- */

/* All that a user sees, as text. */
static char *look(yd_user *user)
{
	yd_buf all = {0};
	yd_bookmark *items;
	size_t count;
	assert_ok(yd_user_bookmarks(user, 0, SIZE_MAX, &items, &count, e));
	for (size_t i = 0; i < count; i++)
		yd_buf_printf(&all, "%s [%s] [%s]\n", items[i].ref,
			items[i].tags ? items[i].tags : "-", items[i].note ? items[i].note : "-");
	yd_bookmarks_free(items, count);
	for (unsigned doc = 0; doc < DOCS; doc++) {
		uint8_t sha[YD_SHA256_SIZE];
		yd_reading reading;
		digest(sha, doc);
		assert_ok(yd_user_reading(user, sha, NULL, &reading, e));
		for (size_t i = 0; i < reading.read_count; i++)
			yd_buf_printf(&all, " %08x", reading.read[i]);
		yd_buf_putc(&all, '\n');
		yd_reading_free(&reading);
	}
	return yd_buf_take(&all);
}

static int64_t any_bookmark(yd_user *user, struct random *random)
{
	yd_bookmark *items;
	size_t count;
	assert_ok(yd_user_bookmarks(user, 0, SIZE_MAX, &items, &count, e));
	int64_t id = count ? items[random_below(random, (uint32_t)count)].id : 0;
	yd_bookmarks_free(items, count);
	return id;
}

static void change_something(yd_user *user, struct random *random)
{
	static const char *const words[] = {"校车", "a b", "", NULL, "安全 2025", "x\ny"};
	const char *word = words[random_below(random, 6)];
	int64_t id = any_bookmark(user, random);
	uint32_t clauses[12];
	static bool unused[CLAUSES];
	uint8_t sha[YD_SHA256_SIZE];
	size_t changed;
	switch (random_below(random, 6)) {
	case 0: {
		yd_bookmark bookmark = {.ref = (char *)"a-2020-1#1",
			.text = (char *)"text",
			.text_hash = 7,
			.note = (char *)word};
		assert_ok(yd_user_bookmark_add(user, &bookmark, e));
		break;
	}
	case 1:
		if (id)
			assert_ok(yd_user_bookmark_remove(user, id, e));
		break;
	case 2:
		if (id)
			assert_ok(yd_user_bookmark_note(user, id, word, e));
		break;
	case 3:
		if (id)
			assert_ok(yd_user_bookmark_tag(user, id, word, e));
		break;
	default:
		digest(sha, random_below(random, DOCS));
		assert_ok(yd_user_mark_read(user, sha, "a-2020-1", clauses,
			choose(random, clauses, unused, true), random_below(random, 2) == 0,
			&changed, e));
	}
}

static size_t undo_all(yd_user *user, char **last)
{
	size_t undone = 0;
	yd_error err;
	yd_undo_kind kind;
	char *ref;
	while (yd_user_undo(user, &kind, &ref, &err) == YD_OK) {
		free(*last);
		*last = ref;
		undone++;
	}
	return undone;
}

static void undo_leads_back_through_any_changes(void **state)
{
	struct random random = {.state = 4711};
	char *seen[61] = {0}, *last = NULL;
	yd_user *user = open_user(state);
	for (int series = 0; series < 12; series++) {
		size_t steps = 0;
		seen[steps] = look(user);
		for (int i = 0; i < 60; i++) {
			change_something(user, &random);
			char *now = look(user);
			if (strcmp(now, seen[steps]) == 0) {
				free(now);
				continue;
			}
			seen[++steps] = now;
		}
		/* Part of the way back, step by step; changes that are not seen (a bookmark on a
		 * bookmark) do not come from here. */
		for (size_t i = steps; i-- > steps / 2;) {
			yd_undo_kind kind;
			char *ref, *now;
			assert_ok(yd_user_undo(user, &kind, &ref, e));
			assert_non_null(ref);
			free(ref);
			now = look(user);
			assert_string_equal(now, seen[i]);
			free(now);
		}
		for (size_t i = 0; i <= steps; i++)
			free(seen[i]);
	}
	assert_true(undo_all(user, &last) > 100);
	char *empty = look(user);
	assert_string_equal(empty, "\n\n\n");
	free(empty);
	free(last);
	yd_user_close(user);
}

static void every_text_a_note_had_is_kept(void **state)
{
	yd_user *user = open_user(state);
	yd_bookmark bookmark = {.ref = (char *)"a-2020-1#1", .text = (char *)"t", .text_hash = 7};
	yd_undo_kind kind;
	char *ref = NULL, *path = folder_path(state, "user.db");
	assert_ok(yd_user_bookmark_add(user, &bookmark, e));
	assert_ok(yd_user_bookmark_note(user, bookmark.id, "第一", e));
	assert_ok(yd_user_bookmark_note(user, bookmark.id, "第二", e));
	assert_ok(yd_user_undo(user, &kind, &ref, e));
	assert_int_equal(kind, YD_UNDO_NOTE);
	assert_string_equal(ref, "a-2020-1#1");
	free(ref);
	yd_user_close(user);
	assert_sql(path, "SELECT note FROM bookmark", "第一");
	assert_sql(
		path, "SELECT cast(became AS TEXT) FROM change ORDER BY id DESC LIMIT 1", "第二");
	free(path);
}

static void tags_of_removed_bookmarks_are_not_known(void **state)
{
	yd_user *user = open_user(state);
	char **lists;
	size_t count;
	yd_bookmark one = {.ref = (char *)"a#1",
		.text = (char *)"t",
		.text_hash = 7,
		.tags = (char *)"校车 安全"};
	yd_bookmark two = {
		.ref = (char *)"a#2", .text = (char *)"u", .text_hash = 8, .tags = (char *)"gone"};
	assert_ok(yd_user_bookmark_add(user, &one, e));
	assert_ok(yd_user_bookmark_add(user, &two, e));
	assert_ok(yd_user_bookmark_remove(user, two.id, e));
	assert_ok(yd_user_tag_lists(user, &lists, &count, e));
	assert_int_equal(count, 1);
	assert_string_equal(lists[0], "校车 安全");
	yd_user_tag_lists_free(lists, count);
	yd_user_close(user);
}

/* ---- marks ---- */

static void letters_are_of_a_document_capitals_of_all(void **state)
{
	yd_user *user = open_user(state);
	yd_mark one = {.ref = (char *)"a", .unit = (char *)"1", .text_hash = 1, .place = 3};
	yd_mark two = {.ref = (char *)"b", .unit = (char *)"2", .text_hash = 2}, found;
	digest(one.sha256, 1);
	digest(two.sha256, 2);
	assert_ok(yd_user_mark_set(user, 'x', &one, e));
	assert_ok(yd_user_mark_set(user, 'x', &two, e));
	assert_ok(yd_user_mark_set(user, 'X', &one, e));
	assert_ok(yd_user_mark(user, 'x', one.sha256, &found, e));
	assert_string_equal(found.unit, "1");
	assert_int_equal(found.place, 3);
	yd_mark_free(&found);
	assert_ok(yd_user_mark(user, 'X', two.sha256, &found, e));
	assert_memory_equal(found.sha256, one.sha256, YD_SHA256_SIZE);
	yd_mark_free(&found);
	assert_int_equal(yd_user_mark(user, 'y', one.sha256, &found, NULL), YD_NOT_FOUND);
	/* Set again: the last counts. */
	one.unit = (char *)"3";
	assert_ok(yd_user_mark_set(user, 'x', &one, e));
	assert_ok(yd_user_mark(user, 'x', one.sha256, &found, e));
	assert_string_equal(found.unit, "3");
	yd_mark_free(&found);
	yd_user_close(user);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_document_is_found_where_it_was_left),
		TEST(nothing_is_written_on_a_handle_for_reading),
		TEST(the_read_clauses_are_a_plain_set),
		TEST(undo_leads_back_through_any_changes),
		TEST(every_text_a_note_had_is_kept),
		TEST(tags_of_removed_bookmarks_are_not_known),
		TEST(letters_are_of_a_document_capitals_of_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
