/*
 * search.h: the full-text index of the cache: which units have a text, whatever its length.
 *
 * A unit matches a term when its folded text contains the folded term, byte for byte: exactly these units are
 * found, from one character on, across sentence and paragraph ends, inside Latin words and numbers. The store
 * does not fold (text.h does): it takes folded texts and folded terms.
 *
 * How: SQLite's FTS5 with a tokenizer of our own, one row a unit, contentless. Tokens of a unit are
 * - every pair of neighbouring code points, with its position. A term of two or more is the phrase of its
 *   pairs, which FTS5 finds exactly;
 * - every different code point once, for terms of one;
 * - both again for the unit's title, marked, so that a search in titles reads short lists;
 * - marked words for year, decade, region and its ancestors (of today and of the document's own year), kind, themes, and who is to do it, so that what restricts a search is
 *   one more list to intersect, and not a test of every hit.
 *
 * Why pairs, measured on 12,000 made-up plans (tests/bench; 300 MB, `rg -c -F` over the same text 95 to 107 ms):
 *                                   index/text  MB/s  count of 校园安全  of ten frequent characters not there
 *   code points with positions         0.82      56        (a phrase of n lists of 60 to 80% of all units)
 *   pairs and titles                   1.20      13      28 ms     15 ms
 *   the same and code points (this)    1.80      13      28 ms     14 ms
 *   pairs without positions            0.34      27      (false hits: each would have to be read and looked at)
 * A phrase of characters reads the lists of the most frequent ones; a phrase of pairs reads lists ten times shorter,
 * steps over most of them, and for two characters, the commonest query, reads one list and no position. Code
 * points once a unit cost 0.6 and keep everything in one table, so that AND, OR and NOT of terms of any length
 * are FTS5's own.
 *
 * Every second pair and the last one, with a look at their distance, would be enough for a phrase, but FTS5 has no such
 * question: as AND with a function that compares positions, counts took 0.5 to 2.5 times as long as the phrase, and 30
 * times where a pair left out was the rare one.
 *
 * Stored order is the order in which units came into the index. A document's units stay together in it.
 */
#ifndef YAODIAN_SEARCH_H
#define YAODIAN_SEARCH_H

#include <yaodian/corpus.h>

/* ---- keeping the index ---- */

/* The folded texts of a document's units in reading order, as the index takes them in. */
typedef struct yd_unit_texts {
	yd_buf folds;      /* all texts, one behind the other */
	yd_buf duties;     /* names that are to do what units say, folded, each with a blank behind it */
	struct yd_unit_span {
		size_t start, len; /* bytes of folds */
		size_t title;      /* how many of them, from the start, are the unit's title */
		size_t duties, duties_len; /* bytes of duties */
	} *items;          /* owned */
	size_t count;
} yd_unit_texts;

void yd_unit_texts_free(yd_unit_texts *texts);
void yd_unit_texts_clear(yd_unit_texts *texts); /* memory of folds kept */

/*
 * Who folds. `texts` makes out->folds and out->items of a stored document (title NULL: none); it must give the same for the
 * same document as long as `version` is the same. Borrowed until the corpus is closed; called on the thread that uses the
 * handle. Without it, documents are stored but wait for indexing.
 */
typedef struct yd_index_rules {
	const char *version; /* of the fold and of what a unit's text is */
	yd_status (*texts)(void *context, const char *title, yd_str source, yd_str outline, yd_unit_texts *out,
		yd_error *err);
	void *context;
} yd_index_rules;
void yd_corpus_index_by(yd_corpus *corpus, const yd_index_rules *rules);

/*
 * A document is put into the index, and taken out of it, in the transaction that stores, replaces or removes it. During
 * yd_corpus_bulk() texts gather in memory and are put in many documents at a time, at the latest when bulk ends or
 * something is searched: FTS5 writes a segment at each commit. These are merged then, too, 16 at a time; no transaction of
 * all this is much longer than a second, and between long ones there are pauses for others who want to write. A document
 * whose program ended before that waits, as do all documents of a cache that was made before the index or with another
 * version of the rules.
 */

/* How many documents wait. Searches do not find them. */
yd_status yd_corpus_index_waiting(yd_corpus *corpus, size_t *docs, yd_error *err);
/* Bytes of texts that gathered in memory during yd_corpus_bulk() and are to go into the index yet. */
size_t yd_corpus_index_queued(const yd_corpus *corpus);
/* The next that waits, id above `after`; YD_END. */
yd_status yd_corpus_index_next_waiting(yd_corpus *corpus, int64_t after, int64_t *id, yd_error *err);
/*
 * Takes in some of those that wait, one transaction of about half a second, and says how many are left; call it until
 * that is 0. Between calls, or when one is interrupted, nothing is lost: it goes on from there, in this process or another.
 * This call and the next sleep some milliseconds in between, so that other programs come to write.
 */
