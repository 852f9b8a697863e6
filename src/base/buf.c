#include <yaodian/base.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

yd_str yd_str_of(const char *text)
{
	return (yd_str){text, text ? strlen(text) : 0};
}

bool yd_str_equal(yd_str a, yd_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool yd_str_starts(yd_str text, yd_str prefix)
{
	return text.len >= prefix.len && yd_str_equal((yd_str){text.ptr, prefix.len}, prefix);
}

bool yd_str_ends(yd_str text, yd_str suffix)
{
	return text.len >= suffix.len &&
	       yd_str_equal((yd_str){text.ptr + text.len - suffix.len, suffix.len}, suffix);
}

size_t yd_str_find(yd_str text, yd_str needle, size_t from)
{
	if (from > text.len)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	if (needle.len > text.len - from)
		return SIZE_MAX;
	const char *hit = memmem(text.ptr + from, text.len - from, needle.ptr, needle.len);
	return hit ? (size_t)(hit - text.ptr) : SIZE_MAX;
}

static bool is_ascii_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

yd_str yd_str_trim_ascii(yd_str text)
{
	while (text.len && is_ascii_space(text.ptr[0]))
		text.ptr++, text.len--;
	while (text.len && is_ascii_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

yd_str yd_str_word(yd_str *text)
{
	yd_str word = yd_str_trim_ascii(*text);
	size_t end = 0;
	while (end < word.len && !is_ascii_space(word.ptr[end]))
		end++;
	*text = (yd_str){word.ptr + end, word.len - end};
	return (yd_str){word.ptr, end};
}

void *yd_alloc(size_t size)
{
	void *ptr = calloc(1, size ? size : 1);
	if (!ptr)
		yd_fatal("out of memory");
	return ptr;
}

void *yd_realloc(void *ptr, size_t count, size_t size)
{
	void *moved = reallocarray(ptr, count ? count : 1, size ? size : 1);
	if (!moved)
		yd_fatal("out of memory");
	return moved;
}

char *yd_strdup(const char *text)
{
	return text ? yd_strndup(text, strlen(text)) : NULL;
}

char *yd_strndup(const char *ptr, size_t len)
{
	char *copy = yd_realloc(NULL, len + 1, 1);
	if (len)
		memcpy(copy, ptr, len);
	copy[len] = '\0';
	return copy;
}

char *yd_format(const char *format, ...)
{
	va_list args;
	char *text = NULL;
	va_start(args, format);
	int len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		yd_fatal("out of memory");
	return text;
}

void yd_buf_reserve(yd_buf *buf, size_t more)
{
	if (more > SIZE_MAX / 4 - buf->len)
		yd_fatal("out of memory");
	size_t need = buf->len + more + 1;
	if (need <= buf->cap)
		return;
	size_t cap = buf->cap ? buf->cap : 64;
	while (cap < need)
		cap *= 2;
	buf->ptr = yd_realloc(buf->ptr, cap, 1);
	buf->cap = cap;
}

void yd_buf_add(yd_buf *buf, const void *bytes, size_t len)
{
	yd_buf_reserve(buf, len);
	if (len)
		memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
}

void yd_buf_add_str(yd_buf *buf, yd_str text)
{
	yd_buf_add(buf, text.ptr, text.len);
}

void yd_buf_puts(yd_buf *buf, const char *text)
{
	yd_buf_add(buf, text, strlen(text));
}

void yd_buf_putc(yd_buf *buf, char c)
{
	yd_buf_add(buf, &c, 1);
}

void yd_buf_printf(yd_buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len > 0) {
		yd_buf_reserve(buf, (size_t)len);
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void yd_buf_clear(yd_buf *buf)
{
	buf->len = 0;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

void yd_buf_free(yd_buf *buf)
{
	free(buf->ptr);
	*buf = (yd_buf){0};
}

char *yd_buf_take(yd_buf *buf)
{
	yd_buf_reserve(buf, 0);
	char *text = buf->ptr;
	text[buf->len] = '\0';
	*buf = (yd_buf){0};
	return text;
}

yd_str yd_buf_str(const yd_buf *buf)
{
	return (yd_str){buf->ptr, buf->len};
}
