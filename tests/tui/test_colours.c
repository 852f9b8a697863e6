/* Colours that can be read on light and on dark, on every kind of terminal. */
#include "../../src/tui/colours.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { BLACK = 0x000000, WHITE = 0xFFFFFF, DIRECT = 1 << 24 };
static const int kinds[] = {8, 16, 256, DIRECT};

static yd_caps caps_of(int colours)
{
	return (yd_caps){.colours = colours, .attributes = (1 << YD_ATTRIBUTES) - 1};
}

/* Red, green and blue as xterm shows it. */
static int rgb_of(int colour)
{
	static const int sixteen[16] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD,
		0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF,
		0x00FFFF, 0xFFFFFF};
	int steps[6] = {0, 95, 135, 175, 215, 255};
	if (colour >= YD_COLOUR_RGB)
		return colour - YD_COLOUR_RGB;
	if (colour < 16)
		return sixteen[colour];
	if (colour >= 232)
		return (8 + 10 * (colour - 232)) * 0x010101;
	colour -= 16;
	return steps[colour / 36] << 16 | steps[colour / 6 % 6] << 8 | steps[colour % 6];
}

static double part(int value)
{
	double x = value / 255.0;
	return x <= 0.03928 ? x / 12.92 : pow((x + 0.055) / 1.055, 2.4);
}

/* Relative luminance and contrast, as WCAG 2.1 defines them. */
static double luminance(int rgb)
{
	return 0.2126 * part(rgb >> 16) + 0.7152 * part(rgb >> 8 & 255) + 0.0722 * part(rgb & 255);
}

static double contrast(int a, int b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
	return x > y ? x / y : y / x;
}

static void every_colour_stands_out_on_black_and_on_white(void **state)
{
	(void)state;
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		yd_caps caps = caps_of(kinds[kind]);
		yd_colours_begin(&caps, NULL);
		double least = kinds[kind] >= 256 ? 3.8 : 3;
		for (int style = 0; style < YD_STYLE_COUNT; style++) {
			yd_paint look = yd_colours_of((yd_style)style);
			if (look.fg == YD_COLOUR_DEFAULT) {
				assert_int_equal(look.bg, YD_COLOUR_DEFAULT);
			} else if (look.bg == YD_COLOUR_DEFAULT) {
				assert_true(contrast(rgb_of(look.fg), BLACK) >= least);
				assert_true(contrast(rgb_of(look.fg), WHITE) >= least);
			} else {
				assert_true(contrast(rgb_of(look.fg), rgb_of(look.bg)) >= 4.5);
			}
			assert_true(kinds[kind] != 8 || (look.fg < 8 && look.bg < 8));
			assert_true(kinds[kind] == DIRECT || look.fg < YD_COLOUR_RGB);
		}
	}
}

static void focus_and_cursor_are_told_without_colour_or_weight(void **state)
{
	(void)state;
	static const yd_style told[] = {YD_STYLE_TITLE_FOCUS, YD_STYLE_CURSOR};
	for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
		yd_caps caps = caps_of(kinds[kind]);
		yd_colours_begin(&caps, NULL);
		for (size_t i = 0; i < sizeof told / sizeof *told; i++)
			assert_true(yd_colours_of(told[i]).attributes & YD_ATTR_REVERSE);
		assert_false(yd_colours_of(YD_STYLE_TITLE).attributes & YD_ATTR_REVERSE);
		assert_false(yd_colours_of(YD_STYLE_TEXT).attributes);
	}
}

static void check_no_colour(void)
{
	for (int style = 0; style < YD_STYLE_COUNT; style++) {
		yd_paint look = yd_colours_of((yd_style)style);
		assert_int_equal(look.fg, YD_COLOUR_DEFAULT);
		assert_int_equal(look.bg, YD_COLOUR_DEFAULT);
	}
	/* What is found must still be seen, also in the row of the cursor. */
	assert_true(yd_colours_of(YD_STYLE_MATCH).attributes);
	assert_int_not_equal(yd_colours_of(YD_STYLE_MATCH).attributes,
		yd_colours_of(YD_STYLE_CURSOR).attributes);
}

static void without_colour_attributes_remain(void **state)
{
	(void)state;
	yd_caps none = caps_of(0), many = caps_of(256);
	yd_colours_begin(&none, NULL);
	check_no_colour();
	setenv("NO_COLOR", "1", 1);
	yd_colours_begin(&many, NULL);
	check_no_colour();
	unsetenv("NO_COLOR");
}

/* The Linux console shows underlined and dim text in colours of its own. */
static void attributes_that_colour_excludes_are_left_out(void **state)
{
	(void)state;
	yd_caps caps = caps_of(8);
	caps.attributes_without_colour = YD_ATTR_BOLD;
	yd_colours_begin(&caps, NULL);
	assert_false(yd_colours_of(YD_STYLE_ERROR).attributes & YD_ATTR_BOLD);
	assert_true(yd_colours_of(YD_STYLE_HEADING).attributes & YD_ATTR_BOLD);
	caps.attributes = YD_ATTR_REVERSE;
	yd_colours_begin(&caps, NULL);
	assert_false(yd_colours_of(YD_STYLE_HEADING).attributes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_colour_stands_out_on_black_and_on_white),
		cmocka_unit_test(focus_and_cursor_are_told_without_colour_or_weight),
		cmocka_unit_test(without_colour_attributes_remain),
		cmocka_unit_test(attributes_that_colour_excludes_are_left_out),
	};
	unsetenv("NO_COLOR");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
