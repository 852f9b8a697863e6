/*
 * inputs.h: the files and addresses that arguments of `import` name. Files come one after the other and are looked for no
 * further ahead than is asked: the first of a million is taken in before the last was found.
 */
#ifndef YAODIAN_CLI_INPUTS_H
#define YAODIAN_CLI_INPUTS_H

#include "walk.h"

typedef struct import_address {
	char *url; /* owned: the form of address.h; of what is no address, what messages call it */
	char *why; /* owned: why it is none; NULL: it is one */
} import_address;

typedef struct import_inputs {
	import_address *addresses; /* each once */
	size_t address_count, address_cap;
	/* Where the search for files is. */
	char **args;
	int arg_count, next_arg;
	file_walk *walk;
	char **items; /* looked for and not given yet, from `first` on */
	size_t first, count, cap;
} import_inputs;

/*
 * Folders are searched through, names in byte order; hidden names, links and what is no regular file are left out
 * there. What is named itself is always taken, links followed. What is missing or cannot be looked at is given too:
 * opening it tells why. "-" is standard input. What begins with a scheme and :// is an address; of a file:, the file.
 * `args` is borrowed. Owned: inputs_close().
 */
import_inputs *inputs_open(char **args, int count);
/* Of files that were found already; `paths` is copied. */
import_inputs *inputs_of_files(char *const *paths, size_t count);
void inputs_close(import_inputs *inputs); /* NULL is fine */
/* How many files there are still to come, told up to `most`. */
size_t inputs_look(import_inputs *inputs, size_t most);
/* The next file; *path is owned, NULL for standard input. False after the last. */
bool inputs_next(import_inputs *inputs, char **path);

#endif
