/* term_internal.h: shared by term.c (the process and its terminal) and screen.c (what it shows). */
#ifndef E2E_TERM_INTERNAL_H
#define E2E_TERM_INTERNAL_H

#include "term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <vterm.h>

#include <yaodian/base.h>

struct term {
	pid_t pid;
	int master;
	int slave; /* kept open, so that its settings and its unread input can be asked for */
	bool exited, blind, mute;
	int status;
	int rows, columns;
	VTerm *vterm;
	VTermScreen *screen;
	bool cursor_visible, alternate;
	double last_byte;
	yd_buf raw, unseen; /* all that was written; the beginning of a character */
	char verdict[256];
	yd_buf rows_asked[8];
	unsigned next_asked;
};

/* idle.c: milliseconds to wait longer, where it cannot be told for how long the program waits. */
int term_unsure(const term *t);

void term_screen_init(term *t);
void term_screen_free(term *t);
void term_screen_write(term *t, const char *bytes, size_t len);
void term_screen_resize(term *t);

#endif
