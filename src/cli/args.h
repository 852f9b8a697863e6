/*
 * args.h: options by table, and the help made from the same table.
 */
#ifndef YAODIAN_CLI_ARGS_H
#define YAODIAN_CLI_ARGS_H

#include <yaodian/cli.h>

/* Rows of yd_global_options. */
enum { GLOBAL_CACHE, GLOBAL_USER, GLOBAL_READ_ONLY, GLOBAL_HELP, GLOBAL_VERSION, GLOBAL_COUNT };

/*
 * Reads options by `table` and the global ones. Values go to values[row] and global[row] ("" for an option that
 * takes nothing). `first_only`: stop at the first argument that is no option. *rest becomes the index of the first
 * argument that is none (argv is reordered as getopt_long() does). False: wrong, and said with `who` before it.
 */
bool args_parse(int argc, char **argv, const yd_option *table, bool first_only, const char **values,
	const char **global, int *rest, const char *who);
size_t args_count(const yd_option *table);
/* Print to standard output. */
void help_program(void);
void help_command(const yd_command *command);

#endif
