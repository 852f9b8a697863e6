#include "commands.h"
#include "document.h"
#include "output.h"
#include "report.h"

#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum { OPTION_SAMPLES };

static const yd_option options[] = {
	[OPTION_SAMPLES] = {"samples", 0, NULL, "remove every sample document"},
	{NULL, 0, NULL, NULL},
};

/* A document, or an earlier version of it (0: none). */
typedef struct removal {
	int64_t doc, version;
} removal;

typedef struct removals {
	removal *items;
	size_t count, cap;
} removals;

static void add_removal(removals *list, int64_t doc, int64_t version)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].doc == doc && list->items[i].version == version)
			return;
	YD_GROW(list->items, list->count, list->cap);
	list->items[list->count++] = (removal){doc, version};
}

static int find_samples(yd_library *library, removals *list)
{
	yd_list_query query = {.samples_only = true};
	yd_walk *walk;
	yd_doc doc = {0};
	yd_error err;
	yd_status status = yd_corpus_walk(yd_library_corpus(library), &query, &walk, &err);
	if (status != YD_OK)
		return say_error(&err);
	while ((status = yd_walk_next(walk, &doc, &err)) == YD_OK) {
		add_removal(list, doc.id, 0);
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	if (status != YD_END)
		return say_error(&err);
	if (list->count)
		return YD_EXIT_DONE;
	say("--samples: there are no sample documents in %s", yd_library_cache_path(library));
	return YD_EXIT_NOTHING;
}

/* What is named is a document; REF@N is its version N, which must be an earlier one. */
static yd_status check_named(
	const char *ref, const yd_place_in_library *place, yd_library *library, yd_error *err)
{
	bool numbered = strchr(ref, '@') != NULL;
	yd_doc doc = {0};
	yd_status status = yd_corpus_doc(yd_library_corpus(library), place->doc, &doc, err);
	if (status == YD_OK && numbered && !place->version)
		status = yd_fail(err, YD_INVALID, ref,
			"is the text that the document has now, and goes with it only: `yaodian "
			"remove "
			"%s` removes both, with all earlier versions",
			doc.ref);
	else if (status == YD_OK && !numbered && place->version)
		status = yd_fail(err, YD_INVALID, ref,
			"only names an earlier version; `yaodian remove %s@%lld` removes that",
			doc.ref, (long long)place->version);
	yd_doc_free(&doc);
	return status;
}

/* All references are looked up before anything is removed. */
static int find_named(const yd_call *call, yd_library *library, removals *list)
{
	int worst = YD_EXIT_DONE;
	for (int i = 0; i < call->arg_count; i++) {
		const char *ref = call->args[i];
		yd_place_in_library place;
		yd_error err;
		int status = YD_EXIT_DONE;
		yd_status found = yd_library_resolve_version(library, yd_str_of(ref), &place, &err);
		bool whole = found != YD_OK || place.whole;
		if (found == YD_OK && whole)
			found = check_named(ref, &place, library, &err);
		if (found != YD_OK)
			status = say_error(&err);
		else if (!whole)
			status = say_usage(call,
				"%s is a part of a document; only whole documents are removed",
				ref);
		else
			add_removal(list, place.doc, place.version);
		worst = status > worst ? status : worst;
	}
	if (worst != YD_EXIT_DONE && call->arg_count > 1)
		say("nothing was removed");
	return worst;
}

/* "removed REF@2 TITLE" */
static yd_status remove_version(yd_library *library, int64_t id, int64_t number, yd_error *err)
{
	yd_corpus *corpus = yd_library_corpus(library);
	yd_doc doc = {0};
	yd_version *versions = NULL;
	size_t count = 0, at = 0;
	yd_status status = yd_corpus_doc(corpus, id, &doc, err);
	if (status == YD_OK)
		status = yd_corpus_versions(corpus, id, &versions, &count, err);
	while (at < count && versions[at].number != number)
		at++;
	if (status == YD_OK)
		status = yd_library_remove_version(library, id, number, err);
	/* Another process was faster. */
	if (status == YD_NOT_FOUND)
		status = YD_OK;
	else if (status == YD_OK) {
		char *ref = yd_format("%s@%lld", doc.ref, (long long)number);
		out_puts("removed ");
		out_value(ref, "");
		out_puts(" ");
		out_value(at < count ? versions[at].title : NULL, "(unknown title)");
		out_puts("\n");
		free(ref);
	}
	yd_versions_free(versions, count);
	yd_doc_free(&doc);
	return status;
}

/* Removes a document, and says so, with how many earlier versions went with it. */
static yd_status remove_one(yd_library *library, int64_t id, yd_error *err)
{
	yd_corpus *corpus = yd_library_corpus(library);
	yd_doc doc = {0};
	yd_version *versions = NULL;
	size_t count = 0;
	yd_status status = yd_corpus_doc(corpus, id, &doc, err);
	if (status == YD_OK)
		status = yd_corpus_versions(corpus, id, &versions, &count, err);
	if (status == YD_OK)
		status = yd_library_remove(library, id, err);
	if (status == YD_OK) {
		yd_buf more = {0};
		yd_buf_printf(
			&more, " (with %zu earlier version%s)", count - 1, count == 2 ? "" : "s");
		out_puts("removed ");
		out_doc(&doc);
		out_puts(count > 1 ? more.ptr : "");
		out_puts("\n");
		yd_buf_free(&more);
	}
	yd_versions_free(versions, count);
	yd_doc_free(&doc);
	return status;
}

/* Versions first: they would go with their documents. */
static int remove_all(yd_library *library, const removals *list)
{
	yd_error err;
	yd_status status = YD_OK;
	for (size_t i = 0; i < list->count && status == YD_OK; i++)
		if (list->items[i].version)
			status = remove_version(
				library, list->items[i].doc, list->items[i].version, &err);
	for (size_t i = 0; i < list->count && status == YD_OK; i++)
		if (!list->items[i].version)
			status = remove_one(library, list->items[i].doc, &err);
	if (status == YD_OK)
		status = report_renamed(&(report){0}, library, &err);
	if (status == YD_OK)
		return YD_EXIT_DONE;
	say_error(&err);
	return YD_EXIT_SYSTEM;
}

static int run(const yd_call *call)
{
	yd_library *library;
	removals list = {0};
	bool samples = call->values[OPTION_SAMPLES] != NULL;
	if (samples == (call->arg_count > 0))
		return say_usage(
			call, samples ? N_("give references or --samples, not both")
				      : N_("name the documents by reference, or give --samples"));
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = samples ? find_samples(library, &list) : find_named(call, library, &list);
	if (status == YD_EXIT_DONE)
		status = remove_all(library, &list);
	free(list.items);
	yd_library_close(library);
	return status;
}

const yd_command command_remove = {
	.name = "remove",
	.summary = "removes documents, or earlier versions of them, from the cache",
	.usage = "REF… | REF@N…\n--samples",
	.options = options,
	.notes =
		"Bookmarks on them are kept with their text, and hold again when the document is "
		"imported again. Earlier versions go with their document; the line says how many. "
		"REF@N removes that earlier version alone; its number is not given to another one. "
		"The text that the document has now goes with the document only. "
		"When one of the references is wrong, nothing is removed.",
	.changes = true,
	.run = run,
};
