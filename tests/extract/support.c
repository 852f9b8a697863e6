#include "support.h"

#include "../../src/extract/page.h"
#include "config.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaodian/text.h>
#ifdef HAVE_LIBARCHIVE
#include <archive.h>
#include <archive_entry.h>
#endif

/* What fontconfig keeps for poppler until the program ends is none of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

char *answer_to(yd_str bytes)
{
	struct page page = {.limits = limits_read()};
	yd_buf out = {0};
	extract(bytes, NULL, &page);
	answer_write(&page, &out);
	page_free(&page);
	return yd_buf_take(&out);
}

static char *paragraphs_of(const char *answer)
{
	yd_buf out = {0};
	for (const char *at = answer; *at;) {
		size_t len = strcspn(at, "\n");
		if (strncmp(at, "p ", 2) == 0) {
			const char *tab = memchr(at, '\t', len);
			assert_non_null(tab);
			yd_buf_add(&out, at + 2, (size_t)(tab - at) - 2);
			yd_buf_putc(&out, '|');
			yd_buf_add(&out, tab + 1, len - (size_t)(tab + 1 - at));
			yd_buf_putc(&out, '\n');
		}
		at += len + (at[len] == '\n');
	}
	yd_buf_puts(&out, "");
	return out.ptr ? yd_buf_take(&out) : yd_strdup("");
}

void expect_paragraphs(yd_str bytes, const char *expected)
{
	char *answer = answer_to(bytes), *paragraphs = paragraphs_of(answer);
	if (strcmp(paragraphs, expected) != 0)
		fail_msg("the answer is\n%s\ninstead of\n%s", answer, expected);
	free(paragraphs);
	free(answer);
}

void expect_error(yd_str bytes, const char *words)
{
	char *answer = answer_to(bytes), *error = strstr(answer, "\nerror ");
	if (!error || !strstr(error, words) || !strstr(error, "\nend 0\n"))
		fail_msg("the answer is\n%.2000s\ninstead of an error with '%s'", answer, words);
	free(answer);
}

static bool has_line(const char *answer, const char *line)
{
	char *whole = yd_format("\n%s\n", line), *lines = yd_format("\n%s", answer);
	bool there = strstr(lines, whole) != NULL;
	free(whole);
	free(lines);
	return there;
}

void expect_line(yd_str bytes, const char *line)
{
	char *answer = answer_to(bytes);
	if (!has_line(answer, line))
		fail_msg("the answer is\n%.2000s\nwithout '%s'", answer, line);
	free(answer);
}

void expect_no_line(yd_str bytes, const char *line)
{
	char *answer = answer_to(bytes);
	if (has_line(answer, line))
		fail_msg("the answer is\n%.2000s\nwith '%s'", answer, line);
	free(answer);
}

yd_buf encoded(const char *text, const char *encoding)
{
	iconv_t converter = iconv_open(encoding, "UTF-8");
	yd_buf out = {0};
	char *in = (char *)(uintptr_t)text;
	size_t left = strlen(text), room = 4 * left + 16;
	assert_true(converter != (iconv_t)-1);
	yd_buf_reserve(&out, room);
	char *to = out.ptr;
	if (iconv(converter, &in, &left, &to, &room) == (size_t)-1)
		fail_msg("%s has no '%.20s'", encoding, in);
	out.len = (size_t)(to - out.ptr);
	out.ptr[out.len] = '\0';
	iconv_close(converter);
	return out;
}

/* ---- archives ---- */

