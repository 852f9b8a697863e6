/* What a user said and corrected, given to a reading. */
#include "corrections.h"

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

static void list_fixes(corrections *list)
{
	list->fixes = yd_alloc((list->count + 1) * sizeof *list->fixes);
	for (size_t i = 0; i < list->count; i++) {
		const yd_correction *item = &list->items[i];
		if (item->of == YD_CORRECT_HEADING && item->item > 0)
			list->fixes[list->fix_count++] = (yd_outline_fix){
				item->text_hash, (uint32_t)item->item, item->value};
	}
}

yd_status corrections_read(
	yd_library *library, const uint8_t sha256[YD_SHA256_SIZE], corrections *out, yd_error *err)
{
	*out = (corrections){0};
	yd_status said = yd_user_said(library->user, sha256, &out->said, err);
	yd_status status = said == YD_NOT_FOUND ? YD_OK : said;
	if (status == YD_OK)
		status = yd_user_corrections(library->user, sha256, &out->items, &out->count, err);
	if (status != YD_OK) {
		corrections_free(out);
		return status;
	}
	out->any = said == YD_OK || out->count;
	if (out->count)
		list_fixes(out);
	return YD_OK;
}

void corrections_free(corrections *list)
{
	yd_said_free(&list->said);
	yd_corrections_free(list->items, list->count);
	free(list->fixes);
	*list = (corrections){0};
}

yd_given corrections_give(const corrections *list, const yd_given *given)
{
	yd_given merged = given ? *given : (yd_given){0};
	if (!merged.region)
		merged.region = list->said.region;
	if (!merged.year)
		merged.year = list->said.year;
	if (!merged.title)
		merged.title = list->said.title;
	if (!merged.kind)
		merged.kind = list->said.kind;
	merged.fixes = list->fixes;
	merged.fix_count = list->fix_count;
	return merged;
}

/* Heading and text of a node, its paragraphs parted by line ends. */
static void add_own_text(yd_str source, const yd_outline *outline, size_t node, yd_buf *out)
{
	const yd_node *n = &outline->nodes[node];
	uint32_t end = 0;
	for (uint32_t i = 0; i < n->piece_count; i++) {
		const yd_piece *piece = &outline->pieces[n->first_piece + i];
		if (piece->kind != YD_HEADING && piece->kind != YD_TEXT)
			continue;
		bool parted = end && !piece->same_para &&
			      memchr(source.ptr + end, '\n', piece->start - end);
		yd_buf_puts(out, parted ? "\n" : "");
		yd_buf_add(out, source.ptr + piece->start, piece->end - piece->start);
		end = piece->end;
	}
}

uint64_t clause_hash(yd_str source, const yd_outline *outline, size_t unit)
{
	enum { CHARS = 8 };
	yd_buf text = {0};
	if (unit == 0 || unit > outline->node_count)
		return 0;
	add_own_text(source, outline, unit - 1, &text);
	yd_str whole = yd_buf_str(&text), part = {whole.ptr, 0};
	while (part.len < whole.len && yd_utf8_count(part) < CHARS) {
		size_t end = yd_str_find(whole, YD_STR("\n"), part.len + 1);
		part.len = end == SIZE_MAX ? whole.len : end;
	}
	uint64_t hash = yd_text_hash(part);
	yd_buf_free(&text);
	return hash;
}

static void tag_unit(const yd_correction *item, yd_unit_row *unit)
{
	uint32_t theme = UINT32_C(1) << item->item;
	unit->any = item->value ? unit->any | theme : unit->any & ~theme;
	unit->primary = item->value == 2 ? unit->primary | theme : unit->primary & ~theme;
}

static bool is_theme(const yd_correction *item)
{
	return item->of == YD_CORRECT_THEME && item->item >= 0 && item->item < YD_THEME_COUNT;
}

void corrections_tag(const corrections *list, prepared *document)
{
	const yd_outline *outline = &document->document.outline;
	yd_str source = {document->document.source, document->document.source_len};
	bool any = false;
	for (size_t i = 0; i < list->count; i++)
		any |= is_theme(&list->items[i]);
	for (size_t unit = 0; any && unit < document->texts.count; unit++) {
		if (!document->units[unit].clause)
			continue;
		uint64_t hash = clause_hash(source, outline, unit);
		for (size_t i = 0; i < list->count; i++) {
			const yd_correction *item = &list->items[i];
			if (is_theme(item) && (!item->text_hash || item->text_hash == hash))
				tag_unit(item, &document->units[unit]);
		}
	}
}
