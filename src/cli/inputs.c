#include "inputs.h"

#include "report.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/address.h>

static int name_order(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void add_input(import_inputs *out, const char *path)
{
	YD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = yd_strdup(path);
}

static void take_entry(FTS *tree, FTSENT *entry, import_inputs *out)
{
	bool named = entry->fts_level == FTS_ROOTLEVEL;
	if (!named && entry->fts_name[0] == '.') {
		fts_set(tree, entry, FTS_SKIP);
		return;
	}
	switch (entry->fts_info) {
	case FTS_F:
	case FTS_DNR: /* a folder that cannot be read: its files will be missed, so it is reported
		       */
	case FTS_NS:
	case FTS_ERR:
		add_input(out, entry->fts_path);
		break;
	case FTS_DEFAULT: /* FIFO, device: only when it is named itself */
	case FTS_SL:
	case FTS_SLNONE:
		if (named)
			add_input(out, entry->fts_path);
		break;
	default: /* folders before and after their content */
		break;
	}
}

static void find_below(char *path, import_inputs *out)
{
	char *roots[] = {path, NULL};
	FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, name_order);
	if (!tree) {
		add_input(out, path);
		return;
	}
	FTSENT *entry;
	while ((entry = fts_read(tree)))
		take_entry(tree, entry, out);
	fts_close(tree);
}

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

static void take_address(const char *arg, import_inputs *out)
{
	yd_error err;
	char *made = NULL, *shown = yd_address_shown(arg);
	bool file = yd_address_is_file(arg);
	yd_status status =
		file ? yd_address_file(arg, &made, &err) : yd_address_normal(arg, &made, &err);
	if (status != YD_OK) {
		add_address(shown, yd_strdup(report_without_name(err.text, shown)), out);
		return;
	}
	free(shown);
	if (!file) {
		add_address(made, NULL, out);
		return;
	}
	find_below(made, out);
	free(made);
}

void inputs_find(char **args, int count, import_inputs *out)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(args[i], "-") == 0)
			add_input(out, NULL);
		else if (!*args[i])
			add_input(out, "");
		else if (yd_address_is(args[i]))
			take_address(args[i], out);
		else
			find_below(args[i], out);
	}
}

void inputs_free(import_inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		free(inputs->items[i]);
	free(inputs->items);
	for (size_t i = 0; i < inputs->address_count; i++) {
		free(inputs->addresses[i].url);
		free(inputs->addresses[i].why);
	}
	free(inputs->addresses);
	*inputs = (import_inputs){0};
}