#ifdef HAVE_LIBARCHIVE
yd_buf zip_of(const part *parts, size_t count)
{
	enum { HEADERS = 4096 };
	yd_buf out = {0};
	size_t used = 0, room = HEADERS;
	for (size_t i = 0; i < count; i++)
		room += 2 * strlen(parts[i].text) + HEADERS;
	yd_buf_reserve(&out, room);
	struct archive *archive = archive_write_new();
	archive_write_set_format_zip(archive);
	archive_write_open_memory(archive, out.ptr, room, &used);
	for (size_t i = 0; i < count; i++) {
		struct archive_entry *entry = archive_entry_new();
		archive_entry_set_pathname(entry, parts[i].name);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_size(entry, (la_int64_t)strlen(parts[i].text));
		archive_write_header(archive, entry);
		archive_write_data(archive, parts[i].text, strlen(parts[i].text));
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
	out.len = used;
	return out;
}

#define WORD_NAMES                                                                                 \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

yd_buf docx_of(const char *body, const char *styles, const char *numbering)
{
	char *texts[] = {
		yd_format("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " WORD_NAMES
			  "><w:body>%s</w:body></w:document>",
			body),
		yd_format("<w:styles " WORD_NAMES ">%s</w:styles>", styles ? styles : ""),
		yd_format(
			"<w:numbering " WORD_NAMES ">%s</w:numbering>", numbering ? numbering : ""),
	};
	const part parts[] = {
		{"[Content_Types].xml",
			"<Types "
			"xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"},
		{"_rels/.rels", "<Relationships><Relationship Id=\"a\" "
				"Type=\"http://schemas.openxmlformats.org/"
				"officeDocument/2006/relationships/officeDocument\" "
				"Target=\"word/document.xml\"/>"
				"</Relationships>"},
		{"word/document.xml", texts[0]},
		{"word/styles.xml", texts[1]},
		{"word/numbering.xml", texts[2]},
	};
	yd_buf out = zip_of(parts, COUNT_OF(parts));
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		free(texts[i]);
	return out;
}

yd_buf odt_of(const char *styles, const char *body)
{
	char *content = yd_format(
		"<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\" "
		"xmlns:table=\"b\" "
		"xmlns:fo=\"f\"><office:automatic-styles>%s</office:automatic-styles>"
		"<office:body><office:text>%s</office:text></office:body></"
		"office:document-content>",
		styles, body);
	const part parts[] = {
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"content.xml", content},
	};
	yd_buf out = zip_of(parts, COUNT_OF(parts));
	free(content);
	return out;
}
#endif

/* ---- PDFs ---- */

struct pdf {
	yd_buf out;
	size_t offsets[64];
	size_t count;
};

static void begin_object(struct pdf *pdf)
{
	pdf->offsets[pdf->count++] = pdf->out.len;
	yd_buf_printf(&pdf->out, "%zu 0 obj\n", pdf->count);
}

static void add_stream(struct pdf *pdf, yd_str content)
{
	begin_object(pdf);
	yd_buf_printf(&pdf->out, "<</Length %zu>>stream\n", content.len);
	yd_buf_add_str(&pdf->out, content);
	yd_buf_puts(&pdf->out, "\nendstream endobj\n");
}

