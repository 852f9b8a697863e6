/* The helper's answer, which nobody vouches for, to text and looks. extract.h has the form. */
#include "answer.h"
#include "helper.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>
#include <yaodian/extract.h>

/* More of them than a reader would read. */
enum { MOST_WARNINGS = 32, LONGEST_FACT = 4096, LONGEST_LINK = YD_ADDRESS_MAX + 512 };

static bool take_hint(yd_str word, yd_look *look)
{
	static const struct {
		const char *word;
		uint8_t look;
	} words[] = {
		{"b", YD_LOOK_BOLD},
		{"c", YD_LOOK_CENTRED},
		{"r", YD_LOOK_RIGHT},
		{"hei", YD_LOOK_HEI},
		{"kai", YD_LOOK_KAI},
		{"song", YD_LOOK_SONG},
		{"row", YD_LOOK_ROW},
	};
	size_t number;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (yd_str_equal(word, yd_str_of(words[i].word)))
			look->look |= words[i].look;
	if (word.len == 2 && word.ptr[0] == 'h' && word.ptr[1] >= '1' && word.ptr[1] <= '9')
		look->heading = (uint8_t)(word.ptr[1] - '0');
	if (word.len == 2 && word.ptr[0] == 'l' && word.ptr[1] >= '1' && word.ptr[1] <= '9')
		look->number_level = (uint8_t)(word.ptr[1] - '0');
	if (!yd_str_starts(word, YD_STR("n=")))
		return true;
	if (!answer_number((yd_str){word.ptr + 2, word.len - 2}, &number))
		return false;
	look->number_len = (uint32_t)number;
	return true;
}

static bool take_paragraph(yd_str line, yd_extracted *out)
{
	yd_look look = {.start = (uint32_t)out->text.len};
	const char *tab = memchr(line.ptr, '\t', line.len);
	if (!tab || out->text.len + line.len > YD_INTAKE_MAX_BYTES ||
		out->look_count >= YD_EXTRACT_PARAGRAPHS)
		return false;
	yd_str text = {tab + 1, line.len - (size_t)(tab + 1 - line.ptr)};
	for (const char *at = line.ptr; at < tab;) {
		const char *end = memchr(at, ' ', (size_t)(tab - at));
		if (!end)
			end = tab;
		if (!take_hint((yd_str){at, (size_t)(end - at)}, &look))
			return false;
		at = end + (end < tab);
	}
	if (!answer_is_clean(text, true) || look.number_len > text.len)
		return false;
	YD_GROW(out->looks, out->look_count, out->look_cap);
	out->looks[out->look_count++] = look;
	yd_buf_add_str(&out->text, text);
	yd_buf_putc(&out->text, '\n');
	return true;
}

static bool take_fact(yd_str value, char **slot)
{
	if (*slot || !value.len || value.len > LONGEST_FACT || !answer_is_clean(value, true))
		return false;
	*slot = yd_strndup(value.ptr, value.len);
	return true;
}

static bool take_date(yd_str value, yd_extracted *out)
{
	if (value.len != 10 || out->date[0])
		return false;
	for (size_t i = 0; i < value.len; i++) {
		bool dash = i == 4 || i == 7;
		if (dash ? value.ptr[i] != '-' : value.ptr[i] < '0' || value.ptr[i] > '9')
			return false;
	}
	memcpy(out->date, value.ptr, value.len);
	return true;
}

static bool take_warning(yd_str value, yd_extracted *out)
{
	if (value.len > LONGEST_FACT || !answer_is_clean(value, true))
		return false;
	if (out->warning_count >= MOST_WARNINGS)
		return true;
	YD_GROW(out->warnings, out->warning_count, out->warning_cap);
	out->warnings[out->warning_count++] = yd_strndup(value.ptr, value.len);
	return true;
}

static bool take_link(yd_str value, yd_extracted *out)
{
	const char *space = memchr(value.ptr, ' ', value.len);
	yd_str href = {value.ptr, space ? (size_t)(space - value.ptr) : value.len};
	yd_str name = {space ? space + 1 : NULL, space ? value.len - href.len - 1 : 0};
	if (!href.len || value.len > LONGEST_LINK || !answer_is_clean(value, false) ||
		out->link_count >= YD_EXTRACT_LINKS)
		return false;
	YD_GROW(out->links, out->link_count, out->link_cap);
	out->links[out->link_count++] = (yd_link){
		yd_strndup(href.ptr, href.len), name.len ? yd_strndup(name.ptr, name.len) : NULL};
	return true;
}

/* Why there is none, once the answer is whole: nothing of it stays but what the page links to. */
static yd_status fail_told(const char *name, const char *reason, yd_extracted *out, yd_error *err)
{
	yd_extracted links = {
		.links = out->links, .link_count = out->link_count, .link_cap = out->link_cap};
	out->links = NULL;
	out->link_count = 0;
	yd_extracted_free(out);
	*out = links;
	return yd_fail(err, YD_INVALID, name, "%s", reason);
}

/* A line but for "error" and "end". */
static bool take_line(yd_str key, yd_str value, yd_extracted *out)
{
	if (yd_str_equal(key, YD_STR("p")))
		return take_paragraph(value, out);
	if (yd_str_equal(key, YD_STR("format")))
		return take_fact(value, &out->format);
	if (yd_str_equal(key, YD_STR("encoding")))
		return take_fact(value, &out->encoding);
	if (yd_str_equal(key, YD_STR("title")))
		return take_fact(value, &out->title);
	if (yd_str_equal(key, YD_STR("source")))
		return take_fact(value, &out->source);
	if (yd_str_equal(key, YD_STR("date")))
		return take_date(value, out);
	if (yd_str_equal(key, YD_STR("warning")))
		return take_warning(value, out);
	if (yd_str_equal(key, YD_STR("link")))
		return take_link(value, out);
	return yd_str_equal(key, YD_STR("replaced")) && answer_number(value, &out->replaced);
}

static yd_status fail_form(const char *name, yd_str line, yd_error *err)
{
	int len = line.len < 60 ? (int)line.len : 60;
	return yd_fail(err, YD_DAMAGED, name,
		"yaodian-extract gave an answer that is none (%.*s): is it another version's?", len,
		len ? line.ptr : "");
}

yd_status extracted_read(const char *name, yd_str answer, yd_extracted *out, yd_error *err)
{
	char *reason = NULL;
	yd_str line = {0};
	bool fine = true;
	*out = (yd_extracted){0};
	for (size_t at = 0; fine && at < answer.len;) {
		const char *stop = memchr(answer.ptr + at, '\n', answer.len - at);
		if (!stop)
			break;
		line = (yd_str){answer.ptr + at, (size_t)(stop - answer.ptr) - at};
		at += line.len + 1;
		const char *space = memchr(line.ptr, ' ', line.len);
		yd_str key = {line.ptr, space ? (size_t)(space - line.ptr) : line.len};
		yd_str value = {
			line.ptr + key.len + (space != NULL), line.len - key.len - (space != NULL)};
		size_t count;
		if (yd_str_equal(key, YD_STR("error"))) {
			fine = take_fact(value, &reason);
		} else if (yd_str_equal(key, YD_STR("end"))) {
			fine = answer_number(value, &count) && at == answer.len &&
			       (reason ? count == 0 : count == out->look_count && out->format);
			if (!fine)
				break;
			yd_status status = reason ? fail_told(name, reason, out, err) : YD_OK;
			free(reason);
			return status;
		} else {
			fine = take_line(key, value, out);
		}
	}
	free(reason);
	yd_extracted_free(out);
	return fail_form(name, line, err);
}
