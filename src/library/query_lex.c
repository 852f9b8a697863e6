/* Queries into tokens. What a token means beyond itself, its neighbours tell: query_parse.c. */
#include "query_lex.h"

#include <yaodian/kind.h>
#include <yaodian/text.h>
#include <yaodian/theme.h>

#include <stdlib.h>
#include <string.h>

/* ---- characters ---- */

uint32_t query_peek(yd_str text, size_t at, size_t *len)
{
	uint32_t cp = 0;
	*len = at < text.len ? yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL)
			     : 0;
	return *len ? cp : 0;
}

bool query_is_minus(uint32_t cp)
{
	return cp == '-' || cp == 0xFF0D || cp == 0x2212;
}

bool query_is_bracket(uint32_t cp, bool opening)
{
	return opening ? cp == '(' || cp == 0xFF08 : cp == ')' || cp == 0xFF09;
}

static bool is_straight(uint32_t cp)
{
	return cp == '"' || cp == 0xFF02;
}

uint32_t query_closing_mark(uint32_t cp)
{
	switch (cp) {
	case 0x201C:
		return 0x201D;
	case 0x300C:
		return 0x300D;
	case 0x300E:
		return 0x300F;
	default:
		return is_straight(cp) ? '"' : 0;
	}
}

bool query_is_mark(uint32_t cp)
{
	return query_closing_mark(cp) || cp == 0x201D || cp == 0x300D || cp == 0x300F;
}

static bool is_colon(uint32_t cp)
{
	return cp == ':' || cp == 0xFF1A;
}

/* Behind the last byte of the run without white space that `at` stands in. */
static size_t skip_word(yd_str text, size_t at)
{
	size_t len;
	for (uint32_t cp; (cp = query_peek(text, at, &len), len) && !yd_cp_is_space(cp);)
		at += len;
	return at;
}

static size_t skip_spaces(yd_str text, size_t at)
{
	size_t len;
	for (uint32_t cp; (cp = query_peek(text, at, &len), len) && yd_cp_is_space(cp);)
		at += len;
	return at;
}

bool query_is_or(yd_str word)
{
	size_t first, second;
	uint32_t o = query_peek(word, 0, &first), r = query_peek(word, first, &second);
	return (o == 'O' || o == 0xFF2F) && (r == 'R' || r == 0xFF32) && first + second == word.len;
}

/* ---- phrases ---- */

/* May a phrase end before `at`? Brackets may close a group there. */
static bool ends_term(yd_str text, size_t at)
{
	size_t len;
	uint32_t cp;
	while (cp = query_peek(text, at, &len), len && query_is_bracket(cp, false))
		at += len;
	return len == 0 || yd_cp_is_space(cp);
}

/* Where the mark stands that closes a phrase, SIZE_MAX when none does. */
static size_t find_closing(yd_str text, size_t from, uint32_t closing)
{
	char bytes[4];
	size_t at = yd_str_find(text, (yd_str){bytes, yd_utf8_encode(closing, bytes)}, from);
	if (closing != '"')
		return at;
	size_t wide =
		yd_str_find((yd_str){text.ptr, at < text.len ? at : text.len}, YD_STR("＂"), from);
	return wide < at ? wide : at;
}

static bool holds_text(yd_str content)
{
	yd_buf fold = {0};
	yd_fold(content, &fold);
	bool holds = fold.len > 0;
	yd_buf_free(&fold);
	return holds;
}

/* A phrase that begins at `at`: what is inside, and *end behind it; one that is not closed runs to
 * the end of the text. False when what stands there is text. */
static bool read_phrase(yd_str text, size_t at, yd_str *content, size_t *end, bool *unclosed)
{
	size_t len, mark = 0;
	uint32_t closing = query_closing_mark(query_peek(text, at, &len));
	if (!closing)
		return false;
	size_t from = at + len, to = find_closing(text, from, closing);
	*unclosed = to == SIZE_MAX;
	if (*unclosed)
		to = text.len;
	else
		query_peek(text, to, &mark);
	*content = (yd_str){text.ptr + from, to - from};
	*end = to + mark;
	return ends_term(text, *end) && holds_text(*content);
}

