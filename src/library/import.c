/* Importing: what is there already, what changed, what became of its references and bookmarks;
 * reading stored documents anew. */
#include "corrections.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void yd_imported_free(yd_imported *imported)
{
	yd_doc_free(&imported->doc);
	for (size_t i = 0; i < imported->warning_count; i++)
		free(imported->warnings[i]);
	free(imported->warnings);
	*imported = (yd_imported){0};
}

/* ---- what the user said ---- */

static bool is_given(const yd_given *given)
{
	return given && (given->region || given->year || given->title);
}

static yd_status say(yd_library *library, const uint8_t sha256[YD_SHA256_SIZE],
	const yd_given *given, yd_error *err)
{
	if (!is_given(given))
		return YD_OK;
	yd_said said = {
		.region = yd_strdup(given->region),
		.year = given->year,
		.title = yd_strdup(given->title),
	};
	yd_status status = yd_user_say(library->user, sha256, &said, err);
	yd_said_free(&said);
	return status;
}

/* ---- importing ---- */

static void split_warnings(const char *lines, yd_imported *out)
{
	size_t cap = 0;
	while (lines && *lines) {
		size_t len = strcspn(lines, "\n");
		YD_GROW(out->warnings, out->warning_count, cap);
		out->warnings[out->warning_count++] = yd_strndup(lines, len);
		lines += len + (lines[len] == '\n');
	}
}

static yd_status fill_imported(yd_library *library, int64_t id, yd_imported *out, yd_error *err)
{
	yd_status status = yd_corpus_doc(library->corpus, id, &out->doc, err);
	if (status == YD_OK)
		split_warnings(out->doc.warnings, out);
	return status;
}

/* What the cache has of these bytes and of this place before an import. */
typedef struct before {
	int64_t same_bytes, same_place; /* 0: none */
	char *bytes_ref, *place_ref;
	bool place_unchanged;
} before;

static yd_status doc_ref(yd_library *library, int64_t id, char **ref, yd_error *err)
{
	yd_doc doc = {0};
	yd_status status = yd_corpus_doc(library->corpus, id, &doc, err);
	if (status == YD_OK) {
		*ref = doc.ref;
		doc.ref = NULL;
	}
	yd_doc_free(&doc);
	return status;
}

static yd_status look_before(yd_library *library, const uint8_t sha256[YD_SHA256_SIZE],
	const char *place, before *out, yd_error *err)
{
	uint8_t there[YD_SHA256_SIZE];
	yd_status status = yd_corpus_find_sha256(library->corpus, sha256, &out->same_bytes, err);
	if (status == YD_OK)
		status = doc_ref(library, out->same_bytes, &out->bytes_ref, err);
	else
		out->same_bytes = 0;
	if (status != YD_OK && status != YD_NOT_FOUND)
		return status;
	if (!place)
		return YD_OK;
	status = yd_corpus_find_source(library->corpus, place, &out->same_place, there, err);
	if (status == YD_NOT_FOUND) {
		out->same_place = 0;
		return YD_OK;
	}
	if (status != YD_OK)
		return status;
	out->place_unchanged = memcmp(there, sha256, sizeof there) == 0;
	return doc_ref(library, out->same_place, &out->place_ref, err);
}

/* The old reference of the same bytes goes on working; bookmarks follow their text, also into an
 * edited form of the plan, but not into another plan that took its file's name. */
static yd_status follow_reference(
	yd_library *library, const before *was, const yd_doc *now, yd_error *err)
{
	yd_status status = YD_OK;
	if (was->bytes_ref && strcmp(was->bytes_ref, now->ref) != 0)
		status = yd_user_alias_add(library->user, was->bytes_ref, now->sha256, err);
	if (status == YD_OK && was->bytes_ref)
		status = bookmarks_follow(library, was->bytes_ref, now->id, err);
	if (status == YD_OK && was->place_ref && was->same_place != was->same_bytes &&
		reference_nearness(was->place_ref, now->ref) >= 2)
		status = bookmarks_follow(library, was->place_ref, now->id, err);
	return status;
}

