/* Stores that cannot be written, stand where there is no shared memory, or are in use by others. */
#include "database.h"
#include "shim.h"
#include "support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- files that cannot be written ---- */

/*
 * Another process. It must be started before this one opens a store, since SQLite keeps its locks
 * by process, and what a fork takes over of them is not true of the child.
 */
struct other {
	pid_t child;
	int go; /* writing end of a pipe */
};

typedef void act_fn(const char *path);

/* Runs `act` when other_run() says so; `as_nobody`: not as root. */
static struct other other_start(act_fn *act, const char *path, bool as_nobody)
{
	int ends[2];
	char byte;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		close(ends[1]);
		if (as_nobody && getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(99);
		if (read(ends[0], &byte, 1) == 1)
			act(path);
		_exit(0);
	}
	close(ends[0]);
	return (struct other){child, ends[1]};
}

static void other_run(struct other *other)
{
	int result;
	assert_int_equal(write(other->go, "x", 1), 1);
	close(other->go);
	assert_int_equal(waitpid(other->child, &result, 0), other->child);
	assert_true(WIFEXITED(result));
	assert_int_equal(WEXITSTATUS(result), 0);
}

static void as_another_user(void **state, act_fn *act, const char *path)
{
	if (getuid() == 0)
		assert_int_equal(chmod(*state, 0755), 0);
	struct other other = other_start(act, path, true);
	other_run(&other);
}

#define need(condition)                                                                            \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			print_error("%s:%d: %s\n", __FILE__, __LINE__, #condition);                \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

static void read_from(const char *path, int mode)
{
	for (; mode <= YD_OPEN_READ; mode++) {
		yd_corpus *corpus;
		yd_error err = {0};
		yd_totals totals;
		if (yd_corpus_open(path, (yd_open_mode)mode, &corpus, &err) != YD_OK)
			print_error("%s\n", err.text);
		need(corpus);
		need(yd_corpus_read_only(corpus));
		need(yd_corpus_totals(corpus, &totals, &err) == YD_OK);
		need(totals.docs == 3);
		need(corpus_put_one(corpus, 50, &err) == YD_READ_ONLY);
		need(strncmp(err.text, path, strlen(path)) == 0);
		yd_filter filter = {.themes = 7};
		size_t docs, clauses;
		need(yd_corpus_filter_totals(corpus, &filter, &docs, &clauses, &err) == YD_OK);
		need(yd_corpus_remove(corpus, 1, &err) == YD_READ_ONLY);
		need(yd_corpus_tidy(corpus, &err) == YD_READ_ONLY);
		yd_corpus_close(corpus);
	}
}

static void read_but_not_write(const char *path)
{
	read_from(path, YD_OPEN_WRITE);
}

static void only_read(const char *path)
{
	/* Who is not root in a test is the owner, and could write. */
	read_from(path, access(path, W_OK) != 0 ? YD_OPEN_WRITE : YD_OPEN_READ);
}

static void a_file_without_rights_is_read(void **state)
{
	char *path = folder_path(state, "corpus.db");
	corpus_fill(path, 3);
	assert_int_equal(chmod(path, 0444), 0);
	as_another_user(state, read_but_not_write, path);
	assert_int_equal(folder_count(state, "corpus.db"), 1);
	free(path);
}

static void a_file_in_a_folder_without_rights_is_read(void **state)
{
	char *path = folder_path(state, "corpus.db");
	corpus_fill(path, 3);
	assert_int_equal(chmod(path, 0666), 0);
	if (getuid() != 0)
		assert_int_equal(chmod(*state, 0555), 0);
	as_another_user(state, read_but_not_write, path);
	chmod(*state, 0700);
	assert_int_equal(folder_count(state, "corpus.db"), 1);
	free(path);
}

static void cannot_read_at_all(const char *path)
{
	yd_corpus *corpus;
	yd_error err;
	need(yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) == YD_SYSTEM);
	need(strstr(err.text, "Permission denied") && strstr(err.text, "--cache"));
}

