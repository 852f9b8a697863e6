#include "args.h"
#include "output.h"

#include <yaodian/intl.h>
#include <yaodian/query.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum { HELP_COLUMNS = 80, HELP_INDENT = 22 };

/* `text` in lines of HELP_COLUMNS, those after the first indented. */
static void print_wrapped(const char *text, size_t indent)
{
	yd_lines lines = {0};
	yd_text_break(yd_str_of(text), HELP_COLUMNS - indent, 0, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		yd_buf line = {0};
		if (i)
			yd_buf_printf(&line, "%*s", (int)indent, "");
		yd_buf_add(&line, text + lines.items[i].start,
			lines.items[i].end - lines.items[i].start);
		while (line.len && line.ptr[line.len - 1] == ' ')
			line.len--;
		yd_buf_putc(&line, '\n');
		out_bytes(yd_buf_str(&line));
		yd_buf_free(&line);
	}
	yd_lines_free(&lines);
}

/* A name in the left column, its text in the right one. */
static void print_row(const char *name, const char *text)
{
	yd_buf left = {0};
	yd_buf_printf(&left, "  %s", name);
	size_t columns = yd_text_columns(yd_buf_str(&left));
	if (columns + 2 > HELP_INDENT)
		yd_buf_printf(&left, "\n%*s", HELP_INDENT, "");
	else
		yd_buf_printf(&left, "%*s", (int)(HELP_INDENT - columns), "");
	out_bytes(yd_buf_str(&left));
	yd_buf_free(&left);
	print_wrapped(text, HELP_INDENT);
}

static void print_options(const char *heading, const yd_option *table)
{
	if (!table->name)
		return;
	out_puts("\n");
	out_puts(heading);
	out_puts("\n");
	for (; table->name; table++) {
		yd_buf name = {0};
		if (table->letter)
			yd_buf_printf(&name, "-%c, ", table->letter);
		yd_buf_printf(&name, "--%s", table->name);
		if (table->value)
			yd_buf_printf(&name, " %s", table->value);
		print_row(name.ptr, yd_tr(table->help));
		yd_buf_free(&name);
	}
}

static void print_query_fields(void)
{
	out_puts("\n");
	out_puts(_("Fields of a query:"));
	out_puts("\n");
	for (const yd_query_field *field = yd_query_fields; field->name; field++)
		for (const yd_query_form *form = field->forms; form->written; form++)
			print_row(form->written, yd_tr(form->finds));
}

void help_program(void)
{
	out_puts(_("Usage:"));
	out_puts(" yaodian [--cache FILE] [--user FILE] [--read-only] [COMMAND …]\n\n");
	print_wrapped(_("Reads the yearly work plans (工作要点) of education bureaus. Without a "
			"command the browser opens."),
		0);
	out_puts("\n");
	out_puts(_("Commands:"));
	out_puts("\n");
	for (size_t i = 0; yd_commands[i]; i++)
		print_row(yd_commands[i]->name, yd_tr(yd_commands[i]->summary));
	print_options(_("Options, before or after the command:"), yd_global_options);
	out_puts("\n");
	print_wrapped(_("`yaodian COMMAND --help` tells more about each."), 0);
	print_wrapped(_("Exit status: 0 done; 1 nothing matched, or some input could not be "
			"imported; 2 wrong usage; 3 a store or system error."),
		0);
}

void help_command(const yd_command *command)
{
	const char *lead = _("Usage:");
	char *blank = yd_format("%*s", (int)yd_text_columns(yd_str_of(lead)), "");
	for (const char *line = command->usage; *line;) {
		size_t len = strcspn(line, "\n");
		yd_buf usage = {0};
		yd_buf_printf(&usage, "%s yaodian %s%s%.*s\n", lead, command->name, len ? " " : "",
			(int)len, line);
		out_bytes(yd_buf_str(&usage));
		yd_buf_free(&usage);
		lead = blank;
		line += len + (line[len] == '\n');
	}
	if (!*command->usage) {
		out_puts(lead);
		out_puts(" yaodian ");
		out_puts(command->name);
		out_puts("\n");
	}
	free(blank);
	out_puts("\n");
	print_wrapped(yd_tr(command->summary), 0);
	print_options(_("Options:"), command->options);
	print_options(_("Options of every command:"), yd_global_options);
	if (command->words)
		print_query_fields();
	for (const char *line = yd_tr(command->notes); line && *line;) {
		size_t len = strcspn(line, "\n");
		yd_buf note = {0};
		yd_buf_add(&note, line, len);
		out_puts("\n");
		print_wrapped(note.ptr, 0);
		yd_buf_free(&note);
		line += len + (line[len] == '\n');
	}
}
