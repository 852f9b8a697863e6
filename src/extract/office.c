/* Which document a ZIP archive holds: Word, OpenDocument, or none that is read. */
#include "xml.h"

#include <stdlib.h>
#include <string.h>

/* The part that [Content_Types] and the relations call the document; Word's own name for it where
 * they say nothing. */
static char *word_main_part(const zip_parts *parts, struct page *page)
{
	const yd_buf *relations = zip_find(parts, "_rels/.rels");
	xmlDoc *doc = relations ? xml_read(relations, "_rels/.rels", page) : NULL;
	char *found = NULL;
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	for (xmlNode *node = root ? root->children : NULL; node && !found; node = node->next) {
		const char *type = xml_attr(node, "Type"), *target = xml_attr(node, "Target");
		if (xml_is(node, "Relationship") && type && target &&
			yd_str_ends(yd_str_of(type), YD_STR("/officeDocument")))
			found = yd_strdup(target + (*target == '/'));
	}
	if (doc)
		xmlFreeDoc(doc);
	if (!found && zip_find(parts, "word/document.xml"))
		found = yd_strdup("word/document.xml");
	return found;
}

/* A workbook or slides, by the folder that holds them. */
static bool refuse_other_office(const zip_parts *parts, const char *part, struct page *page)
{
	if (zip_find(parts, "OFD.xml"))
		return !page_fail(page, "this is an OFD file: save it as PDF and import that");
	if (zip_find(parts, "xl/workbook.xml") || (part && strncmp(part, "xl/", 3) == 0))
		page_fail(page, "this is a spreadsheet: save it as .docx or PDF, or its text as a "
				"text file, and import that");
	else if (zip_find(parts, "ppt/presentation.xml") || (part && strncmp(part, "ppt/", 4) == 0))
		page_fail(page, "these are slides: save them as PDF, or their text as a text file, "
				"and import that");
	return page->error;
}

bool word_read(const zip_parts *parts, struct page *page)
{
	char *part = word_main_part(parts, page);
	bool done = false;
	if (page->error || refuse_other_office(parts, part, page))
		;
	else if (part && !zip_find(parts, part))
		page_fail(page, "its part %s, which holds the text, is missing", part);
	else if (part)
		done = docx_read(parts, part, page);
	else
		page_fail(page, "this is a ZIP archive without a Word or OpenDocument text in it: "
				"unpack it and import what it holds");
	free(part);
	return done;
}

/* Of an OpenDocument file with a password the archive knows nothing: its list of parts does. */
static bool is_encrypted(const zip_parts *parts)
{
	const yd_buf *list = zip_find(parts, "META-INF/manifest.xml");
	return parts->encrypted ||
	       (list && yd_str_find(yd_buf_str(list), YD_STR("encryption-data"), 0) != SIZE_MAX);
}

bool zip_document_read(yd_str bytes, struct page *page)
{
	zip_parts parts;
	bool done = zip_read(bytes, page, &parts);
	const yd_buf *kind = done ? zip_find(&parts, "mimetype") : NULL;
	if (!done)
		;
	else if (is_encrypted(&parts))
		done = page_fail(page, "it is protected with a password: save it without one");
	else if (kind &&
		 yd_str_starts(yd_buf_str(kind), YD_STR("application/vnd.oasis.opendocument")))
		done = odt_read(&parts, page);
	else {
		bool word = zip_find(&parts, "[Content_Types].xml") ||
			    zip_find(&parts, "word/document.xml");
		page->format = word ? "docx" : "zip";
		done = word_read(&parts, page);
	}
	zip_free(&parts);
	return done;
}
