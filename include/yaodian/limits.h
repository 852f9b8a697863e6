/*
 * limits.h: what may be taken for one document or page, each with the variable of the environment that sets another value.
 */
#ifndef YAODIAN_LIMITS_H
#define YAODIAN_LIMITS_H

#include <yaodian/base.h>

typedef enum yd_limit {
	YD_LIMIT_EXTRACT_SECONDS,
	YD_LIMIT_EXTRACT_MEMORY,   /* MB */
	YD_LIMIT_EXTRACT_INPUT,    /* MB */
	YD_LIMIT_EXTRACT_UNPACKED, /* MB */
	YD_LIMIT_EXTRACT_TEXT,     /* MB */
	YD_LIMIT_EXTRACT_PARAGRAPHS,
	YD_LIMIT_EXTRACT_PAGES,
	YD_LIMIT_EXTRACT_PARTS,
	YD_LIMIT_FETCH_SECONDS,
	YD_LIMIT_FETCH_RETRY,      /* seconds */
	YD_LIMIT_FETCH_SIZE,       /* MB */
	YD_LIMIT_FETCH_PAUSE,      /* milliseconds */
	YD_LIMIT_FETCH_REDIRECTS,
	YD_LIMIT_IMPORT_SIZE,      /* MB */
} yd_limit;

/* The value of its variable; the usual one (extract.h) where that is unset, empty, or no number in its range. */
size_t yd_limit_of(yd_limit limit);
/* YD_INVALID, about the first variable whose value is no number in its range. */
yd_status yd_limits_check(yd_error *err);

#endif
