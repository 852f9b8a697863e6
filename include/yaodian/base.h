/*
 * base.h: what every folder stands on: borrowed strings, a growing buffer, one way to fail, SHA-256.
 *
 * Text travels as a yd_str (pointer and length in bytes, not NUL-terminated, borrowed from whoever
 * made it) or as an owned NUL-terminated `char *`, which the header that hands it out says who frees.
 *
 * Running out of memory is not an error a caller handles: the program says so and ends through the
 * handler set with yd_fatal_handler(), which gives the terminal back first.
 */
#ifndef YAODIAN_BASE_H
#define YAODIAN_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed bytes, mostly UTF-8. ptr may be NULL only when len is 0. */
typedef struct yd_str {
	const char *ptr;
	size_t len;
} yd_str;

#define YD_STR(literal) ((yd_str){"" literal, sizeof(literal) - 1})

/* The bytes of an NUL-terminated string; NULL gives the empty string. */
yd_str yd_str_of(const char *text);
bool yd_str_equal(yd_str a, yd_str b);
bool yd_str_starts(yd_str text, yd_str prefix);
bool yd_str_ends(yd_str text, yd_str suffix);
/* Byte offset of the first `needle` in `text` at or after `from`, or SIZE_MAX. An empty needle is at `from`. */
size_t yd_str_find(yd_str text, yd_str needle, size_t from);
/* `text` without ASCII white space at either end. */
yd_str yd_str_trim_ascii(yd_str text);
/* Takes the first word, as white space parts them, off *text; empty when there is none. */
yd_str yd_str_word(yd_str *text);

/* ---- status and error ---- */

typedef enum yd_status {
	YD_OK = 0,
	YD_END,         /* a walk has nothing more to give; not a failure, fills no error */
	YD_NOT_FOUND,   /* no such document, unit, file, theme … */
	YD_AMBIGUOUS,   /* a shortened reference or name fits several */
	YD_INVALID,     /* a value that cannot be what it should be: a year, an empty file, a binary */
	YD_READ_ONLY,   /* the store is open read-only, or cannot be written */
	YD_NEWER,       /* the store was made by a newer version of the program */
	YD_DAMAGED,     /* the store is not SQLite, or its content is broken */
	YD_BUSY,        /* another process holds the store longer than was waited for */
	YD_INTERRUPTED, /* stopped on request, nothing half done */
	YD_SYSTEM,      /* the operating system said no: errno is in the text */
} yd_status;

/* What went wrong, in one line fit for a user: what it is about, what is wrong, what to do. */
typedef struct yd_error {
	yd_status status;
	char text[512]; /* NUL-terminated UTF-8, cut at a character; may hold unsanitised names */
} yd_error;

/*
 * Fills *err (which may be NULL) with "ABOUT: message" and returns `status`, so that a failing call
 * ends in `return yd_fail(err, YD_INVALID, path, "…")`. `about` may be NULL.
 */
yd_status yd_fail(yd_error *err, yd_status status, const char *about, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* yd_fail() with YD_SYSTEM (YD_NOT_FOUND for ENOENT) and the text of `errno_value`. */
yd_status yd_fail_errno(yd_error *err, int errno_value, const char *about, const char *doing);

/* `handler` is called once, with the message, before the program ends for lack of memory. NULL: none. */
void yd_fatal_handler(void (*handler)(const char *message));
/* Ends the program with exit status 3 after the handler; never returns. */
void yd_fatal(const char *message) __attribute__((noreturn));

/* ---- memory: never NULL, ends the program instead ---- */

void *yd_alloc(size_t size); /* zeroed; free() */
void *yd_realloc(void *ptr, size_t count, size_t size);
char *yd_strdup(const char *text);         /* NULL gives NULL */
char *yd_strndup(const char *ptr, size_t len);
char *yd_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Room for one more element in a growing array: `items` (any element type), `count` used, `cap` held.
 * Doubles `cap` when full. Usage: YD_GROW(list->items, list->count, list->cap); list->items[list->count++] = x;
 */
#define YD_GROW(items, count, cap)                                                                 \
	do {                                                                                       \
		if ((count) >= (cap)) {                                                            \
			(cap) = (cap) ? (cap)*2 : 8;                                               \
			(items) = yd_realloc((items), (cap), sizeof *(items));                     \
		}                                                                                  \
	} while (0)

/* ---- growing byte buffer ---- */

/* Zero-initialise; ptr[len] is always NUL once something was written. Not thread-safe. */
typedef struct yd_buf {
	char *ptr;
	size_t len, cap;
} yd_buf;

void yd_buf_reserve(yd_buf *buf, size_t more); /* room for `more` further bytes and a NUL */
void yd_buf_add(yd_buf *buf, const void *bytes, size_t len);
void yd_buf_add_str(yd_buf *buf, yd_str text);
void yd_buf_puts(yd_buf *buf, const char *text);
void yd_buf_putc(yd_buf *buf, char c);
void yd_buf_printf(yd_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void yd_buf_clear(yd_buf *buf);          /* len 0, memory kept */
void yd_buf_free(yd_buf *buf);           /* memory given back, zeroed */
char *yd_buf_take(yd_buf *buf);          /* the owned string (never NULL); the buffer is empty after */
yd_str yd_buf_str(const yd_buf *buf);    /* borrowed until the next change */

/* ---- SHA-256 (FIPS 180-4), by libmd ---- */

#define YD_SHA256_SIZE 32

void yd_sha256(const void *bytes, size_t len, uint8_t out[YD_SHA256_SIZE]);
/* 64 lower-case hex digits and a NUL. */
void yd_sha256_hex(const uint8_t digest[YD_SHA256_SIZE], char out[2 * YD_SHA256_SIZE + 1]);

/* ---- years ---- */

/* What a user says of the year where a document is for none; 0 says nothing. */
enum { YD_YEAR_NONE = -1 };

/* ---- file systems ---- */

/* Does the file or folder stand where other machines may change it too (statfs)? The kernel tells nothing of what they do,
 * and shares no memory with them. */
bool yd_file_is_shared(const char *path);
bool yd_file_system_is_shared(long type); /* statfs() f_type */

#endif
