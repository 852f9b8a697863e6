/* Running yaodian-fetch: requests to it, and answers from it, of which nothing is believed. */
#include "fetcher.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaodian/extract.h>
#include <yaodian/intl.h>
#include <yaodian/limits.h>

#include "helper.h"

/* Some times a second a caller is asked whether to stop. */
enum { READ_STEP = 1 << 16, LOOK_MS = 200 };

enum state { QUEUED, SENT, FAILED, DONE };

struct wanted {
	enum state state;
	yd_page known;
	bool outside;
	char *why; /* FAILED */
};

struct yd_fetcher {
	pid_t process; /* 0: not running */
	int socket;
	yd_buf out, in;
	size_t written; /* of out */
	bool greeted;
	long long heard; /* when something came last, milliseconds of the monotonic clock */
	struct wanted *items;
	size_t count, cap, sent, failed, given;
	size_t next; /* the first that was not sent */
};

static long long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Each step of a page ends in its time, and the pauses between are bounded: a helper that says
 * nothing for so long has failed. */
static long long patience_ms(void)
{
	long long seconds = (long long)yd_limit_of(YD_LIMIT_FETCH_SECONDS);
	long long retry = (long long)yd_limit_of(YD_LIMIT_FETCH_RETRY);
	/* A page and its site's robots.txt may both be asked for again. */
	return (seconds * 3 + 2 * YD_FETCH_DELAY_S + 2 * YD_FETCH_RETRIES * (retry + seconds)) *
	       1000;
}

/* ---- beginning and end ---- */

yd_fetcher *yd_fetcher_new(void)
{
	return yd_alloc(sizeof(yd_fetcher));
}

static void stop_process(yd_fetcher *fetcher)
{
	if (!fetcher->process)
		return;
	close(fetcher->socket);
	kill(fetcher->process, SIGKILL);
	while (waitpid(fetcher->process, NULL, 0) < 0 && errno == EINTR)
		;
	fetcher->process = 0;
	fetcher->greeted = false;
	fetcher->written = 0;
	yd_buf_free(&fetcher->out);
	yd_buf_free(&fetcher->in);
}

void yd_fetcher_free(yd_fetcher *fetcher)
{
	if (!fetcher)
		return;
	stop_process(fetcher);
	for (size_t i = 0; i < fetcher->count; i++) {
		yd_page_free(&fetcher->items[i].known);
		free(fetcher->items[i].why);
	}
	free(fetcher->items);
	free(fetcher);
}

/* All that was sent is answered with `why`. */
static void give_up(yd_fetcher *fetcher, const char *why)
{
	stop_process(fetcher);
	for (size_t i = 0; i < fetcher->next; i++)
		if (fetcher->items[i].state == SENT) {
			fetcher->items[i].state = FAILED;
			fetcher->failed++;
			fetcher->items[i].why = yd_strdup(why);
		}
	fetcher->sent = 0;
}

static bool start_process(yd_fetcher *fetcher)
{
	char *program;
	if (fetcher->process)
		return true;
	int failed = helper_launch(
		YD_FETCH_PROGRAM, NULL, &fetcher->socket, &fetcher->process, &program);
	if (failed)
		fetcher->process = 0;
	if (!program) {
		give_up(fetcher, _("yaodian-fetch, which asks web servers, is not installed"));
	} else if (failed) {
		char *why = yd_format(_("%s, which asks web servers, cannot be started: %s"),
			program, strerror(failed));
		give_up(fetcher, why);
		free(why);
	} else {
		yd_buf_puts(&fetcher->out, YD_FETCH_GREETING "\n");
		fetcher->heard = now_ms();
	}
	free(program);
	return fetcher->process != 0;
}

/* ---- asking ---- */

size_t yd_fetcher_ask(yd_fetcher *fetcher, const char *url, const yd_page *known, bool outside)
{
	YD_GROW(fetcher->items, fetcher->count, fetcher->cap);
	struct wanted *wanted = &fetcher->items[fetcher->count];
	*wanted = (struct wanted){.known = {.url = yd_strdup(url)}, .outside = outside};
	if (known) {
		wanted->known.doc = known->doc;
		wanted->known.found = yd_strdup(known->found);
		wanted->known.charset = yd_strdup(known->charset);
		wanted->known.etag = yd_strdup(known->etag);
		wanted->known.modified = yd_strdup(known->modified);
		wanted->known.status = known->status;
	}
	return fetcher->count++;
}

size_t yd_fetcher_left(const yd_fetcher *fetcher)
{
	return fetcher->count - fetcher->given;
}

static void add_known(yd_buf *out, const char *key, const char *value)
{
	if (value)
		yd_buf_printf(out, "%s %s\n", key, value);
}

/* Puts as many into the way to the helper as it takes. */
static void send_queued(yd_fetcher *fetcher)
{
	while (fetcher->next < fetcher->count && fetcher->sent < YD_FETCH_AHEAD) {
		struct wanted *wanted = &fetcher->items[fetcher->next];
		wanted->state = SENT;
		fetcher->next++;
		fetcher->sent++;
		if (!start_process(fetcher))
			return;
		yd_buf_printf(&fetcher->out, "get %zu %s\n", fetcher->next - 1, wanted->known.url);
		add_known(&fetcher->out, "outside", wanted->outside ? "yes" : NULL);
		add_known(&fetcher->out, "found", wanted->known.found);
		add_known(&fetcher->out, "etag", wanted->known.etag);
		add_known(&fetcher->out, "modified", wanted->known.modified);
		yd_buf_puts(&fetcher->out, "go\n");
	}
}

