/* What a document was before: kept when it is replaced, by a number that stays. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static struct made plan(unsigned content, unsigned place)
{
	struct random random = {content + 300};
	struct made made;
	made_fill(&made, &random, content, place);
	return made;
}

static int64_t put(yd_corpus *corpus, unsigned content, unsigned place)
{
	struct made made = plan(content, place);
	int64_t id;
	made_put(corpus, &made, &id);
	made_free(&made);
	return id;
}

/* The same under a reference of one's own; `same` is content that reads the same, 0 none. */
static int64_t put_named(
	yd_corpus *corpus, const char *ref, unsigned content, unsigned place, unsigned same)
{
	struct made made = plan(content, place), other = plan(same, place);
	yd_put_outcome outcome;
	int64_t id;
	char *whole;
	strcpy(made.reference, ref);
	yd_doc_row row = made_row(&made);
	row.same_text_as = same ? other.sha256 : NULL;
	assert_ok(yd_corpus_put(corpus, &row, &outcome, &id, &whole, e));
	free(whole);
	made_free(&made);
	made_free(&other);
	return id;
}

/* "1 2* 3": numbers, with * behind the current one. */
static void assert_versions(yd_corpus *corpus, int64_t id, const char *expected)
{
	yd_version *versions;
	size_t count;
	yd_buf said = {0};
	assert_ok(yd_corpus_versions(corpus, id, &versions, &count, e));
	for (size_t i = 0; i < count; i++) {
		yd_buf_printf(&said, "%s%lld%s", i ? " " : "", (long long)versions[i].number,
			versions[i].current ? "*" : "");
		assert_int_equal(versions[i].current, versions[i].replaced == NULL);
	}
	assert_string_equal(said.ptr, expected);
	yd_buf_free(&said);
	yd_versions_free(versions, count);
}

/* Has the document that content as that version, byte for byte? */
static void assert_content(yd_corpus *corpus, int64_t id, int64_t number, unsigned content)
{
	struct made made = plan(content, 0);
	const char *bytes = made.original ? made.original : made.source;
	yd_doc doc;
	yd_version version = {0};
	yd_buf original = {0};
	assert_ok(yd_corpus_doc(corpus, id, &doc, e));
	if (doc.version == number) {
		assert_ok(yd_corpus_original(corpus, id, &original, e));
	} else {
		assert_ok(yd_corpus_version_original(corpus, id, number, &version, &original, e));
		assert_int_equal(version.bytes, original.len);
		assert_memory_equal(version.sha256, made.sha256, sizeof version.sha256);
		assert_string_equal(version.title ? version.title : "", made.title);
		assert_int_equal(strlen(version.replaced), 20);
	}
	assert_int_equal(original.len, strlen(bytes));
	assert_memory_equal(original.ptr, bytes, original.len);
	yd_version_free(&version);
	yd_buf_free(&original);
	yd_doc_free(&doc);
	made_free(&made);
}

static yd_corpus *begin(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	free(path);
	return corpus;
}

static void end(yd_corpus *corpus)
{
	assert_sound(corpus);
	yd_corpus_close(corpus);
}

static void what_is_replaced_stays_as_a_version(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put(corpus, 1, 1), other = put(corpus, 9, 9);
	assert_versions(corpus, id, "1*");
	assert_int_equal(put(corpus, 2, 1), id);
	assert_versions(corpus, id, "1 2*");
	put(corpus, 3, 1);
	assert_versions(corpus, id, "1 2 3*");
	for (unsigned i = 1; i <= 3; i++)
		assert_content(corpus, id, i, i);
	assert_versions(corpus, other, "1*");
	/* It counts and is found as one document. */
	assert_int_equal(corpus_count(corpus), 2);
	end(corpus);
}

static void bytes_that_come_back_have_their_number_again(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put(corpus, 1, 1);
	put(corpus, 2, 1);
	for (int i = 0; i < 5; i++) {
		put(corpus, 1, 1);
		assert_versions(corpus, id, "1* 2");
		put(corpus, 2, 1);
		assert_versions(corpus, id, "1 2*");
	}
	put(corpus, 1, 1);
	put(corpus, 3, 1);
	assert_versions(corpus, id, "1 2 3*");
	for (unsigned i = 1; i <= 3; i++)
		assert_content(corpus, id, i, i);
	end(corpus);
}

