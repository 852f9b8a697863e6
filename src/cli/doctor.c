#include "commands.h"
#include "output.h"

#include <yaodian/config.h>
#include <yaodian/intl.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const yd_option options[] = {{NULL, 0, NULL, NULL}};

/* `what` and `finding` are looked up. */
static void put_line(const char *what, const char *path, const char *finding)
{
	out_puts(yd_tr(what));
	out_puts(" ");
	out_value(path, "");
	out_puts(": ");
	out_value(yd_tr(finding), "");
	out_puts("\n");
}

static void put_advice(const char *advice)
{
	out_puts("  ");
	out_field(yd_str_of(yd_tr(advice)));
	out_puts("\n");
}

/* Lines of a report, each under the file it is about. */
static void put_report(char *report)
{
	for (char *line = report ? strtok(report, "\n") : NULL; line; line = strtok(NULL, "\n"))
		put_advice(line);
}

/* A file that is not there, or cannot be written, is told and is no fault of the file. */
static void put_access(const char *what, const char *path)
{
	if (access(path, W_OK) == 0)
		return;
	put_line(what, path,
		N_("cannot be written: changes will be refused; change its permissions "
		   "(chmod)"));
}

static const char cache_advice[] =
	N_("to mend it: move the file away and import the documents again; bookmarks are kept in "
	   "user data");
static const char user_advice[] =
	N_("to mend it: copy the file to a safe place, then put a backup in its place, or save "
	   "what can be read with sqlite3 FILE .recover");

/* *faults grows by what is wrong. A fault is told with the way to mend it; nothing is mended here.
 */

static void report_fault(
	const char *what, const char *path, const yd_error *err, const char *advice, size_t *faults)
{
	put_line(what, path, N_("cannot be opened"));
	put_advice(err->text);
	if (err->status == YD_DAMAGED)
		put_advice(advice);
	++*faults;
}

static void report_totals(yd_corpus *corpus, const char *path)
{
	yd_totals totals;
	if (yd_corpus_totals(corpus, &totals, NULL) != YD_OK)
		return;
	yd_buf text = {0};
	yd_buf_printf(&text, "%s (", _("in order"));
	yd_buf_printf(&text, yd_trn("%zu document", "%zu documents", totals.docs), totals.docs);
	yd_buf_puts(&text, _(", "));
	yd_buf_printf(
		&text, yd_trn("%zu section", "%zu sections", totals.sections), totals.sections);
	yd_buf_puts(&text, _(", "));
	yd_buf_printf(&text, yd_trn("%zu clause", "%zu clauses", totals.clauses), totals.clauses);
	yd_buf_putc(&text, ')');
	put_line(N_("cache"), path, text.ptr);
	yd_buf_free(&text);
}

/* Documents that were read by other rules are no fault: they are told with what to do. */
static void report_stale(yd_corpus *corpus, const char *fingerprint)
{
	size_t stale = 0;
	if (yd_corpus_stale_count(corpus, fingerprint, &stale, NULL) != YD_OK || !stale)
		return;
	char *text = yd_format(_("%zu documents were read by other rules than today's; the browser "
				 "reads them again by itself, and so does `yaodian rebuild`"),
		stale);
	put_advice(text);
	free(text);
}

static void check_cache(const char *path, const char *fingerprint, size_t *faults)
{
	yd_corpus *corpus;
	yd_error err;
	yd_buf report = {0};
	size_t found = 0;
	yd_status status = yd_corpus_open(path, YD_OPEN_READ, &corpus, &err);
	if (status == YD_NOT_FOUND) {
		put_line(N_("cache"), path, N_("is not there yet; the first import makes it"));
		return;
	}
	if (status != YD_OK) {
		report_fault(N_("cache"), path, &err, cache_advice, faults);
		return;
	}
	status = yd_corpus_check(corpus, &report, &found, &err);
	if (status != YD_OK) {
		report_fault(N_("cache"), path, &err, cache_advice, faults);
	} else if (found) {
		put_line(N_("cache"), path, N_("has faults"));
		put_report(report.ptr);
		put_advice(N_(
			"to mend it: `yaodian rebuild`; when faults are left after that, move the "
			"file away and import the documents again (bookmarks are kept in user "
			"data)"));
		*faults += found;
	} else {
		report_totals(corpus, path);
		report_stale(corpus, fingerprint);
	}
	put_access(N_("cache"), path);
	yd_buf_free(&report);
	yd_corpus_close(corpus);
}

