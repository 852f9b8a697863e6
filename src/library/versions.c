/*
 * Earlier versions of a document: opened for reading, and told from bytes that read the same.
 *
 * A web page changes with every request (counters, dates of the day, what else was published). What
 * reads as before to the letter, apart from furniture, is no version that anybody would look for.
 */
#include "prepare.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading the same ---- */

static void add_value(yd_buf *out, const char *value)
{
	yd_buf_puts(out, value ? value : "");
	yd_buf_putc(out, '\0');
}

/* All that is read of a document. */
static void add_text(yd_str source, const yd_outline *outline, yd_buf *out)
{
	for (size_t i = 0; i < outline->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[i];
		if (piece->kind == YD_FURNITURE)
			continue;
		yd_buf_putc(out, (char)piece->kind);
		yd_buf_add(out, source.ptr + piece->start, piece->end - piece->start);
		yd_buf_putc(out, '\0');
	}
}

static void describe_stored(const yd_open_doc *doc, yd_buf *out)
{
	const yd_doc *info = &doc->info;
	yd_buf_printf(out, "%d %d\n", info->year, info->kind);
	add_value(out, yd_doc_own_region(info));
	add_value(out, info->title);
	add_value(out, info->issuer);
	add_value(out, info->doc_no);
	add_value(out, info->date);
	add_text(doc->source, &doc->outline, out);
}

static void describe_prepared(const prepared *ready, yd_buf *out)
{
	const yd_document *document = &ready->document;
	const yd_metadata *meta = &document->meta;
	yd_buf_printf(out, "%d %d\n", meta->year, (int)meta->kind);
	add_value(out, meta->region.path);
	add_value(out, meta->title);
	add_value(out, meta->issuer);
	add_value(out, meta->doc_no);
	add_value(out, meta->date);
	add_text((yd_str){document->source, document->source_len}, &document->outline, out);
}

yd_status compare_with(yd_library *library, int64_t id, prepared *document, yd_error *err)
{
	yd_open_doc *doc;
	yd_status status = yd_library_open_doc(library, id, &doc, err);
	document->reads_as_before = false;
	/* What cannot be read is not known to read the same. */
	if (status == YD_DAMAGED)
		return YD_OK;
	if (status != YD_OK)
		return status;
	yd_buf was = {0}, now = {0};
	describe_stored(doc, &was);
	describe_prepared(document, &now);
	document->reads_as_before = yd_str_equal(yd_buf_str(&was), yd_buf_str(&now));
	memcpy(document->before, doc->info.sha256, sizeof document->before);
	yd_buf_free(&was);
	yd_buf_free(&now);
	yd_open_doc_free(doc);
	return YD_OK;
}

/* ---- opening ---- */

static void set_string(char **string, char *to)
{
	free(*string);
	*string = to;
}

/* What was read anew, told as version of what the document is today. */
static yd_open_doc *open_version(prepared *ready, const yd_doc *now, const yd_version *version)
{
	yd_open_doc *doc = prepared_open(ready);
	doc->version = doc->info.version = version->number;
	doc->info.id = now->id;
	doc->info.region_id = now->region_id;
	set_string(&doc->info.ref, yd_format("%s@%lld", now->ref, (long long)version->number));
	set_string(&doc->info.source_path, yd_strdup(now->source_path));
	if (!doc->info.url)
		doc->info.url = yd_strdup(now->url);
	return doc;
}

static yd_status read_version(yd_library *library, const yd_doc *now, const yd_version *version,
	yd_str bytes, yd_open_doc **out, yd_error *err)
{
	prepared ready = {0};
	yd_page page;
	char *name = yd_format("%s@%lld", now->ref, (long long)version->number);
	yd_status status = stored_page(library, now, &page, err);
	yd_given given = {.url = page.url, .charset = page.charset};
	if (status == YD_OK)
		status = read_document(library, name, bytes, version->sha256, &given, &ready, err);
	if (status == YD_OK)
		*out = open_version(&ready, now, version);
	prepared_free(&ready);
	yd_page_free(&page);
	free(name);
	return status;
}

yd_status yd_library_open_version(
	yd_library *library, int64_t id, int64_t number, yd_open_doc **out, yd_error *err)
{
	yd_doc now = {0};
	yd_version version = {0};
	yd_buf bytes = {0};
	*out = NULL;
	if (number == 0)
		return yd_library_open_doc(library, id, out, err);
	yd_status status = yd_corpus_doc(library->corpus, id, &now, err);
	bool current = status == YD_OK && number == now.version;
	if (status == YD_OK && !current) {
		status = yd_corpus_version_original(
			library->corpus, id, number, &version, &bytes, err);
		if (status == YD_NOT_FOUND)
			status = yd_fail(err, YD_NOT_FOUND, now.ref,
				"has no version %lld (any more)", (long long)number);
	}
	if (status == YD_OK && !current)
		status = read_version(library, &now, &version, yd_buf_str(&bytes), out, err);
	yd_version_free(&version);
	yd_doc_free(&now);
	yd_buf_free(&bytes);
	return current ? yd_library_open_doc(library, id, out, err) : status;
}
