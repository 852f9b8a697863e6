/* Bytes to a document: decode, outline, metadata, tags, reference. */
#include "front.h"

#include <yaodian/intl.h>
#include <yaodian/intake.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaodian/extract.h>
#include <yaodian/text.h>

/* ---- what is no plain text ---- */

/* A page is text as well, but what a reader sees of it is another one. */
static bool is_web_page(yd_str bytes)
{
	static const char *const tags[] = {"<html", "<!doctype html", "<head", "<body", "<meta",
		"<title", "<div", "<p>", "<p ", "<table", "<br", "<span", "<h1", "<h2", "<article",
		"<section"};
	enum { LOOK = 4096 };
	bytes.len = bytes.len < LOOK ? bytes.len : LOOK;
	bytes = yd_text_trim(bytes);
	if (!bytes.len || bytes.ptr[0] != '<')
		return false;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		for (size_t at = 0; at + strlen(tags[i]) <= bytes.len; at++)
			if (strncasecmp(bytes.ptr + at, tags[i], strlen(tags[i])) == 0)
				return true;
	return false;
}

typedef struct format {
	const char *magic;
	size_t len;
	const char *name, *advice;
} format;

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

/* The formats people try first; the numbers are those of file(1). */
static const format formats[] = {
	{MAGIC("%PDF-"), N_("a PDF"), N_("save its text first (pdftotext FILE)")},
	{MAGIC("PK\003\004"), N_("a ZIP archive or a Word or OpenDocument file"),
		N_("save it as plain text first")},
	{MAGIC("\320\317\021\340\241\261\032\341"), N_("an old Word or WPS file"),
		N_("save it as plain text first")},
	{MAGIC("{\\rtf"), N_("a rich text file"), N_("save it as plain text first")},
	{MAGIC("\037\213"), N_("compressed"), N_("unpack it first (gunzip FILE)")},
	{MAGIC("BZh"), N_("compressed"), N_("unpack it first (bunzip2 FILE)")},
	{MAGIC("\3757zXZ"), N_("compressed"), N_("unpack it first (unxz FILE)")},
	{MAGIC("\050\265\057\375"), N_("compressed"), N_("unpack it first (unzstd FILE)")},
	{MAGIC("SQLite format 3"), N_("an SQLite database"), N_("give the documents themselves")},
	{MAGIC("\177ELF"), N_("a program"), N_("give a text file")},
	{MAGIC("\211PNG"), N_("an image"), N_("give its text")},
	{MAGIC("\377\330\377"), N_("an image"), N_("give its text")},
	{MAGIC("GIF8"), N_("an image"), N_("give its text")},
	{MAGIC("\377\376"), "UTF-16", N_("convert it first (iconv -f UTF-16 -t UTF-8 FILE)")},
	{MAGIC("\376\377"), "UTF-16", N_("convert it first (iconv -f UTF-16 -t UTF-8 FILE)")},
};

static bool is_known_format(yd_str bytes)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (bytes.len >= formats[i].len &&
			memcmp(bytes.ptr, formats[i].magic, formats[i].len) == 0)
			return true;
	return false;
}

/* A page saved as one file begins as a message does. */
static bool is_web_archive(yd_str bytes)
{
	enum { LOOK = 8192 };
	bytes.len = bytes.len < LOOK ? bytes.len : LOOK;
	const char *version = memmem(bytes.ptr ? bytes.ptr : "", bytes.len, "MIME-Version:", 13);
	return version && (version == bytes.ptr || version[-1] == '\n') &&
	       memmem(bytes.ptr, bytes.len, "multipart/", 10);
}

bool yd_intake_is_extracted(yd_str bytes)
{
	return is_known_format(bytes) || is_web_page(bytes) || is_web_archive(bytes) ||
	       yd_str_starts(yd_text_trim(bytes), YD_STR("<?xml"));
}

static yd_status refuse_known_format(const char *name, yd_str bytes, yd_error *err)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		const format *f = &formats[i];
		if (bytes.len >= f->len && memcmp(bytes.ptr, f->magic, f->len) == 0)
			return yd_fail(err, YD_INVALID, name, "this is %s, not UTF-8 text: %s",
				yd_tr(f->name), yd_tr(f->advice));
	}
	return YD_OK;
}

