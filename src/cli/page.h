/*
 * page.h: a document as text for reading.
 */
#ifndef YAODIAN_CLI_PAGE_H
#define YAODIAN_CLI_PAGE_H

#include <yaodian/library.h>

/* `unit` SIZE_MAX: the whole document; a section comes with everything in it. */

/* A paragraph a line: title, preamble, marks with their texts, closing. */
void page_plain(const yd_open_doc *doc, size_t unit);
/* With what is known of the document, addresses and themes; on a terminal broken into lines. */
void page_laid_out(const yd_open_doc *doc, size_t unit);

#endif
