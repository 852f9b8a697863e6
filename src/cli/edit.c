#include "commands.h"
#include "document.h"
#include "findings.h"
#include "output.h"
#include "select.h"

#include <yaodian/intl.h>
#include <yaodian/text.h>

#include <stdlib.h>
#include <string.h>

enum {
	OPTION_REGION,
	OPTION_YEAR,
	OPTION_TITLE,
	OPTION_KIND,
	OPTION_HEADING,
	OPTION_THEME,
	OPTION_RESET
};

static const yd_option options[] = {
	[OPTION_REGION] = {"region", 0, "R",
		"where the document is from: 吉林/长春; unknown: from no place"},
	[OPTION_YEAR] = {"year", 0, "Y", "the year it is for; unknown: none"},
	[OPTION_TITLE] = {"title", 0, "T", "its title"},
	[OPTION_KIND] = {"kind", 0, "K", "要点, 计划, 总结, 报告, 规划, 方案, 条例, 通知 or 其他"},
	[OPTION_HEADING] = {"heading", 0, "UNIT=WHAT…",
		"whether a paragraph is a heading: no, yes, or its level from 1 to 8"},
	[OPTION_THEME] = {"theme", 0, "±T…",
		"themes it has (+safety, +safety! when it is about that) or has not (-safety)"},
	[OPTION_RESET] = {"reset", 0, NULL, "take all corrections back first"},
	{NULL, 0, NULL, NULL},
};

/* ---- corrections that hold ---- */

enum { NAME = 9, PLACE = 9, WHAT = 10 };

static void put_cell(yd_str text, size_t columns)
{
	yd_buf cell = {0};
	out_add_field(text, &cell);
	size_t has = yd_text_columns(yd_buf_str(&cell));
	yd_buf_printf(&cell, "%*s ", has < columns ? (int)(columns - has) : 0, "");
	out_bytes(yd_buf_str(&cell));
	yd_buf_free(&cell);
}

static void put_field(const char *name, const char *value)
{
	put_cell(yd_str_of(name), NAME);
	out_value(value, "");
	out_puts("\n");
}

static void add_what(const yd_correction *correction, yd_buf *out)
{
	if (correction->of == YD_CORRECT_THEME)
		yd_buf_printf(out, "%s%s%s", correction->value ? "+" : "-",
			yd_theme_key((unsigned)correction->item),
			correction->value == 2 ? "!" : "");
	else if (correction->value == YD_LEVEL_TEXT)
		yd_buf_puts(out, "no");
	else if (correction->value == YD_LEVEL_HEADING)
		yd_buf_puts(out, "yes");
	else
		yd_buf_printf(out, "%d", correction->value);
}

static void put_correction(const yd_open_doc *doc, const yd_held_correction *held)
{
	yd_buf place = {0}, what = {0};
	bool heading = held->correction.of == YD_CORRECT_HEADING;
	if (held->unit != SIZE_MAX)
		yd_unit_address(&doc->outline, held->unit, &place);
	else
		yd_buf_puts(&place, held->correction.text_hash ? _("nowhere") : _("all"));
	if (held->paragraph > 1)
		yd_buf_printf(&place, ":%u", (unsigned)held->paragraph);
	add_what(&held->correction, &what);
	put_cell(yd_str_of(heading ? _("heading") : _("theme")), NAME);
	put_cell(yd_buf_str(&place), PLACE);
	put_cell(yd_buf_str(&what), WHAT);
	out_value(held->correction.words, "");
	out_puts("\n");
	yd_buf_free(&place);
	yd_buf_free(&what);
}

static bool was_held(const yd_held_corrections *before, const yd_correction *correction)
{
	for (size_t i = 0; before && i < before->count; i++) {
		const yd_correction *one = &before->items[i].correction;
		if (one->of == correction->of && one->text_hash == correction->text_hash &&
			one->item == correction->item && one->value == correction->value)
			return true;
	}
	return false;
}

/* Those that were not there `before`; NULL: all. */
static void put_corrections(
	const yd_open_doc *doc, const yd_held_corrections *held, const yd_held_corrections *before)
{
	for (size_t i = 0; i < held->count; i++)
		if (!was_held(before, &held->items[i].correction))
			put_correction(doc, &held->items[i]);
}

static void put_said(const yd_said *said)
{
	yd_buf region = {0}, year = {0};
	if (said->region) {
		add_region(said->region, &region);
		put_field(findings_name(YD_FIELD_REGION), region.ptr);
	}
	if (said->year) {
		add_year(said->year, &year);
		put_field(findings_name(YD_FIELD_YEAR), year.ptr);
	}
	if (said->title)
		put_field(findings_name(YD_FIELD_TITLE), said->title);
	if (said->kind)
		put_field(findings_name(YD_FIELD_KIND), yd_kind_name(said->kind));
	yd_buf_free(&region);
	yd_buf_free(&year);
}

static yd_status list_corrections(yd_library *library, const yd_open_doc *doc, yd_error *err)
{
	yd_held_corrections held;
	yd_status status = yd_library_corrections(library, doc, &held, err);
	if (status == YD_OK) {
		out_doc(&doc->info);
		out_puts("\n");
		put_said(&held.said);
		put_corrections(doc, &held, NULL);
		bool any = held.count || held.said.region || held.said.year || held.said.title ||
			   held.said.kind;
		if (!any)
			say("%s: nothing of it was corrected", doc->info.ref);
	}
	yd_held_corrections_free(&held);
	return status;
}