/* More than one byte in so many is NUL: no text, whatever else it holds. */
#define BYTES_PER_NUL 256u
/* More than one character in so many cannot be decoded: another encoding. A few may be broken in
 * any text, however short. */
#define CHARS_PER_BROKEN 10u
#define FEW_BROKEN	 3u

/* What reading the bytes found. */
typedef struct losses {
	size_t replaced; /* became U+FFFD */
	size_t privates; /* characters that only their own font can show */
} losses;

/* Bytes to text as every other format gives it: valid UTF-8 without NUL and what takes no room. */
static yd_status decode(const char *name, yd_str bytes, yd_buf *source, losses *lost, yd_error *err)
{
	yd_status status = refuse_known_format(name, bytes, err);
	if (status != YD_OK)
		return status;
	yd_buf repaired = {0};
	lost->replaced = yd_utf8_repair(bytes, &repaired);
	size_t nuls = 0;
	for (size_t at = 0, next; at < repaired.len; at = next) {
		const char *nul = memchr(repaired.ptr + at, 0, repaired.len - at);
		size_t end = nul ? (size_t)(nul - repaired.ptr) : repaired.len;
		lost->privates += yd_text_settle((yd_str){repaired.ptr + at, end - at}, source);
		next = end + 1;
		if (nul) {
			yd_buf_puts(source, "\xEF\xBF\xBD");
			nuls++;
		}
	}
	yd_buf_free(&repaired);
	size_t chars = yd_utf8_count(yd_buf_str(source));
	if (nuls > bytes.len / BYTES_PER_NUL)
		return yd_fail(err, YD_INVALID, name,
			yd_trn("this is binary data (%zu NUL byte), not text: give a text file",
				"this is binary data (%zu NUL bytes), not text: give a text file",
				nuls),
			nuls);
	if (lost->replaced > FEW_BROKEN + chars / CHARS_PER_BROKEN)
		return yd_fail(err, YD_INVALID, name,
			"this is not UTF-8: convert it first (iconv -f GB18030 -t UTF-8 FILE, if "
			"it is GB18030)");
	lost->replaced += nuls;
	return YD_OK;
}

/* ---- tags ---- */

static void tag_clauses(yd_document *doc, const yd_theme_rules *rules)
{
	yd_str source = {doc->source, doc->source_len};
	const yd_outline *outline = &doc->outline;
	yd_buf title = {0}, section = {0}, text = {0};
	uint32_t section_node = YD_NO_NODE;
	for (size_t i = 0; i < outline->node_count; i++) {
		if (!yd_outline_is_clause(outline, i))
			continue;
		uint32_t parent = outline->nodes[i].parent;
		if (parent != section_node) {
			yd_buf_clear(&section);
			if (parent != YD_NO_NODE)
				yd_outline_title(outline, source, parent, &section);
			section_node = parent;
		}
		yd_buf_clear(&title);
		yd_buf_clear(&text);
		yd_outline_title(outline, source, i, &title);
		yd_outline_text(outline, source, i, &text);
		doc->tags[i + 1] = yd_theme_tag(
			rules, yd_buf_str(&title), yd_buf_str(&section), yd_buf_str(&text));
	}
	yd_buf_free(&title);
	yd_buf_free(&section);
	yd_buf_free(&text);
}

/* ---- warnings ---- */

static void warn(yd_document *doc, char *text)
{
	YD_GROW(doc->warnings, doc->warning_count, doc->warning_cap);
	doc->warnings[doc->warning_count++] = text;
}

/* A user who says that it has none is not asked for it. */
static bool is_said(const yd_document *doc, yd_field field)
{
	return doc->meta.found.fields[field].from == YD_FROM_USER;
}

/* Was something written in the front matter that could not be taken, and nothing better said? */
static bool is_refused(const yd_document *doc, yd_field field, yd_str written)
{
	uint8_t from = doc->meta.found.fields[field].from;
	return written.len && from != YD_FROM_FRONT_MATTER && from != YD_FROM_USER;
}

