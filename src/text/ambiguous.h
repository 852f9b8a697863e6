/* ambiguous.h: characters that one terminal draws in one column and another in two. */
#ifndef TEXT_AMBIGUOUS_H
#define TEXT_AMBIGUOUS_H

#include <stddef.h>
#include <stdint.h>

/* First and last of each run, ascending. */
extern const uint32_t ambiguous_runs[][2];
extern const size_t ambiguous_run_count;

#endif
