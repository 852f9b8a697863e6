/*
 * dry_run.h: what an import would read, shown and not stored.
 */
#ifndef YAODIAN_CLI_DRY_RUN_H
#define YAODIAN_CLI_DRY_RUN_H

#include "inputs.h"

#include <yaodian/cli.h>

/* Shows each input: metadata with where it was found, and the outline as a tree; with `json` an object as of `show --json`
 * with "warnings" for each. Returns the exit status. `library` is open for reading only. */
int dry_run(yd_library *library, import_inputs *inputs, const yd_given *given, bool json);

#endif
