/*
 * snippet.h: a match with some of the text around it.
 */
#ifndef YAODIAN_CLI_SNIPPET_H
#define YAODIAN_CLI_SNIPPET_H

#include <yaodian/library.h>

typedef struct snippet {
	yd_buf text;       /* one line, … where it was cut */
	size_t start, end; /* bytes of the match in it */
} snippet;

/* The whole match and up to 20 characters (code points) on either side. */
void snippet_make(const yd_hit *hit, snippet *out);
void snippet_free(snippet *cut);
/* To standard output, the match marked on a terminal. */
void snippet_print(const snippet *cut);

#endif
