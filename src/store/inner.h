/* inner.h: what the files of the cache show one another. Inner header of src/store. */
#ifndef STORE_INNER_H
#define STORE_INNER_H

#include <yaodian/search.h>
#include <zstd.h>

#include "schema.h"

/* How many documents and clauses are counted, and how many of the documents stand in the region itself. */
struct count {
	int64_t docs, hits, own;
};

/* Counts of a region and year under a filter of several themes. */
struct filter_row {
	int64_t region, year_order;
	struct count count;
};
struct filter_rows {
	struct filter_row *items; /* by region, then year_order */
	size_t count, cap;
};
struct kept_filter {
	bool worked_out;
	yd_filter filter;
	struct filter_rows rows;
	uint64_t version, changes; /* of the file, from outside and from this handle */
};

/* What goes into the index for a document: the value of each unit, and a hash of all. */
struct index_values {
	yd_buf bytes;
	size_t *ends; /* of each unit's value in bytes; the same as the one before: the unit has no text */
	size_t count;
	uint64_t hash;
};

struct index_queued {
	int64_t doc;
	struct index_values values; /* none: taken back */
};

enum index_merging { MERGING_UNKNOWN, MERGING_AS_IT_GOES, MERGING_IN_STEPS };

struct index_state {
	yd_index_rules rules;
	bool bulk;     /* values are queued */
	bool checked;  /* the index is of these rules */
	enum index_merging merging; /* what FTS5 is set to */
	int64_t held_ms; /* written since others were let in */
	struct index_queued *queue;
	size_t queued, queue_cap, queued_bytes;
};

struct yd_corpus {
	struct database base;
	yd_packer *packer;   /* made at the first document written */
	ZSTD_DCtx *unpacker; /* made at the first one read */
	struct kept_filter kept;
	struct index_state index;
	yd_renumbered *renumbered; /* by the last write */
	size_t renumbered_count, renumbered_cap;
};

/* Where the counts of a filter stand: under a code in total, or in corpus->kept. */
struct scope {
	int code;
	bool several;
};

/* ---- pack.c: compressed text ---- */

/* zstd with a checksum. */
void pack(yd_corpus *corpus, yd_str text, yd_buf *out);
/* A byte 0 and the bytes, or a byte 1 and zstd where that is smaller. */
void pack_small(yd_corpus *corpus, yd_str bytes, yd_buf *out);
yd_status unpack(yd_corpus *corpus, yd_str packed, yd_buf *out, yd_error *err);
yd_status unpack_small(yd_corpus *corpus, yd_str packed, yd_buf *out, yd_error *err);

/* ---- hash.c ---- */

/* Never 0, which is nobody's. */
uint64_t hash_bytes(yd_str bytes);

/* ---- units.c: tags and hashes of a document's units ---- */

/* How many clauses of a document each code counts. */
struct tally {
	int64_t n[CODE_COUNT];
};

void units_encode(const yd_unit_row *units, size_t count, yd_buf *out);
/* *units is owned: free(). YD_DAMAGED. */
yd_status units_decode(yd_corpus *corpus, yd_str bytes, yd_unit_row **units, size_t *count, yd_error *err);
void units_tally(const yd_unit_row *units, size_t count, struct tally *out);
bool tally_has(const struct tally *tally, int code); /* is the document counted under that code? */

/* ---- counts.c: total.counts ---- */

struct counts {
	struct count of[CODE_COUNT];
};

/* False when the bytes are broken. A code that is not there counts nothing. */
bool counts_find(yd_str bytes, int code, struct count *out);
bool counts_decode(yd_str bytes, struct counts *out);
void counts_encode(const struct counts *counts, yd_buf *out);
/* Adds a document (sign 1) or takes it away (-1); false when less than nothing is left. */
bool counts_add(struct counts *counts, const struct tally *tally, int sign, bool own);

/* ---- tags.c: doc_tag.tags, unit_hash ---- */

void tags_encode(const yd_unit_row *units, size_t count, yd_buf *out);
/* How many clauses pass a filter that is set. */
int64_t tags_passing(yd_str tags, const yd_filter *filter);
yd_status hashes_put(yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err);
yd_status hashes_remove(yd_corpus *corpus, int64_t doc, const yd_unit_row *units, size_t count, yd_error *err);

/* ---- regions.c: the rows of region ---- */

/* The region of a path, made with its ancestors when it is new; 0 for NULL. `sorts` as in yd_doc_row. */
yd_status region_ensure(yd_corpus *corpus, const char *path, yd_str sorts, int64_t *id, yd_error *err);
/* Takes away a region, and then its ancestors, while no document stands in or below them. */
yd_status region_prune(yd_corpus *corpus, int64_t id, yd_error *err);
/* Ids from `id` up to the top level, at most `room` of them. */
yd_status region_chain(yd_corpus *corpus, int64_t id, int64_t *ids, size_t room, size_t *depth, yd_error *err);

