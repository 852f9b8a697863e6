/* Setting, removing and showing bookmarks. */
#include "bookmark.h"

#include <stdlib.h>
#include <string.h>

void attached_free(attached *at)
{
	yd_bookmarks_free(at->bookmarks, at->count);
	free(at->units);
	*at = (attached){0};
}

static yd_status attach(yd_library *library, const yd_open_doc *doc, const yd_bookmark *bookmark,
	size_t *unit, yd_error *err)
{
	sought text;
	*unit = SIZE_MAX;
	if (strcmp(bookmark->doc_ref, doc->info.ref) == 0) {
		size_t equal;
		sought_make(bookmark->text, &text);
		if (sought_in_doc(&text, doc, bookmark_address(doc, bookmark), &equal) == 1)
			*unit = equal;
		sought_free(&text);
		if (*unit != SIZE_MAX)
			return YD_OK;
	}
	/* Set in another document, or only alike here: it may be nearer to home elsewhere. */
	yd_found found;
	yd_place_in_library place;
	char *ref;
	yd_status status = yd_library_bookmark_find(library, bookmark, &found, &place, &ref, err);
	if (status == YD_OK && found != YD_FOUND_LOST && place.doc == doc->info.id)
		*unit = place.unit;
	free(ref);
	return status;
}

yd_status attached_make(yd_library *library, const yd_open_doc *doc, attached *out, yd_error *err)
{
	*out = (attached){0};
	if (doc->version)
		return YD_OK;
	size_t count = doc->stored.unit_count, hash_count = 0;
	uint64_t *hashes = yd_alloc(count * sizeof *hashes);
	for (size_t i = 0; i < count; i++)
		if (doc->stored.units[i].text_hash)
			hashes[hash_count++] = doc->stored.units[i].text_hash;
	yd_status status = yd_user_bookmarks_of(library->user, doc->info.ref, hashes, hash_count,
		&out->bookmarks, &out->count, err);
	free(hashes);
	if (status != YD_OK)
		return status;
	out->units = yd_alloc((out->count + 1) * sizeof *out->units);
	for (size_t i = 0; status == YD_OK && i < out->count; i++)
		status = attach(library, doc, &out->bookmarks[i], &out->units[i], err);
	if (status != YD_OK)
		attached_free(out);
	return status;
}

yd_status bookmark_need_write(const yd_library *library, const yd_open_doc *doc, yd_error *err)
{
	if (doc && doc->version)
		return yd_fail(err, YD_INVALID, doc->info.ref,
			"is an earlier version, which is only read; bookmarks, notes and tags "
			"belong to the document as it is now");
	if (!library->read_only)
		return YD_OK;
	return yd_fail(err, YD_READ_ONLY, library->user_path,
		"is open read-only; run the command again without --read-only");
}

yd_status bookmark_new(yd_library *library, const yd_open_doc *doc, size_t unit, const char *tags,
	const char *note, yd_error *err)
{
	yd_buf ref = {0}, title = {0}, text = {0};
	yd_open_doc_unit_ref(doc, unit, &ref);
	yd_open_doc_unit_title(doc, unit, &title);
	yd_open_doc_unit_text(doc, unit, &text);
	uint64_t hash = yd_text_hash(yd_buf_str(&text));
	yd_bookmark bookmark = {
		.ref = yd_buf_take(&ref),
		.doc_ref = yd_strdup(doc->info.ref),
		.title = yd_buf_take(&title),
		.doc_title = yd_strdup(doc->info.title),
		.text_hash = hash,
		.text = yd_buf_take(&text),
		.tags = yd_strdup(tags),
		.note = yd_strdup(note),
	};
	yd_status status = YD_OK;
	/* Without text nothing could tell later whether it is still the same place. */
	if (!hash)
		status = yd_fail(err, YD_INVALID, bookmark.ref,
			"has no text to bookmark; choose a clause or a heading");
	else
		status = yd_user_bookmark_add(library->user, &bookmark, err);
	yd_bookmark_free(&bookmark);
	return status;
}

static yd_status remove_at(
	yd_library *library, const attached *at, size_t unit, size_t *removed, yd_error *err)
{
	yd_status status = YD_OK;
	*removed = 0;
	for (size_t i = 0; status == YD_OK && i < at->count; i++)
		if (at->units[i] == unit) {
			status = yd_user_bookmark_remove(library->user, at->bookmarks[i].id, err);
			*removed += status == YD_OK;
		}
	return status;
}

