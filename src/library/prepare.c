/* Making a document ready for the cache, and putting it there. */
#include "prepare.h"

#include <stdlib.h>
#include <string.h>

static void add_sort_keys(const char *region, yd_buf *out)
{
	for (const char *end = region; end && *end; end++) {
		end = strchrnul(end, '/');
		char *path = yd_strndup(region, (size_t)(end - region));
		yd_region_sort_key(path, out);
		yd_buf_putc(out, '\n');
		free(path);
		if (!*end)
			break;
	}
}

static yd_unit_row *make_units(
	const yd_document *document, const yd_unit_texts *texts, size_t count)
{
	yd_unit_row *units = yd_alloc(count * sizeof *units);
	for (size_t unit = 0; unit < count; unit++) {
		const struct yd_unit_span *span = &texts->items[unit];
		units[unit].text_hash =
			fold_hash((yd_str){texts->folds.ptr + span->start, span->len});
		units[unit].clause = unit > 0 && unit <= document->outline.node_count &&
				     yd_outline_is_clause(&document->outline, unit - 1);
		units[unit].any = document->tags[unit].any;
		units[unit].primary = document->tags[unit].primary;
	}
	return units;
}

static char *join_warnings(const yd_document *document)
{
	if (!document->warning_count)
		return NULL;
	yd_buf lines = {0};
	for (size_t i = 0; i < document->warning_count; i++)
		yd_buf_printf(&lines, "%s%s", i ? "\n" : "", document->warnings[i]);
	return yd_buf_take(&lines);
}

yd_status prepare(const char *name, yd_str bytes, const yd_given *given, struct helper *helper,
	const yd_theme_rules *rules, prepared *out, yd_error *err)
{
	yd_document *document = &out->document;
	*out = (prepared){0};
	yd_extractor extractor = {helper_extract, helper};
	yd_status status = yd_intake_read_any(name, bytes, given, &extractor, rules, document, err);
	if (status != YD_OK)
		return status;
	yd_outline_encode(&document->outline, &out->outline);
	yd_buf today = {0};
	if (document->meta.region.path && yd_region_today(document->meta.region.path, &today))
		out->today = yd_buf_take(&today);
	add_sort_keys(out->today ? out->today : document->meta.region.path, &out->sort);
	unit_texts_make((yd_str){document->source, document->source_len}, &document->outline,
		document->meta.title, &out->texts);
	out->units = make_units(document, &out->texts, out->texts.count);
	out->warnings = join_warnings(document);
	yd_findings_encode(&document->meta.found, &out->found);
	return YD_OK;
}

void prepared_free(prepared *document)
{
	yd_document_free(&document->document);
	yd_unit_texts_free(&document->texts);
	free(document->units);
	yd_buf_free(&document->outline);
	yd_buf_free(&document->sort);
	free(document->today);
	yd_buf_free(&document->packed);
	free(document->warnings);
	yd_buf_free(&document->found);
	*document = (prepared){0};
}

yd_status prepared_store(yd_library *library, const prepared *ready, yd_str original,
	const char *source_path, int64_t id, yd_put_outcome *outcome, int64_t *stored,
	yd_error *err)
{
	const yd_document *document = &ready->document;
	const yd_metadata *meta = &document->meta;
	char *ref = NULL;
	yd_doc_row row = {
		.reference = document->reference,
		.region = ready->today ? ready->today : meta->region.path,
		.own_region = ready->today ? meta->region.path : NULL,
		.region_code = meta->region.code,
		.region_sort = yd_buf_str(&ready->sort),
		.year = meta->year,
		.title = meta->title,
		.issuer = meta->issuer,
		.doc_no = meta->doc_no,
		.date = meta->date[0] ? meta->date : NULL,
		.url = meta->url,
		.source_path = source_path,
		.kind = meta->kind,
		.period = meta->period,
		.found = ready->found.ptr,
		.sample = meta->sample,
		.original_len = original.len,
		.original = document->source_is_original ? NULL : original.ptr,
		.source = {document->source, document->source_len},
		.packed_source = yd_buf_str(&ready->packed),
		.outline = yd_buf_str(&ready->outline),
		.units = ready->units,
		.unit_count = ready->texts.count,
		.texts = &ready->texts,
		.section_count = yd_outline_section_count(&document->outline),
		.clause_count = yd_outline_clause_count(&document->outline),
		.warnings = ready->warnings,
		.fingerprint = library->fingerprint,
		.same_text_as = ready->reads_as_before ? ready->before : NULL,
	};
	memcpy(row.sha256, document->sha256, sizeof row.sha256);
	yd_status status;
	if (id) {
		status = yd_corpus_reread(library->corpus, id, &row, err);
		*outcome = YD_PUT_REPLACED;
		*stored = id;
	} else {
		status = yd_corpus_put(library->corpus, &row, outcome, stored, &ref, err);
	}
	library->wrote |= status == YD_OK && *outcome != YD_PUT_UNCHANGED;
	free(ref);
	return status;
}
