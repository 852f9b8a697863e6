/* Which format bytes are in, and who reads it. */
#include "page.h"

#include "decode.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/intl.h>
#include <yaodian/text.h>

#include "config.h"

#ifdef HAVE_LIBXML2
#include <libxml/parser.h>
#include <libxml/xmlmemory.h>
#endif

/* ---- what stands in for the formats that this build lacks ---- */

#ifndef HAVE_LIBXML2
bool html_read(yd_str text, struct page *page)
{
	(void)text;
	return page_fail(page,
		"this is a web page, which this build cannot read: it was configured "
		"without libxml2");
}
#endif
#if !defined HAVE_LIBXML2 || !defined HAVE_LIBARCHIVE
bool zip_document_read(yd_str bytes, struct page *page)
{
	(void)bytes;
	return page_fail(page,
		"this is a Word or OpenDocument file, which this build cannot read: it "
		"was configured without libxml2 or libarchive");
}

bool flat_document_is(yd_str bytes)
{
	(void)bytes;
	return false;
}

bool flat_document_read(yd_str bytes, struct page *page)
{
	return zip_document_read(bytes, page);
}
#endif
#ifndef HAVE_POPPLER
bool pdf_read(yd_str bytes, struct page *page)
{
	(void)bytes;
	return page_fail(page, "this is a PDF, which this build cannot read: it was configured "
			       "without poppler");
}

void pdf_warm_up(void)
{
}
#endif

/* ---- formats ---- */

struct format {
	const char *magic;
	size_t len;
	const char *name;
	bool (*read)(yd_str bytes, struct page *page);
	const char *refusal; /* without a reader: what it is, and what to do */
};

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

static const struct format formats[] = {
	{MAGIC("%PDF-"), "pdf", pdf_read, NULL},
	{MAGIC("PK\003\004"), "zip", zip_document_read, NULL},
	{MAGIC("PK\005\006"), "zip", zip_document_read, NULL},
	{MAGIC("{\\rtf"), "rtf", rtf_read, NULL},
	{MAGIC("\320\317\021\340\241\261\032\341"), "doc", NULL,
		N_("this is an old Word or WPS file: save it as .docx or plain text first")},
	{MAGIC("\037\213"), "gzip", NULL, N_("this is compressed: unpack it first (gunzip FILE)")},
	{MAGIC("BZh"), "bzip2", NULL, N_("this is compressed: unpack it first (bunzip2 FILE)")},
	{MAGIC("\3757zXZ"), "xz", NULL, N_("this is compressed: unpack it first (unxz FILE)")},
	{MAGIC("\050\265\057\375"), "zstd", NULL,
		N_("this is compressed: unpack it first (unzstd FILE)")},
	{MAGIC("7z\274\257\047\034"), "7z", NULL, N_("this is an archive: unpack it first")},
	{MAGIC("Rar!"), "rar", NULL, N_("this is an archive: unpack it first")},
	{MAGIC("SQLite format 3"), "sqlite", NULL,
		N_("this is an SQLite database: give the documents themselves")},
	{MAGIC("\177ELF"), "elf", NULL, N_("this is a program: give a document")},
	{MAGIC("MZ\220"), "exe", NULL, N_("this is a program: give a document")},
	{MAGIC("\211PNG"), "image", NULL, N_("this is an image: give its text")},
	{MAGIC("\377\330\377"), "image", NULL, N_("this is an image: give its text")},
	{MAGIC("GIF8"), "image", NULL, N_("this is an image: give its text")},
	{MAGIC("II*\0"), "image", NULL, N_("this is an image: give its text")},
};

static const struct format *find_format(yd_str bytes)
{
	enum { PDF_JUNK = 1024 }; /* readers accept so much before %PDF- */
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (bytes.len >= formats[i].len &&
			memcmp(bytes.ptr, formats[i].magic, formats[i].len) == 0)
			return &formats[i];
	if (bytes.len &&
		memmem(bytes.ptr, bytes.len < PDF_JUNK ? bytes.len : PDF_JUNK, "%PDF-", 5) &&
		memchr(bytes.ptr, 0, bytes.len < PDF_JUNK * 8 ? bytes.len : PDF_JUNK * 8))
		return &formats[0];
	return NULL;
}

/* A page begins with a tag, and has one of these near it. */
static bool is_html(yd_str text)
{
	static const char *const tags[] = {"<html", "<!doctype html", "<head", "<body", "<meta",
		"<title", "<div", "<p>", "<p ", "<table", "<br", "<span", "<h1", "<h2", "<article",
		"<section"};
	enum { LOOK = 4096 };
	char head[LOOK + 1];
	text = yd_text_trim(text);
	size_t len = text.len < LOOK ? text.len : LOOK;
	if (!len || text.ptr[0] != '<')
		return false;
	for (size_t i = 0; i < len; i++)
		head[i] = text.ptr[i] ? (char)tolower((unsigned char)text.ptr[i]) : ' ';
	head[len] = '\0';
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strstr(head, tags[i]))
			return true;
	return false;
}