static void check_user(const char *path, size_t *faults)
{
	yd_user *user;
	yd_error err;
	yd_buf report = {0};
	size_t found = 0, bookmarks = 0;
	yd_status status = yd_user_open(path, YD_OPEN_READ, &user, &err);
	if (status == YD_NOT_FOUND) {
		put_line(
			N_("user data"), path, N_("is not there yet; the first bookmark makes it"));
		return;
	}
	if (status != YD_OK) {
		report_fault(N_("user data"), path, &err, user_advice, faults);
		return;
	}
	status = yd_user_check(user, &report, &found, &err);
	if (status == YD_OK)
		status = yd_user_bookmark_count(user, &bookmarks, &err);
	if (status != YD_OK) {
		report_fault(N_("user data"), path, &err, user_advice, faults);
	} else if (found) {
		put_line(N_("user data"), path, N_("has faults"));
		put_report(report.ptr);
		put_advice(user_advice);
		*faults += found;
	} else {
		yd_buf count = {0};
		yd_buf_printf(
			&count, yd_trn("%zu bookmark", "%zu bookmarks", bookmarks), bookmarks);
		char *text = yd_format("%s (%s)", _("in order"), count.ptr);
		yd_buf_free(&count);
		put_line(N_("user data"), path, text);
		free(text);
	}
	put_access(N_("user data"), path);
	yd_buf_free(&report);
	yd_user_close(user);
}

/* The user's theme rules; *fingerprint (owned) stands for everything documents are read by. */
static void check_themes(char **fingerprint, size_t *faults)
{
	char *path = yd_library_themes_path();
	bool there = path && access(path, F_OK) == 0;
	yd_theme_rules *rules = NULL;
	yd_buf warnings = {0}, rule_print = {0};
	yd_error err;
	*fingerprint = NULL;
	if (yd_theme_rules_load(there ? path : NULL, &rules, &warnings, &err) != YD_OK) {
		put_line(N_("themes"), path, N_("cannot be read"));
		put_advice(err.text);
		++*faults;
	} else {
		if (warnings.len) {
			put_line(N_("themes"), path,
				N_("has lines that are left out; correct them"));
			put_report(warnings.ptr);
			++*faults;
		} else if (there) {
			put_line(N_("themes"), path, N_("in order"));
		}
		yd_intake_fingerprint(rules, &rule_print);
		*fingerprint = yd_buf_take(&rule_print);
	}
	yd_theme_rules_free(rules);
	yd_buf_free(&warnings);
	free(path);
}

/* A configuration that is not there is as good as one in order, and not worth a line. */
static void check_config(size_t *faults)
{
	yd_config config;
	yd_config_load(&config);
	if (config.faults) {
		put_line(N_("configuration"), config.path,
			N_("has lines that are left out; correct them"));
		put_report(config.report.ptr);
		if (config.faults > YD_CONFIG_REPORT_MAX)
			put_advice(N_("and further ones"));
		++*faults;
	} else if (config.found) {
		put_line(N_("configuration"), config.path, N_("in order"));
	}
	yd_config_free(&config);
}

static int run(const yd_call *call)
{
	char *cache = NULL, *user = NULL, *fingerprint;
	size_t faults = 0;
	yd_error err;
	if (call->arg_count)
		return say_usage(call, "'%s' is not understood", call->args[0]);
	if (yd_library_paths(&call->library, &cache, &user, &err) != YD_OK)
		return say_error(&err);
	check_config(&faults);
	check_themes(&fingerprint, &faults);
	check_cache(cache, fingerprint ? fingerprint : "", &faults);
	check_user(user, &faults);
	free(fingerprint);
	free(cache);
	free(user);
	return faults ? YD_EXIT_SYSTEM : YD_EXIT_DONE;
}

const yd_command command_doctor = {
	.name = "doctor",
	.summary = "checks both files and the configuration; says what is wrong and how to mend it",
	.usage = "",
	.options = options,
	.notes = "Reads everything and writes nothing. Exit status 3 when something is wrong.",
	.run = run,
};
