/* CODE-YEAR-KEY, by the contract's "References". */
#include <yaodian/intake.h>
#include <yaodian/text.h>

#include <stdio.h>
#include <string.h>

/* Where a document has neither title nor number, this many code points of it stand for them. */
enum { START_CHARS = 200 };

/* Four hex digits of SHA-256 of the bytes. */
static void short_hash(const yd_buf *bytes, char out[5])
{
	uint8_t digest[YD_SHA256_SIZE];
	char hex[2 * YD_SHA256_SIZE + 1];
	yd_sha256(bytes->ptr, bytes->len, digest);
	yd_sha256_hex(digest, hex);
	memcpy(out, hex, 4);
	out[4] = '\0';
}

static yd_str first_chars(yd_str text, size_t most)
{
	size_t at = 0;
	for (size_t i = 0; i < most && at < text.len; i++) {
		uint32_t cp;
		at += yd_utf8_decode((yd_str){text.ptr + at, text.len - at}, &cp, NULL);
	}
	return (yd_str){text.ptr, at};
}

void yd_reference_make(const char *code, const char *path, int year, const char *title,
	const char *doc_no, yd_str start, char out[17])
{
	yd_buf folded = {0};
	char place[7] = "x", key[5];
	if (path && strcmp(path, YD_NATIONAL) == 0) {
		strcpy(place, "000000");
	} else if (code && strlen(code) == 6) {
		strcpy(place, code);
	} else if (path) {
		yd_fold(yd_str_of(path), &folded);
		short_hash(&folded, place + 1);
		yd_buf_clear(&folded);
	}
	if (title || doc_no) {
		yd_fold(yd_str_of(title), &folded);
		yd_fold(yd_str_of(doc_no), &folded);
	} else {
		yd_fold(first_chars(start, START_CHARS), &folded);
	}
	short_hash(&folded, key);
	snprintf(out, 17, "%s-%04u-%s", place, year < 0 ? 0u : (unsigned)year % 10000u, key);
	yd_buf_free(&folded);
}
