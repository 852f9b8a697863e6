/*
 * What the index is given of a document: the fold of each unit's text, and how much of it is the
 * title.
 */
#include "internal.h"

#include <yaodian/text.h>

#include <string.h>

/* Changes with what a unit's text or title is; the fold has its own version. */
#define TEXTS_VERSION "units 4 "

/* The title of a unit as printed, appended; nothing when it has none. */
static void add_title(
	yd_str source, const yd_outline *outline, const char *doc_title, size_t unit, yd_buf *out)
{
	if (unit == 0)
		yd_buf_puts(out, doc_title ? doc_title : "");
	else if (unit <= outline->node_count)
		yd_outline_title(outline, source, unit - 1, out);
}

size_t unit_title_len(
	yd_str source, const yd_outline *outline, const char *doc_title, size_t unit, yd_str fold)
{
	yd_buf printed = {0}, title = {0};
	size_t len = 0;
	add_title(source, outline, doc_title, unit, &printed);
	yd_fold(yd_buf_str(&printed), &title);
	if (title.len && yd_str_starts(fold, yd_buf_str(&title))) {
		len = title.len;
	} else if (title.len && fold.len) {
		/* 【安全责任】…: a title in brackets, which are taken for a part of it. */
		uint32_t cp;
		size_t open = yd_utf8_decode(fold, &cp, NULL);
		yd_str rest = {fold.ptr + open, fold.len - open};
		if (yd_str_starts(rest, yd_buf_str(&title))) {
			len = open + title.len;
			rest = (yd_str){fold.ptr + len, fold.len - len};
			len += rest.len ? yd_utf8_decode(rest, &cp, NULL) : 0;
		}
	}
	yd_buf_free(&printed);
	yd_buf_free(&title);
	return len;
}

/* Who is to do it. */
static void add_duties(struct yd_unit_span *span, yd_unit_texts *out)
{
	yd_str fold = {out->folds.ptr + span->start, span->len}, name;
	yd_duty duty = {0};
	span->duties = out->duties.len;
	while (yd_duty_next(fold, &duty, &name)) {
		if (memchr(name.ptr, 0, name.len))
			continue;
		yd_buf_add_str(&out->duties, name);
		yd_buf_putc(&out->duties, ' ');
	}
	span->duties_len = out->duties.len - span->duties;
}

void unit_texts_make(
	yd_str source, const yd_outline *outline, const char *doc_title, yd_unit_texts *out)
{
	yd_buf text = {0};
	yd_unit_texts_clear(out);
	out->count = yd_unit_count(outline);
	out->items = yd_alloc(out->count * sizeof *out->items);
	for (size_t unit = 0; unit < out->count; unit++) {
		struct yd_unit_span *span = &out->items[unit];
		span->start = out->folds.len;
		yd_buf_clear(&text);
		yd_unit_text(source, outline, doc_title, unit, &text);
		yd_fold(yd_buf_str(&text), &out->folds);
		span->len = out->folds.len - span->start;
		span->title = unit_title_len(source, outline, doc_title, unit,
			(yd_str){out->folds.ptr + span->start, span->len});
		add_duties(span, out);
	}
	yd_buf_free(&text);
}

/* yd_index_rules.texts */
static yd_status texts_of_stored(void *context, const char *title, yd_str source, yd_str bytes,
	yd_unit_texts *out, yd_error *err)
{
	(void)context;
	yd_outline outline = {0};
	if (yd_outline_decode(bytes, source.len, &outline) != YD_OK)
		return yd_fail(err, YD_DAMAGED, title, "the stored outline is damaged");
	unit_texts_make(source, &outline, title, out);
	yd_outline_free(&outline);
	return YD_OK;
}

void library_set_index(yd_library *library)
{
	library->index_version = yd_format(TEXTS_VERSION "%s", yd_fold_version);
	yd_index_rules rules = {.version = library->index_version, .texts = texts_of_stored};
	yd_corpus_index_by(library->corpus, &rules);
}
