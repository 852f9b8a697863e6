#include "inputs.h"

#include <fts.h>
#include <stdlib.h>
#include <string.h>

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

void inputs_find(char **args, int count, import_inputs *out)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(args[i], "-") == 0)
			add_input(out, NULL);
		else if (!*args[i])
			add_input(out, "");
		else
			find_below(args[i], out);
	}
}

void inputs_free(import_inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		free(inputs->items[i]);
	free(inputs->items);
	*inputs = (import_inputs){0};
}
