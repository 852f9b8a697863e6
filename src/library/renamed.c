/* Documents that were renumbered, since others that are equal in title and number came or went. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

void yd_renamed_free(yd_renamed *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(items[i].was);
	free(items);
}

/* What it was called when it was told last counts, not what it was called in between. Takes over
 * `was`. */
static void note(yd_library *library, int64_t doc, char *was)
{
	for (size_t i = 0; i < library->renamed_count; i++)
		if (library->renamed[i].doc == doc) {
			free(was);
			return;
		}
	YD_GROW(library->renamed, library->renamed_count, library->renamed_cap);
	library->renamed[library->renamed_count++] = (yd_renamed){doc, was};
}

yd_status renamed_follow(yd_library *library, yd_error *err)
{
	yd_renumbered *items;
	size_t count;
	yd_status status = YD_OK;
	yd_corpus_renumbered(library->corpus, &items, &count);
	for (size_t i = 0; i < count; i++) {
		if (status == YD_OK)
			status = bookmarks_follow(library, items[i].was, items[i].doc, err);
		/* The second edition of a plan may have gone in the same write. */
		if (status == YD_NOT_FOUND)
			status = YD_OK;
		note(library, items[i].doc, items[i].was);
		items[i].was = NULL;
	}
	yd_renumbered_free(items, count);
	return status;
}

void renamed_told(yd_library *library, int64_t doc)
{
	for (size_t i = 0; i < library->renamed_count; i++)
		if (library->renamed[i].doc == doc) {
			free(library->renamed[i].was);
			memmove(&library->renamed[i], &library->renamed[i + 1],
				(--library->renamed_count - i) * sizeof *library->renamed);
			return;
		}
}

void yd_library_renamed(yd_library *library, yd_renamed **out, size_t *count)
{
	*out = library->renamed;
	*count = library->renamed_count;
	library->renamed = NULL;
	library->renamed_count = library->renamed_cap = 0;
}
