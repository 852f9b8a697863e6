#include "dry_run.h"

#include "document.h"
#include "findings.h"
#include "json.h"
#include "output.h"
#include "progress.h"

#include <yaodian/intl.h>
#include <yaodian/sources.h>
#include <yaodian/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns: of the names of fields; of both numbers; around the tree; of the tree at least and,
 * where nobody says how wide a line may be, at most. */
enum { NAME = 9, NUMBER = 11, GUTTER = 2, STEP = 2, TREE_LEAST = 20, TREE_MOST = 96 };

/* ---- metadata ---- */

static void pad(yd_buf *line, size_t begin, size_t columns)
{
	size_t has = yd_text_columns((yd_str){line->ptr + begin, line->len - begin});
	yd_buf_printf(line, "%*s", has < columns ? (int)(columns - has) : 0, "");
}

static void put_line(yd_buf *line)
{
	while (line->len && line->ptr[line->len - 1] == ' ')
		line->len--;
	yd_buf_putc(line, '\n');
	out_bytes(yd_buf_str(line));
	yd_buf_clear(line);
}

/* "year     2024  (a guess: date)" */
static void put_field(const char *name, const char *value, const char *how)
{
	yd_buf line = {0};
	out_add_field(yd_str_of(name), &line);
	yd_buf_putc(&line, ' ');
	pad(&line, 0, NAME);
	out_add_field(yd_str_of(value), &line);
	if (how && *how)
		yd_buf_printf(&line, _("  (%s)"), how);
	put_line(&line);
	yd_buf_free(&line);
}

static void put_metadata(const yd_doc *doc)
{
	yd_findings found;
	yd_buf value = {0}, how = {0};
	yd_findings_decode(doc->found, &found);
	out_puts(doc->ref);
	out_puts("\n");
	for (yd_field field = 0; field < YD_FIELD_COUNT; field++) {
		yd_buf_clear(&value);
		yd_buf_clear(&how);
		findings_value(doc, field, &value);
		findings_how(&found, field, &how);
		bool there = value.len > 0;
		put_field(findings_name(field), there ? value.ptr : yd_sure_text(YD_SURE_NOT),
			there ? how.ptr : NULL);
		/* It stands with the issuer, and how it was found nobody asks. */
		if (field == YD_FIELD_ISSUER && doc->doc_no)
			put_field(_("number"), doc->doc_no, NULL);
		if (field == YD_FIELD_ISSUER && doc->date)
			put_field(_("date"), doc->date, NULL);
	}
	yd_buf_free(&value);
	yd_buf_free(&how);
}

/* ---- the tree ---- */

/* A row: two columns that say whether it is sure, then the name at its depth. */
static void add_name(const yd_open_doc *doc, size_t unit, yd_buf *line)
{
	size_t node = yd_open_doc_node(doc, unit);
	yd_buf text = {0};
	bool inside = node != SIZE_MAX;
	size_t level = inside ? doc->outline.nodes[node].level : 1;
	yd_buf_puts(line, inside && doc->outline.nodes[node].unsure ? "? " : "  ");
	yd_buf_printf(line, "%*s", (int)(STEP * (level - 1)), "");
	if (inside) {
		yd_outline_mark(&doc->outline, doc->source, node, &text);
		if (text.len)
			yd_buf_putc(&text, ' ');
		yd_open_doc_unit_title(doc, unit, &text);
	} else {
		yd_buf_puts(&text, unit == 0 ? _("(preamble)") : _("(closing)"));
	}
	out_add_field(yd_buf_str(&text), line);
	yd_buf_free(&text);
}

/* Clauses below a section. */
static size_t clauses_in(const yd_outline *outline, size_t node)
{
	size_t count = 0;
	for (size_t i = node + 1; i < outline->nodes[node].next; i++)
		count += yd_outline_is_clause(outline, i);
	return count;
}

/* Characters of a unit's own text. */
static size_t characters(const yd_open_doc *doc, size_t unit)
{
	yd_buf text = {0};
	add_text_of_unit(doc, unit, &text);
	size_t count = yd_utf8_count(yd_buf_str(&text));
	yd_buf_free(&text);
	return count;
}

static size_t tree_columns(const yd_open_doc *doc)
{
	size_t most = out_is_terminal() ? out_columns() : TREE_MOST + 2 * NUMBER;
	most = most > TREE_LEAST + 2 * NUMBER ? most - 2 * NUMBER : TREE_LEAST;
	size_t widest = TREE_LEAST;
	yd_buf line = {0};
	for (size_t unit = 0; unit < doc->stored.unit_count; unit++) {
		yd_buf_clear(&line);
		add_name(doc, unit, &line);
		size_t columns = yd_text_columns(yd_buf_str(&line));
		widest = columns > widest ? columns : widest;
	}
	yd_buf_free(&line);
	return widest < most ? widest : most;
}

static void put_cell(yd_buf *line, yd_str text)
{
	size_t columns = yd_text_columns(text);
	yd_buf_printf(line, "%*s", columns < NUMBER ? (int)(NUMBER - columns) : 1, "");
	yd_buf_add_str(line, text);
}

static void put_number(yd_buf *line, size_t number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%zu", number);
	put_cell(line, yd_str_of(digits));
}

