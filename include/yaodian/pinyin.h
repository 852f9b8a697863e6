/*
 * pinyin.h: finding a Chinese name by what is typed without an input method.
 *
 * Readings are Hanyu Pinyin without tones in lower-case ASCII, ü as v (lv, nv, lve). The table, 416 syllables for
 * the 20,900 characters of the CJK block, comes from npm pinyin-pro (MIT) through tools/make-pinyin.js.
 */
#ifndef YAODIAN_PINYIN_H
#define YAODIAN_PINYIN_H

#include <yaodian/base.h>

enum {
	YD_PINYIN_READINGS = 8, /* a character has at most that many */
	YD_PINYIN_TYPED = 63,   /* code points of the fold of what is typed; more match nothing */
};

/* The readings of a character, the usual one first; static strings. 0 when it has none. */
size_t yd_pinyin_readings(uint32_t cp, const char *out[YD_PINYIN_READINGS]);

typedef struct yd_pinyin_match_at {
	size_t start, end; /* bytes of the name that match: whole characters as printed */
	bool whole;        /* they reach to the name's end */
} yd_pinyin_match_at;

/*
 * Does `typed` match `name` from its beginning or from any later character on? Then *out (may be NULL) gets where:
 * the first such place, and there the shortest.
 *
 * `typed` is parted into one piece for each character of a stretch of the name, in their order:
 * - the character itself, as folded (either script, any case and width; for all but Chinese characters the only way);
 * - a reading of it, whole: changchun, changc, c春;
 * - the beginning of a reading: its first letter, or zh, ch, sh: cc, chch;
 * - any beginning of a reading, for the last piece: changchu.
 * Letters in any case; ü may be v, u or ü, after j, q, x and y too; an apostrophe or hyphen may stand
 * between two pieces (xi'an); tone marks and white space do not count. Characters of the name that are neither letters, digits nor
 * Chinese (quotation marks, commas) may be left out between pieces: sjgz finds “双减”工作. They never begin a match unless typed.
 * An empty `typed` matches nothing.
 *
 * `reading` tells how the name is read: a syllable for each character as printed, parted by spaces, in the order
 * of the name, "chang chun shi"; several ways parted by '/' ("shaan/shan xi sheng"); "?" any reading. Characters it has
 * no syllable for, and all when it is NULL, take any reading of theirs, or of their simplified form. So
 * zhongqing does not match 重庆 with "chong qing".
 */
bool yd_pinyin_match(yd_str typed, yd_str name, const char *reading, yd_pinyin_match_at *out);

#endif
