#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { PATHS = 256, THREADS = 512 };

struct server {
	server_handler handler;
	int listener;
	unsigned port;
	pthread_t accepter, threads[THREADS];
	unsigned thread_count;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool ends;
	unsigned now, most, asked;
	struct {
		char path[512];
		unsigned count;
	} paths[PATHS];
	yd_buf urls[8];
	unsigned next_url;
};

/* ---- one exchange ---- */

static unsigned count_path(struct server *server, const char *path)
{
	unsigned i = 0;
	while (i < PATHS - 1 && server->paths[i].count && strcmp(server->paths[i].path, path) != 0)
		i++;
	snprintf(server->paths[i].path, sizeof server->paths[i].path, "%s", path);
	return ++server->paths[i].count;
}

static bool read_head(exchange *x)
{
	size_t len = 0;
	while (len < sizeof x->head - 1) {
		ssize_t got = recv(x->fd, x->head + len, sizeof x->head - 1 - len, 0);
		if (got <= 0)
			return false;
		len += (size_t)got;
		x->head[len] = '\0';
		if (x->head[0] != 'G') {
			exchange_puts(x, "HTTP/1.1 400 Bad Request\r\n\r\n");
			return false;
		}
		if (strstr(x->head, "\r\n\r\n"))
			return sscanf(x->head, "GET %511s HTTP/1.1", x->path) == 1;
	}
	return false;
}

/* Before the answer goes: who has it may ask for the next page at once. */
static void count_answered(exchange *x)
{
	pthread_mutex_lock(&x->server->lock);
	if (!x->answered)
		x->server->now--;
	x->answered = true;
	pthread_mutex_unlock(&x->server->lock);
}

static void *serve(void *context)
{
	exchange *x = context;
	struct server *server = x->server;
	if (read_head(x)) {
		pthread_mutex_lock(&server->lock);
		x->nth = count_path(server, x->path);
		server->asked++;
		server->now++;
		if (server->now > server->most)
			server->most = server->now;
		pthread_cond_broadcast(&server->changed);
		pthread_mutex_unlock(&server->lock);
		server->handler(x);
		count_answered(x);
	}
	/* What the other side still sends is taken in, so that it can read the answer. */
	shutdown(x->fd, SHUT_WR);
	close(x->fd);
	free(x);
	return NULL;
}

static void *accept_all(void *context)
{
	struct server *server = context;
	for (;;) {
		int fd = accept(server->listener, NULL, NULL);
		if (fd < 0 || server_ends(server)) {
			if (fd >= 0)
				close(fd);
			return NULL;
		}
		struct timeval patience = {20, 0};
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
		exchange *x = yd_alloc(sizeof *x);
		x->server = server;
		x->fd = fd;
		if (server->thread_count >= THREADS ||
			pthread_create(&server->threads[server->thread_count], NULL, serve, x) !=
				0) {
			close(fd);
			free(x);
		} else {
			server->thread_count++;
		}
	}
}

/* ---- the server ---- */

struct server *server_new(server_handler handler)
{
	struct server *server = yd_alloc(sizeof *server);
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	server->handler = handler;
	pthread_mutex_init(&server->lock, NULL);
	pthread_cond_init(&server->changed, NULL);
	server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (server->listener < 0 || bind(server->listener, (struct sockaddr *)&at, len) != 0 ||
		listen(server->listener, 64) != 0 ||
		getsockname(server->listener, (struct sockaddr *)&at, &len) != 0 ||
		pthread_create(&server->accepter, NULL, accept_all, server) != 0)
		yd_fatal("no server on loopback");
	server->port = ntohs(at.sin_port);
	return server;
}

void server_free(struct server *server)
{
	pthread_mutex_lock(&server->lock);
	server->ends = true;
	pthread_cond_broadcast(&server->changed);
	pthread_mutex_unlock(&server->lock);
	shutdown(server->listener, SHUT_RDWR);
	pthread_join(server->accepter, NULL);
	for (unsigned i = 0; i < server->thread_count; i++)
		pthread_join(server->threads[i], NULL);
	close(server->listener);
	for (size_t i = 0; i < 8; i++)
		yd_buf_free(&server->urls[i]);
	pthread_mutex_destroy(&server->lock);
	pthread_cond_destroy(&server->changed);
	free(server);
}

const char *server_url(struct server *server, const char *path)
{
	yd_buf *url = &server->urls[server->next_url++ % 8];
	yd_buf_clear(url);
	yd_buf_printf(url, "http://127.0.0.1:%u%s", server->port, path);
	return url->ptr;
}

unsigned server_port(const struct server *server)
{
	return server->port;
}

unsigned server_asked(struct server *server, const char *path)
{
	pthread_mutex_lock(&server->lock);
	unsigned count = path ? 0 : server->asked;
	for (unsigned i = 0; path && i < PATHS && server->paths[i].count; i++)
		if (strcmp(server->paths[i].path, path) == 0)
			count = server->paths[i].count;
	pthread_mutex_unlock(&server->lock);
	return count;
}

unsigned server_most(struct server *server)
{
	pthread_mutex_lock(&server->lock);
	unsigned most = server->most;
	pthread_mutex_unlock(&server->lock);
	return most;
}

bool server_meet(struct server *server, unsigned count)
{
	struct timespec until;
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += 10;
	pthread_mutex_lock(&server->lock);
	while (server->now < count && !server->ends &&
		pthread_cond_timedwait(&server->changed, &server->lock, &until) == 0)
		continue;
	bool met = server->now >= count;
	pthread_mutex_unlock(&server->lock);
	return met;
}

bool server_ends(struct server *server)
{
	pthread_mutex_lock(&server->lock);
	bool ends = server->ends;
	pthread_mutex_unlock(&server->lock);
	return ends;
}

/* ---- for handlers ---- */

const char *exchange_header(exchange *x, const char *name)
{
	static _Thread_local char value[1024];
	size_t len = strlen(name);
	value[0] = '\0';
	for (const char *line = x->head; (line = strstr(line, "\r\n")) && line[2];) {
		line += 2;
		if (strncasecmp(line, name, len) == 0 && line[len] == ':')
			snprintf(value, sizeof value, "%.*s", (int)strcspn(line + len + 2, "\r"),
				line + len + 2);
	}
	return value;
}

bool exchange_send(exchange *x, const void *bytes, size_t len)
{
	const char *from = bytes;
	while (len) {
		ssize_t done = send(x->fd, from, len, MSG_NOSIGNAL);
		if (done <= 0)
			return false;
		from += done;
		len -= (size_t)done;
	}
	return true;
}

bool exchange_puts(exchange *x, const char *text)
{
	return exchange_send(x, text, strlen(text));
}

void exchange_reply(exchange *x, const char *status, const char *headers, yd_str body)
{
	char *head = yd_format("HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n",
		status, body.len, headers);
	count_answered(x);
	if (exchange_puts(x, head))
		exchange_send(x, body.ptr, body.len);
	free(head);
}

void exchange_redirect(exchange *x, const char *to)
{
	char *headers = yd_format("Location: %s\r\n", to);
	exchange_reply(x, "302 Found", headers, YD_STR(""));
	free(headers);
}
