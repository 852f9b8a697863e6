/*
 * select.h: which documents a command is about: --region, --year, --theme.
 */
#ifndef YAODIAN_CLI_SELECT_H
#define YAODIAN_CLI_SELECT_H

#include <yaodian/cli.h>

typedef struct selection {
	char **regions; /* paths */
	size_t region_count;
	bool any_region; /* no --region */
	int year_from, year_to;
	yd_filter filter;
} selection;

/* Values may be NULL: not given. YD_EXIT_DONE, or the status after saying what is wrong. A region that no document
 * is from: region_count 0, which selects nothing. */
int selection_make(const yd_call *call, yd_library *library, const char *region, const char *year,
	const char *theme, selection *out);
void selection_free(selection *selected);
/* Is nothing selected, whatever there is? */
bool selection_is_empty(const selection *selected);
/* Borrows from the selection, which is not empty. */
yd_list_query selection_query(const selection *selected);
/* Was anything asked for? */
bool selection_is_all(const selection *selected);

/* Tells who typed --region for a document that nobody knew the place before (yd_library_region_is_new()). */
void say_new_region(const char *typed);

#endif
