/*
 * Pages that a script fills: what they show stands in a script as strings, of JSON or of the
 * language, and one of them is the text. Nothing is run; strings are read as they stand, each with
 * the name before it.
 */
#include "html.h"

#include <string.h>
#include <strings.h>
#include <yaodian/text.h>

enum { LONGEST_NAME = 40 };

typedef struct found {
	yd_buf text, title; /* the longest text so far, the title next to it */
	size_t han;
	char date[11];
	bool title_closed; /* it stood before the text: later ones are of others */
} found;

/* ---- strings ---- */

static int hex_value(yd_str source, size_t at, size_t digits, uint32_t *value)
{
	*value = 0;
	for (size_t i = 0; i < digits; i++) {
		static const char all[] = "0123456789abcdefABCDEF";
		const char *digit = at + i < source.len && source.ptr[at + i]
					    ? strchr(all, source.ptr[at + i])
					    : NULL;
		if (!digit)
			return 0;
		size_t n = (size_t)(digit - all);
		*value = *value << 4 | (uint32_t)(n < 16 ? n : n - 6);
	}
	return 1;
}

/* Behind a backslash at `at`; returns how many bytes it took. */
static size_t read_escape(yd_str source, size_t at, uint32_t *high, yd_buf *out)
{
	char c = at < source.len ? source.ptr[at] : '\0', bytes[4];
	uint32_t cp;
	size_t digits = c == 'u' ? 4 : 2;
	if ((c == 'u' || c == 'x') && hex_value(source, at + 1, digits, &cp)) {
		if (cp >= 0xDC00 && cp < 0xE000 && *high)
			cp = 0x10000 + ((*high - 0xD800) << 10) + (cp - 0xDC00);
		bool half = cp >= 0xD800 && cp < 0xDC00;
		*high = half ? cp : 0;
		if (!half && (cp < 0xD800 || cp >= 0xE000))
			yd_buf_add(out, bytes, yd_utf8_encode(cp, bytes));
		return digits + 1;
	}
	if (c)
		yd_buf_putc(out, c == 'n' || c == 'r' ? '\n' : c == 't' ? ' ' : c);
	return 1;
}

/* The string whose quote stands at `at`; returns where it ends, behind the closing quote; 0: it is
 * none, and *stop is how far it was looked for. */
static size_t read_string(yd_str source, size_t at, size_t *stop, yd_buf *out)
{
	char quote = source.ptr[at++];
	uint32_t high = 0;
	yd_buf_clear(out);
	while (at < source.len && source.ptr[at] != quote) {
		if (source.ptr[at] == '\n' && quote != '`')
			break;
		if (source.ptr[at] == '\\')
			at += 1 + read_escape(source, at + 1, &high, out);
		else
			yd_buf_putc(out, source.ptr[at++]);
	}
	*stop = at;
	return at < source.len && source.ptr[at] == quote ? at + 1 : 0;
}

/* ---- names ---- */

/* The name that a value at `at` is given: "name": or name = before it. Copied in lower case; "" for
 * none. */
static void name_before(yd_str source, size_t at, char name[LONGEST_NAME + 1])
{
	static const char blanks[] = " \t\r\n", quotes[] = "\"'";
	name[0] = '\0';
	while (at && strchr(blanks, source.ptr[at - 1]))
		at--;
	if (!at || (source.ptr[at - 1] != ':' && source.ptr[at - 1] != '='))
		return;
	at--;
	while (at && strchr(blanks, source.ptr[at - 1]))
		at--;
	at -= at && strchr(quotes, source.ptr[at - 1]);
	size_t end = at, len = 0;
	while (at && end - at < LONGEST_NAME &&
		(((source.ptr[at - 1] | 32) >= 'a' && (source.ptr[at - 1] | 32) <= 'z') ||
			source.ptr[at - 1] == '_'))
		at--;
	for (; at < end; at++)
		name[len++] = source.ptr[at] >= 'A' && source.ptr[at] <= 'Z'
				      ? (char)(source.ptr[at] | 32)
				      : source.ptr[at];
	name[len] = '\0';
}

static bool is_date_name(const char *name)
{
	bool day = strstr(name, "date") || strstr(name, "time");
	return day && (strstr(name, "pub") || strstr(name, "release") || strstr(name, "issue"));
}

static bool is_title_name(const char *name)
{
	size_t len = strlen(name);
	return len >= 5 && strcmp(name + len - 5, "title") == 0;
}

/* ---- which of them ---- */

static size_t count_han(yd_str text)
{
	size_t count = 0;
	for (size_t at = 0, step; at < text.len; at += step) {
		uint32_t cp;
		step = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		count += yd_cp_is_han(cp);
	}
	return count;
}

static bool is_text(yd_str value)
{
	size_t first = yd_str_find(value, YD_STR("。"), 0);
	return first != SIZE_MAX && yd_str_find(value, YD_STR("。"), first + 3) != SIZE_MAX;
}

