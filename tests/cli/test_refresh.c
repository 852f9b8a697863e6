/* Asking again for documents that came from an address. */
#include "site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void refresh_asks_by_tag_and_keeps_what_was(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/tagged");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "refresh", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	EXPECT_ERR(r, "1 unchanged, 0 changed, 0 gone, 0 failed");
	RUN(r, "refresh", server_url(s->server, "/tagged"));
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "changed ");
	EXPECT_OUT(r, "云水市教育局2021年工作要点");
	RUN(r, "refresh", "--json");
	EXPECT_OUT(r, "\"status\":\"unchanged\"");
	assert_int_equal(run_check_json(r), 1);
	assert_int_equal(server_asked(s->server, "/tagged"), 4);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "versions", run_ref(r));
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_lines(&r->out), 2);
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "第20次检查");
	free(ref);
}

static void refresh_asks_by_date(void **state)
{
	scene *s = *state;
	IMPORT(s, "/dated");
	RUN(s->run, "refresh");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, "unchanged ");
	/* Something new that is said of it needs the page itself. */
	RUN(s->run, "import", "--year", "2030", server_url(s->server, "/dated"));
	EXPECT_OUT(s->run, "replaced ");
}

static void what_only_counts_its_readers_is_unchanged(void **state)
{
	scene *s = *state;
	IMPORT(s, "/counter");
	EXPECT_STATUS(s->run, 0);
	RUN(s->run, "refresh");
	EXPECT_STATUS(s->run, 0);
	EXPECT_OUT(s->run, "unchanged ");
	RUN(s->run, "versions", run_ref(s->run));
	assert_int_equal(run_lines(&s->run->out), 1);
}

static void two_addresses_of_one_document_part_when_their_pages_do(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/twin/a");
	IMPORT(s, "/twin/b");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 1);
	RUN(r, "refresh");
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, TITLE);
	EXPECT_OUT(r, "云水市教育局2030年工作要点");
}

/* The server gives the page only to who does not have it. */
static void addresses_of_one_document_are_asked_by_tag_and_told(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/once/a");
	EXPECT_STATUS(r, 0);
	RUN(r, "refresh");
	EXPECT_NOT_OUT(r, "/once/a");
	IMPORT(s, "/once/b");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, server_url(s->server, "/once/a\n"));
	EXPECT_OUT(r, server_url(s->server, "/once/b\n"));
	EXPECT_ERR(r, "2 unchanged, 0 changed, 0 gone, 0 failed");
	RUN(r, "refresh", "--json");
	EXPECT_STATUS(r, 0);
	assert_int_equal(run_check_json(r), 2);
	EXPECT_OUT(r, server_url(s->server, "/once/b\"}"));
}

/* One says that it is as it was when the document has the other's text by then: it is asked for
 * whole at once. */
static void what_another_address_replaced_is_fetched_again(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/twin/a");
	IMPORT(s, "/twin/between");
	IMPORT(s, "/twin/last");
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "refresh", server_url(s->server, "/twin/a"), server_url(s->server, "/twin/between"),
		server_url(s->server, "/twin/last"));
	EXPECT_STATUS(r, 0);
	EXPECT_ERR(r, " 0 gone, 0 failed");
	assert_int_equal(server_asked(s->server, "/twin/last"), 3);
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
	EXPECT_OUT(r, TITLE);
	EXPECT_OUT(r, "云水市教育局2030年工作要点");
}

/* A page whose bytes differ each time, by two addresses, one of which leads to the other. */
static void two_addresses_of_one_page_are_one_document(void **state)
{
	scene *s = *state;
	run *r = s->run;
	for (int turn = 0; turn < 2; turn++) {
		IMPORT(s, turn ? "/to/changing" : "/changing");
		EXPECT_STATUS(r, 0);
		IMPORT(s, turn ? "/changing" : "/to/changing");
		EXPECT_STATUS(r, 0);
		EXPECT_OUT(r, "replaced ");
		RUN(r, "refresh");
		EXPECT_STATUS(r, 0);
		RUN(r, "list");
		assert_int_equal(run_lines(&r->out), 1);
		RUN(r, "list", "--json");
		EXPECT_OUT(r, server_url(s->server, turn ? "/to/changing\"" : "/changing\""));
		RUN(r, "list");
		RUN(r, "remove", run_ref(r));
		EXPECT_STATUS(r, 0);
	}
}

