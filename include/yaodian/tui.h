/*
 * tui.h: the browser on a terminal.
 *
 * TERM, the size and the locale come from the environment. Colours are left out when NO_COLOR is set and not empty.
 */
#ifndef YAODIAN_TUI_H
#define YAODIAN_TUI_H

#include <yaodian/library.h>

/*
 * Opens the files, shows the browser, and returns when the user leaves. Returns the exit status: 0; 2 when standard
 * input or output is no terminal; 3 when the terminal, the locale or a file cannot be used; the reason is on standard
 * error. The terminal is given back as it was, also on a fatal error and on signals.
 */
int yd_tui_run(const yd_library_options *options);

#endif