static void weigh(const char *name, yd_str value, found *f)
{
	enum { LEAST = 40, SHORTEST_TITLE = 6, LONGEST_TITLE = 60, LONGEST_DATE = 30 };
	size_t han = is_text(value) ? count_han(value) : 0;
	if (han >= LEAST && han > f->han) {
		yd_buf_clear(&f->text);
		yd_buf_add_str(&f->text, value);
		f->han = han;
		f->title_closed = f->title.len > 0;
		return;
	}
	size_t chars = value.len <= LONGEST_TITLE * 4 ? yd_utf8_count(value) : 0;
	if (is_title_name(name) && !f->title_closed && chars >= SHORTEST_TITLE &&
		chars <= LONGEST_TITLE) {
		yd_buf_clear(&f->title);
		yd_buf_add_str(&f->title, value);
		f->title_closed = f->han > 0;
	}
	if (!f->date[0] && value.len <= LONGEST_DATE && is_date_name(name))
		page_date(value, f->date);
}

static size_t comment_length(yd_str source, size_t at)
{
	yd_str rest = {source.ptr + at, source.len - at};
	/* Behind a backslash it is the end of a pattern. */
	bool line = yd_str_starts(rest, YD_STR("//")) && !(at && source.ptr[at - 1] == '\\');
	if (!line && !yd_str_starts(rest, YD_STR("/*")))
		return 0;
	size_t end = yd_str_find(rest, line ? YD_STR("\n") : YD_STR("*/"), 2);
	return end == SIZE_MAX ? rest.len : end + (line ? 1 : 2);
}

static void read_script(yd_str source, found *f)
{
	static const char quotes[] = "\"'`";
	yd_buf value = {0};
	char name[LONGEST_NAME + 1];
	size_t open_until[3] = {
		0}; /* no string of that quote ends before: none is looked for again */
	for (size_t at = 0; at < source.len;) {
		size_t comment = comment_length(source, at);
		at += comment;
		if (comment)
			continue;
		const char *quote = source.ptr[at] ? strchr(quotes, source.ptr[at]) : NULL;
		if (!quote || at < open_until[quote - quotes]) {
			at++;
			continue;
		}
		size_t stop = at;
		size_t end = read_string(source, at, &stop, &value);
		if (!end)
			open_until[quote - quotes] = stop;
		if (end) {
			name_before(source, at, name);
			weigh(name, yd_buf_str(&value), f);
		}
		at = end ? end : at + 1;
	}
	yd_buf_free(&value);
}

static void read_scripts(xmlNode *root, found *f)
{
	for (xmlNode *node = root; node;) {
		bool script = node->type == XML_ELEMENT_NODE &&
			      strcmp((const char *)node->name, "script") == 0;
		for (xmlNode *part = script ? node->children : NULL; part; part = part->next)
			if (part->content)
				read_script(yd_str_of((const char *)part->content), f);
		if (node->type == XML_ELEMENT_NODE && node->children && !script) {
			node = node->children;
			continue;
		}
		while (node != root && !node->next)
			node = node->parent;
		node = node == root ? NULL : node->next;
	}
}

/* Tags that were written as characters once more. */
static void unescape(yd_buf *text)
{
	static const char *const pairs[][2] = {
		{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}};
	yd_buf out = {0};
	yd_str from = yd_buf_str(text);
	if (yd_str_find(from, YD_STR("&lt;p"), 0) == SIZE_MAX)
		return;
	for (size_t at = 0; at < from.len;) {
		yd_str rest = {from.ptr + at, from.len - at};
		size_t i = 0, count = sizeof pairs / sizeof *pairs;
		while (i < count && !yd_str_starts(rest, yd_str_of(pairs[i][0])))
			i++;
		yd_buf_add(&out, i < count ? pairs[i][1] : rest.ptr, 1);
		at += i < count ? strlen(pairs[i][0]) : 1;
	}
	yd_buf_free(text);
	*text = out;
}

void html_script_date(xmlNode *root, char date[11])
{
	found f = {0};
	read_scripts(root, &f);
	memcpy(date, f.date, sizeof f.date);
	yd_buf_free(&f.text);
	yd_buf_free(&f.title);
}

bool html_script_page(xmlNode *root, yd_buf *out)
{
	found f = {0};
	read_scripts(root, &f);
	if (f.han) {
		unescape(&f.text);
		yd_buf_puts(out, "<html><body>");
		if (f.title.len)
			yd_buf_printf(out, "<h1>%.*s</h1>", (int)f.title.len, f.title.ptr);
		yd_buf_puts(out, "<div>");
		for (size_t at = 0; at < f.text.len; at++)
			if (f.text.ptr[at] == '\n')
				yd_buf_puts(out, "<br>");
			else
				yd_buf_putc(out, f.text.ptr[at]);
		yd_buf_puts(out, "</div></body></html>");
	}
	yd_buf_free(&f.text);
	yd_buf_free(&f.title);
	return f.han > 0;
}
