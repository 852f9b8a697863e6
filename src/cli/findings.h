/*
 * findings.h: where a document's region, year, title … were found and how sure they are, as commands tell it.
 */
#ifndef YAODIAN_CLI_FINDINGS_H
#define YAODIAN_CLI_FINDINGS_H

#include <yaodian/library.h>

/* "region", "year", … as readers read it, in their language. */
const char *findings_name(yd_field field);
/* Appends a field's value, and nothing when there is none. */
void findings_value(const yd_doc *doc, yd_field field, yd_buf *out);
/* Appends "a guess: date", or "title" alone when that is sure. */
void findings_how(const yd_findings *found, yd_field field, yd_buf *out);
/* Appends "region 吉林省 长春市 (title), year 2024 (a guess: date) …" on one line: everything, or only what is doubtful and
 * no warning of the import tells. Nothing where nothing is. */
void findings_line(const yd_doc *doc, bool all, yd_buf *out);
/* The member "found": {"region":{"from":"title","sure":"sure"},…,"unsure_nodes":2,"replaced":0}; null when the document was
 * read before this was kept. */
void json_findings(yd_buf *out, const yd_doc *doc);

#endif
