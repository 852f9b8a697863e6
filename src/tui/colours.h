/* colours.h: the one table of colours. */
#ifndef TUI_COLOURS_H
#define TUI_COLOURS_H

#include <yaodian/view.h>

#include <ncurses.h>

/* Call once curses is set up. Without colours, or with NO_COLOR, attributes alone tell things apart. */
void yd_colours_begin(void);
/* Attributes with the colour pair of a style. */
attr_t yd_colours_of(yd_style style, short *pair);

#endif
