/* One page: a transfer for each step of its way. */
#include "fetch.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/address.h>
#include <yaodian/intl.h>

#include "config.h"

enum { CONNECT_MS = 20000, LONGEST_VALUE = 1000 };

struct job *job_new(struct fetch *fetch, char *url)
{
	struct job *job = yd_alloc(sizeof *job);
	job->url = url;
	job->left_ms = (int64_t)fetch->seconds * 1000;
	job->most = fetch->size;
	return job;
}

struct job *job_for_robots(struct fetch *fetch, struct site *site, const struct job *asks)
{
	struct job *job = job_new(fetch, yd_format("%s/robots.txt", site->name));
	job->site = site;
	job->host = site->host;
	job->most = ROBOTS_MOST;
	job->outside = asks->outside;
	site->asked = true;
	return job;
}

static void forget_answer(struct job *job)
{
	char **owned[] = {&job->charset, &job->new_etag, &job->new_modified, &job->retry_after,
		&job->date, &job->inner};
	for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
		free(*owned[i]);
		*owned[i] = NULL;
	}
	yd_buf_clear(&job->body);
	job->status = 0;
	job->cookie = job->too_large = job->long_head = false;
	job->head = 0;
}

void job_free(struct job *job)
{
	forget_answer(job);
	for (size_t i = 0; i < job->seen_count; i++)
		free(job->seen[i]);
	free(job->seen);
	yd_buf_free(&job->body);
	curl_slist_free_all(job->headers);
	if (job->transfer)
		curl_easy_cleanup(job->transfer);
	if (job->kept)
		curl_easy_cleanup(job->kept);
	free(job->id);
	free(job->url);
	free(job->found);
	free(job->etag);
	free(job->modified);
	free(job->error);
	free(job);
}

/* ---- what comes ---- */

static size_t take_body(char *bytes, size_t size, size_t count, void *context)
{
	struct job *job = context;
	size_t len = size * count;
	if (len > job->most - job->body.len) {
		/* Of robots.txt what fits is read. */
		yd_buf_add(&job->body, bytes, job->id ? 0 : job->most - job->body.len);
		job->too_large = true;
		return 0;
	}
	yd_buf_add(&job->body, bytes, len);
	return len;
}

/* "gb2312" of: text/html; charset="gb2312" */
static void take_charset(struct job *job, yd_str value)
{
	char *text = yd_strndup(value.ptr, value.len), *at = strcasestr(text, "charset");
	if (at) {
		at += strcspn(at, "=");
		at += strspn(at, "=\"' \t");
		size_t len = 0;
		while (isalnum((unsigned char)at[len]) || (at[len] && strchr("-_.:", at[len])))
			len++;
		free(job->charset);
		job->charset = len && len < 32 ? yd_strndup(at, len) : NULL;
	}
	free(text);
}

/* Only what may be said again as it is. */
static void take_value(char **slot, yd_str value)
{
	free(*slot);
	*slot = NULL;
	if (!value.len || value.len > LONGEST_VALUE)
		return;
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < ' ' || value.ptr[i] > '~')
			return;
	*slot = yd_strndup(value.ptr, value.len);
}

static bool is_header(yd_str name, const char *wanted)
{
	return name.len == strlen(wanted) && strncasecmp(name.ptr, wanted, name.len) == 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context)
{
	struct job *job = context;
	yd_str line = {bytes, size * count};
	job->head += line.len;
	job->long_head |= job->head > YD_FETCH_HEAD_KB << 10;
	if (job->long_head)
		return 0;
	const char *colon = memchr(bytes, ':', line.len);
	if (!colon)
		return line.len;
	yd_str name = {bytes, (size_t)(colon - bytes)};
	yd_str value = yd_str_trim_ascii((yd_str){colon + 1, line.len - name.len - 1});
	if (is_header(name, "content-type"))
		take_charset(job, value);
	else if (is_header(name, "etag"))
		take_value(&job->new_etag, value);
	else if (is_header(name, "last-modified"))
		take_value(&job->new_modified, value);
	else if (is_header(name, "retry-after"))
		take_value(&job->retry_after, value);
	else if (is_header(name, "date"))
		take_value(&job->date, value);
	else if (is_header(name, "set-cookie"))
		job->cookie = true;
	return line.len;
}

