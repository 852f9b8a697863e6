#include "plain.h"

#include <yaodian/text.h>

#include <string.h>

static bool is_line_end(uint32_t cp)
{
	return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Length of the word at the start of `text`, up to white space; *letters gets its code points. */
static size_t word_length(yd_str text, size_t *letters)
{
	size_t at = 0;
	*letters = 0;
	while (at < text.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (yd_cp_is_space(cp))
			break;
		at += len;
		++*letters;
	}
	return at;
}

void plain_text(yd_str text, yd_buf *out)
{
	size_t line_start = out->len, before = 0;
	while (text.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (yd_cp_is_space(cp)) {
			if (is_line_end(cp) && out->len > line_start) {
				yd_buf_putc(out, '\n');
				line_start = out->len;
			}
			text.ptr += len, text.len -= len;
			continue;
		}
		size_t letters;
		len = word_length(text, &letters);
		if (out->len > line_start && before > 1 && letters > 1)
			yd_buf_putc(out, ' ');
		yd_fold((yd_str){text.ptr, len}, out);
		before = letters;
		text.ptr += len, text.len -= len;
	}
	if (out->len > line_start)
		yd_buf_putc(out, '\n');
}

bool plain_next_line(yd_str *rest, yd_str *line)
{
	if (rest->len == 0)
		return false;
	const char *end = memchr(rest->ptr, '\n', rest->len);
	line->ptr = rest->ptr;
	line->len = end ? (size_t)(end - rest->ptr) : rest->len;
	size_t used = line->len + (end ? 1 : 0);
	rest->ptr += used, rest->len -= used;
	return true;
}

bool plain_has(yd_str text, const char *needle)
{
	return yd_str_find(text, yd_str_of(needle), 0) != SIZE_MAX;
}

static size_t match_any(yd_str text, const char *list, bool (*matches)(yd_str, yd_str))
{
	size_t best = 0;
	while (*list) {
		yd_str word = {list, strcspn(list, " ")};
		if (word.len > best && matches(text, word))
			best = word.len;
		list += word.len;
		list += *list == ' ';
	}
	return best;
}

size_t plain_starts_any(yd_str text, const char *list)
{
	return match_any(text, list, yd_str_starts);
}

size_t plain_ends_any(yd_str text, const char *list)
{
	return match_any(text, list, yd_str_ends);
}
