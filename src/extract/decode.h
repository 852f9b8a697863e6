/*
 * decode.h: bytes in an encoding nobody vouches for to UTF-8.
 */
#ifndef YAODIAN_EXTRACT_DECODE_H
#define YAODIAN_EXTRACT_DECODE_H

#include <yaodian/base.h>

struct decoded {
	yd_buf text; /* valid UTF-8 without a byte order mark; owned */
	const char *encoding; /* UTF-8, UTF-16LE, UTF-16BE, UTF-32LE, UTF-32BE, GB18030, BIG5-HKSCS or another name of iconv */
	size_t replaced; /* U+FFFD for what could not be decoded */
	bool declared_wrong; /* the declared encoding was another one, and the bytes are not in it */
};

/*
 * Which encoding, in this order:
 * 1. a byte order mark;
 * 2. UTF-16 without one, when in one of the two byte orders nearly all units are what Chinese text is made of;
 * 3. UTF-8, when the bytes are (hardly broken) UTF-8: text in another encoding that is UTF-8 as well does not come about;
 * 4. what is declared, then what uchardet takes it for, then GB18030, then Big5: the one whose characters are common ones
 *    most often, with fewest that cannot be decoded. The declared one wins when it is as good as the best but for little.
 * `declared` may be NULL. Never fails: what has no encoding that fits gives much U+FFFD.
 */
void decode(yd_str bytes, const char *declared, struct decoded *out);
void decoded_free(struct decoded *decoded);
/* Bytes in a code page that a file names (936, 950, 1252 …, 65001), appended as UTF-8; returns how many were replaced. */
size_t decode_code_page(yd_str bytes, int code_page, yd_buf *out);
/* Opens the converters, which read files, while that is allowed. */
void decode_warm_up(void);
/* What a page declares in its first bytes (meta tag, XML declaration); "" for nothing. */
void decode_declared(yd_str bytes, char name[32]);

#endif
