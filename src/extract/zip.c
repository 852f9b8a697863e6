/* The parts of a Word or OpenDocument file. */
#include "xml.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 1000 };

/* ---- unpacking ---- */

static bool holds_text(const char *name)
{
	yd_str path = yd_str_of(name);
	if (yd_str_ends(path, YD_STR(".rels")) || yd_str_equal(path, YD_STR("mimetype")))
		return true;
	return yd_str_ends(path, YD_STR(".xml")) && !strstr(name, "theme/") &&
	       !strstr(name, "customXml/") && !strstr(name, "diagrams/") &&
	       !strstr(name, "charts/") && !strstr(name, "Pictures/");
}

/* How many parts the end of the archive says there are (APPNOTE 4.3.16); more than that field holds
 * is said as 65535. They are counted before libarchive makes a table of them all. */
static unsigned told_entries(yd_str bytes)
{
	enum { END = 22, LONGEST_COMMENT = 65535, COUNT = 10 };
	const unsigned char *raw = (const unsigned char *)bytes.ptr;
	size_t least = bytes.len > END + LONGEST_COMMENT ? bytes.len - END - LONGEST_COMMENT : 0;
	for (size_t at = bytes.len < END ? 0 : bytes.len - END + 1; at-- > least;)
		if (memcmp(raw + at, "PK\5\6", 4) == 0)
			return raw[at + COUNT] | (unsigned)raw[at + COUNT + 1] << 8;
	return 0;
}

static bool fail_entries(struct page *page)
{
	return page_fail(page,
		"the archive has more than %zu parts, which no document has "
		"(YAODIAN_EXTRACT_PARTS sets another limit)",
		page->limits.parts);
}

static bool fail_archive(struct archive *archive, struct page *page, const char *part)
{
	if (archive_errno(archive) == ENOMEM)
		yd_fatal("out of memory");
	return part ? page_fail(page, "its part %s is damaged, or the file is cut off", part)
		    : page_fail(page, "the archive is damaged or cut off");
}

static bool read_part(
	struct archive *archive, const char *name, size_t *total, struct page *page, zip_parts *out)
{
	enum { STEP = 1 << 16 };
	YD_GROW(out->items, out->count, out->cap);
	zip_part *part = &out->items[out->count++];
	*part = (zip_part){.name = yd_strdup(name)};
	for (;;) {
		yd_buf_reserve(&part->bytes, STEP);
		la_ssize_t got =
			archive_read_data(archive, part->bytes.ptr + part->bytes.len, STEP);
		if (got == 0)
			return true;
		if (got < 0)
			return fail_archive(archive, page, name);
		part->bytes.len += (size_t)got;
		part->bytes.ptr[part->bytes.len] = '\0';
		*total += (size_t)got;
		if (*total > page->limits.unpacked)
			return page_fail(page,
				"it unpacks to more than %zu MB, which no document does "
				"(YAODIAN_EXTRACT_UNPACKED sets another limit)",
				page->limits.unpacked >> 20);
	}
}

static bool read_entries(struct archive *archive, struct page *page, zip_parts *out)
{
	struct archive_entry *entry;
	size_t total = 0, entries = 0;
	for (;;) {
		int status = archive_read_next_header(archive, &entry);
		if (status == ARCHIVE_EOF)
			return true;
		if (status < ARCHIVE_WARN)
			return fail_archive(archive, page, NULL);
		if (++entries > page->limits.parts)
			return fail_entries(page);
		const char *name = archive_entry_pathname(entry);
		if (archive_entry_is_encrypted(entry)) {
			out->encrypted = true;
			continue;
		}
		if (name && holds_text(name) && !read_part(archive, name, &total, page, out))
			return false;
	}
}

bool zip_read(yd_str bytes, struct page *page, zip_parts *out)
{
	*out = (zip_parts){0};
	if (told_entries(bytes) > page->limits.parts)
		return fail_entries(page);
	struct archive *archive = archive_read_new();
	archive_read_support_format_zip(archive);
	bool done = archive_read_open_memory(archive, bytes.ptr, bytes.len) == ARCHIVE_OK
			    ? read_entries(archive, page, out)
			    : fail_archive(archive, page, NULL);
	archive_read_free(archive);
	return done;
}

