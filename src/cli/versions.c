#include "commands.h"
#include "document.h"
#include "json.h"
#include "output.h"

#include <yaodian/intl.h>

#include <stdlib.h>

enum { OPTION_JSON };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line"},
	{NULL, 0, NULL, NULL},
};

static char *version_ref(const yd_doc *doc, const yd_version *version)
{
	return yd_format("%s@%lld", doc->ref, (long long)version->number);
}

static void print_json(const yd_doc *doc, const yd_version *version)
{
	char hex[2 * YD_SHA256_SIZE + 1], *ref = version_ref(doc, version);
	yd_buf line = {0};
	yd_sha256_hex(version->sha256, hex);
	json_open(&line, '{');
	json_key(&line, "ref");
	json_text(&line, ref);
	json_key(&line, "version");
	json_number(&line, (long long)version->number);
	json_key(&line, "current");
	json_bool(&line, version->current);
	json_key(&line, "replaced");
	json_text(&line, version->replaced);
	json_key(&line, "title");
	json_text(&line, version->title);
	json_key(&line, "sha256");
	json_text(&line, hex);
	json_key(&line, "bytes");
	json_number(&line, (long long)version->bytes);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
	free(ref);
}

static void print_line(const yd_doc *doc, const yd_version *version)
{
	char *ref = version_ref(doc, version), *bytes = yd_format("%zu", version->bytes);
	const char *gap = out_is_terminal() ? "  " : "\t";
	out_field(yd_str_of(ref));
	out_puts(gap);
	/* As wide as a time, so that titles stand below one another. */
	out_value(version->replaced, out_is_terminal() ? "current             " : "current");
	out_puts(gap);
	if (!out_is_terminal()) {
		out_puts(bytes);
		out_puts(gap);
	}
	out_value(version->title, out_is_terminal() ? _("(unknown title)") : "");
	out_puts("\n");
	free(ref);
	free(bytes);
}

static int list_versions(const yd_call *call, yd_library *library, int64_t id)
{
	yd_corpus *corpus = yd_library_corpus(library);
	yd_doc doc = {0};
	yd_version *versions = NULL;
	size_t count = 0;
	yd_error err;
	yd_status status = yd_corpus_doc(corpus, id, &doc, &err);
	if (status == YD_OK)
		status = yd_corpus_versions(corpus, id, &versions, &count, &err);
	for (size_t i = 0; i < count && !out_is_closed(); i++)
		if (call->values[OPTION_JSON])
			print_json(&doc, &versions[i]);
		else
			print_line(&doc, &versions[i]);
	yd_versions_free(versions, count);
	yd_doc_free(&doc);
	return status == YD_OK ? YD_EXIT_DONE : say_error(&err);
}

static int run(const yd_call *call)
{
	yd_library *library;
	yd_place_in_library place;
	yd_error err;
	if (call->arg_count != 1)
		return say_usage(call, call->arg_count ? N_("give one reference at a time")
						       : N_("give a reference"));
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	if (yd_library_resolve_version(library, yd_str_of(call->args[0]), &place, &err) != YD_OK)
		status = say_error(&err);
	else
		status = list_versions(call, library, place.doc);
	yd_library_close(library);
	return status;
}

const yd_command command_versions = {
	.name = "versions",
	.summary = "lists what a document was before its file or page changed",
	.usage = "[--json] REF",
	.options = options,
	.notes = "When other bytes come from the same file or address, what was there stays as an "
		 "earlier version. "
		 "Each has a number of its own for good, from 1, in the order in which they came; "
		 "bytes that come back go by the number they had, and what differs only in page "
		 "furniture or white space is no version.\n"
		 "One line for each, by number: REF@N, when it was replaced (UTC) or 'current', "
		 "and its title; where standard output is no terminal with tabs between them, and "
		 "the number of bytes before the title. "
		 "REF@N can be given to `yaodian show` and to :go in the browser; searches, lists "
		 "and counts know the current text only.",
	.run = run,
};
