#include "commands.h"
#include "json.h"
#include "output.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum { OPTION_JSON };

static const yd_option options[] = {
	[OPTION_JSON] = {"json", 0, NULL, "list: one JSON object per line"},
	{NULL, 0, NULL, NULL},
};

enum { PAGE = 100, REF_COLUMNS = 24 };

/* ---- list ---- */

static void json_tags(yd_buf *line, const char *tags)
{
	json_open(line, '[');
	while (tags && *tags) {
		size_t len = strcspn(tags, " ");
		if (len)
			json_str(line, (yd_str){tags, len});
		tags += len + (tags[len] == ' ');
	}
	json_close(line, ']');
}

static void print_json(const yd_bookmark *bookmark, const char *ref, bool found)
{
	yd_buf line = {0};
	json_open(&line, '{');
	json_key(&line, "ref");
	json_text(&line, ref);
	json_key(&line, "found");
	json_bool(&line, found);
	json_key(&line, "title");
	json_text(&line, bookmark->title);
	json_key(&line, "text");
	json_text(&line, bookmark->text);
	json_key(&line, "tags");
	json_tags(&line, bookmark->tags);
	json_key(&line, "note");
	json_text(&line, bookmark->note);
	json_key(&line, "created");
	json_text(&line, bookmark->created);
	json_close(&line, '}');
	yd_buf_putc(&line, '\n');
	out_bytes(yd_buf_str(&line));
	yd_buf_free(&line);
}

static void print_tabbed(const yd_bookmark *bookmark, const char *ref, yd_found found)
{
	static const char *const states[] = {
		[YD_FOUND_SAME] = "found", [YD_FOUND_MOVED] = "moved", [YD_FOUND_LOST] = "lost"};
	const char *cells[] = {ref, states[found], bookmark->title, bookmark->doc_title,
		bookmark->text, bookmark->tags, bookmark->note};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		out_puts(i ? "\t" : "");
		out_value(cells[i], "");
	}
	out_puts("\n");
}

/* Tags, and the note on lines of its own. */
static void print_labels(const yd_bookmark *bookmark)
{
	yd_str rest = yd_str_of(bookmark->tags), tag;
	while (yd_tags_next(&rest, &tag)) {
		out_puts("  #");
		out_field(tag);
	}
	if (bookmark->note) {
		out_puts("\n");
		out_text(yd_str_of(bookmark->note));
	}
}

static void print_on_terminal(const yd_bookmark *bookmark, const char *ref, yd_found found)
{
	yd_buf cell = {0}, title = {0};
	yd_text_ellipsis(yd_str_of(ref), REF_COLUMNS, true, &cell);
	out_bytes(yd_buf_str(&cell));
	out_puts("  ");
	if (found == YD_FOUND_LOST)
		out_puts(_("(lost) "));
	yd_one_line(yd_str_of(bookmark->title), &title);
	out_field(yd_buf_str(&title));
	if (bookmark->doc_title && found != YD_FOUND_LOST) {
		out_set_style(OUT_FAINT);
		out_puts("  ");
		out_value(bookmark->doc_title, "");
		out_set_style(OUT_PLAIN);
	}
	print_labels(bookmark);
	out_puts("\n");
	/* What is nowhere any more is here at least. */
	if (found == YD_FOUND_LOST) {
		out_text(yd_str_of(bookmark->text));
		out_puts("\n");
	}
	yd_buf_free(&cell);
	yd_buf_free(&title);
}

static yd_status print_bookmark(
	yd_library *library, const yd_bookmark *bookmark, bool json, yd_error *err)
{
	yd_found found;
	yd_place_in_library place;
	char *moved;
	yd_status status = yd_library_bookmark_find(library, bookmark, &found, &place, &moved, err);
	if (status != YD_OK)
		return status;
	const char *ref = moved ? moved : bookmark->ref;
	if (json)
		print_json(bookmark, ref, found != YD_FOUND_LOST);
	else if (out_is_terminal())
		print_on_terminal(bookmark, ref, found);
	else
		print_tabbed(bookmark, ref, found);
	free(moved);
	return YD_OK;
}