static void bytes_that_read_the_same_make_no_version(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put_named(corpus, "x-2024-aaaa", 1, 1, 0);
	put_named(corpus, "x-2024-aaaa", 2, 1, 1);
	assert_versions(corpus, id, "1*");
	assert_content(corpus, id, 1, 2);
	put_named(corpus, "x-2024-aaaa", 3, 1, 0);
	assert_versions(corpus, id, "1 2*");
	/* Said of other bytes than there are now: another process was faster. */
	put_named(corpus, "x-2024-aaaa", 4, 1, 2);
	assert_versions(corpus, id, "1 2 3*");
	/* What is kept already goes by its number, whatever is said. */
	put_named(corpus, "x-2024-aaaa", 2, 1, 4);
	assert_versions(corpus, id, "1* 2 3");
	end(corpus);
}

static void versions_go_with_their_document_and_stay_when_it_is_read_anew(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put(corpus, 1, 1);
	put(corpus, 2, 1);
	struct made made = plan(2, 1);
	yd_doc_row row = made_row(&made);
	row.fingerprint = "new rules";
	assert_ok(yd_corpus_reread(corpus, id, &row, e));
	assert_versions(corpus, id, "1 2*");
	assert_ok(yd_corpus_remove(corpus, id, e));
	yd_version version;
	yd_buf original = {0};
	assert_int_equal(
		yd_corpus_version_original(corpus, id, 1, &version, &original, NULL), YD_NOT_FOUND);
	made_free(&made);
	end(corpus);
}

static void a_copy_over_another_edition_keeps_that_edition(void **state)
{
	yd_corpus *corpus = begin(state);
	put_named(corpus, "x-2024-aaaa", 1, 1, 0);
	put_named(corpus, "x-2024-aaaa", 2, 1, 0);
	int64_t copied = put_named(corpus, "x-2024-aaaa", 3, 3, 0);
	assert_int_equal(put_named(corpus, "x-2024-aaaa", 3, 1, 0), copied);
	assert_int_equal(corpus_count(corpus), 1);
	assert_versions(corpus, copied, "1* 2 3");
	assert_content(corpus, copied, 2, 1);
	assert_content(corpus, copied, 3, 2);
	end(corpus);
}

static void a_copy_over_another_plan_does_not(void **state)
{
	yd_corpus *corpus = begin(state);
	put_named(corpus, "x-2024-aaaa", 1, 1, 0);
	int64_t copied = put_named(corpus, "x-2024-bbbb", 3, 3, 0);
	assert_int_equal(put_named(corpus, "x-2024-bbbb", 3, 1, 0), copied);
	assert_versions(corpus, copied, "1*");
	end(corpus);
}

static void numbers_that_are_none_are_not_found(void **state)
{
	static const int64_t numbers[] = {0, -1, 2, 3, INT64_MAX, INT64_MIN};
	yd_corpus *corpus = begin(state);
	int64_t id = put(corpus, 1, 1);
	put(corpus, 2, 1);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		yd_version version;
		yd_buf original = {0};
		assert_int_equal(yd_corpus_version_original(
					 corpus, id, numbers[i], &version, &original, NULL),
			YD_NOT_FOUND);
		assert_null(version.title);
	}
	yd_version *versions;
	size_t count;
	yd_error err;
	assert_int_equal(yd_corpus_versions(corpus, 99, &versions, &count, &err), YD_NOT_FOUND);
	end(corpus);
}

static void a_former_reference_names_the_version_that_had_it(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put_named(corpus, "x-2024-aaaa", 1, 1, 0), doc, number;
	put_named(corpus, "x-2024-bbbb", 2, 1, 0);
	put_named(corpus, "x-2024-cccc", 3, 1, 0);
	assert_ok(yd_corpus_version_find(corpus, YD_STR("x-2024-BBBB"), &doc, &number, e));
	assert_int_equal(doc, id);
	assert_int_equal(number, 2);
	assert_int_equal(yd_corpus_version_find(corpus, YD_STR("x-2024-cccc"), &doc, &number, NULL),
		YD_NOT_FOUND);
	end(corpus);
}

