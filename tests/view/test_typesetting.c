/* Punctuation, script and the width of the text, as the panes show them. */
#include "session.h"

#include <glob.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int set_up(void **state)
{
	session *s = yd_alloc(sizeof *s);
	session_open(s);
	session_put(s, "a", "示例省/云水市", 2024,
		"云水市2024年教育工作要点\n"
		"一、加强领导(试行)\n"
		"1.促进教育公平,提高质量。推进学前教育(含托育)发展;全面落实\"双减\"政策,上午8:"
		"30到校,约3,000人参加。\n"
		"2.整理头发,谋求发展。各地要高度重视,认真落实各项任务,不断提高办学水平,"
		"切实加强队伍建设,努力办好"
		"人民满意的教育,为云水市经济社会发展作出新的贡献,以优异成绩迎接各项检查。\n");
	session_begin(s);
	*state = s;
	return 0;
}

static void set(session *s, const char *name, const char *value)
{
	yd_error err = {0};
	const yd_setting_row *row = yd_setting_find(yd_str_of(name));
	assert_non_null(row);
	assert_int_equal(
		yd_settings_set(yd_browser_settings(s->browser), row, yd_str_of(value), &err),
		YD_OK);
	/* A frame begins with the sizes. */
	yd_pane_size size = s->browser->sizes[YD_PANE_TEXT];
	yd_pane_resize(s->browser, YD_PANE_TEXT, size.width, size.height);
}

/* The text that is drawn in `style` in the rows of a pane, parted by |. Borrowed. */
static const char *styled(session *s, yd_pane pane, yd_style style)
{
	static yd_buf found;
	yd_buf_clear(&found);
	yd_row row = {0};
	for (size_t y = 0; y < s->browser->sizes[pane].height; y++) {
		yd_pane_row(s->browser, pane, y, &row);
		for (size_t i = 0, start = 0; i < row.count; start = row.runs[i++].end)
			if (row.runs[i].style == style)
				yd_buf_printf(&found, "%.*s|", (int)(row.runs[i].end - start),
					row.text.ptr + start);
	}
	yd_row_free(&row);
	return found.len ? found.ptr : "";
}

static void punctuation_is_shown_full_width_until_p_is_pressed(void **state)
{
	session *s = *state;
	press(s, "jj");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平，提高质量"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "（含托育）发展；"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "“双减”"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "8:30"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "3,000人"));
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "一、加强领导（试行）"));
	press(s, "p");
	check_last_line(s, "as published");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平,提高质量"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "(含托育)发展;"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "\"双减\""));
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "一、加强领导(试行)"));
	press(s, "p");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平，提高质量"));
	press(s, ":punctuation<Enter>");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平,提高质量"));
}

static void matches_stay_where_they_are(void **state)
{
	session *s = *state;
	press(s, "/公平,提高<Enter>");
	wait_for_worker(s);
	assert_string_equal(styled(s, YD_PANE_TEXT, YD_STYLE_MATCH), "公平，提高|");
	press(s, "p");
	assert_string_equal(styled(s, YD_PANE_TEXT, YD_STYLE_MATCH), "公平,提高|");
	/* Typed in full width it is found too. */
	press(s, "p/含托育）发<Enter>");
	wait_for_worker(s);
	assert_string_equal(styled(s, YD_PANE_TEXT, YD_STYLE_MATCH), "含托育）发|");
}

static void marks_and_headings_end_where_they_end(void **state)
{
	session *s = *state;
	press(s, "<Tab>jl");
	assert_non_null(strstr(styled(s, YD_PANE_TEXT, YD_STYLE_HEADING), "加强领导（试行）"));
	assert_non_null(strstr(styled(s, YD_PANE_TEXT, YD_STYLE_MARK), "一、|"));
}

static size_t eye_byte(yd_text *text)
{
	const yd_block *block = yd_text_block(text, &text->cur);
	return yd_shown_source(&block->map, block->lines.items[text->cur.line].start);
}