static int list_bookmarks(const yd_call *call, yd_library *library)
{
	yd_status status = YD_OK;
	yd_error err;
	size_t count = PAGE;
	for (size_t skip = 0; status == YD_OK && count == PAGE && !out_is_closed(); skip += count) {
		yd_bookmark *page = NULL;
		status = yd_user_bookmarks(
			yd_library_user(library), skip, PAGE, &page, &count, &err);
		for (size_t i = 0; status == YD_OK && i < count; i++)
			status = print_bookmark(
				library, &page[i], call->values[OPTION_JSON] != NULL, &err);
		yd_bookmarks_free(page, count);
	}
	return status == YD_OK ? YD_EXIT_DONE : say_error(&err);
}

/* ---- add, remove ---- */

static void report(const char *done, const yd_open_doc *doc, size_t unit)
{
	yd_buf ref = {0}, title = {0};
	yd_open_doc_unit_ref(doc, unit, &ref);
	yd_open_doc_unit_title(doc, unit, &title);
	out_puts(done);
	out_puts(" ");
	out_field(yd_buf_str(&ref));
	out_puts(" ");
	out_field(yd_buf_str(&title));
	out_puts("\n");
	yd_buf_free(&ref);
	yd_buf_free(&title);
}

/* A whole document is bookmarked at its title. */
static int add_bookmark(const yd_call *call, yd_library *library)
{
	yd_place_in_library place;
	yd_open_doc *doc = NULL;
	yd_error err;
	bool added = false;
	yd_status status = yd_library_resolve(library, yd_str_of(call->args[1]), &place, &err);
	if (status == YD_OK)
		status = yd_library_open_doc(library, place.doc, &doc, &err);
	if (status == YD_OK)
		status = yd_library_bookmark_add(library, doc, place.unit, &added, &err);
	if (status == YD_OK)
		report(added ? "bookmarked" : "already bookmarked", doc, place.unit);
	yd_open_doc_free(doc);
	return status == YD_OK ? YD_EXIT_DONE : say_error(&err);
}

static int remove_bookmark(const yd_call *call, yd_library *library)
{
	size_t removed;
	yd_error err;
	yd_status status = yd_library_bookmark_remove(library, call->args[1], &removed, &err);
	if (status != YD_OK)
		return say_error(&err);
	out_puts("removed the bookmark at ");
	out_value(call->args[1], "");
	out_puts("\n");
	return YD_EXIT_DONE;
}

/* ---- which of them ---- */

typedef struct action {
	const char *name;
	int args;
	bool changes;
	int (*run)(const yd_call *call, yd_library *library);
} action;

static const action actions[] = {
	{"list", 0, false, list_bookmarks},
	{"add", 1, true, add_bookmark},
	{"remove", 1, true, remove_bookmark},
};

static const action *find_action(const yd_call *call)
{
	for (size_t i = 0; call->arg_count && i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].name, call->args[0]) == 0)
			return &actions[i];
	return NULL;
}

static int run(const yd_call *call)
{
	yd_library *library;
	const action *chosen = find_action(call);
	if (!chosen)
		return say_usage(call, "say `list`, `add REF` or `remove REF`");
	if (call->arg_count - 1 != chosen->args)
		return say_usage(call,
			chosen->args ? N_("%s takes one reference") : N_("%s takes nothing more"),
			chosen->name);
	if (chosen->changes && call->library.read_only)
		return say_usage(call,
			"%s changes user data, which --read-only forbids; run it without "
			"--read-only",
			chosen->name);
	int status = open_library(call, false, &library);
	if (status != YD_EXIT_DONE)
		return status;
	status = chosen->run(call, library);
	yd_library_close(library);
	return status;
}

const yd_command command_bookmark = {
	.name = "bookmark",
	.summary = "lists, sets and removes bookmarks",
	.usage = "[--json] list\nadd REF\nremove REF",
	.options = options,
	.notes = "A bookmark holds the text it was set on, and is found by it: after edits, in "
		 "another section, or in "
		 "another document. One whose text is nowhere any more is shown as lost, with its "
		 "text. A "
		 "document's reference without # means its title and preamble.\n"
		 "When standard output is no terminal, list writes a line for each with tabs "
		 "between "
		 "reference, found, moved or lost, title, title of the document, text, tags and "
		 "note.",
	.run = run,
};
