/* Picks the command, or the browser when there is none. */
#include <yaodian/intl.h>
#include <yaodian/cli.h>
#include <yaodian/tui.h>

int main(int argc, char **argv)
{
	yd_library_options options;
	bool browse;
	yd_intl_begin();
	int status = yd_cli_main(argc, argv, &options, &browse);
	return browse ? yd_tui_run(&options) : status;
}
