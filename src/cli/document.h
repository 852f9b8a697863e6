/*
 * document.h: documents, nodes and tags in the forms that several commands write.
 */
#ifndef YAODIAN_CLI_DOCUMENT_H
#define YAODIAN_CLI_DOCUMENT_H

#include <yaodian/library.h>

/* The members of a document as `list`, `import` and `show` have them, up to "source"; an open object. */
void json_doc_members(yd_buf *out, const yd_doc *doc);
/* "preamble", "closing" and "nodes" of a document; an open object. Stands in show.c. */
void json_outline_members(yd_buf *out, const yd_open_doc *doc);
/* "sections" and "clauses". */
void json_doc_counts(yd_buf *out, const yd_doc *doc);
/* A region path as a list of names; null when unknown. */
void json_region(yd_buf *out, const char *path);
void json_year(yd_buf *out, int year); /* null when unknown */
/* [{"key","primary"}] */
void json_themes(yd_buf *out, const yd_unit_row *unit);
/* "ref" to "themes" of a unit; an open object. */
void json_unit_members(yd_buf *out, const yd_open_doc *doc, size_t unit);
/* A mark or null. */
void json_mark(yd_buf *out, const yd_open_doc *doc, size_t unit);
/* A title or null: the document's for unit 0. */
void json_title(yd_buf *out, const yd_open_doc *doc, size_t unit);

/* Appends a unit's own text; a section's heading is none of it. */
void add_text_of_unit(const yd_open_doc *doc, size_t unit, yd_buf *out);
/* Appends the path's names parted by spaces, or `unknown`. */
void add_region(const char *path, yd_buf *out);
void add_year(int year, yd_buf *out);
/* "REF TITLE", as a field. */
void out_doc(const yd_doc *doc);

#endif
