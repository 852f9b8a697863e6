/* Inserting, replacing and removing a document: the parts of its transaction. Which document it is,
 * put.c decides. */
#include "inner.h"

#include <string.h>

static yd_status read_units(yd_corpus *corpus, struct stored *stored, yd_error *err)
{
	sqlite3_stmt *stmt;
	yd_status status = database_first(&corpus->base, err, &stmt, DOC_UNITS, "i", stored->id);
	if (status == YD_END)
		return database_broken(&corpus->base, "a document has no text", err);
	if (status != YD_OK)
		return status;
	status = units_decode(
		corpus, column_blob(stmt, 0), &stored->units, &stored->unit_count, err);
	database_done(stmt);
	return status;
}

static yd_status find_fingerprint(yd_corpus *corpus, const char *text, int64_t *id, yd_error *err)
{
	yd_status status = database_value(&corpus->base, err, id, FIND_FINGERPRINT, "s", text);
	if (status != YD_OK || *id)
		return status;
	status = database_run(&corpus->base, err, PUT_FINGERPRINT, "s", text);
	*id = sqlite3_last_insert_rowid(corpus->base.db);
	return status;
}

static yd_status write_doc(yd_corpus *corpus, int64_t id, int64_t region, int64_t fingerprint,
	const struct packed *packed, yd_error *err)
{
	const yd_doc_row *row = packed->row;
	/* Number 0 is nobody's: references_number() gives the right one. */
	return database_run(&corpus->base, err, id ? UPDATE_DOC : PUT_DOC,
		"isiisissssssibiiisiissis", id, row->reference, INT64_C(0), region,
		row->region_code ? row->region_code : "", order_of_year(row->year),
		row->title ? row->title : "", row->issuer, row->doc_no, row->date, packed->url,
		packed->source_path, (int64_t)row->sample,
		(yd_str){(const char *)row->sha256, YD_SHA256_SIZE}, (int64_t)row->original_len,
		(int64_t)row->section_count, packed->tally.n[CODE_ALL], row->warnings, fingerprint,
		(int64_t)row->kind, row->period, row->own_region, packed->version, row->found);
}

/* The rows in doc, content and doc_tag; *id is 0 for a new document, and becomes its id. */
static yd_status write_rows(
	yd_corpus *corpus, int64_t *id, int64_t region, const struct packed *packed, yd_error *err)
{
	int64_t fingerprint = 0;
	yd_status status = find_fingerprint(corpus, packed->row->fingerprint, &fingerprint, err);
	if (status == YD_OK)
		status = write_doc(corpus, *id, region, fingerprint, packed, err);
	if (*id == 0)
		*id = sqlite3_last_insert_rowid(corpus->base.db);
	if (status == YD_OK)
		status = database_run(&corpus->base, err, PUT_CONTENT, "ibbbb", *id,
			yd_buf_str(&packed->source), yd_buf_str(&packed->original),
			yd_buf_str(&packed->outline), yd_buf_str(&packed->units));
	if (status == YD_OK)
		status = database_run(&corpus->base, err, PUT_TAGS, "iiib", *id, region,
			order_of_year(packed->row->year), yd_buf_str(&packed->tags));
	return status;
}

/* Adds a document to the sums (sign 1) or takes it away (-1). */
static yd_status change_sums(yd_corpus *corpus, int64_t region, int64_t year_order,
	const struct tally *tally, int64_t sections, int64_t samples, int64_t bytes, int sign,
	yd_error *err)
{
	yd_status status = totals_change(corpus, region, year_order, tally, sign, err);
	if (status == YD_OK)
		status = totals_change_kept(
			corpus, sign * sections, sign * samples, sign * bytes, err);
	return status;
}

static yd_status link_document(
	yd_corpus *corpus, int64_t id, int64_t region, const struct packed *packed, yd_error *err)
{
	const yd_doc_row *row = packed->row;
	yd_status status = hashes_put(corpus, id, row->units, row->unit_count, err);
	if (status == YD_OK)
		status = change_sums(corpus, region, order_of_year(row->year), &packed->tally,
			(int64_t)row->section_count, row->sample, (int64_t)row->original_len, 1,
			err);
	return status;
}

static yd_status unlink_document(yd_corpus *corpus, const struct stored *old, yd_error *err)
{
	struct tally tally;
	units_tally(old->units, old->unit_count, &tally);
	yd_status status = hashes_remove(corpus, old->id, old->units, old->unit_count, err);
	if (status == YD_OK)
		status = change_sums(corpus, old->region, old->year_order, &tally,
			(int64_t)old->doc.sections, old->doc.sample, (int64_t)old->doc.bytes, -1,
			err);
	return status;
}

