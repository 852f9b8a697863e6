/*
 * fetcher.h: the answers of yaodian-fetch. extract.h has the form.
 */
#ifndef YAODIAN_LIBRARY_FETCHER_H
#define YAODIAN_LIBRARY_FETCHER_H

#include <yaodian/sources.h>

/* Takes the next answer off *in. YD_BUSY: it is not complete yet; YD_DAMAGED: it is none. *out is as the helper says; the outcome
 * is not settled. */
yd_status fetched_read(yd_buf *in, yd_fetched *out);
/* What it means for an address of which that is known (taken over); false when it can mean nothing. */
bool fetched_settle(yd_fetched *fetched, yd_page *known);
/* Takes the first bytes off. */
void fetched_take(yd_buf *in, size_t len);

#endif
