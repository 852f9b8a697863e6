/*
 * Storing, replacing and removing a document: each is one transaction.
 *
 * Which document is it? Two questions: which has these bytes (S), and which came from this place
 * (P: the path, or the address when there is no path)?
 *
 *   S none, P none    a new document
 *   S none, P there   P gets the new content and keeps its id; the old one becomes a version of it
 *   S there           S, read anew when its fingerprint or metadata differ. It now counts as coming
 * from this place, where its bytes were seen last; a P that is another document has been replaced
 * by it and goes.
 *
 * The place moves with the bytes so that no order of importing loses anything: when two files have
 * changed names, or one was renamed and another written in its place, the next import of the folder
 * finds both contents, since a content is only given up when its last known file has come to hold
 * another one.
 */
#include "inner.h"

#include <stdlib.h>
#include <string.h>

static void stored_free(struct stored *stored)
{
	yd_doc_free(&stored->doc);
	free(stored->reference);
	free(stored->fingerprint_text);
	free(stored->units);
	*stored = (struct stored){0};
}

static yd_status read_state(yd_corpus *corpus, int64_t id, struct stored *out, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_first(&corpus->base, err, &stmt, DOC_STATE, "i", id);
	if (status == YD_END)
		return document_missing(corpus, id, err);
	if (status != YD_OK)
		return status;
	doc_read(stmt, &out->doc);
	out->id = id;
	out->region = out->doc.region_id;
	out->year_order = sqlite3_column_int64(stmt, 6);
	out->reference = column_string(stmt, 1);
	out->fingerprint = sqlite3_column_int64(stmt, DOC_COLUMN_COUNT);
	out->fingerprint_text = column_string(stmt, DOC_COLUMN_COUNT + 1);
	database_done(stmt);
	return YD_OK;
}

/* ---- which document is it? ---- */