static void what_is_gone_stays_here(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/going");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "refresh");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "gone ");
	EXPECT_OUT(r, ref);
	EXPECT_ERR(r, "its server has it no more (410); the document stays");
	EXPECT_NOT_ERR(r, "check the address");
	EXPECT_ERR(r, "0 unchanged, 0 changed, 1 gone, 0 failed");
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	free(ref);
}

/* With a status of 200. */
static void a_word_of_maintenance_replaces_no_plan(void **state)
{
	scene *s = *state;
	run *r = s->run;
	IMPORT(s, "/mended");
	char *ref = yd_strdup(run_ref(r));
	RUN(r, "refresh");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "failed ");
	EXPECT_OUT(r, "reads like no plan now (");
	EXPECT_OUT(r, "what there was is kept");
	RUN(r, "show", ref);
	EXPECT_STATUS(r, 0);
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	RUN(r, "versions", ref);
	assert_int_equal(run_lines(&r->out), 1);
	free(ref);
}

static void refresh_says_what_it_cannot_ask_for(void **state)
{
	scene *s = *state;
	run *r = s->run;
	RUN(r, "refresh");
	EXPECT_STATUS(r, 1);
	EXPECT_ERR(r, "no document came from an address");
	char *ref = yd_strdup(run_import_plan(r));
	RUN(r, "refresh", ref, server_url(s->server, "/plan"), "http://a:b@c/", "nothing");
	EXPECT_STATUS(r, 1);
	EXPECT_OUT(r, "came from no address");
	EXPECT_OUT(r, "no document came from there");
	EXPECT_OUT(r, "name or password");
	EXPECT_ERR(r, "0 unchanged, 0 changed, 0 gone, 4 failed");
	RUN(r, "--read-only", "refresh");
	EXPECT_STATUS(r, 2);
	free(ref);
}

static void a_file_that_is_found_at_an_address_learns_it(void **state)
{
	scene *s = *state;
	run *r = s->run;
	char *ref = yd_strdup(run_import_plan(r));
	IMPORT(s, "/plan");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, ref);
	RUN(r, "show", "--json", ref);
	EXPECT_OUT(r, server_url(s->server, "/plan"));
	EXPECT_OUT(r, "plan.txt");
	RUN(r, "refresh", ref);
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "unchanged ");
	free(ref);
}

/* A file that changes says nothing of the page that was like it. */
static void a_changed_file_leaves_the_page_to_be_fetched(void **state)
{
	scene *s = *state;
	run *r = s->run;
	run_import_plan(r);
	IMPORT(s, "/twin/b");
	sandbox_puts(r->box, "plan.txt",
		"云水市教育局2024年工作要点\n一、改过的\n（一）甲。\n（二）乙。\n");
	RUN(r, "import", sandbox_path(r->box, "plan.txt"));
	EXPECT_OUT(r, "replaced ");
	RUN(r, "refresh");
	EXPECT_STATUS(r, 0);
	EXPECT_OUT(r, "changed ");
	RUN(r, "list");
	assert_int_equal(run_lines(&r->out), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_begin, scene_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(refresh_asks_by_tag_and_keeps_what_was),
		TEST(refresh_asks_by_date),
		TEST(what_only_counts_its_readers_is_unchanged),
		TEST(two_addresses_of_one_document_part_when_their_pages_do),
		TEST(addresses_of_one_document_are_asked_by_tag_and_told),
		TEST(what_another_address_replaced_is_fetched_again),
		TEST(two_addresses_of_one_page_are_one_document),
		TEST(what_is_gone_stays_here),
		TEST(a_word_of_maintenance_replaces_no_plan),
		TEST(refresh_says_what_it_cannot_ask_for),
		TEST(a_file_that_is_found_at_an_address_learns_it),
		TEST(a_changed_file_leaves_the_page_to_be_fetched),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
