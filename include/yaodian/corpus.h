/*
 * corpus.h: the cache, one SQLite file: documents with their original bytes, outlines, tags and kept totals.
 *
 * Made for 48,000 documents and 1.5 million clauses: nothing here walks all documents unless its comment
 * says so; lists are read a screenful at a time; counts come from kept totals.
 *
 * Identity: a document has an id (int64, never used again, kept when it is read anew or replaced) and a
 * reference ("220802-2025-9c1e", with ".2" … where several are equal). A region has an id; id 0 is the
 * branch of documents whose region is unknown. Regions exist here only while documents stand in or below them.
 *
 * A handle belongs to one thread. Strings in result rows are owned by the row: free them with its _free().
 * Errors of every call: YD_DAMAGED, YD_BUSY (another process wrote for over 5 s), YD_READ_ONLY (a write on a
 * handle opened for reading), YD_SYSTEM (disk full, I/O); the text names the file and the way out.
 */
#ifndef YAODIAN_CORPUS_H
#define YAODIAN_CORPUS_H

#include <yaodian/base.h>

typedef struct yd_corpus yd_corpus;

typedef enum yd_open_mode {
	YD_OPEN_WRITE, /* make it when it is not there, migrate when it is older */
	YD_OPEN_READ,  /* write nothing, not even -wal or -shm (immutable=1 when there is no -wal) */
} yd_open_mode;

/*
 * Opens the cache at `path`, folders made as needed. WAL; where that does not work (NFS), DELETE.
 * A file that cannot be written, or only stands on a full disk, is opened for reading, and yd_corpus_read_only() says so.
 * YD_OPEN_READ on a missing file: YD_NOT_FOUND. YD_NEWER: made by a newer version. YD_DAMAGED: not SQLite or
 * not ours (another application_id). The file is never overwritten in these cases.
 * ":memory:" is a store without a file, empty and gone when it is closed.
 */
yd_status yd_corpus_open(const char *path, yd_open_mode mode, yd_corpus **out, yd_error *err);
void yd_corpus_close(yd_corpus *corpus); /* NULL is fine */
bool yd_corpus_read_only(const yd_corpus *corpus);
/* Before work whose end is a write: YD_READ_ONLY, or YD_SYSTEM where it is open for reading since the disk is full. */
yd_status yd_corpus_can_write(yd_corpus *corpus, yd_error *err);
const char *yd_corpus_path(const yd_corpus *corpus);
/* Makes a running or the next call on this handle return YD_INTERRUPTED; callable from any thread or signal. */
void yd_corpus_interrupt(yd_corpus *corpus);
/* Until yd_corpus_release(), or the next call that writes or needs a transaction of its own, all calls read one state of
 * the file and are cheaper for it: for a burst of them, since what others write is not seen meanwhile and the -wal cannot
 * be written back. Best effort. */
void yd_corpus_hold(yd_corpus *corpus);
void yd_corpus_release(yd_corpus *corpus);
/* A number that changes when another connection has changed the file. */
uint64_t yd_corpus_version(yd_corpus *corpus);

/* ---- filters ---- */

/* How many themes are counted: as many as theme.h has (YD_THEME_COUNT; a test compares them). */
enum { YD_CORPUS_THEMES = 31 };

/* Which clauses count. All zero lets everything pass. Themes: bit i for theme i (theme.h). */
typedef struct yd_filter {
	uint32_t themes;  /* any of these tags … */
	uint32_t primary; /* … or, for these, the primary tag; disjoint from themes */
	bool all;         /* all of them instead of any */
} yd_filter;

bool yd_filter_is_set(const yd_filter *filter); /* NULL is not set */
/* Does a clause with these tags pass? */
bool yd_filter_passes(const yd_filter *filter, uint32_t any, uint32_t primary);

/* ---- writing: one document is one transaction ---- */

/* Compresses text as the cache keeps it, away from the cache: on any thread, with a packer each. */
typedef struct yd_packer yd_packer;
yd_packer *yd_packer_new(void);
void yd_packer_free(yd_packer *packer); /* NULL is fine */
void yd_packer_pack(yd_packer *packer, yd_str text, yd_buf *out); /* appends */

/* A unit as the cache keeps it, in reading order; unit 0 title and preamble, then the nodes, then the closing. */
typedef struct yd_unit_row {
	bool clause;
	uint32_t any, primary; /* theme sets; zero unless clause */
	uint64_t text_hash;    /* of the folded text, 0 when empty: finds equal content across documents */
} yd_unit_row;

