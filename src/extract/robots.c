#include "robots.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- one form of paths and patterns ---- */

static int hex_value(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

static void add_octet(unsigned char c, bool plain, yd_buf *out)
{
	if (plain)
		yd_buf_putc(out, (char)c);
	else
		yd_buf_printf(out, "%%%02X", c);
}

static bool is_unreserved(unsigned char c)
{
	return isalnum(c) || (c && strchr("-._~", c));
}

static void add_normal(yd_str text, yd_buf *out)
{
	yd_buf_reserve(out, text.len);
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c == '%' && i + 2 < text.len && isxdigit((unsigned char)text.ptr[i + 1]) &&
			isxdigit((unsigned char)text.ptr[i + 2])) {
			c = (unsigned char)(hex_value(text.ptr[i + 1]) * 16 +
					    hex_value(text.ptr[i + 2]));
			add_octet(c, is_unreserved(c), out);
			i += 2;
		} else {
			add_octet(c, c > ' ' && c < 0x7F, out);
		}
	}
	out->ptr[out->len] = '\0';
}

/* ---- reading ---- */

struct reader {
	const char *token;
	bool ours, any;	 /* the group that is read is of our token, of "*" */
	bool agents;	 /* only user-agent lines stood in it so far */
	bool ours_there; /* there is a group of ours */
	struct robots own, all;
};

static bool is_key(yd_str key, const char *name)
{
	return key.len == strlen(name) && strncasecmp(key.ptr, name, key.len) == 0;
}

/* Only the name of a product counts: "Yaodian/1.0 (+http://…)" is of us. */
static void take_agent(struct reader *reader, yd_str value)
{
	size_t len = 0;
	if (!reader->agents)
		reader->ours = reader->any = false;
	reader->agents = true;
	while (len < value.len && (isalpha((unsigned char)value.ptr[len]) ||
					  value.ptr[len] == '-' || value.ptr[len] == '_'))
		len++;
	if (is_key((yd_str){value.ptr, len}, reader->token))
		reader->ours = reader->ours_there = true;
	if (value.len && value.ptr[0] == '*')
		reader->any = true;
}

static void add_rule(struct robots *robots, yd_str value, bool allow)
{
	yd_buf pattern = {0};
	add_normal(value, &pattern);
	YD_GROW(robots->rules, robots->count, robots->cap);
	robots->rules[robots->count++] = (struct robots_rule){pattern.ptr, pattern.len, allow};
}

static void set_delay(struct robots *robots, yd_str value)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%.*s", (int)(value.len < 15 ? value.len : 15), value.ptr);
	double seconds = strtod(digits, NULL);
	if (seconds > 0 && seconds < 1e6)
		robots->delay_ms = (unsigned)(seconds * 1000);
}

static void take_line(struct reader *reader, yd_str line)
{
	const char *comment = memchr(line.ptr, '#', line.len);
	line.len = comment ? (size_t)(comment - line.ptr) : line.len;
	const char *colon = memchr(line.ptr, ':', line.len);
	if (!colon)
		return;
	yd_str key = yd_str_trim_ascii((yd_str){line.ptr, (size_t)(colon - line.ptr)});
	yd_str value =
		yd_str_trim_ascii((yd_str){colon + 1, line.len - (size_t)(colon - line.ptr) - 1});
	bool allow = is_key(key, "allow"), delay = is_key(key, "crawl-delay");
	if (is_key(key, "user-agent")) {
		take_agent(reader, value);
	} else if (allow || delay || is_key(key, "disallow")) {
		reader->agents = false;
		struct robots *of[] = {
			reader->ours ? &reader->own : NULL, reader->any ? &reader->all : NULL};
		for (size_t i = 0; i < 2; i++)
			if (of[i] && delay)
				set_delay(of[i], value);
			else if (of[i] && value.len) /* an empty one fits nothing */
				add_rule(of[i], value, allow);
	}
}

void robots_read(yd_str bytes, const char *token, struct robots *out)
{
	struct reader reader = {.token = token};
	if (bytes.len > ROBOTS_MOST)
		bytes.len = ROBOTS_MOST;
	if (yd_str_starts(bytes, YD_STR("\xEF\xBB\xBF")))
		bytes = (yd_str){bytes.ptr + 3, bytes.len - 3};
	for (size_t at = 0, end; at < bytes.len; at = end + 1) {
		for (end = at; end < bytes.len && bytes.ptr[end] != '\n' && bytes.ptr[end] != '\r';)
			end++;
		take_line(&reader, (yd_str){bytes.ptr + at, end - at});
	}
	*out = reader.ours_there ? reader.own : reader.all;
	robots_free(reader.ours_there ? &reader.all : &reader.own);
}

void robots_free(struct robots *robots)
{
	for (size_t i = 0; i < robots->count; i++)
		free(robots->rules[i].pattern);
	free(robots->rules);
	*robots = (struct robots){0};
}

/* ---- asking ---- */

/* Walks back to the last star only, so that no pattern takes longer than its length times the
 * path's. */
static bool fits(const char *pattern, const char *path)
{
	const char *star = NULL, *retry = NULL;
	for (;;) {
		if (*pattern == '*') {
			star = ++pattern;
			retry = path;
			continue;
		}
		bool at_end = *pattern == '$' && !pattern[1];
		if (!*pattern || (at_end && !*path)) {
			return true;
		} else if (*path && *pattern == *path && !at_end) {
			pattern++;
			path++;
		} else if (star && *retry) {
			pattern = star;
			path = ++retry;
		} else {
			return false;
		}
	}
}

bool robots_allow(const struct robots *robots, const char *path)
{
	const struct robots_rule *best = NULL;
	yd_buf normal = {0};
	if (strcmp(path, "/robots.txt") == 0)
		return true;
	add_normal(yd_str_of(path), &normal);
	for (size_t i = 0; i < robots->count; i++) {
		const struct robots_rule *rule = &robots->rules[i];
		bool better =
			!best || rule->len > best->len || (rule->len == best->len && rule->allow);
		if (better && fits(rule->pattern, normal.ptr))
			best = rule;
	}
	yd_buf_free(&normal);
	return !best || best->allow;
}
