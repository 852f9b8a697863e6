#include "commands.h"
#include "document.h"
#include "indexing.h"
#include "json.h"
#include "output.h"
#include "select.h"
#include "snippet.h"

#include <yaodian/intl.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { OPTION_JSON, OPTION_COUNT, OPTION_LIMIT, OPTION_THEME, OPTION_REGION, OPTION_YEAR };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line"},
	[OPTION_COUNT] = {"count", 0, NULL, "only how many there are"},
	[OPTION_LIMIT] = {"limit", 'n', "N", "at most N hits"},
	[OPTION_THEME] = {"theme", 0, "T",
		"only in clauses on this theme, by key or name; party! takes those mainly about "
		"it"},
	[OPTION_REGION] = {"region", 0, "R",
		"only in documents of this region and the ones below it: 吉林, 吉林省/长春市"},
	[OPTION_YEAR] = {"year", 0, "Y[..Y]", "only in documents for this year, or these years"},
	{NULL, 0, NULL, NULL},
};

typedef struct search_run {
	size_t hits, limit; /* limit SIZE_MAX: none */
	bool json, count_only;
} search_run;

static void print_json(const yd_hit *hit)
{
	yd_buf line = {0}, ref = {0};
	snippet cut;
	snippet_make(hit, &cut);
	yd_open_doc_unit_ref(hit->doc, hit->unit, &ref);
	json_open(&line, '{');
	json_key(&line, "ref");
	json_str(&line, yd_buf_str(&ref));
	json_key(&line, "region");
	json_region(&line, yd_doc_own_region(&hit->doc->info));
	json_key(&line, "year");
	json_year(&line, hit->doc->info.year);
	json_key(&line, "title");
	json_title(&line, hit->doc, hit->unit);
	json_key(&line, "mark");
	json_mark(&line, hit->doc, hit->unit);
	json_key(&line, "themes");
	json_themes(&line, &hit->doc->stored.units[hit->unit]);
	json_key(&line, "snippet");
	json_str(&line, yd_buf_str(&cut.text));
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
	yd_buf_free(&ref);
	snippet_free(&cut);
}

static void print_line(const yd_hit *hit)
{
	const char *gap = out_is_terminal() ? "  " : "\t";
	yd_buf ref = {0}, region = {0}, year = {0}, mark = {0};
	snippet cut;
	snippet_make(hit, &cut);
	size_t node = yd_open_doc_node(hit->doc, hit->unit);
	yd_open_doc_unit_ref(hit->doc, hit->unit, &ref);
	add_region(yd_doc_own_region(&hit->doc->info), &region);
	add_year(hit->doc->info.year, &year);
	if (node != SIZE_MAX)
		yd_outline_mark(&hit->doc->outline, hit->doc->source, node, &mark);
	const yd_buf *cells[] = {&ref, &region, &year, &mark};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		out_field(yd_buf_str(cells[i]));
		out_puts(gap);
	}
	snippet_print(&cut);
	out_puts("\n");
	yd_buf_free(&ref);
	yd_buf_free(&region);
	yd_buf_free(&year);
	yd_buf_free(&mark);
	snippet_free(&cut);
}

/* Prints hits of one list as they are found. */
static yd_status print_hits(search_run *run, yd_hits *hits, yd_error *err)
{
	yd_found_unit at;
	yd_status status = YD_OK;
	while (run->hits < run->limit && !out_is_closed() &&
		(status = yd_hits_next(hits, &at, err)) == YD_OK) {
		yd_hit hit;
		status = yd_hits_read(hits, &at, &hit, err);
		if (status == YD_NOT_FOUND) /* removed by another program meanwhile */
			continue;
		if (status != YD_OK)
			break;
		run->hits++;
		if (run->json)
			print_json(&hit);
		else
			print_line(&hit);
	}
	return status == YD_END || status == YD_NOT_FOUND ? YD_OK : status;
}

static yd_status search_list(yd_library *library, const yd_query *query, const yd_list_query *list,
	search_run *run, yd_error *err)
{
	yd_hits_options asked = {.list = *list};
	yd_hits *hits = NULL;
	size_t count;
	yd_status status;
	if (run->count_only) {
		status = yd_hits_count(library, query, &asked, &count, err);
		run->hits = count < run->limit - run->hits ? run->hits + count : run->limit;
		return status;
	}
	status = yd_hits_open(library, query, &asked, &hits, err);
	if (status == YD_OK)
		status = print_hits(run, hits, err);
	yd_hits_close(hits);
	return status;
}

