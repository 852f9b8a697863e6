/* Paragraphs as the formats find them, cleaned and counted. */
#include "page.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <yaodian/intl.h>
#include <yaodian/limits.h>
#include <yaodian/text.h>

/* ---- limits ---- */

struct limits limits_read(void)
{
	return (struct limits){
		.memory = yd_limit_of(YD_LIMIT_EXTRACT_MEMORY) << 20,
		.input = yd_limit_of(YD_LIMIT_EXTRACT_INPUT) << 20,
		.unpacked = yd_limit_of(YD_LIMIT_EXTRACT_UNPACKED) << 20,
		.text = yd_limit_of(YD_LIMIT_EXTRACT_TEXT) << 20,
		.paragraphs = yd_limit_of(YD_LIMIT_EXTRACT_PARAGRAPHS),
		.pages = yd_limit_of(YD_LIMIT_EXTRACT_PAGES),
		.parts = yd_limit_of(YD_LIMIT_EXTRACT_PARTS),
		.seconds = (unsigned)yd_limit_of(YD_LIMIT_EXTRACT_SECONDS),
	};
}

/* ---- what went wrong, and what a user should know ---- */

static char *format_line(const char *format, va_list args)
{
	char *line = NULL;
	if (vasprintf(&line, format, args) < 0)
		yd_fatal("out of memory");
	return line;
}

bool page_fail(struct page *page, const char *format, ...)
{
	if (page->error)
		return false;
	va_list args;
	va_start(args, format);
	page->error = format_line(yd_tr(format), args);
	va_end(args);
	return false;
}

void page_warn(struct page *page, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	YD_GROW(page->warnings, page->warning_count, page->warning_cap);
	page->warnings[page->warning_count++] = format_line(yd_tr(format), args);
	va_end(args);
}

void page_free(struct page *page)
{
	for (size_t i = 0; i < page->warning_count; i++)
		free(page->warnings[i]);
	free(page->warnings);
	for (size_t i = 0; i < page->link_count; i++) {
		free(page->links[i].href);
		free(page->links[i].name);
	}
	free(page->links);
	free(page->items);
	free(page->title);
	free(page->source);
	free(page->error);
	yd_buf_free(&page->text);
}

/* ---- characters ---- */

static bool is_line_break(uint32_t cp)
{
	return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Appends; returns how many private-use characters stay. */
static size_t clean(yd_str text, yd_buf *out)
{
	size_t privates = 0;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t cp;
		char bytes[4];
		len = yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
		if (is_line_break(cp))
			cp = ' ';
		if (yd_cp_takes_no_room(cp) || (cp < 0x20 && cp != '\t') ||
			(cp >= 0x7F && cp < 0xA0))
			continue;
		cp = yd_cp_of_private(cp);
		privates += yd_cp_is_private(cp);
		yd_buf_add(out, bytes, yd_utf8_encode(cp, bytes));
	}
	return privates;
}

char *page_clean_copy(yd_str text)
{
	yd_buf out = {0};
	clean(text, &out);
	yd_str trimmed = yd_text_trim(yd_buf_str(&out));
	char *copy = trimmed.len ? yd_strndup(trimmed.ptr, trimmed.len) : NULL;
	yd_buf_free(&out);
	return copy;
}

/* ---- paragraphs ---- */

static bool has_room(struct page *page, size_t more)
{
	if (page->text.len + more > page->limits.text)
		return page_fail(page,
			"its text is longer than %zu MB, which no document's is: split it, or "
			"raise YAODIAN_EXTRACT_TEXT",
			page->limits.text >> 20);
	if (page->count >= page->limits.paragraphs)
		return page_fail(page,
			"it has more than %zu paragraphs, which no document has "
			"(YAODIAN_EXTRACT_PARAGRAPHS sets another limit)",
			page->limits.paragraphs);
	return true;
}

bool page_add(struct page *page, yd_str text, struct paragraph added)
{
	if (page->error || !has_room(page, text.len))
		return false;
	size_t start = page->text.len;
	yd_buf_reserve(&page->text, text.len + 1);
	page->private_use += clean(text, &page->text);
	yd_str cleaned = yd_text_trim((yd_str){page->text.ptr + start, page->text.len - start});
	added.len = cleaned.len;
	added.start = cleaned.len ? (size_t)(cleaned.ptr - page->text.ptr) : start;
	if (added.number_len > added.len)
		added.number_len = 0;
	if (!added.len) {
		page->text.len = start;
		return true;
	}
	page->text.len = added.start + added.len;
	YD_GROW(page->items, page->count, page->cap);
	page->items[page->count++] = added;
	return true;
}

bool page_add_line(struct page *page, yd_str line)
{
	if (page->error || !has_room(page, line.len))
		return false;
	struct paragraph added = {.start = page->text.len};
	yd_buf_reserve(&page->text, line.len + 1);
	page->private_use += clean(line, &page->text);
	added.len = page->text.len - added.start;
	YD_GROW(page->items, page->count, page->cap);
	page->items[page->count++] = added;
	return true;
}

yd_str page_text(const struct page *page, const struct paragraph *paragraph)
{
	return (yd_str){page->text.ptr ? page->text.ptr + paragraph->start : "", paragraph->len};
}

/* ---- small readings ---- */

static unsigned read_digits(yd_str text, size_t *at, size_t most)
{
	unsigned value = 0;
	for (size_t n = 0;
		n < most && *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9';
		n++, (*at)++)
		value = value * 10 + (unsigned)(text.ptr[*at] - '0');
	return value;
}

static void skip_no_digits(yd_str text, size_t *at, size_t most)
{
	for (size_t n = 0;
		n < most && *at < text.len && (text.ptr[*at] < '0' || text.ptr[*at] > '9'); n++)
		(*at)++;
}

bool page_date(yd_str text, char out[11])
{
	enum { BETWEEN = 4 }; /* bytes between two numbers: "-", " / ", 年 */
	for (size_t start = 0; start + 8 <= text.len; start++) {
		size_t at = start;
		if (start && text.ptr[start - 1] >= '0' && text.ptr[start - 1] <= '9')
			continue;
		unsigned year = read_digits(text, &at, 4);
		if (at != start + 4 || year < 1900 || year > 2199)
			continue;
		skip_no_digits(text, &at, BETWEEN);
		unsigned month = read_digits(text, &at, 2);
		skip_no_digits(text, &at, BETWEEN);
		unsigned day = read_digits(text, &at, 2);
		if (month < 1 || month > 12 || day < 1 || day > 31)
			continue;
		snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
		return true;
	}
	return false;
}

static bool has_word(yd_str text, const char *word)
{
	return memmem(text.ptr ? text.ptr : "", text.len, word, strlen(word)) != NULL;
}

unsigned page_font_hints(yd_str name)
{
	static const struct {
		const char *word;
		unsigned hint;
	} words[] = {
		{"小标宋", HINT_SONG},
		{"XiaoBiaoSong", HINT_SONG},
		{"FZXBS", HINT_SONG},
		{"黑体", HINT_HEI},
		{"雅黑", 0},
		{"SimHei", HINT_HEI},
		{"STHeiti", HINT_HEI},
		{"FZHT", HINT_HEI},
		{"FZHei", HINT_HEI},
		{"楷", HINT_KAI},
		{"KaiTi", HINT_KAI},
		{"STKaiti", HINT_KAI},
		{"FZKT", HINT_KAI},
		{"FZKai", HINT_KAI},
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (has_word(name, words[i].word))
			return words[i].hint;
	return 0;
}
