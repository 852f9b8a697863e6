/*
 * The process is ended at every write, sync, truncation and deletion of an operation, in three
 * ways: killed, killed in the middle of a write, and with the power gone, when writes not yet
 * synced are lost by chance. Afterwards the file holds what was there before or what was to be
 * there, whole, and check finds no fault.
 */
#include "shim.h"
#include "support.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DOCS = 6 };

static struct made plan(unsigned content, unsigned place)
{
	struct random random = {content + 500};
	struct made made;
	made_fill(&made, &random, content, place);
	strcpy(made.reference, "220802-2025-9c1e"); /* all the same: numbers change, too */
	return made;
}

/* How many puts said that all is well; shared with the process that is ended. NULL: nobody asks. */
static size_t *told;

static void put(yd_corpus *corpus, unsigned content, unsigned place)
{
	struct made made = plan(content, place);
	yd_doc_row row = made_row(&made);
	yd_put_outcome outcome;
	int64_t id;
	char *ref;
	if (yd_corpus_put(corpus, &row, &outcome, &id, &ref, NULL) == YD_OK) {
		free(ref);
		if (told)
			++*told;
	}
	made_free(&made);
}

/* ---- the operations ---- */

static void do_put(yd_corpus *corpus)
{
	put(corpus, 100, 100);
}

static void do_replace(yd_corpus *corpus)
{
	put(corpus, 101, 2);
}

/* The older of two versions comes back: one is kept, the other taken out. */
static void do_come_back(yd_corpus *corpus)
{
	put(corpus, 6, 106);
}

static void do_remove(yd_corpus *corpus)
{
	yd_corpus_remove(corpus, 3, NULL);
}

/* The earlier of two versions. */
static void do_remove_version(yd_corpus *corpus)
{
	yd_corpus_version_remove(corpus, 6, 1, NULL);
}

static void do_reread(yd_corpus *corpus)
{
	struct made made = plan(4, 0), other = plan(77, 0);
	yd_doc_row row = made_row(&made);
	row.region = other.region;
	row.region_sort = yd_str_of(other.sorts);
	row.units = other.units;
	row.unit_count = other.unit_count;
	row.fingerprint = "new rules";
	yd_corpus_reread(corpus, 4, &row, NULL);
	made_free(&made);
	made_free(&other);
}

static void do_merge(yd_corpus *corpus)
{
	put(corpus, 5, 1); /* the bytes of document 5 at the path of document 1, which goes */
}

static void do_bulk(yd_corpus *corpus)
{
	yd_corpus_bulk(corpus, true, NULL);
	for (unsigned i = 0; i < 3; i++)
		put(corpus, 200 + i, 200 + i);
	yd_corpus_bulk(corpus, false, NULL);
	yd_corpus_tidy(corpus, NULL);
}

/* ---- what is in the file ---- */

static void describe_versions(yd_corpus *corpus, int64_t doc, yd_buf *out)
{
	yd_version *versions;
	size_t count;
	assert_ok(yd_corpus_versions(corpus, doc, &versions, &count, e));
	for (size_t i = 0; i < count; i++) {
		char hex[2 * YD_SHA256_SIZE + 1];
		yd_sha256_hex(versions[i].sha256, hex);
		yd_buf_printf(out, "\t%lld %s %s\n", (long long)versions[i].number, hex,
			versions[i].current ? "current" : versions[i].title);
	}
	yd_versions_free(versions, count);
}