static void the_eye_stays_when_the_look_changes(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	press(s, ":2<Enter>z");
	yd_pane_resize(s->browser, YD_PANE_TEXT, 30, 3);
	press(s, "jjj");
	size_t unit = s->browser->reader.unit, byte = eye_byte(text);
	assert_true(byte > 0);
	press(s, "pp");
	assert_int_equal(s->browser->reader.unit, unit);
	assert_int_equal(eye_byte(text), byte);
	press(s, "p");
	assert_true(eye_byte(text) <= byte && eye_byte(text) + 40 > byte);
}

static bool is_installed(void)
{
	yd_script_converter *converter;
	yd_error err = {0};
	if (yd_script_open(YD_SCRIPT_TRADITIONAL, &converter, &err) == YD_OK) {
		yd_script_close(converter);
		return true;
	}
	print_message("%s\n", err.text);
	return false;
}

static void s_switches_the_script_of_every_pane(void **state)
{
	session *s = *state;
	if (!is_installed()) {
		/* The reader is told which package is missing, and the text stays. */
		press(s, "s");
		check_last_line(s, "libopencc");
		assert_true(pane_shows(s, YD_PANE_TEXT, "云水市"));
		print_message("skipped\n");
		skip();
	}
	press(s, "jjs");
	check_last_line(s, "simplified");
	press(s, "s");
	check_last_line(s, "traditional");
	press(s, "<Esc>");
	check_last_line(s, "雲水市 2024");
	check_last_line(s, "traditional");
	assert_true(pane_shows(s, YD_PANE_REGIONS, "雲水市"));
	assert_true(pane_shows(s, YD_PANE_OUTLINE, "加強領導（試行）"));
	assert_true(pane_shows(s, YD_PANE_TEXT, "提高質量"));
	/* What is typed after f, in either script. */
	press(s, "gf云水");
	assert_string_equal(styled(s, YD_PANE_REGIONS, YD_STYLE_MATCH), "雲水|");
	press(s, "<Esc><Tab>f加强");
	assert_string_equal(styled(s, YD_PANE_OUTLINE, YD_STYLE_MATCH), "加強|");
	press(s, "<Esc>");
	/* A query in the other script than what is shown. */
	press(s, "/头发<Enter>");
	wait_for_worker(s);
	assert_string_equal(styled(s, YD_PANE_TEXT, YD_STYLE_MATCH), "頭髮|");
	press(s, "/發展");
	wait_for_worker(s);
	assert_true(pane_shows(s, YD_PANE_HITS, "整理頭髮，謀求發展"));
	assert_non_null(strstr(styled(s, YD_PANE_HITS, YD_STYLE_MATCH), "發展|"));
	press(s, "<Enter>b");
	check_last_line(s, "頭髮");
	press(s, "B");
	assert_true(pane_shows(s, YD_PANE_BOOKMARKS, "頭髮"));
	press(s, "qs");
	check_last_line(s, "published");
	assert_true(pane_shows(s, YD_PANE_TEXT, "头发"));
	assert_true(pane_shows(s, YD_PANE_REGIONS, "云水市"));
}

static void lines_are_at_most_42_characters_in_the_middle(void **state)
{
	session *s = *state;
	yd_text *text = &s->browser->text;
	yd_pane_resize(s->browser, YD_PANE_TEXT, 121, 20);
	yd_text_room room = yd_text_room_of(text);
	assert_int_equal(room.columns, 84);
	assert_int_equal(room.left, (121 - 2 - 1 - 84) / 2);
	set(s, "center", "no");
	assert_int_equal(yd_text_room_of(text).left, 0);
	set(s, "text-width", "0");
	assert_int_equal(yd_text_room_of(text).columns, 118);
	set(s, "center", "yes");
	assert_int_equal(yd_text_room_of(text).left, 0);
	set(s, "text-width", "40");
	assert_int_equal(yd_text_room_of(text).columns, 40);
	yd_pane_resize(s->browser, YD_PANE_TEXT, 30, 20);
	assert_int_equal(yd_text_room_of(text).columns, 27);
}

static void the_same_paragraph_is_laid_anew_when_a_setting_changes(void **state)
{
	session *s = *state;
	press(s, "jj");
	set(s, "full-width-punctuation", "no");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平,提高质量"));
	set(s, "full-width-punctuation", "yes");
	assert_true(pane_shows(s, YD_PANE_TEXT, "公平，提高质量"));
}

/* ---- every row, at every width ---- */