/* ---- talking ---- */

static bool write_some(yd_fetcher *fetcher)
{
	yd_buf *out = &fetcher->out;
	ssize_t done = send(fetcher->socket, out->ptr + fetcher->written,
		out->len - fetcher->written, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (done < 0)
		return errno == EAGAIN || errno == EINTR;
	fetcher->written += (size_t)done;
	if (fetcher->written == out->len) {
		yd_buf_clear(out);
		fetcher->written = 0;
	}
	return true;
}

static bool read_some(yd_fetcher *fetcher)
{
	yd_buf *in = &fetcher->in;
	yd_buf_reserve(in, READ_STEP);
	ssize_t got = recv(fetcher->socket, in->ptr + in->len, READ_STEP, MSG_DONTWAIT);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	in->len += (size_t)got;
	in->ptr[in->len] = '\0';
	fetcher->heard = now_ms();
	return got > 0;
}

/* Waits for the helper, `wait_ms` at most; false when it failed, and everything sent with it. */
static bool talk(yd_fetcher *fetcher, int wait_ms)
{
	struct pollfd end = {fetcher->socket, POLLIN, 0};
	bool fine = true;
	if (fetcher->out.len)
		end.events |= POLLOUT;
	if (poll(&end, 1, wait_ms) > 0) {
		if (end.revents & POLLOUT)
			fine = write_some(fetcher);
		if (fine && end.revents & (POLLIN | POLLHUP | POLLERR))
			fine = read_some(fetcher);
	}
	if (!fine)
		give_up(fetcher, _("yaodian-fetch ended before it answered; try again"));
	else if (now_ms() - fetcher->heard > patience_ms())
		give_up(fetcher, _("yaodian-fetch does not answer; try again"));
	return fetcher->process != 0;
}

/* ---- answers ---- */

static bool take_greeting(yd_fetcher *fetcher)
{
	yd_str in = yd_buf_str(&fetcher->in), greeting = YD_STR(YD_FETCH_GREETING "\n");
	if (fetcher->greeted || in.len < greeting.len)
		return fetcher->greeted || yd_str_starts(greeting, in);
	fetcher->greeted = yd_str_starts(in, greeting);
	if (fetcher->greeted)
		fetched_take(&fetcher->in, greeting.len);
	return fetcher->greeted;
}

/* YD_OK: *out is filled; YD_BUSY: it is not there yet; YD_DAMAGED: it is none. */
static yd_status take_answer(yd_fetcher *fetcher, yd_fetched *out)
{
	if (!take_greeting(fetcher))
		return YD_DAMAGED;
	yd_status status = fetched_read(&fetcher->in, out);
	if (status != YD_OK)
		return status;
	if (out->number >= fetcher->next || fetcher->items[out->number].state != SENT ||
		!fetched_settle(out, &fetcher->items[out->number].known)) {
		yd_fetched_free(out);
		return YD_DAMAGED;
	}
	fetcher->items[out->number].state = DONE;
	fetcher->sent--;
	fetcher->given++;
	return YD_OK;
}

static bool take_failed(yd_fetcher *fetcher, yd_fetched *out)
{
	for (size_t i = 0; fetcher->failed && i < fetcher->next; i++) {
		struct wanted *wanted = &fetcher->items[i];
		if (wanted->state != FAILED)
			continue;
		*out = (yd_fetched){.number = i,
			.outcome = YD_FETCH_FAILED,
			.page = wanted->known,
			.why = wanted->why};
		wanted->known = (yd_page){0};
		wanted->why = NULL;
		wanted->state = DONE;
		fetcher->failed--;
		fetcher->given++;
		return true;
	}
	return false;
}

yd_status yd_fetcher_next(yd_fetcher *fetcher, int wait_ms, bool (*stop)(void), yd_fetched *out)
{
	long long until = wait_ms < 0 ? 0 : now_ms() + wait_ms;
	bool talked = false;
	*out = (yd_fetched){0};
	for (;;) {
		send_queued(fetcher);
		if (take_failed(fetcher, out))
			return YD_OK;
		if (!yd_fetcher_left(fetcher))
			return YD_END;
		yd_status status = fetcher->process ? take_answer(fetcher, out) : YD_BUSY;
		if (status == YD_OK)
			return status;
		if (status == YD_DAMAGED)
			give_up(fetcher,
				_("yaodian-fetch is another version's: install both from one "
				  "build"));
		if (stop && stop())
			return YD_INTERRUPTED;
		long long left = wait_ms < 0 ? LOOK_MS : until - now_ms();
		if (talked && left <= 0)
			return YD_BUSY;
		if (fetcher->process)
			talk(fetcher, left > LOOK_MS ? LOOK_MS : left > 0 ? (int)left : 0);
		talked = true;
	}
}
