/* patience.h: when a server wants to be asked again (Retry-After, RFC 9110, 10.2.3). */
#ifndef YAODIAN_EXTRACT_PATIENCE_H
#define YAODIAN_EXTRACT_PATIENCE_H

#include <stdint.h>

enum { PATIENCE_MOST_S = 366 * 86400 }; /* what is longer than a year nobody means */

/*
 * Seconds from now: `retry_after` is a number of them, or a date (in any of the three forms of HTTP), which is compared with
 * the server's own `date` where it says one (NULL: it does not), else with `now`, seconds since 1970. 0 for a date that has passed.
 * -1: NULL, or nothing that can be understood or meant.
 */
int64_t patience_seconds(const char *retry_after, const char *date, int64_t now);

#endif
