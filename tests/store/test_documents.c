/* Which document a put is about, how documents are found, and what is read back. */
#include "support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
	yd_corpus *corpus;
	struct random random;
	char *path;
};

static struct fixture open_fixture(void **state)
{
	struct fixture fixture = {.random = {7}};
	fixture.path = folder_path(state, "corpus.db");
	fixture.corpus = corpus_at(fixture.path, YD_OPEN_WRITE);
	return fixture;
}

static void close_fixture(struct fixture *fixture)
{
	assert_sound(fixture->corpus);
	yd_corpus_close(fixture->corpus);
	free(fixture->path);
}

/* The bytes numbered `content`, from file `place` (0 none), always with the same metadata. */
static struct made plan(unsigned content, unsigned place)
{
	struct random random = {content + 100};
	struct made made;
	made_fill(&made, &random, content, place);
	return made;
}

static yd_put_outcome put(struct fixture *fixture, unsigned content, unsigned place, int64_t *id)
{
	struct made made = plan(content, place);
	yd_put_outcome outcome = made_put(fixture->corpus, &made, id);
	made_free(&made);
	return outcome;
}

static size_t count_docs(struct fixture *fixture)
{
	yd_totals totals;
	assert_ok(yd_corpus_totals(fixture->corpus, &totals, e));
	return totals.docs;
}

/* Is there a document with the bytes numbered `content`? */
static bool holds(struct fixture *fixture, unsigned content)
{
	struct made made = plan(content, 0);
	int64_t id;
	yd_status status = yd_corpus_find_sha256(fixture->corpus, made.sha256, &id, NULL);
	made_free(&made);
	assert_true(status == YD_OK || status == YD_NOT_FOUND);
	return status == YD_OK;
}

/* ---- which document ---- */

static void equal_bytes_are_one_document(void **state)
{
	struct fixture f = open_fixture(state);
	int64_t first, again;
	assert_int_equal(put(&f, 1, 1, &first), YD_PUT_NEW);
	assert_int_equal(put(&f, 1, 1, &again), YD_PUT_UNCHANGED);
	assert_int_equal(again, first);
	assert_int_equal(put(&f, 1, 2, &again), YD_PUT_UNCHANGED);
	assert_int_equal(again, first);
	assert_int_equal(put(&f, 1, 0, &again), YD_PUT_UNCHANGED);
	assert_int_equal(again, first);
	assert_int_equal(count_docs(&f), 1);
	close_fixture(&f);
}

static void a_changed_file_replaces_its_document_and_keeps_the_id(void **state)
{
	struct fixture f = open_fixture(state);
	int64_t first, again;
	put(&f, 1, 1, &first);
	assert_int_equal(put(&f, 2, 1, &again), YD_PUT_REPLACED);
	assert_int_equal(again, first);
	assert_int_equal(count_docs(&f), 1);
	assert_true(holds(&f, 2) && !holds(&f, 1));
	close_fixture(&f);
}

static void another_reading_of_the_same_bytes_replaces(void **state)
{
	struct fixture f = open_fixture(state);
	struct made made = plan(1, 1);
	int64_t id, again;
	made_put(f.corpus, &made, &id);
	made.year = 1999;
	assert_int_equal(made_put(f.corpus, &made, &again), YD_PUT_REPLACED);
	assert_int_equal(again, id);
	strcpy(made.fingerprint, "other rules");
	assert_int_equal(made_put(f.corpus, &made, &again), YD_PUT_REPLACED);
	assert_int_equal(made_put(f.corpus, &made, &again), YD_PUT_UNCHANGED);
	yd_doc doc;
	assert_ok(yd_corpus_doc(f.corpus, id, &doc, e));
	assert_int_equal(doc.year, 1999);
	yd_doc_free(&doc);
	made_free(&made);
	close_fixture(&f);
}

