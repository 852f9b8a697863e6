#include "args.h"
#include "output.h"

#include <config.h>

#include <ctype.h>
#include <signal.h>
#include <stdlib.h>

static void set_library_options(const char *const *global, yd_library_options *options)
{
	*options = (yd_library_options){
		.cache_path = global[GLOBAL_CACHE],
		.user_path = global[GLOBAL_USER],
		.read_only = global[GLOBAL_READ_ONLY] != NULL,
	};
}

static int show_version(void)
{
	out_puts(PACKAGE_NAME " " PACKAGE_VERSION "\n");
	return YD_EXIT_DONE;
}

/* Runs a command whose options are read. */
static int run_parsed(yd_call *call, const char *const *global)
{
	if (global[GLOBAL_HELP]) {
		help_command(call->command);
		return YD_EXIT_DONE;
	}
	if (global[GLOBAL_VERSION])
		return show_version();
	set_library_options(global, &call->library);
	int status = call->command->changes ? check_may_change(call) : YD_EXIT_DONE;
	return status == YD_EXIT_DONE ? call->command->run(call) : status;
}

static bool is_word_without(const char *arg)
{
	unsigned char next = arg[0] == '-' ? (unsigned char)arg[1] : 0;
	return next >= 0x80 || (next && next != '-' && !isalnum(next));
}

/* -职业教育 is no option: with a space before it getopt_long() sees that, and a query means the
 * same. What was made is in `made`, as long as argv. */
static void guard_words(int argc, char **argv, char **made)
{
	for (int i = 1; i < argc; i++)
		if (is_word_without(argv[i]))
			argv[i] = made[i] = yd_format(" %s", argv[i]);
}

static int run_command(const yd_command *command, int argc, char **argv, const char **global)
{
	char **made = yd_alloc((size_t)argc * sizeof *made);
	size_t count = args_count(command->options);
	yd_call call = {
		.command = command,
		.values = yd_alloc((count + 1) * sizeof *call.values),
	};
	char *who = yd_format("%s: ", command->name);
	int status = YD_EXIT_USAGE, rest;
	if (command->words)
		guard_words(argc, argv, made);
	if (args_parse(argc, argv, command->options, false, call.values, global, &rest, who)) {
		call.args = argv + rest;
		call.arg_count = argc - rest;
		status = run_parsed(&call, global);
	}
	free(who);
	free(call.values);
	for (int i = 0; i < argc; i++)
		free(made[i]);
	free(made);
	return status;
}

int yd_cli_main(int argc, char **argv, yd_library_options *options, bool *browse)
{
	static const yd_option none[] = {{NULL, 0, NULL, NULL}};
	const char *global[GLOBAL_COUNT] = {0};
	int rest, status = YD_EXIT_USAGE;
	*browse = false;
	if (!args_parse(argc, argv, none, true, NULL, global, &rest, ""))
		return YD_EXIT_USAGE;
	bool told = global[GLOBAL_HELP] || global[GLOBAL_VERSION];
	if (rest == argc && !told) {
		set_library_options(global, options);
		*browse = true;
		return YD_EXIT_DONE;
	}
	signal(SIGPIPE, SIG_IGN);
	const yd_command *command = rest < argc ? yd_command_find(argv[rest]) : NULL;
	if (command)
		status = run_command(command, argc - rest, argv + rest, global);
	else if (rest < argc)
		say("there is no command '%s'; `yaodian --help` lists them", argv[rest]);
	else if (global[GLOBAL_HELP])
		help_program(), status = YD_EXIT_DONE;
	else
		status = show_version();
	return out_finish(status);
}
