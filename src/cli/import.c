#include "commands.h"
#include "dry_run.h"
#include "import_run.h"
#include "inputs.h"
#include "output.h"
#include "progress.h"
#include "select.h"
#include "watch.h"

#include <yaodian/address.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum {
	OPTION_JSON,
	OPTION_REGION,
	OPTION_YEAR,
	OPTION_TITLE,
	OPTION_DRY_RUN,
	OPTION_VERBOSE,
	OPTION_ATTACHMENTS,
	OPTION_WATCH,
	OPTION_EVERY
};

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line, with status and warnings"},
	[OPTION_REGION] = {"region", 0, "R",
		"where the documents are from, whatever they say: '吉林省 白城市'; unknown"},
	[OPTION_YEAR] = {"year", 0, "Y", "the year they are for; unknown: they say none"},
	[OPTION_TITLE] = {"title", 0, "T", "its title, of one document"},
	[OPTION_DRY_RUN] = {"dry-run", 'n', NULL,
		"show metadata and outline as they would be read, and write nothing"},
	[OPTION_VERBOSE] = {"verbose", 'v', NULL,
		"tell of each document all that was found, where, and how sure it is"},
	[OPTION_ATTACHMENTS] = {"attachments", 0, NULL,
		"of addresses: take in the Word files and PDFs that their pages link to as well"},
	[OPTION_WATCH] = {"watch", 0, NULL,
		"stay, and import what appears in the folders or changes there"},
	[OPTION_EVERY] = {"every", 0, "SECONDS",
		"with --watch: look every so many seconds instead of being told by the system"},
	{NULL, 0, NULL, NULL},
};

/* From this many files on, commits do not wait for the disk one by one. */
enum { BULK_FROM = 16 };

/* Of so many files at most, all that was found is told; of more, only what is doubtful. */
enum { TOLD_IN_FULL = 3 };

static size_t count_left(import_inputs *inputs)
{
	size_t left = 0;
	char *path;
	for (; inputs_next(inputs, &path); left++)
		free(path);
	return left;
}

static void say_sum(const import_run *run)
{
	const size_t *counts = run->counts;
	if (run->left)
		say("%zu imported, %zu replaced, %zu unchanged, %zu failed; stopped with %zu left: "
		    "the same command goes on",
			counts[YD_PUT_NEW], counts[YD_PUT_REPLACED], counts[YD_PUT_UNCHANGED],
			run->failed, run->left);
	else
		say("%zu imported, %zu replaced, %zu unchanged, %zu failed", counts[YD_PUT_NEW],
			counts[YD_PUT_REPLACED], counts[YD_PUT_UNCHANGED], run->failed);
}

/* At the end of all, when references change no more. */
static import_step tell_renamed(import_run *run, import_step last, yd_error *err)
{
	return last != STEP_BROKEN && report_renamed(&run->how, run->library, err) != YD_OK
		       ? STEP_BROKEN
		       : last;
}

static int import_all(import_run *run, const yd_call *call, import_inputs *inputs)
{
	yd_corpus *corpus = yd_library_corpus(run->library);
	bool bulk = inputs_look(inputs, BULK_FROM) + inputs->address_count >= BULK_FROM;
	yd_error err;
	/* Servers are not asked for what cannot be kept. */
	if ((inputs->address_count && yd_corpus_can_write(corpus, &err) != YD_OK) ||
		(bulk && yd_corpus_bulk(corpus, true, &err) != YD_OK))
		return say_error(&err), YD_EXIT_SYSTEM;
	progress_begin();
	run->pace.begin = progress_clock();
	if (bulk && progress_is_shown())
		run->survey = survey_begin(call->args, call->arg_count);
	import_step last = import_inputs_of(run, inputs, bulk, &err);
	if (bulk)
		import_show_progress(run, NULL);
	if (bulk && yd_corpus_bulk(corpus, false, last == STEP_BROKEN ? NULL : &err) != YD_OK)
		last = STEP_BROKEN;
	progress_end();
	survey_end(run->survey);
	last = tell_renamed(run, last, &err);
	if (last == STEP_BROKEN)
		say_error(&err);
	run->left +=
		count_left(inputs) + inputs->address_count + run->attached - run->addresses_taken;
	say_sum(run);
	if (last == STEP_BROKEN)
		return YD_EXIT_SYSTEM;
	return run->left || run->failed ? YD_EXIT_NOTHING : YD_EXIT_DONE;
}

/* ---- watching ---- */

