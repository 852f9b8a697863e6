/* Fetching: requests in, turns, answers out. */
#include "fetch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <yaodian/address.h>
#include <yaodian/intl.h>
#include <yaodian/limits.h>

#include "fetch_mode.h"
#include "page.h"
#include "sandbox.h"

/* While so much waits for a reader, nothing more is asked for. */
enum { READ_STEP = 1 << 16, LONGEST_LINE = YD_ADDRESS_MAX + 64, HELD_BYTES = 128 << 20 };
enum { IDLE_MS = 60000 };

/* ---- requests ---- */

static void add_job(struct fetch *fetch, struct job *job)
{
	struct job **link = &fetch->jobs;
	while (*link)
		link = &(*link)->next;
	*link = job;
}

/* "get 7 http://…": false for what is no request. */
static bool take_get(struct fetch *fetch, yd_str rest, struct job **open)
{
	yd_str id = yd_str_word(&rest);
	rest = yd_str_trim_ascii(rest);
	char *typed = yd_strndup(rest.ptr, rest.len), *url = NULL;
	bool fine = !*open && id.len && yd_address_normal(typed, &url, NULL) == YD_OK;
	if (fine) {
		*open = job_new(fetch, url);
		(*open)->id = yd_strndup(id.ptr, id.len);
		(*open)->site = site_of(fetch, url);
		(*open)->host = (*open)->site->host;
	}
	free(typed);
	return fine;
}

static bool take_known(struct job *job, yd_str key, yd_str value)
{
	if (yd_str_equal(key, YD_STR("outside")))
		return job->outside = yd_str_equal(value, YD_STR("yes"));
	char **slot = yd_str_equal(key, YD_STR("found"))      ? &job->found
		      : yd_str_equal(key, YD_STR("etag"))     ? &job->etag
		      : yd_str_equal(key, YD_STR("modified")) ? &job->modified
							      : NULL;
	if (!slot || *slot)
		return false;
	*slot = yd_strndup(value.ptr, value.len);
	return true;
}

static bool take_line(struct fetch *fetch, yd_str line, struct job **open)
{
	if (!fetch->greeted)
		return fetch->greeted = yd_str_equal(line, YD_STR(YD_FETCH_GREETING));
	if (yd_str_equal(line, YD_STR("go")) && *open) {
		way_check(*open);
		add_job(fetch, *open);
		*open = NULL;
		return true;
	}
	const char *space = memchr(line.ptr, ' ', line.len);
	if (!space)
		return false;
	yd_str key = {line.ptr, (size_t)(space - line.ptr)};
	yd_str value = {space + 1, line.len - key.len - 1};
	if (yd_str_equal(key, YD_STR("get")))
		return take_get(fetch, value, open);
	return *open && take_known(*open, key, value);
}

/* Whole lines; a request is complete with its "go", and until then its lines stay. */
static bool take_requests(struct fetch *fetch)
{
	struct job *open = NULL;
	size_t at = 0, done = 0;
	bool fine = true;
	while (fine && at < fetch->in.len) {
		const char *end = memchr(fetch->in.ptr + at, '\n', fetch->in.len - at);
		if (!end) {
			fine = fetch->in.len - at < LONGEST_LINE;
			break;
		}
		yd_str line = {fetch->in.ptr + at, (size_t)(end - fetch->in.ptr) - at};
		fine = take_line(fetch, line, &open);
		at += line.len + 1;
		if (!open)
			done = at;
	}
	if (open)
		job_free(open);
	memmove(fetch->in.ptr, fetch->in.ptr + done, fetch->in.len - done);
	fetch->in.len -= done;
	return fine;
}

/* False at the end of the input, and for anything that is no request: there is nobody to answer. */
static bool read_requests(struct fetch *fetch)
{
	yd_buf_reserve(&fetch->in, READ_STEP);
	ssize_t got = recv(STDIN_FILENO, fetch->in.ptr + fetch->in.len, READ_STEP, MSG_DONTWAIT);
	if (got < 0)
		return errno == EAGAIN || errno == EINTR;
	fetch->in.len += (size_t)got;
	return got > 0 && take_requests(fetch);
}

/* ---- answers ---- */

static void add_fact(yd_buf *out, const char *key, const char *value)
{
	if (value)
		answer_line(out, key, value);
}

static void answer(struct fetch *fetch, const struct job *job)
{
	yd_buf *out = &fetch->out;
	bool page = !job->error && job->status != 304;
	answer_line(out, "answer", job->id);
	if (job->status)
		yd_buf_printf(out, "status %ld\n", job->status);
	if (job->error) {
		answer_line(out, "error", job->error);
	} else {
		answer_line(out, "url", job->url);
		add_fact(out, "outside", job->outside ? "yes" : NULL);
		add_fact(out, "charset", job->charset);
		add_fact(out, "etag", job->new_etag);
		add_fact(out, "modified", job->new_modified);
	}
	yd_buf_printf(out, "bytes %zu\n", page ? job->body.len : 0);
	if (page)
		yd_buf_add_str(out, yd_buf_str(&job->body));
}