yd_status yd_library_bookmark_toggle(
	yd_library *library, const yd_open_doc *doc, size_t unit, bool *now, yd_error *err)
{
	attached at;
	size_t removed;
	*now = false;
	yd_status status = bookmark_need_write(library, doc, err);
	if (status == YD_OK)
		status = attached_make(library, doc, &at, err);
	if (status != YD_OK)
		return status;
	status = remove_at(library, &at, unit, &removed, err);
	attached_free(&at);
	if (status != YD_OK || removed)
		return status;
	status = bookmark_new(library, doc, unit, NULL, NULL, err);
	*now = status == YD_OK;
	return status;
}

yd_status yd_library_bookmark_add(
	yd_library *library, const yd_open_doc *doc, size_t unit, bool *added, yd_error *err)
{
	attached at;
	*added = false;
	yd_status status = bookmark_need_write(library, doc, err);
	if (status == YD_OK)
		status = attached_make(library, doc, &at, err);
	if (status != YD_OK)
		return status;
	bool there = false;
	for (size_t i = 0; i < at.count; i++)
		there |= at.units[i] == unit;
	attached_free(&at);
	if (there)
		return YD_OK;
	status = bookmark_new(library, doc, unit, NULL, NULL, err);
	*added = status == YD_OK;
	return status;
}

/* Bookmarks whose text is nowhere any more, set under that reference. */
static yd_status remove_lost(yd_library *library, const char *ref, size_t *removed, yd_error *err)
{
	char *doc_ref = yd_strndup(ref, strcspn(ref, "#"));
	yd_bookmark *bookmarks = NULL;
	size_t count = 0;
	yd_status status =
		yd_user_bookmarks_of(library->user, doc_ref, NULL, 0, &bookmarks, &count, err);
	for (size_t i = 0; status == YD_OK && i < count; i++) {
		if (strcmp(bookmarks[i].ref, ref) != 0)
			continue;
		yd_found found;
		yd_place_in_library place;
		char *moved;
		status = yd_library_bookmark_find(
			library, &bookmarks[i], &found, &place, &moved, err);
		free(moved);
		if (status == YD_OK && found == YD_FOUND_LOST) {
			status = yd_user_bookmark_remove(library->user, bookmarks[i].id, err);
			*removed += status == YD_OK;
		}
	}
	yd_bookmarks_free(bookmarks, count);
	free(doc_ref);
	return status;
}

yd_status yd_library_bookmark_remove(
	yd_library *library, const char *ref, size_t *removed, yd_error *err)
{
	yd_place_in_library place;
	yd_error missing = {0};
	*removed = 0;
	yd_status status = bookmark_need_write(library, NULL, err);
	if (status != YD_OK)
		return status;
	yd_status resolved = yd_library_resolve(library, yd_str_of(ref), &place, &missing);
	if (resolved == YD_OK) {
		yd_open_doc *doc;
		attached at;
		status = yd_library_open_doc(library, place.doc, &doc, err);
		if (status != YD_OK)
			return status;
		status = attached_make(library, doc, &at, err);
		if (status == YD_OK) {
			status = remove_at(library, &at, place.unit, removed, err);
			attached_free(&at);
		}
		yd_open_doc_free(doc);
	}
	if (status == YD_OK && *removed == 0)
		status = remove_lost(library, ref, removed, err);
	if (status != YD_OK || *removed)
		return status;
	if (resolved != YD_OK) {
		if (err)
			*err = missing;
		return resolved;
	}
	return yd_fail(
		err, YD_NOT_FOUND, ref, "is not bookmarked; `yaodian bookmark list` shows what is");
}

yd_status bookmarks_follow(yd_library *library, const char *old_ref, int64_t id, yd_error *err)
{
	yd_bookmark *bookmarks = NULL;
	size_t count = 0;
	if (library->read_only || yd_user_read_only(library->user))
		return YD_OK;
	yd_status status =
		yd_user_bookmarks_of(library->user, old_ref, NULL, 0, &bookmarks, &count, err);
	yd_open_doc *doc = NULL;
	if (status == YD_OK && count)
		status = yd_library_open_doc(library, id, &doc, err);
	for (size_t i = 0; status == YD_OK && i < count; i++) {
		sought text;
		size_t unit;
		sought_make(bookmarks[i].text, &text);
		if (sought_in_doc(&text, doc, bookmark_address(doc, &bookmarks[i]), &unit) > 0) {
			yd_buf ref = {0};
			yd_open_doc_unit_ref(doc, unit, &ref);
			if (strcmp(ref.ptr, bookmarks[i].ref) != 0)
				status = yd_user_bookmark_moved(
					library->user, bookmarks[i].id, ref.ptr, err);
			yd_buf_free(&ref);
		}
		sought_free(&text);
	}
	yd_open_doc_free(doc);
	yd_bookmarks_free(bookmarks, count);
	return status;
}
