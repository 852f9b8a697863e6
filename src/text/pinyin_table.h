/*
 * pinyin_table.h: the readings of characters as tools/make-pinyin.js writes them; private to src/text.
 */
#ifndef YAODIAN_PINYIN_TABLE_H
#define YAODIAN_PINYIN_TABLE_H

#include <stdint.h>

enum {
	YD_PINYIN_FIRST = 0x4E00,
	YD_PINYIN_LAST = 0x9FFF,
	YD_PINYIN_LONGEST = 6, /* letters of a syllable */
	YD_PINYIN_END = 0x8000,
};

extern const char yd_pinyin_syllables[][YD_PINYIN_LONGEST + 1];
/* Numbers of syllables, the last of a set with YD_PINYIN_END. */
extern const uint16_t yd_pinyin_sets[];
/* Where a character's set begins; 0: it has no reading. */
extern const uint16_t yd_pinyin_set_of[YD_PINYIN_LAST - YD_PINYIN_FIRST + 1];

#endif
