#include "front.h"

#include "plain.h"

#include <yaodian/text.h>

#include <strings.h>

/* `text` without the quotation marks around it. */
static yd_str unquote(yd_str text)
{
	if (text.len >= 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
		text.ptr[text.len - 1] == text.ptr[0]) {
		text.ptr++;
		text.len -= 2;
	}
	return yd_text_trim(text);
}

/* Bytes of the first colon of either width; *len gets its length. SIZE_MAX: none. */
static size_t find_colon(yd_str line, size_t *len)
{
	size_t ascii = yd_str_find(line, YD_STR(":"), 0), wide = yd_str_find(line, YD_STR("："), 0);
	*len = wide < ascii ? 3 : 1;
	return wide < ascii ? wide : ascii;
}

static yd_str *field_of(front_matter *front, yd_str key)
{
	const struct {
		const char *key;
		yd_str *field;
	} fields[] = {
		{"region", &front->region},
		{"year", &front->year},
		{"title", &front->title},
		{"issuer", &front->issuer},
		{"doc_no", &front->doc_no},
		{"date", &front->date},
		{"url", &front->url},
		{"kind", &front->kind},
		{"sample", &front->sample},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		yd_str name = yd_str_of(fields[i].key);
		if (name.len == key.len && strncasecmp(name.ptr, key.ptr, key.len) == 0)
			return fields[i].field;
	}
	return NULL;
}

/* Name and value of a line; false when it has none. */
static bool split_line(yd_str line, yd_str *name, yd_str *value)
{
	size_t len, colon = find_colon(line, &len);
	if (colon == SIZE_MAX)
		return false;
	*name = yd_text_trim((yd_str){line.ptr, colon});
	*value = unquote(yd_text_trim((yd_str){line.ptr + colon + len, line.len - colon - len}));
	return true;
}

front_matter front_read(yd_str text)
{
	front_matter front = {0};
	yd_str line, name, value;
	while (plain_next_line(&text, &line)) {
		yd_str *field = split_line(line, &name, &value) ? field_of(&front, name) : NULL;
		if (field)
			*field = value;
	}
	return front;
}

bool front_next_unknown(yd_str *rest, yd_str *name)
{
	front_matter front;
	yd_str line, value;
	while (plain_next_line(rest, &line))
		if (split_line(line, name, &value) && name->len && name->ptr[0] != '#' &&
			!field_of(&front, *name))
			return true;
	return false;
}

bool front_is_true(yd_str value)
{
	static const char *const words[] = {"true", "yes", "1", "是"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		yd_str word = yd_str_of(words[i]);
		if (word.len == value.len && strncasecmp(word.ptr, value.ptr, word.len) == 0)
			return true;
	}
	return false;
}
