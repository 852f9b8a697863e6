/* The one table of colours. */
#include "colours.h"

#include <stdlib.h>

enum { NONE = YD_COLOUR_DEFAULT };

/*
 * A style on terminals of 256 colours and more, on those of 8 and 16, and without colour. The
 * background is the terminal's own, which may be light or dark: the colours of the palette of 256
 * have a contrast of 3.8 or more to white and to black (WCAG 2.1 asks for 3 where text is strong or
 * the colour says nothing that the text does not), and of the eight only red and magenta have. What
 * has the focus and where the cursor is, reversing tells, and a sign.
 */
typedef struct style_row {
	int fg, bg, fg8, bg8;
	unsigned attributes, mono;
} style_row;

static const style_row calm[YD_STYLE_COUNT] = {
	[YD_STYLE_TEXT] = {NONE, NONE, NONE, NONE, 0, 0},
	[YD_STYLE_DIM] = {NONE, NONE, NONE, NONE, YD_ATTR_DIM, YD_ATTR_DIM},
	[YD_STYLE_TITLE] = {NONE, NONE, NONE, NONE, YD_ATTR_UNDERLINE, YD_ATTR_UNDERLINE},
	[YD_STYLE_TITLE_FOCUS] = {NONE, NONE, NONE, NONE, YD_ATTR_REVERSE | YD_ATTR_BOLD,
		YD_ATTR_REVERSE | YD_ATTR_BOLD},
	[YD_STYLE_BORDER] = {NONE, NONE, NONE, NONE, 0, 0},
	[YD_STYLE_HEADING] = {NONE, NONE, NONE, NONE, YD_ATTR_BOLD, YD_ATTR_BOLD},
	[YD_STYLE_MARK] = {5, NONE, 5, NONE, 0, 0},
	[YD_STYLE_THEME] = {NONE, NONE, NONE, NONE, 0, 0},
	[YD_STYLE_BOOKMARK] = {130, NONE, 5, NONE, YD_ATTR_BOLD, YD_ATTR_BOLD},
	[YD_STYLE_MATCH] = {0, 3, 0, 3, 0, YD_ATTR_REVERSE | YD_ATTR_UNDERLINE},
	[YD_STYLE_CURSOR] = {NONE, NONE, NONE, NONE, YD_ATTR_REVERSE, YD_ATTR_REVERSE},
	[YD_STYLE_STATUS] = {NONE, NONE, NONE, NONE, YD_ATTR_REVERSE, YD_ATTR_REVERSE},
	[YD_STYLE_KEY] = {NONE, NONE, NONE, NONE, YD_ATTR_BOLD, YD_ATTR_BOLD},
	[YD_STYLE_MESSAGE] = {NONE, NONE, NONE, NONE, 0, 0},
	[YD_STYLE_ERROR] = {160, NONE, 1, NONE, YD_ATTR_BOLD, YD_ATTR_BOLD},
};

static yd_paint looks[YD_STYLE_COUNT];

/* ---- what the terminal can show ---- */

/* Red, green and blue of the palette of 256, as xterm has it. */
static int rgb_of(int colour)
{
	static const int sixteen[16] = {0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD,
		0x00CDCD, 0xE5E5E5, 0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF,
		0x00FFFF, 0xFFFFFF};
	static const int steps[6] = {0, 95, 135, 175, 215, 255};
	if (colour >= YD_COLOUR_RGB)
		return colour - YD_COLOUR_RGB;
	if (colour < 16)
		return sixteen[colour];
	if (colour >= 232)
		return (8 + 10 * (colour - 232)) * 0x010101;
	colour -= 16;
	return steps[colour / 36] << 16 | steps[colour / 6 % 6] << 8 | steps[colour % 6];
}

static int distance(int a, int b)
{
	int red = (a >> 16) - (b >> 16), green = (a >> 8 & 255) - (b >> 8 & 255),
	    blue = (a & 255) - (b & 255);
	return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

/* The nearest colour among those of the palette from `from` up to `to`. */
static int nearest(int colour, int from, int to)
{
	int best = from;
	for (int i = from; i < to; i++)
		if (distance(rgb_of(i), rgb_of(colour)) < distance(rgb_of(best), rgb_of(colour)))
			best = i;
	return best;
}

static int fit_colour(int colour, int colours)
{
	if (colour == YD_COLOUR_DEFAULT)
		return colour;
	if (colours > 256)
		return colour < 8 || colour >= YD_COLOUR_RGB ? colour
							     : YD_COLOUR_RGB + rgb_of(colour);
	if (colours == 256)
		return colour >= YD_COLOUR_RGB ? nearest(colour, 16, 256) : colour;
	return colour < colours ? colour : nearest(colour, 0, colours >= 16 ? 16 : 8);
}

static yd_paint fit(yd_paint look, const yd_caps *caps)
{
	look.attributes &= caps->attributes;
	look.fg = fit_colour(look.fg, caps->colours);
	look.bg = fit_colour(look.bg, caps->colours);
	if (look.fg != YD_COLOUR_DEFAULT || look.bg != YD_COLOUR_DEFAULT)
		look.attributes &= ~caps->attributes_without_colour;
	return look;
}

/* Of a style, before it is fitted. */
static yd_paint choose(
	yd_style style, bool in_colour, const yd_caps *caps, const yd_browser *browser)
{
	const style_row *row = &calm[style];
	const yd_paint *wanted = browser ? yd_browser_paint(browser, style) : NULL;
	bool few = caps->colours < 256;
	if (wanted && in_colour)
		return *wanted;
	if (wanted)
		return (yd_paint){NONE, NONE, wanted->attributes};
	if (!in_colour)
		return (yd_paint){NONE, NONE, row->mono};
	return (yd_paint){few ? row->fg8 : row->fg, few ? row->bg8 : row->bg, row->attributes};
}

void yd_colours_begin(const yd_caps *caps, yd_browser *browser)
{
	const char *no_color = getenv("NO_COLOR");
	bool mono = browser && yd_browser_settings(browser)->color_theme == YD_THEME_MONO;
	bool in_colour = caps->colours >= 8 && !mono && !(no_color && *no_color);
	for (int i = 0; i < YD_STYLE_COUNT; i++)
		looks[i] = fit(choose((yd_style)i, in_colour, caps, browser), caps);
}

yd_paint yd_colours_of(yd_style style)
{
	return looks[style];
}
