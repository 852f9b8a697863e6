#include "colours.h"

#include <stdlib.h>

enum { NONE = -1 };

/*
 * A style in colour, and without. The background is the terminal's own and the colours are the
 * eight that every palette has, so that light and dark screens both stay readable; nothing depends
 * on colour alone.
 */
static const struct {
	const char *name;
	short fg, bg;
	attr_t attributes, mono;
} styles[YD_STYLE_COUNT] = {
	[YD_STYLE_TEXT] = {"text", NONE, NONE, A_NORMAL, A_NORMAL},
	[YD_STYLE_DIM] = {"dim", NONE, NONE, A_DIM, A_DIM},
	[YD_STYLE_TITLE] = {"title", NONE, NONE, A_UNDERLINE, A_UNDERLINE},
	[YD_STYLE_TITLE_FOCUS] = {"title-focus", NONE, NONE, A_REVERSE | A_BOLD,
		A_REVERSE | A_BOLD},
	[YD_STYLE_BORDER] = {"border", NONE, NONE, A_NORMAL, A_NORMAL},
	[YD_STYLE_HEADING] = {"heading", NONE, NONE, A_BOLD, A_BOLD},
	[YD_STYLE_MARK] = {"mark", COLOR_CYAN, NONE, A_NORMAL, A_NORMAL},
	[YD_STYLE_THEME] = {"theme", COLOR_GREEN, NONE, A_NORMAL, A_NORMAL},
	[YD_STYLE_BOOKMARK] = {"bookmark", COLOR_YELLOW, NONE, A_BOLD, A_BOLD},
	[YD_STYLE_MATCH] = {"match", COLOR_BLACK, COLOR_YELLOW, A_NORMAL, A_REVERSE | A_UNDERLINE},
	[YD_STYLE_CURSOR] = {"cursor", NONE, NONE, A_REVERSE, A_REVERSE},
	[YD_STYLE_STATUS] = {"status", NONE, NONE, A_REVERSE, A_REVERSE},
	[YD_STYLE_KEY] = {"key", NONE, NONE, A_BOLD, A_BOLD},
	[YD_STYLE_MESSAGE] = {"message", NONE, NONE, A_NORMAL, A_NORMAL},
	[YD_STYLE_ERROR] = {"error", COLOR_RED, NONE, A_BOLD, A_BOLD},
};

static bool in_colour;

void yd_colours_begin(void)
{
	const char *no_color = getenv("NO_COLOR");
	in_colour = has_colors() && !(no_color && *no_color) && start_color() == OK;
	if (!in_colour)
		return;
	bool own_background = use_default_colors() == OK;
	for (short i = 0; i < YD_STYLE_COUNT; i++) {
		short fg = styles[i].fg, bg = styles[i].bg;
		if (!own_background && fg == NONE)
			fg = COLOR_WHITE;
		if (!own_background && bg == NONE)
			bg = COLOR_BLACK;
		if (styles[i].fg != NONE)
			init_pair((short)(i + 1), fg, bg);
	}
}

attr_t yd_colours_of(yd_style style, short *pair)
{
	*pair = in_colour && styles[style].fg != NONE ? (short)(style + 1) : 0;
	return in_colour ? styles[style].attributes : styles[style].mono;
}
