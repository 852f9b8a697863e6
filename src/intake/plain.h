/*
 * plain.h: text as metadata is looked for in it; private to src/intake.
 */
#ifndef YAODIAN_PLAIN_H
#define YAODIAN_PLAIN_H

#include <yaodian/base.h>

/*
 * Appends the fold of `text` with its lines kept apart by '\n' and its words by single spaces. The space goes
 * where a word of one character stands beside it, so that a letter-spaced line (教 育 局) reads as one word.
 * Empty lines are left out.
 */
void plain_text(yd_str text, yd_buf *out);

/* The next line of *rest, without its '\n'; false when there is none. */
bool plain_next_line(yd_str *rest, yd_str *line);
bool plain_has(yd_str text, const char *needle);
/* Does `text` begin (end) with one of the words of `list`, which are parted by spaces? Returns its length, or 0. */
size_t plain_starts_any(yd_str text, const char *list);
size_t plain_ends_any(yd_str text, const char *list);

#endif
