/* terminfo.h: the terminal's description as ncurses reads it. In a room of its own, since <term.h> takes words such as
 * `columns` and `lines` for macros. */
#ifndef TUI_TERMINFO_H
#define TUI_TERMINFO_H

#include <yaodian/base.h>

/* False: there is no description of `term`. */
bool yd_terminfo_open(const char *term);
void yd_terminfo_close(void);
/* By terminfo names: "cup", "am", "cols". A string is without padding, which the terminals of today do not need, and owned
 * by the caller; NULL: there is none. A number that is not there is 0. */
char *yd_terminfo_string(const char *name);
bool yd_terminfo_flag(const char *name);
int yd_terminfo_number(const char *name);
/* A string with its parameters put in; borrowed until the next call. */
const char *yd_terminfo_with(const char *sequence, size_t a, size_t b);

#endif
