/* The one table of settings, and the values they take. */
#include <yaodian/settings.h>

#include <stdlib.h>
#include <string.h>

#define TEXT	  "Text"
#define SESSION	  "Session"
#define TERMINAL  "Terminal"
#define AT(field) offsetof(yd_settings, field)

const yd_setting_row yd_setting_table[] = {
	{TEXT, "text-width", YD_SETTING_NUMBER, AT(text_width), "84", NULL, 0, 1000,
		"columns of a line of text at most, two for each Chinese character; 0: as wide as "
		"the pane"},
	{TEXT, "center", YD_SETTING_BOOL, AT(center), "yes", NULL, 0, 0,
		"put the text in the middle of a pane that is wider"},
	{TEXT, "full-width-punctuation", YD_SETTING_BOOL, AT(full_width_punctuation), "yes", NULL,
		0, 0,
		"show ASCII punctuation between Chinese characters as full width; search and "
		"copies keep the source"},
	{TEXT, "script", YD_SETTING_CHOICE, AT(script), "published",
		"published simplified traditional", 0, 0,
		"show the text in the script it was published in, or in another"},

	{SESSION, "remember-positions", YD_SETTING_BOOL, AT(remember_positions), "yes", NULL, 0, 0,
		"return to where each document was left"},
	{SESSION, "read-after", YD_SETTING_NUMBER, AT(read_after), "3", NULL, 0, 3600,
		"seconds that a clause is under the eye until it counts as read; 0: only what is "
		"scrolled past does"},
	{SESSION, "history-limit", YD_SETTING_NUMBER, AT(history_limit), "100", NULL, 0, 10000,
		"earlier lines that a prompt brings back with Up"},
	{SESSION, "citation", YD_SETTING_CHOICE, AT(citation), "gbt7714-2025",
		"gbt7714-2025 gbt7714-2015", 0, 0, "the standard that citations are copied by"},
	{SESSION, "copy-limit", YD_SETTING_NUMBER, AT(copy_limit), "74994", NULL, 0, 100000000,
		"bytes of a copy that the terminal is asked to take at most; what is longer goes "
		"to the file only"},
	{SESSION, "editor", YD_SETTING_TEXT, AT(editor), "", NULL, 0, 0,
		"command that notes are written with; empty: $VISUAL, else $EDITOR"},

	{TERMINAL, "color-theme", YD_SETTING_CHOICE, AT(color_theme), "calm", "calm mono", 0, 0,
		"the colours that lines with color change: calm, or mono, which has none"},
	{TERMINAL, "mouse", YD_SETTING_BOOL, AT(mouse), "yes", NULL, 0, 0,
		"click, wheel, and drag borders; no leaves the mouse to the terminal"},
	{TERMINAL, "ask-widths", YD_SETTING_BOOL, AT(ask_widths), "yes", NULL, 0, 0,
		"ask the terminal how wide it draws the characters on which terminals differ"},
	{TERMINAL, "escape-time", YD_SETTING_NUMBER, AT(escape_time), "25", NULL, 0, 5000,
		"milliseconds after which Esc is taken for the key, and not for the beginning of "
		"another"},
	{TERMINAL, "regions-width", YD_SETTING_NUMBER, AT(regions_width), "0", NULL, 0, 1000,
		"columns of the pane of regions; 0: by the width of the window"},
	{TERMINAL, "outline-width", YD_SETTING_NUMBER, AT(outline_width), "0", NULL, 0, 1000,
		"columns of the outline; 0: by the width of the window"},
	{NULL, NULL, YD_SETTING_BOOL, 0, NULL, NULL, 0, 0, NULL},
};

static void *field_of(yd_settings *settings, const yd_setting_row *row)
{
	return (char *)settings + row->offset;
}

