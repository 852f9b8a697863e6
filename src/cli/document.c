#include "document.h"

#include "json.h"
#include "output.h"

#include <string.h>

void json_region(yd_buf *out, const char *path)
{
	if (!path) {
		json_null(out);
		return;
	}
	json_open(out, '[');
	while (*path) {
		size_t len = strcspn(path, "/");
		json_str(out, (yd_str){path, len});
		path += len + (path[len] == '/');
	}
	json_close(out, ']');
}

void json_year(yd_buf *out, int year)
{
	if (year)
		json_number(out, year);
	else
		json_null(out);
}

static void json_source(yd_buf *out, const yd_doc *doc)
{
	char hex[2 * YD_SHA256_SIZE + 1];
	yd_sha256_hex(doc->sha256, hex);
	json_open(out, '{');
	json_key(out, "path");
	json_text(out, doc->source_path);
	json_key(out, "url");
	json_text(out, doc->url);
	json_key(out, "sha256");
	json_text(out, hex);
	json_key(out, "bytes");
	json_number(out, (long long)doc->bytes);
	json_close(out, '}');
}

void json_doc_members(yd_buf *out, const yd_doc *doc)
{
	json_key(out, "ref");
	json_text(out, doc->ref);
	json_key(out, "region");
	json_region(out, yd_doc_own_region(doc));
	json_key(out, "region_code");
	json_text(out, doc->region_code[0] ? doc->region_code : NULL);
	json_key(out, "year");
	json_year(out, doc->year);
	json_key(out, "title");
	json_text(out, doc->title);
	json_key(out, "issuer");
	json_text(out, doc->issuer);
	json_key(out, "doc_no");
	json_text(out, doc->doc_no);
	json_key(out, "date");
	json_text(out, doc->date);
	json_key(out, "kind");
	json_text(out, yd_kind_name(doc->kind));
	json_key(out, "period");
	json_text(out, doc->period);
	json_key(out, "sample");
	json_bool(out, doc->sample);
	json_key(out, "source");
	json_source(out, doc);
}

void json_doc_counts(yd_buf *out, const yd_doc *doc)
{
	json_key(out, "sections");
	json_number(out, (long long)doc->sections);
	json_key(out, "clauses");
	json_number(out, (long long)doc->clauses);
}

void json_themes(yd_buf *out, const yd_unit_row *unit)
{
	json_open(out, '[');
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++) {
		uint32_t bit = UINT32_C(1) << theme;
		if (!(unit->any & bit))
			continue;
		json_open(out, '{');
		json_key(out, "key");
		json_text(out, yd_theme_key(theme));
		json_key(out, "primary");
		json_bool(out, unit->primary & bit);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void json_buf_or_null(yd_buf *out, yd_buf *text, bool there)
{
	if (there)
		json_str(out, yd_buf_str(text));
	else
		json_null(out);
	yd_buf_free(text);
}

void json_mark(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf text = {0};
	if (node != SIZE_MAX)
		yd_outline_mark(&doc->outline, doc->source, node, &text);
	json_buf_or_null(out, &text, text.len > 0);
}

static void json_label(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf text = {0};
	if (node != SIZE_MAX)
		yd_outline_label(&doc->outline, doc->source, node, &text);
	json_buf_or_null(out, &text, text.len > 0);
}

void json_title(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf text = {0};
	if (unit == 0)
		json_text(out, doc->info.title);
	else
		json_buf_or_null(out, &text,
			node != SIZE_MAX &&
				yd_outline_title(&doc->outline, doc->source, node, &text));
}

void add_text_of_unit(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	size_t node = yd_open_doc_node(doc, unit);
	if (node != SIZE_MAX)
		yd_outline_text(&doc->outline, doc->source, node, out);
	else
		yd_outline_kind_text(
			&doc->outline, doc->source, unit == 0 ? YD_PREAMBLE : YD_CLOSING, out);
}

static void json_own_text(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	yd_buf text = {0};
	add_text_of_unit(doc, unit, &text);
	json_buf_or_null(out, &text, true);
}

void json_unit_members(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf ref = {0};
	yd_open_doc_unit_ref(doc, unit, &ref);
	json_key(out, "ref");
	json_buf_or_null(out, &ref, true);
	json_key(out, "level");
	json_number(out, node == SIZE_MAX ? 0 : doc->outline.nodes[node].level);
	json_key(out, "mark");
	json_mark(out, doc, unit);
	json_key(out, "label");
	json_label(out, doc, unit);
	json_key(out, "title");
	json_title(out, doc, unit);
	json_key(out, "text");
	json_own_text(out, doc, unit);
	json_key(out, "themes");
	json_themes(out, &doc->stored.units[unit]);
	json_key(out, "review");
	json_bool(out, node != SIZE_MAX && yd_outline_looks_back(&doc->outline, doc->source,
						   doc->info.kind, node));
}

void add_region(const char *path, yd_buf *out)
{
	if (!path || !*path)
		yd_buf_puts(out, "unknown");
	for (; path && *path; path++)
		yd_buf_putc(out, *path == '/' ? ' ' : *path);
}

void add_year(int year, yd_buf *out)
{
	if (year > 0)
		yd_buf_printf(out, "%d", year);
	else
		yd_buf_puts(out, "unknown");
}

void out_doc(const yd_doc *doc)
{
	out_value(doc->ref, "");
	out_puts(" ");
	out_value(doc->title, "(unknown title)");
}