/* Everything the cache says of its documents, as one string. */
static void describe(yd_corpus *corpus, yd_buf *out)
{
	yd_list_query query = {0};
	yd_walk *walk;
	yd_doc doc;
	assert_ok(yd_corpus_walk(corpus, &query, &walk, e));
	while (yd_walk_next(walk, &doc, NULL) == YD_OK) {
		char hex[2 * YD_SHA256_SIZE + 1];
		yd_doc_text text;
		yd_sha256_hex(doc.sha256, hex);
		assert_ok(yd_corpus_text(corpus, doc.id, &text, e));
		yd_buf_printf(out, "%lld %s %s %d %s %s %s %zu %zu\n", (long long)doc.id, doc.ref,
			doc.region ? doc.region : "?", doc.year, doc.title ? doc.title : "?",
			doc.source_path ? doc.source_path : "-", hex, text.source.len,
			text.unit_count);
		describe_versions(corpus, doc.id, out);
		yd_doc_text_free(&text);
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	yd_buf_puts(out, "");
}

static void copy_file(const char *from, const char *to)
{
	char bytes[65536];
	ssize_t got;
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(in >= 0 && out >= 0);
	while ((got = read(in, bytes, sizeof bytes)) > 0)
		assert_int_equal(write(out, bytes, (size_t)got), got);
	close(in);
	close(out);
}

static void remove_beside(const char *path)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	for (size_t i = 0; i < 4; i++) {
		char *file = yd_format("%s%s", path, ends[i]);
		unlink(file);
		free(file);
	}
}

/* A sanitizer makes each process slow to start, and finds at every ninth end what it finds at all.
 */
static long stride(void)
{
	const char *sanitized = getenv("YD_SANITIZED");
	return sanitized && *sanitized ? 9 : 1;
}

typedef void operation(yd_corpus *corpus);

/* In a child: the operation, ended at operation number `at`; true when it came to its end before.
 */
static bool run_until(const char *path, operation *operate, long at, enum shim_end end, bool no_shm)
{
	int result;
	pid_t child = fork();
	if (child == 0) {
		yd_corpus *corpus;
		shim_install();
		shim = (struct shim){
			.end_at = at, .end = end, .seed = (unsigned)at, .no_shared_memory = no_shm};
		yd_error err;
		if (yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err) != YD_OK) {
			print_error("%s\n", err.text);
			_exit(1);
		}
		operate(corpus);
		yd_corpus_close(corpus);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &result, 0), child);
	assert_true(WIFEXITED(result));
	assert_true(WEXITSTATUS(result) == 0 || WEXITSTATUS(result) == SHIM_EXIT);
	return WEXITSTATUS(result) == 0;
}

static void describe_file(const char *path, yd_buf *out)
{
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	assert_sound(corpus);
	describe(corpus, out);
	yd_corpus_close(corpus);
}

struct bench {
	char *base, *path;
	yd_buf before, after;
};

static struct bench prepare(void **state, operation *operate, bool no_shm)
{
	struct bench bench = {
		.base = folder_path(state, "base.db"), .path = folder_path(state, "corpus.db")};
	yd_corpus *corpus = corpus_at(bench.base, YD_OPEN_WRITE);
	for (unsigned i = 1; i <= DOCS; i++)
		put(corpus, i, i);
	put(corpus, 6, 106); /* document 6 moved, and edited there */
	put(corpus, 106, 106);
	describe(corpus, &bench.before);
	yd_corpus_close(corpus);
	copy_file(bench.base, bench.path);
	assert_true(run_until(bench.path, operate, 0, SHIM_KILLED, no_shm));
	describe_file(bench.path, &bench.after);
	assert_string_not_equal(bench.before.ptr, bench.after.ptr);
	return bench;
}

static void finish(struct bench *bench)
{
	yd_buf_free(&bench->before);
	yd_buf_free(&bench->after);
	free(bench->base);
	free(bench->path);
}

static void crash_everywhere(void **state, operation *operate, enum shim_end end, bool no_shm)
{
	struct bench bench = prepare(state, operate, no_shm);
	bool done = false, was_after = false;
	long at = 1;
	for (; !done; at += stride()) {
		yd_buf now = {0};
		remove_beside(bench.path);
		copy_file(bench.base, bench.path);
		done = run_until(bench.path, operate, at, end, no_shm);
		describe_file(bench.path, &now);
		bool is_before = strcmp(now.ptr, bench.before.ptr) == 0;
		bool is_after = strcmp(now.ptr, bench.after.ptr) == 0;
		if (!is_before && !is_after)
			fail_msg("neither before nor after at %ld:\n%s", at, now.ptr);
		/* Once it is there it stays, wherever the process ends later. */
		assert_true(is_after || !was_after || end == SHIM_POWER_OFF);
		was_after |= is_after;
		yd_buf_free(&now);
	}
	assert_true(was_after);
	assert_true(at > 10);
	finish(&bench);
}

