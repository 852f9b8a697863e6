/* `f`: going to a name while it is typed, by characters or by pinyin. */
#include "session.h"

#include "../../src/view/jump.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* ---- which of the rows that fit ---- */

static size_t choice(const char *offers)
{
	/* Each offer: b or i (begins, inside), then v or f (to be seen, folded), then a or -
	 * (ahead, behind). */
	yd_jump jump = {0};
	for (size_t i = 0; i < strlen(offers) / 4; i++) {
		const char *o = offers + 4 * i;
		yd_jump_fit fit = o[0] == 'b'	? YD_JUMP_BEGINS
				  : o[0] == 'i' ? YD_JUMP_INSIDE
						: YD_JUMP_NOT;
		yd_jump_offer(&jump, fit, o[1] == 'f', o[2] == 'a', (yd_jump_place){NULL, i});
	}
	const yd_jump_place *place = yd_jump_choice(&jump);
	return place ? place->number : SIZE_MAX;
}

static void the_row_that_begins_so_and_is_seen_comes_first(void **state)
{
	(void)state;
	assert_int_equal(choice(""), SIZE_MAX);
	assert_int_equal(choice("-va "), SIZE_MAX);
	assert_int_equal(choice("iva bfa bv- bva bva "), 3);
	assert_int_equal(choice("iva bfa bv- "), 2);
	assert_int_equal(choice("iva bf- bfa "), 2);
	assert_int_equal(choice("ifa iv- iva "), 2);
	assert_int_equal(choice("if- ifa iv- "), 2);
	yd_jump jump = {0};
	yd_jump_offer(&jump, YD_JUMP_INSIDE, false, true, (yd_jump_place){NULL, 0});
	assert_false(yd_jump_is_settled(&jump));
	yd_jump_offer(&jump, YD_JUMP_BEGINS, false, false, (yd_jump_place){NULL, 0});
	assert_true(yd_jump_is_settled(&jump));
}

static void names_of_regions_are_read_rightly(void **state)
{
	(void)state;
	yd_str chongqing = YD_STR("重庆市"), unknown = YD_STR("重水市");
	assert_int_equal(yd_jump_name(YD_STR("cq"), chongqing, "重庆市"), YD_JUMP_BEGINS);
	assert_int_equal(yd_jump_name(YD_STR("zq"), chongqing, "重庆市"), YD_JUMP_NOT);
	assert_int_equal(yd_jump_name(YD_STR("zq"), chongqing, NULL), YD_JUMP_BEGINS);
	assert_int_equal(yd_jump_name(YD_STR("qs"), chongqing, "重庆市"), YD_JUMP_INSIDE);
	assert_int_equal(yd_jump_name(YD_STR("zs"), unknown, "示例省/重水市"), YD_JUMP_BEGINS);
	assert_int_equal(yd_jump_name(YD_STR("cs"), unknown, "示例省/重水市"), YD_JUMP_BEGINS);
}

/* ---- in the tree of regions ---- */

/* The name under the cursor of the tree, or its year. */
static const char *under_cursor(session *s)
{
	static char year[16];
	yd_tree_at at;
	const yd_tree *tree = &s->browser->tree;
	assert_true(yd_tree_find_row(tree, tree->list.cursor, &at));
	assert_int_equal(tree->list.count, tree->root.rows);
	if (!at.node->is_year)
		return at.node->name ? at.node->name : "";
	snprintf(year, sizeof year, "%d", at.node->year);
	return year;
}

/* Types, and lets the clock tick until regions that are folded away have been read. */
static void type(session *s, const char *keys)
{
	press(s, keys);
	while (s->browser->jump_unsure)
		assert_true(yd_browser_jump_tick(s->browser));
}

static int set_up_provinces(void **state)
{
	static const struct {
		const char *name, *region;
	} plans[] = {{"1", "北京市/朝阳区"}, {"2", "吉林省/长春市"}, {"3", "吉林省/长春市/九台区"},
		{"4", "吉林省/白城市/洮北区"}, {"5", "重庆市"}, {"6", "四川省/成都市"},
		{"7", "陕西省"}, {"8", "辽宁省/朝阳市"}};
	session *s = yd_alloc(sizeof *s);
	session_open(s);
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		char *title = yd_format("教育工作要点之%zu", i);
		session_plan(s, plans[i].name, plans[i].region, 2024, title,
			"# 总则\n加强党建。落实党建工作责任制。\n");
		free(title);
	}
	session_begin(s);
	press(s, "gh");
	s->browser->focus = YD_PANE_REGIONS;
	yd_tree *tree = &s->browser->tree;
	for (size_t row = 0; row < tree->root.rows; row++) {
		yd_tree_at at;
		yd_tree_find_row(tree, row, &at);
		if (at.node->open)
			assert_int_equal(yd_tree_toggle(tree, row, NULL), YD_OK);
	}
	press(s, "g");
	assert_int_equal(tree->root.rows, 6);
	*state = s;
	return 0;
}

