/*
 * convert_chars.h: iconv's converters, opened once and kept, for bytes that may be broken.
 */
#ifndef YAODIAN_EXTRACT_CONVERT_CHARS_H
#define YAODIAN_EXTRACT_CONVERT_CHARS_H

#include <yaodian/base.h>

/* Opens the converters for all encodings that are expected: iconv reads a file for each. */
void chars_open_all(void);
/* There is a converter from `name`. */
bool chars_known(const char *name);
/* Appends `bytes` as UTF-8; what cannot be decoded becomes U+FFFD, one for each byte that begins nothing. Returns their
 * number. An unknown `name` is read as UTF-8. */
size_t chars_convert(yd_str bytes, const char *name, yd_buf *out);

#endif
