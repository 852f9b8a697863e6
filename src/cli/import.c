#include "commands.h"
#include "document.h"
#include "dry_run.h"
#include "findings.h"
#include "inputs.h"
#include "json.h"
#include "output.h"
#include "progress.h"
#include "select.h"

#include <yaodian/intl.h>

#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum { OPTION_JSON, OPTION_REGION, OPTION_YEAR, OPTION_TITLE, OPTION_DRY_RUN, OPTION_VERBOSE };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line, with status and warnings"},
	[OPTION_REGION] = {"region", 0, "R",
		"where the documents are from, whatever they say: '吉林省 白城市'"},
	[OPTION_YEAR] = {"year", 0, "Y", "the year they are for"},
	[OPTION_TITLE] = {"title", 0, "T", "their title"},
	[OPTION_DRY_RUN] = {"dry-run", 'n', NULL,
		"show metadata and outline as they would be read, and write nothing"},
	[OPTION_VERBOSE] = {"verbose", 'v', NULL,
		"tell of each document all that was found, where, and how sure it is"},
	{NULL, 0, NULL, NULL},
};

/* From this many files on, commits do not wait for the disk one by one. */
enum { BULK_FROM = 16 };

/* Of so many files at most, all that was found is told; of more, only what is doubtful. */
enum { TOLD_IN_FULL = 3 };

typedef struct import_run {
	yd_library *library;
	yd_given given;
	bool json;
	bool verbose, in_full; /* what was found is told also where nothing changed; all of it */
	size_t counts[3];      /* by yd_put_outcome */
	size_t failed, taken;
} import_run;