static void regions_are_gone_to_while_they_are_typed(void **state)
{
	session *s = *state;
	assert_string_equal(under_cursor(s), "北京市");
	press(s, "fs");
	assert_string_equal(under_cursor(s), "四川省");
	press(s, "hanxi");
	assert_string_equal(under_cursor(s), "陕西省");
	press(s, "<Enter>");
	assert_string_equal(under_cursor(s), "陕西省");
	press(s, "fzhongqing<Enter>");
	assert_string_equal(under_cursor(s), "陕西省");
	press(s, "fchongqing<Enter>");
	assert_string_equal(under_cursor(s), "重庆市");
	press(s, "f吉<Enter>");
	assert_string_equal(under_cursor(s), "吉林省");
	press(s, ":jump cq<Enter>");
	assert_string_equal(under_cursor(s), "重庆市");
}

/* What of a row is drawn as a match; free(). */
static char *marked_in(session *s, yd_pane pane, size_t y)
{
	yd_row row = {0};
	yd_buf marked = {0};
	size_t start = 0;
	yd_pane_row(s->browser, pane, y, &row);
	for (size_t i = 0; i < row.count; start = row.runs[i++].end)
		if (row.runs[i].style == YD_STYLE_MATCH)
			yd_buf_add(&marked, row.text.ptr + start, row.runs[i].end - start);
	assert_int_equal(row.columns, yd_text_columns(yd_buf_str(&row.text)));
	yd_row_free(&row);
	return marked.ptr ? yd_buf_take(&marked) : yd_strdup("");
}

static void check_marked(session *s, yd_pane pane, const char *expected)
{
	const yd_list *list =
		pane == YD_PANE_REGIONS ? &s->browser->tree.list : &s->browser->outline.list;
	for (size_t y = 0; y < list->height; y++) {
		char *marked = marked_in(s, pane, y);
		assert_string_equal(marked, y == list->cursor - list->top ? expected : "");
		free(marked);
	}
}

static void what_was_typed_of_a_name_is_marked(void **state)
{
	session *s = *state;
	press(s, "f");
	check_marked(s, YD_PANE_REGIONS, "");
	type(s, "sh");
	check_marked(s, YD_PANE_REGIONS, "陕");
	type(s, "anx");
	check_marked(s, YD_PANE_REGIONS, "陕西");
	type(s, "<Ctrl-u>庆");
	check_marked(s, YD_PANE_REGIONS, "庆");
	type(s, "<Ctrl-u>chch");
	check_marked(s, YD_PANE_REGIONS, "长春");
	type(s, "<Ctrl-u>nosuch");
	check_marked(s, YD_PANE_REGIONS, "");
	press(s, "<Esc>");
	check_marked(s, YD_PANE_REGIONS, "");
	/* A name that is cut off in the middle of what was typed. */
	yd_pane_resize(s->browser, YD_PANE_REGIONS, 8, 20);
	press(s, "fshanxisheng");
	check_marked(s, YD_PANE_REGIONS, "陕西");
}

static void what_is_folded_away_is_unfolded_only_for_what_is_found(void **state)
{
	session *s = *state;
	const yd_tree *tree = &s->browser->tree;
	press(s, "fc");
	/* 重庆 is to be seen, so nothing is unfolded. */
	assert_string_equal(under_cursor(s), "重庆市");
	assert_int_equal(tree->root.rows, 6);
	type(s, "c");
	assert_string_equal(under_cursor(s), "长春市");
	assert_int_equal(tree->root.rows, 8);
	type(s, "<Backspace>d");
	assert_string_equal(under_cursor(s), "成都市");
	assert_int_equal(tree->root.rows, 7);
	type(s, "x");
	assert_string_equal(under_cursor(s), "北京市");
	assert_int_equal(tree->root.rows, 6);
	check_last_line(s, "Nothing here is called so.");
	type(s, "<Ctrl-u>jiutai");
	assert_string_equal(under_cursor(s), "九台区");
	press(s, "<Esc>");
	assert_string_equal(under_cursor(s), "北京市");
	assert_int_equal(tree->root.rows, 6);
	press(s, "ftaobei<Enter>");
	assert_string_equal(under_cursor(s), "洮北区");
	press(s, "g");
	assert_string_equal(under_cursor(s), "北京市");
	assert_true(tree->root.rows > 6);
}

static void tab_goes_to_the_next_and_esc_back_to_the_start(void **state)
{
	session *s = *state;
	press(s, "G");
	assert_string_equal(under_cursor(s), "陕西省");
	type(s, "fchaoyang");
	/* Folded ones count in their order, from the beginning when none is ahead. */
	assert_string_equal(under_cursor(s), "朝阳区");
	press(s, "<Tab>");
	assert_string_equal(under_cursor(s), "朝阳区");
	press(s, "<Esc>");
	assert_string_equal(under_cursor(s), "陕西省");
	type(s, "g<Space>fchaoyang");
	assert_string_equal(under_cursor(s), "朝阳区");
}