static bool take_watched(void *context, char *const *paths, size_t count, bool told)
{
	import_run *run = context;
	yd_corpus *corpus = yd_library_corpus(run->library);
	import_inputs *inputs = inputs_of_files(paths, count);
	bool bulk = count >= BULK_FROM;
	yd_error err;
	import_step last = STEP_BROKEN;
	run->hide_unchanged = !told;
	run->pace = (work_pace){.begin = progress_clock()};
	if (!bulk || yd_corpus_bulk(corpus, true, &err) == YD_OK) {
		last = import_in_order(run, inputs, bulk, &err);
		if (bulk &&
			yd_corpus_bulk(corpus, false, last == STEP_BROKEN ? NULL : &err) != YD_OK)
			last = STEP_BROKEN;
	}
	progress_end();
	last = tell_renamed(run, last, &err);
	if (last == STEP_BROKEN)
		say_error(&err);
	inputs_close(inputs);
	return last == STEP_TAKEN && !progress_is_interrupted();
}

static int import_watching(import_run *run, const yd_call *call)
{
	const char *every = call->values[OPTION_EVERY];
	unsigned long seconds = 0;
	char *end = NULL;
	if (every && (*every < '0' || *every > '9' || (seconds = strtoul(every, &end, 10)) < 1 ||
			     seconds > 86400 || *end))
		return say_usage(
			call, "--every '%s' is no number of seconds from 1 to 86400", every);
	int status = watch_folders(
		call->args, (size_t)call->arg_count, (unsigned)seconds, take_watched, run);
	run->left = 0; /* the next watch begins with all of them */
	if (status != YD_EXIT_USAGE)
		say_sum(run);
	return status;
}

/* What is given holds for every file: a mistake in it is found before the first is read. */
static int check_given(const yd_call *call, yd_given *given, yd_buf *title)
{
	const char *year = call->values[OPTION_YEAR];
	bool unknown = year && yd_library_is_unknown(yd_text_trim(yd_str_of(year)));
	given->year = unknown ? YD_YEAR_NONE : year ? yd_year_parse(yd_str_of(year)) : 0;
	if (year && !given->year)
		return say_usage(
			call, "--year '%s' is no year; write four digits, or unknown", year);
	if (call->values[OPTION_TITLE]) {
		yd_one_line(yd_str_of(call->values[OPTION_TITLE]), title);
		if (!title->len)
			return say_usage(call, "--title is empty");
		given->title = title->ptr;
	}
	return YD_EXIT_DONE;
}

/* As `edit` takes it; places that have documents are only known once the cache is open. */
static int check_region(const yd_call *call, yd_library *library, yd_given *given, char **name)
{
	yd_error err;
	const char *typed = call->values[OPTION_REGION];
	int year = given->year == YD_YEAR_NONE ? 0 : given->year;
	if (typed && yd_library_region_typed(library, typed, year, name, &err) != YD_OK)
		return say_error(&err);
	given->region = *name;
	if (typed && yd_library_region_is_new(library, typed, year))
		say_new_region(typed);
	return YD_EXIT_DONE;
}

static int say_no_files(const yd_call *call)
{
	say("%s: there are no files in it that could be imported; hidden ones and links are left "
	    "out",
		call->args[0]);
	return YD_EXIT_NOTHING;
}

static int check_watch(const yd_call *call)
{
	if (call->values[OPTION_DRY_RUN])
		return say_usage(call, "--dry-run and --watch exclude one another");
	if (call->values[OPTION_TITLE])
		return say_usage(call, "--title is for one document, and --watch takes in many");
	for (int i = 0; i < call->arg_count; i++) {
		if (!yd_address_is(call->args[i]) || yd_address_is_file(call->args[i]))
			continue;
		char *shown = yd_address_shown(call->args[i]);
		int status = say_usage(call,
			"%s is an address, and --watch is for folders; import it without --watch, "
			"and `yaodian refresh` asks for it again",
			shown);
		free(shown);
		return status;
	}
	return YD_EXIT_DONE;
}

static int check_options(const yd_call *call)
{
	const char **values = call->values;
	if (!call->arg_count)
		return say_usage(call, "name files, folders or addresses, or - for standard input");
	if (values[OPTION_ATTACHMENTS] && (values[OPTION_DRY_RUN] || values[OPTION_WATCH]))
		return say_usage(call, "--attachments excludes --dry-run and --watch");
	if (values[OPTION_EVERY] && !values[OPTION_WATCH])
		return say_usage(call, "--every is for --watch");
	return values[OPTION_WATCH] ? check_watch(call) : YD_EXIT_DONE;
}

