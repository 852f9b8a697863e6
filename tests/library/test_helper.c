/* Files that are no plain text go through the helper, whatever the helper does. */
#include "fixture.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static const char rich[] =
	"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 a;}}\\f0\\qc "
	"\\'d4\\'c6\\'cb\\'ae\\'ca\\'d0\\'bd\\'cc\\'d3\\'fd\\'be\\'d62024\\'c4\\'ea\\'b9\\'a4\\'"
	"d7\\'f7"
	"\\'d2\\'aa\\'b5\\'e3\\par\\pard "
	"{\\listtext\\'d2\\'bb\\'a1\\'a2}\\'b5\\'b3\\'bd\\'a8\\'a1\\'a3"
	"\\par{\\listtext\\'b6\\'fe\\'a1\\'a2}\\'d0\\'a3\\'b3\\'b5\\'a1\\'a3\\par}";

/* The one that was built; empty: it is looked for. */
static char the_helper[4096];

static int end(void **state)
{
	fixture_close(*state);
	free(*state);
	unsetenv("YAODIAN_EXTRACT_SECONDS");
	unsetenv("YAODIAN_EXTRACT_MEMORY");
	setenv("YAODIAN_EXTRACT", the_helper, 1);
	return 0;
}

static yd_imported import(fixture *f, const char *name, yd_str bytes)
{
	yd_imported imported;
	yd_error err;
	if (yd_library_import(f->library, name, NULL, bytes, NULL, &imported, &err) != YD_OK)
		fail_msg("%s", err.text);
	return imported;
}

static void import_fails(fixture *f, yd_str bytes, const char *says)
{
	yd_imported imported;
	yd_error err = {0};
	assert_int_equal(yd_library_import(f->library, "file", NULL, bytes, NULL, &imported, &err),
		YD_INVALID);
	if (!strstr(err.text, says) || strncmp(err.text, "file: ", 6) != 0)
		fail_msg("'%s' lacks '%s'", err.text, says);
}

