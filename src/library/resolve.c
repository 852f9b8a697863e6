#include "internal.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

/* The reference as we write it: lower case, without white space around it. Owned. */
static char *reference_clean(yd_str ref)
{
	ref = yd_text_trim(ref);
	char *clean = yd_strndup(ref.ptr, ref.len);
	for (char *c = clean; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return clean;
}

/* A whole reference that the document had before a correction. */
static yd_status find_alias(yd_library *library, yd_str ref, int64_t *id, yd_error *err)
{
	uint8_t sha256[YD_SHA256_SIZE];
	yd_status status = yd_user_alias(library->user, ref, sha256, err);
	if (status != YD_OK)
		return status;
	return yd_corpus_find_sha256(library->corpus, sha256, id, err);
}

static bool is_whole(yd_library *library, int64_t id, yd_str ref)
{
	yd_doc doc = {0};
	bool whole = yd_corpus_doc(library->corpus, id, &doc, NULL) == YD_OK &&
		     yd_str_equal(yd_str_of(doc.ref), ref);
	yd_doc_free(&doc);
	return whole;
}

/* The document whose former reference begins so. */
static yd_status find_alias_begun(yd_library *library, yd_str ref, int64_t *id, yd_error *err)
{
	uint8_t sha256[YD_SHA256_SIZE];
	yd_status status = yd_user_alias_begun(library->user, ref, sha256, err);
	if (status != YD_OK)
		return status == YD_AMBIGUOUS ? YD_NOT_FOUND : status;
	return yd_corpus_find_sha256(library->corpus, sha256, id, err);
}

/* A document's whole reference wins, then a whole former one, then an unambiguous beginning, then
 * that of a former one. */
static yd_status find_document(yd_library *library, yd_str ref, int64_t *id, yd_error *err)
{
	yd_error begun = {0};
	yd_status status = yd_corpus_find(library->corpus, ref, id, &begun);
	if (status == YD_OK && is_whole(library, *id, ref))
		return YD_OK;
	int64_t former;
	yd_status alias = find_alias(library, ref, &former, err);
	if (alias == YD_NOT_FOUND && status == YD_NOT_FOUND)
		alias = find_alias_begun(library, ref, &former, err);
	if (alias == YD_OK) {
		*id = former;
		return YD_OK;
	}
	if (alias != YD_NOT_FOUND)
		return alias;
	if (status != YD_OK && err)
		*err = begun;
	return status;
}

static yd_status find_unit(
	yd_library *library, yd_str ref, yd_str address, yd_place_in_library *out, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = yd_library_open_doc(library, out->doc, &doc, err);
	if (status != YD_OK)
		return status;
	out->unit = yd_unit_find(&doc->outline, address);
	if (out->unit == SIZE_MAX) {
		char *about = yd_strndup(ref.ptr, ref.len);
		status = yd_fail(err, YD_NOT_FOUND, about,
			"%s has no such unit; `yaodian show %s` shows what it has", doc->info.ref,
			doc->info.ref);
		free(about);
	}
	yd_open_doc_free(doc);
	return status;
}

yd_status yd_library_resolve(
	yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err)
{
	char *clean = reference_clean(ref);
	char *hash = strchr(clean, '#');
	yd_str whole = yd_str_of(clean);
	yd_str doc = {clean, hash ? (size_t)(hash - clean) : whole.len};
	*out = (yd_place_in_library){.whole = !hash};
	yd_status status;
	if (doc.len == 0)
		status = yd_fail(err, YD_INVALID, *clean ? clean : _("reference"),
			"names no document; a reference looks like 220802-2025-9c1e or "
			"220802-2025-9c1e#2.1, and `yaodian list` shows them");
	else
		status = find_document(library, doc, &out->doc, err);
	if (status == YD_OK && hash)
		status = find_unit(library, whole, yd_str_of(hash + 1), out, err);
	free(clean);
	return status;
}