static void warn_of_front_matter(yd_document *doc)
{
	yd_buf text = {0};
	yd_outline_kind_text(
		&doc->outline, (yd_str){doc->source, doc->source_len}, YD_FRONT_MATTER, &text);
	yd_str rest = yd_buf_str(&text), name;
	front_matter front = front_read(rest);
	if (is_refused(doc, YD_FIELD_REGION, front.region))
		warn(doc, yd_format(_("front matter: the region %.*s is no place that is known"),
				  (int)front.region.len, front.region.ptr));
	if (is_refused(doc, YD_FIELD_YEAR, front.year))
		warn(doc, yd_format(_("front matter: the year %.*s is none; write four digits"),
				  (int)front.year.len, front.year.ptr));
	if (is_refused(doc, YD_FIELD_KIND, front.kind))
		warn(doc, yd_format(_("front matter: %.*s is no kind of document; there are 要点, "
				      "计划, 总结, 报告, 规划, 方案, 条例, 通知, 其他"),
				  (int)front.kind.len, front.kind.ptr));
	while (front_next_unknown(&rest, &name))
		warn(doc,
			yd_format(
				_("front matter: there is no field %.*s; there are `region, year, "
				  "title, issuer, doc_no, date, url, kind, sample`"),
				(int)name.len, name.ptr));
	yd_buf_free(&text);
}

static void collect_warnings(yd_document *doc, const losses *lost, const char *encoding)
{
	if (lost->privates)
		warn(doc, yd_format(_("private-use characters, which only their own font can show: "
				      "%zu"),
				  lost->privates));
	if (lost->replaced)
		warn(doc, yd_format(yd_trn("%zu byte or sequence was no %s text and became U+FFFD",
					    "%zu bytes or sequences were no %s text and became "
					    "U+FFFD",
					    lost->replaced),
				  lost->replaced, encoding ? encoding : "UTF-8"));
	if (doc->outline.unnumbered)
		warn(doc, yd_strdup(_("no numbering was recognised: each paragraph is a clause")));
	warn_of_front_matter(doc);
	if (!doc->meta.title)
		warn(doc, yd_strdup(_("no title was found: give one with --title")));
	if (!doc->meta.region.path && !is_said(doc, YD_FIELD_REGION))
		warn(doc, yd_strdup(_("the region is unknown: give it with --region")));
	if (!doc->meta.year && !is_said(doc, YD_FIELD_YEAR))
		warn(doc, yd_strdup(_("the year is unknown: give it with --year")));
}

/* Text of any format by way of `extractor`. */
static yd_status extract(const char *name, yd_str bytes, const char *charset,
	const yd_extractor *extractor, yd_extracted *extracted, yd_buf *source, losses *lost,
	yd_error *err)
{
	yd_status status =
		extractor->extract(extractor->context, name, bytes, charset, extracted, err);
	if (status != YD_OK)
		return status;
	*lost = (losses){.replaced = extracted->replaced};
	*source = extracted->text;
	extracted->text = (yd_buf){0};
	return YD_OK;
}

/* Plain UTF-8 text is read here, which takes no other program; what turns out to be none is not. */
static yd_status get_text(const char *name, yd_str bytes, const yd_given *given,
	const yd_extractor *extractor, yd_extracted *extracted, yd_buf *source, losses *lost,
	yd_error *err)
{
	const char *charset = given ? given->charset : NULL;
	if (extractor && yd_intake_is_extracted(bytes))
		return extract(name, bytes, charset, extractor, extracted, source, lost, err);
	yd_status status = decode(name, bytes, source, lost, err);
	if (status != YD_INVALID || !extractor)
		return status;
	yd_buf_free(source);
	return extract(name, bytes, charset, extractor, extracted, source, lost, err);
}

static yd_status read_outline_and_metadata(yd_document *out, const yd_given *given, yd_error *err)
{
	yd_str text = {out->source, out->source_len};
	const yd_extracted *from = given->extracted;
	const yd_outline_given known = {.looks = from ? from->looks : NULL,
		.look_count = from ? from->look_count : 0,
		.fixes = given->fixes,
		.fix_count = given->fix_count};
	size_t fixed = yd_outline_read_given(text, &known, &out->outline);
	if (given->name_paras)
		out->para_count = yd_outline_paras(text, &known, &out->paras);
	yd_status status = yd_metadata_read(text, &out->outline, given, &out->meta, err);
	if (status == YD_OK && fixed)
		out->meta.found.fields[YD_FIELD_OUTLINE].from = YD_FROM_USER;
	return status;
}

