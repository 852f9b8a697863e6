/* Settings and colours: the values they take, and those they do not. */
#include <yaodian/colour.h>
#include <yaodian/settings.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static char *value_of(const yd_settings *settings, const yd_setting_row *row)
{
	yd_buf out = {0};
	yd_settings_get(settings, row, &out);
	return yd_buf_take(&out);
}

static void initial_values_are_values_and_written_as_they_are_read(void **state)
{
	yd_settings settings;
	(void)state;
	yd_settings_init(&settings);
	for (const yd_setting_row *row = yd_setting_table; row->name; row++) {
		char *value = value_of(&settings, row);
		assert_string_equal(value, row->initial);
		free(value);
		assert_true(strlen(row->help) > 4 && *row->group);
		assert_ptr_equal(yd_setting_find(yd_str_of(row->name)), row);
		for (const char *c = row->name; *c; c++)
			assert_true((*c >= 'a' && *c <= 'z') || *c == '-');
	}
	assert_int_equal(settings.changes, 0);
	assert_int_equal(settings.text_width, 84);
	assert_true(settings.center);
	yd_settings_free(&settings);
}

static void names_may_be_written_with_underscores(void **state)
{
	(void)state;
	assert_non_null(yd_setting_find(YD_STR("text_width")));
	assert_null(yd_setting_find(YD_STR("text")));
	assert_null(yd_setting_find(YD_STR("")));
	assert_null(yd_setting_find(YD_STR("Text-Width")));
}

static void values_that_are_none_change_nothing(void **state)
{
	static const struct {
		const char *name, *good, *bad;
	} cases[] = {
		{"center", "off", "perhaps"},
		{"center", "false", ""},
		{"text-width", "0", "-1"},
		{"text-width", "1000", "1001"},
		{"text-width", "60", "99999999999999999999999999"},
		{"text-width", "7", "7 columns"},
		{"script", "traditional", "big5"},
		{"citation", "gbt7714-2015", "gbt7714"},
		{"script", "simplified", "simplified traditional"},
	};
	yd_settings settings;
	(void)state;
	yd_settings_init(&settings);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const yd_setting_row *row = yd_setting_find(yd_str_of(cases[i].name));
		yd_error err = {0};
		assert_int_equal(
			yd_settings_set(&settings, row, yd_str_of(cases[i].good), &err), YD_OK);
		char *before = value_of(&settings, row);
		unsigned changes = settings.changes;
		assert_int_equal(
			yd_settings_set(&settings, row, yd_str_of(cases[i].bad), &err), YD_INVALID);
		assert_non_null(strstr(err.text, cases[i].name));
		char *after = value_of(&settings, row);
		assert_string_equal(before, after);
		assert_int_equal(settings.changes, changes);
		free(before);
		free(after);
	}
	yd_settings_free(&settings);
}

static void text_may_stand_in_quotes(void **state)
{
	yd_settings settings;
	const yd_setting_row *row = yd_setting_find(YD_STR("editor"));
	(void)state;
	yd_settings_init(&settings);
	assert_string_equal(settings.editor, "");
	yd_settings_set(&settings, row, YD_STR("\"vim -c 'set tw=0'\""), NULL);
	assert_string_equal(settings.editor, "vim -c 'set tw=0'");
	yd_settings_set(&settings, row, YD_STR("nano -w"), NULL);
	assert_string_equal(settings.editor, "nano -w");
	yd_settings_free(&settings);
}

static void names_and_values_are_parted_by_space_or_sign(void **state)
{
	static const struct {
		const char *line, *name, *value;
	} cases[] = {
		{"center no", "center", "no"},
		{"center=no", "center", "no"},
		{"  center =  no ", "center", "no"},
		{"editor vim -c a=b", "editor", "vim -c a=b"},
		{"editor =", "editor", ""},
		{"editor", "editor", NULL},
	};
	yd_str name, value;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(yd_setting_split(yd_str_of(cases[i].line), &name, &value));
		assert_true(yd_str_equal(name, yd_str_of(cases[i].name)));
		assert_int_equal(value.ptr != NULL, cases[i].value != NULL);
		assert_true(yd_str_equal(value, yd_str_of(cases[i].value)));
	}
	assert_false(yd_setting_split(YD_STR("  "), &name, &value));
	assert_false(yd_setting_split(YD_STR("= no"), &name, &value));
}

static void colours_have_names_numbers_and_hex_digits(void **state)
{
	static const struct {
		const char *name;
		yd_colour colour;
	} cases[] = {
		{"default", YD_COLOUR_DEFAULT},
		{"black", 0},
		{"white", 7},
		{"bright-black", 8},
		{"bright-white", 15},
		{"color0", 0},
		{"color255", 255},
		{"208", 208},
		{"#ff8000", YD_COLOUR_RGB + 0xFF8000},
		{"#FF8000", YD_COLOUR_RGB + 0xFF8000},
	};
	static const char *const none[] = {"", "purple", "256", "color256", "color", "-1", "#ff",
		"#ff80001", "#gg0000", "Red"};
	yd_colour colour;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(yd_colour_parse(yd_str_of(cases[i].name), &colour));
		assert_int_equal(colour, cases[i].colour);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (yd_colour_parse(yd_str_of(none[i]), &colour))
			fail_msg("%s was taken for a colour", none[i]);
}

static void a_paint_is_two_colours_and_attributes(void **state)
{
	yd_paint paint = {1, 2, 3};
	yd_error err;
	(void)state;
	assert_int_equal(yd_paint_parse(YD_STR("red default bold underline"), &paint, &err), YD_OK);
	assert_int_equal(paint.fg, 1);
	assert_int_equal(paint.bg, YD_COLOUR_DEFAULT);
	assert_int_equal(paint.attributes, YD_ATTR_BOLD | YD_ATTR_UNDERLINE);
	assert_int_equal(yd_paint_parse(YD_STR("4 7 normal"), &paint, &err), YD_OK);
	assert_int_equal(paint.attributes, 0);
	static const char *const none[] = {"", "red", "purple default", "red purple",
		"red default italic", "red default bold bald"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_int_equal(yd_paint_parse(yd_str_of(none[i]), &paint, &err), YD_INVALID);
		assert_int_equal(paint.fg, 4);
	}
	assert_non_null(strstr(err.text, "bald"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(initial_values_are_values_and_written_as_they_are_read),
		cmocka_unit_test(names_may_be_written_with_underscores),
		cmocka_unit_test(values_that_are_none_change_nothing),
		cmocka_unit_test(text_may_stand_in_quotes),
		cmocka_unit_test(names_and_values_are_parted_by_space_or_sign),
		cmocka_unit_test(colours_have_names_numbers_and_hex_digits),
		cmocka_unit_test(a_paint_is_two_colours_and_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
