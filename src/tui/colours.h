/* colours.h: how each style looks on this terminal. Names and values are those of colour.h and yd_style_table. */
#ifndef TUI_COLOURS_H
#define TUI_COLOURS_H

#include "pen.h"

#include <yaodian/view.h>

/*
 * Fits the theme, and what the user said of single styles, to a terminal. Colours it does not have become the nearest; with
 * NO_COLOR, in the theme without colours, or where there are none, attributes alone tell things apart. `browser` may be
 * NULL: nothing was said.
 */
void yd_colours_begin(const yd_caps *caps, yd_browser *browser);
yd_paint yd_colours_of(yd_style style);

#endif
