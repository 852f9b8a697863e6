#include "docgen.h"

#include <yaodian/query.h>

#include <stdio.h>

/* N_("…"); */
static void put_text(const char *text)
{
	if (!text || !*text)
		return;
	fputs("N_(\"", stdout);
	for (; *text; text++) {
		if (*text == '\n')
			fputs("\\n", stdout);
		else if (*text == '"' || *text == '\\')
			printf("\\%c", *text);
		else
			putchar(*text);
	}
	fputs("\");\n", stdout);
}

static void put_actions(void)
{
	for (size_t i = 0; i < YD_DO_COUNT - 1; i++) {
		const yd_action_row *row = &yd_action_table[i];
		put_text(row->group);
		put_text(row->argument);
		put_text(row->hint);
		put_text(row->help);
	}
}

static void put_options(const yd_option *table)
{
	for (; table->name; table++)
		put_text(table->help);
}

static void put_commands(void)
{
	put_options(yd_global_options);
	for (size_t i = 0; yd_commands[i]; i++) {
		put_text(yd_commands[i]->summary);
		put_options(yd_commands[i]->options);
		put_text(yd_commands[i]->notes);
	}
}

static void put_query_fields(void)
{
	for (const yd_query_field *field = yd_query_fields; field->name; field++)
		for (const yd_query_form *form = field->forms; form->written; form++)
			put_text(form->finds);
}

void print_texts(void)
{
	put_actions();
	for (const yd_setting_row *row = yd_setting_table; row->name; row++)
		put_text(row->help);
	put_commands();
	put_query_fields();
}