/* A document that came from the same address, when none came from the same path. */
static yd_status look_for_address(yd_library *library, const char *url, before *was, yd_error *err)
{
	uint8_t there[YD_SHA256_SIZE];
	if (was->same_place || !url)
		return YD_OK;
	yd_status status =
		yd_corpus_find_source(library->corpus, url, &was->same_place, there, err);
	if (status == YD_OK)
		return doc_ref(library, was->same_place, &was->place_ref, err);
	was->same_place = 0;
	return status == YD_NOT_FOUND ? YD_OK : status;
}

static bool same_words(const char *a, const char *b)
{
	return a && b && yd_text_hash(yd_str_of(a)) == yd_text_hash(yd_str_of(b));
}

/* 系统维护中，请稍后再试 is no new text of the plan that stood there: another title, no number, few
 * of its clauses, or neither region nor year. */
static bool reads_like_no_plan(const yd_doc *old, const yd_document *new)
{
	enum { FRACTION = 4 };
	size_t clauses = yd_outline_clause_count(&new->outline);
	bool nowhere = !new->meta.region.path && !new->meta.year;
	return new->outline.unnumbered && !same_words(new->meta.title, old->title) &&
	       clauses < old->clauses && (nowhere || clauses * FRACTION <= old->clauses);
}

static yd_status refuse_no_plan(yd_library *library, const char *name, int64_t there,
	const yd_document *document, yd_error *err)
{
	yd_doc old = {0};
	yd_status status = yd_corpus_doc(library->corpus, there, &old, err);
	if (status == YD_OK && reads_like_no_plan(&old, document))
		status = yd_fail(err, YD_INVALID, name,
			"reads like no plan now (%s): what there was is kept; `yaodian import` of "
			"the address takes this in",
			document->meta.title ? document->meta.title : _("(no title)"));
	yd_doc_free(&old);
	return status;
}

static yd_status import_changed(yd_library *library, const char *name, const char *origin,
	yd_str bytes, const uint8_t sha256[YD_SHA256_SIZE], const yd_given *given, before *was,
	yd_imported *out, yd_error *err)
{
	prepared document = {0};
	yd_status status = read_document(library, name, bytes, sha256, given, &document, err);
	if (status != YD_OK)
		return status;
	int64_t id = 0;
	status = look_for_address(library, document.document.meta.url, was, err);
	bool other = was->same_place && was->same_place != was->same_bytes;
	if (status == YD_OK && other && given && given->keeps_plan)
		status = refuse_no_plan(library, name, was->same_place, &document.document, err);
	int64_t like = other ? was->same_place : 0;
	if (status == YD_OK && !was->same_place && !was->same_bytes)
		status = corrections_find_like(library, &document, &like, err);
	if (status == YD_OK && like)
		status = corrections_carry(library, like, name, bytes, given, &document, err);
	if (status == YD_OK && other)
		status = compare_with(library, was->same_place, &document, err);
	/* Said first: should storing fail, the next import still knows it. */
	if (status == YD_OK)
		status = say(library, sha256, given, err);
	if (status == YD_OK)
		status = prepared_store(
			library, &document, bytes, origin, 0, &out->outcome, &id, err);
	prepared_free(&document);
	if (status == YD_OK)
		status = fill_imported(library, id, out, err);
	if (status == YD_OK)
		status = renamed_follow(library, err);
	if (status == YD_OK && out->outcome == YD_PUT_REPLACED)
		status = follow_reference(library, was, &out->doc, err);
	return status;
}

/* The same bytes at another place: were they moved there? A copy's file leaves the document where
 * it came from; else an edited copy would replace it. An address is learned by a document that has
 * none. */
static yd_status was_moved(yd_library *library, int64_t id, const char *origin, const char *url,
	bool *moved, yd_error *err)
{
	yd_doc doc = {0};
	*moved = false;
	yd_status status = origin || url ? yd_corpus_doc(library->corpus, id, &doc, err) : YD_OK;
	if (status == YD_OK && url)
		*moved = !doc.url;
	else if (status == YD_OK && origin)
		*moved = !doc.source_path || (strcmp(doc.source_path, origin) != 0 &&
						     access(doc.source_path, F_OK) != 0 &&
						     (errno == ENOENT || errno == ENOTDIR));
	yd_doc_free(&doc);
	return status;
}

