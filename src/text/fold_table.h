/*
 * fold_table.h: the generated table of the fold, for fold.c alone.
 *
 * Every code point up to U+FFFF has a value; find it with yd_fold_value(). A value that is none of the
 * four below is the code point (never a private-use one) that it folds to.
 */
#ifndef YAODIAN_TEXT_FOLD_TABLE_H
#define YAODIAN_TEXT_FOLD_TABLE_H

#include <yaodian/text.h>

/* Raise it when a change of fold.c changes what any text folds to. */
#define YD_FOLD_RULES "1"

#define YD_FOLD_PAGE 64

enum {
	YD_FOLD_SAME = 0,        /* itself */
	YD_FOLD_COMPLEX = 1,     /* may join what stands before it, or is not assigned: ask utf8proc */
	YD_FOLD_DROPPED = 2,     /* nothing */
	YD_FOLD_STRING = 0xE000, /* from here to YD_FOLD_STRING_END: yd_fold_strings at this number */
	YD_FOLD_STRING_END = 0xF8FF,
};

extern const uint16_t yd_fold_index[0x10000 / YD_FOLD_PAGE];
extern const uint16_t yd_fold_pages[][YD_FOLD_PAGE];
/* String n is the UTF-8 from yd_fold_string_start[n] to yd_fold_string_start[n + 1]. */
extern const uint16_t yd_fold_string_start[];
extern const unsigned char yd_fold_strings[];

/* What a code point above U+FFFF counts as, after NFKC and case folding; sorted. */
typedef struct yd_fold_pair {
	uint32_t from, to;
} yd_fold_pair;

extern const yd_fold_pair yd_fold_far[];
extern const size_t yd_fold_far_count;

static inline uint16_t yd_fold_value(uint32_t cp)
{
	return yd_fold_pages[yd_fold_index[cp / YD_FOLD_PAGE]][cp % YD_FOLD_PAGE];
}

#endif
