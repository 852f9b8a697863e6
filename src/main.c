/* Picks the command, or the browser when there is none. */
#include <yaodian/cli.h>

#include <stdio.h>

int main(int argc, char **argv)
{
	yd_library_options options;
	bool browse;
	int status = yd_cli_main(argc, argv, &options, &browse);
	if (!browse)
		return status;
	fputs("yaodian: say which command to run; `yaodian --help` lists them\n", stderr);
	return YD_EXIT_USAGE;
}
