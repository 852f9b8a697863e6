/*
 * hits.h: what the files of the search share; private to src/library.
 */
#ifndef YAODIAN_LIBRARY_HITS_H
#define YAODIAN_LIBRARY_HITS_H

#include "internal.h"

/* ---- hits_tree.c: queries as the index takes them ---- */

/* One search of the index, and what is left to ask of each hit. */
typedef struct hits_part {
	yd_find_node what, where; /* owned: hits_part_free() */
	const yd_query_part *part; /* NULL: all of the query is in what and where */
	bool asks;                 /* part->checks have something to ask of hits */
} hits_part;

typedef struct hits_parts {
	hits_part *items;
	size_t count;
	yd_query_plan plan; /* what `part` points into */
} hits_parts;

/* What the index does not know: whether a unit has a title, is bookmarked, with which tags and note, is in the open
 * document. */
bool hits_is_special(yd_query_kind kind);
/* False when the index cannot be asked. hits_parts_free() either way. */
bool hits_parts_make(const yd_query *query, hits_parts *out);
void hits_parts_free(hits_parts *parts);

/* ---- hits_list.c: hits that are all found before the first is given ---- */

/* Zero-initialise; free(items). */
typedef struct hits_list {
	yd_found_unit *items;
	size_t count, cap;
} hits_list;

void hits_list_add(hits_list *list, yd_found_unit hit);
/* In the order of documents and units, none twice; a unit that was found in a title and otherwise is in a title. */
void hits_list_by_place(hits_list *list);
/* The same, but those in titles first. */
void hits_list_by_title(hits_list *list);
/* In the order of places: where the hits of a document begin. */
size_t hits_list_find(const hits_list *list, int64_t doc);

/* ---- hits_docs.c: documents kept open, and units asked ---- */

enum { HITS_DOCS = 16 };

typedef struct hits_docs {
	yd_open_doc *items[HITS_DOCS]; /* the one used last first */
} hits_docs;

void hits_docs_free(hits_docs *docs);
/* Borrowed until HITS_DOCS others were read. */
yd_status hits_docs_open(yd_library *library, hits_docs *docs, int64_t id, yd_open_doc **out, yd_error *err);

/* Texts of a unit; zero-initialise, hits_text_free(). */
typedef struct hits_text {
	yd_buf text, fold; /* as printed, folded */
} hits_text;

void hits_text_free(hits_text *text);
/* Fills all of `out` but here and bookmarked. */
void hits_text_read(hits_text *text, const yd_open_doc *doc, size_t unit, yd_query_unit *out);
/* Fills text and fold only. */
void hits_text_print(hits_text *text, const yd_open_doc *doc, size_t unit);

/* What a user put on a unit, as it is asked for (yd_query_unit). */
typedef struct hits_label {
	yd_buf tags, note;
} hits_label;

/* Every bookmarked unit of the cache, by document and unit, and what stands on it. Zero-initialise. */
typedef struct hits_marked {
	yd_unit_id *ids;    /* NULL: nobody asked */
	hits_label *labels; /* as many */
	size_t count, cap;
} hits_marked;

yd_status hits_bookmarked(yd_library *library, hits_marked *out, yd_error *err);
void hits_marked_free(hits_marked *marked);
/* Fills bookmarked, tags and note of `out` (borrowed). */
void hits_marked_ask(const hits_marked *marked, int64_t doc, uint32_t unit, yd_query_unit *out);

/* ---- marks ---- */

/* Where the query's terms stand in the printed text of a unit whose text and fold were read. */
void hits_mark(const yd_query *query, const hits_text *text, yd_query_spans *out);

#endif
