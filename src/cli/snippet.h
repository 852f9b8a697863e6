/*
 * snippet.h: a match with some of the text around it.
 */
#ifndef YAODIAN_CLI_SNIPPET_H
#define YAODIAN_CLI_SNIPPET_H

#include <yaodian/library.h>

typedef struct snippet {
	yd_buf text;          /* one line, … where it was cut */
	yd_query_spans marks; /* bytes of it where terms of the query stand */
} snippet;

/* The whole first match and up to 20 characters (code points) on either side. */
void snippet_make(const yd_hit *hit, snippet *out);
void snippet_free(snippet *cut);
/* To standard output, matches marked on a terminal. */
void snippet_print(const snippet *cut);

#endif