/* A folder of many plans that all have one title can hardly be meant. */
static void warn_of_title(const yd_call *call, import_inputs *inputs)
{
	if (call->values[OPTION_TITLE] && inputs_look(inputs, 2) + inputs->address_count > 1)
		say("--title is given to several documents: `yaodian edit` gives each its own");
}

static int run(const yd_call *call)
{
	bool dry = call->values[OPTION_DRY_RUN] != NULL;
	import_run run = {.how = {.json = call->values[OPTION_JSON] != NULL,
				  .verbose = call->values[OPTION_VERBOSE] != NULL}};
	yd_call opening = *call;
	opening.library.read_only |= dry;
	yd_buf title = {0};
	char *region = NULL;
	int status = check_options(call);
	if (status != YD_EXIT_DONE)
		return status;
	run.attachments = call->values[OPTION_ATTACHMENTS] != NULL;
	import_inputs *inputs = inputs_open(call->args, call->arg_count);
	if (!dry)
		status = check_may_change(call);
	if (status == YD_EXIT_DONE)
		status = check_given(call, &run.given, &title);
	if (status == YD_EXIT_DONE)
		status = open_library(&opening, true, &run.library);
	if (status == YD_EXIT_DONE)
		status = check_region(call, run.library, &run.given, &region);
	if (status == YD_EXIT_DONE)
		warn_of_title(call, inputs);
	if (status == YD_EXIT_DONE && call->values[OPTION_WATCH]) {
		status = import_watching(&run, call);
	} else if (status == YD_EXIT_DONE) {
		size_t count = inputs_look(inputs, TOLD_IN_FULL + 1) + inputs->address_count;
		run.how.in_full = count <= TOLD_IN_FULL;
		if (dry && count)
			status = dry_run(run.library, inputs, &run.given, run.how.json);
		else if (count)
			status = import_all(&run, call, inputs);
		else
			status = say_no_files(call);
	}
	inputs_close(inputs);
	yd_library_close(run.library);
	yd_buf_free(&title);
	free(region);
	return status;
}

const yd_command command_import = {
	.name = "import",
	.summary = "takes documents into the cache",
	.usage = "[--json] [--dry-run] [-v] [--attachments] [--region R] [--year Y] [--title T] "
		 "PATH… | URL… | -\n"
		 "--watch [--every SECONDS] [--json] [-v] [--region R] [--year Y] DIR…",
	.options = options,
	.notes =
		"PATH is a file or a folder; folders are searched through in byte order, without "
		"hidden names and "
		"links. - reads standard input.\n"
		"URL is an address (http:, https:, file:). Pages are fetched while those that came "
		"before are imported, at most two at a time from a host and with pauses between; "
		"what a site asks programs not to fetch (robots.txt) is not fetched. The original "
		"and the address are kept, and `yaodian refresh` asks again. The files that a page "
		"links to and that may be documents (.doc, .docx, .pdf, .wps, .rtf, .odt) are told "
		"with their addresses; --attachments takes them in too, each as a document of its "
		"own, by the same rules.\n"
		"One line per file: imported, replaced (the file has changed since, or something "
		"new was "
		"said about it) or unchanged, with reference, title and size of the outline; or "
		"failed, "
		"with the reason. What a document was before it was replaced stays as an earlier "
		"version, which `yaodian versions` lists. Documents that are equal in title and "
		"number get .2, .3 in the order of their SHA-256: where one that was told before "
		"has another reference at the end, a line says so, renamed REF TITLE (was OLD); "
		"with --json its object has \"status\":\"renamed\" and \"was\". "
		"A bad file does not stop the others. "
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
		"--watch imports what is in the folders and stays: files that appear there, also "
		"in "
		"new folders, or change are imported once they are closed and were left alone for "
		"half a second. Names that other programs give to unfinished files are left out "
		"(.part, .crdownload, .tmp, .swp, ~). Files that go away stay in the cache. Ctrl-C "
		"or SIGTERM ends it, with exit status 0; a folder that goes away, with 1. On "
		"network "
		"file systems, where the system does not tell of changes, it looks every 30 "
		"seconds, and takes what looks the same twice; --every asks for that, and how "
		"often.\n"
		"Region, year and title that you give hold for these bytes whenever they are "
		"imported "
		"again, and when the cache is rebuilt. A region that nobody knows is refused "
		"before "
		"anything is imported, unless ! stands behind it.",
	.run = run,
};
