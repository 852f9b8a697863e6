#include "commands.h"
#include "document.h"
#include "findings.h"
#include "json.h"
#include "output.h"
#include "page.h"

#include <yaodian/intl.h>

#include <string.h>

enum { OPTION_JSON, OPTION_TEXT, OPTION_SOURCE };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "as one JSON object, with the whole outline"},
	[OPTION_TEXT] = {"text", 0, NULL, "plain text with marks and nothing else"},
	[OPTION_SOURCE] = {"source", 0, NULL, "the original bytes of a document"},
	{NULL, 0, NULL, NULL},
};

/* ---- JSON ---- */

/* The node as an object with its children; `more` members are written before it is closed. */
static void json_node(yd_buf *out, const yd_open_doc *doc, size_t node)
{
	json_open(out, '{');
	json_unit_members(out, doc, node + 1);
	json_key(out, "children");
	json_open(out, '[');
	for (size_t i = node + 1; i < doc->outline.nodes[node].next; i = doc->outline.nodes[i].next)
		json_node(out, doc, i);
	json_close(out, ']');
	json_close(out, '}');
}

static void json_kind_text(yd_buf *out, const yd_open_doc *doc, yd_piece_kind kind)
{
	yd_buf text = {0};
	yd_outline_kind_text(&doc->outline, doc->source, kind, &text);
	json_text(out, text.len ? text.ptr : NULL);
	yd_buf_free(&text);
}

void json_outline_members(yd_buf *out, const yd_open_doc *doc)
{
	json_key(out, "preamble");
	json_kind_text(out, doc, YD_PREAMBLE);
	json_key(out, "closing");
	json_kind_text(out, doc, YD_CLOSING);
	json_key(out, "nodes");
	json_open(out, '[');
	for (size_t i = 0; i < doc->outline.node_count; i = doc->outline.nodes[i].next)
		json_node(out, doc, i);
	json_close(out, ']');
}

static void json_document(yd_buf *out, const yd_open_doc *doc)
{
	json_open(out, '{');
	json_doc_members(out, &doc->info);
	json_outline_members(out, doc);
	json_findings(out, &doc->info);
	json_close(out, '}');
}

/* Titles of the unit and of the sections it stands in, from the top. */
static void json_path(yd_buf *out, const yd_open_doc *doc, size_t node)
{
	if (node == YD_NO_NODE)
		return;
	json_path(out, doc, doc->outline.nodes[node].parent);
	json_title(out, doc, node + 1);
}

static void json_unit(yd_buf *out, const yd_open_doc *doc, size_t unit)
{
	size_t node = yd_open_doc_node(doc, unit);
	json_open(out, '{');
	json_unit_members(out, doc, unit);
	json_key(out, "children");
	json_open(out, '[');
	if (node != SIZE_MAX)
		for (size_t i = node + 1; i < doc->outline.nodes[node].next;
			i = doc->outline.nodes[i].next)
			json_node(out, doc, i);
	json_close(out, ']');
	json_key(out, "document");
	json_text(out, doc->info.ref);
	json_key(out, "path");
	json_open(out, '[');
	if (node != SIZE_MAX)
		json_path(out, doc, node);
	json_close(out, ']');
	json_close(out, '}');
}

static void show_json(const yd_open_doc *doc, const yd_place_in_library *place)
{
	yd_buf out = {0};
	if (place->whole)
		json_document(&out, doc);
	else
		json_unit(&out, doc, place->unit);
	yd_buf_putc(&out, '\n');
	out_bytes(yd_buf_str(&out));
	yd_buf_free(&out);
}

/* ---- the original ---- */

static int show_source(const yd_call *call, yd_library *library, const yd_place_in_library *place)
{
	yd_buf original = {0};
	yd_error err;
	if (!place->whole)
		return say_usage(call, "%s is a part of a document; --source shows whole documents",
			call->args[0]);
	yd_corpus *corpus = yd_library_corpus(library);
	yd_version version = {0};
	yd_status status = place->version ? yd_corpus_version_original(corpus, place->doc,
						    place->version, &version, &original, &err)
					  : yd_corpus_original(corpus, place->doc, &original, &err);
	yd_version_free(&version);
	if (status == YD_OK)
		out_text(yd_buf_str(&original));
	yd_buf_free(&original);
	return status == YD_OK ? YD_EXIT_DONE : say_error(&err);
}

static int show_opened(const yd_call *call, yd_library *library, const yd_place_in_library *place)
{
	yd_open_doc *doc;
	yd_error err;
	if (yd_library_open_version(library, place->doc, place->version, &doc, &err) != YD_OK)
		return say_error(&err);
	size_t unit = place->whole ? SIZE_MAX : place->unit;
	if (call->values[OPTION_JSON])
		show_json(doc, place);
	else if (call->values[OPTION_TEXT])
		page_plain(doc, unit);
	else
		page_laid_out(doc, unit);
	yd_open_doc_free(doc);
	return YD_EXIT_DONE;
}

static int run(const yd_call *call)
{
	yd_library *library;
	yd_place_in_library place;
	yd_error err;
	int forms = 0;
	for (size_t i = OPTION_JSON; i <= OPTION_SOURCE; i++)
		forms += call->values[i] != NULL;
	if (forms > 1)
		return say_usage(call, "--json, --text and --source exclude one another");
	if (call->arg_count != 1)
		return say_usage(call, call->arg_count ? N_("give one reference at a time")
						       : N_("give a reference"));
	/* An earlier version is read anew, by the theme rules. */
	int status = open_library(call, strchr(call->args[0], '@') != NULL, &library);
	if (status != YD_EXIT_DONE)
		return status;
	if (yd_library_resolve_version(library, yd_str_of(call->args[0]), &place, &err) != YD_OK)
		status = say_error(&err);
	else if (call->values[OPTION_SOURCE])
		status = show_source(call, library, &place);
	else
		status = show_opened(call, library, &place);
	yd_library_close(library);
	return status;
}

const yd_command command_show = {
	.name = "show",
	.summary = "shows a document or a part of it",
	.usage = "[--json | --text | --source] REF",
	.options = options,
	.notes = "REF is a reference as `yaodian list` and `yaodian search` show them, or its "
		 "unambiguous beginning; "
		 "REF#2.1 is the first unit of the second, REF#0 the title and preamble, REF#end "
		 "the "
		 "closing; REF@1, REF@1#2.1 what the document was before (see `yaodian versions`). "
		 "A section is shown with everything in it.\n"
		 "On a terminal control characters are made visible, with --source too; elsewhere "
		 "--source "
		 "gives the original byte for byte.",
	.run = run,
};
