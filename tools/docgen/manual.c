/* Sections of the manuals, in roff. */
#include "docgen.h"

#include <config.h>

#include <yaodian/query.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- roff ---- */

/* As it stands, not as roff would take it. */
static void put(yd_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (i == 0 && (c == '.' || c == '\''))
			fputs("\\&", stdout);
		switch (c) {
		case '\\':
			fputs("\\e", stdout);
			break;
		case '-':
			fputs("\\-", stdout);
			break;
		case '\'':
			fputs("\\(aq", stdout);
			break;
		case '`':
			fputs("\\(ga", stdout);
			break;
		case '^':
			fputs("\\(ha", stdout);
			break;
		case '~':
			fputs("\\(ti", stdout);
			break;
		default:
			putchar(c);
		}
	}
}

static void put_text(const char *text)
{
	put(yd_str_of(text));
}

static void put_in(char font, yd_str text)
{
	printf("\\f%c", font);
	put(text);
	fputs("\\fR", stdout);
}

/* A sentence from a table: begins with a capital and ends with a full stop. */
static void put_sentence(const char *text)
{
	size_t len = strlen(text);
	char *copy = yd_strdup(text);
	if (copy[0] >= 'a' && copy[0] <= 'z')
		copy[0] = (char)(copy[0] - 'a' + 'A');
	put_text(copy);
	if (len && !strchr(".!?", text[len - 1]))
		putchar('.');
	putchar('\n');
	free(copy);
}

/* Paragraphs that line feeds part. */
static void put_paragraphs(const char *text)
{
	yd_str rest = yd_str_of(text);
	while (rest.len) {
		size_t end = yd_str_find(rest, YD_STR("\n"), 0);
		size_t len = end == SIZE_MAX ? rest.len : end;
		fputs(".PP\n", stdout);
		put((yd_str){rest.ptr, len});
		putchar('\n');
		len += end != SIZE_MAX;
		rest = (yd_str){rest.ptr + len, rest.len - len};
	}
}

/* Words parted by spaces as bold words parted by commas. */
static void put_list(yd_str words)
{
	const char *before = "";
	for (yd_str word; (word = yd_str_word(&words)).len; before = ", ") {
		fputs(before, stdout);
		put_in('B', word);
	}
}

/* ---- the command line ---- */

static void put_options(const yd_option *table)
{
	for (; table->name; table++) {
		fputs(".TP\n", stdout);
		if (table->letter)
			printf("\\fB\\-%c\\fR, ", table->letter);
		fputs("\\fB\\-\\-", stdout);
		put_text(table->name);
		fputs("\\fR", stdout);
		if (table->value) {
			putchar(' ');
			put_in('I', yd_str_of(table->value));
		}
		putchar('\n');
		put_sentence(table->help);
	}
}

/* Options and names bold, placeholders in italics, signs as they are. */
static void put_usage(yd_str line)
{
	while (line.len) {
		size_t len = 0;
		char c = line.ptr[0];
		char font = c == '-' || (c >= 'a' && c <= 'z') ? 'B'
			    : c >= 'A' && c <= 'Z'	       ? 'I'
							       : 'R';
		while (len < line.len && (font == 'R') == !!strchr(" []|.", line.ptr[len]))
			len++;
		if (!len)
			len = font == 'R' ? strcspn(line.ptr, " []|") : 1;
		put_in(font, (yd_str){line.ptr, len});
		line = (yd_str){line.ptr + len, line.len - len};
	}
	putchar('\n');
}

static void put_command(const yd_command *command)
{
	yd_str usage = yd_str_of(command->usage);
	fputs(".SS ", stdout);
	put_text(command->name);
	fputs("\n.nf\n", stdout);
	do {
		size_t end = yd_str_find(usage, YD_STR("\n"), 0);
		size_t len = end == SIZE_MAX ? usage.len : end;
		fputs("\\fByaodian ", stdout);
		put_text(command->name);
		fputs("\\fR ", stdout);
		put_usage((yd_str){usage.ptr, len});
		len += end != SIZE_MAX;
		usage = (yd_str){usage.ptr + len, usage.len - len};
	} while (usage.len);
	fputs(".fi\n.PP\n", stdout);
	put_sentence(command->summary);
	put_options(command->options);
	if (command->notes)
		put_paragraphs(command->notes);
}

static void put_commands(void)
{
	for (size_t i = 0; yd_commands[i]; i++)
		put_command(yd_commands[i]);
}

static void put_global_options(void)
{
	put_options(yd_global_options);
}

static void put_query_fields(void)
{
	for (const yd_query_field *field = yd_query_fields; field->name; field++)
		for (const yd_query_form *form = field->forms; form->written; form++) {
			fputs(".TP\n", stdout);
			put_in('B', yd_str_of(form->written));
			putchar('\n');
			put_sentence(form->finds);
		}
}

/* ---- the browser ---- */

