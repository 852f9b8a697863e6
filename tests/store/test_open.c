/* What may stand at the path of a store, and what opening makes of it. */
#include "database.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opening fails like that in both modes, the message begins with the path and has `hint`, and the
 * file stays as it is. */
static void assert_refused(const char *path, yd_status expected, const char *hint)
{
	for (int mode = YD_OPEN_WRITE; mode <= YD_OPEN_READ; mode++) {
		struct stat st;
		yd_buf before = {0}, after = {0};
		bool is_file = stat(path, &st) == 0 && S_ISREG(st.st_mode);
		yd_corpus *corpus = (yd_corpus *)&st;
		yd_error err = {0};
		if (is_file)
			file_read(path, &before);
		assert_int_equal(yd_corpus_open(path, (yd_open_mode)mode, &corpus, &err), expected);
		assert_null(corpus);
		assert_int_equal(strncmp(err.text, path, strlen(path)), 0);
		if (!strstr(err.text, hint))
			fail_msg("no \"%s\" in: %s", hint, err.text);
		if (is_file) {
			file_read(path, &after);
			assert_int_equal(before.len, after.len);
			assert_memory_equal(before.ptr, after.ptr, before.len);
		}
		yd_buf_free(&before);
		yd_buf_free(&after);
	}
}

/* ---- new files ---- */

static void a_new_file_is_its_owners_only(void **state)
{
	char *path = folder_path(state, "one/two/corpus.db"),
	     *folder = folder_path(state, "one/two");
	struct stat st;
	mode_t mask = umask(0);
	corpus_fill(path, 1);
	umask(mask);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_sql(path, "PRAGMA journal_mode", "wal");
	assert_sql(path, "PRAGMA user_version", "8");
	free(path);
	free(folder);
}

static void any_name_can_be_opened(void **state)
{
	static const char *const names[] = {
		"a?mode=ro", "b#c", "50%", "%41", "文 件.db", "file:x", "-x", "a'b\"c"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *path = folder_path(state, names[i]);
		corpus_fill(path, 1);
		assert_int_equal(access(path, F_OK), 0);
		yd_corpus *corpus = corpus_at(path, YD_OPEN_READ);
		assert_string_equal(yd_corpus_path(corpus), path);
		assert_int_equal(corpus_count(corpus), 1);
		yd_corpus_close(corpus);
		free(path);
	}
	/* And by a name without a folder. */
	char *here = getcwd(NULL, 0);
	assert_int_equal(chdir(*state), 0);
	corpus_fill("plain.db", 1);
	corpus_fill("file:odd.db", 1);
	assert_int_equal(folder_count(state, "plain.db"), 1);
	assert_int_equal(folder_count(state, "file:odd.db"), 1);
	assert_int_equal(chdir(here), 0);
	free(here);
}

static void reading_a_missing_file_makes_nothing(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus;
	yd_error err;
	assert_int_equal(yd_corpus_open(path, YD_OPEN_READ, &corpus, &err), YD_NOT_FOUND);
	assert_int_equal(folder_count(state, "corpus.db"), 0);
	free(path);
}

static void an_empty_file_is_a_new_one(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_corpus *corpus;
	file_write(path, "", 0);
	assert_int_equal(yd_corpus_open(path, YD_OPEN_READ, &corpus, NULL), YD_NOT_FOUND);
	corpus_fill(path, 2);
	corpus = corpus_at(path, YD_OPEN_READ);
	assert_int_equal(corpus_count(corpus), 2);
	yd_corpus_close(corpus);
	free(path);
}

static void no_name_is_refused(void **state)
{
	yd_corpus *corpus;
	yd_error err;
	(void)state;
	assert_int_equal(yd_corpus_open("", YD_OPEN_WRITE, &corpus, &err), YD_INVALID);
	assert_int_equal(yd_corpus_open(NULL, YD_OPEN_READ, &corpus, &err), YD_INVALID);
}

/* ---- what cannot be a store ---- */

static void a_folder_pipe_or_dangling_link_is_refused(void **state)
{
	char *folder = folder_path(state, "folder"), *fifo = folder_path(state, "fifo");
	char *link = folder_path(state, "link"), *file = folder_path(state, "file/below");
	char *plain = folder_path(state, "file");
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_refused(folder, YD_SYSTEM, "folder");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_refused(fifo, YD_SYSTEM, "pipe");
	assert_int_equal(symlink("/nowhere/at all", link), 0);
	assert_refused(link, YD_NOT_FOUND, "/nowhere/at all");
	file_write(plain, "x", 1);
	assert_refused(file, YD_SYSTEM, "--cache");
	free(folder);
	free(fifo);
	free(link);
	free(file);
	free(plain);
}

