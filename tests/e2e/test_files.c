/* The two files under the browser: shared with another process, read-only, damaged, missing. */
#include "browse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static size_t bookmark_count(sandbox *box)
{
	yd_buf out = {0};
	sandbox_run(box, &out, NULL, "bookmark", "--json", "list", NULL);
	size_t lines = 0;
	for (size_t i = 0; i < out.len; i++)
		lines += out.ptr[i] == '\n';
	yd_buf_free(&out);
	return lines;
}

/* The browser's complaint and exit status when it cannot work with its files. */
static void check_refused(sandbox *box, const char *about)
{
	term *t = sandbox_browse(box, 160, 24, NULL);
	int status = term_await_exit(t);
	term_check(t, WIFEXITED(status) && WEXITSTATUS(status) == 3);
	term_check_shows(t, about);
	term_check(t, !term_alternate_screen(t));
	term_free(t);
}

static void two_browsers_work_on_the_same_files(void **state)
{
	sandbox *box = *state;
	term *a = open_browser(box, 120, 40), *b = open_browser(box, 80, 24);
	focus_text(a);
	focus_text(b);
	term_press(a, "]");
	term_press(a, "b");
	term_press(b, "]");
	term_press(b, "]");
	term_press(b, "b");
	term_press(b, "]");
	term_press(a, "]");
	term_press(a, "b");
	/* On the same clause now stands the other's bookmark: it is taken away, not set twice. */
	assert_int_equal(bookmark_count(box), 1);
	term_press(b, "b");
	assert_int_equal(bookmark_count(box), 2);
	term_press(a, "B");
	term_check_whole(a);
	leave_browser(a);
	term_press(b, "u");
	assert_int_equal(bookmark_count(box), 1);
	leave_browser(b);
}

static void documents_imported_and_removed_meanwhile_do_no_harm(void **state)
{
	sandbox *box = *state;
	term *t = open_browser(box, 120, 40);
	sandbox_puts(box, "more.txt",
		"全国2031年教育工作要点\n一、总则\n1.做好工作。抓好落实。\n2."
		"再做工作。再抓落实。\n");
	char *path = yd_strdup(sandbox_path(box, "more.txt"));
	sandbox_must(box, "import", "--region", "全国", "--year", "2031", path, NULL);
	free(path);
	term_press(t, "j");
	term_press(t, "]");
	term_await(t, "全国");
	sandbox_must(box, "remove", "--samples", NULL);
	const char *keys[] = {"]", "]", "j", "\r", "[", "\t", "j", "b", "t", "\033"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		term_press(t, keys[i]);
		term_check_whole(t);
	}
	leave_browser(t);
	t = open_browser(box, 120, 40);
	term_check_shows(t, "2031");
	term_check_hides(t, "霁川");
	leave_browser(t);
}

static void a_read_only_folder_can_be_read(void **state)
{
	sandbox *box = *state;
	if (!sandbox_become_nobody(box) && geteuid() == 0)
		skip();
	chmod(sandbox_path(box, "data/yaodian/corpus.db"), 0444);
	chmod(sandbox_path(box, "data/yaodian/user.db"), 0444);
	chmod(sandbox_path(box, "data/yaodian"), 0555);
	term *t = open_browser(box, 120, 40);
	term_check_shows(t, "霁川");
	focus_text(t);
	term_press(t, "]");
	term_check_whole(t);
	term_press(t, "b");
	term_check_shows(t, "read-only");
	leave_browser(t);
	assert_int_not_equal(access(sandbox_path(box, "data/yaodian/corpus.db-wal"), F_OK), 0);
	assert_int_not_equal(access(sandbox_path(box, "data/yaodian/corpus.db-shm"), F_OK), 0);
	yd_buf out = {0}, err = {0};
	assert_int_equal(sandbox_run(box, &out, &err, "list", NULL), 0);
	assert_non_null(strstr(out.ptr, "霁川"));
	yd_buf_clear(&err);
	assert_int_equal(sandbox_run(box, NULL, &err, "remove", "--samples", NULL), 3);
	assert_non_null(strstr(err.ptr, "corpus.db"));
	yd_buf_free(&out);
	yd_buf_free(&err);
	chmod(sandbox_path(box, "data/yaodian"), 0755);
}

