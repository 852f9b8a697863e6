/*
 * xml.h: the parts of Word and OpenDocument files: unpacked within limits, parsed without entities or network.
 */
#ifndef YAODIAN_EXTRACT_XML_H
#define YAODIAN_EXTRACT_XML_H

#include "page.h"

#include <libxml/tree.h>

typedef struct zip_part {
	char *name;
	yd_buf bytes;
} zip_part;

typedef struct zip_parts {
	zip_part *items;
	size_t count, cap;
	bool encrypted;
} zip_parts;

/* Unpacks the parts that hold text (XML, and `mimetype`). False, with the page failed, for a broken archive or one that
 * unpacks to more than the limit. */
bool zip_read(yd_str bytes, struct page *page, zip_parts *out);
/* NULL: not there. */
const yd_buf *zip_find(const zip_parts *parts, const char *name);
void zip_free(zip_parts *parts);

/* Parses a part. NULL, with the page failed, when it is no XML or declares a document type, which these formats never do:
 * entities, which expand without end or name other files, are declared there. */
xmlDoc *xml_read(const yd_buf *bytes, const char *name, struct page *page);
/* By local name. */
bool xml_is(const xmlNode *node, const char *name);
xmlNode *xml_child(const xmlNode *node, const char *name); /* the first, or NULL; `node` may be NULL */
/* The value of an attribute by local name; NULL: not there; `node` may be NULL. Borrowed from the tree. */
const char *xml_attr(const xmlNode *node, const char *name);
/* Attribute `name` of child `child`. */
const char *xml_child_attr(const xmlNode *node, const char *child, const char *name);
int xml_int(const char *value, int otherwise);

/* docx.c, odt.c */
bool docx_read(const zip_parts *parts, const char *main_part, struct page *page);
bool odt_read(const zip_parts *parts, struct page *page);

/* office.c: the Word document among the parts of a package. */
bool word_read(const zip_parts *parts, struct page *page);

#endif