/* Everything the cache keeps of a document. Borrowed for the call; strings may be NULL where noted. */
typedef struct yd_doc_row {
	const char *reference; /* CODE-YEAR-KEY without .N */
	const char *region;    /* path, '/'-joined, of today: where it stands in the tree; NULL unknown */
	const char *own_region; /* path in the document's own year; NULL: the same */
	const char *region_code; /* "" none */
	yd_str region_sort;    /* sort keys of the region and its ancestors, top first, each ended by '\n'; empty when unknown */
	int year;              /* 0 unknown */
	const char *title, *issuer, *doc_no, *date, *url; /* NULL unknown */
	const char *source_path; /* absolute; NULL for standard input */
	int kind;                /* as kind.h numbers them; 0 unknown */
	const char *period;      /* school year or term as printed; NULL none */
	const char *found;       /* how all this was found, as found.h writes it; NULL: not known */
	bool sample;
	uint8_t sha256[YD_SHA256_SIZE];
	size_t original_len;
	const void *original;  /* NULL: the original is `source`, byte for byte */
	yd_str source;         /* decoded text */
	yd_str packed_source;  /* yd_packer_pack() of it; empty: it is compressed here */
	yd_str outline;        /* yd_outline_encode() */
	const yd_unit_row *units;
	size_t unit_count, section_count, clause_count;
	const struct yd_unit_texts *texts; /* for the index (search.h); NULL: it waits for indexing */
	const char *warnings;  /* lines, NULL none */
	const char *fingerprint; /* yd_intake_fingerprint() it was read with */
	/* SHA-256 of bytes that read the same (a page whose counter went on): where they are replaced, no version of them is
	 * kept. NULL: none are known. */
	const uint8_t *same_text_as;
} yd_doc_row;

typedef enum yd_put_outcome { YD_PUT_NEW, YD_PUT_REPLACED, YD_PUT_UNCHANGED } yd_put_outcome;

/*
 * Stores a document, whole or not at all. It replaces the document that came from the same place (its id stays): the
 * same source_path, or the same url where neither has a path. A document with equal bytes that is there already is left
 * as it is (YD_PUT_UNCHANGED) unless its fingerprint or metadata differ, which counts as REPLACED; it counts from now on as
 * coming from this source_path, where its bytes were seen last, and another document that came from there goes
 * (REPLACED). So a folder whose files were renamed, swapped or copied is always in the cache with all its contents.
 * What is replaced by other bytes stays as a version (below). A url of NULL says nothing: the one known stays. Clauses are counted by units; clause_count is not looked at.
 * *id and *ref (owned: free()) tell where the document is. The .N of equal references follow the order of SHA-256,
 * whatever the order of import. YD_INVALID: a year that is none, a region of more than 8 levels, no reference.
 */
yd_status yd_corpus_put(yd_corpus *corpus, const yd_doc_row *row, yd_put_outcome *outcome, int64_t *id,
	char **ref, yd_error *err);
/* Reads anew: like put, for the document `id`, whatever its source; bytes must be the same (YD_INVALID). */
yd_status yd_corpus_reread(yd_corpus *corpus, int64_t id, const yd_doc_row *row, yd_error *err);
yd_status yd_corpus_remove(yd_corpus *corpus, int64_t id, yd_error *err);
/*
 * The .N of equal references follow the order of SHA-256, so that a document which comes or goes renumbers others. Who had
 * another number before the last write on this handle: *out is owned, yd_renumbered_free(); given once. In the order in which
 * whoever follows them one by one meets no number that is still another's.
 */
typedef struct yd_renumbered {
	int64_t doc;
	char *was; /* its whole reference */
	int64_t from, to; /* its N; 1 for none */
} yd_renumbered;
void yd_corpus_renumbered(yd_corpus *corpus, yd_renumbered **out, size_t *count);
void yd_renumbered_free(yd_renumbered *items, size_t count);
/* Between these, commits do not wait for the disk at every document (synchronous=OFF is never used). */
yd_status yd_corpus_bulk(yd_corpus *corpus, bool on, yd_error *err);

/* ---- documents ---- */

typedef struct yd_doc {
	int64_t id;
	char *ref;
	char *region, region_code[7]; /* region NULL unknown */
	int64_t region_id;            /* 0 unknown */
	int year;
	char *title, *issuer, *doc_no, *date, *url, *source_path, *warnings, *period;
	char *own_region; /* as in yd_doc_row: what the document is of; NULL: as `region` */
	char *found;      /* as in yd_doc_row */
	int kind; /* as in yd_doc_row */
	bool sample;
	uint8_t sha256[YD_SHA256_SIZE];
	size_t bytes; /* of the original */
	size_t sections, clauses;
	size_t hits; /* clauses that pass the filter it was asked with; clauses when none was */
	int64_t version; /* number of this text: versions, below */
} yd_doc;

/* The path in its own year, as a reader should see it; NULL unknown. Borrowed. */
const char *yd_doc_own_region(const yd_doc *doc);
void yd_doc_free(yd_doc *doc);

