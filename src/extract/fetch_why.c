/* Why there is no page: what is wrong, and what to do. */
#include "fetch.h"

#include <stdlib.h>
#include <time.h>
#include <yaodian/intl.h>

static char *why_timeout(const struct fetch *fetch, const struct job *job)
{
	if (!job->status)
		return yd_strdup(_("its host does not answer; try again later, or allow more time "
				   "with YAODIAN_FETCH_SECONDS"));
	return yd_format(_("only %zu bytes of it came in %u s; try again later, or allow more time "
			   "with YAODIAN_FETCH_SECONDS"),
		job->body.len, fetch->seconds);
}

char *why_transfer(const struct fetch *fetch, const struct job *job, CURLcode code)
{
	const char *words = job->why[0] ? job->why : curl_easy_strerror(code);
	if (job->long_head)
		return yd_format(
			_("its server says more of it than %u KB before the page; save the page "
			  "with a browser and import the file"),
			YD_FETCH_HEAD_KB);
	switch (code) {
	case CURLE_OPERATION_TIMEDOUT:
		return why_timeout(fetch, job);
	case CURLE_FILESIZE_EXCEEDED:
		return yd_format(_("is larger than %zu MB; YAODIAN_FETCH_SIZE allows more"),
			job->most >> 20);
	case CURLE_COULDNT_RESOLVE_HOST:
		return yd_strdup(_("its host is not known; check the address, or the network"));
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_GOT_NOTHING:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_PARTIAL_FILE:
		return yd_format(
			_("its host cannot be reached or broke off (%s); try again later"), words);
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_ISSUER_ERROR:
		return yd_format(_("there is no secure connection to it (%s); save the page with a "
				   "browser that trusts it and import the file"),
			words);
	case CURLE_BAD_CONTENT_ENCODING:
		return yd_format(
			_("cannot be unpacked as its server says (%s); try again later, or save "
			  "the page with a browser and import the file"),
			words);
	default:
		return yd_format(_("cannot be fetched (%s); try again later"), words);
	}
}

char *why_status(long status)
{
	switch (status) {
	case 404:
	case 410:
		return yd_format(_("there is no such page (%ld): check the address"), status);
	case 401:
	case 402:
	case 403:
	case 407:
	case 451:
		return yd_format(
			_("its server does not give it (%ld): save the page with a browser "
			  "and import the file"),
			status);
	case 408:
	case 425:
	case 429:
		return yd_format(_("its server asks for patience (%ld): try again later"), status);
	default:
		return status >= 500
			       ? yd_format(_("its server fails (%ld): try again later"), status)
			       : yd_format(_("its server answers with %ld instead of a page: check "
					     "the "
					     "address"),
					 status);
	}
}

char *why_patience(long status, int64_t seconds)
{
	char when[32];
	time_t at = time(NULL) + (time_t)seconds;
	struct tm utc;
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&at, &utc));
	return yd_format(_("its server asks for patience (%ld): try again in %lld s, at %s"),
		status, (long long)seconds, when);
}

char *why_inner(const char *url, const char *address)
{
	char *host = address ? yd_format(" (%s)", address) : yd_strdup("");
	char *why = yd_format(
		_("it leads from the open network to %.200s%s, an address of this machine "
		  "or its own network, which is not asked: if you know it, import that "
		  "address itself"),
		url, host);
	free(host);
	return why;
}
