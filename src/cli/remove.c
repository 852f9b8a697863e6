#include "commands.h"
#include "document.h"
#include "output.h"
#include "report.h"

#include <yaodian/intl.h>

#include <stdlib.h>

enum { OPTION_SAMPLES };

static const yd_option options[] = {
	[OPTION_SAMPLES] = {"samples", 0, NULL, "remove every sample document"},
	{NULL, 0, NULL, NULL},
};

typedef struct id_list {
	int64_t *items;
	size_t count, cap;
} id_list;

static void add_id(id_list *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (ids->items[i] == id)
			return;
	YD_GROW(ids->items, ids->count, ids->cap);
	ids->items[ids->count++] = id;
}

static int find_samples(yd_library *library, id_list *ids)
{
	yd_list_query query = {.samples_only = true};
	yd_walk *walk;
	yd_doc doc = {0};
	yd_error err;
	yd_status status = yd_corpus_walk(yd_library_corpus(library), &query, &walk, &err);
	if (status != YD_OK)
		return say_error(&err);
	while ((status = yd_walk_next(walk, &doc, &err)) == YD_OK) {
		add_id(ids, doc.id);
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	if (status != YD_END)
		return say_error(&err);
	if (ids->count)
		return YD_EXIT_DONE;
	say("--samples: there are no sample documents in %s", yd_library_cache_path(library));
	return YD_EXIT_NOTHING;
}

/* All references are looked up before anything is removed. */
static int find_named(const yd_call *call, yd_library *library, id_list *ids)
{
	int worst = YD_EXIT_DONE;
	for (int i = 0; i < call->arg_count; i++) {
		yd_place_in_library place;
		yd_error err;
		int status = YD_EXIT_DONE;
		yd_status found =
			yd_library_resolve(library, yd_str_of(call->args[i]), &place, &err);
		if (found != YD_OK)
			status = say_error(&err);
		else if (!place.whole)
			status = say_usage(call,
				"%s is a part of a document; only whole documents are removed",
				call->args[i]);
		else
			add_id(ids, place.doc);
		worst = status > worst ? status : worst;
	}
	if (worst != YD_EXIT_DONE && call->arg_count > 1)
		say("nothing was removed");
	return worst;
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

static int remove_all(yd_library *library, const id_list *ids)
{
	for (size_t i = 0; i < ids->count; i++) {
		yd_error err;
		if (remove_one(library, ids->items[i], &err) != YD_OK) {
			say_error(&err);
			return YD_EXIT_SYSTEM;
		}
	}
	yd_error err;
	return report_renamed(&(report){0}, library, &err) == YD_OK ? YD_EXIT_DONE
								    : say_error(&err);
}

static int run(const yd_call *call)
{
	yd_library *library;
	id_list ids = {0};
	bool samples = call->values[OPTION_SAMPLES] != NULL;
	if (samples == (call->arg_count > 0))
		return say_usage(
			call, samples ? N_("give references or --samples, not both")
				      : N_("name the documents by reference, or give --samples"));
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = samples ? find_samples(library, &ids) : find_named(call, library, &ids);
	if (status == YD_EXIT_DONE)
		status = remove_all(library, &ids);
	free(ids.items);
	yd_library_close(library);
	return status;
}

const yd_command command_remove = {
	.name = "remove",
	.summary = "removes documents from the cache",
	.usage = "REF…\n--samples",
	.options = options,
	.notes = "Bookmarks on them are kept with their text, and hold again when the document is "
		 "imported again. Earlier versions go with their document; the line says how many. "
		 "When one of the references is wrong, nothing is removed.",
	.changes = true,
	.run = run,
};