static bool write_answers(struct fetch *fetch)
{
	yd_buf *out = &fetch->out;
	while (fetch->written < out->len) {
		ssize_t done = send(STDOUT_FILENO, out->ptr + fetch->written,
			out->len - fetch->written, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (done < 0)
			return errno == EAGAIN || errno == EINTR;
		fetch->written += (size_t)done;
	}
	/* Pages may be large: what is written is given back. */
	yd_buf_free(out);
	fetch->written = 0;
	return true;
}

/* ---- jobs ---- */

/* What a waiting job waits for, in milliseconds; IDLE_MS: for another one to end. */
static int64_t push(struct fetch *fetch, struct job *job)
{
	int64_t now = fetch_now();
	if (job->id && !job->site->known) {
		if (!job->site->asked) {
			add_job(fetch, job_for_robots(fetch, job->site, job));
			return 0;
		}
		return IDLE_MS;
	}
	if (job->id && !site_allows(job->site, job, now)) {
		job->done = true;
		return 0;
	}
	if (turns_take(&fetch->turns, job->host, now)) {
		job_begin(fetch, job);
		return 0;
	}
	int64_t wait = turns_wait(&fetch->turns, job->host, now);
	return wait < 0 ? IDLE_MS : wait;
}

static void finish(struct fetch *fetch, struct job *job)
{
	if (job->id)
		answer(fetch, job);
	else
		site_answer(fetch, job);
	job_free(job);
}

/* Answers what is done and sends what may be sent; how long there is nothing more to do, but for
 * what comes from outside. */
static int64_t push_all(struct fetch *fetch)
{
	int64_t soonest = IDLE_MS;
	for (struct job **link = &fetch->jobs; *link;) {
		struct job *job = *link;
		bool held = fetch->out.len - fetch->written > HELD_BYTES;
		if (!job->done && !job->transfer && !held) {
			int64_t wait = push(fetch, job);
			soonest = wait < soonest ? wait : soonest;
		}
		if (job->done) {
			*link = job->next;
			finish(fetch, job);
			soonest = 0; /* others may have waited for it */
		} else {
			link = &job->next;
		}
	}
	return soonest;
}

/* True when one ended, for which others may have waited. */
static bool end_transfers(struct fetch *fetch)
{
	CURLMsg *message;
	bool any = false;
	int left;
	while ((message = curl_multi_info_read(fetch->multi, &left))) {
		char *job = NULL;
		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &job);
		job_end(fetch, (struct job *)(void *)job, code);
		any = true;
	}
	return any;
}

static void wait_for_news(struct fetch *fetch, int64_t most)
{
	struct curl_waitfd ends[2] = {
		{STDIN_FILENO, CURL_WAIT_POLLIN, 0}, {STDOUT_FILENO, CURL_WAIT_POLLOUT, 0}};
	bool writes = fetch->out.len > fetch->written;
	curl_multi_poll(fetch->multi, ends, writes ? 2 : 1, (int)most, NULL);
}

static void serve(struct fetch *fetch)
{
	yd_buf_puts(&fetch->out, YD_FETCH_GREETING "\n");
	while (write_answers(fetch) && read_requests(fetch)) {
		int running;
		int64_t wait = push_all(fetch);
		curl_multi_perform(fetch->multi, &running);
		bool news = end_transfers(fetch);
		if (!write_answers(fetch))
			break;
		if (wait > 0 && !news)
			wait_for_news(fetch, wait);
	}
}

/* ---- beginning and end ---- */

/* Each page may be in the way twice, and its buffer twice as large. */
static void allow_memory(struct fetch *fetch, struct limits *limits)
{
	size_t most = 4 * YD_FETCH_AT_ONCE * fetch->size + 2 * (size_t)HELD_BYTES;
	if (limits->memory < most)
		limits->memory = most;
}

static void out_of_memory(const char *message)
{
	(void)message;
}

int fetch_run(void)
{
	yd_buf what = {0};
	struct limits limits = limits_read();
	struct fetch fetch = {
		.seconds = (unsigned)yd_limit_of(YD_LIMIT_FETCH_SECONDS),
		.retry_seconds = (unsigned)yd_limit_of(YD_LIMIT_FETCH_RETRY),
		.size = yd_limit_of(YD_LIMIT_FETCH_SIZE) << 20,
		.redirects = yd_limit_of(YD_LIMIT_FETCH_REDIRECTS),
		.turns = {.per_host = YD_FETCH_PER_HOST,
			.at_once = YD_FETCH_AT_ONCE,
			.pause_ms = (unsigned)yd_limit_of(YD_LIMIT_FETCH_PAUSE)},
	};
	yd_intl_begin();
	yd_tr("there is no text in it"); /* opens the catalogue */
	yd_fatal_handler(out_of_memory);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(fetch.multi = curl_multi_init()))
		return 1;
	allow_memory(&fetch, &limits);
	sandbox_limit(&limits);
	sandbox_enter_network(&what);
	yd_buf_free(&what);
	serve(&fetch);
	while (fetch.jobs) {
		struct job *job = fetch.jobs;
		fetch.jobs = job->next;
		if (job->transfer)
			curl_multi_remove_handle(fetch.multi, job->transfer);
		job_free(job);
	}
	sites_free(&fetch);
	turns_free(&fetch.turns);
	curl_multi_cleanup(fetch.multi);
	curl_global_cleanup();
	yd_buf_free(&fetch.in);
	yd_buf_free(&fetch.out);
	return 0;
}
