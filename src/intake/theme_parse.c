#include <yaodian/intl.h>

#include "theme_rules.h"

#include <yaodian/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void yd_theme_warn(yd_theme_reader *reader, uint32_t line, const char *format, ...)
{
	char text[256];
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof text, yd_tr(format), args);
	va_end(args);
	YD_GROW(reader->warnings, reader->warning_count, reader->warning_cap);
	reader->warnings[reader->warning_count++] = (yd_theme_warning){line, yd_strdup(text)};
}

/* Bytes of the white space at the start of `text`: ASCII, or one full-width space. */
static size_t space_len(yd_str text)
{
	if (text.len == 0)
		return 0;
	if (text.ptr[0] == ' ' || (text.ptr[0] >= '\t' && text.ptr[0] <= '\r'))
		return 1;
	return yd_str_starts(text, YD_STR("\u3000")) ? strlen("\u3000") : 0;
}

/* Cuts the next word off `rest`; empty when there is none. */
static yd_str next_word(yd_str *rest)
{
	size_t len;
	while ((len = space_len(*rest)) > 0)
		*rest = (yd_str){rest->ptr + len, rest->len - len};
	yd_str word = {rest->ptr, 0};
	while (rest->len && space_len(*rest) == 0) {
		word.len++;
		*rest = (yd_str){rest->ptr + 1, rest->len - 1};
	}
	return word;
}

static void add_term(yd_theme_reader *reader, yd_theme_role role, yd_str word)
{
	struct yd_theme_rules *rules = reader->rules;
	size_t start = rules->pool.len;
	yd_fold(word, &rules->pool);
	size_t len = rules->pool.len - start;
	size_t characters = yd_utf8_count((yd_str){rules->pool.ptr + start, len});
	if (characters < 2 || characters > YD_THEME_TERM_MAX) {
		yd_theme_warn(reader, reader->line, "%.*s: a term has 2 to %d characters",
			(int)(word.len < 120 ? word.len : 120), word.ptr, YD_THEME_TERM_MAX);
		rules->pool.len = start;
		return;
	}
	YD_GROW(rules->terms, rules->count, rules->cap);
	rules->terms[rules->count++] = (yd_theme_term){
		.start = (uint32_t)start,
		.len = (uint16_t)len,
		.theme = (uint8_t)reader->theme,
		.role = (uint8_t)role,
		.line = reader->line,
		.user = reader->user,
	};
}

static void begin_theme(yd_theme_reader *reader, yd_str rest)
{
	yd_str name = next_word(&rest);
	reader->theme = yd_theme_find(name);
	if (reader->theme < 0)
		yd_theme_warn(reader, reader->line,
			"%.*s: no such theme, its lines are left out (see: yaodian theme list)",
			(int)(name.len < 120 ? name.len : 120), name.ptr);
	else if (next_word(&rest).len)
		yd_theme_warn(reader, reader->line, "one theme on a line; the rest is left out");
}

static bool role_of(yd_str keyword, yd_theme_role *role)
{
	static const struct {
		const char *word;
		yd_theme_role role;
	} roles[] = {
		{"strong", YD_TERM_STRONG},
		{"weak", YD_TERM_WEAK},
		{"title", YD_TERM_TITLE},
		{"not", YD_TERM_NOT},
		{"drop", YD_TERM_DROP},
	};
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (yd_str_equal(keyword, yd_str_of(roles[i].word))) {
			*role = roles[i].role;
			return true;
		}
	return false;
}

void yd_theme_parse_line(yd_theme_reader *reader, yd_str line)
{
	yd_theme_role role;
	yd_str keyword = next_word(&line);
	if (keyword.len == 0 || keyword.ptr[0] == '#')
		return;
	yd_buf_clear(&reader->scratch);
	if (yd_utf8_repair(line, &reader->scratch) > 0) {
		yd_theme_warn(reader, reader->line, "not UTF-8; the line is left out");
	} else if (yd_str_equal(keyword, YD_STR("theme"))) {
		begin_theme(reader, line);
	} else if (yd_str_equal(keyword, YD_STR("replace"))) {
		if (reader->theme >= 0)
			reader->replaced[reader->theme] = true;
		else
			yd_theme_warn(
				reader, reader->line, "replace: stands before any theme line");
	} else if (role_of(keyword, &role)) {
		yd_str word = next_word(&line);
		if (word.len == 0)
			yd_theme_warn(reader, reader->line, "no term on this line");
		else if (reader->theme < 0)
			yd_theme_warn(reader, reader->line, "these terms belong to no theme");
		for (; word.len && reader->theme >= 0; word = next_word(&line))
			add_term(reader, role, word);
	} else {
		yd_theme_warn(reader, reader->line,
			"%.*s: not a rule; a line begins with theme, strong, weak, title, not, "
			"drop, "
			"replace or #",
			(int)(keyword.len < 60 ? keyword.len : 60), keyword.ptr);
	}
}
