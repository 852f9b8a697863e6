/*
 * run.h: running commands and looking at what they wrote.
 */
#ifndef TESTS_CLI_RUN_H
#define TESTS_CLI_RUN_H

#include "../e2e/sandbox.h"

typedef struct run {
	sandbox *box;
	int status;
	yd_buf out, err; /* NUL-terminated */
} run;

/* cmocka's setup and teardown: *state is a run in a fresh sandbox. */
int run_begin(void **state);
int run_end(void **state);

/* Forgets what the last command wrote. */
yd_buf *run_clear(yd_buf *buf);
/* RUN(r, "list", "--json"): runs `yaodian list --json` without a terminal. */
#define RUN(r, ...)                                                                                \
	((r)->status = sandbox_run((r)->box, run_clear(&(r)->out), run_clear(&(r)->err), __VA_ARGS__, NULL))

/* Fail the test with everything the command wrote. */
void run_expect_status(run *r, int status, const char *file, int line);
void run_expect_text(run *r, const yd_buf *buf, const char *text, bool there, const char *file, int line);
#define EXPECT_STATUS(r, code) run_expect_status((r), (code), __FILE__, __LINE__)
#define EXPECT_OUT(r, text) run_expect_text((r), &(r)->out, (text), true, __FILE__, __LINE__)
#define EXPECT_NOT_OUT(r, text) run_expect_text((r), &(r)->out, (text), false, __FILE__, __LINE__)
#define EXPECT_ERR(r, text) run_expect_text((r), &(r)->err, (text), true, __FILE__, __LINE__)
#define EXPECT_NOT_ERR(r, text) run_expect_text((r), &(r)->err, (text), false, __FILE__, __LINE__)

/* Every line of standard output is a JSON object in valid UTF-8; fails the test otherwise. Returns how many. */
size_t run_check_json(run *r);
size_t run_lines(const yd_buf *buf);
/* The reference in the last line of `imported REF …` and the like, or of list. Borrowed until the next call. */
const char *run_ref(run *r);

/* A plan for an invented place, imported as plan.txt of the sandbox; its reference, borrowed as above. */
extern const char run_plan[];
const char *run_import_plan(run *r);

#endif
