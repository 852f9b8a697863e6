/*
 * site.h: the web site of these tests on a server of its own, and a user beside it.
 *
 *   /plan and whatever else      the plan of run.h
 *   /number/N                    another plan for each N
 *   /gzip /gb18030               the plan, packed; in another encoding, which only the server tells
 *   /bomb /endless /huge         too large: when unpacked, without end, as announced
 *   /dripping /hanging           a byte now and then; nothing
 *   /meet/N                      waits until two are asked for
 *   /tagged /dated               304 by ETag, by date; /tagged changes when it is asked for the third time
 *   /changing                    another plan each time
 *   /counter /twin/a /twin/b     counts its readers; the same plan, until a is asked for again
 *   /going                       410 the second time
 *   /to/WHERE /cookie            redirects: plan changing circle file ftp user private, or a number that counts up
 *   /status/NNN                  that status
 *   /private/                    what robots.txt forbids
 */
#ifndef TESTS_CLI_SITE_H
#define TESTS_CLI_SITE_H

#include "run.h"
#include "server.h"

#define TITLE "云水市教育局2024年工作要点"

typedef struct scene {
	run *run;
	struct server *server;
} scene;

/* cmocka's setup and teardown; no pauses between requests. */
int scene_begin(void **state);
int scene_end(void **state);

#define IMPORT(s, path) RUN((s)->run, "import", server_url((s)->server, path))

void site_reply_plan(exchange *x, const char *headers);

#endif
