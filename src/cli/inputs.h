/*
 * inputs.h: the files and addresses that arguments of `import` name.
 */
#ifndef YAODIAN_CLI_INPUTS_H
#define YAODIAN_CLI_INPUTS_H

#include <yaodian/base.h>

typedef struct import_address {
	char *url; /* owned: the form of address.h; of what is no address, what messages call it */
	char *why; /* owned: why it is none; NULL: it is one */
} import_address;

typedef struct import_inputs {
	char **items; /* owned; NULL: standard input */
	size_t count, cap;
	import_address *addresses; /* each once */
	size_t address_count, address_cap;
} import_inputs;

/* Folders are searched through, names in byte order; hidden names, links and what is no regular file are left out
 * there. What is named itself is always taken, links followed. What is missing or cannot be looked at is listed too:
 * opening it tells why. "-" is standard input. What begins with a scheme and :// is an address; of a file:, the file. */
void inputs_find(char **args, int count, import_inputs *out);
void inputs_free(import_inputs *inputs);

#endif
