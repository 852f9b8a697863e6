/* The table of commands. */
#include "commands.h"

#include <string.h>

const yd_command *const yd_commands[] = {
	&command_import,
	&command_refresh,
	&command_list,
	&command_show,
	&command_versions,
	&command_search,
	&command_bookmark,
	&command_edit,
	&command_remove,
	&command_theme,
	&command_rebuild,
	&command_doctor,
	NULL,
};

const yd_command *yd_command_find(const char *name)
{
	for (size_t i = 0; yd_commands[i]; i++)
		if (strcmp(yd_commands[i]->name, name) == 0)
			return yd_commands[i];
	return NULL;
}