/* ---- fields ---- */

yd_query_kind query_field_named(yd_str word, size_t *value)
{
	size_t len, at = 0;
	uint32_t cp;
	yd_query_kind kind = YD_QUERY_ALL;
	while (cp = query_peek(word, at, &len), len && !is_colon(cp) && at < 32)
		at += len;
	if (!len || !is_colon(cp))
		return kind;
	*value = at + len;
	yd_buf fold = {0};
	yd_fold((yd_str){word.ptr, *value}, &fold);
	for (const yd_query_field *row = yd_query_fields; row->name; row++)
		if (yd_str_equal(yd_buf_str(&fold), yd_str_of(row->name)))
			kind = row->kind;
	yd_buf_free(&fold);
	return kind;
}

static bool read_theme(yd_str fold, field_value *out)
{
	out->primary = yd_str_ends(fold, YD_STR("!"));
	fold.len -= out->primary;
	out->theme = yd_theme_find(fold);
	return out->theme >= 0;
}

static bool names_region(yd_str fold)
{
	for (size_t i = 0; i < fold.len; i++)
		if (fold.ptr[i] != '/')
			return true;
	return false;
}

/* Is that a value of the field? */
static bool read_value(yd_query_kind kind, yd_str value, bool negated, field_value *out)
{
	yd_buf buf = {0};
	yd_fold(value, &buf);
	yd_str fold = yd_buf_str(&buf);
	bool right = false;
	*out = (field_value){.kind = kind};
	switch (kind) {
	case YD_QUERY_THEME:
		right = read_theme(fold, out);
		break;
	case YD_QUERY_REGION:
		right = names_region(fold);
		break;
	case YD_QUERY_YEAR:
		right = yd_years_parse(value, &out->year_from, &out->year_to);
		break;
	case YD_QUERY_KIND_OF:
		out->doc_kind = yd_kind_find(value);
		right = out->doc_kind != YD_KIND_UNKNOWN;
		break;
	case YD_QUERY_BY:
		right = fold.len > 0 && !memchr(fold.ptr, 0, fold.len);
		break;
	case YD_QUERY_IN_TITLE:
		if (yd_str_equal(fold, YD_STR("here")))
			out->kind = YD_QUERY_IN_HERE;
		right = out->kind == YD_QUERY_IN_HERE ||
			(!negated && yd_str_equal(fold, YD_STR("title")));
		break;
	case YD_QUERY_BOOKMARKED:
		right = yd_str_equal(fold, YD_STR("bookmarked"));
		break;
	case YD_QUERY_TAG:
	case YD_QUERY_NOTE:
		right = fold.len > 0;
		break;
	default:
		break;
	}
	yd_buf_free(&buf);
	return right;
}

/* ---- tokens ---- */

static void add_token(tokens *out, token item)
{
	item.partner = SIZE_MAX;
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = item;
}

/* How many bytes at the end of a word are brackets that close none of its own. */
static size_t closing_bytes(yd_str word)
{
	size_t len, opening = 0, closing = 0, bytes = 0, count = 0;
	uint32_t cp;
	for (size_t at = 0; cp = query_peek(word, at, &len), len; at += len) {
		bool closes = query_is_bracket(cp, false);
		opening += query_is_bracket(cp, true);
		closing += closes;
		bytes = closes ? bytes + len : 0;
		count = closes ? count + 1 : 0;
	}
	size_t spare = closing > opening ? closing - opening : 0;
	/* Drop from the front of the run those that belong to the word. */
	for (size_t at = word.len - bytes; count > spare; count--) {
		query_peek(word, at, &len);
		at += len;
		bytes -= len;
	}
	return bytes;
}

static void add_closing(yd_str text, size_t at, size_t end, tokens *out)
{
	for (size_t len; at < end; at += len) {
		query_peek(text, at, &len);
		add_token(out,
			(token){.kind = TOKEN_CLOSE, .start = at, .body = at, .end = at + len});
	}
}

/* A field at the beginning of [body, …). Gives the end of its value, brackets behind it left out; 0
 * when there is none. */
