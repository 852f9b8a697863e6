/*
 * sandbox.h: a user of one's own for a test: a fresh home, an environment, and the program under test.
 *
 * Everything stands in one new folder, which sandbox_free() takes away. The program is YD_BINARY of the
 * environment (make check sets it), else ./yaodian.
 */
#ifndef E2E_SANDBOX_H
#define E2E_SANDBOX_H

#include "term.h"

#include <yaodian/base.h>

typedef struct sandbox sandbox;

sandbox *sandbox_new(void);
void sandbox_free(sandbox *box);
/* The folder, absolute; "…/NAME" in it with sandbox_path(), borrowed until eight more were asked for. */
const char *sandbox_path(sandbox *box, const char *name);

/* Sets a variable of the environment that programs are started with; NULL takes it out. At first: PATH, HOME and
 * the XDG folders in the sandbox, LANG=C.UTF-8, TERM=xterm-256color, and what sanitizers read. */
void sandbox_env(sandbox *box, const char *name, const char *value);
/* Run with the rights of nobody from now on, who can read and write the sandbox. False when this is not root. */
bool sandbox_become_nobody(sandbox *box);
/* Writes a file in the sandbox, folders made as needed. */
void sandbox_write(sandbox *box, const char *name, const void *bytes, size_t len);
void sandbox_puts(sandbox *box, const char *name, const char *text);
/* A program of the shell with these lines; its path, borrowed as that of sandbox_path(). */
const char *sandbox_script(sandbox *box, const char *name, const char *lines);

/* The browser, or `argv` (after the program's name; NULL-terminated, may be NULL) on a terminal. */
term *sandbox_browse(sandbox *box, int columns, int rows, const char *const *argv);
/* Any program on a terminal. */
term *sandbox_start(sandbox *box, int columns, int rows, const char *const *argv);
/* The same, blind (term.h); argv NULL: the browser. */
term *sandbox_start_blind(sandbox *box, int columns, int rows, const char *const *argv);

/* What later runs without a terminal read from standard input: a file of the sandbox; NULL, as at first: nothing. */
void sandbox_input(sandbox *box, const char *name);
/* Runs the program under test without a terminal: standard input as above, standard output and standard error
 * collected (either may be NULL). Returns the exit status, or 128 and the signal. Fails the test after
 * TERM_PATIENCE. Arguments end with NULL. */
int sandbox_run(sandbox *box, yd_buf *output, yd_buf *errors, ...) __attribute__((sentinel));
/* The same, and fails the test when the exit status is not 0. */
void sandbox_must(sandbox *box, ...) __attribute__((sentinel));
/* Both with the arguments in a list that ends with NULL. */
int sandbox_run_list(sandbox *box, yd_buf *output, yd_buf *errors, const char *const *args);
void sandbox_must_list(sandbox *box, const char *const *args);
/* Imports every *.txt of a folder with one command. */
void sandbox_import(sandbox *box, const char *folder);

/* data/samples of the source tree; NULL when they are not there. */
const char *samples_folder(void);
/* The five real documents, when YD_SHARED or ../shared has them; else NULL, and says that it is skipped. */
const char *corpus_folder(void);
/* Whether the program was built with sanitizers, which take memory of their own. */
bool is_sanitized(void);

#endif
