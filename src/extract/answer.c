/* The helper's answer, by the form of extract.h. */
#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>

enum { LONGEST_NAME = 300 };

void answer_line(yd_buf *out, const char *key, const char *text)
{
	yd_str rest = yd_str_of(text);
	yd_buf_printf(out, "%s ", key);
	for (size_t at = 0, step; at < rest.len; at += step) {
		char bytes[4];
		uint32_t cp;
		step = yd_utf8_decode((yd_str){rest.ptr + at, rest.len - at}, &cp, NULL);
		if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
			cp = ' ';
		yd_buf_add(out, bytes, yd_utf8_encode(cp, bytes));
	}
	yd_buf_putc(out, '\n');
}

static void add_hint(yd_buf *out, const char *word)
{
	if (out->ptr[out->len - 1] != ' ')
		yd_buf_putc(out, ' ');
	yd_buf_puts(out, word);
}

static void add_hints(yd_buf *out, const struct paragraph *paragraph)
{
	static const struct {
		unsigned hint;
		const char *word;
	} words[] = {
		{HINT_BOLD, "b"},
		{HINT_CENTRED, "c"},
		{HINT_RIGHT, "r"},
		{HINT_HEI, "hei"},
		{HINT_KAI, "kai"},
		{HINT_SONG, "song"},
		{HINT_ROW, "row"},
	};
	char word[32];
	if (paragraph->heading) {
		snprintf(word, sizeof word, "h%u", paragraph->heading % 10);
		add_hint(out, word);
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (paragraph->hints & words[i].hint)
			add_hint(out, words[i].word);
	if (paragraph->number_len) {
		snprintf(word, sizeof word, "n=%zu", paragraph->number_len);
		add_hint(out, word);
		snprintf(word, sizeof word, "l%u", paragraph->number_level % 10);
		if (paragraph->number_level)
			add_hint(out, word);
	}
}

static void add_links(const struct page *page, yd_buf *out)
{
	for (size_t i = 0; i < page->link_count; i++) {
		const struct link *link = &page->links[i];
		char *line = yd_format(
			"%s %.*s", link->href, LONGEST_NAME, link->name ? link->name : "");
		answer_line(out, "link", line);
		free(line);
	}
}

void answer_write(const struct page *page, yd_buf *out)
{
	answer_line(out, "format", page->format ? page->format : "unknown");
	add_links(page, out);
	if (page->error) {
		answer_line(out, "error", page->error);
		yd_buf_puts(out, "end 0\n");
		return;
	}
	if (page->encoding[0])
		answer_line(out, "encoding", page->encoding);
	if (page->replaced)
		yd_buf_printf(out, "replaced %zu\n", page->replaced);
	if (page->title)
		answer_line(out, "title", page->title);
	if (page->date[0])
		answer_line(out, "date", page->date);
	if (page->source)
		answer_line(out, "source", page->source);
	for (size_t i = 0; i < page->warning_count; i++)
		answer_line(out, "warning", page->warnings[i]);
	for (size_t i = 0; i < page->count; i++) {
		yd_buf_puts(out, "p ");
		add_hints(out, &page->items[i]);
		yd_buf_putc(out, '\t');
		yd_buf_add_str(out, page_text(page, &page->items[i]));
		yd_buf_putc(out, '\n');
	}
	yd_buf_printf(out, "end %zu\n", page->count);
}
