/* Cache and user files that are broken, newer, not ours, or may not be written: told, and never
 * overwritten. */
#include "run.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* Places in the header of an SQLite file (sqlite.org/fileformat.html). */
enum { USER_VERSION_AT = 60, APPLICATION_ID_AT = 68 };

static const char cache_name[] = "data/yaodian/corpus.db", user_name[] = "data/yaodian/user.db";

static char *file_path(run *r, const char *name)
{
	return yd_strdup(sandbox_path(r->box, name));
}

static void read_bytes(run *r, const char *name, yd_buf *out)
{
	FILE *file = fopen(sandbox_path(r->box, name), "rb");
	char bytes[4096];
	size_t got;
	assert_non_null(file);
	while ((got = fread(bytes, 1, sizeof bytes, file)) > 0)
		yd_buf_add(out, bytes, got);
	fclose(file);
}

static void patch(run *r, const char *name, long at, const char *bytes, size_t len)
{
	int fd = open(sandbox_path(r->box, name), O_WRONLY);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
	close(fd);
}

/* Every command that opens the file refuses it by name, and leaves it as it is. */
static void expect_refused(run *r, const char *name, const char *why)
{
	static const char *const commands[][3] = {{"list"}, {"import", "x.txt"}, {"rebuild"},
		{"bookmark", "list"}, {"search", "安全"}};
	yd_buf before = {0}, after = {0};
	char *path = file_path(r, name);
	read_bytes(r, name, &before);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		RUN(r, commands[i][0], commands[i][1]);
		EXPECT_STATUS(r, 3);
		EXPECT_ERR(r, path);
		EXPECT_ERR(r, why);
		assert_int_equal(r->out.len, 0);
	}
	RUN(r, "doctor");
	EXPECT_STATUS(r, 3);
	EXPECT_OUT(r, path);
	read_bytes(r, name, &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	yd_buf_free(&before);
	yd_buf_free(&after);
	free(path);
}

static void a_cache_that_is_no_database_is_refused(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, cache_name, "This is a letter to my aunt, and no database at all.\n");
	expect_refused(r, cache_name, "");
	EXPECT_OUT(r, "to mend it");
}

static void user_data_that_is_no_database_is_refused(void **state)
{
	run *r = *state;
	run_import_plan(r);
	sandbox_puts(r->box, user_name, "This is a letter to my aunt, and no database at all.\n");
	expect_refused(r, user_name, "");
	EXPECT_OUT(r, "to mend it");
	EXPECT_OUT(r, "in order (1 document,");
}

static void files_of_a_newer_version_are_refused(void **state)
{
	run *r = *state;
	run_import_plan(r);
	patch(r, user_name, USER_VERSION_AT, "\0\0\x7f\0", 4);
	expect_refused(r, user_name, "newer");
	patch(r, user_name, USER_VERSION_AT, "\0\0\0\1", 4);
	patch(r, cache_name, USER_VERSION_AT, "\0\0\x7f\0", 4);
	expect_refused(r, cache_name, "newer");
}

static void a_database_of_another_program_is_refused(void **state)
{
	run *r = *state;
	run_import_plan(r);
	patch(r, cache_name, APPLICATION_ID_AT, "ABCD", 4);
	expect_refused(r, cache_name, "");
}

static void a_damaged_cache_is_told_and_user_data_is_kept(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = yd_format("%s#1.1", ref);
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 0);
	yd_buf bytes = {0};
	read_bytes(r, cache_name, &bytes);
	/* Everything behind the first page is rubbish. */
	memset(bytes.ptr + 4096, 0xA5, bytes.len - 4096);
	sandbox_write(r->box, cache_name, bytes.ptr, bytes.len);
	RUN(r, "doctor");
	EXPECT_STATUS(r, 3);
	EXPECT_OUT(r, "corpus.db");
	EXPECT_OUT(r, "to mend it");
	EXPECT_OUT(r, "in order (1 bookmark)");
	RUN(r, "list");
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "corpus.db");
	/* The way out that doctor names. */
	assert_int_equal(unlink(sandbox_path(r->box, cache_name)), 0);
	run_import_plan(r);
	RUN(r, "bookmark", "list");
	EXPECT_OUT(r, "\tfound\t");
	yd_buf_free(&bytes);
	free(ref);
	free(unit);
}