/* YD_NOT_FOUND when there is no such document. */
yd_status yd_corpus_doc(yd_corpus *corpus, int64_t id, yd_doc *out, yd_error *err);
/* By reference or any unambiguous beginning of one, in either case of letters (a whole reference wins over longer ones that begin with it).
 * YD_AMBIGUOUS names up to five that fit; YD_NOT_FOUND. Reads an index range, never more. */
yd_status yd_corpus_find(yd_corpus *corpus, yd_str ref, int64_t *id, yd_error *err);
/* The document with these original bytes; YD_NOT_FOUND (without filling err). */
yd_status yd_corpus_find_sha256(yd_corpus *corpus, const uint8_t sha256[YD_SHA256_SIZE], int64_t *id,
	yd_error *err);
/* The document that came from that path or address, and its SHA-256; YD_NOT_FOUND (without filling err). */
yd_status yd_corpus_find_source(yd_corpus *corpus, const char *path_or_url, int64_t *id,
	uint8_t sha256[YD_SHA256_SIZE], yd_error *err);

/* Decoded source, outline and tags of a document; source and outline owned buffers, tags owned array. */
typedef struct yd_doc_text {
	yd_buf source, outline;
	yd_unit_row *units; /* unit_count of them */
	size_t unit_count;
} yd_doc_text;

void yd_doc_text_free(yd_doc_text *text);
yd_status yd_corpus_text(yd_corpus *corpus, int64_t id, yd_doc_text *out, yd_error *err);
/* The original bytes, appended. */
yd_status yd_corpus_original(yd_corpus *corpus, int64_t id, yd_buf *out, yd_error *err);

/*
 * ---- versions: what a document was before ----
 *
 * A document whose bytes are replaced by others from the same place keeps what it had: the original, to be read anew. Each
 * content has a number of its own in its document, in the order in which they came, from 1, and keeps it for good: when
 * older bytes come back they go by their old number again and nothing is kept twice. What a document was goes with it
 * when it is removed. Lists, counts, search and the tree know the current text only.
 */
typedef struct yd_version {
	int64_t number;
	bool current; /* the text the document has now */
	uint8_t sha256[YD_SHA256_SIZE];
	size_t bytes;   /* of the original */
	char *title;    /* NULL unknown */
	char *replaced; /* when it was, UTC: "2026-11-22T08:00:00Z"; NULL: it is current */
} yd_version;

void yd_version_free(yd_version *version);
void yd_versions_free(yd_version *versions, size_t count);
/* All versions of a document with the current one, by number. Owned array: yd_versions_free(). YD_NOT_FOUND. */
yd_status yd_corpus_versions(yd_corpus *corpus, int64_t doc, yd_version **out, size_t *count, yd_error *err);
/* An earlier version, and its original bytes, appended. YD_NOT_FOUND (without filling err) also for the current one's number. */
yd_status yd_corpus_version_original(yd_corpus *corpus, int64_t doc, int64_t number, yd_version *out, yd_buf *original,
	yd_error *err);
/* Removes an earlier version: its bytes and title go, its number is not given to other bytes. The same bytes, should they come
 * again, have it again. YD_NOT_FOUND (without filling err) also for the current one's number. */
yd_status yd_corpus_version_remove(yd_corpus *corpus, int64_t doc, int64_t number, yd_error *err);
/* The version that was replaced last among those that had this whole reference; YD_NOT_FOUND (without filling err). */
yd_status yd_corpus_version_find(yd_corpus *corpus, yd_str ref, int64_t *doc, int64_t *number, yd_error *err);

/* ---- lists, in the order of the tree: region, year (newest first, unknown last), title, id ---- */

typedef struct yd_list_query {
	/* Paths: documents whose region, of today or of their own year, is one of these or lies below one. "" is the branch of
	 * unknown regions. */
	const char *const *regions;
	size_t region_count; /* 0: all documents */
	int year_from, year_to; /* 0, 0 all */
	const yd_filter *filter; /* only documents with a clause that passes; NULL all */
	bool samples_only;
	int kind; /* only documents of this kind; 0 all */
} yd_list_query;

/* A walk over documents; reads as it goes. Usage: open; while (next == YD_OK) …; close. next() returns YD_END
 * after the last. The corpus may be changed between steps of a walk only by removing documents already given. */
typedef struct yd_walk yd_walk;
yd_status yd_corpus_walk(yd_corpus *corpus, const yd_list_query *query, yd_walk **out, yd_error *err);
yd_status yd_walk_next(yd_walk *walk, yd_doc *out, yd_error *err);
void yd_walk_close(yd_walk *walk);

/* ---- the region tree ---- */

typedef struct yd_region_row {
	int64_t id;
	char *name; /* last name of the path; NULL for the unknown branch (id 0) */
	char *path;
	size_t docs, hits;     /* documents and clauses that pass, here and below */
	bool has_regions, has_docs; /* are there regions below, documents of its own (that pass) */
} yd_region_row;

