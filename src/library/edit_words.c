/* What a user types on one line, or writes in a form, as an edit. */
#include <yaodian/library.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

const char *const yd_edit_names[] = {
	"region", "year", "title", "kind", "heading", "theme", "reset", NULL};

enum { RESET = 6, VALUES = RESET };

void yd_edit_words_free(yd_edit_words *words)
{
	for (size_t i = 0; i < VALUES; i++)
		free(words->values[i]);
	*words = (yd_edit_words){0};
}

static size_t find_name(yd_str word)
{
	size_t i = 0;
	while (yd_edit_names[i] && !yd_str_equal(word, yd_str_of(yd_edit_names[i])))
		i++;
	return i;
}

/* Bytes of = (or :, in a form) at the start of a text; 0: there is none. */
static size_t equals(yd_str text, bool form)
{
	static const char *const signs[] = {"=", "＝", ":", "："};
	for (size_t i = 0; i < (form ? 4 : 2); i++)
		if (yd_str_starts(text, yd_str_of(signs[i])))
			return strlen(signs[i]);
	return 0;
}

/* Does a word begin a value: NAME=… or --NAME? `first`: a name alone does as well. *len: bytes up
 * to the value. */
static bool begins_value(yd_str word, bool first, size_t *name, size_t *len)
{
	bool dashes = yd_str_starts(word, YD_STR("--"));
	yd_str rest = {word.ptr + (dashes ? 2 : 0), word.len - (dashes ? 2 : 0)};
	size_t end = 0;
	while (end < rest.len && rest.ptr[end] >= 'a' && rest.ptr[end] <= 'z')
		end++;
	size_t sign = equals((yd_str){rest.ptr + end, rest.len - end}, false);
	*name = find_name((yd_str){rest.ptr, end});
	*len = (dashes ? 2 : 0) + end + sign;
	return yd_edit_names[*name] && (sign || (end == rest.len && (dashes || first)));
}

static void add_value(yd_edit_words *out, size_t name, yd_str value)
{
	value = yd_text_trim(value);
	if (name == RESET) {
		out->edit.reset = true;
		return;
	}
	char *before = out->values[name];
	bool list = strcmp(yd_edit_names[name], "heading") == 0 ||
		    strcmp(yd_edit_names[name], "theme") == 0;
	out->values[name] = before && list ? yd_format("%s %.*s", before, (int)value.len, value.ptr)
					   : yd_strndup(value.len ? value.ptr : "", value.len);
	free(before);
}

static void give_values(yd_edit_words *out)
{
	out->edit.region = out->values[0];
	out->edit.year = out->values[1];
	out->edit.title = out->values[2];
	out->edit.kind = out->values[3];
	out->edit.headings = out->values[4];
	out->edit.themes = out->values[5];
}

static yd_status fail_name(yd_str word, yd_error *err)
{
	yd_buf all = {0};
	for (size_t i = 0; yd_edit_names[i]; i++)
		yd_buf_printf(&all, "%s%s", i ? ", " : "", yd_edit_names[i]);
	yd_fail(err, YD_INVALID, NULL, "%.*s cannot be corrected; there are %s, as in year=2024",
		word.len < 40 ? (int)word.len : 40, word.ptr, all.ptr);
	yd_buf_free(&all);
	return YD_INVALID;
}

yd_status yd_edit_words_parse(yd_str line, yd_edit_words *out, yd_error *err)
{
	size_t name = SIZE_MAX, next, len;
	const char *value = NULL, *end = line.ptr + line.len;
	*out = (yd_edit_words){0};
	yd_str rest = line, word;
	while ((word = yd_str_word(&rest)).len) {
		bool first = name == SIZE_MAX;
		if (!begins_value(word, first, &next, &len)) {
			if (first)
				return fail_name(word, err);
			continue;
		}
		if (!first)
			add_value(out, name, (yd_str){value, (size_t)(word.ptr - value)});
		name = next;
		value = word.ptr + len;
	}
	if (name != SIZE_MAX)
		add_value(out, name, (yd_str){value, (size_t)(end - value)});
	give_values(out);
	return YD_OK;
}

yd_status yd_edit_form_parse(yd_str form, yd_edit_words *out, yd_error *err)
{
	*out = (yd_edit_words){0};
	while (form.len) {
		size_t end = yd_str_find(form, YD_STR("\n"), 0);
		end = end == SIZE_MAX ? form.len : end;
		yd_str line = yd_text_trim((yd_str){form.ptr, end});
		size_t taken = end < form.len ? end + 1 : end;
		form = (yd_str){form.ptr + taken, form.len - taken};
		if (!line.len || line.ptr[0] == '#')
			continue;
		size_t at = 0;
		while (at < line.len && line.ptr[at] >= 'a' && line.ptr[at] <= 'z')
			at++;
		size_t name = find_name((yd_str){line.ptr, at});
		yd_str behind = yd_text_trim((yd_str){line.ptr + at, line.len - at});
		size_t sign = equals(behind, true);
		if (!yd_edit_names[name] || !sign) {
			yd_edit_words_free(out);
			return fail_name(line, err);
		}
		yd_str value = yd_text_trim((yd_str){behind.ptr + sign, behind.len - sign});
		if (value.len)
			add_value(out, name, value);
	}
	give_values(out);
	return YD_OK;
}
