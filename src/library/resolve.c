/* References, whole or shortened, former ones and those of versions, to documents and units. */
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
/* The document that had this reference, or one that begins so, before it was corrected.
 * YD_NOT_FOUND (err unfilled): none that is there, or several whose references begin so. */
static yd_status find_alias(yd_library *library, yd_str ref, bool begun, int64_t *id, yd_error *err)
{
	yd_aliases aliases;
	bool found = false;
	yd_status status = yd_user_aliases(library->user, ref, begun, &aliases, err);
	for (size_t i = 0; status == YD_OK && i < aliases.count && (begun || !found); i++) {
		int64_t doc;
		status = yd_corpus_find_sha256(library->corpus, aliases.sha256[i], &doc, err);
		if (status == YD_OK && found && doc != *id)
			return YD_NOT_FOUND;
		if (status == YD_OK) {
			*id = doc;
			found = true;
		} else if (status == YD_NOT_FOUND) {
			status = YD_OK;
		}
	}
	return status == YD_OK && !found ? YD_NOT_FOUND : status;
}

static bool is_whole(yd_library *library, int64_t id, yd_str ref)
{
	yd_doc doc = {0};
	bool whole = yd_corpus_doc(library->corpus, id, &doc, NULL) == YD_OK &&
		     yd_str_equal(yd_str_of(doc.ref), ref);
	yd_doc_free(&doc);
	return whole;
}

/* The version that had this reference. It is the same plan as the document now when region and year
 * are the same. */
static yd_status find_former_version(
	yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err)
{
	int64_t number;
	yd_doc doc = {0};
	char *former = yd_strndup(ref.ptr, ref.len);
	yd_status status = yd_corpus_version_find(library->corpus, ref, &out->doc, &number, err);
	if (status == YD_OK)
		status = yd_corpus_doc(library->corpus, out->doc, &doc, err);
	if (status == YD_OK && reference_nearness(former, doc.ref) < 2)
		out->version = number;
	yd_doc_free(&doc);
	free(former);
	return status;
}

/* A document's whole reference wins, then a whole former one, then an unambiguous beginning, then
 * that of a former one, then what only an earlier version had. */
static yd_status find_document(
	yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err)
{
	int64_t *id = &out->doc;
	yd_error begun = {0};
	yd_status status = yd_corpus_find(library->corpus, ref, id, &begun);
	if (status == YD_OK && is_whole(library, *id, ref))
		return YD_OK;
	int64_t former;
	yd_status alias = find_alias(library, ref, false, &former, err);
	if (alias == YD_NOT_FOUND && status == YD_NOT_FOUND)
		alias = find_alias(library, ref, true, &former, err);
	if (alias == YD_OK) {
		*id = former;
		return YD_OK;
	}
	if (alias == YD_NOT_FOUND && status == YD_NOT_FOUND)
		alias = find_former_version(library, ref, out, err);
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
	yd_status status = yd_library_open_version(library, out->doc, out->version, &doc, err);
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

/* ---- versions ---- */

/* The number behind @; 0 when it is none, and more than any document has when it is too large. */
static int64_t version_number(yd_str digits)
{
	int64_t number = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || digits.ptr[0] == '0')
			return 0;
		if (number < INT64_MAX / 100)
			number = number * 10 + (digits.ptr[i] - '0');
	}
	return number;
}

/* Which version of the document `out` has that number. */
static yd_status find_version(yd_library *library, const char *ref, int64_t number,
	yd_place_in_library *out, yd_error *err)
{
	yd_version *versions;
	size_t count;
	bool found = false;
	yd_status status = yd_corpus_versions(library->corpus, out->doc, &versions, &count, err);
	if (status != YD_OK)
		return status;
	for (size_t i = 0; i < count; i++)
		if (versions[i].number == number) {
			found = true;
			out->version = versions[i].current ? 0 : number;
		}
	yd_versions_free(versions, count);
	return found ? YD_OK
		     : yd_fail(err, YD_NOT_FOUND, ref,
			       "there is no such version; `yaodian versions %.*s` lists those "
			       "there are",
			       (int)strcspn(ref, "@"), ref);
}

/* `doc` is what stands before #. */
static yd_status find_named(
	yd_library *library, yd_str doc, yd_place_in_library *out, yd_error *err)
{
	const char *at = doc.len ? memchr(doc.ptr, '@', doc.len) : NULL;
	yd_str name = {doc.ptr, at ? (size_t)(at - doc.ptr) : doc.len};
	char *ref = yd_strndup(doc.ptr, doc.len);
	int64_t number = at ? version_number((yd_str){at + 1, doc.len - name.len - 1}) : 0;
	yd_status status;
	if (name.len == 0)
		status = yd_fail(err, YD_INVALID, doc.len ? ref : _("reference"),
			"names no document; a reference looks like 220802-2025-9c1e or "
			"220802-2025-9c1e#2.1, and `yaodian list` shows them");
	else if (at && !number)
		status = yd_fail(err, YD_INVALID, ref,
			"what follows @ is no version; they are numbered from 1, and "
			"`yaodian versions %.*s` lists them",
			(int)name.len, name.ptr);
	else
		status = find_document(library, name, out, err);
	if (status == YD_OK && number)
		status = find_version(library, ref, number, out, err);
	free(ref);
	return status;
}

yd_status yd_library_resolve_version(
	yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err)
{
	char *clean = reference_clean(ref);
	char *hash = strchr(clean, '#');
	yd_str whole = yd_str_of(clean);
	yd_str doc = {clean, hash ? (size_t)(hash - clean) : whole.len};
	*out = (yd_place_in_library){.whole = !hash};
	yd_status status = find_named(library, doc, out, err);
	if (status == YD_OK && hash)
		status = find_unit(library, whole, yd_str_of(hash + 1), out, err);
	free(clean);
	return status;
}

yd_status yd_library_resolve(
	yd_library *library, yd_str ref, yd_place_in_library *out, yd_error *err)
{
	yd_status status = yd_library_resolve_version(library, ref, out, err);
	if (status != YD_OK || !out->version)
		return status;
	char *clean = reference_clean(ref);
	status = yd_fail(err, YD_INVALID, clean,
		"names an earlier version, which can only be shown and removed; leave out @ and "
		"the "
		"number");
	free(clean);
	return status;
}
