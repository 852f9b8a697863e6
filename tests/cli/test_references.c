/* References of documents that are equal in title and number: what import prints of them can be
 * relied on. */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { EQUAL = 3, ORDERS = 6, REF = 64 };

static const int orders[ORDERS][EQUAL] = {
	{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

static char *text_of(int which)
{
	return yd_format("云水市教育局2024年工作要点\n一、守好校园安全\n（一）完善校车管理台账，第%"
			 "d次检查。\n"
			 "（二）落实食堂陪餐。\n",
		which + 1);
}

/* Three files, which a folder has in the given order of names. */
static void put_files(run *r, const int *order)
{
	for (int i = 0; i < EQUAL; i++) {
		char *text = text_of(order[i]), *name = yd_format("plans/%d.txt", i);
		sandbox_puts(r->box, name, text);
		free(text);
		free(name);
	}
}

static void set_ref(char to[REF], const char *ref)
{
	size_t len = strlen(ref);
	assert_true(len < REF);
	memcpy(to, ref, len + 1);
}

/* What the lines of a run say: "imported REF", and "renamed NEW … (was OLD)" of those before. */
static void take_lines(const char *lines, char refs[EQUAL][REF], size_t *count)
{
	char word[16], ref[REF + 1], was[REF];
	for (const char *line = lines; *line; line += strcspn(line, "\n") + 1) {
		assert_int_equal(sscanf(line, "%15s %63s", word, ref), 2);
		if (strcmp(word, "renamed") != 0) {
			assert_true(*count < EQUAL);
			set_ref(refs[(*count)++], ref);
			continue;
		}
		const char *old = strstr(line, " (was ");
		assert_non_null(old);
		snprintf(was, sizeof was, "%.*s", (int)strcspn(old + 6, ")"), old + 6);
		/* All are told of at once: what is renamed by now is not looked at again. Of
		 * several that were told by one name, the first comes first. */
		size_t found = 0;
		while (found < *count && strcmp(refs[found], was) != 0)
			found++;
		assert_true(found < *count);
		memmove(ref + 1, ref, strlen(ref) + 1);
		ref[0] = '+';
		set_ref(refs[found], ref);
	}
	for (size_t i = 0; i < *count; i++)
		if (refs[i][0] == '+')
			memmove(refs[i], refs[i] + 1, strlen(refs[i]));
}

static void expect_source(run *r, const char *ref, int which)
{
	char *text = text_of(which);
	RUN(r, "show", "--source", ref);
	EXPECT_STATUS(r, 0);
	assert_string_equal(r->out.ptr, text);
	free(text);
}

static void forget_all(run *r)
{
	RUN(r, "list");
	while (run_lines(&r->out)) {
		RUN(r, "remove", run_ref(r));
		EXPECT_STATUS(r, 0);
		RUN(r, "list");
	}
}

static void what_import_prints_names_that_document_after_it(void **state)
{
	run *r = *state;
	char first[EQUAL][REF];
	for (int o = 0; o < ORDERS; o++) {
		char refs[EQUAL][REF] = {{0}};
		size_t count = 0;
		put_files(r, orders[o]);
		RUN(r, "import", sandbox_path(r->box, "plans"));
		EXPECT_STATUS(r, 0);
		take_lines(r->out.ptr, refs, &count);
		assert_int_equal(count, EQUAL);
		for (int i = 0; i < EQUAL; i++) {
			int which = orders[o][i];
			expect_source(r, refs[i], which);
			/* The same in every order. */
			if (o == 0)
				set_ref(first[which], refs[i]);
			assert_string_equal(refs[i], first[which]);
		}
		forget_all(r);
	}
}

/* One run a file: each tells which documents of those before it renamed. */
static void one_after_the_other_is_told_as_well(void **state)
{
	run *r = *state;
	for (int o = 0; o < ORDERS; o++) {
		char refs[EQUAL][REF] = {{0}};
		size_t count = 0;
		put_files(r, orders[o]);
		for (int i = 0; i < EQUAL; i++) {
			char *name = yd_format("plans/%d.txt", i);
			RUN(r, "import", sandbox_path(r->box, name));
			take_lines(r->out.ptr, refs, &count);
			free(name);
		}
		for (int i = 0; i < EQUAL; i++)
			expect_source(r, refs[i], orders[o][i]);
		forget_all(r);
	}
}

static void json_tells_it_by_sha256_and_former_name(void **state)
{
	run *r = *state;
	bool any = false;
	for (int o = 0; o < ORDERS; o++) {
		put_files(r, orders[o]);
		RUN(r, "import", "--json", sandbox_path(r->box, "plans"));
		size_t lines = run_check_json(r);
		assert_true(lines >= EQUAL);
		if (lines > EQUAL) {
			EXPECT_OUT(r, "\"status\":\"renamed\",\"warnings\":[]");
			EXPECT_OUT(r, "\"was\":\"");
			any = true;
		}
		RUN(r, "import", "--json", sandbox_path(r->box, "plans"));
		assert_int_equal(run_check_json(r), EQUAL);
		EXPECT_NOT_OUT(r, "\"renamed\"");
		forget_all(r);
	}
	assert_true(any);
}

/* By the order of SHA-256: {first, second} of the first two texts. */
static void order_two(run *r, int out[2])
{
	char *text = text_of(0);
	put_files(r, orders[0]);
	RUN(r, "import", sandbox_path(r->box, "plans/0.txt"), sandbox_path(r->box, "plans/1.txt"));
	RUN(r, "list");
	char *line = yd_strdup(r->out.ptr);
	/* Its name is the beginning of the other's, and wins. */
	RUN(r, "show", "--source", run_ref(r));
	char *ref = yd_strdup(line);
	ref[strcspn(ref, " \t.")] = '\0';
	RUN(r, "show", "--source", ref);
	out[0] = strcmp(r->out.ptr, text) == 0 ? 0 : 1;
	out[1] = 1 - out[0];
	free(line);
	free(ref);
	free(text);
	forget_all(r);
}

static void bookmarks_stay_with_their_document(void **state)
{
	run *r = *state;
	int sorted[2];
	order_two(r, sorted);
	char *late = yd_format("plans/%d.txt", sorted[1]),
	     *early = yd_format("plans/%d.txt", sorted[0]);
	RUN(r, "import", sandbox_path(r->box, late));
	char *unit = yd_format("%s#1.1", run_ref(r)), *moved = yd_format("%s.2#1.1", run_ref(r));
	char *text = yd_format("第%d次检查", sorted[1] + 1);
	RUN(r, "bookmark", "add", unit);
	EXPECT_STATUS(r, 0);
	RUN(r, "import", sandbox_path(r->box, early));
	EXPECT_OUT(r, "renamed ");
	RUN(r, "bookmark", "--json", "list");
	assert_int_equal(run_check_json(r), 1);
	EXPECT_OUT(r, moved);
	EXPECT_OUT(r, text);
	/* And back, when the other one goes. */
	RUN(r, "list", "--json");
	char *other = yd_strndup(unit, strcspn(unit, "#"));
	RUN(r, "remove", other);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "removed ");
	EXPECT_OUT(r, "renamed ");
	RUN(r, "bookmark", "--json", "list");
	EXPECT_OUT(r, unit);
	EXPECT_OUT(r, text);
	free(late);
	free(early);
	free(unit);
	free(moved);
	free(text);
	free(other);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, run_begin, run_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_import_prints_names_that_document_after_it),
		TEST(one_after_the_other_is_told_as_well),
		TEST(json_tells_it_by_sha256_and_former_name),
		TEST(bookmarks_stay_with_their_document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
