#include "commands.h"
#include "document.h"
#include "json.h"
#include "output.h"
#include "select.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <string.h>

enum { OPTION_JSON, OPTION_REGION, OPTION_YEAR, OPTION_THEME, OPTION_KIND };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "one JSON object per line"},
	[OPTION_REGION] = {"region", 0, "R",
		"only documents of this region and the ones below it: 吉林, 吉林省/长春市, "
		"'unknown'"},
	[OPTION_YEAR] = {"year", 0, "Y[..Y]", "only documents for this year, or these years"},
	[OPTION_THEME] = {"theme", 0, "T",
		"only documents with clauses on this theme, by key or name; party! takes clauses "
		"that are mainly about it"},
	[OPTION_KIND] = {"kind", 0, "K",
		"only documents of this kind: 要点, 计划, 总结, 报告, 规划, 方案, 条例, 通知, "
		"其他"},
	{NULL, 0, NULL, NULL},
};

/* Columns of the table on a terminal; the title gets what is left. */
enum {
	REF_COLUMNS = 18,
	YEAR_COLUMNS = 7,
	GAP = 2,
	REGION_MAX = 28,
	YEAR_FROM = 40,
	REGION_FROM = 60
};

/* The region in `columns`: its last names when all of them do not fit. */
static void add_region_fitted(const char *path, size_t columns, yd_buf *line)
{
	yd_buf names = {0}, clean = {0};
	for (const char *rest = path;; rest = strchr(rest, '/') + 1) {
		yd_buf_clear(&names);
		add_region(rest, &names);
		if (!rest || yd_text_columns(yd_buf_str(&names)) <= columns || !strchr(rest, '/'))
			break;
	}
	yd_text_sanitize(yd_buf_str(&names), 0, &clean);
	yd_text_ellipsis(yd_buf_str(&clean), columns, true, line);
	yd_buf_free(&names);
	yd_buf_free(&clean);
}

static void add_cell(yd_str text, size_t columns, bool pad, yd_buf *line)
{
	yd_buf clean = {0};
	yd_text_sanitize(text, 0, &clean);
	yd_text_ellipsis(yd_buf_str(&clean), columns, pad, line);
	yd_buf_free(&clean);
}

/* In a narrow window the region goes first, then the year. */
static void print_row(const yd_doc *doc)
{
	size_t columns = out_columns(), taken = REF_COLUMNS + GAP, region = columns / 3;
	yd_buf line = {0}, cell = {0};
	add_cell(yd_str_of(doc->ref), REF_COLUMNS, true, &line);
	yd_buf_puts(&line, "  ");
	if (columns >= YEAR_FROM) {
		add_year(doc->year, &cell);
		add_cell(yd_buf_str(&cell), YEAR_COLUMNS, true, &line);
		yd_buf_puts(&line, "  ");
		taken += YEAR_COLUMNS + GAP;
	}
	if (columns >= REGION_FROM) {
		region = region > REGION_MAX ? REGION_MAX : region;
		add_region_fitted(yd_doc_own_region(doc), region, &line);
		yd_buf_puts(&line, "  ");
		taken += region + GAP;
	}
	yd_buf_clear(&cell);
	yd_buf_puts(&cell, doc->sample ? _("(sample) ") : "");
	yd_buf_puts(&cell, doc->title ? doc->title : _("(unknown title)"));
	if (columns > taken)
		add_cell(yd_buf_str(&cell), columns - taken, false, &line);
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
	yd_buf_free(&cell);
}

static void print_tabbed(const yd_doc *doc)
{
	yd_buf year = {0}, region = {0}, counts = {0};
	add_year(doc->year, &year);
	add_region(yd_doc_own_region(doc), &region);
	yd_buf_printf(&counts, "\t%zu\t%zu\t%s\n", doc->sections, doc->clauses,
		doc->sample ? "sample" : "");
	out_field(yd_str_of(doc->ref));
	out_puts("\t");
	out_field(yd_buf_str(&year));
	out_puts("\t");
	out_field(yd_buf_str(&region));
	out_puts("\t");
	out_value(doc->title, "");
	out_bytes(yd_buf_str(&counts));
	yd_buf_free(&year);
	yd_buf_free(&region);
	yd_buf_free(&counts);
}

static void print_json(const yd_doc *doc)
{
	yd_buf line = {0};
	json_open(&line, '{');
	json_doc_members(&line, doc);
	json_doc_counts(&line, doc);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static yd_status list_query(
	yd_library *library, const yd_list_query *query, bool json, size_t *count, yd_error *err)
{
	yd_walk *walk;
	yd_doc doc = {0};
	yd_status status = yd_corpus_walk(yd_library_corpus(library), query, &walk, err);
	if (status != YD_OK)
		return status;
	while (!out_is_closed() && (status = yd_walk_next(walk, &doc, err)) == YD_OK) {
		if (json)
			print_json(&doc);
		else if (out_is_terminal())
			print_row(&doc);
		else
			print_tabbed(&doc);
		++*count;
		yd_doc_free(&doc);
	}
	yd_walk_close(walk);
	return status == YD_END ? YD_OK : status;
}

static int list_selected(
	const yd_call *call, yd_library *library, const selection *selected, int kind)
{
	size_t count = 0;
	yd_status status = YD_OK;
	yd_error err;
	if (!selection_is_empty(selected)) {
		yd_list_query query = selection_query(selected);
		query.kind = kind;
		status = list_query(
			library, &query, call->values[OPTION_JSON] != NULL, &count, &err);
	}
	if (status != YD_OK)
		return say_error(&err);
	if (count)
		return YD_EXIT_DONE;
	if (kind || !selection_is_all(selected))
		return YD_EXIT_NOTHING;
	say("%s: there are no documents yet; `yaodian import PATH` takes them in",
		yd_library_cache_path(library));
	return YD_EXIT_DONE;
}

static int run(const yd_call *call)
{
	yd_library *library;
	selection selected;
	if (call->arg_count)
		return say_usage(call, "'%s' is not understood", call->args[0]);
	const char *named = call->values[OPTION_KIND];
	int kind = named ? yd_kind_find(yd_str_of(named)) : YD_KIND_UNKNOWN;
	if (named && kind == YD_KIND_UNKNOWN)
		return say_usage(call,
			"'%s' is no kind of document: 要点, 计划, 总结, 报告, 规划, 方案, 条例, "
			"通知 or 其他",
			named);
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = selection_make(call, library, call->values[OPTION_REGION],
		call->values[OPTION_YEAR], call->values[OPTION_THEME], &selected);
	if (status == YD_EXIT_DONE)
		status = list_selected(call, library, &selected, kind);
	selection_free(&selected);
	yd_library_close(library);
	return status;
}

const yd_command command_list = {
	.name = "list",
	.summary = "lists documents by region and year",
	.usage = "[--json] [--region R] [--year Y[..Y]] [--theme T] [--kind K]",
	.options = options,
	.notes = "On a terminal a table of reference, year, region and title, cut to the window. "
		 "Elsewhere "
		 "a line per document with tabs between reference, year, region, title, number of "
		 "sections, number of clauses, and 'sample' where it is one.\n"
		 "Exit status 1 when the options let nothing through.",
	.run = run,
};