#define crash_test(name, operate, end, no_shm)                                                     \
	static void name(void **state)                                                             \
	{                                                                                          \
		crash_everywhere(state, operate, end, no_shm);                                     \
	}
crash_test(a_put_ended_anywhere_is_whole_or_not_there, do_put, SHIM_KILLED, false) crash_test(
	a_put_torn_anywhere_is_whole_or_not_there, do_put, SHIM_TORN,
	false) crash_test(a_put_without_power_is_whole_or_not_there, do_put, SHIM_POWER_OFF,
	false) crash_test(a_replacing_ended_anywhere_is_old_or_new, do_replace, SHIM_KILLED,
	false) crash_test(a_replacing_without_power_is_old_or_new, do_replace, SHIM_POWER_OFF,
	false) crash_test(a_coming_back_ended_anywhere_is_old_or_new, do_come_back, SHIM_TORN,
	false) crash_test(a_coming_back_without_power_is_old_or_new, do_come_back, SHIM_POWER_OFF,
	false) crash_test(a_removing_ended_anywhere_is_whole_or_not_done, do_remove, SHIM_TORN,
	false) crash_test(a_removing_without_power_is_whole_or_not_done, do_remove, SHIM_POWER_OFF,
	false) crash_test(a_removing_of_a_version_ended_anywhere_is_whole_or_not_done,
	do_remove_version, SHIM_TORN,
	false) crash_test(a_removing_of_a_version_without_power_is_whole_or_not_done,
	do_remove_version, SHIM_POWER_OFF,
	false) crash_test(a_rereading_ended_anywhere_is_old_or_new, do_reread, SHIM_TORN, false)
	crash_test(a_merging_ended_anywhere_is_old_or_new, do_merge, SHIM_TORN, false) crash_test(
		a_put_with_a_rollback_journal_is_whole_or_not_there, do_put, SHIM_TORN, true)
		crash_test(a_put_with_a_rollback_journal_without_power_is_whole_or_not_there,
			do_put, SHIM_POWER_OFF, true)

	/* In bulk the last documents may be lost with the power, but never a part of one. */
	static void bulk_without_power(void **state, bool no_shm)
{
	struct bench bench = prepare(state, do_bulk, no_shm);
	bool done = false;
	for (long at = 1; !done; at += stride()) {
		remove_beside(bench.path);
		copy_file(bench.base, bench.path);
		done = run_until(bench.path, do_bulk, at, SHIM_POWER_OFF, no_shm);
		yd_corpus *corpus = corpus_at(bench.path, YD_OPEN_WRITE);
		yd_totals totals;
		assert_sound(corpus);
		assert_ok(yd_corpus_totals(corpus, &totals, e));
		assert_true(totals.docs >= DOCS && totals.docs <= DOCS + 3);
		assert_true(!done || totals.docs == DOCS + 3);
		yd_corpus_close(corpus);
	}
	finish(&bench);
}

static void bulk_without_power_keeps_whole_documents(void **state)
{
	bulk_without_power(state, false);
}

static void bulk_with_a_rollback_journal_without_power_keeps_whole_documents(void **state)
{
	bulk_without_power(state, true);
}

/* In bulk nothing that was told as stored is lost with the process, and a second run goes on. */
static void bulk_ended(void **state, enum shim_end end, bool no_shm)
{
	struct bench bench = prepare(state, do_bulk, no_shm);
	bool done = false;
	told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(told != MAP_FAILED);
	size_t between = 0; /* ends with some of the documents told */
	for (long at = 1; !done; at += stride()) {
		remove_beside(bench.path);
		copy_file(bench.base, bench.path);
		*told = 0;
		done = run_until(bench.path, do_bulk, at, end, no_shm);
		yd_corpus *corpus = corpus_at(bench.path, YD_OPEN_WRITE);
		yd_totals totals;
		assert_sound(corpus);
		assert_ok(yd_corpus_totals(corpus, &totals, e));
		assert_true(totals.docs >= DOCS + *told && totals.docs <= DOCS + 3);
		between += *told > 0 && *told < 3;
		yd_corpus_close(corpus);
		assert_true(run_until(bench.path, do_bulk, 0, end, no_shm));
		yd_buf now = {0};
		describe_file(bench.path, &now);
		assert_string_equal(now.ptr, bench.after.ptr);
		yd_buf_free(&now);
	}
	assert_true(between > 0);
	munmap(told, sizeof *told);
	told = NULL;
	finish(&bench);
}