static void documents_without_a_place_stay_apart(void **state)
{
	struct fixture f = open_fixture(state);
	assert_int_equal(put(&f, 1, 0, NULL), YD_PUT_NEW);
	assert_int_equal(put(&f, 2, 0, NULL), YD_PUT_NEW);
	assert_int_equal(count_docs(&f), 2);
	close_fixture(&f);
}

static void an_address_replaces_what_came_from_it(void **state)
{
	struct fixture f = open_fixture(state);
	struct made one = plan(1, 0), two = plan(2, 0), file = plan(3, 3);
	int64_t id, again;
	strcpy(one.url, "https://example.org/plan");
	strcpy(two.url, one.url);
	strcpy(file.url, one.url);
	assert_int_equal(made_put(f.corpus, &one, &id), YD_PUT_NEW);
	/* A file that names the same address is a document of its own: it came from its path. */
	assert_int_equal(made_put(f.corpus, &file, NULL), YD_PUT_NEW);
	assert_int_equal(made_put(f.corpus, &two, &again), YD_PUT_REPLACED);
	assert_int_equal(again, id);
	uint8_t digest[YD_SHA256_SIZE];
	assert_ok(yd_corpus_find_source(f.corpus, one.url, &again, digest, e));
	assert_int_equal(again, id);
	assert_memory_equal(digest, two.sha256, sizeof digest);
	assert_ok(yd_corpus_find_source(f.corpus, file.path, &again, digest, e));
	assert_memory_equal(digest, file.sha256, sizeof digest);
	assert_int_equal(
		yd_corpus_find_source(f.corpus, "/plans/none", &again, digest, NULL), YD_NOT_FOUND);
	made_free(&one);
	made_free(&two);
	made_free(&file);
	close_fixture(&f);
}

static void a_file_that_came_to_equal_another_takes_its_place(void **state)
{
	struct fixture f = open_fixture(state);
	int64_t first, second, now;
	put(&f, 1, 1, &first);
	put(&f, 2, 2, &second);
	assert_int_equal(put(&f, 2, 1, &now), YD_PUT_REPLACED);
	assert_int_equal(now, second);
	assert_int_equal(count_docs(&f), 1);
	/* The other file still holds it: importing that changes nothing. */
	assert_int_equal(put(&f, 2, 2, &now), YD_PUT_UNCHANGED);
	close_fixture(&f);
}

/* After every import of a whole folder, in either order, each content in it is in the cache. */
static void importing_a_folder_never_loses_a_content(void **state)
{
	struct fixture f = open_fixture(state);
	unsigned files[4] = {1, 2, 3, 4}, next = 5;
	struct random random = {99};
	for (int round = 0; round < 300; round++) {
		unsigned a = random_below(&random, 4), b = random_below(&random, 4),
			 swap = files[a];
		switch (random_below(&random, 4)) {
		case 0: /* two files change names */
			files[a] = files[b];
			files[b] = swap;
			break;
		case 1: /* one is copied over another */
			files[a] = files[b];
			break;
		default:
			files[a] =
				random_below(&random, 3) ? next++ : 1 + random_below(&random, next);
		}
		bool down = random_below(&random, 2);
		for (unsigned i = 0; i < 4; i++)
			put(&f, files[down ? 3 - i : i], 1 + (down ? 3 - i : i), NULL);
		for (unsigned i = 0; i < 4; i++)
			assert_true(holds(&f, files[i]));
		assert_true(count_docs(&f) <= 4 + (size_t)round);
	}
	assert_sound(f.corpus);
	close_fixture(&f);
}

static void ids_are_never_used_again(void **state)
{
	struct fixture f = open_fixture(state);
	int64_t first, second;
	put(&f, 1, 1, &first);
	assert_ok(yd_corpus_remove(f.corpus, first, e));
	put(&f, 2, 2, &second);
	assert_true(second > first);
	yd_doc doc;
	assert_int_equal(yd_corpus_doc(f.corpus, first, &doc, NULL), YD_NOT_FOUND);
	close_fixture(&f);
}