static void a_link_to_a_cache_is_followed(void **state)
{
	char *path = folder_path(state, "real.db"), *link = folder_path(state, "link.db");
	corpus_fill(path, 1);
	assert_int_equal(symlink("real.db", link), 0);
	yd_corpus *corpus = corpus_at(link, YD_OPEN_WRITE);
	assert_int_equal(corpus_put_one(corpus, 7, NULL), YD_OK);
	yd_corpus_close(corpus);
	corpus = corpus_at(path, YD_OPEN_READ);
	assert_int_equal(corpus_count(corpus), 2);
	yd_corpus_close(corpus);
	free(path);
	free(link);
}

static void other_files_are_refused_and_left_alone(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_buf text = {0};
	for (int i = 0; i < 3000; i++)
		yd_buf_puts(&text, "一份要点\n");
	file_write(path, text.ptr, text.len);
	assert_refused(path, YD_DAMAGED, "no SQLite file");
	file_write(path, "SQL", 3);
	assert_refused(path, YD_DAMAGED, "no SQLite file");
	yd_buf_free(&text);
	free(path);
}

static void other_programs_databases_are_refused_and_left_alone(void **state)
{
	char *path = folder_path(state, "corpus.db"), *user = folder_path(state, "user.db");
	sql_run(path, "CREATE TABLE mine(a); INSERT INTO mine VALUES(1)");
	assert_refused(path, YD_DAMAGED, "another program");
	sql_run(path, "PRAGMA application_id=77; PRAGMA user_version=1");
	assert_refused(path, YD_DAMAGED, "another program");
	sql_run(path, "PRAGMA journal_mode=WAL");
	assert_refused(path, YD_DAMAGED, "another program");
	/* Our own other kind of file, too. */
	yd_user_close(user_at(user, YD_OPEN_WRITE));
	assert_refused(user, YD_DAMAGED, "another program");
	free(path);
	free(user);
}

static void newer_files_are_refused_and_left_alone(void **state)
{
	char *path = folder_path(state, "corpus.db"), *user = folder_path(state, "user.db");
	yd_user *handle;
	yd_error err;
	corpus_fill(path, 1);
	sql_run(path, "PRAGMA user_version=99");
	assert_refused(path, YD_NEWER, "newer version");
	yd_user_close(user_at(user, YD_OPEN_WRITE));
	sql_run(user, "PRAGMA user_version=99");
	assert_int_equal(yd_user_open(user, YD_OPEN_WRITE, &handle, &err), YD_NEWER);
	assert_non_null(strstr(err.text, "--user"));
	free(path);
	free(user);
}

/* ---- versions ---- */

static const char *const steps[] = {"CREATE TABLE a(x); INSERT INTO a VALUES(1)",
	"ALTER TABLE a ADD COLUMN y", "CREATE TABLE b(x); INSERT INTO missing VALUES(1)"};
static const char *const no_statements[] = {"SELECT 1"};

static struct store_kind kind_of(int version)
{
	return (struct store_kind){.what = "test file",
		.other_file = "--other",
		.if_damaged = "mend it",
		.if_newer = "use that version",
		.application_id = 0x12345678,
		.migrations = steps,
		.version = version,
		.statements = no_statements,
		.statement_count = 1};
}

static void an_older_file_is_brought_up_to_date(void **state)
{
	char *path = folder_path(state, "file.db");
	struct store_kind one = kind_of(1), two = kind_of(2), three = kind_of(3);
	struct database database;
	yd_error err;
	assert_ok(database_open(&database, &one, path, YD_OPEN_WRITE, e));
	database_close(&database);
	/* For reading it cannot be brought up to date. */
	assert_int_equal(database_open(&database, &two, path, YD_OPEN_READ, &err), YD_READ_ONLY);
	assert_non_null(strstr(err.text, "older version"));
	assert_ok(database_open(&database, &two, path, YD_OPEN_WRITE, e));
	database_close(&database);
	assert_sql(path, "PRAGMA user_version", "2");
	assert_sql(path, "SELECT count(y IS NULL) FROM a", "1");
	/* A step that fails leaves nothing of itself. */
	assert_int_equal(database_open(&database, &three, path, YD_OPEN_WRITE, &err), YD_DAMAGED);
	assert_sql(path, "PRAGMA user_version", "2");
	assert_sql(path, "SELECT count(*) FROM sqlite_master WHERE name='b'", "0");
	assert_int_equal(database_open(&database, &one, path, YD_OPEN_WRITE, &err), YD_NEWER);
	free(path);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_new_file_is_its_owners_only),
		test(any_name_can_be_opened),
		test(reading_a_missing_file_makes_nothing),
		test(an_empty_file_is_a_new_one),
		test(no_name_is_refused),
		test(a_folder_pipe_or_dangling_link_is_refused),
		test(a_link_to_a_cache_is_followed),
		test(other_files_are_refused_and_left_alone),
		test(other_programs_databases_are_refused_and_left_alone),
		test(newer_files_are_refused_and_left_alone),
		test(an_older_file_is_brought_up_to_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