static void bulk_ended_anywhere_keeps_what_was_told(void **state)
{
	bulk_ended(state, SHIM_KILLED, false);
}

static void bulk_torn_anywhere_keeps_what_was_told(void **state)
{
	bulk_ended(state, SHIM_TORN, false);
}

static void bulk_with_a_rollback_journal_torn_anywhere_keeps_what_was_told(void **state)
{
	bulk_ended(state, SHIM_TORN, true);
}

/* The very first start: making the file and its tables. */
static void a_file_in_the_making_is_new_or_whole(void **state)
{
	static const enum shim_end ends[] = {SHIM_KILLED, SHIM_TORN, SHIM_POWER_OFF};
	char *path = folder_path(state, "new.db");
	for (size_t i = 0; i < 3; i++) {
		bool done = false;
		for (long at = 1; !done; at += stride()) {
			remove_beside(path);
			done = run_until(path, do_put, at, ends[i], false);
			yd_buf now = {0};
			describe_file(path, &now);
			yd_buf_free(&now);
		}
	}
	free(path);
}

/* A full disk is said, and nothing is changed. */
static void a_full_disk_changes_nothing(void **state)
{
	struct bench bench = prepare(state, do_put, false);
	bool stored = false;
	shim_install();
	for (long at = 1; !stored; at++) {
		remove_beside(bench.path);
		copy_file(bench.base, bench.path);
		shim = (struct shim){0};
		yd_corpus *corpus = corpus_at(bench.path, YD_OPEN_WRITE);
		struct made made = plan(100, 100);
		yd_doc_row row = made_row(&made);
		yd_put_outcome outcome;
		yd_error err;
		int64_t id;
		char *ref;
		shim.count = 0;
		shim.fail_from = at;
		yd_status status = yd_corpus_put(corpus, &row, &outcome, &id, &ref, &err);
		shim = (struct shim){0};
		yd_buf now = {0};
		stored = status == YD_OK;
		assert_true(stored || status == YD_SYSTEM);
		assert_true(stored || strstr(err.text, "full") != NULL);
		describe(corpus, &now);
		assert_string_equal(now.ptr, stored ? bench.after.ptr : bench.before.ptr);
		assert_sound(corpus);
		free(ref);
		yd_buf_free(&now);
		made_free(&made);
		yd_corpus_close(corpus);
	}
	finish(&bench);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(a_put_ended_anywhere_is_whole_or_not_there),
		test(a_put_torn_anywhere_is_whole_or_not_there),
		test(a_put_without_power_is_whole_or_not_there),
		test(a_replacing_ended_anywhere_is_old_or_new),
		test(a_replacing_without_power_is_old_or_new),
		test(a_coming_back_ended_anywhere_is_old_or_new),
		test(a_coming_back_without_power_is_old_or_new),
		test(a_removing_ended_anywhere_is_whole_or_not_done),
		test(a_removing_without_power_is_whole_or_not_done),
		test(a_removing_of_a_version_ended_anywhere_is_whole_or_not_done),
		test(a_removing_of_a_version_without_power_is_whole_or_not_done),
		test(a_rereading_ended_anywhere_is_old_or_new),
		test(a_merging_ended_anywhere_is_old_or_new),
		test(a_put_with_a_rollback_journal_is_whole_or_not_there),
		test(a_put_with_a_rollback_journal_without_power_is_whole_or_not_there),
		test(bulk_without_power_keeps_whole_documents),
		test(bulk_with_a_rollback_journal_without_power_keeps_whole_documents),
		test(bulk_ended_anywhere_keeps_what_was_told),
		test(bulk_torn_anywhere_keeps_what_was_told),
		test(bulk_with_a_rollback_journal_torn_anywhere_keeps_what_was_told),
		test(a_file_in_the_making_is_new_or_whole),
		test(a_full_disk_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
