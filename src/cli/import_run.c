#include "import_run.h"

#include "message.h"
#include "progress.h"

#include <yaodian/intl.h>

#include <stdlib.h>

/* An input from when its bytes are read until they are imported. */
typedef struct input {
	char *path; /* owned; NULL: standard input */
	const char *name, *called;
	yd_buf bytes;
	char *origin;
	yd_status status; /* of reading the file */
	yd_error err;
} input;

/* True when there is room to begin another one as well. */
static bool begin_input(import_run *run, char *path, bool ahead, input *in)
{
	*in = (input){.path = path, .name = path ? path : _("standard input")};
	in->called = message_short_name(in->name);
	in->status = yd_library_read_file(path, &in->bytes, &in->origin, &in->err);
	return ahead && in->status == YD_OK &&
	       yd_library_read_ahead(run->library, in->called, yd_buf_str(&in->bytes), &run->given);
}

static void free_input(input *in)
{
	yd_buf_free(&in->bytes);
	free(in->origin);
	free(in->path);
	*in = (input){0};
}

static void take_imported(import_run *run, const char *name, yd_imported *imported)
{
	run->counts[imported->outcome]++;
	if (imported->outcome != YD_PUT_UNCHANGED || !run->hide_unchanged)
		report_document(&run->how, report_outcomes[imported->outcome], name, imported);
	yd_imported_free(imported);
}

static import_step finish_input(import_run *run, const input *in, yd_error *err)
{
	yd_imported imported = {0};
	yd_status status = in->status;
	bool was_read = status == YD_OK;
	*err = in->err;
	if (was_read)
		status = yd_library_import(run->library, in->called, in->origin,
			yd_buf_str(&in->bytes), &run->given, &imported, err);
	if (status == YD_OK) {
		take_imported(run, in->name, &imported);
	} else if (status == YD_INTERRUPTED) {
		return STEP_STOPPED;
	} else if (!was_read || status == YD_INVALID || status == YD_AMBIGUOUS) {
		run->failed++;
		report_failure(&run->how, in->path, NULL, in->name,
			message_without_name(
				message_without_name(err->text, in->name), in->called));
	} else {
		return STEP_BROKEN;
	}
	return STEP_TAKEN;
}

void import_show_progress(import_run *run, const char *name)
{
	progress_import(&(progress_work){
		.files = run->taken,
		.bytes = run->bytes,
		.survey = run->survey,
		.pace = &run->pace,
		.name = name,
	});
}

/* An input was taken in: what of all is settled (pace.h)? */
static void note_taken(import_run *run, size_t bytes)
{
	size_t before = run->waiting;
	run->taken++;
	run->bytes += bytes;
	run->waiting = yd_corpus_index_queued(yd_library_corpus(run->library));
	if (run->waiting > before)
		run->unsettled += bytes;
	else if (run->waiting < before || !run->waiting)
		run->unsettled = 0;
	pace_note(&run->pace, progress_clock(), run->bytes, run->bytes - run->unsettled);
}

/* What a page links to is asked for; not what those files do, should one be a page. */
static void ask_attachments(import_run *run, const yd_fetched *page, const report *how)
{
	for (size_t i = 0; i < how->attachment_count && how->taken; i++)
		run->attached += fetching_ask_attachment(run->pages, page, how->attachments[i].url);
}

static void report_page(import_run *run, report *how, const char *url, yd_imported *imported)
{
	run->counts[imported->outcome]++;
	report_document(how, report_outcomes[imported->outcome], url, imported);
	yd_imported_free(imported);
}

/* A page that came, or why none did. */
static import_step finish_page(import_run *run, yd_fetched *page, yd_error *err)
{
	const char *url = page->page.url, *called = message_short_name(url);
	yd_imported imported;
	yd_attachment *links;
	report how = run->how;
	yd_given given = run->given;
	bool attachment = fetching_is_attachment(run->pages, page);
	/* The title that is given is the page's. */
	if (attachment)
		given.title = NULL;
	import_show_progress(run, url);
	yd_status status = fetching_take(run->library, page, called, &given, &imported, err);
	yd_library_attachments(run->library, page, &links, &how.attachment_count);
	how.attachments = links;
	how.taken = run->attachments && !attachment;
	import_step result = STEP_TAKEN;
	if (status == YD_OK) {
		report_page(run, &how, url, &imported);
	} else if (status == YD_INVALID || status == YD_AMBIGUOUS || status == YD_NOT_FOUND) {
		run->failed++;
		report_failure(&how, NULL, url, url, message_without_name(err->text, called));
	} else {
		result = STEP_BROKEN;
	}
	if (result == STEP_TAKEN)
		ask_attachments(run, page, &how);
	yd_attachments_free(links, how.attachment_count);
	return result;
}

/* Pages that are there, or with `wait` all of them. */
static import_step import_pages(import_run *run, bool wait, yd_error *err)
{
	import_step result = STEP_TAKEN;
	while (run->pages && result == STEP_TAKEN && !progress_is_interrupted()) {
		yd_fetched page;
		yd_status status = fetching_next(run->pages, wait, &page);
		if (status != YD_OK)
			return status == YD_INTERRUPTED ? STEP_STOPPED : STEP_TAKEN;
		result = finish_page(run, &page, err);
		if (result == STEP_TAKEN) {
			note_taken(run, page.bytes.len);
			run->addresses_taken++;
		}
		yd_fetched_free(&page);
	}
	return result;
}

/* Addresses that are none. */
static void report_refused(import_run *run, const import_inputs *inputs)
{
	for (size_t i = 0; i < inputs->address_count; i++) {
		const import_address *address = &inputs->addresses[i];
		if (!address->why)
			continue;
		run->failed++;
		run->taken++;
		run->addresses_taken++;
		report_failure(&run->how, NULL, address->url, address->url, address->why);
	}
}

import_step import_in_order(import_run *run, import_inputs *inputs, bool ahead, yd_error *err)
{
	enum { WINDOW = 512 };
	input *window = yd_alloc(WINDOW * sizeof *window);
	size_t begun = 0;
	import_step result = STEP_TAKEN;
	for (size_t i = 0; result == STEP_TAKEN && !progress_is_interrupted(); i++) {
		bool room = ahead || begun == i;
		char *path;
		while (room && begun < i + WINDOW && inputs_next(inputs, &path)) {
			if (begun == i) /* before it is waited for */
				import_show_progress(run, path ? path : _("standard input"));
			room = begin_input(run, path, ahead, &window[begun++ % WINDOW]);
		}
		if (begun == i)
			break;
		input *in = &window[i % WINDOW];
		import_show_progress(run, in->name);
		result = finish_input(run, in, err);
		if (result != STEP_TAKEN)
			break;
		note_taken(run, in->bytes.len);
		free_input(in);
		result = import_pages(run, false, err);
	}
	yd_library_forget_ahead(run->library);
	for (size_t i = 0; i < WINDOW; i++) {
		run->left += window[i].name != NULL;
		free_input(&window[i]);
	}
	free(window);
	return result;
}

import_step import_inputs_of(import_run *run, import_inputs *inputs, bool bulk, yd_error *err)
{
	report_refused(run, inputs);
	const yd_given *given = &run->given;
	bool anew = given->region || given->year || given->title || run->attachments;
	run->pages = fetching_begin(run->library, inputs, anew);
	import_step last = import_in_order(run, inputs, bulk, err);
	if (last == STEP_TAKEN)
		last = import_pages(run, true, err);
	fetching_end(run->pages);
	return last;
}
