/*
 * Text made at random for the property tests: what plans hold (Han, quotation marks, dashes, brackets, digits,
 * Latin words, spaces) and what is hard (combining marks, emoji sequences, flags, Hangul letters, format
 * characters, broken bytes). The same seed gives the same text.
 */
#ifndef YAODIAN_TESTS_RANDOM_TEXT_H
#define YAODIAN_TESTS_RANDOM_TEXT_H

#include <yaodian/text.h>

typedef enum random_kind {
	RANDOM_CLEAN, /* as yd_text_sanitize() leaves it: no controls, no format characters, valid */
	RANDOM_VALID, /* UTF-8 with anything in it */
	RANDOM_BYTES, /* broken bytes as well */
} random_kind;

typedef struct random_source {
	uint64_t state;
} random_source;

/* 0 to below - 1. */
size_t random_below(random_source *random, size_t below);
/* Appends `pieces` pieces. */
void random_text(random_source *random, random_kind kind, size_t pieces, yd_buf *out);

#endif