/* ---- what is sent ---- */

static void add_header(struct job *job, const char *name, const char *value)
{
	char *line = yd_format("%s: %s", name, value);
	job->headers = curl_slist_append(job->headers, line);
	free(line);
}

/* What was answered before is said only where it was answered. */
static void set_headers(struct job *job)
{
	curl_slist_free_all(job->headers);
	job->headers = NULL;
	if (job->found && strcmp(job->found, job->url) == 0 && job->etag)
		add_header(job, "If-None-Match", job->etag);
	if (job->found && strcmp(job->found, job->url) == 0 && job->modified)
		add_header(job, "If-Modified-Since", job->modified);
	curl_easy_setopt(job->transfer, CURLOPT_HTTPHEADER, job->headers);
}

static void allow_protocols(CURL *transfer)
{
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(transfer, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static void set_options(struct job *job)
{
	CURL *transfer = job->transfer;
	allow_protocols(transfer);
	curl_easy_setopt(transfer, CURLOPT_PRIVATE, job);
	curl_easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(transfer, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(transfer, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(transfer, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(transfer, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(transfer, CURLOPT_USERAGENT, YD_FETCH_TOKEN "/" PACKAGE_VERSION);
	curl_easy_setopt(transfer, CURLOPT_ERRORBUFFER, job->why);
	curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(transfer, CURLOPT_WRITEDATA, job);
	curl_easy_setopt(transfer, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(transfer, CURLOPT_HEADERDATA, job);
	curl_easy_setopt(transfer, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
}

void job_begin(struct fetch *fetch, struct job *job)
{
	forget_answer(job);
	job->transfer = job->kept ? job->kept : curl_easy_init();
	job->kept = NULL;
	if (!job->transfer)
		yd_fatal("out of memory");
	set_options(job);
	set_headers(job);
	way_guard(job);
	job->why[0] = '\0';
	job->begun = fetch_now();
	curl_easy_setopt(job->transfer, CURLOPT_URL, job->url);
	curl_easy_setopt(
		job->transfer, CURLOPT_TIMEOUT_MS, (long)(job->left_ms > 1 ? job->left_ms : 1));
	/* A length that is announced need not be waited for. */
	if (job->id)
		curl_easy_setopt(job->transfer, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)job->most);
	curl_multi_add_handle(fetch->multi, job->transfer);
}

/* ---- the end of a transfer ---- */

static void understand(struct fetch *fetch, struct job *job, CURLcode code)
{
	char *to = NULL;
	curl_easy_getinfo(job->kept, CURLINFO_RESPONSE_CODE, &job->status);
	if (code == CURLE_OK)
		curl_easy_getinfo(job->kept, CURLINFO_REDIRECT_URL, &to);
	job->too_large |= code == CURLE_FILESIZE_EXCEEDED;
	/* Too long a robots.txt is read as far as it goes; of what is no page the status says more.
	 */
	if (job->too_large)
		code = job->id && job->status == 200 ? CURLE_FILESIZE_EXCEEDED : CURLE_OK;
	way_note(job);
	if (code != CURLE_OK)
		job->error = job->inner ? why_inner(job->url, job->inner)
					: why_transfer(fetch, job, code);
	else if (to && job->status >= 300 && job->status < 400 && job->status != 304)
		way_follow(fetch, job, to);
	else if ((job->status == 429 || job->status == 503) && way_wait(fetch, job))
		return;
	else if (job->status != 200 && job->status != 203 &&
		 !(job->status == 304 && job->found && strcmp(job->found, job->url) == 0))
		job->error = job->error ? job->error : why_status(job->status);
	else if (!job->id || job->status == 304 || !way_forward(fetch, job))
		job->done = true;
}

void job_end(struct fetch *fetch, struct job *job, CURLcode code)
{
	curl_multi_remove_handle(fetch->multi, job->transfer);
	turns_give(&fetch->turns, job->host);
	job->kept = job->transfer;
	job->transfer = NULL;
	job->left_ms -= fetch_now() - job->begun;
	understand(fetch, job, code);
	job->done |= job->error != NULL;
}