static void put_row(const yd_open_doc *doc, size_t unit, size_t columns, yd_buf *name, yd_buf *line)
{
	size_t node = yd_open_doc_node(doc, unit);
	size_t length = characters(doc, unit);
	if (node == SIZE_MAX && !length)
		return;
	yd_buf_clear(name);
	add_name(doc, unit, name);
	yd_text_ellipsis(yd_buf_str(name), columns, true, line);
	if (node != SIZE_MAX && !yd_outline_is_clause(&doc->outline, node))
		put_number(line, clauses_in(&doc->outline, node));
	else
		put_cell(line, YD_STR(""));
	put_number(line, length);
	put_line(line);
}

static void put_tree(const yd_open_doc *doc)
{
	yd_buf line = {0}, name = {0};
	size_t columns = tree_columns(doc);
	pad(&line, 0, columns);
	put_cell(&line, yd_str_of(_("clauses")));
	put_cell(&line, yd_str_of(_("characters")));
	put_line(&line);
	for (size_t unit = 0; unit < doc->stored.unit_count && !out_is_closed(); unit++)
		put_row(doc, unit, columns, &name, &line);
	yd_buf_free(&line);
	yd_buf_free(&name);
}

/* ---- inputs ---- */

static void put_warnings(const yd_doc *doc, yd_buf *out)
{
	json_key(out, "warnings");
	json_open(out, '[');
	for (const char *line = doc->warnings; line && *line;) {
		size_t len = strcspn(line, "\n");
		json_str(out, (yd_str){line, len});
		line += len + (line[len] == '\n');
	}
	json_close(out, ']');
}

static void put_json(const yd_open_doc *doc)
{
	yd_buf out = {0};
	json_open(&out, '{');
	json_doc_members(&out, &doc->info);
	json_outline_members(&out, doc);
	json_findings(&out, &doc->info);
	put_warnings(&doc->info, &out);
	json_close(&out, '}');
	yd_buf_putc(&out, '\n');
	out_bytes(yd_buf_str(&out));
	yd_buf_free(&out);
}

static void put_document(const char *name, const yd_open_doc *doc)
{
	out_set_style(OUT_STRONG);
	out_value(name, "");
	out_set_style(OUT_PLAIN);
	out_puts(": ");
	put_metadata(&doc->info);
	put_tree(doc);
	for (const char *line = doc->info.warnings; line && *line;) {
		size_t len = strcspn(line, "\n");
		say("%s: %.*s", name, (int)len, line);
		line += len + (line[len] == '\n');
	}
}

static yd_status show_bytes(yd_library *library, const char *name, const char *origin, yd_str bytes,
	const yd_given *given, bool json, bool first, yd_error *err)
{
	yd_open_doc *doc = NULL;
	yd_status status = yd_library_preview(library, name, origin, bytes, given, &doc, err);
	if (status == YD_OK && json) {
		put_json(doc);
	} else if (status == YD_OK) {
		out_puts(first ? "" : "\n");
		put_document(name, doc);
	}
	yd_open_doc_free(doc);
	return status;
}

static yd_status show_input(yd_library *library, const char *path, const yd_given *given, bool json,
	bool first, yd_error *err)
{
	const char *name = path ? path : _("standard input");
	yd_buf bytes = {0};
	char *origin = NULL;
	yd_status status = yd_library_read_file(path, &bytes, &origin, err);
	if (status == YD_OK)
		status = show_bytes(
			library, name, origin, yd_buf_str(&bytes), given, json, first, err);
	free(origin);
	yd_buf_free(&bytes);
	return status;
}

static yd_status show_page(yd_library *library, const yd_fetched *page, const yd_given *given,
	bool json, bool first, yd_error *err)
{
	yd_given told = *given;
	const char *url = page->page.url;
	told.url = url;
	told.charset = page->page.charset;
	if (page->outcome != YD_FETCH_PAGE)
		return yd_fail(err, YD_NOT_FOUND, url, "%s", page->why);
	return show_bytes(library, url, NULL, yd_buf_str(&page->bytes), &told, json, first, err);
}

/* How many failed. */
static size_t show_pages(yd_library *library, const import_inputs *inputs, const yd_given *given,
	bool json, bool first)
{
	yd_fetcher *fetcher = yd_fetcher_new();
	yd_fetched page;
	yd_error err;
	size_t failed = 0;
	for (size_t i = 0; i < inputs->address_count; i++) {
		const import_address *address = &inputs->addresses[i];
		if (address->why)
			say("%s: %s", address->url, address->why);
		else
			yd_fetcher_ask(fetcher, address->url, NULL, false);
		failed += address->why != NULL;
	}
	while (!out_is_closed() &&
		yd_fetcher_next(fetcher, -1, progress_is_interrupted, &page) == YD_OK) {
		if (show_page(library, &page, given, json, first, &err) != YD_OK) {
			say_error(&err);
			failed++;
		}
		first = false;
		out_flush();
		yd_fetched_free(&page);
	}
	yd_fetcher_free(fetcher);
	return failed;
}

int dry_run(yd_library *library, import_inputs *inputs, const yd_given *given, bool json)
{
	size_t failed = 0;
	bool first = true;
	char *path;
	yd_error err;
	progress_begin();
	while (!progress_is_interrupted() && !out_is_closed() && inputs_next(inputs, &path)) {
		yd_status status = show_input(library, path, given, json, first, &err);
		bool of_input = status != YD_OK && status != YD_INTERRUPTED;
		if (of_input)
			say_error(&err);
		failed += status != YD_OK;
		out_flush();
		free(path);
		first = false;
	}
	if (!progress_is_interrupted())
		failed += show_pages(library, inputs, given, json, first);
	progress_end();
	return failed || progress_is_interrupted() ? YD_EXIT_NOTHING : YD_EXIT_DONE;
}