yd_status yd_corpus_index_more(yd_corpus *corpus, size_t *left, yd_error *err);
/* Empties the index: all documents wait. What doctor finds wrong with an index is mended so. */
yd_status yd_corpus_index_reset(yd_corpus *corpus, yd_error *err);
/*
 * Merges the index's parts, a step of some ten milliseconds each; *more tells whether there is more to do. Searches are
 * right without it and faster after it. `whole` makes one part, and so writes all of the index anew; else only four or more
 * parts of about the same size are merged, as often as there are such: a few are left, which is as fast, and what is
 * added later does not have the rest written again.
 */
yd_status yd_corpus_index_merge(yd_corpus *corpus, bool whole, bool *more, yd_error *err);

/* ---- asking ---- */

typedef enum yd_find_kind {
	YD_FIND_TERM, /* the text contains `fold`, which is not empty */
	YD_FIND_ALL,  /* every item matches; none: every unit */
	YD_FIND_ANY,  /* at least one item matches; none: no unit */
	YD_FIND_NOT,  /* the one item does not match; may stand anywhere */
	/* Of the unit's document, and of its tags. What is found by these alone counts neither for titles nor for rank. */
	YD_FIND_REGION, /* region: there and below, today or in the document's own year; "" unknown */
	YD_FIND_YEARS,  /* year_from to year_to; not of an unknown year */
	YD_FIND_KIND,   /* doc_kind */
	YD_FIND_DUTY,   /* fold, not empty, is a part of a name that is to do what the unit says */
	YD_FIND_THEME,  /* a clause with this tag, or with it as its primary one */
} yd_find_kind;

/* Nodes one within the other that are taken whatever they are; side by side there may be any number. */
enum { YD_FIND_DEPTH = 20 };

/* What is looked for, a tree. Borrowed for the call that takes it. */
typedef struct yd_find_node {
	yd_find_kind kind;
	yd_str fold;   /* TERM, DUTY */
	bool in_title; /* TERM: the unit's title contains it */
	const char *region;
	int year_from, year_to;
	int theme;
	bool primary;
	int doc_kind;
	const struct yd_find_node *items;
	size_t count;
} yd_find_node;

typedef enum yd_find_order {
	YD_FIND_STORED, /* units whose title has it, then the rest, each in stored order; the first hits come at once */
	YD_FIND_RANKED, /* the same two groups, each by bm25: all hits are found and sorted before the first comes */
} yd_find_order;

typedef struct yd_find_query {
	const yd_find_node *what;
	const yd_find_node *where; /* also has to match; has no terms. NULL everywhere */
	const char *const *regions; /* as in yd_list_query */
	size_t region_count;    /* 0: everywhere */
	int year_from, year_to; /* 0, 0: all; else units of documents without year are left out */
	const yd_filter *filter; /* only clauses that pass; NULL all units */
	int64_t doc;            /* only in this document; 0 everywhere */
	const yd_unit_id *units; /* only these; NULL: all. Any order */
	size_t unit_count;
	yd_find_order order;
} yd_find_query;

typedef struct yd_find yd_find;

typedef struct yd_found_unit {
	int64_t doc;
	uint32_t unit;
	bool in_title;
} yd_found_unit;

/*
 * A search that gives its hits one after the other. Each keeps its own statement, so several may be open; it reads the
 * cache as it was when the first hit was asked for. Close it before this handle writes. YD_INVALID: a term is empty, or
 * the tree is too deep for FTS5's parser, as none of at most YD_FIND_DEPTH is. Usage: open; while (next == YD_OK) …; close. next() gives YD_END after the last; yd_corpus_interrupt()
 * ends a running call with YD_INTERRUPTED; YD_BUSY when the file of a reader was changed meanwhile: search again.
 */
yd_status yd_corpus_find_open(yd_corpus *corpus, const yd_find_query *query, yd_find **out, yd_error *err);
yd_status yd_find_next(yd_find *find, yd_found_unit *out, yd_error *err);
void yd_find_close(yd_find *find); /* NULL is fine */

/* How many units match, counted up to `limit` (SIZE_MAX: all). order is not looked at. */
yd_status yd_corpus_find_count(yd_corpus *corpus, const yd_find_query *query, size_t limit, size_t *count,
	yd_error *err);
/* From this many hits on, sorting by rank is not worth the wait. */
enum { YD_FIND_RANK_LIMIT = 5000 };

#endif