static bool same_string(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Is what is stored what `row` says, wherever it came from? */
static bool same_reading(const struct stored *old, const yd_doc_row *row)
{
	const yd_doc *doc = &old->doc;
	return same_string(old->reference, row->reference) &&
	       same_string(doc->region, row->region) &&
	       same_string(doc->region_code, row->region_code) && doc->year == row->year &&
	       same_string(doc->title, row->title) && same_string(doc->issuer, row->issuer) &&
	       same_string(doc->doc_no, row->doc_no) && same_string(doc->date, row->date) &&
	       (!row->url || same_string(doc->url, row->url)) && doc->sample == row->sample &&
	       same_string(doc->warnings, row->warnings) && doc->kind == row->kind &&
	       same_string(doc->period, row->period) &&
	       same_string(doc->own_region, row->own_region) &&
	       same_string(doc->found, row->found) &&
	       same_string(old->fingerprint_text, row->fingerprint);
}

/* The documents with the bytes and from the place of `row`; id 0 where there is none. */
static yd_status look_up(yd_corpus *corpus, const yd_doc_row *row, struct stored *same_bytes,
	struct stored *same_place, yd_error *err)
{
	int64_t id = 0;
	yd_status status = origin_by_sha256(corpus, row->sha256, &id, err);
	if (status == YD_OK)
		status = read_state(corpus, id, same_bytes, err);
	if (status != YD_OK && status != YD_NOT_FOUND)
		return status;
	const char *place = row->source_path ? row->source_path : row->url;
	if (!place)
		return YD_OK;
	status = origin_by_place(corpus, place, row->source_path != NULL, &id, NULL, err);
	if (status == YD_OK && id != same_bytes->id)
		status = read_state(corpus, id, same_place, err);
	return status == YD_NOT_FOUND ? YD_OK : status;
}

/* Nothing to do, not even to note another place? */
static bool is_settled(
	const struct stored *same_bytes, const struct stored *same_place, const yd_doc_row *row)
{
	return same_bytes->id && !same_place->id && same_reading(same_bytes, row) &&
	       (!row->source_path || same_string(same_bytes->doc.source_path, row->source_path));
}

static void packed_free(struct packed *packed)
{
	yd_buf_free(&packed->source);
	yd_buf_free(&packed->original);
	yd_buf_free(&packed->outline);
	yd_buf_free(&packed->units);
	yd_buf_free(&packed->tags);
	index_values_free(&packed->later);
}

static void pack_row(yd_corpus *corpus, const yd_doc_row *row, struct packed *out)
{
	*out = (struct packed){.row = row, .source_path = row->source_path, .url = row->url};
	if (row->packed_source.len)
		yd_buf_add_str(&out->source, row->packed_source);
	else
		pack(corpus, row->source, &out->source);
	if (row->original)
		pack(corpus, (yd_str){row->original, row->original_len}, &out->original);
	pack_small(corpus, row->outline, &out->outline);
	units_encode(row->units, row->unit_count, &out->units);
	tags_encode(row->units, row->unit_count, &out->tags);
	if (!out->tags.ptr) /* no clause is no tags, which is not the same as none known */
		yd_buf_reserve(&out->tags, 0);
	units_tally(row->units, row->unit_count, &out->tally);
}

static void keep_place(struct packed *packed, const struct stored *old)
{
	if (!packed->source_path)
		packed->source_path = old->doc.source_path;
	if (!packed->url)
		packed->url = old->doc.url;
}

static yd_status put_same_bytes(yd_corpus *corpus, struct stored *old, struct stored *replaced,
	struct packed *packed, yd_put_outcome *outcome, yd_error *err)
{
	bool same = same_reading(old, packed->row);
	yd_status status = YD_OK;
	*outcome = same && !replaced->id ? YD_PUT_UNCHANGED : YD_PUT_REPLACED;
	/* Files that changed their names are on their way to be imported as well; another edition
	 * of the same plan is nowhere any more. */
	if (replaced->id && same_string(replaced->reference, packed->row->reference))
		status = versions_take(corpus, replaced, old, err);
	if (status == YD_OK && replaced->id)
		status = document_remove(corpus, replaced, err);
	keep_place(packed, old);
	if (status != YD_OK)
		return status;
	return same ? database_run(
			      &corpus->base, err, SET_SOURCE, "is", old->id, packed->source_path)
		    : document_replace(corpus, old, packed, err);
}

static yd_status put_inside(yd_corpus *corpus, struct packed *packed, yd_put_outcome *outcome,
	int64_t *id, yd_error *err)
{
	struct stored same_bytes = {0}, same_place = {0};
	yd_status status = look_up(corpus, packed->row, &same_bytes, &same_place, err);
	if (status == YD_OK && same_bytes.id) {
		*id = same_bytes.id;
		status = put_same_bytes(corpus, &same_bytes, &same_place, packed, outcome, err);
	} else if (status == YD_OK && same_place.id) {
		*outcome = YD_PUT_REPLACED;
		*id = same_place.id;
		keep_place(packed, &same_place);
		status = document_replace(corpus, &same_place, packed, err);
	} else if (status == YD_OK) {
		*outcome = YD_PUT_NEW;
		status = document_insert(corpus, packed, id, err);
	}
	stored_free(&same_bytes);
	stored_free(&same_place);
	return status;
}

static yd_status check_row(const yd_doc_row *row, yd_error *err)
{
	const char *about = row->source_path ? row->source_path : row->title;
	if (!row->reference || !*row->reference || !row->fingerprint)
		return yd_fail(err, YD_INVALID, about,
			"has no reference or fingerprint and cannot be stored");
	if (row->year < 0 || row->year >= YEAR_MAX)
		return yd_fail(err, YD_INVALID, about, "%d is no year; give one from 1 to 9999",
			row->year);
	return YD_OK;
}

/* The reference a document has after its transaction. */
static yd_status read_reference(yd_corpus *corpus, int64_t id, char **ref, yd_error *err)
{
	struct stored stored = {0};
	yd_status status = read_state(corpus, id, &stored, err);
	if (status == YD_OK)
		*ref = yd_strdup(stored.doc.ref);
	stored_free(&stored);
	return status;
}

/* True when the row is there already, found out without holding up other writers. */
static yd_status put_nothing(yd_corpus *corpus, const yd_doc_row *row, bool *settled, int64_t *id,
	char **ref, yd_error *err)
{
	struct stored same_bytes = {0}, same_place = {0};
	yd_status status = look_up(corpus, row, &same_bytes, &same_place, err);
	*settled = status == YD_OK && is_settled(&same_bytes, &same_place, row);
	if (*settled) {
		*id = same_bytes.id;
		*ref = yd_strdup(same_bytes.doc.ref);
	}
	stored_free(&same_bytes);
	stored_free(&same_place);
	return status;
}

yd_status yd_corpus_put(yd_corpus *corpus, const yd_doc_row *row, yd_put_outcome *outcome,
	int64_t *id, char **ref, yd_error *err)
{
	struct packed packed;
	bool settled = false;
	*ref = NULL;
	references_forget(corpus);
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = check_row(row, err);
	if (status == YD_OK)
		status = put_nothing(corpus, row, &settled, id, ref, err);
	if (settled)
		*outcome = YD_PUT_UNCHANGED;
	if (status != YD_OK || settled)
		return status;
	pack_row(corpus, row, &packed);
	status = database_begin(&corpus->base, err);
	if (status == YD_OK) {
		status = put_inside(corpus, &packed, outcome, id, err);
		if (status == YD_OK)
			status = read_reference(corpus, *id, ref, err);
		status = database_end(&corpus->base, status, err);
		if (status == YD_OK)
			status = index_queue(corpus, *id, &packed.later, err);
		else
			index_forget(corpus);
	}
	packed_free(&packed);
	if (status != YD_OK) {
		free(*ref);
		*ref = NULL;
	}
	return status;
}

static yd_status reread_inside(yd_corpus *corpus, int64_t id, struct packed *packed, yd_error *err)
{
	struct stored old = {0};
	yd_status status = read_state(corpus, id, &old, err);
	if (status == YD_OK && memcmp(old.doc.sha256, packed->row->sha256, YD_SHA256_SIZE) != 0)
		status = yd_fail(err, YD_INVALID, old.doc.ref,
			"was to be read anew, but from other bytes than its own");
	if (status == YD_OK) {
		packed->source_path = old.doc.source_path;
		keep_place(packed, &old);
		status = document_replace(corpus, &old, packed, err);
	}
	stored_free(&old);
	return status;
}

yd_status yd_corpus_reread(yd_corpus *corpus, int64_t id, const yd_doc_row *row, yd_error *err)
{
	struct packed packed;
	references_forget(corpus);
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = check_row(row, err);
	if (status != YD_OK)
		return status;
	pack_row(corpus, row, &packed);
	status = database_begin(&corpus->base, err);
	if (status == YD_OK)
		status = database_end(&corpus->base, reread_inside(corpus, id, &packed, err), err);
	if (status == YD_OK)
		status = index_queue(corpus, id, &packed.later, err);
	else
		index_forget(corpus);
	packed_free(&packed);
	return status;
}

yd_status yd_corpus_remove(yd_corpus *corpus, int64_t id, yd_error *err)
{
	struct stored old = {0};
	references_forget(corpus);
	yd_status status = database_enter_write(&corpus->base, err);
	if (status == YD_OK)
		status = database_begin(&corpus->base, err);
	if (status != YD_OK)
		return status;
	status = read_state(corpus, id, &old, err);
	if (status == YD_OK)
		status = document_remove(corpus, &old, err);
	status = database_end(&corpus->base, status, err);
	if (status != YD_OK)
		index_forget(corpus);
	stored_free(&old);
	return status;
}
