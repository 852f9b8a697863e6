#include "prompt.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum { HISTORY_MAX = 100, LINE_MAX_BYTES = 16384 };

void yd_prompt_remember(yd_prompt_history *history, yd_str line)
{
	if (line.len == 0)
		return;
	size_t kept = 0;
	for (size_t i = 0; i < history->count; i++) {
		if (yd_str_equal(yd_str_of(history->lines[i]), line))
			free(history->lines[i]);
		else
			history->lines[kept++] = history->lines[i];
	}
	history->count = kept;
	size_t limit = history->limit ? *history->limit : HISTORY_MAX;
	size_t gone = history->count + 1 > limit ? history->count + 1 - limit : 0;
	if (gone > history->count)
		gone = history->count;
	for (size_t i = 0; i < gone; i++)
		free(history->lines[i]);
	history->count -= gone;
	if (gone)
		memmove(history->lines, history->lines + gone,
			history->count * sizeof *history->lines);
	if (!limit)
		return;
	YD_GROW(history->lines, history->count, history->cap);
	history->lines[history->count++] = yd_strndup(line.ptr, line.len);
}

void yd_prompt_history_free(yd_prompt_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->lines[i]);
	free(history->lines);
	*history = (yd_prompt_history){0};
}

void yd_prompt_begin(yd_prompt *prompt, char sign, yd_prompt_history *history)
{
	yd_prompt_end(prompt);
	prompt->sign = sign;
	prompt->history = history;
	prompt->history_at = history->count;
}

void yd_prompt_end(yd_prompt *prompt)
{
	yd_buf_free(&prompt->text);
	free(prompt->draft);
	*prompt = (yd_prompt){0};
}

void yd_prompt_replace(yd_prompt *prompt, size_t start, yd_str with)
{
	yd_buf text = {0};
	yd_buf_add(&text, prompt->text.ptr, start);
	yd_buf_add_str(&text, with);
	size_t at = text.len;
	if (prompt->text.len > prompt->at)
		yd_buf_add(&text, prompt->text.ptr + prompt->at, prompt->text.len - prompt->at);
	yd_buf_free(&prompt->text);
	prompt->text = text;
	prompt->at = at;
	if (prompt->scroll > prompt->at)
		prompt->scroll = 0;
}

/* Start of the grapheme before `at`. */
static size_t before(const yd_prompt *prompt, size_t at)
{
	size_t start = 0;
	while (start < at) {
		size_t len = yd_grapheme_next(
			(yd_str){prompt->text.ptr + start, prompt->text.len - start}, NULL);
		if (len == 0 || start + len >= at)
			break;
		start += len;
	}
	return start;
}

static size_t after(const yd_prompt *prompt, size_t at)
{
	return at + yd_grapheme_next((yd_str){prompt->text.ptr + at, prompt->text.len - at}, NULL);
}

/* Start of the word before the insertion point: what Ctrl-w takes. */
static size_t word_before(const yd_prompt *prompt)
{
	size_t at = prompt->at;
	while (at && prompt->text.ptr[at - 1] == ' ')
		at--;
	while (at && prompt->text.ptr[at - 1] != ' ')
		at--;
	return at;
}

static void erase_after(yd_prompt *prompt)
{
	if (prompt->at == prompt->text.len)
		return;
	size_t start = prompt->at;
	prompt->at = after(prompt, start);
	yd_prompt_replace(prompt, start, YD_STR(""));
}

static void show_line(yd_prompt *prompt, const char *line)
{
	prompt->at = prompt->text.len;
	yd_prompt_replace(prompt, 0, yd_str_of(line));
}

static void show_earlier(yd_prompt *prompt)
{
	if (prompt->history_at == 0)
		return;
	if (prompt->history_at == prompt->history->count) {
		free(prompt->draft);
		prompt->draft = yd_strndup(prompt->text.ptr, prompt->text.len);
	}
	show_line(prompt, prompt->history->lines[--prompt->history_at]);
}

static void show_later(yd_prompt *prompt)
{
	if (prompt->history_at == prompt->history->count)
		return;
	prompt->history_at++;
	show_line(prompt, prompt->history_at == prompt->history->count
				  ? prompt->draft
				  : prompt->history->lines[prompt->history_at]);
}

static yd_typed erase_before(yd_prompt *prompt)
{
	if (prompt->text.len == 0)
		return YD_TYPING_CANCELLED;
	if (prompt->at)
		yd_prompt_replace(prompt, before(prompt, prompt->at), YD_STR(""));
	return YD_TYPING;
}

