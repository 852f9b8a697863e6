/* child.h: other programs: with the terminal lent to them, or out of sight. */
#ifndef TUI_CHILD_H
#define TUI_CHILD_H

#include <yaodian/base.h>

typedef struct yd_child {
	const char *const *argv; /* NULL-terminated; argv[0] is looked for in PATH */
	int input;               /* descriptor that becomes its standard input; -1: ours */
	bool quiet;              /* its output goes nowhere, and it gets YD_CHILD_PATIENCE */
} yd_child;

enum { YD_CHILD_PATIENCE = 3000 /* milliseconds */ };

typedef struct yd_child_end {
	int error;     /* errno when it could not be started, else 0 */
	int status;    /* exit status; 127: there is no such command */
	int killed_by; /* a signal, or 0 */
	int ended_by;  /* SIGTERM or SIGHUP that came for us meanwhile and was passed on, or 0 */
} yd_child_end;

/*
 * Runs it to its end, as a job of its own, which has the terminal unless it is quiet. Ctrl-C is for it alone; Ctrl-z stops
 * it and us, so that the shell gets its terminal. Unless it is quiet, yd_screen_take_back() comes after it.
 */
yd_child_end yd_child_run(const yd_child *child);
/* "ended with status 3", "was killed (Killed)", "could not be started: …"; appended. Nothing when all is well; false then. */
bool yd_child_failed(const yd_child_end *end, yd_buf *out);
/* A file without a name that holds `text`, at its start, to be read by a child; -1 and errno. So no writer ever waits for a
 * reader that does not read. */
int yd_child_input(yd_str text);

#endif
