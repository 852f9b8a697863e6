/*
 * cli.h: the command line. One file a command in src/cli; a command is a row of yd_commands with its usage,
 * options and help, from which parsing, `--help` and whatever documents the commands are made.
 *
 * Commands read and write UTF-8 in every locale; a name of a file that is none is written with U+FFFD. Results go to standard output, everything else to standard error.
 * What goes to a terminal passes yd_text_sanitize(); what does not is as it is, but in line-based output control
 * characters (a newline in a file name) become spaces. SIGPIPE is ignored while a command runs: a closed standard
 * output ends it quietly.
 *
 * Exit status: 0 done; 1 nothing matched, or some input could not be imported; 2 wrong usage; 3 a store or system
 * error.
 */
#ifndef YAODIAN_CLI_H
#define YAODIAN_CLI_H

#include <yaodian/library.h>

enum { YD_EXIT_DONE = 0, YD_EXIT_NOTHING = 1, YD_EXIT_USAGE = 2, YD_EXIT_SYSTEM = 3 };

typedef struct yd_option {
	const char *name;  /* long form without its dashes; NULL ends a table */
	char letter;       /* short form; 0: none */
	const char *value; /* what it takes, as help calls it; NULL: nothing. Ends with … when it may be given several times:
	                    * the values are then joined by commas */
	const char *help;
} yd_option;

/* A command as it was called. Borrowed for the run. */
typedef struct yd_call {
	const struct yd_command *command;
	yd_library_options library;
	const char **values; /* a row for each of the command's options: what was given ("" for one that takes nothing),
	                      * the last one of several; NULL: not given */
	char **args; /* what is not an option */
	int arg_count;
} yd_call;

typedef struct yd_command {
	const char *name;
	const char *summary;      /* one line */
	const char *usage;        /* what follows the name; lines for several forms */
	const yd_option *options; /* ended by a row without a name */
	const char *notes;        /* paragraphs below the options; NULL: none */
	bool changes;             /* always writes to the files: refused with --read-only */
	bool words; /* arguments are words of a query: a minus before no ASCII letter, digit or minus belongs to one, and
		     * help tells of its fields (query.h) */
	int (*run)(const yd_call *call); /* returns the exit status */
} yd_command;

extern const yd_command *const yd_commands[]; /* in the order of the help; ended by NULL */
extern const yd_option yd_global_options[];   /* understood before and after a command */

const yd_command *yd_command_find(const char *name); /* NULL: there is none */

/*
 * Does what the arguments say and returns the exit status. Without a command it does nothing but fill *options and
 * set *browse: the caller opens the browser with them. Strings in *options are borrowed from argv.
 */
int yd_cli_main(int argc, char **argv, yd_library_options *options, bool *browse);

#endif