enum { REGION_DEPTH_MAX = 8 };

/* ---- own_regions.c: regions of the documents' own years ---- */

/* Is it the region, or below it? Neither is NULL or empty. */
bool region_lies_in(const char *region, const char *path);
/* A number for a path, the same in every file: of the path, and of its ancestors. At most `room` of them in `numbers`. */
int64_t region_number(yd_str path);
size_t region_numbers(const char *path, int64_t *numbers, size_t room);

/* ---- totals.c ---- */

/* Adds a document to the totals of its region, year and ancestors (sign 1), or takes it away (-1). */
yd_status totals_change(yd_corpus *corpus, int64_t region, int64_t year_order, const struct tally *tally,
	int sign, yd_error *err);
yd_status totals_change_kept(yd_corpus *corpus, int64_t sections, int64_t samples, int64_t bytes, yd_error *err);

/* ---- references.c ---- */

/* Numbers the documents of one CODE-YEAR-KEY again, in the order of their SHA-256. */
yd_status references_number(yd_corpus *corpus, const char *reference, yd_error *err);
/* A write begins: what the one before renumbered was not asked for. */
void references_forget(yd_corpus *corpus);
/* "220802-2025-9c1e.2"; owned. */
char *reference_whole(const char *reference, int64_t n);

/* ---- documents.c ---- */

/* As many columns as DOC_COLUMNS has (statements.c); what a statement selects besides comes behind them. */
enum { DOC_COLUMN_COUNT = 24 };
/* A row of DOC_COLUMNS. */
void doc_read(sqlite3_stmt *stmt, yd_doc *out);
int year_of_order(int64_t year_order);
int64_t order_of_year(int year);
/* The document with these bytes, or from that path or address; YD_NOT_FOUND fills no error. */
yd_status origin_by_sha256(
	yd_corpus *corpus, const uint8_t sha256[YD_SHA256_SIZE], int64_t *id, yd_error *err);
yd_status origin_by_place(yd_corpus *corpus, const char *place, bool is_path, int64_t *id, uint8_t *sha256,
	yd_error *err);
yd_status document_missing(yd_corpus *corpus, int64_t id, yd_error *err);

/* ---- replace.c ---- */

/* What the file already has of a document; zeroed: nothing. */
struct stored {
	int64_t id, region, year_order, fingerprint;
	yd_doc doc;
	char *reference, *fingerprint_text;
	yd_unit_row *units;
	size_t unit_count;
};

/* A row made ready before the transaction, so that the file is held for as short as may be. */
struct packed {
	const yd_doc_row *row;
	yd_buf source, original, outline, units, tags;
	struct tally tally;
	int64_t version; /* number of this text among those the document had */
	/* Settled against what is there already. */
	const char *source_path, *url;
	struct index_values later; /* for the index, once this is committed */
};

/* *id must be 0, and becomes the document's. */
yd_status document_insert(yd_corpus *corpus, struct packed *packed, int64_t *id, yd_error *err);
yd_status document_replace(yd_corpus *corpus, struct stored *old, struct packed *packed, yd_error *err);
yd_status document_remove(yd_corpus *corpus, struct stored *old, yd_error *err);

/* ---- versions.c ---- */

/* Before `row` replaces `old`: keeps what is there as a version, unless it has the same bytes or the same text. *number is
 * what the new text goes by. */
yd_status version_keep(yd_corpus *corpus, const struct stored *old, const yd_doc_row *row, int64_t *number,
	yd_error *err);
/* `from`, which has another edition of what `to` is, will be removed: its versions and its text become versions of `to`. */
yd_status versions_take(yd_corpus *corpus, const struct stored *from, const struct stored *to, yd_error *err);

/* ---- filter.c ---- */

/* Where the counts of `filter` stand; several themes are worked out when they are not yet. */
yd_status filter_scope(yd_corpus *corpus, const yd_filter *filter, struct scope *scope, yd_error *err);
/* Under the several themes worked out last. */
struct count filter_count(const yd_corpus *corpus, int64_t region, int64_t year_order);
/* The count of a region and year whose total.counts are `counts`; false when these are broken. */
bool scope_count(const yd_corpus *corpus, const struct scope *scope, int64_t region, int64_t year_order,
	yd_str counts, struct count *out);
void filter_forget(yd_corpus *corpus);

/* ---- fresh.c ---- */

/* Works tags, hashes and totals out anew into tables in memory; what cannot be read is a fault. */
yd_status fresh_make(yd_corpus *corpus, yd_buf *report, size_t *faults, yd_error *err);
void fresh_drop(yd_corpus *corpus);
/* Makes the kept ones anew; units that cannot be read count nothing. Inside a transaction. */
yd_status fresh_repair(yd_corpus *corpus, yd_error *err);

/* ---- index.c: the full-text index ---- */

