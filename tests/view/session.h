/*
 * session.h: a browser over a library of invented plans, driven by keys without a terminal.
 */
#ifndef TESTS_VIEW_SESSION_H
#define TESTS_VIEW_SESSION_H

#include "../../src/view/browser.h"
#include "../library/fixture.h"
#include "../text/random_text.h"

typedef struct session {
	fixture f;
	yd_browser *browser;
} session;

/* A library with nothing in it, and no browser yet. */
void session_open(session *s);
/* Imports a text; region and year as given on the command line (NULL, 0: nothing said). Returns its id. */
int64_t session_put(session *s, const char *name, const char *region, int year, const char *text);
/* Imports a plan whose lines are told as in plan_text(). */
int64_t session_plan(session *s, const char *name, const char *region, int year, const char *title, const char *lines);
/* Six plans: 示例省 2024 (A), 示例省/云水市 2024 (B and C), 2023 (D), unknown region (E), unknown year (F). */
void session_put_six(session *s);
/* A plan of random text in an outline of random depth. */
int64_t session_put_random(session *s, random_source *random, size_t number);
/* Begins a browser with panes of 40 columns and 20 rows. */
void session_begin(session *s);
/* Ends it and begins another, as a restart of the program does. */
void session_restart(session *s);
void session_close(session *s);

/* Types keys: characters as they are, others as <Enter>, <Ctrl-d>. */
void press(session *s, const char *keys);
/* Ticks until the worker has nothing more to tell. */
void wait_for_worker(session *s);
/* Text of row `y` of a pane; of the last line. free(). */
char *pane_text(session *s, yd_pane pane, size_t y);
char *last_line(session *s);
/* Is there a row with that text in a pane? */
bool pane_shows(session *s, yd_pane pane, const char *text);
void check_last_line(session *s, const char *has);
/* Title of the open document, and of the unit the reader is at. */
const char *open_title(session *s);
/* free() */
char *unit_title(session *s);

void check_at(session *s, const char *title);

void type_and_wait(session *s, const char *keys);
size_t hit_count(const session *s);
/* Title of the unit of a hit. free() */
char *hit_title(session *s, size_t number);

/* Where the reader is. */
typedef struct reader_place {
	int64_t doc;
	size_t unit, scope;
	yd_text_at eye;
	yd_pane focus;
	bool zoomed;
	yd_doc tree; /* what the cursor of the tree stands on */
	size_t outline;
} reader_place;

reader_place place_of(session *s);
void check_same_place(const reader_place *a, const reader_place *b);

/* cmocka set-up and tear-down: *state is a session with the six plans and a browser. */
int set_up_six(void **state);
int tear_down(void **state);

#endif
