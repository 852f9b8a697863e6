#include "commands.h"
#include "fetching.h"
#include "output.h"
#include "progress.h"
#include "message.h"
#include "report.h"

#include <yaodian/address.h>
#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>

enum { OPTION_JSON };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line, with status and warnings"},
	{NULL, 0, NULL, NULL},
};

typedef struct page_list {
	yd_page *items;
	size_t count, cap;
} page_list;

enum outcome { UNCHANGED, CHANGED, GONE, FAILED };

typedef struct refresh_run {
	yd_library *library;
	report how;
	page_list pages;
	size_t counts[4]; /* by outcome */
} refresh_run;

static const char *const outcome_names[] = {
	[UNCHANGED] = "unchanged",
	[CHANGED] = "changed",
	[GONE] = "gone",
};

/* ---- which pages ---- */

/* Takes them over; each once. */
static void add_pages(page_list *list, yd_page *pages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool again = false;
		for (size_t k = 0; k < list->count && !again; k++)
			again = strcmp(list->items[k].url, pages[i].url) == 0;
		if (again) {
			yd_page_free(&pages[i]);
			continue;
		}
		YD_GROW(list->items, list->count, list->cap);
		list->items[list->count++] = pages[i];
	}
}

static void fail_named(refresh_run *run, const char *url, const char *name, const char *why)
{
	run->counts[FAILED]++;
	report_failure(&run->how, NULL, url, name, why);
}

static yd_status add_address(refresh_run *run, const char *typed, yd_error *err)
{
	char *url, *shown = yd_address_shown(typed);
	yd_page page = {0};
	yd_status status = yd_address_normal(typed, &url, err);
	if (status == YD_OK) {
		status = yd_corpus_page(yd_library_corpus(run->library), url, &page, err);
		if (status == YD_NOT_FOUND)
			yd_fail(err, status, shown,
				"no document came from there; `yaodian import` takes it in");
		free(url);
	}
	if (status == YD_OK)
		add_pages(&run->pages, &page, 1);
	else if (status == YD_NOT_FOUND || status == YD_INVALID)
		fail_named(run, shown, shown, message_without_name(err->text, shown));
	free(shown);
	return status == YD_NOT_FOUND || status == YD_INVALID ? YD_OK : status;
}

static yd_status add_reference(refresh_run *run, const char *ref, yd_error *err)
{
	yd_place_in_library place;
	yd_page *pages = NULL;
	size_t count = 0;
	yd_status status = yd_library_resolve(run->library, yd_str_of(ref), &place, err);
	if (status == YD_OK)
		status = yd_corpus_pages(
			yd_library_corpus(run->library), place.doc, &pages, &count, err);
	if (status == YD_OK && !count)
		status = yd_fail(err, YD_NOT_FOUND, ref,
			"came from no address; `yaodian import URL` takes in what stands at one");
	if (status == YD_OK)
		add_pages(&run->pages, pages, count);
	free(pages);
	if (status != YD_NOT_FOUND && status != YD_INVALID && status != YD_AMBIGUOUS)
		return status;
	fail_named(run, NULL, ref, message_without_name(err->text, ref));
	return YD_OK;
}

static yd_status find_pages(refresh_run *run, const yd_call *call, yd_error *err)
{
	yd_status status = YD_OK;
	if (!call->arg_count) {
		status = yd_corpus_pages(yd_library_corpus(run->library), 0, &run->pages.items,
			&run->pages.count, err);
		run->pages.cap = run->pages.count;
	}
	for (int i = 0; i < call->arg_count && status == YD_OK; i++)
		status = yd_address_is(call->args[i]) ? add_address(run, call->args[i], err)
						      : add_reference(run, call->args[i], err);
	return status;
}

/* ---- asking again ---- */

static bool has_several_addresses(yd_library *library, int64_t doc)
{
	yd_page *pages;
	size_t count;
	if (yd_corpus_pages(yd_library_corpus(library), doc, &pages, &count, NULL) != YD_OK)
		return false;
	yd_pages_free(pages, count);
	return count > 1;
}

/* Lines of one document would be alike but for the address. */
static void report_done(
	refresh_run *run, enum outcome outcome, const char *url, const yd_imported *imported)
{
	report how = run->how;
	if (how.json || has_several_addresses(run->library, imported->doc.id))
		how.address = url;
	run->counts[outcome]++;
	report_document(&how, outcome_names[outcome], url, imported);
}

/* Does the document read otherwise than before? What only changed around its text is no new
 * version. */
static bool has_changed(const yd_doc *was, const yd_imported *now)
{
	return now->outcome == YD_PUT_NEW || now->doc.id != was->id ||
	       now->doc.version != was->version;
}

/* What a changed page links to may be new as well. */
static void report_there(
	refresh_run *run, const yd_fetched *page, const yd_doc *was, const yd_imported *now)
{
	bool changed = has_changed(was, now);
	yd_attachment *links = NULL;
	if (changed)
		yd_library_attachments(run->library, page, &links, &run->how.attachment_count);
	run->how.attachments = links;
	report_done(run, changed ? CHANGED : UNCHANGED, page->page.url, now);
	yd_attachments_free(links, run->how.attachment_count);
	run->how.attachments = NULL;
	run->how.attachment_count = 0;
}