/* Does a document count the same, in the same place, as before? Most do when all are read anew. */
static bool counts_as_before(const struct stored *old, int64_t region, const struct packed *packed)
{
	const yd_doc_row *row = packed->row;
	struct tally tally;
	if (old->region != region || old->doc.year != row->year ||
		old->unit_count != row->unit_count || old->doc.sections != row->section_count ||
		old->doc.sample != row->sample || old->doc.bytes != row->original_len)
		return false;
	for (size_t i = 0; i < row->unit_count; i++)
		if (old->units[i].text_hash != row->units[i].text_hash)
			return false;
	units_tally(old->units, old->unit_count, &tally);
	return memcmp(&tally, &packed->tally, sizeof tally) == 0;
}

static yd_status change_links(yd_corpus *corpus, struct stored *old, int64_t region,
	const struct packed *packed, yd_error *err)
{
	yd_status status = read_units(corpus, old, err);
	if (status != YD_OK || counts_as_before(old, region, packed))
		return status;
	status = unlink_document(corpus, old, err);
	return status == YD_OK ? link_document(corpus, old->id, region, packed, err) : status;
}

/* What may be left over when a document has gone from its region, reference and fingerprint. */
static yd_status sweep_after(yd_corpus *corpus, const struct stored *old, yd_error *err)
{
	yd_status status = region_prune(corpus, old->region, err);
	if (status == YD_OK)
		status = references_number(corpus, old->reference, err);
	if (status == YD_OK)
		status = database_run(&corpus->base, err, DROP_FINGERPRINT, "i", old->fingerprint);
	return status;
}

static struct index_place place_of(const struct stored *old)
{
	return (struct index_place){old->id, old->region, old->year_order, old->doc.title,
		old->doc.kind, old->doc.own_region};
}

/* Before its old text goes: `old` is NULL for a new document. */
static yd_status index_document(yd_corpus *corpus, int64_t id, int64_t region,
	struct packed *packed, const struct stored *old, yd_error *err)
{
	const yd_doc_row *row = packed->row;
	struct index_place place = {id, region, order_of_year(row->year), row->title, row->kind,
				   row->own_region},
			   was = {0};
	if (old)
		was = place_of(old);
	return index_add(corpus, &place, row, old ? &was : NULL, &packed->later, err);
}

yd_status document_insert(yd_corpus *corpus, struct packed *packed, int64_t *id, yd_error *err)
{
	const yd_doc_row *row = packed->row;
	int64_t region = 0;
	*id = 0;
	packed->version = 1;
	yd_status status = region_ensure(corpus, row->region, row->region_sort, &region, err);
	if (status == YD_OK)
		status = write_rows(corpus, id, region, packed, err);
	if (status == YD_OK)
		status = link_document(corpus, *id, region, packed, err);
	if (status == YD_OK)
		status = index_document(corpus, *id, region, packed, NULL, err);
	return status == YD_OK ? references_number(corpus, row->reference, err) : status;
}

/*
 * Sums that do not hold what is to be taken out of them are no reason to keep a document that
 * should go or be read anew: then all are worked out again, in the same transaction.
 */
yd_status document_replace(
	yd_corpus *corpus, struct stored *old, struct packed *packed, yd_error *err)
{
	const yd_doc_row *row = packed->row;
	int64_t region = 0;
	bool damaged = false;
	yd_status status = region_ensure(corpus, row->region, row->region_sort, &region, err);
	if (status == YD_OK)
		status = version_keep(corpus, old, row, &packed->version, err);
	if (status == YD_OK)
		status = index_document(corpus, old->id, region, packed, old, err);
	if (status == YD_OK) {
		status = change_links(corpus, old, region, packed, err);
		damaged = status == YD_DAMAGED;
	}
	if (status == YD_OK || damaged)
		status = database_run(&corpus->base, err, DELETE_CONTENT, "i", old->id);
	if (status == YD_OK)
		status = write_rows(corpus, &old->id, region, packed, err);
	if (status == YD_OK && damaged)
		status = fresh_repair(corpus, err);
	/* What servers said was of other bytes. */
	if (status == YD_OK && memcmp(old->doc.sha256, row->sha256, YD_SHA256_SIZE) != 0)
		status = database_run(&corpus->base, err, FORGET_PAGES, "i", old->id);
	if (status == YD_OK)
		status = references_number(corpus, row->reference, err);
	return status == YD_OK ? sweep_after(corpus, old, err) : status;
}

yd_status document_remove(yd_corpus *corpus, struct stored *old, yd_error *err)
{
	struct index_place place = place_of(old);
	yd_status status = index_remove(corpus, &place, err);
	if (status == YD_OK)
		status = read_units(corpus, old, err);
	if (status == YD_OK)
		status = unlink_document(corpus, old, err);
	bool damaged = status == YD_DAMAGED;
	if (status == YD_OK || damaged)
		status = database_run(&corpus->base, err, DELETE_DOC, "i", old->id);
	if (status == YD_OK && damaged)
		status = fresh_repair(corpus, err);
	return status == YD_OK ? sweep_after(corpus, old, err) : status;
}