static void read_only_on_request_writes_nothing(void **state)
{
	sandbox *box = *state;
	struct stat before, after;
	assert_int_equal(stat(sandbox_path(box, "data/yaodian/corpus.db"), &before), 0);
	term *t = sandbox_browse(box, 120, 40, (const char *[]){"--read-only", NULL});
	term_settle(t);
	term_check_shows(t, "霁川");
	focus_text(t);
	term_press(t, "]");
	term_press(t, "b");
	term_check_shows(t, "read-only");
	leave_browser(t);
	assert_int_equal(stat(sandbox_path(box, "data/yaodian/corpus.db"), &after), 0);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_int_equal(bookmark_count(box), 0);
}

static void read_only_with_nothing_there_makes_nothing(void **state)
{
	sandbox *box = *state;
	sandbox_must(box, "--read-only", "list", NULL);
	term *t = sandbox_browse(box, 80, 24, (const char *[]){"--read-only", NULL});
	term_settle(t);
	term_check_shows(t, "no documents");
	leave_browser(t);
	assert_int_not_equal(access(sandbox_path(box, "data"), F_OK), 0);
	/* rmdir() takes away only what is empty. */
	assert_int_equal(rmdir(sandbox_path(box, "home")), 0);
}

static void a_folder_that_cannot_be_made_is_named(void **state)
{
	sandbox *box = *state;
	sandbox_puts(box, "data", "a file where a folder should be");
	check_refused(box, "/data");
}

static void what_is_no_database_is_left_as_it_is(void **state)
{
	sandbox *box = *state;
	const char *files[] = {"data/yaodian/corpus.db", "data/yaodian/user.db"};
	for (size_t i = 0; i < 2; i++) {
		struct stat about;
		sandbox_puts(box, files[i], "This is somebody's diary, not a database at all.\n");
		check_refused(box, strrchr(files[i], '/') + 1);
		assert_int_equal(stat(sandbox_path(box, files[i]), &about), 0);
		assert_int_equal(about.st_size, 49);
		assert_int_equal(unlink(sandbox_path(box, files[i])), 0);
	}
}

/* SQLite keeps user_version, big-endian, at byte 60 of the file. */
static void set_version(sandbox *box, const char *file, unsigned version)
{
	int fd = open(sandbox_path(box, file), O_WRONLY);
	assert_true(fd >= 0);
	unsigned char bytes[4] = {(unsigned char)(version >> 24), (unsigned char)(version >> 16),
		(unsigned char)(version >> 8), (unsigned char)version};
	assert_int_equal(pwrite(fd, bytes, 4, 60), 4);
	close(fd);
}

static void a_newer_version_s_files_are_never_written(void **state)
{
	sandbox *box = *state;
	leave_browser(open_browser(box, 80, 24));
	struct stat before, after;
	const char *files[] = {"data/yaodian/corpus.db", "data/yaodian/user.db"};
	for (size_t i = 0; i < 2; i++) {
		set_version(box, files[i], 900000);
		assert_int_equal(stat(sandbox_path(box, files[i]), &before), 0);
		term *t = sandbox_browse(box, 160, 24, NULL);
		term_settle(t);
		term_check_shows(t, "newer");
		if (term_running(t))
			leave_browser(t);
		else
			term_free(t);
		assert_int_equal(stat(sandbox_path(box, files[i]), &after), 0);
		assert_int_equal(before.st_size, after.st_size);
		assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
			    before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	}
}

static void an_empty_cache_welcomes(void **state)
{
	const int sizes[][2] = {{120, 40}, {80, 24}, {50, 15}, {10, 5}, {1, 1}};
	for (size_t i = 0; i < 5; i++) {
		term *t = open_browser(*state, sizes[i][0], sizes[i][1]);
		term_check_whole(t);
		if (sizes[i][0] >= 50) {
			term_check_shows(t, "folders of them:");
			term_check_shows(t, "yaodian import PLAN.txt FOLDER");
			term_check_shows(t, "is open.");
		}
		const char *keys = "j\t]bzt\033Tunh?q";
		for (const char *key = keys; *key && term_running(t); key++)
			term_press(t, (char[]){*key, 0});
		leave_browser(t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_samples(two_browsers_work_on_the_same_files),
		with_samples(documents_imported_and_removed_meanwhile_do_no_harm),
		with_samples(a_read_only_folder_can_be_read),
		with_samples(read_only_on_request_writes_nothing),
		with_sandbox(read_only_with_nothing_there_makes_nothing),
		with_sandbox(a_folder_that_cannot_be_made_is_named),
		with_sandbox(what_is_no_database_is_left_as_it_is),
		with_samples(a_newer_version_s_files_are_never_written),
		with_sandbox(an_empty_cache_welcomes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