static void a_file_that_cannot_be_read_is_said(void **state)
{
	char *path = folder_path(state, "corpus.db"), *below = folder_path(state, "new/corpus.db");
	corpus_fill(path, 1);
	assert_int_equal(chmod(path, 0), 0);
	as_another_user(state, cannot_read_at_all, path);
	if (getuid() == 0) /* else the folder is ours */
		as_another_user(state, cannot_read_at_all, below);
	free(path);
	free(below);
}

/* Reads beside a writer whose changes are still in the -wal. */
static void reading_sees_a_writers_last_changes(void **state)
{
	char *path = folder_path(state, "corpus.db"), *wal = folder_path(state, "corpus.db-wal");
	char *shm = folder_path(state, "corpus.db-shm");
	corpus_fill(path, 1);
	struct other other = other_start(only_read, path, true);
	yd_corpus *writer = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_put_one(writer, 60, NULL), YD_OK);
	assert_int_equal(corpus_put_one(writer, 61, NULL), YD_OK);
	assert_int_equal(access(wal, F_OK), 0);
	struct stat before, after;
	assert_int_equal(stat(path, &before), 0);
	assert_int_equal(chmod(path, 0644) | chmod(wal, 0644) | chmod(shm, 0644), 0);
	assert_int_equal(chmod(*state, 0755), 0);
	other_run(&other);
	yd_corpus *reader = corpus_at(path, YD_OPEN_READ);
	assert_int_equal(corpus_count(reader), 3);
	assert_int_equal(corpus_put_one(writer, 62, NULL), YD_OK);
	assert_int_equal(corpus_count(reader), 4);
	yd_corpus_close(reader);
	assert_int_equal(stat(path, &after), 0);
	assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof before.st_mtim);
	assert_int_equal(before.st_size, after.st_size);
	yd_corpus_close(writer);
	free(path);
	free(wal);
	free(shm);
}

static void leave_wal_behind(const char *path)
{
	yd_corpus *corpus;
	yd_error err;
	need(yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) == YD_OK);
	need(corpus_put_one(corpus, 70, &err) == YD_OK); /* and is not closed */
}

static void cannot_read_the_wal(const char *path)
{
	yd_corpus *corpus;
	yd_error err;
	need(yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) == YD_READ_ONLY);
	need(strstr(err.text, "-wal") && strstr(err.text, "copy both files"));
}

/* A copy of a file in use, on a medium that cannot be written: better an error than what is out of
 * date. */
static void changes_that_cannot_be_read_are_said(void **state)
{
	char *path = folder_path(state, "corpus.db"), *shm = folder_path(state, "corpus.db-shm");
	corpus_fill(path, 1);
	struct other other = other_start(leave_wal_behind, path, false);
	other_run(&other);
	assert_int_equal(unlink(shm), 0);
	assert_int_equal(chmod(path, 0444), 0);
	if (getuid() != 0)
		assert_int_equal(chmod(*state, 0555), 0);
	as_another_user(state, cannot_read_the_wal, path);
	chmod(*state, 0700);
	assert_int_equal(chmod(path, 0600), 0);
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_count(corpus), 2);
	yd_corpus_close(corpus);
	free(path);
	free(shm);
}

/* ---- a full disk ---- */

static void a_file_on_a_full_disk_is_read(void **state)
{
	char *path = folder_path(state, "corpus.db"), *user = folder_path(state, "user.db");
	yd_error err;
	corpus_fill(path, 3);
	yd_user_close(user_at(user, YD_OPEN_WRITE));
	shim_install();
	shim = (struct shim){.fail_from = 1, .count = 1};
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_true(yd_corpus_read_only(corpus));
	assert_int_equal(corpus_count(corpus), 3);
	assert_int_equal(corpus_put_one(corpus, 50, &err), YD_SYSTEM);
	assert_non_null(strstr(err.text, "the disk is full"));
	assert_int_equal(yd_corpus_can_write(corpus, &err), YD_SYSTEM);
	yd_user *handle = user_at(user, YD_OPEN_WRITE);
	assert_int_equal(yd_user_can_write(handle, &err), YD_SYSTEM);
	assert_ok(yd_user_state_set(handle, "focus", "text", e));
	yd_user_close(handle);
	yd_corpus_close(corpus);
	shim = (struct shim){0};
	corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(yd_corpus_can_write(corpus, &err), YD_OK);
	assert_int_equal(corpus_put_one(corpus, 50, &err), YD_OK);
	yd_corpus_close(corpus);
	free(path);
	free(user);
}

