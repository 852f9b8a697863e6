/*
 * server.h: a web server on loopback for tests: a thread a connection, one request each, answers as the test's handler
 * gives them.
 */
#ifndef TESTS_CLI_SERVER_H
#define TESTS_CLI_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <yaodian/base.h>

struct server;

typedef struct exchange {
	struct server *server;
	int fd;
	char path[512];
	char head[8192]; /* the request as it came */
	unsigned nth;    /* how often this path was asked for, with this time */
	bool answered;   /* not under way any more; the server's */
} exchange;

typedef void (*server_handler)(exchange *x);

struct server *server_new(server_handler handler);
void server_free(struct server *server);
/* "http://127.0.0.1:PORT" and the path; borrowed, one of the last eight. */
const char *server_url(struct server *server, const char *path);
unsigned server_port(const struct server *server);
/* How often a path was asked for; of all paths: NULL. */
unsigned server_asked(struct server *server, const char *path);
/* How many requests were under way at most, those for robots.txt too: from when one was read until its answer begins. */
unsigned server_most(struct server *server);
/* Waits until `count` requests are under way, or ten seconds: then false. */
bool server_meet(struct server *server, unsigned count);
/* The tests end: handlers that never end by themselves ask this. */
bool server_ends(struct server *server);

/* ---- for handlers ---- */

/* The value of a request's header, "" when it is absent; borrowed until the next call on this thread. */
const char *exchange_header(exchange *x, const char *name);
/* A whole answer; `headers` are lines with CRLF, or "". */
void exchange_reply(exchange *x, const char *status, const char *headers, yd_str body);
void exchange_redirect(exchange *x, const char *to);
/* False when the other side is gone. */
bool exchange_send(exchange *x, const void *bytes, size_t len);
bool exchange_puts(exchange *x, const char *text);

#endif