static void a_tree_that_is_read_anew_meanwhile_is_no_harm(void **state)
{
	session *s = *state;
	type(s, "fjiutai");
	assert_string_equal(under_cursor(s), "九台区");
	yd_browser_reload(s->browser);
	type(s, "<Backspace><Backspace>");
	assert_string_equal(under_cursor(s), "九台区");
	yd_browser_reload(s->browser);
	press(s, "<Esc>");
	assert_int_equal(s->browser->tree.list.count, s->browser->tree.root.rows);
}

static void years_and_titles_that_were_read_are_found_too(void **state)
{
	session *s = *state;
	/* Six plans: the tree is unfolded, 云水市 has two documents of 2024. */
	s->browser->focus = YD_PANE_REGIONS;
	yd_tree_at at;
	const yd_tree *tree = &s->browser->tree;
	for (size_t row = 0; row < tree->root.rows; row++)
		free(pane_text(s, YD_PANE_REGIONS, row));
	press(s, "gf2023");
	assert_string_equal(under_cursor(s), "2023");
	press(s, "<Enter>gfys<Enter>");
	assert_string_equal(under_cursor(s), "云水市");
	press(s, "fanquan");
	assert_true(yd_tree_find_row(tree, tree->list.cursor, &at));
	assert_true(at.is_doc);
	assert_non_null(strstr(at.node->page[at.doc].title, "安全"));
	press(s, "<Esc>");
	assert_string_equal(under_cursor(s), "云水市");
}

/* ---- in the outline ---- */

static void check_unit(session *s, const char *title)
{
	char *got = unit_title(s);
	assert_string_equal(got, title);
	free(got);
}

static void clauses_are_gone_to_by_their_titles(void **state)
{
	session *s = *state;
	s->browser->focus = YD_PANE_OUTLINE;
	press(s, "g");
	press(s, "fshou");
	check_unit(s, "守护平安校园");
	press(s, "<Ctrl-u>pcaqyh");
	check_unit(s, "排查安全隐患");
	check_marked(s, YD_PANE_OUTLINE, "排查安全隐患");
	press(s, "<Ctrl-u>aqyh");
	check_marked(s, YD_PANE_OUTLINE, "安全隐患");
	press(s, "<Ctrl-u>党建");
	check_unit(s, "抓好机关党建");
	press(s, "<Ctrl-u>nothing");
	check_unit(s, "示例省教育厅2024年工作要点");
	press(s, "<Ctrl-u>xueqian<Enter>");
	check_unit(s, "办好学前教育");
	press(s, "fdudao<Esc>");
	check_unit(s, "办好学前教育");
}

static void folded_sections_are_unfolded_for_what_is_found(void **state)
{
	session *s = *state;
	const yd_outline_view *view = &s->browser->outline;
	s->browser->focus = YD_PANE_OUTLINE;
	size_t rows = view->list.count;
	press(s, "gfshouhu<Enter><Space>");
	assert_int_equal(view->list.count, rows - 2);
	press(s, "gfdudao");
	check_unit(s, "推进教育督导");
	assert_int_equal(view->list.count, rows);
	press(s, "<Ctrl-u>jg");
	check_unit(s, "抓好机关党建");
	assert_int_equal(view->list.count, rows - 2);
	press(s, "<Ctrl-u>dudao<Esc>");
	assert_int_equal(view->list.count, rows - 2);
	press(s, "fdudao<Enter>");
	assert_int_equal(view->list.count, rows);
	check_unit(s, "推进教育督导");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_row_that_begins_so_and_is_seen_comes_first),
		cmocka_unit_test(names_of_regions_are_read_rightly),
		cmocka_unit_test_setup_teardown(
			regions_are_gone_to_while_they_are_typed, set_up_provinces, tear_down),
		cmocka_unit_test_setup_teardown(
			what_was_typed_of_a_name_is_marked, set_up_provinces, tear_down),
		cmocka_unit_test_setup_teardown(
			what_is_folded_away_is_unfolded_only_for_what_is_found, set_up_provinces,
			tear_down),
		cmocka_unit_test_setup_teardown(tab_goes_to_the_next_and_esc_back_to_the_start,
			set_up_provinces, tear_down),
		cmocka_unit_test_setup_teardown(
			a_tree_that_is_read_anew_meanwhile_is_no_harm, set_up_provinces, tear_down),
		cmocka_unit_test_setup_teardown(
			years_and_titles_that_were_read_are_found_too, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			clauses_are_gone_to_by_their_titles, set_up_six, tear_down),
		cmocka_unit_test_setup_teardown(
			folded_sections_are_unfolded_for_what_is_found, set_up_six, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