/* ---- file systems without shared memory ---- */

static void without_shared_memory_the_journal_is_delete(void **state)
{
	char *path = folder_path(state, "corpus.db"), *user = folder_path(state, "user.db");
	corpus_fill(path, 1); /* in WAL, as it comes from elsewhere */
	shim_install();
	shim = (struct shim){.no_shared_memory = true};
	yd_corpus *one = corpus_at(path, YD_OPEN_WRITE), *two = corpus_at(path, YD_OPEN_WRITE);
	assert_false(yd_corpus_read_only(one));
	assert_int_equal(corpus_put_one(one, 80, NULL), YD_OK);
	assert_int_equal(corpus_put_one(two, 81, NULL), YD_OK);
	assert_int_equal(corpus_count(one), 3);
	assert_sound(one);
	yd_corpus_close(one);
	yd_corpus_close(two);
	yd_user *handle = user_at(user, YD_OPEN_WRITE);
	assert_ok(yd_user_state_set(handle, "focus", "text", e));
	yd_user_close(handle);
	assert_sql(path, "PRAGMA journal_mode", "delete");
	assert_sql(user, "PRAGMA journal_mode", "delete");
	shim = (struct shim){0};
	/* Back where there is, it is WAL again. */
	yd_corpus_close(corpus_at(path, YD_OPEN_WRITE));
	assert_sql(path, "PRAGMA journal_mode", "wal");
	free(path);
	free(user);
}

static void network_file_systems_are_known(void **state)
{
	(void)state;
	assert_true(yd_file_system_is_shared(0x6969));
	assert_true(yd_file_system_is_shared((long)0xFF534D42));
	assert_true(
		yd_file_system_is_shared((long)(int)0xFF534D42)); /* where f_type is 32 bits wide */
	assert_false(yd_file_system_is_shared(0xEF53));		  /* ext4 */
	assert_false(yd_file_system_is_shared(0x01021994));	  /* tmpfs */
}

/* ---- others at the same file ---- */

static void *interrupt_soon(void *corpus)
{
	usleep(100000);
	yd_corpus_interrupt(corpus);
	return NULL;
}

static void a_busy_file_is_waited_for_and_then_said(void **state)
{
	char *path = folder_path(state, "corpus.db");
	sqlite3 *db;
	pthread_t thread;
	yd_error err;
	corpus_fill(path, 1);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_count(corpus), 1); /* readers need not wait */
	/* Waiting can be stopped. */
	assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, corpus), 0);
	assert_int_equal(corpus_put_one(corpus, 90, &err), YD_INTERRUPTED);
	pthread_join(thread, NULL);
	assert_int_equal(corpus_put_one(corpus, 90, &err), YD_BUSY);
	assert_int_equal(strncmp(err.text, path, strlen(path)), 0);
	sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
	sqlite3_close(db);
	assert_int_equal(corpus_put_one(corpus, 90, &err), YD_OK);
	assert_sound(corpus);
	yd_corpus_close(corpus);
	free(path);
}

static void open_and_close(const char *path)
{
	yd_corpus *corpus;
	need(yd_corpus_open(path, YD_OPEN_WRITE, &corpus, NULL) == YD_OK);
	yd_corpus_close(corpus);
}

/* A second handle of this process must not take the locks of the first away: another process would
 * believe itself alone, and remove the -wal that the first is writing to. */