/* ---- what an edit changed ---- */

static void put_change(const char *name, const char *before, const char *after)
{
	if (strcmp(before, after) == 0)
		return;
	put_cell(yd_str_of(name), NAME);
	out_value(*before ? before : "-", "");
	out_puts(" → ");
	out_value(*after ? after : "-", "");
	out_puts("\n");
}

static void put_changes(const yd_doc *before, const yd_doc *after)
{
	yd_buf was = {0}, is = {0};
	put_change(_("reference"), before->ref, after->ref);
	for (yd_field field = 0; field < YD_FIELD_COUNT; field++) {
		yd_buf_clear(&was);
		yd_buf_clear(&is);
		findings_value(before, field, &was);
		findings_value(after, field, &is);
		put_change(findings_name(field), was.len ? was.ptr : "", is.len ? is.ptr : "");
	}
	yd_buf_free(&was);
	yd_buf_free(&is);
}

static yd_status report(yd_library *library, const yd_open_doc *before,
	const yd_held_corrections *held, bool changed, yd_error *err)
{
	yd_open_doc *doc;
	yd_held_corrections now = {0};
	yd_status status = yd_library_open_doc(library, before->info.id, &doc, err);
	if (status == YD_OK)
		status = yd_library_corrections(library, doc, &now, err);
	if (status == YD_OK) {
		out_puts(changed ? "edited " : "unchanged ");
		out_doc(&doc->info);
		out_puts("\n");
		put_changes(&before->info, &doc->info);
		put_corrections(doc, &now, held);
	}
	yd_held_corrections_free(&now);
	yd_open_doc_free(doc);
	return status;
}

static yd_status edit_document(const yd_call *call, yd_library *library, const yd_open_doc *doc,
	size_t unit, yd_error *err)
{
	const yd_edit edit = {
		.region = call->values[OPTION_REGION],
		.year = call->values[OPTION_YEAR],
		.title = call->values[OPTION_TITLE],
		.kind = call->values[OPTION_KIND],
		.headings = call->values[OPTION_HEADING],
		.themes = call->values[OPTION_THEME],
		.reset = call->values[OPTION_RESET] != NULL,
	};
	yd_held_corrections held;
	bool changed = false;
	yd_status status = yd_library_corrections(library, doc, &held, err);
	bool is_new = edit.region && yd_library_region_is_new(library, edit.region, doc->info.year);
	if (status == YD_OK)
		status = yd_library_edit(library, doc, unit, &edit, &changed, err);
	if (status == YD_OK && is_new)
		say_new_region(edit.region);
	if (status == YD_OK)
		status = report(library, doc, &held, changed, err);
	yd_held_corrections_free(&held);
	return status;
}

static int run(const yd_call *call)
{
	yd_library *library;
	yd_place_in_library place;
	yd_open_doc *doc = NULL;
	yd_error err;
	bool asks = true;
	for (size_t i = OPTION_REGION; i <= OPTION_RESET; i++)
		asks &= !call->values[i];
	if (call->arg_count != 1)
		return say_usage(call, call->arg_count ? N_("give one reference at a time")
						       : N_("give a reference"));
	int exit = asks ? YD_EXIT_DONE : check_may_change(call);
	if (exit == YD_EXIT_DONE)
		exit = open_library(call, !asks, &library);
	if (exit != YD_EXIT_DONE)
		return exit;
	yd_status status = yd_library_resolve(library, yd_str_of(call->args[0]), &place, &err);
	if (status == YD_OK)
		status = yd_library_open_doc(library, place.doc, &doc, &err);
	if (status == YD_OK)
		status = asks ? list_corrections(library, doc, &err)
			      : edit_document(call, library, doc,
					place.whole ? SIZE_MAX : place.unit, &err);
	if (status != YD_OK)
		exit = say_error(&err);
	yd_open_doc_free(doc);
	yd_library_close(library);
	return exit;
}

const yd_command command_edit = {
	.name = "edit",
	.summary = "corrects region, year, title, kind, headings and themes",
	.usage = "[--region R] [--year Y] [--title T] [--kind K] [--heading UNIT=WHAT…] [--theme "
		 "±T…] [--reset] REF",
	.options = options,
	.notes =
		"REF names a document, or a unit of it (REF#2.1). Without options, what was "
		"corrected is listed.\n"
		"--heading: UNIT is what stands behind # in its reference, and may be left "
		"out when REF names one; UNIT:3 is its third paragraph. no makes text of a "
		"heading: "
		"it goes to what stands before it. A level from 1 to 8 begins a part of that level "
		"there; what follows on lower levels stands below it. yes makes a heading of it "
		"for "
		"the parts without a heading of their own that follow. All of them are those "
		"before "
		"the edit.\n"
		"--theme: of the clause that REF names, of all clauses of a section, or of the "
		"whole "
		"document; by key or name.\n"
		"Several values are parted by commas, or the option is given again. Region, year, "
		"title and kind belong to the document's bytes, headings and themes to the texts "
		"they stand on: they hold when it is imported again or the cache rebuilt, and go "
		"over to a new text of the same plan from the same place. A reference that changes "
		"goes on working. --reset takes back what was corrected in the document, or in the "
		"unit that REF names; `u` in the browser takes back the last edit.",
	.run = run,
};
