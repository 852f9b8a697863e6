#include "inputs.h"

#include "message.h"

#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>

/* ---- addresses ---- */

/* Takes over both. */
static void add_address(char *url, char *why, import_inputs *out)
{
	bool again = false;
	for (size_t i = 0; i < out->address_count && !again; i++)
		again = strcmp(out->addresses[i].url, url) == 0;
	if (again) {
		free(url);
		free(why);
		return;
	}
	YD_GROW(out->addresses, out->address_count, out->address_cap);
	out->addresses[out->address_count++] = (import_address){url, why};
}

/* The file that an argument names, owned, in a form that is no address any more; NULL: it names an
 * address, or nothing that is one. */
static char *file_of(const char *arg)
{
	char *file = NULL;
	if (!yd_address_is(arg))
		return yd_strdup(arg);
	if (yd_address_is_file(arg) && yd_address_file(arg, &file, NULL) != YD_OK)
		return NULL;
	return file;
}

static void take_address(const char *arg, import_inputs *out)
{
	yd_error err;
	char *made = NULL, *shown = yd_address_shown(arg);
	bool file = yd_address_is_file(arg);
	yd_status status =
		file ? yd_address_file(arg, &made, &err) : yd_address_normal(arg, &made, &err);
	if (status != YD_OK) {
		add_address(shown, yd_strdup(message_without_name(err.text, shown)), out);
		return;
	}
	free(shown);
	if (file)
		free(made);
	else
		add_address(made, NULL, out);
}

import_inputs *inputs_open(char **args, int count)
{
	import_inputs *inputs = yd_alloc(sizeof *inputs);
	inputs->args = args;
	inputs->arg_count = count;
	for (int i = 0; i < count; i++)
		if (yd_address_is(args[i]))
			take_address(args[i], inputs);
	return inputs;
}

/* ---- files ---- */

import_inputs *inputs_of_files(char *const *paths, size_t count)
{
	import_inputs *inputs = yd_alloc(sizeof *inputs);
	inputs->items = yd_alloc((count + 1) * sizeof *inputs->items);
	inputs->count = inputs->cap = count;
	for (size_t i = 0; i < count; i++)
		inputs->items[i] = yd_strdup(paths[i]);
	return inputs;
}

static bool find_next(import_inputs *inputs, char **path)
{
	for (;;) {
		const char *found = inputs->walk ? walk_next(inputs->walk) : NULL;
		if (found) {
			*path = yd_strdup(found);
			return true;
		}
		walk_close(inputs->walk);
		inputs->walk = NULL;
		if (inputs->next_arg == inputs->arg_count)
			return false;
		const char *arg = inputs->args[inputs->next_arg++];
		if (strcmp(arg, "-") == 0) {
			*path = NULL;
			return true;
		}
		char *file = file_of(arg);
		if (file)
			inputs->walk = walk_open(file);
		free(file);
	}
}

size_t inputs_look(import_inputs *inputs, size_t most)
{
	char *path;
	if (inputs->first == inputs->count)
		inputs->first = inputs->count = 0;
	while (inputs->count - inputs->first < most && find_next(inputs, &path)) {
		YD_GROW(inputs->items, inputs->count, inputs->cap);
		inputs->items[inputs->count++] = path;
	}
	return inputs->count - inputs->first;
}

bool inputs_next(import_inputs *inputs, char **path)
{
	if (inputs->first == inputs->count)
		return find_next(inputs, path);
	*path = inputs->items[inputs->first++];
	return true;
}

void inputs_close(import_inputs *inputs)
{
	if (!inputs)
		return;
	while (inputs->first < inputs->count)
		free(inputs->items[inputs->first++]);
	free(inputs->items);
	walk_close(inputs->walk);
	for (size_t i = 0; i < inputs->address_count; i++) {
		free(inputs->addresses[i].url);
		free(inputs->addresses[i].why);
	}
	free(inputs->addresses);
	free(inputs);
}