/* It stays as it was; what its server said is a warning. */
static void report_gone(refresh_run *run, const yd_fetched *page, yd_doc *was)
{
	yd_imported gone = {.doc = *was};
	gone.warnings = yd_alloc(sizeof *gone.warnings);
	gone.warnings[0] =
		yd_format(_("its server has it no more (%d); the document stays as it is"),
			page->page.status);
	gone.warning_count = 1;
	*was = (yd_doc){0};
	report_done(run, GONE, page->page.url, &gone);
	yd_imported_free(&gone);
}

static yd_status finish_page(refresh_run *run, yd_fetched *page, yd_error *err)
{
	const char *url = page->page.url, *called = message_short_name(url);
	yd_doc was = {0};
	yd_imported now;
	yd_given given = {.keeps_plan = true};
	yd_corpus_doc(yd_library_corpus(run->library), page->page.doc, &was, NULL);
	bool gone = page->outcome == YD_FETCH_GONE && was.id;
	yd_status status = fetching_take(run->library, page, called, &given, &now, err);
	if (status == YD_OK) {
		report_there(run, page, &was, &now);
		yd_imported_free(&now);
	} else if (gone && status == YD_NOT_FOUND) {
		report_gone(run, page, &was);
		status = YD_OK;
	} else if (status == YD_INVALID || status == YD_AMBIGUOUS || status == YD_NOT_FOUND) {
		fail_named(run, url, url, message_without_name(err->text, called));
		status = YD_OK;
	}
	yd_doc_free(&was);
	return status;
}

/* YD_INTERRUPTED after Ctrl-C. */
static yd_status refresh_all(refresh_run *run, yd_error *err)
{
	fetching *pages = fetching_again(run->library, run->pages.items, run->pages.count);
	yd_fetched page;
	yd_status status = YD_OK;
	progress_begin();
	while (status == YD_OK && !progress_is_interrupted()) {
		status = fetching_next(pages, true, &page);
		if (status != YD_OK)
			break;
		status = finish_page(run, &page, err);
		yd_fetched_free(&page);
	}
	progress_end();
	fetching_end(pages);
	if (status == YD_OK || status == YD_END)
		return progress_is_interrupted() && status == YD_OK ? YD_INTERRUPTED : YD_OK;
	return status;
}

static int sum_up(const refresh_run *run, bool stopped)
{
	const size_t *counts = run->counts;
	char *rest = yd_strdup(stopped ? _(", stopped before the others") : "");
	say("%zu unchanged, %zu changed, %zu gone, %zu failed%s", counts[UNCHANGED],
		counts[CHANGED], counts[GONE], counts[FAILED], rest);
	free(rest);
	return stopped || counts[GONE] || counts[FAILED] ? YD_EXIT_NOTHING : YD_EXIT_DONE;
}

static int refresh(refresh_run *run, const yd_call *call)
{
	yd_error err;
	/* Servers are not asked for what cannot be kept. */
	if (yd_corpus_can_write(yd_library_corpus(run->library), &err) != YD_OK)
		return say_error(&err), YD_EXIT_SYSTEM;
	yd_status status = find_pages(run, call, &err);
	if (status == YD_OK && !run->pages.count && !call->arg_count) {
		say("no document came from an address; `yaodian import URL` takes one in");
		return YD_EXIT_NOTHING;
	}
	if (status == YD_OK && run->pages.count)
		status = refresh_all(run, &err);
	if (status == YD_OK || status == YD_INTERRUPTED) {
		yd_status told = report_renamed(&run->how, run->library, &err);
		status = told == YD_OK ? status : told;
	}
	if (status != YD_OK && status != YD_INTERRUPTED)
		say_error(&err);
	int code = sum_up(run, status == YD_INTERRUPTED);
	return status == YD_OK || status == YD_INTERRUPTED ? code : YD_EXIT_SYSTEM;
}

static int run(const yd_call *call)
{
	refresh_run run = {.how = {.json = call->values[OPTION_JSON] != NULL}};
	int status = open_library(call, true, &run.library);
	if (status == YD_EXIT_DONE)
		status = refresh(&run, call);
	yd_pages_free(run.pages.items, run.pages.count);
	yd_library_close(run.library);
	return status;
}

const yd_command command_refresh = {
	.name = "refresh",
	.summary = "asks again for documents that came from an address",
	.usage = "[--json] [REF… | URL…]",
	.options = options,
	.notes = "Without arguments all that came from an address are asked for. Servers are asked "
		 "only for what changed (If-None-Match, If-Modified-Since), and treated as by "
		 "import.\n"
		 "One line per address: unchanged; changed, when the document reads otherwise now "
		 "(what it was before stays as an earlier version, which `yaodian versions` "
		 "lists); gone, when its server has it no more (the document stays); or failed, "
		 "with the reason. Where several addresses gave one document, the line ends with "
		 "the address; with --json it is there always. The exit status is 1 when any is "
		 "gone "
		 "or failed.\n"
		 "Ctrl-C stops after the document at hand.",
	.changes = true,
	.run = run,
};
