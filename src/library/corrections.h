/*
 * corrections.h: what a user said of a document and corrected in it, as a reading takes it; private to src/library.
 */
#ifndef YAODIAN_LIBRARY_CORRECTIONS_H
#define YAODIAN_LIBRARY_CORRECTIONS_H

#include "prepare.h"

/* Zeroed: nothing. corrections_free(). */
typedef struct corrections {
	yd_said said;
	yd_correction *items;
	size_t count;
	yd_outline_fix *fixes; /* the headings among them */
	size_t fix_count;
	bool any;
} corrections;

yd_status corrections_read(
	yd_library *library, const uint8_t sha256[YD_SHA256_SIZE], corrections *out, yd_error *err);
void corrections_free(corrections *list);
/* What is given now, and what was said before where nothing is. Borrows from both. */
yd_given corrections_give(const corrections *list, const yd_given *given);
/* Themes that a user gave or took. */
void corrections_tag(const corrections *list, prepared *document);
/* By what a clause is known to corrections of its themes: the beginning of its text, whole paragraphs of at least eight
 * characters together, so that it is found again when what follows changes. Of a section: what it would be as a clause.
 * 0: unit `unit` is no node with a text. */
uint64_t clause_hash(yd_str source, const yd_outline *outline, size_t unit);

/* ---- carry.c ---- */

/* The document that has, or had before it was corrected, the reference of `document`, which comes from another place; 0:
 * none, or nothing was ever corrected. */
yd_status corrections_find_like(yd_library *library, const prepared *document, int64_t *id, yd_error *err);
/* `document` will replace document `old`, or is another text of it; its bytes are others. When it is the same plan, and nothing was said of its own
 * bytes, what was said and corrected of the old ones holds of it too: it is read anew with that. */
yd_status corrections_carry(yd_library *library, int64_t old, const char *name, yd_str bytes, const yd_given *given,
	prepared *document, yd_error *err);

#endif
