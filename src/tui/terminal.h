/* terminal.h: may the browser run here? */
#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H

/*
 * Standard input and output are a terminal (else 2), the locale is UTF-8 or can be made so, TERM is set (else 3). Returns 0 or the exit status; the reason is then on standard error.
 */
int yd_terminal_check(void);
/* Says `format` with `about` for its %s; returns 3. */
int yd_terminal_complain(const char *format, const char *about);

#endif