/* A program in the helper's place. */
static void put_in_place(fixture *f, const char *script)
{
	char *path = yd_format("%s/helper", f->folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	fclose(file);
	chmod(path, 0700);
	setenv("YAODIAN_EXTRACT", path, 1);
	free(path);
}

static void a_rich_text_is_imported_with_its_numbers(void **state)
{
	fixture *f = *state;
	yd_imported imported = import(f, "plan.rtf", yd_str_of(rich));
	assert_string_equal(imported.doc.title, "云水市教育局2024年工作要点");
	assert_int_equal(imported.doc.year, 2024);
	assert_int_equal(imported.doc.clauses, 2);
	yd_open_doc *doc = doc_open(f, imported.doc.id);
	assert_int_not_equal(unit_with(doc, "校车。"), SIZE_MAX);
	yd_open_doc_free(doc);
	yd_imported_free(&imported);
}

/* A shell's or an editor's open files are not the helper's to read. */
static void the_helper_has_no_file_of_ours(void **state)
{
	fixture *f = *state;
	int ends[2];
	char byte;
	assert_int_equal(pipe(ends), 0);
	yd_imported imported = import(f, "plan.rtf", yd_str_of(rich));
	yd_imported_free(&imported);
	close(ends[1]);
	/* The end, at once: nobody else holds it open. */
	struct pollfd end = {.fd = ends[0], .events = POLLIN};
	assert_int_equal(poll(&end, 1, 60000), 1);
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
}

static void the_original_is_kept_and_read_anew(void **state)
{
	fixture *f = *state;
	yd_error err;
	yd_buf original = {0};
	yd_imported imported = import(f, "plan.rtf", yd_str_of(rich));
	assert_int_equal(
		yd_corpus_original(yd_library_corpus(f->library), imported.doc.id, &original, &err),
		YD_OK);
	assert_true(yd_str_equal(yd_buf_str(&original), yd_str_of(rich)));
	if (yd_library_reread(f->library, imported.doc.id, &err) != YD_OK)
		fail_msg("%s", err.text);
	yd_open_doc *doc = doc_open(f, imported.doc.id);
	assert_int_not_equal(unit_with(doc, "校车。"), SIZE_MAX);
	yd_open_doc_free(doc);
	yd_imported_free(&imported);
	yd_buf_free(&original);
}

static void one_helper_reads_many_documents(void **state)
{
	fixture *f = *state;
	for (int i = 0; i < 20; i++) {
		char *text =
			yd_format("{\\rtf1 Plan %d of 2024\\par 1. One.\\par 2. Two.\\par}", i);
		yd_imported imported = import(f, "plan.rtf", yd_str_of(text));
		assert_int_equal(imported.outcome, YD_PUT_NEW);
		assert_int_equal(imported.doc.clauses, 2);
		yd_imported_free(&imported);
		free(text);
	}
}

static void a_bad_document_does_not_stop_the_next(void **state)
{
	fixture *f = *state;
	import_fails(f, YD_STR("{\\rtf1 }"), "no text");
	import_fails(f, YD_STR("\037\213abc"), "gunzip");
	yd_imported imported = import(f, "plan.rtf", yd_str_of(rich));
	yd_imported_free(&imported);
}

static void plain_text_needs_no_helper(void **state)
{
	fixture *f = *state;
	setenv("YAODIAN_EXTRACT", "/nowhere/yaodian-extract", 1);
	yd_imported imported = plan_import(
		f, "a.txt", "云水市教育局2024年工作要点", "# 守好安全\n检查校车。每月一次。\n");
	yd_imported_free(&imported);
	import_fails(f, yd_str_of(rich),
		"/nowhere/yaodian-extract, which reads other formats, cannot be started");
}

static void what_a_helper_says_is_not_believed(void **state)
{
	static const struct {
		const char *script, *says;
	} cases[] = {
		{"exit 0", "ended yaodian-extract"},
		{"kill -9 $$", "signal 9"},
		{"head -c 20 >/dev/null; echo hello; echo end 0", "another version"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; echo end 5",
			"is none (end 5)"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; echo 'p n=99\tab'; "
		 "echo end 1",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; printf 'p "
		 "\\ta\\033b\\n'; echo end 1",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; printf 'p "
		 "\\t\\377\\n'; echo end 1",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; echo no tab; echo "
		 "end 0",
			"is none (no tab)"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo end 0", "is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo date yesterday; echo end 0",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; printf 'link \\n'; echo end 0",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; printf 'link a\\033.doc\\n'; "
		 "echo end 0",
			"is none"},
		{"head -c 20 >/dev/null; echo yaodian-extract 1; echo format x; i=0; while [ $i "
		 "-lt "
		 "40 ]; do echo link $i.doc; i=$((i+1)); done; echo end 0",
			"is none (link 32.doc)"},
	};
	fixture *f = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		/* It stays until the program has had enough of it. */
		char *script = yd_format("%s\nexec cat >/dev/null", cases[i].script);
		put_in_place(f, script);
		import_fails(f, yd_str_of(rich), cases[i].says);
		free(script);
	}
}

static void a_helper_that_takes_too_long_is_ended(void **state)
{
	fixture *f = *state;
	setenv("YAODIAN_EXTRACT_SECONDS", "1", 1);
	put_in_place(f, "exec sleep 1000");
	import_fails(f, yd_str_of(rich), "more than 1 s;");
	/* One that says it has ended, and has not. */
	put_in_place(f, "exec <&- >&-; exec sleep 1000");
	import_fails(f, yd_str_of(rich), "more than 1 s;");
	put_in_place(f, "while :; do echo; sleep 0.1; done");
	import_fails(f, yd_str_of(rich), "more than 1 s;");
}

