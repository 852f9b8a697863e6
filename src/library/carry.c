/* What a user said and corrected of a document, carried over to a new text of the same plan. */
#include "corrections.h"

#include <yaodian/text.h>

#include <string.h>

static bool same_title(const char *a, const char *b)
{
	return a && b && yd_text_hash(yd_str_of(a)) == yd_text_hash(yd_str_of(b));
}

/* By what the documents say themselves. */
static bool is_same_plan(const yd_document *old, const yd_document *new)
{
	return same_title(old->meta.title, new->meta.title) ||
	       (old->meta.region.path && old->meta.year &&
		       reference_nearness(old->reference, new->reference) >= 2);
}

static yd_status look_at_old(
	yd_library *library, const yd_doc *old, const yd_document *new, bool *same, yd_error *err)
{
	yd_buf bytes = {0};
	yd_page page = {0};
	prepared was = {0};
	yd_status status = yd_corpus_original(library->corpus, old->id, &bytes, err);
	if (status == YD_OK)
		status = stored_page(library, old, &page, err);
	yd_given given = {.url = page.url, .charset = page.charset};
	/* What cannot be read any more is nothing that could be told to be the same. */
	if (status == YD_OK && prepare(old->ref, yd_buf_str(&bytes), &given, library->helper,
				       library->rules, &was, NULL) == YD_OK) {
		*same = is_same_plan(&was.document, new);
		prepared_free(&was);
	}
	yd_page_free(&page);
	yd_buf_free(&bytes);
	return status;
}

yd_status corrections_find_like(
	yd_library *library, const prepared *document, int64_t *id, yd_error *err)
{
	bool any = false;
	yd_place_in_library place;
	*id = 0;
	yd_status status = yd_user_any_correction(library->user, &any, err);
	if (status == YD_OK && any &&
		yd_library_resolve(
			library, yd_str_of(document->document.reference), &place, NULL) == YD_OK &&
		place.whole && !place.version)
		*id = place.doc;
	return status;
}

static yd_status says_anything(
	yd_library *library, const uint8_t sha256[YD_SHA256_SIZE], bool *any, yd_error *err)
{
	corrections list;
	yd_status status = corrections_read(library, sha256, &list, err);
	if (status == YD_OK) {
		*any = list.any;
		corrections_free(&list);
	}
	return status;
}

yd_status corrections_carry(yd_library *library, int64_t old, const char *name, yd_str bytes,
	const yd_given *given, prepared *document, yd_error *err)
{
	yd_doc info = {0};
	bool old_has = false, new_has = false, same = false;
	uint8_t sha256[YD_SHA256_SIZE];
	memcpy(sha256, document->document.sha256, sizeof sha256);
	yd_status status = yd_corpus_doc(library->corpus, old, &info, err);
	if (status == YD_OK)
		status = says_anything(library, info.sha256, &old_has, err);
	if (status == YD_OK && old_has)
		status = says_anything(library, sha256, &new_has, err);
	if (status == YD_OK && old_has && !new_has)
		status = look_at_old(library, &info, &document->document, &same, err);
	if (status == YD_OK && same)
		status = yd_user_carry(library->user, info.sha256, sha256, err);
	if (status == YD_OK && same) {
		prepared again = {0};
		status = read_document(library, name, bytes, sha256, given, &again, err);
		if (status == YD_OK) {
			prepared_free(document);
			*document = again;
		}
	}
	yd_doc_free(&info);
	return status;
}