static void rereading_needs_the_same_bytes(void **state)
{
	struct fixture f = open_fixture(state);
	struct made one = plan(1, 1), two = plan(2, 9);
	int64_t id;
	yd_error err;
	made_put(f.corpus, &one, &id);
	yd_doc_row row = made_row(&two);
	assert_int_equal(yd_corpus_reread(f.corpus, id, &row, &err), YD_INVALID);
	assert_int_equal(yd_corpus_reread(f.corpus, id + 5, &row, &err), YD_NOT_FOUND);
	row = made_row(&one);
	row.source_path = NULL;
	row.title = "另一个标题";
	assert_ok(yd_corpus_reread(f.corpus, id, &row, e));
	yd_doc doc;
	assert_ok(yd_corpus_doc(f.corpus, id, &doc, e));
	assert_string_equal(doc.title, "另一个标题");
	assert_string_equal(doc.source_path, one.path);
	yd_doc_free(&doc);
	made_free(&one);
	made_free(&two);
	close_fixture(&f);
}

static void rows_that_cannot_be_are_refused(void **state)
{
	struct fixture f = open_fixture(state);
	struct made made = plan(1, 1);
	yd_put_outcome outcome;
	yd_error err;
	int64_t id;
	char *ref;
	yd_doc_row row = made_row(&made);
	row.year = -3;
	assert_int_equal(yd_corpus_put(f.corpus, &row, &outcome, &id, &ref, &err), YD_INVALID);
	row = made_row(&made);
	row.reference = "";
	assert_int_equal(yd_corpus_put(f.corpus, &row, &outcome, &id, &ref, &err), YD_INVALID);
	row = made_row(&made);
	row.region = "一/二/三/四/五/六/七/八/九";
	assert_int_equal(yd_corpus_put(f.corpus, &row, &outcome, &id, &ref, &err), YD_INVALID);
	assert_null(ref);
	assert_int_equal(count_docs(&f), 0);
	made_free(&made);
	close_fixture(&f);
}

/* ---- references ---- */

static void numbers_follow_sha256_whatever_the_order(void **state)
{
	enum { DOCS = 6 };
	char *first_order[DOCS] = {0};
	for (int round = 0; round < 4; round++) {
		struct fixture f = open_fixture(state);
		struct random random = {(uint64_t)round + 1};
		unsigned order[DOCS] = {0, 1, 2, 3, 4, 5};
		for (unsigned i = DOCS - 1; i > 0; i--) {
			unsigned j = random_below(&random, i + 1), swap = order[i];
			order[i] = order[j];
			order[j] = swap;
		}
		for (unsigned i = 0; i < DOCS; i++) {
			struct made made = plan(order[i], order[i] + 1);
			strcpy(made.reference, "220802-2025-9c1e");
			made_put(f.corpus, &made, NULL);
			made_free(&made);
		}
		for (unsigned i = 0; i < DOCS; i++) {
			struct made made = plan(i, 0);
			int64_t id;
			yd_doc doc;
			assert_ok(yd_corpus_find_sha256(f.corpus, made.sha256, &id, e));
			assert_ok(yd_corpus_doc(f.corpus, id, &doc, e));
			if (round == 0)
				first_order[i] = yd_strdup(doc.ref);
			assert_string_equal(doc.ref, first_order[i]);
			yd_doc_free(&doc);
			made_free(&made);
		}
		close_fixture(&f);
		folder_teardown(state);
		assert_int_equal(folder_setup(state), 0);
	}
	for (unsigned i = 0; i < DOCS; i++)
		free(first_order[i]);
}

static void put_reference(struct fixture *f, unsigned content, const char *reference)
{
	struct made made = plan(content, content + 1);
	strcpy(made.reference, reference);
	made_put(f->corpus, &made, NULL);
	made_free(&made);
}

static void assert_finds(struct fixture *f, const char *ref, const char *whole)
{
	int64_t id;
	yd_doc doc;
	assert_ok(yd_corpus_find(f->corpus, yd_str_of(ref), &id, e));
	assert_ok(yd_corpus_doc(f->corpus, id, &doc, e));
	assert_string_equal(doc.ref, whole);
	yd_doc_free(&doc);
}

