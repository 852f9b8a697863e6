/*
 * Compound files (MS-CFB), which Word, Excel and PowerPoint wrote until 2003 and WPS still does:
 * what they hold, by the names of their streams. A converter that is given anything guesses at a
 * text, and takes noise for one.
 */
#include "page.h"

#include <string.h>

/* Names are in UTF-16LE. */
static bool has_stream(yd_str bytes, const char *name)
{
	char wide[64];
	size_t len = strlen(name);
	for (size_t i = 0; i < len && i * 2 + 1 < sizeof wide; i++) {
		wide[i * 2] = name[i];
		wide[i * 2 + 1] = '\0';
	}
	return memmem(bytes.ptr, bytes.len, wide, len * 2) != NULL;
}

bool ole_check(yd_str bytes, struct page *page)
{
	if (has_stream(bytes, "EncryptedPackage"))
		return page_fail(page, "it is protected with a password: save it without one");
	/* CONTENTS: of Works and of old WPS. */
	if (has_stream(bytes, "WordDocument") || has_stream(bytes, "CONTENTS"))
		return true;
	if (has_stream(bytes, "Workbook"))
		return page_fail(page,
			"this is a spreadsheet: save it as .docx or PDF, or its text as a "
			"text file, and import that");
	if (has_stream(bytes, "PowerPoint Document"))
		return page_fail(page,
			"these are slides: save them as PDF, or their text as a text file, "
			"and import that");
	return page_fail(
		page, "this is an old Office file without a document in it, or it is damaged");
}
