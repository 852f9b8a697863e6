/* indexing.h: bringing the full-text index up to date, with progress. */
#ifndef YAODIAN_CLI_INDEXING_H
#define YAODIAN_CLI_INDEXING_H

#include <yaodian/search.h>

/*
 * Takes in the documents that wait for it (search.h), and with `merge` puts the index into one part. Ctrl-C ends it, with
 * YD_OK and *stopped: what is done is done, and the next session goes on.
 */
yd_status index_finish(yd_corpus *corpus, bool merge, bool *stopped, yd_error *err);

#endif
