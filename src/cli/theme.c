#include "commands.h"
#include "json.h"
#include "output.h"

#include <yaodian/text.h>

#include <string.h>

enum { OPTION_JSON, KEY_COLUMNS = 12, NAME_COLUMNS = 16 };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line"},
	{NULL, 0, NULL, NULL},
};

static void print_json(unsigned theme, size_t any, size_t primary)
{
	yd_buf line = {0};
	json_open(&line, '{');
	json_key(&line, "key");
	json_text(&line, yd_theme_key(theme));
	json_key(&line, "name");
	json_text(&line, yd_theme_name(theme));
	json_key(&line, "clauses");
	json_number(&line, (long long)any);
	json_key(&line, "primary");
	json_number(&line, (long long)primary);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static void print_line(unsigned theme, size_t any, size_t primary)
{
	yd_buf line = {0};
	if (out_is_terminal()) {
		yd_text_ellipsis(yd_str_of(yd_theme_key(theme)), KEY_COLUMNS, true, &line);
		yd_buf_putc(&line, ' ');
		yd_text_ellipsis(yd_str_of(yd_theme_name(theme)), NAME_COLUMNS, true, &line);
		yd_buf_printf(&line, " %7zu %7zu\n", any, primary);
	} else {
		yd_buf_printf(&line, "%s\t%s\t%zu\t%zu\n", yd_theme_key(theme),
			yd_theme_name(theme), any, primary);
	}
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static int list_themes(yd_library *library, bool json)
{
	size_t any[YD_THEME_COUNT], primary[YD_THEME_COUNT];
	yd_error err;
	if (yd_corpus_theme_totals(yd_library_corpus(library), any, primary, &err) != YD_OK)
		return say_error(&err);
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		if (json)
			print_json(theme, any[theme], primary[theme]);
		else
			print_line(theme, any[theme], primary[theme]);
	}
	return YD_EXIT_DONE;
}

static int run(const yd_call *call)
{
	yd_library *library;
	if (call->arg_count != 1 || strcmp(call->args[0], "list") != 0)
		return say_usage(call, "say `list`");
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = list_themes(library, call->values[OPTION_JSON] != NULL);
	yd_library_close(library);
	return status;
}

const yd_command command_theme = {
	.name = "theme",
	.summary = "lists the themes clauses are tagged with",
	.usage = "[--json] list",
	.options = options,
	.notes = "For each theme its key, its name, how many clauses are tagged with it, and how "
		 "many of these "
		 "are mainly about it; tabs between them when standard output is no terminal.\n"
		 "The terms that find themes can be changed in $XDG_CONFIG_HOME/yaodian/themes; "
		 "`yaodian "
		 "rebuild` then tags the documents again.",
	.run = run,
};
