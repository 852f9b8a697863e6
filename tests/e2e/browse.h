/*
 * browse.h: what tests of the browser begin and end with.
 */
#ifndef E2E_BROWSE_H
#define E2E_BROWSE_H

#include "sandbox.h"
#include "term_internal.h"

/* cmocka set-up and tear-down: *state is a sandbox; with the samples imported. Skips nothing: no samples is a failure. */
int open_sandbox(void **state);
int open_samples(void **state);
int close_sandbox(void **state);
#define with_sandbox(test) cmocka_unit_test_setup_teardown(test, open_sandbox, close_sandbox)
#define with_samples(test) cmocka_unit_test_setup_teardown(test, open_samples, close_sandbox)

/* Makes the UTF-8 locale of that name in the sandbox and lets programs find it. Where it cannot be made the test is
 * skipped, and says so; in CI that is a failure. */
void make_locale(sandbox *box, const char *name);
/* The browser on a terminal of that size, at rest. */
term *open_browser(sandbox *box, int columns, int rows);
/* Leaves with `q`, however deep it is, and checks that it ends with status 0; frees. */
void leave_browser(term *t);
/* A row's columns where a vertical border stands in every row from `first` to `last`; returns how many, at most
 * 8, in `columns`. */
int borders(term *t, int first, int last, int columns[8]);
/* The last row that is not empty. */
int status_row(term *t);
/* The whole screen, each row ended by '\n'. free(). */
char *screen_text(term *t);
/* The same with the attributes of every cell, for comparing. free(). */
char *screen_image(term *t);
/* Draws the screen anew (Ctrl-l) and fails when anything changes by it: what was shown was not what should be.
 * Before that an Esc takes a message away. */
void check_redraw_changes_nothing(term *t);
/* The last row: where the reader is, or a message. Borrowed like term_row(). */
const char *status_text(term *t);
/* Moves the focus to the text, from whatever pane it is in. */
void focus_text(term *t);
/* Types a line after `:` and Enter. */
void run_command(term *t, const char *line);
/* To a document or unit by its reference. */
void go_to(term *t, const char *ref);
/* Types `key` `times` times at once and waits for the end of it. */
void press_times(term *t, const char *key, int times);
/* Column of a command's `--json` line: the text after `"name":"`, or the number after `"name":`, up to its end.
 * Of the first line that holds `with`. false when there is none. */
bool json_field(const yd_buf *lines, const char *with, const char *name, char *out, size_t size);
/* The reference of the document whose title holds `title`. Fails the test when there is none. */
void ref_of(sandbox *box, const char *title, char out[32]);
/* Presses `key` until the screen shows `text`, at most `times`; fails then. */
void press_until(term *t, const char *key, const char *text, int times);
/* A browser with the text of that document, at the clause with that number. */
term *open_at(sandbox *box, int columns, int rows, const char *title, const char *number);

#endif