yd_status yd_intake_read_any(const char *name, yd_str bytes, const yd_given *given,
	const yd_extractor *extractor, const yd_theme_rules *rules, yd_document *out, yd_error *err)
{
	*out = (yd_document){.original_len = bytes.len};
	if (bytes.len > YD_INTAKE_MAX_BYTES)
		return yd_fail(err, YD_INVALID, name,
			"%zu MB is more than a document can have (%u MB): split it",
			bytes.len >> 20, YD_INTAKE_MAX_BYTES >> 20);
	yd_buf source = {0};
	yd_extracted extracted = {0};
	losses lost = {0};
	yd_status status = get_text(name, bytes, given, extractor, &extracted, &source, &lost, err);
	if (status == YD_OK && !yd_text_trim(yd_buf_str(&source)).len)
		status = yd_fail(err, YD_INVALID, name, "there is no text in it");
	if (status != YD_OK) {
		yd_buf_free(&source);
		yd_extracted_free(&extracted);
		return status;
	}
	out->source_is_original =
		source.len == bytes.len && memcmp(source.ptr, bytes.ptr, bytes.len) == 0;
	out->source_len = source.len;
	out->source = yd_buf_take(&source);
	if (given && given->sha256)
		memcpy(out->sha256, given->sha256, YD_SHA256_SIZE);
	else
		yd_sha256(bytes.ptr, bytes.len, out->sha256);
	yd_given told = given ? *given : (yd_given){0};
	told.extracted = extracted.format ? &extracted : NULL;
	status = read_outline_and_metadata(out, &told, err);
	if (status == YD_OK) {
		out->tags = yd_alloc(yd_unit_count(&out->outline) * sizeof *out->tags);
		tag_clauses(out, rules);
		yd_reference_make(out->meta.region.code, out->meta.region.path, out->meta.year,
			out->meta.title, out->meta.doc_no, (yd_str){out->source, out->source_len},
			out->reference);
		for (size_t i = 0; i < extracted.warning_count; i++)
			warn(out, yd_strdup(extracted.warnings[i]));
		collect_warnings(out, &lost, extracted.encoding);
		out->meta.found.replaced =
			lost.replaced < UINT32_MAX ? (uint32_t)lost.replaced : UINT32_MAX;
	} else {
		yd_document_free(out);
	}
	yd_extracted_free(&extracted);
	return status;
}

yd_status yd_intake_read(const char *name, yd_str bytes, const yd_given *given,
	const yd_theme_rules *rules, yd_document *out, yd_error *err)
{
	return yd_intake_read_any(name, bytes, given, NULL, rules, out, err);
}

void yd_extracted_free(yd_extracted *extracted)
{
	for (size_t i = 0; i < extracted->warning_count; i++)
		free(extracted->warnings[i]);
	free(extracted->warnings);
	for (size_t i = 0; i < extracted->link_count; i++) {
		free(extracted->links[i].href);
		free(extracted->links[i].name);
	}
	free(extracted->links);
	free(extracted->looks);
	free(extracted->format);
	free(extracted->encoding);
	free(extracted->title);
	free(extracted->source);
	yd_buf_free(&extracted->text);
	*extracted = (yd_extracted){0};
}

void yd_document_free(yd_document *document)
{
	for (size_t i = 0; i < document->warning_count; i++)
		free(document->warnings[i]);
	free(document->warnings);
	free(document->tags);
	yd_outline_paras_free(document->paras, document->para_count);
	free(document->source);
	yd_outline_free(&document->outline);
	yd_metadata_free(&document->meta);
	*document = (yd_document){0};
}

void yd_intake_fingerprint(const yd_theme_rules *rules, yd_buf *out)
{
	yd_buf_printf(out, "%s %s %s %s found-1 themes-%s", YD_EXTRACT_VERSION, yd_outline_version,
		yd_fold_version, yd_place_version, yd_theme_rules_fingerprint(rules));
}