static void put_action(const yd_action_row *row)
{
	fputs(".TP\n", stdout);
	put_list(yd_str_of(row->keys));
	if (*row->keys)
		fputs("   ", stdout);
	putchar(':');
	put_text(row->name);
	if (row->argument) {
		putchar(' ');
		put_in('I', yd_str_of(row->argument));
	}
	putchar('\n');
	put_sentence(row->help);
}

static void put_keys(void)
{
	const char *group = NULL;
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		const yd_action_row *row = &yd_action_table[i];
		if (!group || strcmp(group, row->group) != 0) {
			fputs(".SS ", stdout);
			put_text(group = row->group);
			putchar('\n');
		}
		put_action(row);
	}
}

/* ---- the configuration ---- */

static void put_values(const yd_setting_row *row)
{
	switch (row->kind) {
	case YD_SETTING_BOOL:
		fputs("yes or no", stdout);
		break;
	case YD_SETTING_NUMBER:
		printf("%zu to %zu", row->least, row->most);
		break;
	case YD_SETTING_CHOICE:
		put_list(yd_str_of(row->choices));
		break;
	case YD_SETTING_TEXT:
		fputs("text", stdout);
		break;
	}
	if (*row->initial) {
		fputs("; at first ", stdout);
		put_in('B', yd_str_of(row->initial));
	}
}

static void put_settings(void)
{
	const char *group = NULL;
	for (const yd_setting_row *row = yd_setting_table; row->name; row++) {
		if (!group || strcmp(group, row->group) != 0) {
			fputs(".SS ", stdout);
			put_text(group = row->group);
			putchar('\n');
		}
		fputs(".TP\n", stdout);
		put_in('B', yd_str_of(row->name));
		fputs("  (", stdout);
		put_values(row);
		fputs(")\n", stdout);
		put_sentence(row->help);
	}
}

/* Those without a name of one character. */
static void put_key_names(void)
{
	const char *before = "";
	for (yd_key key = 1; key < YD_KEY_UP + 64; key++) {
		yd_buf name = {0};
		if (key == ' ' + 1)
			key = YD_KEY_BACKSPACE;
		else if (key == YD_KEY_BACKSPACE + 1)
			key = YD_KEY_UP;
		yd_key_name(key, &name);
		bool named = name.len > 1 && (unsigned char)name.ptr[0] < 0x80 &&
			     !yd_str_starts(yd_buf_str(&name), YD_STR("Ctrl-")) &&
			     yd_key_parse(yd_buf_str(&name)) == key;
		if (named) {
			fputs(before, stdout);
			put_in('B', yd_buf_str(&name));
			before = ", ";
		}
		yd_buf_free(&name);
	}
	fputs(".\n", stdout);
}

static void put_panes(void)
{
	const char *before = "";
	for (int pane = 0; pane < YD_PANE_COUNT; pane++, before = ", ") {
		fputs(before, stdout);
		put_in('B', yd_str_of(yd_pane_name((yd_pane)pane)));
	}
	putchar('\n');
}

static void put_styles(void)
{
	for (int i = 0; i < YD_STYLE_COUNT; i++) {
		fputs(".TP\n", stdout);
		put_in('B', yd_str_of(yd_style_table[i].name));
		putchar('\n');
		put_sentence(yd_style_table[i].help);
	}
}

static void put_names(const char *const *names, const char *end)
{
	for (const char *before = ""; *names; names++, before = ", ") {
		fputs(before, stdout);
		put_in('B', yd_str_of(*names));
	}
	puts(end);
}

static void put_colours(void)
{
	put_names(yd_colour_names, "");
}

static void put_attributes(void)
{
	put_names(yd_attribute_names, ".");
}

static void put_version(void)
{
	fputs(".ds yv " PACKAGE_NAME " " PACKAGE_VERSION "\n", stdout);
}

/* ---- templates ---- */

static const struct {
	const char *name;
	void (*print)(void);
} parts[] = {
	{"VERSION", put_version},
	{"OPTIONS", put_global_options},
	{"COMMANDS", put_commands},
	{"QUERY FIELDS", put_query_fields},
	{"KEYS", put_keys},
	{"SETTINGS", put_settings},
	{"PANES", put_panes},
	{"KEY NAMES", put_key_names},
	{"STYLES", put_styles},
	{"COLOURS", put_colours},
	{"ATTRIBUTES", put_attributes},
};

static bool put_part(yd_str name)
{
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (yd_str_equal(name, yd_str_of(parts[i].name))) {
			parts[i].print();
			return true;
		}
	fprintf(stderr, "docgen: there is no part %.*s\n", (int)name.len, name.ptr);
	return false;
}

bool print_manual(void)
{
	char line[4096];
	bool right = true;
	while (fgets(line, sizeof line, stdin)) {
		yd_str text = yd_str_trim_ascii(yd_str_of(line));
		if (yd_str_starts(text, YD_STR(".\\\" @")) && yd_str_ends(text, YD_STR("@")))
			right &= put_part((yd_str){text.ptr + 5, text.len - 6});
		else
			fputs(line, stdout);
	}
	return right;
}
