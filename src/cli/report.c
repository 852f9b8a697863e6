/* What import and refresh say of each document. */
#include "report.h"

#include "document.h"
#include "findings.h"
#include "json.h"
#include "output.h"
#include "progress.h"

#include <stdlib.h>
#include <string.h>

const char *const report_outcomes[] = {
	[YD_PUT_NEW] = "imported",
	[YD_PUT_REPLACED] = "replaced",
	[YD_PUT_UNCHANGED] = "unchanged",
};

static void json_outcome(yd_buf *line, const char *status, char *const *warnings, size_t count)
{
	json_key(line, "status");
	json_text(line, status);
	json_key(line, "warnings");
	json_open(line, '[');
	for (size_t i = 0; i < count; i++)
		json_text(line, warnings[i]);
	json_close(line, ']');
}

static void json_attachments(yd_buf *line, const report *how)
{
	json_key(line, "attachments");
	json_open(line, '[');
	for (size_t i = 0; i < how->attachment_count; i++) {
		json_open(line, '{');
		json_key(line, "name");
		json_text(line, how->attachments[i].name);
		json_key(line, "url");
		json_text(line, how->attachments[i].url);
		json_close(line, '}');
	}
	json_close(line, ']');
}

static void print_json(const report *how, const char *status, const yd_imported *imported)
{
	yd_buf line = {0};
	json_open(&line, '{');
	json_doc_members(&line, &imported->doc);
	json_doc_counts(&line, &imported->doc);
	json_outcome(&line, status, imported->warnings, imported->warning_count);
	json_findings(&line, &imported->doc);
	json_attachments(&line, how);
	if (how->address) {
		json_key(&line, "address");
		json_text(&line, how->address);
	}
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static void print_line(const report *how, const char *status, const yd_imported *imported)
{
	yd_buf counts = {0};
	yd_buf_printf(&counts, " (%zu section%s, %zu clause%s)", imported->doc.sections,
		imported->doc.sections == 1 ? "" : "s", imported->doc.clauses,
		imported->doc.clauses == 1 ? "" : "s");
	out_puts(status);
	out_puts(" ");
	out_doc(&imported->doc);
	out_bytes(yd_buf_str(&counts));
	if (how->address) {
		out_puts(" ");
		out_value(how->address, "");
	}
	out_puts("\n");
	yd_buf_free(&counts);
}

/* What was found and how sure it is. */
static void tell_found(const report *how, const char *name, const yd_imported *imported)
{
	yd_buf line = {0};
	if (imported->outcome != YD_PUT_UNCHANGED || how->verbose)
		findings_line(&imported->doc, how->in_full || how->verbose, &line);
	if (line.len)
		say("%s: %s", name, line.ptr);
	yd_buf_free(&line);
}

/* Each on a line that ends with its address, ready to be given to import. */
static void tell_attachments(const report *how, const char *name)
{
	for (size_t i = 0; i < how->attachment_count && !how->json && !how->taken; i++) {
		const yd_attachment *one = &how->attachments[i];
		if (one->name)
			say("%s: attachment %s: %s", name, one->name, one->url);
		else
			say("%s: attachment: %s", name, one->url);
	}
}

/* Results go to standard output: progress is in their way only where that is a terminal too. */
static void make_way(void)
{
	if (out_is_terminal())
		progress_clear();
}

void report_document(
	const report *how, const char *status, const char *name, const yd_imported *imported)
{
	make_way();
	if (how->json)
		print_json(how, status, imported);
	else
		print_line(how, status, imported);
	out_flush();
	for (size_t i = 0; !how->json && i < imported->warning_count; i++)
		say("%s: %s", name, imported->warnings[i]);
	if (!how->json)
		tell_found(how, name, imported);
	tell_attachments(how, name);
	progress_restore();
}

static void print_renamed(const report *how, const yd_doc *doc, const char *was)
{
	yd_buf line = {0};
	if (!how->json) {
		out_puts("renamed ");
		out_doc(doc);
		out_puts(" (was ");
		out_value(was, "");
		out_puts(")\n");
		return;
	}
	json_open(&line, '{');
	json_doc_members(&line, doc);
	json_doc_counts(&line, doc);
	json_outcome(&line, "renamed", NULL, 0);
	json_findings(&line, doc);
	json_key(&line, "was");
	json_text(&line, was);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

yd_status report_renamed(const report *how, yd_library *library, yd_error *err)
{
	yd_renamed *items;
	size_t count;
	yd_status status = YD_OK;
	yd_library_renamed(library, &items, &count);
	if (count)
		make_way();
	for (size_t i = 0; i < count && status == YD_OK; i++) {
		yd_doc doc = {0};
		status = yd_corpus_doc(yd_library_corpus(library), items[i].doc, &doc, err);
		if (status == YD_OK && strcmp(doc.ref, items[i].was) != 0)
			print_renamed(how, &doc, items[i].was);
		if (status == YD_NOT_FOUND)
			status = YD_OK;
		yd_doc_free(&doc);
	}
	out_flush();
	if (count)
		progress_restore();
	yd_renamed_free(items, count);
	return status;
}

/* An input that gave no document, in the members of a document that a reader of --json expects. */
static void print_json_failure(
	const report *how, const char *path, const char *url, const char *why)
{
	static const char *const absent[] = {
		"ref", "region", "region_code", "year", "title", "issuer", "doc_no", "date"};
	char *warning = yd_strdup(why);
	yd_buf line = {0};
	json_open(&line, '{');
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
		json_key(&line, absent[i]);
		json_null(&line);
	}
	json_key(&line, "sample");
	json_bool(&line, false);
	json_key(&line, "source");
	json_open(&line, '{');
	json_key(&line, "path");
	json_text(&line, path);
	json_key(&line, "url");
	json_text(&line, url);
	json_key(&line, "sha256");
	json_null(&line);
	json_key(&line, "bytes");
	json_null(&line);
	json_close(&line, '}');
	json_key(&line, "sections");
	json_null(&line);
	json_key(&line, "clauses");
	json_null(&line);
	json_outcome(&line, "failed", &warning, 1);
	json_key(&line, "found");
	json_null(&line);
	json_attachments(&line, how);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
	free(warning);
}

/* `why` does not name the input. Where the line goes into a file or a pipe, the user is told as
 * well. */
void report_failure(
	const report *how, const char *path, const char *url, const char *name, const char *why)
{
	make_way();
	if (how->json) {
		print_json_failure(how, path, url, why);
	} else {
		out_puts("failed ");
		out_value(name, "");
		out_puts(": ");
		out_value(why, "");
		out_puts("\n");
	}
	out_flush();
	if (!out_is_terminal())
		say("%s: %s", name, why);
	tell_attachments(how, name);
	progress_restore();
}