static void print_count(const search_run *run)
{
	yd_buf line = {0};
	yd_buf_printf(&line, run->json ? "{\"count\":%zu}\n" : "%zu\n", run->hits);
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static bool asks_here(const yd_query_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (asks_here(&node->children[i]))
			return true;
	return node->kind == YD_QUERY_IN_HERE;
}

/* Tells somebody who typed it what the query was taken as, where that may surprise. */
static void tell_understood(const yd_query *query, yd_str typed)
{
	const yd_query_node *missing = yd_query_missing_region(query);
	if (!isatty(STDERR_FILENO))
		return;
	if (yd_query_may_surprise(query, typed)) {
		yd_buf understood = {0};
		yd_query_render(query, &understood);
		say("looked for as: %s", understood.ptr);
		yd_buf_free(&understood);
	}
	if (missing) {
		yd_error err;
		yd_library_region_lack(yd_buf_str(&missing->text), &err);
		say("region:%s: %s; `yaodian list` shows where documents are from",
			missing->text.ptr, err.text);
	}
	if (asks_here(&query->root))
		say("in:here: no document is open here, so it holds everywhere");
}

static int search_selected(
	yd_library *library, const yd_query *query, const selection *selected, search_run *run)
{
	if (!selection_is_empty(selected)) {
		yd_list_query list = selection_query(selected);
		yd_error err;
		yd_status status = search_list(library, query, &list, run, &err);
		if (status != YD_OK)
			return say_error(&err);
	}
	if (run->count_only)
		print_count(run);
	return run->hits ? YD_EXIT_DONE : YD_EXIT_NOTHING;
}

/* A number from 1; 0 when it is none. */
static size_t limit_parse(const char *text)
{
	char *end;
	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || value > SIZE_MAX)
		return 0;
	return (size_t)value;
}

/* Several arguments are one query, so that no quotes are needed around its terms. */
static void join_query(const yd_call *call, yd_buf *query)
{
	for (int i = 0; i < call->arg_count; i++) {
		yd_buf_puts(query, i ? " " : "");
		yd_buf_puts(query, call->args[i]);
	}
}

static int search_text(yd_library *library, yd_str text, const selection *selected, search_run *run)
{
	yd_query query;
	yd_error err;
	int status;
	yd_status read = yd_library_query(library, text, &query, &err);
	if (read == YD_OK && yd_query_is_empty(&query))
		read = yd_fail(&err, YD_INVALID, _("query"),
			"there is nothing in it to look for; give at least one character");
	if (read == YD_OK) {
		tell_understood(&query, text);
		status = search_selected(library, &query, selected, run);
	} else {
		status = say_error(&err);
	}
	yd_query_free(&query);
	return status;
}

static int run_in(const yd_call *call, yd_library *library, search_run *run)
{
	selection selected;
	yd_buf query = {0};
	int status = selection_make(call, library, call->values[OPTION_REGION],
		call->values[OPTION_YEAR], call->values[OPTION_THEME], &selected);
	join_query(call, &query);
	if (status == YD_EXIT_DONE)
		status = search_text(library, yd_buf_str(&query), &selected, run);
	yd_buf_free(&query);
	selection_free(&selected);
	return status;
}

/* A cache made before the index, or a program that ended early, leaves documents to take in. While
 * another program writes they are searched as they are. */
static int finish_index(yd_library *library)
{
	yd_error err;
	bool stopped = false;
	if (yd_library_read_only(library))
		return YD_EXIT_DONE;
	yd_status status = index_finish(yd_library_corpus(library), false, &stopped, &err);
	if (status != YD_OK && status != YD_BUSY)
		return say_error(&err);
	if (!stopped)
		return YD_EXIT_DONE;
	say("stopped before all documents were in the index; the next search goes on from there");
	return YD_EXIT_NOTHING;
}

static int run(const yd_call *call)
{
	yd_library *library;
	const char *limit = call->values[OPTION_LIMIT];
	search_run run = {
		.limit = limit ? limit_parse(limit) : SIZE_MAX,
		.json = call->values[OPTION_JSON] != NULL,
		.count_only = call->values[OPTION_COUNT] != NULL,
	};
	if (!call->arg_count)
		return say_usage(call, "say what to look for");
	if (!run.limit)
		return say_usage(call, "-n '%s' is no number of hits; write 1 or more", limit);
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = finish_index(library);
	if (status == YD_EXIT_DONE)
		status = run_in(call, library, &run);
	yd_library_close(library);
	return status;
}

const yd_command command_search = {
	.name = "search",
	.summary = "finds units by their text",
	.usage = "[--json] [--count] [-n N] [--theme T] [--region R] [--year Y[..Y]] QUERY",
	.options = options,
	.notes = "Finds every clause, heading, preamble and closing whose text matches, in "
		 "simplified or traditional characters, full or half width, any case; white space "
		 "in the text does not count.\n"
		 "QUERY: terms parted by spaces must all match; \"a phrase\"; a OR b; -without; "
		 "( … ); and fields, which may have a minus before them too. What does not parse "
		 "is looked for as it is. Behind -- a QUERY may begin with any minus: -- "
		 "-theme:safety.\n"
		 "Hits in titles come first; in both parts the best first when fewer than 5,000 "
		 "match, else in the order of import. A line per hit: reference, region, year, "
		 "mark and "
		 "the place in the text; tabs between them when standard output is no terminal. "
		 "Exit status 1 when nothing matched.",
	.words = true,
	.run = run,
};
