/* A document opened for reading: titles and texts of its units. */
#include "internal.h"

#include <yaodian/text.h>

#include <stdlib.h>

enum { FIRST_WORDS = 40 }; /* code points shown for a unit without a title */

yd_status yd_library_open_doc(yd_library *library, int64_t id, yd_open_doc **out, yd_error *err)
{
	yd_open_doc *doc = yd_alloc(sizeof *doc);
	*out = NULL;
	yd_status status = yd_corpus_doc(library->corpus, id, &doc->info, err);
	if (status == YD_OK)
		status = yd_corpus_text(library->corpus, id, &doc->stored, err);
	if (status != YD_OK) {
		yd_open_doc_free(doc);
		return status;
	}
	doc->source = yd_buf_str(&doc->stored.source);
	status =
		yd_outline_decode(yd_buf_str(&doc->stored.outline), doc->source.len, &doc->outline);
	if (status == YD_OK && doc->stored.unit_count != yd_unit_count(&doc->outline))
		status = YD_DAMAGED;
	if (status != YD_OK) {
		status = yd_fail(err, status, library->cache_path,
			"the outline of %s is damaged; run `yaodian rebuild`", doc->info.ref);
		yd_open_doc_free(doc);
		return status;
	}
	*out = doc;
	return YD_OK;
}

void yd_open_doc_free(yd_open_doc *doc)
{
	if (!doc)
		return;
	yd_outline_free(&doc->outline);
	yd_doc_text_free(&doc->stored);
	yd_doc_free(&doc->info);
	free(doc);
}

size_t yd_open_doc_node(const yd_open_doc *doc, size_t unit)
{
	return unit == 0 || unit > doc->outline.node_count ? SIZE_MAX : unit - 1;
}

void yd_open_doc_unit_ref(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	yd_buf_puts(out, doc->info.ref);
	yd_buf_putc(out, '#');
	yd_unit_address(&doc->outline, unit, out);
}

void yd_one_line(yd_str text, yd_buf *out)
{
	bool gap = false, begun = false;
	while (text.len) {
		uint32_t cp;
		size_t len = yd_utf8_decode(text, &cp, NULL);
		if (yd_cp_is_space(cp)) {
			gap = begun;
		} else {
			if (gap)
				yd_buf_putc(out, ' ');
			yd_buf_add(out, text.ptr, len);
			gap = false;
			begun = true;
		}
		text.ptr += len;
		text.len -= len;
	}
}

/* Appends the first words of `text` on one line, then … when more follows. */
static void add_first_words(yd_str text, yd_buf *out)
{
	text = yd_text_trim(text);
	size_t len = 0;
	for (size_t n = 0; n < FIRST_WORDS && len < text.len; n++) {
		uint32_t cp;
		len += yd_utf8_decode((yd_str){text.ptr + len, text.len - len}, &cp, NULL);
	}
	yd_one_line((yd_str){text.ptr, len}, out);
	if (len < text.len)
		yd_buf_puts(out, "…");
}

void yd_open_doc_unit_title(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	yd_buf title = {0};
	size_t node = yd_open_doc_node(doc, unit);
	if (node != SIZE_MAX && yd_outline_title(&doc->outline, doc->source, node, &title)) {
		yd_one_line(yd_buf_str(&title), out);
	} else if (unit == 0 && doc->info.title) {
		yd_one_line(yd_str_of(doc->info.title), out);
	} else {
		yd_buf_clear(&title);
		yd_open_doc_unit_text(doc, unit, &title);
		add_first_words(yd_buf_str(&title), out);
	}
	yd_buf_free(&title);
}

void yd_open_doc_unit_text(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	yd_unit_text(doc->source, &doc->outline, doc->info.title, unit, out);
}

/* Puts a line end between what `out` got since `begin` and what comes next. */
static void part_lines(yd_buf *out, size_t begin)
{
	if (out->len > begin)
		yd_buf_putc(out, '\n');
}

/* Takes back a line end after which nothing came. */
static void end_lines(yd_buf *out, size_t begin)
{
	if (out->len > begin && out->ptr[out->len - 1] == '\n')
		out->ptr[--out->len] = '\0';
}

void yd_unit_text(
	yd_str source, const yd_outline *outline, const char *doc_title, size_t unit, yd_buf *out)
{
	size_t begin = out->len;
	if (unit == 0) {
		if (doc_title)
			yd_buf_puts(out, doc_title);
		part_lines(out, begin);
		yd_outline_kind_text(outline, source, YD_PREAMBLE, out);
		end_lines(out, begin);
	} else if (unit > outline->node_count) {
		yd_outline_kind_text(outline, source, YD_CLOSING, out);
	} else if (yd_outline_is_clause(outline, unit - 1)) {
		yd_outline_text(outline, source, unit - 1, out);
	} else {
		yd_outline_title(outline, source, unit - 1, out);
		part_lines(out, begin);
		yd_outline_text(outline, source, unit - 1, out);
		end_lines(out, begin);
	}
}

uint64_t fold_hash(yd_str fold)
{
	uint8_t digest[YD_SHA256_SIZE];
	uint64_t hash = 0;
	if (fold.len == 0)
		return 0;
	yd_sha256(fold.ptr, fold.len, digest);
	for (size_t i = 0; i < sizeof hash; i++)
		hash = hash << 8 | digest[i];
	return hash + (hash == 0);
}

uint64_t yd_text_hash(yd_str text)
{
	yd_buf fold = {0};
	yd_fold(text, &fold);
	uint64_t hash = fold_hash(yd_buf_str(&fold));
	yd_buf_free(&fold);
	return hash;
}