typedef struct yd_year_row {
	int year; /* 0 unknown */
	size_t docs, hits;
} yd_year_row;

/* Regions right under `parent` (0: the top level, where the unknown branch comes last as id 0) with hits under
 * `filter`. Owned array; yd_region_rows_free(). Kept totals: cost grows with the rows given. */
yd_status yd_corpus_regions(yd_corpus *corpus, int64_t parent, const yd_filter *filter, yd_region_row **out,
	size_t *count, yd_error *err);
void yd_region_rows_free(yd_region_row *rows, size_t count);
/* Years of the documents that stand in `region` itself. Owned: free(). */
yd_status yd_corpus_years(yd_corpus *corpus, int64_t region, const yd_filter *filter, yd_year_row **out,
	size_t *count, yd_error *err);
/* Documents of a region (itself) and year, in tree order; `skip` and `limit` page through long lists.
 * Owned array: yd_docs_free(). */
yd_status yd_corpus_docs(yd_corpus *corpus, int64_t region, int year, const yd_filter *filter, size_t skip,
	size_t limit, yd_doc **out, size_t *count, yd_error *err);
void yd_docs_free(yd_doc *docs, size_t count);
/* The next of the paths that documents have in their own year and not today, in byte order: what comes behind `after` ("": the
 * first). *path is owned. YD_END. */
yd_status yd_corpus_next_own_region(yd_corpus *corpus, const char *after, char **path, yd_error *err);
/* Ids of a region's ancestors from the top, itself last: *depth of them in `ids` (room for 8). */
yd_status yd_corpus_region_path(yd_corpus *corpus, int64_t region, int64_t ids[8], size_t *depth, yd_error *err);

/* The first document of the tree; with a filter the first that has hits. YD_END when there is none. */
yd_status yd_corpus_first(yd_corpus *corpus, const yd_filter *filter, int64_t *id, yd_error *err);
/* The next (step 1) or previous (-1) document in tree order after `id` that has hits; YD_END. */
yd_status yd_corpus_step(yd_corpus *corpus, int64_t id, int step, const yd_filter *filter, int64_t *next,
	yd_error *err);
/* The next ones, at most `limit`, in the order they are passed: *count of them in `docs`, each to be freed with yd_doc_free();
 * fewer than `limit` at the end only. */
yd_status yd_corpus_steps(yd_corpus *corpus, int64_t id, int step, const yd_filter *filter, yd_doc *docs, size_t limit,
	size_t *count, yd_error *err);

/* ---- totals ---- */

typedef struct yd_totals {
	size_t docs, sections, clauses, samples;
	size_t bytes; /* of originals */
} yd_totals;

yd_status yd_corpus_totals(yd_corpus *corpus, yd_totals *out, yd_error *err);
/* Clauses tagged with each theme, and those where it is primary: arrays of YD_CORPUS_THEMES. Kept totals. */
yd_status yd_corpus_theme_totals(yd_corpus *corpus, size_t *any, size_t *primary, yd_error *err);
/* Clauses and documents that pass a filter; for several themes it walks their tags. */
yd_status yd_corpus_filter_totals(yd_corpus *corpus, const yd_filter *filter, size_t *docs, size_t *clauses,
	yd_error *err);

/* Units with that text_hash, up to `limit`, as document id and unit number. Owned: free(). */
typedef struct yd_unit_id {
	int64_t doc;
	uint32_t unit;
} yd_unit_id;
yd_status yd_corpus_units_with_hash(yd_corpus *corpus, uint64_t text_hash, size_t limit, yd_unit_id **out,
	size_t *count, yd_error *err);

/* ---- keeping the cache true ---- */

/* A document read with another fingerprint than `fingerprint`, id above `after`; YD_END when there is none. */
yd_status yd_corpus_stale(yd_corpus *corpus, const char *fingerprint, int64_t after, int64_t *id, yd_error *err);
/* How many there are (by index). */
yd_status yd_corpus_stale_count(yd_corpus *corpus, const char *fingerprint, size_t *count, yd_error *err);
/* Checks the file: SQLite's integrity, foreign keys, kept totals against a fresh count, every blob decompresses.
 * Walks everything. Appends one line for each fault found; *faults counts them. */
yd_status yd_corpus_check(yd_corpus *corpus, yd_buf *report, size_t *faults, yd_error *err);
/* Sums the kept totals up again from the tags. */
yd_status yd_corpus_repair_totals(yd_corpus *corpus, yd_error *err);
/* Checkpoints the WAL and lets SQLite optimize; called when a session that wrote ends. */
yd_status yd_corpus_tidy(yd_corpus *corpus, yd_error *err);

#endif