/* A document as the index has it. */
struct index_place {
	int64_t doc, region, year_order;
	const char *title; /* NULL or "": none */
	int kind;
	const char *own_region; /* NULL: the same */
};

/*
 * In the transaction that writes `row` as the document `place`, before the old text is deleted: `old` is what was
 * there, NULL for a new document. What is to be queued when that is committed goes to *later.
 */
yd_status index_add(yd_corpus *corpus, const struct index_place *place, const yd_doc_row *row,
	const struct index_place *old, struct index_values *later, yd_error *err);
/* In the transaction that removes a document, before it does. */
yd_status index_remove(yd_corpus *corpus, const struct index_place *old, yd_error *err);
/* Takes over `values`. */
yd_status index_queue(yd_corpus *corpus, int64_t doc, struct index_values *values, yd_error *err);
/* Puts in what is queued: a transaction of its own. */
yd_status index_flush(yd_corpus *corpus, yd_error *err);
/* A transaction was taken back: what is known of the index must be asked again. */
void index_forget(yd_corpus *corpus);
void index_close(yd_corpus *corpus);
/* Made by the rules of this handle? */
bool index_is_current(yd_corpus *corpus);

/* ---- index_merge.c ---- */

/* In a transaction: how FTS5 merges from now on. */
yd_status index_set_merging(yd_corpus *corpus, enum index_merging merging, yd_error *err);
/* Back from bulk, where that is not so already: a transaction of its own. */
yd_status index_merge_as_it_goes(yd_corpus *corpus, yd_error *err);
/* Merges until `pages` are written, as FTS5's command `merge` does: below 0 all into one. *more: there was something to do. */
yd_status index_merge_step(yd_corpus *corpus, int64_t pages, bool *more, yd_error *err);
/* In bulk: merges where there are 16 parts of one size, in transactions of some 100 ms. */
yd_status index_merge_bulk(yd_corpus *corpus, yd_error *err);
/* Who waits for the file looks every few milliseconds: without a pause between writes of ours it would hardly ever be
 * its turn. Told how long each took, sleeps when it is time. */
void index_let_others_in(yd_corpus *corpus, int64_t held_ms);

/* ---- index_values.c ---- */

/* The value of each unit; nothing for a unit without text. */
yd_status index_values_make(yd_corpus *corpus, const struct index_place *place, const yd_unit_row *units, size_t count,
	 const yd_unit_texts *texts, struct index_values *out, yd_error *err);
/* The same for a stored document, of which the place is known, or only the id. */
yd_status index_values_stored(yd_corpus *corpus, const struct index_place *place, struct index_values *out,
	yd_error *err);
yd_status index_values_of(yd_corpus *corpus, int64_t id, struct index_values *out, yd_error *err);
void index_values_free(struct index_values *values);

/* ---- tree.c ---- */

/* A place in the order of the tree: behind the sort key of a region, or behind a document in it. */
struct tree_key {
	int64_t region; /* -1: between regions */
	yd_buf sort;    /* of the region */
	int64_t year_order, id;
	char *title;
};

/* Which part of the tree, and which documents. */
struct tree_range {
	struct scope scope;
	const yd_filter *filter; /* what scope is of */
	yd_str from, to; /* sort keys: behind `from`, before `to` */
	int64_t year_first, year_last; /* year_order */
	int64_t samples; /* 1: only those */
	int64_t kind;    /* 0: all */
};

void tree_key_free(struct tree_key *key);
/* The next `limit` documents behind `key` (step 1) or before it (-1); `key` moves to the last one given.
 * Fewer than `limit` only at the end. `docs` are filled from the front. */
yd_status tree_next(yd_corpus *corpus, const struct tree_range *range, struct tree_key *key, int step,
	yd_doc *docs, size_t limit, size_t *count, yd_error *err);

/* ---- own_regions.c: documents outside of parts of the tree ---- */

/* Documents whose region of their own year is asked for, and that stand elsewhere in the tree; in its order. */
struct elsewhere {
	int64_t id, year_order;
	yd_buf sort; /* of the region where it stands */
	char *title;
};
struct elsewheres {
	struct elsewhere *items; /* owned: elsewheres_free() */
	size_t count, cap;
};

/* Adds those of `path` that pass the range's years, samples and kind. */
yd_status elsewheres_add(yd_corpus *corpus, const char *path, const struct tree_range *range, struct elsewheres *out,
	yd_error *err);
/* Which sort key comes first: below 0, 0, above. */
int sort_compare(yd_str a, yd_str b);
/* Puts them in the order of the tree, each once. */
void elsewheres_sort(struct elsewheres *list);
void elsewheres_free(struct elsewheres *list);
/* Reads the document with what passes the range's filter; *there false when it is gone or nothing does. */
yd_status elsewhere_read(yd_corpus *corpus, const struct elsewhere *at, const struct tree_range *range, yd_doc *out,
	bool *there, yd_error *err);

#endif
