/*
 * colour.h: how colours are written in the configuration (`color STYLE FG BG ATTR…`), and what that means. Knows no
 * terminal: src/tui/colours.c turns a yd_paint into what this one has.
 */
#ifndef YAODIAN_COLOUR_H
#define YAODIAN_COLOUR_H

#include <yaodian/base.h>

/* YD_COLOUR_DEFAULT (the terminal's own), 0 to 255 of the palette, or YD_COLOUR_RGB + 0xRRGGBB. */
typedef int32_t yd_colour;
enum { YD_COLOUR_DEFAULT = -1, YD_COLOUR_RGB = 1 << 24 };

/* No italics: terminals slant Chinese characters, or draw them anew, badly. */
enum { YD_ATTR_BOLD = 1, YD_ATTR_DIM = 2, YD_ATTR_UNDERLINE = 4, YD_ATTR_REVERSE = 8 };

/* How a style is drawn. */
typedef struct yd_paint {
	yd_colour fg, bg;
	unsigned attributes; /* YD_ATTR_… */
} yd_paint;

/* Names for the manual and for completion; ended by NULL. Further colours are color0 to color255, or just the number,
 * and #rrggbb. */
extern const char *const yd_colour_names[];    /* default, then the 16 colours in the order of the palette */
extern const char *const yd_attribute_names[]; /* normal, bold, dim, underline, reverse */

bool yd_colour_parse(yd_str name, yd_colour *out);
bool yd_attribute_parse(yd_str name, unsigned *out);
/* "FG BG ATTR…", parted by white space. YD_INVALID: says which word is wrong. */
yd_status yd_paint_parse(yd_str words, yd_paint *out, yd_error *err);

#endif