static void assert_not_found(struct fixture *f, const char *ref, yd_status expected)
{
	int64_t id;
	yd_error err = {0};
	assert_int_equal(yd_corpus_find(f->corpus, yd_str_of(ref), &id, &err), expected);
	if (*ref)
		assert_int_equal(strncmp(err.text, ref, strlen(ref)), 0);
}

static void references_are_found_by_any_unambiguous_beginning(void **state)
{
	struct fixture f = open_fixture(state);
	put_reference(&f, 0, "220802-2025-9c1e");
	put_reference(&f, 1, "220802-2025-9c1e");
	put_reference(&f, 2, "220802-2024-00ff");
	put_reference(&f, 3, "x1a2b-0000-77aa");
	for (unsigned i = 0; i < 12; i++)
		put_reference(&f, 10 + i, "110105-2020-aaaa");
	assert_finds(&f, "220802-2025-9c1e", "220802-2025-9c1e");
	assert_finds(&f, "220802-2025-9c1e.2", "220802-2025-9c1e.2");
	assert_finds(&f, "220802-2025-9c1e.", "220802-2025-9c1e.2");
	assert_finds(&f, "220802-2024", "220802-2024-00ff");
	assert_finds(&f, "X", "x1a2b-0000-77aa");
	assert_finds(&f, "220802-2025-9C1E.2", "220802-2025-9c1e.2");
	assert_finds(&f, "110105-2020-aaaa.12", "110105-2020-aaaa.12");
	assert_finds(&f, "110105-2020-aaaa.3", "110105-2020-aaaa.3");
	assert_not_found(&f, "110105-2020-aaaa.1", YD_AMBIGUOUS);
	assert_not_found(&f, "220802-2025", YD_AMBIGUOUS);
	assert_not_found(&f, "220802", YD_AMBIGUOUS);
	assert_not_found(&f, "110105-2020-aaaa.02", YD_NOT_FOUND);
	assert_not_found(&f, "220802-2025-9c1e.3", YD_NOT_FOUND);
	assert_not_found(&f, "220802-2025-9c1e.9999999999999999999999", YD_NOT_FOUND);
	assert_not_found(&f, "2208%", YD_NOT_FOUND);
	assert_not_found(&f, "教育", YD_NOT_FOUND);
	assert_not_found(&f, "", YD_NOT_FOUND);
	yd_error err;
	int64_t id;
	yd_corpus_find(f.corpus, YD_STR("110105"), &id, &err);
	assert_non_null(strstr(err.text, "110105-2020-aaaa.5"));
	assert_null(strstr(err.text, "110105-2020-aaaa.6"));
	close_fixture(&f);
}

/* ---- text ---- */

static void text_and_original_come_back_byte_for_byte(void **state)
{
	struct fixture f = open_fixture(state);
	for (unsigned content = 0; content < 12; content++) {
		struct made made = plan(content, content + 1);
		yd_doc_text text;
		yd_buf original = {0};
		int64_t id;
		made_put(f.corpus, &made, &id);
		assert_ok(yd_corpus_text(f.corpus, id, &text, e));
		assert_string_equal(text.source.ptr, made.source);
		assert_int_equal(text.outline.len, 10);
		assert_memory_equal(text.outline.ptr, "outline\0\1\2", 10);
		assert_int_equal(text.unit_count, made.unit_count);
		for (size_t i = 0; i < text.unit_count; i++) {
			assert_int_equal(text.units[i].clause, made.units[i].clause);
			assert_int_equal(text.units[i].any, made.units[i].any);
			assert_int_equal(text.units[i].primary, made.units[i].primary);
			assert_true(text.units[i].text_hash == made.units[i].text_hash);
		}
		assert_ok(yd_corpus_original(f.corpus, id, &original, e));
		assert_string_equal(original.ptr, made.original ? made.original : made.source);
		yd_buf_free(&original);
		yd_doc_text_free(&text);
		made_free(&made);
	}
	yd_doc_text text;
	yd_buf original = {0};
	assert_int_equal(yd_corpus_text(f.corpus, 99, &text, NULL), YD_NOT_FOUND);
	assert_int_equal(yd_corpus_original(f.corpus, 99, &original, NULL), YD_NOT_FOUND);
	close_fixture(&f);
}

