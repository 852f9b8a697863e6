/* The table of actions: keys, names and help. */
#include <yaodian/view.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ROWS = YD_DO_COUNT - 1 };

/* The next of the names parted by spaces; false after the last. */
static bool next_name(const char **rest, yd_str *name)
{
	*rest += strspn(*rest, " ");
	*name = (yd_str){*rest, strcspn(*rest, " ")};
	*rest += name->len;
	return name->len > 0;
}

static void every_action_has_one_row_and_says_what_it_does(void **state)
{
	(void)state;
	for (yd_action action = YD_DO_NOTHING + 1; action < YD_DO_COUNT; action++) {
		size_t rows = 0;
		for (size_t i = 0; i < ROWS; i++)
			rows += yd_action_table[i].action == action;
		assert_int_equal(rows, 1);
		const yd_action_row *row = yd_action_find(action);
		assert_true(strlen(row->help) > 4);
		assert_true(strlen(row->name) > 1 && strlen(row->hint) > 1 && *row->group);
		assert_true(row->panes);
	}
	assert_null(yd_action_find(YD_DO_NOTHING));
}

static void no_key_is_bound_twice_in_one_pane(void **state)
{
	(void)state;
	for (int pane = 0; pane < YD_PANE_COUNT; pane++) {
		yd_key bound[ROWS * 4];
		size_t count = 0;
		for (size_t i = 0; i < ROWS; i++) {
			const char *rest = yd_action_table[i].keys;
			yd_str name;
			while ((yd_action_table[i].panes >> pane & 1) && next_name(&rest, &name)) {
				yd_key key = yd_key_parse(name);
				assert_int_not_equal(key, YD_KEY_NONE);
				for (size_t k = 0; k < count; k++)
					if (bound[k] == key)
						fail_msg("%.*s twice in pane %d", (int)name.len,
							name.ptr, pane);
				bound[count++] = key;
				assert_int_equal(yd_action_of_key((yd_pane)pane, key),
					yd_action_table[i].action);
			}
		}
	}
}

static void keys_are_written_as_they_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		const char *rest = yd_action_table[i].keys;
		yd_str name;
		while (next_name(&rest, &name)) {
			yd_buf written = {0};
			yd_key_name(yd_key_parse(name), &written);
			assert_true(yd_str_equal(yd_buf_str(&written), name));
			yd_buf_free(&written);
		}
	}
	assert_int_equal(yd_key_parse(YD_STR("nonsense")), YD_KEY_NONE);
	assert_int_equal(yd_key_parse(YD_STR("")), YD_KEY_NONE);
	assert_int_equal(yd_key_parse(YD_STR("Ctrl-l")), 12);
	assert_int_equal(yd_key_parse(YD_STR("五")), 0x4E94);
}

