/*
 * prepare.h: a document made ready for the cache: read, its units folded. Needs no file, so that another
 * thread can do it ahead.
 */
#ifndef YAODIAN_LIBRARY_PREPARE_H
#define YAODIAN_LIBRARY_PREPARE_H

#include "helper.h"
#include "internal.h"

#include <yaodian/pages.h>

/* Zeroed: nothing. */
typedef struct prepared {
	yd_document document;
	yd_unit_texts texts;
	yd_unit_row *units;
	yd_buf outline, sort;
	char *today; /* path of today, where the document's own year had another; NULL */
	yd_buf packed; /* the source; empty: not yet */
	char *warnings; /* lines; NULL none */
	bool reads_as_before; /* as the document with these bytes, which it will replace */
	uint8_t before[YD_SHA256_SIZE];
	yd_buf found;   /* yd_findings_encode() */
} prepared;

/* As yd_intake_read_any(). Touches nothing but its arguments. */
yd_status prepare(const char *name, yd_str bytes, const yd_given *given, struct helper *helper,
	const yd_theme_rules *rules, prepared *out, yd_error *err);
void prepared_free(prepared *document);
/* Stores it: a new put when `id` is 0, else a reread of document `id`. */
yd_status prepared_store(yd_library *library, const prepared *document, yd_str original,
	const char *source_path, int64_t id, yd_put_outcome *outcome, int64_t *stored, yd_error *err);

/* ---- read_document.c ---- */

/* prepare() with what the user gives now (NULL: nothing) and said of the same bytes before; takes what was read ahead. */
yd_status read_document(yd_library *library, const char *name, yd_str bytes, const uint8_t sha256[YD_SHA256_SIZE],
	const yd_given *given, prepared *out, yd_error *err);
/* The same for a document of the cache and its original, with what its server said. */
yd_status read_stored(yd_library *library, const yd_doc *doc, yd_str bytes, bool name_paras, prepared *out,
	yd_error *err);
/* The page that a document came from; zeroed: from no address. */
yd_status stored_page(yd_library *library, const yd_doc *doc, yd_page *out, yd_error *err);

/* ---- preview.c ---- */

/* A document opened for reading that is in no file; what it is made of is moved out of `document`, which is still to be
 * freed. */
yd_open_doc *prepared_open(prepared *document);

/* ---- versions.c ---- */

/* Notes in `document` whether it reads as document `id` does, to the letter, apart from page furniture and white space. */
yd_status compare_with(yd_library *library, int64_t id, prepared *document, yd_error *err);

/* ---- ahead.c ---- */

/* The SHA-256 of bytes that are read ahead; false when they are not. */
bool ahead_sha256(yd_library *library, yd_str bytes, uint8_t sha256[YD_SHA256_SIZE]);
/* What was read of them ahead, or why it could not be; false when they were not, or with another `given`. */
bool ahead_take(yd_library *library, yd_str bytes, const yd_given *given, prepared *out, yd_status *status,
	yd_error *err);
/* Gives up what was read of them. */
void ahead_drop(yd_library *library, yd_str bytes);
void ahead_close(yd_library *library);

#endif