static const char *const outcome_names[] = {
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

static void print_json(const yd_imported *imported)
{
	yd_buf line = {0};
	json_open(&line, '{');
	json_doc_members(&line, &imported->doc);
	json_doc_counts(&line, &imported->doc);
	json_outcome(&line, outcome_names[imported->outcome], imported->warnings,
		imported->warning_count);
	json_findings(&line, &imported->doc);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static void print_line(const yd_imported *imported)
{
	yd_buf counts = {0};
	yd_buf_printf(&counts, " (%zu section%s, %zu clause%s)\n", imported->doc.sections,
		imported->doc.sections == 1 ? "" : "s", imported->doc.clauses,
		imported->doc.clauses == 1 ? "" : "s");
	out_puts(outcome_names[imported->outcome]);
	out_puts(" ");
	out_doc(&imported->doc);
	out_bytes(yd_buf_str(&counts));
	yd_buf_free(&counts);
}

/* What was found and how sure it is. */
static void tell_found(const import_run *run, const char *name, const yd_imported *imported)
{
	yd_buf line = {0};
	if (imported->outcome != YD_PUT_UNCHANGED || run->verbose)
		findings_line(&imported->doc, run->in_full || run->verbose, &line);
	if (line.len)
		say("%s: %s", name, line.ptr);
	yd_buf_free(&line);
}

static void report_done(import_run *run, const char *name, const yd_imported *imported)
{
	progress_clear();
	if (run->json)
		print_json(imported);
	else
		print_line(imported);
	out_flush();
	for (size_t i = 0; !run->json && i < imported->warning_count; i++)
		say("%s: %s", name, imported->warnings[i]);
	if (!run->json)
		tell_found(run, name, imported);
}

/* An input that gave no document, in the members of a document that a reader of --json expects. */
static void print_json_failure(const char *path, const char *why)
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
	json_null(&line);
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
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
	free(warning);
}

/* `why` does not name the input. Where the line goes into a file or a pipe, the user is told as
 * well. */
static void report_failed(import_run *run, const char *path, const char *name, const char *why)
{
	progress_clear();
	run->failed++;
	if (run->json) {
		print_json_failure(path, why);
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
}

/* A message without the name it begins with. */
static const char *without_name(const char *message, const char *name)
{
	size_t len = strlen(name);
	return strncmp(message, name, len) == 0 && strncmp(message + len, ": ", 2) == 0
		       ? message + len + 2
		       : message;
}

/* An error's text has no room for a name of any length: a long one is put before it here. */
static const char *short_name(const char *name)
{
	enum { ROOM = 200 };
	size_t len = strlen(name);
	if (len <= ROOM)
		return name;
	const char *tail = name + len - ROOM;
	while (((unsigned char)*tail & 0xC0) == 0x80)
		tail++;
	return tail;
}

typedef enum step {
	STEP_TAKEN,
	STEP_STOPPED, /* Ctrl-C while it waited for input */
	STEP_BROKEN,  /* the store is to blame: going on makes no sense, and the error is filled */
} step;

/* An input from when its bytes are read until they are imported. */
typedef struct input {
	const char *path, *name, *called;
	yd_buf bytes;
	char *origin;
	yd_status status; /* of reading the file */
	yd_error err;
} input;

/* True when there is room to begin another one as well. */
static bool begin_input(import_run *run, const char *path, bool ahead, input *in)
{
	*in = (input){.path = path, .name = path ? path : _("standard input")};
	in->called = short_name(in->name);
	in->status = yd_library_read_file(path, &in->bytes, &in->origin, &in->err);
	return ahead && in->status == YD_OK &&
	       yd_library_read_ahead(run->library, in->called, yd_buf_str(&in->bytes), &run->given);
}

static void free_input(input *in)
{
	yd_buf_free(&in->bytes);
	free(in->origin);
}

static step finish_input(import_run *run, const input *in, yd_error *err)
{
	yd_imported imported = {0};
	yd_status status = in->status;
	bool was_read = status == YD_OK;
	*err = in->err;
	if (was_read)
		status = yd_library_import(run->library, in->called, in->origin,
			yd_buf_str(&in->bytes), &run->given, &imported, err);
	if (status == YD_OK) {
		run->counts[imported.outcome]++;
		report_done(run, in->name, &imported);
		yd_imported_free(&imported);
	} else if (status == YD_INTERRUPTED) {
		return STEP_STOPPED;
	} else if (!was_read || status == YD_INVALID || status == YD_AMBIGUOUS) {
		report_failed(run, in->path, in->name,
			without_name(without_name(err->text, in->name), in->called));
	} else {
		return STEP_BROKEN;
	}
	return STEP_TAKEN;
}

/* Of many inputs some are read while those before them are stored. */
static step import_in_order(import_run *run, const import_inputs *inputs, bool ahead, yd_error *err)
{
	enum { WINDOW = 512 };
	input *window = yd_alloc(WINDOW * sizeof *window);
	size_t begun = 0;
	step result = STEP_TAKEN;
	for (size_t i = 0; i < inputs->count && result == STEP_TAKEN && !progress_is_interrupted();
		i++) {
		const char *path = inputs->items[i];
		bool room = ahead || begun == i;
		progress_show(i, inputs->count, path ? path : _("standard input"));
		while (room && begun < inputs->count && begun < i + WINDOW) {
			input *in = &window[begun % WINDOW];
			room = begin_input(run, inputs->items[begun++], ahead, in);
		}
		result = finish_input(run, &window[i % WINDOW], err);
		free_input(&window[i % WINDOW]);
		window[i % WINDOW] = (input){0};
		run->taken += result == STEP_TAKEN;
	}
	yd_library_forget_ahead(run->library);
	for (size_t i = 0; i < WINDOW; i++)
		free_input(&window[i]);
	free(window);
	return result;
}

static void say_sum(const import_run *run, size_t left)
{
	char *rest = left ? yd_format(_(", stopped with %zu left"), left) : yd_strdup("");
	say("%zu imported, %zu replaced, %zu unchanged, %zu failed%s", run->counts[YD_PUT_NEW],
		run->counts[YD_PUT_REPLACED], run->counts[YD_PUT_UNCHANGED], run->failed, rest);
	free(rest);
}

static int import_all(import_run *run, const import_inputs *inputs)
{
	yd_corpus *corpus = yd_library_corpus(run->library);
	bool bulk = inputs->count >= BULK_FROM;
	step last = STEP_TAKEN;
	yd_error err;
	if (bulk && yd_corpus_bulk(corpus, true, &err) != YD_OK)
		return say_error(&err), YD_EXIT_SYSTEM;
	progress_begin();
	last = import_in_order(run, inputs, bulk, &err);
	progress_clear();
	if (bulk && yd_corpus_bulk(corpus, false, last == STEP_BROKEN ? NULL : &err) != YD_OK)
		last = STEP_BROKEN;
	if (last == STEP_BROKEN)
		say_error(&err);
	size_t left = inputs->count - run->taken;
	say_sum(run, left);
	if (last == STEP_BROKEN)
		return YD_EXIT_SYSTEM;
	return left || run->failed ? YD_EXIT_NOTHING : YD_EXIT_DONE;
}

/* What is given holds for every file: a mistake in it is found before the first is read. */
static int check_given(const yd_call *call, yd_given *given, yd_buf *title)
{
	const char *year = call->values[OPTION_YEAR], *region = call->values[OPTION_REGION];
	if (year && !(given->year = year_parse(yd_str_of(year))))
		return say_usage(call, "--year '%s' is no year; write four digits", year);
	if (region) {
		yd_region parsed = {0};
		yd_error err;
		yd_status status = yd_region_parse(yd_str_of(region), given->year, &parsed, &err);
		yd_region_free(&parsed);
		if (status != YD_OK)
			return say_error(&err);
		given->region = region;
	}
	if (call->values[OPTION_TITLE]) {
		yd_one_line(yd_str_of(call->values[OPTION_TITLE]), title);
		if (!title->len)
			return say_usage(call, "--title is empty");
		given->title = title->ptr;
	}
	return YD_EXIT_DONE;
}

static int say_no_files(const yd_call *call)
{
	say("%s: there are no files in it that could be imported; hidden ones and links are left "
	    "out",
		call->args[0]);
	return YD_EXIT_NOTHING;
}

static int run(const yd_call *call)
{
	bool dry = call->values[OPTION_DRY_RUN] != NULL;
	import_run run = {.json = call->values[OPTION_JSON] != NULL,
		.verbose = call->values[OPTION_VERBOSE] != NULL};
	yd_call opening = *call;
	opening.library.read_only |= dry;
	import_inputs inputs = {0};
	yd_buf title = {0};
	if (!call->arg_count)
		return say_usage(call, "name files or folders, or - for standard input");
	int status = check_given(call, &run.given, &title);
	if (status == YD_EXIT_DONE)
		status = open_library(&opening, true, &run.library);
	if (status == YD_EXIT_DONE) {
		inputs_find(call->args, call->arg_count, &inputs);
		run.in_full = inputs.count <= TOLD_IN_FULL;
		if (dry && inputs.count)
			status = dry_run(run.library, &inputs, &run.given, run.json);
		else if (inputs.count)
			status = import_all(&run, &inputs);
		else
			status = say_no_files(call);
	}
	inputs_free(&inputs);
	yd_library_close(run.library);
	yd_buf_free(&title);
	return status;
}

const yd_command command_import = {
	.name = "import",
	.summary = "takes documents into the cache",
	.usage = "[--json] [--dry-run] [-v] [--region R] [--year Y] [--title T] PATH… | -",
	.options = options,
	.notes =
		"PATH is a file or a folder; folders are searched through in byte order, without "
		"hidden names and "
		"links. - reads standard input.\n"
		"One line per file: imported, replaced (the file has changed since, or something "
		"new was "
		"said about it) or unchanged, with reference, title and size of the outline; or "
		"failed, "
		"with the reason. What a document was before it was replaced stays as an earlier "
		"version, which `yaodian versions` lists. A bad file does not stop the others. "
		"Ctrl-C stops after the "
		"document at "
		"hand; importing again goes on from there.\n"
		"Standard error tells what was found in each document, where, and how sure it is: "
		"\"year 2024 (a guess: date)\". What is sure has its origin only; of more than "
		"three files only what is doubtful is told, unless -v asks for all.\n"
		"--dry-run shows the outline as a tree: marks and titles, how many clauses a "
		"section "
		"has, how many characters a text; ? stands before a heading that may be none. With "
		"--json it is the object of `yaodian show --json`. It writes nothing at all.\n"
		"Region, year and title that you give hold for these bytes whenever they are "
		"imported "
		"again, and when the cache is rebuilt.",
	.changes = true,
	.run = run,
};
