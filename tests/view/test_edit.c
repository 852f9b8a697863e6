/* :edit, as the keys do it: corrections show at once, are completed, and come back. */
#include "session.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const yd_doc *open_info(session *s)
{
	return &s->browser->reader.doc->info;
}

/* At clause 2.1 of the first document, in the text. */
static void go_to_clause(session *s)
{
	press(s, "<Tab><Tab>");
	char *line = yd_format(":go %s#2.1<Enter>", open_info(s)->ref);
	press(s, line);
	free(line);
}

static uint32_t themes_here(session *s)
{
	const yd_reader *reader = &s->browser->reader;
	return reader->doc->stored.units[reader->unit].any;
}

static uint32_t theme(const char *key)
{
	return UINT32_C(1) << yd_theme_find(yd_str_of(key));
}

static void metadata_is_corrected_in_both_forms(void **state)
{
	session *s = *state;
	go_to_clause(s);
	char *before = yd_strdup(open_info(s)->ref);
	press(s, ":edit year=2031<Enter>");
	check_last_line(s, "Corrected: ");
	assert_int_equal(open_info(s)->year, 2031);
	assert_true(pane_shows(s, YD_PANE_REGIONS, "2031"));
	press(s, ":edit region 吉林/长春<Enter>");
	assert_string_equal(open_info(s)->region, "吉林省/长春市");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "长春市"));
	press(s, ":edit --title 新的 标题 --kind 计划 year=2032<Enter>");
	assert_string_equal(open_info(s)->title, "新的 标题");
	assert_int_equal(open_info(s)->kind, YD_KIND_PLAN);
	assert_int_equal(open_info(s)->year, 2032);
	/* The reader stays at the clause. */
	check_at(s, "排查安全隐患");
	press(s, ":edit year=2032<Enter>");
	check_last_line(s, "It is as it was.");
	press(s, "uuu");
	assert_string_equal(open_info(s)->ref, before);
	check_last_line(s, "is as it was before it was corrected");
	check_at(s, "排查安全隐患");
	free(before);
}

static void themes_and_headings_are_of_what_is_under_the_cursor(void **state)
{
	session *s = *state;
	go_to_clause(s);
	assert_true(themes_here(s) & theme("safety"));
	press(s, ":edit theme=-safety +digital!<Enter>");
	assert_int_equal(themes_here(s) & (theme("safety") | theme("digital")), theme("digital"));
	size_t sections = open_info(s)->sections;
	press(s, ":edit heading=1<Enter>");
	check_at(s, "排查安全隐患");
	assert_int_equal(
		s->browser->reader.doc->outline.nodes[s->browser->reader.unit - 1].level, 1);
	press(s, ":edit reset<Enter>");
	assert_true(themes_here(s) & theme("safety"));
	assert_int_equal(open_info(s)->sections, sections);
	/* A filter follows. */
	press(s, ":edit theme +opening<Enter>");
	press(s, ":themes opening<Enter>");
	check_at(s, "排查安全隐患");
}

static void mistakes_are_told(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, ":edit year=20<Enter>");
	check_last_line(s, "is no year of a document");
	press(s, ":edit colour=red<Enter>");
	check_last_line(s, "cannot be corrected; there are region, year");
	press(s, ":edit theme=+poetry<Enter>");
	check_last_line(s, "poetry is none");
	press(s, ":edit heading=9.9=no<Enter>");
	check_last_line(s, "has no unit 9.9");
	press(s, ":edit region=长存市<Enter>");
	check_last_line(s, "near are 吉林省/长春市");
}

static void tab_completes_names_and_values(void **state)
{
	session *s = *state;
	press(s, ":edit y<Tab>");
	check_last_line(s, ":edit year=");
	press(s, "<Ctrl-u>edit kind=计<Tab>");
	check_last_line(s, ":edit kind=计划");
	press(s, "<Ctrl-u>edit theme=+saf<Tab>");
	check_last_line(s, ":edit theme=+safety");
	press(s, "<Ctrl-u>edit theme=+safety -dig<Tab>");
	check_last_line(s, "-dig");
	press(s, "<Ctrl-u>edit region=示<Tab>");
	check_last_line(s, ":edit region=示例省");
	press(s, "/云<Tab>");
	check_last_line(s, ":edit region=示例省/云水市");
	press(s, " he<Tab>");
	check_last_line(s, "region=示例省/云水市 heading=");
	press(s, "y<Tab>");
	check_last_line(s, "heading=yes");
	press(s, "<Esc>");
}

static void alone_it_fills_the_line(void **state)
{
	session *s = *state;
	go_to_clause(s);
	char *line = yd_format(":edit region=%s year=%d kind=%s title=%s",
		yd_doc_own_region(open_info(s)), open_info(s)->year,
		yd_kind_name(open_info(s)->kind), open_info(s)->title);
	yd_browser_last_rows(s->browser, 200, 4);
	press(s, "E");
	assert_true(s->browser->prompt.sign == ':');
	assert_string_equal(s->browser->prompt.text.ptr, line + 1);
	/* What is left as it is was not corrected. */
	press(s, "<Enter>");
	check_last_line(s, "It is as it was.");
	press(s, "E改<Enter>");
	check_last_line(s, "Corrected");
	assert_non_null(strstr(open_info(s)->title, "改"));
	free(line);
}

