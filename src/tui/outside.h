/* outside.h: what the browser asks for that happens outside of it (requests in view.h). */
#ifndef TUI_OUTSIDE_H
#define TUI_OUTSIDE_H

#include <yaodian/view.h>

/* Tells the browser about the environment; before the first key. */
void yd_outside_begin(yd_browser *browser);
/* Does what the last key asked for, and tells the browser how it went. Returns the signal that ended the program
 * meanwhile, or 0. */
int yd_outside_do(yd_browser *browser);

/* editor.c: the same for YD_REQUEST_EDIT. */
int yd_outside_edit(yd_browser *browser, const yd_request *request);

#endif