/* Codes are UTF-16 units, and mean themselves. */
static void add_unicode_map(struct pdf *pdf)
{
	yd_buf map = {0};
	yd_buf_puts(&map, "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
			  "1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
	for (unsigned page = 0; page < 256; page += 64) {
		yd_buf_puts(&map, "64 beginbfrange\n");
		for (unsigned i = page; i < page + 64; i++)
			yd_buf_printf(&map, "<%02X00> <%02XFF> <%02X00>\n", i, i, i);
		yd_buf_puts(&map, "endbfrange\n");
	}
	yd_buf_puts(&map, "endcmap end end");
	add_stream(pdf, yd_buf_str(&map));
	yd_buf_free(&map);
}

static void add_font(struct pdf *pdf, const char *name)
{
	begin_object(pdf);
	yd_buf_printf(&pdf->out,
		"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/ToUnicode 1 0 R/"
		"DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/DW "
		"1000/CIDSystemInfo"
		"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/"
		"FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent "
		"880"
		"/Descent -120/CapHeight 700/StemV 80>>>>]>>endobj\n",
		name, name, name);
}

static void add_show(const pdf_text *text, unsigned font, yd_buf *out)
{
	yd_str rest = yd_str_of(text->text);
	yd_buf_printf(out, "BT /F%u %d Tf %d %d Td <", font, text->size, text->x, text->y);
	while (rest.len) {
		uint32_t cp;
		size_t step = yd_utf8_decode(rest, &cp, NULL);
		yd_buf_printf(out, "%04X", (unsigned)cp & 0xFFFF);
		rest = (yd_str){rest.ptr + step, rest.len - step};
	}
	yd_buf_puts(out, "> Tj ET\n");
}

static void end_pdf(struct pdf *pdf, const char *trailer)
{
	size_t start = pdf->out.len;
	yd_buf_printf(&pdf->out, "xref\n0 %zu\n0000000000 65535 f \n", pdf->count + 1);
	for (size_t i = 0; i < pdf->count; i++)
		yd_buf_printf(&pdf->out, "%010zu 00000 n \n", pdf->offsets[i]);
	yd_buf_printf(&pdf->out, "trailer<</Size %zu/Root %zu 0 R%s>>\nstartxref\n%zu\n%%%%EOF\n",
		pdf->count + 1, pdf->count, trailer, start);
}

static void add_catalog(struct pdf *pdf, yd_str kids, int pages)
{
	begin_object(pdf);
	yd_buf_printf(&pdf->out, "<</Type/Pages/Kids[%.*s]/Count %d>>endobj\n", (int)kids.len,
		kids.len ? kids.ptr : "", pages);
	begin_object(pdf);
	yd_buf_printf(&pdf->out, "<</Type/Catalog/Pages %zu 0 R>>endobj\n", pdf->count - 1);
}

yd_buf pdf_of(const pdf_text *texts, size_t count)
{
	static const char *const fonts[] = {"SimSun", "SimHei", "KaiTi"};
	struct pdf pdf = {0};
	yd_buf kids = {0};
	int pages = 0;
	yd_buf_puts(&pdf.out, "%PDF-1.4\n");
	add_unicode_map(&pdf);
	for (size_t i = 0; i < COUNT_OF(fonts); i++)
		add_font(&pdf, fonts[i]);
	for (size_t i = 0; i < count; i++)
		pages = texts[i].page > pages ? texts[i].page : pages;
	size_t parent = pdf.count + 2 * (size_t)pages + 1;
	for (int page = 1; page <= pages; page++) {
		yd_buf content = {0};
		for (size_t i = 0; i < count; i++)
			for (unsigned font = 0; font < COUNT_OF(fonts); font++)
				if (texts[i].page == page &&
					strcmp(texts[i].font, fonts[font]) == 0)
					add_show(&texts[i], font, &content);
		yd_buf_puts(&content, " ");
		add_stream(&pdf, yd_buf_str(&content));
		yd_buf_free(&content);
		begin_object(&pdf);
		yd_buf_printf(&pdf.out,
			"<</Type/Page/Parent %zu 0 R/MediaBox[0 0 595 842]/Contents %zu 0 "
			"R/Resources"
			"<</Font<</F0 2 0 R/F1 3 0 R/F2 4 0 R>>>>>>endobj\n",
			parent, pdf.count - 1);
		yd_buf_printf(&kids, "%zu 0 R ", pdf.count);
	}
	add_catalog(&pdf, yd_buf_str(&kids), pages);
	end_pdf(&pdf, "");
	yd_buf_free(&kids);
	return pdf.out;
}

yd_buf pdf_locked(void)
{
	static const char trailer[] =
		"/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]/Encrypt"
		"<</Filter/Standard/V 1/R 2/P -4"
		"/O<000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F>"
		"/U<1F1E1D1C1B1A191817161514131211100F0E0D0C0B0A09080706050403020100>>>";
	struct pdf pdf = {0};
	yd_buf_puts(&pdf.out, "%PDF-1.4\n");
	add_catalog(&pdf, (yd_str){0}, 0);
	end_pdf(&pdf, trailer);
	return pdf.out;
}