static bool same_name(yd_str typed, yd_str name)
{
	if (typed.len != name.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((typed.ptr[i] == '_' ? '-' : typed.ptr[i]) != name.ptr[i])
			return false;
	return true;
}

const yd_setting_row *yd_setting_find(yd_str name)
{
	for (const yd_setting_row *row = yd_setting_table; row->name; row++)
		if (same_name(name, yd_str_of(row->name)))
			return row;
	return NULL;
}

bool yd_setting_split(yd_str words, yd_str *name, yd_str *value)
{
	size_t end = 0;
	words = yd_str_trim_ascii(words);
	while (end < words.len && !strchr("= \t", words.ptr[end]))
		end++;
	*name = (yd_str){words.ptr, end};
	yd_str rest = yd_str_trim_ascii((yd_str){words.ptr + end, words.len - end});
	*value = (yd_str){NULL, 0};
	if (rest.len && rest.ptr[0] == '=')
		rest = *value = yd_str_trim_ascii((yd_str){rest.ptr + 1, rest.len - 1});
	if (rest.len)
		*value = rest;
	return end > 0;
}

/* ---- values ---- */

static bool parse_bool(yd_str value, bool *out)
{
	static const char *const words[] = {
		"no", "yes", "false", "true", "off", "on", "0", "1", NULL};
	for (size_t i = 0; words[i]; i++)
		if (yd_str_equal(value, yd_str_of(words[i]))) {
			*out = i % 2;
			return true;
		}
	return false;
}

static bool parse_number(yd_str value, size_t least, size_t most, size_t *out)
{
	size_t number = 0;
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] < '0' || value.ptr[i] > '9' || number > most)
			return false;
		number = number * 10 + (size_t)(value.ptr[i] - '0');
	}
	*out = number;
	return value.len && number >= least && number <= most;
}

/* The `number`th word; empty past the last. */
static yd_str word_at(const char *words, size_t number)
{
	for (; number && *words; number--) {
		words += strcspn(words, " ");
		words += *words == ' ';
	}
	return (yd_str){words, strcspn(words, " ")};
}

static bool parse_choice(yd_str value, const char *choices, int *out)
{
	for (size_t i = 0; word_at(choices, i).len; i++)
		if (yd_str_equal(value, word_at(choices, i))) {
			*out = (int)i;
			return true;
		}
	return false;
}

static yd_str unquoted(yd_str value)
{
	if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
		return (yd_str){value.ptr + 1, value.len - 2};
	return value;
}

static yd_status refuse(const yd_setting_row *row, yd_str value, yd_error *err)
{
	/* Enough of it to be recognised. */
	int shown = value.len < 40 ? (int)value.len : 40;
	switch (row->kind) {
	case YD_SETTING_BOOL:
		return yd_fail(err, YD_INVALID, row->name, "'%.*s' is neither yes nor no", shown,
			value.ptr);
	case YD_SETTING_NUMBER:
		return yd_fail(err, YD_INVALID, row->name, "'%.*s' is no number from %zu to %zu",
			shown, value.ptr, row->least, row->most);
	default:
		return yd_fail(err, YD_INVALID, row->name, "'%.*s' is none of: %s", shown,
			value.ptr, row->choices);
	}
}

yd_status yd_settings_set(
	yd_settings *settings, const yd_setting_row *row, yd_str value, yd_error *err)
{
	void *field = field_of(settings, row);
	bool right = true, truth;
	size_t number;
	int choice;
	value = unquoted(value);
	switch (row->kind) {
	case YD_SETTING_BOOL:
		if ((right = parse_bool(value, &truth)))
			*(bool *)field = truth;
		break;
	case YD_SETTING_NUMBER:
		if ((right = parse_number(value, row->least, row->most, &number)))
			*(size_t *)field = number;
		break;
	case YD_SETTING_CHOICE:
		if ((right = parse_choice(value, row->choices, &choice)))
			*(int *)field = choice;
		break;
	case YD_SETTING_TEXT:
		free(*(char **)field);
		*(char **)field = yd_strndup(value.ptr, value.len);
		break;
	}
	if (!right)
		return refuse(row, value, err);
	settings->changes++;
	return YD_OK;
}

void yd_settings_get(const yd_settings *settings, const yd_setting_row *row, yd_buf *out)
{
	const void *field = (const char *)settings + row->offset;
	switch (row->kind) {
	case YD_SETTING_BOOL:
		yd_buf_puts(out, *(const bool *)field ? "yes" : "no");
		break;
	case YD_SETTING_NUMBER:
		yd_buf_printf(out, "%zu", *(const size_t *)field);
		break;
	case YD_SETTING_CHOICE:
		yd_buf_add_str(out, word_at(row->choices, (size_t) * (const int *)field));
		break;
	case YD_SETTING_TEXT:
		yd_buf_puts(out, *(char *const *)field);
		break;
	}
}

void yd_settings_init(yd_settings *settings)
{
	*settings = (yd_settings){0};
	for (const yd_setting_row *row = yd_setting_table; row->name; row++)
		yd_settings_set(settings, row, yd_str_of(row->initial), NULL);
	settings->changes = 0;
}

void yd_settings_free(yd_settings *settings)
{
	for (const yd_setting_row *row = yd_setting_table; row->name; row++)
		if (row->kind == YD_SETTING_TEXT) {
			char **text = field_of(settings, row);
			free(*text);
			*text = NULL;
		}
}
