/*
 * inputs.h: the files that arguments of `import` name.
 */
#ifndef YAODIAN_CLI_INPUTS_H
#define YAODIAN_CLI_INPUTS_H

#include <yaodian/base.h>

typedef struct import_inputs {
	char **items; /* owned; NULL: standard input */
	size_t count, cap;
} import_inputs;

/* Folders are searched through, names in byte order; hidden names, links and what is no regular file are left out
 * there. What is named itself is always taken, links followed. What is missing or cannot be looked at is listed too:
 * opening it tells why. "-" is standard input. */
void inputs_find(char **args, int count, import_inputs *out);
void inputs_free(import_inputs *inputs);

#endif
