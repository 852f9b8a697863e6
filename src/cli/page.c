#include "page.h"

#include "document.h"
#include "findings.h"
#include "output.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

enum { MAX_COLUMNS = 84, MIN_INDENTED = 20 };

/* The last unit that is shown with `unit`: that of a section's last node. */
static size_t last_unit(const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	return node == SIZE_MAX ? unit : doc->outline.nodes[node].next;
}

static void unit_range(const yd_open_doc *doc, size_t unit, size_t *first, size_t *last)
{
	bool whole = unit == SIZE_MAX;
	*first = whole ? 0 : unit;
	*last = whole ? yd_unit_count(&doc->outline) - 1 : last_unit(doc, unit);
}

/* Mark and text, parted as they are printed; a section's is its heading, then its own text. */
static void unit_with_mark(const yd_open_doc *doc, size_t unit, yd_buf *out)
{
	size_t node = yd_open_doc_node(doc, unit);
	if (node != SIZE_MAX)
		yd_outline_mark_with_gap(&doc->outline, doc->source, node, out);
	yd_open_doc_unit_text(doc, unit, out);
}

void page_plain(const yd_open_doc *doc, size_t unit)
{
	size_t last;
	yd_buf text = {0};
	for (unit_range(doc, unit, &unit, &last); unit <= last; unit++) {
		yd_buf_clear(&text);
		unit_with_mark(doc, unit, &text);
		if (!text.len)
			continue;
		out_text(yd_buf_str(&text));
		out_puts("\n");
	}
	yd_buf_free(&text);
}

/* ---- laid out ---- */

static size_t page_columns(void)
{
	size_t columns = out_columns();
	return columns > MAX_COLUMNS ? MAX_COLUMNS : columns;
}

/* One paragraph, begun with two full-width spaces when it is running text. */
static void put_paragraph(yd_str text, bool indented)
{
	static const char indent[] = "　　";
	size_t width = page_columns(), indent_columns = 4;
	indented = indented && (!out_is_terminal() || width >= MIN_INDENTED);
	if (indented)
		out_puts(indent);
	if (!out_is_terminal()) {
		out_field(text);
		out_puts("\n");
		return;
	}
	yd_buf clean = {0};
	yd_lines lines = {0};
	yd_text_sanitize(text, 0, &clean);
	yd_text_break(yd_buf_str(&clean), width, indented ? indent_columns : 0, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		size_t start = lines.items[i].start;
		out_bytes((yd_str){clean.ptr + start, lines.items[i].end - start});
		out_puts("\n");
	}
	yd_lines_free(&lines);
	yd_buf_free(&clean);
}

static void put_paragraphs(yd_str text, bool indented)
{
	while (text.len) {
		size_t end = yd_str_find(text, YD_STR("\n"), 0);
		end = end == SIZE_MAX ? text.len : end;
		put_paragraph((yd_str){text.ptr, end}, indented);
		size_t taken = end < text.len ? end + 1 : end;
		text.ptr += taken;
		text.len -= taken;
	}
}

static void add_known(yd_buf *line, const char *value)
{
	if (!value || !*value)
		return;
	yd_buf_puts(line, " · ");
	yd_buf_puts(line, value);
}

static void put_head(const yd_open_doc *doc)
{
	const yd_doc *info = &doc->info;
	yd_buf facts = {0}, origin = {0};
	out_set_style(OUT_STRONG);
	put_paragraph(yd_str_of(info->title ? info->title : _("(unknown title)")), false);
	out_set_style(OUT_PLAIN);
	add_region(yd_doc_own_region(info), &facts);
	yd_buf_puts(&facts, " · ");
	add_year(info->year, &facts);
	add_known(&facts, info->issuer);
	add_known(&facts, info->doc_no);
	add_known(&facts, info->date);
	yd_buf_printf(&origin, "%s · ", info->ref);
	yd_buf_printf(
		&origin, yd_trn("%zu section", "%zu sections", info->sections), info->sections);
	yd_buf_puts(&origin, _(", "));
	yd_buf_printf(&origin, yd_trn("%zu clause", "%zu clauses", info->clauses), info->clauses);
	add_known(&origin, doc->version ? _("an earlier version") : NULL);
	add_known(&origin, info->sample ? _("sample") : NULL);
	add_known(&origin, info->source_path);
	put_paragraph(yd_buf_str(&facts), false);
	out_set_style(OUT_FAINT);
	put_paragraph(yd_buf_str(&origin), false);
	yd_buf_clear(&facts);
	findings_line(info, false, &facts);
	if (facts.len)
		put_paragraph(yd_buf_str(&facts), false);
	out_set_style(OUT_PLAIN);
	yd_buf_free(&facts);
	yd_buf_free(&origin);
}

/* "#2.1  党建 安全" above a unit. */
static void put_address(const yd_open_doc *doc, size_t unit)
{
	yd_buf line = {0};
	uint32_t any = doc->stored.units[unit].any;
	yd_buf_putc(&line, '#');
	yd_unit_address(&doc->outline, unit, &line);
	for (unsigned theme = 0; theme < YD_THEME_COUNT; theme++)
		if (any & UINT32_C(1) << theme)
			yd_buf_printf(&line, "  %s", yd_theme_name(theme));
	out_set_style(OUT_FAINT);
	put_paragraph(yd_buf_str(&line), false);
	out_set_style(OUT_PLAIN);
	yd_buf_free(&line);
}

static void put_unit(const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf text = {0};
	unit_with_mark(doc, unit, &text);
	yd_str rest = yd_buf_str(&text);
	if (rest.len) {
		put_address(doc, unit);
		if (node != SIZE_MAX && !yd_outline_is_clause(&doc->outline, node)) {
			size_t end = yd_str_find(rest, YD_STR("\n"), 0);
			end = end == SIZE_MAX ? rest.len : end;
			out_set_style(OUT_STRONG);
			put_paragraph((yd_str){rest.ptr, end}, false);
			out_set_style(OUT_PLAIN);
			end += end < rest.len;
			rest = (yd_str){rest.ptr + end, rest.len - end};
		}
		put_paragraphs(rest, true);
	}
	yd_buf_free(&text);
}

/* The title stands at the head already. */
static void put_preamble(const yd_open_doc *doc)
{
	yd_buf text = {0};
	yd_outline_kind_text(&doc->outline, doc->source, YD_PREAMBLE, &text);
	if (text.len)
		out_puts("\n");
	put_paragraphs(yd_buf_str(&text), true);
	yd_buf_free(&text);
}

void page_laid_out(const yd_open_doc *doc, size_t unit)
{
	size_t last;
	put_head(doc);
	unit_range(doc, unit, &unit, &last);
	if (unit == 0) {
		put_preamble(doc);
		unit++;
	}
	for (; unit <= last && !out_is_closed(); unit++) {
		if (doc->stored.units[unit].text_hash)
			out_puts("\n");
		put_unit(doc, unit);
	}
}