void yd_prompt_insert(yd_prompt *prompt, yd_str text)
{
	yd_buf line = {0};
	while (text.len) {
		uint32_t cp;
		char bytes[4];
		size_t len = yd_utf8_decode(text, &cp, NULL);
		bool control = cp < ' ' || (cp >= 0x7F && cp < 0xA0);
		size_t used = yd_utf8_encode(control ? ' ' : cp, bytes);
		if (prompt->text.len + line.len + used > LINE_MAX_BYTES)
			break;
		yd_buf_add(&line, bytes, used);
		text = (yd_str){text.ptr + len, text.len - len};
	}
	yd_prompt_replace(prompt, prompt->at, yd_buf_str(&line));
	yd_buf_free(&line);
}

static void insert(yd_prompt *prompt, yd_key key)
{
	char bytes[4];
	if (key >= ' ' && key <= 0x10FFFF)
		yd_prompt_insert(prompt, (yd_str){bytes, yd_utf8_encode(key, bytes)});
}

static yd_typed edit(yd_prompt *prompt, yd_key key)
{
	switch (key) {
	case YD_KEY_LEFT:
	case 2: /* Ctrl-b */
		prompt->at = before(prompt, prompt->at);
		break;
	case YD_KEY_RIGHT:
	case 6: /* Ctrl-f */
		prompt->at = after(prompt, prompt->at);
		break;
	case YD_KEY_HOME:
	case 1: /* Ctrl-a */
		prompt->at = 0;
		break;
	case YD_KEY_END:
	case 5: /* Ctrl-e */
		prompt->at = prompt->text.len;
		break;
	case YD_KEY_DELETE:
	case 4: /* Ctrl-d */
		erase_after(prompt);
		break;
	case 11: /* Ctrl-k */
		if (prompt->text.ptr)
			prompt->text.ptr[prompt->text.len = prompt->at] = '\0';
		break;
	case 21: /* Ctrl-u */
		yd_prompt_replace(prompt, 0, YD_STR(""));
		break;
	case 23: /* Ctrl-w */
		yd_prompt_replace(prompt, word_before(prompt), YD_STR(""));
		break;
	case YD_KEY_UP:
	case 16: /* Ctrl-p */
		show_earlier(prompt);
		break;
	case YD_KEY_DOWN:
	case 14: /* Ctrl-n */
		show_later(prompt);
		break;
	default:
		insert(prompt, key);
	}
	return YD_TYPING;
}

yd_typed yd_prompt_key(yd_prompt *prompt, yd_key key)
{
	switch (key) {
	case YD_KEY_ENTER:
		return YD_TYPED;
	case YD_KEY_ESC:
	case 7: /* Ctrl-g, as readline */
		return YD_TYPING_CANCELLED;
	case YD_KEY_TAB:
		return YD_TYPING_COMPLETE;
	case YD_KEY_BACKSPACE:
		return erase_before(prompt);
	default:
		return edit(prompt, key);
	}
}

/* Sanitised columns of the typed bytes [from, to). */
static size_t shown_columns(const yd_prompt *prompt, size_t from, size_t to)
{
	yd_buf clean = {0};
	yd_text_sanitize((yd_str){prompt->text.ptr + from, to - from}, 0, &clean);
	size_t columns = yd_text_columns(yd_buf_str(&clean));
	yd_buf_free(&clean);
	return columns;
}

void yd_prompt_row(yd_prompt *prompt, size_t width, yd_row *out, size_t *cursor)
{
	yd_str label = {&prompt->sign, 1};
	yd_row_clear(out);
	/* A label needs room for some words beside it. */
	yd_str words = yd_str_of(yd_tr(prompt->label));
	if (words.len && width > 3 * yd_text_columns(words))
		label = words;
	size_t label_columns = yd_text_columns(label);
	if (width < 2) {
		*cursor = 0;
		yd_row_put(out, label, YD_STYLE_STATUS, width);
		return;
	}
	/* One column is for the cursor behind the text. */
	size_t room = width - label_columns - 1;
	if (prompt->at < prompt->scroll)
		prompt->scroll = prompt->at;
	while (prompt->scroll < prompt->at &&
		shown_columns(prompt, prompt->scroll, prompt->at) > room) {
		/* The insertion point may stand before a combining mark, inside a grapheme. */
		size_t next = after(prompt, prompt->scroll);
		prompt->scroll = next < prompt->at ? next : prompt->at;
	}
	yd_row_add(out, label, YD_STYLE_KEY);
	*cursor = label_columns + shown_columns(prompt, prompt->scroll, prompt->at);
	yd_buf clean = {0};
	yd_text_sanitize(
		(yd_str){prompt->text.ptr + prompt->scroll, prompt->text.len - prompt->scroll}, 0,
		&clean);
	yd_str shown = yd_buf_str(&clean);
	shown.len = yd_text_fit(shown, width - label_columns, NULL);
	yd_row_add(out, shown, YD_STYLE_TEXT);
	yd_buf_free(&clean);
}