static void empty_and_large_documents_are_stored(void **state)
{
	struct fixture f = open_fixture(state);
	struct made made = plan(1, 1);
	yd_buf large = {0};
	while (large.len < 3000000)
		yd_buf_printf(&large, "第%zu行 \x01\n", large.len * 7919);
	free(made.source);
	free(made.original);
	made.original = NULL;
	made.source = yd_buf_take(&large);
	yd_sha256(made.source, strlen(made.source), made.sha256);
	int64_t id;
	yd_doc_text text;
	made_put(f.corpus, &made, &id);
	assert_ok(yd_corpus_text(f.corpus, id, &text, e));
	assert_string_equal(text.source.ptr, made.source);
	yd_doc_text_free(&text);
	made.source[0] = '\0';
	made.unit_count = made.clauses = made.sections = 0;
	yd_sha256("", 0, made.sha256);
	made_put(f.corpus, &made, &id);
	assert_ok(yd_corpus_text(f.corpus, id, &text, e));
	assert_int_equal(text.source.len, 0);
	assert_int_equal(text.unit_count, 0);
	yd_doc_text_free(&text);
	made_free(&made);
	close_fixture(&f);
}

/* ---- others ---- */

static void stale_documents_are_counted_and_walked(void **state)
{
	struct fixture f = open_fixture(state);
	int64_t ids[9];
	for (unsigned i = 0; i < 9; i++) {
		struct made made = plan(i, i + 1);
		strcpy(made.fingerprint, i % 3 == 0 ? "today" : i % 3 == 1 ? "old" : "older");
		made_put(f.corpus, &made, &ids[i]);
		made_free(&made);
	}
	size_t count;
	int64_t id = 0;
	assert_ok(yd_corpus_stale_count(f.corpus, "today", &count, e));
	assert_int_equal(count, 6);
	assert_ok(yd_corpus_stale_count(f.corpus, "tomorrow", &count, e));
	assert_int_equal(count, 9);
	for (unsigned i = 0; i < 9; i++) {
		if (i % 3 == 0)
			continue;
		assert_ok(yd_corpus_stale(f.corpus, "today", id, &id, e));
		assert_int_equal(id, ids[i]);
	}
	assert_int_equal(yd_corpus_stale(f.corpus, "today", id, &id, NULL), YD_END);
	close_fixture(&f);
}

static void a_walk_goes_on_while_what_it_gave_is_removed(void **state)
{
	struct fixture f = open_fixture(state);
	for (unsigned i = 0; i < 60; i++)
		put(&f, i, i + 1, NULL);
	yd_list_query query = {0};
	yd_walk *walk;
	yd_doc doc;
	size_t given = 0;
	assert_ok(yd_corpus_walk(f.corpus, &query, &walk, e));
	while (yd_walk_next(walk, &doc, NULL) == YD_OK) {
		assert_ok(yd_corpus_remove(f.corpus, doc.id, e));
		yd_doc_free(&doc);
		given++;
	}
	yd_walk_close(walk);
	assert_int_equal(given, 60);
	assert_int_equal(count_docs(&f), 0);
	close_fixture(&f);
}

static void an_interrupt_stops_the_next_call_once(void **state)
{
	struct fixture f = open_fixture(state);
	yd_totals totals;
	put(&f, 1, 1, NULL);
	yd_corpus_interrupt(f.corpus);
	assert_int_equal(yd_corpus_totals(f.corpus, &totals, NULL), YD_INTERRUPTED);
	assert_ok(yd_corpus_totals(f.corpus, &totals, e));
	assert_int_equal(totals.docs, 1);
	/* What ends an import comes through. */
	yd_corpus_interrupt(f.corpus);
	assert_ok(yd_corpus_bulk(f.corpus, false, e));
	assert_ok(yd_corpus_tidy(f.corpus, e));
	assert_int_equal(yd_corpus_totals(f.corpus, &totals, NULL), YD_INTERRUPTED);
	close_fixture(&f);
}

