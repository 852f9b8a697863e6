/*
 * commands.h: the commands, one file each.
 */
#ifndef YAODIAN_CLI_COMMANDS_H
#define YAODIAN_CLI_COMMANDS_H

#include <yaodian/cli.h>

extern const yd_command command_bookmark, command_doctor, command_edit, command_import, command_list,
	command_rebuild, command_refresh, command_remove, command_search, command_show, command_theme, command_versions;

#endif
