/*
 * fetching.h: pages for import and refresh, fetched while others are taken in.
 */
#ifndef YAODIAN_CLI_FETCHING_H
#define YAODIAN_CLI_FETCHING_H

#include "inputs.h"

#include <yaodian/sources.h>

typedef struct fetching fetching;

/* Asks for the addresses of `inputs`; of those that are known whether they changed, unless they are to be asked for `anew`. NULL:
 * there are none. */
fetching *fetching_begin(yd_library *library, const import_inputs *inputs, bool anew);
/* Asks for an attachment of a page, whether it changed if it is known; false when it was asked for already. */
bool fetching_ask_attachment(fetching *pages, const yd_fetched *page, const char *url);
/* Was it asked for as one? */
bool fetching_is_attachment(const fetching *pages, const yd_fetched *page);
/* Asks for pages that are known. */
fetching *fetching_again(yd_library *library, const yd_page *known, size_t count);
void fetching_end(fetching *pages); /* NULL is fine */
/* The next that came; as yd_fetcher_next(), with progress while it waits, until Ctrl-C. Those before it must have been taken:
 * what a server says to be as it was is asked for whole when the document is not any more. */
yd_status fetching_next(fetching *pages, bool wait, yd_fetched *out);
/* Imports it, or notes that it is as it was (UNCHANGED) or gone. YD_NOT_FOUND: there is no page, YD_INVALID: no document; then
 * err begins with `called`. Else the store is to blame. */
yd_status fetching_take(
	yd_library *library, yd_fetched *page, const char *called, const yd_given *given,
	yd_imported *out, yd_error *err);

#endif