const yd_buf *zip_find(const zip_parts *parts, const char *name)
{
	for (size_t i = 0; i < parts->count; i++)
		if (strcmp(parts->items[i].name, name) == 0)
			return &parts->items[i].bytes;
	return NULL;
}

void zip_free(zip_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		free(parts->items[i].name);
		yd_buf_free(&parts->items[i].bytes);
	}
	free(parts->items);
	*parts = (zip_parts){0};
}

/* ---- XML ---- */

static bool declares_type(const yd_buf *bytes)
{
	return memmem(bytes->ptr, bytes->len, "<!DOCTYPE", 9) ||
	       memmem(bytes->ptr, bytes->len, "<!ENTITY", 8);
}

/* Those who read the tree go down it by calls. */
static bool is_too_deep(xmlNode *root)
{
	int depth = 0;
	for (xmlNode *node = root; node;) {
		if (node->type == XML_ELEMENT_NODE && node->children) {
			node = node->children;
			if (++depth > DEEPEST)
				return true;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			depth--;
		}
		node = node == root ? NULL : node->next;
	}
	return false;
}

xmlDoc *xml_read(const yd_buf *bytes, const char *name, struct page *page)
{
	xmlDoc *doc = NULL;
	/*
	 * Parts are in UTF-8 or UTF-16 (ECMA-376-2, OpenDocument 1.3). In UTF-8, whatever they
	 * declare, entities cannot be hidden from declares_type(): a paragraph may be longer than
	 * 10 MB and elements nested deeper than 256 (XML_PARSE_HUGE), which DEEPEST ends. How much
	 * is unpacked has a limit.
	 */
	bool wide = bytes->len < 4 || memchr(bytes->ptr, '\0', 4) || bytes->ptr[0] == '\xFF' ||
		    bytes->ptr[0] == '\xFE';
	if (bytes->len && bytes->len < INT32_MAX && !declares_type(bytes))
		doc = xmlReadMemory(bytes->ptr, (int)bytes->len, NULL, wide ? NULL : "UTF-8",
			XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
				XML_PARSE_COMPACT | (wide ? 0 : XML_PARSE_HUGE));
	if (bytes->len && declares_type(bytes)) {
		page_fail(page,
			"its part %s declares a document type, which such files never do: "
			"it is refused, since entities could be declared there",
			name);
	} else if (!doc || !xmlDocGetRootElement(doc)) {
		page_fail(page, "its part %s is damaged", name);
	} else if (doc->intSubset) {
		page_fail(page, "its part %s declares a document type: it is refused", name);
	} else if (is_too_deep(xmlDocGetRootElement(doc))) {
		page_fail(page,
			"its part %s has elements nested deeper than %d, which no document has",
			name, DEEPEST);
	} else {
		return doc;
	}
	if (doc)
		xmlFreeDoc(doc);
	return NULL;
}

bool xml_is(const xmlNode *node, const char *name)
{
	return node && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

xmlNode *xml_child(const xmlNode *node, const char *name)
{
	for (xmlNode *child = node ? node->children : NULL; child; child = child->next)
		if (xml_is(child, name))
			return child;
	return NULL;
}

const char *xml_attr(const xmlNode *node, const char *name)
{
	/* Of other nodes the field holds something else. */
	bool element = node && node->type == XML_ELEMENT_NODE;
	for (xmlAttr *attr = element ? node->properties : NULL; attr; attr = attr->next)
		if (strcmp((const char *)attr->name, name) == 0)
			return attr->children && attr->children->content
				       ? (const char *)attr->children->content
				       : "";
	return NULL;
}

const char *xml_child_attr(const xmlNode *node, const char *child, const char *name)
{
	return xml_attr(xml_child(node, child), name);
}

int xml_int(const char *value, int otherwise)
{
	return value && *value ? (int)strtol(value, NULL, 10) : otherwise;
}