/* Wherever memory ends: while the bytes come in, while they are decoded or parsed, in the text. */
static void what_takes_too_much_memory_is_refused(void **state)
{
#ifdef __SANITIZE_ADDRESS__
	(void)state;
	skip(); /* its shadow takes terabytes of address space */
#else
	fixture *f = *state;
	yd_buf page = {0};
	static const char *const begins[] = {"<html><body>", "{\\rtf1 "};
	static const char *const limits[] = {"40", "60", "100", "150", "200"};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		yd_buf_clear(&page);
		yd_buf_puts(&page, begins[i]);
		for (int n = 0; n < 400000; n++)
			yd_buf_puts(&page, "<p>一、校车管理，每月检查\\u19968 。</p>");
		for (size_t n = 0; n < sizeof limits / sizeof *limits; n++) {
			setenv("YAODIAN_EXTRACT_MEMORY", limits[n], 1);
			import_fails(f, yd_buf_str(&page), "YAODIAN_EXTRACT_MEMORY");
		}
	}
	unsetenv("YAODIAN_EXTRACT_MEMORY");
	yd_buf_free(&page);
#endif
}

static void old_word_files_go_through_a_converter_or_name_one(void **state)
{
	fixture *f = *state;
	/* Its folder has the stream that Word's text is in. */
	yd_str old = YD_STR("\320\317\021\340\241\261\032\341 "
			    "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0\0 body");
	char *path = yd_strdup(getenv("PATH"));
	char *folder = yd_format("%s/bin", f->folder), *program = yd_format("%s/antiword", folder);
	mkdir(folder, 0700);
	setenv("PATH", folder, 1);
	import_fails(f, old, "antiword");
	FILE *file = fopen(program, "w");
	assert_non_null(file);
	fputs("#!/bin/sh\necho 云水市教育局2024年工作要点; echo 一、党建。; echo '|序号  |任务  "
	      "|'; echo 二、校车。\n",
		file);
	fclose(file);
	chmod(program, 0700);
	yd_imported imported = import(f, "old.doc", old);
	assert_int_equal(imported.doc.clauses, 2);
	assert_true(imported.warning_count > 0);
	assert_non_null(strstr(imported.warnings[0], "antiword"));
	yd_open_doc *doc = doc_open(f, imported.doc.id);
	assert_int_not_equal(unit_with(doc, "序号\t任务"), SIZE_MAX);
	yd_open_doc_free(doc);
	yd_imported_free(&imported);
	file = fopen(program, "w");
	assert_non_null(file);
	fputs("#!/bin/sh\nexit 1\n", file);
	fclose(file);
	import_fails(
		f, (yd_str){old.ptr, old.len - 1}, "antiword, which reads old Word files, failed");
	/* One that takes too long is ended, and leaves nothing behind. */
	char *temporary = yd_format("%s/tmp", f->folder);
	mkdir(temporary, 0700);
	setenv("TMPDIR", temporary, 1);
	setenv("YAODIAN_EXTRACT_SECONDS", "4", 1);
	file = fopen(program, "w");
	assert_non_null(file);
	fputs("#!/bin/sh\n/bin/sleep 1000\n", file);
	fclose(file);
	import_fails(f, (yd_str){old.ptr, old.len - 2}, "antiword");
	assert_int_equal(rmdir(temporary), 0);
	unsetenv("TMPDIR");
	free(temporary);
	setenv("PATH", path, 1);
	free(path);
	free(folder);
	free(program);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_rich_text_is_imported_with_its_numbers, fixture_begin, end),
		cmocka_unit_test_setup_teardown(the_helper_has_no_file_of_ours, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			the_original_is_kept_and_read_anew, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			one_helper_reads_many_documents, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			a_bad_document_does_not_stop_the_next, fixture_begin, end),
		cmocka_unit_test_setup_teardown(plain_text_needs_no_helper, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			what_a_helper_says_is_not_believed, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			a_helper_that_takes_too_long_is_ended, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			what_takes_too_much_memory_is_refused, fixture_begin, end),
		cmocka_unit_test_setup_teardown(
			old_word_files_go_through_a_converter_or_name_one, fixture_begin, end),
	};
	const char *told = getenv("YAODIAN_EXTRACT");
	snprintf(the_helper, sizeof the_helper, "%s", told ? told : "");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