/* The contract's table of keys, in the text pane or in a tree. */
static void the_keys_of_the_contract_are_there(void **state)
{
	static const struct {
		yd_pane pane;
		const char *keys;
		yd_action action;
	} wanted[] = {
		{YD_PANE_TEXT, "j Down", YD_DO_DOWN},
		{YD_PANE_TEXT, "k Up", YD_DO_UP},
		{YD_PANE_TEXT, "Ctrl-d", YD_DO_HALF_DOWN},
		{YD_PANE_TEXT, "Ctrl-u", YD_DO_HALF_UP},
		{YD_PANE_TEXT, "Ctrl-f PgDn", YD_DO_PAGE_DOWN},
		{YD_PANE_TEXT, "Ctrl-b PgUp", YD_DO_PAGE_UP},
		{YD_PANE_TEXT, "g Home", YD_DO_FIRST},
		{YD_PANE_TEXT, "G End", YD_DO_LAST},
		{YD_PANE_REGIONS, "Tab", YD_DO_FOCUS_NEXT},
		{YD_PANE_REGIONS, "Shift-Tab", YD_DO_FOCUS_PREVIOUS},
		{YD_PANE_OUTLINE, "h Left", YD_DO_FOCUS_LEFT},
		{YD_PANE_OUTLINE, "l Right", YD_DO_FOCUS_RIGHT},
		{YD_PANE_REGIONS, "Enter", YD_DO_OPEN},
		{YD_PANE_OUTLINE, "Space", YD_DO_FOLD},
		{YD_PANE_TEXT, "/", YD_DO_SEARCH},
		{YD_PANE_TEXT, "n", YD_DO_NEXT_HIT},
		{YD_PANE_TEXT, "N", YD_DO_PREVIOUS_HIT},
		{YD_PANE_TEXT, "t", YD_DO_THEMES},
		{YD_PANE_TEXT, "T", YD_DO_CLEAR_FILTER},
		{YD_PANE_THEMES, "Space", YD_DO_PICK},
		{YD_PANE_THEMES, "Enter", YD_DO_APPLY},
		{YD_PANE_THEMES, "&", YD_DO_ANY_ALL},
		{YD_PANE_TEXT, "b", YD_DO_BOOKMARK},
		{YD_PANE_REGIONS, "B", YD_DO_BOOKMARKS},
		{YD_PANE_BOOKMARKS, "Enter", YD_DO_OPEN},
		{YD_PANE_BOOKMARKS, "d", YD_DO_REMOVE},
		{YD_PANE_BOOKMARKS, "u", YD_DO_UNDO},
		{YD_PANE_REGIONS, "z", YD_DO_ZOOM},
		{YD_PANE_OUTLINE, "]", YD_DO_NEXT_CLAUSE},
		{YD_PANE_REGIONS, "[", YD_DO_PREVIOUS_CLAUSE},
		{YD_PANE_TEXT, "u", YD_DO_UNDO},
		{YD_PANE_HELP, ":", YD_DO_COMMAND},
		{YD_PANE_WELCOME, "?", YD_DO_HELP},
		{YD_PANE_TEXT, "Ctrl-l", YD_DO_REDRAW},
		{YD_PANE_HELP, "q", YD_DO_LEAVE},
		{YD_PANE_THEMES, "Esc", YD_DO_CANCEL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const char *rest = wanted[i].keys;
		yd_str name;
		while (next_name(&rest, &name))
			assert_int_equal(yd_action_of_key(wanted[i].pane, yd_key_parse(name)),
				wanted[i].action);
	}
}

static void commands_are_found_by_unambiguous_beginnings(void **state)
{
	bool several;
	(void)state;
	assert_int_equal(yd_action_of_name(YD_STR("quit"), &several), YD_DO_QUIT);
	assert_int_equal(yd_action_of_name(YD_STR("q"), &several), YD_DO_QUIT);
	/* A whole name wins over longer ones that begin with it. */
	assert_int_equal(yd_action_of_name(YD_STR("bookmark"), &several), YD_DO_BOOKMARK);
	assert_false(several);
	assert_int_equal(yd_action_of_name(YD_STR("bookm"), &several), YD_DO_NOTHING);
	assert_true(several);
	assert_int_equal(yd_action_of_name(YD_STR(""), &several), YD_DO_NOTHING);
	assert_int_equal(yd_action_of_name(YD_STR("nonsense"), &several), YD_DO_NOTHING);
	assert_false(several);
	for (size_t i = 0; i < ROWS; i++) {
		yd_str name = yd_str_of(yd_action_table[i].name);
		assert_int_equal(yd_action_of_name(name, &several), yd_action_table[i].action);
		/* What begins with a digit or beyond ASCII goes to a clause. */
		assert_true(name.ptr[0] >= 'a' && name.ptr[0] <= 'z');
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_action_has_one_row_and_says_what_it_does),
		cmocka_unit_test(no_key_is_bound_twice_in_one_pane),
		cmocka_unit_test(keys_are_written_as_they_are_read),
		cmocka_unit_test(the_keys_of_the_contract_are_there),
		cmocka_unit_test(commands_are_found_by_unambiguous_beginnings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
