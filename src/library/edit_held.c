/* The corrections that hold of a document, where they stand now, and taking changes back. */
#include "edit.h"

#include <stdlib.h>

void yd_held_corrections_free(yd_held_corrections *held)
{
	yd_said_free(&held->said);
	for (size_t i = 0; i < held->count; i++)
		free(held->items[i].correction.words);
	free(held->items);
	*held = (yd_held_corrections){0};
}

static void find_heading(const edit_work *work, yd_held_correction *item)
{
	for (size_t i = 0; i < work->para_count; i++)
		if (work->paras[i].text_hash == item->correction.text_hash &&
			work->paras[i].nth == (uint32_t)item->correction.item) {
			item->unit = work->paras[i].unit;
			item->paragraph = work->paras[i].number;
		}
}

static void find_clause(const yd_open_doc *doc, yd_held_correction *item)
{
	for (size_t unit = 0; item->correction.text_hash && unit < doc->stored.unit_count; unit++)
		if (clause_hash(doc->source, &doc->outline, unit) == item->correction.text_hash) {
			item->unit = unit;
			return;
		}
}

static void take_items(corrections *list, yd_held_corrections *out)
{
	out->said = list->said;
	list->said = (yd_said){0};
	out->items = yd_alloc((list->count + 1) * sizeof *out->items);
	out->count = list->count;
	for (size_t i = 0; i < out->count; i++) {
		out->items[i] =
			(yd_held_correction){.correction = list->items[i], .unit = SIZE_MAX};
		list->items[i].words = NULL;
	}
}

yd_status yd_library_corrections(
	yd_library *library, const yd_open_doc *doc, yd_held_corrections *out, yd_error *err)
{
	edit_work work = {.library = library, .doc = doc, .unit = SIZE_MAX};
	corrections list;
	*out = (yd_held_corrections){0};
	yd_status status = edit_is_current(doc, err);
	if (status == YD_OK)
		status = corrections_read(library, doc->info.sha256, &list, err);
	if (status != YD_OK)
		return status;
	take_items(&list, out);
	if (list.fix_count)
		status = edit_name_paragraphs(&work, err);
	for (size_t i = 0; status == YD_OK && i < out->count; i++) {
		if (out->items[i].correction.of == YD_CORRECT_HEADING)
			find_heading(&work, &out->items[i]);
		else
			find_clause(doc, &out->items[i]);
	}
	corrections_free(&list);
	edit_end(&work);
	return status;
}

yd_status yd_library_undo(yd_library *library, yd_undo_kind *kind, char **ref, yd_error *err)
{
	yd_place_in_library place;
	yd_status status = yd_user_undo(library->user, kind, ref, err);
	if (status != YD_OK || *kind != YD_UNDO_EDIT)
		return status;
	/* A document that is not here any more is read so when it comes again. */
	if (yd_library_resolve(library, yd_str_of(*ref), &place, NULL) != YD_OK)
		return YD_OK;
	return yd_library_reread(library, place.doc, err);
}
