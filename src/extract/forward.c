#include "forward.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/address.h>

/* ---- tags ---- */

struct tag {
	yd_str name;   /* "/p" of an end tag */
	yd_str inside; /* its attributes */
};

static bool is_name(yd_str name, const char *wanted)
{
	return name.len == strlen(wanted) && strncasecmp(name.ptr, wanted, name.len) == 0;
}

static size_t find_text(yd_str in, size_t from, const char *wanted)
{
	size_t len = strlen(wanted);
	for (size_t at = from; at + len <= in.len; at++)
		if (strncasecmp(in.ptr + at, wanted, len) == 0)
			return at;
	return in.len;
}

/* Behind the > that ends the tag at `from`; a > in quotation marks ends none. */
static size_t tag_end(yd_str page, size_t from)
{
	char quote = 0;
	for (size_t at = from; at < page.len; at++) {
		char c = page.ptr[at];
		if (quote)
			quote = c == quote ? 0 : quote;
		else if ((c == '"' || c == '\'') && page.ptr[at - 1] == '=')
			quote = c;
		else if (c == '>')
			return at + 1;
	}
	return page.len;
}

static struct tag read_tag(yd_str page, size_t from, size_t end)
{
	size_t at = from + 1 + (page.ptr[from + 1] == '/');
	while (at < end && isalnum((unsigned char)page.ptr[at]))
		at++;
	size_t close = end > at && page.ptr[end - 1] == '>' ? end - 1 : end;
	return (struct tag){
		{page.ptr + from + 1, at - from - 1}, {page.ptr + at, close > at ? close - at : 0}};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* One attribute off the front of *rest; false at the end. */
static bool take_attribute(yd_str *rest, yd_str *name, yd_str *value)
{
	const char *at = rest->ptr, *end = at + rest->len;
	while (at < end && (is_blank(*at) || *at == '/'))
		at++;
	const char *begin = at;
	while (at < end && !is_blank(*at) && *at != '=')
		at++;
	*name = (yd_str){begin, (size_t)(at - begin)};
	*value = (yd_str){at, 0};
	const char *next = at;
	while (next < end && is_blank(*next))
		next++;
	if (next < end && *next == '=') {
		for (at = next + 1; at < end && is_blank(*at);)
			at++;
		bool quoted = at < end && (*at == '"' || *at == '\'');
		const char *from = at + quoted;
		const char *stop = from;
		while (stop < end && (quoted ? *stop != *at : !is_blank(*stop)))
			stop++;
		*value = (yd_str){from, (size_t)(stop - from)};
		at = stop + (quoted && stop < end);
	}
	*rest = (yd_str){at, (size_t)(end - at)};
	return at > begin || name->len;
}

static yd_str attribute(const struct tag *tag, const char *wanted)
{
	yd_str rest = tag->inside, name, value;
	while (rest.len && take_attribute(&rest, &name, &value))
		if (is_name(name, wanted))
			return value;
	return (yd_str){NULL, 0};
}

/* ---- what is pointed at ---- */

/* As it is meant: &amp; in it is an &. Owned; NULL for what is no address to go to. */
static char *address_of(yd_str text)
{
	yd_buf out = {0};
	text = yd_str_trim_ascii(text);
	if (!text.len || text.len > YD_ADDRESS_MAX || text.ptr[0] == '#')
		return NULL;
	for (size_t i = 0; i < text.len; i++) {
		yd_buf_putc(&out, text.ptr[i]);
		if (text.ptr[i] == '&' && text.len - i > 4 &&
			strncasecmp(text.ptr + i, "&amp;", 5) == 0)
			i += 4;
	}
	bool none = strncasecmp(out.ptr, "javascript:", 11) == 0 ||
		    strncasecmp(out.ptr, "about:", 6) == 0 || strncasecmp(out.ptr, "data:", 5) == 0;
	if (none)
		yd_buf_free(&out);
	return none ? NULL : yd_buf_take(&out);
}

static void add_target(struct forward *out, enum forward_kind kind, yd_str text)
{
	char *to = address_of(text);
	/* A refresh stands for the page, whatever else is there; a script before frames. */
	bool better =
		kind == FORWARD_REFRESH || (kind == FORWARD_SCRIPT && out->kind != FORWARD_REFRESH);
	if (to && out->kind != kind && (better || out->kind == FORWARD_NONE)) {
		forward_free(out);
		out->kind = kind;
	}
	size_t room = kind == FORWARD_FRAMES ? FORWARD_TARGETS : 1;
	if (to && out->kind == kind && out->count < room)
		out->to[out->count++] = to;
	else
		free(to);
}

/* content="0; url='next.html'"; one without an address loads the page again. */
static void take_meta(const struct tag *tag, struct forward *out)
{
	yd_str content = attribute(tag, "content");
	size_t at = 0;
	if (!is_name(yd_str_trim_ascii(attribute(tag, "http-equiv")), "refresh"))
		return;
	while (at < content.len && strchr("0123456789. \t\r\n;,", content.ptr[at]))
		at++;
	yd_str rest = {content.ptr + at, content.len - at};
	if (at && rest.len > 3 && strncasecmp(rest.ptr, "url", 3) == 0) {
		yd_str behind = yd_str_trim_ascii((yd_str){rest.ptr + 3, rest.len - 3});
		if (behind.len && behind.ptr[0] == '=')
			rest = yd_str_trim_ascii((yd_str){behind.ptr + 1, behind.len - 1});
	}
	if (rest.len > 1 && (rest.ptr[0] == '\'' || rest.ptr[0] == '"')) {
		const char *end = memchr(rest.ptr + 1, rest.ptr[0], rest.len - 1);
		rest = (yd_str){rest.ptr + 1, end ? (size_t)(end - rest.ptr) - 1 : rest.len - 1};
	}
	if (at)
		add_target(out, FORWARD_REFRESH, rest);
}

/* Frames of no size only count readers. */
static void take_frame(const struct tag *tag, struct forward *out)
{
	static const char *const sizes[] = {"width", "height"};
	yd_str style = attribute(tag, "style");
	for (size_t i = 0; i < 2; i++) {
		yd_str size = yd_str_trim_ascii(attribute(tag, sizes[i]));
		if (size.len && (is_name(size, "0") || is_name(size, "1") || is_name(size, "0px") ||
					is_name(size, "1px")))
			return;
	}
	if (style.len && find_text(style, 0, "none") < style.len)
		return;
	add_target(out, FORWARD_FRAMES, attribute(tag, "src"));
}

static size_t skip_blank(yd_str text, size_t at)
{
	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	return at;
}

static bool take_word(yd_str text, size_t *at, const char *word)
{
	size_t len = strlen(word);
	if (text.len - *at < len || strncmp(text.ptr + *at, word, len) != 0)
		return false;
	*at += len;
	return true;
}

/* location = "…", location.href = '…', location.replace("…"): a whole string, to which nothing is
 * added. */
static void take_location(yd_str script, size_t at, struct forward *out)
{
	bool call = take_word(script, &at, ".replace") || take_word(script, &at, ".assign");
	if (!call)
		take_word(script, &at, ".href");
	at = skip_blank(script, at);
	if (!take_word(script, &at, call ? "(" : "="))
		return;
	at = skip_blank(script, at);
	if (at >= script.len || (script.ptr[at] != '"' && script.ptr[at] != '\''))
		return;
	const char *begin = script.ptr + at + 1;
	const char *end = memchr(begin, script.ptr[at], script.len - at - 1);
	if (!end)
		return;
	size_t behind = skip_blank(script, (size_t)(end + 1 - script.ptr));
	if (behind == script.len || !strchr("+.,", script.ptr[behind]))
		add_target(out, FORWARD_SCRIPT, (yd_str){begin, (size_t)(end - begin)});
}

static void take_script(yd_str script, struct forward *out)
{
	static const char word[] = "location";
	for (size_t at = 0; (at = find_text(script, at, word)) < script.len;) {
		char before = at ? script.ptr[at - 1] : ' ';
		at += sizeof word - 1;
		if (!isalnum((unsigned char)before) && before != '_' && before != '$')
			take_location(script, at, out);
	}
}

/* ---- a page ---- */

static size_t text_weight(yd_str text)
{
	size_t high = 0, low = 0;
	for (size_t i = 0; i < text.len; i++) {
		high += (unsigned char)text.ptr[i] >= 0x80;
		low += text.ptr[i] > ' ' && text.ptr[i] <= '~';
	}
	return low + high / 2;
}

/* What is in these elements is no text that is shown. */
static const char *hidden_end(yd_str name)
{
	static const char *const names[][2] = {{"script", "</script"}, {"style", "</style"},
		{"title", "</title"}, {"template", "</template"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_name(name, names[i][0]))
			return names[i][1];
	return NULL;
}

/* The tag at `at`, and what belongs to it; where the page goes on. */
static size_t take_tag(yd_str page, size_t at, struct forward *out)
{
	if (find_text((yd_str){page.ptr + at, page.len - at < 4 ? page.len - at : 4}, 0, "<!--") ==
		0)
		return find_text(page, at + 4, "-->") + 3;
	size_t end = tag_end(page, at + 1);
	struct tag tag = read_tag(page, at, end);
	const char *hidden = hidden_end(tag.name);
	if (is_name(tag.name, "meta"))
		take_meta(&tag, out);
	else if (is_name(tag.name, "frame") || is_name(tag.name, "iframe"))
		take_frame(&tag, out);
	if (!hidden)
		return end;
	size_t stop = find_text(page, end, hidden);
	if (is_name(tag.name, "script"))
		take_script((yd_str){page.ptr + end, stop - end}, out);
	return stop;
}

void forward_find(yd_str page, struct forward *out)
{
	size_t weight = 0, hidden = 0;
	*out = (struct forward){0};
	if (yd_str_starts(page, YD_STR("\xEF\xBB\xBF")))
		page = (yd_str){page.ptr + 3, page.len - 3};
	page = yd_str_trim_ascii(page);
	if (page.len < 2 || page.len > FORWARD_MOST_BYTES || page.ptr[0] != '<')
		return;
	for (size_t at = 0; at < page.len && weight <= FORWARD_MOST_TEXT;) {
		if (page.ptr[at] == '<' && at + 1 < page.len) {
			size_t next = take_tag(page, at, out);
			struct tag tag = read_tag(page, at, next < page.len ? next : page.len);
			/* What is said to those who run no scripts, or have no frames, is no text
			 * of the page. */
			hidden += is_name(tag.name, "noscript") || is_name(tag.name, "noframes");
			if (hidden &&
				(is_name(tag.name, "/noscript") || is_name(tag.name, "/noframes")))
				hidden--;
			at = next;
			continue;
		}
		const char *less = memchr(page.ptr + at + 1, '<', page.len - at - 1);
		size_t end = less ? (size_t)(less - page.ptr) : page.len;
		weight += hidden ? 0 : text_weight((yd_str){page.ptr + at, end - at});
		at = end;
	}
	if (weight > FORWARD_MOST_TEXT)
		forward_free(out);
}

void forward_free(struct forward *forward)
{
	for (size_t i = 0; i < forward->count; i++)
		free(forward->to[i]);
	*forward = (struct forward){0};
}
