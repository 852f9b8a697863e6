/* Damage is said, never passed over and never a crash; and check finds whatever is not as it should
 * be. */
#include "support.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- damage ---- */

/* Asks for everything; every answer is right or an error, none a crash. */
static void ask_everything(yd_corpus *corpus)
{
	yd_filter filter = {.themes = 3};
	yd_list_query query = {.filter = &filter};
	yd_totals totals;
	yd_region_row *regions;
	yd_year_row *years;
	yd_doc *docs, doc;
	yd_walk *walk;
	yd_unit_id *units;
	size_t count, clauses;
	int64_t id = 0;
	yd_buf report = {0};
	yd_corpus_totals(corpus, &totals, NULL);
	yd_corpus_filter_totals(corpus, &filter, &count, &clauses, NULL);
	if (yd_corpus_regions(corpus, 0, NULL, &regions, &count, NULL) == YD_OK)
		yd_region_rows_free(regions, count);
	if (yd_corpus_years(corpus, 1, &filter, &years, &count, NULL) == YD_OK)
		free(years);
	if (yd_corpus_docs(corpus, 1, 2019, NULL, 0, 9, &docs, &count, NULL) == YD_OK)
		yd_docs_free(docs, count);
	if (yd_corpus_first(corpus, NULL, &id, NULL) == YD_OK)
		yd_corpus_step(corpus, id, 1, &filter, &id, NULL);
	if (yd_corpus_units_with_hash(corpus, 5, 9, &units, &count, NULL) == YD_OK)
		free(units);
	query.filter = NULL;
	if (yd_corpus_walk(corpus, &query, &walk, NULL) == YD_OK) {
		while (yd_walk_next(walk, &doc, NULL) == YD_OK) {
			yd_doc_text text;
			if (yd_corpus_text(corpus, doc.id, &text, NULL) == YD_OK)
				yd_doc_text_free(&text);
			yd_corpus_original(corpus, doc.id, &report, NULL);
			yd_doc_free(&doc);
		}
		yd_walk_close(walk);
	}
	yd_buf_clear(&report);
	yd_corpus_check(corpus, &report, &count, NULL);
	corpus_put_one(corpus, 1, NULL);
	corpus_put_one(corpus, 1000, NULL);
	yd_corpus_remove(corpus, 3, NULL);
	yd_corpus_repair_totals(corpus, NULL);
	yd_buf_free(&report);
}

static void damaged_files_give_errors_and_no_crash(void **state)
{
	char *whole = folder_path(state, "whole.db"), *path = folder_path(state, "corpus.db");
	yd_buf bytes = {0};
	struct random random = {11};
	int noticed = 0;
	corpus_fill(whole, 12);
	file_read(whole, &bytes);
	for (int round = 0; round < 150; round++) {
		char *broken = yd_strndup(bytes.ptr, bytes.len);
		size_t len = bytes.len;
		if (round % 10 == 0)
			len = 17 + random_below(&random, (uint32_t)len - 17);
		for (uint32_t i = 1 + random_below(&random, 40); round % 10 && i > 0; i--) {
			/* Anywhere but in the first bytes, a whole stretch or a byte. */
			size_t at = 100 + random_below(&random, (uint32_t)len - 400);
			memset(broken + at, (int)random_below(&random, 256), round % 2 ? 1 : 300);
		}
		file_write(path, broken, len);
		yd_corpus *corpus;
		yd_error err;
		yd_buf report = {0};
		size_t faults = 0;
		yd_status status = yd_corpus_open(path, YD_OPEN_WRITE, &corpus, &err);
		if (status == YD_OK) {
			status = yd_corpus_check(corpus, &report, &faults, &err);
			ask_everything(corpus);
			yd_corpus_close(corpus);
		}
		noticed += status != YD_OK || faults;
		assert_true(status == YD_OK || status == YD_DAMAGED || status == YD_NEWER);
		if (status == YD_DAMAGED)
			assert_int_equal(strncmp(err.text, path, strlen(path)), 0);
		yd_buf_free(&report);
		free(broken);
		char *wal = yd_format("%s-wal", path);
		unlink(wal);
		free(wal);
	}
	assert_true(noticed > 120); /* some damage falls into free space */
	yd_buf_free(&bytes);
	free(whole);
	free(path);
}

/* ---- check and repair ---- */

/* Document 12 was once what document 11 is. */
#define WITH_VERSION                                                                               \
	"UPDATE doc SET version=2 WHERE id=12;"                                                    \
	"INSERT INTO version(doc, n, sha256, bytes, ref, title, replaced, original)"               \
	" SELECT 12, 1, sha256, bytes, ref, title, '2026', coalesce(original, source)"             \
	" FROM doc JOIN content ON doc=id WHERE id=11;"