static void read_only_writes_neither_file(void **state)
{
	static const char *const changing[][4] = {{"import", "x"}, {"remove", "x"}, {"rebuild"},
		{"bookmark", "add", "x"}, {"bookmark", "remove", "x"}};
	run *r = *state;
	struct stat st;
	for (size_t i = 0; i < sizeof changing / sizeof *changing; i++) {
		RUN(r, "--read-only", changing[i][0], changing[i][1], changing[i][2]);
		EXPECT_STATUS(r, 2);
		EXPECT_ERR(r, "--read-only");
	}
	RUN(r, "--read-only", "list");
	EXPECT_STATUS(r, 0);
	RUN(r, "--read-only", "search", "安全");
	EXPECT_STATUS(r, 1);
	RUN(r, "--read-only", "bookmark", "list");
	EXPECT_STATUS(r, 0);
	RUN(r, "--read-only", "theme", "list");
	EXPECT_STATUS(r, 0);
	RUN(r, "--read-only", "doctor");
	EXPECT_STATUS(r, 0);
	assert_int_equal(stat(sandbox_path(r->box, "data"), &st), -1);
	run_import_plan(r);
	yd_buf before = {0}, after = {0};
	read_bytes(r, cache_name, &before);
	RUN(r, "--read-only", "list");
	assert_int_equal(run_lines(&r->out), 1);
	read_bytes(r, cache_name, &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	yd_buf_free(&before);
	yd_buf_free(&after);
}

static void a_read_only_folder_can_be_read(void **state)
{
	run *r = *state;
	char *ref = yd_strdup(run_import_plan(r)), *unit = yd_format("%s#1.1", ref);
	if (!sandbox_become_nobody(r->box)) {
		print_message("skipped: needs root to become somebody else\n");
		skip();
	}
	chmod(sandbox_path(r->box, cache_name), 0444);
	chmod(sandbox_path(r->box, user_name), 0444);
	chmod(sandbox_path(r->box, "data/yaodian"), 0555);
	RUN(r, "list");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "corpus.db");
	EXPECT_ERR(r, "cannot be written");
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "user.db");
	RUN(r, "doctor");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "cannot be written");
	chmod(sandbox_path(r->box, "data/yaodian"), 0755);
	free(ref);
	free(unit);
}

static void a_folder_that_may_not_be_entered_is_told(void **state)
{
	run *r = *state;
	run_import_plan(r);
	if (!sandbox_become_nobody(r->box)) {
		print_message("skipped: needs root to become somebody else\n");
		skip();
	}
	chmod(sandbox_path(r->box, "data"), 0);
	RUN(r, "list");
	EXPECT_STATUS(r, 3);
	EXPECT_ERR(r, "data");
	chmod(sandbox_path(r->box, "data"), 0755);
}

static void complaints_about_the_themes_file_name_the_line(void **state)
{
	run *r = *state;
	sandbox_puts(r->box, "config/yaodian/themes", "theme safety\nfrobnicate 校车\n");
	run_import_plan(r);
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, "themes:2: ");
	RUN(r, "doctor");
	EXPECT_STATUS(r, 3);
	EXPECT_OUT(r, "themes:2: ");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_cache_that_is_no_database_is_refused),
		TEST(user_data_that_is_no_database_is_refused),
		TEST(files_of_a_newer_version_are_refused),
		TEST(a_database_of_another_program_is_refused),
		TEST(a_damaged_cache_is_told_and_user_data_is_kept),
		TEST(read_only_writes_neither_file),
		TEST(a_read_only_folder_can_be_read),
		TEST(a_folder_that_may_not_be_entered_is_told),
		TEST(complaints_about_the_themes_file_name_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
