#include "json_check.h"

#include <yaodian/text.h>

#include <string.h>

typedef struct reader {
	yd_str rest;
	int depth;
} reader;

static bool take(reader *r, const char *text)
{
	if (!yd_str_starts(r->rest, yd_str_of(text)))
		return false;
	r->rest.ptr += strlen(text);
	r->rest.len -= strlen(text);
	return true;
}

static bool take_hex(reader *r)
{
	for (int i = 0; i < 4; i++) {
		if (!r->rest.len || !memchr("0123456789abcdefABCDEF", r->rest.ptr[0], 22))
			return false;
		r->rest.ptr++, r->rest.len--;
	}
	return true;
}

static bool take_string(reader *r)
{
	if (!take(r, "\""))
		return false;
	while (r->rest.len && !take(r, "\"")) {
		if (take(r, "\\u")) {
			if (!take_hex(r))
				return false;
		} else if (r->rest.ptr[0] == '\\') {
			if (r->rest.len < 2 || !memchr("\"\\/bfnrt", r->rest.ptr[1], 8))
				return false;
			r->rest.ptr += 2, r->rest.len -= 2;
		} else if ((unsigned char)r->rest.ptr[0] < 0x20) {
			return false;
		} else {
			r->rest.ptr++, r->rest.len--;
		}
	}
	return r->rest.ptr[-1] == '"';
}

static bool take_digits(reader *r)
{
	size_t before = r->rest.len;
	while (r->rest.len && r->rest.ptr[0] >= '0' && r->rest.ptr[0] <= '9')
		r->rest.ptr++, r->rest.len--;
	return r->rest.len < before;
}

static bool take_number(reader *r)
{
	take(r, "-");
	if (!take(r, "0") && !take_digits(r))
		return false;
	return !take(r, ".") || take_digits(r);
}

static bool take_value(reader *r);

static bool take_members(reader *r, bool named, const char *end)
{
	if (take(r, end))
		return true;
	do {
		if (named && !(take_string(r) && take(r, ":")))
			return false;
		if (!take_value(r))
			return false;
	} while (take(r, ","));
	return take(r, end);
}

static bool take_value(reader *r)
{
	bool valid;
	if (++r->depth > 100)
		return false;
	if (take(r, "{"))
		valid = take_members(r, true, "}");
	else if (take(r, "["))
		valid = take_members(r, false, "]");
	else if (r->rest.len && r->rest.ptr[0] == '"')
		valid = take_string(r);
	else
		valid = take(r, "true") || take(r, "false") || take(r, "null") || take_number(r);
	r->depth--;
	return valid;
}

bool json_is_valid(yd_str text)
{
	yd_buf repaired = {0};
	bool utf8 = yd_utf8_repair(text, &repaired) == 0;
	reader r = {text, 0};
	yd_buf_free(&repaired);
	return utf8 && take_value(&r) && r.rest.len == 0;
}