static void a_version_is_removed_and_its_number_is_not_given_again(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put(corpus, 1, 1);
	put(corpus, 2, 1);
	put(corpus, 1, 1);
	assert_versions(corpus, id, "1* 2");
	assert_int_equal(yd_corpus_version_remove(corpus, id, 1, NULL), YD_NOT_FOUND);
	assert_int_equal(yd_corpus_version_remove(corpus, id, 3, NULL), YD_NOT_FOUND);
	assert_int_equal(yd_corpus_version_remove(corpus, 99, 1, NULL), YD_NOT_FOUND);
	assert_ok(yd_corpus_version_remove(corpus, id, 2, e));
	assert_versions(corpus, id, "1*");
	assert_int_equal(yd_corpus_version_remove(corpus, id, 2, NULL), YD_NOT_FOUND);
	yd_version version;
	yd_buf original = {0};
	assert_int_equal(
		yd_corpus_version_original(corpus, id, 2, &version, &original, NULL), YD_NOT_FOUND);
	assert_sound(corpus);
	put(corpus, 3, 1);
	assert_versions(corpus, id, "1 3*");
	/* The same bytes are that version again. */
	put(corpus, 2, 1);
	assert_versions(corpus, id, "1 2* 3");
	put(corpus, 4, 1);
	assert_versions(corpus, id, "1 2 3 4*");
	for (unsigned i = 1; i <= 4; i++)
		assert_content(corpus, id, i, i);
	end(corpus);
}

static void the_reference_of_a_removed_version_names_nothing(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t id = put_named(corpus, "x-2024-aaaa", 1, 1, 0), doc, number;
	put_named(corpus, "x-2024-bbbb", 2, 1, 0);
	assert_ok(yd_corpus_version_remove(corpus, id, 1, e));
	assert_int_equal(yd_corpus_version_find(corpus, YD_STR("x-2024-aaaa"), &doc, &number, NULL),
		YD_NOT_FOUND);
	end(corpus);
}

/* What was removed of one edition is not lost for the other, when they become one document. */
static void editions_that_become_one_keep_what_one_of_them_has(void **state)
{
	yd_corpus *corpus = begin(state);
	int64_t first = put_named(corpus, "x-2024-aaaa", 1, 1, 0);
	put_named(corpus, "x-2024-aaaa", 2, 1, 0);
	int64_t second = put_named(corpus, "x-2024-aaaa", 3, 3, 0);
	/* Content 1 was in both: removed of the second, there in the first. */
	assert_ok(yd_corpus_remove(corpus, first, e));
	put_named(corpus, "x-2024-aaaa", 1, 3, 0);
	put_named(corpus, "x-2024-aaaa", 3, 3, 0);
	assert_versions(corpus, second, "1* 2");
	assert_ok(yd_corpus_version_remove(corpus, second, 2, e));
	put_named(corpus, "x-2024-aaaa", 1, 1, 0);
	put_named(corpus, "x-2024-aaaa", 2, 1, 0);
	assert_int_equal(put_named(corpus, "x-2024-aaaa", 3, 1, 0), second);
	assert_versions(corpus, second, "1* 3 4");
	assert_content(corpus, second, 3, 1);
	assert_content(corpus, second, 4, 2);
	end(corpus);
}

/* After any puts each document has every content that ever stood in its place, once. */
static void every_content_of_a_place_is_kept_once(void **state)
{
	enum { PLACES = 3, CONTENTS = 6 };
	yd_corpus *corpus = begin(state);
	struct random random = {77};
	int64_t numbers[PLACES][CONTENTS] = {0}, last[PLACES] = {0}, ids[PLACES] = {0};
	for (int round = 0; round < 200; round++) {
		unsigned place = random_below(&random, PLACES),
			 content = random_below(&random, CONTENTS);
		/* Each place has contents of its own, so that none moves elsewhere. */
		ids[place] = put(corpus, 10 * (place + 1) + content, place + 1);
		if (!numbers[place][content])
			numbers[place][content] = ++last[place];
		yd_doc doc;
		assert_ok(yd_corpus_doc(corpus, ids[place], &doc, e));
		assert_int_equal(doc.version, numbers[place][content]);
		yd_doc_free(&doc);
		if (round % 20 == 0)
			assert_sound(corpus);
	}
	for (unsigned place = 0; place < PLACES; place++)
		for (unsigned content = 0; content < CONTENTS; content++)
			if (numbers[place][content])
				assert_content(corpus, ids[place], numbers[place][content],
					10 * (place + 1) + content);
	end(corpus);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(what_is_replaced_stays_as_a_version),
		test(bytes_that_come_back_have_their_number_again),
		test(bytes_that_read_the_same_make_no_version),
		test(versions_go_with_their_document_and_stay_when_it_is_read_anew),
		test(a_copy_over_another_edition_keeps_that_edition),
		test(a_copy_over_another_plan_does_not),
		test(numbers_that_are_none_are_not_found),
		test(a_former_reference_names_the_version_that_had_it),
		test(a_version_is_removed_and_its_number_is_not_given_again),
		test(the_reference_of_a_removed_version_names_nothing),
		test(editions_that_become_one_keep_what_one_of_them_has),
		test(every_content_of_a_place_is_kept_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