static void a_second_handle_leaves_the_locks_of_the_first(void **state)
{
	char *path = folder_path(state, "corpus.db");
	corpus_fill(path, 1);
	struct other other = other_start(open_and_close, path, false);
	yd_corpus *one = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_put_one(one, 100, NULL), YD_OK);
	yd_corpus_close(corpus_at(path, YD_OPEN_WRITE));
	yd_corpus_close(corpus_at(path, YD_OPEN_READ));
	other_run(&other);
	assert_int_equal(corpus_put_one(one, 101, NULL), YD_OK);
	yd_corpus *two = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_count(two), 3);
	yd_corpus_close(two);
	yd_corpus_close(one);
	two = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_count(two), 3);
	yd_corpus_close(two);
	free(path);
}

static void put_two_more(const char *path)
{
	yd_corpus *corpus;
	need(yd_corpus_open(path, YD_OPEN_WRITE, &corpus, NULL) == YD_OK);
	need(corpus_put_one(corpus, 200, NULL) == YD_OK);
	need(corpus_put_one(corpus, 201, NULL) == YD_OK);
	yd_corpus_close(corpus);
}

/* A reader that found no -wal, and so took the file for unchanging, sees when that was wrong. */
static void a_reader_notices_a_later_writer(void **state)
{
	char *path = folder_path(state, "corpus.db");
	corpus_fill(path, 1);
	struct other other = other_start(put_two_more, path, false);
	yd_corpus *reader = corpus_at(path, YD_OPEN_READ);
	yd_filter filter = {.themes = UINT32_MAX >> 1};
	size_t docs, clauses, before;
	assert_int_equal(corpus_count(reader), 1);
	assert_ok(yd_corpus_filter_totals(reader, &filter, &docs, &before, e));
	uint64_t version = yd_corpus_version(reader);
	assert_true(yd_corpus_version(reader) == version);
	other_run(&other);
	assert_true(yd_corpus_version(reader) != version);
	assert_int_equal(corpus_count(reader), 3);
	assert_ok(yd_corpus_filter_totals(reader, &filter, &docs, &clauses, e));
	assert_true(clauses > before);
	assert_sound(reader);
	/* And one that goes on writing. */
	yd_corpus *writer = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_put_one(writer, 202, NULL), YD_OK);
	assert_int_equal(corpus_count(reader), 4);
	assert_int_equal(corpus_put_one(writer, 203, NULL), YD_OK);
	assert_int_equal(corpus_count(reader), 5);
	yd_corpus_close(writer);
	assert_int_equal(corpus_count(reader), 5);
	assert_sound(reader);
	yd_corpus_close(reader);
	free(path);
}

static void processes_import_side_by_side(void **state)
{
	enum { PROCESSES = 3, EACH = 12 };
	char *path = folder_path(state, "corpus.db");
	pid_t children[PROCESSES];
	for (unsigned p = 0; p < PROCESSES; p++) {
		children[p] = fork();
		if (children[p] == 0) {
			yd_corpus *corpus;
			yd_error err = {0};
			bool fine = yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) == YD_OK;
			/* Half of the documents are the same for all. */
			for (unsigned i = 0; fine && i < EACH; i++)
				fine = corpus_put_one(corpus, i % 2 ? 500 + i : 1000 * (p + 1) + i,
					       &err) == YD_OK;
			if (!fine)
				print_error("%s\n", err.text);
			_exit(!fine);
		}
	}
	for (unsigned p = 0; p < PROCESSES; p++) {
		int result;
		assert_int_equal(waitpid(children[p], &result, 0), children[p]);
		assert_int_equal(result, 0);
	}
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_int_equal(corpus_count(corpus), PROCESSES * EACH / 2 + EACH / 2);
	assert_sound(corpus);
	yd_corpus_close(corpus);
	free(path);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_file_without_rights_is_read),
		test(a_file_in_a_folder_without_rights_is_read),
		test(a_file_that_cannot_be_read_is_said),
		test(reading_sees_a_writers_last_changes),
		test(changes_that_cannot_be_read_are_said),
		test(a_file_on_a_full_disk_is_read),
		test(without_shared_memory_the_journal_is_delete),
		test(network_file_systems_are_known),
		test(a_busy_file_is_waited_for_and_then_said),
		test(a_second_handle_leaves_the_locks_of_the_first),
		test(a_reader_notices_a_later_writer),
		test(processes_import_side_by_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
