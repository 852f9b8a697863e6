/* import --watch, by the real program on a terminal: what appears in folders is taken in. Nothing
 * here waits a fixed time: a file that comes later and is told of shows that what came before it
 * was looked at. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

/* A plan of the place `name`, with a clause that says `what`. */
static char *plan(const char *name, const char *what)
{
	return yd_format("%s县教育局2024年工作要点\n一、%s\n二、完成。\n", name, what);
}

static void put(run *r, const char *file, const char *name, const char *what)
{
	char *text = plan(name, what);
	sandbox_puts(r->box, file, text);
	free(text);
}

/* The same, long ago: what was just written is left alone for a while. */
static void put_old(run *r, const char *file, const char *name)
{
	struct timespec times[] = {{.tv_sec = 1700000000}, {.tv_sec = 1700000000}};
	put(r, file, name, "有");
	assert_int_equal(utimensat(AT_FDCWD, sandbox_path(r->box, file), times, 0), 0);
}

static const char *said_at_the_start(const char *every)
{
	return every ? "watched by looking" : "watched for files";
}

/* A watch of the folder w, past its first round. `every` NULL: told by the system. */
static term *watch(run *r, const char *every)
{
	char *folder = yd_strdup(sandbox_path(r->box, "w"));
	const char *told[] = {"import", "--watch", folder, NULL};
	const char *looks[] = {"import", "--watch", "--every", every, folder, NULL};
	mkdir(folder, 0700);
	term *t = sandbox_browse(r->box, 200, 100, every ? looks : told);
	term_await(t, said_at_the_start(every));
	free(folder);
	return t;
}

static void end_watch(term *t, int status)
{
	int wait_status = term_await_exit(t);
	term_check(t, WIFEXITED(wait_status));
	if (WEXITSTATUS(wait_status) != status)
		term_fail(t, __FILE__, __LINE__, "exit status %d", WEXITSTATUS(wait_status));
	term_free(t);
}

/* Until there are so many documents. */
static void await_count(run *r, term *t, size_t count)
{
	double limit = term_now() + TERM_PATIENCE;
	do {
		term_pump(t, 100);
		RUN(r, "list");
	} while (run_lines(&r->out) < count && term_now() < limit);
	assert_int_equal(run_lines(&r->out), count);
}

/* How often a line of the screen begins so. */
static int lines_with(term *t, const char *begin, const char *text)
{
	int count = 0;
	for (int row = 0; row < term_rows(t); row++) {
		const char *line = term_row(t, row);
		count += strncmp(line, begin, strlen(begin)) == 0 && strstr(line, text) != NULL;
	}
	return count;
}

/* ---- both ways ---- */

static void takes_what_appears(run *r, const char *every)
{
	put(r, "w/before.txt", "早", "有");
	term *t = watch(r, every);
	term_await(t, "早县教育局");
	put(r, "w/new.txt", "新", "有");
	term_await(t, "新县教育局");
	put(r, "w/a/b/deep.txt", "深", "有");
	term_await(t, "深县教育局");
	put(r, "w/new.txt", "新", "改了");
	term_await(t, "replaced");
	/* A folder that comes as a whole, and a file that is moved in. */
	put(r, "outside/one.txt", "甲", "有");
	put(r, "outside/more/two.txt", "乙", "有");
	put(r, "moved.txt", "丙", "有");
	assert_int_equal(
		rename(sandbox_path(r->box, "outside"), sandbox_path(r->box, "w/inside")), 0);
	term_await(t, "甲县教育局");
	term_await(t, "乙县教育局");
	assert_int_equal(
		rename(sandbox_path(r->box, "moved.txt"), sandbox_path(r->box, "w/in.txt")), 0);
	term_await(t, "丙县教育局");
	/* What goes away stays in the cache. */
	assert_int_equal(unlink(sandbox_path(r->box, "w/in.txt")), 0);
	put(r, "w/last.txt", "末", "有");
	term_await(t, "末县教育局");
	term_press(t, "\003");
	end_watch(t, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 7);
}