static size_t read_field(yd_str text, token *item)
{
	yd_str rest = {text.ptr + item->body, text.len - item->body};
	size_t value;
	yd_query_kind kind = query_field_named(rest, &value);
	if (kind == YD_QUERY_ALL)
		return 0;
	size_t from = item->body + value, end;
	item->quoted = read_phrase(text, from, &item->content, &end, &item->unclosed);
	if (!item->quoted) {
		size_t len;
		if (query_closing_mark(query_peek(text, from, &len)))
			return 0;
		end = skip_word(text, from);
		end -= closing_bytes((yd_str){text.ptr + from, end - from});
		item->content = (yd_str){text.ptr + from, end - from};
	}
	return read_value(kind, item->content, item->negated, &item->field) ? end : 0;
}

/* The word, phrase or field at item->body; returns where it ends. */
static size_t add_term(yd_str text, token item, tokens *out)
{
	size_t end = skip_word(text, item.body);
	if (read_phrase(text, item.body, &item.content, &item.end, &item.unclosed)) {
		item.kind = TOKEN_PHRASE;
		item.quoted = true;
		add_token(out, item);
		return item.end;
	}
	item.end = read_field(text, &item);
	if (item.end) {
		item.kind = TOKEN_FIELD;
		add_token(out, item);
		return item.end;
	}
	yd_str word = {text.ptr + item.body, end - item.body};
	word.len -= closing_bytes(word);
	item.end = item.body + word.len;
	item.kind = !item.negated && query_is_or(word) ? TOKEN_OR : TOKEN_WORD;
	if (word.len)
		add_token(out, item);
	add_closing(text, item.end, end, out);
	return end;
}

/* Does a minus at `at` exclude what stands behind it? */
static bool is_excluding(yd_str text, size_t at, size_t *len)
{
	size_t next;
	if (!query_is_minus(query_peek(text, at, len)))
		return false;
	uint32_t cp = query_peek(text, at + *len, &next);
	return next && !yd_cp_is_space(cp) && !query_is_minus(cp) && !query_is_bracket(cp, false);
}

void query_lex(yd_str text, tokens *out)
{
	*out = (tokens){0};
	size_t len;
	for (size_t at = skip_spaces(text, 0); at < text.len; at = skip_spaces(text, at)) {
		token item = {.start = at, .body = at};
		item.negated = is_excluding(text, at, &len);
		if (item.negated)
			item.body += len;
		uint32_t cp = query_peek(text, item.body, &len);
		if (query_is_bracket(cp, true)) {
			item.kind = TOKEN_OPEN;
			at = item.end = item.body + len;
			add_token(out, item);
		} else if (query_is_bracket(cp, false)) {
			add_closing(text, item.body, item.body + len, out);
			at = item.body + len;
		} else {
			at = add_term(text, item, out);
		}
	}
}

/* ---- brackets ---- */

/* Brackets close around a single word are text. */
static bool encloses_word(const token *open, const token *close)
{
	const token *inside = open + 1;
	if (inside == close)
		return true;
	return inside + 1 == close && inside->kind <= TOKEN_OR && open->end == inside->start &&
	       inside->end == close->start;
}

void query_match_brackets(tokens *list)
{
	size_t *stack = yd_alloc((list->count + 1) * sizeof *stack), depth = 0;
	for (size_t i = 0; i < list->count; i++) {
		token *item = &list->items[i];
		if (item->kind == TOKEN_OPEN) {
			stack[depth++] = i;
		} else if (item->kind == TOKEN_CLOSE && depth) {
			token *open = &list->items[item->partner = stack[--depth]];
			open->partner = i;
			open->grouping = item->grouping = !encloses_word(open, item);
		}
	}
	free(stack);
	depth = 0;
	for (size_t i = 0; i < list->count; i++) {
		token *item = &list->items[i];
		if (!item->grouping)
			continue;
		if (item->kind == TOKEN_CLOSE)
			depth--;
		else if (depth == YD_QUERY_DEPTH)
			item->grouping = list->items[item->partner].grouping = false;
		else
			depth++;
	}
}