static void *interrupt_for_a_while(void *corpus)
{
	for (int i = 0; i < 2000; i++) {
		yd_corpus_interrupt(corpus);
		usleep(20);
	}
	return NULL;
}

/* Interrupted at any moment, a put is whole or not there. */
static void interrupts_leave_nothing_half_done(void **state)
{
	struct fixture f = open_fixture(state);
	pthread_t thread;
	size_t stored = 0, stopped = 0;
	assert_int_equal(pthread_create(&thread, NULL, interrupt_for_a_while, f.corpus), 0);
	for (unsigned i = 0; i < 200; i++) {
		struct made made = plan(i, i + 1);
		yd_doc_row row = made_row(&made);
		yd_put_outcome outcome;
		int64_t id;
		char *ref;
		yd_error err;
		yd_status status = yd_corpus_put(f.corpus, &row, &outcome, &id, &ref, &err);
		if (status != YD_OK && status != YD_INTERRUPTED)
			fail_msg("status %d: %s", (int)status, err.text);
		stored += status == YD_OK;
		stopped += status == YD_INTERRUPTED;
		free(ref);
		made_free(&made);
	}
	pthread_join(thread, NULL);
	yd_totals totals;
	while (yd_corpus_totals(f.corpus, &totals, NULL) == YD_INTERRUPTED)
		;
	assert_int_equal(totals.docs, stored);
	assert_true(stopped > 0);
	close_fixture(&f);
}

static void two_handles_see_one_another(void **state)
{
	struct fixture f = open_fixture(state);
	yd_corpus *other = corpus_at(f.path, YD_OPEN_WRITE);
	yd_filter filter = {.themes = 3};
	size_t docs, clauses, before;
	uint64_t version = yd_corpus_version(other);
	assert_ok(yd_corpus_filter_totals(other, &filter, &before, &clauses, e));
	assert_int_equal(before, 0);
	assert_true(yd_corpus_version(other) == version);
	for (unsigned i = 0; i < 20; i++)
		put(&f, i, i + 1, NULL);
	assert_true(yd_corpus_version(other) != version);
	assert_ok(yd_corpus_filter_totals(other, &filter, &docs, &clauses, e));
	assert_true(docs > 0);
	assert_ok(yd_corpus_filter_totals(f.corpus, &filter, &before, &clauses, e));
	assert_int_equal(before, docs);
	version = yd_corpus_version(f.corpus);
	put(&f, 99, 99, NULL);
	assert_true(yd_corpus_version(f.corpus) == version);
	yd_corpus_close(other);
	close_fixture(&f);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(equal_bytes_are_one_document),
		test(a_changed_file_replaces_its_document_and_keeps_the_id),
		test(another_reading_of_the_same_bytes_replaces),
		test(documents_without_a_place_stay_apart),
		test(an_address_replaces_what_came_from_it),
		test(a_file_that_came_to_equal_another_takes_its_place),
		test(importing_a_folder_never_loses_a_content),
		test(ids_are_never_used_again),
		test(rereading_needs_the_same_bytes),
		test(rows_that_cannot_be_are_refused),
		test(numbers_follow_sha256_whatever_the_order),
		test(references_are_found_by_any_unambiguous_beginning),
		test(text_and_original_come_back_byte_for_byte),
		test(empty_and_large_documents_are_stored),
		test(stale_documents_are_counted_and_walked),
		test(a_walk_goes_on_while_what_it_gave_is_removed),
		test(an_interrupt_stops_the_next_call_once),
		test(interrupts_leave_nothing_half_done),
		test(two_handles_see_one_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
