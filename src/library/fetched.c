/* Answers of yaodian-fetch, which nobody vouches for. */
#include "answer.h"
#include "fetcher.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>

/* Longer lines and more of them no answer has. */
enum { LONGEST_LINE = YD_ADDRESS_MAX + 64, MOST_LINES = 16, LONGEST_VALUE = 1000 };

void fetched_take(yd_buf *in, size_t len)
{
	/* A page may have been large: what is left is little. */
	yd_buf rest = {0};
	yd_buf_add(&rest, in->ptr + len, in->len - len);
	yd_buf_free(in);
	*in = rest;
}

void yd_fetched_free(yd_fetched *fetched)
{
	yd_page_free(&fetched->page);
	yd_buf_free(&fetched->bytes);
	free(fetched->why);
	*fetched = (yd_fetched){0};
}

/* ---- lines ---- */

/* What is sent back to servers, and shown nowhere. */
static bool take_token(yd_str value, char **slot)
{
	if (*slot || !value.len || value.len > LONGEST_VALUE)
		return false;
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] < ' ' || value.ptr[i] > '~')
			return false;
	*slot = yd_strndup(value.ptr, value.len);
	return true;
}

static bool take_charset(yd_str value, char **slot)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] == ' ')
			return false;
	return value.len < 32 && take_token(value, slot);
}

static bool take_address(yd_str value, char **slot)
{
	char *text = yd_strndup(value.ptr, value.len), *normal = NULL;
	bool fine = !*slot && strlen(text) == value.len &&
		    yd_address_normal(text, &normal, NULL) == YD_OK && strcmp(text, normal) == 0;
	free(text);
	if (fine)
		*slot = normal;
	else
		free(normal);
	return fine;
}

static bool take_why(yd_str value, char **slot)
{
	if (*slot || !value.len || !answer_is_clean(value, false))
		return false;
	*slot = yd_strndup(value.ptr, value.len);
	return true;
}

static bool take_status(yd_str value, int *out)
{
	size_t status;
	if (*out || value.len != 3 || !answer_number(value, &status) || status < 100)
		return false;
	*out = (int)status;
	return true;
}

static bool take_line(yd_str key, yd_str value, yd_fetched *out)
{
	yd_page *page = &out->page;
	if (yd_str_equal(key, YD_STR("status")))
		return take_status(value, &page->status);
	if (yd_str_equal(key, YD_STR("url")))
		return take_address(value, &page->found);
	if (yd_str_equal(key, YD_STR("charset")))
		return take_charset(value, &page->charset);
	if (yd_str_equal(key, YD_STR("etag")))
		return take_token(value, &page->etag);
	if (yd_str_equal(key, YD_STR("modified")))
		return take_token(value, &page->modified);
	if (yd_str_equal(key, YD_STR("outside")))
		return out->outside = yd_str_equal(value, YD_STR("yes"));
	return yd_str_equal(key, YD_STR("error")) && take_why(value, &out->why);
}

/* The lines up to "bytes N", which is how many bytes follow at *at. */
static yd_status read_lines(const yd_buf *in, yd_fetched *out, size_t *at, size_t *bytes)
{
	*at = 0;
	for (unsigned lines = 0; lines < MOST_LINES; lines++) {
		const char *begin = in->ptr + *at;
		const char *end = in->len > *at ? memchr(begin, '\n', in->len - *at) : NULL;
		if (!end)
			return in->len - *at < LONGEST_LINE ? YD_BUSY : YD_DAMAGED;
		const char *space = memchr(begin, ' ', (size_t)(end - begin));
		if (!space)
			return YD_DAMAGED;
		yd_str key = {begin, (size_t)(space - begin)};
		yd_str value = {space + 1, (size_t)(end - space) - 1};
		*at += (size_t)(end - begin) + 1;
		if ((lines == 0) != yd_str_equal(key, YD_STR("answer")))
			return YD_DAMAGED;
		if (yd_str_equal(key, YD_STR("bytes")))
			return answer_number(value, bytes) ? YD_OK : YD_DAMAGED;
		if (lines == 0 ? !answer_number(value, &out->number) : !take_line(key, value, out))
			return YD_DAMAGED;
	}
	return YD_DAMAGED;
}

yd_status fetched_read(yd_buf *in, yd_fetched *out)
{
	size_t at, bytes = 0;
	*out = (yd_fetched){0};
	yd_status status = read_lines(in, out, &at, &bytes);
	if (status == YD_OK && bytes > YD_INTAKE_MAX_BYTES)
		status = YD_DAMAGED;
	if (status == YD_OK && in->len - at < bytes)
		status = YD_BUSY;
	if (status != YD_OK) {
		yd_fetched_free(out);
		return status;
	}
	yd_buf_add(&out->bytes, in->ptr + at, bytes);
	fetched_take(in, at + bytes);
	return YD_OK;
}

/* ---- what it means ---- */

static void keep(char **slot, char **known)
{
	if (*slot)
		return;
	*slot = *known;
	*known = NULL;
}

bool fetched_settle(yd_fetched *fetched, yd_page *known)
{
	yd_page *page = &fetched->page;
	int status = page->status;
	if (fetched->why)
		fetched->outcome = status == 404 || status == 410 ? YD_FETCH_GONE : YD_FETCH_FAILED;
	else if (status == 304 && known->doc)
		fetched->outcome = YD_FETCH_SAME;
	else if (status >= 200 && status < 300)
		fetched->outcome = YD_FETCH_PAGE;
	else
		return false;
	bool page_there = fetched->outcome == YD_FETCH_PAGE;
	if ((page_there && !page->found) || (!page_there && fetched->bytes.len))
		return false;
	page->url = known->url;
	page->doc = known->doc;
	known->url = NULL;
	if (!page_there) {
		/* The bytes are those that came before, whatever encoding is said of them now. */
		free(page->charset);
		page->charset = NULL;
		keep(&page->charset, &known->charset);
		keep(&page->found, &known->found);
		keep(&page->etag, &known->etag);
		keep(&page->modified, &known->modified);
	}
	return true;
}
