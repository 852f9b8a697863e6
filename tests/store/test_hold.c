/* A burst of calls that reads one state of the file, and what ends it. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

static char *corpus_path(void **state)
{
	return folder_path(state, "corpus.db");
}

static void what_others_write_is_seen_after_the_release(void **state)
{
	char *path = corpus_path(state);
	corpus_fill(path, 3);
	yd_corpus *reader = corpus_at(path, YD_OPEN_WRITE),
		  *writer = corpus_at(path, YD_OPEN_WRITE);
	yd_corpus_hold(reader);
	assert_int_equal(corpus_count(reader), 3);
	assert_ok(corpus_put_one(writer, 77, e));
	assert_int_equal(corpus_count(reader), 3);
	yd_corpus_release(reader);
	assert_int_equal(corpus_count(reader), 4);
	yd_corpus_release(reader); /* nothing is held: nothing happens */
	assert_int_equal(corpus_count(reader), 4);
	yd_corpus_close(reader);
	yd_corpus_close(writer);
	free(path);
}

static void writing_ends_it_and_is_kept(void **state)
{
	char *path = corpus_path(state);
	corpus_fill(path, 3);
	yd_corpus *holder = corpus_at(path, YD_OPEN_WRITE), *other = corpus_at(path, YD_OPEN_WRITE);
	yd_corpus_hold(holder);
	assert_int_equal(corpus_count(holder), 3);
	assert_ok(corpus_put_one(other, 77, e));
	assert_ok(corpus_put_one(holder, 78, e));
	assert_int_equal(corpus_count(holder), 5);
	assert_int_equal(corpus_count(other), 5);
	yd_corpus_release(holder); /* too late to take anything back */
	yd_corpus_close(holder);
	assert_int_equal(corpus_count(other), 5);
	assert_sound(other);
	yd_corpus_close(other);
	free(path);
}

static void a_state_that_is_set_while_user_data_is_held_is_kept(void **state)
{
	char *path = folder_path(state, "user.db"), *value = NULL;
	yd_user *user = user_at(path, YD_OPEN_WRITE);
	yd_user_hold(user);
	assert_ok(yd_user_state(user, "zoom", &value, e));
	assert_null(value);
	assert_ok(yd_user_state_set(user, "zoom", "yes", e));
	yd_user_release(user);
	yd_user_close(user);
	user = user_at(path, YD_OPEN_WRITE);
	assert_ok(yd_user_state(user, "zoom", &value, e));
	assert_string_equal(value, "yes");
	free(value);
	yd_user_close(user);
	free(path);
}

static void closing_while_it_is_held_leaves_the_file_to_others(void **state)
{
	char *path = corpus_path(state);
	corpus_fill(path, 2);
	yd_corpus *holder = corpus_at(path, YD_OPEN_WRITE);
	yd_corpus_hold(holder);
	assert_int_equal(corpus_count(holder), 2);
	yd_corpus_close(holder);
	assert_int_equal(folder_count(state, "corpus.db-"), 0);
	yd_corpus *other = corpus_at(path, YD_OPEN_WRITE);
	assert_ok(corpus_put_one(other, 77, e));
	yd_corpus_close(other);
	free(path);
}

static void an_interrupt_stops_one_call_and_not_the_release(void **state)
{
	char *path = corpus_path(state);
	corpus_fill(path, 2);
	yd_corpus *holder = corpus_at(path, YD_OPEN_WRITE), *other = corpus_at(path, YD_OPEN_WRITE);
	yd_totals totals;
	yd_corpus_hold(holder);
	assert_int_equal(corpus_count(holder), 2);
	yd_corpus_interrupt(holder);
	assert_int_equal(yd_corpus_totals(holder, &totals, NULL), YD_INTERRUPTED);
	assert_int_equal(corpus_count(holder), 2);
	yd_corpus_interrupt(holder);
	yd_corpus_release(holder);
	assert_int_equal(yd_corpus_totals(holder, &totals, NULL), YD_INTERRUPTED);
	assert_ok(corpus_put_one(other, 77, e));
	assert_int_equal(corpus_count(holder), 3);
	yd_corpus_close(holder);
	yd_corpus_close(other);
	free(path);
}

/* An immutable file that was written to is opened anew between two calls: nothing may be held then.
 */
static void a_file_for_reading_only_is_still_opened_anew(void **state)
{
	char *path = corpus_path(state);
	corpus_fill(path, 2);
	yd_corpus *reader = corpus_at(path, YD_OPEN_READ);
	yd_corpus_hold(reader);
	assert_int_equal(corpus_count(reader), 2);
	yd_corpus *writer = corpus_at(path, YD_OPEN_WRITE);
	assert_ok(corpus_put_one(writer, 77, e));
	assert_int_equal(corpus_count(reader), 3);
	yd_corpus_release(reader);
	yd_corpus_close(writer);
	yd_corpus_close(reader);
	free(path);
}

int main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)
	const struct CMUnitTest tests[] = {
		test(what_others_write_is_seen_after_the_release),
		test(writing_ends_it_and_is_kept),
		test(a_state_that_is_set_while_user_data_is_held_is_kept),
		test(closing_while_it_is_held_leaves_the_file_to_others),
		test(an_interrupt_stops_one_call_and_not_the_release),
		test(a_file_for_reading_only_is_still_opened_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
