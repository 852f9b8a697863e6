/*
 * Web archives (.mht, .mhtml; RFC 2557): what browsers save a page as in one file. A message with
 * parts, of which the first page is the document; its text is quoted-printable or base64 (RFC
 * 2045).
 */
#include "page.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 4, MOST_PARTS = 2000 };

/* ---- headers ---- */

static size_t line_end(yd_str text, size_t at)
{
	const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
	return end ? (size_t)(end - text.ptr) : text.len;
}

static yd_str line_at(yd_str text, size_t at)
{
	size_t end = line_end(text, at);
	return (yd_str){text.ptr + at, end - at - (end > at && text.ptr[end - 1] == '\r')};
}

static bool begins_with(yd_str text, const char *word)
{
	size_t len = strlen(word);
	return text.len >= len && strncasecmp(text.ptr, word, len) == 0;
}

/* Where the headers end and the body begins. */
static size_t body_of(yd_str part)
{
	for (size_t at = 0; at < part.len; at = line_end(part, at) + 1)
		if (!line_at(part, at).len)
			return line_end(part, at) + 1 < part.len ? line_end(part, at) + 1
								 : part.len;
	return part.len;
}

/* A header with the lines that go on with it, which begin with a blank; empty: it is not there. */
static yd_str header(yd_str part, const char *name)
{
	size_t body = body_of(part);
	for (size_t at = 0; at < body; at = line_end(part, at) + 1) {
		if (!begins_with(line_at(part, at), name))
			continue;
		size_t from = at + strlen(name), end = line_end(part, at);
		while (end + 1 < body && (part.ptr[end + 1] == ' ' || part.ptr[end + 1] == '\t'))
			end = line_end(part, end + 1);
		return end > from ? (yd_str){part.ptr + from, end - from} : (yd_str){0};
	}
	return (yd_str){0};
}

/* Of a header; without its quotes. */
static yd_str parameter(yd_str value, const char *name)
{
	size_t len = strlen(name);
	for (size_t at = 0; at + len < value.len; at++) {
		if (strncasecmp(value.ptr + at, name, len) != 0)
			continue;
		yd_str rest = {value.ptr + at + len, value.len - at - len};
		bool quoted = rest.len && rest.ptr[0] == '"';
		rest = (yd_str){rest.ptr + quoted, rest.len - quoted};
		size_t end = 0;
		while (end < rest.len && !strchr(quoted ? "\"\r\n" : "; \t\r\n", rest.ptr[end]))
			end++;
		return (yd_str){rest.ptr, end};
	}
	return (yd_str){0};
}

static yd_str trimmed(yd_str value)
{
	while (value.len && (value.ptr[0] == ' ' || value.ptr[0] == '\t'))
		value = (yd_str){value.ptr + 1, value.len - 1};
	return value;
}

/* ---- bodies ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void decode_quoted(yd_str text, yd_buf *out)
{
	for (size_t at = 0; at < text.len; at++) {
		int high = at + 2 < text.len ? hex_digit(text.ptr[at + 1]) : -1;
		int low = high >= 0 ? hex_digit(text.ptr[at + 2]) : -1;
		if (text.ptr[at] != '=')
			yd_buf_putc(out, text.ptr[at]);
		else if (low >= 0) {
			yd_buf_putc(out, (char)(high << 4 | low));
			at += 2;
		} else /* at the end of a line: it goes on */
			at = line_end(text, at);
	}
}

static void decode_base64(yd_str text, yd_buf *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, count = 0;
	for (size_t at = 0; at < text.len && text.ptr[at] != '='; at++) {
		const char *digit = text.ptr[at] ? strchr(digits, text.ptr[at]) : NULL;
		if (!digit)
			continue;
		bits = bits << 6 | (unsigned)(digit - digits);
		count += 6;
		if (count >= 8) {
			count -= 8;
			yd_buf_putc(out, (char)(bits >> count & 0xFF));
		}
	}
}

static void take_part(yd_str part, yd_buf *out, char *charset, size_t room)
{
	size_t from = body_of(part);
	yd_str body = {part.ptr + from, part.len - from};
	yd_str how = trimmed(header(part, "Content-Transfer-Encoding:"));
	yd_str said = parameter(header(part, "Content-Type:"), "charset=");
	if (begins_with(how, "quoted-printable"))
		decode_quoted(body, out);
	else if (begins_with(how, "base64"))
		decode_base64(body, out);
	else
		yd_buf_add_str(out, body);
	if (said.len < room) {
		memcpy(charset, said.ptr ? said.ptr : "", said.len);
		charset[said.len] = '\0';
	}
}

/* ---- parts ---- */

static bool is_boundary(yd_str line, yd_str boundary)
{
	return line.len >= boundary.len + 2 && line.ptr[0] == '-' && line.ptr[1] == '-' &&
	       memcmp(line.ptr + 2, boundary.ptr, boundary.len) == 0;
}

static bool find_page(
	yd_str part, unsigned depth, size_t *parts, yd_buf *out, char *charset, size_t room)
{
	yd_str type = trimmed(header(part, "Content-Type:"));
	if (begins_with(type, "text/html") || begins_with(type, "application/xhtml")) {
		take_part(part, out, charset, room);
		return true;
	}
	yd_str boundary = parameter(type, "boundary=");
	if (!begins_with(type, "multipart/") || !boundary.len || depth >= DEEPEST)
		return false;
	size_t begin = SIZE_MAX;
	for (size_t at = body_of(part); at <= part.len; at = line_end(part, at) + 1) {
		bool end = at == part.len;
		if (!end && !is_boundary(line_at(part, at), boundary))
			continue;
		if (begin < at && ++*parts < MOST_PARTS &&
			find_page((yd_str){part.ptr + begin, at - begin}, depth + 1, parts, out,
				charset, room))
			return true;
		begin = line_end(part, at) + 1;
		if (end)
			break;
	}
	return false;
}

bool mhtml_is(yd_str bytes)
{
	enum { LOOK = 8192 };
	yd_str head = {bytes.ptr, bytes.len < LOOK ? bytes.len : LOOK};
	/* It begins with a header. */
	size_t name = 0;
	while (name < head.len && (isalnum((unsigned char)head.ptr[name]) || head.ptr[name] == '-'))
		name++;
	return name && name < head.len && head.ptr[name] == ':' &&
	       header(head, "MIME-Version:").len &&
	       begins_with(trimmed(header(head, "Content-Type:")), "multipart/");
}

bool mhtml_find_page(yd_str bytes, struct page *page, yd_buf *out, char *charset, size_t room)
{
	size_t parts = 0;
	charset[0] = '\0';
	return find_page(bytes, 0, &parts, out, charset, room) ||
	       page_fail(page, "this is a message or a web archive without a web page in it");
}
