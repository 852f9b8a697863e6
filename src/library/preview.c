/* A document as an import would read it, without storing it. */
#include "prepare.h"

#include <string.h>

static char *take(char **string)
{
	char *taken = *string;
	*string = NULL;
	return taken;
}

static void fill_info(prepared *ready, yd_doc *info)
{
	yd_document *document = &ready->document;
	yd_metadata *meta = &document->meta;
	bool moved = ready->today != NULL;
	info->ref = yd_strdup(document->reference);
	info->own_region = moved ? take(&meta->region.path) : NULL;
	info->region = moved ? take(&ready->today) : take(&meta->region.path);
	memcpy(info->region_code, meta->region.code, sizeof info->region_code);
	info->year = meta->year;
	info->title = take(&meta->title);
	info->issuer = take(&meta->issuer);
	info->doc_no = take(&meta->doc_no);
	info->date = meta->date[0] ? yd_strdup(meta->date) : NULL;
	info->url = take(&meta->url);
	info->warnings = take(&ready->warnings);
	info->period = take(&meta->period);
	info->found = yd_buf_take(&ready->found);
	info->kind = meta->kind;
	info->sample = meta->sample;
	memcpy(info->sha256, document->sha256, sizeof info->sha256);
	info->bytes = document->original_len;
	info->sections = yd_outline_section_count(&document->outline);
	info->clauses = yd_outline_clause_count(&document->outline);
	info->hits = info->clauses;
}

yd_open_doc *prepared_open(prepared *ready)
{
	yd_document *document = &ready->document;
	yd_open_doc *doc = yd_alloc(sizeof *doc);
	fill_info(ready, &doc->info);
	yd_buf_add(&doc->stored.source, document->source, document->source_len);
	doc->stored.units = ready->units;
	doc->stored.unit_count = ready->texts.count;
	doc->outline = document->outline;
	doc->source = yd_buf_str(&doc->stored.source);
	ready->units = NULL;
	document->outline = (yd_outline){0};
	return doc;
}

yd_status yd_library_preview(yd_library *library, const char *name, const char *path, yd_str bytes,
	const yd_given *given, yd_open_doc **out, yd_error *err)
{
	uint8_t sha256[YD_SHA256_SIZE];
	prepared ready = {0};
	*out = NULL;
	yd_sha256(bytes.ptr, bytes.len, sha256);
	yd_status status = read_document(library, name, bytes, sha256, given, &ready, err);
	if (status != YD_OK)
		return status;
	*out = prepared_open(&ready);
	(*out)->info.source_path = path ? path_absolute(path) : NULL;
	prepared_free(&ready);
	return YD_OK;
}
