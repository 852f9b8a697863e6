/* break.h: what the line breaker stands on; inside of src/text. */
#ifndef YAODIAN_TEXT_BREAK_H
#define YAODIAN_TEXT_BREAK_H

#include <yaodian/text.h>

/* Beside libunistring's UC_BREAK_… values: UAX #14 allows it, but it parts what is kept whole. */
enum { YD_BREAK_IN_UNIT = 64 };

/*
 * Sets breaks[at] (UC_BREAK_POSSIBLE before) to YD_BREAK_IN_UNIT inside
 * - document numbers: 〔2025〕1号, also in other brackets and with 第;
 * - quantities and ranges of them: digits with points, commas and colons between; %, ‰, ℃ or ° after them, or
 *   十百千万亿, 余 多 来, and the unit, which is one Han character or one of a table (平方米, 小时 …); a dash or ~
 *   and another quantity: 2018-2022, 5%～8%, 2018年—2022年, 2万余名.
 * Dashes and ellipses need nothing: the lists of line starts keep them whole.
 */
void yd_keep_units_whole(yd_str text, char *breaks);

/* yd_grapheme_next(), which goes no further than to where it takes more than `most` columns: what joins without an end
 * would else be read again from each of its characters. */
size_t yd_grapheme_within(yd_str text, size_t most, int *columns);

#endif