static bool read_text(yd_str bytes, const char *charset, struct page *page)
{
	char declared[32];
	struct decoded text;
	snprintf(declared, sizeof declared, "%s", charset ? charset : "");
	if (!declared[0])
		decode_declared(bytes, declared);
	decode(bytes, declared[0] ? declared : NULL, &text);
	yd_str decoded = yd_buf_str(&text.text);
	bool done;
	page->format = is_html(decoded) ? "html" : "text";
	snprintf(page->encoding, sizeof page->encoding, "%s", text.encoding);
	page->replaced = text.replaced;
	if (text.replaced > 3 + yd_utf8_count(decoded) / 10)
		done = page_fail(page,
			"this is no text in an encoding that is known here, or it is "
			"badly damaged");
	else if (page->format[0] == 't' && yd_str_starts(yd_text_trim(decoded), YD_STR("<?xml")))
		done = page_fail(page, "this is XML, but no document of Word or OpenDocument");
	else
		done = page->format[0] == 'h' ? html_read(decoded, page) : text_read(decoded, page);
	if (done && text.declared_wrong && page->format[0] == 'h')
		page_warn(page, "the page says that it is in %s, but it is in %s", declared,
			text.encoding);
	decoded_free(&text);
	return done;
}

/* A page saved as one file. */
static bool read_archive(yd_str bytes, struct page *page)
{
	char charset[32];
	yd_buf text = {0};
	page->format = "mhtml";
	bool done = mhtml_find_page(bytes, page, &text, charset, sizeof charset) &&
		    read_text(yd_buf_str(&text), charset[0] ? charset : NULL, page);
	yd_buf_free(&text);
	return done;
}

static bool has_text(const struct page *page)
{
	for (size_t i = 0; i < page->count; i++)
		if (yd_text_trim(page_text(page, &page->items[i])).len)
			return true;
	return false;
}

void extract(yd_str bytes, const char *charset, struct page *page)
{
	const struct format *format = find_format(bytes);
	bool done;
	if (bytes.len > page->limits.input)
		done = page_fail(page,
			"is larger than %zu MB: import the document itself, or raise "
			"YAODIAN_EXTRACT_INPUT",
			page->limits.input >> 20);
	else if (!format && flat_document_is(bytes))
		done = flat_document_read(bytes, page);
	else if (!format && mhtml_is(bytes))
		done = read_archive(bytes, page);
	else if (!format)
		done = read_text(bytes, charset, page);
	else {
		page->format = format->name;
		done = format->read && format->read(bytes, page);
		if (!format->read)
			page->error = yd_strdup(yd_tr(format->refusal));
	}
	if (done && !page->error && !has_text(page))
		done = page_fail(page, "there is no text in it");
	if (!done)
		return;
	if (strcmp(page->format, "text") != 0)
		brackets_clean(page);
	if (page->notes)
		page_warn(page, "footnotes were left out: %zu", page->notes);
	if (page->private_use)
		page_warn(page, "private-use characters, which only their own font can show: %zu",
			page->private_use);
}

#ifdef HAVE_LIBXML2
/* libxml2 goes on without what it found no memory for: a page would end in its middle. */
static void *xml_resize(void *ptr, size_t size)
{
	return yd_realloc(ptr, size, 1);
}

static void *xml_allocate(size_t size)
{
	return xml_resize(NULL, size);
}

static void xml_begin(void)
{
	xmlMemSetup(free, xml_allocate, xml_resize, yd_strdup);
	xmlInitParser();
}
#endif

void extract_warm_up(void)
{
	/* The first text that is looked up opens the catalogue. */
	yd_intl_begin();
	yd_tr("there is no text in it");
	decode_warm_up();
#ifdef HAVE_LIBXML2
	xml_begin();
#endif
	pdf_warm_up();
}

static void add_format(yd_buf *out, const char *name, bool there, const char *library)
{
	if (there)
		yd_buf_printf(out, "%s yes\n", name);
	else
		yd_buf_printf(out, "%s no (built without %s)\n", name, library);
}

void extract_formats(yd_buf *out)
{
	bool xml = false, archive = false, poppler = false, curl = false;
#ifdef HAVE_LIBXML2
	xml = true;
#endif
#ifdef HAVE_LIBARCHIVE
	archive = true;
#endif
#ifdef HAVE_POPPLER
	poppler = true;
#endif
#ifdef HAVE_LIBCURL
	curl = true;
#endif
	const char *converter = convert_name();
	add_format(out, "html", xml, "libxml2");
	add_format(out, "docx", xml && archive, xml ? "libarchive" : "libxml2");
	add_format(out, "odt", xml && archive, xml ? "libarchive" : "libxml2");
	add_format(out, "pdf", poppler, "poppler");
	add_format(out, "rtf", true, NULL);
	add_format(out, "text", true, NULL);
	add_format(out, "http", curl, "libcurl");
	add_format(out, "https", curl, "libcurl");
	if (converter)
		yd_buf_printf(out, "doc yes (through %s)\n", converter);
	else
		yd_buf_puts(
			out, "doc no (soffice, antiword, catdoc and wvText are not installed)\n");
}
