/* Documents of office programs in one XML file: Word 2003, Word's flat package, flat OpenDocument.
 */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

static zip_part *add_part(zip_parts *parts, const char *name)
{
	YD_GROW(parts->items, parts->count, parts->cap);
	zip_part *part = &parts->items[parts->count++];
	*part = (zip_part){.name = yd_strdup(name)};
	return part;
}

/* The parts of a package stand in it as elements. */
static void unpack(xmlDoc *doc, zip_parts *parts)
{
	for (xmlNode *node = xmlDocGetRootElement(doc)->children; node; node = node->next) {
		const char *name = xml_attr(node, "name");
		xmlNode *data = xml_child(node, "xmlData");
		xmlNode *root = data ? data->children : NULL;
		while (root && root->type != XML_ELEMENT_NODE)
			root = root->next;
		xmlDoc *own = name && root ? xmlNewDoc(BAD_CAST "1.0") : NULL;
		xmlNode *copy = own ? xmlDocCopyNode(root, own, 1) : NULL;
		xmlChar *bytes = NULL;
		int len = 0;
		if (copy) {
			xmlDocSetRootElement(own, copy);
			xmlDocDumpMemoryEnc(own, &bytes, &len, "UTF-8");
		}
		if (bytes)
			yd_buf_add(&add_part(parts, name + (*name == '/'))->bytes, (char *)bytes,
				(size_t)len);
		xmlFree(bytes);
		if (own)
			xmlFreeDoc(own);
	}
}

bool flat_document_is(yd_str bytes)
{
	static const char *const roots[] = {":wordDocument", "pkg:package", "office:document"};
	enum { LOOK = 4096 };
	yd_str head = {bytes.ptr, bytes.len < LOOK ? bytes.len : LOOK};
	const char *begins = head.len ? memmem(head.ptr, head.len, "<?xml", 5) : NULL;
	if (!begins || begins - head.ptr > 3)
		return false;
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (memmem(head.ptr, head.len, roots[i], strlen(roots[i])))
			return true;
	return false;
}

bool flat_document_read(yd_str bytes, struct page *page)
{
	zip_parts parts = {0};
	yd_buf whole = {0};
	yd_buf_add_str(&whole, bytes);
	page->format = "xml";
	xmlDoc *doc = xml_read(&whole, "as a whole", page);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (xml_is(root, "package")) {
		unpack(doc, &parts);
		word_read(&parts, page);
	} else if (xml_is(root, "wordDocument")) {
		yd_buf_add_str(&add_part(&parts, "document.xml")->bytes, bytes);
		docx_read(&parts, "document.xml", page);
	} else if (xml_is(root, "document")) {
		yd_buf_add_str(&add_part(&parts, "content.xml")->bytes, bytes);
		yd_buf_add_str(&add_part(&parts, "styles.xml")->bytes, bytes);
		odt_read(&parts, page);
	} else if (root) {
		page_fail(page, "this is XML, but no document of Word or OpenDocument");
	}
	if (doc)
		xmlFreeDoc(doc);
	zip_free(&parts);
	yd_buf_free(&whole);
	return !page->error;
}