static void a_form_goes_to_the_editor(void **state)
{
	session *s = *state;
	yd_request request;
	yd_browser_set_editor(s->browser, "vi");
	go_to_clause(s);
	press(s, ":edit<Enter>");
	assert_true(yd_browser_take_request(s->browser, &request));
	assert_int_equal(request.kind, YD_REQUEST_EDIT);
	yd_buf_putc(&request.text, '\0');
	request.text.len--;
	assert_non_null(strstr(request.text.ptr, "\nregion: 示例省"));
	assert_non_null(strstr(request.text.ptr, "\nyear: 2024\n"));
	assert_non_null(strstr(request.text.ptr, "# 排查安全隐患\n"));
	assert_non_null(strstr(request.text.ptr, "\nheading:\n"));
	/* Unchanged, it changes nothing. */
	assert_true(yd_browser_edited(s->browser, yd_buf_str(&request.text), NULL, NULL));
	check_last_line(s, "It is as it was.");
	yd_request_free(&request);
	press(s, ":edit<Enter>");
	yd_browser_take_request(s->browser, &request);
	yd_request_free(&request);
	assert_true(yd_browser_edited(
		s->browser, YD_STR("year：2019\n# x\n\ntheme: +law\nregion:\n"), NULL, NULL));
	assert_int_equal(open_info(s)->year, 2019);
	assert_true(themes_here(s) & theme("law"));
	press(s, ":edit<Enter>");
	yd_browser_take_request(s->browser, &request);
	yd_request_free(&request);
	/* What cannot be taken is not thrown away. */
	assert_false(yd_browser_edited(s->browser, YD_STR("year: soon\n"), NULL, "/tmp/form"));
	check_last_line(s, "What was written is in /tmp/form");
	assert_int_equal(open_info(s)->year, 2019);
}

static void in_the_regions_the_document_is_meant(void **state)
{
	session *s = *state;
	go_to_clause(s);
	press(s, "<Tab>");
	assert_int_equal(yd_browser_main_focus(s->browser), YD_PANE_REGIONS);
	press(s, ":edit theme=+law<Enter>");
	for (size_t unit = 0; unit < s->browser->reader.doc->stored.unit_count; unit++)
		if (s->browser->reader.doc->stored.units[unit].clause)
			assert_true(s->browser->reader.doc->stored.units[unit].any & theme("law"));
}

static void region_and_year_may_be_unknown(void **state)
{
	session *s = *state;
	go_to_clause(s);
	char *before = yd_strdup(open_info(s)->ref);
	press(s, ":edit region=unk<Tab> year=unk<Tab><Enter>");
	assert_null(open_info(s)->region);
	assert_int_equal(open_info(s)->year, 0);
	assert_memory_equal(open_info(s)->ref, "x-0000-", 7);
	check_at(s, "排查安全隐患");
	press(s, ":edit region=unknown<Enter>");
	check_last_line(s, "It is as it was.");
	press(s, "u");
	assert_string_equal(open_info(s)->ref, before);
	free(before);
}

/* Nobody is led to tag a document when a clause was asked for. */
static void going_to_a_unit_from_the_regions_stands_on_it(void **state)
{
	session *s = *state;
	char *go = yd_format(":go %s#2.1<Enter>", open_info(s)->ref);
	assert_int_equal(yd_browser_main_focus(s->browser), YD_PANE_REGIONS);
	press(s, go);
	check_at(s, "排查安全隐患");
	press(s, ":edit theme=+law<Enter>");
	check_last_line(s, "排查安全隐患");
	const yd_doc_text *stored = &s->browser->reader.doc->stored;
	for (size_t unit = 0; unit < stored->unit_count; unit++)
		assert_int_equal(!!(stored->units[unit].any & theme("law")),
			unit == s->browser->reader.unit);
	press(s, "b");
	check_last_line(s, "排查安全隐患");
	press(s, ":edit heading=no<Enter>");
	check_last_line(s, "Corrected: ");
	free(go);
}

static void going_to_a_number_from_the_regions_stands_on_it(void **state)
{
	session *s = *state;
	assert_int_equal(yd_browser_main_focus(s->browser), YD_PANE_REGIONS);
	press(s, ":二<Enter>");
	assert_int_not_equal(yd_browser_main_focus(s->browser), YD_PANE_REGIONS);
	size_t unit = s->browser->reader.unit;
	assert_int_not_equal(unit, 0);
	press(s, ":edit theme=+law<Enter>");
	assert_int_equal(s->browser->reader.doc->stored.units[1].any & theme("law"), 0);
}

/* A document stays what is meant there. */
static void going_to_a_document_leaves_the_focus(void **state)
{
	session *s = *state;
	char *go = yd_format(":go %s<Enter>", open_info(s)->ref);
	press(s, go);
	assert_int_equal(yd_browser_main_focus(s->browser), YD_PANE_REGIONS);
	press(s, ":edit theme=+law<Enter>");
	check_last_line(s, "Corrected in the whole document: ");
	press(s, ":edit year=2031<Enter>");
	check_last_line(s, "Corrected: ");
	free(go);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_six, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(metadata_is_corrected_in_both_forms),
		TEST(themes_and_headings_are_of_what_is_under_the_cursor),
		TEST(mistakes_are_told),
		TEST(tab_completes_names_and_values),
		TEST(alone_it_fills_the_line),
		TEST(a_form_goes_to_the_editor),
		TEST(in_the_regions_the_document_is_meant),
		TEST(region_and_year_may_be_unknown),
		TEST(going_to_a_unit_from_the_regions_stands_on_it),
		TEST(going_to_a_number_from_the_regions_stands_on_it),
		TEST(going_to_a_document_leaves_the_focus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