static bool begins_badly(yd_str line)
{
	uint32_t cp;
	return yd_utf8_decode(line, &cp, NULL) && !yd_cp_may_begin_line(cp);
}

/* Walks the rows of what is read: none is wider than the pane, and where it is `roomy`, so that all
 * that belongs together fits, none but a paragraph's first begins with what must not. */
static void check_document(session *s, size_t width, bool roomy)
{
	yd_text *text = &s->browser->text;
	yd_row row = {0};
	yd_pane_resize(s->browser, YD_PANE_TEXT, width, 40);
	yd_text_move(text, YD_DO_FIRST, 0);
	for (bool more = true; more;) {
		for (size_t y = 0; y < text->row_count; y++) {
			yd_text_row(text, y, &row);
			const yd_block *block = yd_text_block(text, &text->rows[y]);
			yd_str line = yd_row_line(
				yd_buf_str(&block->text), &block->lines.items[text->rows[y].line]);
			if (row.columns > width)
				fail_msg(
					"%zu columns in %zu: %s", row.columns, width, row.text.ptr);
			bool begins = block->indent && text->rows[y].line == 0;
			if (roomy && block->kind == YD_BLOCK_PARAGRAPH && !begins &&
				begins_badly(line))
				fail_msg("in %zu: %s", width, row.text.ptr);
		}
		more = yd_text_move(text, YD_DO_PAGE_DOWN, 0) == YD_MET_NOTHING;
	}
	yd_row_free(&row);
}

static void check_documents(session *s, size_t widths)
{
	for (size_t width = 2; width <= 120; width += widths) {
		int64_t id;
		assert_int_equal(yd_corpus_first(s->browser->corpus, NULL, &id, NULL), YD_OK);
		do {
			yd_browser_open_doc(s->browser, id, 0);
			check_document(s, width, width >= 40);
		} while (yd_corpus_step(s->browser->corpus, id, 1, NULL, &id, NULL) == YD_OK);
	}
}

static void no_row_is_wider_than_the_pane(void **state)
{
	session *s = *state;
	random_source random = {5};
	for (size_t i = 0; i < 3; i++)
		session_put_random(s, &random, i);
	yd_browser_reload(s->browser);
	check_documents(s, 3);
	press(s, "ss");
	check_documents(s, 7);
}

static void put_file(session *s, const char *path, size_t number)
{
	FILE *file = fopen(path, "r");
	yd_buf text = {0};
	char chunk[8192], name[32];
	if (!file)
		fail_msg("cannot read %s", path);
	for (size_t len; (len = fread(chunk, 1, sizeof chunk, file)) > 0;)
		yd_buf_add(&text, chunk, len);
	fclose(file);
	snprintf(name, sizeof name, "published%zu", number);
	session_put(s, name, NULL, 0, text.ptr);
	yd_buf_free(&text);
}

static void no_row_of_the_published_plans_is_wider_than_the_pane(void **state)
{
	(void)state;
	const char *shared = getenv("YD_SHARED"), *srcdir = getenv("srcdir");
	char *pattern = shared ? yd_format("%s/corpus/*.txt", shared)
			       : yd_format("%s/../shared/corpus/*.txt", srcdir ? srcdir : ".");
	glob_t found;
	bool none = glob(pattern, 0, NULL, &found) != 0;
	free(pattern);
	if (none) {
		print_message("skipped: the shared corpus is not there\n");
		skip();
	}
	session s;
	session_open(&s);
	for (size_t i = 0; i < found.gl_pathc; i++)
		put_file(&s, found.gl_pathv[i], i);
	globfree(&found);
	session_begin(&s);
	check_documents(&s, 1);
	press(&s, "pss");
	check_documents(&s, 5);
	session_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			punctuation_is_shown_full_width_until_p_is_pressed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(matches_stay_where_they_are, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			marks_and_headings_end_where_they_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			the_eye_stays_when_the_look_changes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			s_switches_the_script_of_every_pane, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			lines_are_at_most_42_characters_in_the_middle, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			the_same_paragraph_is_laid_anew_when_a_setting_changes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(no_row_is_wider_than_the_pane, set_up, tear_down),
		cmocka_unit_test(no_row_of_the_published_plans_is_wider_than_the_pane),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