static const struct {
	const char *sql, *said;
	bool repaired;
} faults[] = {
	{"UPDATE total SET counts=x'000101' WHERE region=-1", "totals", true},
	{"DELETE FROM total WHERE year_order=-100000", "totals", true},
	{"INSERT INTO total VALUES(777, -2019, x'00010101')", "totals", true},
	{"UPDATE total SET counts=x'ff' WHERE region=0", "totals", true},
	{"UPDATE doc_tag SET tags=x'0141' WHERE doc=2", "tags", true},
	{"UPDATE doc_tag SET year_order=5 WHERE doc=2", "tags", true},
	{"DELETE FROM doc_tag WHERE doc=4", "tags", true},
	{"DELETE FROM unit_hash WHERE doc=3", "hashes", true},
	{"INSERT INTO unit_hash VALUES(0, 5, 5, 99)", "hashes", true},
	{"UPDATE kept SET bytes=bytes+1", "sums over all", true},
	{"UPDATE doc SET clauses=clauses+1 WHERE id=2", "clauses", true},
	{"UPDATE content SET units=x'0501' WHERE doc=2", "units of document 2", false},
	{"UPDATE content SET source=substr(source, 1, 30) WHERE doc=2", "text of document 2",
		false},
	{"UPDATE content SET source=(SELECT source FROM content WHERE doc=1) WHERE doc=2",
		"original of document 2", false},
	{"UPDATE content SET original=x'00' WHERE doc=3", "original of document 3", false},
	{"UPDATE content SET outline=x'' WHERE doc=2", "outline of document 2", false},
	{"DELETE FROM content WHERE doc=2", "no text", false},
	{"UPDATE doc SET ref_n=7 WHERE id=2", "should be", false},
	{"UPDATE region SET sort=x'00' WHERE parent IS NOT NULL", "out of order", false},
	{"INSERT INTO region VALUES(900, NULL, 'x', 'x', x'61')", "no document", false},
	{"INSERT INTO fingerprint VALUES(900, 'x')", "fingerprints", false},
	{WITH_VERSION "UPDATE version SET original=substr(original, 1, 20)",
		"version 1 of document 12", false},
	{WITH_VERSION "UPDATE version SET bytes=bytes+1", "version 1 of document 12", false},
	{WITH_VERSION "UPDATE version SET n=2", "earlier versions", false},
	{"PRAGMA foreign_keys=OFF; UPDATE doc SET region=901 WHERE id=2", "region", false},
};

/* What check says of the file; the number of faults. */
static size_t check_file(const char *path, yd_buf *report)
{
	size_t count;
	yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
	yd_buf_clear(report);
	assert_ok(yd_corpus_check(corpus, report, &count, e));
	yd_corpus_close(corpus);
	return count;
}

static void check_finds_what_is_wrong_and_repair_mends_what_is_kept_twice(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_buf whole = {0}, report = {0};
	corpus_fill(path, 12);
	file_read(path, &whole);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		file_write(path, whole.ptr, whole.len);
		sql_run(path, faults[i].sql);
		size_t count = check_file(path, &report);
		if (count == 0 || !strstr(report.ptr, faults[i].said))
			fail_msg("%s: found %zu: %s", faults[i].sql, count, report.ptr);
		yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
		assert_ok(yd_corpus_repair_totals(corpus, e));
		yd_corpus_close(corpus);
		count = check_file(path, &report);
		if (faults[i].repaired != (count == 0))
			fail_msg("%s: after repair %zu: %s", faults[i].sql, count, report.ptr);
	}
	yd_buf_free(&whole);
	yd_buf_free(&report);
	free(path);
}

/* A document that is damaged in itself, or in what is counted of it, can be read anew or removed.
 */
static void damaged_documents_can_be_read_anew_and_removed(void **state)
{
	char *path = folder_path(state, "corpus.db");
	yd_buf whole = {0};
	corpus_fill(path, 12);
	file_read(path, &whole);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		if (strstr(faults[i].sql, " region ") || strstr(faults[i].sql, " version ") ||
			strstr(faults[i].sql, "fingerprint") ||
			strstr(faults[i].sql, "foreign_keys"))
			continue; /* not a document's own */
		for (int removing = 0; removing < 2; removing++) {
			yd_buf report = {0};
			struct random random = {5};
			size_t count;
			file_write(path, whole.ptr, whole.len);
			sql_run(path, faults[i].sql);
			yd_corpus *corpus = corpus_at(path, YD_OPEN_WRITE);
			for (unsigned d = 1; d <= 12; d++) {
				struct made made;
				made_fill(&made, &random, d, d); /* as corpus_fill() */
				yd_doc_row row = made_row(&made);
				row.fingerprint = "new";
				if (removing)
					assert_ok(yd_corpus_remove(corpus, d, e));
				else
					assert_ok(yd_corpus_reread(corpus, d, &row, e));
				made_free(&made);
			}
			assert_ok(yd_corpus_repair_totals(corpus, e));
			assert_ok(yd_corpus_check(corpus, &report, &count, e));
			if (count)
				fail_msg("%s: %s", faults[i].sql, report.ptr);
			yd_corpus_close(corpus);
			yd_buf_free(&report);
		}
	}
	yd_buf_free(&whole);
	free(path);
}

#define test(name) cmocka_unit_test_setup_teardown(name, folder_setup, folder_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(damaged_files_give_errors_and_no_crash),
		test(check_finds_what_is_wrong_and_repair_mends_what_is_kept_twice),
		test(damaged_documents_can_be_read_anew_and_removed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
