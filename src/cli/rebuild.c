#include "commands.h"
#include "indexing.h"
#include "output.h"
#include "progress.h"

#include <yaodian/intl.h>

#include <stdlib.h>

static const yd_option options[] = {{NULL, 0, NULL, NULL}};

typedef struct rebuild_doc {
	int64_t id;
	char *ref; /* owned */
} rebuild_doc;

typedef struct rebuild_list {
	rebuild_doc *items;
	size_t count, cap;
} rebuild_list;

static yd_status list_all(yd_corpus *corpus, rebuild_list *list, yd_error *err)
{
	yd_list_query query = {0};
	yd_walk *walk;
	yd_doc doc = {0};
	yd_status status = yd_corpus_walk(corpus, &query, &walk, err);
	if (status != YD_OK)
		return status;
	while ((status = yd_walk_next(walk, &doc, err)) == YD_OK) {
		YD_GROW(list->items, list->count, list->cap);
		list->items[list->count++] = (rebuild_doc){doc.id, yd_strdup(doc.ref)};
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	return status == YD_END ? YD_OK : status;
}

static void list_free(rebuild_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].ref);
	free(list->items);
}

/* Reads documents anew until done or told to stop; *done counts them, *failed those that could not
 * be. */
static yd_status reread_all(
	yd_library *library, const rebuild_list *list, size_t *done, size_t *failed, yd_error *err)
{
	progress_begin();
	for (size_t i = 0; i < list->count && !progress_is_interrupted(); i++) {
		progress_show(i, list->count, list->items[i].ref);
		yd_status status = yd_library_reread(library, list->items[i].id, err);
		if (status == YD_INVALID || status == YD_AMBIGUOUS) {
			say("%s: not read again: %s", list->items[i].ref, err->text);
			++*failed;
		} else if (status != YD_OK && status != YD_NOT_FOUND) {
			progress_end();
			return status;
		}
		++*done;
	}
	progress_end();
	return YD_OK;
}

static int rebuild_library(yd_library *library)
{
	yd_corpus *corpus = yd_library_corpus(library);
	rebuild_list list = {0};
	size_t done = 0, failed = 0;
	bool stopped;
	yd_error err;
	yd_status status = list_all(corpus, &list, &err);
	if (status == YD_OK)
		status = yd_corpus_index_reset(corpus, &err);
	if (status == YD_OK)
		status = yd_corpus_bulk(corpus, true, &err);
	if (status == YD_OK)
		status = reread_all(library, &list, &done, &failed, &err);
	if (status == YD_OK)
		status = yd_corpus_bulk(corpus, false, &err);
	if (status == YD_OK)
		status = yd_corpus_repair_totals(corpus, &err);
	if (status == YD_OK && done == list.count)
		status = index_finish(corpus, true, &stopped, &err);
	size_t left = list.count - done;
	list_free(&list);
	if (status != YD_OK) {
		say_error(&err);
		return YD_EXIT_SYSTEM;
	}
	if (left)
		say("stopped: %zu documents read again, %zu left as they were; "
		    "`yaodian rebuild` starts anew",
			done - failed, left);
	else
		say(yd_trn("%zu document read again, %zu failed",
			    "%zu documents read again, %zu failed", done - failed),
			done - failed, failed);
	return left || failed ? YD_EXIT_NOTHING : YD_EXIT_DONE;
}

static int run(const yd_call *call)
{
	yd_library *library;
	if (call->arg_count)
		return say_usage(call, "'%s' is not understood", call->args[0]);
	int status = open_library(call, true, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = rebuild_library(library);
	yd_library_close(library);
	return status;
}

const yd_command command_rebuild = {
	.name = "rebuild",
	.summary = "makes outlines, tags and index again from the stored originals",
	.usage = "",
	.options = options,
	.notes = "References and bookmarks are kept; a reference that changes goes on working. "
		 "Ctrl-C stops after "
		 "the document at hand and leaves the others as they were.",
	.changes = true,
	.run = run,
};