yd_status yd_library_import(yd_library *library, const char *name, const char *path, yd_str bytes,
	const yd_given *given, yd_imported *out, yd_error *err)
{
	*out = (yd_imported){0};
	yd_status status = library_need_write(library, err);
	if (status != YD_OK)
		return status;
	uint8_t sha256[YD_SHA256_SIZE];
	if (!ahead_sha256(library, bytes, sha256))
		yd_sha256(bytes.ptr, bytes.len, sha256);
	char *origin = path ? path_absolute(path) : NULL;
	const char *url = given ? given->url : NULL;
	before was = {0};
	status = look_before(library, sha256, url ? url : origin, &was, err);
	bool moved = false;
	if (status == YD_OK && was.same_bytes)
		status = was_moved(library, was.same_bytes, origin, url, &moved, err);
	if (status == YD_OK) {
		bool elsewhere = was.same_place && !was.place_unchanged;
		if (was.same_bytes && !elsewhere && !moved && !is_given(given)) {
			out->outcome = YD_PUT_UNCHANGED;
			status = fill_imported(library, was.same_bytes, out, err);
		} else {
			status = import_changed(
				library, name, origin, bytes, sha256, given, &was, out, err);
		}
	}
	ahead_drop(library, bytes);
	library->unchanged = status == YD_OK && out->outcome == YD_PUT_UNCHANGED;
	if (status == YD_OK)
		renamed_told(library, out->doc.id);
	else
		yd_imported_free(out);
	free(was.bytes_ref);
	free(was.place_ref);
	free(origin);
	return status;
}

yd_status yd_library_remove(yd_library *library, int64_t id, yd_error *err)
{
	yd_status status = library_need_write(library, err);
	if (status == YD_OK)
		status = yd_corpus_remove(library->corpus, id, err);
	library->wrote |= status == YD_OK;
	return status == YD_OK ? renamed_follow(library, err) : status;
}

yd_status yd_library_remove_version(yd_library *library, int64_t id, int64_t number, yd_error *err)
{
	yd_status status = library_need_write(library, err);
	if (status == YD_OK)
		status = yd_corpus_version_remove(library->corpus, id, number, err);
	library->wrote |= status == YD_OK;
	return status;
}

/* ---- reading again by today's rules ---- */

yd_status yd_library_stale_count(yd_library *library, size_t *count, yd_error *err)
{
	yd_status status = library_need_rules(library, err);
	if (status != YD_OK)
		return status;
	return yd_corpus_stale_count(library->corpus, library->fingerprint, count, err);
}

static yd_status reread_bytes(yd_library *library, const yd_doc *doc, yd_str bytes, yd_error *err)
{
	prepared document = {0};
	yd_status status = read_stored(library, doc, bytes, false, &document, err);
	if (status != YD_OK)
		return status;
	yd_put_outcome outcome;
	int64_t id;
	status = prepared_store(
		library, &document, bytes, doc->source_path, doc->id, &outcome, &id, err);
	prepared_free(&document);
	return status;
}

yd_status yd_library_reread(yd_library *library, int64_t id, yd_error *err)
{
	yd_doc old = {0}, now = {0};
	yd_buf bytes = {0};
	yd_status status = library_need_write(library, err);
	if (status == YD_OK)
		status = yd_corpus_doc(library->corpus, id, &old, err);
	if (status == YD_OK)
		status = yd_corpus_original(library->corpus, id, &bytes, err);
	if (status == YD_OK)
		status = reread_bytes(library, &old, yd_buf_str(&bytes), err);
	if (status == YD_OK)
		status = yd_corpus_doc(library->corpus, id, &now, err);
	if (status == YD_OK) {
		before was = {.same_bytes = id, .bytes_ref = old.ref};
		status = follow_reference(library, &was, &now, err);
	}
	if (status == YD_OK)
		status = renamed_follow(library, err);
	yd_doc_free(&old);
	yd_doc_free(&now);
	yd_buf_free(&bytes);
	return status;
}

yd_status yd_library_reread_next(yd_library *library, int64_t *after, yd_error *err)
{
	int64_t id;
	yd_status status = library_need_rules(library, err);
	if (status == YD_OK)
		status = yd_corpus_stale(library->corpus, library->fingerprint, *after, &id, err);
	if (status != YD_OK)
		return status;
	*after = id;
	return yd_library_reread(library, id, err);
}