static void files_that_appear_are_taken(void **state)
{
	takes_what_appears(*state, NULL);
}

static void they_are_without_being_told(void **state)
{
	takes_what_appears(*state, "1");
}

static void leaves_out(run *r, const char *every)
{
	static const char *const names[] = {"w/.hidden.txt", "w/.folder/x.txt", "w/plan.docx.part",
		"w/plan.html.crdownload", "w/plan.tmp", "w/plan.txt~", "w/~$plan.txt",
		"w/#plan.txt#", "w/.plan.txt.swp"};
	put(r, "real.txt", "实", "有");
	put(r, "elsewhere/far.txt", "远", "有");
	term *t = watch(r, every);
	char *folder = yd_strdup(sandbox_path(r->box, "w"));
	char *link = yd_format("%s/link.txt", folder), *real = yd_format("%s/../real.txt", folder);
	char *loop = yd_format("%s/loop", folder), *far = yd_format("%s/far", folder);
	char *fifo = yd_format("%s/pipe", folder);
	assert_int_equal(symlink(real, link), 0);
	assert_int_equal(symlink(folder, loop), 0);
	assert_int_equal(symlink("../elsewhere", far), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put(r, names[i], "藏", "有");
	put(r, "elsewhere/far2.txt", "更远", "有");
	put(r, "w/z.txt", "末", "有");
	term_await(t, "末县教育局");
	/* Once more, so that whatever was to be taken with it was. */
	put(r, "w/zz.txt", "终", "有");
	term_await(t, "终县教育局");
	term_signal(t, SIGTERM);
	end_watch(t, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	free(folder);
	free(link);
	free(real);
	free(loop);
	free(far);
	free(fifo);
}

static void hidden_unfinished_and_linked_files_are_left_out(void **state)
{
	leaves_out(*state, NULL);
}

static void they_are_left_out_without_being_told(void **state)
{
	leaves_out(*state, "1");
}

static void ends_with_its_folder(run *r, const char *every, bool moved)
{
	put(r, "w/a.txt", "早", "有");
	term *t = watch(r, every);
	term_await(t, "早县教育局");
	if (moved) {
		assert_int_equal(
			rename(sandbox_path(r->box, "w"), sandbox_path(r->box, "other")), 0);
	} else {
		assert_int_equal(unlink(sandbox_path(r->box, "w/a.txt")), 0);
		assert_int_equal(rmdir(sandbox_path(r->box, "w")), 0);
	}
	term_await(t, "the folder was removed or moved away");
	end_watch(t, 1);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
}

static void a_folder_that_goes_ends_it(void **state)
{
	ends_with_its_folder(*state, NULL, false);
}

static void a_folder_that_is_moved_ends_it(void **state)
{
	ends_with_its_folder(*state, NULL, true);
}

static void a_folder_that_goes_ends_looking(void **state)
{
	ends_with_its_folder(*state, "1", false);
}

/* ---- half-written files ---- */

static void writes(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
}

static void a_file_is_taken_when_it_is_closed(void **state)
{
	run *r = *state;
	term *t = watch(r, NULL);
	int fd = open(sandbox_path(r->box, "w/slow.txt"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	writes(fd, "慢县教育局2024年工作要点\n一、甲事。\n");
	put(r, "w/one.txt", "甲", "有");
	term_await(t, "甲县教育局");
	put(r, "w/two.txt", "乙", "有");
	term_await(t, "乙县教育局");
	term_check_hides(t, "慢县");
	writes(fd, "二、乙事。\n三、丙事。\n");
	close(fd);
	term_await(t, "慢县教育局2024年工作要点 (0 sections, 3 clauses)");
	term_press(t, "\003");
	end_watch(t, 0);
}

/* Does the system tell who writes to a file? */
static bool has_leases(run *r)
{
	put(r, "lease.txt", "租", "有");
	int fd = open(sandbox_path(r->box, "lease.txt"), O_RDONLY | O_CLOEXEC);
	bool has = fcntl(fd, F_SETLEASE, F_RDLCK) == 0;
	close(fd);
	return has;
}

static void waits_for_the_writer(run *r, const char *every)
{
	if (!has_leases(r)) {
		print_message("skipped: this file system has no leases\n");
		skip();
	}
	mkdir(sandbox_path(r->box, "w"), 0700);
	int fd = open(sandbox_path(r->box, "w/slow.txt"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	writes(fd, "慢县教育局2024年工作要点\n一、甲事。\n");
	term *t = watch(r, every);
	put(r, "w/one.txt", "甲", "有");
	term_await(t, "甲县教育局");
	put(r, "w/two.txt", "乙", "有");
	term_await(t, "乙县教育局");
	term_check_hides(t, "慢县");
	writes(fd, "二、乙事。\n");
	close(fd);
	term_await(t, "慢县教育局2024年工作要点 (0 sections, 2 clauses)");
	term_press(t, "\003");
	end_watch(t, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 3);
}

static void a_file_that_is_being_written_at_the_start_waits(void **state)
{
	waits_for_the_writer(*state, NULL);
}

static void it_waits_without_being_told(void **state)
{
	waits_for_the_writer(*state, "1");
}

/* Many writes one after the other are one import. */
static void a_burst_of_writes_is_one_import(void **state)
{
	run *r = *state;
	term *t = watch(r, NULL);
	for (int i = 0; i < 40; i++) {
		char *what = yd_format("第%d次", i);
		put(r, "w/again.txt", "复", what);
		free(what);
	}
	put(r, "w/z.txt", "末", "有");
	term_await(t, "末县教育局");
	term_await(t, "复县教育局");
	/* A slow machine may see a pause in it. */
	term_check(t, lines_with(t, "imported", "复县") + lines_with(t, "replaced", "复县") < 10);
	char *last = plan("复", "第39次");
	term_press(t, "\003");
	end_watch(t, 0);
	RUN(r, "search", "第39次");
	EXPECT_STATUS(r, 0);
	free(last);
}

/* More than waits at a time: what is not kept is found by going through all. */
static void more_files_than_are_kept_are_all_taken(void **state)
{
	enum { FILES = 1300 };
	run *r = *state;
	term *t = watch(r, NULL);
	for (int i = 0; i < FILES; i++) {
		char *file = yd_format("w/%d/%d.txt", i % 7, i), *name = yd_format("第%d", i);
		put(r, file, name, "有");
		free(file);
		free(name);
	}
	await_count(r, t, FILES);
	term_press(t, "\003");
	end_watch(t, 0);
}

/* ---- names ---- */

static void odd_names_are_taken_and_shown_harmlessly(void **state)
{
	static const char *const names[] = {"w/a\nb.txt", "w/\xff\xfe.txt", "w/..two.dots.txt",
		"w/..x/y.txt", "w/-x.txt", "w/\x1b[31m.txt", "w/a b/ c .txt"};
	run *r = *state;
	term *t = watch(r, NULL);
	term_raw_clear(t);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *name = yd_format("第%zu", i);
		put(r, names[i], name, "有");
		free(name);
	}
	put(r, "w/empty\n\x1b[2J.txt", "", "");
	sandbox_puts(r->box, "w/empty\n\x1b[2J.txt", "");
	await_count(r, t, 5); /* names that begin with a dot are hidden */
	term_await(t, "failed");
	term_check_harmless(t);
	term_press(t, "\003");
	end_watch(t, 0);
}

static void a_link_that_is_named_is_followed(void **state)
{
	run *r = *state;
	put(r, "real/a.txt", "早", "有");
	assert_int_equal(symlink("real", sandbox_path(r->box, "w")), 0);
	term *t = watch(r, NULL);
	term_await(t, "早县教育局");
	put(r, "w/new.txt", "新", "有");
	term_await(t, "新县教育局");
	put(r, "w/b/deep.txt", "深", "有");
	term_await(t, "深县教育局");
	term_press(t, "\003");
	end_watch(t, 0);
}

/* ---- the way it is called ---- */

static void wrong_calls_are_refused(void **state)
{
	static const char *const every[] = {
		"0", "-1", "x", "1x", "86401", "", "99999999999999999999999"};
	run *r = *state;
	put(r, "a.txt", "早", "有");
	const char *file = sandbox_path(r->box, "a.txt");
	char *folder = yd_format("%s/..", file), *box = yd_strdup(sandbox_path(r->box, ""));
	RUN(r, "import", "--watch", file);
	EXPECT_STATUS(r, 2);
	EXPECT_ERR(r, "is no folder");
	RUN(r, "import", "--watch", sandbox_path(r->box, "none"));
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "no such folder");
	RUN(r, "import", "--watch", folder);
	EXPECT_STATUS(r, 1);
	RUN(r, "import", "--watch", "-");
	EXPECT_STATUS(r, 1);
	RUN(r, "import", "--watch");
	EXPECT_STATUS(r, 2);
	RUN(r, "import", "--watch", "--dry-run", box);
	EXPECT_STATUS(r, 2);
	RUN(r, "import", "--every", "5", box);
	EXPECT_STATUS(r, 2);
	for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
		RUN(r, "import", "--watch", "--every", every[i], box);
		EXPECT_STATUS(r, 2);
		EXPECT_ERR(r, "--every");
	}
	RUN(r, "--read-only", "import", "--watch", box);
	EXPECT_STATUS(r, 2);
	free(folder);
	free(box);
}

static void a_folder_that_may_not_be_read_is_told(void **state)
{
	run *r = *state;
	mkdir(sandbox_path(r->box, "w"), 0700);
	if (!sandbox_become_nobody(r->box) && geteuid() == 0)
		skip();
	assert_int_equal(chmod(sandbox_path(r->box, "w"), 0), 0);
	RUN(r, "import", "--watch", sandbox_path(r->box, "w"));
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "cannot be watched");
	chmod(sandbox_path(r->box, "w"), 0700);
}

/* A user namespace of our own may have few watches. */
static void used_up_watches_are_told(void **state)
{
	run *r = *state;
	put_old(r, "w/a/1.txt", "甲");
	put_old(r, "w/b/2.txt", "乙");
	put_old(r, "w/c/3.txt", "丙");
	const char *binary = getenv("YD_BINARY");
	char *line = yd_format("echo 2 >/proc/sys/user/max_inotify_watches && exec '%s' import "
			       "--watch '%s' || echo not here",
		binary ? binary : "./yaodian", sandbox_path(r->box, "w"));
	const char *argv[] = {"unshare", "-Ur", "sh", "-c", line, NULL};
	term *t = sandbox_start(r->box, 200, 60, argv);
	while (term_running(t) && !term_shows(t, "watched by looking every 30"))
		term_pump(t, 100);
	if (!term_shows(t, "watched by looking every 30")) {
		if (!term_shows(t, "not here") && !term_shows(t, "unshare"))
			term_fail(t, __FILE__, __LINE__, "neither watched nor refused");
		print_message("skipped: no user namespace for a test\n");
		free(line);
		term_free(t);
		skip();
	}
	term_check_shows(t, "has no more watches");
	term_press(t, "\003");
	end_watch(t, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 3);
	free(line);
}

#define test(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(files_that_appear_are_taken),
		test(they_are_without_being_told),
		test(hidden_unfinished_and_linked_files_are_left_out),
		test(they_are_left_out_without_being_told),
		test(a_folder_that_goes_ends_it),
		test(a_folder_that_is_moved_ends_it),
		test(a_folder_that_goes_ends_looking),
		test(a_file_is_taken_when_it_is_closed),
		test(a_file_that_is_being_written_at_the_start_waits),
		test(it_waits_without_being_told),
		test(a_burst_of_writes_is_one_import),
		test(more_files_than_are_kept_are_all_taken),
		test(odd_names_are_taken_and_shown_harmlessly),
		test(a_link_that_is_named_is_followed),
		test(wrong_calls_are_refused),
		test(a_folder_that_may_not_be_read_is_told),
		test(used_up_watches_are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
