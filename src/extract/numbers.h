/*
 * numbers.h: numbers as Word and OpenDocument print them in front of paragraphs.
 */
#ifndef YAODIAN_EXTRACT_NUMBERS_H
#define YAODIAN_EXTRACT_NUMBERS_H

#include <yaodian/base.h>

/* Appends `value` in a number format of ECMA-376-1, 17.18.59 (ST_NumberFormat): decimal, chineseCountingThousand,
 * decimalEnclosedCircle … A format that is not known gives Arabic digits; one that reaches no further (circles after 20,
 * stems after 10) too. Nothing for "none" and "bullet". */
void number_format(int value, const char *format, yd_buf *out);
/* The blank between such a number and its text: none behind 、 and closing brackets. */
bool number_wants_blank(yd_str number);

#endif
